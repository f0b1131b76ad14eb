"""Adding, changing and removing records of any kind, each as one unit of work that can be undone."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.operation import Operation
from gk_desktop.domain.record import Record
from gk_desktop.domain.validation import problems
from gk_desktop.store.backups import BackupReason
from gk_desktop.store.workspace_store import WorkspaceStore

AnyRecord = TypeVar("AnyRecord", bound=Record)


class RecordKeeping:
    """The verbs that all kinds of records share."""

    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def add(self, record: AnyRecord) -> AnyRecord:
        """Save a new record. Raises `UserError` with every reason why it cannot be saved."""
        cleaned = cleaned_record(record)
        self._refuse_problems(cleaned)
        with self._store.journal.change(_("{kind} anlegen").format(kind=_(record.LABEL))) as unit:
            return unit.create(cleaned)

    def change(self, record_type: type[AnyRecord], record_id: str, **values: Any) -> AnyRecord:
        """Set fields of a record; returns it as it is now. Raises `UserError`."""
        record = self._store.records.get(record_type, record_id)
        changed = cleaned_record(replace(record, **values))
        self._refuse_problems(changed)
        with self._store.journal.change(_("{kind} ändern").format(kind=_(record_type.LABEL))) as unit:
            unit.change(record_type, record_id, **{name: getattr(changed, name) for name in values})
        return self._store.records.get(record_type, record_id)

    def delete(self, record_type: type[Record], record_id: str) -> ChangeSet:
        """Into the Papierkorb. Raises `UserError` if there is no such record."""
        self._store.records.get(record_type, record_id)
        with self._store.journal.change(_("{kind} löschen").format(kind=_(record_type.LABEL))) as unit:
            for belonging in self._with_belongings(record_type, record_id):
                unit.delete(belonging)
        return unit.change_set

    def restore(self, record_type: type[AnyRecord], record_id: str) -> AnyRecord:
        """Out of the Papierkorb. Raises `UserError` if it is not in there."""
        if not any(record.id == record_id for record in self._store.records.find(record_type, deleted=True)):
            raise UserError(_("Im Papierkorb liegt nichts mit der Kennung „{id}“.").format(id=record_id))
        with self._store.journal.change(_("{kind} zurückholen").format(kind=_(record_type.LABEL))) as unit:
            for belonging in self._with_belongings(record_type, record_id, deleted=True):
                unit.revive(belonging)
        return self._store.records.get(record_type, record_id)

    def purge(self, record_type: type[Record], record_id: str) -> ChangeSet:
        """Erase for good, here and on every laptop the journal reaches. A backup is made before."""
        in_use = self._store.records.look_up(record_type, record_id)
        in_bin = [record for record in self._store.records.find(record_type, deleted=True) if record.id == record_id]
        if in_use is None and not in_bin:
            self._store.records.get(record_type, record_id)
        self._store.make_backup(BackupReason.BEFORE_PURGE)
        with self._store.journal.change(_("{kind} endgültig löschen").format(kind=_(record_type.LABEL))) as unit:
            for belonging in self._with_belongings(record_type, record_id, deleted=in_use is None):
                unit.purge(belonging)
        return unit.change_set

    def history(self, record_id: str) -> list[Operation]:
        """Everything that ever happened to a record, oldest first."""
        return self._store.journal.history(record_id)

    def _with_belongings(self, record_type: type[Record], record_id: str, *, deleted: bool = False) -> list[str]:
        """The record, and the decision or task that was written in it: they go and come back together."""
        if record_type is not Entry:
            return [record_id]
        decisions = self._store.records.find(Decision, entry=record_id, deleted=deleted)
        tasks = self._store.records.find(Task, entry=record_id, deleted=deleted)
        return [record_id, *(record.id for record in (*decisions, *tasks))]

    def _refuse_problems(self, record: Record) -> None:
        others = (other for other in self._store.records.find(type(record)) if other.id != record.id)
        found = list(problems(record, list(others)))
        if found:
            raise UserError(" ".join(found))


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
