"""A form made from the declarations of a record: edited in place, saved when a field is left or typing pauses."""

from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from gk_desktop.domain.fields import FieldType
from gk_desktop.domain.record import Record, declaration
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.field_options import options_of
from gk_desktop.ui.viewmodels.record_draft import Adder, RecordDraft
from gk_desktop.ui.viewmodels.record_titles import title_look_up
from gk_desktop.ui.widgets.form_layouts import rows_of, weight_of
from gk_desktop.ui.widgets.record_field import RecordField

_ONE_COLUMN_BELOW: Final = 480
_MOST_LINES: Final = 24
"""As high as a form likes to be; what is longer is scrolled."""
PAUSE_MS: Final = 600
"""So long without a key, and what was typed is saved."""


class RecordForm(QScrollArea):
    """Shows one record at a time. The screen follows the store: call `refresh` when it has changed."""

    # The id of a record that became right enough to be saved for the first time.
    added = Signal(str)
    # Esc: back to the list.
    escaped = Signal()

    def __init__(self, context: WorkspaceContext, record_type: type[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._record_type = record_type
        self._draft: RecordDraft | None = None
        self._fields: dict[str, RecordField] = {}
        self._rows: list[QBoxLayout] = []
        self._pause = QTimer(self)

        self._lay_out()

        for field in self._fields.values():
            field.edited.connect(self._on_edited)
            field.left.connect(self._on_left)
            field.escaped.connect(self.escaped)
            field.versions.version_chosen.connect(self._on_version_chosen)
        self._pause.timeout.connect(self._on_pause)
        context.erased.connect(self._on_erased)

        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self.setObjectName(f"{record_type.KIND}_form")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setAutoFillBackground(False)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 8, 24, 16)
        column.setSpacing(8)
        for names in rows_of(self._record_type):
            if not names:
                column.addSpacing(8)
                continue
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            self._rows.append(row)
            row.setSpacing(16)
            for name in names:
                row.addWidget(self._make_field(name), weight_of(name), Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addStretch()
        self.setWidget(inside)

    def _make_field(self, name: str) -> RecordField:
        field = declaration(self._record_type, name)
        self._fields[name] = RecordField(field, options_of(self._record_type, field, self._context.workspace))
        return self._fields[name]

    @property
    def record(self) -> Record | None:
        """What is shown, as it was last saved; without an id while it is new."""
        return self._draft.record if self._draft else None

    def field(self, name: str) -> RecordField:
        return self._fields[name]

    def show_record(self, record: Record, adder: Adder | None = None) -> None:
        """Show a record, or a blank one that is saved as soon as it can be. What was typed before is saved first."""
        self.save_pending()
        self._draft = RecordDraft(self._context, record, tuple(self._fields), adder)
        self._show_options()
        self._show_all()
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show nothing."""
        self.save_pending()
        self._draft = None

    def refresh(self, record: Record) -> None:
        """The record as it is in the store now; half-typed fields keep what was typed."""
        if self._draft is not None and self._draft.record.id == record.id:
            self._draft.refresh(record)
            self._show_options()
            self._show_all()

    def edit(self, name: str = "") -> None:
        """Put the cursor into a field, the first one unless it is named."""
        field = self._fields[name] if name else next(iter(self._fields.values()))
        field.input_widget.setFocus()
        self.ensureWidgetVisible(field)

    def save_pending(self) -> None:
        """Save what can be saved, keep the rest. Never asks."""
        self._pause.stop()
        if self._draft is not None:
            for name in list(self._draft.typed):
                self._draft.complete(name)
            self._save()

    def _save(self) -> None:
        draft = self._draft
        assert draft is not None
        was_new = draft.is_new
        draft.save()
        if self._draft is draft:
            self._show_all()
        if was_new and not draft.is_new:
            self.added.emit(draft.record.id)

    def _show_all(self) -> None:
        draft = self._draft
        assert draft is not None
        problems = draft.standing_problems() | draft.problems()
        conflicts = self._conflicts()
        title_of = title_look_up(self._context.workspace.records)
        for name, field in self._fields.items():
            if not (self._is_being_typed(field) and draft.stands_for(name, field.input.typed())):
                field.input.show_text(draft.text(name))
            field.show_problem(problems.get(name, ""))
            field.show_hint(draft.hint(name))
            field.show_versions(conflicts.get(name, ()), title_of)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """With the sentences about what is wrong; Qt's own remembers how high the form was when it was made."""
        usual, content = super().sizeHint(), self.widget()
        layout = content.layout() if content is not None else None
        wanted = layout.totalSizeHint() if layout is not None else usual
        return QSize(usual.width(), min(wanted.height(), _MOST_LINES * self.fontMetrics().lineSpacing()))

    def _conflicts(self) -> dict[str, Any]:
        record = self.record
        if record is None or not record.id:
            return {}
        keeping = self._context.workspace.keeping
        return self._context.perform(lambda: keeping.conflicts(self._record_type, record.id)) or {}

    def _show_options(self) -> None:
        record_id = self._draft.record.id if self._draft else ""
        for name, field in self._fields.items():
            declared = field.field
            if declared.field_type is FieldType.REFERENCE:
                field.set_options(options_of(self._record_type, declared, self._context.workspace, record_id))
                field.input.show_text(self._draft.text(name) if self._draft else "")

    def _is_being_typed(self, field: RecordField) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is field.input_widget or field.input_widget.isAncestorOf(focus))

    @Slot(str)
    def _on_edited(self, name: str) -> None:
        if self._draft is None:
            return
        field = self._fields[name]
        self._draft.type(name, field.input.typed())
        # What has become right is said at once; what is not right yet may be half a word.
        if field.problem and name not in self._draft.problems():
            field.show_problem("")
            self.updateGeometry()
        self._pause.start()

    @Slot(str)
    def _on_left(self, name: str) -> None:
        if self._draft is None:
            return
        self._draft.type(name, self._fields[name].input.typed())
        self._draft.propose(name)
        if not self._draft.is_settled:
            self.save_pending()
        else:
            # Also when the window is locked: the focus goes when the store is closed already.
            self._fields[name].input.show_text(self._draft.text(name))

    @Slot()
    def _on_pause(self) -> None:
        if self._draft is not None:
            self._save()

    @Slot()
    def _on_erased(self) -> None:
        if self._draft is not None and self._draft.follow_erasure():
            self._pause.stop()
            self._show_all()

    @Slot(str, object)
    def _on_version_chosen(self, name: str, value: object) -> None:
        record = self.record
        if record is None:
            return
        keeping = self._context.workspace.keeping
        if self._draft is not None:
            self._draft.typed.pop(name, None)
        self._context.perform(lambda: keeping.resolve(self._record_type, record.id, name, value))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        is_narrow = event.size().width() < _ONE_COLUMN_BELOW
        for row in self._rows:
            row.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
            row.setSpacing(8 if is_narrow else 16)
