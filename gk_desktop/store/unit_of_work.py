"""One unit of work: the verbs by which records change, inside one transaction."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from gk_desktop.base.errors import BugError, UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.ids import new_id
from gk_desktop.domain.change_set import ChangeSet, RecordChange
from gk_desktop.domain.fields import PlainValue, to_plain
from gk_desktop.domain.operation import (
    ALIVE,
    EVERYTHING,
    REDACTED,
    Operation,
    OperationKind,
    RecordState,
    comparable,
    fold,
)
from gk_desktop.domain.record import Record, declaration, plain_values
from gk_desktop.store.drafts import drop_drafts_about
from gk_desktop.store.driver import Database
from gk_desktop.store.operation_log import OperationLog
from gk_desktop.store.projection import Projection
from gk_desktop.store.site import Site

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class FieldVersions:
    """Versions of a field, the one to be shown last, and the operations they stand in for."""

    values: tuple[PlainValue, ...]
    instead_of: tuple[str, ...]


class UnitOfWork:
    """Made by the journal, valid inside its `with` block."""

    def __init__(
        self,
        database: Database,
        log: OperationLog,
        projection: Projection,
        site: Site,
        label: str,
        tick: Callable[[], int],
    ) -> None:
        self.id = new_id()
        self.label = label
        self.first_op = 0
        self.last_op = 0
        self.purged: list[str] = []
        self.settled: list[str] = []
        self._redacts = False
        self._database = database
        self._log = log
        self._projection = projection
        self._site = site
        self._tick = tick
        self._changes: list[RecordChange] = []

    @property
    def change_set(self) -> ChangeSet:
        return ChangeSet(self.id, self.label, tuple(self._changes), erases=bool(self.purged or self._redacts))

    @property
    def site_letters(self) -> str:
        return self._site.letters

    def create(self, record: AnyRecord) -> AnyRecord:
        """Store a new record under a new id; returns it with that id."""
        if record.id:
            raise BugError("a record is created only once")
        created = replace(record, id=new_id())
        values = plain_values(created)
        # A record of defaults only must leave a trace, too.
        self._append(OperationKind.SET, created.KIND, created.id, values or {ALIVE: True}, {})
        self._projection.insert(created)
        self._changes.append(RecordChange(created.KIND, created.id, None, values))
        return created

    def change(self, record_type: type[Record], record_id: str, **values: Any) -> None:
        """Set fields of a record. Fields that have the value already are left alone.

        An edit replaces the version that is shown; other versions of a conflict stay until `resolve`.
        """
        plain = {name: to_plain(value) for name, value in values.items() if declaration(record_type, name)}
        state = self._state_to_write(record_id)
        changed = {name: value for name, value in plain.items() if value != _shown(record_type, state, name)}
        if changed:
            self._set(state, changed, {name: state.shown_heads(name) for name in changed})

    def resolve(self, record_type: type[Record], record_id: str, field: str, value: Any) -> None:
        """Decide a conflict: `value` replaces all versions of the field."""
        declaration(record_type, field)
        state = self._state_to_write(record_id)
        self._set(state, {field: to_plain(value)}, {field: state.all_heads(field)})

    def delete(self, record_id: str) -> None:
        """Into the Papierkorb: an edit made elsewhere that this deletion has not seen brings the record back."""
        state = self._state(record_id)
        if not (state.deleted or state.purged):
            self._append(OperationKind.DELETE, state.kind, state.id, {}, {EVERYTHING: state.everything_seen()})
            self._fold_and_note(state)

    def revive(self, record_id: str, *, deletions: Collection[str] | None = None) -> None:
        """Out of the Papierkorb; also the answer "keep it" where a deletion and an edit met.

        With `deletions`, only if one of them still stands.
        """
        state = self._state(record_id)
        if state.deletions and (deletions is None or not set(deletions).isdisjoint(state.deletions)):
            self._set(state, {ALIVE: True}, {ALIVE: (*state.all_heads(ALIVE), *state.deletions)})

    def purge(self, record_id: str) -> None:
        """Erase everything the record ever said, here and wherever the journal goes. Cannot be undone.

        Half-typed texts about it go, too.
        """
        state = self._state(record_id)
        if not state.purged:
            self._append(OperationKind.PURGE, state.kind, state.id, {}, {})
            self._log.drop_payloads(state.id)
            drop_drafts_about(self._database, state.id)
            self._fold_and_note(state)
            self.purged.append(state.id)

    def redact(self, record_id: str, clean: Mapping[str, Callable[[PlainValue], PlainValue]]) -> None:
        """Say these fields anew, and erase what they said before, here and wherever the journal goes.

        Versions of a conflict stay, each cleaned; a record in the Papierkorb stays there. Cannot be undone.
        """
        state = self._state_to_write(record_id)
        said = {
            field: tuple(item.id for item in self._log.of_record(record_id) if field in item.values) for field in clean
        }
        versions = {
            field: _distinct(clean[field](head.value) for head in state.heads.get(field, ())) for field in clean
        }
        for remaining in range(max(map(len, versions.values()), default=0), 0, -1):
            due = {field: values for field, values in versions.items() if len(values) >= remaining}
            first = [field for field, values in due.items() if len(values) == remaining]
            parents = {field: said[field] for field in first}
            earlier = tuple(dict.fromkeys(operation for field in first for operation in said[field]))
            # What is shown is written last.
            self._set(
                state, {field: values[remaining - 1] for field, values in due.items()}, {**parents, REDACTED: earlier}
            )
        if state.deleted:
            self.delete(record_id)
        self._redacts = True
        self._log.empty_redacted(record_id)
        self.settle(record_id)

    def settle(self, record_id: str) -> None:
        """From now on nothing that was done to this record before can be undone."""
        self.settled.append(record_id)

    def put_back(self, record_id: str, fields: Mapping[str, FieldVersions]) -> None:
        """Write earlier versions of fields again, as the undoing of a change does: a conflict comes back as one."""
        state = self._state(record_id)
        longest = max((len(versions.values) for versions in fields.values()), default=0)
        for remaining in range(longest, 0, -1):
            due = {name: versions for name, versions in fields.items() if len(versions.values) >= remaining}
            values = {name: versions.values[-remaining] for name, versions in due.items()}
            self._set(state, values, {name: versions.instead_of for name, versions in due.items()})

    def delete_again(self, record_id: str, deletions: Collection[str]) -> None:
        """Raise deletions anew that were answered in the meantime: having seen no more than they had then."""
        state = self._state(record_id)
        for operation in self._log.of_record(record_id):
            if operation.id in deletions and operation.id not in state.deletions:
                self._append(OperationKind.DELETE, state.kind, state.id, {}, operation.parents)
                self._fold_and_note(state)

    def next_count(self, scope: str) -> int:
        """1, 2, 3 … per scope, never twice on this laptop."""
        row = self._database.execute(
            'INSERT INTO "counter" VALUES (?, 1) ON CONFLICT (scope) DO UPDATE SET last = last + 1 RETURNING last',
            [scope],
        ).fetchone()
        return int(row[0])

    def save_draft(self, place: str, text: str) -> None:
        """Remember where somebody stands, together with the work that brought them there; not part of the journal."""
        self._database.execute('INSERT OR REPLACE INTO "draft" VALUES (?, ?, ?)', [place, text, ""])

    def clear_draft(self, place: str) -> None:
        """The half-typed text of this place has become part of this unit of work."""
        self._database.execute('DELETE FROM "draft" WHERE place = ?', [place])

    def _set(self, state: RecordState, values: dict[str, PlainValue], parents: Mapping[str, tuple[str, ...]]) -> None:
        named = {field: heads for field, heads in parents.items() if heads}
        self._append(OperationKind.SET, state.kind, state.id, values, named)
        self._fold_and_note(state)

    def _append(
        self,
        kind: OperationKind,
        record_kind: str,
        record_id: str,
        values: Mapping[str, PlainValue],
        parents: Mapping[str, tuple[str, ...]],
    ) -> None:
        operation = Operation(
            id=new_id(),
            site=self._site.id,
            time=self._tick(),
            author=self._site.author,
            unit=self.id,
            label=self.label,
            kind=kind,
            record_kind=record_kind,
            record_id=record_id,
            values=values,
            parents=parents,
        )
        self.last_op = self._log.append(operation)
        self.first_op = self.first_op or self.last_op

    def _state(self, record_id: str) -> RecordState:
        operations = self._log.of_record(record_id)
        if not operations:
            raise BugError("no such record")
        return fold(operations)

    def _state_to_write(self, record_id: str) -> RecordState:
        """Raises `UserError` for a purged record: what is erased takes no new text."""
        state = self._state(record_id)
        if state.purged:
            raise UserError(
                _("Der Datensatz wurde endgültig gelöscht und lässt sich nicht mehr ändern."),
                _("Legen Sie ihn neu an, wenn der Text noch gebraucht wird."),
            )
        return state

    def _fold_and_note(self, before: RecordState) -> None:
        after = self._state(before.id)
        self._projection.update(after)
        self._changes.append(RecordChange(before.kind, before.id, visible(before), visible(after)))


def visible(state: RecordState) -> Mapping[str, PlainValue] | None:
    """What of a record is shown; None while it lies in the Papierkorb or after it was purged."""
    return None if state.deleted or state.purged else state.values


def _shown(record_type: type[Record], state: RecordState, name: str) -> PlainValue:
    return state.values[name] if name in state.heads else to_plain(declaration(record_type, name).default)


def _distinct(values: Iterable[PlainValue]) -> tuple[PlainValue, ...]:
    return tuple({comparable(value): value for value in values}.values())
