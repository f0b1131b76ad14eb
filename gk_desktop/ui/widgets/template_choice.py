"""On which Word template minutes are written: a choice for the whole project, and the way to all templates."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.ui.changes import WorkspaceContext


class TemplateChoice(QWidget):
    # Somebody wants to see all templates, add one, or look at what one lacks.
    manage_requested = Signal()

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._templates = QComboBox()
        self._manage = QPushButton(_("Verwa&lten …"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._templates, 1)
        layout.addWidget(self._manage)

        self._templates.activated.connect(self._on_chosen)
        self._manage.clicked.connect(self.manage_requested)

        self._templates.setObjectName("minutes_template")
        self._templates.setAccessibleName(_("Word-Vorlage"))
        self._templates.setToolTip(_("Gilt für alle Word-Protokolle dieses Projekts"))
        self._manage.setObjectName("manage_templates")
        self._manage.setAccessibleName(_("Word-Vorlagen verwalten"))
        self._manage.setToolTip(_("Eigene Vorlagen hinzufügen, prüfen und ausprobieren"))
        self._manage.setAutoDefault(False)
        self.setFocusProxy(self._templates)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """After templates were added, removed or chosen."""
        self._templates.clear()
        for template in self._context.workspace.templates.all():
            self._templates.addItem(template.title, template.name)
            if template.is_chosen:
                self._templates.setCurrentIndex(self._templates.count() - 1)

    @Slot()
    def _on_chosen(self) -> None:
        name = str(self._templates.currentData())
        self._context.perform(lambda: self._context.workspace.templates.choose(name))
        self.refresh()
