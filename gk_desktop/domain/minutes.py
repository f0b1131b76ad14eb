"""Minutes of an event: kinds, export classes, versions and the exports made of them (contracts 4 and 5)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Final

from gk_desktop.base.i18n import N_
from gk_desktop.domain import fields
from gk_desktop.domain.record import Record


class ExportClass(StrEnum):
    INTERN = "INTERN"
    PSEUDONYMISIERT = "PSEUDONYMISIERT"
    VERTEILER = "VERTEILER"


class MinutesKind(StrEnum):
    """Ergebnisprotokoll: results, decisions, tasks and open points. Verlaufsprotokoll: everything in its order.

    Gedächtnisprotokoll: as Verlaufsprotokoll, written from memory and labelled so. Beobachtungsprotokoll: what was seen
    and heard beside one's own comment, never for others. Aufgabenliste: the tasks alone.
    """

    RESULTS = "ergebnis"
    COURSE = "verlauf"
    MEMORY = "gedaechtnis"
    OBSERVATION = "beobachtung"
    TASK_LIST = "aufgaben"


class NameState(StrEnum):
    """How far names in a document were looked through: UNCHECKED as long as the Schlüsseldatei was closed.

    PARTIAL: it was open, but an older one, or one that does not hold the names of all persons of the project.
    """

    UNCHECKED = "ungeprüft"
    UNDECIDED = "offen"
    PARTIAL = "zum Teil geprüft"
    CHECKED = "geprüft"


MINUTES_KIND_LABELS: Final[dict[MinutesKind, str]] = {
    MinutesKind.RESULTS: N_("Ergebnisprotokoll"),
    MinutesKind.COURSE: N_("Verlaufsprotokoll"),
    MinutesKind.MEMORY: N_("Gedächtnisprotokoll"),
    MinutesKind.OBSERVATION: N_("Beobachtungsprotokoll"),
    MinutesKind.TASK_LIST: N_("Aufgabenliste"),
}


class MinutesStatus(StrEnum):
    RAW = "Rohnotiz"
    DRAFT = "Entwurf"
    PROOFREAD = "gegengelesen"
    RELEASED = "freigegeben"


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Record):
    """One version of the minutes of an event, and who brought it to which status when.

    A released version is frozen: `frozen_hash` is the SHA-256 of its content in hexadecimal digits. What is erased goes
    from the content (`MinutesFrozen`); the hash stays (contract 5).
    """

    KIND: ClassVar[str] = "minutes"
    LABEL: ClassVar[str] = N_("Protokoll")

    event: str = fields.reference(N_("Veranstaltung"), to="event")
    kind: MinutesKind = fields.choice(N_("Art"), MinutesKind.COURSE, fallback=MinutesKind.COURSE)
    version: int | None = fields.whole_number(N_("Fassung"))
    status: MinutesStatus = fields.choice(N_("Status"), MinutesStatus.RAW, fallback=MinutesStatus.RAW)
    drafted_by: str = fields.text(N_("Entwurf von"))
    drafted_at: datetime | None = fields.moment(N_("Entwurf am"))
    proofread_by: str = fields.text(N_("Gegengelesen von"))
    proofread_at: datetime | None = fields.moment(N_("Gegengelesen am"))
    released_by: str = fields.text(N_("Freigegeben von"))
    released_at: datetime | None = fields.moment(N_("Freigegeben am"))
    frozen_hash: str = fields.text(N_("Prüfsumme"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesFrozen(Record):
    """What a released version says, for every class, as JSON; `content_hash` is the SHA-256 of that text.

    A record of its own, so that it can be purged: where something it holds is erased, it goes as a whole, and a
    redacted one comes in its place.
    """

    KIND: ClassVar[str] = "minutes_frozen"
    LABEL: ClassVar[str] = N_("Eingefrorener Inhalt")

    minutes: str = fields.reference(N_("Protokoll"), to="minutes")
    content: str = fields.text(N_("Inhalt"))
    content_hash: str = fields.text(N_("Prüfsumme"))
    redacted: bool = fields.yes_no(N_("Geschwärzt"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesExport(Record):
    """A document that left the vault. `content_hash` is the SHA-256 of what stood in it, in hexadecimal digits."""

    KIND: ClassVar[str] = "minutes_export"
    LABEL: ClassVar[str] = N_("Ausgabe")

    minutes: str = fields.reference(N_("Protokoll"), to="minutes")
    export_class: ExportClass = fields.choice(N_("Klasse"), ExportClass.INTERN, fallback=ExportClass.INTERN)
    file: str = fields.text(N_("Datei"))
    exported_at: datetime | None = fields.moment(N_("Ausgegeben am"))
    names_checked: bool = fields.yes_no(N_("Namen geprüft"))
    content_hash: str = fields.text(N_("Prüfsumme"))


class CorrectionOutcome(StrEnum):
    OPEN = "offen"
    ACCEPTED = "übernommen"
    DECLINED = "nicht übernommen"


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesCorrection(Record):
    """What somebody who read the minutes, mostly the GfS, wants corrected, by the number of an entry.

    `entry_number` is as it stands in the margin of the document: the entry itself may be gone or joined since.
    """

    KIND: ClassVar[str] = "minutes_correction"
    LABEL: ClassVar[str] = N_("Korrektur")

    minutes: str = fields.reference(N_("Protokoll"), to="minutes")
    entry: str = fields.reference(N_("Eintrag"), to="entry")
    entry_number: str = fields.text(N_("Eintrag Nr."))
    text: str = fields.text(N_("Korrekturwunsch"), searchable=True)
    received_from: str = fields.text(N_("Von"))
    received_on: date | None = fields.day(N_("Eingegangen am"))
    outcome: CorrectionOutcome = fields.choice(N_("Ergebnis"), CorrectionOutcome.OPEN, fallback=CorrectionOutcome.OPEN)
    note: str = fields.text(N_("Bemerkung"))
