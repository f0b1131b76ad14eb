"""What identifies persons: the content of the Schlüsseldatei (DSG NRW § 17: identifying features stored separately).

These records never enter the journal, the workspace, its backups or a package for colleagues. The workspace knows the
same persons by code and role (`domain.case.Person`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, ClassVar, Final, TypeVar

from gk_desktop.base.i18n import N_
from gk_desktop.domain import fields
from gk_desktop.domain.fields import to_column
from gk_desktop.domain.record import AnyRecord, Record, declarations, from_columns, plain_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Record):
    """Who a person is. `id` is that of the person in the workspace; `code` is kept to recognise a foreign file."""

    KIND: ClassVar[str] = "identity"
    LABEL: ClassVar[str] = N_("Angaben zur Person")

    code: str = fields.text(N_("Code"))
    salutation: str = fields.text(N_("Anrede"))
    title: str = fields.text(N_("Titel"))
    given_name: str = fields.text(N_("Vorname"))
    family_name: str = fields.text(N_("Nachname"))
    further_names: tuple[str, ...] = fields.text_list(N_("Weitere Namen und Schreibweisen"))
    function: str = fields.text(N_("Funktion"))
    institution: str = fields.text(N_("Einrichtung"))
    phone: str = fields.text(N_("Telefon"))
    email: str = fields.text(N_("E-Mail"))
    address: str = fields.text(N_("Anschrift"))
    note: str = fields.text(N_("Notiz"))

    @property
    def full_name(self) -> str:
        """Title and names, as on an envelope."""
        return " ".join(part for part in (self.title, self.given_name, self.family_name) if part)

    @property
    def is_named(self) -> bool:
        """Whether there is a name that can be looked for."""
        return any(name.strip() for name in (self.given_name, self.family_name, *self.further_names))


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNote(Record):
    """One contact with a person: a call, a mail, a meeting."""

    KIND: ClassVar[str] = "contact_note"
    LABEL: ClassVar[str] = N_("Kontakt")

    person: str = fields.reference(N_("Person"), to="person")
    on: date | None = fields.day(N_("Am"))
    channel: str = fields.text(N_("Weg"))
    text: str = fields.text(N_("Worum es ging"))
    by: str = fields.text(N_("Durch"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentEvidence(Record):
    """What proves a consent and names people: `id` is that of the consent in the workspace."""

    KIND: ClassVar[str] = "consent_evidence"
    LABEL: ClassVar[str] = N_("Nachweis der Einwilligung")

    person: str = fields.reference(N_("Person"), to="person")
    signed_as: str = fields.text(N_("Unterschrieben als"))
    witness: str = fields.text(N_("Zeug*in"))
    original_at: str = fields.text(N_("Ablageort des Originals"))


# What somebody wrote down about a person or a paper, and where others may be named.
_NOTES: Final[Mapping[type[Record], tuple[str, ...]]] = {
    Identity: ("function", "note"),
    ContactNote: ("channel", "text", "by"),
    ConsentEvidence: ("witness", "original_at"),
}
_AnyPart = TypeVar("_AnyPart", Identity, ContactNote, ConsentEvidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityBook:
    """The whole content of a Schlüsseldatei, each kind by id. `project` is the id of the project it belongs to.

    `generation` grows by one with each save. `lineage` names the states it has come from, its own one last, as far as
    they are kept: two files may have got equally far, and only one of them goes on from what is known.
    """

    project: str
    generation: int = 0
    lineage: tuple[str, ...] = ()
    saved_at: datetime | None = None
    identities: Mapping[str, Identity] = field(default_factory=dict)
    contacts: Mapping[str, ContactNote] = field(default_factory=dict)
    evidence: Mapping[str, ConsentEvidence] = field(default_factory=dict)

    def with_identity(self, identity: Identity) -> "IdentityBook":
        return replace(self, identities={**self.identities, identity.id: identity})

    def with_contact(self, contact: ContactNote) -> "IdentityBook":
        return replace(self, contacts={**self.contacts, contact.id: contact})

    def without_contact(self, contact_id: str) -> "IdentityBook":
        return replace(self, contacts={key: item for key, item in self.contacts.items() if key != contact_id})

    def with_evidence(self, evidence: ConsentEvidence) -> "IdentityBook":
        return replace(self, evidence={**self.evidence, evidence.id: evidence})

    def without_person(self, person_id: str, replaced: Callable[[str], str] = str) -> "IdentityBook":
        """Nothing of the person is left; `replaced` takes them out of what is noted about others."""

        def rest(kept: Mapping[str, _AnyPart], owner: str) -> dict[str, _AnyPart]:
            others = {key: item for key, item in kept.items() if getattr(item, owner) != person_id}
            return {key: _with_notes(item, replaced) for key, item in others.items()}

        return replace(
            self,
            identities=rest(self.identities, "id"),
            contacts=rest(self.contacts, "person"),
            evidence=rest(self.evidence, "person"),
        )

    def mentions(self, is_named: Callable[[str], bool]) -> int:
        """In how many notes somebody is named."""
        records = (*self.identities.values(), *self.contacts.values(), *self.evidence.values())
        return sum(is_named(getattr(item, name)) for item in records for name in _NOTES[type(item)])

    def called_alike(self, is_named: Callable[[str], bool]) -> list[str]:
        """Codes of those whose own names, institution, address or signature hold the name of somebody."""
        signed: dict[str, list[str]] = {}
        for item in self.evidence.values():
            signed.setdefault(item.person, []).append(item.signed_as)
        return sorted(
            item.code
            for item in self.identities.values()
            if any(map(is_named, (*_names_and_places(item), *signed.get(item.id, ()))))
        )

    def contacts_of(self, person_id: str) -> list[ContactNote]:
        """The newest first; those without a date last."""
        found = [item for item in self.contacts.values() if item.person == person_id]
        return sorted(found, key=lambda item: (item.on or date.min, item.id), reverse=True)

    def to_json(self) -> dict[str, Any]:
        return {
            "project": self.project,
            "generation": self.generation,
            "lineage": list(self.lineage),
            "saved_at": self.saved_at.isoformat(timespec="seconds") if self.saved_at else None,
            "identities": _as_json(self.identities),
            "contacts": _as_json(self.contacts),
            "evidence": _as_json(self.evidence),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "IdentityBook":
        """Raises `ValueError`, `KeyError`, `TypeError` or `AttributeError` if it is no such content."""
        return cls(
            project=str(stored["project"]),
            generation=int(stored["generation"]),
            lineage=tuple(map(str, stored.get("lineage", ()))),
            saved_at=datetime.fromisoformat(stored["saved_at"]) if stored["saved_at"] else None,
            identities=dict(_from_json(Identity, stored["identities"])),
            contacts=dict(_from_json(ContactNote, stored["contacts"])),
            evidence=dict(_from_json(ConsentEvidence, stored["evidence"])),
        )


def _with_notes(item: _AnyPart, replaced: Callable[[str], str]) -> _AnyPart:
    notes: dict[str, Any] = {name: replaced(getattr(item, name)) for name in _NOTES[type(item)]}
    return replace(item, **notes)


def _names_and_places(item: Identity) -> tuple[str, ...]:
    return (item.given_name, item.family_name, *item.further_names, item.institution, item.address)


def _as_json(records: Mapping[str, Record]) -> dict[str, Any]:
    return {key: plain_values(record) for key, record in records.items()}


def _from_json(
    record_type: type[AnyRecord], stored: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, AnyRecord]]:
    """A new field raises the file's format: a program that does not know it never saves the file without it."""
    for key, values in stored.items():
        columns = {
            item.name: to_column(values[item.name]) if item.name in values else item.column_default
            for item in declarations(record_type)
        }
        yield key, from_columns(record_type, {"id": key, **columns})
