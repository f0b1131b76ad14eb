"""The category system: definition, anchor example and coding rule of each category (Kodierleitfaden)."""

from dataclasses import dataclass
from typing import ClassVar, Final

from gk_desktop.base.i18n import N_
from gk_desktop.domain import fields
from gk_desktop.domain.record import Record

LONGEST_CATEGORY_NAME: Final = 63
"""MAXQDA cuts code names there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Record):
    KIND: ClassVar[str] = "category"
    LABEL: ClassVar[str] = N_("Kategorie")

    code: str = fields.text(N_("Code"), searchable=True)
    name: str = fields.text(N_("Bezeichnung"), searchable=True)
    parent: str = fields.reference(N_("Oberkategorie"), to="category")
    dimension: str = fields.text(N_("Dimension"))
    definition: str = fields.text(N_("Definition"), searchable=True)
    anchor_example: str = fields.text(N_("Ankerbeispiel"), searchable=True)
    coding_rule: str = fields.text(N_("Codierregel"), searchable=True)
    origin: str = fields.text(N_("Herkunft"))
    colour: str = fields.text(N_("Farbe"))
