"""Values of fields as people type and read them: TT.MM.JJJJ, decimal comma, lists with commas."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.day_texts import clock_of, clock_text, day_of, day_text, moment_of, moment_text
from gk_desktop.domain.fields import FieldDeclaration, FieldType
from gk_desktop.domain.record import Record, declarations
from gk_desktop.ui.viewmodels.choice_labels import REFERENCES_IN_LISTS, TECHNICAL_FIELDS, choice_label
from gk_desktop.ui.viewmodels.record_titles import TitleLookUp

YES: Final = "ja"

_LONG_TEXTS: Final = frozenset(
    {
        "anchor_example",
        "coding_rule",
        "concepts",
        "definition",
        "distribution",
        "documents",
        "note",
        "particulars",
        "purpose",
        "seating",
    }
)


def is_long(field: FieldDeclaration) -> bool:
    """Whether its texts tend to need several lines."""
    return field.field_type is FieldType.TEXT and field.name in _LONG_TEXTS


def typed_text(field: FieldDeclaration, value: Any) -> str:
    """The value as it stands in its input; `parse` gives the same value back."""
    return _WRITERS.get(field.field_type, str)(value) if value is not None else ""


def parse(field: FieldDeclaration, typed: str) -> Any:
    """The value that was typed. Raises `UserError` with the sentence that says what to type instead."""
    if field.is_time_of_day:
        return clock_text(clock_of(typed)) if typed.strip() else ""
    reader = _READERS.get(field.field_type)
    return reader(field, typed) if reader else typed


def completed(field: FieldDeclaration, typed: str) -> str:
    """What somebody meant who has left the input: `4.3.21` is 04.03.2021, `9.30` is 09:30."""
    if not (field.field_type is FieldType.DATE or field.is_time_of_day):
        return typed
    try:
        return typed_text(field, parse(field, typed))
    except UserError:
        return typed


def seen_fields(record_type: type[Record]) -> tuple[FieldDeclaration, ...]:
    """The fields that mean something to people; an order among neighbours or a checksum does not."""
    unseen = TECHNICAL_FIELDS.get(record_type.KIND, frozenset())
    return tuple(field for field in declarations(record_type) if field.name not in unseen)


def shown(field: FieldDeclaration, value: Any, title_of: TitleLookUp) -> str:
    """The value as the history or the Papierkorb shows it: labels for choices, names for references."""
    if field.field_type is FieldType.YES_NO:
        return _("ja") if value else _("nein")
    if field.field_type is FieldType.REFERENCE:
        return title_of(field.refers_to, value) if value else ""
    if field.field_type is FieldType.TEXT_LIST and field.name in REFERENCES_IN_LISTS:
        return _list_text(tuple(title_of(REFERENCES_IN_LISTS[field.name], item) for item in value))
    return choice_label(field, value) or typed_text(field, value)


def _list_text(items: tuple[str, ...]) -> str:
    """With commas; with semicolons where an item has a comma of its own."""
    if any("," in item for item in items):
        return "; ".join(items) + (";" if len(items) == 1 else "")
    return ", ".join(items)


def _parse_date(_field: FieldDeclaration, typed: str) -> date | None:
    return day_of(typed) if typed.strip() else None


def _parse_moment(_field: FieldDeclaration, typed: str) -> datetime | None:
    return moment_of(typed) if typed.strip() else None


def _parse_whole_number(field: FieldDeclaration, typed: str) -> int | None:
    text = typed.strip()
    try:
        return int(text) if text else None
    except ValueError:
        raise UserError(_("„{label}“ ist eine ganze Zahl.").format(label=_(field.label))) from None


def _parse_number(field: FieldDeclaration, typed: str) -> float:
    try:
        return float(typed.strip().replace(",", ".") or 0)
    except ValueError:
        raise UserError(_("„{label}“ ist eine Zahl.").format(label=_(field.label))) from None


def _parse_list(_field: FieldDeclaration, typed: str) -> tuple[str, ...]:
    separator = ";" if ";" in typed else ","
    return tuple(item.strip() for line in typed.splitlines() for item in line.split(separator) if item.strip())


def _parse_choice(field: FieldDeclaration, typed: str) -> Any:
    assert field.choices is not None
    return next((member for member in field.choices if member.value == typed), field.default)


_WRITERS: Final[dict[FieldType, Callable[[Any], str]]] = {
    FieldType.TEXT_LIST: _list_text,
    FieldType.DATE: day_text,
    FieldType.MOMENT: moment_text,
    FieldType.NUMBER: lambda value: repr(value).removesuffix(".0").replace(".", ","),
    FieldType.YES_NO: lambda value: YES if value else "",
    FieldType.CHOICE: lambda value: str(value.value),
}

_READERS: Final[dict[FieldType, Callable[[FieldDeclaration, str], Any]]] = {
    FieldType.TEXT_LIST: _parse_list,
    FieldType.DATE: _parse_date,
    FieldType.MOMENT: _parse_moment,
    FieldType.WHOLE_NUMBER: _parse_whole_number,
    FieldType.NUMBER: _parse_number,
    FieldType.YES_NO: lambda _field, typed: bool(typed),
    FieldType.CHOICE: _parse_choice,
}
