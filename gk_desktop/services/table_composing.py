"""What an export holds, and how many it leaves out: from gathered events to rows and texts cleared for their class."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from gk_desktop.base.i18n import N_, _
from gk_desktop.base.progress import Progress
from gk_desktop.documents.reading_text import ReadingOptions, fingerprint
from gk_desktop.domain.minutes import ExportClass, MinutesKind, NameState
from gk_desktop.domain.minutes_content import MinutesContent, MinutesMaterial, compose
from gk_desktop.domain.table_content import EntryRow, TaskRow, entry_rows, shown_case_code, task_rows, with_open_tasks
from gk_desktop.domain.visibility import SAYS_NAMES_UNCHECKED
from gk_desktop.services.name_gaps import gap_sentence
from gk_desktop.services.restricted_persons import restricted_sentence

_TABLE: Final = ".xlsx"
_WORST_FIRST: Final = (NameState.UNDECIDED, NameState.UNCHECKED, NameState.PARTIAL, NameState.CHECKED)


class Exported(Enum):
    """What is written; the value is the beginning of its file's name."""

    TASKS = N_("Aufträge")
    ENTRIES = N_("Einträge")
    READING = N_("Lesetext")

    @property
    def minutes_kind(self) -> MinutesKind:
        """The minutes that say the same, and with which the export is put on record."""
        return MinutesKind.TASK_LIST if self is Exported.TASKS else MinutesKind.COURSE


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """Neither `event` nor `case`: all events. `open_only` and `options` count for tasks and for reading text alone."""

    what: Exported
    export_class: ExportClass
    event: str = ""
    case: str = ""
    open_only: bool = False
    options: ReadingOptions = ReadingOptions()

    @property
    def suffix(self) -> str:
        return f".{self.options.form.value}" if self.what is Exported.READING else _TABLE


@dataclass(frozen=True, slots=True)
class GatheredEvent:
    """`known_texts` are the fingerprints of reading texts of this class that were handed out, the oldest first."""

    material: MinutesMaterial
    known_texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    request: TableRequest
    events: tuple[GatheredEvent, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class EventPart:
    """What one event adds: rows of a table, or what its minutes say. `hash` is the SHA-256 of what is written.

    `name` and `version` are those of a reading text, which has no rows.
    """

    event: str
    content: MinutesContent
    rows: tuple[EntryRow, ...] | tuple[TaskRow, ...]
    hash: str
    name: str = ""
    version: int = 1

    @property
    def names_checked(self) -> bool:
        return self.content.names is NameState.CHECKED


@dataclass(frozen=True, slots=True)
class ComposedTable:
    """`included` and `left_out` count entries or tasks; `scope` is the Fallkürzel that may be shown."""

    request: TableRequest
    materials: tuple[MinutesMaterial, ...]
    parts: tuple[EventPart, ...]
    included: int
    left_out: int
    scope: str

    @property
    def names(self) -> NameState:
        """How far the texts of all events have been looked through; one that is undecided stands for all."""
        states = {part.content.names for part in self.parts} or {NameState.UNCHECKED}
        return next(state for state in _WORST_FIRST if state in states)

    @property
    def names_checked(self) -> bool:
        return self.names is NameState.CHECKED

    @property
    def names_gap(self) -> str:
        """Which names nobody could look for, as a sentence; empty if there are none."""
        return next((gap_sentence(material.names) for material in self.materials), "")

    @property
    def restricted(self) -> str:
        """Whom the file does not name because their data may only be stored, as a sentence; empty if nobody."""
        return restricted_sentence(self.materials, self.request.export_class)

    @property
    def undecided_parts(self) -> tuple[EventPart, ...]:
        """Where names of the Schlüsseldatei stand that nobody has decided about."""
        return tuple(part for part in self.parts if part.content.names is NameState.UNDECIDED)

    @property
    def names_unchecked_is_said(self) -> bool:
        """Whether the file itself says that names are unchecked."""
        empty = SAYS_NAMES_UNCHECKED[self.request.export_class]
        return any(part.content.names_unchecked for part in self.parts) if self.parts else empty

    @property
    def file_name(self) -> str:
        """A telling name that gives no municipality away. That of a reading text changes with what it says."""
        what, export_class = _(self.request.what.value), self.request.export_class.value
        parts = [what, self.scope, _day(self.materials[0]) if self.request.event else "", export_class]
        if self.request.what is Exported.READING:
            parts.append(self._version)
        elif self.request.what is Exported.TASKS and self.request.open_only:
            parts.insert(1, _("offen"))
        return "_".join(part for part in parts if part) + self.request.suffix

    @property
    def _version(self) -> str:
        if len(self.parts) == 1:
            return _("Fassung_{version}").format(version=self.parts[0].version)
        return _hash_of(part.hash for part in self.parts)[:8]


def compose_table(gathered: Gathered, progress: Progress) -> ComposedTable:
    """Everything that the class may see of it, event by event. Raises `Cancelled` from `progress`."""
    request = gathered.request
    parts = []
    for count, event in enumerate(gathered.events):
        progress(_("Einträge zusammenstellen"), count / len(gathered.events))
        part = _part(event, request, gathered.now)
        # A reading text tells of a meeting also where nothing was noted; a table does not.
        if part.rows or request.what is Exported.READING:
            parts.append(part)
    materials = tuple(event.material for event in gathered.events)
    included = sum(part.content.entry_count for part in parts)
    return ComposedTable(
        request=request,
        materials=materials,
        parts=tuple(parts),
        included=included,
        left_out=sum(_all_of(material, request.what) for material in materials) - included,
        scope=_scope(materials, request),
    )


def _part(event: GatheredEvent, request: TableRequest, now: datetime) -> EventPart:
    material = event.material
    if request.what is Exported.TASKS and request.open_only:
        material = with_open_tasks(material)
    content = compose(material, request.what.minutes_kind, request.export_class, made_at=now)
    rows: tuple[EntryRow, ...] | tuple[TaskRow, ...] = ()
    match request.what:
        case Exported.READING:
            return _reading_part(event, content)
        case Exported.ENTRIES:
            rows = tuple(entry_rows(material, content))
        case Exported.TASKS:
            rows = tuple(task_rows(material, content))
    return EventPart(material.event.id, content, rows, _hash_of(map(repr, rows)))


def _reading_part(event: GatheredEvent, content: MinutesContent) -> EventPart:
    """What was handed out before is the same version again; everything else is the next one."""
    known, text_hash = list(event.known_texts), fingerprint(content)
    version = known.index(text_hash) + 1 if text_hash in known else len(known) + 1
    code = shown_case_code(event.material, content.export_class)
    name = " ".join((code or content.title, _day(event.material))).strip()
    return EventPart(event.material.event.id, content, (), text_hash, name, version)


def _day(material: MinutesMaterial) -> str:
    return f"{material.event.date:%Y-%m-%d}" if material.event.date else ""


def _all_of(material: MinutesMaterial, what: Exported) -> int:
    """How many there are. A decision that never was a line of notes stands among the entries."""
    if what is Exported.TASKS:
        return len(material.tasks)
    return len(material.entries) + sum(not decision.entry for decision in material.decisions)


def _scope(materials: Sequence[MinutesMaterial], request: TableRequest) -> str:
    """The Fallkürzel of the one case the export is about."""
    if not materials or not (request.event or request.case):
        return ""
    codes = {shown_case_code(material, request.export_class) for material in materials}
    return codes.pop() if len(codes) == 1 else ""


def _hash_of(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
