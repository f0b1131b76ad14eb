"""What stands on the screen is what the stream would paint anew: no row twice, none cut, none left over."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gk_desktop.base.settings import Settings
from gk_desktop.ui.changes import WorkspaceContext
from tests.ui.capture_desk import KEY, Desk, sitting_at

_LONG = "ein langer Satz, der mehr als eine Zeile braucht, weil darin so vieles steht, was gesagt worden ist "


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    for desk in sitting_at(qtbot, context):
        for number in range(120):
            desk.enter(f"{number} {_LONG * (number % 4)}")
        yield desk


def _on_the_screen(desk: Desk) -> QImage:
    """The pixels that were put on the screen, not a new painting of them."""
    window, viewport = desk.page.window(), desk.page.stream.viewport()
    at = viewport.mapTo(window, QPoint(0, 0))
    shown = window.screen().grabWindow(window.winId()).toImage()
    return shown.copy(at.x(), at.y(), viewport.width(), viewport.height())


def _is_right(desk: Desk) -> bool:
    shown = _on_the_screen(desk)
    return shown == desk.page.stream.viewport().grab().toImage().convertToFormat(shown.format())


def _settled_right(desk: Desk, qtbot: QtBot) -> bool:
    """After the measuring beside the typing, which moves rows, has come to its end."""
    qtbot.waitUntil(lambda: not desk.page.stream._spell.isActive(), timeout=20_000)
    qtbot.wait(50)
    return _is_right(desk)


def test_the_stream_is_painted_right_when_it_opens(desk: Desk, qtbot: QtBot) -> None:
    desk.close_page()
    desk.page = desk.open_page()
    assert _settled_right(desk, qtbot)
    assert desk.page.stream.is_at_end


def test_the_stream_is_painted_right_after_scrolling_over_what_was_never_measured(desk: Desk, qtbot: QtBot) -> None:
    desk.close_page()
    desk.page = desk.open_page()
    bar = desk.page.stream.verticalScrollBar()
    for part in (0.5, 0.1, 0.9, 0.0, 1.0):
        bar.setValue(round(bar.maximum() * part))
        qtbot.wait(30)
        assert _is_right(desk)
    assert _settled_right(desk, qtbot)


def test_the_stream_is_painted_right_in_another_type_and_in_field_mode(desk: Desk, qtbot: QtBot) -> None:
    desk.page.apply_settings(Settings(notes_points=14.0))
    assert _settled_right(desk, qtbot)
    desk.press(KEY.Key_F11)
    assert _settled_right(desk, qtbot)
    desk.press(KEY.Key_F11)
    assert _settled_right(desk, qtbot)
