"""The journal: every write is a unit of work, and a unit of work is one durable transaction.

Operation, projection and search index are written together or not at all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from gk_desktop.base.clock import Clock
from gk_desktop.base.errors import BugError
from gk_desktop.base.i18n import N_
from gk_desktop.base.ids import new_id
from gk_desktop.domain.change_set import ChangeSet, RecordChange
from gk_desktop.domain.fields import PlainValue
from gk_desktop.domain.operation import Operation, fold, next_time
from gk_desktop.store.drafts import drop_drafts_about
from gk_desktop.store.driver import Database
from gk_desktop.store.failures import translated_failures
from gk_desktop.store.operation_log import OperationLog
from gk_desktop.store.projection import Projection
from gk_desktop.store.site import MetaTable, Site
from gk_desktop.store.undo import NotInvertibleError, UndoList
from gk_desktop.store.unit_of_work import UnitOfWork, visible

Values = Mapping[str, PlainValue]

_NEWEST_FOREIGN_TIME = "newest_foreign_time"


class Journal:
    """Writes units of work, takes in operations of others, undoes and redoes."""

    def __init__(self, database: Database, clock: Clock, site: Site) -> None:
        self._database = database
        self._clock = clock
        self._site = site
        self._log = OperationLog(database)
        self._projection = Projection(database)
        self._undo = UndoList(database, self._log)
        self._open_unit: UnitOfWork | None = None
        self._listeners: list[Callable[[ChangeSet], None]] = []
        self._meta = MetaTable(database)
        self._time = max(self._log.newest_time(), int(self._meta.get(_NEWEST_FOREIGN_TIME, "0")))

    @property
    def site(self) -> Site:
        return self._site

    @property
    def log(self) -> OperationLog:
        return self._log

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> None:
        """Call `listener` with each change set after it was saved, be it of this program or from another laptop."""
        self._listeners.append(listener)

    @contextmanager
    def change(self, label: str, *, undoable: bool = True) -> Iterator[UnitOfWork]:
        """One unit of work; `label` is what the undo menu calls it, unless it is not `undoable`.

        Everything inside is saved durably when the block ends, or nothing is, if it raises. Raises
        `StorageFullError` when there is no space left. The change set stands in `unit.change_set` afterwards.
        """
        with self._transaction(label) as unit:
            yield unit
            if undoable:
                self._undo.remember(unit)
            for record_id in unit.settled:
                self._undo.forget(record_id)

    @contextmanager
    def _transaction(self, label: str) -> Iterator[UnitOfWork]:
        if self._open_unit is not None:
            raise BugError("a unit of work cannot contain another one")
        unit = UnitOfWork(self._database, self._log, self._projection, self._site, label, self._tick)
        self._open_unit = unit
        try:
            with translated_failures(), self._database.atomic():
                yield unit
        finally:
            self._open_unit = None
        self._tell(unit.change_set)

    def _tell(self, change_set: ChangeSet) -> None:
        for listener in self._listeners:
            listener(change_set)

    def _tick(self) -> int:
        self._time = next_time(self._time, int(self._clock.now().timestamp() * 1000))
        return self._time

    @property
    def undo_label(self) -> str | None:
        """What `undo` would take back, or None."""
        entry = self._undo.next_to_undo()
        return entry.label if entry else None

    @property
    def redo_label(self) -> str | None:
        entry = self._undo.next_to_redo()
        return entry.label if entry else None

    def undo(self) -> ChangeSet:
        """Take back the newest unit of work of this laptop by an inverse one. Raises `UserError` if that cannot be."""
        return self._invert_next(undo=True)

    def redo(self) -> ChangeSet:
        """Bring back what was undone last. Raises `UserError` if that cannot be."""
        return self._invert_next(undo=False)

    def _invert_next(self, *, undo: bool) -> ChangeSet:
        entry = self._undo.required(undo=undo)
        try:
            with self._transaction(entry.label) as unit:
                self._undo.invert(entry, unit, undo=undo)
        except NotInvertibleError:
            # Said once; it must not stand for ever in the way of what was done before it.
            with translated_failures(), self._database.atomic():
                self._undo.close(entry)
            raise
        return unit.change_set

    def history(self, record_id: str) -> list[Operation]:
        """Everything that ever happened to a record, oldest first."""
        return sorted(self._log.of_record(record_id), key=lambda operation: (operation.time, operation.id))

    def integrate(self, operations: Iterable[Operation]) -> int:
        """Take in operations of other laptops, in any order, known or not. Returns how many were new."""
        if self._open_unit is not None:
            raise BugError("operations of others do not arrive inside a unit of work")
        arrived = {operation.id: operation for operation in operations}
        with translated_failures(), self._database.atomic():
            known = self._log.known(arrived)
            fresh = [operation for operation in arrived.values() if operation.id not in known]
            purged = {operation.record_id for operation in arrived.values() if operation.erases}
            touched = dict.fromkeys([*(operation.record_id for operation in fresh), *sorted(purged)])
            before = {record_id: self._shown(record_id) for record_id in touched}
            for operation in fresh:
                gone = operation.record_id in purged or self._log.is_purged(operation.record_id)
                self._log.append(operation.without_payload() if gone else operation)
            for record_id in purged:
                self._log.drop_payloads(record_id)
                drop_drafts_about(self._database, record_id)
                self._undo.forget(record_id)
            redacted = [record_id for record_id in touched if self._log.empty_redacted(record_id)]
            for record_id in redacted:
                self._undo.forget(record_id)
            changes = [self._project(record_id, before[record_id]) for record_id in touched]
            self._remember_time(fresh)
        if fresh:
            self._tell(ChangeSet(new_id(), N_("Von einem anderen Laptop"), tuple(changes), bool(purged or redacted)))
        return len(fresh)

    def _shown(self, record_id: str) -> Values | None:
        operations = self._log.of_record(record_id)
        return visible(fold(operations)) if operations else None

    def _project(self, record_id: str, before: Values | None) -> RecordChange:
        """Show a record as its operations say now."""
        state = fold(self._log.of_record(record_id))
        self._projection.update(state)
        return RecordChange(state.kind, record_id, before, visible(state))

    def _remember_time(self, fresh: list[Operation]) -> None:
        self._time = max([self._time, *(operation.time for operation in fresh)])
        self._meta.set(_NEWEST_FOREIGN_TIME, str(self._time))

    def operations(self) -> Iterator[Operation]:
        """Every operation, to be handed to another laptop."""
        return self._log.all()

    def digest(self) -> str:
        return self._log.digest()
