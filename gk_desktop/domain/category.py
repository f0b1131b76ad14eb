"""The category system: definition, anchor example and coding rule of each category (Kodierleitfaden)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from gk_desktop.base.i18n import N_
from gk_desktop.domain import fields
from gk_desktop.domain.record import Record

LONGEST_CATEGORY_NAME: Final = 63
"""MAXQDA cuts code names there."""

CATEGORY_COLOURS: Final[Mapping[str, str]] = {
    "#D1483F": N_("Rot"),
    "#C9681A": N_("Orange"),
    "#A88200": N_("Gelb"),
    "#7F8C2B": N_("Oliv"),
    "#3E9650": N_("Grün"),
    "#1F948F": N_("Türkis"),
    "#3B82C4": N_("Blau"),
    "#9161C2": N_("Violett"),
    "#C65391": N_("Rosa"),
    "#A06E4A": N_("Braun"),
    "#7D858C": N_("Grau"),
}
"""Colours to choose from, with their names: of middle lightness, to be told from a light and a dark ground (3:1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Record):
    """`parent` is the category above, `colour` one as #RRGGBB: it helps the eye and never means anything alone."""

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


def line_above(category_id: str, parents: Mapping[str, str]) -> list[str]:
    """The category and everything above it; merged changes of two laptops may even have made a ring.

    `parents` is the parent of each known category by id.
    """
    line: list[str] = []
    while category_id in parents and category_id not in line:
        line.append(category_id)
        category_id = parents[category_id]
    return line


def ids_below(category_id: str, categories: Iterable[Category]) -> set[str]:
    """The category and everything that stands under it, however deep; nothing for an empty id."""
    parents = {category.id: category.parent for category in categories}
    return {other for other in parents if category_id in line_above(other, parents)}
