"""The part of a page where the records stand that belong to the shown one: a table, and what can be done with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.record import Record
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.child_table_model import ChildTableModel
from gk_desktop.ui.viewmodels.record_draft import Adder, TargetMaker
from gk_desktop.ui.widgets.child_table import ChildTable

NOBODY: Final = "nobody"
"""Stands for the owner of what belongs to none."""


@dataclass(frozen=True, slots=True)
class ChildKind:
    """What one table shows. `owner_field` is the reference to the owner, `widths` the columns that do not stretch.

    `blank` makes what a new row begins with; `adder` saves one where the service for all kinds is not enough. `headers`
    are shorter names of fields for narrow columns. `makers`: references to records that may be made from here;
    not together with an `adder`, which saves nothing but its own record.
    """

    record_type: type[Record]
    owner_field: str
    title: str
    invitation: str
    new_text: str
    new_key: str
    delete_text: str
    fields: tuple[str, ...]
    widths: dict[int, int]
    stretched: tuple[int, ...]
    order: Callable[[Any], Any]
    blank: Callable[[Record, Sequence[Any]], Record]
    adder: Adder | None = None
    read_only: tuple[str, ...] = ()
    first_fields: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    makers: Mapping[str, TargetMaker] = field(default_factory=dict)


class ChildSection(QWidget):
    count_changed = Signal()
    # A new row is about to be typed; it has to be seen.
    show_requested = Signal()

    def __init__(self, context: WorkspaceContext, kind: ChildKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._owner: Record | None = None
        model = ChildTableModel(
            context,
            kind.record_type,
            kind.fields,
            invitation=_(kind.invitation),
            read_only=kind.read_only,
            first_fields=kind.first_fields,
            headers=kind.headers,
            makers=kind.makers,
        )
        self.table = ChildTable(model, self.title, kind.widths, kind.stretched)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self._add_actions()
        model.rowsInserted.connect(self._on_rows_changed)
        model.rowsRemoved.connect(self._on_rows_changed)
        model.modelReset.connect(self._on_rows_changed)
        self.setObjectName(f"{kind.record_type.KIND}_section")

    def _add_actions(self) -> None:
        self._new = QAction(_(self._kind.new_text), self)
        self._new.setShortcut(QKeySequence(self._kind.new_key))
        self._new.triggered.connect(self._on_new)
        self._delete = QAction(_(self._kind.delete_text), self)
        self._delete.setShortcut(QKeySequence("Del"))
        self._delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._delete.triggered.connect(self._on_delete)
        self.addActions([self._new, self._delete])
        self.table.view.addAction(self._delete)

    @property
    def title(self) -> str:
        return _(self._kind.title)

    @property
    def record_type(self) -> type[Record]:
        return self._kind.record_type

    def owner_of(self, record_id: str) -> str:
        """The owner of such a record, or nothing if it is not one."""
        found = self._context.workspace.records.look_up(self.record_type, record_id)
        return (str(getattr(found, self._kind.owner_field)) or NOBODY) if found else ""

    def show_owner(self, owner: Record | None) -> None:
        """Show what belongs to this record; nothing while it is not saved."""
        self.table.save_pending()
        self._owner = owner if owner is not None and owner.id else None
        self._new.setEnabled(self._owner is not None)
        if self._owner is None:
            self.table.model.clear()
        else:
            self.table.model.show_owner(self._records(), self._blank, self._kind.adder)
            self.table.view.setCurrentIndex(self.table.model.index(0, 0))

    def refresh(self) -> None:
        """What belongs to it now."""
        if self._owner is not None:
            self.table.model.set_rows(self._records())

    def _records(self) -> list[Any]:
        assert self._owner is not None
        belongs: dict[str, Any] = {self._kind.owner_field: self._owner.id if self._owner.id != NOBODY else ""}
        found = self._context.workspace.records.find(self.record_type, **belongs)
        return sorted(found, key=self._kind.order)

    def _blank(self) -> Record:
        assert self._owner is not None
        return self._kind.blank(self._owner, self._records())

    @Slot()
    def _on_rows_changed(self) -> None:
        self.count_changed.emit()

    @Slot()
    def _on_new(self) -> None:
        self.show_requested.emit()
        self.table.begin_new()

    @Slot()
    def _on_delete(self) -> None:
        record_id, keeping = self.table.current_id, self._context.workspace.keeping
        if record_id:
            self._context.perform(lambda: keeping.delete(self.record_type, record_id))
