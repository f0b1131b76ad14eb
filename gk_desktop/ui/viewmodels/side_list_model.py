"""Who is there and what came of it: participants, tasks, decisions and open points of an event, one below the other."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gk_desktop.base.i18n import _
from gk_desktop.domain.entry import TaskStatus
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Attendance, Participant
from gk_desktop.domain.ordering import order_of_number
from gk_desktop.ui.viewmodels.entry_rows import order_of
from gk_desktop.ui.viewmodels.event_notes import EventNotes

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_EDIT: Final = int(Qt.ItemDataRole.EditRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_KEYS: Final = 9

SECTIONS: Final = ("people", "tasks", "decisions", "open_points")
"""Keys of the headings, in their order."""


@dataclass(frozen=True, slots=True)
class SideRow:
    """`participant` is somebody whose name goes into the line, `entry` the entry to be shown; a heading has neither.

    `section` is the key of the heading that can fold away what stands below it.
    """

    text: str
    detail: str = ""
    kind: EntryKind | None = None
    participant: Participant | None = None
    entry: str = ""
    section: str = ""
    is_folded: bool = False
    is_quiet: bool = False

    @property
    def is_heading(self) -> bool:
        return bool(self.section)

    @property
    def key(self) -> str:
        """What stays the same while texts change."""
        return self.participant.id if self.participant else self.section or self.entry or self.text

    @property
    def lines(self) -> int:
        return 2 if self.kind is not None else 1


class SideListModel(QAbstractTableModel):
    """`edited_field` is the field of a participant that an editor in the row is for."""

    # Somebody has typed another value: id of the participant, field, text.
    participant_typed = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SideRow] = []
        self._notes: EventNotes | None = None
        self._folded: set[str] = set()
        self.edited_field = "label"

    @property
    def folded(self) -> frozenset[str]:
        """Keys of the sections that show only their heading."""
        return frozenset(self._folded)

    def fold(self, sections: Collection[str]) -> None:
        """Show only the headings of these sections."""
        self._folded = set(sections)
        if self._notes is not None:
            self.show_notes(self._notes)

    def show_notes(self, notes: EventNotes) -> None:
        self._notes = notes
        rows = list(_rows(notes, self._folded))
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row_of(self, key: str) -> int:
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

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
        if role == _EDIT and row.participant is not None:
            return getattr(row.participant, self.edited_field)
        if role == _ACCESSIBLE and row.is_folded:
            return _("{heading} {count}, zugeklappt").format(heading=row.text, count=row.detail)
        if role in (_DISPLAY, _ACCESSIBLE):
            return f"{row.text} {row.detail}".strip()
        if role == _TOOL_TIP and not row.is_heading:
            return _told(row)
        return None

    def setData(self, index: _Index, value: Any, role: int = _EDIT) -> bool:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or row.participant is None or role != _EDIT:
            return False
        if str(value).strip() != getattr(row.participant, self.edited_field):
            self.participant_typed.emit(row.participant.id, self.edited_field, str(value).strip())
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self.row_at(index.row())
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if row.participant is not None else flags


def _told(row: SideRow) -> str:
    if row.participant is None:
        return f"{row.text}\n{row.detail}".strip()
    person = row.participant
    return "\n".join(part for part in (person.label, person.role, person.institution_type, row.detail) if part)


def _rows(notes: EventNotes, folded: Collection[str]) -> Iterator[SideRow]:
    contents = (
        (_("Teilnehmende"), list(_people(notes))),
        (_("Aufträge"), list(_tasks(notes))),
        (_("Beschlüsse"), list(_decisions(notes))),
        (_("Offene Punkte"), list(_open_points(notes))),
    )
    for section, (title, rows) in zip(SECTIONS, contents, strict=True):
        yield SideRow(title, str(len(rows)) if rows else "–", section=section, is_folded=section in folded)
        if section not in folded:
            yield from rows


def _people(notes: EventNotes) -> Iterator[SideRow]:
    for number, participant in enumerate(notes.speakers(), start=1):
        excused = participant.attendance is Attendance.EXCUSED
        key = _("Strg+{number}").format(number=number) if number <= _KEYS and not excused else ""
        detail = _("entschuldigt") if excused else key
        yield SideRow(participant.label, detail, participant=participant, is_quiet=excused)


def _tasks(notes: EventNotes) -> Iterator[SideRow]:
    for task in sorted(
        notes.tasks.values(), key=lambda item: (item.due is None, item.due, order_of_number(item.number))
    ):
        due = f"{task.due:%d.%m.%Y}" if task.due else ""
        status = "" if task.status is TaskStatus.OPEN else task.status.value
        detail = " · ".join(part for part in (task.number, task.responsible, due, status) if part)
        done = task.status in {TaskStatus.DONE, TaskStatus.DROPPED}
        yield SideRow(task.text, detail, EntryKind.TASK, entry=task.entry, is_quiet=done)


def _decisions(notes: EventNotes) -> Iterator[SideRow]:
    for decision in sorted(notes.decisions.values(), key=lambda item: order_of_number(item.number)):
        yield SideRow(decision.text, decision.number, EntryKind.DECISION, entry=decision.entry)


def _open_points(notes: EventNotes) -> Iterator[SideRow]:
    for entry in sorted(notes.open_points(), key=lambda item: order_of(item, notes)):
        speaker = notes.speaker_label(entry)
        detail = " · ".join(part for part in (entry.number, speaker) if part)
        yield SideRow(entry.text, detail, entry.kind, entry=entry.id)
