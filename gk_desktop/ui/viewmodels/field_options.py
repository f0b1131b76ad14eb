"""What a field offers to choose from: pick-lists of the programme, enumerations, records it may refer to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.category import CATEGORY_COLOURS, Category, ids_below
from gk_desktop.domain.dimension import DIMENSION_LABELS
from gk_desktop.domain.fields import FieldDeclaration, FieldType
from gk_desktop.domain.record import Record
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.services.municipalities import municipalities
from gk_desktop.ui.viewmodels.choice_labels import choice_label
from gk_desktop.ui.viewmodels.record_titles import title


@dataclass(frozen=True, slots=True)
class Option:
    """`value` as it is typed, `label` as it is read; `colour` (#RRGGBB) is what it looks like, if anything."""

    value: str
    label: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class FieldOptions:
    """`is_open`: the list only suggests, and anything else may be typed. `are_records`: values are ids.

    `offer_to_make` is the sentence that offers to make the record called `{name}`, where none is called so.
    """

    options: tuple[Option, ...]
    is_open: bool
    are_records: bool = False
    offer_to_make: str = ""

    def label_of(self, value: str) -> str:
        return next((option.label for option in self.options if option.value == value), value)


_NEW: Final = "neu:"


def as_new(name: str) -> str:
    """What is typed into a reference to a record that does not exist yet: instead of an id, what it is called."""
    return _NEW + name


def name_of_new(typed: str) -> str:
    """What the record is called that is to be made; nothing for a reference to one that exists."""
    return typed.removeprefix(_NEW) if typed.startswith(_NEW) else ""


_PROGRAMME_LISTS: Final = {
    ("case", "municipality_type"): "municipality_types",
    ("case", "gfs_located_at"): "gfs_locations",
    ("event", "event_type"): "event_types",
    ("event", "format"): "event_formats",
    ("event", "iaq_role"): "iaq_roles",
}
_ORIGINS: Final = (N_("deduktiv"), N_("induktiv"))


def options_of(
    record_type: type[Record], field: FieldDeclaration, workspace: Workspace, record_id: str = ""
) -> FieldOptions | None:
    """What may be chosen for this record; None for a field that has nothing to choose from."""
    if field.field_type is FieldType.REFERENCE:
        return _references(record_type, field, workspace, record_id)
    if field.choices is not None:
        members = tuple(Option(member.value, choice_label(field, member)) for member in field.choices)
        return FieldOptions(members, is_open=False)
    suggestions = _suggestions(record_type, field, workspace)
    return FieldOptions(suggestions, is_open=not _is_closed(record_type, field)) if suggestions else None


def _is_closed(record_type: type[Record], field: FieldDeclaration) -> bool:
    return (record_type.KIND, field.name) in {("category", "dimension"), ("category", "colour"), ("person", "role")}


def _references(
    record_type: type[Record], field: FieldDeclaration, workspace: Workspace, record_id: str
) -> FieldOptions:
    records: list[Any] = workspace.records.find(RECORD_TYPES[field.refers_to])
    if record_type is Category:
        below = ids_below(record_id, records)
        records = [record for record in records if record.id not in below]
    found = sorted((Option(record.id, title(record)) for record in records), key=lambda option: option.label.casefold())
    return FieldOptions((Option("", "–"), *found), is_open=False, are_records=True)


def _suggestions(record_type: type[Record], field: FieldDeclaration, workspace: Workspace) -> tuple[Option, ...]:
    programme = workspace.programme
    place = (record_type.KIND, field.name)
    if place in _PROGRAMME_LISTS:
        return _plain(programme.choices[_PROGRAMME_LISTS[place]])
    if field.name == "institution_type":
        return _plain(tuple(item.label for item in programme.institution_types))
    if place == ("person", "role"):
        return tuple(Option(code, f"{code} – {label}") for code, label in programme.person_roles.items())
    return _plain(_ASKED_FOR[place](workspace)) if place in _ASKED_FOR else _FIXED.get(place, ())


def _plain(values: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(value, value) for value in values)


_ASKED_FOR: Final[dict[tuple[str, str], Callable[[Workspace], tuple[str, ...]]]] = {
    ("participant", "role"): lambda workspace: workspace.programme.speaker_roles,
    ("case", "name"): lambda _workspace: tuple(municipality.full_name for municipality in municipalities()),
    ("consent", "text_version"): lambda workspace: workspace.forms.text_versions(),
}

_FIXED: Final = {
    ("category", "dimension"): (
        Option("", "–"),
        *(Option(item.value, _(text)) for item, text in DIMENSION_LABELS.items()),
    ),
    ("category", "colour"): (
        Option("", "–"),
        *(Option(colour, _(name), colour) for colour, name in CATEGORY_COLOURS.items()),
    ),
    ("consent", "language"): _plain(("Deutsch", "Arabisch", "Dari", "Englisch", "Französisch", "Tigrinya")),
    ("consent", "interview_type"): _plain(("Einzelgespräch", "Gruppengespräch", "Telefongespräch", "Videogespräch")),
    ("consent", "legal_basis"): _plain(
        (
            "Art. 6 Abs. 1 Buchst. a DSGVO",
            "Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO",
            "Art. 6 Abs. 1 Buchst. e DSGVO mit § 17 DSG NRW",
        )
    ),
    ("category", "origin"): _plain(tuple(_(text) for text in _ORIGINS)),
}
