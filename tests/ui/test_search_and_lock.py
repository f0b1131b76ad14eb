"""Locking and closing let go of the file, though a search is under way."""

from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.event import Event
from gk_desktop.store.vault import read_key_file
from gk_desktop.store.workspace_files import WorkspaceFiles
from gk_desktop.ui.main_window import MainWindow
from tests.ui.conftest import PASSPHRASE
from tests.ui.dialog_life import show


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> MainWindow:
    event = workspace.keeping.add(Event(title="Fachtag"))
    workspace.capture(event.id).add_line("Die Übergabe ist das Thema.")
    workspace.close()
    window = MainWindow(tmp_path / "p")
    qtbot.addWidget(window)
    show(qtbot, window)
    window._on_key(read_key_file(WorkspaceFiles(tmp_path / "p").key).unlock(PASSPHRASE))
    return window


@pytest.mark.parametrize("leave", [MainWindow.lock, MainWindow.close])
def test_no_file_of_the_workspace_is_open_afterwards(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, leave: Callable[[MainWindow], object]
) -> None:
    assert window.shell is not None
    window.shell.show_room("search")
    page = window.shell._page("search")
    page.search("übergabe")
    hits = page.findChild(QTableView, "search_hits")
    qtbot.waitUntil(lambda: hits.model().rowCount() > 1)
    page.search("ü")

    leave(window)

    assert [file.path for file in psutil.Process().open_files() if str(tmp_path) in file.path] == []
    (tmp_path / "p").rename(tmp_path / "moved")
    qtbot.wait(50)
