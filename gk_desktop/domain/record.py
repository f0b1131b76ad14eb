"""Records: what the journal keeps. A record type is a frozen dataclass whose fields are declared in `fields`."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final, TypeVar

from gk_desktop.base.errors import BugError
from gk_desktop.domain.fields import FieldDeclaration, FieldType, PlainValue, declared_in, to_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something the journal keeps. `id` is empty until the record is created."""

    KIND: ClassVar[str]
    LABEL: ClassVar[str]

    id: str = ""

    def search_text(self) -> str:
        """What a search over everything finds this record by: its searchable fields, one a line."""
        return "\n".join(
            part
            for declaration in declarations(type(self))
            if declaration.searchable
            for part in _lines(getattr(self, declaration.name))
        )


AnyRecord = TypeVar("AnyRecord", bound=Record)


def _lines(value: str | tuple[str, ...]) -> tuple[str, ...]:
    parts = (value,) if isinstance(value, str) else value
    return tuple(part for part in parts if part)


_declarations: Final[dict[type[Record], tuple[FieldDeclaration, ...]]] = {}


def declarations(record_type: type[Record]) -> tuple[FieldDeclaration, ...]:
    """The declared fields of a record type, in the order of its forms."""
    if record_type not in _declarations:
        _declarations[record_type] = declared_in(record_type)
    return _declarations[record_type]


def declaration(record_type: type[Record], name: str) -> FieldDeclaration:
    for candidate in declarations(record_type):
        if candidate.name == name:
            return candidate
    raise BugError(f"{record_type.__name__} has no field {name}")


def is_searchable(record_type: type[Record]) -> bool:
    return any(item.searchable for item in declarations(record_type))


def _read_choice(item: FieldDeclaration) -> Callable[[Any], Any]:
    assert item.choices is not None
    known = {member.value: member for member in item.choices}
    return lambda stored: known.get(stored, item.fallback)


_SIMPLE_READERS: Final[dict[FieldType, Callable[[Any], Any]]] = {
    FieldType.TEXT_LIST: lambda stored: tuple(json.loads(stored)) if stored != "[]" else (),
    FieldType.DATE: lambda stored: date.fromisoformat(stored) if stored else None,
    FieldType.MOMENT: lambda stored: datetime.fromisoformat(stored) if stored else None,
    FieldType.YES_NO: bool,
}

_ColumnReaders = tuple[tuple[str, Callable[[Any], Any] | None], ...]
_column_readers: Final[dict[type[Record], _ColumnReaders]] = {}


def _readers_of(record_type: type[Record]) -> _ColumnReaders:
    if record_type not in _column_readers:
        _column_readers[record_type] = tuple(
            (
                item.name,
                _read_choice(item) if item.field_type is FieldType.CHOICE else _SIMPLE_READERS.get(item.field_type),
            )
            for item in declarations(record_type)
        )
    return _column_readers[record_type]


def column_readers(record_type: type[Record], names: Sequence[str]) -> list[Callable[[Any], Any] | None]:
    """What makes a field's value of its column; None where the column holds the value itself."""
    readers = dict(_readers_of(record_type))
    return [readers[name] for name in names]


def from_columns(record_type: type[AnyRecord], row: Mapping[str, Any]) -> AnyRecord:
    """A record from a row of its projection."""
    values = {name: read(row[name]) if read else row[name] for name, read in _readers_of(record_type)}
    return record_type(id=row["id"], **values)


def plain_values(record: Record) -> dict[str, PlainValue]:
    """The fields of a record that differ from their defaults, as they stand in an operation."""
    values: dict[str, PlainValue] = {}
    for item in declarations(type(record)):
        value = getattr(record, item.name)
        if value != item.default:
            values[item.name] = to_plain(value)
    return values
