"""Notices that nobody is there any more, or that the laptop has slept (contract 7)."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

_TICK_S = 15
_SLEPT_S = 90
"""A tick this late means that the laptop was suspended in between."""

_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)
_KEYS = frozenset({QEvent.Type.KeyPress})

CAPTURE_LOCK_S = 45 * 60
"""While a Mitschrift is open, so long without a key."""


class IdleWatch(QObject):
    # It is time to lock.
    lock_due = Signal()

    def __init__(self, lock_after_minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock_after_s = lock_after_minutes * 60
        self._capturing = False
        self._last_life = self._last_key = self._last_tick = time.time()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_S * 1000)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        self._last_life = self._last_key = self._last_tick = time.time()
        application = QGuiApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        application = QGuiApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    def set_capturing(self, capturing: bool) -> None:
        """Whether a Mitschrift is open: listening without typing is work, too."""
        self._capturing = capturing

    def set_lock_after(self, minutes: int) -> None:
        self._lock_after_s = minutes * 60

    def is_due(self, now: float) -> bool:
        """Whether to lock at this moment (seconds since 1970)."""
        if now - self._last_tick > _SLEPT_S:
            return True
        if self._capturing:
            return now - self._last_key > CAPTURE_LOCK_S
        return now - self._last_life > self._lock_after_s

    @Slot()
    def _on_tick(self) -> None:
        now = time.time()
        due = self.is_due(now)
        self._last_tick = now
        if due:
            self.lock_due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - the signature is Qt's
        kind = event.type()
        if kind in _SIGNS_OF_LIFE:
            self._last_life = time.time()
            if kind in _KEYS:
                self._last_key = self._last_life
        return False
