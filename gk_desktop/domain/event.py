"""Events of the local alliances: head of the minutes, agenda, participants."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from gk_desktop.base.i18n import N_
from gk_desktop.domain import fields
from gk_desktop.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """What the head of its minutes says. `start` and `end` are times of day, HH:MM."""

    KIND: ClassVar[str] = "event"
    LABEL: ClassVar[str] = N_("Veranstaltung")

    title: str = fields.text(N_("Veranstaltung"), searchable=True)
    event_type: str = fields.text(N_("Art"))
    organiser: str = fields.text(N_("Veranstalter"), searchable=True)
    case: str = fields.reference(N_("Fall"), to="case")
    format: str = fields.text(N_("Format"))
    place: str = fields.text(N_("Ort"), searchable=True)
    room: str = fields.text(N_("Raum"))
    date: dt.date | None = fields.day(N_("Datum"))
    start: str = fields.time_of_day(N_("Beginn"))
    end: str = fields.time_of_day(N_("Ende"))
    chair: str = fields.text(N_("Leitung/Moderation"))
    minute_taker: str = fields.text(N_("Protokoll"))
    iaq_role: str = fields.text(N_("Rolle IAQ"))
    invited_by: str = fields.text(N_("Einladung durch"))
    invited_on: dt.date | None = fields.day(N_("Einladung am"))
    observation_announced: bool = fields.yes_no(N_("Anwesende über Beobachtung informiert"))
    observation_announced_on: dt.date | None = fields.day(N_("Informiert am"))
    observation_announced_by: str = fields.text(N_("Informiert durch"))
    seating: str = fields.text(N_("Sitzordnung"))
    documents: str = fields.text(N_("Unterlagen/Anlagen"), searchable=True)
    distribution: str = fields.text(N_("Verteiler"))
    next_meeting: str = fields.text(N_("Nächster Termin"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Record):
    """One TOP. Its `number` is the one that people say; `started_at` is when the notes first came to it."""

    KIND: ClassVar[str] = "agenda_item"
    LABEL: ClassVar[str] = N_("Tagesordnungspunkt")

    event: str = fields.reference(N_("Veranstaltung"), to="event")
    number: int | None = fields.whole_number(N_("TOP"))
    title: str = fields.text(N_("Titel"), searchable=True)
    planned_minutes: int | None = fields.whole_number(N_("Minuten geplant"))
    started_at: dt.datetime | None = fields.moment(N_("Begonnen um"))


class Attendance(StrEnum):
    PRESENT = "anwesend"
    EXCUSED = "entschuldigt"
    GUEST = "gast"


ATTENDANCE_LABELS: Final[dict[Attendance, str]] = {
    Attendance.PRESENT: N_("Teilnehmende"),
    Attendance.EXCUSED: N_("Entschuldigt"),
    Attendance.GUEST: N_("Gäste"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Record):
    """Who was there: a person by code, or an institution type and a number of people.

    `label` is what the notes call the speaker. It may be a name, so outside the team only role and institution are
    shown (contract 4).
    """

    KIND: ClassVar[str] = "participant"
    LABEL: ClassVar[str] = N_("Teilnehmende")

    event: str = fields.reference(N_("Veranstaltung"), to="event")
    label: str = fields.text(N_("Bezeichnung in der Mitschrift"), searchable=True)
    person: str = fields.reference(N_("Person"), to="person")
    role: str = fields.text(N_("Rolle"))
    institution: str = fields.reference(N_("Institution"), to="institution")
    institution_type: str = fields.text(N_("Institutionstyp"))
    headcount: int | None = fields.whole_number(N_("Anzahl"))
    attendance: Attendance = fields.choice(N_("Anwesenheit"), Attendance.PRESENT, fallback=Attendance.PRESENT)
    position: float = fields.number(N_("Reihenfolge"))
