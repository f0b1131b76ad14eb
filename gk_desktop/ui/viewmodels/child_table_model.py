"""Records that belong to another one, as a table to type into; the last row is always a new one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from gk_desktop.base.i18n import _
from gk_desktop.domain.fields import FieldDeclaration, FieldType
from gk_desktop.domain.record import Record, declaration
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.services.record_keeping import FieldVersion
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.field_options import FieldOptions, name_of_new, options_of
from gk_desktop.ui.viewmodels.field_texts import YES
from gk_desktop.ui.viewmodels.record_draft import Adder, RecordDraft, TargetMaker
from gk_desktop.ui.viewmodels.record_list_model import ID_ROLE
from gk_desktop.ui.viewmodels.record_titles import title_look_up

AnyIndex = QModelIndex | QPersistentModelIndex

_ROOT: Final = QModelIndex()
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_EDIT: Final = int(Qt.ItemDataRole.EditRole)
_CHECK: Final = int(Qt.ItemDataRole.CheckStateRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
PROBLEM_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
"""The sentence that says why a cell is not saved."""
CONFLICT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 4
"""Whether two laptops have changed a cell differently."""
HINT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 3
"""Whether the text is only the invitation to type."""


class ChildTableModel(QAbstractTableModel):
    """`fields` are the columns, `read_only` those that the program fills, `first_fields` those that begin a new row."""

    # The sentence of the first cell that is not saved, or nothing.
    problem_changed = Signal(str)

    def __init__(
        self,
        context: WorkspaceContext,
        record_type: type[Record],
        fields: Sequence[str],
        *,
        invitation: str,
        read_only: Sequence[str] = (),
        first_fields: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
        makers: Mapping[str, TargetMaker] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._record_type = record_type
        self._fields = tuple(declaration(record_type, name) for name in fields)
        self._names = tuple(name for name in fields if name not in read_only)
        self._first_fields = tuple(first_fields) or self._names
        self._invitation = invitation
        self._inviting = next(
            (item for item in self._fields if item.name in self._first_fields and item.field_type is FieldType.TEXT),
            None,
        )
        self._headers = dict(headers or {})
        self._makers = dict(makers or {})
        self._rows: list[RecordDraft] = []
        self._order: list[str] = []
        self._saves_new_row = False
        self._make_blank: Callable[[], Record] | None = None
        self._adder: Adder | None = None
        self._labels: dict[str, FieldOptions | None] = {}
        self._conflicts: dict[str, dict[str, tuple[FieldVersion, ...]]] = {}

        context.erased.connect(self._on_erased)

    def show_owner(self, records: Sequence[Record], make_blank: Callable[[], Record], adder: Adder | None) -> None:
        """Show the records of another owner; `make_blank` makes what a new row begins with."""
        self.beginResetModel()
        self._make_blank, self._adder = make_blank, adder
        self._labels.clear()
        self._conflicts.clear()
        self._rows = [self._draft(record) for record in (*records, make_blank())]
        self.endResetModel()
        self._say_problem()

    @Slot()
    def _on_erased(self) -> None:
        changed = [draft.follow_erasure() for draft in self._rows]
        if any(changed):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._fields) - 1))
            self._say_problem()

    def clear(self) -> None:
        self.beginResetModel()
        self._rows, self._make_blank = [], None
        self.endResetModel()

    def set_rows(self, records: Sequence[Record]) -> None:
        """The same owner's records as they are now. Cells that are not right yet keep what was typed."""
        if self._make_blank is None:
            return
        self._labels.clear()
        self._conflicts.clear()
        self._remove_all_but({record.id for record in records})
        self._insert_and_refresh(records)
        self._order = [record.id for record in records]
        self._put_in_order(self._order)
        self._refresh_blank()
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._fields) - 1))
        self._say_problem()

    @property
    def count(self) -> int:
        """How many records there are, without the new row."""
        return sum(not draft.is_new for draft in self._rows)

    def id_at(self, row: int) -> str:
        return self._rows[row].record.id if 0 <= row < len(self._rows) else ""

    def row_of(self, record_id: str) -> int:
        return next((row for row, draft in enumerate(self._rows) if record_id and draft.record.id == record_id), -1)

    def conflicts(self, row: int) -> dict[str, tuple[FieldVersion, ...]]:
        """Fields of a row that two laptops have changed differently, with their versions."""
        record_id = self.id_at(row)
        if record_id and record_id not in self._conflicts:
            keeping = self._context.workspace.keeping
            self._conflicts[record_id] = (
                self._context.perform(lambda: keeping.conflicts(self._record_type, record_id)) or {}
            )
        return self._conflicts.get(record_id, {})

    def decide(self, row: int, name: str, value: Any) -> None:
        """Choose one of the versions of a field."""
        keeping, record_id = self._context.workspace.keeping, self.id_at(row)
        self._rows[row].typed.pop(name, None)
        self._context.perform(lambda: keeping.resolve(self._record_type, record_id, name, value))

    def title_of(self, kind: str, record_id: str) -> str:
        return title_look_up(self._context.workspace.records)(kind, record_id)

    def field(self, column: int) -> FieldDeclaration:
        return self._fields[column]

    def options(self, column: int) -> FieldOptions | None:
        """What a cell offers; a reference to what can be made here also offers to make it."""
        field = self._fields[column]
        options = options_of(self._record_type, field, self._context.workspace)
        if options is None or field.name not in self._makers:
            return options
        label = _(RECORD_TYPES[field.refers_to].LABEL)
        return replace(options, offer_to_make=_("{kind} „{name}“ anlegen").format(kind=label, name="{name}"))

    def is_untouched(self, row: int) -> bool:
        """Whether it is the new row and nothing stands in it yet."""
        return self._rows[row].is_new and not self._rows[row].typed

    def naming_cell(self, row: int) -> QModelIndex:
        """Where one begins to type in a row; invalid below the last one."""
        column = next((place for place, field in enumerate(self._fields) if field is self._inviting), 0)
        return self.index(row, column)

    def cell_beside(self, index: AnyIndex, *, forward: bool) -> QModelIndex:
        """The next cell that can be typed into or ticked, row by row; invalid behind the last one."""
        width = len(self._fields)
        step = 1 if forward else -1
        place = index.row() * width + index.column() + step
        while 0 <= place < len(self._rows) * width:
            found = self.index(place // width, place % width)
            if self.flags(found) & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable):
                return found
            place += step
        return QModelIndex()

    def stands_for(self, index: AnyIndex, text: str) -> bool:
        """Whether an editor that shows this text need not be touched."""
        return self._rows[index.row()].stands_for(self._fields[index.column()].name, text)

    def enter_text(self, index: AnyIndex, text: str, *, finished: bool) -> None:
        """Somebody typed into a cell; `finished` when they have left it."""
        draft, name = self._rows[index.row()], self._fields[index.column()].name
        draft.type(name, text)
        if finished:
            draft.complete(name)
        if draft.is_settled:
            return
        self._saves_new_row = draft.is_new
        draft.save()
        if self._saves_new_row and not draft.is_new:
            self._begin_another_row()
        self._saves_new_row = False
        row = self.row_of(draft.record.id) if not draft.is_new else len(self._rows) - 1
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._fields) - 1))
        self._say_problem()

    def _draft(self, record: Record) -> RecordDraft:
        adder = None if record.id else self._adder
        return RecordDraft(self._context, record, self._names, adder, self._makers)

    def _begin_another_row(self) -> None:
        """What was the new row has become a record."""
        assert self._make_blank is not None
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows))
        self._rows.append(self._draft(self._make_blank()))
        self.endInsertRows()
        self._put_in_order(self._order)

    def _remove_all_but(self, ids: set[str]) -> None:
        for position in range(len(self._rows) - 2, -1, -1):
            if self._rows[position].record.id not in ids:
                self.beginRemoveRows(QModelIndex(), position, position)
                del self._rows[position]
                self.endRemoveRows()

    def _insert_and_refresh(self, records: Sequence[Record]) -> None:
        known = {draft.record.id: draft for draft in self._rows[:-1]}
        for record in records:
            if record.id in known:
                known[record.id].refresh(record)
            elif not self._saves_new_row:
                # While the new row is being saved, the record that has come is that row itself.
                position = len(self._rows) - 1
                self.beginInsertRows(QModelIndex(), position, position)
                self._rows.insert(position, self._draft(record))
                self.endInsertRows()

    def _put_in_order(self, ids: Sequence[str]) -> None:
        places = {record_id: position for position, record_id in enumerate(ids)}
        wanted = sorted(self._rows[:-1], key=lambda draft: places.get(draft.record.id, len(places)))
        if wanted == self._rows[:-1]:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        moved = {id(draft): position for position, draft in enumerate(wanted)}
        last = len(self._rows) - 1
        after = [self.index(moved.get(id(self._rows[old.row()]), last), old.column()) for old in before]
        self._rows[:-1] = wanted
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _refresh_blank(self) -> None:
        """The next number may be another one now."""
        if self._make_blank is None or self._saves_new_row:
            return
        if self._rows[-1].typed:
            self._rows[-1].refresh(self._make_blank())
        else:
            self._rows[-1] = self._draft(self._make_blank())

    def _say_problem(self) -> None:
        sentences = (sentence for draft in self._rows if draft.typed for sentence in draft.problems().values())
        self.problem_changed.emit(next(sentences, ""))

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._fields)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or index.row() >= len(self._rows):
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        field = self._fields[index.column()]
        names = self._first_fields if self._rows[index.row()].is_new else self._names
        if field.name in names:
            is_box = field.field_type is FieldType.YES_NO
            flags |= Qt.ItemFlag.ItemIsUserCheckable if is_box else Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        reader = _READERS.get(role)
        return reader(self, self._rows[index.row()], self._fields[index.column()]) if reader else None

    def _shown(self, draft: RecordDraft, field: FieldDeclaration) -> str | None:
        if self._is_hint(draft, field):
            return self._invitation
        if field.field_type is FieldType.YES_NO:
            return None
        return self._label(field, draft.text(field.name))

    def _label(self, field: FieldDeclaration, typed: str) -> str:
        if field.name not in self._labels:
            self._labels[field.name] = options_of(self._record_type, field, self._context.workspace)
        options = self._labels[field.name]
        if options is None or options.is_open or not typed:
            return typed
        missing = name_of_new(typed) or _("entfernt") if field.field_type is FieldType.REFERENCE else typed
        return next((option.label for option in options.options if option.value == typed), missing)

    def _is_hint(self, draft: RecordDraft, field: FieldDeclaration) -> bool:
        return draft.is_new and field is self._inviting and not draft.text(field.name)

    def _has_versions(self, draft: RecordDraft, field: FieldDeclaration) -> bool:
        return field.name in self.conflicts(self.row_of(draft.record.id))

    def _is_checked(self, draft: RecordDraft, field: FieldDeclaration) -> int | None:
        if field.field_type is not FieldType.YES_NO:
            return None
        checked = bool(draft.text(field.name))
        return int((Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked).value)

    def _edited(self, draft: RecordDraft, field: FieldDeclaration) -> str:
        return draft.text(field.name)

    def _problem(self, draft: RecordDraft, field: FieldDeclaration) -> str | None:
        return draft.problems().get(field.name) if draft.typed else None

    def _tip(self, draft: RecordDraft, field: FieldDeclaration) -> str | None:
        return self._problem(draft, field) or self._shown(draft, field)

    def _spoken(self, draft: RecordDraft, field: FieldDeclaration) -> str:
        return f"{_(field.label)}: {self._shown(draft, field) or ''}"

    def _id(self, draft: RecordDraft, _field: FieldDeclaration) -> str:
        return draft.record.id

    def setData(self, index: AnyIndex, value: Any, role: int = _EDIT) -> bool:
        if role == _CHECK:
            self.enter_text(index, YES if Qt.CheckState(value) == Qt.CheckState.Checked else "", finished=True)
            return True
        if role == _EDIT:
            self.enter_text(index, str(value), finished=True)
            return True
        return False

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._fields):
            return None
        field = self._fields[section]
        if role == _DISPLAY:
            return _(self._headers.get(field.name, field.label))
        return _(field.label) if role == _TOOL_TIP else None


_READERS: Final[dict[int, Callable[[ChildTableModel, RecordDraft, FieldDeclaration], Any]]] = {
    _DISPLAY: ChildTableModel._shown,
    _EDIT: ChildTableModel._edited,
    _CHECK: ChildTableModel._is_checked,
    _TOOL_TIP: ChildTableModel._tip,
    _ACCESSIBLE: ChildTableModel._spoken,
    PROBLEM_ROLE: ChildTableModel._problem,
    HINT_ROLE: ChildTableModel._is_hint,
    CONFLICT_ROLE: ChildTableModel._has_versions,
    ID_ROLE: ChildTableModel._id,
}
