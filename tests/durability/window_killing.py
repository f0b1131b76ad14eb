"""kill -9 of the real window while somebody types: what was entered is there, and the half-typed line, too.

Run as a program it is the window being typed into: `python -m tests.durability.window_killing PROFILE EVENT ROUND`.
It prints `entry TEXT` after each Enter, and `typed SECONDS TEXT` after each piece of a line, SECONDS on a clock that
parent and child share. As a campaign: `python -m tests.durability.window_killing --rounds 200`.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from gk_desktop.app.workspace import Workspace, create_workspace, open_workspace
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event
from gk_desktop.security.key_file import KeyDerivation
from tests.durability.killing import REPOSITORY, acknowledged_before_kill

PASSPHRASE: Final = "drei kurze wege im regen"
OLDEST_DRAFT_S: Final = 2.0
_LONGEST_START_S: Final = 60.0
_LONGEST_TYPING_S: Final = 4.0


def type_until_killed(profile: Path, event_id: str, round_: int) -> None:
    """Unlock, open the Mitschrift, and type for ever."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

    from gk_desktop.ui.application import make_application
    from gk_desktop.ui.main_window import MainWindow
    from tests.ui.conftest import type_text

    make_application(profile)
    window = MainWindow(profile)
    window.show()
    secret, unlock = window.findChild(QLineEdit, "passphrase"), window.findChild(QPushButton, "unlock")
    assert secret is not None and unlock is not None
    secret.setText(PASSPHRASE)
    unlock.click()
    while window.shell is None:
        QTest.qWait(10)
    window.shell.open_capture(event_id)
    line = window.findChild(QPlainTextEdit, "entry_line")
    assert line is not None
    line.clear()
    say("ready")
    for number in range(1_000_000):
        for word in text_of(round_, number).split(" "):
            type_text(line, f" {word}" if line.toPlainText() else word)
            say(f"typed {time.time():.3f} {line.toPlainText()}")
            QTest.qWait(random.choice((5, 20, 60)))
        QTest.keyClick(line, Qt.Key.Key_Return)
        say(f"entry {text_of(round_, number)}")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def text_of(round_: int, number: int) -> str:
    words = random.Random(f"{round_}/{number}").choices(("Bündnis", "Übergabe", "Maß", "ẞ", "Straße", "geht"), k=12)
    return f"Runde {round_} Zeile {number} {' '.join(words)}"


@dataclass
class Outcome:
    """`wrong` says in words what was not as it must be."""

    rounds: int = 0
    entries: int = 0
    half_typed: int = 0
    wrong: list[str] = field(default_factory=list)


def campaign(folder: Path, rounds: int) -> Outcome:
    """Kill the window so many times in one workspace."""
    profile, outcome = folder / "profil", Outcome()
    kdf = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
    workspace, _code = create_workspace(profile, PASSPHRASE, project="Test", kdf=kdf)
    with workspace:
        event = workspace.keeping.add(Event(title="Kerngruppe", date=date(2021, 5, 19))).id
    for round_ in range(rounds):
        killed_at, lines = _one_life(profile, event, round_)
        with open_workspace(profile, PASSPHRASE) as workspace:
            _judge(workspace, event, lines, killed_at, outcome)
        outcome.rounds += 1
    return outcome


def _one_life(profile: Path, event: str, round_: int) -> tuple[float, list[str]]:
    command = [sys.executable, "-m", "tests.durability.window_killing", str(profile), event, str(round_)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    assert process.stdout is not None
    started = time.monotonic()
    while process.stdout.readline().strip() != "ready":
        assert process.poll() is None and time.monotonic() - started < _LONGEST_START_S, "the window did not open"
    lines = acknowledged_before_kill(process, random.uniform(0.2, _LONGEST_TYPING_S))
    return time.time(), lines


def _judge(workspace: Workspace, event: str, lines: list[str], killed_at: float, outcome: Outcome) -> None:
    present = {entry.raw for entry in workspace.records.find(Entry, event=event)}
    entered = [line.removeprefix("entry ") for line in lines if line.startswith("entry ")]
    outcome.entries += len(entered)
    outcome.wrong += [f"missing: {text}" for text in entered if text not in present]
    draft = workspace.capture(event).draft()
    kept = draft.text if draft is not None else ""
    due = _typed_long_enough_ago(lines, killed_at)
    # Entered meanwhile without having said so: then the whole line stands among the entries.
    if due and not kept.startswith(due) and not any(text.startswith(due) for text in present):
        outcome.wrong.append(f"half-typed line lost: {due!r}, kept {kept!r}")
    outcome.half_typed += bool(due)
    if not workspace.projects.check().is_sound:
        outcome.wrong.append("the Datenprüfung found something")


def _typed_long_enough_ago(lines: list[str], killed_at: float) -> str:
    """What stood in the line so long before the kill that it must have been kept; empty if it was entered since."""
    due = ""
    for line in lines:
        kind, _blank, rest = line.partition(" ")
        if kind == "entry":
            due = ""
        elif kind == "typed":
            moment, _blank, text = rest.partition(" ")
            due = text if killed_at - float(moment) > OLDEST_DRAFT_S else due
    return due


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20)
    with tempfile.TemporaryDirectory() as folder:
        outcome = campaign(Path(folder), parser.parse_args().rounds)
    counted = f"{outcome.rounds} rounds, {outcome.entries} entries, {outcome.half_typed} half-typed"
    say(f"{counted}, {len(outcome.wrong)} wrong")
    for finding in outcome.wrong:
        say(finding)
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    if len(sys.argv) == 4 and not sys.argv[1].startswith("-"):
        type_until_killed(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    sys.exit(main())
