"""The assistant for the rights of persons, from anywhere by the command palette."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gk_desktop.base.i18n import _
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.person_rights_dialog import PersonRightsDialog


class PersonRightsActions(QObject):
    # What is half typed is to be saved first: it is looked through, too.
    about_to_open = Signal()

    def __init__(self, context: WorkspaceContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        action = QAction(_("Rechte einer Person: Auskunft, Widerruf, Löschung …"), window)
        action.triggered.connect(self._on_triggered)
        window.addAction(action)

    @Slot()
    def _on_triggered(self) -> None:
        self.about_to_open.emit()
        PersonRightsDialog(self._context, parent=self._window).open()
