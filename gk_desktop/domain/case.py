"""Municipalities, the institutions in them, and persons by code and role (fachliche Grundlage: Stammdaten)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gk_desktop.base.i18n import N_
from gk_desktop.domain import fields
from gk_desktop.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Record):
    """A municipality; with `is_case_study` one of the case studies, known outside the team by its `case_code`."""

    KIND: ClassVar[str] = "case"
    LABEL: ClassVar[str] = N_("Fall")

    name: str = fields.text(N_("Name"), searchable=True)
    case_code: str = fields.text(N_("Fallkürzel"), searchable=True)
    municipality_type: str = fields.text(N_("Typ"))
    official_key: str = fields.text(N_("AGS"))
    district: str = fields.text(N_("Regierungsbezirk"))
    is_case_study: bool = fields.yes_no(N_("Fallstudie"))
    aliases: tuple[str, ...] = fields.text_list(N_("Weitere Namen"), searchable=True)
    places: tuple[str, ...] = fields.text_list(N_("Orte"), searchable=True)
    alliance_name: str = fields.text(N_("Lokale Bezeichnung des Bündnisses"), searchable=True)
    joined_on: date | None = fields.day(N_("Beitritt am"))
    gfs_located_at: str = fields.text(N_("GfS angesiedelt bei"))
    gfs_staffing: str = fields.text(N_("Stellenumfang GfS"))
    has_thm: bool = fields.yes_no(N_("Teilhabemanagement"))
    thm_staffing: str = fields.text(N_("Stellenumfang THM"))
    thm_provider: str = fields.text(N_("Träger des THM"))
    researcher: str = fields.text(N_("Zuständig (IAQ)"))
    particulars: str = fields.text(N_("Besonderheiten"), searchable=True)
    concepts: str = fields.text(N_("Vorliegende Konzepte"), searchable=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution(Record):
    KIND: ClassVar[str] = "institution"
    LABEL: ClassVar[str] = N_("Institution")

    name: str = fields.text(N_("Name"), searchable=True)
    institution_type: str = fields.text(N_("Institutionstyp"), searchable=True)
    case: str = fields.reference(N_("Fall"), to="case")
    aliases: tuple[str, ...] = fields.text_list(N_("Weitere Namen"), searchable=True)
    in_core_group: bool = fields.yes_no(N_("Mitglied der Bündniskerngruppe"))
    core_group_since: date | None = fields.day(N_("Mitglied seit"))
    note: str = fields.text(N_("Notiz"), searchable=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A person by code and role only: what identifies somebody never stands in the workspace.

    The dates say since when the person's data may only be stored (DSGVO Art. 18), since when an objection stands
    (Art. 21), and since when nobody may contact them any more.
    """

    KIND: ClassVar[str] = "person"
    LABEL: ClassVar[str] = N_("Person")

    code: str = fields.text(N_("Code"), searchable=True)
    case: str = fields.reference(N_("Fall"), to="case")
    role: str = fields.text(N_("Rolle"), searchable=True)
    institution: str = fields.reference(N_("Institution"), to="institution")
    institution_type: str = fields.text(N_("Institutionstyp"), searchable=True)
    restricted_since: date | None = fields.day(N_("Verarbeitung eingeschränkt seit"))
    objected_on: date | None = fields.day(N_("Widerspruch am"))
    no_contact_since: date | None = fields.day(N_("Kein Kontakt mehr seit"))
