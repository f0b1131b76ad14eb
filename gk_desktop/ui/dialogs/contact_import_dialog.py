"""Kontakte übernehmen: choose a table, say what its columns hold, see what each row becomes, then save."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.progress import Progress
from gk_desktop.domain.case import Case
from gk_desktop.domain.contact_matching import Finding, PlannedContact, RowChoice
from gk_desktop.services.contact_import import ContactTable, TakenContacts
from gk_desktop.ui import tasks
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.viewmodels.contact_preview import FINDING, REMARK, ROW, ContactPreviewModel
from gk_desktop.ui.viewmodels.record_titles import title
from gk_desktop.ui.widgets.button_order import tab_along
from gk_desktop.ui.widgets.column_mapping import ColumnMapping
from gk_desktop.ui.widgets.contact_choice import ContactChoice
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.elided_label import ElidedLabel
from gk_desktop.ui.widgets.sign_label import SignLabel

_ENDINGS: Final = "*.xlsx *.xlsm *.csv *.txt *.tsv"


class ContactImportDialog(QDialog):
    """Nothing is saved before the button says so, and nothing that is known is overwritten without being chosen."""

    # The TakenContacts.
    contacts_taken = Signal(object)

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path: Path | None = None
        self._table: ContactTable | None = None
        self._planned: list[PlannedContact] = []
        self._task: tasks.Task | None = None
        self._file = ElidedLabel()
        self._choose = QPushButton(_("&Datei wählen …"))
        self._sheet = QComboBox()
        self._case = QComboBox()
        self._role = QComboBox()
        self._mapping = ColumnMapping()
        self._preview = QTableView()
        self._model = ContactPreviewModel(self)
        self._choice = ContactChoice()
        self._summary = QLabel()
        self._hint = SignLabel(Sign.WARNING)
        self._busy = QProgressBar()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._take = self._buttons.addButton(_("Kontakte ü&bernehmen"), QDialogButtonBox.ButtonRole.ApplyRole)

        self._fill_defaults()
        self._lay_out()
        self._dress()

        self._choose.clicked.connect(self._on_choose)
        self._sheet.activated.connect(self._on_sheet)
        for box in (self._case, self._role):
            box.currentIndexChanged.connect(self._on_plan)
        self._mapping.changed.connect(self._on_plan)
        self._preview.selectionModel().currentRowChanged.connect(self._on_row)
        self._choice.chosen.connect(self._on_chosen)
        self._take.clicked.connect(self._on_take)
        self._buttons.rejected.connect(self.reject)
        context.failed.connect(self._on_failed)

        self._show_plan()
        self._choose.setFocus()

    def _fill_defaults(self) -> None:
        workspace = self._context.workspace
        cases = [case for case in workspace.records.find(Case, order_by=["case_code", "name"]) if case.case_code]
        for box, none in ((self._case, _("– keiner –")), (self._role, _("– keine –"))):
            box.addItem(none, "")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(20)
        for case in cases:
            self._case.addItem(title(case), case.id)
        for code, label in workspace.programme.person_roles.items():
            self._role.addItem(f"{code} – {label}", code)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._choose)
        top.addWidget(self._file, 1)
        top.addWidget(self._sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addLayout(top)
        layout.addLayout(self._defaults())
        layout.addWidget(self._halves(), 1)
        for widget in (self._choice, self._summary, self._hint, self._busy, self._buttons):
            layout.addWidget(widget)
        tab_along(self._buttons)

    def _defaults(self) -> QHBoxLayout:
        defaults = QHBoxLayout()
        defaults.setSpacing(8)
        for caption, box in (
            (_("&Fall, wo keiner steht"), self._case),
            (_("&Rolle, wo keine steht"), self._role),
        ):
            label = QLabel(caption)
            label.setBuddy(box)
            defaults.addWidget(label)
            defaults.addWidget(box)
            defaults.addSpacing(8)
        defaults.addStretch()
        return defaults

    def _halves(self) -> QSplitter:
        left, right = QWidget(), QWidget()
        for side, text, widget in (
            (left, _("Was in den Spalten steht"), self._mapping),
            (right, _("Was aus jeder &Zeile wird"), self._preview),
        ):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            heading = QLabel(text)
            heading.setBuddy(widget)
            column.addWidget(heading)
            column.addWidget(widget, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([380, 760])
        return splitter

    def _dress_preview(self) -> None:
        table = self._preview
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((ROW, 52), (FINDING, 76), (REMARK, 220)):
            header.resizeSection(column, width)

    def _dress(self) -> None:
        self._dress_preview()
        self._summary.setWordWrap(True)
        self._busy.setRange(0, 100)
        for widget, name, accessible in (
            (self._choose, "choose_contacts", ""),
            (self._sheet, "contact_sheet", _("Tabellenblatt")),
            (self._case, "contact_case", _("Fall für Zeilen, in denen keiner steht")),
            (self._role, "contact_role", _("Rolle für Zeilen, in denen keine steht")),
            (self._preview, "contact_preview", _("Vorschau: was aus jeder Zeile wird")),
            (self._take, "take_contacts", ""),
            (self._summary, "contact_summary", ""),
            (self._hint, "contact_hint", ""),
            (self._busy, "contact_progress", _("Fortschritt")),
        ):
            widget.setObjectName(name)
            if accessible:
                widget.setAccessibleName(accessible)
        for button in (self._choose, self._take):
            button.setAutoDefault(False)
        for hidden in (self._sheet, self._hint, self._busy):
            hidden.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setObjectName("contact_import_dialog")
        self.setWindowTitle(_("Kontakte übernehmen"))
        resize_within_screen(self, 1180, 680)

    def open_file(self, path: Path, sheet: str = "") -> None:
        """Read a table beside the window; what is wrong with it is said by a sentence."""
        if self._task is not None:
            return
        self._path = path
        self._file.show_text(path.name)
        self._say("")
        contacts = self._context.workspace.contact_import

        def work(progress: Progress) -> ContactTable:
            return contacts.read(path, sheet=sheet, progress=progress)

        self._task = tasks.Task(work)
        self._task.progressed.connect(self._on_progress)
        self._task.succeeded.connect(self._on_read)
        self._task.failed.connect(self._on_not_read)
        self._task.broke.connect(self._on_broke)
        self._set_busy(True)
        self._task.start()

    @property
    def is_busy(self) -> bool:
        return self._task is not None

    def _set_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        for widget in (self._choose, self._sheet, self._case, self._role, self._mapping):
            widget.setEnabled(not busy)

    def _say(self, sentence: str) -> None:
        self._hint.setText(sentence)
        self._hint.setVisible(bool(sentence))

    @Slot(str, float)
    def _on_progress(self, _text: str, fraction: float) -> None:
        self._busy.setValue(round(100 * fraction))

    @Slot(object)
    def _on_read(self, table: ContactTable) -> None:
        if self._task is None:
            return
        self._task = None
        self._set_busy(False)
        self._table = table
        self._sheet.clear()
        self._sheet.addItems(table.sheets)
        self._sheet.setCurrentText(table.sheet)
        self._sheet.setVisible(len(table.sheets) > 1)
        examples = [
            next((row[column] for row in table.rows if column < len(row) and row[column]), "")
            for column in range(len(table.headers))
        ]
        self._mapping.show_columns(table.headers, examples, table.proposed_columns())
        for before, after in pairwise([self._role, *self._mapping.boxes]):
            QWidget.setTabOrder(before, after)
        self._on_plan()
        if table.hint:
            self._say(table.hint)

    @Slot(object)
    def _on_not_read(self, error: UserError) -> None:
        if self._task is None:
            return
        self._task = None
        self._set_busy(False)
        self._table = None
        self._planned = []
        self._mapping.show_columns((), (), {})
        self._show_plan()
        self._say(str(error))
        self._choose.setFocus()

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        raise error

    @Slot()
    def _on_plan(self) -> None:
        table = self._table
        if table is None:
            return
        self._say("")
        workspace = self._context.workspace
        case_id, role = str(self._case.currentData()), str(self._role.currentData())
        case = workspace.records.look_up(Case, case_id) if case_id else None
        contacts, columns = workspace.contact_import, self._mapping.columns
        self._planned = self._context.perform(lambda: contacts.plan(table, columns, case=case, role=role)) or []
        self._show_plan()

    def _show_plan(self) -> None:
        self._model.set_rows(self._planned)
        unclear = next((row for row, item in enumerate(self._planned) if item.finding is Finding.UNCLEAR), 0)
        if self._planned:
            self._preview.setCurrentIndex(self._model.index(unclear, 0))
        self._show_choice()
        self._show_summary()

    def _show_summary(self) -> None:
        if self._table is None:
            said = _("Wählen Sie eine Excel- oder CSV-Datei mit Kontakten. Gespeichert wird erst auf Knopfdruck.")
        elif not self._planned:
            said = _("Sagen Sie, in welcher Spalte der Name steht.")
        else:
            counts = [(found, sum(item.finding is found for item in self._planned)) for found in Finding]
            said = " · ".join(f"{count} {_(found.value)}" for found, count in counts if count)
        self._summary.setText(said)
        self._take.setEnabled(any(item.makes_person or item.changes_identity for item in self._planned))

    def _show_choice(self) -> None:
        row = self._preview.currentIndex().row()
        item = self._planned[row] if 0 <= row < len(self._planned) else None
        is_unclear = item is not None and item.finding is Finding.UNCLEAR
        self._choice.setVisible(is_unclear)
        if item is not None and is_unclear:
            self._choice.show_contact(item)

    @Slot(QModelIndex, QModelIndex)
    def _on_row(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_choice()

    @Slot(object)
    def _on_chosen(self, choice: RowChoice) -> None:
        row = self._preview.currentIndex().row()
        self._planned[row] = replace(self._planned[row], choice=choice)
        self._model.row_changed(row)
        self._show_summary()

    @Slot()
    def _on_choose(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Kontakte öffnen"), "", _("Tabellen ({endings});;Alle Dateien (*)").format(endings=_ENDINGS)
        )
        if name:
            self.open_file(Path(name))

    @Slot()
    def _on_sheet(self) -> None:
        if self._path is not None:
            self.open_file(self._path, self._sheet.currentText())

    @Slot()
    def _on_take(self) -> None:
        contacts, planned = self._context.workspace.contact_import, self._planned
        taken: TakenContacts | None = self._context.perform(lambda: contacts.take_over(planned))
        if taken is not None:
            self.contacts_taken.emit(taken)
            self.accept()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._say(str(error))

    def done(self, result: int) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        super().done(result)
