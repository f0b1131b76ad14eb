"""Reading records from their projections."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.fields import to_column, to_plain
from gk_desktop.domain.record import Record, column_readers, declaration, from_columns
from gk_desktop.store.driver import Database
from gk_desktop.store.failures import translated_failures

AnyRecord = TypeVar("AnyRecord", bound=Record)

_MOST_AT_ONCE: Final = 500
"""Ids in one statement; SQLite takes a limited number of parameters."""


class Records:
    """Typed access by kind of record. Deleted records are left out unless asked for.

    `is_open` says whether anything can be read still: a page is on the screen a moment longer than its workspace.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.is_open = True

    def get(self, record_type: type[AnyRecord], record_id: str) -> AnyRecord:
        """Raises `UserError` if there is no such record, or no longer."""
        found = self.look_up(record_type, record_id)
        if found is None:
            raise UserError(
                _("{kind} „{id}“ gibt es nicht oder nicht mehr.").format(kind=_(record_type.LABEL), id=record_id)
            )
        return found

    def look_up(self, record_type: type[AnyRecord], record_id: str) -> AnyRecord | None:
        """The record, or None where a reference leads to something that was removed."""
        found = self._select(record_type, "id = ? AND deleted = 0", [record_id], "rid")
        return found[0] if found else None

    def look_up_all(self, record_type: type[AnyRecord], record_ids: Sequence[str]) -> list[AnyRecord]:
        """Those of these records that are there, in the order of their arrival."""
        found: list[AnyRecord] = []
        for begin in range(0, len(record_ids), _MOST_AT_ONCE):
            wanted = list(record_ids[begin : begin + _MOST_AT_ONCE])
            places = ", ".join("?" * len(wanted))
            found += self._select(record_type, f"id IN ({places}) AND deleted = 0", wanted, "rid")
        return found

    def columns(self, record_type: type[Record], names: Sequence[str], **equal: Any) -> list[tuple[Any, ...]]:
        """Id and some fields of all records with these values, in no order: several times as quick as `find`."""
        condition, parameters = _condition(record_type, equal, deleted=False)
        readers = [None, *column_readers(record_type, names)]
        chosen = ", ".join(f'"{name}"' for name in names)
        query = f'SELECT id, {chosen} FROM "{record_type.KIND}" WHERE {condition}'
        with translated_failures():
            rows = self._database.execute(query, parameters).fetchall()
        columns = zip(*rows, strict=True)
        read = [map(reader, column) if reader else column for reader, column in zip(readers, columns, strict=False)]
        return list(zip(*read, strict=True))

    def find(
        self, record_type: type[AnyRecord], *, order_by: Iterable[str] = (), deleted: bool = False, **equal: Any
    ) -> list[AnyRecord]:
        """All records whose fields have these values, in the order of the named fields, else of their arrival.

        What shall stand in the same order on every laptop is ordered by `id` in the end: arrival is not the same.
        """
        condition, parameters = _condition(record_type, equal, deleted=deleted)
        order = [f'"{name if name == "id" else declaration(record_type, name).name}"' for name in order_by]
        return self._select(record_type, condition, parameters, ", ".join([*order, "rid"]))

    def greatest(self, record_type: type[Record], field: str, **equal: Any) -> Any:
        """The greatest value of a field among the records with these values, None if there are none."""
        condition, parameters = _condition(record_type, equal, deleted=False)
        name = declaration(record_type, field).name
        query = f'SELECT max("{name}") FROM "{record_type.KIND}" WHERE {condition}'
        with translated_failures():
            return self._database.execute(query, parameters).fetchone()[0]

    def _select(
        self, record_type: type[AnyRecord], condition: str, parameters: list[Any], order: str
    ) -> list[AnyRecord]:
        query = f'SELECT * FROM "{record_type.KIND}" WHERE {condition} ORDER BY {order}'
        with translated_failures():
            return [from_columns(record_type, row) for row in self._database.execute(query, parameters)]


def _condition(record_type: type[Record], equal: Mapping[str, Any], *, deleted: bool) -> tuple[str, list[Any]]:
    conditions = [f"deleted = {int(deleted)}"]
    parameters = []
    for name, value in equal.items():
        # IS, because nothing equals NULL, not even the wish for records without a date.
        conditions.append(f'"{declaration(record_type, name).name}" IS ?')
        parameters.append(to_column(to_plain(value)))
    return " AND ".join(conditions), parameters
