"""What an entry drags along when an earlier state of it comes back: the decision or task written in it."""

from dataclasses import replace
from typing import Any

from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.operation import Operation, fold
from gk_desktop.domain.record import from_columns
from gk_desktop.services.entry_follow_ups import create_follow_up, follow_up_of
from gk_desktop.services.event_knowledge import EventKnowledge
from gk_desktop.store.projection import columns_of
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore


def bring_back_follow_up(unit: UnitOfWork, store: WorkspaceStore, past: Entry, operation: Operation) -> None:
    """Inside the unit that brings the entry back as `past`, which it was after `operation`.

    What the entry no longer is goes into the Papierkorb. Of its decision or task comes back what follows from the line;
    how far the task has got since then stays.
    """
    for record_type, kind in ((Decision, EntryKind.DECISION), (Task, EntryKind.TASK)):
        if past.kind is not kind:
            for found in store.records.find(record_type, entry=past.id):
                unit.delete(found.id)
    existing = follow_up_of(store.records, past.id, past.kind)
    if existing is not None:
        unit.revive(existing.id)
        unit.change(type(existing), existing.id, agenda_item=past.agenda_item, **_said_then(store, existing, operation))
    elif past.kind in (EntryKind.DECISION, EntryKind.TASK):
        parsed = EventKnowledge(store, past.event).parse(past.raw)
        create_follow_up(unit, past, replace(parsed, kind=past.kind, text=past.text))


def _said_then(store: WorkspaceStore, follow_up: Decision | Task, operation: Operation) -> dict[str, Any]:
    """What the decision or task said when the work was done that `operation` belongs to."""
    known = store.journal.history(follow_up.id)
    until_then = [item for item in known if item.unit == operation.unit or item.time < operation.time]
    if not until_then:
        return {}
    values = columns_of(type(follow_up), fold(until_then).values)
    then = from_columns(type(follow_up), {"id": follow_up.id, **values})
    if isinstance(then, Task):
        return {"text": then.text, "responsible": then.responsible, "due": then.due}
    return {"text": then.text}
