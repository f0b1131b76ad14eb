"""Ctrl+Z and Ctrl+Y on every system: what Qt calls the standard keys differs from desktop to desktop."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


def is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or _is_ctrl(event, Qt.Key.Key_Z)


def is_redo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Redo) or _is_ctrl(event, Qt.Key.Key_Y)


def _is_ctrl(event: QKeyEvent, key: Qt.Key) -> bool:
    return event.key() == key and event.modifiers() == Qt.KeyboardModifier.ControlModifier
