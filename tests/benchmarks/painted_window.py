"""The real window in a process of its own, watched until it is painted.

Run by its path, so that PYTHONPATH decides which gk_desktop it is:

`painted_window.py start PROFILE` is `python -m gk_desktop gui --profile PROFILE`; it writes one line as soon as the
window is painted, with those of HEAVY that are loaded then, and `Qt` if it is in use, and ends.
`painted_window.py unlock PROFILE EVENT`, with the data key in hex on standard input, waits until the window at the door
has loaded what it wants, and writes the seconds from the key being known to a typed letter on the painted page, and to
the page without it.
"""

import gc
import os
import runpy
import sys
import time
from pathlib import Path
from typing import Any, Final

from gk_desktop.ui import main

HEAVY: Final = (
    "docx",
    "lxml",
    "sqlite_utils",
    "sqlcipher3",
    "asyncio",
    "urllib.request",
    "cryptography",
    "PySide6.QtSvg",
    "gk_desktop.ui.icons",
)


def start(profile: str) -> None:
    """As from the command line; only a watch is hung on the window."""
    guard = main.refuse_broken_qt

    def guard_and_watch() -> None:
        guard()
        from gk_desktop.ui import main_window

        make = main_window.MainWindow

        def make_watched(*words: Any) -> Any:
            made = make(*words)
            _watch_first_paint(made)
            return made

        main_window.MainWindow = make_watched

    main.refuse_broken_qt = guard_and_watch
    sys.argv = ["gk-desktop", "gui", "--profile", profile]
    runpy.run_module("gk_desktop", run_name="__main__", alter_sys=True)


def _watch_first_paint(window: Any) -> None:
    """Not on the application: each event of each widget would come by here, and PySide6 make a class for its kind."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, _watched: Any, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                window.removeEventFilter(self)
                # Runs after all children of the window are painted, and before what the window itself has put off.
                QTimer.singleShot(0, _end)
            return False

    window.painted_watch = Watch()
    window.installEventFilter(window.painted_watch)


def _end() -> None:
    loaded = [name for name in HEAVY if name in sys.modules]
    # Its hundred enums are made when it is first asked for.
    made = ["PySide6.QtCore.Qt"] if "Qt" in vars(sys.modules["PySide6.QtCore"]) else []
    sys.stdout.write(" ".join(loaded + made) + "\n")
    sys.stdout.flush()
    os._exit(0)


def unlock(profile: str, event: str, data_key: bytes) -> None:
    """From the key being known to the first letter on the painted page."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

    from gk_desktop.ui import tasks
    from gk_desktop.ui.application import make_application
    from gk_desktop.ui.main_window import MainWindow
    from tests.benchmarks.paint_counter import PaintCounter

    make_application(Path(profile))
    window = MainWindow(Path(profile))
    window._place = ("capture", event)
    window.show()
    while not (window.is_prepared and all(task.has_ended for task in tasks._running)):
        QApplication.processEvents()
        # QTest.qWait would keep the interpreter's lock, and the thread that loads would starve.
        time.sleep(0.01)
    gc.collect()
    began = time.perf_counter()
    window._on_key(data_key)
    line = window.findChild(QPlainTextEdit, "entry_line")
    stream = window.findChild(QWidget, "entry_stream")
    PaintCounter(stream.viewport()).wait()
    painted = time.perf_counter()
    letter = PaintCounter(line.viewport())
    QTest.keyClick(line, Qt.Key.Key_A)
    letter.wait()
    done = time.perf_counter()
    assert line.toPlainText() == "a" and stream.model().rowCount() > 1
    sys.stdout.write(f"{done - began} {painted - began}\n")
    sys.stdout.flush()
    line.clear()
    window.close()


if __name__ == "__main__":
    if sys.argv[1] == "start":
        start(sys.argv[2])
    else:
        unlock(sys.argv[2], sys.argv[3], bytes.fromhex(sys.stdin.read()))
