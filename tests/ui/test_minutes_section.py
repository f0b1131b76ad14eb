"""Protokolle in the Nachbereitung, by keyboard: steps, release, changes, corrections, exports."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gk_desktop.base.settings import Settings
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass, MinutesCorrection, MinutesExport, MinutesKind, MinutesStatus
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.changes_dialog import ChangesDialog
from gk_desktop.ui.dialogs.correction_dialog import CorrectionDialog
from gk_desktop.ui.dialogs.release_dialog import ReleaseDialog
from gk_desktop.ui.pages.bin_page import BinPage
from gk_desktop.ui.pages.follow_up_page import FollowUpPage
from gk_desktop.ui.pages.minutes_section import MinutesSection
from gk_desktop.ui.shell import Shell
from gk_desktop.ui.viewmodels.follow_up_model import KIND
from gk_desktop.ui.widgets.entry_stream import EntryStream
from tests.ui.conftest import type_text
from tests.ui.dialog_life import is_freed, show

COURSE = MinutesKind.COURSE


@pytest.fixture
def event(context: WorkspaceContext) -> Event:
    event = context.workspace.keeping.add(Event(title="Fachtag", date=date(2021, 5, 19)))
    for line in ("@GfS: Wohnraum fehlt", "! Liste führen", "* unruhig"):
        context.workspace.capture(event.id).add_line(line)
    return event


@pytest.fixture
def page(qtbot: QtBot, context: WorkspaceContext, event: Event) -> FollowUpPage:
    page = FollowUpPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    show(qtbot, page)
    page.open_event(event.id)
    tabs = page.findChild(QTabWidget, "follow_up_side")
    assert tabs is not None
    tabs.setCurrentIndex(1)
    return page


def release(context: WorkspaceContext, event: Event) -> None:
    for status in (MinutesStatus.DRAFT, MinutesStatus.PROOFREAD, MinutesStatus.RELEASED):
        context.workspace.releases.set_status(event.id, COURSE, status)


def rows(page: FollowUpPage) -> list[str]:
    model = tree(page).model()
    found = []
    for place in range(model.rowCount()):
        top = model.index(place, 0)
        found.append(top.data())
        found += [f"  {model.index(child, 0, top).data()}" for child in range(model.rowCount(top))]
    return found


def tree(page: FollowUpPage) -> QTreeView:
    found = page.findChild(QTreeView, "minutes_versions")
    assert found is not None
    return found


def button(parent: QWidget, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert found is not None
    return found


def press(widget: QWidget) -> None:
    """As somebody who has come there with Tab."""
    assert widget.isEnabled()
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)


def dialog_of(page: FollowUpPage, kind: type[QDialog]) -> QDialog:
    found = [dialog for dialog in page.findChildren(QDialog) if isinstance(dialog, kind)]
    assert len(found) == 1
    return found[0]


def choose(page: FollowUpPage, beginning: str) -> None:
    """Go down in the tree to the row that begins so."""
    view = tree(page)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    for _step in range(20):
        if str(view.currentIndex().data()).startswith(beginning):
            return
        QTest.keyClick(view, Qt.Key.Key_Down)
    raise AssertionError(beginning)


def test_a_new_event_says_what_the_next_step_is(page: FollowUpPage) -> None:
    assert rows(page) == ["Fassung 1 · Rohnotiz"]
    hint = page.findChild(QLabel, "minutes_hint")
    assert hint is not None
    assert hint.text().startswith("Noch eine Rohnotiz.")
    assert button(page, "next_step").text() == "Nächster &Schritt: Entwurf"
    assert not button(page, "step_back").isEnabled()
    assert not button(page, "show_changes").isEnabled()
    assert not button(page, "add_correction").isEnabled()


def test_steps_forward_and_back_by_keyboard(page: FollowUpPage, context: WorkspaceContext) -> None:
    press(button(page, "next_step"))
    assert rows(page)[0] == "Fassung 1 · Entwurf"
    assert rows(page)[1].startswith("  Entwurf, XY, 19.05.2021 09:")
    press(button(page, "next_step"))
    assert rows(page)[0] == "Fassung 1 · gegengelesen"
    press(button(page, "step_back"))
    assert rows(page)[0] == "Fassung 1 · Entwurf"
    context.workspace.projects.undo()
    assert rows(page)[0] == "Fassung 1 · gegengelesen"


def test_the_release_is_asked_in_words_and_enter_alone_releases_nothing(
    qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext
) -> None:
    press(button(page, "next_step"))
    press(button(page, "next_step"))
    assert button(page, "next_step").text() == "&Freigeben …"
    press(button(page, "next_step"))
    dialog = dialog_of(page, ReleaseDialog)
    texts = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Verlaufsprotokoll, Fassung 1, freigeben?" in texts
    assert "lässt sich nicht rückgängig machen" in texts
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert rows(page)[0] == "Fassung 1 · gegengelesen"
    qtbot.waitUntil(lambda: is_freed(dialog))

    press(button(page, "next_step"))
    press(button(dialog_of(page, ReleaseDialog), "release"))
    assert rows(page)[0] == "Fassung 1 · freigegeben"
    assert not button(page, "next_step").isEnabled()


def test_a_new_version_appears_once_the_notes_go_on(
    qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext, event: Event
) -> None:
    release(context, event)
    assert rows(page)[0] == "Fassung 1 · freigegeben"
    context.workspace.capture(event.id).add_line("GfS: Noch etwas")
    qtbot.waitUntil(lambda: rows(page)[0] == "Fassung 2 · Rohnotiz")
    assert "Fassung 1 · freigegeben" in rows(page)


def test_changes_since_a_version_are_listed_and_written(
    page: FollowUpPage, context: WorkspaceContext, event: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(context, event)
    for line in ("GfS: Noch etwas", "// intern"):
        context.workspace.capture(event.id).add_line(line)
    press(button(page, "show_changes"))
    dialog = dialog_of(page, ChangesDialog)
    table = dialog.findChild(QTableView, "changes")
    count = dialog.findChild(QLabel, "changes_count")
    classes = dialog.findChild(QComboBox, "changes_class")
    assert table is not None
    assert count is not None
    assert classes is not None
    assert count.text() == "Fassung 1 → Fassung 2 (Rohnotiz): 2 Änderungen"
    classes.setFocus()
    QTest.keyClick(classes, Qt.Key.Key_End)
    assert classes.currentText() == "VERTEILER"
    assert [table.model().index(0, column).data() for column in range(4)] == [
        "A4",
        "neu (ohne TOP)",
        "",
        "Aussage: GfS: Noch etwas",
    ]
    assert table.model().rowCount() == 1

    target = tmp_path / "aenderungen.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    press(button(dialog, "write_changes"))
    assert target.exists()
    (export,) = context.workspace.records.find(MinutesExport)
    assert (export.file, export.export_class) == (str(target), ExportClass.VERTEILER)
    dialog.reject()
    assert is_freed(dialog)


def test_a_correction_is_taken_down_seen_at_its_entry_and_decided(
    qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext, event: Event
) -> None:
    release(context, event)
    press(button(page, "add_correction"))
    dialog = dialog_of(page, CorrectionDialog)
    number, text = dialog.findChild(QLineEdit, "correction_number"), dialog.findChild(QPlainTextEdit)
    assert number is not None
    assert text is not None
    type_text(number, "A9")
    type_text(text, "Es fehlt kein Wohnraum.")
    with qtbot.waitSignal(context.failed):
        press(button(dialog, "save_correction"))
    problem = dialog.findChild(QLabel, "correction_problem")
    assert problem is not None
    assert "weder in Fassung 1 noch in der Mitschrift" in problem.text()
    assert text.toPlainText() == "Es fehlt kein Wohnraum."
    number.setText("A1")
    press(button(dialog, "save_correction"))

    assert "  Korrektur A1 (offen), 19.05.2021: Es fehlt kein Wohnraum." in rows(page)
    table = page.findChild(QTableView, "follow_up_table")
    assert table is not None
    cell = table.model().index(0, KIND)
    assert cell.data() == "Aussage\nKorrektur offen"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "Korrektur A1 (offen), 19.05.2021: Es fehlt kein Wohnraum."

    qtbot.waitUntil(lambda: is_freed(dialog))
    choose(page, "Korrektur A1")
    QTest.keyClick(tree(page), Qt.Key.Key_Return)
    dialog = dialog_of(page, CorrectionDialog)
    outcome, again = dialog.findChild(QComboBox), dialog.findChild(QPlainTextEdit)
    assert outcome is not None
    assert again is not None
    assert again.isReadOnly()
    QTest.keyClick(outcome, Qt.Key.Key_Down)
    press(button(dialog, "save_correction"))
    assert context.workspace.records.find(MinutesCorrection)[0].outcome.value == "übernommen"
    assert table.model().index(0, KIND).data() == "Aussage\nKorrektur"
    context.workspace.projects.undo()
    context.workspace.projects.undo()
    assert table.model().index(0, KIND).data() == "Aussage"


def test_a_version_is_written_and_its_folder_opened(
    page: FollowUpPage, context: WorkspaceContext, event: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(context, event)
    context.workspace.capture(event.id).add_line("GfS: Noch etwas")
    section = page.findChild(MinutesSection)
    assert section is not None
    section.refresh()
    choose(page, "Fassung 1")
    target = tmp_path / "eins.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    menu = button(page, "write_version").menu()
    assert [action.text() for action in menu.actions()] == [item.value for item in ExportClass]
    menu.actions()[2].trigger()
    assert target.exists()
    exports = context.workspace.releases.overview(event.id, COURSE)[1].exports
    assert [(item.file, item.export_class) for item in exports] == [(str(target), ExportClass.VERTEILER)]

    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    choose(page, "VERTEILER, 19.05.2021")
    QTest.keyClick(tree(page), Qt.Key.Key_Return)
    assert opened == [str(tmp_path)]
    hint = page.findChild(QLabel, "minutes_hint")
    assert hint is not None
    assert hint.text() == str(target)


def test_another_kind_has_versions_of_its_own(page: FollowUpPage, context: WorkspaceContext, event: Event) -> None:
    release(context, event)
    kinds = page.findChild(QComboBox, "minutes_kind")
    assert kinds is not None
    kinds.setFocus()
    QTest.keyClick(kinds, Qt.Key.Key_Home)
    assert kinds.currentText() == "Ergebnisprotokoll"
    assert rows(page) == ["Fassung 1 · Rohnotiz"]


def test_an_erased_entry_is_told_at_the_version_that_held_it(
    page: FollowUpPage, context: WorkspaceContext, event: Event
) -> None:
    release(context, event)
    context.workspace.keeping.purge(Entry, context.workspace.records.find(Entry, event=event.id)[0].id)
    assert "  Später Entferntes ist geschwärzt." in rows(page)


def test_a_correction_that_was_found_leads_to_its_entry(qtbot: QtBot, context: WorkspaceContext, event: Event) -> None:
    release(context, event)
    entry = context.workspace.records.find(Entry, event=event.id)[1]
    minutes = context.workspace.releases.versions.newest_released(event.id, COURSE)
    assert minutes is not None
    correction = context.workspace.corrections.add(minutes.id, entry.number, "Anders")
    shell = Shell(context, Settings())
    qtbot.addWidget(shell)
    show(qtbot, shell)
    context.open_requested.emit(MinutesCorrection.KIND, correction.id)
    assert shell.place[:2] == ("capture", event.id)
    stream = shell.findChild(EntryStream)
    assert stream is not None
    assert stream.selected_ids() == [entry.id]
    shell.leave()


def test_the_question_before_a_purge_names_the_files_it_cannot_reach(
    qtbot: QtBot, context: WorkspaceContext, event: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context.workspace.minutes.export(event.id, COURSE, ExportClass.INTERN, tmp_path / "draußen.docx")
    entry = context.workspace.records.find(Entry, event=event.id)[0]
    context.workspace.keeping.delete(Entry, entry.id)
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.informativeText()))
    page = BinPage(context)
    qtbot.addWidget(page)
    show(qtbot, page)
    page.show_record(entry.id)
    press(button(page, "purge"))
    assert str(tmp_path / "draußen.docx") + " (INTERN)" in said[0]
    assert "geschwärzt" in said[0]
