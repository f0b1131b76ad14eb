"""What stands in minutes: from records to content that is cleared for its export class.

This is the only way from notes to a document. Builders and writers behind it see nothing that a class hides.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.domain.category import Category
from gk_desktop.domain.consent_rules import SpeakerConsent
from gk_desktop.domain.dimension import DIMENSION_LABELS
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import ATTENDANCE_LABELS, AgendaItem, Attendance, Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesKind, MinutesStatus, NameState
from gk_desktop.domain.naming import KnownNames, Naming
from gk_desktop.domain.ordering import course_of, order_in_agenda
from gk_desktop.domain.visibility import (
    ENTRIES,
    MARKS_NO_QUOTE,
    PEOPLE,
    SAYS_NAMES_UNCHECKED,
    SHOWS_CATEGORIES,
    PeopleShownAs,
    Rule,
    check_may_be_made,
    is_shown,
)

_TIMED: Final = frozenset({MinutesKind.COURSE, MinutesKind.MEMORY, MinutesKind.OBSERVATION})
"""Results hold whenever they were said."""

_WITHOUT_TASKS: Final = frozenset({MinutesKind.OBSERVATION})
"""Who does what until when is no observation; where it was said, it stands among the descriptions."""

_ANNEXED: Final = frozenset(MinutesKind) - {MinutesKind.TASK_LIST}
_DISTRIBUTED: Final = _ANNEXED - {MinutesKind.OBSERVATION}
_SIGNED_BY_CHAIR: Final = frozenset({MinutesKind.RESULTS, MinutesKind.COURSE})
_SIGNED_BY_MINUTE_TAKER: Final = _SIGNED_BY_CHAIR | {MinutesKind.MEMORY}
_WITHOUT_SIGNATURES: Final = frozenset({ExportClass.PSEUDONYMISIERT})
"""A signature would tell the name that the document hides."""


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
    speaker_consents: Mapping[str, SpeakerConsent] = field(default_factory=dict)
    """What participants have agreed to, by id; whoever is missing has not agreed to be quoted."""
    answers: frozenset[str] = frozenset()
    """Ids of entries that answer the questions of the Nachbereitung: nobody said them in the meeting."""

    def consent_of(self, entry: Entry) -> SpeakerConsent:
        """Of who said it."""
        return self.speaker_consents.get(entry.speaker, SpeakerConsent.NOT_TO_QUOTE)


@dataclass(frozen=True, slots=True)
class MinutesEntry:
    """`number` is that of the line of notes, empty for a decision that never was one. `sign` is the number of the
    decision or task; `categories` are codes and the dimension, where they are shown.
    """

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
    """One TOP with its entries; `number` is None for what was noted outside any TOP.

    That has a title only where it is a part of its own, such as the Nachbereitung.
    """

    number: int | None
    title: str
    entries: tuple[MinutesEntry, ...]


@dataclass(frozen=True, slots=True)
class MinutesTask:
    """`entry_number` is that of the line of notes the task was written in, if there is one."""

    number: str
    text: str
    responsible: str
    due: date | None
    status: str
    entry_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesContent:
    """Ready to be set: `head`, `signatures` and `annex` are label and value of each line.

    Only strings, numbers, days, moments, choices, None, and tuples and dataclasses of these: what is released is kept
    as text.
    """

    kind: MinutesKind
    export_class: ExportClass
    title: str
    day: str
    head: tuple[tuple[str, str], ...]
    sections: tuple[MinutesSection, ...]
    tasks: tuple[MinutesTask, ...]
    next_meeting: str
    signatures: tuple[tuple[str, str], ...]
    annex: tuple[tuple[str, str], ...]
    names_unchecked: bool
    version: int
    status: MinutesStatus
    made_at: datetime
    names: NameState = NameState.UNCHECKED

    @property
    def entry_count(self) -> int:
        """How many entries stand in the document; in a list of tasks these are the entries."""
        if self.kind is MinutesKind.TASK_LIST:
            return len(self.tasks)
        return sum(len(section.entries) for section in self.sections)


def compose(
    material: MinutesMaterial,
    kind: MinutesKind,
    export_class: ExportClass,
    *,
    made_at: datetime,
    version: int = 1,
    status: MinutesStatus = MinutesStatus.RAW,
    naming: Naming | None = None,
) -> MinutesContent:
    """Select what belongs into this kind of minutes, and show of it what this class may see.

    A `naming` that is handed in knows afterwards which texts were asked for.

    Raises `UserError` for a class that the kind refuses.
    """
    check_may_be_made(kind, export_class)
    naming = naming or Naming(material.names, material.event, export_class)
    setter = _EntrySetter(material, naming, kind, export_class)
    return MinutesContent(
        kind=kind,
        export_class=export_class,
        title=naming.field(material.event, "title"),
        day=_german_date(material.event.date),
        head=tuple(_head(material, naming, kind, export_class)),
        sections=tuple(_sections(material, _shown(material, kind, export_class), setter)),
        tasks=tuple(_tasks(material, naming, kind, export_class)),
        next_meeting=naming.field(material.event, "next_meeting") if kind in _ANNEXED else "",
        signatures=tuple(_signatures(material.event, naming, kind, export_class)),
        annex=tuple(_annex(material.event, naming, kind)),
        # Only now every text has been asked for.
        names_unchecked=SAYS_NAMES_UNCHECKED[export_class] and naming.state is not NameState.CHECKED,
        version=version,
        status=status,
        made_at=made_at,
        names=naming.state,
    )


def _shown(material: MinutesMaterial, kind: MinutesKind, export_class: ExportClass) -> Iterator[Entry]:
    for entry in material.entries:
        if is_shown(entry, kind, export_class, consent=material.consent_of(entry)):
            yield entry


def _head(
    material: MinutesMaterial, naming: Naming, kind: MinutesKind, export_class: ExportClass
) -> Iterator[tuple[str, str]]:
    event = material.event
    lines = [
        (N_("Anlass"), naming.field(event, "event_type")),
        (N_("Veranstalter"), naming.field(event, "organiser")),
        (N_("Ort"), naming.place()),
        (N_("Format"), naming.field(event, "format")),
        (N_("Datum"), _german_date(event.date)),
        (N_("Zeit"), _time_span(event)),
        (N_("Leitung"), naming.label(event.chair)),
        (N_("Protokoll"), naming.label(event.minute_taker)),
        *((ATTENDANCE_LABELS[item], _attendance(material, naming, item)) for item in Attendance),
    ]
    if kind is MinutesKind.OBSERVATION:
        lines += _observation_head(event, naming, export_class)
    return _filled(lines)


def _observation_head(event: Event, naming: Naming, export_class: ExportClass) -> list[tuple[str, str]]:
    """What a reader has to know of the observer: as who, invited by whom, and whether people knew."""
    invited = (naming.label(event.invited_by), _german_date(event.invited_on))
    # Who told them is mostly a sentence, and none is left of it where every word might be a name.
    told_by = event.observation_announced_by if PEOPLE[export_class] is PeopleShownAs.NAMES else ""
    told = (_("ja"), told_by, _german_date(event.observation_announced_on))
    announced = ", ".join(part for part in told if part) if event.observation_announced else _("nein")
    return [
        (N_("Rolle IAQ"), naming.field(event, "iaq_role")),
        (N_("Einladung"), ", ".join(part for part in invited if part)),
        (N_("Anwesende informiert"), announced),
        (N_("Sitzordnung"), naming.field(event, "seating")),
    ]


def _signatures(
    event: Event, naming: Naming, kind: MinutesKind, export_class: ExportClass
) -> Iterator[tuple[str, str]]:
    if export_class in _WITHOUT_SIGNATURES:
        return
    if kind in _SIGNED_BY_CHAIR:
        yield _("Leitung"), naming.label(event.chair)
    if kind in _SIGNED_BY_MINUTE_TAKER:
        yield _("Protokoll"), naming.label(event.minute_taker)


def _annex(event: Event, naming: Naming, kind: MinutesKind) -> Iterator[tuple[str, str]]:
    lines = [
        (N_("Anlagen"), naming.field(event, "documents") if kind in _ANNEXED else ""),
        (N_("Verteiler"), naming.field(event, "distribution") if kind in _DISTRIBUTED else ""),
    ]
    return _filled(lines)


def _filled(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
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
    setter: "_EntrySetter",
) -> Iterator[MinutesSection]:
    """TOP by TOP, then the Nachbereitung; a decision that was never a line of notes stands at the end of its TOP."""
    if setter.kind is MinutesKind.TASK_LIST:
        return
    # The TOP of an entry may be gone; the entry is not.
    known = {item.id for item in material.agenda}
    grouped: dict[str, list[Entry]] = {}
    answers: list[Entry] = []
    for entry in entries:
        item_id = entry.agenda_item if entry.agenda_item in known else ""
        group = answers if not item_id and entry.id in material.answers else grouped.setdefault(item_id, [])
        group.append(entry)
    added: dict[str, list[Decision]] = {}
    for decision in material.decisions:
        if decision.entry:
            continue
        added.setdefault(decision.agenda_item if decision.agenda_item in known else "", []).append(decision)
    if grouped.get("") or added.get(""):
        yield MinutesSection(None, "", setter.set_all(grouped.get("", []), added.get("", [])))
    # Results stand in the order of the agenda. All entries count, so that each class has the same order.
    course = {} if setter.kind is MinutesKind.RESULTS else course_of(material.agenda, material.entries)
    for item in sorted(material.agenda, key=lambda item: (course.get(item.id, 0.0), order_in_agenda(item))):
        content = setter.set_all(grouped.get(item.id, []), added.get(item.id, []))
        yield MinutesSection(item.number, setter.naming.field(item, "title"), content)
    if answers:
        yield MinutesSection(None, _("Nachbereitung"), setter.set_all(answers, ()))


class _EntrySetter:
    """Turns entries into what the class may see of them."""

    def __init__(self, material: MinutesMaterial, naming: Naming, kind: MinutesKind, export_class: ExportClass) -> None:
        self.naming = naming
        self.kind = kind
        self._shows_times = kind in _TIMED
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
            text=self.naming.field(decision, "text"),
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
            text=self.naming.field(entry, "text"),
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


def _tasks(
    material: MinutesMaterial, naming: Naming, kind: MinutesKind, export_class: ExportClass
) -> Iterator[MinutesTask]:
    if kind in _WITHOUT_TASKS:
        return
    entries = {entry.id: entry for entry in material.entries}
    for task in material.tasks:
        source = entries.get(task.entry)
        if not task.entry or _task_is_shown(source, material, export_class):
            yield MinutesTask(
                number=task.number,
                text=naming.field(task, "text"),
                responsible=naming.label(task.responsible),
                due=task.due,
                status=task.status.value,
                entry_number=source.number if source else "",
            )


def _task_is_shown(source: Entry | None, material: MinutesMaterial, export_class: ExportClass) -> bool:
    """Whether the class may see the task of a line of notes.

    A line that is gone may have been marked as not to be quoted: nobody knows any more, so nobody outside sees it.
    """
    if source is None:
        return ENTRIES[EntryKind.TASK][export_class] is Rule.ALWAYS
    return is_shown(source, MinutesKind.COURSE, export_class, consent=material.consent_of(source))
