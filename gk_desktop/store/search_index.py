"""Search over everything: folded text in a trigram index, so that any part of a word is found."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from gk_desktop.domain.record import Record, from_columns
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


class SearchIndex:
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
