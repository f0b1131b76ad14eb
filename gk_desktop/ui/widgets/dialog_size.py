"""Dialogs that fit the screen: at 200 % a small laptop has room for 683 × 384."""

from typing import Final

from PySide6.QtWidgets import QWidget

_BESIDE: Final = 24
_FRAME: Final = 48


def resize_within_screen(dialog: QWidget, width: int, height: int) -> None:
    """The wished size, or as much of it as the screen has."""
    available = dialog.screen().availableSize()
    dialog.resize(min(width, available.width() - _BESIDE), min(height, available.height() - _FRAME))
