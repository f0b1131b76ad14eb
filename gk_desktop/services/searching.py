"""Search over everything that was written."""

from dataclasses import dataclass
from itertools import islice
from typing import Final

from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.record import Record
from gk_desktop.store.workspace_store import WorkspaceStore

FIRST_HITS: Final = 200


@dataclass(frozen=True, slots=True)
class SearchHit:
    """`event` is the id of the event the record belongs to, if it belongs to one."""

    record: Record
    text: str
    number: str
    event: str


class Searching:
    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def find(self, text: str, limit: int = FIRST_HITS) -> list[SearchHit]:
        """Records that hold every word of `text`, as part of a word too; newest first within a kind."""
        return [_hit(record) for record in islice(self._store.search.find(text, limit), limit)]


def _hit(record: Record) -> SearchHit:
    if isinstance(record, Entry | Decision | Task):
        return SearchHit(record, record.text, record.number, record.event)
    return SearchHit(record, record.search_text(), "", getattr(record, "event", ""))
