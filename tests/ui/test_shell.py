"""What all rooms share: keys and their sheet, what is said and goes away, the name of the window, other laptops."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.base.errors import UserError
from gk_desktop.base.settings import Settings
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event
from gk_desktop.domain.project import Project
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.command_palette import CommandPalette
from gk_desktop.ui.dialogs.forms_dialog import FormsDialog
from gk_desktop.ui.dialogs.import_dialog import ImportDialog
from gk_desktop.ui.dialogs.project_dialog import ProjectDialog
from gk_desktop.ui.pages.settings_page import SettingsPage
from gk_desktop.ui.rooms import ROOMS
from gk_desktop.ui.shell import Shell
from gk_desktop.ui.theme import Appearance, apply_appearance
from tests.ui.conftest import said_elsewhere, type_text
from tests.ui.test_theme import contrast

_KEY = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def event(context: WorkspaceContext) -> Event:
    return context.workspace.keeping.add(Event(title="Kerngruppe", date=date(2021, 5, 19)))


@pytest.fixture
def titles() -> list[str]:
    return []


@pytest.fixture
def shell(qtbot: QtBot, context: WorkspaceContext, event: Event, titles: list[str]) -> Iterator[Shell]:
    shell = Shell(context, Settings())
    context.setParent(shell)
    shell.titled.connect(titles.append)
    shell.resize(1366, 768)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    shell.enter("capture", event.id)
    yield shell
    shell.leave()
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _press(shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or shell, key, modifier)


def _sheets(shell: Shell) -> list[QWidget]:
    return [sheet for sheet in shell.findChildren(QWidget, "cheat_sheet") if sheet.isVisible()]


@pytest.mark.parametrize("room", [room.key for room in ROOMS])
def test_f1_shows_the_keys_of_every_page_and_escape_hides_them(shell: Shell, qtbot: QtBot, room: str) -> None:
    shell.show_room(room)
    _press(shell, _KEY.Key_F1)
    (sheet,) = _sheets(shell)
    for words in ("Sperren", "Ctrl+K", "auf eine andere Seite"):
        assert words in sheet.text, words
    _press(shell, _KEY.Key_Escape)
    if _sheets(shell):
        # A list that was filtered, or a field that was left, came first.
        _press(shell, _KEY.Key_Escape)
    assert _sheets(shell) == []


def test_the_sheet_names_the_keys_of_the_page_that_is_shown(shell: Shell) -> None:
    shell.show_room("events")
    _press(shell, _KEY.Key_F1)
    assert "Mitschreiben" in _sheets(shell)[0].text
    shell.show_room("follow_up")
    assert "Mitschreiben" not in _sheets(shell)[0].text
    assert "Weiter mitschreiben" in _sheets(shell)[0].text
    shell.show_room("capture")
    assert _sheets(shell) == []


def test_the_sheet_of_the_notes_tells_how_to_reach_the_entries(shell: Shell) -> None:
    _press(shell, _KEY.Key_F1)
    assert "aus der Zeile hierher" in _sheets(shell)[0].text
    assert "Return" not in _sheets(shell)[0].text


def test_escape_closes_the_sheet_and_then_leaves_the_entry_and_keeps_every_letter(shell: Shell) -> None:
    page = shell._page("capture")
    type_text(page.line_area.line, "eins\n")
    type_text(page.line_area.line, "halb")
    page.editing.on_edit_last()
    type_text(page.line_area.line, " geändert")
    _press(shell, _KEY.Key_F1)
    _press(shell, _KEY.Key_Escape)
    assert (_sheets(shell), page.line_area.text) == ([], "eins geändert")
    _press(shell, _KEY.Key_Escape)
    assert page.line_area.text == "halb"
    _press(shell, _KEY.Key_F2)
    assert page.line_area.text == "eins geändert"


def test_notes_and_minutes_have_the_same_keys_in_follow_up(shell: Shell, qtbot: QtBot) -> None:
    shell.show_room("follow_up")
    page = shell._page("follow_up")
    with qtbot.waitSignal(page.export_requested) as asked:
        page.export_requested.disconnect(shell._rooms.export_requested)
        _press(shell, _KEY.Key_E, _CTRL)
    assert asked.args == [shell.place[1]]
    _press(shell, _KEY.Key_M, _CTRL)
    assert shell.place[0] == "capture"


def test_ctrl_f_finds_in_the_notes_and_searches_everything_elsewhere(shell: Shell) -> None:
    _press(shell, _KEY.Key_F, _CTRL)
    assert QApplication.focusWidget() is shell._page("capture").filter_bar._words
    _press(shell, _KEY.Key_F, _CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert shell.place[0] == "search"
    shell.show_room("events")
    _press(shell, _KEY.Key_F, _CTRL)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "search_line"


def test_tab_leads_from_the_line_to_the_newest_entry(shell: Shell) -> None:
    page = shell._page("capture")
    for text in ("eins\n", "zwei\n"):
        type_text(page.line_area.line, text)
    _press(shell, _KEY.Key_Tab)
    assert page.stream.hasFocus()
    assert [page.model.row_at(index.row()).text for index in page.stream.selectedIndexes()] == ["zwei"]
    _press(shell, _KEY.Key_Up)
    _press(shell, _KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert page.line_area.line.hasFocus()


def test_what_was_said_goes_with_the_next_change_or_after_some_seconds(shell: Shell, qtbot: QtBot) -> None:
    page = shell._page("capture")
    type_text(page.line_area.line, "eins\n")
    _press(shell, _KEY.Key_Tab)
    _press(shell, _KEY.Key_Delete)
    assert shell.status.said == "A1 gelöscht. Strg+Z holt den Eintrag zurück."
    _press(shell, _KEY.Key_Escape)
    type_text(page.line_area.line, "zwei\n")
    assert shell.status.said == ""

    shell.status._silence.setInterval(20)
    shell.status.say("nur kurz")
    qtbot.waitUntil(lambda: shell.status.said == "")


def test_undo_names_what_it_takes_back_in_every_room(shell: Shell) -> None:
    page = shell._page("capture")
    type_text(page.line_area.line, "! eins\n")
    shell.show_room("events")
    _press(shell, _KEY.Key_Z, _CTRL)
    assert shell.status.said == "Zurückgenommen: Beschluss (A1)"
    _press(shell, _KEY.Key_Y, _CTRL)
    assert shell.status.said == "Wiederhergestellt: Beschluss (A1)"


def test_a_failure_goes_with_the_next_line_that_is_entered(shell: Shell, qtbot: QtBot) -> None:
    shell.show_room("capture")
    page = shell._page("capture")
    page.line_area.line.setFocus()
    type_text(page.line_area.line, "eins\n")
    page.stream.select([next(iter(page._notes.entries))])
    page.commands.on_join()
    assert shell.messages.text.startswith("Zum Verbinden braucht es zwei Einträge.")
    QApplication.processEvents()
    shell.show_room("events")
    shell.show_room("capture")
    assert shell.messages.text, "going elsewhere puts nothing right"
    page.line_area.line.setFocus()
    type_text(page.line_area.line, "zwei\n")
    assert shell.messages.text == ""


def test_damage_stays_until_it_is_read(shell: Shell, qtbot: QtBot) -> None:
    shell.messages.show_damage(UserError("Ein Datensatz ist beschädigt."))
    QApplication.processEvents()
    shell.context.workspace.keeping.add(Event(title="Noch eine"))
    assert shell.messages.text == "Ein Datensatz ist beschädigt."


def test_a_failure_stays_while_its_action_goes_on_a_notice_goes_by_itself(shell: Shell, qtbot: QtBot) -> None:
    keeping = shell.context.workspace.keeping
    shell.context.failed.emit(UserError("Der Datenträger ist voll."))
    keeping.add(Event(title="Noch eine"))
    shell.show_room("events")
    assert shell.messages.text == "Der Datenträger ist voll."
    shell.messages._fading.setInterval(20)
    qtbot.wait(60)
    assert shell.messages.text
    shell.show_room("capture")
    _press(shell, _KEY.Key_Escape)
    assert shell.messages.text == ""
    shell.messages.show_notice("Alles in Ordnung.")
    qtbot.waitUntil(lambda: shell.messages.text == "")


def test_the_palette_offers_something_harmless_first_and_undo_last(shell: Shell) -> None:
    _press(shell, _KEY.Key_K, _CTRL)
    palette = shell.findChild(CommandPalette)
    assert palette is not None
    rows = [palette._model.row(at).title for at in range(palette._model.rowCount())]
    assert rows[0] == "Gehe zu: Veranstaltungen"
    assert rows[-1].startswith(("Rückgängig", "Wiederholen"))
    palette.reject()


@pytest.mark.parametrize("room", ["capture", "events", "consents"])
@pytest.mark.parametrize(
    ("words", "dialog"), [("Formulare und Merkblätter …", FormsDialog), ("Projektangaben …", ProjectDialog)]
)
def test_forms_and_project_are_reached_from_the_palette_anywhere_and_stand_there_once(
    qtbot: QtBot, shell: Shell, event: Event, room: str, words: str, dialog: type[QDialog]
) -> None:
    shell.show_room(room)
    if room == "capture":
        type_text(QApplication.focusWidget() or shell, "halb")
    _press(shell, _KEY.Key_K, _CTRL)
    palette = shell.findChild(CommandPalette)
    assert palette is not None
    line = palette.findChild(QLineEdit)
    assert line is not None
    type_text(line, words)
    found = [palette._model.row(at).title for at in range(palette._model.rowCount())]
    assert found.count(words) == 1
    QTest.keyClick(line, _KEY.Key_Return)
    qtbot.waitUntil(lambda: shell.findChild(dialog) is not None)
    opened = shell.findChild(dialog)
    assert opened is not None
    if room == "capture":
        draft = shell.context.workspace.capture(event.id).draft()
        assert draft is not None
        assert draft.text == "halb"
    opened.close()


@pytest.mark.parametrize(("button", "dialog"), [("open_forms", FormsDialog), ("edit_project", ProjectDialog)])
def test_forms_and_project_are_reached_from_the_settings(shell: Shell, button: str, dialog: type[QDialog]) -> None:
    shell.show_room("settings")
    page = shell.findChild(SettingsPage)
    assert page is not None
    found = page.findChild(QPushButton, button)
    assert found is not None
    assert found.isVisible()
    found.click()
    opened = shell.findChild(dialog)
    assert opened is not None
    opened.close()


def test_the_window_is_named_after_event_and_project(shell: Shell, titles: list[str], event: Event) -> None:
    workspace = shell.context.workspace
    assert titles[-1] == "Kerngruppe – Test – GK Feldbuch"
    shell.show_room("cases")
    assert titles[-1] == "Fälle – Test – GK Feldbuch"
    shell.show_room("follow_up")
    workspace.keeping.change(Event, event.id, title="Bündnis")
    assert titles[-1] == "Bündnis – Test – GK Feldbuch"
    workspace.keeping.change(Project, workspace.projects.current().id, name="Begleitung")
    assert titles[-1] == "Bündnis – Begleitung – GK Feldbuch"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_status_line_can_be_read_after_the_appearance_has_changed(shell: Shell, dark: bool) -> None:
    apply_appearance(Appearance.LIGHT if dark else Appearance.DARK)
    apply_appearance(Appearance.DARK if dark else Appearance.LIGHT)
    shell.refresh_colours()
    try:
        for name in ("saved", "backed_up", "said"):
            label = shell.status.findChild(QWidget, name)
            assert label is not None
            colours = label.palette()
            assert contrast(colours.color(label.foregroundRole()), colours.color(label.backgroundRole())) >= 4.5
    finally:
        apply_appearance(Appearance.LIGHT)


def test_pages_show_what_another_laptop_has_written(shell: Shell, event: Event) -> None:
    workspace = shell.context.workspace
    page = shell._page("capture")
    type_text(page.line_area.line, "eins\n")
    entry = workspace.records.find(Entry, event=event.id)[0]
    said_elsewhere(workspace, workspace.keeping.history(entry.id)[0], text="anders", raw="anders")
    assert page.model.row_at(0).text == "anders"

    shell.show_room("events")
    view = shell._page("events").findChild(QTableView, "list")
    assert view is not None
    said_elsewhere(workspace, workspace.keeping.history(event.id)[0], title="Von drüben")
    assert "Von drüben" in [view.model().index(row, 1).data() for row in range(view.model().rowCount())]


@pytest.mark.parametrize("number", range(1, len(ROOMS) + 1))
def test_what_is_typed_after_the_key_of_a_room_goes_into_that_room(shell: Shell, number: int) -> None:
    _press(shell, _KEY(_KEY.Key_0 + number % 10), Qt.KeyboardModifier.AltModifier)
    # No turn of the window in between: hands are faster.
    assert shell.place[0] == ROOMS[number - 1].key


def test_an_event_that_is_undone_is_left(shell: Shell, context: WorkspaceContext, event: Event) -> None:
    context.workspace.projects.undo()
    assert context.workspace.records.look_up(Event, event.id) is None
    assert shell.place[0] == "events"


def test_the_field_mode_ends_with_the_notes(shell: Shell) -> None:
    asked: list[bool] = []
    shell.field_mode_changed.connect(asked.append)
    _press(shell, _KEY.Key_F11)
    shell.show_room("events")
    assert asked == [True, False]
    assert shell._rail.isVisible()


def test_notes_are_taken_over_from_wherever_one_is(shell: Shell) -> None:
    (action,) = [action for action in shell.actions() if action.text() == "&Notizen übernehmen …"]
    action.trigger()
    assert shell.place[0] == "follow_up"
    dialog = shell.findChild(ImportDialog)
    assert dialog is not None
    dialog.reject()
