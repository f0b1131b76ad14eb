"""Projections: for each kind of record a table with real columns, derived from the journal and rebuildable."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from gk_desktop.domain.fields import PlainValue, to_column, to_plain
from gk_desktop.domain.operation import ALIVE, RecordState
from gk_desktop.domain.record import Record, declarations, from_columns, is_searchable
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.domain.search_text import fold
from gk_desktop.store.driver import Database


class Projection:
    """Writes the shown state of records into their tables, inside the transaction that is open."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, record: Record) -> None:
        """A record that was not there before."""
        columns = {item.name: to_column(to_plain(getattr(record, item.name))) for item in declarations(type(record))}
        self._write(type(record), record.id, columns, record.search_text(), deleted=False)

    def update(self, state: RecordState) -> None:
        """Whatever the journal says about a record now. Kinds that only a newer program knows are left to it."""
        record_type = RECORD_TYPES.get(state.kind)
        if record_type is None:
            return
        if state.purged:
            self._database.execute(f'DELETE FROM "{state.kind}" WHERE id = ?', [state.id])
        else:
            columns = columns_of(record_type, state.values)
            record = from_columns(record_type, {"id": state.id, **columns})
            search_text = "" if state.deleted else record.search_text()
            self._write(record_type, state.id, columns, search_text, deleted=state.deleted)
        self._update_conflicts(state)

    def _write(
        self, record_type: type[Record], record_id: str, columns: Mapping[str, Any], search_text: str, *, deleted: bool
    ) -> None:
        values = [record_id, int(deleted), *columns.values()]
        if is_searchable(record_type):
            values.append(fold(search_text))
        self._database.execute(_insert_statement(record_type.KIND), values)

    def _update_conflicts(self, state: RecordState) -> None:
        fields = [*state.conflicts, *([ALIVE] if state.contested_deletions else [])]
        self._database.execute('DELETE FROM "conflict" WHERE record_id = ?', [state.id])
        for field in fields:
            self._database.execute('INSERT INTO "conflict" VALUES (?, ?, ?)', [state.kind, state.id, field])


def columns_of(record_type: type[Record], values: Mapping[str, PlainValue]) -> dict[str, Any]:
    """The columns of a projection from the shown values; fields that were never set have their default."""
    return {
        item.name: to_column(values[item.name]) if item.name in values else item.column_default
        for item in declarations(record_type)
    }


@cache
def _insert_statement(kind: str) -> str:
    record_type = RECORD_TYPES[kind]
    names = ["deleted", *(item.name for item in declarations(record_type))]
    if is_searchable(record_type):
        names.append("search")
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join("?" for _name in names)
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    return f'INSERT INTO "{kind}" (id, {columns}) VALUES (?, {places}) ON CONFLICT (id) DO UPDATE SET {updates}'
