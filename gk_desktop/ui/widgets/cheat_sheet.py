"""All keys of a page, and what can be pressed everywhere, beside the page instead of over it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from gk_desktop.ui.widgets.key_names import key_name

_IN_COLUMNS_FROM: Final = 340
"""Where it is narrower, what a key does stands behind the key instead of beside all keys."""


@dataclass(frozen=True, slots=True)
class KeyTable:
    """A title, and rows of a key and what it does."""

    title: str
    rows: Sequence[tuple[str, str]]


def keys_of(actions: Iterable[QAction]) -> list[tuple[str, str]]:
    """Keys that do something just now."""
    return [
        (key_name(action.shortcut()), _plain(action.text()))
        for action in actions
        if action.text() and action.isVisible() and not action.shortcut().isEmpty()
    ]


class CheatSheet(QScrollArea):
    closed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: Sequence[KeyTable] = ()
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
        self._tables = [table for table in tables if table.rows]
        self._set_text(self.width())

    def _set_text(self, width: int) -> None:
        write = _in_columns if width >= _IN_COLUMNS_FROM else _one_by_one
        text = "".join(f"{_heading(table)}{write(table)}" for table in self._tables)
        if text != self._text.text():
            self._text.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_text(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _plain(text: str) -> str:
    """The text of an action without its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _heading(table: KeyTable) -> str:
    return f'<p style="margin: 8px 0 2px 0"><b>{escape(table.title)}</b></p>'


def _one_by_one(table: KeyTable) -> str:
    return "".join(
        f'<p style="margin: 0 0 3px 12px; text-indent: -12px"><b>{escape(key)}</b>&ensp;{escape(text)}</p>'
        for key, text in table.rows
    )


def _in_columns(table: KeyTable) -> str:
    lines = "".join(
        f'<tr><td style="padding: 1px 12px 1px 0"><b>{escape(key)}</b></td><td>{escape(text)}</td></tr>'
        for key, text in table.rows
    )
    return f'<table cellspacing="0">{lines}</table>'
