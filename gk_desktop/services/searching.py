"""Search over everything that was written: at once, or in a thread beside the window."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, starmap
from typing import Any, Final

from gk_desktop.base.progress import Progress
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.event import Event
from gk_desktop.domain.record import Record, declarations, from_columns
from gk_desktop.domain.record_types import SEARCHABLE_TYPES
from gk_desktop.store.search_index import PackedRows
from gk_desktop.store.search_reader import ReadView, SearchReader
from gk_desktop.store.workspace_store import WorkspaceStore

FIRST_HITS: Final = 200

_SAID: Final = frozenset({Entry, Decision, Task})
"""Kinds with a number, whose text stands in a column as it was written."""

_EVENTS_A_STEP: Final = 8

_OF_AN_EVENT: Final = frozenset(
    record_type for record_type in SEARCHABLE_TYPES if any(item.name == "event" for item in declarations(record_type))
)


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
        return str(self.row["event"]) if self.record_type in _OF_AN_EVENT else ""


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of each kind that has any, and the events they belong to, by id: one that was deleted is missing."""

    groups: Sequence[PackedRows] = ()
    events: Mapping[str, Event] = field(default_factory=dict)

    @property
    def hits(self) -> Iterator[SearchHit]:
        return (SearchHit(group.record_type, row) for group in self.groups for row in group)


class Searching:
    """Search in the thread of the store, and the way to search in another one."""

    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def find(self, text: str, limit: int = FIRST_HITS) -> list[SearchHit]:
        """Records that hold every word of `text`, as part of a word too; newest first within a kind."""
        return list(islice(starmap(SearchHit, self._store.search.rows(text, limit)), limit))

    def beside(self) -> "SearchingBeside":
        """For a thread beside the window, which goes on taking keys."""
        return SearchingBeside(self._store.search_reader())


class SearchingBeside:
    """Search over a connection of its own, so that nobody waits for it who writes.

    The methods that find are for one thread and raise `Cancelled` when `progress` says so, after `interrupt` and after
    `close`; these two may come from any other thread.
    """

    def __init__(self, reader: SearchReader) -> None:
        self._reader = reader

    def find_entries(self, text: str, limit: int, progress: Progress) -> Found:
        """The newest entries that hold every word of `text`."""
        return self._find(text, limit, progress, (Entry,))

    def find_in_each_kind(self, text: str, limit: int, progress: Progress) -> Found:
        """Up to `limit` records of each kind: many entries do not crowd out a municipality."""
        return self._find(text, limit, progress, SEARCHABLE_TYPES)

    def _find(self, text: str, limit: int, progress: Progress, kinds: tuple[type[Record], ...]) -> Found:
        def read(view: ReadView) -> Found:
            groups = view.search.packed(text, limit, kinds=kinds, reference="event", progress=progress)
            events: dict[str, Event] = {}
            for number, event_id in enumerate(set[str]().union(*(group.references for group in groups))):
                if number % _EVENTS_A_STEP == 0:
                    progress("", 1.0)
                event = view.records.look_up(Event, event_id)
                if event is not None:
                    events[event_id] = event
            return Found(groups, events)

        return self._reader.read(read)

    def interrupt(self) -> None:
        """End the search that is running, if there is one: nobody wants it any more."""
        self._reader.interrupt()

    def close(self) -> None:
        self._reader.close()
