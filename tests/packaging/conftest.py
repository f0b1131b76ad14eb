"""Loads the scripts in packaging/ by their path, fresh for each test.

No __init__.py in this folder: a package called "packaging" would hide the library of that name.
"""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "packaging"
NAMES = ("system_libraries", "setup_environment", "ooxml_validator", "demo", "start")


@pytest.fixture
def scripts(monkeypatch):
    """All modules of the start script, the same objects for each other as for the test."""
    modules: dict[str, ModuleType] = {}
    for name in NAMES:
        spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        modules[name] = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, modules[name])
        spec.loader.exec_module(modules[name])
    return modules


@pytest.fixture
def start(scripts):
    return scripts["start"]


@pytest.fixture
def setup(scripts):
    return scripts["setup_environment"]


@pytest.fixture
def libraries(scripts):
    return scripts["system_libraries"]


@pytest.fixture
def project(tmp_path):
    """A folder that looks like this project to the start script."""
    root = tmp_path / "projekt"
    (root / "packaging").mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", root)
    (root / "packaging" / "requirements.lock").write_text("eins==1 --hash=sha256:0\n", encoding="utf-8")
    (root / "packaging" / "requirements-dev.lock").write_text("zwei==2 --hash=sha256:0\n", encoding="utf-8")
    shutil.copytree(ROOT / "tests" / "ooxml", root / "tests" / "ooxml")
    return root


@pytest.fixture
def installs(setup, monkeypatch):
    """Replaces pip: notes each call and leaves a package behind, as the real one does."""
    calls: list[list[str]] = []

    def fake_pip(python, scratch):
        return [str(python)]

    def fake_install(pip, *arguments):
        calls.append(list(arguments))
        folder = Path(pip[0]).parents[1]
        name = "paket_dev" if any("dev" in argument for argument in arguments) else "paket"
        (setup.site_packages_of(folder) / name).mkdir(exist_ok=True)

    monkeypatch.setattr(setup, "bootstrap_pip", fake_pip)
    monkeypatch.setattr(setup, "install", fake_install)
    return calls


@pytest.fixture
def env(setup, project):
    return setup.Environment(project)


@pytest.fixture
def no_process(monkeypatch):
    """Any new process fails the test."""

    def refuse(*arguments, **_options):
        raise AssertionError(f"unexpected process: {arguments}")

    def forbid():
        monkeypatch.setattr("subprocess.Popen", refuse)

    return forbid
