"""One typed line made durable, against the same rows written in plain SQL."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from gk_desktop.app.workspace import Workspace, open_workspace_with_key
from gk_desktop.services.capture import Captured
from tests.benchmarks.field_notes import FieldNotes
from tests.benchmarks.measuring import Figure, Times, figure, quiet_collector, timed
from tests.benchmarks.workspaces import PreparedWorkspace, bare_connection, captured_workspace

_MEDIAN_LIMIT: Final = 1.8
_P95_LIMIT: Final = 2.0
_WARM_UP: Final = 50


def run(folder: Path, *, present: int = 10_000, rounds: int = 1_000) -> Iterator[Figure]:
    """Both sides begin with the same file; each line's rows are the same on both sides."""
    prepared = captured_workspace(folder / "program", present)
    bare = prepared.copy_to(folder / "bare")
    with open_workspace_with_key(prepared.profile, prepared.data_key) as workspace, bare_connection(bare) as connection:
        times = _compare(workspace, connection, prepared, rounds)
    yield figure("enter_durable", *times.medians(), _MEDIAN_LIMIT)
    yield figure("enter_durable_p95", *times.p95(), _P95_LIMIT)


def _compare(workspace: Workspace, connection: Any, prepared: PreparedWorkspace, rounds: int) -> Times:
    """By turns; the plain side writes what the program wrote one round before."""
    capture = workspace.capture(prepared.event)
    times = Times([], [])
    rows = _written_rows(workspace, _captured(capture.add_line("Anlauf.")))
    lines = FieldNotes(seed=7).lines(_WARM_UP + rounds)
    with quiet_collector():
        for number, line in enumerate(lines):
            saved: list[Captured | None] = []
            sides: list[Callable[[], object]] = [
                lambda: saved.append(capture.add_line(line)),  # noqa: B023 - called within the round
                lambda: _write_plainly(connection, rows),  # noqa: B023
            ]
            first = number % 2
            seconds = {first: timed(sides[first]), 1 - first: timed(sides[1 - first])}
            if number >= _WARM_UP:
                times.candidate.append(seconds[0])
                times.baseline.append(seconds[1])
            rows = _written_rows(workspace, _captured(saved[0]))
    return times


def _captured(captured: Captured | None) -> Captured:
    assert captured is not None
    return captured


_Rows = dict[str, dict[str, Any]]


def _written_rows(workspace: Workspace, captured: Captured) -> _Rows:
    """The rows of an entry: its operation and its projection, which fills the index by a trigger."""
    connection = workspace.store._database.conn
    operation = connection.execute("SELECT * FROM op WHERE record_id = ?", [captured.id]).fetchone()
    projection = connection.execute("SELECT * FROM entry WHERE id = ?", [captured.id]).fetchone()
    return {
        "op": {name: operation[name] for name in operation.keys() if name != "n"},  # noqa: SIM118 - a Row has only keys()
        "entry": {name: projection[name] for name in projection.keys() if name != "rid"},  # noqa: SIM118
    }


def _write_plainly(connection: Any, rows: _Rows) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for table, row in rows.items():
        columns = ", ".join(f'"{name}"' for name in row)
        places = ", ".join("?" for _name in row)
        connection.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', list(row.values()))
    connection.execute("COMMIT")
