"""Einwilligungen in the window: register, days by which to delete, Löschprotokoll, forms; all by keyboard."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.consent import Consent, ConsentStatus, Deletion, QuotePermission
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Participant
from gk_desktop.domain.project import Project
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.deletion_dialog import DeletionDialog
from gk_desktop.ui.dialogs.forms_dialog import FormsDialog
from gk_desktop.ui.dialogs.preview_dialog import PreviewDialog
from gk_desktop.ui.dialogs.project_dialog import ProjectDialog
from gk_desktop.ui.pages.consent_page import ConsentPage
from tests.documents.docx_text import whole_text
from tests.ui.capture_desk import Desk
from tests.ui.conftest import type_text
from tests.ui.record_hands import focus, show_page

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
GIVEN = ConsentStatus.GIVEN


@pytest.fixture
def person(workspace: Workspace) -> Person:
    case = workspace.keeping.add(Case(name="Musterkreis", case_code="FK01"))
    return workspace.people.add(case=case, role="GfS")


@pytest.fixture
def page(qtbot: QtBot, context: WorkspaceContext) -> ConsentPage:
    shown = ConsentPage(context)
    show_page(qtbot, shown)
    return shown


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def rows(page: ConsentPage) -> list[list[str]]:
    model = page.register._list.model
    return [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]


def test_empty_register_says_what_it_is_for_and_begins_a_consent(page: ConsentPage, person: Person) -> None:
    assert any("wer worin eingewilligt hat" in text for text in labels(page))
    page.refresh()
    press(page, Key.Key_N, CONTROL)
    assert page.register._form.isAncestorOf(focus())


def test_consent_is_saved_as_soon_as_it_says_enough(page: ConsentPage, person: Person, workspace: Workspace) -> None:
    page.primary_action().trigger()
    form = page.register._form
    for name, text in (("person", person.id), ("status", "erteilt"), ("given_on", "3.5.21"), ("quotes", "ja")):
        form.field(name).input.show_text(text)
        form.field(name).edited.emit(name)
    page.save_pending()
    (consent,) = workspace.records.find(Consent)
    assert (consent.status, consent.given_on, consent.quotes) == (GIVEN, date(2021, 5, 3), QuotePermission.YES)
    assert rows(page) == [[person.code, "Expert*innen", "erteilt", "ja", "03.05.2021", "–"]]


def test_withdrawal_is_asked_about_shows_at_once_and_is_undone(
    page: ConsentPage, person: Person, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.consents.add(Consent(person=person.id, status=GIVEN, given_on=date(2021, 3, 1)))
    page.enter()
    for answer, status in (("Abbrechen", "erteilt"), ("Widerruf eintragen", "widerrufen")):
        next(action for action in page.actions() if action.text() == "Widerruf eintragen …").trigger()
        (box,) = (item for item in page.findChildren(QMessageBox) if item.isVisible())
        assert person.code in box.text()
        next(button for button in box.buttons() if button.text() == answer).click()
        qtbot.waitUntil(lambda status=status: rows(page)[0][2] == status)
    assert focus().objectName() == "field_withdrawn_scope"
    workspace.projects.undo()
    assert rows(page)[0][2] == "erteilt"


def test_nobody_is_asked_about_a_withdrawal_of_what_was_never_given(
    page: ConsentPage, person: Person, workspace: Workspace, context: WorkspaceContext
) -> None:
    workspace.consents.add(Consent(person=person.id, status=ConsentStatus.REFUSED, reason="keine Zeit"))
    page.enter()
    failures: list[str] = []
    context.failed.connect(lambda error: failures.append(str(error)))
    next(action for action in page.actions() if action.text() == "Widerruf eintragen …").trigger()
    assert page.findChildren(QMessageBox) == []
    assert len(failures) == 1
    assert rows(page)[0][2] == "verweigert"


def test_older_consent_is_marked_as_replaced(page: ConsentPage, person: Person, workspace: Workspace) -> None:
    for day in (1, 2):
        workspace.consents.add(Consent(person=person.id, status=GIVEN, given_on=date(2021, 3, day)))
    assert [row[2] for row in rows(page)] == ["erteilt", "erteilt (ersetzt)"]


def test_proof_is_there_only_while_the_key_file_is_open(
    page: ConsentPage, person: Person, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    consent = workspace.consents.add(Consent(person=person.id, status=GIVEN, given_on=date(2021, 3, 1)))
    page.enter()
    proof = page.register.findChild(QStackedWidget, "evidence")
    assert proof is not None
    with qtbot.waitSignal(page.identities_requested) as asked:
        proof.findChild(QPushButton, "open_identities").click()
    assert asked.args == ["open"]
    quick = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
    workspace.identities.create(tmp_path / "namen", "ganz andere worte hier", kdf=quick)
    witness = proof.findChild(QLineEdit, "field_witness")
    witness.setFocus()
    type_text(witness, "Frau Zeuge")
    page.save_pending()
    evidence = workspace.identities.evidence(consent.id)
    assert evidence is not None
    assert (evidence.witness, evidence.person) == ("Frau Zeuge", person.id)
    workspace.identities.close()
    assert not witness.isVisible()
    assert witness.text() == ""


# --- Fristen and Löschprotokoll ------------------------------------------------------------------------------------


@pytest.fixture
def watched(workspace: Workspace, person: Person) -> Consent:
    return workspace.consents.add(
        Consent(
            person=person.id,
            status=GIVEN,
            given_on=date(2021, 3, 1),
            delete_recording_by=date(2021, 5, 1),
            delete_contact_by=date(2021, 6, 1),
            delete_key_by=date(2021, 6, 30),
        )
    )


def test_days_are_listed_by_month_with_what_presses_counted_in_the_tab(watched: Consent, page: ConsentPage) -> None:
    page.enter()
    page.tabs.setCurrentWidget(page.due)
    model = page.due.listing.model
    shown = [[model.index(row, column).data() for column in (0, 1, 2, 4)] for row in range(model.rowCount())]
    assert shown == [
        ["Mai 2021", "01.05.2021", "überfällig", "Tonaufnahme"],
        ["Juni 2021", "01.06.2021", "bald fällig", "Kontaktdaten"],
        ["", "30.06.2021", "später", "Schlüssel"],
    ]
    assert page.tabs.tabText(1) == "Fristen (2)"
    assert "1 Frist ist überfällig, 1 Frist ist bald fällig." in labels(page.due)


def test_deletion_is_entered_by_keyboard_and_stands_in_the_log(
    watched: Consent, page: ConsentPage, person: Person, workspace: Workspace
) -> None:
    page.enter()
    page.tabs.setCurrentWidget(page.due)
    page.due.listing.view.setFocus()
    press(page.due.listing.view, Key.Key_Return)
    dialog = page.due.findChild(DeletionDialog)
    assert dialog is not None
    day = dialog.findChild(QLineEdit, "deletion_day")
    day.selectAll()
    type_text(day, "1.1.2099")
    press(dialog, Key.Key_Return)
    assert any("liegt in der Zukunft" in text for text in labels(dialog))
    day.selectAll()
    type_text(day, "2.5.21")
    press(dialog, Key.Key_Return)
    (line,) = workspace.records.find(Deletion)
    assert (line.code, line.subject, line.done_on, line.done_by) == (
        person.code, "Tonaufnahme", date(2021, 5, 2), "XY"
    )  # fmt: skip
    page.show_record(line.id)
    assert page.tabs.currentWidget() is page.log
    assert page.log.listing.current_id == line.id
    assert page.tabs.tabText(1) == "Fristen (1)"


def test_log_is_looked_at_and_saved(
    watched: Consent, page: ConsentPage, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (due, *_rest) = workspace.consents.due()
    workspace.consents.mark_deleted(due.consent, due.data)
    target = tmp_path / "log.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    page.tabs.setCurrentWidget(page.log)
    page.log.findChild(QPushButton, "save_log").click()
    assert "Tonaufnahme" in whole_text(target.read_bytes())
    page.log.findChild(QPushButton, "preview_log").click()
    preview = page.log.findChild(PreviewDialog)
    assert preview is not None
    preview.reject()


def test_keys_of_a_part_count_only_while_it_is_in_sight(page: ConsentPage) -> None:
    def texts() -> set[str]:
        return {action.text() for action in page.actions()}

    assert {"Widerruf eintragen …", "Formulare und Merkblätter …", "Projektangaben …"} <= texts()
    page.tabs.setCurrentWidget(page.due)
    assert "Widerruf eintragen …" not in texts()
    assert {"Löschung eintragen …", "Einwilligung eintragen"} <= texts()


# --- Forms ---------------------------------------------------------------------------------------------------------


def test_forms_are_reached_by_key_chosen_and_saved_for_a_person(
    watched: Consent, page: ConsentPage, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.enter()
    press(page, Key.Key_P, CONTROL)
    dialog = page.findChild(FormsDialog)
    assert dialog is not None
    target = tmp_path / "x.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    dialog.findChild(QPushButton, "save_form").click()
    assert person.code in whole_text(target.read_bytes())
    assert "Gespeichert: x.docx" in labels(dialog)
    forms = dialog.findChild(QListWidget, "forms")
    forms.setFocus()
    press(forms, Key.Key_End)
    assert not dialog.findChild(QWidget, "form_person").isEnabled()
    dialog.findChild(QPushButton, "preview_form").click()
    preview = dialog.findChild(PreviewDialog)
    assert preview is not None
    preview.reject()
    dialog.reject()


def test_own_template_is_copied_once_and_a_broken_one_is_said(
    page: ConsentPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    press(page, Key.Key_M, CONTROL)
    dialog = page.findChild(FormsDialog)
    assert dialog is not None
    dialog.findChild(QPushButton, "edit_template").click()
    own = tmp_path / "einwilligung_experten.txt"
    assert [Path(path) for path in opened] == [own]
    assert f"Ihre eigene Vorlage: {own}" in labels(dialog)
    own.write_text("Kein Titel", encoding="utf-8")
    dialog.findChild(QPushButton, "preview_form").click()
    assert dialog.findChild(PreviewDialog) is None
    assert any("einwilligung_experten.txt: Der Vorlage fehlt oben" in text for text in labels(dialog))
    dialog.reject()


def test_project_details_are_saved_as_they_are_typed(page: ConsentPage, workspace: Workspace) -> None:
    next(action for action in page.actions() if action.text() == "Projektangaben …").trigger()
    dialog = page.findChild(ProjectDialog)
    assert dialog is not None
    name = dialog.form.field("name").input_widget
    QApplication.processEvents()
    assert focus() is name
    institution = dialog.form.field("institution").input_widget
    institution.setFocus()
    type_text(institution, "Institut für Proben")
    press(institution, Key.Key_Escape)
    assert workspace.projects.current().institution == "Institut für Proben"
    assert not dialog.isVisible()


def test_project_keeps_its_name(workspace: Workspace) -> None:
    project = workspace.projects.current()
    with pytest.raises(Exception, match="braucht einen Namen"):
        workspace.keeping.change(Project, project.id, name=" ")


# --- Zitat freigegeben ---------------------------------------------------------------------------------------------


def test_quote_is_released_by_key_in_the_notes_and_taken_back(
    qtbot: QtBot, context: WorkspaceContext, person: Person, workspace: Workspace
) -> None:
    desk = Desk(qtbot, context)
    speaker = next(item for item in workspace.records.find(Participant) if item.label == "GfS")
    workspace.keeping.change(Participant, speaker.id, person=person.id)
    entry = workspace.capture(desk.event).add_line("GfS: „Genau so“")
    stream = desk.page.stream
    stream.select([workspace.records.find(Entry)[0].id])
    stream.setFocus()
    press(stream, Key.Key_F12, SHIFT)
    assert workspace.records.find(Entry)[0].quote_released_on == date(2021, 5, 19)
    assert desk.said[-1].startswith("Zitat freigegeben: ")
    press(stream, Key.Key_F12, SHIFT)
    assert workspace.records.find(Entry)[0].quote_released_on is None
    workspace.projects.undo()
    assert workspace.records.find(Entry)[0].quote_released_on == date(2021, 5, 19)
    assert entry is not None
    assert desk.failures == []


def test_what_is_no_quote_cannot_be_released(qtbot: QtBot, context: WorkspaceContext, workspace: Workspace) -> None:
    desk = Desk(qtbot, context)
    workspace.capture(desk.event).add_line("Eine Aussage")
    desk.page.stream.select([workspace.records.find(Entry)[0].id])
    desk.page.stream.setFocus()
    press(desk.page.stream, Key.Key_F12, SHIFT)
    assert desk.failures == ["Freigeben lässt sich nur ein wörtliches Zitat. Wählen Sie Einträge der Art „Zitat“ aus."]
