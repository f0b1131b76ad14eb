"""Long work beside the window: the only threads of the program.

Work is a plain function that takes a progress callback. It touches no widget and no connection of the window, and does
not even hold on to one: a thread that lets go of a widget last deletes it, and the program crashes.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import CellType
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gk_desktop.base.errors import BugError, UserError
from gk_desktop.base.progress import Cancelled, Progress

Work = Callable[[Progress], Any]

_LETS_GO_FOR_S: Final = 0.0001
_EMPTY_CELL: Final = CellType()


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
        _refuse_widgets(work)
        self._work = work
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def is_running(self) -> bool:
        return self._thread.is_alive()

    @property
    def has_ended(self) -> bool:
        return self._thread.ident is not None and not self._thread.is_alive()

    def start(self) -> None:
        """Begin; connect to the signals before."""
        _forget_ended()
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
            self.finished.emit()

    def _progress(self, text: str, fraction: float) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(text, fraction)


class LatestTask(QObject):
    """Work of which only what was asked for last counts, in one thread that is kept for it: searching while typing.

    Signals arrive in the window's thread, and only after the keys that are waiting there. What comes too late never
    arrives. `interrupt` ends what the work waits for, `at_end` gives up what the thread has held.
    """

    succeeded = Signal(object)
    # Something a person can act on: the UserError.
    failed = Signal(object)
    # A mistake of ours: the exception.
    broke = Signal(object)
    _ended = Signal(object)

    def __init__(self, interrupt: Callable[[], None], at_end: Callable[[], None]) -> None:
        super().__init__()
        self._interrupt = interrupt
        self._at_end = at_end
        self._request: _Request | None = None
        self._taken: _Request | None = None
        self._outcome: _Outcome | None = None
        self._is_stopped = False
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None
        self._calm = QTimer(self)

        self._ended.connect(self._on_ended)
        self._calm.timeout.connect(self._on_calm)

        self._calm.setSingleShot(True)

    @property
    def is_running(self) -> bool:
        """Whether something was asked for whose result is still to arrive."""
        return self._request is not None

    @property
    def has_ended(self) -> bool:
        """Whether there was a thread, and is none any more."""
        return self._thread is not None and not self._thread.is_alive()

    def start(self, work: Work) -> None:
        """Begin with this; whatever was asked for before is forgotten."""
        _refuse_widgets(work)
        self._ask(_Request(work))

    def forget(self) -> None:
        """Nobody wants to know any more."""
        self._ask(None)

    @Slot()
    def cancel(self) -> None:
        """End the thread; nothing is worked on afterwards."""
        self._is_stopped = True
        self._ask(None)
        if self._thread is None:
            self._at_end()

    def wait(self, seconds: float | None = None) -> None:
        """Block until the thread has ended."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _ask(self, request: "_Request | None") -> None:
        with self._news:
            self._request = None if self._is_stopped else request
            if self._taken is not None:
                self._interrupt()
            self._news.notify()
        if self._request is not None and self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True)
            _forget_ended()
            _running.add(self)
            self._thread.start()

    def _run(self) -> None:
        request = self._next(None)
        while request is not None:
            self._work_on(request)
            request = self._next(request)
        self._at_end()

    def _next(self, done: "_Request | None") -> "_Request | None":
        """Wait for something new to work on; None if nothing will come any more."""
        with self._news:
            self._taken = None
            self._news.wait_for(lambda: self._is_stopped or self._request not in {None, done})
            self._taken = None if self._is_stopped else self._request
            return self._taken

    def _work_on(self, request: "_Request") -> None:
        def progress(text: str, fraction: float) -> None:  # noqa: ARG001 - nobody sees how far it is
            if self._request is not request:
                raise Cancelled
            # The interpreter is handed over only to a thread that has time to wake up.
            time.sleep(_LETS_GO_FOR_S)

        try:
            outcome = _Outcome(request, self.succeeded, request.work(progress))
        except Cancelled:
            return
        except UserError as error:
            outcome = _Outcome(request, self.failed, error)
        except Exception as error:  # noqa: BLE001 - the edge of the thread: nobody else would hear of it
            outcome = _Outcome(request, self.broke, error)
        self._ended.emit(outcome)

    @Slot(object)
    def _on_ended(self, outcome: "_Outcome") -> None:
        # The timer comes after every event that is waiting: a key goes first, and may have made this outdated.
        self._outcome = outcome
        self._calm.start()

    @Slot()
    def _on_calm(self) -> None:
        outcome, self._outcome = self._outcome, None
        if outcome is not None and outcome.request is self._request:
            self._request = None
            outcome.signal.emit(outcome.result)


@dataclass(frozen=True, slots=True, eq=False)
class _Request:
    work: Work


@dataclass(frozen=True, slots=True)
class _Outcome:
    request: _Request
    signal: Any
    result: object


_running: set[Task | LatestTask] = set()


def _forget_ended() -> None:
    """Not in the thread that ends: whoever lets go of a task last deletes it."""
    for task in list(_running):
        if task.has_ended:
            _running.discard(task)


def _refuse_widgets(work: Work) -> None:
    held = [cell.cell_contents for cell in getattr(work, "__closure__", None) or () if cell != _EMPTY_CELL]
    held += [getattr(work, "__self__", None), *getattr(work, "args", ()), *getattr(work, "keywords", {}).values()]
    held += [getattr(item, "__self__", None) for item in held]
    if any(isinstance(item, QObject) for item in held):
        raise BugError("work for another thread holds on to an object of the window")


def shut_down() -> None:
    """Cancel what is running and wait for it; the window is about to close."""
    for task in list(_running):
        task.cancel()
    for task in list(_running):
        task.wait(30)
    _forget_ended()
