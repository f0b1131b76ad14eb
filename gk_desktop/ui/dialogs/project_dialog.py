"""Projektangaben: what consent forms, information sheets and the record of processing print about the project."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.project import Project
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.record_form import RecordForm


class ProjectDialog(QDialog):
    """What is typed is saved at once, as on every page; undo takes it back."""

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = RecordForm(context, Project)
        buttons = QDialogButtonBox()
        close = buttons.addButton(_("&Schließen"), QDialogButtonBox.ButtonRole.RejectRole)
        sentence = QLabel(
            _("Diese Angaben stehen auf Formularen und Merkblättern. Was leer ist, bleibt dort eine Linie.")
        )
        sentence.setWordWrap(True)
        sentence.setContentsMargins(16, 0, 24, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 16)
        layout.setSpacing(8)
        layout.addWidget(sentence)
        layout.addWidget(self.form, 1)
        row = QVBoxLayout()
        row.setContentsMargins(16, 0, 24, 0)
        row.addWidget(buttons)
        layout.addLayout(row)

        buttons.rejected.connect(self.reject)
        self.form.escaped.connect(self.reject)

        close.setObjectName("close")
        close.setAutoDefault(False)
        close.setToolTip(_("Alles ist schon gespeichert (Esc)"))
        self.setObjectName("project_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Projektangaben"))
        resize_within_screen(self, 720, 620)
        self.form.show_record(context.workspace.projects.current())
        self.form.edit()

    def done(self, result: int) -> None:
        self.form.save_pending()
        super().done(result)
