"""The assistant from the first step to the last, by keyboard, on a project full of traces."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.base.settings import Settings
from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Consent, Deletion, QuotePermission
from gk_desktop.domain.person_rights import ErasureDegree, PersonRequest
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.person_rights_dialog import PersonRightsDialog, Step
from gk_desktop.ui.shell import Shell
from tests.documents.docx_text import all_texts
from tests.services.person_worlds import NAME, OWN_WORDS, PersonWorld, make_person_world
from tests.ui.accessibility_walk import against_the_eye, cut_off, nameless
from tests.ui.conftest import type_text
from tests.ui.dialog_life import is_freed, show

Child = TypeVar("Child", bound=QWidget)


@pytest.fixture
def world(context: WorkspaceContext, tmp_path: Path) -> PersonWorld:
    return make_person_world(context.workspace, tmp_path)


@pytest.fixture
def dialog(qtbot: QtBot, context: WorkspaceContext, world: PersonWorld) -> PersonRightsDialog:
    made = PersonRightsDialog(context, world.person.id)
    show(qtbot, made)
    return made


def child(dialog: PersonRightsDialog, kind: type[Child], name: str) -> Child:
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def press(dialog: PersonRightsDialog, name: str) -> None:
    button = child(dialog, QPushButton, name)
    assert button.isEnabled()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def ask_for(dialog: PersonRightsDialog, request: PersonRequest) -> None:
    press(dialog, "next")
    child(dialog, QRadioButton, f"request_{request.value}").click()
    press(dialog, "next")
    assert dialog.step is Step.MEANING


def said(dialog: PersonRightsDialog, name: str) -> str:
    return child(dialog, QLabel, name).text()


def test_it_opens_with_the_chosen_person_and_what_there_is(dialog: PersonRightsDialog) -> None:
    assert dialog.step is Step.FOUND
    assert NAME in said(dialog, "rights_person")
    tree = child(dialog, QTreeWidget, "dossier")
    groups = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    assert len(groups) == 13
    assert all(group is not None and group.childCount() for group in groups)
    dialog.close()


def test_somebody_is_found_by_typing_a_name_and_enter(
    qtbot: QtBot, context: WorkspaceContext, world: PersonWorld
) -> None:
    dialog = PersonRightsDialog(context)
    show(qtbot, dialog)
    line = child(dialog, QLineEdit, "person_filter")
    type_text(line, NAME.lower())
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.step is Step.FOUND
    dialog.close()


def test_a_place_is_jumped_to(qtbot: QtBot, context: WorkspaceContext, dialog: PersonRightsDialog) -> None:
    tree = child(dialog, QTreeWidget, "dossier")
    statements = tree.topLevelItem(5)
    assert statements is not None
    tree.setCurrentItem(statements.child(0))
    with qtbot.waitSignal(context.open_requested) as wish:
        QTest.keyClick(tree, Qt.Key.Key_Return)
    assert wish.args[0] == "entry"
    assert is_freed(dialog)


def test_a_withdrawal_says_what_it_means_and_can_be_undone(dialog: PersonRightsDialog, world: PersonWorld) -> None:
    ask_for(dialog, PersonRequest.WITHDRAW_QUOTES)
    assert "bleibt rechtmäßig" in said(dialog, "rights_meaning_text")
    assert world.workspace.records.find(Consent)[0].quotes is QuotePermission.YES
    press(dialog, "next")
    assert dialog.step is Step.DONE
    assert world.workspace.records.find(Consent)[0].quotes is QuotePermission.NO
    dialog.close()
    world.workspace.store.journal.undo()
    assert world.workspace.records.find(Consent)[0].quotes is QuotePermission.YES


def test_what_stands_is_offered_to_be_ended(qtbot: QtBot, context: WorkspaceContext, world: PersonWorld) -> None:
    world.workspace.person_rights.carry_out(world.subject, PersonRequest.RESTRICTION)
    dialog = PersonRightsDialog(context, world.person.id)
    show(qtbot, dialog)
    press(dialog, "next")
    assert child(dialog, QRadioButton, "request_einschraenkung_ende").isVisible()
    assert not child(dialog, QRadioButton, "request_einschraenkung").isVisible()
    dialog.close()


def test_an_erasure_waits_for_the_code_and_enter_alone_never_erases(
    dialog: PersonRightsDialog, world: PersonWorld
) -> None:
    ask_for(dialog, PersonRequest.ERASURE)
    line, button = child(dialog, QLineEdit, "confirmation"), child(dialog, QPushButton, "next")
    assert line.hasFocus()
    assert not button.isEnabled()
    type_text(line, "fk01-gfs-a1")
    assert button.isEnabled()
    assert not button.isDefault()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert world.workspace.records.find(Person)
    dialog.close()


def test_an_erasure_is_done_and_put_on_record(
    qtbot: QtBot, dialog: PersonRightsDialog, world: PersonWorld, tmp_path: Path
) -> None:
    ask_for(dialog, PersonRequest.ERASURE)
    type_text(child(dialog, QLineEdit, "confirmation"), world.person.code)
    press(dialog, "next")
    assert dialog.is_busy
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=20_000)
    told = said(dialog, "rights_result_text")
    assert "Löschprotokoll" in told
    assert f"{NAME}.docx" in told
    assert OWN_WORDS not in repr([operation.values for operation in world.workspace.store.journal.operations()])
    assert NAME not in said(dialog, "rights_person")
    backups = world.workspace.store.backups
    assert len(backups.all()) == 2
    press(dialog, "remove_old_backups")
    assert len(backups.all()) == 2
    press(dialog, "remove_old_backups")
    assert len(backups.all()) == 1
    assert "alle älteren sind gelöscht" in said(dialog, "rights_result_text")
    target = tmp_path / "vermerk.docx"
    dialog.save_record(target)
    written = "\n".join(all_texts(target.read_bytes()).values())
    assert NAME not in written
    assert ".docx" not in written
    assert str(tmp_path) not in written
    assert "1 ausgegebene Datei kann die Person enthalten." in written
    assert "INTERN, 19.05.2021" in written
    assert world.person.code in written
    assert "Vermerk gespeichert" in said(dialog, "rights_result_text")
    dialog.close()
    assert is_freed(dialog)


def test_a_refused_erasure_needs_a_reason_and_erases_nothing(dialog: PersonRightsDialog, world: PersonWorld) -> None:
    press(dialog, "next")
    child(dialog, QRadioButton, "request_loeschung").click()
    box = child(dialog, QWidget, "refuse_erasure")
    QTest.keyClick(box, Qt.Key.Key_Space)
    press(dialog, "next")
    assert not child(dialog, QPushButton, "next").isEnabled()
    type_text(child(dialog, QLineEdit, "confirmation"), "Auswertung läuft")
    press(dialog, "next")
    assert [item.cause for item in world.workspace.records.find(Deletion)] == ["Auswertung läuft"]
    assert world.workspace.records.find(Person)
    dialog.close()


def test_every_degree_tells_other_consequences(dialog: PersonRightsDialog) -> None:
    press(dialog, "next")
    child(dialog, QRadioButton, "request_loeschung").click()
    told = set()
    for degree in ErasureDegree:
        child(dialog, QRadioButton, f"degree_{degree.value}").click()
        press(dialog, "next")
        told.add(said(dialog, "rights_meaning_text"))
        press(dialog, "back")
    assert len(told) == 3
    assert all("Art. 17 Abs. 3" in text for text in told)
    dialog.close()


def test_the_report_is_written_and_its_place_said(dialog: PersonRightsDialog, tmp_path: Path) -> None:
    ask_for(dialog, PersonRequest.ACCESS)
    dialog.save_report(tmp_path / "auskunft.docx")
    assert "auskunft.docx" in said(dialog, "rights_result_text")
    assert (tmp_path / "auskunft.docx").exists()
    dialog.close()


def test_every_step_can_be_used_without_a_mouse_and_is_read_aloud(qtbot: QtBot, dialog: PersonRightsDialog) -> None:
    for step in (Step.FOUND, Step.REQUEST, Step.MEANING):
        assert dialog.step is step
        # A button with a new text is laid out when the dialog has time for it.
        qtbot.waitUntil(lambda: nameless(dialog) + against_the_eye(dialog) + cut_off(dialog) == [])
        if step is Step.REQUEST:
            child(dialog, QRadioButton, "request_loeschung").click()
        if step is not Step.MEANING:
            press(dialog, "next")
    dialog.close()


def test_without_any_person_the_first_step_says_where_they_are_made(qtbot: QtBot, context: WorkspaceContext) -> None:
    dialog = PersonRightsDialog(context)
    show(qtbot, dialog)
    assert any("Noch ist niemand angelegt" in label.text() for label in dialog.findChildren(QLabel))
    press(dialog, "next")
    assert "Wählen Sie eine Person" in said(dialog, "rights_problem")
    dialog.close()


def test_the_persons_page_and_the_palette_open_it(qtbot: QtBot, context: WorkspaceContext, world: PersonWorld) -> None:
    shell = Shell(context, Settings())
    show(qtbot, shell)
    shell.show_record("person", world.person.id)
    QTest.keyClick(shell, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    dialog = shell.findChild(PersonRightsDialog)
    assert dialog is not None
    assert dialog.step is Step.FOUND
    dialog.close()
    assert is_freed(dialog)
    (action,) = [action for action in shell.actions() if action.text().startswith("Rechte einer Person")]
    action.trigger()
    dialog = shell.findChild(PersonRightsDialog)
    assert dialog is not None
    assert dialog.step is Step.PERSON
    dialog.close()
    shell.leave()
    shell.close()
    shell.deleteLater()
