"""kill -9 at any moment of the real `gk-desktop capture`: one workspace, many rounds, nothing acknowledged may be lost.

Notes go in through a pipe; some processes are left alone until a half-typed line must have been saved, some reach the
end of their input and are killed while they close. As a campaign:
`python -m tests.durability.capture_campaign --rounds 1000`.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.cli.program import PASSPHRASE, Profile, command, environment, make_profile, objects, run_process
from tests.durability.killing import acknowledged_before_kill

LONGEST_LIFE_S: Final = 0.35
DRAFT_AT_MOST_S: Final = 2.0
_TOKEN: Final = re.compile(r"r\d+z\d+h?\b")


@dataclass
class Notes:
    """What is typed in one round: complete lines by number, each with its continuations, and half a line."""

    lines: list[str] = field(default_factory=list)
    half: str = ""

    @classmethod
    def of_round(cls, round_: int, chance: random.Random, *, length: int, half: bool) -> "Notes":
        notes = cls()
        for number in range(1, length + 1):
            filling = "Wörter und Wege " * chance.choice((0, 1, 5, 60))
            before = chance.choice(("", "", "! ", "> Kunze: ", f"@Stimme {number}: ", "-2min ", "TOP 3: ", "\t", "\t"))
            notes.lines.append(f"{before}r{round_}z{number} {filling}#B1")
        if half:
            notes.half = f"r{round_}z{length + 1}h halb getip"
        return notes


@dataclass
class Outcome:
    """`acknowledged` lines by round; `wrong` says in words what was not as it must be."""

    acknowledged: dict[int, int] = field(default_factory=dict)
    half_typed: int = 0
    ended: int = 0
    checks: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{len(self.acknowledged)} rounds ({self.half_typed} with a half-typed line, {self.ended} killed at the end"
            f" of input), {sum(self.acknowledged.values())} lines acknowledged; checked {self.checks} times;"
            f" wrong: {self.wrong or 'nothing'}"
        )


class CaptureKiller:
    """Rounds on one workspace. The next process is started, and waits for its passphrase, while the last one works."""

    def __init__(self, folder: Path, seed: int = 0) -> None:
        self._folder = folder
        self._chance = random.Random(seed)
        self.profile: Profile = make_profile(folder)
        self._expected: dict[str, list[str]] = {}
        self._typed: dict[str, str] = {}
        self._halves: list[str] = []
        self.outcome = Outcome()

    def run(self, rounds: int, *, check_every: int = 10, half_every: int = 20, end_every: int = 7) -> Outcome:
        waiting = self._start(0)
        try:
            for round_ in range(rounds):
                process, waiting = waiting, self._start(round_ + 1)
                half = round_ % half_every == 5
                ends = not half and round_ % end_every == 3
                self._round(round_, process, half=half, ends=ends)
                if round_ % check_every == check_every - 1 or round_ == rounds - 1:
                    self.check()
        finally:
            waiting.kill()
            waiting.communicate()
        return self.outcome

    def _passphrase_pipe(self, round_: int) -> Path:
        return self._folder / f"passphrase-{round_}"

    def _start(self, round_: int) -> "subprocess.Popen[str]":
        os.mkfifo(self._passphrase_pipe(round_))
        taken, notes_go_to = os.pipe()
        access = ["--profile", str(self.profile.folder), "--passphrase-file", str(self._passphrase_pipe(round_))]
        process = subprocess.Popen(
            command(*access, "capture", "--event", self.profile.event),
            stdin=taken,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        os.close(taken)
        process.notes_go_to = notes_go_to  # type: ignore[attr-defined]
        return process

    def _round(self, round_: int, process: "subprocess.Popen[str]", *, half: bool, ends: bool) -> None:
        chance = self._chance
        notes = Notes.of_round(round_, chance, length=3 if half or ends else 400, half=half)
        for line in (*notes.lines, notes.half):
            self._typed |= dict.fromkeys(_TOKEN.findall(line), line)
        _hand_over(PASSPHRASE, self._passphrase_pipe(round_), process)
        feeder = threading.Thread(target=_feed, args=(process, notes, chance.choice((7, 100, 4096)), ends))
        feeder.start()
        if half:
            assert process.stdout
            acknowledged = [process.stdout.readline() for _line in notes.lines]
            acknowledged += acknowledged_before_kill(process, DRAFT_AT_MOST_S)
            self._halves.append(notes.half)
            self.outcome.half_typed += 1
        else:
            acknowledged = acknowledged_before_kill(process, chance.uniform(0.02, LONGEST_LIFE_S))
        feeder.join()
        self.outcome.ended += ends
        self._note(round_, process, notes, [json.loads(line) for line in acknowledged])

    def _note(
        self, round_: int, process: "subprocess.Popen[str]", notes: Notes, acknowledged: list[dict[str, Any]]
    ) -> None:
        if process.returncode > 0:
            self.outcome.wrong.append(f"round {round_}: ended by itself with {process.returncode}")
        said = [item for item in acknowledged if item["line"]]
        if [item["line"] for item in said] != list(range(1, len(said) + 1)):
            self.outcome.wrong.append(f"round {round_}: lines acknowledged out of order")
        for item in said:
            if item["type"] == "entry":
                (token,) = _TOKEN.findall(notes.lines[item["line"] - 1])
                self._expected.setdefault(item["id"], []).append(token)
        self.outcome.acknowledged[round_] = len(said)

    def check(self) -> None:
        """Every acknowledged line is there, none twice, every half-typed one too, and the workspace is sound."""
        self.outcome.checks += 1
        access = self.profile.access
        recovered = run_process(*access, "capture", "--event", self.profile.event)
        checked = run_process(*access, "--json", "project", "check")
        listed = run_process(*access, "--json", "entry", "list", "--event", self.profile.event)
        for process in (recovered, checked, listed):
            if process.returncode:
                self.outcome.wrong.append(f"{process.args[-2:]}: {process.stderr.decode()}")
                return
        self._compare(objects(listed.stdout)[0])  # type: ignore[arg-type]

    def _compare(self, entries: list[dict[str, Any]]) -> None:
        wrong = self.outcome.wrong
        by_id = {entry["id"]: entry for entry in entries}
        for entry_id, tokens in self._expected.items():
            found = _TOKEN.findall(by_id[entry_id]["raw"]) if entry_id in by_id else []
            # The line in flight may have become durable without being acknowledged, in a round of its own too.
            if found[: len(tokens)] != tokens or len(found) > len(tokens) + 1:
                wrong.append(f"{entry_id}: {tokens} acknowledged, but {found}")
        every = Counter(token for entry in entries for token in _TOKEN.findall(entry["raw"]))
        wrong += [f"{token} is there {count} times" for token, count in every.items() if count > 1]
        raws = [entry["raw"] for entry in entries]
        wrong += [f"half a line is lost: {half}" for half in self._halves if half not in raws]
        for entry in entries:
            for line in entry["raw"].split("\n"):
                token = _TOKEN.search(line)
                if token is None or line not in self._typed[token[0]].removeprefix("\t"):
                    wrong.append(f"nobody typed: {line[:80]}")
        numbers = Counter(entry["number"] for entry in entries)
        wrong += [f"number {number} was given twice" for number, count in numbers.items() if count > 1]


def _hand_over(passphrase: str, pipe: Path, process: "subprocess.Popen[str]") -> None:
    """As soon as the process asks for it. One that has ended before never will."""
    while True:
        try:
            target = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody has opened the other end
            if process.poll() is not None:
                raise RuntimeError(process.communicate()[1]) from None
            time.sleep(0.002)
            continue
        os.write(target, f"{passphrase}\n".encode())
        os.close(target)
        return


def _feed(process: "subprocess.Popen[str]", notes: Notes, piece: int, ends: bool) -> None:
    """Type, in pieces that know nothing of lines; the process may be gone at any time."""
    target: int = process.notes_go_to  # type: ignore[attr-defined]
    typed = "".join(f"{line}\n" for line in notes.lines).encode() + notes.half.encode()
    try:
        for start in range(0, len(typed), piece):
            os.write(target, typed[start : start + piece])
        if not ends:
            process.wait()
    except BrokenPipeError:
        pass
    finally:
        os.close(target)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcome = CaptureKiller(Path(folder), options.seed).run(options.rounds)
    sys.stdout.write(f"{outcome}; {time.monotonic() - started:.0f} s\n")
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
