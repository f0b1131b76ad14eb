"""The table of operations: the only truth, everything else can be rebuilt from it."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from gk_desktop.domain.operation import (
    REDACTED,
    Operation,
    OperationKind,
    canonical_line,
    digest,
    emptied_by_redactions,
)
from gk_desktop.store.driver import Database, Row

_INSERT: Final = (
    'INSERT INTO "op" (id, site, time, author, unit, label, kind, record_kind, record_id, "values", parents)'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NO_VALUES: Final = "{}"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class OperationLog:
    """Reads and appends operations. Knows nothing of what they mean."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, operation: Operation) -> int:
        """Store one operation inside the open transaction; returns its local number."""
        cursor = self._database.execute(_INSERT, _to_row(operation))
        return int(cursor.lastrowid or 0)

    def known(self, ids: Iterable[str]) -> set[str]:
        """Which of these operations are here already."""
        found = self._database.execute(
            'SELECT id FROM "op" WHERE id IN (SELECT value FROM json_each(?))', [json.dumps(list(ids))]
        )
        return {row["id"] for row in found}

    def of_record(self, record_id: str) -> list[Operation]:
        rows = self._database.execute('SELECT * FROM "op" WHERE record_id = ? ORDER BY n', [record_id])
        return [_from_row(row) for row in rows]

    def in_range(self, first: int, last: int) -> list[Operation]:
        rows = self._database.execute('SELECT * FROM "op" WHERE n BETWEEN ? AND ? ORDER BY n', [first, last])
        return [_from_row(row) for row in rows]

    def all(self) -> Iterator[Operation]:
        """Every operation in the order of arrival."""
        for row in self._database.execute('SELECT * FROM "op" ORDER BY n'):
            yield _from_row(row)

    def by_record(self) -> Iterator[list[Operation]]:
        """The operations of one record after the other."""
        group: list[Operation] = []
        for row in self._database.execute('SELECT * FROM "op" ORDER BY record_id, n'):
            operation = _from_row(row)
            if group and group[0].record_id != operation.record_id:
                yield group
                group = []
            group.append(operation)
        if group:
            yield group

    def is_purged(self, record_id: str) -> bool:
        # As `Operation.erases` has it.
        row = self._database.execute(
            'SELECT 1 FROM "op" WHERE record_id = ? AND (kind = ? OR kind = ? AND "values" = ?)',
            [record_id, OperationKind.PURGE.value, OperationKind.SET.value, _NO_VALUES],
        ).fetchone()
        return row is not None

    def drop_payloads(self, record_id: str) -> None:
        """Erase what the operations of a purged record said."""
        self._database.execute(
            'UPDATE "op" SET "values" = ?1 WHERE record_id = ?2 AND "values" <> ?1', [_NO_VALUES, record_id]
        )

    def empty_redacted(self, record_id: str) -> bool:
        """Erase what redactions of this record have taken back. Returns whether there was anything left of it."""
        query = 'SELECT 1 FROM "op" WHERE record_id = ? AND instr(parents, ?) > 0'
        if self._database.execute(query, [record_id, f'"{REDACTED}"']).fetchone() is None:
            return False
        emptied = emptied_by_redactions(self.of_record(record_id))
        for operation in emptied:
            self._database.execute(
                'UPDATE "op" SET "values" = ? WHERE id = ?', [_encode(operation.values), operation.id]
            )
        return bool(emptied)

    def newest_time(self) -> int:
        row = self._database.execute('SELECT time FROM "op" ORDER BY n DESC LIMIT 1').fetchone()
        return int(row["time"]) if row else 0

    def count(self) -> int:
        return int(self._database.execute('SELECT count(*) FROM "op"').fetchone()[0])

    def digest(self) -> str:
        """Equal on two laptops if and only if they hold the same operations."""
        rows = self._database.execute('SELECT * FROM "op" ORDER BY id')
        return digest(canonical_line(_from_row(row)) for row in rows)


def _to_row(operation: Operation) -> tuple[Any, ...]:
    return (
        operation.id,
        operation.site,
        operation.time,
        operation.author,
        operation.unit,
        operation.label,
        operation.kind.value,
        operation.record_kind,
        operation.record_id,
        _encode(operation.values),
        _encode(operation.parents),
    )


def _from_row(row: Row) -> Operation:
    parents = json.loads(row["parents"])
    return Operation(
        id=row["id"],
        site=row["site"],
        time=row["time"],
        author=row["author"],
        unit=row["unit"],
        label=row["label"],
        kind=OperationKind(row["kind"]),
        record_kind=row["record_kind"],
        record_id=row["record_id"],
        values=json.loads(row["values"]),
        parents={field: tuple(ids) for field, ids in parents.items()},
    )
