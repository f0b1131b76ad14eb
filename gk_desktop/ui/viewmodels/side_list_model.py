"""Who is there and what came of it: participants, tasks, decisions and open points of an event, one below the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.base.i18n import _
from gk_desktop.domain.entry import TaskStatus
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Attendance
from gk_desktop.ui.viewmodels.entry_rows import order_of
from gk_desktop.ui.viewmodels.event_notes import OPEN_KINDS, EventNotes

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_KEYS: Final = 9


@dataclass(frozen=True, slots=True)
class SideRow:
    """`speaker` is the name to be put into the line, `entry` the entry to be shown; a heading has neither."""

    text: str
    detail: str = ""
    kind: EntryKind | None = None
    speaker: str = ""
    entry: str = ""
    is_heading: bool = False
    is_quiet: bool = False

    @property
    def lines(self) -> int:
        return 2 if self.kind is not None else 1


class SideListModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SideRow] = []

    def show_notes(self, notes: EventNotes) -> None:
        rows = list(_rows(notes))
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row_at(self, row: int) -> SideRow | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role in (_DISPLAY, _ACCESSIBLE):
            return f"{row.text} {row.detail}".strip()
        if role == _TOOL_TIP and not row.is_heading:
            return f"{row.text}\n{row.detail}".strip()
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self.row_at(index.row())
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        if row.is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _rows(notes: EventNotes) -> Iterator[SideRow]:
    sections = (
        (_("Teilnehmende"), list(_people(notes))),
        (_("Aufträge"), list(_tasks(notes))),
        (_("Beschlüsse"), list(_decisions(notes))),
        (_("Offene Punkte"), list(_open_points(notes))),
    )
    for title, rows in sections:
        yield SideRow(title, str(len(rows)) if rows else "–", is_heading=True)
        yield from rows


def _people(notes: EventNotes) -> Iterator[SideRow]:
    for number, participant in enumerate(notes.speakers(), start=1):
        excused = participant.attendance is Attendance.EXCUSED
        key = _("Strg+{number}").format(number=number) if number <= _KEYS and not excused else ""
        detail = _("entschuldigt") if excused else key
        yield SideRow(participant.label, detail, speaker=participant.label, is_quiet=excused)


def _tasks(notes: EventNotes) -> Iterator[SideRow]:
    for task in sorted(notes.tasks.values(), key=lambda item: (item.due is None, item.due, item.number)):
        due = f"{task.due:%d.%m.%Y}" if task.due else ""
        status = "" if task.status is TaskStatus.OPEN else task.status.value
        detail = " · ".join(part for part in (task.number, task.responsible, due, status) if part)
        done = task.status in {TaskStatus.DONE, TaskStatus.DROPPED}
        yield SideRow(task.text, detail, EntryKind.TASK, entry=task.entry, is_quiet=done)


def _decisions(notes: EventNotes) -> Iterator[SideRow]:
    for decision in sorted(notes.decisions.values(), key=lambda item: (len(item.number), item.number)):
        yield SideRow(decision.text, decision.number, EntryKind.DECISION, entry=decision.entry)


def _open_points(notes: EventNotes) -> Iterator[SideRow]:
    for entry in sorted((item for item in notes.entries.values() if item.kind in OPEN_KINDS), key=order_of):
        speaker = notes.speaker_label(entry)
        detail = " · ".join(part for part in (entry.number, speaker) if part)
        yield SideRow(entry.text, detail, entry.kind, entry=entry.id)
