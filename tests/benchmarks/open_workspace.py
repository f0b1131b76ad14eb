"""Opening a workspace whose key is known, against opening the bare file and reading one row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gk_desktop.app.workspace import open_workspace_with_key
from tests.benchmarks.measuring import Figure, Times, figure, quiet_collector, timed
from tests.benchmarks.workspaces import PreparedWorkspace, captured_workspace, open_bare

_LIMIT: Final = 3.0
_WARM_UP: Final = 5


def run(folder: Path, *, entries: int = 10_000, rounds: int = 500) -> Iterator[Figure]:
    """The check of the place, lock, migrations and journal are part of opening; closing is not measured."""
    prepared = captured_workspace(folder / "program", entries)
    bare = prepared.copy_to(folder / "bare")
    times = Times([], [])
    with quiet_collector():
        for number in range(-_WARM_UP, rounds):
            if number % 2:
                own, plain = _seconds_to_open(prepared), _seconds_to_open_bare(bare)
            else:
                plain, own = _seconds_to_open_bare(bare), _seconds_to_open(prepared)
            if number >= 0:
                times.candidate.append(own)
                times.baseline.append(plain)
    yield figure("open_workspace", *times.medians(), _LIMIT)


def _seconds_to_open(prepared: PreparedWorkspace) -> float:
    opened = []
    seconds = timed(lambda: opened.append(open_workspace_with_key(prepared.profile, prepared.data_key)))
    opened[0].close()
    return seconds


def _seconds_to_open_bare(prepared: PreparedWorkspace) -> float:
    opened = []

    def open_and_read() -> None:
        connection = open_bare(prepared)
        connection.execute('SELECT * FROM "entry" WHERE rid = 1').fetchone()
        opened.append(connection)

    seconds = timed(open_and_read)
    opened[0].execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    opened[0].close()
    return seconds
