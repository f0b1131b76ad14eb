"""The stream of an event as an item model: one column, rows changed one by one, never all of them for one entry."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.domain.entry import Entry
from gk_desktop.ui.viewmodels.entry_rows import (
    EntryFilter,
    Order,
    RowPlace,
    StreamRow,
    entry_row,
    heading_order,
    rows_of,
)
from gk_desktop.ui.viewmodels.event_entries import EntryOutline
from gk_desktop.ui.viewmodels.event_notes import EventNotes

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_AROUND: Final = 64
"""So many neighbours on each side are read with a row."""
_by_order = attrgetter("order")


class EntryListModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes: EventNotes | None = None
        self._rows: list[StreamRow | RowPlace] = []
        self._orders: dict[str, Order] = {}
        # Rows that still hold, shown or not: an entry is read and its row made when somebody looks at it.
        self._made: dict[str, StreamRow] = {}
        self._filter = EntryFilter()
        self._current_item = ""

    @property
    def filter(self) -> EntryFilter:
        return self._filter

    @property
    def shown(self) -> int:
        """How many entries the filter lets through."""
        return len(self._orders)

    def row_at(self, row: int) -> StreamRow | None:
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return self._make(row) if isinstance(found, RowPlace) else found

    def key_at(self, row: int) -> str:
        """What identifies a row, without making it; empty where there is none."""
        return self._rows[row].key if 0 <= row < len(self._rows) else ""

    def made_rows(self) -> Iterator[tuple[int, StreamRow]]:
        """Rows that somebody has looked at, and headings, with their numbers."""
        return ((at, row) for at, row in enumerate(self._rows) if not isinstance(row, RowPlace))

    def _make(self, at: int) -> StreamRow | None:
        """Its neighbours are read with it: they are looked at next."""
        assert self._notes is not None
        place, entries = self._rows[at], self._notes.entries
        entries.read(row.id for row in self._rows[max(0, at - _AROUND) : at + _AROUND] if not row.is_heading)
        entry = entries.get(place.id)
        if entry is None:
            return None
        # While a change is being taken in, rows stay in the order that views know.
        row = replace(entry_row(entry, self._notes), order=place.order, item=place.item)
        self._rows[at] = self._made[row.id] = row
        return row

    def row_of(self, entry_id: str) -> int:
        """-1 for an entry that is not shown."""
        order = self._orders.get(entry_id)
        return -1 if order is None else bisect_left(self._rows, order, key=_by_order)

    def heading_of(self, item_id: str) -> int:
        """The row where a TOP begins, -1 if nothing stands under it."""
        return next((n for n, row in enumerate(self._rows) if row.is_heading and row.item == item_id), -1)

    def last_entry(self) -> StreamRow | None:
        """The entry that comes last in the order of the notes."""
        last = next((at for at in reversed(range(len(self._rows))) if not self._rows[at].is_heading), -1)
        return self.row_at(last)

    def set_notes(self, notes: EventNotes, current_item: str) -> None:
        """Show other notes."""
        self._notes = notes
        self._current_item = current_item
        self._made.clear()
        self._reset()

    def set_filter(self, wanted: EntryFilter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._reset()

    def set_current_item(self, item_id: str) -> None:
        """The TOP that is being written under now."""
        if item_id != self._current_item:
            self._current_item = item_id
            self._replace(self._all_rows())

    def renew_names(self) -> None:
        """A speaker, code or TOP is called otherwise now."""
        assert self._notes is not None
        known = ((entry_id, self._notes.entries.get(entry_id)) for entry_id in self._made)
        self._made = {entry_id: entry_row(entry, self._notes) for entry_id, entry in known if entry is not None}
        self._replace(self._all_rows())

    def renew_entries(self, entry_ids: Iterable[str]) -> None:
        """These entries were added, changed or removed."""
        wanted = list(entry_ids)
        for entry_id in wanted:
            self._made.pop(entry_id, None)
        for entry_id in wanted:
            if not self._renew(entry_id):
                self._replace(self._all_rows())
                return

    def _renew(self, entry_id: str) -> bool:
        """One entry without touching the rest; False where a heading comes or goes with it."""
        row = self._shown_row(entry_id)
        at = self.row_of(entry_id)
        if row is None:
            return at < 0 or self._remove(at)
        return self._insert(row) if at < 0 else self._exchange(at, row)

    def _shown_row(self, entry_id: str) -> StreamRow | None:
        assert self._notes is not None
        entry = self._notes.entries.get(entry_id)
        return entry_row(entry, self._notes) if entry is not None and self._filter.admits(entry) else None

    def _insert(self, row: StreamRow) -> bool:
        at = bisect_left(self._rows, row.order, key=_by_order)
        last = self._rows[at] if at == len(self._rows) - 1 else None
        above = self._rows[at - 1].item if at else ""
        if isinstance(last, StreamRow) and last.is_heading and last.item == row.item:
            # The heading that waited for its first entry now stands above it.
            self._rows[at] = replace(last, order=heading_order(row.order))
            at += 1
        elif row.item != above:
            return False
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows.insert(at, row)
        self._remember(row)
        self.endInsertRows()
        return True

    def _remove(self, at: int) -> bool:
        if at and self._rows[at - 1].is_heading:
            return False
        self.beginRemoveRows(QModelIndex(), at, at)
        gone = self._rows.pop(at)
        del self._orders[gone.id]
        self.endRemoveRows()
        return True

    def _exchange(self, at: int, row: StreamRow) -> bool:
        if self._rows[at].order != row.order or self._rows[at].item != row.item:
            return False
        self._rows[at] = row
        self._remember(row)
        index = self.index(at, 0)
        self.dataChanged.emit(index, index)
        return True

    def _remember(self, row: StreamRow) -> None:
        self._orders[row.id] = row.order
        self._made[row.id] = row

    def _all_rows(self) -> list[StreamRow | RowPlace]:
        if self._notes is None:
            return []
        entries: Iterable[EntryOutline | Entry] = self._notes.entries.outlines()
        current = self._current_item
        if not self._filter.is_empty:
            entries = (entry for entry in self._notes.entries.values() if self._filter.admits(entry))
            current = ""
        return list(rows_of(entries, self._notes, current, known=self._made))

    def _reset(self) -> None:
        self.beginResetModel()
        self._take(self._all_rows())
        self.endResetModel()

    def _take(self, rows: list[StreamRow | RowPlace]) -> None:
        self._rows = rows
        self._orders = {row.order[2]: row.order for row in rows if row.order[3]}

    def _replace(self, rows: list[StreamRow | RowPlace]) -> None:
        """Change what differs and leave the rest, so that view and selection stay where they are."""
        before = self._rows
        start = 0
        shortest = min(len(before), len(rows))
        while start < shortest and before[start].key == rows[start].key:
            start += 1
        end = 0
        while end < shortest - start and before[-1 - end].key == rows[-1 - end].key:
            end += 1
        head, tail = before[:start], before[len(before) - end :]
        if len(before) - end > start:
            self.beginRemoveRows(QModelIndex(), start, len(before) - end - 1)
            self._take([*head, *tail])
            self.endRemoveRows()
        if len(rows) - end > start:
            self.beginInsertRows(QModelIndex(), start, len(rows) - end - 1)
            self._take([*head, *rows[start : len(rows) - end], *tail])
            self.endInsertRows()
        # Rows that stay show their new content only now: views are told of one change at a time.
        differing = [at for at, row in enumerate(self._rows) if row != rows[at]]
        self._take(rows)
        if differing:
            self.dataChanged.emit(self.index(differing[0], 0), self.index(differing[-1], 0))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if role in (_DISPLAY, _ACCESSIBLE) and index.isValid():
            row = self.row_at(index.row())
            return row.spoken if row is not None else None
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = index.row()
        if not 0 <= row < len(self._rows):
            return Qt.ItemFlag.NoItemFlags
        if self._rows[row].is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
