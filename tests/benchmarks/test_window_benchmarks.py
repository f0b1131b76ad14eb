"""The window's benchmarks with tiny sizes, and what must not be loaded when the door is painted."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.architecture.program import PACKAGE, ROOT
from tests.benchmarks import painted_window, window_start, window_typing
from tests.benchmarks.workspaces import bulk_workspace


def test_starting_is_measured_against_a_bare_window(tmp_path: Path) -> None:
    (start,) = window_start.run_start(tmp_path, rounds=1)

    assert start.value > 0 < start.baseline


def test_unlocking_is_measured_until_a_letter_stands_on_the_page(tmp_path: Path) -> None:
    (unlock,) = window_start.run_unlock(tmp_path, entries=20, rounds=1)

    assert unlock.value > 0 < unlock.baseline


@pytest.mark.qt_log_ignore(r"propagateSizeHints\(\)")  # the offscreen platform says so of every window
@pytest.mark.parametrize("run", [window_typing.run_enter, window_typing.run_key, window_typing.run_scroll])
def test_window_paints_on_both_sides(tmp_path: Path, qapp: QApplication, run: window_typing.Run) -> None:
    (figure,) = run(tmp_path, entries=120, rounds=2)

    assert figure.value > 0 < figure.baseline


def test_door_is_painted_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    assert loaded_when_painted(tmp_path, ROOT) == []


@pytest.mark.parametrize("module", ["docx", "sqlite_utils", "cryptography", "asyncio"])
def test_heavy_import_is_found(tmp_path: Path, module: str) -> None:
    shutil.copytree(ROOT / PACKAGE, tmp_path / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / PACKAGE / "ui" / "pages" / "unlock_page.py").open("a", encoding="utf-8") as stream:
        stream.write(f"\nimport {module}\n")

    assert module in loaded_when_painted(tmp_path, tmp_path)


def loaded_when_painted(folder: Path, program: Path) -> list[str]:
    """Those of the heavy modules that the real window has loaded when it is painted."""
    profile = bulk_workspace(folder / "profil", 1).profile
    words = [sys.executable, painted_window.__file__, "start", str(profile)]
    environment = {**os.environ, "PYTHONPATH": str(program), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.endswith("\n"), "nothing was painted"
    return done.stdout.split()
