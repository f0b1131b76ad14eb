"""Long work beside the window."""

import threading
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gk_desktop.base.errors import BugError, UserError
from gk_desktop.base.progress import Progress
from gk_desktop.ui import tasks


def test_the_result_of_work_arrives_in_the_thread_of_the_window(qtbot: QtBot) -> None:
    arrived: list[tuple[object, bool]] = []
    task = tasks.Task(lambda progress: 42)
    task.succeeded.connect(
        lambda result: arrived.append((result, threading.current_thread() is threading.main_thread()))
    )

    with qtbot.waitSignal(task.finished):
        task.start()

    assert arrived == [(42, True)]
    assert not task.is_running


def test_a_sentence_for_people_arrives_as_failure_and_a_mistake_of_ours_as_breakage(qtbot: QtBot) -> None:
    def refuse(_progress: Progress) -> None:
        raise UserError("Der Datenträger ist voll.")

    def break_down(_progress: Progress) -> None:
        raise KeyError("x")

    refused, broken = tasks.Task(refuse), tasks.Task(break_down)
    with qtbot.waitSignal(refused.failed) as failure:
        refused.start()
    with qtbot.waitSignal(broken.broke) as breakage:
        broken.start()

    assert str(failure.args[0]) == "Der Datenträger ist voll."
    assert isinstance(breakage.args[0], KeyError)


def test_cancelled_work_stops_at_its_next_sign_of_progress(qtbot: QtBot) -> None:
    go_on = threading.Event()
    steps: list[int] = []

    def work(progress: Progress) -> None:
        for step in range(1000):
            progress("Schritt", step / 1000)
            steps.append(step)
            go_on.wait(5)

    task = tasks.Task(work)
    with qtbot.waitSignal(task.cancelled):
        with qtbot.waitSignal(task.progressed):
            task.start()
        task.cancel()
        go_on.set()

    assert len(steps) <= 2


def test_closing_the_program_waits_for_what_is_running(qtbot: QtBot) -> None:
    done = threading.Event()

    def work(progress: Progress) -> None:
        for step in range(50):
            progress("", step / 50)
            threading.Event().wait(0.01)
        done.set()

    task = tasks.Task(work)
    task.start()
    tasks.shut_down()

    assert not task.is_running
    assert not done.is_set(), "it was asked to stop, not waited out"
    qtbot.wait(10)


class _Desk:
    """Work that goes on until it is told how it ends, and a task for it."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.ended = threading.Event()
        self.threads: set[int] = set()
        self.arrived: list[object] = []
        self.task = tasks.LatestTask(self.go_on.set, self.ended.set)
        self.task.succeeded.connect(self.arrived.append)

    def answer(self, result: object) -> tasks.Work:
        def work(progress: Progress) -> object:
            self.threads.add(threading.get_ident())
            progress("", 0)
            return result

        return work

    def wait(self, _progress: Progress) -> object:
        """Work that does not ask whether anybody still wants it, as a statement of a database."""
        self.begun.set()
        assert self.go_on.wait(30)
        return "too late"


def test_of_several_requests_only_the_last_one_is_answered(qtbot: QtBot) -> None:
    desk = _Desk()
    desk.task.start(desk.wait)
    assert desk.begun.wait(30)

    for number in range(5):
        desk.task.start(desk.answer(number))

    qtbot.waitUntil(lambda: not desk.task.is_running)
    qtbot.wait(20)
    assert desk.arrived == [4]


def test_one_thread_beside_the_window_is_kept_for_all_requests(qtbot: QtBot) -> None:
    desk = _Desk()
    for number in range(3):
        with qtbot.waitSignal(desk.task.succeeded):
            desk.task.start(desk.answer(number))

    assert desk.arrived == [0, 1, 2]
    assert len(desk.threads) == 1
    assert threading.get_ident() not in desk.threads


def test_new_request_interrupts_the_one_before(qtbot: QtBot) -> None:
    desk = _Desk()
    desk.task.start(desk.wait)
    assert desk.begun.wait(30)
    assert not desk.go_on.is_set()

    with qtbot.waitSignal(desk.task.succeeded):
        desk.task.start(desk.answer("new"))

    assert desk.go_on.is_set()


def test_what_is_forgotten_never_arrives(qtbot: QtBot) -> None:
    desk = _Desk()
    desk.task.start(desk.wait)
    assert desk.begun.wait(30)

    desk.task.forget()
    assert not desk.task.is_running
    qtbot.wait(50)

    assert desk.arrived == []


def test_result_that_is_there_already_gives_way_to_a_key_that_is_waiting(qtbot: QtBot) -> None:
    desk = _Desk()
    line = QLineEdit()
    qtbot.addWidget(line)
    line.textChanged.connect(desk.task.forget)
    desk.task.start(desk.wait)
    assert desk.begun.wait(30)
    with qtbot.waitSignal(desk.task._ended):
        desk.go_on.set()

    QCoreApplication.postEvent(line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_S, Qt.KeyboardModifier.NoModifier, "s"))
    qtbot.waitUntil(lambda: line.text() == "s")
    qtbot.wait(50)

    assert desk.arrived == []


def test_latest_task_tells_sentences_for_people_from_mistakes_of_ours(qtbot: QtBot) -> None:
    def refuse(_progress: Progress) -> None:
        raise UserError("Die Projektdatei ist beschädigt.")

    def break_down(_progress: Progress) -> None:
        raise KeyError("x")

    desk = _Desk()
    with qtbot.waitSignal(desk.task.failed) as failure:
        desk.task.start(refuse)
    with qtbot.waitSignal(desk.task.broke) as breakage:
        desk.task.start(break_down)
    with qtbot.waitSignal(desk.task.succeeded):
        desk.task.start(desk.answer("still there"))

    assert str(failure.args[0]) == "Die Projektdatei ist beschädigt."
    assert isinstance(breakage.args[0], KeyError)


def test_closing_the_program_ends_the_thread_and_gives_up_what_it_held(qtbot: QtBot) -> None:
    desk = _Desk()
    desk.task.start(desk.wait)
    assert desk.begun.wait(30)

    tasks.shut_down()

    assert desk.ended.is_set()
    desk.task.start(desk.answer("nobody is there any more"))
    qtbot.wait(50)
    assert desk.arrived == []
    assert not desk.task.is_running


def test_task_that_was_never_asked_gives_up_what_it_held_too() -> None:
    desk = _Desk()

    desk.task.cancel()
    desk.task.wait()

    assert desk.ended.is_set()


@pytest.fixture(autouse=True)
def _nothing_left_running(qtbot: QtBot) -> None:
    tasks.shut_down()


def test_work_may_not_hold_on_to_a_widget_which_its_thread_would_delete(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    held_in_a_closure = lambda _progress: line  # noqa: E731 - the case in question
    for work in (held_in_a_closure, partial(print, line), line.setText):
        with pytest.raises(BugError, match="holds on to"):
            tasks.Task(work)
        with pytest.raises(BugError, match="holds on to"):
            _Desk().task.start(work)


def test_a_task_that_ended_is_let_go_of_in_the_thread_of_the_window(qtbot: QtBot) -> None:
    first = tasks.Task(lambda _progress: None)
    with qtbot.waitSignal(first.finished):
        first.start()
    first.wait(30)
    second = tasks.Task(lambda _progress: None)
    with qtbot.waitSignal(second.finished):
        second.start()
    assert first.has_ended
    assert first not in tasks._running
