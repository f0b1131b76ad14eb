"""The history of a record as rows: who changed which field, when, from what to what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.operation import LOGICAL_TICKS, Operation
from gk_desktop.services.record_keeping import HistoryStep
from gk_desktop.ui.viewmodels.field_texts import seen_fields, shown
from gk_desktop.ui.viewmodels.record_titles import TitleLookUp

AnyIndex = QModelIndex | QPersistentModelIndex

_ROOT: Final = QModelIndex()
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_HEADERS: Final = (N_("Wann"), N_("Wer"), N_("Was"), N_("Vorher"), N_("Danach"))


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One field of one step; `opens` on the first row of its step."""

    operation: Operation
    opens: bool
    what: str
    before: str
    after: str

    @property
    def moment(self) -> datetime:
        return moment_of(self.operation)


def moment_of(operation: Operation) -> datetime:
    """When it was saved, on the clock of the laptop that did."""
    return datetime.fromtimestamp((operation.time >> LOGICAL_TICKS) / 1000)  # noqa: DTZ006 - the clock on the wall


def history_rows(steps: Iterable[HistoryStep[Any]], title_of: TitleLookUp) -> list[HistoryRow]:
    """Newest first."""
    rows: list[HistoryRow] = []
    for step in steps:
        rows[:0] = _rows_of(step, title_of)
    return rows


def _rows_of(step: HistoryStep[Any], title_of: TitleLookUp) -> list[HistoryRow]:
    rows: list[HistoryRow] = []
    for field in seen_fields(type(step.after)):
        before = getattr(step.before, field.name) if step.before else field.default
        after = getattr(step.after, field.name)
        if before != after:
            texts = (shown(field, before, title_of) if step.before else "", shown(field, after, title_of))
            rows.append(HistoryRow(step.operation, not rows, _(field.label), *texts))
    return rows or [HistoryRow(step.operation, True, _(step.operation.label), "", "")]


class HistoryModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[HistoryRow] = []

    def set_rows(self, rows: Iterable[HistoryRow]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, number: int) -> HistoryRow | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADERS)

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _TOOL_TIP):
            return None
        row = self._rows[index.row()]
        when = f"{row.moment:%d.%m.%Y %H:%M:%S}" if row.opens else ""
        who = (row.operation.author or "–") if row.opens else ""
        return (when, who, row.what, row.before, row.after)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal and 0 <= section < len(_HEADERS):
            return _(_HEADERS[section])
        return None
