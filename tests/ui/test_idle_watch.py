"""When the window locks itself (contract 7)."""

import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.ui.idle_watch import CAPTURE_LOCK_S, IdleWatch

_TICK = 15


def _watch_at(now: float, *, minutes: int = 10) -> IdleWatch:
    watch = IdleWatch(minutes)
    watch._last_life = watch._last_key = watch._last_tick = now
    return watch


def test_nobody_at_the_laptop_locks_it_after_the_chosen_minutes(qtbot: QtBot) -> None:
    watch = _watch_at(1000.0)
    watch._last_tick = 1000.0 + 600

    assert not watch.is_due(1000.0 + 600)
    assert watch.is_due(1000.0 + 601)


def test_listening_without_typing_does_not_lock_during_a_mitschrift(qtbot: QtBot) -> None:
    watch = _watch_at(1000.0)
    watch.set_capturing(True)
    for moment in (1000.0 + 601, 1000.0 + CAPTURE_LOCK_S):
        watch._last_tick = moment
        assert not watch.is_due(moment)
    watch._last_tick = 1000.0 + CAPTURE_LOCK_S + 1
    assert watch.is_due(1000.0 + CAPTURE_LOCK_S + 1)


def test_a_laptop_that_has_slept_is_locked_when_it_wakes_even_during_a_mitschrift(qtbot: QtBot) -> None:
    watch = _watch_at(1000.0)
    watch.set_capturing(True)

    assert not watch.is_due(1000.0 + _TICK)
    assert watch.is_due(1000.0 + 120)


def test_a_key_counts_as_a_sign_of_life(qtbot: QtBot) -> None:
    watch = IdleWatch(10)
    widget = QWidget()
    qtbot.addWidget(widget)
    watch.start()
    watch._last_life = watch._last_key = 0.0
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"))
    watch.stop()

    assert time.time() - watch._last_key < 5
    assert not watch.is_due(time.time())
