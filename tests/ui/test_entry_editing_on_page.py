"""Entries changed after they were written, from the stream and by keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gk_desktop.domain.entry import Decision
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem
from gk_desktop.ui.changes import WorkspaceContext
from tests.ui.capture_desk import ALT, CTRL, KEY, Desk, sitting_at


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    yield from sitting_at(qtbot, context)


def test_chosen_entries_are_deleted_together_and_come_back_by_undo(desk: Desk) -> None:
    for text in ("eins", "! zwei", "drei"):
        desk.enter(text)
    desk.choose("eins", "zwei")
    desk.press(KEY.Key_Delete)
    assert desk.texts() == ["drei"] == desk.shown_entries()
    assert desk.workspace.records.find(Decision, event=desk.event) == []
    desk.press(KEY.Key_Z, CTRL)
    assert desk.texts() == ["eins", "zwei", "drei"] == desk.shown_entries()
    assert len(desk.workspace.records.find(Decision, event=desk.event)) == 1


def test_after_deleting_the_next_entry_is_chosen_also_in_another_top_and_at_the_end_the_last_one(desk: Desk) -> None:
    for text in ("eins", "zwei", "TOP 2", "drei", "vier"):
        desk.enter(text)
    for deleted, following in (("zwei", "drei"), ("vier", "drei"), ("drei", "eins")):
        desk.choose(deleted)
        desk.press(KEY.Key_Delete)
        (chosen,) = desk.page.stream.selected_ids()
        assert next(entry.text for entry in desk.stored() if entry.id == chosen) == following, deleted
        assert desk.page.stream.currentIndex().row() == desk.page.model.row_of(chosen)
    desk.press(KEY.Key_Delete)
    assert desk.page.stream.selected_ids() == []


def test_delete_in_the_line_deletes_no_entry(desk: Desk) -> None:
    desk.enter("eins")
    desk.choose("eins")
    desk.to_line()
    desk.press(KEY.Key_Delete)
    assert desk.texts() == ["eins"]


def test_keys_change_the_kind_of_chosen_entries(desk: Desk) -> None:
    desk.enter("GfS: eins #nz")
    desk.enter("zwei")
    desk.choose("eins", "zwei")
    desk.press(KEY.Key_F5)
    assert [entry.kind for entry in desk.stored()] == [EntryKind.DECISION] * 2
    assert desk.stored()[0].raw == "GfS: ! eins #nz"
    assert len(desk.workspace.records.find(Decision, event=desk.event)) == 2
    desk.press(KEY.Key_Z, CTRL)
    assert [entry.kind for entry in desk.stored()] == [EntryKind.STATEMENT] * 2


def test_keys_change_speaker_and_no_quote_of_chosen_entries(desk: Desk) -> None:
    desk.enter("GfS: eins")
    desk.choose("eins")
    desk.press(KEY.Key_2, CTRL)
    desk.press(KEY.Key_F12)
    (entry,) = desk.stored()
    assert (desk.speaker_of(entry), entry.no_quote, entry.raw) == ("JMD", True, "JMD: eins #nz")


def test_an_entry_is_split_at_the_cursor(desk: Desk) -> None:
    desk.enter("GfS: ! erstes. zweites. #nz")
    desk.press(KEY.Key_Up)
    desk.page.line_area.line.set_line(desk.line, desk.line.index(" zweites"))
    desk.press(KEY.Key_Return, CTRL)
    first, second = desk.stored()
    assert (first.text, second.text) == ("erstes.", "zweites.")
    assert (first.number, second.number) == ("A1", "A2")
    assert {entry.kind for entry in (first, second)} == {EntryKind.DECISION}
    assert all(entry.no_quote and desk.speaker_of(entry) == "GfS" for entry in (first, second))
    assert desk.shown_entries() == ["erstes.", "zweites."]
    desk.page.undo()
    assert desk.texts() == ["erstes. zweites."] == desk.shown_entries()


def test_splitting_outside_the_text_is_refused_in_words(desk: Desk) -> None:
    desk.enter("GfS: nur dies")
    desk.press(KEY.Key_Up)
    desk.page.line_area.line.set_line(desk.line, 0)
    desk.press(KEY.Key_Return, CTRL)
    assert desk.texts() == ["nur dies"]
    assert desk.failures == [
        "Hier lässt sich der Eintrag nicht teilen. Setzen Sie die Schreibmarke dorthin, wo der zweite Teil beginnt."
    ]


def test_chosen_entries_of_one_person_are_joined_and_those_of_two_are_not(desk: Desk) -> None:
    for line in ("GfS: eins #nz", "zwei", "JMD: drei"):
        desk.enter(line)
    desk.choose("eins", "zwei", "drei")
    desk.press(KEY.Key_J, CTRL)
    assert desk.texts() == ["eins", "zwei", "drei"]
    assert [failure.partition(".")[0] for failure in desk.failures] == [
        "Verbinden lassen sich nur Einträge, die dieselbe Person gesagt hat"
    ]
    desk.choose("eins", "zwei")
    desk.press(KEY.Key_J, CTRL)
    assert desk.texts() == ["eins zwei", "drei"] == desk.shown_entries()
    first = desk.stored()[0]
    assert (first.number, first.no_quote, desk.speaker_of(first)) == ("A1", True, "GfS")


def test_a_single_entry_is_joined_with_the_one_before(desk: Desk) -> None:
    desk.enter("eins")
    desk.enter("zwei")
    desk.choose("zwei")
    desk.press(KEY.Key_J, CTRL)
    assert desk.texts() == ["eins zwei"]


def test_quotes_are_joined_within_one_pair_of_marks(desk: Desk) -> None:
    desk.enter("„eins“")
    desk.enter("„zwei“")
    desk.choose("eins", "zwei")
    desk.press(KEY.Key_J, CTRL)
    (entry,) = desk.stored()
    assert (entry.kind, entry.text) == (EntryKind.QUOTE, "eins zwei")


def test_entries_move_to_another_top_with_their_decision(desk: Desk) -> None:
    desk.enter("TOP 1")
    desk.enter("eins")
    desk.enter("! zwei")
    second = desk.workspace.records.find(AgendaItem, event=desk.event, number=2)[0]
    moved = next(entry for entry in desk.stored() if entry.text == "zwei")
    desk.workspace.entry_editing.move([moved.id], second.id)
    assert desk.shown()[:4] == ["[TOP 1 · Begrüßung]", "eins", "[TOP 2 · Übergänge]", "zwei"]
    assert desk.workspace.records.find(Decision, event=desk.event)[0].agenda_item == second.id


def test_moving_offers_every_top_by_its_number(desk: Desk) -> None:
    desk.enter("eins")
    desk.choose("eins")
    desk.press(KEY.Key_T, CTRL)
    shown = [item for item in desk.page.stream.findChildren(QMenu) if item.isVisible()]
    assert [action.text() for action in shown[0].actions()] == ["TOP &1 Begrüßung", "TOP &2 Übergänge", "&Ohne TOP"]
    QTest.keyClick(shown[0], KEY.Key_2)
    item = desk.workspace.records.get(AgendaItem, desk.stored()[0].agenda_item)
    assert item.number == 2


def test_entries_move_in_time_and_find_their_place(desk: Desk) -> None:
    desk.enter("eins")
    desk.enter("zwei")
    before = desk.stored()[1].time
    desk.choose("zwei")
    desk.press(KEY.Key_Left, ALT)
    assert desk.texts() == ["zwei", "eins"] == desk.shown_entries()
    after = desk.stored()[0].time
    assert before is not None
    assert after is not None
    assert (before - after).total_seconds() == 60


def test_a_filter_narrows_the_stream_and_says_of_how_many(desk: Desk) -> None:
    desk.enter("GfS: eins")
    desk.enter("! zwei")
    bar = desk.page.filter_bar
    bar._kind.setCurrentIndex(bar._kind.findData(EntryKind.DECISION.value))
    assert desk.shown() == ["zwei"]
    assert bar._count.text() == "1 von 2"
    desk.page.show_entry(desk.stored()[0].id)
    assert desk.shown() == ["eins", "zwei"]


def test_an_entry_that_no_longer_fits_the_filter_goes(desk: Desk) -> None:
    desk.enter("! eins")
    bar = desk.page.filter_bar
    bar._kind.setCurrentIndex(bar._kind.findData(EntryKind.DECISION.value))
    desk.workspace.entry_editing.change_kind([desk.stored()[0].id], EntryKind.OBSERVATION)
    assert desk.shown() == []


def test_a_double_click_calls_an_entry_up_into_the_line(desk: Desk) -> None:
    desk.enter("eins")
    desk.enter("zwei")
    desk.choose("eins")
    desk.press(KEY.Key_F2)
    assert desk.line == "eins"
    assert desk.page.line_area.line.hasFocus()


def test_agenda_is_added_renamed_and_reordered_in_its_panel(desk: Desk) -> None:
    panel = desk.page.agenda
    panel._new.setText("Verschiedenes")
    QTest.keyClick(panel._new, KEY.Key_Return)
    model = panel.model
    assert [model.index(row, 1).data() for row in range(3)] == ["Begrüßung", "Übergänge", "Verschiedenes"]
    model.setData(model.index(0, 1), "Beginn")
    model.setData(model.index(0, 2), "15")
    panel.view.setCurrentIndex(model.index(0, 1))
    panel._on_down()
    items = desk.workspace.records.find(AgendaItem, event=desk.event, order_by=["number"])
    assert [(item.title, item.planned_minutes) for item in items[:2]] == [("Übergänge", None), ("Beginn", 15)]
    assert [model.index(row, 1).data() for row in range(3)] == ["Übergänge", "Beginn", "Verschiedenes"]


def test_a_click_on_a_top_changes_nothing_and_enter_writes_there(desk: Desk) -> None:
    panel = desk.page.agenda
    panel.view.clicked.emit(panel.model.index(1, 1))
    assert desk.workspace.records.find(AgendaItem, event=desk.event, number=2)[0].started_at is None
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.model.index(1, 1))
    QTest.keyClick(panel.view, KEY.Key_Return)
    desk.page.enter()
    desk.enter("im zweiten")
    assert desk.shown() == ["[TOP 2 · Übergänge]", "im zweiten"]


def test_a_top_with_entries_is_not_removed(desk: Desk) -> None:
    desk.enter("TOP 1")
    desk.enter("eins")
    desk.workspace.records.find(AgendaItem, event=desk.event, number=1)
    desk.page.agenda.remove_requested.emit(desk.stored()[0].agenda_item)
    assert desk.failures == ["Unter TOP 1 stehen schon Einträge. Verschieben Sie sie zuerst in einen anderen TOP."]
