"""How fields of records are declared: one declaration is column, form field, search text and JSON value at once.

Each field of a record is declared by one of the functions below, which name its German label. From that follow the
column of the projection, the plain JSON value inside an operation and what the search index sees; nothing about a field
is said twice.
"""

import dataclasses
import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, Final, TypeVar, cast

PlainValue = str | int | float | bool | list[str] | None
"""A field's value as it stands in an operation: JSON without nesting."""

_METADATA_KEY: Final = "declaration"


class FieldType(Enum):
    TEXT = "TEXT"
    REFERENCE = "REFERENCE"
    CHOICE = "CHOICE"
    TEXT_LIST = "TEXT_LIST"
    DATE = "DATE"
    MOMENT = "MOMENT"
    WHOLE_NUMBER = "WHOLE_NUMBER"
    NUMBER = "NUMBER"
    YES_NO = "YES_NO"


_COLUMN_TYPES: Final[dict[FieldType, str]] = {
    FieldType.WHOLE_NUMBER: "INTEGER",
    FieldType.YES_NO: "INTEGER",
    FieldType.NUMBER: "REAL",
}


@dataclass(frozen=True, slots=True)
class FieldDeclaration:
    """What the program knows about one field. `refers_to` is a record kind, `choices` an enumeration of its values."""

    name: str
    label: str
    field_type: FieldType
    default: Any
    searchable: bool = False
    is_time_of_day: bool = False
    refers_to: str = ""
    choices: type[StrEnum] | None = None
    fallback: StrEnum | None = None

    @property
    def column_type(self) -> str:
        return _COLUMN_TYPES.get(self.field_type, "TEXT")

    @property
    def column_default(self) -> PlainValue:
        column: PlainValue = to_column(to_plain(self.default))
        return column


def _declare(label: str, field_type: FieldType, default: Any, **details: Any) -> Any:
    metadata = {_METADATA_KEY: {"label": label, "field_type": field_type, "default": default, **details}}
    return dataclasses.field(default=default, metadata=metadata)


def text(label: str, *, searchable: bool = False) -> str:
    return cast(str, _declare(label, FieldType.TEXT, "", searchable=searchable))


def time_of_day(label: str) -> str:
    """HH:MM, or the empty string."""
    return cast(str, _declare(label, FieldType.TEXT, "", is_time_of_day=True))


def reference(label: str, to: str) -> str:
    """The id of another record, or the empty string. The target may be gone: a reference is never enforced."""
    return cast(str, _declare(label, FieldType.REFERENCE, "", refers_to=to))


def text_list(label: str, *, searchable: bool = False) -> tuple[str, ...]:
    return cast(tuple[str, ...], _declare(label, FieldType.TEXT_LIST, (), searchable=searchable))


def day(label: str) -> date | None:
    return cast("date | None", _declare(label, FieldType.DATE, None))


def moment(label: str) -> datetime | None:
    """A local date and time without a zone, to the second."""
    return cast("datetime | None", _declare(label, FieldType.MOMENT, None))


def whole_number(label: str) -> int | None:
    return cast("int | None", _declare(label, FieldType.WHOLE_NUMBER, None))


def number(label: str) -> float:
    return cast(float, _declare(label, FieldType.NUMBER, 0.0))


def yes_no(label: str) -> bool:
    return cast(bool, _declare(label, FieldType.YES_NO, False))


Choice = TypeVar("Choice", bound=StrEnum)


def choice(label: str, default: Choice, *, fallback: Choice) -> Choice:
    """One value of an enumeration; a value that only a newer program knows is read as `fallback`."""
    details = {"choices": type(default), "fallback": fallback}
    return cast(Choice, _declare(label, FieldType.CHOICE, default, **details))


def to_plain(value: Any) -> PlainValue:
    """A field's value as JSON: dates in ISO 8601, tuples as lists, enumerations by value."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return list(value)
    return cast(PlainValue, value)


def to_column(value: PlainValue) -> Any:
    """A plain value as SQLite stores it: a list as JSON text, yes and no as 1 and 0."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return int(value)
    return value


def declared_in(record_type: type) -> tuple[FieldDeclaration, ...]:
    """The declarations of a dataclass, in the order of its fields."""
    return tuple(
        FieldDeclaration(name=item.name, **item.metadata[_METADATA_KEY])
        for item in dataclasses.fields(record_type)
        if _METADATA_KEY in item.metadata
    )
