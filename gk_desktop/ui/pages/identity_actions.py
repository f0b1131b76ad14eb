"""What can be done with the Schlüsseldatei from anywhere: open, make, close, undo, passphrase, backups, contacts."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from gk_desktop.base.i18n import N_, _
from gk_desktop.security.key_file import KeyFile
from gk_desktop.services.contact_import import TakenContacts
from gk_desktop.store.identity_file import SUFFIX
from gk_desktop.ui import tasks
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.contact_import_dialog import ContactImportDialog
from gk_desktop.ui.dialogs.identity_backups_dialog import IdentityBackupsDialog
from gk_desktop.ui.dialogs.identity_create_dialog import IdentityCreateDialog
from gk_desktop.ui.dialogs.identity_open_dialog import IdentityOpenDialog
from gk_desktop.ui.dialogs.passphrase_dialog import PassphraseDialog
from gk_desktop.ui.pages.persons_page import IMPORT
from gk_desktop.ui.widgets.identity_box import CHANGE_PASSPHRASE
from gk_desktop.ui.widgets.identity_pane import CLOSE, CREATE, OPEN, RESTORE, TAKE_AS_NEWEST, UNDO
from gk_desktop.ui.widgets.identity_sign import IdentitySign

_ACTIONS: Final = (
    (OPEN, N_("Schlüsseldatei öffnen …")),
    (CREATE, N_("Schlüsseldatei anlegen …")),
    (CLOSE, N_("Schlüsseldatei schließen")),
    (UNDO, N_("Schlüsseldatei: letzte Änderung zurücknehmen")),
    (CHANGE_PASSPHRASE, N_("Schlüsseldatei: Passphrase ändern …")),
    (RESTORE, N_("Schlüsseldatei: Sicherung einspielen …")),
    (TAKE_AS_NEWEST, N_("Schlüsseldatei: die offene als neueste nehmen")),
)


class IdentityActions(QObject):
    """Puts its actions on the window, so that the command palette finds them."""

    # A sentence above the page; one for the status line.
    noticed = Signal(str)
    said = Signal(str)
    # Before the file is closed: what is half typed is to be saved.
    about_to_close = Signal()

    def __init__(self, context: WorkspaceContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._task: tasks.Task | None = None
        self._dialog: QDialog | None = None
        self._actions: dict[str, QAction] = {}
        self.sign = IdentitySign()
        self._verbs: Final[dict[str, Callable[[], None]]] = {
            OPEN: self._open,
            CREATE: self._create,
            CLOSE: self._close,
            UNDO: self._undo,
            CHANGE_PASSPHRASE: self._change_passphrase,
            RESTORE: self._restore,
            TAKE_AS_NEWEST: self._take_as_newest,
            IMPORT: self._import,
        }
        for wish, text in _ACTIONS:
            action = QAction(_(text), window)
            action.setData(wish)
            action.triggered.connect(self._on_triggered)
            window.addAction(action)
            self._actions[wish] = action
        self.sign.clicked.connect(self._close)
        context.identities_changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """What is possible now, and whether it is open."""
        identities = self._context.workspace.identities
        is_open, exists = identities.is_open, identities.exists
        for wish, possible in (
            (OPEN, not is_open),
            (CREATE, not is_open and not exists),
            (CLOSE, is_open),
            (UNDO, is_open and identities.can_undo),
            (CHANGE_PASSPHRASE, is_open),
            (TAKE_AS_NEWEST, bool(identities.age_warning)),
        ):
            self._actions[wish].setEnabled(possible)
            self._actions[wish].setVisible(possible)
        self._actions[OPEN].setText(_("Schlüsseldatei öffnen …") if exists else _("Vorhandene Schlüsseldatei wählen …"))
        self.sign.setVisible(is_open)

    @Slot(str)
    def carry_out(self, wish: str) -> None:
        """What a page wishes for."""
        self._verbs[wish]()

    @Slot()
    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.carry_out(str(action.data()))

    def _open_dialog(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.open()

    def _open(self) -> None:
        """The one at its usual place; where there is none, one that somebody has put or been given elsewhere."""
        identities = self._context.workspace.identities
        path = identities.path if identities.exists else self._chosen_file()
        if path is not None:
            dialog = IdentityOpenDialog(self._context, self._window)
            dialog.look_in(path)
            self._open_dialog(dialog)

    def _chosen_file(self) -> Path | None:
        name, _filter = QFileDialog.getOpenFileName(
            self._window,
            _("Schlüsseldatei wählen"),
            str(self._context.workspace.identities.path.parent),
            _("Schlüsseldateien (*{suffix})").format(suffix=SUFFIX),
        )
        return Path(name) if name else None

    def _create(self) -> None:
        self._open_dialog(IdentityCreateDialog(self._context, self._window))

    @Slot()
    def _close(self) -> None:
        self.about_to_close.emit()
        self._context.workspace.identities.close()
        self.said.emit(_("Die Schlüsseldatei ist geschlossen."))

    def _undo(self) -> None:
        identities = self._context.workspace.identities
        if identities.can_undo and self._context.perform(self._taken_back):
            self.said.emit(_("Die letzte Änderung in der Schlüsseldatei ist zurückgenommen."))

    def _taken_back(self) -> bool:
        self._context.workspace.identities.undo()
        return True

    def _change_passphrase(self) -> None:
        dialog = PassphraseDialog(self._window, title=_("Passphrase der Schlüsseldatei ändern"))
        dialog.accepted.connect(self._on_passphrase_chosen)
        self._open_dialog(dialog)

    @Slot()
    def _on_passphrase_chosen(self) -> None:
        dialog = self._dialog
        if isinstance(dialog, PassphraseDialog) and self._task is None:
            self._task = tasks.Task(self._context.workspace.identities.rekeying(dialog.passphrase))
            self._task.succeeded.connect(self._on_keys)
            self._task.failed.connect(self._context.failed)
            self._task.broke.connect(self._on_broke)
            self._task.finished.connect(self._on_finished)
            self.said.emit(_("Die Passphrase der Schlüsseldatei wird geändert …"))
            self._task.start()

    @Slot(object)
    def _on_keys(self, keys: KeyFile) -> None:
        identities = self._context.workspace.identities

        def change() -> bool:
            identities.change_keys(keys)
            return True

        if identities.is_open and self._context.perform(change):
            self.noticed.emit(_("Die Passphrase der Schlüsseldatei ist geändert, auch für ihre Sicherungen."))

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        raise error

    @Slot()
    def _on_finished(self) -> None:
        self._task = None

    def _restore(self) -> None:
        dialog = IdentityBackupsDialog(self._context, self._window)
        dialog.accepted.connect(self._on_backup_chosen)
        self._open_dialog(dialog)

    @Slot()
    def _on_backup_chosen(self) -> None:
        dialog = self._dialog
        backup = dialog.chosen if isinstance(dialog, IdentityBackupsDialog) else None
        if backup is None:
            return
        self.about_to_close.emit()
        identities = self._context.workspace.identities

        def restore() -> bool:
            identities.restore(backup)
            return True

        if self._context.perform(restore):
            self.noticed.emit(
                _("Die Sicherung vom {day:%d.%m.%Y %H:%M} ist eingespielt. Öffnen Sie die Schlüsseldatei neu.").format(
                    day=backup.made_at
                )
            )

    def _take_as_newest(self) -> None:
        identities = self._context.workspace.identities

        def take() -> bool:
            identities.take_as_newest()
            return True

        if self._context.perform(take):
            self.noticed.emit(_("Die offene Schlüsseldatei gilt ab jetzt als die neueste."))

    def _import(self) -> None:
        identities = self._context.workspace.identities
        if not identities.is_open:
            self.noticed.emit(
                _("Kontakte kommen in die Schlüsseldatei. Öffnen Sie sie zuerst, oder legen Sie eine an.")
            )
            (self._open if identities.exists else self._create)()
            return
        dialog = ContactImportDialog(self._context, self._window)
        dialog.contacts_taken.connect(self._on_contacts_taken)
        self._open_dialog(dialog)

    @Slot(object)
    def _on_contacts_taken(self, taken: TakenContacts) -> None:
        self.noticed.emit(taken.sentence)
