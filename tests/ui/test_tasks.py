"""Long work beside the window."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from gk_desktop.base.errors import UserError
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


@pytest.fixture(autouse=True)
def _nothing_left_running(qtbot: QtBot) -> None:
    tasks.shut_down()
