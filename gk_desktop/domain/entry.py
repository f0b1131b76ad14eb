"""What is written down at an event: entries, and the decisions and tasks that follow from them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from gk_desktop.base.i18n import N_
from gk_desktop.domain import fields
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Record):
    """One line of notes, with the line as it was typed in `raw`.

    `time` is when it was said; None where the notes were taken without a clock. Entries of an event are ordered by
    `position`. `dimension` is empty unless it was typed: then it follows from the categories.
    """

    KIND: ClassVar[str] = "entry"
    LABEL: ClassVar[str] = N_("Eintrag")

    event: str = fields.reference(N_("Veranstaltung"), to="event")
    number: str = fields.text(N_("Nummer"))
    # An unknown kind of a newer program is read as one that is never handed out.
    kind: EntryKind = fields.choice(N_("Art"), EntryKind.STATEMENT, fallback=EntryKind.OBSERVATION)
    text: str = fields.text(N_("Text"), searchable=True)
    raw: str = fields.text(N_("Zeile"))
    time: datetime | None = fields.moment(N_("Zeit"))
    position: float = fields.number(N_("Reihenfolge"))
    speaker: str = fields.reference(N_("Sprecher*in"), to="participant")
    agenda_item: str = fields.reference(N_("TOP"), to="agenda_item")
    categories: tuple[str, ...] = fields.text_list(N_("Kategorien"))
    dimension: str = fields.text(N_("Dimension"))
    no_quote: bool = fields.yes_no(N_("Nicht zitieren"))
    is_result: bool = fields.yes_no(N_("Ergebnis"))
    quote_released_on: date | None = fields.day(N_("Zitat freigegeben am"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """A Beschluss. `entry` is the line of notes it was written in, if any."""

    KIND: ClassVar[str] = "decision"
    LABEL: ClassVar[str] = N_("Beschluss")

    number: str = fields.text(N_("Nummer"))
    text: str = fields.text(N_("Beschluss"), searchable=True)
    event: str = fields.reference(N_("Veranstaltung"), to="event")
    agenda_item: str = fields.reference(N_("TOP"), to="agenda_item")
    entry: str = fields.reference(N_("Eintrag"), to="entry")

    def search_text(self) -> str:
        # The entry is found already; one hit for one sentence.
        return "" if self.entry else self.text


class TaskStatus(StrEnum):
    OPEN = "offen"
    IN_PROGRESS = "in Arbeit"
    DONE = "erledigt"
    DROPPED = "entfällt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """An Auftrag: who does what until when. `entry` is the line of notes it was written in, if any."""

    KIND: ClassVar[str] = "task"
    LABEL: ClassVar[str] = N_("Auftrag")

    number: str = fields.text(N_("Nummer"))
    text: str = fields.text(N_("Auftrag"), searchable=True)
    responsible: str = fields.text(N_("Verantwortlich"), searchable=True)
    due: date | None = fields.day(N_("Termin"))
    status: TaskStatus = fields.choice(N_("Status"), TaskStatus.OPEN, fallback=TaskStatus.OPEN)
    event: str = fields.reference(N_("Veranstaltung"), to="event")
    agenda_item: str = fields.reference(N_("TOP"), to="agenda_item")
    entry: str = fields.reference(N_("Eintrag"), to="entry")

    def search_text(self) -> str:
        # The entry is found already; only who is responsible does not stand in its text.
        return self.responsible if self.entry else f"{self.text}\n{self.responsible}"
