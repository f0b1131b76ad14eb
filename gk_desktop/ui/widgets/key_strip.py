"""The most important keys in one quiet row under the line; where the line asks for a word of advice, it stands here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedLayout, QToolButton, QWidget

from gk_desktop.ui.theme import Sign, sign_colour
from gk_desktop.ui.widgets.key_names import key_name

_SMALL = 0.88


class KeyStrip(QWidget):
    """A click on a key does the same as the key."""

    def __init__(self, actions: Sequence[tuple[QAction, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = QLabel()
        self._keys = QWidget()
        self._stack = QStackedLayout(self)

        row = QHBoxLayout(self._keys)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        self._buttons = [self._button(action, label) for action, label in actions]
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch()
        self._stack.addWidget(self._keys)
        self._stack.addWidget(self._hint)

        self._hint.setObjectName("line_hint")
        self._hint.setContentsMargins(8, 0, 8, 0)
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setObjectName("key_strip")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(24)
        self.refresh_colours()

    def _button(self, action: QAction, label: str) -> QToolButton:
        button = QToolButton()
        key = key_name(action.shortcut())
        button.setText(f"{key} {label}")
        button.setToolTip(action.text())
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        font = button.font()
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        button.setFont(font)
        button.clicked.connect(action.trigger)
        return button

    @Slot(str)
    def show_hint(self, text: str) -> None:
        """A sentence instead of the keys; nothing for the keys again."""
        self._hint.setText(text)
        self._stack.setCurrentWidget(self._hint if text else self._keys)

    def refresh_colours(self) -> None:
        colours = self._hint.palette()
        colours.setColor(self._hint.foregroundRole(), sign_colour(Sign.TASK, QGuiApplication.palette()))
        self._hint.setPalette(colours)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many keys as there is room for; the last one, which shows them all, always."""
        super().resizeEvent(event)
        *others, last = self._buttons
        room = event.size().width() - last.sizeHint().width() - 8
        for button in others:
            room -= button.sizeHint().width()
            button.setVisible(room >= 0)
