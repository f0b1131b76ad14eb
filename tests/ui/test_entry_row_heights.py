"""Rows are as high as their text, whatever has just happened to them; what is chosen is marked as wide as it is."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gk_desktop.base.settings import Settings
from gk_desktop.domain.event import Event
from gk_desktop.ui.changes import WorkspaceContext
from tests.ui.capture_desk import CTRL, KEY, Desk, sitting_at

_LONG = "ein langer Satz, der mehr als eine Zeile braucht, weil darin so vieles steht, was gesagt worden ist " * 3


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    for desk in sitting_at(qtbot, context):
        for number in range(6):
            desk.enter(f"{number} {_LONG if number % 2 else 'kurz'}")
        yield desk


def _wrong_heights(desk: Desk) -> list[tuple[int, int, int]]:
    """Row, its height and that of its text, as it is painted at this width and in this type."""
    stream, model = desk.page.stream, desk.page.model
    layouts = stream._layouts
    assert layouts.width == stream.viewport().width()
    found = []
    for at in range(model.rowCount()):
        row = model.row_at(at)
        assert row is not None
        layouts.forget(row.key)
        if stream.rowHeight(at) != layouts.height(row):
            found.append((at, stream.rowHeight(at), layouts.height(row)))
    return found


def test_heights_are_right_when_the_notes_are_first_shown(desk: Desk) -> None:
    assert _wrong_heights(desk) == []
    desk.close_page()
    desk.page = desk.open_page()
    assert _wrong_heights(desk) == []


def test_heights_are_right_at_another_width_and_in_another_type(desk: Desk, qtbot: QtBot) -> None:
    for width in (900, 1366, 700, 1214):
        desk.page.resize(width, 680)
        qtbot.waitUntil(lambda: _wrong_heights(desk) == [])
    desk.page.apply_settings(Settings(notes_points=18.0))
    qtbot.waitUntil(lambda: _wrong_heights(desk) == [])
    desk.press(KEY.Key_F11)
    qtbot.waitUntil(lambda: _wrong_heights(desk) == [])
    desk.press(KEY.Key_F11)
    qtbot.waitUntil(lambda: _wrong_heights(desk) == [])


def test_heights_are_right_after_joining_and_undoing(desk: Desk) -> None:
    entries = desk.stored()
    desk.choose(*[entry.text for entry in entries[2:5]])
    desk.press(KEY.Key_J, CTRL)
    assert _wrong_heights(desk) == []
    desk.press(KEY.Key_Z, CTRL)
    assert len(desk.shown_entries()) == 6
    assert _wrong_heights(desk) == []
    desk.press(KEY.Key_Y, CTRL)
    assert _wrong_heights(desk) == []


def test_heights_are_right_after_deleting_splitting_editing_and_undoing_it_all(desk: Desk) -> None:
    desk.choose(desk.texts()[1], desk.texts()[3])
    desk.press(KEY.Key_Delete)
    desk.to_line()
    desk.press(KEY.Key_Up)
    desk.type(_LONG)
    desk.press(KEY.Key_Return)
    assert _wrong_heights(desk) == []
    for _change in range(2):
        desk.page.undo()
        assert _wrong_heights(desk) == []
    desk.page.redo()
    assert _wrong_heights(desk) == []


def test_heights_are_right_after_narrowing_and_lifting_the_filter(desk: Desk, qtbot: QtBot) -> None:
    bar = desk.page.filter_bar
    bar._words.setText("langer")
    bar._only_hits.click()
    assert _wrong_heights(desk) == []
    bar.clear()
    qtbot.waitUntil(lambda: _wrong_heights(desk) == [])


def test_a_chosen_row_is_marked_as_wide_as_rows_are(desk: Desk) -> None:
    desk.press(KEY.Key_F11)
    desk.page.resize(1900, 800)
    stream = desk.page.stream
    desk.choose(desk.texts()[0])
    rect = stream.visualRect(stream.currentIndex())
    end = 4 + stream._layouts.used_width
    assert end < rect.right() - 200
    picture = stream.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()

    def colour(x: int) -> QColor:
        return picture.pixelColor(QPoint(round(x * ratio), round((rect.top() + 2) * ratio)))

    ground = colour(rect.right() - 20)
    assert [colour(x) != ground for x in (6, end - 4, end + 6)] == [True, True, False]


@pytest.mark.parametrize("text", ["Wir warten Woche um Woche. " * 60, "ill ist till, till ist ill " * 70])
def test_the_bar_ends_where_the_last_row_ends(qtbot: QtBot, context: WorkspaceContext, text: str) -> None:
    """Text of wide letters is higher than estimated, of narrow ones lower: no cut line at the end, and no gap."""
    for desk in sitting_at(qtbot, context):
        many = desk.workspace.keeping.add(Event(title="Davor", date=date(2021, 5, 18), start="09:00")).id
        for number in range(80):
            desk.workspace.capture(many).add_line(f"{number} {_LONG if number % 4 else 'kurz'}")
        for line in ("kurz", text, "noch etwas mehr " * 9):
            desk.workspace.capture(desk.event).add_line(line)
        stream = desk.page.stream
        for event in (many, desk.event):
            desk.page.open_event(event)
            qtbot.waitUntil(lambda spell=stream._spell: not spell.isActive(), timeout=20_000)
            rows_end = stream.verticalHeader().length()
            assert stream.verticalScrollBar().maximum() == max(0, rows_end - stream.viewport().height())
            assert stream.is_at_end
