"""Earlier states of the Schlüsseldatei, and bringing one back."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.store.identity_file import IdentityBackup
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.widgets.button_order import tab_along


class IdentityBackupsDialog(QDialog):
    """Accepted once a backup is `chosen`; restoring it is up to whoever opened the dialog."""

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backups = context.workspace.identities.backups()
        self._list = QListWidget()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._restore = self._buttons.addButton(_("Aus&gewählte einspielen"), QDialogButtonBox.ButtonRole.AcceptRole)

        explanation = QLabel(
            _(
                "Vor jeder Änderung wird die Schlüsseldatei gesichert, verschlüsselt wie sie selbst. Was jetzt in ihr"
                " steht, wird vor dem Einspielen auch zur Sicherung; danach öffnen Sie sie neu."
            )
            if self._backups
            else _("Noch keine Sicherung. Die erste entsteht von selbst vor der ersten Änderung.")
        )
        explanation.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(explanation)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._buttons)
        tab_along(self._buttons)

        for number, backup in enumerate(self._backups):
            item = QListWidgetItem(f"{backup.made_at:%d.%m.%Y %H:%M:%S}")
            item.setData(Qt.ItemDataRole.UserRole, number)
            self._list.addItem(item)
        self._list.currentRowChanged.connect(self._on_chosen)
        self._list.itemActivated.connect(self.accept)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

        self._list.setAccessibleName(_("Sicherungen der Schlüsseldatei, die neueste zuerst"))
        self._list.setObjectName("identity_backups")
        self._restore.setObjectName("restore_identities")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setObjectName("identity_backups_dialog")
        self.setWindowTitle(_("Sicherungen der Schlüsseldatei"))
        self.resize(460, 360)
        self._list.setCurrentRow(0)
        self._on_chosen()
        self._list.setFocus()

    @property
    def chosen(self) -> IdentityBackup | None:
        row = self._list.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    @Slot()
    def _on_chosen(self) -> None:
        self._restore.setEnabled(self.chosen is not None)
