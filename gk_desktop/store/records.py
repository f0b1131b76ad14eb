"""Reading records from their projections."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.fields import to_column, to_plain
from gk_desktop.domain.record import Record, declaration, from_columns
from gk_desktop.store.driver import Database
from gk_desktop.store.failures import translated_failures

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Records:
    """Typed access by kind of record. Deleted records are left out unless asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

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

    def find(
        self, record_type: type[AnyRecord], *, order_by: Iterable[str] = (), deleted: bool = False, **equal: Any
    ) -> list[AnyRecord]:
        """All records whose fields have these values, in the order of the named fields, else of their arrival."""
        condition, parameters = _condition(record_type, equal, deleted=deleted)
        order = [f'"{declaration(record_type, name).name}"' for name in order_by]
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
