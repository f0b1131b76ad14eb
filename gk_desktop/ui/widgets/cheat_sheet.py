"""All keys of a page, and what can be pressed everywhere, beside the page instead of over it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget


@dataclass(frozen=True, slots=True)
class KeyTable:
    """A title, and rows of a key and what it does."""

    title: str
    rows: Sequence[tuple[str, str]]


def keys_of(actions: Iterable[QAction]) -> list[tuple[str, str]]:
    """Keys that do something just now."""
    return [
        (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), _plain(action.text()))
        for action in actions
        if action.text() and action.isVisible() and not action.shortcut().isEmpty()
    ]


class CheatSheet(QScrollArea):
    closed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setContentsMargins(12, 8, 12, 12)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setWidget(self._text)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("cheat_sheet")
        self.setAccessibleName(name)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_keys(self, tables: Iterable[KeyTable]) -> None:
        self._text.setText("".join(_as_html(table) for table in tables if table.rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _plain(text: str) -> str:
    """The text of an action without its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _as_html(table: KeyTable) -> str:
    lines = "".join(
        f'<tr><td style="padding: 1px 12px 1px 0"><b>{escape(key)}</b></td><td>{escape(text)}</td></tr>'
        for key, text in table.rows
    )
    return f'<p style="margin: 8px 0 2px 0"><b>{escape(table.title)}</b></p><table cellspacing="0">{lines}</table>'
