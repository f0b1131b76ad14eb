"""Waiting until a widget has painted itself."""

import time
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

_LONGEST_S: Final = 60.0


class PaintCounter(QObject):
    """Counts what a widget paints from now on."""

    def __init__(self, widget: Any) -> None:
        super().__init__()
        self._widget = widget
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False

    def wait(self) -> None:
        """Work through events until it has painted. The event in which it does ends with its content on the screen."""
        end = time.monotonic() + _LONGEST_S
        while not self.count:
            QApplication.processEvents()
            assert time.monotonic() < end, "nothing was painted"
        self._widget.removeEventFilter(self)
