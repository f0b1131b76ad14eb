"""Finding in the Mitschrift: F3 from hit to hit, also from the line, and the line never loses a letter."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.entry_finder import EntryFinder, spans
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from tests.ui.capture_desk import CTRL, KEY, SHIFT, Desk, sitting_at
from tests.ui.conftest import type_text


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    for desk in sitting_at(qtbot, context):
        for text in ("Straße eins", "zwei", "Die STRASSE drei", "vier", "strasse fünf"):
            desk.enter(text)
        yield desk


def _look_for(desk: Desk, words: str) -> None:
    desk.press(KEY.Key_F, CTRL)
    field = QApplication.focusWidget()
    assert field is desk.page.filter_bar._words
    type_text(field, words)


def _chosen(desk: Desk) -> list[str]:
    return [entry.text for entry in desk.stored() if entry.id in desk.page.stream.selected_ids()]


def test_f3_goes_from_hit_to_hit_and_begins_again(desk: Desk) -> None:
    _look_for(desk, "strasse")
    bar = desk.page.filter_bar
    assert bar._hits.text() == "3 Treffer"
    visited = []
    for _press in range(4):
        desk.press(KEY.Key_F3)
        visited += _chosen(desk)
    assert visited == ["Straße eins", "Die STRASSE drei", "strasse fünf", "Straße eins"]
    assert bar._hits.text() == "1 von 3"
    desk.press(KEY.Key_F3, SHIFT)
    assert (_chosen(desk), bar._hits.text()) == (["strasse fünf"], "3 von 3")


def test_escape_goes_back_to_the_line_and_f3_works_from_there(desk: Desk) -> None:
    desk.type("halb getippt")
    _look_for(desk, "strasse")
    desk.to_line()
    desk.press(KEY.Key_F3)
    assert desk.page.line_area.line.hasFocus()
    assert (desk.line, _chosen(desk)) == ("halb getippt", ["Straße eins"])
    assert desk.page.filter_bar.words == "strasse"


def test_enter_and_shift_enter_in_the_find_line_step_too(desk: Desk) -> None:
    _look_for(desk, "strasse")
    desk.press(KEY.Key_Return)
    desk.press(KEY.Key_Return)
    assert _chosen(desk) == ["Die STRASSE drei"]
    desk.press(KEY.Key_Return, SHIFT)
    assert _chosen(desk) == ["Straße eins"]


def test_f3_goes_on_from_the_entry_that_is_chosen(desk: Desk) -> None:
    _look_for(desk, "strasse")
    desk.choose("vier")
    desk.press(KEY.Key_F3)
    assert _chosen(desk) == ["strasse fünf"]
    desk.choose("vier")
    desk.press(KEY.Key_F3, SHIFT)
    assert _chosen(desk) == ["Die STRASSE drei"]


def test_f3_without_words_asks_for_them(desk: Desk) -> None:
    desk.press(KEY.Key_F3)
    assert QApplication.focusWidget() is desk.page.filter_bar._words


def test_the_count_follows_what_is_written_and_says_when_there_is_nothing(desk: Desk) -> None:
    _look_for(desk, "neu")
    bar = desk.page.filter_bar
    assert bar._hits.text() == "kein Treffer"
    desk.press(KEY.Key_F3)
    desk.to_line()
    desk.enter("etwas Neues")
    assert bar._hits.text() == "1 Treffer"
    desk.page.undo()
    assert bar._hits.text() == "kein Treffer"


def test_only_hits_narrows_the_stream_until_it_is_lifted(desk: Desk) -> None:
    _look_for(desk, "strasse")
    bar = desk.page.filter_bar
    bar._only_hits.click()
    assert desk.shown_entries() == ["Straße eins", "Die STRASSE drei", "strasse fünf"]
    assert bar._count.text() == "3 von 5"
    bar._clear.click()
    assert len(desk.shown_entries()) == 5
    assert bar.words == ""
    assert not bar._hits.isVisible()


def test_a_hit_that_a_filter_hides_is_shown(desk: Desk) -> None:
    desk.enter("! zwei Beschlüsse zur Straße")
    bar = desk.page.filter_bar
    bar._kind.setCurrentIndex(1)
    _look_for(desk, "strasse eins")
    assert bar._hits.text() == "1 Treffer"
    desk.press(KEY.Key_F3)
    assert _chosen(desk) == ["Straße eins"]
    assert bar.words == "strasse eins"


def test_hits_are_marked_in_the_text_as_it_is_shown(desk: Desk) -> None:
    _look_for(desk, "strasse")
    assert [spans(text, "strasse") for text in desk.texts()] == [[(0, 6)], [], [(4, 7)], [], [(0, 7)]]
    plain = desk.page.stream.grab().toImage()
    desk.page.filter_bar.clear()
    assert desk.page.stream.grab().toImage() != plain


def test_in_the_field_the_find_line_comes_when_called_and_goes_with_escape(desk: Desk) -> None:
    desk.press(KEY.Key_F11)
    _look_for(desk, "strasse")
    assert desk.page.filter_bar.isVisible()
    desk.to_line()
    assert not desk.page.filter_bar.isVisible()
    desk.press(KEY.Key_F3)
    assert _chosen(desk) == ["Straße eins"]
    desk.press(KEY.Key_F11)
    assert desk.page.filter_bar.isVisible()


def test_nothing_is_found_where_nothing_is_looked_for(desk: Desk) -> None:
    notes = EventNotes(desk.workspace.records, desk.event)
    finder = EntryFinder()
    finder.look_for("", notes)
    assert (finder.hits, finder.step("", 1, notes), spans("Text", "")) == ([], "", [])
