"""What people read where a record keeps a key: labels of choices, and which lists hold references."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.consent import CONSENT_FORM_LABELS, ConsentForm
from gk_desktop.domain.dimension import DIMENSION_LABELS
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS, EntryKind
from gk_desktop.domain.event import ATTENDANCE_LABELS, Attendance
from gk_desktop.domain.fields import FieldDeclaration
from gk_desktop.domain.minutes import MINUTES_KIND_LABELS, MinutesKind

_ATTENDANCE: Final = {
    Attendance.PRESENT: N_("anwesend"),
    Attendance.EXCUSED: N_("entschuldigt"),
    Attendance.GUEST: N_("Gast"),
}
assert set(_ATTENDANCE) == set(ATTENDANCE_LABELS)

# By type: members of two enumerations with the same value are equal.
_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    Attendance: _ATTENDANCE,
    ConsentForm: CONSENT_FORM_LABELS,
    EntryKind: ENTRY_KIND_LABELS,
    MinutesKind: MINUTES_KIND_LABELS,
}
_DIMENSIONS: Final[Mapping[str, str]] = {item.value: label for item, label in DIMENSION_LABELS.items()}

REFERENCES_IN_LISTS: Final[Mapping[str, str]] = {"categories": "category"}
"""Name of a field that holds a list of ids -> the kind of records they belong to."""

TECHNICAL_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    # What the line says stands in the other fields.
    "entry": frozenset({"raw", "position"}),
    "participant": frozenset({"position"}),
    "minutes": frozenset({"frozen", "frozen_hash"}),
    "minutes_export": frozenset({"content_hash"}),
}
"""Kind of record -> fields that only the program reads."""


def choice_label(field: FieldDeclaration, value: Any) -> str:
    """The label of a choice; nothing for a field without choices. A value that has no label is a word already."""
    if field.name == "dimension":
        return _(_DIMENSIONS[value]) if value in _DIMENSIONS else str(value)
    if field.choices is None:
        return ""
    labels = _LABELS.get(field.choices, {})
    return _(labels[value]) if value in labels else str(value)
