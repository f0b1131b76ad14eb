"""Any time of day, typed: for the line that is being written, or for entries that are there."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gk_desktop.domain.entry import Entry
from gk_desktop.ui.changes import WorkspaceContext
from tests.ui.capture_desk import CTRL, KEY, SHIFT, Desk, sitting_at
from tests.ui.conftest import type_text


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    yield from sitting_at(qtbot, context)


def _type_time(desk: Desk, text: str) -> None:
    desk.press(KEY.Key_U, CTRL)
    field = desk.page.time_field._time
    assert QApplication.focusWidget() is field
    field.clear()
    type_text(field, text)
    desk.press(KEY.Key_Return)


def _times(desk: Desk) -> list[tuple[str, str]]:
    return [(entry.text, f"{entry.time:%H:%M}" if entry.time else "") for entry in desk.stored()]


def test_a_time_for_the_line_shows_as_chip_and_puts_the_entry_where_it_belongs(desk: Desk) -> None:
    desk.enter("eins")
    desk.type("GfS: früher gesagt")
    _type_time(desk, "8.15")
    assert desk.page.line_area.line.hasFocus()
    assert "um 08:15 Uhr" in desk.chips
    desk.press(KEY.Key_Return)
    assert _times(desk) == [("früher gesagt", "08:15"), ("eins", "09:00")]
    assert desk.shown_entries() == ["früher gesagt", "eins"]
    assert (desk.line, desk.page.line_area.given_time) == ("", "")
    desk.enter("danach")
    assert _times(desk)[-1] == ("danach", "09:00")


def test_the_time_may_come_before_the_text(desk: Desk) -> None:
    desk.enter("eins")
    _type_time(desk, "0815")
    assert desk.chips == "Aussage · um 08:15 Uhr"
    desk.enter("dann der Text")
    assert _times(desk)[0] == ("dann der Text", "08:15")


def test_two_lines_of_one_minute_keep_their_order(desk: Desk) -> None:
    desk.enter("jetzt")
    for text in ("erste", "zweite"):
        desk.type(text)
        _type_time(desk, "08:15")
        desk.press(KEY.Key_Return)
    assert [text for text, _time in _times(desk)] == ["erste", "zweite", "jetzt"]


@pytest.mark.parametrize("typed", ["25:00", "8:60", "acht", "24"])
def test_a_wrong_time_gets_a_sentence_beside_the_field_and_nothing_changes(desk: Desk, typed: str) -> None:
    desk.type("wichtig")
    _type_time(desk, typed)
    field = desk.page.time_field
    assert field.isVisible()
    assert field.advice == f"„{typed}“ ist keine Uhrzeit; schreiben Sie zum Beispiel 09:30."
    desk.press(KEY.Key_Escape)
    assert not field.isVisible()
    assert desk.page.line_area.line.hasFocus()
    assert (desk.line, desk.page.line_area.given_time, desk.failures) == ("wichtig", "", [])


def test_an_empty_time_takes_the_given_one_back(desk: Desk) -> None:
    desk.type("doch jetzt")
    _type_time(desk, "08:15")
    _type_time(desk, "")
    assert "Uhr" not in desk.chips
    desk.press(KEY.Key_Return)
    assert _times(desk) == [("doch jetzt", "09:00")]


def test_the_other_keys_for_times_take_its_place(desk: Desk) -> None:
    desk.enter("eins")
    desk.type("zwei")
    for key, modifier in ((KEY.Key_F4, Qt.KeyboardModifier.NoModifier), (KEY.Key_F4, SHIFT)):
        _type_time(desk, "08:15")
        desk.press(key, modifier)
        assert desk.page.line_area.given_time == ""
    _type_time(desk, "08:15")
    assert "vor" not in desk.chips
    assert "Zeit wie" not in desk.chips


def test_chosen_entries_get_the_time_and_stay_chosen(desk: Desk) -> None:
    for text in ("eins", "zwei", "drei"):
        desk.enter(text)
    desk.choose("drei", "zwei")
    _type_time(desk, "08:15")
    assert desk.page.stream.hasFocus()
    assert [text for text, _time in _times(desk)] == ["zwei", "drei", "eins"]
    chosen = {desk.workspace.records.get(Entry, item).text for item in desk.page.stream.selected_ids()}
    assert chosen == {"zwei", "drei"}
    desk.page.undo()
    assert [text for text, _time in _times(desk)] == ["eins", "zwei", "drei"]


def test_the_entry_in_the_line_gets_the_time(desk: Desk) -> None:
    desk.enter("eins")
    desk.press(KEY.Key_Up)
    desk.press(KEY.Key_U, CTRL)
    assert desk.page.time_field._time.text() == "09:00"
    desk.press(KEY.Key_Escape)
    _type_time(desk, "08:15")
    assert (desk.line, _times(desk)) == ("eins", [("eins", "08:15")])


def test_a_top_is_not_changed_in_the_past(desk: Desk) -> None:
    desk.type("TOP 2")
    _type_time(desk, "08:15")
    desk.press(KEY.Key_Return)
    assert (desk.line, desk.failures) == ("", [])
    assert desk.shown()[-1] == "[TOP 2 · Übergänge]"


def test_a_crash_after_such_a_line_brings_nothing_back_twice(desk: Desk) -> None:
    desk.type("nur einmal")
    desk.page.save_draft_now()
    _type_time(desk, "08:15")
    desk.press(KEY.Key_Return)
    desk.close_page()
    assert desk.open_page().line_area.text == ""
    assert desk.stored()[0].time == datetime(2021, 5, 19, 8, 15)  # noqa: DTZ001 - the clock on the wall
