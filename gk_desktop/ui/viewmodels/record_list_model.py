"""Records as rows of a list: columns by name, a filter, and changes without losing anybody's place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.base.i18n import _
from gk_desktop.domain.record import Record
from gk_desktop.domain.search_text import fold

AnyIndex = QModelIndex | QPersistentModelIndex

_ROOT: Final = QModelIndex()
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
ID_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""The id of the record in a row."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """`text` is what a row shows; it must not raise."""

    label: str
    text: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    texts: tuple[str, ...]
    folded: str


class RecordListModel(QAbstractTableModel):
    """Fed with `set_rows`; shows those that the filter leaves."""

    def __init__(self, columns: Sequence[ListColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._all: list[_Row] = []
        self._shown: list[_Row] = []
        self._words: tuple[str, ...] = ()

    def set_rows(self, records: Iterable[Record]) -> None:
        """Show these records in this order. Rows that stay keep their index."""
        self._all = [self._row(record) for record in records]
        self._show()

    def set_filter(self, text: str) -> None:
        """Only rows in which every word occurs, wherever it stands."""
        self._words = tuple(fold(text).split())
        self._show()

    @property
    def is_filtered(self) -> bool:
        return bool(self._words)

    @property
    def total(self) -> int:
        """How many rows there are without the filter."""
        return len(self._all)

    def all_ids(self) -> list[str]:
        """What is shown, from top to bottom."""
        return [row.id for row in self._shown]

    def id_at(self, row: int) -> str:
        return self._shown[row].id if 0 <= row < len(self._shown) else ""

    def row_of(self, record_id: str) -> int:
        """-1 if it is not shown."""
        return next((row for row, item in enumerate(self._shown) if item.id == record_id), -1)

    def _row(self, record: Record) -> _Row:
        texts = tuple(column.text(record) for column in self._columns)
        return _Row(record.id, texts, fold("\n".join((*texts, record.search_text()))))

    def _show(self) -> None:
        wanted = [row for row in self._all if all(word in row.folded for word in self._words)]
        self._remove_all_but({row.id for row in wanted})
        if {row.id for row in self._shown} == {row.id for row in wanted}:
            self._reorder(wanted)
        else:
            self._insert_missing(wanted)

    def _remove_all_but(self, ids: set[str]) -> None:
        for position in range(len(self._shown) - 1, -1, -1):
            if self._shown[position].id not in ids:
                self.beginRemoveRows(QModelIndex(), position, position)
                del self._shown[position]
                self.endRemoveRows()

    def _insert_missing(self, wanted: list[_Row]) -> None:
        known = {row.id for row in self._shown}
        self._reorder([row for row in wanted if row.id in known])
        for position, row in enumerate(wanted):
            if row.id not in known:
                self.beginInsertRows(QModelIndex(), position, position)
                self._shown.insert(position, row)
                self.endInsertRows()

    def _reorder(self, wanted: list[_Row]) -> None:
        """The same records, perhaps in another order or with other texts."""
        if [row.id for row in self._shown] != [row.id for row in wanted]:
            self.layoutAboutToBeChanged.emit()
            before = self.persistentIndexList()
            places = {row.id: position for position, row in enumerate(wanted)}
            after = [self.index(places[self._shown[old.row()].id], old.column()) for old in before]
            self._shown = list(wanted)
            self.changePersistentIndexList(before, after)
            self.layoutChanged.emit()
        changed = [position for position, row in enumerate(wanted) if row.texts != self._shown[position].texts]
        self._shown = list(wanted)
        for position in changed:
            self.dataChanged.emit(self.index(position, 0), self.index(position, len(self._columns) - 1))

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        if role in (_DISPLAY, _TOOL_TIP):
            return self._shown[index.row()].texts[index.column()]
        return self._shown[index.row()].id if role == ID_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            return _(self._columns[section].label)
        return None
