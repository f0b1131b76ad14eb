"""What the lines of pasted notes would become, as rows of a table."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.base.i18n import N_, _
from gk_desktop.services.note_import import PlannedNote
from gk_desktop.ui.viewmodels.kind_words import kind_word

LINE, AGENDA, KIND, SPEAKER, TEXT = range(5)
_HEADERS: Final = (N_("Zeile"), N_("TOP"), N_("wird"), N_("Sprecher*in"), N_("Text"))

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)


class ImportPreviewModel(QAbstractTableModel):
    """Columns LINE, AGENDA, KIND, SPEAKER, TEXT."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PlannedNote] = ()

    def set_rows(self, rows: Sequence[PlannedNote]) -> None:
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
        note = self._rows[index.row()]
        if role == _DISPLAY:
            return _cells(note)[index.column()]
        if role == _TOOL_TIP:
            return note.raw
        return None


def _cells(note: PlannedNote) -> tuple[str, str, str, str, str]:
    parsed = note.parsed
    agenda = str(note.agenda) if note.agenda is not None else ""
    if parsed.is_agenda:
        return str(note.line), agenda, _("TOP"), "", parsed.text
    speaker = parsed.speaker or ""
    if parsed.adds_speaker:
        speaker = _("{name} (neu)").format(name=speaker)
    if parsed.is_speaker:
        return str(note.line), agenda, _("Sprecher*in"), speaker, ""
    marks = [*parsed.categories, *([parsed.dimension.value] if parsed.dimension else [])]
    if parsed.no_quote:
        marks.append(_("nicht zitieren"))
    text = " ".join(parsed.text.split())
    text = f"{text}  [{' · '.join(marks)}]" if marks else text
    return str(note.line), agenda, kind_word(parsed.kind), speaker, text
