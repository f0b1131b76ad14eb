"""Long work beside the window: the only threads of the program.

Work is a plain function that takes a progress callback. It touches no widget and no connection of the window.
"""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from gk_desktop.base.errors import UserError
from gk_desktop.base.progress import Cancelled, Progress

Work = Callable[[Progress], Any]


class Task(QObject):
    """One piece of work. Signals arrive in the window's thread; `finished` comes last, whatever happened."""

    progressed = Signal(str, float)
    succeeded = Signal(object)
    # Something a person can act on: the UserError.
    failed = Signal(object)
    # A mistake of ours: the exception.
    broke = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def is_running(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin; connect to the signals before."""
        _running.add(self)
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next sign of progress."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Block until the work has ended."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self.succeeded.emit(self._work(self._progress))
        except Cancelled:
            self.cancelled.emit()
        except UserError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - the edge of the thread: nobody else would hear of it
            self.broke.emit(error)
        finally:
            _running.discard(self)
            self.finished.emit()

    def _progress(self, text: str, fraction: float) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(text, fraction)


_running: set[Task] = set()


def shut_down() -> None:
    """Cancel what is running and wait for it; the window is about to close."""
    for task in list(_running):
        task.cancel()
    for task in list(_running):
        task.wait(30)
