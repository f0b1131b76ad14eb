"""The document before it leaves the house."""

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.base.settings import Settings
from gk_desktop.domain.case import Case
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass, MinutesExport, MinutesKind
from gk_desktop.services.export_preview import PreviewedEntry
from gk_desktop.services.minutes_exports import ExportedMinutes
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.export_dialog import ExportDialog
from gk_desktop.ui.shell import Shell
from gk_desktop.ui.viewmodels.export_preview import ExportPreviewModel
from tests.documents.docx_text import paragraphs
from tests.ui.accessibility_walk import doubled_keys
from tests.ui.conftest import type_text
from tests.ui.dialog_life import is_freed, show


@pytest.fixture
def event(context: WorkspaceContext) -> Event:
    return context.workspace.sample().load()[1]


@pytest.fixture
def dialog(qtbot: QtBot, context: WorkspaceContext, event: Event, tmp_path: Path) -> ExportDialog:
    # Not given to qtbot: it frees itself.
    dialog = ExportDialog(context, event.id)
    dialog.set_folder(tmp_path)
    show(qtbot, dialog)
    return dialog


def _child(dialog: ExportDialog, kind: type[QWidget], name: str) -> QWidget:
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def _text(dialog: ExportDialog, name: str) -> str:
    label = _child(dialog, QLabel, name)
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def _choose_class(dialog: ExportDialog, steps: int) -> None:
    combo = _child(dialog, QComboBox, "export_class")
    combo.setFocus()
    for _step in range(steps):
        QTest.keyClick(combo, Qt.Key.Key_Down)


def _column(dialog: ExportDialog, table_name: str, column: int) -> list[str]:
    table = _child(dialog, QTableView, table_name)
    assert isinstance(table, QTableView)
    return [table.model().index(row, column).data() for row in range(table.model().rowCount())]


def test_it_begins_with_the_course_of_the_meeting_for_the_team(dialog: ExportDialog) -> None:
    assert dialog.chosen_kind is MinutesKind.COURSE
    assert dialog.chosen_class is ExportClass.INTERN
    assert _text(dialog, "export_counts") == "Enthalten 88 · weggelassen 0"
    dialog.close()


def test_another_class_shows_at_once_what_will_be_left_out_and_why(dialog: ExportDialog) -> None:
    _choose_class(dialog, 2)

    assert dialog.chosen_class is ExportClass.VERTEILER
    assert _text(dialog, "export_counts") == "Enthalten 63 · weggelassen 25"
    tabs = _child(dialog, QTabWidget, "export_preview")
    assert isinstance(tabs, QTabWidget)
    assert tabs.tabText(0) == "&Weggelassen (25)"
    reasons = dict(zip(_column(dialog, "left_out", 0), _column(dialog, "left_out", 2), strict=True))
    assert reasons["A5"] == "bleibt intern"
    assert reasons["A15"] == "keine Zitatfreigabe erfasst"
    table = _child(dialog, QTableView, "left_out")
    assert isinstance(table, QTableView)
    spoken = [
        table.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(table.model().rowCount())
    ]
    assert "A5 Beobachtung: bleibt intern" in spoken
    dialog.close()


def test_it_says_that_names_are_unchecked_and_that_the_document_is_readable(dialog: ExportDialog) -> None:
    # For the team there is nothing to check: INTERN shows names.
    assert _text(dialog, "names_unchecked") == ""
    _choose_class(dialog, 1)
    assert "Namen ungeprüft" in _text(dialog, "names_unchecked")
    assert any("verlässt die Verschlüsselung" in label.text() for label in dialog.findChildren(QLabel))
    dialog.close()


def test_enter_writes_the_document_and_says_where(
    dialog: ExportDialog, context: WorkspaceContext, tmp_path: Path
) -> None:
    name = _child(dialog, QLineEdit, "export_name")
    assert isinstance(name, QLineEdit)
    name.setFocus()
    suggested = name.text()

    written: list[ExportedMinutes] = []
    dialog.minutes_exported.connect(written.append)
    QTest.keyClick(name, Qt.Key.Key_Return)

    assert (tmp_path / suggested).exists()
    assert [exported.file.name for exported in written] == [suggested]
    assert (
        _text(dialog, "export_result") == f"Gespeichert: {suggested} (88 Einträge). Die Datei ist nicht verschlüsselt."
    )
    assert _child(dialog, QPushButton, "open_folder").isVisible()
    assert len(context.workspace.records.find(MinutesExport)) == 1
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert is_freed(dialog)


def test_a_file_of_that_name_is_not_replaced_unless_one_insists(dialog: ExportDialog, tmp_path: Path) -> None:
    name = _child(dialog, QLineEdit, "export_name")
    assert isinstance(name, QLineEdit)
    first = name.text()
    (tmp_path / first).write_text("da")

    dialog.set_folder(tmp_path)
    assert name.text() == f"{first.removesuffix('.docx')} 2.docx"

    name.setText(first)
    assert "gibt es schon und wird ersetzt" in _text(dialog, "place_hint")
    dialog.close()


def test_a_proposed_name_is_free_in_the_folder_one_goes_to_and_a_typed_one_stays(
    dialog: ExportDialog, tmp_path: Path
) -> None:
    name = _child(dialog, QLineEdit, "export_name")
    folder = _child(dialog, QLineEdit, "export_folder")
    assert isinstance(name, QLineEdit)
    assert isinstance(folder, QLineEdit)
    plain, there = name.text(), tmp_path / "dort"
    there.mkdir()
    (tmp_path / plain).write_text("da")
    dialog.set_folder(tmp_path)
    assert name.text() == f"{plain.removesuffix('.docx')} 2.docx"

    folder.setText(str(there))
    assert name.text() == plain
    folder.setText(str(tmp_path))
    name.setFocus()
    name.selectAll()
    type_text(name, "Für Frau Beispiel")
    folder.setText(str(there))
    assert name.text() == "Für Frau Beispiel"
    dialog.close()


def test_no_two_things_in_the_dialog_have_the_same_alt_key(dialog: ExportDialog) -> None:
    assert doubled_keys(dialog) == []
    _choose_class(dialog, 2)
    assert doubled_keys(dialog) == []
    QTest.keyClick(_child(dialog, QLineEdit, "export_name"), Qt.Key.Key_Return)
    assert "Gespeichert" in _text(dialog, "export_result")
    assert doubled_keys(dialog) == []
    dialog.close()


def test_a_place_that_is_none_cannot_be_chosen(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.set_folder(tmp_path / "nirgends")

    assert "gibt es nicht" in _text(dialog, "place_hint")
    assert not _child(dialog, QPushButton, "make_minutes").isEnabled()
    dialog.close()


def test_a_name_that_gives_the_municipality_away_is_refused_in_the_dialog(dialog: ExportDialog, tmp_path: Path) -> None:
    _choose_class(dialog, 1)
    name = _child(dialog, QLineEdit, "export_name")
    assert isinstance(name, QLineEdit)
    name.setText("Protokoll Musterkreis.docx")

    QTest.keyClick(name, Qt.Key.Key_Return)

    assert "verrät" in _text(dialog, "export_result")
    assert list(tmp_path.glob("*.docx")) == []
    dialog.close()


def _choose_kind(dialog: ExportDialog, kind: MinutesKind) -> None:
    combo = _child(dialog, QComboBox, "export_kind")
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData(kind.value))


def test_a_template_with_names_asks_once_why_they_stay(
    dialog: ExportDialog, context: WorkspaceContext, tmp_path: Path
) -> None:
    workspace = context.workspace
    workspace.templates.save_shipped(tmp_path / "institut.docx")
    template = docx.Document(str(tmp_path / "institut.docx"))
    template.sections[0].header.paragraphs[0].add_run(f" Büro {workspace.records.find(Case)[0].name}")
    template.save(str(tmp_path / "institut.docx"))
    workspace.templates.add(tmp_path / "institut.docx")
    workspace.templates.choose("institut")
    _choose_class(dialog, 1)
    make, reason = _child(dialog, QPushButton, "make_minutes"), _child(dialog, QLineEdit, "in_spite_reason")
    QTest.mouseClick(make, Qt.MouseButton.LeftButton)
    assert "Vorlage: Kopfzeile" in _text(dialog, "export_result")
    assert workspace.records.find(MinutesExport) == []
    assert reason.isVisible()
    assert reason.hasFocus()
    assert reason.accessibleName() == "Warum bleiben die Namen in der Vorlage stehen?"
    type_text(reason, "unser Briefkopf")
    QTest.mouseClick(make, Qt.MouseButton.LeftButton)
    assert len(workspace.records.find(MinutesExport)) == 1


def test_every_kind_of_minutes_can_be_chosen(dialog: ExportDialog) -> None:
    combo = _child(dialog, QComboBox, "export_kind")
    assert isinstance(combo, QComboBox)
    assert [combo.itemText(row) for row in range(combo.count())] == [
        "Verlaufsprotokoll",
        "Ergebnisprotokoll",
        "Gedächtnisprotokoll",
        "Beobachtungsprotokoll",
        "Aufgabenliste",
    ]
    dialog.close()


def test_a_class_that_the_kind_refuses_cannot_be_chosen_and_says_why(dialog: ExportDialog) -> None:
    _choose_class(dialog, 2)
    _choose_kind(dialog, MinutesKind.OBSERVATION)

    # Not INTERN: that would name everybody in what was meant for others.
    assert dialog.chosen_class is ExportClass.PSEUDONYMISIERT
    assert "gibt es nicht in der Klasse VERTEILER" in _text(dialog, "class_hint")
    assert _text(dialog, "export_counts") == "Enthalten 88 · weggelassen 0"
    _choose_class(dialog, 1)
    assert dialog.chosen_class is ExportClass.PSEUDONYMISIERT

    _choose_kind(dialog, MinutesKind.MEMORY)
    assert _text(dialog, "class_hint") == ""
    _choose_class(dialog, 1)
    assert dialog.chosen_class is ExportClass.VERTEILER
    dialog.close()


def test_a_list_of_tasks_counts_its_tasks(dialog: ExportDialog) -> None:
    _choose_kind(dialog, MinutesKind.TASK_LIST)
    assert _text(dialog, "export_counts") == "Enthalten 10 · weggelassen 78"
    assert "ist kein Auftrag" in _column(dialog, "left_out", 2)
    dialog.close()


def test_lines_are_numbered_as_usual_until_somebody_wants_it_otherwise(
    dialog: ExportDialog, qtbot: QtBot, context: WorkspaceContext, event: Event
) -> None:
    box = _child(dialog, QCheckBox, "entry_numbers")
    assert isinstance(box, QCheckBox)
    assert box.isChecked()
    _choose_kind(dialog, MinutesKind.RESULTS)
    assert not box.isChecked()

    wanted: list[str] = []
    dialog.numbering_wanted.connect(wanted.append)
    QTest.keyClick(box, Qt.Key.Key_Space)

    assert box.isChecked()
    assert wanted == ["ergebnis=ja"]
    dialog.close()

    later = ExportDialog(context, event.id)
    later.set_numbering("ergebnis=ja,unbekannt=ja,verlauf=vielleicht")
    show(qtbot, later)
    again = _child(later, QCheckBox, "entry_numbers")
    assert isinstance(again, QCheckBox)
    assert again.isChecked()
    _choose_kind(later, MinutesKind.RESULTS)
    assert again.isChecked()
    later.close()


def test_window_remembers_how_somebody_wanted_lines_numbered(
    qtbot: QtBot, context: WorkspaceContext, event: Event
) -> None:
    shell = Shell(context, Settings(layout={"export/entry_numbers": "verlauf=nein"}))
    qtbot.addWidget(shell)
    shell.open_export(event.id)
    dialog = shell.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    box = _child(dialog, QCheckBox, "entry_numbers")
    assert isinstance(box, QCheckBox)
    assert not box.isChecked()

    QTest.keyClick(box, Qt.Key.Key_Space)

    assert shell.layout_now["export/entry_numbers"] == "verlauf=ja"
    dialog.close()
    shell.leave()


@pytest.mark.parametrize("numbered", [True, False])
def test_document_is_numbered_as_chosen(dialog: ExportDialog, tmp_path: Path, numbered: bool) -> None:
    box = _child(dialog, QCheckBox, "entry_numbers")
    if not numbered:
        QTest.keyClick(box, Qt.Key.Key_Space)
    name = _child(dialog, QLineEdit, "export_name")
    QTest.keyClick(name, Qt.Key.Key_Return)

    (file,) = tmp_path.glob("*.docx")
    assert any(line.startswith("A2\t") for line in paragraphs(file.read_bytes())) is numbered
    dialog.close()


def test_what_is_noted_meanwhile_is_counted(dialog: ExportDialog, context: WorkspaceContext, event: Event) -> None:
    context.workspace.capture(event.id).add_line("Noch etwas.")

    assert _text(dialog, "export_counts") == "Enthalten 89 · weggelassen 0"
    dialog.close()


def test_everything_that_takes_the_keyboard_has_a_name(dialog: ExportDialog) -> None:
    _choose_class(dialog, 2)
    widgets = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
    ]

    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in widgets
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]

    assert nameless == []
    dialog.close()


def test_model_keeps_the_rules_of_qt(qtbot: QtBot) -> None:
    model = ExportPreviewModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.set_rows([PreviewedEntry("A1", EntryKind.OBSERVATION, "Still.", "bleibt intern")])

    assert [model.index(0, column).data() for column in range(4)] == ["A1", "Beobachtung", "bleibt intern", "Still."]
