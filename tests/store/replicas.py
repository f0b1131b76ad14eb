"""Laptops that work, restore, clone and exchange in any order, and an oracle that knows what must not get lost.

The oracle never folds: from what each laptop had seen when it wrote, and from what was meant (a plain change replaces
what the screen showed, a decision replaces all versions, a deletion covers what it had seen), it says which versions
must still be there. As a campaign: `python -m tests.store.replicas --rounds 2000`.
"""

import argparse
import contextlib
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.ids import new_id
from gk_desktop.domain import operation as operation_module
from gk_desktop.domain.entry import Entry, Task, TaskStatus
from gk_desktop.domain.fields import to_plain
from gk_desktop.domain.numbering import entry_number, task_number
from gk_desktop.domain.operation import ALIVE, EVERYTHING, Operation, OperationKind
from gk_desktop.domain.record import Record, declaration, from_columns
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.store.backups import Backup, BackupReason
from gk_desktop.store.driver import Database
from gk_desktop.store.restore import restore_backup
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore

PASSPHRASE: Final = "drei kurze wege im regen"
CHEAP: Final = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
START: Final = datetime.fromisoformat("2026-03-10T09:00")
MOST_REPLICAS: Final = 4
MOST_RECORDS: Final = 6
MOST_LETTERS_MET: Final = 9

POOL: Final[dict[str, dict[str, Sequence[Any]]]] = {
    "entry": {
        "text": ("", "Die Übersetzung fehlt.", "KI hilft", "Wohnsitzauflage"),
        "no_quote": (False, True),
        "categories": ((), ("A1",), ("A1", "B2")),
    },
    "task": {
        "text": ("", "Einladung schreiben", "Raum buchen"),
        "status": (TaskStatus.OPEN, TaskStatus.DONE, TaskStatus.DROPPED),
        "due": (None, date(2026, 4, 1), date(2026, 5, 2)),
    },
}
_NEWER_FIELD: Final = "mood"
_NEWER_KIND: Final = "newer_thing"

STEPS: Final = ("change", "change", "change", "change", "resolve", "delete", "revive")
VERBS: Final = (
    *("change",) * 7,
    *("create", "resolve", "resolve", "delete", "delete", "revive", "revive", "purge"),
    *("several", "several", "fail", "undo", "undo", "undo", "redo", "redo", "newer"),
    *("send", "send", "deliver", "deliver", "deliver", "exchange", "exchange", "exchange"),
    *("backup", "restore", "clone", "reopen"),
)
Command = tuple[str, int, int, int]


def database_of(store: WorkspaceStore) -> Database:
    return store._database


def rows(store: WorkspaceStore, query: str, parameters: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in database_of(store).execute(query, list(parameters))]


def _json(value: Any) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False)


class OracleError(AssertionError):
    """A laptop does not show what it must show."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One operation as the oracle sees it: by what was known and meant, not by the parents it carries."""

    id: str
    time: int
    kind: OperationKind
    record_kind: str
    record: str
    values: dict[str, str]
    replaces: dict[str, frozenset[str]]
    answers: frozenset[str]
    seen: frozenset[str]


class Oracle:
    """Everything that anybody ever did, including what was lost with a laptop before it was handed on."""

    def __init__(self) -> None:
        self.deeds: dict[str, Deed] = {}
        self._of_record: dict[str, list[Deed]] = {}

    def add(self, deed: Deed) -> None:
        self.deeds[deed.id] = deed
        self._of_record.setdefault(deed.record, []).append(deed)

    def forget(self, ids: Iterable[str]) -> None:
        """They were rolled back."""
        for deed_id in ids:
            deed = self.deeds.pop(deed_id)
            self._of_record[deed.record].remove(deed)

    def of(self, record: str, known: set[str]) -> list[Deed]:
        return [deed for deed in self._of_record.get(record, ()) if deed.id in known]

    def versions(self, record: str, known: set[str]) -> dict[str, list[Deed]]:
        """Per field the deeds whose value nobody has replaced who is known here, the newest first."""
        deeds = self.of(record, known)
        found: dict[str, list[Deed]] = {}
        for deed in deeds:
            for name in deed.values:
                if not any(deed.id in other.replaces.get(name, ()) for other in deeds):
                    found.setdefault(name, []).append(deed)
        return {
            name: sorted(those, key=lambda deed: (deed.time, deed.id), reverse=True) for name, those in found.items()
        }

    def open_deletions(self, record: str, known: set[str]) -> frozenset[str]:
        deeds = self.of(record, known)
        answered = {answer for deed in deeds for answer in deed.answers}
        return frozenset(deed.id for deed in deeds if deed.kind is OperationKind.DELETE and deed.id not in answered)

    def must_live(self, record: str, known: set[str]) -> bool:
        """Nobody deleted it, or there is a version that no deletion has seen."""
        deletions = [deed for deed in self.of(record, known) if deed.kind is OperationKind.DELETE]
        return not deletions or any(
            not any(version.id in deletion.seen for deletion in deletions)
            for those in self.versions(record, known).values()
            for version in those
        )

    def knows_all_causes(self, record: str, known: set[str]) -> bool:
        """Whether everything arrived that the authors of what is known here had seen of this record."""
        deeds = self.of(record, known)
        every = {deed.id for deed in self._of_record[record]}
        return all(deed.seen & every <= known for deed in deeds)

    def complaints(self, store: WorkspaceStore, record: str, known: set[str], *, erased: bool) -> Iterator[str]:
        """What the laptop shows differently from what it must."""
        first = self.of(record, known)[0]
        state = operation_module.fold(store.journal.history(record))
        conflicts = {row[0] for row in rows(store, 'SELECT field FROM "conflict" WHERE record_id = ?', [record])}
        if erased:
            yield from self._complaints_of_erased(store, first, conflicts)
            return
        versions = self.versions(record, known)
        for name in sorted({*versions, *state.heads}):
            expected = {deed.id for deed in versions.get(name, ())}
            present = {head.operation for head in state.heads.get(name, ())}
            if expected - present:
                yield f"{record}.{name}: lost {sorted(expected - present)}"
            if present - expected:
                yield f"{record}.{name}: came back {sorted(present - expected)}"
        must_live = self.must_live(record, known)
        if must_live and state.deleted:
            yield f"{record}: a version that no deletion has seen is gone with the record"
        if not must_live and not state.deleted and self.knows_all_causes(record, known):
            yield f"{record}: lives although every version was seen by a deletion"
        contested = self.open_deletions(record, known) if not state.deleted else frozenset()
        if contested != set(state.contested_deletions):
            yield f"{record}: contested deletions are {state.contested_deletions}, not {sorted(contested)}"
        disputed = {name for name, those in versions.items() if len({deed.values[name] for deed in those}) > 1}
        # Kinds that only a newer program knows are not shown, so their conflicts are not listed either.
        expected_conflicts = (
            disputed | ({ALIVE} if contested else set()) if first.record_kind in RECORD_TYPES else set()
        )
        if conflicts != expected_conflicts:
            yield f"{record}: conflicts {sorted(conflicts)} instead of {sorted(expected_conflicts)}"
        yield from self._complaints_of_screen(store, first, versions, deleted=state.deleted)

    def _complaints_of_erased(self, store: WorkspaceStore, first: Deed, conflicts: set[str]) -> Iterator[str]:
        if any(operation.values for operation in store.journal.history(first.record)):
            yield f"{first.record}: erased, and its text is still there"
        if conflicts or (first.record_kind in RECORD_TYPES and shown_record(store, first.record_kind, first.record)):
            yield f"{first.record}: erased, and still shown"

    def _complaints_of_screen(
        self, store: WorkspaceStore, first: Deed, versions: dict[str, list[Deed]], *, deleted: bool
    ) -> Iterator[str]:
        if first.record_kind not in RECORD_TYPES:
            return
        shown = shown_record(store, first.record_kind, first.record)
        if shown is None:
            yield f"{first.record}: is not in its table"
            return
        is_deleted = rows(store, f'SELECT deleted FROM "{first.record_kind}" WHERE id = ?', [first.record])[0][0]
        if bool(is_deleted) != deleted:
            yield f"{first.record}: deleted {bool(is_deleted)} in the table, {deleted} in the journal"
        for name in POOL[first.record_kind]:
            default = declaration(type(shown), name).default
            expected = versions[name][0].values[name] if name in versions else _json(default)
            if _json(getattr(shown, name)) != expected:
                yield f"{first.record}.{name}: shows {getattr(shown, name)!r} instead of {expected}"


def shown_record(store: WorkspaceStore, kind: str, record: str) -> Record | None:
    """What the table says, deleted or not."""
    found = database_of(store).execute(f'SELECT * FROM "{kind}" WHERE id = ?', [record]).fetchone()
    return from_columns(RECORD_TYPES[kind], found) if found else None


class WallClock:
    """One time for the world, and each laptop's clock wrong by its own `skew`."""

    def __init__(self) -> None:
        self.seconds = 0


@dataclass(slots=True)
class SkewedClock:
    wall: WallClock
    skew: timedelta

    def now(self) -> datetime:
        return START + timedelta(seconds=self.wall.seconds) + self.skew


@dataclass(slots=True)
class Replica:
    profile: Path
    clock: SkewedClock
    store: WorkspaceStore
    known: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    backups: list[tuple[Backup, frozenset[str], frozenset[str]]] = field(default_factory=list)

    def integrate(self, operations: Sequence[Operation]) -> None:
        new = {operation.id for operation in operations} - self.known
        arrived = self.store.journal.integrate(operations)
        if arrived != len(new):
            raise OracleError(f"{arrived} operations were new instead of {len(new)}")
        self.known |= new
        self.erased |= {operation.record_id for operation in operations if _erases(operation)}


def _erases(operation: Operation) -> bool:
    # An operation whose payload is gone proves that somebody purged the record, even if the purge itself got lost.
    return operation.kind is OperationKind.PURGE or (operation.kind is OperationKind.SET and not operation.values)


Picture = tuple[bool, bool, dict[str, tuple[str, ...]]]
"""Deleted, contested, and per field the values of all versions, the shown one first; equal values count each."""


@dataclass(frozen=True, slots=True)
class Snapshots:
    """The records that a unit of work touched, before and after it. None: the record was not there."""

    before: dict[str, Picture | None]
    after: dict[str, Picture]


def make_template(folder: Path) -> Path:
    """A workspace to copy: every laptop starts as a copy of it, under its own letters."""
    profile = folder / "template"
    store, _recovery_code = WorkspaceStore.create(
        profile, PASSPHRASE, author="XY", clock=SkewedClock(WallClock(), timedelta(0)), kdf=CHEAP
    )
    store.close()
    return profile


class World:
    """Some laptops, what is on its way between them, and the oracle. `close` it."""

    def __init__(self, template: Path, folder: Path, skews: Sequence[int]) -> None:
        self.oracle = Oracle()
        self.counts: Counter[str] = Counter()
        self.numbers: set[str] = set()
        self.records: dict[str, str] = {}
        self._folder = folder
        self._wall = WallClock()
        self._letters: set[str] = set()
        self._packets: list[list[Operation]] = []
        self._snapshots: dict[str, Snapshots] = {}
        self._erased_anywhere: set[str] = set()
        self.replicas: list[Replica] = []
        for minutes in skews:
            self._add_replica(template, timedelta(minutes=minutes))
        self._work(self.replicas[0], [("create", 0, 0)])
        self._work(self.replicas[0], [("create", 0, 1)])
        self._everybody_sends_everything()

    def close(self) -> None:
        for replica in self.replicas:
            replica.store.close()

    def run(self, command: Command) -> None:
        """Do one thing on one laptop, and look at that laptop afterwards."""
        verb, who, which, what = command
        self._wall.seconds += 7
        self.counts[verb] += 1
        replica = self.replicas[who % len(self.replicas)]
        if verb in ("create", "change", "resolve", "delete", "revive", "purge"):
            self._work(replica, [(verb, which, what)])
        elif verb in ("several", "fail"):
            chance = random.Random(which * 100 + what)
            steps = [(chance.choice(STEPS), chance.randrange(10), chance.randrange(100)) for _step in range(3)]
            self._work(replica, steps, fail=verb == "fail")
        elif verb in ("undo", "redo"):
            self._turn_round(replica, undo=verb == "undo")
        else:
            getattr(self, f"_{verb}")(replica, which, what)
        self.check(replica)

    def check(self, replica: Replica) -> None:
        complaints = [
            complaint
            for record in self.records
            if self.oracle.of(record, replica.known)
            for complaint in self.oracle.complaints(
                replica.store, record, replica.known, erased=record in replica.erased
            )
        ]
        if complaints:
            raise OracleError("\n".join(complaints))

    def finish(self) -> None:
        """Everybody gets everything: then all laptops must be equal, sound and complete."""
        self._everybody_sends_everything()
        self._everybody_sends_everything()
        first = self.replicas[0]
        pictures = [_tables(replica.store) for replica in self.replicas]
        for replica, picture in zip(self.replicas, pictures, strict=True):
            self.check(replica)
            if replica.known != first.known or replica.store.journal.digest() != first.store.journal.digest():
                raise OracleError("the laptops do not hold the same operations")
            if picture != pictures[0]:
                raise OracleError(f"the laptops do not show the same: {_difference(pictures[0], picture)}")
            verification = replica.store.verify()
            if not verification.is_sound:
                raise OracleError(f"the check of the data finds {verification.findings}")
        self.counts["operations"] = len(first.known)
        self.counts["conflicts"] = len(rows(first.store, 'SELECT 1 FROM "conflict"'))

    # Work

    def _work(self, replica: Replica, steps: Sequence[tuple[str, int, int]], *, fail: bool = False) -> None:
        label = f"Arbeit {len(self._snapshots) + 1}"
        own: list[str] = []
        before: dict[str, Picture | None] = {}
        numbers: set[str] = set()
        count_before = len(replica.known)
        try:
            with replica.store.journal.change(label) as unit:
                for verb, which, what in steps:
                    self._step(replica, unit, verb, which, what, own=own, before=before, numbers=numbers)
                if fail:
                    raise _Failure
        except _Failure:
            self.oracle.forget(own)
            replica.known.difference_update(own)
            self._forget_unborn()
            if len(list(replica.store.journal.operations())) != count_before:
                raise OracleError("something of a failed unit of work was written") from None
            return
        if numbers & self.numbers:
            raise OracleError(f"given twice: {numbers & self.numbers}")
        self.numbers |= numbers
        erased = {self.oracle.deeds[deed_id].record for deed_id in own if self._is_purge(deed_id)}
        replica.erased |= erased
        self._erased_anywhere |= erased
        written = dict.fromkeys(self.oracle.deeds[deed_id].record for deed_id in own)
        if written:
            self._snapshots[label] = Snapshots(
                {record: before[record] for record in written},
                {record: _picture(replica.store, record) for record in written},
            )

    def _is_purge(self, deed_id: str) -> bool:
        return self.oracle.deeds[deed_id].kind is OperationKind.PURGE

    def _forget_unborn(self) -> None:
        for record in [record for record in self.records if not self.oracle.of(record, set(self.oracle.deeds))]:
            del self.records[record]

    def _step(
        self,
        replica: Replica,
        unit: UnitOfWork,
        verb: str,
        which: int,
        what: int,
        *,
        own: list[str],
        before: dict[str, Picture | None],
        numbers: set[str],
    ) -> None:
        candidates = self._editable(replica)
        if verb == "create":
            if len(self.records) < MOST_RECORDS:
                created = self._create(unit, what, numbers)
                self.records[created.id] = created.KIND
                before[created.id] = None
                own += self._note(replica, created.id, {}, frozenset())
            return
        if not candidates:
            return
        record = candidates[which % len(candidates)]
        kind = RECORD_TYPES.get(self.records[record])
        if kind is None:
            if verb in ("change", "resolve"):
                return
            kind = Entry  # what follows does not look at the fields
        names = list(POOL[kind.KIND])
        name = names[what % len(names)]
        value = POOL[kind.KIND][name][(what // len(names)) % len(POOL[kind.KIND][name])]
        if record in replica.erased:
            self._write_on_erased(unit, verb, kind, record, name, value)
            return
        before.setdefault(record, _picture(replica.store, record))
        versions = self.oracle.versions(record, replica.known)
        replaces: dict[str, frozenset[str]] = {}
        answers: frozenset[str] = frozenset()
        if verb == "change":
            shown = _json(getattr(shown_record(replica.store, kind.KIND, record), name))
            replaces[name] = frozenset(deed.id for deed in versions.get(name, ()) if deed.values[name] == shown)
            unit.change(kind, record, **{name: value})
            if _json(getattr(shown_record(replica.store, kind.KIND, record), name)) != _json(value):
                raise OracleError("a change is not shown to the one who made it")
        elif verb == "resolve":
            replaces[name] = frozenset(deed.id for deed in versions.get(name, ()))
            unit.resolve(kind, record, name, value)
        elif verb == "revive":
            replaces[ALIVE] = frozenset(deed.id for deed in versions.get(ALIVE, ()))
            answers = self.oracle.open_deletions(record, replica.known)
            unit.revive(record)
        elif verb == "delete":
            unit.delete(record)
        else:
            unit.purge(record)
        own += self._note(replica, record, replaces, answers)

    def _editable(self, replica: Replica) -> list[str]:
        return [record for record in self.records if self.oracle.of(record, replica.known)]

    @staticmethod
    def _create(unit: UnitOfWork, what: int, numbers: set[str]) -> Record:
        text = POOL["entry"]["text"][what % 4]
        if what % 2:
            number = task_number(unit.site_letters, unit.next_count("task"))
            created: Record = unit.create(Task(text=text, number=number))
        else:
            number = entry_number(unit.site_letters, unit.next_count("entry:e1"))
            created = unit.create(Entry(text=text, number=number, event="e1"))
        if number in numbers:
            raise OracleError(f"given twice: {number}")
        numbers.add(number)
        return created

    @staticmethod
    def _write_on_erased(unit: UnitOfWork, verb: str, kind: type[Record], record: str, name: str, value: Any) -> None:
        if verb in ("change", "resolve"):
            with contextlib.suppress(UserError):
                if verb == "change":
                    unit.change(kind, record, **{name: value})
                else:
                    unit.resolve(kind, record, name, value)
                raise OracleError("an erased record took a new text")
        else:
            getattr(unit, verb)(record)

    def _note(
        self, replica: Replica, record: str, replaces: dict[str, frozenset[str]], answers: frozenset[str]
    ) -> list[str]:
        """Tell the oracle what was just written; returns the ids."""
        seen = frozenset(replica.known)
        new = self._new_operations(replica)
        for operation in new:
            if operation.record_id != record:
                raise OracleError("another record was written than was meant")
            self._tell(replica, operation, replaces, answers, seen)
        return [operation.id for operation in new]

    def _new_operations(self, replica: Replica) -> list[Operation]:
        new = [operation for operation in replica.store.journal.operations() if operation.id not in replica.known]
        latest = max((self.oracle.deeds[known].time for known in replica.known), default=0)
        if any(operation.time <= latest for operation in new):
            raise OracleError("an operation is not later than what its author had seen")
        return new

    def _tell(
        self,
        replica: Replica,
        operation: Operation,
        replaces: dict[str, frozenset[str]],
        answers: frozenset[str],
        seen: frozenset[str],
    ) -> None:
        values = {name: _json(value) for name, value in operation.values.items()}
        self.oracle.add(
            Deed(
                operation.id,
                operation.time,
                operation.kind,
                operation.record_kind,
                operation.record_id,
                values,
                {name: ids for name, ids in replaces.items() if name in values},
                answers if ALIVE in values else frozenset(),
                seen,
            )
        )
        replica.known.add(operation.id)

    def _turn_round(self, replica: Replica, *, undo: bool) -> None:
        journal = replica.store.journal
        label = journal.undo_label if undo else journal.redo_label
        snapshots = self._snapshots.get(label or "", Snapshots({}, {}))
        start, end = (snapshots.after, snapshots.before) if undo else (snapshots.before, snapshots.after)
        now = {record: _picture(replica.store, record) for record in start if record not in replica.erased}
        untouched = len(now) == len(start) and all(_same(start[record], now[record]) for record in start)
        try:
            change_set = journal.undo() if undo else journal.redo()
        except UserError as error:
            if label is not None and untouched:
                raise OracleError(f"nothing had changed, and yet: {error}") from None
            if self._new_operations(replica):
                raise OracleError("a refused undo has written something") from None
            return
        if change_set.label != label or any(record in replica.erased for record in start):
            raise OracleError(f"undone was {change_set.label}, not {label}, or something that was erased")
        self.counts["turned round"] += 1
        self._note_inverse(replica)
        after = {record: _picture(replica.store, record) for record in start}
        if untouched and not all(_same(end[record], after[record]) for record in start):
            raise OracleError(f"turned round, but not what it was: {end} {after}")

    def _note_inverse(self, replica: Replica) -> None:
        """What an undo replaces stands in its operations; here it counts that it had seen all of it."""
        seen = frozenset(replica.known)
        # A deletion that is raised anew has seen what the first one had, of which not all need have arrived here.
        deletions = [deed for deed in map(self.oracle.deeds.__getitem__, seen) if deed.kind is OperationKind.DELETE]
        seen_by_deletions = {parent for deletion in deletions for parent in deletion.seen}
        for operation in self._new_operations(replica):
            named = {parent for parents in operation.parents.values() for parent in parents}
            allowed = seen_by_deletions if operation.kind is OperationKind.DELETE else set()
            if not named <= replica.known | allowed:
                raise OracleError("an undo replaced what it had not seen")
            answers = frozenset(
                parent
                for parent in operation.parents.get(ALIVE, ())
                if self.oracle.deeds[parent].kind is OperationKind.DELETE
            )
            replaces = {name: frozenset(parents) - answers for name, parents in operation.parents.items()}
            covered = frozenset(operation.parents.get(EVERYTHING, ()))
            self._tell(
                replica, operation, replaces, answers, covered if operation.kind is OperationKind.DELETE else seen
            )

    def _newer(self, replica: Replica, which: int, what: int) -> None:
        """An operation of a newer program arrives: an unknown field of a record, or an unknown kind."""
        candidates = [record for record in self._editable(replica) if record not in self._erased_anywhere]
        record = candidates[which % len(candidates)] if candidates and which % 4 else f"{_NEWER_KIND}-{what % 2}"
        if record in self._erased_anywhere:
            return
        self.records.setdefault(record, _NEWER_KIND)
        operation = Operation(
            id=new_id(),
            site="newer",
            time=int((START + timedelta(seconds=self._wall.seconds)).timestamp() * 1000) << 16,
            author="ZZ",
            unit=new_id(),
            label="Neuer",
            kind=OperationKind.SET,
            record_kind=self.records[record],
            record_id=record,
            values={_NEWER_FIELD: what % 3, "list": ["ä", str(what)]},
            parents={},
        )
        self._tell(replica, operation, {}, frozenset(), frozenset())
        replica.known.discard(operation.id)
        replica.integrate([operation])

    # Exchange

    def _send(self, replica: Replica, which: int, what: int) -> None:
        """Put a part of the journal on its way."""
        chance = random.Random(which * 100 + what)
        operations = list(replica.store.journal.operations())
        self._packets.append(chance.sample(operations, k=chance.randint(0, len(operations))))

    def _deliver(self, replica: Replica, which: int, what: int) -> None:
        """Something arrives late, shuffled, in part, and perhaps once more; it stays on its way for others."""
        if not self._packets:
            return
        chance = random.Random(what)
        packet = self._packets[which % len(self._packets)]
        part = chance.choices(packet, k=len(packet) * 2) if packet and what % 2 else list(packet)
        chance.shuffle(part)
        replica.integrate(part)

    def _exchange(self, replica: Replica, which: int, what: int) -> None:
        """All that one laptop has comes to another one now."""
        source = self.replicas[which % len(self.replicas)]
        operations = list(source.store.journal.operations())
        random.Random(what).shuffle(operations)
        replica.integrate(operations)

    def _everybody_sends_everything(self) -> None:
        for target in self.replicas:
            for source in self.replicas:
                if source is not target:
                    target.integrate(list(source.store.journal.operations()))

    # Laptops

    def _open(self, profile: Path, clock: SkewedClock) -> WorkspaceStore:
        return WorkspaceStore.open(profile, PASSPHRASE, clock=clock)

    def _add_replica(self, source: Path, skew: timedelta) -> Replica:
        """A copy of a closed workspace. Letters that meet by chance (1 in 576) are drawn again, and counted."""
        clock = SkewedClock(self._wall, skew)
        while True:
            profile = self._folder / f"laptop-{len(self.replicas)}"
            shutil.copytree(source, profile, ignore=shutil.ignore_patterns("backups", "*.lock"))
            store = self._open(profile, clock)
            if self._has_new_letters(store):
                self.replicas.append(Replica(profile, clock, store))
                return self.replicas[-1]
            store.close()
            shutil.rmtree(profile)

    def _has_new_letters(self, store: WorkspaceStore) -> bool:
        letters = store.journal.site.letters
        if letters in self._letters:
            self.counts["letters met"] += 1
            if self.counts["letters met"] > MOST_LETTERS_MET:
                raise OracleError(f"a copy goes on under the letters {letters} of another laptop")
            return False
        self._letters.add(letters)
        return True

    def _backup(self, replica: Replica, which: int, what: int) -> None:
        backup = replica.store.make_backup(BackupReason.MANUAL)
        replica.backups.append((backup, frozenset(replica.known), frozenset(replica.erased)))

    def _restore(self, replica: Replica, which: int, what: int) -> None:
        if not replica.backups:
            return
        backup, known, erased = replica.backups[which % len(replica.backups)]
        self.counts["restored"] += 1
        site = replica.store.journal.site
        while True:
            replica.store.close()
            restore_backup(replica.profile, backup.path, PASSPHRASE, clock=replica.clock)
            replica.store = self._open(replica.profile, replica.clock)
            if self._has_new_letters(replica.store):
                break
        if replica.store.journal.site.id == site.id:
            raise OracleError("a restored workspace goes on under its old id")
        replica.known, replica.erased = set(known), set(erased)

    def _clone(self, replica: Replica, which: int, what: int) -> None:
        """Somebody copies the files of a closed workspace, and works with the copy as well."""
        if len(self.replicas) >= MOST_REPLICAS:
            return
        self.counts["cloned"] += 1
        replica.store.close()
        clone = self._add_replica(replica.profile, timedelta(minutes=what * 10 - 50))
        clone.known, clone.erased = set(replica.known), set(replica.erased)
        replica.store = self._open(replica.profile, replica.clock)
        if clone.store.journal.site.id == replica.store.journal.site.id:
            raise OracleError("a clone goes on under the id of its original")

    def _reopen(self, replica: Replica, which: int, what: int) -> None:
        site = replica.store.journal.site
        replica.store.close()
        replica.store = self._open(replica.profile, replica.clock)
        if replica.store.journal.site != site:
            raise OracleError("a workspace that was only closed has a new site")


class _Failure(Exception):
    """Something goes wrong in the middle of a unit of work."""


def _picture(store: WorkspaceStore, record: str) -> Picture:
    state = operation_module.fold(store.journal.history(record))
    versions = {
        name: (_json(heads[0].value), *sorted(_json(head.value) for head in heads[1:]))
        for name, heads in state.heads.items()
        if name != ALIVE
    }
    kind = RECORD_TYPES.get(state.kind)
    for name in POOL.get(state.kind, ()) if kind else ():
        versions.setdefault(name, (_json(declaration(kind, name).default),))
    return (state.deleted, bool(state.contested_deletions), versions)


def _same(expected: Picture | None, now: Picture) -> bool:
    # A record that was not there yet is, after an undo, a deleted one.
    return now[0] if expected is None else expected == now


def _tables(store: WorkspaceStore) -> dict[str, list[tuple[Any, ...]]]:
    """All projections and the list of conflicts, without local row numbers."""
    tables = {}
    for kind in RECORD_TYPES:
        names = [row[1] for row in rows(store, f'PRAGMA table_info("{kind}")') if row[1] != "rid"]
        columns = ", ".join(f'"{name}"' for name in names)
        tables[kind] = rows(store, f'SELECT {columns} FROM "{kind}" ORDER BY id')
    tables["conflict"] = rows(store, 'SELECT * FROM "conflict" ORDER BY record_id, field')
    return tables


def _difference(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> dict[str, Any]:
    return {name: (one[name], other[name]) for name in one if one[name] != other[name]}


def play(template: Path, skews: Sequence[int], commands: Iterable[Command]) -> Counter[str]:
    """One round. Raises `OracleError` if a laptop does not show what it must."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        world = World(template, Path(folder), skews)
        try:
            for command in commands:
                world.run(command)
            world.finish()
        finally:
            world.close()
        return world.counts


def random_round(seed: int) -> tuple[list[int], list[Command]]:
    chance = random.Random(seed)
    skews = [chance.randint(-60, 60) for _laptop in range(3)]
    commands = [
        (chance.choice(VERBS), chance.randrange(MOST_REPLICAS), chance.randrange(10), chance.randrange(100))
        for _command in range(chance.randint(10, 60))
    ]
    return skews, commands


def _campaign(seeds: Sequence[int]) -> tuple[Counter[str], list[str]]:
    counts: Counter[str] = Counter()
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        template = make_template(Path(folder))
        for seed in seeds:
            skews, commands = random_round(seed)
            try:
                counts += play(template, skews, commands)
            except Exception as error:  # noqa: BLE001 - a campaign counts whatever goes wrong
                failures.append(f"seed {seed}: {type(error).__name__}: {error}")
    return counts, failures


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="of the first round; the others count on from there")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args(arguments)
    started = time.monotonic()
    seeds = range(options.seed, options.seed + options.rounds)
    shares = [seeds[start :: options.processes * 8] for start in range(options.processes * 8)]
    counts: Counter[str] = Counter()
    failures: list[str] = []
    with ProcessPoolExecutor(options.processes) as processes:
        for found, failed in processes.map(_campaign, shares):
            counts += found
            failures += failed
    for failure in failures[:20]:
        sys.stdout.write(f"{failure}\n")
    sys.stdout.write(
        f"{options.rounds} rounds, {counts['operations']} operations, {counts['conflicts']} conflicts at the end,"
        f" {counts['restored']} restored, {counts['cloned']} cloned, {counts['turned round']} undone or redone,"
        f" {counts['purge']} purges tried, {counts['letters met']} times letters met by chance;"
        f" {len(failures)} rounds failed; {time.monotonic() - started:.0f} s\n"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
