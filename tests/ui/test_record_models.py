"""The models behind lists, trees and tables keep Qt's rules whatever happens in the store."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.case import Case
from gk_desktop.domain.category import Category
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.fields import FieldType
from gk_desktop.domain.record import declaration, declarations
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.category_tree_model import CategoryTreeModel
from gk_desktop.ui.viewmodels.child_table_model import ChildTableModel
from gk_desktop.ui.viewmodels.field_texts import completed, parse, typed_text
from gk_desktop.ui.viewmodels.history_model import HistoryModel, history_rows
from gk_desktop.ui.viewmodels.record_list_model import ListColumn, RecordListModel
from gk_desktop.ui.viewmodels.record_titles import title, title_look_up

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def _case(number: int, name: str) -> Case:
    return Case(id=f"{number:032}", name=name)


@given(st.lists(st.lists(st.integers(0, 9), unique=True), max_size=6), st.sampled_from(["", "3", "fall", "nichts"]))
def test_a_list_shows_what_it_is_fed_and_rows_keep_their_index(
    qapp: object, feeds: list[list[int]], words: str
) -> None:
    model = RecordListModel((ListColumn("Name", lambda case: case.name),))
    tester = QAbstractItemModelTester(model, FATAL)
    model.set_filter(words)
    held: dict[str, QPersistentModelIndex] = {}
    for turn, feed in enumerate(feeds):
        model.set_rows([_case(number, f"Fall {number} in {turn}") for number in feed])
        wanted = [f"Fall {number} in {turn}" for number in feed if words in f"fall {number} in {turn}"]
        assert [model.index(row, 0).data() for row in range(model.rowCount())] == wanted
        for record_id, index in held.items():
            assert not index.isValid() or model.id_at(index.row()) == record_id
        held = {model.id_at(row): QPersistentModelIndex(model.index(row, 0)) for row in range(model.rowCount())}
    assert tester is not None


def _category(number: int, parent: int | None) -> Category:
    return Category(id=f"{number:032}", code=f"K{number}", parent="" if parent is None else f"{parent:032}")


@given(st.dictionaries(st.integers(0, 9), st.none() | st.integers(0, 9)), st.sampled_from(["", "k1", "nichts"]))
def test_a_tree_shows_every_category_once_even_where_parents_form_a_ring(
    qapp: object, parents: dict[int, int | None], words: str
) -> None:
    model = CategoryTreeModel()
    tester = QAbstractItemModelTester(model, FATAL)
    categories = [_category(number, parent) for number, parent in parents.items()]
    model.set_rows(categories)
    assert sorted(model.all_ids()) == sorted(category.id for category in categories)
    model.set_filter(words)
    found = {category.id for category in categories if words in category.code.casefold()}
    assert found <= set(model.all_ids())
    model.set_rows(categories[1:])
    assert len(model.all_ids()) == len(set(model.all_ids()))
    assert tester is not None


@pytest.fixture
def event(workspace: Workspace) -> Event:
    return workspace.keeping.add(Event(title="Auftakt"))


def _agenda(context: WorkspaceContext, event: Event) -> ChildTableModel:
    model = ChildTableModel(context, AgendaItem, ("number", "title", "planned_minutes"), invitation="Neu")

    def blank() -> AgendaItem:
        items = context.workspace.records.find(AgendaItem, event=event.id)
        return AgendaItem(event=event.id, number=len(items) + 1)

    def refresh(_change_set: object) -> None:
        records = context.workspace.records
        model.set_rows(records.find(AgendaItem, event=event.id, order_by=("number",)))

    model.show_owner([], blank, None)
    context.workspace.store.journal.subscribe(refresh)
    return model


def _texts(model: ChildTableModel) -> list[list[str]]:
    return [
        [model.index(row, column).data() or "" for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_table_grows_by_typing_into_its_last_row(
    qtbot: QtBot, context: WorkspaceContext, event: Event, workspace: Workspace
) -> None:
    model = _agenda(context, event)
    tester = QAbstractItemModelTester(model, FATAL)
    assert _texts(model) == [["1", "Neu", ""]]
    model.setData(model.index(0, 1), "Begrüßung")
    model.setData(model.index(1, 1), "Berichte")
    model.setData(model.index(1, 2), "zwanzig")
    assert _texts(model) == [["1", "Begrüßung", ""], ["2", "Berichte", "zwanzig"], ["3", "Neu", ""]]
    assert workspace.records.find(AgendaItem, title="Berichte")[0].planned_minutes is None
    model.setData(model.index(1, 2), "20")
    assert workspace.records.find(AgendaItem, title="Berichte")[0].planned_minutes == 20
    assert tester is not None


def test_a_row_of_a_table_moves_with_its_number_and_editors_move_with_it(
    qtbot: QtBot, context: WorkspaceContext, event: Event
) -> None:
    model = _agenda(context, event)
    tester = QAbstractItemModelTester(model, FATAL)
    for text in ("eins", "zwei", "drei"):
        model.setData(model.index(model.rowCount() - 1, 1), text)
    held = QPersistentModelIndex(model.index(0, 1))
    model.setData(model.index(0, 0), "9")
    assert [row[1] for row in _texts(model)] == ["zwei", "drei", "eins", "Neu"]
    assert held.row() == 2
    assert tester is not None


def test_undo_takes_a_new_row_away_again(
    qtbot: QtBot, context: WorkspaceContext, event: Event, workspace: Workspace
) -> None:
    model = _agenda(context, event)
    tester = QAbstractItemModelTester(model, FATAL)
    model.setData(model.index(0, 1), "Begrüßung")
    workspace.projects.undo()
    assert _texts(model) == [["1", "Neu", ""]]
    workspace.projects.redo()
    assert _texts(model) == [["1", "Begrüßung", ""], ["2", "Neu", ""]]
    assert tester is not None


def test_what_a_cell_cannot_save_survives_the_window(
    qtbot: QtBot, context: WorkspaceContext, event: Event, workspace: Workspace
) -> None:
    model = _agenda(context, event)
    model.setData(model.index(0, 1), "Begrüßung")
    with qtbot.waitSignal(model.problem_changed, check_params_cb=bool) as said:
        model.setData(model.index(0, 2), "bald")
    assert said.args == ["„Minuten geplant“ ist eine ganze Zahl."]
    again = _agenda(context, event)
    again.show_owner(workspace.records.find(AgendaItem), lambda: AgendaItem(event=event.id, number=2), None)
    assert _texts(again)[0] == ["1", "Begrüßung", "bald"]


def test_choices_in_a_table_are_read_in_words(context: WorkspaceContext, event: Event) -> None:
    model = ChildTableModel(context, Participant, ("label", "attendance", "institution"), invitation="Neu")
    model.show_owner([], lambda: Participant(event=event.id), None)
    model.setData(model.index(0, 0), "Jobcenter")
    model.setData(model.index(0, 1), "gast")
    assert model.index(0, 1).data() == "Gast"
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Anwesenheit: Gast"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Bezeichnung in der Mitschrift"


def test_the_model_of_a_history_keeps_the_rules(context: WorkspaceContext, event: Event, workspace: Workspace) -> None:
    model = HistoryModel()
    tester = QAbstractItemModelTester(model, FATAL)
    steps = workspace.keeping.steps(Event, event.id)
    model.set_rows(history_rows(steps, title_look_up(workspace.records)))
    assert model.rowCount() == 1
    assert model.data(QModelIndex()) is None
    assert tester is not None


def test_every_value_is_typed_as_it_is_read(workspace: Workspace) -> None:
    workspace.sample().load()
    seen = set()
    for record_type in RECORD_TYPES.values():
        for record in workspace.records.find(record_type):
            assert title(record)
            for field in declarations(record_type):
                value = getattr(record, field.name)
                if field.field_type is FieldType.MOMENT and value is not None:
                    value = value.replace(second=0)
                assert parse(field, typed_text(field, value)) == value
                seen.add(field.field_type)
    assert seen == set(FieldType)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3.2.21", "03.02.2021"),
        ("03.02.2021", "03.02.2021"),
        ("3.2.2021.", "03.02.2021"),
        ("3.2.", "3.2."),
        ("morgen", "morgen"),
        ("", ""),
    ],
)
def test_short_dates_are_completed(typed: str, meant: str) -> None:
    assert completed(declaration(Event, "date"), typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9.30", "09:30"),
        ("9:30 Uhr", "09:30"),
        ("1400", "14:00"),
        ("14 Uhr", "14:00"),
        ("14:00", "14:00"),
        ("14", "14:00"),
    ],
)
def test_short_times_are_completed(typed: str, meant: str) -> None:
    assert completed(declaration(Event, "start"), typed) == meant


@given(st.lists(st.text(st.characters(blacklist_characters=";\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))))
def test_lists_of_texts_survive_being_typed(items: list[str]) -> None:
    field = declaration(Case, "aliases")
    kept = tuple(item.strip() for item in items if item.strip())
    assert parse(field, typed_text(field, kept)) == kept
