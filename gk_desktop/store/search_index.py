"""Search over everything: folded text in a trigram index, so that any part of a word is found."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from gk_desktop.base.progress import Progress
from gk_desktop.domain.record import Record, declarations, from_columns
from gk_desktop.domain.record_types import SEARCHABLE_TYPES
from gk_desktop.domain.search_text import fold
from gk_desktop.store.driver import Database, Row
from gk_desktop.store.failures import translated_failures

_SHORTEST_INDEXED: Final = 3
"""Shorter words have no trigram and are looked for in the folded text itself."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One statement per kind of record: all words must occur, newest records first."""

    sql: str
    parameters: tuple[Any, ...]

    @classmethod
    def of(cls, words: list[str], kind: str, limit: int) -> "SearchQuery":
        indexed = [word for word in words if len(word) >= _SHORTEST_INDEXED]
        scanned = [word for word in words if len(word) < _SHORTEST_INDEXED]
        conditions = ['instr(r."search", ?) > 0' for _word in scanned]
        if indexed:
            match = " AND ".join('"{}"'.format(word.replace('"', '""')) for word in indexed)
            source = f'"{kind}_fts" f CROSS JOIN "{kind}" r ON r.rid = f.rowid'
            where = " AND ".join([f'"{kind}_fts" MATCH ?', "r.deleted = 0", *conditions])
            return cls(f"SELECT r.* FROM {source} WHERE {where} ORDER BY f.rowid DESC LIMIT {limit}", (match, *scanned))
        where = " AND ".join(["r.deleted = 0", *conditions])
        return cls(f'SELECT r.* FROM "{kind}" r WHERE {where} ORDER BY r.rid DESC LIMIT {limit}', tuple(scanned))

    def packed(self, names: Sequence[str], reference: str) -> str:
        """The same search as one row: the hits, a line of JSON each, and the ids they name in a field."""
        columns = ", ".join(f'"{name}"' for name in names)
        ids = f'group_concat(DISTINCT "{reference}")' if reference in names else "NULL"
        return f"SELECT group_concat(json_array({columns}), char(10) ORDER BY rid DESC), {ids} FROM ({self.sql})"


class PackedRows(Sequence[Mapping[str, Any]]):
    """Hits of one kind, each made into a row when it is looked at: a list shows thirty of two hundred.

    `references` are the ids that the hits name in the field that was asked for.
    """

    def __init__(self, record_type: type[Record], names: Sequence[str], lines: list[str], references: set[str]) -> None:
        self.record_type = record_type
        self.references = references
        self._names = names
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, place: Any) -> Any:
        return dict(zip(self._names, json.loads(self._lines[place]), strict=True))


class SearchIndex:
    """Finds records by their words, in the order of `SEARCHABLE_TYPES`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, text: str, limit: int) -> Iterator[Record]:
        """Records that hold every word of `text`, at most `limit` per kind, newest first within a kind."""
        return (from_columns(record_type, row) for record_type, row in self.rows(text, limit))

    def rows(self, text: str, limit: int) -> Iterator[tuple[type[Record], Row]]:
        """As `find`, each record still as the row of its projection: making a record takes longer than finding it."""
        words = fold(text).split()
        if not words:
            return
        with translated_failures():
            for record_type in SEARCHABLE_TYPES:
                query = SearchQuery.of(words, record_type.KIND, limit)
                for row in self._database.execute(query.sql, query.parameters):
                    yield record_type, row

    def packed(
        self, text: str, limit: int, *, kinds: Sequence[type[Record]], reference: str, progress: Progress
    ) -> list[PackedRows]:
        """As `find` for some kinds, for a thread that must not be in the way of others.

        A thread that fetches row by row takes the interpreter back before another one wakes up to have it: here all
        hits of a kind come in one step. Raises `Cancelled` from `progress`, which is asked before each kind.
        """
        words, found = fold(text).split(), []
        with translated_failures():
            for place, record_type in enumerate(kinds if words else ()):
                progress("", place / len(kinds))
                query = SearchQuery.of(words, record_type.KIND, limit)
                names = ["id", *(item.name for item in declarations(record_type))]
                statement = query.packed(names, reference)
                lines, references = self._database.execute(statement, query.parameters).fetchone()
                if lines is not None:
                    ids = set(references.split(",")) - {""} if references else set()
                    found.append(PackedRows(record_type, names, lines.split("\n"), ids))
        return found
