"""Somebody has deleted what was due: day, by whom and why go into the Löschprotokoll."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.consent import Deletion
from gk_desktop.domain.day_texts import day_of, day_text
from gk_desktop.domain.due_deletions import KEPT_DATA_LABELS, DueDeletion
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.button_order import tab_along
from gk_desktop.ui.widgets.sign_label import SignLabel


class DeletionDialog(QDialog):
    def __init__(self, context: WorkspaceContext, due: DueDeletion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._due = due
        self._day = QLineEdit(day_text(context.workspace.consents.today))
        self._by = QLineEdit(context.workspace.store.journal.site.author)
        self._cause = QLineEdit(_("Löschfrist {day}").format(day=day_text(due.day)))
        self._problem = SignLabel(Sign.WARNING)
        self._buttons = QDialogButtonBox()
        self._save = self._buttons.addButton(_("&Eintragen"), QDialogButtonBox.ButtonRole.ApplyRole)
        self._cancel = self._buttons.addButton(_("Abbrechen"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._dress()

        self._save.clicked.connect(self._on_save)
        self._buttons.rejected.connect(self.reject)
        context.failed.connect(self._on_failed)
        self._day.setFocus()

    def _lay_out(self) -> None:
        what = QLabel(
            _("{data} von {code}, zu löschen bis {day}").format(
                data=_(KEPT_DATA_LABELS[self._due.data]), code=self._due.code, day=day_text(self._due.day)
            )
        )
        font = what.font()
        font.setBold(True)
        what.setFont(font)
        warning = QLabel(
            _(
                "GK Feldbuch löscht hier nichts. Tragen Sie ein, was Sie gelöscht haben; danach gilt die Frist als"
                " erledigt."
            )
        )
        for label in (what, warning):
            label.setWordWrap(True)
        form = QFormLayout()
        form.addRow(_("Gelöscht &am"), self._day)
        form.addRow(_("&Durch"), self._by)
        form.addRow(_("A&nlass"), self._cause)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        for widget in (what, warning):
            layout.addWidget(widget)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons)

    def _dress(self) -> None:
        self.setObjectName("deletion_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Löschung eintragen"))
        self.setMinimumWidth(480)
        for widget, name, accessible in (
            (self._day, "deletion_day", _("Gelöscht am, TT.MM.JJJJ")),
            (self._by, "deletion_by", _("Durch wen")),
            (self._cause, "deletion_cause", _("Anlass")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(accessible)
        self._save.setObjectName("save_deletion")
        self._save.setDefault(True)
        self._problem.hide()
        tab_along(self._buttons)

    @Slot()
    def _on_save(self) -> None:
        if self._context.perform(self._saved) is not None:
            self.accept()

    def _saved(self) -> Deletion:
        typed = self._day.text().strip()
        return self._context.workspace.consents.mark_deleted(
            self._due.consent,
            self._due.data,
            on=day_of(typed) if typed else None,
            by=self._by.text(),
            cause=self._cause.text(),
        )

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._problem.setText(str(error))
        self._problem.show()
