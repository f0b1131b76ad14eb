"""The window as it was left: after a lock, after the next start, on a smaller screen, with a damaged file."""

import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.base.settings import Settings
from gk_desktop.domain.event import Event, Participant
from gk_desktop.ui.main_window import MainWindow
from gk_desktop.ui.shell import Shell
from gk_desktop.ui.widgets.capture_panes import AGENDA, SIDE, CapturePanes
from gk_desktop.ui.widgets.side_panel import SidePanel
from tests.journeys.test_first_event import Researcher

_PASSPHRASE = "vier wege durch den regen"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    return tmp_path / "profil"


@pytest.fixture
def researcher(qtbot: QtBot, profile: Path) -> Researcher:
    researcher = Researcher(qtbot, profile)
    researcher.found_project()
    event = researcher.shell.context.workspace.keeping.add(Event(title="Kerngruppe", date=date(2021, 5, 19)))
    researcher.shell.context.workspace.keeping.add(Participant(event=event.id, label="GfS"))
    researcher.shell.open_capture(event.id)
    return researcher


def _panes(researcher: Researcher) -> CapturePanes:
    found = researcher.window.findChild(CapturePanes)
    assert found is not None
    return found


def _side(researcher: Researcher) -> SidePanel:
    found = researcher.window.findChild(SidePanel)
    assert found is not None
    return found


def _list(researcher: Researcher) -> QTableView:
    researcher.shell.show_room("events")
    page = researcher.shell._page("events")
    found = page.findChild(QTableView, "list")
    assert isinstance(found, QTableView)
    return found


def _lock_and_unlock(researcher: Researcher) -> None:
    researcher.window.lock()
    QApplication.processEvents()
    researcher.unlock()


def _restart(researcher: Researcher, qtbot: QtBot, profile: Path) -> Researcher:
    researcher.window.close()
    again = Researcher(qtbot, profile)
    again.unlock()
    return again


def _arrange(researcher: Researcher) -> None:
    panes = _panes(researcher)
    notes = sum(panes.sizes()) - 190 - 310
    panes.setSizes([190, notes, 310])
    panes.splitterMoved.emit(190, 1)
    _side(researcher).fold("tasks")
    view = _list(researcher)
    view.horizontalHeader().resizeSection(0, 121)
    researcher.shell.show_room("capture")


@pytest.mark.parametrize("how", ["lock", "restart"])
def test_panes_sections_columns_and_room_are_as_they_were(
    researcher: Researcher, qtbot: QtBot, profile: Path, how: str
) -> None:
    _arrange(researcher)
    if how == "lock":
        _lock_and_unlock(researcher)
    else:
        researcher = _restart(researcher, qtbot, profile)
    assert researcher.shell.place[0] == "capture"
    sizes = _panes(researcher).sizes()
    assert (sizes[AGENDA], sizes[SIDE]) == (190, 310)
    assert _side(researcher).rows.folded == {"tasks"}
    assert _list(researcher).columnWidth(0) == 121
    researcher.window.close()


def test_what_was_folded_away_stays_so_and_comes_back_as_wide_as_it_was(
    researcher: Researcher, qtbot: QtBot, profile: Path
) -> None:
    _arrange(researcher)
    _panes(researcher).toggle(AGENDA)
    researcher = _restart(researcher, qtbot, profile)
    assert _panes(researcher).sizes()[AGENDA] == 0
    _panes(researcher).toggle(AGENDA)
    assert _panes(researcher).sizes()[AGENDA] == 190
    researcher.window.close()


def test_what_a_small_window_folds_away_is_not_remembered_as_a_wish(
    researcher: Researcher, qtbot: QtBot, profile: Path
) -> None:
    _arrange(researcher)
    researcher.window.resize(900, 600)
    assert _panes(researcher).sizes()[SIDE] == 0
    researcher = _restart(researcher, qtbot, profile)
    researcher.window.resize(1366, 768)
    assert _panes(researcher).sizes()[SIDE] > 0
    researcher.window.close()


def test_locking_in_the_field_comes_back_to_a_window_that_can_be_left(researcher: Researcher) -> None:
    researcher.shell._page("capture").on_field_mode()
    assert researcher.window.isFullScreen()
    _lock_and_unlock(researcher)
    assert not researcher.window.isFullScreen()
    assert not researcher.shell._page("capture").filter_bar.isHidden()
    researcher.window.close()


@pytest.mark.parametrize("ending", ["quit", "crash"])
def test_the_next_start_is_as_large_as_before_the_field(
    researcher: Researcher, qtbot: QtBot, profile: Path, ending: str
) -> None:
    researcher.window.resize(800, 610)
    researcher.shell._page("capture").on_field_mode()
    researcher.shell.show_room("capture")
    if ending == "crash":
        (profile / "settings.json").rename(profile / "as_it_lay_there")
    researcher.window.close()
    if ending == "crash":
        (profile / "as_it_lay_there").replace(profile / "settings.json")

    after = MainWindow(profile)
    qtbot.addWidget(after)
    assert (after.width(), after.height()) == (800, 610)
    assert not after.isFullScreen()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"window": "%%%kein base64", "room": "keller", "event": "gibt es nicht"},
        {"room": "capture", "event": "gibt es nicht", "capture/capture_panes": "99999,-5,x"},
        {"capture/capture_panes": "2000,1900", "capture/side_panel": "tasks,unsinn,,"},
        {"capture/capture_panes": "", "events/list0": "0,0,0", "events/panes0": "0,0"},
        {"events/list0": "9,9,9,9,9,9", "events/panes0": "²,³", "events/list1": "-1,5"},
        {"events/list0": "4000,4000,4000", "events/panes0": "4000,1"},
    ],
)
def test_nonsense_in_the_file_leaves_a_window_that_can_be_used(
    researcher: Researcher, qtbot: QtBot, profile: Path, nonsense: dict[str, str]
) -> None:
    event = researcher.shell.place[1]
    researcher.window.close()
    stored = Settings.load(profile)
    dataclasses.replace(stored, layout={**stored.layout, **nonsense}).save(profile)

    again = Researcher(qtbot, profile)
    again.unlock()
    again.shell.open_capture(event)
    panes = _panes(again)
    assert min(panes.sizes()) > 0
    assert panes.sizes()[1] > 300
    view = _list(again)
    assert view.width() >= 150
    assert view.horizontalHeader().length() <= view.viewport().width() + 300
    again.window.close()


def test_at_the_door_the_window_does_not_say_what_is_inside(researcher: Researcher) -> None:
    assert researcher.window.windowTitle() == "Kerngruppe – Begleitung – GK Feldbuch"
    researcher.window.lock()
    assert researcher.window.windowTitle() == "GK Feldbuch"
    researcher.window.close()


def _at_the_door(qtbot: QtBot, profile: Path, open_it: Callable[[MainWindow], None]) -> MainWindow:
    window = MainWindow(profile)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    open_it(window)
    return window


def _shell_of(window: MainWindow) -> Shell | None:
    return window.shell


def test_a_passphrase_file_opens_the_window(researcher: Researcher, qtbot: QtBot, profile: Path) -> None:
    researcher.window.close()
    file = profile.parent / "passphrase.txt"
    file.write_text(f"{_PASSPHRASE}\nzweite Zeile\n", encoding="utf-8")
    window = _at_the_door(qtbot, profile, lambda window: window.unlock_from(file, with_code=False))
    qtbot.waitUntil(lambda: _shell_of(window) is not None, timeout=30_000)
    window.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("falsch\n", "Die Passphrase stimmt nicht."),
        ("\n", "Die erste Zeile der Datei"),
        (None, "ist nicht lesbar."),
    ],
)
def test_a_wrong_passphrase_file_is_told_at_the_door(
    researcher: Researcher, qtbot: QtBot, profile: Path, content: str | None, said: str
) -> None:
    researcher.window.close()
    file = profile.parent / "passphrase.txt"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    window = _at_the_door(qtbot, profile, lambda window: window.unlock_from(file, with_code=False))
    message = window.findChild(QLabel, "unlock_message")
    assert message is not None
    qtbot.waitUntil(lambda: said in message.text(), timeout=30_000)
    field = window.findChild(QWidget, "passphrase")
    assert field is not None
    assert field.isEnabled()
    assert _shell_of(window) is None
    window.close()


def test_a_passphrase_file_for_an_empty_folder_gets_a_sentence(qtbot: QtBot, profile: Path) -> None:
    window = _at_the_door(qtbot, profile, lambda window: window.unlock_from(profile / "x", with_code=False))
    assert "noch kein Projekt" in window._messages.text
    window.close()
