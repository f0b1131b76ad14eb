"""Waiting for the window: at the door from the start of the process, and behind it from the key being known.

Both against the start of a process that paints a window with one label.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.benchmarks import painted_window
from tests.benchmarks.measuring import Figure, Times, figure
from tests.benchmarks.workspaces import PreparedWorkspace, bulk_workspace

_START_LIMIT: Final = 1.3
_UNLOCK_LIMIT: Final = 1.5
_WARM_UP: Final = 2
_REPOSITORY: Final = Path(__file__).parents[2]
_DRIVER: Final = painted_window.__file__

# The same watch as in painted_window.
_BARE_WINDOW: Final = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, end)
        return False

def end():
    sys.stdout.write("\\n")
    sys.stdout.flush()
    os._exit(0)

application = QApplication(["bare"])
window = QLabel("Feldbuch")
window.resize(1200, 720)
watch = Watch()
window.installEventFilter(watch)
window.show()
application.exec()
"""


def run_start(folder: Path, *, rounds: int = 25) -> Iterator[Figure]:
    """Process start to unlock window painted."""
    prepared = bulk_workspace(folder / "program", 1)
    processes = _Processes(folder)
    times = _by_turns(lambda: processes.seconds_to_door(prepared), processes.seconds_to_bare_window, rounds)
    yield figure("start_unlock", *times.medians(), _START_LIMIT)


def run_unlock(folder: Path, *, entries: int = 10_000, rounds: int = 15) -> Iterator[Figure]:
    """Key known to a letter typed and painted on the page with all entries."""
    prepared = bulk_workspace(folder / "program", entries)
    processes = _Processes(folder)
    times = _by_turns(lambda: processes.seconds_to_page(prepared), processes.seconds_to_bare_window, rounds)
    yield figure("unlock_capture", *times.medians(), _UNLOCK_LIMIT)


def _by_turns(candidate: Callable[[], float], baseline: Callable[[], float], rounds: int) -> Times:
    times = Times([], [])
    for number in range(-_WARM_UP, rounds):
        if number % 2:
            own, bare = candidate(), baseline()
        else:
            bare, own = baseline(), candidate()
        if number >= 0:
            times.candidate.append(own)
            times.baseline.append(bare)
    return times


class _Processes:
    """Starts of Python with the compiled modules of all of them in one folder, as an installed program has them."""

    def __init__(self, folder: Path) -> None:
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "PYTHONPATH": str(_REPOSITORY),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def seconds_to_bare_window(self) -> float:
        return self._seconds_to_mark(["-c", _BARE_WINDOW])

    def seconds_to_door(self, prepared: PreparedWorkspace) -> float:
        return self._seconds_to_mark([_DRIVER, "start", str(prepared.profile)])

    def seconds_to_page(self, prepared: PreparedWorkspace) -> float:
        words = [sys.executable, _DRIVER, "unlock", str(prepared.profile), prepared.event]
        done = subprocess.run(
            words, env=self._environment, input=prepared.data_key.hex(), capture_output=True, text=True, check=True
        )
        return float(done.stdout.split()[0])

    def _seconds_to_mark(self, words: list[str]) -> float:
        began = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, *words], env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None and process.stderr is not None
            mark = process.stdout.readline()
            seconds = time.perf_counter() - began
            assert mark, process.stderr.read()
        return seconds
