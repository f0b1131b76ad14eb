"""Tabs high enough for letters that reach below the line: Fusion lowers those that are not chosen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget


class _RoomyTabBar(QTabBar):
    def tabSizeHint(self, index: int) -> QSize:
        hint = super().tabSizeHint(index)
        return QSize(hint.width() + 8, hint.height() + 6)


class RoomyTabs(QTabWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabBar(_RoomyTabBar())
        self.setDocumentMode(True)
