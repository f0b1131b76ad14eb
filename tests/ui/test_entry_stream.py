"""The stream: rows of many lines, thousands of them, and nothing moves by itself."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.agenda_list_model import AgendaListModel
from gk_desktop.ui.viewmodels.entry_list_model import EntryListModel
from gk_desktop.ui.viewmodels.entry_rows import EntryFilter
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.viewmodels.side_list_model import SideListModel
from gk_desktop.ui.widgets.entry_stream import EntryStream
from tests.ui.capture_desk import CTRL, KEY, Desk, sitting_at


def notes_of(context: WorkspaceContext, count: int) -> EventNotes:
    workspace = context.workspace
    event = workspace.keeping.add(Event(title="Lange Sitzung", date=date(2021, 5, 19)))
    with workspace.store.journal.change("Eintrag") as unit:
        for number in range(count):
            text = f"Eintrag {number} " + "mit vielen Worten " * (number % 12)
            time = datetime.fromisoformat("2021-05-19T09:00") + timedelta(seconds=number)
            unit.create(Entry(event=event.id, number=f"A{number}", text=text, raw=text, position=number, time=time))
    return EventNotes(workspace.records, event.id)


@pytest.fixture
def stream(qtbot: QtBot, context: WorkspaceContext) -> EntryStream:
    model = EntryListModel()
    view = EntryStream(model)
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(700, 500)
    with qtbot.waitExposed(view):
        view.show()
    model.set_notes(notes_of(context, 300), "")
    return view


def test_every_row_that_is_seen_has_its_exact_height(stream: EntryStream) -> None:
    for value in (0, 777, 4000, stream.verticalScrollBar().maximum()):
        stream.verticalScrollBar().setValue(value)
        top, bottom = stream.rowAt(0), stream.rowAt(stream.viewport().height() - 1)
        for row in range(top, (bottom if bottom >= 0 else stream.model().rowCount() - 1) + 1):
            found = stream._entries.row_at(row)
            assert found is not None
            assert stream.rowHeight(row) == stream._layouts.height(found)


def test_measuring_in_the_background_moves_nothing_on_the_screen(stream: EntryStream, qtbot: QtBot) -> None:
    stream.verticalScrollBar().setValue(3000)
    place = stream.place()
    qtbot.waitUntil(lambda: not stream._spell.isActive(), timeout=5000)
    assert stream.place() == place


def test_the_end_stays_in_view_when_the_stream_becomes_lower(stream: EntryStream) -> None:
    stream.show_end()
    stream.resize(700, 300)
    assert stream.is_at_end


def test_another_width_keeps_the_row_at_the_top(stream: EntryStream) -> None:
    stream.verticalScrollBar().setValue(3000)
    top, _offset = stream.place()
    stream.resize(480, 500)
    assert stream.place()[0] == top


def test_an_entry_written_by_somebody_else_does_not_scroll_the_reader_away(desk: Desk) -> None:
    for number in range(40):
        desk.enter(f"Eintrag {number}")
    desk.page.stream.verticalScrollBar().setValue(60)
    place = desk.page.stream.place()
    desk.workspace.capture(desk.event).add_line("von anderswo")
    assert desk.page.stream.place() == place
    desk.enter("von hier")
    assert desk.page.stream.is_at_end


def test_the_newest_entry_is_wholly_in_view(desk: Desk) -> None:
    for number in range(30):
        desk.enter(f"Eintrag {number}: " + "lang und breit " * 20)
    stream = desk.page.stream
    rect = stream.visualRect(desk.page.model.index(desk.page.model.rowCount() - 1, 0))
    assert rect.bottom() <= stream.viewport().height()
    assert rect.top() >= 0


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    yield from sitting_at(qtbot, context)


def in_order(desk: Desk) -> list[str]:
    """What is stored, as a stream shows it that has seen nothing come and go."""
    model = EntryListModel()
    model.set_notes(EventNotes(desk.workspace.records, desk.event), "")
    rows = (model.row_at(at) for at in range(model.rowCount()))
    return [row.text for row in rows if row is not None and row.entry]


def test_the_models_keep_the_rules_of_qt_while_entries_come_and_go(desk: Desk) -> None:
    page = desk.page
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        for model in (page.model, page.agenda.model, page.side.rows)
    ]
    desk.enter("eins")
    desk.enter("TOP 1")
    desk.enter("zwei")
    desk.enter("-5min davor")
    desk.enter("TOP 2")
    desk.enter("! drei")
    page.model.set_filter(EntryFilter(text="ei"))
    page.model.set_filter(EntryFilter())
    for entry in desk.stored():
        desk.workspace.entry_editing.delete([entry.id])
        assert desk.shown_entries() == in_order(desk)
    for _step in range(8):
        desk.press(KEY.Key_Z, CTRL)
        assert desk.shown_entries() == in_order(desk)
    assert len(testers) == 3


def test_models_answer_nothing_for_rows_that_are_not_there() -> None:
    for model in (EntryListModel(), AgendaListModel(), SideListModel()):
        index = model.index(5, 0)
        assert model.data(index) is None
        assert model.rowCount() == 0


def test_back_dated_lines_go_where_they_belong_on_the_screen_too(desk: Desk) -> None:
    desk.enter("TOP 1")
    desk.enter("eins")
    desk.enter("zwei")
    desk.enter("-1min davor")
    assert desk.shown_entries() == desk.texts() == ["davor", "eins", "zwei"]
