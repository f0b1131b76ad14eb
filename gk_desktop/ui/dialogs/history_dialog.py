"""The history of one record: who changed what and when, and the way back to any state it ever had."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import _
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.record import Record
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.history_model import HistoryModel, history_rows
from gk_desktop.ui.viewmodels.record_titles import as_people_know_it, title, title_look_up


class HistoryDialog(QDialog):
    """For records of any kind, lines of notes as well. Stays open after a state came back, so that one sees it."""

    def __init__(
        self, context: WorkspaceContext, record_type: type[Record], record_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._record_type: type[Any] = record_type
        self._record_id = record_id
        self._model = HistoryModel(self)
        self._name = QLabel()
        self._table = QTableView()
        self._whole = QLabel()
        self._restore = QPushButton(_("Diesen Stand &wiederherstellen"))
        self._close = QPushButton(_("&Schließen"))

        self._lay_out()

        self._restore.clicked.connect(self._on_restore)
        self._close.clicked.connect(self.reject)
        self._table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        context.changed.connect(self._on_changed)
        self._key = QShortcut(QKeySequence("Ctrl+Return"), self)
        self._key.activated.connect(self._on_restore)

        self.setObjectName("history_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Verlauf"))
        self.resize(860, 480)
        self._show()
        self._table.setFocus()

    def _lay_out(self) -> None:
        self._dress()
        self._restore.setObjectName("restore")
        self._restore.setToolTip(_("Strg+Enter"))
        buttons = QHBoxLayout()
        buttons.addStretch()
        for button in (self._restore, self._close):
            # Enter in the table must neither close the history nor bring something back.
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self._name)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._whole)
        layout.addLayout(buttons)

    def _dress(self) -> None:
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._name.setObjectName("record_title")
        self._table.setModel(self._model)
        self._table.setAccessibleName(_("Verlauf"))
        self._table.setObjectName("history")
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setTabKeyNavigation(False)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((140, 60, 150)):
            self._table.setColumnWidth(column, width)
        for column in (3, 4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._whole.setWordWrap(True)
        self._whole.setTextFormat(Qt.TextFormat.PlainText)
        self._whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._whole.setMinimumHeight(2 * self._whole.fontMetrics().lineSpacing() + 4)
        self._whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._whole.setObjectName("whole_text")

    def _show(self) -> None:
        """What is known of the record now."""
        workspace = self._context.workspace
        steps = self._context.perform(lambda: workspace.keeping.steps(self._record_type, self._record_id)) or []
        self._model.set_rows(history_rows(steps, title_look_up(workspace.records)))
        self._name.setText(title(as_people_know_it(steps[-1].after, workspace.records)) if steps else "")
        if self._model.rowCount():
            self._table.setCurrentIndex(self._model.index(0, 0))
        self._on_row_changed(self._table.currentIndex(), QModelIndex())

    @Slot(QModelIndex, QModelIndex)
    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self._model.row(current.row())
        self._whole.setText(row.after if row else "")
        newest = self._model.row(0)
        is_past = row is not None and newest is not None and row.operation.id != newest.operation.id
        self._restore.setEnabled(is_past)

    @Slot()
    def _on_restore(self) -> None:
        row = self._model.row(self._table.currentIndex().row())
        if row is not None and self._restore.isEnabled():
            keeping = self._context.workspace.keeping
            self._context.perform(lambda: keeping.bring_back(self._record_type, self._record_id, row.operation.id))

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change.id == self._record_id for change in change_set.changes):
            self._show()
