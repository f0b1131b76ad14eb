"""Decisions and tasks that are written in a line of notes, and follow it when it is edited."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.line import ParsedLine
from gk_desktop.domain.numbering import decision_number, task_number
from gk_desktop.store.records import Records
from gk_desktop.store.unit_of_work import UnitOfWork

_RECORD_TYPES: Final[dict[EntryKind, type[Decision] | type[Task]]] = {
    EntryKind.DECISION: Decision,
    EntryKind.TASK: Task,
}


def create_follow_up(unit: UnitOfWork, entry: Entry, parsed: ParsedLine) -> None:
    """The Beschluss or Auftrag of a new entry, if the line is one."""
    if parsed.kind is EntryKind.DECISION:
        number = decision_number(unit.site_letters, unit.next_count("decision"))
        unit.create(
            Decision(number=number, text=parsed.text, event=entry.event, agenda_item=entry.agenda_item, entry=entry.id)
        )
    elif parsed.kind is EntryKind.TASK:
        number = task_number(unit.site_letters, unit.next_count("task"))
        unit.create(
            Task(
                number=number,
                text=parsed.text,
                responsible=parsed.responsible or "",
                due=parsed.due,
                event=entry.event,
                agenda_item=entry.agenda_item,
                entry=entry.id,
            )
        )


def update_follow_up(unit: UnitOfWork, records: Records, entry: Entry, parsed: ParsedLine) -> None:
    """After an edit: change what is there, make what is missing, drop what the line no longer is.

    `entry` is the entry before the edit. An entry never has more than one decision and one task: what was dropped
    comes back under its number when the line is one again.
    """
    if parsed.kind is not EntryKind.DECISION:
        for decision in records.find(Decision, entry=entry.id):
            unit.delete(decision.id)
    if parsed.kind is not EntryKind.TASK:
        for task in records.find(Task, entry=entry.id):
            unit.delete(task.id)
    existing = follow_up_of(records, entry.id, parsed.kind)
    if existing is None:
        create_follow_up(unit, entry, parsed)
        return
    unit.revive(existing.id)
    unit.change(type(existing), existing.id, text=parsed.text)
    if isinstance(existing, Task):
        unit.change(Task, existing.id, responsible=parsed.responsible or "", due=parsed.due)


def numbers_by_entry(decisions: Iterable[Decision], tasks: Iterable[Task]) -> dict[str, str]:
    """Entry -> the number under which people know it, for entries that are a Beschluss or Auftrag."""
    numbers = {decision.entry: decision.number for decision in decisions}
    numbers.update((task.entry, task.number) for task in tasks)
    numbers.pop("", None)
    return numbers


def release_that_stands(entry: Entry, parsed: ParsedLine, speaker: str) -> date | None:
    """When the quote was released, if the line still says the same words of the same person; None for other words."""
    is_same = (entry.kind, entry.text, entry.speaker) == (parsed.kind, parsed.text, speaker)
    return entry.quote_released_on if is_same else None


def follow_up_of(records: Records, entry_id: str, kind: EntryKind) -> Decision | Task | None:
    """The decision or task of an entry of this kind, be it in the Papierkorb."""
    record_type = _RECORD_TYPES.get(kind)
    if record_type is None:
        return None
    found = (*records.find(record_type, entry=entry_id), *records.find(record_type, entry=entry_id, deleted=True))
    return next(iter(found), None)
