"""A power cut: only what was synced survives, and of the rest a random part, torn at sectors.

SQLCipher brings its own SQLite, whose file operations no test can see. So a real session is recorded as the statements
that the store executes; they are replayed, on a copy of the real file and with the real connection's pragmas, by
another SQLite that writes the same format (sqlite3mc) over a file layer that notes each operation. Then the power is
cut at any operation, and what survives is opened with the real store.
As a campaign: `python -m tests.durability.power_cut --cuts 3000`.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import apsw

from gk_desktop.base.errors import UserError
from gk_desktop.domain.entry import Entry
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.workspaces import clock_at_start, create_workspace, database_of, write_entries

SECTOR: Final = 512
FULL: Final = 2
NORMAL: Final = 1
OFF: Final = 0
_PRAGMAS: Final = ("journal_mode", "synchronous", "wal_autocheckpoint", "secure_delete", "temp_store", "cache_size")
_LAYER: Final = "noting"

State = tuple[dict[str, str], dict[str, str]]
"""Texts of entries by id, and of drafts by place."""


@dataclass(frozen=True, slots=True)
class Session:
    """What a real session has done: `states[n]` stood after `commits[n]` statements, and was acknowledged then."""

    profile: Path
    data_key: bytes
    file_at_start: bytes
    key_file: bytes
    pragmas: dict[str, Any]
    statements: list[tuple[str, Any]]
    commits: list[int]
    states: list[State]


class _Listening:
    """Stands in for the connection of an open store and writes down every statement."""

    def __init__(self, connection: Any, statements: list[tuple[str, Any]]) -> None:
        self._connection = connection
        self._statements = statements

    @property
    def in_transaction(self) -> bool:
        return bool(self._connection.in_transaction)

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        self._statements.append((sql, parameters))
        return self._connection.execute(sql, parameters)

    def rollback(self) -> None:
        self._statements.append(("ROLLBACK", ()))
        self._connection.rollback()

    def close(self) -> None:
        self._connection.close()


def record_session(profile: Path, *, units: int, seed: int = 0) -> Session:
    """Notes being taken: entries and drafts, corrections, deletions, undo. The workspace starts with some content."""
    store, _code = create_workspace(profile)
    write_entries(store, [f"Vorher {number}" for number in range(20)])
    data_key = store._data_key
    store.close()
    file_at_start, key_file = (profile / "workspace.db").read_bytes(), (profile / "vault.key").read_bytes()

    store = WorkspaceStore.open_with_key(profile, data_key, clock=clock_at_start())
    try:
        database, statements = database_of(store), []
        pragmas = {name: database.execute(f"PRAGMA {name}").fetchone()[0] for name in _PRAGMAS}
        database.conn = _Listening(database.conn, statements)
        commits, states = [0], [state_of(store)]
        chance = random.Random(seed)
        for number in range(units):
            _one_step(store, chance, number)
            commits.append(len(statements))
            states.append(state_of(store))
            # Looking at the state has executed statements, too; they change nothing.
        return Session(profile, data_key, file_at_start, key_file, pragmas, statements, commits, states)
    finally:
        store.close()


def _one_step(store: WorkspaceStore, chance: random.Random, number: int) -> None:
    text = f"Eintrag {number}: " + "Sprachmittlung bleibt offen. " * chance.choice((0, 1, 5, 40, 200))
    known = store.records.find(Entry)
    match chance.randrange(10):
        case 0 | 1 | 2:
            store.drafts.save("Mitschrift", text[: chance.randint(1, 60)])
        case 3:
            with store.journal.change("Bearbeiten") as unit:
                unit.change(Entry, chance.choice(known).id, text=text)
        case 4:
            with store.journal.change("Löschen") as unit:
                unit.delete(chance.choice(known).id)
        case 5:
            store.journal.undo()
        case _:
            with store.journal.change("Eintrag") as unit:
                for part in range(chance.choice((1, 1, 3))):
                    unit.create(Entry(text=f"{text} {part}", number=f"A{unit.next_count('probe')}", position=number))
                unit.clear_draft("Mitschrift")


def state_of(store: WorkspaceStore) -> State:
    entries = {entry.id: entry.text for entry in store.records.find(Entry)}
    return entries, {draft.place: draft.text for draft in store.drafts.all()}


@dataclass(frozen=True, slots=True)
class FileOperation:
    """`kind` is write, sync, truncate or delete; `file` the end of the name: empty for the database, else "-wal"."""

    kind: str
    file: str
    offset: int = 0
    data: bytes = b""


class _NotingFile(apsw.VFSFile):
    def __init__(self, layer: "_NotingLayer", name: Any, flags: list[int]) -> None:
        super().__init__("unix", name, flags)
        self._layer = layer
        self._file = layer.suffix(name)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._layer.note(FileOperation("write", self._file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self._layer.note(FileOperation("sync", self._file))
        super().xSync(flags)

    def xTruncate(self, newsize: int) -> None:
        self._layer.note(FileOperation("truncate", self._file, newsize))
        super().xTruncate(newsize)


class _NotingLayer(apsw.VFS):
    def __init__(self) -> None:
        super().__init__(_LAYER, "unix")
        self.operations: list[FileOperation] = []
        self.database = ""

    def suffix(self, name: Any) -> str:
        path = name if isinstance(name, str) else name.filename() if name else "temporary"
        return path.removeprefix(self.database)

    def note(self, operation: FileOperation) -> None:
        self.operations.append(operation)

    def xOpen(self, name: Any, flags: list[int]) -> _NotingFile:
        return _NotingFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.note(FileOperation("delete", self.suffix(filename)))
        super().xDelete(filename, syncdir)


_layer = _NotingLayer()


@dataclass(frozen=True, slots=True)
class Replay:
    """The file operations of a session. `acknowledged[n]`: as many of them were done when `states[n]` was durable."""

    session: Session
    operations: list[FileOperation]
    acknowledged: list[int]


def replay(session: Session, *, synchronous: int | None = None, wal_autocheckpoint: int | None = None) -> Replay:
    """Run the session's statements once more, by default under exactly the pragmas it had."""
    pragmas = dict(session.pragmas)
    if synchronous is not None:
        pragmas["synchronous"] = synchronous
    if wal_autocheckpoint is not None:
        pragmas["wal_autocheckpoint"] = wal_autocheckpoint
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder).resolve() / "replayed.db"
        path.write_bytes(session.file_at_start)
        _layer.operations, _layer.database = [], str(path)
        connection = apsw.Connection(str(path), vfs=f"multipleciphers-{_LAYER}")
        acknowledged = []
        try:
            for statement in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{session.data_key.hex()}'\""):
                connection.execute(f"PRAGMA {statement}").fetchall()
            for name, value in pragmas.items():
                connection.execute(f"PRAGMA {name} = {value}").fetchall()
            commits = dict.fromkeys(session.commits)
            for count, (sql, parameters) in enumerate([*session.statements, ("SELECT 1", ())]):
                if count in commits:
                    acknowledged.append(len(_layer.operations))
                connection.execute(sql, tuple(parameters)).fetchall()
        finally:
            # Folds the log into the file and deletes it: the power may be cut in there as well.
            connection.close()
        assert len(acknowledged) == len(session.states), "each step of the session has executed something"
        return Replay(session, _layer.operations, acknowledged)


@dataclass
class _Disk:
    """One file as the disk has it, and what is on its way there."""

    content: bytearray
    exists: bool = True
    pending: list[FileOperation] = field(default_factory=list)

    def apply(self, operation: FileOperation, chance: random.Random | None = None) -> None:
        """`chance`: only a part of it arrives, in whole sectors."""
        if operation.kind == "delete":
            self.content, self.exists = bytearray(), False
            return
        self.exists = True
        if operation.kind == "truncate":
            del self.content[operation.offset :]
            return
        end = operation.offset + len(operation.data)
        self.content.extend(bytes(max(0, end - len(self.content))))
        start = operation.offset
        while start < end:
            stop = min(end, (start // SECTOR + 1) * SECTOR)
            if chance is None or chance.random() < 0.5:
                self.content[start:stop] = operation.data[start - operation.offset : stop - operation.offset]
            start = stop

    def do(self, operation: FileOperation) -> None:
        if operation.kind == "sync":
            for waiting in self.pending:
                self.apply(waiting)
            self.pending.clear()
        else:
            self.pending.append(operation)

    def after_cut(self, chance: random.Random) -> "_Disk":
        survivor = _Disk(bytearray(self.content), self.exists)
        share = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for operation in self.pending:
            if chance.random() < share:
                torn = operation.kind == "write" and chance.random() < 0.3
                survivor.apply(operation, chance if torn else None)
        return survivor


@dataclass(frozen=True, slots=True)
class Cut:
    """`before` and `after`: the last state acknowledged, and the one that was being written."""

    position: int
    files: dict[str, bytes]
    before: State
    after: State


def cuts(replayed: Replay, positions: Sequence[int], seed: int = 0) -> Iterator[Cut]:
    """What the disk holds when the power goes after so many file operations."""
    session, chance = replayed.session, random.Random(seed)
    disks = {"": _Disk(bytearray(session.file_at_start))}
    done = 0
    for position in sorted(positions):
        for operation in replayed.operations[done:position]:
            disks.setdefault(operation.file, _Disk(bytearray(), exists=False)).do(operation)
        done = position
        survivors = {name: disk.after_cut(chance) for name, disk in disks.items()}
        newest = sum(1 for count in replayed.acknowledged if count <= position) - 1
        yield Cut(
            position,
            {name: bytes(disk.content) for name, disk in survivors.items() if disk.exists},
            session.states[max(0, newest)],
            session.states[min(newest + 1, len(session.states) - 1)],
        )


@dataclass
class Outcome:
    """`lost` counts entries and drafts that had been acknowledged, `unsound` cuts after which the file was damaged."""

    cuts: int = 0
    lost: int = 0
    cuts_with_losses: int = 0
    unsound: int = 0
    half_units: int = 0
    acknowledged: int = 0

    def __str__(self) -> str:
        return (
            f"{self.cuts} cuts, {self.acknowledged} entries and drafts acknowledged before them, {self.lost} lost in"
            f" {self.cuts_with_losses} cuts, {self.half_units} cuts left half a unit of work, {self.unsound} a damaged"
            " file"
        )


def survive(replayed: Replay, positions: Sequence[int], seed: int = 0) -> Outcome:
    """Open what each cut leaves with the real store, and count what is not as it was acknowledged."""
    outcome, session = Outcome(), replayed.session
    for cut in cuts(replayed, positions, seed):
        outcome.cuts += 1
        outcome.acknowledged += sum(len(part) for part in cut.before)
        shutil.rmtree(session.profile)
        session.profile.mkdir()
        (session.profile / "vault.key").write_bytes(session.key_file)
        for suffix, content in cut.files.items():
            (session.profile / f"workspace.db{suffix}").write_bytes(content)
        try:
            store = WorkspaceStore.open_with_key(session.profile, session.data_key, clock=clock_at_start())
        except UserError:
            outcome.unsound += 1
            continue
        try:
            _judge(store, cut, outcome)
        except UserError:
            outcome.unsound += 1
        finally:
            store.close()
    return outcome


def _judge(store: WorkspaceStore, cut: Cut, outcome: Outcome) -> None:
    if not store.verify().is_sound:
        outcome.unsound += 1
        return
    state = state_of(store)
    if state in (cut.before, cut.after):
        return
    lost = sum(
        found.get(key) != text
        for expected, later, found in zip(cut.before, cut.after, state, strict=True)
        for key, text in expected.items()
        if later.get(key) == text
    )
    outcome.lost += lost
    outcome.cuts_with_losses += lost > 0
    outcome.half_units += lost == 0


def random_positions(replayed: Replay, count: int, seed: int = 0) -> list[int]:
    chance = random.Random(seed)
    return [chance.randint(1, len(replayed.operations)) for _cut in range(count)]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--units", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--synchronous", type=int, help="0 OFF, 1 NORMAL, 2 FULL; otherwise what the store has set")
    parser.add_argument("--checkpoint", type=int, help="pages of log until a checkpoint; otherwise as the store has it")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        session = record_session(Path(folder).resolve() / "profile", units=options.units, seed=options.seed)
        replayed = replay(session, synchronous=options.synchronous, wal_autocheckpoint=options.checkpoint)
        outcome = survive(replayed, random_positions(replayed, options.cuts, options.seed), options.seed)
    sys.stdout.write(
        f"{options.units} units of work, {len(replayed.operations)} file operations, pragmas {session.pragmas}\n"
        f"{outcome}; {time.monotonic() - started:.0f} s\n"
    )
    return 1 if outcome.lost or outcome.unsound or outcome.half_units else 0


if __name__ == "__main__":
    sys.exit(main())
