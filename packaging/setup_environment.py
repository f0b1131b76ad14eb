"""The program's own Python environment: build it, recognise it, repair it. Standard library only.

One rule carries the rest: an environment without a fitting stamp is worth nothing and is built anew. The stamp is
written last and in one step, so an interrupted set-up looks like what it is. Wheels of Qt are never added or removed
one by one, since a half-replaced PySide6 imports and then crashes.

Two levels: `runtime` starts the program, `dev` holds the same packages and the test tools on top, so an
environment of level `dev` serves both.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import system_libraries

ROOT = Path(__file__).resolve().parent.parent
# Raise it when this script builds something different from the same lock files: all environments are then renewed.
REVISION = "1"
RUNTIME = "runtime"
DEV = "dev"
STAMP_NAME = "gk-environment.json"
# Settings that would lead pip or Python past the new environment; everything else of the user's pip set-up stays.
MISLEADING = (
    "PYTHONHOME",
    "PYTHONPATH",
    "PIP_PREFIX",
    "PIP_PYTHON",
    "PIP_REQUIRE_HASHES",
    "PIP_ROOT",
    "PIP_TARGET",
    "PIP_USER",
    "__PYVENV_LAUNCHER__",
)


class SetupError(Exception):
    """The set-up cannot go on; the message is a German text for the user."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the environment was built from; `entries` are the names in site-packages at that moment."""

    runtime: str = ""
    dev: str = ""
    validator: str = ""
    entries: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment of one project folder. Paths only, no state."""

    root: Path = ROOT

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return python_of(self.folder)

    @property
    def stamp_file(self) -> Path:
        return self.folder / STAMP_NAME

    def lock_file(self, level: str) -> Path:
        return self.root / "packaging" / ("requirements.lock" if level == RUNTIME else "requirements-dev.lock")


def say(text: str) -> None:
    print(text, flush=True)


def python_of(folder: Path) -> Path:
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def site_packages_of(folder: Path) -> Path:
    if os.name == "nt":
        return folder / "Lib" / "site-packages"
    # The environment may stem from another Python than the one running this script.
    return next(iter(sorted(folder.glob("lib/python3*/site-packages"))), folder / "lib" / "site-packages")


def base_python() -> str:
    """The interpreter below a virtual environment: .venv must not be built from itself."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def clean_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONNOUSERSITE": "1"}


# --- stamp ------------------------------------------------------------------------------------------------------


def fingerprint(env: Environment, level: str) -> str:
    """Hash of all the environment depends on; "" where it has no working interpreter.

    pyvenv.cfg and the resolved interpreter name the Python version: an upgrade of the system's Python, a moved
    project folder (its path is written into the scripts) and a changed lock file all change the hash.
    """
    try:
        config = (env.folder / "pyvenv.cfg").read_bytes()
        python = env.python.resolve(strict=True)
    except OSError:
        return ""
    if not os.access(python, os.X_OK):
        return ""
    project = tomllib.loads((env.root / "pyproject.toml").read_text(encoding="utf-8"))
    # Settings of linters and tests stand in the same file and change nothing in the environment.
    installed = {name: project.get(name) for name in ("build-system", "project")}
    digest = hashlib.sha256()
    for part in (REVISION, level, str(env.root), str(python), json.dumps(installed, sort_keys=True)):
        digest.update(part.encode() + b"\0")
    digest.update(config)
    for name in (RUNTIME,) if level == RUNTIME else (RUNTIME, DEV):
        digest.update(b"\0" + env.lock_file(name).read_bytes())
    return digest.hexdigest()


def read_stamp(env: Environment) -> Stamp:
    try:
        content = json.loads(env.stamp_file.read_text(encoding="utf-8"))
        return Stamp(
            str(content["runtime"]), str(content["dev"]), str(content["validator"]), tuple(map(str, content["entries"]))
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Stamp()


def write_stamp(env: Environment, stamp: Stamp) -> None:
    temporary = env.stamp_file.with_suffix(f".{os.getpid()}.tmp")
    content = {"runtime": stamp.runtime, "dev": stamp.dev, "validator": stamp.validator, "entries": stamp.entries}
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=0)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(env.stamp_file)


def installed_entries(env: Environment) -> tuple[str, ...]:
    try:
        found = [path.name for path in site_packages_of(env.folder).iterdir()]
    except OSError:
        return ()
    return tuple(sorted(name for name in found if name != "__pycache__"))


def is_ready(env: Environment, level: str) -> bool:
    """True when nothing has to be done. Reads a few small files and starts no process."""
    stamp = read_stamp(env)
    stamped = stamp.runtime if level == RUNTIME else stamp.dev
    if not stamped or stamped != fingerprint(env, level):
        return False
    # A package deleted by hand leaves the stamp in place, so its names are compared as well.
    return set(stamp.entries) <= set(installed_entries(env))


# --- one at a time ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def exclusive(env: Environment) -> Iterator[None]:
    """Hold back a second set-up of the same folder.

    The lock lies on a file that is there anyway and belongs to the kernel: it ends with its process, so none can be
    left behind by a crash.
    """
    with env.lock_file(RUNTIME).open("rb") as file:
        if not _try_lock(file.fileno(), wait=False):
            say("Eine andere Einrichtung läuft gerade. Es wird auf ihr Ende gewartet.")
            while not _try_lock(file.fileno(), wait=True):
                pass
        yield


def _try_lock(descriptor: int, *, wait: bool) -> bool:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        # Locked bytes cannot be read by others there, so one far behind the end of the file is taken.
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:  # LK_LOCK gives up after ten seconds
            return False
        return True
    import fcntl  # noqa: PLC0415 - does not exist on Windows

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: better unguarded than not at all
        return True
    return True


# --- building ---------------------------------------------------------------------------------------------------


def ensure(env: Environment, level: str, *, fresh: bool = False) -> bool:
    """Bring the environment to `level`; True when something had to be done."""
    if not fresh and is_ready(env, level):
        return False
    with exclusive(env):
        # The process waited for may have done the work.
        if not fresh and is_ready(env, level):
            return False
        if fresh or not is_ready(env, RUNTIME) or read_stamp(env).dev:
            _build_runtime(env)
        if level == DEV:
            _add_dev(env)
    say("Die Python-Umgebung ist eingerichtet.")
    return True


def _build_runtime(env: Environment) -> None:
    say("Die Python-Umgebung (.venv) wird eingerichtet. Beim ersten Mal werden etwa 100 MB geladen.")
    remove(env)
    create(env.folder)
    with tempfile.TemporaryDirectory() as scratch:
        pip = bootstrap_pip(env.python, Path(scratch))
        install(pip, "--require-hashes", "-r", str(env.lock_file(RUNTIME)))
    # --no-build-isolation: hatchling comes with its hash from the lock file, not unchecked from elsewhere.
    install([str(env.python), "-m", "pip"], "--no-deps", "--no-build-isolation", "-e", str(env.root))
    write_stamp(env, Stamp(runtime=fingerprint(env, RUNTIME), entries=installed_entries(env)))


def _add_dev(env: Environment) -> None:
    """Put the test tools on top; the runtime packages have the same versions in both lock files and stay."""
    say("Die Werkzeuge für die Tests werden eingerichtet.")
    env.stamp_file.unlink()
    install([str(env.python), "-m", "pip"], "--require-hashes", "-r", str(env.lock_file(DEV)))
    stamp = Stamp(fingerprint(env, RUNTIME), fingerprint(env, DEV), entries=installed_entries(env))
    write_stamp(env, stamp)


def remove(env: Environment) -> None:
    try:
        env.stamp_file.unlink(missing_ok=True)  # first: what is left after an interruption must not look complete
        if env.folder.is_symlink() or env.folder.is_file():
            env.folder.unlink()
        elif env.folder.exists():
            shutil.rmtree(env.folder)
    except OSError as error:
        raise SetupError(
            f"Die alte Umgebung {env.folder} lässt sich nicht entfernen ({error.strerror}). "
            "Bitte schließen Sie GK Feldbuch und starten Sie erneut."
        ) from error


def create(folder: Path) -> None:
    """An empty environment without pip; works without Debian's python3-venv, which only brings ensurepip."""
    command = [base_python(), "-m", "venv", "--without-pip", str(folder)]
    result = subprocess.run(command, env=clean_environment(), capture_output=True, check=False)
    if result.returncode == 0 and python_of(folder).exists():
        return
    if os.name == "nt":
        raise SetupError("Python kann keine Umgebung anlegen. Bitte installieren Sie Python von python.org neu.")
    _create_by_hand(folder)


def _create_by_hand(folder: Path) -> None:
    """What the venv module would write, for distributions that leave it out."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        (folder / "lib" / f"python{version}" / "site-packages").mkdir(parents=True, exist_ok=True)
        for name in ("python", "python3"):
            if not (folder / "bin" / name).is_symlink():
                (folder / "bin" / name).symlink_to(base_python())
        home = Path(base_python()).parent
        config = f"home = {home}\ninclude-system-site-packages = false\nversion = {sys.version.split()[0]}\n"
        (folder / "pyvenv.cfg").write_text(config, encoding="utf-8")
    except OSError as error:
        raise SetupError(f"Die Umgebung {folder} lässt sich nicht anlegen: {error.strerror}.") from error


def bootstrap_pip(python: Path, scratch: Path) -> list[str]:
    """A pip outside that installs into the environment of `python`, which so gets the locked packages and no others.

    The system's pip where there is one (22.3 or newer knows --python), else Python's bundled copy put into `scratch`.
    """
    for attempt in (_outside_pip, _bundled_pip, _pip_from_apt):
        pip = attempt(scratch)
        if pip and _succeeds([*pip, "--python", str(python), "--version"]):
            return [*pip, "--python", str(python)]
    missing = "Python hat hier weder pip noch das Modul ensurepip, so lassen sich keine Pakete installieren. "
    if system_libraries.has_apt():
        line = system_libraries.apt_line(["python3-venv"])
        raise SetupError(f"{missing}Bitte führen Sie diese Zeile aus und starten Sie erneut:\n    {line}")
    raise SetupError(f"{missing}Bitte installieren Sie pip und starten Sie erneut.")


def _outside_pip(_scratch: Path) -> list[str]:
    return [base_python(), "-m", "pip"]


def _bundled_pip(scratch: Path) -> list[str]:
    create(scratch / "pip")
    inside = str(python_of(scratch / "pip"))
    return [inside, "-m", "pip"] if _succeeds([inside, "-m", "ensurepip"]) else []


def _pip_from_apt(scratch: Path) -> list[str]:
    return _bundled_pip(scratch) if system_libraries.apt_install(["python3-venv"]) else []


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, env=clean_environment(), capture_output=True, check=False).returncode == 0


def install(pip: list[str], *arguments: str) -> None:
    """Run pip; its many lines are shown only where something went wrong."""
    command = [*pip, "install", "--quiet", "--progress-bar", "off", *arguments]
    result = subprocess.run(
        command, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if result.returncode != 0:
        print(result.stdout, file=sys.stderr)
        raise SetupError(
            "Die Pakete ließen sich nicht installieren (die Meldung von pip steht darüber). "
            "Bitte prüfen Sie die Internetverbindung und den freien Speicherplatz und starten Sie erneut."
        )


# --- lock files -------------------------------------------------------------------------------------------------


def renew_locks(root: Path, arguments: list[str]) -> None:
    """Resolve pyproject.toml anew; versions stay where they fit, `--upgrade` takes the newest."""
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder) / "uv"
        create(tools)
        install(bootstrap_pip(python_of(tools), Path(folder)), "uv")
        resolve = [str(python_of(tools)), "-m", "uv", "pip", "compile", "pyproject.toml", "--universal", "--quiet"]
        resolve += ["--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", *arguments]
        runtime, dev = "packaging/requirements.lock", "packaging/requirements-dev.lock"
        for command in (
            [*resolve, "--extra", "build", "-o", runtime],
            # Bound to the first result: a package must not have two versions in the two levels.
            [*resolve, "--extra", "build", "--extra", "dev", "-c", runtime, "-o", dev],
        ):
            if subprocess.run(command, cwd=root, env=clean_environment(), check=False).returncode != 0:
                raise SetupError("Die Sperrdateien ließen sich nicht erneuern. Die Meldung von uv steht darüber.")
    say("Die Sperrdateien in packaging sind erneuert.")
