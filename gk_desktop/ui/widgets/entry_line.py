"""The line: two text lines high and growing. Enter enters, Shift+Enter breaks, nothing ever discards what is typed."""

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.base.text import clean_text
from gk_desktop.ui.widgets.undo_keys import is_redo, is_undo

_LEAST_LINES: Final = 2
_MOST_LINES: Final = 9
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PADDING: Final = 8

# What the line needs for itself although somebody else may have a shortcut on it.
_TEXT_KEYS: Final = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)


class EntryLine(QPlainTextEdit):
    # Enter without Shift.
    enter_pressed = Signal()
    # Arrow up while the line is empty.
    up_pressed = Signal()
    escape_pressed = Signal()
    # Tab forwards, Shift+Tab backwards: only asked for while there is something to complete.
    completion_requested = Signal(int)
    # Nothing left to undo in the text: the entries are meant.
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.can_complete = False
        self._rows = _LEAST_LINES
        self._undone_entries = 0

        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)

        self.setObjectName("entry_line")
        self.setAccessibleName(_("Zeile der Mitschrift"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(_PADDING)
        self.set_notes_font(self.font())

    @property
    def text(self) -> str:
        return self.toPlainText()

    @property
    def cursor_position(self) -> int:
        return self.textCursor().position()

    def set_notes_font(self, font: QFont) -> None:
        self.setFont(font)
        self._fit()

    def set_line(self, text: str, cursor: int | None = None) -> None:
        """Other text: nothing of the old one can be undone into it."""
        self._undone_entries = 0
        self.setPlainText(text)
        self._set_cursor(len(text) if cursor is None else cursor)

    def change_line(self, text: str, cursor: int) -> None:
        """Other text as one step that Ctrl+Z takes back."""
        if text != self.text:
            everything = self.textCursor()
            everything.select(QTextCursor.SelectionType.Document)
            everything.insertText(text)
        self._set_cursor(cursor)

    def _set_cursor(self, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(position, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)

    @Slot()
    def _on_size_changed(self) -> None:
        self._fit()

    def _fit(self) -> None:
        lines = round(self.document().size().height())
        self._rows = max(_LEAST_LINES, min(lines, _MOST_LINES))
        height = round(QFontMetricsF(self.font()).lineSpacing() * self._rows) + 2 * _PADDING
        if height != self.height():
            self.setFixedHeight(height)
        scrolls = lines > _MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)

    def _undo(self) -> None:
        """Typing first, then entries."""
        if self.document().isUndoAvailable():
            self.undo()
        else:
            self._undone_entries += 1
            self.undo_requested.emit()

    def _redo(self) -> None:
        """The other way round: entries first, then the typing that was taken back before them."""
        if self.document().isRedoAvailable() and not self._undone_entries:
            self.redo()
        else:
            self._undone_entries = max(0, self._undone_entries - 1)
            self.redo_requested.emit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text only, without what no document can hold."""
        if source.hasText():
            self.insertPlainText(clean_text(source.text()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if is_undo(event) or is_redo(event) or any(event.matches(key) for key in _TEXT_KEYS):
                event.accept()
                return True
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                # A text field claims some of these for itself; here they are keys of the page.
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shifted = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ENTER and shifted:
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        elif key in _ENTER:
            self.enter_pressed.emit()
        elif key == Qt.Key.Key_Escape:
            self.escape_pressed.emit()
        elif key == Qt.Key.Key_Up and not self.text and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.up_pressed.emit()
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and self.can_complete:
            self.completion_requested.emit(-1 if key == Qt.Key.Key_Backtab else 1)
        elif is_undo(event):
            self._undo()
        elif is_redo(event):
            self._redo()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab completes before it leaves the line."""
        return False if self.can_complete else super().focusNextPrevChild(forward)
