"""What the rows of a table of contacts would become, as rows of a preview."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.contact_matching import Finding, PlannedContact, RowChoice
from gk_desktop.services.contact_import import shown_contact

ROW, FINDING, CONTACT, REMARK = range(4)
_HEADERS: Final = (N_("Zeile"), N_("Befund"), N_("Kontakt"), N_("was geschieht"))

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ROOT: Final = QModelIndex()


class ContactPreviewModel(QAbstractTableModel):
    """Columns ROW, FINDING, CONTACT, REMARK."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PlannedContact] = ()

    def set_rows(self, rows: Sequence[PlannedContact]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_changed(self, row: int) -> None:
        """What stands in this row was decided differently."""
        self.dataChanged.emit(self.index(row, 0), self.index(row, REMARK))

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation is Qt.Orientation.Horizontal and 0 <= section < len(_HEADERS):
            return _(_HEADERS[section])
        return None

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TOOL_TIP) or not index.isValid() or not index.row() < len(self._rows):
            return None
        item = self._rows[index.row()]
        match index.column():
            case 0:
                return str(item.row)
            case 1:
                return _(item.finding.value)
            case 2:
                return shown_contact(item.identity)
            case _:
                return remark(item)


def remark(item: PlannedContact) -> str:
    """What happens to this row, in some words."""
    match item.finding:
        case Finding.INVALID:
            return item.reason
        case Finding.NEW:
            return _("wird angelegt als {role}").format(role=item.role)
        case Finding.KNOWN:
            return _("steht so schon bei {code}").format(code=item.code)
    match item.choice:
        case RowChoice.TAKE:
            return _("ergänzt {code}").format(code=item.code)
        case RowChoice.ANOTHER:
            return _("wird angelegt als {role}").format(role=item.role)
        case _:
            return _("{code} bleibt, wie es ist").format(code=item.code)
