"""The program as a process of its own, and a workspace that opens quickly for it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from gk_desktop.app.workspace import Workspace, create_workspace, open_workspace
from gk_desktop.domain.event import Event
from gk_desktop.security.key_file import KeyDerivation

REPOSITORY: Final = Path(__file__).resolve().parents[2]
PASSPHRASE: Final = "drei kurze wege im regen"
QUICK: Final = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
DAY: Final = date(2026, 3, 10)


@dataclass(frozen=True)
class Profile:
    """A project with one event, and the file its passphrase stands in."""

    folder: Path
    passphrase_file: Path
    recovery_code: str
    event: str

    @property
    def access(self) -> list[str]:
        return ["--profile", str(self.folder), "--passphrase-file", str(self.passphrase_file)]

    def open(self) -> Workspace:
        return open_workspace(self.folder, PASSPHRASE)


def make_profile(folder: Path) -> Profile:
    profile, passphrase_file = folder / "profil", folder / "passphrase.txt"
    passphrase_file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    workspace, recovery_code = create_workspace(profile, PASSPHRASE, project="Probe", author="AB", kdf=QUICK)
    with workspace:
        event = workspace.keeping.add(Event(title="Bündniskerngruppe", date=DAY))
    return Profile(profile, passphrase_file, recovery_code, event.id)


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "gk_desktop", *words]


def environment(**changes: str) -> dict[str, str]:
    """Of the test, without what would hide a wrong encoding or a missing flush."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_"))}
    return {**kept, "PYTHONPATH": str(REPOSITORY), **changes}


def run_process(
    *words: str, given: bytes = b"", variables: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        command(*words), input=given, capture_output=True, check=False, timeout=60, env=environment(**(variables or {}))
    )


def start_process(words: Sequence[str], **options: Any) -> "subprocess.Popen[bytes]":
    """Running; ended by force after a minute, so that a test that waits for an answer fails and does not hang."""
    usual = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment()}
    process = subprocess.Popen(command(*words), **{**usual, **options})
    watchdog = threading.Timer(60, process.kill)
    watchdog.daemon = True
    watchdog.start()
    return process


def objects(printed: bytes | str) -> list[dict[str, Any]]:
    """One JSON object per line."""
    text = printed.decode() if isinstance(printed, bytes) else printed
    return [json.loads(line) for line in text.split("\n") if line]
