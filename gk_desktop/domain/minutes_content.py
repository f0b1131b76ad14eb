"""What stands in minutes: from records to content that is cleared for its export class.

This is the only way from notes to a document. Builders and writers behind it see nothing that a class hides.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.domain.category import Category
from gk_desktop.domain.dimension import DIMENSION_LABELS
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import ATTENDANCE_LABELS, AgendaItem, Attendance, Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesKind, MinutesStatus
from gk_desktop.domain.naming import KnownNames, Naming
from gk_desktop.domain.visibility import (
    ENTRIES,
    MARKS_NO_QUOTE,
    SAYS_NAMES_UNCHECKED,
    SHOWS_CATEGORIES,
    Rule,
    is_shown,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesMaterial:
    """Everything about one event that minutes are made of; entries in their order."""

    event: Event
    names: KnownNames
    agenda: Sequence[AgendaItem]
    entries: Sequence[Entry]
    decisions: Sequence[Decision]
    tasks: Sequence[Task]
    categories: Sequence[Category]
    quote_permissions: frozenset[str] = field(default_factory=frozenset)
    """Participants who have agreed to be quoted outside."""


@dataclass(frozen=True, slots=True)
class MinutesEntry:
    """`sign` is the number of the decision or task; `categories` are codes and the dimension, where they are shown."""

    kind: EntryKind
    number: str
    time: datetime | None
    speaker: str
    text: str
    sign: str
    responsible: str
    due: date | None
    categories: tuple[str, ...]
    not_to_be_quoted: bool


@dataclass(frozen=True, slots=True)
class MinutesSection:
    """One TOP with its entries; `number` is None for what was noted outside any TOP."""

    number: int | None
    title: str
    entries: tuple[MinutesEntry, ...]


@dataclass(frozen=True, slots=True)
class MinutesTask:
    number: str
    text: str
    responsible: str
    due: date | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesContent:
    """Ready to be set: `head` are label and value of each line that has one."""

    kind: MinutesKind
    export_class: ExportClass
    title: str
    day: str
    head: tuple[tuple[str, str], ...]
    sections: tuple[MinutesSection, ...]
    tasks: tuple[MinutesTask, ...]
    names_unchecked: bool
    version: int
    status: MinutesStatus
    made_at: datetime


def compose(
    material: MinutesMaterial,
    kind: MinutesKind,
    export_class: ExportClass,
    *,
    made_at: datetime,
    version: int = 1,
    status: MinutesStatus = MinutesStatus.RAW,
) -> MinutesContent:
    """Select what belongs into this kind of minutes, and show of it what this class may see."""
    naming = Naming(material.names, material.event, export_class)
    shown = [
        entry
        for entry in material.entries
        if is_shown(entry, kind, export_class, quote_permitted=entry.speaker in material.quote_permissions)
    ]
    tasks = [task for task in material.tasks if _follow_up_is_shown(task.entry, material, export_class)]
    unwritten = [decision for decision in material.decisions if not decision.entry]
    return MinutesContent(
        kind=kind,
        export_class=export_class,
        title=naming.text(material.event.title),
        day=_german_date(material.event.date),
        head=tuple(_head(material, naming)),
        sections=tuple(_sections(material, shown, unwritten, _EntrySetter(material, naming, kind, export_class))),
        tasks=tuple(_task(task, naming) for task in tasks),
        names_unchecked=SAYS_NAMES_UNCHECKED[export_class],
        version=version,
        status=status,
        made_at=made_at,
    )


def _follow_up_is_shown(entry_id: str, material: MinutesMaterial, export_class: ExportClass) -> bool:
    """Whether the class may see the decision or task of a line of notes, or one that never was in a line.

    A line that is gone may have been marked as not to be quoted: nobody knows any more, so nobody outside sees it.
    """
    if not entry_id:
        return True
    entry = next((entry for entry in material.entries if entry.id == entry_id), None)
    if entry is None:
        return ENTRIES[EntryKind.TASK][export_class] is Rule.ALWAYS
    permitted = entry.speaker in material.quote_permissions
    return is_shown(entry, MinutesKind.COURSE, export_class, quote_permitted=permitted)


def _head(material: MinutesMaterial, naming: Naming) -> Iterator[tuple[str, str]]:
    event = material.event
    lines = [
        (N_("Anlass"), naming.text(event.event_type)),
        (N_("Veranstalter"), naming.text(event.organiser)),
        (N_("Ort"), naming.place()),
        (N_("Format"), naming.text(event.format)),
        (N_("Datum"), _german_date(event.date)),
        (N_("Zeit"), _time_span(event)),
        (N_("Leitung"), naming.label(event.chair)),
        (N_("Protokoll"), naming.label(event.minute_taker)),
        *((ATTENDANCE_LABELS[kind], _attendance(material, naming, kind)) for kind in Attendance),
        (N_("Unterlagen"), naming.text(event.documents)),
        (N_("Verteiler"), naming.text(event.distribution)),
    ]
    for label, value in lines:
        if value:
            yield _(label), value


def _german_date(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _time_span(event: Event) -> str:
    if event.start and event.end:
        return _("{start}–{end} Uhr").format(start=event.start, end=event.end)
    if event.start:
        return _("ab {start} Uhr").format(start=event.start)
    return _("bis {end} Uhr").format(end=event.end) if event.end else ""


def _attendance(material: MinutesMaterial, naming: Naming, kind: Attendance) -> str:
    named = (
        _with_headcount(naming.speaker(participant.id), participant)
        for participant in material.names.participants
        if participant.attendance is kind
    )
    return "; ".join(dict.fromkeys(named))


def _with_headcount(name: str, participant: Participant) -> str:
    count = participant.headcount or 0
    if count < 2:
        return name
    people = ngettext("{count}\u00a0Person", "{count}\u00a0Personen", count).format(count=count)
    return f"{name} ({people})"


def _sections(
    material: MinutesMaterial,
    entries: Iterable[Entry],
    decisions: Iterable[Decision],
    setter: "_EntrySetter",
) -> Iterator[MinutesSection]:
    """TOP by TOP; a decision that was never a line of notes stands at the end of its TOP."""
    # The TOP of an entry may be gone; the entry is not.
    known = {item.id for item in material.agenda}
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.agenda_item if entry.agenda_item in known else "", []).append(entry)
    added: dict[str, list[Decision]] = {}
    for decision in decisions:
        added.setdefault(decision.agenda_item if decision.agenda_item in known else "", []).append(decision)
    if grouped.get("") or added.get(""):
        yield MinutesSection(None, "", setter.set_all(grouped.get("", []), added.get("", [])))
    for item in sorted(material.agenda, key=lambda item: _agenda_order(item, grouped, setter.kind)):
        content = setter.set_all(grouped.get(item.id, []), added.get(item.id, []))
        yield MinutesSection(item.number, setter.naming.text(item.title), content)


def _agenda_order(item: AgendaItem, grouped: dict[str, list[Entry]], kind: MinutesKind) -> tuple[float, int]:
    """A Verlaufsprotokoll follows the meeting, an Ergebnisprotokoll the agenda. What was not treated comes last."""
    entries = grouped.get(item.id)
    number = item.number or 0
    if kind is MinutesKind.RESULTS:
        return (0.0, number)
    return (entries[0].position if entries else float("inf"), number)


class _EntrySetter:
    """Turns entries into what the class may see of them."""

    def __init__(self, material: MinutesMaterial, naming: Naming, kind: MinutesKind, export_class: ExportClass) -> None:
        self.naming = naming
        self.kind = kind
        # Results hold whenever they were said.
        self._shows_times = kind is MinutesKind.COURSE
        self._marks_no_quote = MARKS_NO_QUOTE[export_class]
        self._categories = {item.id: item for item in material.categories} if SHOWS_CATEGORIES[export_class] else {}
        self._shows_categories = SHOWS_CATEGORIES[export_class]
        self._dimensions = {item.value: _(label) for item, label in DIMENSION_LABELS.items()}
        self._signs = {decision.entry: decision.number for decision in material.decisions if decision.entry}
        self._signs.update({task.entry: task.number for task in material.tasks if task.entry})
        self._tasks = {task.entry: task for task in material.tasks if task.entry}

    def set_all(self, entries: Iterable[Entry], decisions: Iterable[Decision]) -> tuple[MinutesEntry, ...]:
        return (*map(self._set, entries), *map(self._set_decision, decisions))

    def _set_decision(self, decision: Decision) -> MinutesEntry:
        return MinutesEntry(
            kind=EntryKind.DECISION,
            number="",
            time=None,
            speaker="",
            text=self.naming.text(decision.text),
            sign=decision.number,
            responsible="",
            due=None,
            categories=(),
            not_to_be_quoted=False,
        )

    def _set(self, entry: Entry) -> MinutesEntry:
        task = self._tasks.get(entry.id)
        return MinutesEntry(
            kind=entry.kind,
            number=entry.number,
            time=entry.time if self._shows_times else None,
            speaker=self.naming.speaker(entry.speaker),
            text=self.naming.text(entry.text),
            sign=self._signs.get(entry.id, ""),
            responsible=self.naming.label(task.responsible) if task else "",
            due=task.due if task else None,
            categories=self._categories_of(entry),
            not_to_be_quoted=entry.no_quote and self._marks_no_quote,
        )

    def _categories_of(self, entry: Entry) -> tuple[str, ...]:
        if not self._shows_categories:
            return ()
        known = [self._categories[item] for item in entry.categories if item in self._categories]
        codes = tuple([self.naming.text(item.code) for item in known])
        dimension = self._dimensions.get(dimension_of(entry, known))
        return (*codes, dimension) if dimension else codes


def dimension_of(entry: Entry, categories: Sequence[Category]) -> str:
    """The dimension that was typed, else that of the first category that has one."""
    if entry.dimension:
        return entry.dimension
    return next((item.dimension for item in categories if item.dimension), "")


def _task(task: Task, naming: Naming) -> MinutesTask:
    return MinutesTask(task.number, naming.text(task.text), naming.label(task.responsible), task.due, task.status.value)
