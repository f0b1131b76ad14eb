"""What is said about names before a document is written, and about whom it does not name at all."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.base.progress import silent
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.entry import Task
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.services.table_composing import Exported, TableRequest, compose_table
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.export_dialog import ExportDialog
from gk_desktop.ui.dialogs.name_check_dialog import NameCheckDialog
from gk_desktop.ui.dialogs.names_line import NamesLine
from tests.store.workspaces import CHEAP
from tests.ui.dialog_life import show
from tests.ui.test_name_check_dialog import child, click, label

RESTRICTED = "Verarbeitung eingeschränkt (Art. 18): Statt des Namens steht {it}, Aussagen fehlen (FK01-GfS-A1)."


@pytest.fixture
def person(context: WorkspaceContext) -> Person:
    workspace = context.workspace
    found = workspace.people.add(case=workspace.keeping.add(Case(name="Musterstadt", case_code="FK01")), role="GfS")
    workspace.identities.create(workspace.identities.path, "vier andere worte im wind", kdf=CHEAP)
    workspace.identities.save_identity(found, Identity(given_name="Petra", family_name="Müller"))
    return found


def to_next_class(dialog: ExportDialog) -> None:
    QTest.keyClick(child(dialog, QWidget, "export_class"), Qt.Key.Key_Down)


def test_who_is_not_named_is_said_in_every_class(
    qtbot: QtBot, context: WorkspaceContext, person: Person, tmp_path: Path
) -> None:
    keeping = context.workspace.keeping
    event = keeping.add(Event(title="Kerngruppe"))
    keeping.add(Participant(event=event.id, label="Frau Müller", person=person.id))
    dialog = ExportDialog(context, event.id)
    dialog.set_folder(tmp_path)
    show(qtbot, dialog)
    assert label(dialog, "restricted_persons") == ""
    keeping.change(Person, person.id, restricted_since=context.workspace.person_rights.today)
    to_next_class(dialog)
    assert label(dialog, "restricted_persons") == RESTRICTED.format(it="der Code")
    to_next_class(dialog)
    assert label(dialog, "restricted_persons") == RESTRICTED.format(it="die Rolle")
    QTest.keyClick(child(dialog, QWidget, "export_class"), Qt.Key.Key_Home)
    assert label(dialog, "restricted_persons") == RESTRICTED.format(it="der Code")
    assert label(dialog, "names_unchecked") == ""
    dialog.close()


def test_names_that_the_key_file_does_not_hold_are_counted(
    qtbot: QtBot, context: WorkspaceContext, person: Person, tmp_path: Path
) -> None:
    case = context.workspace.records.get(Case, person.case)
    context.workspace.people.add(case=case, role="TR")
    dialog = ExportDialog(context, context.workspace.keeping.add(Event(title="Kerngruppe")).id)
    dialog.set_folder(tmp_path)
    show(qtbot, dialog)
    to_next_class(dialog)
    said = label(dialog, "names_unchecked")
    assert said == "Namen nur zum Teil geprüft: 1 Person steht nicht mit Namen in der Schlüsseldatei."
    dialog.close()


@pytest.mark.usefixtures("person")
def test_tasks_of_no_event_can_be_looked_through_from_the_table(qtbot: QtBot, context: WorkspaceContext) -> None:
    workspace = context.workspace
    workspace.keeping.add(Task(number="T-A1", text="Petra anrufen"))
    request = TableRequest(what=Exported.TASKS, export_class=ExportClass.VERTEILER)
    line = NamesLine(context)
    qtbot.addWidget(line)
    line.show_for_table(compose_table(workspace.tables.gather(request), silent))
    show(qtbot, line)
    assert label(line, "names_unchecked") == "Namen: in Aufträgen ohne Veranstaltung sind Treffer ungeklärt."
    click(line, "check_names")
    check = line.findChild(NameCheckDialog)
    assert isinstance(check, NameCheckDialog)
    click(check, "accept_all_names")
    click(check, "close_names")
    line.show_for_table(compose_table(workspace.tables.gather(request), silent))
    assert label(line, "names_unchecked") == "Namen geprüft: kein Treffer ungeklärt."
