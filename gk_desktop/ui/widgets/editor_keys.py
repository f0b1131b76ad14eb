"""Keys of the program that a text field on some desktops takes for itself: there Ctrl+U would empty a cell."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

# Qt's bindings for X11: delete the line, delete to its end, delete a character, go to the end.
_TAKEN_BY_X11: Final = frozenset({Qt.Key.Key_U, Qt.Key.Key_K, Qt.Key.Key_D, Qt.Key.Key_E})
_EDITORS: Final = (QLineEdit, QPlainTextEdit, QTextEdit)
_WATCHED: Final = "editor_keys"


class EditorKeys(QObject):
    """Gives these keys back to the program, in every text field that gets the focus while it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QGuiApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, _EDITORS) and not now.property(_WATCHED):
            now.setProperty(_WATCHED, True)
            now.installEventFilter(self)

    def eventFilter(self, _editor: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not _is_taken(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return True
        # No action wants it just now: better nothing than a deleted line.
        return event.type() == QEvent.Type.KeyPress


def _is_taken(event: QKeyEvent) -> bool:
    return event.key() in _TAKEN_BY_X11 and event.modifiers() == Qt.KeyboardModifier.ControlModifier
