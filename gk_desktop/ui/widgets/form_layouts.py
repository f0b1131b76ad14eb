"""Which fields stand beside each other in a form. A field that no row names comes at the end, in declared order."""

from typing import Final

from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.consent import Consent
from gk_desktop.domain.event import Event
from gk_desktop.domain.project import Project
from gk_desktop.domain.record import Record, declarations

Row = tuple[str, ...]
"""Names of fields beside each other. An empty row makes room before the next group."""

_ROWS: Final[dict[type[Record], tuple[Row, ...]]] = {
    Case: (
        ("name", "case_code"),
        ("municipality_type", "official_key", "district"),
        ("is_case_study", "joined_on", "researcher"),
        (),
        ("alliance_name",),
        ("gfs_located_at", "gfs_staffing"),
        ("has_thm", "thm_staffing", "thm_provider"),
        (),
        ("aliases", "places"),
        ("particulars",),
        ("concepts",),
    ),
    Institution: (
        ("name", "institution_type"),
        ("in_core_group", "core_group_since", "aliases"),
        ("note",),
    ),
    Person: (
        ("case", "role"),
        ("institution", "institution_type"),
    ),
    Consent: (
        ("person", "status", "reason"),
        ("given_on", "given_as"),
        ("informed_on", "copy_handed_over"),
        ("form", "text_version", "language"),
        ("interview_type", "legal_basis"),
        (),
        ("quotes", "notes_allowed", "recording_allowed"),
        ("special_categories",),
        ("archiving", "contact_again"),
        ("restrictions",),
        (),
        ("withdrawn_on", "withdrawn_scope"),
        (),
        ("delete_recording_by", "delete_text_by"),
        ("delete_contact_by", "delete_key_by"),
    ),
    Project: (
        ("name", "client"),
        ("purpose",),
        (),
        ("institution", "address"),
        ("researchers", "contact"),
        ("data_protection_officer", "recipients"),
        (),
        ("recording_kept",),
        ("contact_data_kept",),
        ("text_kept",),
    ),
    Event: (
        ("title",),
        ("event_type", "case"),
        ("date", "start", "end", "format"),
        ("place", "room"),
        ("organiser", "chair"),
        ("minute_taker", "iaq_role"),
        (),
        ("invited_by", "invited_on"),
        ("observation_announced", "observation_announced_on"),
        ("observation_announced_by",),
        (),
        ("documents",),
        ("distribution",),
        ("seating",),
        ("next_meeting",),
    ),
    Category: (
        ("code", "name", "colour"),
        ("parent", "dimension", "origin"),
        (),
        ("definition",),
        ("anchor_example",),
        ("coding_rule",),
    ),
}

# Given by the place where the record stands, or by the program.
_UNSEEN: Final[dict[type[Record], frozenset[str]]] = {
    Institution: frozenset({"case"}),
    Project: frozenset({"programme"}),
    Person: frozenset({"code", "restricted_since", "objected_on", "no_contact_since"}),
}

_WEIGHTS: Final = {
    "name": 3,
    "code": 1,
    "case_code": 1,
    "date": 3,
    "start": 2,
    "end": 2,
    "format": 4,
    "official_key": 2,
    "municipality_type": 3,
    "district": 3,
}


def rows_of(record_type: type[Record]) -> tuple[Row, ...]:
    rows = _ROWS.get(record_type, ())
    named = {name for row in rows for name in row}
    unseen = _UNSEEN.get(record_type, frozenset())
    rest = tuple(
        (item.name,) for item in declarations(record_type) if item.name not in named and item.name not in unseen
    )
    return (*rows, *rest)


def weight_of(name: str) -> int:
    """How wide a field is beside its neighbours."""
    return _WEIGHTS.get(name, 2)
