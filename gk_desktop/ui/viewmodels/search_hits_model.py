"""Hits of a search, grouped by kind: a heading, then its hits, the newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.project import Project
from gk_desktop.domain.record import Record
from gk_desktop.services.searching import Found, SearchHit
from gk_desktop.store.search_index import PackedRows
from gk_desktop.ui.viewmodels.hit_marks import Mark, excerpt
from gk_desktop.ui.viewmodels.palette_model import row_of

DETAIL_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
MARKS_ROLE: Final = DETAIL_ROLE + 1
HEADING_ROLE: Final = DETAIL_ROLE + 2

_HEADINGS: Final[dict[type[Record], str]] = {
    Entry: N_("Einträge"),
    Decision: N_("Beschlüsse"),
    Task: N_("Aufträge"),
    Event: N_("Veranstaltungen"),
    AgendaItem: N_("Tagesordnungspunkte"),
    Participant: N_("Teilnehmende"),
    Case: N_("Fälle"),
    Institution: N_("Institutionen"),
    Person: N_("Personen"),
    Category: N_("Kategorien"),
    Project: N_("Projekt"),
}

_Place = tuple[PackedRows, int]
_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_ROLES: Final = frozenset({_DISPLAY, DETAIL_ROLE, MARKS_ROLE, _TOOL_TIP, _ACCESSIBLE})


@dataclass(frozen=True, slots=True)
class _Shown:
    line: str
    marks: list[Mark]
    detail: str
    whole: str


class SearchHitsModel(QAbstractTableModel):
    """One column. A row is made ready when it is first shown: of two hundred hits thirty are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Place | str] = []
        self._query = ""
        self._events: Mapping[str, Event] = {}
        self._ready: dict[int, _Shown] = {}
        self.hit_count = 0

    def set_hits(self, found: Found, query: str, limit: int) -> None:
        """`limit` is how many of a kind were asked for; a heading says so where there may be more."""
        rows: list[_Place | str] = []
        for group in found.groups:
            heading = _(_HEADINGS.get(group.record_type, group.record_type.LABEL))
            count = len(group)
            said = _("{kind}, die {count} neuesten") if count >= limit else _("{kind} ({count})")
            rows.append(said.format(kind=heading, count=count))
            rows += ((group, place) for place in range(count))
        self.beginResetModel()
        self._rows, self._query, self._events = rows, query, found.events
        self._ready = {}
        self.hit_count = sum(map(len, found.groups))
        self.endResetModel()

    def hit(self, row: int) -> SearchHit | None:
        """None for a heading."""
        found = self._rows[row] if 0 <= row < len(self._rows) else ""
        if isinstance(found, str):
            return None
        group, place = found
        return SearchHit(group.record_type, group[place])

    def headings(self) -> list[int]:
        return [place for place, row in enumerate(self._rows) if isinstance(row, str)]

    def next_hit(self, row: int, step: int) -> int | None:
        """The next row with a hit in this direction, around the end; None if there is none."""
        count = len(self._rows)
        if row < 0 and step < 0:
            row = 0
        places = ((row + step * distance) % count for distance in range(1, count + 1)) if count else iter(())
        return next((place for place in places if not isinstance(self._rows[place], str)), None)

    def row_of(self, hit: SearchHit) -> int | None:
        """Where the record of a hit stands now; None if it is not among the hits."""
        found = ((place, self.hit(place)) for place in range(len(self._rows)))
        return next(
            (
                place
                for place, other in found
                if other and other.record_type is hit.record_type and other.row["id"] == hit.row["id"]
            ),
            None,
        )

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or not index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            return {_DISPLAY: row, HEADING_ROLE: True}.get(role)
        if role not in _ROLES:
            return None
        shown = self._made_ready(index.row())
        return {
            _DISPLAY: shown.line,
            DETAIL_ROLE: shown.detail,
            MARKS_ROLE: shown.marks,
            _TOOL_TIP: shown.whole,
            _ACCESSIBLE: f"{shown.line}, {shown.detail}",
        }[role]

    def _made_ready(self, row: int) -> _Shown:
        if row not in self._ready:
            hit = self.hit(row)
            assert hit is not None
            line, marks = excerpt(hit.text, self._query)
            self._ready[row] = _Shown(line, marks, self._detail(hit), hit.text)
        return self._ready[row]

    def _detail(self, hit: SearchHit) -> str:
        record = hit.record
        event = self._events.get(hit.event)
        named = row_of(record)
        if named is not None:
            # What was found may stand far from the name.
            return f"{named.title} · {named.detail}"
        parts = [hit.number, _(ENTRY_KIND_LABELS[record.kind]) if isinstance(record, Entry) else _(record.LABEL)]
        if event is not None:
            parts.append(event.title)
        if event is not None and event.date:
            parts.append(f"{event.date:%d.%m.%Y}")
        if isinstance(record, Entry) and record.time:
            parts.append(f"{record.time:%H:%M}")
        return " · ".join(part for part in parts if part)
