"""The contacts with a person, from the Schlüsseldatei: a list, the newest first, and the fields of the chosen one."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.day_texts import day_text
from gk_desktop.domain.identity import ContactNote
from gk_desktop.ui.viewmodels.field_options import FieldOptions, Option
from gk_desktop.ui.viewmodels.record_list_model import ID_ROLE, ListColumn, RecordListModel
from gk_desktop.ui.widgets.secret_form import SecretForm

_ROWS: Final = (("on", "channel", "by"), ("text",))
_WAYS: Final = (N_("Telefon"), N_("E-Mail"), N_("Brief"), N_("Treffen"), N_("Videogespräch"))
_COLUMNS: Final = (
    ListColumn(N_("Am"), lambda note: day_text(note.on) if note.on else "–"),
    ListColumn(N_("Weg"), lambda note: note.channel),
    ListColumn(N_("Worum es ging"), lambda note: note.text),
    ListColumn(N_("Durch"), lambda note: note.by),
)


class _NoteTable(QTableView):
    """Enter edits the contact, Del removes it, Esc leaves."""

    edit_wanted = Signal()
    remove_wanted = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class ContactHistory(QWidget):
    # A contact as it is to be saved; a new one is wished for; the id of one to be removed.
    changed = Signal(object)
    new_requested = Signal()
    remove_requested = Signal(str)
    # Esc: back to the list of persons.
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ways = FieldOptions(tuple(Option(_(way), _(way)) for way in _WAYS), is_open=True)
        self._notes: dict[str, ContactNote] = {}
        self._empty = QLabel(_("Noch kein Kontakt notiert."))
        self._table = _NoteTable()
        self._model = RecordListModel(_COLUMNS, self)
        self._form = SecretForm(ContactNote, _ROWS, {"channel": ways})
        self._add = QPushButton(_("Kontakt &hinzufügen"))
        self._remove = QPushButton(_("Kontakt &entfernen"))

        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addWidget(self._remove)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 24, 16)
        column.setSpacing(8)
        column.addWidget(self._empty)
        column.addWidget(self._table, 1)
        column.addWidget(self._form)
        column.addLayout(row)

        self._dress()

        self._table.selectionModel().currentChanged.connect(self._on_current_changed)
        self._table.edit_wanted.connect(self._on_edit)
        self._table.remove_wanted.connect(self._on_remove)
        self._table.escaped.connect(self.escaped)
        self._form.changed.connect(self.changed)
        self._form.escaped.connect(self._on_form_escaped)
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)

    def _dress(self) -> None:
        table = self._table
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 96), (1, 104), (3, 72)):
            table.setColumnWidth(column, width)
        table.setAccessibleName(_("Kontaktverlauf, das Neueste zuerst"))
        table.setObjectName("contacts")
        self._add.setObjectName("add_contact")
        self._remove.setObjectName("remove_contact")
        self._remove.setToolTip(_("Den gewählten Kontakt entfernen (Entf); „Rückgängig“ holt ihn zurück"))

    @property
    def current_id(self) -> str:
        return str(self._table.currentIndex().data(ID_ROLE) or "")

    def show_notes(self, notes: Sequence[ContactNote]) -> None:
        """The contacts of the person that is shown; the chosen one stays chosen."""
        current = self.current_id
        self._notes = {note.id: note for note in notes}
        self._model.set_rows(notes)
        self.select(current if current in self._notes else next(iter(self._notes), ""))
        self._show_current()

    def select(self, note_id: str) -> None:
        index = self._model.index(self._model.row_of(note_id), 0)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self._table.selectionModel().setCurrentIndex(index, flags)

    def edit(self, note_id: str) -> None:
        """Choose a contact and go to its fields."""
        self.select(note_id)
        self._form.edit("text")

    def save_pending(self) -> None:
        self._form.save_pending()

    def forget(self) -> None:
        self._notes = {}
        self._model.set_rows(())
        self._form.forget()

    def _show_current(self) -> None:
        note = self._notes.get(self.current_id)
        if self._form.record is not None and (note is None or note.id != self._form.record.id):
            self._form.save_pending()
        self._form.show_record(note)
        self._form.setVisible(note is not None)
        self._table.setVisible(bool(self._notes))
        self._empty.setVisible(not self._notes)
        self._remove.setEnabled(note is not None)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_current()

    @Slot()
    def _on_edit(self) -> None:
        if self._form.record is not None:
            self._form.edit("text")

    @Slot()
    def _on_add(self) -> None:
        self._form.save_pending()
        self.new_requested.emit()

    @Slot()
    def _on_remove(self) -> None:
        if self.current_id:
            self.remove_requested.emit(self.current_id)

    @Slot()
    def _on_form_escaped(self) -> None:
        self._table.setFocus()
