"""Every page and every dialog for people who use the keyboard, a screen reader, or a small screen."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import Workspace, create_workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.settings import Settings
from gk_desktop.domain.due_deletions import DueDeletion, KeptData
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass, Minutes, MinutesKind, MinutesStatus
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.ui import dialogs, pages
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.about_dialog import AboutDialog
from gk_desktop.ui.dialogs.changes_dialog import ChangesDialog
from gk_desktop.ui.dialogs.command_palette import CommandPalette
from gk_desktop.ui.dialogs.contact_import_dialog import ContactImportDialog
from gk_desktop.ui.dialogs.correction_dialog import CorrectionDialog
from gk_desktop.ui.dialogs.deletion_dialog import DeletionDialog
from gk_desktop.ui.dialogs.export_dialog import ExportDialog
from gk_desktop.ui.dialogs.forms_dialog import FormsDialog
from gk_desktop.ui.dialogs.history_dialog import HistoryDialog
from gk_desktop.ui.dialogs.identity_backups_dialog import IdentityBackupsDialog
from gk_desktop.ui.dialogs.identity_create_dialog import IdentityCreateDialog
from gk_desktop.ui.dialogs.identity_open_dialog import IdentityOpenDialog
from gk_desktop.ui.dialogs.import_dialog import ImportDialog
from gk_desktop.ui.dialogs.name_check_dialog import NameCheckDialog
from gk_desktop.ui.dialogs.passphrase_dialog import PassphraseDialog
from gk_desktop.ui.dialogs.person_rights_dialog import PersonRightsDialog
from gk_desktop.ui.dialogs.preview_dialog import PreviewDialog
from gk_desktop.ui.dialogs.project_dialog import ProjectDialog
from gk_desktop.ui.dialogs.release_dialog import ReleaseDialog
from gk_desktop.ui.dialogs.table_export_dialog import TableExportDialog
from gk_desktop.ui.dialogs.templates_dialog import TemplatesDialog
from gk_desktop.ui.pages.create_page import PassphrasePage, RecoveryCodePage
from gk_desktop.ui.pages.unlock_page import UnlockPage
from gk_desktop.ui.pages.welcome_page import WelcomePage
from gk_desktop.ui.rooms import ROOMS
from gk_desktop.ui.shell import Shell
from gk_desktop.ui.widgets.plain_page import PlainPage
from tests.ui.accessibility_walk import against_the_eye, by_tab, cut_off, focusable, nameless
from tests.ui.conftest import PASSPHRASE
from tests.ui.dialog_life import is_freed, show

_WIDTH, _HEIGHT = 1366, 768
_ROOMS = [room.key for room in ROOMS]


def _changes_dialog(shell: Shell, event: str) -> QDialog:
    """Of minutes that were released and changed since."""
    workspace, kind = shell.context.workspace, MinutesKind.COURSE
    if workspace.releases.versions.newest_released(event, kind) is None:
        for status in (MinutesStatus.DRAFT, MinutesStatus.PROOFREAD, MinutesStatus.RELEASED):
            workspace.releases.set_status(event, kind, status)
        workspace.capture(event).add_line("Noch etwas Langes, das in der Liste der Änderungen umbrechen muss. " * 3)
    return ChangesDialog(shell.context, event, kind, 1, shell)


_DIALOGS: dict[str, Callable[[Shell, str], QDialog]] = {
    "AboutDialog": lambda shell, event: AboutDialog(shell),
    "ChangesDialog": _changes_dialog,
    "CommandPalette": lambda shell, event: CommandPalette(shell.context, shell.actions(), shell),
    "ContactImportDialog": lambda shell, event: ContactImportDialog(shell.context, shell),
    "CorrectionDialog": lambda shell, event: CorrectionDialog(
        shell.context, Minutes(event=event, version=1), None, shell
    ),
    "DeletionDialog": lambda shell, event: DeletionDialog(
        shell.context, DueDeletion("x", "FK01-GfS-A1", KeptData.RECORDING, date(2021, 6, 1)), shell
    ),
    "ExportDialog": lambda shell, event: ExportDialog(shell.context, event, shell),
    "FormsDialog": lambda shell, event: FormsDialog(shell.context, shell),
    "HistoryDialog": lambda shell, event: HistoryDialog(shell.context, Event, event, shell),
    "IdentityBackupsDialog": lambda shell, event: IdentityBackupsDialog(shell.context, shell),
    "IdentityCreateDialog": lambda shell, event: IdentityCreateDialog(shell.context, shell),
    "IdentityOpenDialog": lambda shell, event: IdentityOpenDialog(shell.context, shell),
    "ImportDialog": lambda shell, event: ImportDialog(shell.context, event, shell),
    "NameCheckDialog": lambda shell, event: NameCheckDialog(
        shell.context, event, MinutesKind.COURSE, ExportClass.PSEUDONYMISIERT, shell
    ),
    "PassphraseDialog": lambda shell, event: PassphraseDialog(shell),
    "PersonRightsDialog": lambda shell, event: PersonRightsDialog(shell.context, parent=shell),
    "PreviewDialog": lambda shell, event: PreviewDialog(
        shell.context.workspace.minutes.document(event, MinutesKind.COURSE, ExportClass.INTERN), shell
    ),
    "TableExportDialog": lambda shell, event: TableExportDialog(shell.context, event, shell),
    "ProjectDialog": lambda shell, event: ProjectDialog(shell.context, shell),
    "ReleaseDialog": lambda shell, event: ReleaseDialog(Minutes(event=event, version=1), shell),
    "TemplatesDialog": lambda shell, event: TemplatesDialog(shell.context, shell),
}

_DOOR_PAGES: dict[str, Callable[[], PlainPage]] = {
    "WelcomePage": WelcomePage,
    "PassphrasePage": lambda: PassphrasePage(sample=False),
    "RecoveryCodePage": lambda: RecoveryCodePage("ABCDE-FGHIJ-KLMNO-PQRST-UVWXY-Z2345-67ABC-DEFGH", "Begleitung"),
    "UnlockPage": UnlockPage,
}

# Where the design wants another way than the eye's: from the line, where one writes, to the notes above it.
_MEANT = ("EntryLine „entry_line“",)


def _workspace(folder: Path) -> Workspace:
    clock = SteppingClock(datetime.fromisoformat("2021-05-19T09:00"), timedelta(seconds=1))
    kdf = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
    workspace, _code = create_workspace(folder, PASSPHRASE, project="Test", author="XY", clock=clock, kdf=kdf)
    return workspace


def _shown_shell(workspace: Workspace) -> Iterator[Shell]:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    context = WorkspaceContext(workspace)
    shell = Shell(context, Settings())
    context.setParent(shell)
    shell.resize(_WIDTH, _HEIGHT)
    shell.show()
    assert QTest.qWaitForWindowExposed(shell)
    yield shell
    shell.leave()
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    workspace.close()


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """The open window on the sample project."""
    workspace = _workspace(tmp_path_factory.mktemp("sample") / "p")
    workspace.sample().load()
    yield from _shown_shell(workspace)


@pytest.fixture(scope="module")
def empty_shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """The open window on a project in which nobody has written anything yet."""
    workspace = _workspace(tmp_path_factory.mktemp("empty") / "p")
    workspace.keeping.add(Event(title="Die erste"))
    yield from _shown_shell(workspace)


def _some_event(shell: Shell) -> str:
    return shell.context.workspace.records.find(Event, order_by=["date"])[-1].id


def _settle() -> None:
    for _round in range(3):
        QApplication.processEvents()


def _with_each_tab(window: QWidget) -> Iterator[str]:
    """What a window shows, then with each of its tabs in front."""
    _settle()
    yield ""
    for tabs in [tabs for tabs in window.findChildren(QTabWidget) if tabs.isVisible()]:
        before = tabs.currentIndex()
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            _settle()
            yield tabs.tabText(number)
        tabs.setCurrentIndex(before)


def _findings(window: QWidget) -> str:
    found = []
    for tab in _with_each_tab(window):
        assert focusable(window)
        back = [step for step in against_the_eye(window) if not any(f": {meant}" in step for meant in _MEANT)]
        found += [f"{tab}: {finding}" for finding in (*nameless(window), *back, *cut_off(window))]
    return "\n".join(found)


@pytest.mark.parametrize("room", _ROOMS)
def test_a_room_full_of_records(shell: Shell, room: str) -> None:
    shell.enter(room, _some_event(shell))
    assert shell.place[0] == room
    assert _findings(shell) == ""


@pytest.mark.parametrize("room", _ROOMS)
def test_a_room_without_records(empty_shell: Shell, room: str) -> None:
    empty_shell.enter(room, _some_event(empty_shell))
    assert empty_shell.place[0] == room
    assert _findings(empty_shell) == ""


@pytest.mark.parametrize("action", ["cheat_sheet", "field_mode"])
def test_what_else_the_notes_can_look_like(shell: Shell, action: str) -> None:
    shell.enter("capture", _some_event(shell))
    page = shell.findChild(QWidget, "capture_page")
    assert page is not None
    toggle = next(known for known in page.actions() if known.objectName() == f"capture_{action}")
    toggle.trigger()
    _settle()
    findings = _findings(shell)
    toggle.trigger()
    assert findings == ""


def test_the_page_of_hits(shell: Shell) -> None:
    entry = shell.context.workspace.records.find(Entry)[0]
    shell.show_room("search")
    page = shell.findChild(QWidget, "search_page")
    assert page is not None
    page.search(max(entry.text.split(), key=len))
    while page.is_searching:
        _settle()
    assert _findings(shell) == ""


def test_the_whole_window_fits_a_small_laptop(shell: Shell) -> None:
    for room in _ROOMS:
        shell.enter(room, _some_event(shell))
        needed = shell.minimumSizeHint()
        assert (needed.width() <= _WIDTH, needed.height() <= _HEIGHT) == (True, True), (room, needed)


@pytest.mark.parametrize("name", sorted(_DOOR_PAGES))
def test_a_page_of_the_door(qtbot: QtBot, name: str) -> None:
    page = _DOOR_PAGES[name]()
    qtbot.addWidget(page)
    page.resize(_WIDTH, _HEIGHT)
    show(qtbot, page)
    _settle()
    assert _findings(page) == ""


@pytest.mark.parametrize("name", ["PassphrasePage", "UnlockPage"])
def test_the_tab_key_takes_the_way_that_is_judged_here(qtbot: QtBot, name: str) -> None:
    page = _DOOR_PAGES[name]()
    qtbot.addWidget(page)
    show(qtbot, page)
    way = [widget for widget in by_tab(page) if widget.isEnabled()]
    way[0].setFocus()
    visited = []
    for _step in way:
        visited.append(QApplication.focusWidget())
        QTest.keyClick(visited[-1], Qt.Key.Key_Tab)
    assert visited == way
    assert len(way) > 2
    assert QApplication.focusWidget() is way[0]


@pytest.mark.parametrize("name", sorted(_DIALOGS))
def test_a_dialog_can_be_used_and_is_gone_after_escape(qtbot: QtBot, shell: Shell, name: str) -> None:
    shell.enter("events")
    dialog = _DIALOGS[name](shell, _some_event(shell))
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    _settle()
    findings = _findings(dialog)
    needed = dialog.minimumSizeHint()
    assert findings == ""
    assert (needed.width() <= _WIDTH, needed.height() <= _HEIGHT) == (True, True), needed

    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
    assert is_freed(dialog)


_CLOSE_BY_THEMSELVES = {"CleansingDialog"}
"""They show work that nothing may interrupt; `test_bin_page` opens it."""


@pytest.mark.parametrize(
    ("package", "base", "known"),
    [(dialogs, QDialog, {*_DIALOGS, *_CLOSE_BY_THEMSELVES}), (pages, PlainPage, set(_DOOR_PAGES))],
)
def test_no_dialog_and_no_page_of_the_door_is_missing_here(package: object, base: type, known: set[str]) -> None:
    name, path = package.__name__, package.__path__
    modules = [importlib.import_module(f"{name}.{found.name}") for found in pkgutil.iter_modules(path)]
    classes = {item for module in modules for item in vars(module).values() if isinstance(item, type)}
    made_here = {item.__name__ for item in classes if issubclass(item, base) and item.__module__.startswith(name)}
    assert made_here == known


def test_a_field_without_a_name_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    named, planted = QLineEdit(), QLineEdit()
    named.setAccessibleName("Titel")
    planted.setObjectName("planted")
    layout.addWidget(named)
    layout.addWidget(planted)
    show(qtbot, window)
    assert nameless(window) == ["ohne Namen: QLineEdit „planted“ in QWidget „“"]


def test_a_tab_that_goes_back_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    buttons = [QPushButton(text) for text in ("links", "Mitte", "rechts")]
    for button in buttons:
        layout.addWidget(button)
    show(qtbot, window)
    assert against_the_eye(window) == []

    QWidget.setTabOrder(buttons[2], buttons[1])
    (finding,) = against_the_eye(window)
    assert "„rechts“" in finding.split("→")[0]
    assert "„Mitte“" in finding.split("→")[1]


def test_a_button_that_is_cut_off_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = QPushButton("Ein Wort, das nicht auf den Knopf passt", window)
    button.setFixedWidth(60)
    window.resize(400, 100)
    show(qtbot, window)
    assert len(cut_off(window)) == 1
    button.move(380, 0)
    assert len(cut_off(window)) == 2
