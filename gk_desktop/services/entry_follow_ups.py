"""Decisions and tasks that are written in a line of notes, and follow it when it is edited."""

from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.line import ParsedLine
from gk_desktop.domain.numbering import decision_number, task_number
from gk_desktop.store.records import Records
from gk_desktop.store.unit_of_work import UnitOfWork


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

    `entry` is the entry before the edit.
    """
    decision = next(iter(records.find(Decision, entry=entry.id)), None)
    task = next(iter(records.find(Task, entry=entry.id)), None)
    if decision is not None and parsed.kind is EntryKind.DECISION:
        unit.change(Decision, decision.id, text=parsed.text)
        return
    if task is not None and parsed.kind is EntryKind.TASK:
        unit.change(Task, task.id, text=parsed.text, responsible=parsed.responsible or "", due=parsed.due)
        return
    for left_over in (decision, task):
        if left_over is not None:
            unit.delete(left_over.id)
    create_follow_up(unit, entry, parsed)
