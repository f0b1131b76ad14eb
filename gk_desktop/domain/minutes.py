"""Minutes of an event: kinds, export classes, versions and the exports made of them (contracts 4 and 5)."""

from dataclasses import dataclass
from datetime import datetime
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
    """Ergebnisprotokoll: results, decisions, tasks and open points. Verlaufsprotokoll: everything in its order."""

    RESULTS = "ergebnis"
    COURSE = "verlauf"


MINUTES_KIND_LABELS: Final[dict[MinutesKind, str]] = {
    MinutesKind.RESULTS: N_("Ergebnisprotokoll"),
    MinutesKind.COURSE: N_("Verlaufsprotokoll"),
}


class MinutesStatus(StrEnum):
    RAW = "Rohnotiz"
    DRAFT = "Entwurf"
    PROOFREAD = "gegengelesen"
    RELEASED = "freigegeben"


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Record):
    """One version of the minutes of an event."""

    KIND: ClassVar[str] = "minutes"
    LABEL: ClassVar[str] = N_("Protokoll")

    event: str = fields.reference(N_("Veranstaltung"), to="event")
    kind: MinutesKind = fields.choice(N_("Art"), MinutesKind.COURSE, fallback=MinutesKind.COURSE)
    version: int | None = fields.whole_number(N_("Fassung"))
    status: MinutesStatus = fields.choice(N_("Status"), MinutesStatus.RAW, fallback=MinutesStatus.RAW)


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
