"""Tables and texts leave the program as seen in the dialog, and are on record."""

import threading
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QProgressBar, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from gk_desktop.base.progress import Progress
from gk_desktop.base.settings import Settings
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import MinutesExport
from gk_desktop.services.table_composing import ComposedTable, Exported
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs import table_export_dialog
from gk_desktop.ui.dialogs.table_export_dialog import TableExportDialog
from gk_desktop.ui.shell import Shell
from tests.ui.accessibility_walk import doubled_keys
from tests.ui.dialog_life import is_freed, show


@pytest.fixture
def event(context: WorkspaceContext) -> Event:
    return context.workspace.sample().load()[1]


@pytest.fixture
def dialog(qtbot: QtBot, context: WorkspaceContext, event: Event, tmp_path: Path) -> TableExportDialog:
    # Not given to qtbot: it frees itself.
    dialog = TableExportDialog(context, event.id)
    dialog.set_folder(tmp_path)
    show(qtbot, dialog)
    _wait(qtbot, dialog)
    return dialog


def _wait(qtbot: QtBot, dialog: TableExportDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.is_busy)


def _said(dialog: TableExportDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def _choose(qtbot: QtBot, dialog: TableExportDialog, name: str, steps: int) -> None:
    combo = dialog.findChild(QComboBox, name)
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    for _step in range(steps):
        QTest.keyClick(combo, Qt.Key.Key_Down)
    _wait(qtbot, dialog)


def _name(dialog: TableExportDialog) -> str:
    line = dialog.findChild(QLineEdit, "table_name")
    assert isinstance(line, QLineEdit)
    return line.text()


def _make(qtbot: QtBot, dialog: TableExportDialog) -> None:
    button = dialog.findChild(QPushButton, "make_table")
    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    button.click()
    _wait(qtbot, dialog)


def test_it_counts_what_a_class_may_see_before_anything_is_written(
    qtbot: QtBot, dialog: TableExportDialog, context: WorkspaceContext, tmp_path: Path
) -> None:
    assert _said(dialog, "table_counts") == "Enthalten: 88 Einträge · weggelassen: 0"
    _choose(qtbot, dialog, "table_class", 2)
    assert _said(dialog, "table_counts") == "Enthalten: 63 Einträge · weggelassen: 25"
    assert "VERTEILER" in _said(dialog, "table_left_out")
    assert _name(dialog).endswith("_VERTEILER.xlsx")
    assert "Namen ungeprüft" in _said(dialog, "names_unchecked")
    assert context.workspace.records.find(MinutesExport) == []
    dialog.close()


def test_what_was_counted_is_written_and_put_on_record(
    qtbot: QtBot, dialog: TableExportDialog, context: WorkspaceContext, tmp_path: Path
) -> None:
    with qtbot.waitSignal(dialog.table_exported):
        _make(qtbot, dialog)
    (export,) = context.workspace.records.find(MinutesExport)
    sheet = openpyxl.load_workbook(export.file).active
    assert sheet is not None
    assert (Path(export.file).parent, sheet.max_row) == (tmp_path.resolve(), 89)
    assert _said(dialog, "table_result").startswith("Gespeichert: Einträge_")
    assert _said(dialog, "place_hint") == ""
    button = dialog.findChild(QPushButton, "make_table")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()
    _choose(qtbot, dialog, "table_class", 1)
    box = dialog.findChild(QComboBox, "table_class")
    assert isinstance(box, QComboBox)
    QTest.keyClick(box, Qt.Key.Key_Up)
    _wait(qtbot, dialog)
    assert _name(dialog).endswith(" 2.xlsx"), "the first one stays as it is unless somebody insists"
    line = dialog.findChild(QLineEdit, "table_name")
    assert isinstance(line, QLineEdit)
    line.setText(_name(dialog).replace(" 2.xlsx", ".xlsx"))
    assert "wird ersetzt" in _said(dialog, "place_hint")
    dialog.close()


def test_a_proposed_name_is_free_in_the_folder_one_goes_to(dialog: TableExportDialog, tmp_path: Path) -> None:
    plain, there = _name(dialog), tmp_path / "dort"
    there.mkdir()
    (tmp_path / plain).write_text("da")
    dialog.set_folder(tmp_path)
    assert _name(dialog).endswith(" 2.xlsx")
    dialog.set_folder(there)
    assert _name(dialog) == plain
    dialog.close()


def test_no_two_things_in_the_dialog_have_the_same_alt_key(qtbot: QtBot, dialog: TableExportDialog) -> None:
    assert doubled_keys(dialog) == []
    _choose(qtbot, dialog, "table_kind", 1)
    _choose(qtbot, dialog, "table_class", 2)
    assert doubled_keys(dialog) == []
    _make(qtbot, dialog)
    assert doubled_keys(dialog) == []
    dialog.close()


def test_scope_reaches_from_this_event_to_all(qtbot: QtBot, dialog: TableExportDialog) -> None:
    assert _name(dialog) != "Einträge_INTERN.xlsx"
    scope = dialog.findChild(QComboBox, "table_scope")
    assert isinstance(scope, QComboBox)
    _choose(qtbot, dialog, "table_scope", scope.count() - 1)
    assert _said(dialog, "table_counts") == "Enthalten: 118 Einträge · weggelassen: 0"
    assert _name(dialog) == "Einträge_INTERN.xlsx"
    dialog.close()


def test_options_are_there_for_what_they_count(qtbot: QtBot, dialog: TableExportDialog) -> None:
    def visible() -> list[str]:
        return [box.objectName() for box in dialog.findChildren(QCheckBox) if box.isVisible()]

    assert visible() == []
    _choose(qtbot, dialog, "table_kind", 1)
    assert visible() == ["at_marks", "windows_line_ends"]
    assert _name(dialog).endswith("_INTERN_Fassung_1.txt")
    combo = dialog.findChild(QComboBox, "table_kind")
    assert isinstance(combo, QComboBox)
    QTest.keyClick(combo, Qt.Key.Key_Home)
    _wait(qtbot, dialog)
    assert visible() == ["open_only"]
    dialog.close()


def test_a_frozen_text_is_kept_and_its_next_version_gets_another_name(
    qtbot: QtBot, dialog: TableExportDialog, context: WorkspaceContext, event: Event, tmp_path: Path
) -> None:
    _choose(qtbot, dialog, "table_kind", 1)
    _make(qtbot, dialog)
    (first,) = tmp_path.glob("*.txt")
    content = first.read_bytes()
    context.workspace.capture(event.id).add_line("Noch etwas")
    _wait(qtbot, dialog)
    assert _name(dialog).endswith("Fassung_2.txt")
    line = dialog.findChild(QLineEdit, "table_name")
    assert isinstance(line, QLineEdit)
    line.setText(first.name)
    assert "bleibt, wie sie ist" in _said(dialog, "place_hint")
    _make(qtbot, dialog)
    assert "mit anderem Inhalt" in _said(dialog, "table_result")
    assert first.read_bytes() == content
    dialog.close()


def test_closing_waits_until_what_was_written_is_on_record(
    qtbot: QtBot,
    dialog: TableExportDialog,
    context: WorkspaceContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write, may_go_on = table_export_dialog.write_table, threading.Event()

    def write_slowly(table: ComposedTable, target: Path, progress: Progress, names_reason: str) -> Path:
        file = write(table, target, progress, names_reason)
        may_go_on.wait(10)
        return file

    monkeypatch.setattr(table_export_dialog, "write_table", write_slowly)
    button = dialog.findChild(QPushButton, "make_table")
    assert isinstance(button, QPushButton)
    button.click()
    dialog.reject()
    assert not is_freed(dialog)
    assert dialog.isVisible()
    may_go_on.set()
    qtbot.waitUntil(lambda: is_freed(dialog))
    written = [Path(item.file) for item in context.workspace.records.find(MinutesExport)]
    # Stopped in time there is neither file nor record; else there are both.
    assert written == sorted(tmp_path.resolve().glob("*.xlsx"))


def test_a_mistake_of_ours_is_not_swallowed(
    qtbot: QtBot, dialog: TableExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> Path:
        raise ZeroDivisionError

    monkeypatch.setattr(table_export_dialog, "write_table", fail)
    with qtbot.captureExceptions() as caught:
        _make(qtbot, dialog)
    assert [kind for kind, _value, _trace in caught] == [ZeroDivisionError]
    assert dialog.findChild(QProgressBar) is not None
    dialog.close()


def test_window_opens_it_with_the_event_that_is_looked_at_and_remembers_the_folder(
    qtbot: QtBot, context: WorkspaceContext, event: Event, tmp_path: Path
) -> None:
    shell = Shell(context, Settings())
    qtbot.addWidget(shell)
    shell.enter("events", event.id)
    action = next(item for item in shell.actions() if item.text() == "Tabellen und Texte exportieren …")
    assert action.shortcut().toString() == "Ctrl+Shift+E"
    action.trigger()
    dialog = shell.findChild(TableExportDialog)
    assert isinstance(dialog, TableExportDialog)
    dialog.set_folder(tmp_path)
    _wait(qtbot, dialog)
    assert event.title[:30] in dialog.findChild(QComboBox, "table_scope").currentText()  # type: ignore[union-attr]
    _make(qtbot, dialog)
    dialog.close()
    assert is_freed(dialog)
    button = shell.findChild(QToolButton, "button_file-down")
    assert isinstance(button, QToolButton)
    button.click()
    again = shell.findChild(TableExportDialog)
    assert isinstance(again, TableExportDialog)
    assert again.folder == tmp_path
    _wait(qtbot, again)
    again.close()
    shell.leave()


def test_an_empty_project_says_so(qtbot: QtBot, context: WorkspaceContext, tmp_path: Path) -> None:
    dialog = TableExportDialog(context, what=Exported.TASKS)
    dialog.set_folder(tmp_path)
    show(qtbot, dialog)
    _wait(qtbot, dialog)
    assert _said(dialog, "table_left_out").startswith("Es ist noch nichts festgehalten.")
    dialog.close()
