"""Pages of records: list beside form, tables of what belongs to a record, all by keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.operation import OperationKind
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.bin_page import BinPage
from gk_desktop.ui.pages.cases_page import CasesPage
from gk_desktop.ui.pages.categories_page import CategoriesPage
from gk_desktop.ui.pages.events_page import EventsPage
from gk_desktop.ui.pages.records_page import RecordsPage
from gk_desktop.ui.viewmodels.category_tree_model import COLOUR_ROLE
from tests.ui.conftest import said_elsewhere, type_text
from tests.ui.record_hands import focus, press, show_page

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def events(qtbot: QtBot, context: WorkspaceContext) -> EventsPage:
    page = EventsPage(context)
    show_page(qtbot, page)
    return page


@pytest.fixture
def cases(qtbot: QtBot, context: WorkspaceContext) -> CasesPage:
    page = CasesPage(context)
    show_page(qtbot, page)
    return page


@pytest.fixture
def categories(qtbot: QtBot, context: WorkspaceContext) -> CategoriesPage:
    page = CategoriesPage(context)
    show_page(qtbot, page)
    return page


def _fill_cell(text: str) -> None:
    """Type into the open cell and press Enter; the view takes it in its next turn."""
    type_text(focus(), text)
    press(Key.Key_Return)
    QApplication.sendPostedEvents()


def _titles(page: RecordsPage) -> list[str]:
    model = page._list.model
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_an_empty_page_says_what_will_stand_here_and_offers_the_next_step(
    events: EventsPage, workspace: Workspace
) -> None:
    sentence = events.findChild(QLabel, "empty_sentence")
    assert sentence is not None
    assert sentence.isVisible()
    assert sentence.text().startswith("Hier stehen die Veranstaltungen")
    assert isinstance(focus(), QPushButton)
    press(Key.Key_Space)
    assert focus().accessibleName() == "Veranstaltung"
    type_text(focus(), "Auftakt")
    press(Key.Key_Tab)
    assert [event.title for event in workspace.records.find(Event)] == ["Auftakt"]


def test_an_event_with_agenda_and_participants_is_made_without_the_mouse(
    events: EventsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    press(Key.Key_N, CONTROL)
    type_text(focus(), "Bündniskerngruppe")
    events._form.edit("date")
    type_text(focus(), "19.5.2021")
    press(Key.Key_T, CONTROL)
    _fill_cell("Begrüßung")
    press(Key.Key_T, CONTROL)
    _fill_cell("Verschiedenes")
    press(Key.Key_U, CONTROL)
    _fill_cell("Jobcenter")
    event = workspace.records.find(Event)[0]
    assert (event.title, event.date) == ("Bündniskerngruppe", date(2021, 5, 19))
    agenda = workspace.records.find(AgendaItem, order_by=("number",))
    assert [(item.number, item.title, item.event) for item in agenda] == [
        (1, "Begrüßung", event.id),
        (2, "Verschiedenes", event.id),
    ]
    assert [person.label for person in workspace.records.find(Participant)] == ["Jobcenter"]
    assert [events._tabs.tabText(tab) for tab in range(3)] == ["Kopf", "Tagesordnung (2)", "Teilnehmende (1)"]
    with qtbot.waitSignal(events.capture_requested) as captured:
        press(Key.Key_M, CONTROL)
    assert captured.args == [event.id]
    with qtbot.waitSignal(events.export_requested) as exported:
        press(Key.Key_E, CONTROL)
    assert exported.args == [event.id]


def test_the_number_of_a_top_that_is_taken_is_refused_in_words_and_kept(
    events: EventsPage, workspace: Workspace
) -> None:
    workspace.sample().load()
    events.enter()
    section = events._sections[0]
    events._tabs.setCurrentWidget(section)
    view = section.table.view
    view.setFocus()
    view.setCurrentIndex(section.table.model.index(1, 0))
    press(Key.Key_F2)
    _fill_cell("1")
    assert section.table.problem == "TOP 1 gibt es in dieser Veranstaltung schon."
    assert section.table.model.index(1, 0).data() == "1"
    event_id = events.shown_id
    assert [item.number for item in workspace.records.find(AgendaItem, event=event_id, order_by=("number",))] == [
        1, 2, 3, 4, 5, 6,
    ]  # fmt: skip
    view.setCurrentIndex(section.table.model.index(1, 0))
    view.setFocus()
    press(Key.Key_F2)
    _fill_cell("9")
    assert section.table.problem == ""
    assert [item.number for item in workspace.records.find(AgendaItem, event=event_id, order_by=("number",))] == [
        1, 3, 4, 5, 6, 9,
    ]  # fmt: skip


def test_a_cell_is_saved_when_typing_pauses_and_stays_open(
    events: EventsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.keeping.add(Event(title="Auftakt"))
    events.enter()
    press(Key.Key_T, CONTROL)
    type_text(focus(), "Begrü")
    qtbot.waitUntil(lambda: [item.title for item in workspace.records.find(AgendaItem)] == ["Begrü"], timeout=3000)
    type_text(focus(), "ßung")
    qtbot.waitUntil(lambda: workspace.records.find(AgendaItem)[0].title == "Begrüßung", timeout=3000)
    assert len(workspace.records.find(AgendaItem)) == 1


def test_leaving_the_page_saves_the_open_cell(events: EventsPage, workspace: Workspace) -> None:
    workspace.keeping.add(Event(title="Auftakt"))
    events.enter()
    press(Key.Key_U, CONTROL)
    type_text(focus(), "Jugendamt")
    events.save_pending()
    assert [participant.label for participant in workspace.records.find(Participant)] == ["Jugendamt"]


def test_rows_of_a_table_are_deleted_and_come_back_by_undo(events: EventsPage, workspace: Workspace) -> None:
    workspace.sample().load()
    events.enter()
    section = events._sections[0]
    events._tabs.setCurrentWidget(section)
    section.table.view.setFocus()
    press(Key.Key_Delete)
    assert section.table.model.count == 5
    workspace.projects.undo()
    assert section.table.model.count == 6
    assert section.table.model.index(0, 1).data() == "Begrüßung und Stand im Bündnis"


def test_letters_typed_in_the_list_filter_it_and_umlauts_are_found(cases: CasesPage, workspace: Workspace) -> None:
    for name in ("Köln", "Bonn", "Größenau"):
        workspace.keeping.add(Case(name=name))
    cases.enter()
    type_text(focus(), "g")
    type_text(focus(), "roess")
    assert _titles(cases) == ["Größenau"]
    assert cases._title.whole_text == "Größenau"
    press(Key.Key_Return)
    assert focus().accessibleName() == "Name"
    press(Key.Key_Escape)
    assert focus() is cases._list.view
    press(Key.Key_Escape)
    assert _titles(cases)[:3] == ["Bonn", "Größenau", "Köln"]
    assert cases._title.whole_text == "Größenau"


def test_a_filter_without_hits_says_so_and_leaves_the_record_in_place(cases: CasesPage, workspace: Workspace) -> None:
    workspace.keeping.add(Case(name="Köln"))
    cases.enter()
    cases._list.filter_line.setText("xyz")
    label = cases.findChild(QLabel, "no_hit")
    assert label is not None
    assert label.text() == "Nichts gefunden für „xyz“."
    assert cases._title.whole_text == "Köln"
    cases._list.filter_line.clear()
    assert cases._list.current_id == cases.shown_id


def test_arrows_walk_through_the_list(cases: CasesPage, workspace: Workspace) -> None:
    for name in ("Zülpich", "Äpfelstadt", "Ahlen"):
        workspace.keeping.add(Case(name=name))
    cases.enter()
    assert cases._title.whole_text == "Ahlen"
    press(Key.Key_Down)
    assert cases._title.whole_text == "Äpfelstadt"
    assert cases._form.field("name").input.typed() == "Äpfelstadt"


def test_deleting_in_the_list_goes_on_to_the_neighbour(cases: CasesPage, workspace: Workspace) -> None:
    for name in ("Ahlen", "Bonn", "Coesfeld"):
        workspace.keeping.add(Case(name=name))
    cases.enter()
    press(Key.Key_Down)
    press(Key.Key_Delete)
    assert [case.name for case in workspace.records.find(Case)] == ["Ahlen", "Coesfeld"]
    assert cases._title.whole_text == "Coesfeld"
    press(Key.Key_Delete)
    assert workspace.records.find(Case, name="Ahlen")


def test_deleting_the_last_record_leaves_an_empty_page(events: EventsPage, workspace: Workspace) -> None:
    workspace.keeping.add(Event(title="Auftakt"))
    events.enter()
    press(Key.Key_Delete)
    sentence = events.findChild(QLabel, "empty_sentence")
    assert sentence is not None
    assert sentence.isVisible()
    workspace.projects.undo()
    assert _titles(events) == ["Auftakt"]


def test_delete_in_a_field_deletes_a_character_and_no_record(cases: CasesPage, workspace: Workspace) -> None:
    workspace.keeping.add(Case(name="Ahlen"))
    cases.enter()
    press(Key.Key_Return)
    press(Key.Key_Home)
    press(Key.Key_Delete)
    cases.save_pending()
    assert [case.name for case in workspace.records.find(Case)] == ["hlen"]


def test_a_person_gets_a_code_and_a_case_without_one_is_told(
    cases: CasesPage, workspace: Workspace, context: WorkspaceContext
) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    said: list[UserError] = []
    context.failed.connect(said.append)
    cases.enter()
    model = cases._sections[1].table.model
    cases._tabs.setCurrentIndex(2)
    model.setData(model.index(0, 1), "GfS")
    assert [error.sentence for error in said] == ["Der Fall „Musterkreis“ hat noch kein Fallkürzel."]
    workspace.keeping.change(Case, case.id, case_code="FK01")
    model.setData(model.index(0, 1), "GfS")
    assert [person.code for person in workspace.records.find(Person)] == ["FK01-GfS-A1"]
    assert model.index(0, 0).data() == "FK01-GfS-A1"
    assert model.index(0, 1).data() == "GfS – Geschäftsführende Stelle"


def test_institutions_without_a_case_have_a_place(cases: CasesPage, workspace: Workspace) -> None:
    stray = workspace.keeping.add(Institution(name="LaKI"))
    cases.show_record(stray.id)
    assert cases._title.whole_text == "Ohne Fall (Land, Begleitung)"
    assert cases._sections[0].table.current_id == stray.id
    assert not cases._tabs.isTabEnabled(0)
    press(Key.Key_I, CONTROL)
    _fill_cell("MKFFI")
    assert [item.case for item in workspace.records.find(Institution)] == ["", ""]


def test_an_institution_is_ticked_into_the_core_group_with_space(cases: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    institution = workspace.keeping.add(Institution(name="Jugendamt", case=case.id))
    cases.show_record(institution.id)
    view = cases._sections[0].table.view
    view.setCurrentIndex(cases._sections[0].table.model.index(0, 2))
    press(Key.Key_Space)
    assert workspace.records.get(Institution, institution.id).in_core_group is True


def test_a_record_of_a_record_is_shown_in_its_table(events: EventsPage, workspace: Workspace) -> None:
    workspace.sample().load()
    participant = workspace.records.find(Participant, label="Frau Muster")[0]
    events.show_record(participant.id)
    assert events.shown_id == participant.event
    assert events._sections[1].table.current_id == participant.id


def test_categories_stand_as_a_tree_and_filter_with_their_parents(categories: CategoriesPage) -> None:
    categories._list.filter_line.setText("rechtskreise")
    model = categories._list.model
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["A  Strukturen (polity)"]
    top = model.index(0, 0)
    assert [model.index(row, 0, top).data() for row in range(model.rowCount(top))] == [
        "A3  Zuständigkeiten und Rechtskreise"
    ]


def test_a_new_category_is_a_sister_of_the_one_that_was_shown(categories: CategoriesPage, workspace: Workspace) -> None:
    sister = workspace.records.find(Category, code="A2")[0]
    categories.show_record(sister.id)
    press(Key.Key_N, CONTROL)
    type_text(focus(), "A9")
    press(Key.Key_Tab)
    type_text(focus(), "Räume")
    press(Key.Key_Tab)
    saved = workspace.records.find(Category, code="A9")[0]
    assert (saved.name, saved.parent, saved.dimension, saved.origin) == ("Räume", sister.parent, "polity", "induktiv")
    assert categories._list.current_id == saved.id


def test_a_page_that_is_not_seen_is_up_to_date_when_it_is(cases: CasesPage, workspace: Workspace) -> None:
    cases.hide()
    workspace.keeping.add(Case(name="Musterkreis"))
    cases.show()
    assert _titles(cases) == ["Musterkreis", "Ohne Fall (Land, Begleitung)"]


@pytest.mark.parametrize("page_type", [EventsPage, CasesPage, CategoriesPage])
def test_actions_are_listed_in_german_with_their_keys(
    page_type: type[RecordsPage], context: WorkspaceContext, qtbot: QtBot
) -> None:
    page = page_type(context)
    qtbot.addWidget(page)
    listed = {action.text(): action.shortcut().toString() for action in page.actions()}
    assert page.primary_action().text() in listed
    assert listed["Verlauf …"] == "Ctrl+H"
    assert listed["In den Papierkorb"] == "Del"
    keys = [key for text, key in listed.items() if key and key != "Del"]
    assert len(keys) == len(set(keys))
    assert not any("Ctrl+Alt" in key for key in keys)


@pytest.mark.parametrize("page_type", [EventsPage, CasesPage, CategoriesPage, BinPage])
def test_everything_that_takes_the_focus_has_a_name(
    page_type: type[RecordsPage], context: WorkspaceContext, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.sample().load()
    page = page_type(context)
    show_page(qtbot, page)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
        and not widget.inherits("QComboBoxPrivateContainer")
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_a_cell_that_two_laptops_changed_offers_both_versions(events: EventsPage, workspace: Workspace) -> None:
    event = workspace.keeping.add(Event(title="Auftakt"))
    item = workspace.keeping.add(AgendaItem(event=event.id, number=1, title="alt"))
    first = workspace.keeping.history(item.id)[0]
    workspace.keeping.change(AgendaItem, item.id, title="unseres")
    said_elsewhere(workspace, first, title="deren")
    events.show_record(item.id)
    versions = events._sections[0].table.versions
    assert versions.isVisible()
    assert versions.text() == "Titel: 2 Fassungen"
    next(action for action in versions.menu().actions() if action.text().startswith("deren")).trigger()
    assert workspace.records.get(AgendaItem, item.id).title == "deren"
    assert not versions.isVisible()


@pytest.mark.parametrize(("button", "stays"), [("keep", True), ("delete_after_all", False)])
def test_a_record_that_another_laptop_has_deleted_waits_for_a_decision(
    events: EventsPage, workspace: Workspace, button: str, stays: bool
) -> None:
    event = workspace.keeping.add(Event(title="Auftakt"))
    first = workspace.keeping.history(event.id)[0]
    workspace.keeping.change(Event, event.id, place="Rathaus")
    said_elsewhere(workspace, first, kind=OperationKind.DELETE)
    events.show_record(event.id)
    notice = events.findChild(QWidget, "deletion_notice")
    assert notice is not None
    assert notice.isVisible()
    decided = notice.findChild(QPushButton, button)
    assert decided is not None
    decided.click()
    assert not notice.isVisible()
    assert (workspace.records.look_up(Event, event.id) is not None) is stays
    assert not workspace.keeping.is_contested(event.id)


def test_on_a_small_screen_the_buttons_give_their_words_away(events: EventsPage) -> None:
    events.resize(1100, 640)
    button = events.findChild(QToolButton, "button_notebook-pen")
    assert button is not None
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    events.resize(620, 380)
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert button.accessibleName() == "Mitschreiben"


def test_what_was_half_typed_goes_with_a_record_that_is_deleted_for_good(
    events: EventsPage, workspace: Workspace
) -> None:
    event = workspace.keeping.add(Event(title="Auftakt"))
    events.show_record(event.id)
    events._form.edit("date")
    type_text(focus(), "geheim")
    events.save_pending()
    assert workspace.keeping.half_typed(event) == {"date": "geheim"}
    workspace.keeping.purge(Event, event.id)
    assert workspace.keeping.half_typed(event) == {}
    assert not any("geheim" in draft.text for draft in workspace.store.drafts.all())


@pytest.mark.parametrize("key", [Key.Key_N, Key.Key_T])
def test_the_focus_may_go_after_the_store_was_closed(events: EventsPage, workspace: Workspace, key: Qt.Key) -> None:
    workspace.keeping.add(Event(title="Auftakt"))
    events.enter()
    press(key, CONTROL)
    if key is Key.Key_N:
        events._form.edit("date")
    else:
        press(Key.Key_Escape)
        view = events._sections[0].table.view
        view.setFocus()
        view.setCurrentIndex(events._sections[0].table.model.index(0, 2))
        press(Key.Key_F2)
    type_text(focus(), "bald")
    events.save_pending()
    workspace.close()
    focus().clearFocus()
    events.hide()
    QApplication.sendPostedEvents()


def test_tab_goes_from_cell_to_cell_and_saves_each(cases: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    cases.show_record(case.id)
    press(Key.Key_I, CONTROL)
    type_text(focus(), "Jugendamt")
    press(Key.Key_Tab)
    QApplication.sendPostedEvents()
    assert focus().accessibleName() == "Institutionstyp"
    type_text(focus(), "Eigener Typ")
    press(Key.Key_Tab)
    QApplication.sendPostedEvents()
    saved = workspace.records.find(Institution)
    assert [(item.name, item.institution_type, item.case) for item in saved] == [("Jugendamt", "Eigener Typ", case.id)]


def test_a_category_is_not_offered_itself_or_what_stands_under_it_as_its_parent(
    categories: CategoriesPage, workspace: Workspace
) -> None:
    top = workspace.records.find(Category, code="A")[0]
    categories.show_record(top.id)
    parent = categories._form.field("parent").input_widget
    assert isinstance(parent, QComboBox)
    offered = {parent.itemData(position) for position in range(parent.count())}
    below = {category.id for category in workspace.records.find(Category, parent=top.id)}
    assert below
    assert not offered & {top.id, *below}
    assert workspace.records.find(Category, code="B")[0].id in offered
    categories.show_record(next(iter(below)))
    assert parent.findData(top.id) >= 0


def test_a_colour_is_chosen_by_name_and_stands_before_the_category(
    categories: CategoriesPage, workspace: Workspace
) -> None:
    category = workspace.records.find(Category, code="A1")[0]
    categories.show_record(category.id)
    model = categories._list.model
    assert not model.index_of(category.id).data(COLOUR_ROLE)
    colour = categories._form.field("colour").input_widget
    assert isinstance(colour, QComboBox)
    position = colour.findText("Blau")
    assert not colour.itemIcon(position).isNull()
    colour.setFocus()
    colour.setCurrentIndex(position)
    colour.activated.emit(position)
    categories.save_pending()
    assert workspace.records.get(Category, category.id).colour == "#3B82C4"
    assert model.index_of(category.id).data(COLOUR_ROLE) == "#3B82C4"
    assert model.index_of(category.id).data().startswith("A1  ")


def test_a_colour_of_another_program_is_shown_as_it_is(categories: CategoriesPage, workspace: Workspace) -> None:
    category = workspace.records.find(Category, code="A1")[0]
    workspace.keeping.change(Category, category.id, colour="#123456")
    categories.show_record(category.id)
    colour = categories._form.field("colour").input_widget
    assert isinstance(colour, QComboBox)
    assert colour.currentText() == "#123456"
    assert not colour.itemIcon(colour.currentIndex()).isNull()
