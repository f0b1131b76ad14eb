"""Changes between two versions of minutes as a table: where, what, what stood there and what stands there now."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.minutes_change_texts import ChangeGroup, ChangeLine

MARK, WHAT, BEFORE, AFTER = range(4)
_HEADERS: Final = (N_("Stelle"), N_("Änderung"), N_("bisher"), N_("jetzt"))
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_TOP_LEFT: Final = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_Index = QModelIndex | QPersistentModelIndex


class ChangeLinesModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[ChangeLine] = []

    def set_groups(self, groups: Sequence[ChangeGroup]) -> None:
        self.beginResetModel()
        self._lines = [line for group in groups for line in group.lines]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY and 0 <= section < len(_HEADERS):
            return _(_HEADERS[section])
        return None

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or not index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role in (_DISPLAY, _TOOL_TIP):
            return (line.mark, line.what, line.before, line.after)[index.column()]
        return _TOP_LEFT if role == _ALIGNMENT else None
