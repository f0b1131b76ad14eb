"""One unclear row of a table of contacts: what is known and what the file says side by side, and what to do with it."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import _
from gk_desktop.domain.contact_matching import ROW_CHOICE_LABELS, PlannedContact, RowChoice

_HEIGHT: Final = 148


class ContactChoice(QWidget):
    # The RowChoice for the row that is shown.
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = QLabel()
        self._table = QTableWidget(0, 3)
        self._group = QButtonGroup(self)
        self._buttons: dict[RowChoice, QRadioButton] = {}

        column = QVBoxLayout()
        for choice, label in ROW_CHOICE_LABELS.items():
            button = QRadioButton(_(label))
            button.setObjectName(f"choice_{choice.name.lower()}")
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            self._buttons[choice] = button
            column.addWidget(button)
        column.addStretch()
        row = QHBoxLayout()
        row.addWidget(self._table, 1)
        row.addLayout(column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._caption)
        layout.addLayout(row)

        table = self._table
        table.setHorizontalHeaderLabels([_("Angabe"), _("bekannt"), _("in der Datei")])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAccessibleName(_("Unterschiede: bekannt und in der Datei"))
        table.setObjectName("differences")
        self._caption.setBuddy(table)
        self.setFixedHeight(_HEIGHT)

    def show_contact(self, item: PlannedContact) -> None:
        """The differences of an unclear row, and what was chosen for it."""
        self._caption.setText(_("Zeile {row} ähnelt {code}. Was soll gelten?").format(row=item.row, code=item.code))
        self._table.setRowCount(len(item.differences))
        for row, difference in enumerate(item.differences):
            for column, text in enumerate((_(difference.label), difference.known or "–", difference.offered)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self._table.setItem(row, column, cell)
        self._buttons[item.choice].setChecked(True)
        another = self._buttons[RowChoice.ANOTHER]
        another.setEnabled(bool(item.case and item.role))
        another.setToolTip("" if another.isEnabled() else item.reason)

    @Slot()
    def _on_clicked(self) -> None:
        choice = next(choice for choice, button in self._buttons.items() if button.isChecked())
        self.chosen.emit(choice)
