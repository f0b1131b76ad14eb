"""kill -9 at any moment: a process that acknowledges what it has saved, and a parent that ends it.

`acknowledged_before_kill` works for any program that prints one flushed line per durable thing. The program here writes
drafts and entries; what it writes follows from round and step alone, so that the parent knows what must be there.
As a campaign: `python -m tests.durability.killing --rounds 1000`.
"""

import argparse
import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from gk_desktop.domain.entry import Entry
from gk_desktop.store.backups import BackupReason
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.workspaces import clock_at_start, create_workspace

REPOSITORY: Final = Path(__file__).resolve().parents[2]
LONGEST_LIFE_S: Final = 0.15
_STEPS_PER_LINE: Final = 3


def acknowledged_before_kill(process: "subprocess.Popen[str]", life: float) -> list[str]:
    """Let a process live for so many seconds, kill it, and return the lines it has printed completely."""
    time.sleep(life)
    process.kill()
    printed, _errors = process.communicate()
    return printed[: printed.rfind("\n") + 1].splitlines()


def text_of_line(round_: int, line: int) -> str:
    return f"Runde {round_}, Zeile {line}: " + "Das Bündnis tagt. " * random.Random(f"{round_}/{line}").choice(
        (1, 9, 90)
    )


def draft_after(round_: int, step: int) -> str | None:
    """Each line takes three steps: two drafts of it, then the entry, which takes the draft's place."""
    line, part = divmod(step, _STEPS_PER_LINE)
    return text_of_line(round_, line)[: 9 * part] if part else None


def entries_after(round_: int, step: int) -> list[str]:
    return [text_of_line(round_, line) for line in range(step // _STEPS_PER_LINE)]


def write_until_killed(profile: Path, data_key: bytes, round_: int) -> Iterator[int]:
    """Yields the number of steps that are durable."""
    store = WorkspaceStore.open_with_key(profile, data_key, clock=clock_at_start())
    place = str(round_)
    for step in itertools.count(1):
        line, part = divmod(step, _STEPS_PER_LINE)
        if part:
            store.drafts.save(place, draft_after(round_, step) or "")
        else:
            with store.journal.change("Eintrag") as unit:
                unit.create(Entry(text=text_of_line(round_, line - 1), raw=place))
                unit.clear_draft(place)
        yield step
        if step == 30:
            store.make_backup(BackupReason.MANUAL)


@dataclass
class Outcome:
    """`acknowledged` steps by round; `wrong` says in words what was not as it must be."""

    acknowledged: dict[int, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    checks: int = 0

    def __str__(self) -> str:
        entries = sum(steps // _STEPS_PER_LINE for steps in self.acknowledged.values())
        return (
            f"{len(self.acknowledged)} rounds, {sum(self.acknowledged.values())} steps acknowledged, of them {entries}"
            f" entries; workspace checked {self.checks} times; wrong: {self.wrong or 'nothing'}"
        )


class Killer:
    """Rounds on one workspace. A nursery process has everything imported and forks the one that is killed."""

    def __init__(self, profile: Path, seed: int = 0) -> None:
        self._profile = profile
        self._chance = random.Random(seed)
        store, _code = create_workspace(profile)
        self._data_key = store._data_key
        store.close()

    def run(self, rounds: int, *, check_every: int = 10) -> Outcome:
        outcome = Outcome()
        command = [sys.executable, "-m", "tests.durability.killing", "--nursery", str(self._profile)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
        ) as nursery:
            assert nursery.stdin
            assert nursery.stdout
            nursery.stdin.write(f"{self._data_key.hex()}\n")
            for round_ in range(rounds):
                nursery.stdin.write(f"{round_}\n")
                nursery.stdin.flush()
                outcome.acknowledged[round_] = self._let_live(nursery.stdout)
                if round_ % check_every == check_every - 1 or round_ == rounds - 1:
                    self._check(outcome)
            nursery.stdin.close()
        return outcome

    def _let_live(self, said: IO[str]) -> int:
        process = int(said.readline())
        time.sleep(self._chance.uniform(0, LONGEST_LIFE_S))
        os.kill(process, signal.SIGKILL)
        for steps in itertools.count():
            line = said.readline()
            if line == f"ended {-signal.SIGKILL}\n":
                return steps
            assert line == f"{steps + 1}\n", f"{line!r} after {steps} steps"
        raise AssertionError("unreachable")

    def _check(self, outcome: Outcome) -> None:
        outcome.checks += 1
        store = WorkspaceStore.open_with_key(self._profile, self._data_key, clock=clock_at_start())
        try:
            outcome.wrong += store.verify().findings
            drafts = {draft.place: draft.text for draft in store.drafts.all()}
            entries = defaultdict(list)
            for entry in store.records.find(Entry):
                entries[int(entry.raw)].append(entry.text)
        finally:
            store.close()
        for round_, steps in outcome.acknowledged.items():
            found = (drafts.get(str(round_)), entries[round_])
            # The step in flight may have become durable without being acknowledged.
            allowed = [(draft_after(round_, step), entries_after(round_, step)) for step in (steps, steps + 1)]
            if found not in allowed:
                outcome.wrong.append(f"round {round_}: {steps} steps acknowledged, but {str(found)[:200]}")


def _say(line: object) -> None:
    # One short write, which a pipe takes whole or not at all.
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _nursery(profile: Path) -> None:
    data_key = bytes.fromhex(sys.stdin.readline())
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _say(os.getpid())
            for step in write_until_killed(profile, data_key, int(line)):
                _say(step)
        _process, status = os.waitpid(child, 0)
        _say(f"ended {os.waitstatus_to_exitcode(status)}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--nursery", type=Path, metavar="PROFILE", help="internal: make those that are killed")
    options = parser.parse_args(arguments)
    if options.nursery:
        _nursery(options.nursery)
        return 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcome = Killer(Path(folder) / "profile", options.seed).run(options.rounds)
    sys.stdout.write(f"{outcome}; {time.monotonic() - started:.0f} s\n")
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
