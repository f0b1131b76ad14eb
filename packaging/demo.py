"""The demonstration: the program's main job on the sample events, through its command line and without a screen."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from setup_environment import say

PROJECT = "Beispielprojekt"
# Without letters and digits that are mistaken for each other on paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
# Minutes for oneself, for colleagues without the names, and for everybody who took part.
EXPORTS = (
    ("verlauf", "INTERN"),
    ("verlauf", "PSEUDONYMISIERT"),
    ("ergebnis", "VERTEILER"),
    ("ergebnis", "INTERN"),
)
KIND_NAMES = {"verlauf": "Verlaufsprotokoll", "ergebnis": "Ergebnisprotokoll"}


class DemoError(Exception):
    """The demonstration cannot go on; the message is a German text for the user."""


@dataclass(frozen=True, slots=True)
class Target:
    folder: Path

    @property
    def profile(self) -> Path:
        return self.folder / "feldbuch"

    @property
    def passphrase_file(self) -> Path:
        return self.folder / "passphrase.txt"

    def has_workspace(self) -> bool:
        return self.profile.exists() and (not self.profile.is_dir() or any(self.profile.iterdir()))


@dataclass(frozen=True, slots=True)
class Program:
    """The program's command line, called for one workspace."""

    command: tuple[str, ...]
    variables: dict[str, str]

    def call(self, *arguments: str) -> str:
        """Run it and return what it printed; its own German message explains a failure."""
        # UTF-8 on both sides: on Windows a pipe would otherwise carry the code page of the country.
        result = subprocess.run(
            [*self.command, *arguments],
            env={**self.variables, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if result.returncode != 0:
            message = (result.stderr or result.stdout).strip() or "ohne Meldung"
            raise DemoError(f"Die Vorführung blieb stehen, weil das Programm einen Fehler meldet:\n{message}")
        return result.stdout


def check_target(folder: str) -> Target:
    """Refuse before any work is done: neither a workspace nor the key to one may be overwritten."""
    target = Target(Path(folder).expanduser().resolve())
    if target.folder.exists() and not target.folder.is_dir():
        raise DemoError(f"{target.folder} ist kein Ordner. Bitte nennen Sie einen neuen Ordner.")
    if target.has_workspace():
        raise DemoError(f"In {target.profile} liegt schon ein Feldbuch. Bitte nennen Sie einen neuen Ordner.")
    if target.passphrase_file.exists():
        raise DemoError(f"{target.passphrase_file} gibt es schon. Bitte nennen Sie einen neuen Ordner.")
    return target


def run(target: Target, command: list[str], variables: dict[str, str]) -> None:
    """Create the workspace, write all minutes and check the result, telling each step."""
    target.folder.mkdir(parents=True, exist_ok=True)
    write_passphrase(target.passphrase_file)
    access = ["--profile", str(target.profile), "--passphrase-file", str(target.passphrase_file)]
    program = Program((*command, *access), variables)
    say("Das Beispielprojekt wird angelegt.")
    try:
        program.call("--json", "project", "init", "--name", PROJECT, "--sample")
    except DemoError:
        # Nothing was encrypted with it yet, so the next attempt may use the same folder.
        if not target.has_workspace():
            target.passphrase_file.unlink()
        raise
    events = read_events(program.call("--json", "event", "list"))
    say(f"„{PROJECT}“ ist angelegt und verschlüsselt; {len(events)} Beispieltermine sind Zeile für Zeile erfasst.")
    for number, event in enumerate(events, start=1):
        export(program, target.folder, event, number)
    say(f"\nPrüfung des Projekts: {program.call('project', 'check').strip()}")
    say(summary(target, len(events) * len(EXPORTS)))


def write_passphrase(path: Path) -> None:
    """Six groups of four out of 31 signs are 118 bits. Readable by the owner only, from the first moment."""
    passphrase = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(6))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(passphrase)


def read_events(text: str) -> list[dict[str, Any]]:
    try:
        events = json.loads(text)
    except ValueError:
        events = None
    if not isinstance(events, list) or not all(isinstance(event, dict) and "id" in event for event in events):
        raise DemoError("Die Liste der Termine ließ sich nicht lesen. Bitte melden Sie diesen Fehler.")
    if not events:
        raise DemoError("Das Beispielprojekt enthält keine Termine. Bitte melden Sie diesen Fehler.")
    return events


def export(program: Program, folder: Path, event: dict[str, Any], number: int) -> None:
    say(f"\n{event.get('date', '')}  {event.get('title', '')}")
    for kind, audience in EXPORTS:
        path = folder / file_name(event, number, kind, audience)
        identity = ("--event", str(event["id"]))
        program.call("minutes", "export", *identity, "--kind", kind, "--class", audience, "-o", str(path))
        say(f"    {path.name}")


def file_name(event: dict[str, Any], number: int, kind: str, audience: str) -> str:
    """Date, kind, class and a counter. No title: it may name the municipality, which a file name must not give away."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", str(event.get("date") or ""))
    date = found.group() if found else "ohne-Datum"
    return f"{date}_{KIND_NAMES[kind]}_{audience}_{number:02d}.docx"


def summary(target: Target, count: int) -> str:
    return (
        f"\n{count} Protokolle liegen als Word-Dokumente in {target.folder}.\n"
        "Die Dokumente sind für jeden lesbar, der sie öffnet. "
        f"Das Feldbuch selbst in {target.profile} ist verschlüsselt.\n"
        f"Seine Passphrase steht in {target.passphrase_file}. "
        "Für echte Projekte gehört eine Passphrase nicht neben die Daten."
    )
