"""Notes taken elsewhere, seen before they are saved."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event
from gk_desktop.services.note_import import NOTES_PER_UNIT, TakenOver
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.import_dialog import ImportDialog
from gk_desktop.ui.viewmodels.import_preview import ImportPreviewModel, taken_over_sentence
from tests.ui.conftest import type_text
from tests.ui.dialog_life import is_freed, show

NOTES = "TOP 2\n@VHS: Größere Räume\n* Nicken #Z9"


@pytest.fixture
def event(context: WorkspaceContext) -> Event:
    return context.workspace.keeping.add(Event(title="Fachtag"))


@pytest.fixture
def dialog(qtbot: QtBot, context: WorkspaceContext, event: Event) -> ImportDialog:
    # Not given to qtbot: it frees itself.
    dialog = ImportDialog(context, event.id)
    show(qtbot, dialog)
    return dialog


def _text(dialog: ImportDialog) -> QPlainTextEdit:
    text = dialog.findChild(QPlainTextEdit, "import_text")
    assert text is not None
    return text


def _preview(dialog: ImportDialog) -> list[tuple[str, ...]]:
    table = dialog.findChild(QTableView, "import_preview")
    assert table is not None
    model = table.model()
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def _said(dialog: ImportDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text()


def _button(dialog: ImportDialog) -> QPushButton:
    button = dialog.findChild(QPushButton, "take_over")
    assert button is not None
    return button


def test_pasted_notes_are_shown_as_what_they_will_be_and_not_saved(
    qtbot: QtBot, dialog: ImportDialog, context: WorkspaceContext
) -> None:
    assert not _button(dialog).isEnabled()
    QGuiApplication.clipboard().setText(NOTES)
    QTest.keyClick(_text(dialog), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: len(_preview(dialog)) == 3)

    assert _preview(dialog) == [
        ("1", "2", "", "TOP", "", "TOP 2"),
        ("2", "2", "", "Aussage", "VHS (neu)", "Größere Räume"),
        ("3", "2", "", "Beobachtung", "", "Nicken #Z9"),
    ]
    assert _said(dialog, "import_summary") == (
        "2 Einträge · neu als Sprecher*in: VHS · keine Kategorie, bleibt Text: #Z9"
    )
    assert context.workspace.records.find(Entry) == []
    dialog.close()


def test_the_button_saves_all_as_one_step_and_closes(
    qtbot: QtBot, dialog: ImportDialog, context: WorkspaceContext
) -> None:
    type_text(_text(dialog), "eins")
    QTest.keyClick(_text(dialog), Qt.Key.Key_Return)
    type_text(_text(dialog), "zwei")
    qtbot.waitUntil(lambda: _button(dialog).isEnabled())
    taken: list[TakenOver] = []
    dialog.notes_taken_over.connect(taken.append)
    _button(dialog).setFocus()

    QTest.keyClick(_button(dialog), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(taken))

    first, second = context.workspace.records.find(Entry, order_by=["position"])
    assert taken == [TakenOver(entries=2, first=first.id)]
    assert (first.time, second.time) == (None, None)
    assert context.workspace.projects.undo_label == "Notizen übernehmen"
    assert is_freed(dialog)


def test_times_of_now_only_if_one_wants_them(qtbot: QtBot, dialog: ImportDialog, context: WorkspaceContext) -> None:
    untimed = dialog.findChild(QCheckBox, "import_untimed")
    assert untimed is not None
    type_text(_text(dialog), "eins")
    untimed.setFocus()
    QTest.keyClick(untimed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: _button(dialog).isEnabled())

    with qtbot.waitSignal(dialog.notes_taken_over):
        _button(dialog).click()

    assert context.workspace.records.find(Entry)[0].time is not None


def test_times_in_front_of_lines_are_shown_and_told(
    qtbot: QtBot, dialog: ImportDialog, context: WorkspaceContext, event: Event
) -> None:
    context.workspace.keeping.change(Event, event.id, date=date(2021, 5, 19))
    _text(dialog).setPlainText("14:20 @VHS: Größere Räume\n14.30 Uhr ist es")
    qtbot.waitUntil(lambda: len(_preview(dialog)) == 2)

    assert _preview(dialog) == [
        ("1", "", "14:20", "Aussage", "VHS (neu)", "Größere Räume"),
        ("2", "", "", "Aussage", "", "14.30 Uhr ist es"),
    ]
    assert _said(dialog, "import_summary") == "2 Einträge, 1 mit Uhrzeit · neu als Sprecher*in: VHS"
    with qtbot.waitSignal(dialog.notes_taken_over) as taken:
        _button(dialog).click()
    assert taken_over_sentence(taken.args[0]) == "2 Einträge übernommen, 1 mit Uhrzeit."


def test_times_of_an_event_without_a_day_stay_text_and_that_is_told(
    qtbot: QtBot, dialog: ImportDialog, context: WorkspaceContext
) -> None:
    _text(dialog).setPlainText("14:20 so")
    qtbot.waitUntil(lambda: len(_preview(dialog)) == 1)
    assert _preview(dialog) == [("1", "", "", "Aussage", "", "14:20 so")]
    assert _said(dialog, "import_summary").endswith(
        "Uhrzeiten bleiben Text, weil die Veranstaltung noch kein Datum hat"
    )
    dialog.close()


def test_a_known_category_that_does_not_count_is_told_with_the_true_reason(qtbot: QtBot, dialog: ImportDialog) -> None:
    _text(dialog).setPlainText("#B1\nSatz #B99 #B1")
    qtbot.waitUntil(lambda: len(_preview(dialog)) == 2)
    assert [row[-1] for row in _preview(dialog)] == ["#B1", "Satz #B99  [B1]"]
    assert _said(dialog, "import_summary") == (
        "2 Einträge · keine Kategorie, bleibt Text: #B99 · zählt nur hinter einem Text am Zeilenende: #B1"
    )
    dialog.close()


def test_what_brought_no_entry_is_told_so() -> None:
    assert taken_over_sentence(TakenOver(agenda_lines=1)) == "Übernommen, ohne einen Eintrag."
    assert taken_over_sentence(TakenOver(entries=1)) == "1 Eintrag übernommen."


def test_escape_saves_no_notes_and_keeps_the_text_for_the_next_time(
    qtbot: QtBot, dialog: ImportDialog, context: WorkspaceContext, event: Event
) -> None:
    type_text(_text(dialog), "Mühsam getippt")

    QTest.keyClick(_text(dialog), Qt.Key.Key_Escape)

    assert is_freed(dialog)
    assert context.workspace.records.find(Entry) == []
    again = ImportDialog(context, event.id)
    assert _text(again).toPlainText() == "Mühsam getippt"
    again.close()


def test_a_file_of_an_older_program_is_read_with_a_hint(dialog: ImportDialog, tmp_path: Path) -> None:
    file = tmp_path / "notizen.txt"
    file.write_bytes("Größe".encode("cp1252"))

    dialog.open_file(file)

    assert _text(dialog).toPlainText() == "Größe"
    assert "Windows-1252" in _said(dialog, "import_hint")
    dialog.close()


def test_a_file_that_is_no_text_is_refused_and_the_text_stays(dialog: ImportDialog, tmp_path: Path) -> None:
    file = tmp_path / "notizen.docx"
    file.write_bytes(b"PK\0\0")
    type_text(_text(dialog), "schon da")

    dialog.open_file(file)

    assert "keine Textdatei" in _said(dialog, "import_hint")
    assert _text(dialog).toPlainText() == "schon da"
    dialog.close()


def test_many_notes_can_be_stopped_between_their_parts(
    qtbot: QtBot, dialog: ImportDialog, context: WorkspaceContext
) -> None:
    _text(dialog).setPlainText("\n".join(f"Satz {number}" for number in range(2 * NOTES_PER_UNIT + 5)))
    qtbot.waitUntil(lambda: _button(dialog).isEnabled())

    _button(dialog).click()
    dialog.reject()

    assert dialog.isVisible()
    assert len(context.workspace.records.find(Entry)) == NOTES_PER_UNIT
    assert _text(dialog).toPlainText().startswith(f"Satz {NOTES_PER_UNIT}\n")
    assert "Angehalten. 1000 von 2005" in _said(dialog, "import_hint")

    _button(dialog).click()
    qtbot.waitUntil(lambda: len(context.workspace.records.find(Entry)) == 2 * NOTES_PER_UNIT + 5, timeout=20_000)
    qtbot.waitUntil(lambda: is_freed(dialog))


def test_everything_that_takes_the_keyboard_has_a_name(dialog: ImportDialog) -> None:
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]

    assert nameless == []
    dialog.close()


def test_model_keeps_the_rules_of_qt(qtbot: QtBot, context: WorkspaceContext, event: Event) -> None:
    model = ImportPreviewModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.set_rows(context.workspace.note_import.plan(event.id, "@VHS:\nVHS: ja #nz"))

    assert model.index(0, 4).data() == "VHS (neu)"
    assert model.index(1, 5).data() == "ja  [nicht zitieren]"


def test_the_preview_says_who_does_what_until_when(context: WorkspaceContext, event: Event) -> None:
    model = ImportPreviewModel()
    model.set_rows(context.workspace.note_import.plan(event.id, "> GfS bis 31.12.2021: Liste führen\n> Raum buchen"))
    texts = [model.index(row, model.columnCount() - 1).data() for row in range(model.rowCount())]
    assert texts == ["GfS bis 31.12.2021: Liste führen", "Raum buchen"]
