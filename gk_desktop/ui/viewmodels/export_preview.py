"""Entries that an export holds or leaves out, as rows of a table."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.base.i18n import N_, _
from gk_desktop.services.export_preview import PreviewedEntry
from gk_desktop.ui.viewmodels.kind_words import kind_word

NUMBER, KIND, REASON, TEXT = range(4)
_HEADERS: Final = (N_("Nr."), N_("Art"), N_("Warum nicht"), N_("Text"))

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)


class ExportPreviewModel(QAbstractTableModel):
    """Columns NUMBER, KIND, REASON, TEXT; the first one is read out as the whole sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PreviewedEntry] = ()

    def set_rows(self, rows: Sequence[PreviewedEntry]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation is Qt.Orientation.Horizontal and 0 <= section < len(_HEADERS):
            return _(_HEADERS[section])
        return None

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or not index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == _DISPLAY:
            line = " ".join(row.text.split())
            return (row.number, kind_word(row.kind), row.reason, line)[index.column()]
        if role == _TOOL_TIP:
            return row.text
        if role == _ACCESSIBLE and index.column() == NUMBER:
            return row.sentence
        return None
