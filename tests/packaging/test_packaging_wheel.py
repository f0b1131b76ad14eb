"""The wheel is complete: whoever installs it gets the resources and the command."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built as the documentation says, with the network switched off."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir", str(folder)]
    result = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", str(ROOT), *options], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        yield archive


def test_wheel_contains_every_resource(wheel):
    resources = ROOT / "resources"
    wanted = {
        f"gk_desktop/resources/{path.relative_to(resources).as_posix()}"
        for path in resources.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted
    assert wanted <= set(wheel.namelist())


def test_wheel_contains_every_module_and_no_tests(wheel):
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "gk_desktop").rglob("*.py")}
    names = set(wheel.namelist())
    assert modules <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"gk_desktop"}


def test_wheel_offers_the_command(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "gk-desktop = gk_desktop.__main__:main" in wheel.read(name).decode()


def test_wheel_asks_for_a_safe_pyside(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith("/METADATA"))
    lines = [
        line for line in wheel.read(name).decode().splitlines() if "pyside6" in line.lower() and "Requires" in line
    ]
    assert lines == ["Requires-Dist: pyside6-essentials<6.12,>=6.8.3"]
