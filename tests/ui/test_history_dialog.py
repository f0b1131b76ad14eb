"""The history of a record: who, when, what, from what to what, and the way back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Decision, Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Event
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.history_dialog import HistoryDialog


def _opened(qtbot: QtBot, context: WorkspaceContext, case: Case) -> HistoryDialog:
    dialog = HistoryDialog(context, Case, case.id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def _rows(dialog: HistoryDialog) -> list[list[str]]:
    model = dialog._model
    return [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]


@pytest.fixture
def case(workspace: Workspace) -> Case:
    added = workspace.keeping.add(Case(name="Musterkreis", case_code="FK01"))
    workspace.keeping.change(Case, added.id, researcher="AB")
    return workspace.keeping.change(Case, added.id, researcher="CD", is_case_study=True)


def test_each_change_says_who_when_and_from_what_to_what(qtbot: QtBot, context: WorkspaceContext, case: Case) -> None:
    rows = _rows(_opened(qtbot, context, case))
    assert [row[1:] for row in rows] == [
        ["XY", "Fallstudie", "nein", "ja"],
        ["", "Zuständig (IAQ)", "AB", "CD"],
        ["XY", "Zuständig (IAQ)", "", "AB"],
        ["XY", "Name", "", "Musterkreis"],
        ["", "Fallkürzel", "", "FK01"],
    ]
    assert rows[0][0].startswith("19.05.2021 09:0")
    assert rows[1][0] == ""


def test_references_are_shown_by_name(
    qtbot: QtBot, context: WorkspaceContext, workspace: Workspace, case: Case
) -> None:
    event = workspace.keeping.add(Event(title="Auftakt", case=case.id))
    dialog = HistoryDialog(context, Event, event.id)
    qtbot.addWidget(dialog)
    assert ["Fall", "", "FK01 Musterkreis"] in [row[2:] for row in _rows(dialog)]


def test_an_earlier_state_comes_back_as_a_new_unit_of_work(
    qtbot: QtBot, context: WorkspaceContext, workspace: Workspace, case: Case
) -> None:
    dialog = _opened(qtbot, context, case)
    restore = dialog.findChild(QPushButton, "restore")
    assert restore is not None
    assert not restore.isEnabled()
    QTest.keyClick(dialog._table, Qt.Key.Key_Down)
    QTest.keyClick(dialog._table, Qt.Key.Key_Down)
    assert restore.isEnabled()
    QTest.keyClick(dialog._table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    now = workspace.records.get(Case, case.id)
    assert (now.researcher, now.is_case_study, now.case_code) == ("AB", False, "FK01")
    assert len(workspace.keeping.history(case.id)) == 4
    assert _rows(dialog)[0][2:] == ["Fallstudie", "ja", "nein"]
    workspace.projects.undo()
    assert workspace.records.get(Case, case.id).researcher == "CD"


def test_a_state_that_the_rules_forbid_by_now_is_refused_in_words(
    qtbot: QtBot, context: WorkspaceContext, workspace: Workspace, case: Case
) -> None:
    workspace.keeping.change(Case, case.id, case_code="FK02")
    workspace.keeping.add(Case(name="Anderer Kreis", case_code="FK01"))
    dialog = _opened(qtbot, context, case)
    dialog._table.setCurrentIndex(dialog._model.index(dialog._model.rowCount() - 1, 0))
    with qtbot.waitSignal(context.failed) as failed:
        dialog._restore.click()
    assert str(failed.args[0]) == "Das Fallkürzel „FK01“ ist schon vergeben."
    assert workspace.records.get(Case, case.id).case_code == "FK02"


def test_a_deleted_record_has_a_history_and_its_states_come_back(
    qtbot: QtBot, context: WorkspaceContext, workspace: Workspace, case: Case
) -> None:
    workspace.keeping.delete(Case, case.id)
    dialog = _opened(qtbot, context, case)
    assert _rows(dialog)[0][2] == "Fall löschen"
    dialog._table.setCurrentIndex(dialog._model.index(1, 0))
    dialog._restore.click()
    assert workspace.records.get(Case, case.id).researcher == "CD"


def test_long_texts_are_shown_whole_below_the_table(
    qtbot: QtBot, context: WorkspaceContext, workspace: Workspace, case: Case
) -> None:
    text = "Sehr ausführlich. " * 30
    workspace.keeping.change(Case, case.id, particulars=text)
    dialog = _opened(qtbot, context, case)
    whole = dialog.findChild(QLabel, "whole_text")
    assert whole is not None
    assert whole.text() == text


def test_a_record_of_any_kind_has_a_history(
    qtbot: QtBot, context: WorkspaceContext, workspace: Workspace, case: Case
) -> None:
    for kind in (Institution, Category):
        record = workspace.keeping.add(kind(name="Jugendamt") if kind is Institution else Category(code="X1"))
        dialog = HistoryDialog(context, kind, record.id)
        qtbot.addWidget(dialog)
        assert dialog._model.rowCount() > 0


def test_escape_closes_the_dialog_and_it_is_gone(qtbot: QtBot, context: WorkspaceContext, case: Case) -> None:
    dialog = HistoryDialog(context, Case, case.id)
    with qtbot.waitExposed(dialog):
        dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_an_earlier_state_of_a_line_comes_back_by_button_with_its_beschluss_and_undo_takes_that_back(
    qtbot: QtBot, context: WorkspaceContext, workspace: Workspace
) -> None:
    event = workspace.keeping.add(Event(title="Auftakt"))
    capture = workspace.capture(event.id)
    captured = capture.add_line("! Die AG tagt monatlich.")
    assert captured is not None
    capture.edit(captured.id, "Die AG tagt.")
    dialog = HistoryDialog(context, Entry, captured.id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert [row[2:] for row in _rows(dialog)][:2] == [
        ["Art", "Beschluss", "Aussage"],
        ["Text", "Die AG tagt monatlich.", "Die AG tagt."],
    ]
    assert not {"Zeile", "Reihenfolge"} & {row[2] for row in _rows(dialog)}
    restore = dialog.findChild(QPushButton, "restore")
    assert restore is not None
    assert restore.isVisible()
    dialog._table.setCurrentIndex(dialog._model.index(dialog._model.rowCount() - 1, 0))
    restore.click()
    assert workspace.records.get(Entry, captured.id).kind is EntryKind.DECISION
    assert [decision.text for decision in workspace.records.find(Decision)] == ["Die AG tagt monatlich."]
    title = dialog.findChild(QLabel, "record_title")
    assert title is not None
    assert title.text() == "B-A1 Die AG tagt monatlich."
    workspace.projects.undo()
    assert workspace.records.get(Entry, captured.id).text == "Die AG tagt."
    assert workspace.records.find(Decision) == []
