"""The entries of one event: where each of them stands is known at once, the whole of it is read when somebody looks.

Reading ten thousand entries takes several times as long as painting a window; reading where they stand does not.
"""

from collections.abc import ItemsView, Iterable, Iterator, MutableMapping, ValuesView
from datetime import datetime
from typing import Final, NamedTuple

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.store.records import Records

_FIELDS: Final = ("position", "agenda_item", "kind", "time", "categories")


class EntryOutline(NamedTuple):
    """What is known of an entry before it is read; named and typed as there."""

    id: str
    position: float
    agenda_item: str
    kind: EntryKind
    time: datetime | None
    categories: tuple[str, ...]


class EventEntries(MutableMapping[str, Entry]):
    """By id, in no order.

    One entry is read when it is asked for, all of them for `values` and `items`. Whoever keeps this level with the
    store sets or pops every entry that has changed; so what is not read yet is as it was when this was made.
    """

    def __init__(self, records: Records, event_id: str) -> None:
        self._records = records
        self._event_id = event_id
        self._read: dict[str, Entry] = {}
        outlines = map(EntryOutline._make, records.columns(Entry, _FIELDS, event=event_id))
        self._unread = {outline.id: outline for outline in outlines}

    def outlines(self) -> Iterator[EntryOutline | Entry]:
        """All of them, without reading any."""
        yield from self._unread.values()
        yield from self._read.values()

    def outline(self, entry_id: str) -> EntryOutline | Entry | None:
        return self._unread.get(entry_id) or self._read.get(entry_id)

    def read(self, entry_ids: Iterable[str]) -> None:
        """Read these in one go, if they are not read yet. What stands in a closed workspace stays unread."""
        if not self._records.is_open:
            return
        wanted = [entry_id for entry_id in entry_ids if entry_id in self._unread]
        for entry in self._records.look_up_all(Entry, wanted):
            self[entry.id] = entry

    def _read_all(self) -> None:
        if self._unread:
            for entry in self._records.find(Entry, event=self._event_id):
                if entry.id in self._unread:
                    self[entry.id] = entry

    def __getitem__(self, entry_id: str) -> Entry:
        if entry_id in self._unread:
            self.read([entry_id])
        return self._read[entry_id]

    def __setitem__(self, entry_id: str, entry: Entry) -> None:
        self._unread.pop(entry_id, None)
        self._read[entry_id] = entry

    def __delitem__(self, entry_id: str) -> None:
        if self._unread.pop(entry_id, None) is None:
            del self._read[entry_id]

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._unread or entry_id in self._read

    def __len__(self) -> int:
        return len(self._unread) + len(self._read)

    def __iter__(self) -> Iterator[str]:
        return iter([*self._unread, *self._read])

    def values(self) -> ValuesView[Entry]:
        self._read_all()
        return self._read.values()

    def items(self) -> ItemsView[str, Entry]:
        self._read_all()
        return self._read.items()
