"""Entries are read when somebody looks at them; nobody notices."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from gk_desktop.base.settings import Settings
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.capture_page import CapturePage
from gk_desktop.ui.viewmodels.entry_list_model import EntryListModel
from gk_desktop.ui.viewmodels.entry_rows import EntryFilter, StreamRow
from gk_desktop.ui.viewmodels.event_notes import EventNotes

MANY = 900


def event_with(context: WorkspaceContext, count: int) -> str:
    """An event with so many entries under three TOPs, to the first of which it comes back in the end."""
    workspace = context.workspace
    event = workspace.keeping.add(Event(title="Lange Sitzung", date=date(2021, 5, 19))).id
    items = [workspace.keeping.add(AgendaItem(event=event, number=number)).id for number in (1, 2, 3)]
    speaker = workspace.keeping.add(Participant(event=event, label="GfS")).id
    with workspace.store.journal.change("Eintrag") as unit:
        for number in range(count):
            unit.create(
                Entry(
                    event=event,
                    number=f"A{number}",
                    kind=EntryKind.OPEN_POINT if number % 100 == 50 else EntryKind.STATEMENT,
                    text=f"Wort {number}",
                    raw=f"Wort {number}",
                    position=float(number),
                    agenda_item=items[number * 4 // count % 3],
                    speaker=speaker if number % 2 else "",
                )
            )
    return event


@pytest.fixture
def page(qtbot: QtBot, context: WorkspaceContext) -> CapturePage:
    """As after unlocking, before anything was scrolled."""
    shown = CapturePage(context, Settings())
    qtbot.addWidget(shown)
    shown.resize(1214, 680)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.open_event(event_with(context, MANY))
    shown.stream._spell.stop()
    return shown


def unread(page: CapturePage) -> int:
    assert page._notes is not None
    return len(page._notes.entries._unread)


def rows_on_screen(page: CapturePage) -> list[int]:
    first, last = page.stream.rowAt(0), page.stream.rowAt(page.stream.viewport().height() - 1)
    return list(range(first, (last if last >= 0 else page.model.rowCount() - 1) + 1))


def stored(page: CapturePage, number: int) -> Entry:
    return page._workspace.records.find(Entry, event=page.event_id, number=f"A{number}")[0]


def test_opening_reads_what_is_on_the_screen_and_near_it(page: CapturePage) -> None:
    assert unread(page) > MANY / 2


def test_everything_is_counted_before_it_is_read(page: CapturePage) -> None:
    assert page.model.shown == MANY
    assert page.model.rowCount() == MANY + 4
    assert unread(page) > 0


def test_headings_say_where_the_notes_come_back_to_a_top(page: CapturePage) -> None:
    headings = [row.title for _at, row in page.model.made_rows() if row.is_heading]
    assert headings == ["TOP 1", "TOP 2", "TOP 3", "TOP 1 (Fortsetzung)"]


def test_open_points_of_the_whole_event_stand_at_the_side(page: CapturePage) -> None:
    texts = [row.text for row in page.side.rows._rows if row.kind is EntryKind.OPEN_POINT]
    assert texts == [f"Wort {number}" for number in range(50, MANY, 100)]
    assert unread(page) > 0


@pytest.mark.parametrize("part", [0.0, 0.3, 0.5])
def test_what_is_scrolled_to_is_there(page: CapturePage, part: float) -> None:
    bar = page.stream.verticalScrollBar()
    bar.setValue(round(bar.maximum() * part))
    rows = [page.model._rows[at] for at in rows_on_screen(page)]
    assert all(isinstance(row, StreamRow) for row in rows)


@pytest.mark.parametrize("number", [200, 321, 449])
def test_jump_to_an_entry_that_is_not_read_yet(page: CapturePage, number: int) -> None:
    wanted = stored(page, number)
    assert wanted.id in page._notes.entries._unread  # type: ignore[union-attr]
    page.show_entry(wanted.id)
    assert page.stream.selected_ids() == [wanted.id]
    assert page.model.row_of(wanted.id) in rows_on_screen(page)


def test_filter_finds_what_is_not_read_yet(page: CapturePage) -> None:
    page.model.set_filter(EntryFilter(text="wort 44"))
    texts = [row.text for at in range(page.model.rowCount()) if (row := page.model.row_at(at)) and row.entry]
    assert texts == [f"Wort {number}" for number in (44, *range(440, 450))]


def test_entry_that_is_deleted_unread_is_gone_and_comes_back(page: CapturePage) -> None:
    wanted = stored(page, 300)
    assert wanted.id in page._notes.entries._unread  # type: ignore[union-attr]
    page._workspace.entry_editing.delete([wanted.id])
    assert page.model.row_of(wanted.id) < 0 and page.model.shown == MANY - 1
    page.undo()
    assert page.model.row_at(page.model.row_of(wanted.id)).entry == wanted  # type: ignore[union-attr]


def test_row_stays_in_its_place_while_a_change_is_being_taken_in(page: CapturePage) -> None:
    wanted, notes = stored(page, 300), page._notes
    assert notes is not None
    page._context.changed.disconnect(page._on_changed)
    page._context.changed.connect(notes.apply)
    with page._workspace.store.journal.change("Verschieben") as unit:
        unit.change(Entry, wanted.id, position=10.5)
    at = page.model.row_of(wanted.id)
    assert page.model.row_at(at) is not None
    assert page.model.row_of(wanted.id) == at


def test_measuring_reads_everything_in_the_end_and_moves_nothing(page: CapturePage, qtbot: QtBot) -> None:
    page.stream.verticalScrollBar().setValue(page.stream.verticalScrollBar().maximum() // 2)
    place = page.stream.place()
    page.stream._spell.start(0)
    qtbot.waitUntil(lambda: not page.stream._spell.isActive(), timeout=20_000)
    assert unread(page) == 0
    assert page.stream.place() == place


def test_a_page_that_outlives_its_workspace_reads_nothing_more(page: CapturePage) -> None:
    page._workspace.close()
    assert page.model.row_at(300) is None
    page.stream.verticalScrollBar().setValue(0)


def _look(model: EntryListModel, entries: list[Entry], context: WorkspaceContext, number: int) -> None:
    for at in range(number, number + 8):
        model.row_at(at % max(1, model.rowCount()))


def _find(model: EntryListModel, entries: list[Entry], context: WorkspaceContext, number: int) -> None:
    model.set_filter(EntryFilter(text=str(number % 10) if number % 2 else ""))


def _change(model: EntryListModel, entries: list[Entry], context: WorkspaceContext, number: int) -> None:
    context.workspace.capture(entries[0].event).edit(entries[number % len(entries)].id, f"geändert {number}")


def _delete(model: EntryListModel, entries: list[Entry], context: WorkspaceContext, number: int) -> None:
    context.workspace.entry_editing.delete([entries[number % len(entries)].id])


def _move(model: EntryListModel, entries: list[Entry], context: WorkspaceContext, number: int) -> None:
    items = context.workspace.records.find(AgendaItem, event=entries[0].event)
    chosen = [entry.id for entry in entries[number % len(entries) :][:2]]
    context.workspace.entry_editing.move(chosen, items[number % len(items)].id)


def _reorder(model: EntryListModel, entries: list[Entry], context: WorkspaceContext, number: int) -> None:
    with context.workspace.store.journal.change("Verschieben") as unit:
        unit.change(Entry, entries[number % len(entries)].id, position=float(number * 7 % 200) + 0.5)


def _rename(model: EntryListModel, entries: list[Entry], context: WorkspaceContext, number: int) -> None:
    (speaker,) = context.workspace.records.find(Participant, event=entries[0].event)
    context.workspace.keeping.change(Participant, speaker.id, label=f"S{number}")


def _add(model: EntryListModel, entries: list[Entry], context: WorkspaceContext, number: int) -> None:
    context.workspace.capture(entries[0].event).add_line(f"neu {number}")


def _undo(model: EntryListModel, entries: list[Entry], context: WorkspaceContext, number: int) -> None:
    context.workspace.projects.undo()


Happening = Callable[[EntryListModel, list[Entry], WorkspaceContext, int], None]
HAPPENINGS: list[Happening] = [_look, _find, _change, _delete, _move, _reorder, _rename, _add, _undo]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(HAPPENINGS), st.sampled_from((0, 4, 100, 103, 199))), min_size=1, max_size=8))
def test_rows_are_what_is_stored_whatever_happens_before_they_are_read(
    context: WorkspaceContext, happenings: list[tuple[Happening, int]]
) -> None:
    event = event_with(context, 200)
    records = context.workspace.records
    notes, model = EventNotes(records, event), EntryListModel()

    def follow(change_set: object) -> None:
        change = notes.apply(change_set)  # type: ignore[arg-type]
        if change.names:
            model.renew_names()
        model.renew_entries(change.entries)

    model.set_notes(notes, "")
    context.changed.connect(follow)
    for happen, number in happenings:
        entries = records.find(Entry, event=event, order_by=["position"])
        if entries:
            happen(model, entries, context, number)
    context.changed.disconnect(follow)

    fresh = EntryListModel()
    fresh.set_notes(EventNotes(records, event), "")
    fresh.set_filter(model.filter)
    shown, right = ([rows.row_at(at) for at in range(rows.rowCount())] for rows in (model, fresh))
    assert shown == right
