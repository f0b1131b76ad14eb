"""Fields of a record of the Schlüsseldatei, made from its declaration.

What is half typed stays in memory: the drafts of the workspace must never hold a name. It is saved when a field is left
or Enter is pressed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gk_desktop.base.errors import UserError
from gk_desktop.domain.fields import FieldDeclaration
from gk_desktop.domain.record import Record, declaration
from gk_desktop.ui.viewmodels.field_options import FieldOptions
from gk_desktop.ui.viewmodels.field_texts import completed, parse, typed_text
from gk_desktop.ui.widgets.form_layouts import weight_of
from gk_desktop.ui.widgets.record_field import RecordField


class SecretForm(QWidget):
    # The record with everything typed that is right.
    changed = Signal(object)
    # Esc: back to the list.
    escaped = Signal()

    def __init__(
        self,
        record_type: type[Record],
        rows: Sequence[Sequence[str]],
        options: Mapping[str, FieldOptions],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._record_type = record_type
        self._record: Record | None = None
        self._typed: dict[str, str] = {}
        self._kept: dict[str, dict[str, str]] = {}
        self._fields: dict[str, RecordField] = {}

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for names in rows:
            row = QHBoxLayout()
            row.setSpacing(16)
            for name in names:
                field = RecordField(self._declaration(name), options.get(name))
                self._fields[name] = field
                row.addWidget(field, weight_of(name))
            column.addLayout(row)

        for field in self._fields.values():
            field.edited.connect(self._on_edited)
            field.left.connect(self._on_left)
            field.escaped.connect(self._on_escaped)
        self.setObjectName(f"{record_type.KIND}_form")

    @property
    def record(self) -> Record | None:
        """What is shown, as it was last saved."""
        return self._record

    def field(self, name: str) -> RecordField:
        return self._fields[name]

    def edit(self, name: str = "") -> None:
        """Put the cursor into a field, the first one unless it is named."""
        (self._fields[name] if name else next(iter(self._fields.values()))).input_widget.setFocus()

    def show_record(self, record: Record | None) -> None:
        """Show a record as it is saved now; fields that are half typed keep what was typed."""
        before = self._record.id if self._record else ""
        now = record.id if record else ""
        if before != now:
            self._kept[before] = self._typed
            self._typed = self._kept.pop(now, {})
        self._record = record
        if record is not None:
            self._forget_what_is_saved(record)
            self._show_all(record)
        else:
            self._empty()

    def forget(self) -> None:
        """Nothing that was typed or shown is left."""
        self._record = None
        self._typed.clear()
        self._kept.clear()
        self._empty()

    def _empty(self) -> None:
        for field in self._fields.values():
            field.input.show_text("")
            field.show_problem("")

    def save_pending(self) -> None:
        """Save what is right of what was typed; never asks."""
        if self._record is None or not self._typed:
            return
        values: dict[str, Any] = {}
        for name, text in list(self._typed.items()):
            value, sentence = self._parsed(name, text)
            self._fields[name].show_problem(sentence)
            if not sentence:
                values[name] = value
        if values:
            self.changed.emit(replace(self._record, **values))

    def _declaration(self, name: str) -> FieldDeclaration:
        return declaration(self._record_type, name)

    def _forget_what_is_saved(self, record: Record) -> None:
        for name, text in list(self._typed.items()):
            value, sentence = self._parsed(name, text)
            if not sentence and value == getattr(record, name):
                del self._typed[name]

    def _show_all(self, record: Record) -> None:
        for name, field in self._fields.items():
            if name in self._typed:
                field.input.show_text(self._typed[name])
            else:
                field.input.show_text(typed_text(field.field, getattr(record, name)))
                field.show_problem("")

    def _parsed(self, name: str, text: str) -> tuple[Any, str]:
        field = self._declaration(name)
        try:
            return parse(field, completed(field, text)), ""
        except UserError as error:
            return None, str(error)

    @Slot(str)
    def _on_edited(self, name: str) -> None:
        if self._record is not None:
            self._typed[name] = self._fields[name].input.typed()

    @Slot(str)
    def _on_left(self, name: str) -> None:
        if name in self._typed:
            self.save_pending()

    @Slot(str)
    def _on_escaped(self, _name: str) -> None:
        self.save_pending()
        self.escaped.emit()
