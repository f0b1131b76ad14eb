"""Tabellen und Texte exportieren, from anywhere: of the event that was looked at last, of a case, or of everything."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gk_desktop.base.i18n import _
from gk_desktop.services.table_exports import ExportedTable
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.table_export_dialog import TableExportDialog


class TableActions(QObject):
    """Puts its action on the window, so that the command palette finds it; remembers the folder."""

    # Before what is there is counted: what is half typed is to be saved.
    about_to_open = Signal()

    def __init__(self, context: WorkspaceContext, window: QWidget, event_id: Callable[[], str]) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._event_id = event_id
        self._folder: Path | None = None
        action = QAction(_("Tabellen und Texte exportieren …"), window)
        action.setShortcut(QKeySequence("Ctrl+Shift+E"))
        action.setToolTip(_("Aufträge und Einträge für Excel, Lesetext für MAXQDA (Strg+Umschalt+E)"))
        action.triggered.connect(self.open)
        window.addAction(action)

    @Slot()
    def open(self) -> None:
        """The dialog, starting with the event that is looked at."""
        self.about_to_open.emit()
        dialog = TableExportDialog(self._context, self._event_id(), self._window)
        if self._folder is not None:
            dialog.set_folder(self._folder)
        dialog.table_exported.connect(self._on_exported)
        dialog.open()

    @Slot(object)
    def _on_exported(self, exported: ExportedTable) -> None:
        self._folder = exported.file.parent
