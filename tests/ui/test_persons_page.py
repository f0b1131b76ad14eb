"""The page of persons and the Schlüsseldatei in the real window, by keyboard; no name ever reaches the project."""

import json
import logging
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.clock import SystemClock
from gk_desktop.base.settings import Settings
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.identity import ContactNote, Identity
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.store.identity_file import IdentityFile
from gk_desktop.store.vault import read_key_file
from gk_desktop.store.workspace_files import WorkspaceFiles
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.contact_import_dialog import ContactImportDialog
from gk_desktop.ui.dialogs.identity_backups_dialog import IdentityBackupsDialog
from gk_desktop.ui.dialogs.identity_create_dialog import IdentityCreateDialog
from gk_desktop.ui.dialogs.identity_open_dialog import IdentityOpenDialog
from gk_desktop.ui.main_window import MainWindow
from gk_desktop.ui.pages.persons_page import PersonsPage
from gk_desktop.ui.shell import Shell
from tests.ui.accessibility_walk import against_the_eye, cut_off, nameless
from tests.ui.conftest import PASSPHRASE, type_text
from tests.ui.dialog_life import show

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SECRET = "vier andere worte im wind"
NAME = "Bräutigam-Özdemir"
QUICK = KeyDerivation(iterations=1, memory_kib=64, lanes=1)


@pytest.fixture
def case(workspace: Workspace) -> Case:
    return workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))


@pytest.fixture
def person(workspace: Workspace, case: Case) -> Person:
    return workspace.people.add(case=case, role="GfS")


@pytest.fixture
def shell(qtbot: QtBot, context: WorkspaceContext, person: Person) -> Iterator[Shell]:
    shell = Shell(context, Settings())
    context.setParent(shell)
    shell.resize(1366, 768)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    shell.enter("persons")
    yield shell
    shell.leave()
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def page(shell: Shell) -> PersonsPage:
    found = shell.findChild(PersonsPage)
    assert found is not None
    return found


@pytest.fixture
def opened(workspace: Workspace, person: Person, page: PersonsPage) -> PersonsPage:
    """With the Schlüsseldatei open, and a name in it."""
    workspace.identities.create(workspace.identities.path, SECRET, kdf=QUICK)
    workspace.identities.save_identity(person, Identity(given_name="Ayşe", family_name=NAME))
    return page


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def find(window: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def field(page: QWidget, name: str) -> QLineEdit:
    found = find(find(page, QWidget, "identity_form"), QWidget, f"field_{name}")
    assert isinstance(found, QLineEdit)
    return found


def rows(page: PersonsPage) -> list[list[str]]:
    view = find(page, QTableView, "list")
    assert isinstance(view, QTableView)
    shown = [column for column in range(view.model().columnCount()) if not view.isColumnHidden(column)]
    return [[str(view.model().index(row, column).data()) for column in shown] for row in range(view.model().rowCount())]


def action(shell: Shell, text: str) -> None:
    next(known for known in shell.actions() if known.text().startswith(text) and known.isEnabled()).trigger()


def dialog_of(shell: Shell, kind: type[QWidget]) -> QWidget:
    dialog = next(found for found in shell.findChildren(kind) if found.isVisible())
    for _round in range(50):
        if QApplication.activeWindow() is dialog:
            break
        QTest.qWait(10)
    assert QApplication.activeWindow() is dialog
    return dialog


def test_a_new_person_gets_a_code_by_keyboard(shell: Shell, page: PersonsPage, workspace: Workspace) -> None:
    press(KEY.Key_N, CTRL)
    assert page.findChild(QWidget, "record_title").whole_text == "Neue Person"
    press(KEY.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Rolle"
    type_text(focused, "TN")
    press(KEY.Key_Tab)
    assert [item.code for item in workspace.records.find(Person, order_by=["code"])] == ["FK01-GfS-A1", "FK01-TN-A1"]


def test_a_case_without_fallkuerzel_gets_the_sentence(shell: Shell, page: PersonsPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Namenlos"))
    press(KEY.Key_N, CTRL)
    page._form.field("case").input.show_text(case.id)
    page._form.field("case").input.edited.emit()
    page._form.field("role").input.show_text("TN")
    page._form.field("role").input.edited.emit()
    page.save_pending()
    assert "noch kein Fallkürzel" in shell.messages.text
    assert len(workspace.records.find(Person)) == 1


def test_a_person_without_case_or_role_is_not_saved_and_says_what_is_missing(
    page: PersonsPage, workspace: Workspace
) -> None:
    press(KEY.Key_N, CTRL)
    page._form.field("institution_type").input.show_text("Jobcenter")
    page._form.field("institution_type").input.edited.emit()
    page.save_pending()
    assert "braucht einen Fall und eine Rolle" in page._form.field("case").problem
    assert len(workspace.records.find(Person)) == 1


def test_the_institution_brings_its_type(page: PersonsPage, workspace: Workspace, case: Case) -> None:
    office = workspace.keeping.add(Institution(name="Büro", institution_type="Jobcenter", case=case.id))
    press(KEY.Key_N, CTRL)
    for name, value in (("role", "TN"), ("institution", office.id)):
        page._form.field(name).input.show_text(value)
        page._form.field(name).input.edited.emit()
    page.save_pending()
    made = workspace.records.find(Person, role="TN")[0]
    assert (made.institution, made.institution_type) == (office.id, "Jobcenter")


def test_closed_the_page_shows_codes_and_says_what_the_schluesseldatei_is(page: PersonsPage) -> None:
    assert rows(page)[0] == ["FK01-GfS-A1", "GfS", "FK01", "", "–"]
    said = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "auch sie enthält darum personenbezogene Daten" in said
    assert find(page, QPushButton, "identities_create").isVisible()


def test_an_empty_page_offers_to_make_the_schluesseldatei_and_none_that_is_not_there(
    shell: Shell, page: PersonsPage, workspace: Workspace, person: Person
) -> None:
    workspace.keeping.delete(Person, person.id)
    offered = find(page, QPushButton, "next_step_2")
    assert isinstance(offered, QPushButton)
    assert (offered.isVisible(), offered.text()) == (True, "Schlüsseldatei anlegen …")
    offered.setFocus()
    press(KEY.Key_Space)
    dialog_of(shell, IdentityCreateDialog).close()

    workspace.identities.create(workspace.identities.path, SECRET, kdf=QUICK)
    assert not offered.isVisible()
    workspace.identities.close()
    assert offered.text() == "Schlüsseldatei öffnen …"
    offered.click()
    dialog_of(shell, IdentityOpenDialog).close()


def test_without_a_file_opening_asks_first_which_one(
    shell: Shell, page: PersonsPage, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = find(page, QPushButton, "identities_open")
    assert isinstance(opening, QPushButton)
    assert opening.text() == "&Vorhandene Datei wählen …"
    chosen = [("", ""), (str(tmp_path / "anderswo.gkpersonen"), "")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: chosen.pop(0))
    opening.click()
    assert shell.findChild(IdentityOpenDialog) is None, "nobody is asked for the passphrase of a file that is not there"
    action(shell, "Vorhandene Schlüsseldatei wählen")
    dialog = dialog_of(shell, IdentityOpenDialog)
    assert "anderswo" in " ".join(label.toolTip() + label.text() for label in dialog.findChildren(QLabel))
    dialog.close()


def test_it_is_made_with_a_passphrase_of_its_own_and_a_code_that_must_be_noted(
    qtbot: QtBot, shell: Shell, page: PersonsPage, workspace: Workspace
) -> None:
    find(page, QPushButton, "identities_create").setFocus()
    press(KEY.Key_Space)
    dialog = dialog_of(shell, IdentityCreateDialog)
    create = find(dialog, QPushButton, "identity_create")
    for name in ("identity_passphrase", "identity_repetition"):
        find(dialog, QLineEdit, name).setFocus()
        type_text(find(dialog, QLineEdit, name), PASSPHRASE)
    press(KEY.Key_Return)
    message = find(dialog, QLabel, "identity_message")
    qtbot.waitUntil(lambda: "Passphrase des Projekts" in message.text())
    assert not workspace.identities.exists

    for name in ("identity_passphrase", "identity_repetition"):
        line = find(dialog, QLineEdit, name)
        assert isinstance(line, QLineEdit)
        line.clear()
        type_text(line, SECRET)
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: workspace.identities.is_open)
    assert find(dialog, QLineEdit, "recovery_code").isVisible()
    assert (nameless(dialog), against_the_eye(dialog), cut_off(dialog)) == ([], [], [])
    assert not create.isEnabled()
    press(KEY.Key_Escape)
    assert dialog.isVisible(), "nobody leaves without the code"
    find(dialog, QWidget, "noted").setFocus()
    press(KEY.Key_Space)
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: not any(found.isVisible() for found in shell.findChildren(IdentityCreateDialog)))
    assert find(shell, QToolButton, "identity_sign").isVisible()


def test_it_is_opened_by_its_passphrase_and_a_wrong_one_is_said(
    qtbot: QtBot, shell: Shell, opened: PersonsPage, workspace: Workspace
) -> None:
    workspace.identities.close()
    assert rows(opened)[0][0] == "FK01-GfS-A1"
    assert NAME not in str(rows(opened))
    action(shell, "Schlüsseldatei öffnen")
    dialog = dialog_of(shell, IdentityOpenDialog)
    type_text(find(dialog, QLineEdit, "identity_secret"), "ganz falsche worte hier")
    press(KEY.Key_Return)
    message = find(dialog, QLabel, "identity_message")
    qtbot.waitUntil(lambda: "stimmt nicht" in message.text())
    line = find(dialog, QLineEdit, "identity_secret")
    type_text(line, SECRET)
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: workspace.identities.is_open)
    assert rows(opened)[0][1] == f"Ayşe {NAME}"
    view = find(opened, QTableView, "list")
    assert isinstance(view, QTableView)
    assert view.columnWidth(1) > 60, "the name can be read"


def test_it_is_opened_by_its_recovery_code(qtbot: QtBot, shell: Shell, page: PersonsPage, workspace: Workspace) -> None:
    code = workspace.identities.create(workspace.identities.path, SECRET, kdf=QUICK)
    workspace.identities.close()
    action(shell, "Schlüsseldatei öffnen")
    dialog = dialog_of(shell, IdentityOpenDialog)
    find(dialog, QPushButton, "identity_other_way").setFocus()
    press(KEY.Key_Space)
    type_text(find(dialog, QLineEdit, "identity_secret"), code.lower())
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: workspace.identities.is_open)


def test_whoever_gives_up_while_the_key_is_computed_does_not_open_it(
    qtbot: QtBot, shell: Shell, opened: PersonsPage, workspace: Workspace
) -> None:
    workspace.identities.close()
    action(shell, "Schlüsseldatei öffnen")
    dialog = dialog_of(shell, IdentityOpenDialog)
    assert isinstance(dialog, IdentityOpenDialog)
    type_text(find(dialog, QLineEdit, "identity_secret"), SECRET)
    dialog._on_open()
    dialog.reject()
    qtbot.wait(300)
    assert not workspace.identities.is_open


def test_a_name_is_saved_when_its_field_is_left_and_can_be_taken_back(
    shell: Shell, opened: PersonsPage, workspace: Workspace, person: Person
) -> None:
    line = field(opened, "title")
    line.setFocus()
    type_text(line, "Dr.")
    assert workspace.identities.shown_name(person) == f"Ayşe {NAME}"
    press(KEY.Key_Tab)
    assert workspace.identities.shown_name(person) == f"Dr. Ayşe {NAME}"
    assert rows(opened)[0][1] == f"Dr. Ayşe {NAME}"
    find(opened, QToolButton, "identities_undo").setFocus()
    press(KEY.Key_Space)
    assert workspace.identities.shown_name(person) == f"Ayşe {NAME}"
    assert line.text() == ""


def test_enter_goes_on_and_saves(opened: PersonsPage, workspace: Workspace, person: Person) -> None:
    line = field(opened, "function")
    line.setFocus()
    type_text(line, "Leitung")
    press(KEY.Key_Return)
    assert workspace.identities.identity(person.id).function == "Leitung"
    assert QApplication.focusWidget() is field(opened, "institution")


def test_ctrl_z_beside_names_takes_back_nothing_of_the_project(
    opened: PersonsPage, workspace: Workspace, person: Person
) -> None:
    field(opened, "title").setFocus()
    type_text(field(opened, "title"), "Dr.")
    press(KEY.Key_Tab)
    find(opened, QToolButton, "identities_close").setFocus()
    press(KEY.Key_Z, CTRL)
    assert [item.id for item in workspace.records.find(Person)] == [person.id]
    assert workspace.identities.shown_name(person) == f"Ayşe {NAME}"


def test_what_is_half_typed_about_a_person_stays_with_that_person(
    opened: PersonsPage, workspace: Workspace, person: Person, case: Case
) -> None:
    note = workspace.identities.save_contact(ContactNote(person=person.id, on=date(2026, 3, 1), text="Anruf"))
    other = workspace.people.add(case=case, role="TN")
    opened._pane.edit_contact(note)
    day = find(find(opened, QWidget, "contact_note_form"), QLineEdit, "field_on")
    assert isinstance(day, QLineEdit)
    day.setFocus()
    day.clear()
    type_text(day, "irgendwann")
    press(KEY.Key_Tab)
    assert workspace.identities.contacts_of(person.id)[0].on == date(2026, 3, 1)
    opened.show_record(other.id)
    opened.show_record(person.id)
    assert day.text() == "irgendwann"


def test_contacts_are_added_changed_and_removed_by_keyboard(
    opened: PersonsPage, workspace: Workspace, person: Person
) -> None:
    opened._pane._tabs.setCurrentIndex(1)
    find(opened, QPushButton, "add_contact").setFocus()
    press(KEY.Key_Space)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Worum es ging"
    type_text(focused, "Termin vereinbart")
    press(KEY.Key_Tab)
    (note,) = workspace.identities.contacts_of(person.id)
    assert (note.text, note.by, note.on) == ("Termin vereinbart", "XY", workspace.store.clock.now().date())
    find(opened, QTableView, "contacts").setFocus()
    press(KEY.Key_Delete)
    assert workspace.identities.contacts_of(person.id) == []
    workspace.identities.undo()
    assert len(workspace.identities.contacts_of(person.id)) == 1


def test_closing_and_locking_take_every_name_from_the_window(
    shell: Shell, opened: PersonsPage, workspace: Workspace, person: Person
) -> None:
    field(opened, "phone").setFocus()
    type_text(field(opened, "phone"), "0201 55")
    find(shell, QToolButton, "identity_sign").setFocus()
    find(shell, QToolButton, "identity_sign").click()
    assert not workspace.identities.is_open
    assert not find(shell, QToolButton, "identity_sign").isVisible()
    shown = [line.text() for line in shell.findChildren(QLineEdit)] + [
        label.text() for label in shell.findChildren(QLabel)
    ]
    assert not any(NAME in text or "0201" in text for text in shown)
    workspace.identities.open(SECRET)
    assert workspace.identities.identity(person.id).phone == "0201 55", "what was half typed was saved first"


def test_no_name_reaches_project_drafts_settings_or_logs(
    shell: Shell, opened: PersonsPage, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    line = field(opened, "family_name")
    line.setFocus()
    line.selectAll()
    type_text(line, "Unverwechselbar")
    shell.leave()
    database = workspace.store._database
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    assert "draft" in tables
    for table in tables:
        stored = repr(database.execute(f'SELECT * FROM "{table}"').fetchall())
        assert "Unverwechselbar" not in stored, table
        assert NAME not in stored, table
    for path in workspace.store.profile.rglob("*"):
        assert not path.is_file() or b"Unverwechselbar" not in path.read_bytes(), path
    assert "Unverwechselbar" not in caplog.text
    assert "Unverwechselbar" not in json.dumps(shell.layout_now, ensure_ascii=False)


def test_a_backup_is_restored_and_says_to_open_it_anew(shell: Shell, opened: PersonsPage, workspace: Workspace) -> None:
    action(shell, "Schlüsseldatei: Sicherung")
    dialog = dialog_of(shell, IdentityBackupsDialog)
    press(KEY.Key_Return)
    assert not dialog.isVisible()
    assert "ist eingespielt" in shell.messages.text
    assert not workspace.identities.is_open


def test_an_older_file_is_said_on_the_page(opened: PersonsPage, workspace: Workspace, person: Person) -> None:
    old = workspace.identities.backups()[0].path
    workspace.identities.open(SECRET, path=old)
    warning = find(opened, QLabel, "age_warning")
    assert isinstance(warning, QLabel)
    assert warning.isVisible()
    assert "älter als die zuletzt geöffnete" in warning.text()


def test_a_new_passphrase_from_the_palette(
    qtbot: QtBot, shell: Shell, opened: PersonsPage, workspace: Workspace
) -> None:
    action(shell, "Schlüsseldatei: Passphrase")
    new = "neue lange worte am see"
    for name in ("new_passphrase", "repetition"):
        type_text(find(shell, QLineEdit, name), new)
    find(shell, QPushButton, "change_passphrase").click()
    qtbot.waitUntil(lambda: "ist geändert" in shell.messages.text)
    workspace.identities.close()
    workspace.identities.open(new)


def test_contacts_come_in_through_the_dialog(
    qtbot: QtBot, shell: Shell, opened: PersonsPage, workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "kontakte.csv"
    file.write_text(
        f"Vorname;Nachname;Telefon;Rolle;Fall\nAyşe;{NAME};0201 1;GfS;FK01\nMax;Probe;;TN;FK01\n;;;TN;FK01\n",
        encoding="utf-8",
    )
    press(KEY.Key_I, CTRL)
    dialog = dialog_of(shell, ContactImportDialog)
    assert isinstance(dialog, ContactImportDialog)
    dialog.open_file(file)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    summary = find(dialog, QLabel, "contact_summary")
    assert isinstance(summary, QLabel)
    assert summary.text() == "1 neu · 1 unklar · 1 ungültig"
    assert (nameless(dialog), against_the_eye(dialog), cut_off(dialog)) == ([], [], [])
    find(dialog, QWidget, "choice_take").setFocus()
    press(KEY.Key_Space)
    find(dialog, QPushButton, "take_contacts").setFocus()
    press(KEY.Key_Space)
    assert not dialog.isVisible()
    assert "1 Person angelegt, 1 ergänzt" in shell.messages.text
    assert [row[1] for row in rows(opened)] == [f"Ayşe {NAME}", "Max Probe"]


def test_a_file_that_is_no_table_is_refused_in_the_dialog(
    qtbot: QtBot, shell: Shell, opened: PersonsPage, workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "kontakte.xlsx"
    file.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
    press(KEY.Key_I, CTRL)
    dialog = dialog_of(shell, ContactImportDialog)
    assert isinstance(dialog, ContactImportDialog)
    dialog.open_file(file)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    hint = find(dialog, QLabel, "contact_hint")
    assert isinstance(hint, QLabel)
    assert "Kennwort geschützt" in hint.text()
    assert not find(dialog, QPushButton, "take_contacts").isEnabled()
    dialog.reject()


def test_importing_with_the_file_closed_offers_to_open_it(shell: Shell, opened: PersonsPage) -> None:
    opened._context.workspace.identities.close()
    press(KEY.Key_I, CTRL)
    assert "kommen in die Schlüsseldatei" in shell.messages.text
    dialog_of(shell, IdentityOpenDialog).close()


@pytest.mark.parametrize("tab", [0, 1])
def test_the_open_page_can_be_used_without_mouse_or_eyes(
    opened: PersonsPage, shell: Shell, workspace: Workspace, person: Person, tab: int
) -> None:
    workspace.identities.save_contact(ContactNote(person=person.id, on=date(2026, 3, 1), text="Anruf"))
    opened._pane._tabs.setCurrentIndex(tab)
    QApplication.processEvents()
    assert (nameless(shell), against_the_eye(shell), cut_off(shell)) == ([], [], [])


def test_a_deleted_person_and_a_missing_file_leave_the_rest_working(
    opened: PersonsPage, workspace: Workspace, person: Person
) -> None:
    workspace.identities.path.unlink()
    workspace.identities.close()
    assert find(opened, QPushButton, "identities_restore").isVisible()
    workspace.keeping.delete(Person, person.id)
    assert rows(opened) == []


@pytest.mark.parametrize("leave", [MainWindow.lock, MainWindow.close])
def test_locking_and_leaving_close_the_schluesseldatei(
    qtbot: QtBot,
    workspace: Workspace,
    person: Person,
    tmp_path: Path,
    leave: Callable[[MainWindow], object],
) -> None:
    project = workspace.projects.current().id
    workspace.identities.create(workspace.identities.path, SECRET, kdf=QUICK)
    path = workspace.identities.path
    workspace.close()
    window = MainWindow(tmp_path / "p")
    qtbot.addWidget(window)
    show(qtbot, window)
    window._on_key(read_key_file(WorkspaceFiles(tmp_path / "p").key).unlock(PASSPHRASE))
    assert window.shell is not None
    window.shell.show_room("persons")
    identities = window.shell.context.workspace.identities
    assert not identities.is_open, "it stays closed until somebody opens it"
    identities.open(SECRET)
    page = window.shell._page("persons")
    line = field(page, "family_name")
    line.setFocus()
    type_text(line, NAME)
    leave(window)
    assert not identities.is_open
    reopened = IdentityFile.open(path, project, SECRET, clock=SystemClock())
    assert [item.family_name for item in reopened.book.identities.values()] == [NAME]


def test_the_arrow_down_in_an_empty_role_goes_to_the_first_role(page: PersonsPage, workspace: Workspace) -> None:
    page.primary_action().trigger()
    role = page._form.field("role")
    QTest.keyClick(role.input_widget, Qt.Key.Key_Down)
    assert role.input.typed() == next(iter(workspace.programme.person_roles))


def test_a_sentence_about_a_missing_field_does_not_push_the_others_out_of_sight(
    page: PersonsPage, qtbot: QtBot
) -> None:
    page.primary_action().trigger()
    for name in ("case", "role", "institution"):
        page._form.edit(name)
        page._form.field(name).input.show_text("")
        page._form.field(name).edited.emit(name)
    page._form.edit("institution_type")
    qtbot.waitUntil(lambda: bool(page._form.field("case").problem))
    qtbot.waitUntil(lambda: page._form.verticalScrollBar().maximum() == 0)
