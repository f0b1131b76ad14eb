"""Typing, entering and scrolling in the window: what somebody waits for until it is on the screen.

Ten thousand entries against a hundred, and a search over very many entries against none, by turns in one process.
"""

import os
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gk_desktop.app.workspace import open_workspace_with_key
from gk_desktop.base.settings import Settings
from gk_desktop.ui.application import speak_german
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.capture_page import CapturePage
from gk_desktop.ui.pages.search_page import SearchPage
from tests.benchmarks.field_notes import FieldNotes
from tests.benchmarks.measuring import Figure, Times, compare, figure, quiet_collector, timed
from tests.benchmarks.paint_counter import PaintCounter
from tests.benchmarks.workspaces import PreparedWorkspace, bulk_workspace

Run = Callable[..., Iterator[Figure]]

_LIMIT: Final = 1.5
_FEW: Final = 100
_FRAME_S: Final = 0.016
_WARM_UP: Final = 5
_WORD: Final = "Verwaltung"
_ATTEMPTS: Final = 50
_FINGER_STARTS_S: Final = 0.001


def run_enter(folder: Path, *, entries: int = 10_000, rounds: int = 100) -> Iterator[Figure]:
    """Enter in the line until the new row is painted. Both sides write it durably."""
    notes = FieldNotes(seed=11)
    with ExitStack() as stack:
        many = _Mitschrift(bulk_workspace(folder / "many", entries), stack)
        few = _Mitschrift(bulk_workspace(folder / "few", min(entries, _FEW)), stack)
        times = Times([], [])
        with quiet_collector():
            for number in range(-_WARM_UP, rounds):
                line = notes.line()
                sides = (many, few) if number % 2 else (few, many)
                seconds = {side: side.seconds_to_enter(line) for side in sides}
                if number >= 0:
                    times.candidate.append(seconds[many])
                    times.baseline.append(seconds[few])
    yield figure("enter_painted", *times.medians(), _LIMIT)


def run_scroll(folder: Path, *, entries: int = 10_000, rounds: int = 600) -> Iterator[Figure]:
    """One turn of the wheel until painted, 95 of 100. Within a frame of 60 Hz nobody sees a difference."""
    with ExitStack() as stack:
        many = _Mitschrift(bulk_workspace(folder / "many", entries), stack)
        few = _Mitschrift(bulk_workspace(folder / "few", min(entries, _FEW)), stack)
        times = compare(many.scroll, few.scroll, rounds=rounds)
    own, bare = times.p95()
    yield Figure("scroll_frame_p95", own, bare, min(own / bare, _LIMIT * own / _FRAME_S), _LIMIT)


def run_key(folder: Path, *, entries: int = 100_000, rounds: int = 150) -> Iterator[Figure]:
    """A key, which arrives at any moment of a search, until its letter is painted; against a key without a search.

    A search lasts until its hits are in the list. Where it was over before the key came, the round is done again.
    """
    prepared = bulk_workspace(folder / "program", entries)
    with ExitStack() as stack:
        line = _SearchLine(prepared, stack)
        chance = random.Random(5)
        times = Times([], [])
        with quiet_collector():
            for number in range(-_WARM_UP, rounds):
                if number % 2:
                    own, bare = line.seconds_while_searching(chance), line.seconds_idle(chance)
                else:
                    bare, own = line.seconds_idle(chance), line.seconds_while_searching(chance)
                if number >= 0:
                    times.candidate.append(own)
                    times.baseline.append(bare)
    yield figure("key_painted", *times.medians(), _LIMIT)


def _application() -> Any:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = QApplication.instance()
    if made is None:
        made = QApplication(["benchmark", "-style", "Fusion"])
        speak_german(made)
    return made


def _shown(page: QWidget, stack: ExitStack) -> None:
    page.resize(1214, 680)
    page.show()
    assert QTest.qWaitForWindowExposed(page)
    stack.callback(page.close)


class _Mitschrift:
    """The page on the event of a workspace, scrolled to its end."""

    def __init__(self, prepared: PreparedWorkspace, stack: ExitStack) -> None:
        _application()
        workspace = stack.enter_context(open_workspace_with_key(prepared.profile, prepared.data_key))
        self._context = WorkspaceContext(workspace)
        self._page = CapturePage(self._context, Settings())
        _shown(self._page, stack)
        self._page.open_event(prepared.event)
        self._page.enter()
        stack.callback(self._page.save_draft_now)
        self._stream, self._line = self._page.stream, self._page.line_area.line
        self._bar = self._stream.verticalScrollBar()
        self._stream.show_end()
        QApplication.processEvents()
        self._step = -60

    def seconds_to_enter(self, text: str) -> float:
        self._line.setPlainText(text)
        QApplication.processEvents()
        before = self._page.model.rowCount()
        painted = PaintCounter(self._stream.viewport())

        def enter() -> None:
            QTest.keyClick(self._line, Qt.Key.Key_Return)
            painted.wait()

        seconds = timed(enter)
        assert self._page.model.rowCount() > before and self._stream.is_at_end
        return seconds

    def scroll(self) -> None:
        """On by one turn, and back again at the end."""
        if not 0 <= self._bar.value() + self._step <= self._bar.maximum():
            self._step = -self._step
        self._bar.setValue(self._bar.value() + self._step)
        self._stream.viewport().repaint()


class _SearchLine:
    """The page that searches while somebody types."""

    def __init__(self, prepared: PreparedWorkspace, stack: ExitStack) -> None:
        _application()
        workspace = stack.enter_context(open_workspace_with_key(prepared.profile, prepared.data_key))
        self._context = WorkspaceContext(workspace)
        self._page = SearchPage(self._context)
        _shown(self._page, stack)
        self._line = self._page._line
        self._found_at = float("inf")
        # After the page, which has put its hits into the list by then.
        self._page._task.succeeded.connect(self._on_found)
        self._search_to_the_end()
        self.seconds_of_search = statistics.median(timed(self._search_to_the_end) for _time in range(9))

    def _on_found(self, _answer: object) -> None:
        self._found_at = time.perf_counter()

    def _search_to_the_end(self) -> None:
        QApplication.processEvents()
        self._page.search(_WORD)
        while self._page.is_searching:
            _wait_for_events()
        assert self._page._model.hit_count

    def seconds_idle(self, chance: random.Random) -> float:
        """No search is due before the letter is painted."""
        seconds, _was_searching = self._seconds_to_paint(chance, search=False)
        return seconds

    def seconds_while_searching(self, chance: random.Random) -> float:
        """The search begins, and the key arrives before its hits are there."""
        for _attempt in range(_ATTEMPTS):
            seconds, was_searching = self._seconds_to_paint(chance, search=True)
            if was_searching:
                return seconds
        raise AssertionError("every search was over before the key came")

    def _seconds_to_paint(self, chance: random.Random, *, search: bool) -> tuple[float, bool]:
        """From the moment the key is due, however long the computer holds it up; and whether a search was under way."""
        self._line.setText(_WORD)
        QApplication.processEvents()
        self._page._timer.stop()
        self._found_at = float("inf")
        letter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_S, Qt.KeyboardModifier.NoModifier, "s")

        def press() -> None:
            time.sleep(max(0.0, due - time.perf_counter()))
            QCoreApplication.postEvent(self._line, letter)

        finger = threading.Thread(target=press)
        painted = PaintCounter(self._line)
        due = time.perf_counter() + _FINGER_STARTS_S + chance.uniform(0, self.seconds_of_search)
        finger.start()
        time.sleep(_FINGER_STARTS_S)
        if search:
            self._page._on_search()
            assert self._page.is_searching
        while self._line.text() == _WORD:
            # What was painted before the letter came does not count.
            painted.count = 0
            _wait_for_events()
        self._page._timer.stop()
        painted.wait()
        seconds = time.perf_counter() - due
        finger.join()
        return seconds, search and due < self._found_at


def _wait_for_events() -> None:
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
