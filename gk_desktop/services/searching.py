"""Search over everything that was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice, starmap
from typing import Any, Final

from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.record import Record, from_columns
from gk_desktop.store.workspace_store import WorkspaceStore

FIRST_HITS: Final = 200

_SAID: Final = frozenset({Entry, Decision, Task})
"""Kinds with a number, whose text stands in a column as it was written."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """What a list of hits shows. `row` is the record as it was stored: a list shows thirty hits of two hundred."""

    record_type: type[Record]
    row: Mapping[str, Any]

    @property
    def record(self) -> Record:
        return from_columns(self.record_type, self.row)

    @property
    def text(self) -> str:
        return str(self.row["text"]) if self.record_type in _SAID else self.record.search_text()

    @property
    def number(self) -> str:
        """Empty for what has no number."""
        return str(self.row["number"]) if self.record_type in _SAID else ""

    @property
    def event(self) -> str:
        """The id of the event the record belongs to, if it belongs to one."""
        return str(getattr(self.record, "event", ""))


class Searching:
    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def find(self, text: str, limit: int = FIRST_HITS) -> list[SearchHit]:
        """Records that hold every word of `text`, as part of a word too; newest first within a kind."""
        return list(islice(starmap(SearchHit, self._store.search.rows(text, limit)), limit))

    def find_in_each_kind(self, text: str, limit: int) -> list[SearchHit]:
        """As `find`, with up to `limit` of each kind: many entries do not crowd out a municipality."""
        return list(starmap(SearchHit, self._store.search.rows(text, limit)))
