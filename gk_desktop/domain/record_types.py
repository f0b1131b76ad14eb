"""All kinds of records the program knows."""

from typing import Final

from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.consent import Consent, Deletion, NameDecision
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.minutes import Minutes, MinutesCorrection, MinutesExport, MinutesFrozen
from gk_desktop.domain.project import Project
from gk_desktop.domain.record import Record

_ALL: Final[tuple[type[Record], ...]] = (
    Project,
    Case,
    Institution,
    Person,
    Event,
    AgendaItem,
    Participant,
    Category,
    Entry,
    Decision,
    Task,
    Minutes,
    MinutesFrozen,
    MinutesExport,
    MinutesCorrection,
    Consent,
    Deletion,
    NameDecision,
)

RECORD_TYPES: Final[dict[str, type[Record]]] = {record_type.KIND: record_type for record_type in _ALL}
"""Record kind -> its type. A kind that is missing here comes from a newer program and is passed on untouched."""

SEARCHABLE_TYPES: Final[tuple[type[Record], ...]] = (
    Entry,
    Decision,
    Task,
    Event,
    AgendaItem,
    Participant,
    Case,
    Institution,
    Person,
    Category,
    MinutesCorrection,
    Project,
)
"""Kinds that a search looks through, in the order of its hits: what people said comes first."""
