"""The table of entries that an export holds or leaves out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gk_desktop.ui.viewmodels.export_preview import KIND, NUMBER, REASON, TEXT, ExportPreviewModel


def preview_table(model: ExportPreviewModel, name: str, title: str) -> QTableView:
    """One row an entry; why it is left out stands only in the table of those that are."""
    table = QTableView()
    table.setObjectName(name)
    table.setAccessibleName(title)
    table.setModel(model)
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
    header.setStretchLastSection(True)
    for column, width in ((NUMBER, 48), (KIND, 104), (REASON, 220)):
        header.resizeSection(column, width)
    table.setColumnHidden(REASON, name == "included")
    table.setColumnHidden(TEXT, False)
    return table
