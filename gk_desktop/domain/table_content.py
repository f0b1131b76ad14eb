"""Entries and tasks as rows of a table: what minutes of the same class would show of them, one thing per column.

What a class may see is decided where minutes are composed, and nowhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.dimension import DIMENSION_LABELS
from gk_desktop.domain.entry import TaskStatus
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.minutes_content import MinutesContent, MinutesMaterial, MinutesSection
from gk_desktop.domain.naming import Naming

STILL_TO_DO: Final = frozenset({TaskStatus.OPEN, TaskStatus.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class EntryRow:
    """`top` is number and title of the TOP, empty outside any. `number` of a decision without a line is its own."""

    number: str
    event: str
    day: date | None
    top: str
    time: time | None
    speaker: str
    kind: str
    text: str
    categories: tuple[str, ...]
    dimension: str
    not_to_be_quoted: bool
    is_result: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """`event`, `day` and `case_code` are empty for a task that comes from no event."""

    number: str
    text: str
    responsible: str
    due: date | None
    status: str
    event: str
    day: date | None
    case_code: str


def entry_rows(material: MinutesMaterial, content: MinutesContent) -> Iterator[EntryRow]:
    """Of a Verlaufsprotokoll of this material, in its order, TOP by TOP."""
    results = {entry.number for entry in material.entries if entry.is_result}
    dimensions = {_(label) for label in DIMENSION_LABELS.values()}
    for section in content.sections:
        top = _top(section)
        for entry in section.entries:
            has_dimension = bool(entry.categories) and entry.categories[-1] in dimensions
            yield EntryRow(
                number=entry.number or entry.sign,
                event=content.title,
                day=material.event.date,
                top=top,
                time=entry.time.time() if entry.time else None,
                speaker=entry.speaker,
                kind=_(ENTRY_KIND_LABELS[entry.kind]),
                text=entry.text,
                categories=entry.categories[:-1] if has_dimension else entry.categories,
                dimension=entry.categories[-1] if has_dimension else "",
                not_to_be_quoted=entry.not_to_be_quoted,
                is_result=bool(entry.number) and entry.number in results,
            )


def task_rows(material: MinutesMaterial, content: MinutesContent) -> Iterator[TaskRow]:
    """Of an Aufgabenliste of this material, in the order of their numbers."""
    code = shown_case_code(material, content.export_class)
    for task in content.tasks:
        yield TaskRow(
            number=task.number,
            text=task.text,
            responsible=task.responsible,
            due=task.due,
            status=task.status,
            event=content.title,
            day=material.event.date,
            case_code=code,
        )


def with_open_tasks(material: MinutesMaterial) -> MinutesMaterial:
    """Without the tasks that are done or dropped."""
    return replace(material, tasks=[task for task in material.tasks if task.status in STILL_TO_DO])


def shown_case_code(material: MinutesMaterial, export_class: ExportClass) -> str:
    """The Fallkürzel as this class may see it.

    VERTEILER has none: its readers know the municipality, and would learn which one a report writes about.
    """
    case = next((item for item in material.names.cases if item.id == material.event.case), None)
    if case is None or not case.case_code or export_class is ExportClass.VERTEILER:
        return ""
    hidden = Naming(material.names, material.event, export_class).reveals(case.case_code)
    return "" if hidden else case.case_code


def order_of_event(event: Event) -> tuple[str, str, str]:
    """By day and beginning; what has no day comes last."""
    return (event.date.isoformat() if event.date else "9999", event.start, event.id)


def _top(section: MinutesSection) -> str:
    return "" if section.number is None else f"{section.number} {section.title}".rstrip()
