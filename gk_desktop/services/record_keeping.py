"""Adding, changing and removing records of any kind, each as one unit of work that can be undone."""

import json
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Generic, TypeVar

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.fields import PlainValue
from gk_desktop.domain.operation import Operation, fold
from gk_desktop.domain.record import Record, declarations, from_columns
from gk_desktop.domain.validation import new_problems, problems
from gk_desktop.services.belongings import belongings
from gk_desktop.services.entry_follow_ups import follow_up_of
from gk_desktop.services.entry_history import bring_back_follow_up
from gk_desktop.services.frozen_minutes import redact
from gk_desktop.services.purged_names import names_of_purged
from gk_desktop.services.restricted_persons import restricted_person_of
from gk_desktop.store.backups import BackupReason
from gk_desktop.store.projection import columns_of
from gk_desktop.store.workspace_store import WorkspaceStore

AnyRecord = TypeVar("AnyRecord", bound=Record)

_NOTHING_NEW: Final[Mapping[str, Record]] = {}
_TO_COME: Final = "…"
"""Stands for the id of a record that is saved in the same unit of work, so that the reference counts as filled."""


@dataclass(frozen=True, slots=True)
class HistoryStep(Generic[AnyRecord]):
    """One operation, and the record as it was shown before and after it. `before` is None for the first one."""

    operation: Operation
    before: AnyRecord | None
    after: AnyRecord


@dataclass(frozen=True, slots=True)
class FieldVersion:
    """One of several current versions of a field, and the operation that said so."""

    value: Any
    operation: Operation


class RecordKeeping:
    """The verbs that all kinds of records share.

    `load_roles` gives the words, folded, that are roles and no names; asked only when something is erased.
    """

    def __init__(self, store: WorkspaceStore, load_roles: Callable[[], Container[str]] = frozenset) -> None:
        self._store = store
        self._load_roles = load_roles

    def add(self, record: AnyRecord, *, referring: Mapping[str, Record] = _NOTHING_NEW) -> AnyRecord:
        """Save a new record. Raises `UserError` with every reason why it cannot be saved.

        `referring`: fields that are to refer to a record which is new, too, and is saved in the same unit of work.
        """
        targets = self._targets(referring)
        cleaned = cleaned_record(replace(record, **dict.fromkeys(targets, _TO_COME)))
        self._refuse_problems(cleaned)
        with self._store.journal.change(_("{kind} anlegen").format(kind=_(record.LABEL))) as unit:
            return unit.create(replace(cleaned, **{name: unit.create(target).id for name, target in targets.items()}))

    def change(
        self,
        record_type: type[AnyRecord],
        record_id: str,
        *,
        referring: Mapping[str, Record] = _NOTHING_NEW,
        **values: Any,
    ) -> AnyRecord:
        """Set fields of a record; returns it as it is now. Raises `UserError` for a problem that this brings in.

        `referring` as for `add`.
        """
        record, targets = self._store.records.get(record_type, record_id), self._targets(referring)
        changed = cleaned_record(replace(record, **values, **dict.fromkeys(targets, _TO_COME)))
        self._refuse_new_problems(record, changed)
        with self._store.journal.change(_("{kind} ändern").format(kind=_(record_type.LABEL))) as unit:
            made = {name: unit.create(target).id for name, target in targets.items()}
            unit.change(record_type, record_id, **{name: getattr(changed, name) for name in values}, **made)
            if "agenda_item" in values:
                for belonging in self._follow_ups(record_type, record_id):
                    unit.change(type(belonging), belonging.id, agenda_item=getattr(changed, "agenda_item"))  # noqa: B009
        return self._store.records.get(record_type, record_id)

    def _targets(self, referring: Mapping[str, Record]) -> dict[str, Record]:
        targets = {name: cleaned_record(target) for name, target in referring.items()}
        for target in targets.values():
            self._refuse_problems(target)
        return targets

    def delete(self, record_type: type[Record], record_id: str) -> ChangeSet:
        """Into the Papierkorb. Raises `UserError` if there is no such record."""
        self._store.records.get(record_type, record_id)
        with self._store.journal.change(_("{kind} löschen").format(kind=_(record_type.LABEL))) as unit:
            for belonging in (record_id, *(item.id for item in self._follow_ups(record_type, record_id))):
                unit.delete(belonging)
        return unit.change_set

    def restore(self, record_type: type[AnyRecord], record_id: str) -> AnyRecord:
        """Out of the Papierkorb. Raises `UserError` if it is not in there."""
        in_bin = next(
            (item for item in self._store.records.find(record_type, deleted=True) if item.id == record_id), None
        )
        if in_bin is None:
            raise UserError(_("Im Papierkorb liegt nichts mit der Kennung „{id}“.").format(id=record_id))
        with self._store.journal.change(_("{kind} zurückholen").format(kind=_(record_type.LABEL))) as unit:
            unit.revive(record_id)
            if isinstance(in_bin, Entry):
                # Only what the line says today: it may have been something else before.
                follow_up = follow_up_of(self._store.records, record_id, in_bin.kind)
                if follow_up is not None:
                    unit.revive(follow_up.id)
        return self._store.records.get(record_type, record_id)

    def purge(self, record_type: type[Record], record_id: str) -> ChangeSet:
        """Erase for good, with all that belongs to it, here and on every laptop the journal reaches.

        Frozen minutes lose what it said, and what a case or institution was called. A backup is made before.
        """
        if not any(record.id == record_id for record in self._store.records.find(record_type, deleted=True)):
            self._store.records.get(record_type, record_id)
        self._refuse_to_forget_restriction(record_type, record_id)
        self._store.make_backup(BackupReason.BEFORE_PURGE)
        names = names_of_purged(self._store, record_type, record_id, self._load_roles())
        with self._store.journal.change(_("{kind} endgültig löschen").format(kind=_(record_type.LABEL))) as unit:
            erased = (record_id, *(item.id for item in belongings(self._store.records, record_type, record_id)))
            redact(self._store.records, unit, erased, names)
            for gone in erased:
                unit.purge(gone)
        return unit.change_set

    def _refuse_to_forget_restriction(self, record_type: type[Record], record_id: str) -> None:
        """Nobody would know any more what must not be handed out; the assistant erases what was said as well."""
        person = restricted_person_of(self._store.records, record_type, record_id)
        if person is not None:
            raise UserError(
                _("Die Verarbeitung zu {code} ist eingeschränkt; mit diesem Datensatz wäre das vergessen.").format(
                    code=person.code
                ),
                _("Löschen Sie über „Rechte einer Person“: Dort geht auch, was sie gesagt hat."),
            )

    def history(self, record_id: str) -> list[Operation]:
        """Everything that ever happened to a record, oldest first."""
        return self._store.journal.history(record_id)

    def steps(self, record_type: type[AnyRecord], record_id: str) -> list[HistoryStep[AnyRecord]]:
        """The history as a person reads it, oldest first. Where a record was purged, nothing is left of its fields."""
        steps: list[HistoryStep[AnyRecord]] = []
        before = None
        operations = self.history(record_id)
        for count, operation in enumerate(operations, start=1):
            after = _record(record_type, record_id, fold(operations[:count]).values)
            steps.append(HistoryStep(operation, before, after))
            before = after
        return steps

    def bring_back(self, record_type: type[AnyRecord], record_id: str, operation_id: str) -> AnyRecord:
        """Make the record what it was after that operation; out of the Papierkorb, too. Raises `UserError`.

        The decision or task of an entry becomes again what the entry was then.
        """
        step = next((step for step in self.steps(record_type, record_id) if step.operation.id == operation_id), None)
        if step is None or any(operation.erases for operation in self.history(record_id)):
            raise UserError(_("Diesen Stand gibt es nicht mehr."))
        now = self._store.records.look_up(record_type, record_id)
        if now is None:
            self._refuse_problems(step.after)
        else:
            self._refuse_new_problems(now, step.after)
        with self._store.journal.change(_("{kind}: früherer Stand").format(kind=_(record_type.LABEL))) as unit:
            if now is None:
                unit.revive(record_id)
            unit.change(record_type, record_id, **_values(step.after))
            if isinstance(step.after, Entry):
                bring_back_follow_up(unit, self._store, step.after, step.operation)
        return self._store.records.get(record_type, record_id)

    def conflicts(self, record_type: type[Record], record_id: str) -> dict[str, tuple[FieldVersion, ...]]:
        """Fields that were changed differently on two laptops, each with its versions, the shown one first."""
        operations = {operation.id: operation for operation in self._store.journal.history(record_id)}
        if not operations:
            return {}
        found: dict[str, tuple[FieldVersion, ...]] = {}
        for field, heads in fold(operations.values()).conflicts.items():
            versions: dict[Any, FieldVersion] = {}
            for head in heads:
                value = getattr(_record(record_type, record_id, {field: head.value}), field, None)
                versions.setdefault(value, FieldVersion(value, operations[head.operation]))
            found[field] = tuple(versions.values())
        return found

    def resolve(self, record_type: type[AnyRecord], record_id: str, field: str, value: Any) -> AnyRecord:
        """Decide a conflict: `value` replaces all versions of the field. Raises `UserError`."""
        record = self._store.records.get(record_type, record_id)
        decided = cleaned_record(replace(record, **{field: value}))
        self._refuse_new_problems(record, decided)
        with self._store.journal.change(_("{kind}: Fassung wählen").format(kind=_(record_type.LABEL))) as unit:
            unit.resolve(record_type, record_id, field, getattr(decided, field))
        return self._store.records.get(record_type, record_id)

    def is_contested(self, record_id: str) -> bool:
        """Whether another laptop has deleted the record without having seen what was written here."""
        operations = self._store.journal.history(record_id)
        return bool(operations) and bool(fold(operations).contested_deletions)

    def keep(self, record_type: type[AnyRecord], record_id: str) -> AnyRecord:
        """Decide that a record stays which another laptop has deleted. Raises `UserError`."""
        self._store.records.get(record_type, record_id)
        with self._store.journal.change(_("{kind} behalten").format(kind=_(record_type.LABEL))) as unit:
            unit.revive(record_id)
        return self._store.records.get(record_type, record_id)

    def half_typed(self, record: Record) -> dict[str, str]:
        """What was typed into the form of this record and could not be saved yet, by field."""
        draft = self._store.drafts.at(_place_of(record))
        return dict(json.loads(draft.text)) if draft else {}

    def keep_half_typed(self, record: Record, texts: Mapping[str, str]) -> None:
        """Keep what cannot be saved yet; it survives a crash and is no part of the record. Not for what was purged."""
        if record.id and self._store.journal.log.is_purged(record.id):
            return
        self._store.drafts.save(_place_of(record), json.dumps(dict(texts), ensure_ascii=False) if texts else "")

    def _follow_ups(self, record_type: type[Record], record_id: str) -> tuple[Decision | Task, ...]:
        """The decision or task that was written in an entry: they go and come back together."""
        if record_type is not Entry:
            return ()
        records = self._store.records
        return (
            *records.find(Decision, entry=record_id),
            *records.find(Task, entry=record_id),
        )

    def _refuse_problems(self, record: Record) -> None:
        _refuse(problems(record, self._others(record)))

    def _refuse_new_problems(self, before: Record, after: Record) -> None:
        _refuse(new_problems(before, after, self._others(after)))

    def _others(self, record: Record) -> list[Record]:
        return [other for other in self._store.records.find(type(record)) if other.id != record.id]


def _refuse(sentences: Iterable[str]) -> None:
    found = list(sentences)
    if found:
        raise UserError(" ".join(found))


def _place_of(record: Record) -> str:
    """Where its half-typed texts are kept. A new record is told apart by what it will belong to."""
    owner = getattr(record, "event", "") or getattr(record, "case", "")
    return f"form:{record.KIND}:{record.id or 'new:' + owner}"


def _values(record: Record) -> dict[str, Any]:
    return {item.name: getattr(record, item.name) for item in declarations(type(record))}


def _record(record_type: type[AnyRecord], record_id: str, values: Mapping[str, PlainValue]) -> AnyRecord:
    return from_columns(record_type, {"id": record_id, **columns_of(record_type, values)})


def cleaned_record(record: AnyRecord) -> AnyRecord:
    """The record with texts that every document can hold (no control characters from a clipboard)."""
    cleaned: dict[str, Any] = {}
    for item in fields(record):
        value = getattr(record, item.name)
        if type(value) is str:
            cleaned[item.name] = clean_text(value)
        elif isinstance(value, tuple):
            cleaned[item.name] = tuple(clean_text(part) for part in value)
    return replace(record, **cleaned)
