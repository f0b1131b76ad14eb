"""Go to anything, do anything, by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QTableView
from pytestqt.qtbot import QtBot

from gk_desktop.domain.case import Case
from gk_desktop.domain.event import Event
from gk_desktop.domain.identity import Identity
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.command_palette import CommandPalette
from gk_desktop.ui.viewmodels.palette_model import PaletteModel, PaletteRow, rank
from tests.store.workspaces import CHEAP
from tests.ui.conftest import type_text
from tests.ui.dialog_life import is_freed, show


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    qtbot.addWidget(window)
    show(qtbot, window)
    return window


def _action(window: QMainWindow, text: str, shortcut: str = "") -> QAction:
    action = QAction(text, window)
    action.setShortcut(QKeySequence(shortcut))
    return action


def _open(qtbot: QtBot, palette: CommandPalette) -> tuple[QLineEdit, QTableView]:
    palette.open()
    line, rows = palette.findChild(QLineEdit), palette.findChild(QTableView)
    assert line is not None
    assert rows is not None
    qtbot.waitUntil(line.hasFocus)
    return line, rows


def _titles(rows: QTableView) -> list[str]:
    return [rows.model().index(row, 0).data() for row in range(rows.model().rowCount())]


def test_enter_runs_the_action_that_was_typed_and_the_palette_is_gone(qtbot: QtBot, window: QMainWindow) -> None:
    actions = [_action(window, "&Rückgängig", "Ctrl+Z"), _action(window, "&Protokoll erstellen …")]
    palette = CommandPalette(None, actions, window)
    line, rows = _open(qtbot, palette)

    type_text(line, "rück")
    assert _titles(rows) == ["Rückgängig"]
    with qtbot.assertNotEmitted(actions[1].triggered), qtbot.waitSignal(actions[0].triggered):
        QTest.keyClick(line, Qt.Key.Key_Return)

    assert is_freed(palette)


def test_escape_closes_and_does_nothing(qtbot: QtBot, window: QMainWindow) -> None:
    action = _action(window, "Löschen")
    palette = CommandPalette(None, [action], window)
    line, _rows = _open(qtbot, palette)

    with qtbot.assertNotEmitted(action.triggered):
        QTest.keyClick(line, Qt.Key.Key_Escape)

    assert is_freed(palette)


def test_disabled_hidden_and_nameless_actions_are_not_offered(qtbot: QtBot, window: QMainWindow) -> None:
    disabled, hidden = _action(window, "Aus"), _action(window, "Versteckt")
    disabled.setEnabled(False)
    hidden.setVisible(False)
    separator = _action(window, "")
    separator.setSeparator(True)
    palette = CommandPalette(None, [disabled, hidden, separator, _action(window, "Hilfe && &Tasten")], window)

    _line, rows = _open(qtbot, palette)

    assert _titles(rows) == ["Hilfe & Tasten"]
    palette.reject()


def test_shortcuts_stand_beside_the_actions(qtbot: QtBot, window: QMainWindow) -> None:
    palette = CommandPalette(None, [_action(window, "Rückgängig", "Ctrl+Z")], window)

    _line, rows = _open(qtbot, palette)

    assert rows.model().index(0, 1).data() == QKeySequence("Ctrl+Z").toString(QKeySequence.SequenceFormat.NativeText)
    palette.reject()


def test_arrows_choose_and_go_round(qtbot: QtBot, window: QMainWindow) -> None:
    palette = CommandPalette(None, [_action(window, text) for text in ("eins", "zwei", "drei")], window)
    line, rows = _open(qtbot, palette)

    seen = [rows.currentIndex().row()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
        QTest.keyClick(line, key)
        seen.append(rows.currentIndex().row())

    assert seen == [0, 1, 2, 0, 2, 0]
    assert line.hasFocus()
    palette.reject()


def test_records_are_jumped_to(qtbot: QtBot, window: QMainWindow, context: WorkspaceContext) -> None:
    case = context.workspace.keeping.add(Case(name="Märkischer Kreis", case_code="FK07"))
    context.workspace.keeping.add(Event(title="Fachtag"))
    palette = CommandPalette(context, [], window)
    line, rows = _open(qtbot, palette)

    type_text(line, "maerk")
    assert _titles(rows) == ["Märkischer Kreis"]
    assert rows.model().index(0, 1).data() == "Fall · FK07"
    with qtbot.waitSignal(palette.record_chosen) as chosen:
        QTest.keyClick(line, Qt.Key.Key_Return)

    assert chosen.args == ["case", case.id]
    assert is_freed(palette)


def test_a_person_is_found_by_code_and_by_name_only_while_the_key_file_is_open(
    qtbot: QtBot, window: QMainWindow, context: WorkspaceContext
) -> None:
    workspace = context.workspace
    case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
    person = workspace.people.add(case=case, role="GfS")
    workspace.identities.create(workspace.identities.path, "vier andere worte im wind", kdf=CHEAP)
    workspace.identities.save_identity(person, Identity(given_name="Ottilie", family_name="Kunzelmann"))
    for typed, titles in (
        ("gfs-a1", ["FK01-GfS-A1  Ottilie Kunzelmann"]),
        ("kunzel", ["FK01-GfS-A1  Ottilie Kunzelmann"]),
    ):
        palette = CommandPalette(context, [], window)
        line, rows = _open(qtbot, palette)
        type_text(line, typed)
        assert _titles(rows) == titles
        with qtbot.waitSignal(palette.record_chosen) as chosen:
            QTest.keyClick(line, Qt.Key.Key_Return)
        assert chosen.args == ["person", person.id]
    workspace.identities.close()
    for typed, titles in (("gfs-a1", ["FK01-GfS-A1"]), ("kunzel", [])):
        palette = CommandPalette(context, [], window)
        line, rows = _open(qtbot, palette)
        type_text(line, typed)
        assert _titles(rows) == titles
        palette.reject()


def test_entries_are_found_by_their_words_even_if_enter_comes_at_once(
    qtbot: QtBot, window: QMainWindow, context: WorkspaceContext
) -> None:
    event = context.workspace.keeping.add(Event(title="Fachtag"))
    captured = context.workspace.capture(event.id).add_line("Die Übergabe ist das Thema.")
    assert captured is not None
    palette = CommandPalette(context, [], window)
    line, _rows = _open(qtbot, palette)

    type_text(line, "übergabe")
    with qtbot.waitSignal(palette.record_chosen) as chosen:
        QTest.keyClick(line, Qt.Key.Key_Return)

    assert chosen.args == ["entry", captured.id]


def _palette_with_an_entry(context: WorkspaceContext, window: QMainWindow) -> CommandPalette:
    event = context.workspace.keeping.add(Event(title="Fachtag"))
    context.workspace.capture(event.id).add_line("Die Übergabe ist das Thema.")
    return CommandPalette(context, [], window)


def test_entries_stand_below_with_their_event(qtbot: QtBot, window: QMainWindow, context: WorkspaceContext) -> None:
    palette = _palette_with_an_entry(context, window)
    line, rows = _open(qtbot, palette)

    type_text(line, "übergabe")
    qtbot.waitUntil(rows.isVisible)

    assert _titles(rows) == ["Die Übergabe ist das Thema."]
    assert rows.model().index(0, 1).data() == "Eintrag A1 · Fachtag"
    palette.reject()


def test_enter_that_waits_for_a_search_is_forgotten_when_somebody_types_on(
    qtbot: QtBot, window: QMainWindow, context: WorkspaceContext
) -> None:
    palette = _palette_with_an_entry(context, window)
    line, rows = _open(qtbot, palette)
    assert palette._searching is not None

    with qtbot.assertNotEmitted(palette.record_chosen):
        with palette._searching._reader._turn:
            type_text(line, "überga")
            QTest.keyClick(line, Qt.Key.Key_Return)
            assert "Sucht …" in [label.text() for label in palette.findChildren(QLabel)]
            type_text(line, "be")
        qtbot.waitUntil(rows.isVisible)
        qtbot.wait(50)

    palette.reject()


def test_closed_palette_has_ended_its_thread(qtbot: QtBot, window: QMainWindow, context: WorkspaceContext) -> None:
    palette = _palette_with_an_entry(context, window)
    line, rows = _open(qtbot, palette)
    type_text(line, "übergabe")
    qtbot.waitUntil(rows.isVisible)
    task = palette._task
    assert task is not None

    palette.reject()

    assert is_freed(palette)
    task.wait(30)
    assert task.has_ended


def test_palette_whose_search_fails_says_so_and_still_runs_actions(
    qtbot: QtBot, window: QMainWindow, context: WorkspaceContext, tmp_path: Path
) -> None:
    action = _action(window, "Rückgängig")
    palette = CommandPalette(context, [action], window)
    line, _rows = _open(qtbot, palette)
    database = tmp_path / "p" / "workspace.db"
    database.rename(tmp_path / "elsewhere.db")
    try:
        with qtbot.waitSignal(context.failed) as failed:
            type_text(line, "rück")
    finally:
        (tmp_path / "elsewhere.db").rename(database)

    assert "nicht lesbar" in str(failed.args[0])
    with qtbot.waitSignal(action.triggered):
        QTest.keyClick(line, Qt.Key.Key_Return)


def test_what_is_not_there_is_said(qtbot: QtBot, window: QMainWindow, context: WorkspaceContext) -> None:
    palette = CommandPalette(context, [], window)
    line, rows = _open(qtbot, palette)

    type_text(line, "xyzxyz")
    qtbot.waitUntil(lambda: not rows.isVisible())
    QTest.keyClick(line, Qt.Key.Key_Return)

    assert palette.isVisible()
    palette.reject()


def test_line_and_rows_are_named_for_screen_readers(qtbot: QtBot, window: QMainWindow) -> None:
    palette = CommandPalette(None, [_action(window, "eins")], window)

    for widget in _open(qtbot, palette):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    palette.reject()


@pytest.mark.parametrize(
    ("query", "expected"),
    [("proto", 0), ("erst", 1), ("stellen", 2), ("fachtag", 3), ("prer", 4), ("xq", None), ("rell", None)],
)
def test_better_fits_come_first(query: str, expected: int | None) -> None:
    assert rank(query, PaletteRow("Protokoll erstellen", "Fachtag")) == expected


def test_model_keeps_the_rules_of_qt(qtbot: QtBot) -> None:
    model = PaletteModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.set_choices([PaletteRow("eins", "Strg+1", "", "0")], [PaletteRow("zwei", "Fall", "case", "x")])
    model.set_query("zwei")
    model.set_found([PaletteRow("drei", "Eintrag", "entry", "y")])

    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["zwei", "drei"]
