"""The Papierkorb: what was deleted comes back, or goes for good after a question that names it."""

import re
import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.base.progress import Progress
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Decision, Entry
from gk_desktop.domain.event import Event
from gk_desktop.store.backups import BackupReason
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.cleansing_dialog import CleansingDialog
from gk_desktop.ui.pages.bin_page import BinPage
from gk_desktop.ui.tasks import Work
from tests.store.decrypted_pages import decrypted_pages
from tests.ui.accessibility_walk import cut_off, nameless
from tests.ui.dialog_life import is_freed


@pytest.fixture
def page(qtbot: QtBot, context: WorkspaceContext) -> BinPage:
    opened = BinPage(context)
    qtbot.addWidget(opened)
    with qtbot.waitExposed(opened):
        opened.show()
    opened.enter()
    return opened


def _rows(page: BinPage) -> list[tuple[str, str]]:
    model = page._list.model
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


def _answer(text: str, said: list[str]) -> None:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    said.append(box.text())
    default = box.defaultButton()
    assert default is not None
    said.append(default.text())
    next(button for button in box.buttons() if button.text() == text).click()


def _ask_to_purge(page: BinPage, answer: str) -> list[str]:
    said: list[str] = []

    def drive() -> None:
        _answer(answer, said)

    QTimer.singleShot(0, drive)
    QTest.keyClick(page._list.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    return said


def _wait_until_cleansed(page: BinPage, qtbot: QtBot) -> None:
    dialog = page.findChild(CleansingDialog)
    assert isinstance(dialog, CleansingDialog)
    qtbot.waitUntil(lambda: is_freed(dialog))


def test_no_piece_of_what_was_deleted_for_good_is_left_in_the_file(
    page: BinPage, workspace: Workspace, qtbot: QtBot
) -> None:
    # Which pieces stay in moved rows is a matter of luck; like this, every page that is freed keeps all it held.
    workspace.store._database.execute("PRAGMA secure_delete = OFF")
    event = workspace.keeping.add(Event(title="Auftakt"))
    capture = workspace.capture(event.id)
    for number in range(150):
        capture.add_line(f"@GfS: Apfelbaum{number} und was sonst noch über Birnbaum{number} zu sagen war. " * 3)
    workspace.keeping.add(Event(title="Bleibt stehen"))
    workspace.keeping.delete(Event, event.id)
    page.enter()
    _ask_to_purge(page, "Endgültig löschen")
    _wait_until_cleansed(page, qtbot)
    newest = workspace.store.backups.all()[0]
    assert newest.reason == BackupReason.AFTER_ERASURE.value
    file, key = workspace.store._files.database, workspace.store._data_key
    workspace.close()
    for path in (file, newest.path):
        pages = decrypted_pages(path, key)
        assert b"Bleibt stehen" in pages
        assert re.findall(rb"(?i)(?:apfel|birn)baum\d*", pages) == []


def test_what_keeps_the_file_from_being_cleansed_is_said_and_what_is_deleted_stays_deleted(
    page: BinPage, workspace: Workspace, context: WorkspaceContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = workspace.keeping.add(Event(title="Auftakt"))
    workspace.keeping.delete(Event, event.id)
    page.enter()
    said: list[str] = []
    context.failed.connect(lambda error: said.append(str(error)))
    may_end = threading.Event()

    def fail(progress: Progress) -> None:
        progress("Die Datei wird geschrieben …", 0.5)
        may_end.wait(10)
        raise UserError("Der Platz ist voll.")

    def job(*, remove_older_backups: bool) -> Work:
        assert not remove_older_backups
        return fail

    monkeypatch.setattr(workspace.store, "cleansing_job", job)
    _ask_to_purge(page, "Endgültig löschen")
    dialog = page.findChild(CleansingDialog)
    assert isinstance(dialog, CleansingDialog)
    step = dialog.findChild(QLabel, "cleansing_step")
    assert step is not None
    qtbot.waitUntil(lambda: step.text() == "Endgültig gelöscht. Die Datei wird geschrieben …")
    assert nameless(dialog) == []
    assert cut_off(dialog) == []
    # Escape does not leave it: whoever wrote now would have to wait.
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    may_end.set()
    _wait_until_cleansed(page, qtbot)
    assert said == ["Der Platz ist voll."]
    assert workspace.records.find(Event, deleted=True) == []


def test_an_empty_bin_says_what_it_is_for(page: BinPage) -> None:
    sentence = page.findChild(QLabel, "empty_sentence")
    assert sentence is not None
    assert sentence.isVisible()
    assert sentence.text().startswith("Der Papierkorb ist leer.")


def test_what_was_deleted_last_stands_on_top_with_its_kind(page: BinPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis", case_code="FK01"))
    institution = workspace.keeping.add(Institution(name="Jugendamt", case=case.id))
    workspace.keeping.delete(Institution, institution.id)
    workspace.keeping.delete(Case, case.id)
    assert _rows(page) == [("Fall", "FK01 Musterkreis"), ("Institution", "Jugendamt")]
    QTest.keyClick(page._list.view, Qt.Key.Key_Up)
    text = page.findChild(QLabel, "record_text")
    assert text is not None
    assert "Name: Musterkreis" in text.text()
    assert "Gelöscht von XY" in text.text()


def test_a_record_comes_back_by_key_and_undo_takes_that_back(page: BinPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    workspace.keeping.delete(Case, case.id)
    page.enter()
    QTest.keyClick(page._list.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert workspace.records.get(Case, case.id).name == "Musterkreis"
    assert _rows(page) == []
    workspace.projects.undo()
    assert _rows(page) == [("Fall", "Musterkreis")]


def test_a_decision_goes_and_comes_back_with_its_entry(page: BinPage, workspace: Workspace) -> None:
    workspace.sample().load()
    decision = next(item for item in workspace.records.find(Decision) if item.entry)
    workspace.keeping.delete(Entry, decision.entry)
    assert [kind for kind, _title in _rows(page)] == ["Eintrag"]
    button = page.findChild(QPushButton, "restore")
    assert button is not None
    button.click()
    assert workspace.records.get(Decision, decision.id).text == decision.text


def test_deleting_for_good_asks_by_name_and_keeps_unless_told_otherwise(
    page: BinPage, workspace: Workspace, qtbot: QtBot
) -> None:
    event = workspace.keeping.add(Event(title="Auftakt"))
    workspace.keeping.delete(Event, event.id)
    page.enter()
    assert _ask_to_purge(page, "Behalten") == ["Veranstaltung „Auftakt“ endgültig löschen?", "Behalten"]
    assert _rows(page) == [("Veranstaltung", "Auftakt")]
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    _ask_to_purge(page, "Endgültig löschen")
    assert _rows(page) == []
    _wait_until_cleansed(page, qtbot)
    assert not any(operation.values for operation in workspace.keeping.history(event.id))
    assert workspace.records.find(Event, deleted=True) == []


def test_a_line_of_notes_is_told_in_words_without_keys_and_places(page: BinPage, workspace: Workspace) -> None:
    event = workspace.keeping.add(Event(title="Auftakt"))
    code = workspace.records.find(Category)[1].code
    capture = workspace.capture(event.id)
    captured = capture.add_line(f'@GfS: "So geht das." #{code} #politics')
    assert captured is not None
    workspace.keeping.delete(Entry, captured.id)
    page.enter()
    text = page.findChild(QLabel, "record_text")
    assert text is not None
    lines = text.text().splitlines()
    category = workspace.records.find(Category, code=code)[0]
    assert "Art: Wörtliches Zitat" in lines
    assert f"Kategorien: {code} {category.name}" in lines
    assert "Dimension: Prozesse (politics)" in lines
    assert "Sprecher*in: GfS" in lines
    assert not any(line.startswith(("Reihenfolge", "Zeile")) for line in lines)
    assert category.id not in text.text()


def test_a_beschluss_in_the_bin_has_the_number_that_people_know(page: BinPage, workspace: Workspace) -> None:
    event = workspace.keeping.add(Event(title="Auftakt"))
    captured = workspace.capture(event.id).add_line("! Die AG tagt.")
    assert captured is not None
    workspace.keeping.delete(Entry, captured.id)
    page.enter()
    assert _rows(page) == [("Eintrag", "B-A1 Die AG tagt.")]
