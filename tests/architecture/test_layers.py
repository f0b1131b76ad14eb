"""The contracts on imports between rooms (pyproject.toml), and that they see what breaks them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.program import PACKAGE, ROOT


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the folder's pyproject.toml on the package that lies in it."""
    program = "import sys; sys.path.insert(0, ''); from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program to spoil."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / PACKAGE, tmp_path / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_program_keeps_its_layers() -> None:
    checked = lint_imports(ROOT)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("module", "illegal", "says"),
    [
        ("domain/planted.py", "from gk_desktop.store.journal import Journal", "domain is not allowed to import"),
        ("services/planted.py", "from gk_desktop.app.workspace import Workspace", "services is not allowed to import"),
        ("documents/planted.py", "import gk_desktop.store.records", "documents is not allowed to import"),
        ("cli/planted.py", "import gk_desktop.ui.main", "cli is not allowed to import"),
        ("ui/qt_guard.py", "import gk_desktop.ui.main_window", "qt_guard is not allowed to import"),
        ("ui/viewmodels/planted.py", "import gk_desktop.ui.pages", "viewmodels is not allowed to import"),
    ],
)
def test_illegal_import_is_found(copy: Path, module: str, illegal: str, says: str) -> None:
    with (copy / PACKAGE / module).open("a", encoding="utf-8") as stream:
        stream.write(f"\n{illegal}\n")

    checked = lint_imports(copy)

    assert checked.returncode == 1
    assert says in checked.stdout


def test_package_without_a_place_is_found(copy: Path) -> None:
    (copy / PACKAGE / "helpers").mkdir()
    (copy / PACKAGE / "helpers" / "__init__.py").touch()

    checked = lint_imports(copy)

    assert checked.returncode == 1
    assert f"{PACKAGE}.helpers" in checked.stdout


def test_future_exchange_has_its_place(copy: Path) -> None:
    (copy / PACKAGE / "exchange").mkdir()
    (copy / PACKAGE / "exchange" / "__init__.py").write_text("import gk_desktop.security\n", encoding="utf-8")

    assert lint_imports(copy).returncode == 0
