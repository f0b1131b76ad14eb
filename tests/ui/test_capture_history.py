"""From a line of the Mitschrift to its history, and an earlier state of it back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gk_desktop.domain.entry import Decision
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.history_dialog import HistoryDialog
from tests.ui.capture_desk import ALT, CTRL, KEY, SHIFT, Desk, sitting_at

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    yield from sitting_at(qtbot, context)


def _dialog() -> HistoryDialog:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, HistoryDialog))


def test_an_earlier_state_of_a_chosen_line_is_brought_back_by_keys(desk: Desk, qtbot: QtBot) -> None:
    desk.enter("! Die AG tagt.")
    desk.workspace.capture(desk.event).edit(desk.stored()[0].id, "Die AG tagt nicht.")
    desk.choose("Die AG tagt nicht.")
    desk.press(KEY.Key_H, CTRL)
    dialog = _dialog()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog._table, Qt.Key.Key_End, CTRL)
    QTest.keyClick(dialog._table, Qt.Key.Key_Return, CTRL)
    assert desk.texts() == ["Die AG tagt."] == desk.shown_entries()
    assert desk.stored()[0].kind is EntryKind.DECISION
    assert [decision.text for decision in desk.workspace.records.find(Decision)] == ["Die AG tagt."]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))
    desk.page.activateWindow()
    qtbot.waitUntil(desk.page.stream.hasFocus)
    desk.press(KEY.Key_Z, CTRL)
    assert desk.texts() == ["Die AG tagt nicht."] == desk.shown_entries()


def test_without_a_chosen_line_there_is_no_history_to_show_but_a_word_how_to_choose(desk: Desk) -> None:
    desk.enter("eins")
    desk.press(KEY.Key_H, CTRL)
    assert not any(isinstance(widget, HistoryDialog) for widget in QApplication.topLevelWidgets())
    assert desk.said[-1].startswith("Kein Eintrag gewählt. Tab geht aus der Zeile zu den Einträgen")
    desk.press(KEY.Key_Tab)
    assert desk.page.stream.hasFocus()
    desk.press(KEY.Key_Up)
    desk.press(KEY.Key_H, CTRL)
    _dialog().close()


@pytest.mark.parametrize(
    ("key", "modifier"), [(KEY.Key_T, CTRL), (KEY.Key_F12, SHIFT), (KEY.Key_Delete, NONE), (KEY.Key_Left, ALT)]
)
def test_a_key_for_chosen_entries_says_that_none_is_chosen(
    desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    desk.page.stream.setFocus()
    desk.page.stream.selectionModel().clear()
    desk.press(key, modifier)
    assert desk.said[-1].startswith("Kein Eintrag gewählt.")


def test_a_beschluss_is_called_by_its_own_number_in_stream_and_messages(desk: Desk) -> None:
    desk.enter("eins")
    desk.enter("! zwei")
    desk.choose("zwei")
    assert desk.page.model.row_at(desk.page.model.row_of(desk.stored()[1].id)).number == "B-A1"
    desk.press(KEY.Key_Delete)
    assert "B-A1 gelöscht" in desk.said[-1]
