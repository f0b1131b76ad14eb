"""Keeps what is half typed: soon after a pause, and at most two seconds after the first key that is not kept yet."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

_PAUSE_MS = 400
_LONGEST_S = 1.5


class DraftKeeper(QObject):
    """`save` is called in the thread of the window; it must not ask anything."""

    def __init__(self, save: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._since: float | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    @Slot()
    def note_change(self) -> None:
        """A key was pressed."""
        now = time.monotonic()
        if self._since is None:
            self._since = now
        if now - self._since > _LONGEST_S:
            self.flush()
        else:
            self._pause.start()

    @Slot()
    def flush(self) -> None:
        """Keep it now, if there is anything new."""
        self._pause.stop()
        if self._since is not None:
            self._since = None
            self._save()

    def forget(self) -> None:
        """What was typed has become an entry."""
        self._pause.stop()
        self._since = None
