"""Tables of what belongs to a record: Enter and Tab go from cell to cell, undo may come while a cell is open."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.cases_page import CasesPage
from gk_desktop.ui.pages.events_page import EventsPage
from gk_desktop.ui.pages.records_page import RecordsPage
from tests.ui.conftest import type_text
from tests.ui.record_hands import focus, press, show_page

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def event(workspace: Workspace) -> Event:
    return workspace.keeping.add(Event(title="Auftakt"))


@pytest.fixture
def events(qtbot: QtBot, context: WorkspaceContext, event: Event) -> EventsPage:
    page = EventsPage(context)
    show_page(qtbot, page)
    return page


@pytest.fixture
def cases(qtbot: QtBot, context: WorkspaceContext, workspace: Workspace) -> CasesPage:
    workspace.keeping.add(Case(name="Musterkreis", case_code="FK01"))
    page = CasesPage(context)
    show_page(qtbot, page)
    return page


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    press(key, modifier)
    # The view takes an Enter in an open cell in its next turn.
    QApplication.sendPostedEvents()


def _table(page: RecordsPage, section: int = 0) -> Any:
    return page._sections[section].table


def _place(page: RecordsPage, section: int = 0) -> tuple[int, int]:
    index = _table(page, section).view.currentIndex()
    return index.row(), index.column()


def _agenda(workspace: Workspace, event: Event) -> list[tuple[int | None, str, int | None]]:
    found = workspace.records.find(AgendaItem, event=event.id, order_by=("number", "id"))
    return [(item.number, item.title, item.planned_minutes) for item in found]


def test_enter_goes_to_the_next_cell_and_from_the_last_one_to_a_new_row(
    events: EventsPage, workspace: Workspace, event: Event
) -> None:
    _press(Key.Key_T, CONTROL)
    for words in ("Begrüßung", "5", "Berichte", "", "Verschiedenes", "10"):
        type_text(focus(), words)
        _press(Key.Key_Return)
    assert _agenda(workspace, event) == [(1, "Begrüßung", 5), (2, "Berichte", None), (3, "Verschiedenes", 10)]
    assert focus().accessibleName() == "Titel"
    assert _place(events) == (3, 1)
    # With nothing typed into the new row one is done.
    _press(Key.Key_Return)
    assert focus() is _table(events).view
    assert _place(events) == (3, 1)


def test_enter_in_the_middle_goes_on_to_the_row_below(events: EventsPage, workspace: Workspace, event: Event) -> None:
    for number in (1, 2):
        workspace.keeping.add(AgendaItem(event=event.id, number=number, title=f"Punkt {number}"))
    events._tabs.setCurrentIndex(1)
    view = _table(events).view
    view.setFocus()
    view.setCurrentIndex(_table(events).model.index(0, 2))
    _press(Key.Key_Return)
    type_text(focus(), "15")
    _press(Key.Key_Enter)
    assert _place(events) == (1, 1)
    assert focus().accessibleName() == "Titel"
    assert _agenda(workspace, event)[0] == (1, "Punkt 1", 15)


def test_a_row_that_cannot_be_saved_stays_and_says_why(events: EventsPage, workspace: Workspace, event: Event) -> None:
    _press(Key.Key_U, CONTROL)
    type_text(focus(), "a:b")
    for _cell in range(7):
        _press(Key.Key_Return)
    assert _table(events, 1).problem.startswith("Eine Bezeichnung darf keinen Doppelpunkt")
    assert workspace.records.find(Participant) == []
    assert _table(events, 1).model.index(0, 0).data() == "a:b"


def test_tab_goes_as_the_eye_does_over_boxes_to_tick_and_leaves_at_the_end(
    cases: CasesPage, workspace: Workspace
) -> None:
    _press(Key.Key_I, CONTROL)
    type_text(focus(), "Jugendamt")
    _press(Key.Key_Tab)
    assert focus().accessibleName() == "Institutionstyp"
    _press(Key.Key_Tab)
    assert _place(cases) == (0, 2)
    _press(Key.Key_Space)
    _press(Key.Key_Tab)
    assert focus().accessibleName() == "Mitglied seit"
    type_text(focus(), "1.2.20")
    for _cell in range(3):
        _press(Key.Key_Tab)
    assert _place(cases) == (1, 0)
    saved = workspace.records.find(Institution)[0]
    assert (saved.name, saved.in_core_group, f"{saved.core_group_since}") == ("Jugendamt", True, "2020-02-01")
    for _cell in range(6):
        _press(Key.Key_Tab)
    view = _table(cases).view
    assert focus() is not view
    assert not view.isAncestorOf(focus())


def test_shift_tab_goes_back_and_leaves_before_the_first_cell(events: EventsPage, workspace: Workspace) -> None:
    _press(Key.Key_T, CONTROL)
    assert _place(events) == (0, 1)
    _press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert _place(events) == (0, 0)
    _press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    view = _table(events).view
    assert not (focus() is view or view.isAncestorOf(focus()))


def test_a_cell_that_only_the_program_fills_is_passed_over(
    events: EventsPage, workspace: Workspace, event: Event
) -> None:
    workspace.keeping.add(AgendaItem(event=event.id, number=1, title="Begrüßung"))
    events._tabs.setCurrentIndex(1)
    view = _table(events).view
    view.setFocus()
    view.setCurrentIndex(_table(events).model.index(0, 3))
    _press(Key.Key_Return)
    assert _place(events) == (1, 1)


@pytest.mark.parametrize("steps", [1, 2])
@pytest.mark.parametrize("key", [Key.Key_T, Key.Key_U])
def test_undo_while_a_cell_of_a_new_row_is_open_takes_the_row_and_says_nothing_on_the_way(
    events: EventsPage, workspace: Workspace, context: WorkspaceContext, qtbot: QtBot, key: Qt.Key, steps: int
) -> None:
    table = _table(events, 0 if key == Key.Key_T else 1)
    _press(key, CONTROL)
    type_text(focus(), "Begrü")
    qtbot.waitUntil(lambda: table.model.count == 1, timeout=3000)
    type_text(focus(), "ßung")
    for _step in range(steps):
        events.save_pending()
        context.perform(workspace.projects.undo)
        QApplication.sendPostedEvents()
    assert table.model.count == (1 if steps == 1 else 0)
    context.perform(workspace.projects.redo)
    _press(key, CONTROL)
    assert focus().objectName() in ("cell_title", "cell_label")
    type_text(focus(), "Neu")
    _press(Key.Key_Return)
    assert "Neu" in [
        table.model.index(row, table.model.naming_cell(0).column()).data() for row in range(table.model.count)
    ]


def test_a_cell_without_the_focus_is_not_opened_twice_when_another_row_goes(
    events: EventsPage, workspace: Workspace, event: Event, qtbot: QtBot
) -> None:
    first = workspace.keeping.add(AgendaItem(event=event.id, number=1, title="Begrüßung"))
    elsewhere = QLineEdit()
    qtbot.addWidget(elsewhere)
    with qtbot.waitActive(elsewhere):
        elsewhere.show()
        elsewhere.activateWindow()
    new_row = next(action for action in events.actions() if action.shortcut().toString() == "Ctrl+T")
    new_row.trigger()
    # As after an exchange, or undo: Qt forgets that it is editing, and the cell stays open.
    workspace.keeping.delete(AgendaItem, first.id)
    assert _table(events).view.state() is not QTableView.State.EditingState
    new_row.trigger()
    with qtbot.waitActive(events):
        events.activateWindow()
    type_text(focus(), "Berichte")
    _press(Key.Key_Return)
    assert [title for _number, title, _minutes in _agenda(workspace, event)] == ["Berichte"]


def _column(page: RecordsPage, name: str, section: int = 1) -> int:
    model = _table(page, section).model
    return next(column for column in range(model.columnCount()) if model.field(column).name == name)


def _edit_new(page: RecordsPage, name: str) -> Any:
    """The cell of the new row of participants, open."""
    page._tabs.setCurrentIndex(2)
    table = _table(page, 1)
    table.view.setFocus()
    table.view.setCurrentIndex(table.model.index(table.model.rowCount() - 1, _column(page, name)))
    _press(Key.Key_F2)
    return focus()


def _type_on(cell: QWidget, text: str) -> None:
    """As the keys arrive: from the second letter on by way of the list of suggestions."""
    for letter in text:
        type_text(QApplication.activePopupWidget() or cell, letter)


def _press_in_popup(key: Qt.Key) -> None:
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, key)
    QApplication.sendPostedEvents()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Tab])
def test_enter_and_tab_take_the_suggestion_that_is_marked(
    events: EventsPage, workspace: Workspace, event: Event, key: Qt.Key
) -> None:
    cell = _edit_new(events, "institution_type")
    _type_on(cell, "jugenda")
    _press_in_popup(key)
    if key is Key.Key_Return:
        assert focus() is cell, "a second Enter goes on"
        assert cell.currentText() == "Jugendamt"
        _press(Key.Key_Return)
    assert [item.institution_type for item in workspace.records.find(Participant, event=event.id)] == ["Jugendamt"]
    assert focus().accessibleName() == "Institution"


def test_esc_leaves_what_was_typed_beside_a_suggestion(events: EventsPage, workspace: Workspace, event: Event) -> None:
    _type_on(_edit_new(events, "institution_type"), "jugend")
    _press_in_popup(Key.Key_Escape)
    _press(Key.Key_Return)
    assert [item.institution_type for item in workspace.records.find(Participant, event=event.id)] == ["jugend"]


def test_a_known_institution_is_found_by_what_it_is_called(
    events: EventsPage, workspace: Workspace, event: Event
) -> None:
    office = workspace.keeping.add(Institution(name="Jugendamt Musterkreis"))
    _type_on(_edit_new(events, "institution"), "jug")
    _press_in_popup(Key.Key_Tab)
    assert [item.institution for item in workspace.records.find(Participant, event=event.id)] == [office.id]
    assert workspace.records.find(Institution) == [office]


@pytest.mark.parametrize("is_new_row", [True, False])
def test_an_institution_that_is_missing_is_made_from_the_cell_and_goes_with_the_edit(
    events: EventsPage, workspace: Workspace, event: Event, *, is_new_row: bool
) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis", case_code="FK01"))
    workspace.keeping.change(Event, event.id, case=case.id)
    if not is_new_row:
        workspace.keeping.add(Participant(event=event.id, label="JA", institution_type="Jugendamt"))
        events._tabs.setCurrentIndex(2)
        table = _table(events, 1)
        table.view.setFocus()
        table.view.setCurrentIndex(table.model.index(0, _column(events, "institution")))
        _press(Key.Key_F2)
        cell = focus()
    else:
        cell = _edit_new(events, "institution")
    _type_on(cell, "Jugendamt")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    assert popup.currentIndex().data() == "Institution „Jugendamt“ anlegen"
    _press_in_popup(Key.Key_Return)
    _press(Key.Key_Return)
    (made,) = workspace.records.find(Institution)
    assert (made.name, made.case, made.institution_type) == ("Jugendamt", case.id, "" if is_new_row else "Jugendamt")
    assert [item.institution for item in workspace.records.find(Participant, event=event.id)] == [made.id]
    workspace.projects.undo()
    assert workspace.records.find(Institution) == []
    assert [item.institution for item in workspace.records.find(Participant, event=event.id)] == (
        [] if is_new_row else [""]
    )


def test_columns_that_share_the_room_stay_readable_in_a_narrow_window(events: EventsPage, event: Event) -> None:
    events._tabs.setCurrentIndex(2)
    view = _table(events, 1).view
    for width in (1600, 700):
        events.resize(width, 500)
        QApplication.processEvents()
        assert min(view.columnWidth(_column(events, name)) for name in ("role", "institution")) >= 100, width
