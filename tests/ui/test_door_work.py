"""Founding a project: whatever becomes of the sample, the code of the project is shown."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import open_workspace, open_workspace_with_key
from gk_desktop.base.paths import resources
from gk_desktop.base.progress import Cancelled, silent
from gk_desktop.ui.door_work import founding
from gk_desktop.ui.pages.create_page import RecoveryCodePage
from tests.ui.conftest import PASSPHRASE


def test_a_sample_that_fails_while_loading_is_told_beside_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shutil.copytree(resources() / "sample", tmp_path / "sample")
    next((tmp_path / "sample").glob("*.txt")).unlink()
    monkeypatch.setattr("gk_desktop.services.sample.resources", lambda: tmp_path)
    founded = founding(tmp_path / "p", PASSPHRASE, project="Probe", author="XY", sample=True)(silent)
    assert founded.problem.startswith("Das Beispielprojekt lässt sich nicht laden: ")
    page = RecoveryCodePage(founded.recovery_code, founded.project, founded.problem)
    qtbot.addWidget(page)
    assert founded.problem in [label.text() for label in page.findChildren(QLabel)]
    open_workspace_with_key(tmp_path / "p", founded.data_key).close()


def test_stopping_while_the_sample_is_loaded_keeps_the_project_and_its_code(tmp_path: Path) -> None:
    def stop(_text: str, _fraction: float) -> None:
        raise Cancelled

    founded = founding(tmp_path / "p", PASSPHRASE, project="Probe", author="XY", sample=True)(stop)
    assert founded.problem.startswith("Das Beispiel ist nicht ganz geladen")
    open_workspace(tmp_path / "p", "", recovery_code=founded.recovery_code).close()
