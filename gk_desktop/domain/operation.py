"""Operations, and the state of a record as a pure function of the set of its operations (contract 2).

Per field, an operation names the operations it replaces (its parents). The heads of a field are the operations that no
other operation on that field names as parent; more than one distinct head value is a conflict, and all of them stay
until a person's operation names them all. Hence merging is set union: any order, any number of times, same result.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from gk_desktop.domain.fields import PlainValue


class OperationKind(StrEnum):
    SET = "set"
    DELETE = "delete"
    PURGE = "purge"


ALIVE: Final = "_alive"
"""The field that is set when a deleted record is brought back."""

EVERYTHING: Final = "*"
"""In the parents of a deletion: all heads, of whatever field, that it has seen."""

REDACTED: Final = "_redacted"
"""In the parents of a redaction: the operations of which nothing may be left in the fields that it sets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One saved change of one record. Never edited once made, except that a purge empties `values`, and a redaction
    the texts in some of them.

    `time` is hybrid logical: it orders what is shown, nothing else depends on it. `unit` groups the operations of one
    unit of work, `label` names it in the words of the menu.
    """

    id: str
    site: str
    time: int
    author: str
    unit: str
    label: str
    kind: OperationKind
    record_kind: str
    record_id: str
    values: Mapping[str, PlainValue]
    parents: Mapping[str, tuple[str, ...]]

    @property
    def erases(self) -> bool:
        """Whether it says that the record was purged: a purge itself, or a change whose payload a purge has dropped.

        So an erasure arrives even where the purge got lost, with a laptop or in a package, and only its traces came.
        """
        return self.kind is OperationKind.PURGE or (self.kind is OperationKind.SET and not self.values)

    def without_payload(self) -> "Operation":
        return replace(self, values={})


@dataclass(frozen=True, slots=True)
class Head:
    """A current version of a field."""

    operation: str
    time: int
    value: PlainValue

    @property
    def rank(self) -> tuple[int, str]:
        return (self.time, self.operation)


@dataclass(frozen=True, slots=True)
class RecordState:
    """What the operations of one record amount to. `heads` are sorted, the shown one first.

    `contested_deletions` are deletions that had not seen every change: the record lives, and somebody has to decide.
    """

    kind: str
    id: str
    heads: Mapping[str, tuple[Head, ...]]
    deleted: bool = False
    purged: bool = False
    deletions: tuple[str, ...] = ()
    contested_deletions: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, PlainValue]:
        """The shown value of each field that was ever set."""
        return {name: heads[0].value for name, heads in self.heads.items() if name != ALIVE}

    @property
    def conflicts(self) -> dict[str, tuple[Head, ...]]:
        """Fields with more than one distinct value, each with all its versions."""
        return {
            name: heads for name, heads in self.heads.items() if len({comparable(head.value) for head in heads}) > 1
        }

    def shown_heads(self, field: str) -> tuple[str, ...]:
        """The operations that an edit of the shown value replaces: all heads with that very value."""
        heads = self.heads.get(field, ())
        return tuple(head.operation for head in heads if comparable(head.value) == comparable(heads[0].value))

    def all_heads(self, field: str) -> tuple[str, ...]:
        return tuple(head.operation for head in self.heads.get(field, ()))

    def everything_seen(self) -> tuple[str, ...]:
        """What a deletion made now has seen."""
        return tuple(sorted({head.operation for heads in self.heads.values() for head in heads}))


def comparable(value: PlainValue) -> str:
    """Equal for equal values only."""
    # True == 1 in Python, but not in a form; a list is not hashable.
    return json.dumps(value, ensure_ascii=False)


def fold(operations: Iterable[Operation]) -> RecordState:
    """The state of one record. `operations` are all of its operations known here, in any order, at least one."""
    known = {operation.id: operation for operation in operations}
    first = next(iter(known.values()))
    if any(operation.erases for operation in known.values()):
        return RecordState(kind=first.record_kind, id=first.record_id, heads={}, purged=True)
    changes = [operation for operation in known.values() if operation.kind is OperationKind.SET]
    deletions = [operation for operation in known.values() if operation.kind is OperationKind.DELETE]
    heads = _heads_of_fields(changes)
    seen = {parent for deletion in deletions for parent in deletion.parents.get(EVERYTHING, ())}
    unseen = {head.operation for field_heads in heads.values() for head in field_heads} - seen
    answered = {parent for change in changes for parent in change.parents.get(ALIVE, ())}
    open_deletions = tuple(sorted(deletion.id for deletion in deletions if deletion.id not in answered))
    deleted = bool(deletions) and not unseen
    return RecordState(
        kind=first.record_kind,
        id=first.record_id,
        heads=heads,
        deleted=deleted,
        deletions=open_deletions,
        contested_deletions=() if deleted else open_deletions,
    )


def _heads_of_fields(changes: list[Operation]) -> dict[str, tuple[Head, ...]]:
    replaced: dict[str, set[str]] = {}
    for change in changes:
        for field, parents in change.parents.items():
            replaced.setdefault(field, set()).update(parents)
    heads: dict[str, list[Head]] = {}
    for change in changes:
        for field, value in change.values.items():
            if change.id not in replaced.get(field, ()):
                heads.setdefault(field, []).append(Head(change.id, change.time, value))
    return {field: tuple(sorted(found, key=lambda head: head.rank, reverse=True)) for field, found in heads.items()}


def emptied_by_redactions(operations: Iterable[Operation]) -> list[Operation]:
    """Those of a record's operations that still say what a redaction among them has taken back, without it.

    A redaction is a change that names all earlier operations on its fields. It arrives like any other one, so the same
    is left on every laptop, in whatever order operations come. A program that knows no redactions shows the new text.
    """
    known = list(operations)
    fields: dict[str, set[str]] = {}
    for operation in known:
        for redacted in operation.parents.get(REDACTED, ()):
            fields.setdefault(redacted, set()).update(operation.values)
    found = []
    for operation in known:
        gone = fields.get(operation.id, set())
        values = {name: _emptied(value) if name in gone else value for name, value in operation.values.items()}
        if values != dict(operation.values):
            found.append(replace(operation, values=values))
    return found


def _emptied(value: PlainValue) -> PlainValue:
    # Never without its field: a change without any says that its record was purged.
    if isinstance(value, str):
        return ""
    return [] if isinstance(value, list) else value


def canonical_line(operation: Operation) -> str:
    """The operation as one line of JSON that is the same on every laptop."""
    return json.dumps(
        [
            operation.id,
            operation.site,
            operation.time,
            operation.author,
            operation.unit,
            operation.label,
            operation.kind.value,
            operation.record_kind,
            operation.record_id,
            dict(operation.values),
            {field: sorted(parents) for field, parents in operation.parents.items()},
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def digest(lines: Iterable[str]) -> str:
    """SHA-256 over canonical lines in the order of their operation ids: equal digests, equal journals."""
    hasher = hashlib.sha256()
    for line in lines:
        hasher.update(line.encode("utf-8"))
        hasher.update(b"\n")
    return hasher.hexdigest()


LOGICAL_TICKS: Final = 16


def next_time(last: int, wall_clock_ms: int) -> int:
    """The hybrid logical time of the next operation: later than `last` whatever the wall clock says.

    48 bits of milliseconds since 1970 and a 16-bit counter (Kulkarni et al. 2014, Logical Physical Clocks).
    """
    return max(last + 1, wall_clock_ms << LOGICAL_TICKS)
