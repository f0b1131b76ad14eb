"""Fields of records as options of commands, and records as JSON: both follow from the declarations."""

import argparse
import math
from collections.abc import Callable, Container
from datetime import date, datetime
from typing import Any, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.day_texts import clock_of, clock_text, day_of, day_text, moment_of, moment_text
from gk_desktop.domain.fields import FieldDeclaration, FieldType, to_plain
from gk_desktop.domain.line import compared_form
from gk_desktop.domain.record import Record, declarations
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.store.records import Records

_READABLE_KEYS: Final = {
    "case": ("case_code", "name"),
    "person": ("code",),
    "category": ("code",),
    "institution": ("name",),
    "event": ("title",),
    "participant": ("label",),
    "entry": ("number",),
    "task": ("number",),
    "decision": ("number",),
}
"""What people call a record; an id is accepted everywhere."""

_NOUNS: Final = {"agenda_item": "agenda"}
"""Nouns that are not called as the kind of their records."""

_LARGEST_NUMBER: Final = 1_000_000

_YES: Final = ("ja", "j", "1")
_NO: Final = ("nein", "n", "0")


def add_field_options(
    parser: argparse.ArgumentParser, record_type: type[Record], *, without: Container[str] = ()
) -> None:
    """One option per declared field, with its German label as help."""
    for field in declarations(record_type):
        if field.name in without:
            continue
        parser.add_argument(
            f"--{field.name.replace('_', '-')}",
            dest=f"field_{field.name}",
            default=None,
            metavar=_metavar(field),
            action="append" if field.field_type is FieldType.TEXT_LIST else "store",
            help=_(field.label) + (_(" (mehrfach möglich)") if field.field_type is FieldType.TEXT_LIST else ""),
        )


def _metavar(field: FieldDeclaration) -> str:
    names = {
        FieldType.DATE: _("TT.MM.JJJJ"),
        FieldType.MOMENT: _("TT.MM.JJJJ HH:MM"),
        FieldType.YES_NO: _("ja|nein"),
        FieldType.WHOLE_NUMBER: _("ZAHL"),
        FieldType.NUMBER: _("ZAHL"),
        FieldType.REFERENCE: "ID",
    }
    if field.choices is not None:
        return "|".join(member.value for member in field.choices)
    return _("HH:MM") if field.is_time_of_day else names.get(field.field_type, "TEXT")


def given_values(arguments: argparse.Namespace, record_type: type[Record], records: Records) -> dict[str, Any]:
    """The fields that were named, as values of the record. Raises `UserError` for a value that does not fit."""
    values = {}
    for field in declarations(record_type):
        typed = getattr(arguments, f"field_{field.name}", None)
        if typed is not None:
            values[field.name] = _value(field, typed, records)
    return values


def _value(field: FieldDeclaration, typed: Any, records: Records) -> Any:
    if field.field_type is FieldType.TEXT_LIST:
        return tuple(item for item in typed if item)
    if field.field_type is FieldType.REFERENCE:
        return resolve(field.refers_to, typed, records).id if typed else ""
    if field.is_time_of_day:
        return clock_text(clock_of(typed)) if typed else ""
    reader = _READERS.get(field.field_type)
    return reader(field, typed) if reader else typed


def _yes_no(field: FieldDeclaration, typed: str) -> bool:
    if typed.casefold() in _YES:
        return True
    if typed.casefold() in _NO:
        return False
    raise UserError(_("„{label}“ ist „ja“ oder „nein“.").format(label=_(field.label)))


def _whole_number(field: FieldDeclaration, typed: str) -> int:
    typed = typed.strip()
    if typed.isascii() and typed.isdigit() and len(typed) <= len(str(_LARGEST_NUMBER)):
        number = int(typed)
        if number <= _LARGEST_NUMBER:
            return number
    raise UserError(
        _("„{label}“ ist eine ganze Zahl von 0 bis {largest}.").format(label=_(field.label), largest=_LARGEST_NUMBER)
    )


def _number(field: FieldDeclaration, typed: str) -> float:
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        number = math.nan
    # SQLite keeps no NaN, JSON knows no infinity.
    if math.isfinite(number):
        return number
    raise UserError(_("„{label}“ ist eine Zahl.").format(label=_(field.label)))


def _choice(field: FieldDeclaration, typed: str) -> Any:
    assert field.choices is not None
    for member in field.choices:
        if typed.casefold() == member.value.casefold():
            return member
    possible = ", ".join(member.value for member in field.choices)
    raise UserError(_("„{typed}“ gibt es nicht; möglich sind: {possible}.").format(typed=typed, possible=possible))


_READERS: Final[dict[FieldType, Callable[[FieldDeclaration, str], Any]]] = {
    FieldType.DATE: lambda _field, typed: day_of(typed) if typed else None,
    FieldType.MOMENT: lambda _field, typed: moment_of(typed) if typed else None,
    FieldType.YES_NO: _yes_no,
    FieldType.WHOLE_NUMBER: lambda field, typed: _whole_number(field, typed) if typed else None,
    FieldType.NUMBER: _number,
    FieldType.CHOICE: _choice,
}


def resolve(kind: str, typed: str, records: Records) -> Record:
    """A record by its id, or by what people call it. Raises `UserError` if there is none, or more than one."""
    record_type = RECORD_TYPES[kind]
    typed = clean_text(typed)
    found = records.look_up(record_type, typed)
    if found is not None:
        return found
    matches = [item for item in records.find(record_type) if typed and _is_called(item, typed)]
    if len(matches) == 1:
        return matches[0]
    sentence = _("{kind} „{typed}“ gibt es nicht.") if not matches else _("{kind} „{typed}“ gibt es mehrfach.")
    raise UserError(
        sentence.format(kind=_(record_type.LABEL), typed=typed),
        _("„{noun} list --json“ zeigt alle mit ihrer Kennung.").format(noun=_NOUNS.get(kind, kind)),
    )


def _is_called(record: Record, typed: str) -> bool:
    names = (getattr(record, key) for key in _READABLE_KEYS.get(record.KIND, ()))
    return any(compared_form(name) == compared_form(typed) for name in names)


def as_object(record: Record) -> dict[str, Any]:
    """The record's id and its fields by name."""
    return {"id": record.id, **{item.name: to_plain(getattr(record, item.name)) for item in declarations(type(record))}}


def as_text(record: Record) -> str:
    """The filled fields of a record, a line each."""
    lines = [f"{_('Kennung')}: {record.id}"]
    for item in declarations(type(record)):
        value = getattr(record, item.name)
        if value != item.default:
            lines.append(f"{_(item.label)}: {_shown(value)}")
    return "\n".join(lines)


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value)
