"""ruff and mypy find nothing in the program, and would find what they are there for."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.program import ROOT


def run(*words: str, source: str = "") -> subprocess.CompletedProcess[str]:
    """Run a module of the environment in the project folder."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        input=source,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )


@pytest.mark.parametrize("words", [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)])
def test_checker_finds_nothing(words: tuple[str, ...]) -> None:
    checked = run(*words)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def ruff_on(place: str, source: str) -> str:
    return run("ruff", "check", "--stdin-filename", place, "-", source=source).stdout


@pytest.mark.parametrize("place", ["domain", "store", "services", "app", "cli", "documents", "base", "security"])
def test_qt_outside_the_window_is_found(place: str) -> None:
    source = '"""Planted."""\n\nfrom PySide6.QtCore import QObject\n\nThing = QObject\n'

    assert "TID251" in ruff_on(f"gk_desktop/{place}/planted.py", source)
    assert "TID251" in ruff_on(f"gk_desktop/{place}/planted.py", source.replace("PySide6.QtCore", "PySide6"))
    assert "TID251" not in ruff_on("gk_desktop/ui/planted.py", source)


def test_print_outside_the_command_line_is_found_by_ruff_too() -> None:
    assert "T201" in ruff_on("gk_desktop/services/planted.py", 'print("fertig")\n')


def test_missing_annotation_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def double(number):\n    return 2 * number\n", encoding="utf-8")

    checked = run("mypy", "--cache-dir", str(tmp_path / "cache"), str(planted))

    assert checked.returncode == 1, checked.stderr
    assert "no-untyped-def" in checked.stdout
