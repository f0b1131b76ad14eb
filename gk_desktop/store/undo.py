"""Undo and redo of named units of work, across restarts of the program.

Undoing writes an inverse unit of work; nothing is ever taken out of the journal. A unit is `done`, `undone`, or
`closed` (new work came after it was undone, or what it touched was purged).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.fields import PlainValue, to_plain
from gk_desktop.domain.operation import ALIVE, Operation, RecordState, comparable, fold
from gk_desktop.domain.record import declarations
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.store.driver import Database, Row
from gk_desktop.store.operation_log import OperationLog
from gk_desktop.store.unit_of_work import FieldVersions, UnitOfWork

_DONE: Final = "done"
_UNDONE: Final = "undone"
_CLOSED: Final = "closed"


class NotInvertibleError(UserError):
    """A unit of work that can no longer be turned round, because of what happened since."""


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """A unit of work that can be turned round: `first_op` to `last_op` are the operations to invert."""

    n: int
    label: str
    first_op: int
    last_op: int


class UndoList:
    def __init__(self, database: Database, log: OperationLog) -> None:
        self._database = database
        self._log = log

    def remember(self, unit: UnitOfWork) -> None:
        """Inside the unit's transaction: it can be undone from now on, what was undone before cannot be redone."""
        if not unit.last_op:
            return
        self._database.execute("UPDATE \"unit\" SET state = ? WHERE state = 'undone'", [_CLOSED])
        self._database.execute(
            'INSERT INTO "unit" (id, label, state, first_op, last_op) VALUES (?, ?, ?, ?, ?)',
            [unit.id, unit.label, _DONE, unit.first_op, unit.last_op],
        )
        for record_id in unit.purged:
            self.forget(record_id)

    def next_to_undo(self) -> UndoEntry | None:
        return self._first("SELECT * FROM \"unit\" WHERE state = 'done' ORDER BY n DESC LIMIT 1")

    def next_to_redo(self) -> UndoEntry | None:
        return self._first("SELECT * FROM \"unit\" WHERE state = 'undone' ORDER BY n LIMIT 1")

    def _first(self, query: str) -> UndoEntry | None:
        row: Row | None = self._database.execute(query).fetchone()
        return UndoEntry(row["n"], row["label"], row["first_op"], row["last_op"]) if row else None

    def required(self, *, undo: bool) -> UndoEntry:
        entry = self.next_to_undo() if undo else self.next_to_redo()
        if entry is None:
            raise UserError(
                _("Es gibt nichts rückgängig zu machen.") if undo else _("Es gibt nichts wiederherzustellen.")
            )
        return entry

    def invert(self, entry: UndoEntry, unit: UnitOfWork, *, undo: bool) -> None:
        """Write the inverse of the entry's operations into `unit`, and remember the new range for the way back."""
        operations = self._log.in_range(entry.first_op, entry.last_op)
        for record_id in dict.fromkeys(operation.record_id for operation in reversed(operations)):
            own = {operation.id for operation in operations if operation.record_id == record_id}
            self._invert_record(record_id, own, unit, entry.label)
        self._database.execute(
            'UPDATE "unit" SET state = ?, first_op = ?, last_op = ? WHERE n = ?',
            [_UNDONE if undo else _DONE, unit.first_op, unit.last_op, entry.n],
        )

    def _invert_record(self, record_id: str, own: set[str], unit: UnitOfWork, label: str) -> None:
        operations = self._log.of_record(record_id)
        positions = [position for position, operation in enumerate(operations) if operation.id in own]
        inverted = [operations[position] for position in positions]
        earlier, up_to_then = operations[: positions[0]], operations[: positions[-1] + 1]
        before = fold(earlier) if earlier else None
        then, now = fold(up_to_then), fold(operations)
        was_there = before and not before.deleted
        touched = {field for operation in inverted for field in operation.values} - {ALIVE}
        if now.purged or _has_changed(then, now, touched, wholly=not was_there and not now.deleted):
            raise NotInvertibleError(
                _("„{label}“ lässt sich nicht mehr zurücknehmen: der Datensatz wurde inzwischen geändert.").format(
                    label=_(label)
                ),
                _("Ändern Sie ihn von Hand; der Verlauf zeigt, was vorher dort stand."),
            )
        if before:
            unit.put_back(record_id, {field: _restored(field, before, now, inverted) for field in sorted(touched)})
        if before and not before.deleted:
            unit.revive(record_id, deletions=None if now.deleted else own)
            unit.delete_again(record_id, before.contested_deletions)
        else:
            unit.delete(record_id)

    def close(self, entry: UndoEntry) -> None:
        """It cannot be turned round any more; the one before it may."""
        self._database.execute('UPDATE "unit" SET state = ? WHERE n = ?', [_CLOSED, entry.n])

    def forget(self, record_id: str) -> None:
        """Close every unit that touched a purged record: what it said is gone."""
        self._database.execute(
            'UPDATE "unit" SET state = ? WHERE EXISTS (SELECT 1 FROM "op" WHERE record_id = ?'
            ' AND "op".n BETWEEN "unit".first_op AND "unit".last_op)',
            [_CLOSED, record_id],
        )


def _has_changed(then: RecordState, now: RecordState, fields: Iterable[str], *, wholly: bool) -> bool:
    """Whether the record is no longer what the unit of work left behind.

    `wholly`: the inverse takes the record away, so no version in any field may have come since.
    """
    if then.deleted != now.deleted:
        return True
    if wholly:
        every = {*then.heads, *now.heads} - {ALIVE}
        return any(_versions(then, field) != _versions(now, field) for field in every)
    return any(_value_shown(then, field) != _value_shown(now, field) for field in fields)


def _versions(state: RecordState, field: str) -> set[str]:
    heads = state.heads.get(field, ())
    return {comparable(head.value) for head in heads} or {comparable(_value_shown(state, field))}


def _restored(field: str, before: RecordState, now: RecordState, inverted: Iterable[Operation]) -> FieldVersions:
    """The versions of a field that the operations replaced, and what of them stands now."""
    replaced = {parent for operation in inverted for parent in operation.parents.get(field, ())}
    own = {operation.id for operation in inverted}
    values = [head.value for head in before.heads.get(field, ()) if head.operation in replaced]
    standing = tuple(head for head in now.all_heads(field) if head in own)
    return FieldVersions(
        values=tuple(reversed(values)) or (_value_shown(before, field),),
        instead_of=standing or now.shown_heads(field),
    )


def _value_shown(state: RecordState, field: str) -> PlainValue:
    if field in state.heads:
        return state.heads[field][0].value
    record_type = RECORD_TYPES.get(state.kind)
    defaults = {item.name: item.default for item in declarations(record_type)} if record_type else {}
    return to_plain(defaults.get(field))
