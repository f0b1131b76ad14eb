"""The notes of an event for their Nachbereitung: what was seen and heard beside one's own view, and the gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import COMMENT_KINDS, EntryKind
from gk_desktop.domain.minutes import ExportClass, MinutesCorrection
from gk_desktop.domain.visibility import ENTRIES, Rule
from gk_desktop.services.follow_up import Gap, gaps
from gk_desktop.ui.viewmodels.entry_details import NO_DETAILS, EntryDetails
from gk_desktop.ui.viewmodels.entry_marks import marks_of
from gk_desktop.ui.viewmodels.kind_words import kind_word
from gk_desktop.ui.viewmodels.minutes_versions_model import correction_text

NUMBER, TIME, KIND, DESCRIPTION, COMMENT = range(5)
GAP_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
INSIDE_ROLE: Final = GAP_ROLE + 1
DETAILS_ROLE: Final = INSIDE_ROLE + 1
"""The line below the text of an entry: who is to do it until when, its codes."""

_HEADERS: Final = (N_("Nr."), N_("Zeit"), N_("Art, TOP"), N_("Beschreibung"), N_("Kommentar"))

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_EDIT: Final = int(Qt.ItemDataRole.EditRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry with its five texts and the line below the fourth or fifth, or a gap."""

    entry: Entry | None
    gap: Gap | None
    cells: tuple[str, str, str, str, str]
    details: str = ""

    @property
    def id(self) -> str:
        return self.entry.id if self.entry else f"gap:{self.gap.after}" if self.gap else ""


class FollowUpModel(QAbstractTableModel):
    """Columns NUMBER, TIME, KIND, DESCRIPTION, COMMENT. Edits are wishes: the page has them carried out."""

    # Somebody wrote a time of day: entry, text.
    time_edit_requested = Signal(str, str)
    # Somebody rewrote a line: entry, line.
    line_edit_requested = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._corrections: Mapping[str, Sequence[MinutesCorrection]] = {}

    def set_entries(
        self,
        entries: Sequence[Entry],
        speakers: Mapping[str, str],
        numbers: Mapping[str, str] | None = None,
        corrections: Mapping[str, Sequence[MinutesCorrection]] | None = None,
        details: Mapping[str, EntryDetails] | None = None,
    ) -> None:
        """Entries in their order; `numbers` of those that are known by another one than their own.

        `corrections` are what readers of the minutes wish about an entry: told below its kind, in full as a tool tip.
        `details` stand below the kind (the TOP) and below the text.

        Where only contents changed, selection and scroll position stay.
        """
        self._corrections = corrections or {}
        rows = _rows(entries, speakers, numbers or {}, self._corrections, details or {})
        if [row.id for row in rows] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        changed = [place for place, row in enumerate(rows) if row != self._rows[place]]
        self._rows = rows
        for place in changed:
            self.dataChanged.emit(self.index(place, 0), self.index(place, COMMENT))

    def entry(self, row: int) -> Entry | None:
        return self._rows[row].entry if 0 <= row < len(self._rows) else None

    def gap(self, row: int) -> Gap | None:
        return self._rows[row].gap if 0 <= row < len(self._rows) else None

    def gap_rows(self) -> list[int]:
        return [place for place, row in enumerate(self._rows) if row.gap is not None]

    def row_id(self, row: int) -> str:
        return self._rows[row].id if 0 <= row < len(self._rows) else ""

    def row_of(self, row_id: str) -> int:
        return next((place for place, row in enumerate(self._rows) if row.id == row_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(_HEADERS):
            if role == _DISPLAY:
                return _(_HEADERS[section])
            if role == _ALIGNMENT:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        row = self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None
        if row is not None and row.entry is not None and index.column() in {TIME, _text_column(row.entry)}:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or not index.row() < len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        result: Any = None
        if role == _DISPLAY:
            result = row.cells[column]
        elif role == _EDIT:
            result = row.entry.raw if row.entry and column >= DESCRIPTION else row.cells[column]
        elif role == GAP_ROLE:
            result = row.gap is not None
        elif role == INSIDE_ROLE:
            result = row.entry is not None and column == _text_column(row.entry) and _is_inside(row.entry)
        elif role == _TOOL_TIP and row.entry is not None:
            result = "\n".join(map(correction_text, self._corrections.get(row.entry.id, ()))) or None
        elif role == DETAILS_ROLE and row.entry is not None and column == _text_column(row.entry):
            result = row.details
        elif role == _ACCESSIBLE:
            result = row.cells[DESCRIPTION] if row.gap is not None else _spoken(row, column)
        return result

    def setData(self, index: _Index, value: Any, role: int = _EDIT) -> bool:
        row = self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None
        if role != _EDIT or row is None or row.entry is None:
            return False
        if index.column() == TIME:
            self.time_edit_requested.emit(row.entry.id, str(value))
        elif str(value) != row.entry.raw:
            self.line_edit_requested.emit(row.entry.id, str(value))
        return True


def _rows(
    entries: Sequence[Entry],
    speakers: Mapping[str, str],
    numbers: Mapping[str, str],
    corrections: Mapping[str, Sequence[MinutesCorrection]],
    details: Mapping[str, EntryDetails],
) -> list[_Row]:
    gap_before = {gap.before: gap for gap in gaps(entries)}
    rows: list[_Row] = []
    for entry in entries:
        if entry.id in gap_before:
            rows.append(_gap_row(gap_before[entry.id]))
        speaker = speakers.get(entry.speaker, "")
        text = f"„{entry.text}“" if entry.kind is EntryKind.QUOTE else entry.text
        text = f"{speaker}: {text}" if speaker else text
        is_comment = _text_column(entry) == COMMENT
        beside = details.get(entry.id, NO_DETAILS)
        below_kind = [beside.top] if beside.top else []
        cells = (
            numbers.get(entry.id, entry.number),
            f"{entry.time:%H:%M}" if entry.time else "",
            "\n".join([kind_word(entry.kind), *below_kind, *marks_of(entry, corrections.get(entry.id, ()))]),
            "" if is_comment else text,
            text if is_comment else "",
        )
        rows.append(_Row(entry, None, cells, beside.line))
    return rows


def _spoken(row: _Row, column: int) -> str:
    is_text = row.entry is not None and column == _text_column(row.entry)
    return "\n".join(part for part in (row.cells[column], row.details if is_text else "") if part)


def _gap_row(gap: Gap) -> _Row:
    sentence = _("{minutes} Minuten ohne Eintrag, {start:%H:%M}–{end:%H:%M} · Enter trägt nach").format(
        minutes=gap.minutes, start=gap.start, end=gap.end
    )
    return _Row(None, gap, ("", "", "", sentence, ""))


def _text_column(entry: Entry) -> int:
    return COMMENT if entry.kind in COMMENT_KINDS else DESCRIPTION


def _is_inside(entry: Entry) -> bool:
    return ENTRIES[entry.kind][ExportClass.VERTEILER] is Rule.NEVER
