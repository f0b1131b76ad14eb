"""What one can go to or do, narrowed by what is typed: rows of the command palette."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.event import Event
from gk_desktop.domain.record import Record
from gk_desktop.domain.search_text import fold

MOST_RECORDS: Final = 50
TITLE, DETAIL = range(2)
_LONGEST_TITLE: Final = 90
_SHORTEST_FUZZY: Final = 3

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """`kind` is that of the record, or empty for an action, whose `id` is then its place among the actions.

    `words` are what else finds it. `was_found` marks what a search has found already: it is shown as it is.
    """

    title: str
    detail: str
    kind: str = ""
    id: str = ""
    words: str = ""
    was_found: bool = False
    folded: str = field(init=False)
    folded_words: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(self.title))
        object.__setattr__(self, "folded_words", fold(f"{self.title} {self.detail} {self.words}"))


def row_of(record: Record) -> PaletteRow | None:
    """How a record is called in the palette; None for kinds one does not jump to by name."""
    match record:
        case Case():
            detail = " · ".join(part for part in (_("Fall"), record.case_code) if part)
            return PaletteRow(record.name, detail, record.KIND, record.id, " ".join(record.aliases))
        case Event():
            detail = _("Veranstaltung") + (f" · {record.date:%d.%m.%Y}" if record.date else "")
            return PaletteRow(record.title, detail, record.KIND, record.id, record.event_type)
        case Institution():
            name = record.name or record.institution_type
            return PaletteRow(name, _("Institution"), record.KIND, record.id, " ".join(record.aliases))
        case Category():
            return PaletteRow(f"{record.code}  {record.name}".strip(), _("Kategorie"), record.KIND, record.id)
        case _:
            return None


def person_row(person: Person, role: str, name: str) -> PaletteRow:
    """A person by code and role; by name, too, where somebody has opened the Schlüsseldatei: else `name` is empty."""
    title = f"{person.code}  {name}".strip()
    return PaletteRow(title, " · ".join(part for part in (_("Person"), role) if part), person.KIND, person.id)


def entry_row(entry_id: str, number: str, text: str, event: str) -> PaletteRow:
    """An entry that a search has found."""
    line = " ".join(text.split())
    shortened = line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1].rstrip() + "…"
    detail = " · ".join(part for part in (f"{_('Eintrag')} {number}", event) if part)
    return PaletteRow(shortened, detail, "entry", entry_id, was_found=True)


def rank(query: str, row: PaletteRow) -> int | None:
    """How well a row fits, 0 best; None if it does not. `query` is folded."""
    words = query.split()
    if not words:
        return 0
    if row.folded.startswith(query):
        return 0
    if all(word in row.folded for word in words):
        return 1 if all(f" {word}" in f" {row.folded}" for word in words) else 2
    if all(word in row.folded_words for word in words):
        return 3
    typed = "".join(words)
    return 4 if len(typed) >= _SHORTEST_FUZZY and _is_subsequence(typed, row.folded) else None


def _is_subsequence(typed: str, folded: str) -> bool:
    """Whether the letters occur in this order, the first one at the beginning of a word."""
    start = f" {folded}".find(f" {typed[0]}")
    if start < 0:
        return False
    rest = iter(folded[start:])
    return all(letter in rest for letter in typed)


class PaletteModel(QAbstractTableModel):
    """Column TITLE, and column DETAIL: the shortcut of an action, the kind of a record."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: Sequence[PaletteRow] = ()
        self._records: Sequence[PaletteRow] = ()
        self._found: Sequence[PaletteRow] = ()
        self._query = ""
        self._rows: list[PaletteRow] = []

    def set_choices(self, actions: Iterable[PaletteRow], records: Iterable[PaletteRow]) -> None:
        self._actions, self._records = tuple(actions), tuple(records)
        self._narrow()

    def set_query(self, text: str) -> None:
        """Show what fits; what a search had found for another text goes."""
        self._query = " ".join(fold(text).split())
        self._found = ()
        self._narrow()

    def set_found(self, rows: Iterable[PaletteRow]) -> None:
        """Entries that a search has found for the query; they come last."""
        self._found = tuple(rows)
        self._narrow()

    def row(self, number: int) -> PaletteRow | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def _narrow(self) -> None:
        actions = _ranked(self._query, self._actions)
        records = _ranked(self._query, self._records) if self._query else []
        records = records[:MOST_RECORDS]
        found = [(5, row) for row in self._found[: MOST_RECORDS - len(records)]]
        ranked = sorted([*actions, *records], key=lambda item: item[0])
        self.beginResetModel()
        self._rows = [row for _rank, row in (*ranked, *found)]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role in {_DISPLAY, _TOOL_TIP}:
            return row.title if index.column() == TITLE else row.detail
        if role == _ACCESSIBLE:
            return f"{row.title}, {row.detail}" if row.detail else row.title
        return None


def _ranked(query: str, rows: Iterable[PaletteRow]) -> list[tuple[int, PaletteRow]]:
    fitting = [(fit, row) for row in rows if (fit := rank(query, row)) is not None]
    return sorted(fitting, key=lambda item: item[0])
