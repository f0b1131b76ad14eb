"""The agenda beside the notes: number, title, minutes used and planned. Titles and minutes are edited in place."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from gk_desktop.base.i18n import _
from gk_desktop.domain.event import AgendaItem

NUMBER, TITLE, MINUTES = range(3)

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_EDIT: Final = int(Qt.ItemDataRole.EditRole)


class AgendaListModel(QAbstractTableModel):
    # Another TOP is being written under, or it is called otherwise: the AgendaItem, or None.
    current_changed = Signal(object)
    # Somebody has typed another title: id, title.
    title_typed = Signal(str, str)
    # Somebody has typed planned minutes: id, minutes as typed.
    minutes_typed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[AgendaItem] = []
        self._used: Mapping[str, int] = {}
        self._current = ""
        self._strong = QFont()
        self._strong.setBold(True)

    def set_items(self, items: Sequence[AgendaItem], used: Mapping[str, int], current: str) -> None:
        """Show these TOPs; rows that stay are not touched, so that an editor in them stays open."""
        before = self.current_item
        if [item.id for item in items] != [item.id for item in self._items]:
            self.beginResetModel()
            self._items, self._used, self._current = list(items), used, current
            self.endResetModel()
        elif (list(items), used, current) != (self._items, self._used, self._current):
            self._items, self._used, self._current = list(items), used, current
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._items) - 1, MINUTES))
        if self.current_item != before:
            self.current_changed.emit(self.current_item)

    @property
    def current_item(self) -> AgendaItem | None:
        """The TOP that is being written under."""
        return self.item_at(self.row_of(self._current))

    def item_at(self, row: int) -> AgendaItem | None:
        return self._items[row] if 0 <= row < len(self._items) else None

    def row_id(self, row: int) -> str:
        item = self.item_at(row)
        return item.id if item is not None else ""

    def row_of(self, item_id: str) -> int:
        return next((row for row, item in enumerate(self._items) if item.id == item_id), -1)

    def is_current(self, row: int) -> bool:
        item = self.item_at(row)
        return item is not None and item.id == self._current

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        item = self.item_at(index.row()) if index.isValid() else None
        if item is None:
            return None
        column = index.column()
        value: Any = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                value = self._shown(item, column)
            case Qt.ItemDataRole.EditRole:
                value = item.title if column == TITLE else str(item.planned_minutes or "")
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                value = self._told(item)
            case Qt.ItemDataRole.FontRole if item.id == self._current:
                value = self._strong
            case Qt.ItemDataRole.TextAlignmentRole if column != TITLE:
                value = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return value

    def _shown(self, item: AgendaItem, column: int) -> str:
        if column == NUMBER:
            return str(item.number or "")
        if column == TITLE:
            return item.title or _("(ohne Titel)")
        used = self._used.get(item.id)
        if item.planned_minutes is None:
            return f"{used}′\u00a0" if used is not None else ""
        return f"{used if used is not None else '–'}/{item.planned_minutes}′\u00a0"

    def _told(self, item: AgendaItem) -> str:
        parts = [_("TOP {number}: {title}").format(number=item.number, title=item.title)]
        if item.planned_minutes is not None:
            parts.append(_("geplant {minutes} Minuten").format(minutes=item.planned_minutes))
        if item.id in self._used:
            parts.append(_("bisher {minutes} Minuten").format(minutes=self._used[item.id]))
        if item.id == self._current:
            parts.append(_("wird gerade mitgeschrieben"))
        return ", ".join(parts)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def setData(self, index: _Index, value: Any, role: int = _EDIT) -> bool:
        item = self.item_at(index.row()) if index.isValid() else None
        if item is None or role != _EDIT:
            return False
        if index.column() == TITLE and str(value) != item.title:
            self.title_typed.emit(item.id, str(value))
        elif index.column() == MINUTES and str(value).strip() != str(item.planned_minutes or ""):
            self.minutes_typed.emit(item.id, str(value).strip())
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.item_at(index.row()) is None:
            # Between the TOPs one can be dropped.
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return flags if index.column() == NUMBER else flags | Qt.ItemFlag.ItemIsEditable
