"""Everything that is kept about one person, place by place (DSGVO Art. 15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby
from typing import Final

from gk_desktop.base.i18n import N_
from gk_desktop.domain.case import Person
from gk_desktop.domain.identity import Identity


class PersonData(Enum):
    """Kinds of places, in the order in which they are shown."""

    MASTER = "master"
    IDENTITY = "identity"
    CONTACTS = "contacts"
    CONSENTS = "consents"
    PARTICIPATIONS = "participations"
    STATEMENTS = "statements"
    MENTIONS = "mentions"
    HEADS = "heads"
    CORRECTIONS = "corrections"
    NAME_CHECKS = "name_checks"
    MINUTES = "minutes"
    HISTORY = "history"
    DRAFTS = "drafts"
    EXPORTS = "exports"
    DELETIONS = "deletions"


PERSON_DATA_LABELS: Final[dict[PersonData, str]] = {
    PersonData.MASTER: N_("Stammdaten"),
    PersonData.IDENTITY: N_("Schlüsseldatei: Angaben zur Person"),
    PersonData.CONTACTS: N_("Schlüsseldatei: Kontakte und Nachweise"),
    PersonData.CONSENTS: N_("Einwilligungen"),
    PersonData.PARTICIPATIONS: N_("Teilnahmen"),
    PersonData.STATEMENTS: N_("Eigene Aussagen, Beschlüsse und Aufträge"),
    PersonData.MENTIONS: N_("Genannt in anderen Einträgen"),
    PersonData.HEADS: N_("Genannt in Kopfdaten und Stammdaten"),
    PersonData.CORRECTIONS: N_("Genannt in Korrekturwünschen"),
    PersonData.NAME_CHECKS: N_("Entscheidungen der Namensprüfung"),
    PersonData.MINUTES: N_("Freigegebene Protokolle"),
    PersonData.HISTORY: N_("Nur noch in früheren Fassungen (Verlauf)"),
    PersonData.DRAFTS: N_("Halb Getipptes"),
    PersonData.EXPORTS: N_("Ausgegebene Dateien"),
    PersonData.DELETIONS: N_("Löschprotokoll"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data it is about. Where the workspace knows nobody of this code any more, `in_workspace` is False.

    `identity` is None while the Schlüsseldatei is closed, or holds nobody of that id.
    """

    person: Person
    identity: Identity | None = None
    in_workspace: bool = True

    @property
    def label(self) -> str:
        name = self.identity.full_name if self.identity else ""
        return f"{self.person.code}  {name}" if name else self.person.code


@dataclass(frozen=True, slots=True)
class DossierItem:
    """One place: where it is, what it says, when that was. `kind` and `id` are of the record to jump to, if any."""

    data: PersonData
    place: str
    text: str
    kind: str = ""
    id: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """`gaps` are sentences that say where nobody could look."""

    subject: Subject
    items: tuple[DossierItem, ...]
    gaps: tuple[str, ...]

    @property
    def groups(self) -> list[tuple[PersonData, list[DossierItem]]]:
        return [(data, list(items)) for data, items in groupby(self.items, lambda item: item.data)]

    def of(self, data: PersonData) -> list[DossierItem]:
        return [item for item in self.items if item.data is data]


def in_order(items: Iterable[DossierItem]) -> tuple[DossierItem, ...]:
    """Group by group; within a group as they came."""
    order = {data: place for place, data in enumerate(PersonData)}
    return tuple(sorted(items, key=lambda item: order[item.data]))
