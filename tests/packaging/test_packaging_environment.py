"""The environment of the program: recognised by its stamp, repaired by building it anew."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"
posix_only = pytest.mark.skipif(os.name == "nt", reason="layout of POSIX systems")


def test_first_start_installs_hashed_packages_and_then_the_project(setup, env, installs):
    assert setup.ensure(env, setup.RUNTIME)
    assert installs == [
        ["--require-hashes", "-r", str(env.lock_file(setup.RUNTIME))],
        ["--no-deps", "--no-build-isolation", "-e", str(env.root)],
    ]
    assert setup.is_ready(env, setup.RUNTIME)
    assert not setup.is_ready(env, setup.DEV)


def test_second_start_does_no_work_and_starts_no_process(setup, env, installs, no_process):
    setup.ensure(env, setup.RUNTIME)
    installs.clear()
    no_process()
    assert not setup.ensure(env, setup.RUNTIME)
    assert installs == []


def test_new_environment_contains_python_and_no_packages(setup, tmp_path):
    setup.create(tmp_path / "leer")
    code = "import sys; print(sys.prefix); import gk_nothing"
    result = subprocess.run(
        [setup.python_of(tmp_path / "leer"), "-I", "-c", code], capture_output=True, text=True, check=False
    )
    assert Path(result.stdout.strip()) == tmp_path / "leer"
    assert not any(setup.site_packages_of(tmp_path / "leer").iterdir())


@posix_only
def test_environment_is_laid_out_by_hand_where_the_venv_module_is_missing(setup, tmp_path, monkeypatch):
    class Failed:
        returncode = 1

    with monkeypatch.context() as patch:
        patch.setattr(setup.subprocess, "run", lambda *_arguments, **_options: Failed())
        setup.create(tmp_path / "hand")
    code = "import json, sys; print(json.dumps([sys.prefix, sys.path]))"
    output = subprocess.run(
        [tmp_path / "hand" / "bin" / "python", "-I", "-c", code], capture_output=True, text=True, check=True
    ).stdout
    prefix, path = json.loads(output)
    assert Path(prefix) == tmp_path / "hand"
    assert str(setup.site_packages_of(tmp_path / "hand")) in path


def lose_stamp(env):
    env.stamp_file.unlink()


def garble_stamp(env):
    env.stamp_file.write_text('{"runtime": ', encoding="utf-8")


def stamp_of_another_build(env):
    env.stamp_file.write_text('{"runtime": "0", "dev": "", "validator": "", "entries": []}', encoding="utf-8")


def lose_interpreter(env):
    env.python.unlink()


def break_interpreter(env):
    env.python.unlink()
    env.python.symlink_to(env.root / "gone")


def replace_interpreter(env):
    env.python.unlink()
    env.python.write_text("not a program", encoding="utf-8")
    env.python.chmod(0o755)


def lose_configuration(env):
    (env.folder / "pyvenv.cfg").unlink()


def move_base_python(env):
    file = env.folder / "pyvenv.cfg"
    file.write_text(file.read_text(encoding="utf-8").replace("version = 3.", "version = 2."), encoding="utf-8")


def delete_package(env):
    shutil.rmtree(next(env.folder.rglob("site-packages")) / "paket")


def change_lock(env):
    env.root.joinpath("packaging", "requirements.lock").write_text("eins==2 --hash=sha256:1\n", encoding="utf-8")


def change_dependency(env):
    file = env.root / "pyproject.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"psutil>=6"', '"psutil>=7"'), encoding="utf-8")


@posix_only
@pytest.mark.parametrize(
    "damage",
    [
        lose_stamp,
        garble_stamp,
        stamp_of_another_build,
        lose_interpreter,
        break_interpreter,
        replace_interpreter,
        lose_configuration,
        move_base_python,
        delete_package,
        change_lock,
        change_dependency,
    ],
)
def test_half_made_or_outdated_environment_is_built_anew(setup, env, installs, damage):
    setup.ensure(env, setup.RUNTIME)
    (env.folder / "rest").touch()
    damage(env)
    assert not setup.is_ready(env, setup.RUNTIME)
    assert setup.ensure(env, setup.RUNTIME)
    assert setup.is_ready(env, setup.RUNTIME)
    assert not (env.folder / "rest").exists(), "built on top of the damaged one"


def test_environment_of_a_moved_project_folder_is_not_trusted(setup, env, installs):
    setup.ensure(env, setup.RUNTIME)
    moved = env.root.rename(env.root.with_name("umgezogen"))
    assert not setup.is_ready(setup.Environment(moved), setup.RUNTIME)


def test_settings_of_linters_leave_the_environment_alone(setup, env, installs):
    setup.ensure(env, setup.RUNTIME)
    with (env.root / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.other]\nline = 1\n")
    assert setup.is_ready(env, setup.RUNTIME)


@pytest.mark.parametrize("level", ["runtime", "dev"])
def test_interrupted_set_up_is_not_taken_for_complete(setup, env, installs, monkeypatch, level):
    work = setup.install

    def interrupted(pip, *arguments):
        if "-e" in arguments if level == "runtime" else any("dev" in argument for argument in arguments):
            raise KeyboardInterrupt
        work(pip, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(setup, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            setup.ensure(env, level)
    assert not setup.is_ready(env, level)
    assert not setup.is_ready(env, setup.RUNTIME), "pip may have stopped half-way through any package"
    assert setup.ensure(env, level)
    assert setup.is_ready(env, level)


def test_stamp_is_replaced_in_one_step(setup, env, installs, monkeypatch):
    setup.ensure(env, setup.RUNTIME)

    def power_cut(*_arguments):
        raise OSError("power cut")

    monkeypatch.setattr(Path, "replace", power_cut)
    with pytest.raises(OSError, match="power cut"):
        setup.write_stamp(env, setup.Stamp("neu"))
    assert setup.read_stamp(env).runtime != "neu"
    assert setup.is_ready(env, setup.RUNTIME)


def test_dev_environment_serves_the_program(setup, env, installs):
    setup.ensure(env, setup.DEV)
    assert setup.is_ready(env, setup.DEV)
    assert setup.is_ready(env, setup.RUNTIME)


def test_test_tools_are_added_without_rebuilding_the_program(setup, env, installs):
    setup.ensure(env, setup.RUNTIME)
    (env.folder / "rest").touch()
    installs.clear()
    setup.ensure(env, setup.DEV)
    assert installs == [["--require-hashes", "-r", str(env.lock_file(setup.DEV))]]
    assert (env.folder / "rest").exists()


def test_changed_dev_lock_rebuilds_for_tests_and_not_for_the_program(setup, env, installs):
    setup.ensure(env, setup.DEV)
    (env.folder / "rest").touch()
    env.lock_file(setup.DEV).write_text("zwei==3 --hash=sha256:0\n", encoding="utf-8")
    assert not setup.ensure(env, setup.RUNTIME)
    assert setup.ensure(env, setup.DEV)
    assert not (env.folder / "rest").exists()


def test_fresh_set_up_discards_a_sound_environment(setup, env, installs):
    setup.ensure(env, setup.RUNTIME)
    (env.folder / "rest").touch()
    assert setup.ensure(env, setup.RUNTIME, fresh=True)
    assert not (env.folder / "rest").exists()


@posix_only
def test_linked_environment_is_unlinked_and_its_target_kept(setup, env, installs, tmp_path):
    elsewhere = tmp_path / "anderswo"
    elsewhere.mkdir()
    (elsewhere / "fremd").touch()
    env.folder.symlink_to(elsewhere)
    setup.ensure(env, setup.RUNTIME)
    assert (elsewhere / "fremd").exists()
    assert not env.folder.is_symlink()


DRIVER = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import setup_environment as setup
env = setup.Environment(Path(sys.argv[2]))
def install(pip, *arguments):
    with open(sys.argv[3], "a") as file:
        file.write("x")
    time.sleep(0.2)
    (setup.site_packages_of(env.folder) / "paket").mkdir(exist_ok=True)
setup.install = install
setup.bootstrap_pip = lambda python, scratch: []
setup.ensure(env, "runtime")
assert setup.is_ready(env, "runtime")
"""


def test_two_starts_at_once_set_up_once(setup, env, tmp_path):
    log = tmp_path / "log"
    command = [sys.executable, "-c", DRIVER, str(SCRIPTS), str(env.root), str(log)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    outputs = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert log.read_text() == "xx"
    assert sum("Es wird auf ihr Ende gewartet" in output for output in outputs) >= 1


def test_lock_of_a_killed_set_up_does_not_stay(setup, env):
    code = DRIVER.replace("time.sleep(0.2)", "print('drin', flush=True); time.sleep(60)")
    command = [sys.executable, "-c", code, str(SCRIPTS), str(env.root), os.devnull]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while "drin" not in process.stdout.readline():
            pass
        process.kill()
    with setup.exclusive(env):
        assert not setup.is_ready(env, setup.RUNTIME)


def test_users_settings_cannot_lead_pip_past_the_environment(setup, monkeypatch):
    monkeypatch.setenv("PIP_TARGET", "anderswo")
    monkeypatch.setenv("PYTHONPATH", "anderswo")
    monkeypatch.setenv("PIP_INDEX_URL", "kept")
    variables = setup.clean_environment()
    assert "PIP_TARGET" not in variables
    assert "PYTHONPATH" not in variables
    assert variables["PIP_INDEX_URL"] == "kept"


def test_systems_pip_is_used_before_the_bundled_one(setup, tmp_path, monkeypatch):
    tried = []
    monkeypatch.setattr(setup, "_succeeds", lambda command: tried.append(command) or True)
    pip = setup.bootstrap_pip(tmp_path / "python", tmp_path)
    assert pip == [setup.base_python(), "-m", "pip", "--python", str(tmp_path / "python")]
    assert len(tried) == 1


def test_plain_user_without_pip_gets_the_one_apt_line(setup, libraries, tmp_path, monkeypatch):
    monkeypatch.setattr(setup, "_succeeds", lambda _command: False)
    monkeypatch.setattr(libraries, "has_apt", lambda: True)
    monkeypatch.setattr(libraries, "root_prefix", lambda: None)
    monkeypatch.setattr(libraries.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(setup.SetupError) as caught:
        setup.bootstrap_pip(tmp_path / "python", tmp_path)
    assert str(caught.value).endswith("\n    sudo apt-get install --no-install-recommends python3-venv")


def test_failed_download_is_told_in_german_after_pips_message(setup, capfd):
    python = [sys.executable, "-c", "import sys; print('ERROR of pip'); sys.exit(1)"]
    with pytest.raises(setup.SetupError, match="Internetverbindung"):
        setup.install(python, "x")
    assert "ERROR of pip" in capfd.readouterr().err


def test_renewed_dev_lock_is_bound_to_the_runtime_lock(setup, project, installs, monkeypatch):
    commands = []

    class Done:
        returncode = 0

    monkeypatch.setattr(setup, "create", lambda _folder: None)
    monkeypatch.setattr(setup, "install", lambda *_arguments: None)
    monkeypatch.setattr(setup.subprocess, "run", lambda command, **_options: commands.append(command) or Done())
    setup.renew_locks(project, ["--upgrade"])
    runtime, dev = commands
    assert runtime[-4:] == ["--extra", "build", "-o", "packaging/requirements.lock"]
    assert dev[-4:] == ["-c", "packaging/requirements.lock", "-o", "packaging/requirements-dev.lock"]
    assert all("--generate-hashes" in command and "--upgrade" in command for command in commands)
