"""The window: the door of the workspace, and the open workspace behind it."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gk_desktop.base.errors import UserError
from gk_desktop.base.first_line import first_line
from gk_desktop.base.i18n import _
from gk_desktop.base.progress import Progress
from gk_desktop.base.settings import Settings
from gk_desktop.store.workspace_files import WorkspaceFiles
from gk_desktop.ui import door_work, tasks
from gk_desktop.ui.door_preparation import DoorPreparation
from gk_desktop.ui.idle_watch import IdleWatch
from gk_desktop.ui.pages.unlock_page import UnlockPage
from gk_desktop.ui.theme import Appearance, apply_appearance
from gk_desktop.ui.widgets.message_bar import MessageBar
from gk_desktop.ui.window_memory import WindowMemory

if TYPE_CHECKING:
    from gk_desktop.ui.shell import Shell

_BACKUP_CHECK_MS = 5 * 60 * 1000


class MainWindow(QMainWindow):
    """Shows the first page, the unlock page, or the workspace. Imports the store only after the first paint."""

    def __init__(self, profile: Path) -> None:
        super().__init__()
        self._profile = profile
        self._files = WorkspaceFiles(profile)
        self._memory = WindowMemory(profile)
        self._shell: Shell | None = None
        self._place = self._memory.place
        self._tasks: set[tasks.Task] = set()
        self._was_maximized = False
        self._loading = False
        self._preparation = DoorPreparation(self)
        self._stack = QStackedWidget()
        self._messages = MessageBar()
        self._idle = IdleWatch(self._memory.settings.lock_after_minutes, self)
        self._backup_timer = QTimer(self)
        self._quit = QAction(_("Beenden"), self)

        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._messages)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(central)

        self._idle.lock_due.connect(self.lock)
        self._backup_timer.timeout.connect(self._on_backup_time)
        self._quit.triggered.connect(self.close)

        # Not setShortcut, which touches PySide6's `Qt`: making its enums takes a tenth of a bare window's start.
        self._quit.setShortcuts([QKeySequence("Ctrl+Q")])
        self.addAction(self._quit)
        self._backup_timer.setInterval(_BACKUP_CHECK_MS)
        self.setObjectName("main_window")
        self.setWindowTitle(_("GK Feldbuch"))
        self.setMinimumSize(QSize(880, 560).boundedTo(self.screen().availableSize()))
        self._memory.restore_geometry(self)
        self.show_door()

    @property
    def shell(self) -> "Shell | None":
        """The open workspace, if there is one."""
        return self._shell

    def show_door(self) -> None:
        """The unlock page where there is a project, the first page where there is none."""
        if self._files.exists:
            unlock = UnlockPage()
            unlock.unlock_requested.connect(self._on_unlock)
            self._show(unlock)
        else:
            from gk_desktop.ui.pages.welcome_page import WelcomePage  # noqa: PLC0415 - only where there is no project

            welcome = WelcomePage()
            welcome.sample_requested.connect(self._on_sample)
            welcome.new_requested.connect(self._on_new)
            welcome.restore_requested.connect(self._on_restore)
            self._show(welcome)

    def unlock_from(self, file: Path, *, with_code: bool) -> None:
        """Open the project with the secret in the first line of a file; what is wrong with it is said at the door."""
        try:
            if not self._files.exists:
                raise UserError(_("In diesem Ordner liegt noch kein Projekt."), _("Legen Sie hier zuerst eines an."))
            secret = first_line(file)
        except UserError as error:
            self._on_refused(error)
            return
        page = self._stack.currentWidget()
        if isinstance(page, UnlockPage):
            page.set_busy(True)
        self._on_unlock(secret, with_code)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._loading:
            # While the passphrase is being typed, load what opening will need.
            self._loading = True
            QTimer.singleShot(0, self, self._on_painted)

    def _show(self, page: Any) -> None:
        """Replace what the window shows; the page before is thrown away."""
        before = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        if hasattr(page, "enter") and not hasattr(page, "place"):
            page.enter()

    def _run(
        self, work: Callable[[Progress], Any], then: Callable[[Any], None], otherwise: Callable[[Any], None]
    ) -> None:
        """Work beside the window; its result or its sentence comes back to a bound method."""
        task = tasks.Task(work)
        task.succeeded.connect(then)
        task.failed.connect(otherwise)
        task.broke.connect(self._on_broke)
        self._tasks = {running for running in self._tasks if running.is_running} | {task}
        task.start()

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        raise error

    @Slot()
    def _on_painted(self) -> None:
        self._run(door_work.load_what_opening_needs, self._on_loaded, self._on_failed)

    @Slot(object)
    def _on_loaded(self, _result: object) -> None:
        """The store is there; now the pages."""
        self._preparation.begin()

    @property
    def is_prepared(self) -> bool:
        """Whether everything is loaded that opening the workspace needs."""
        return self._preparation.is_done

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._messages.show_error(error)

    @Slot(str, bool)
    def _on_unlock(self, secret: str, with_code: bool) -> None:
        self._run(door_work.key_derivation(self._profile, secret, with_code=with_code), self._on_key, self._on_refused)
        QTimer.singleShot(0, self, self._on_key_awaited)

    @Slot()
    def _on_key_awaited(self) -> None:
        """Load the pages while the key is derived; classes of Qt belong into the window's thread."""
        import gk_desktop.ui.shell  # noqa: F401, PLC0415

    @Slot(object)
    def _on_refused(self, error: UserError) -> None:
        page: Any = self._stack.currentWidget()
        if isinstance(page, UnlockPage):
            page.show_error(error)
            return
        if hasattr(page, "set_busy"):
            page.set_busy(False)
        self._messages.show_error(error)

    @Slot(object)
    def _on_key(self, data_key: bytes) -> None:
        from gk_desktop.app.workspace import open_workspace_with_key  # noqa: PLC0415 - not before the first paint
        from gk_desktop.ui.changes import WorkspaceContext  # noqa: PLC0415
        from gk_desktop.ui.shell import Shell  # noqa: PLC0415

        try:
            workspace = open_workspace_with_key(self._profile, data_key)
        except UserError as error:
            self._on_refused(error)
            return
        self._messages.hide()
        context = WorkspaceContext(workspace)
        shell = Shell(context, self._memory.settings)
        context.setParent(shell)
        # So that the command palette offers it.
        shell.addAction(self._quit)
        shell.lock_requested.connect(self.lock)
        shell.field_mode_changed.connect(self._on_field_mode)
        shell.restore_requested.connect(self._on_restore_chosen)
        shell.settings_changed.connect(self._on_settings)
        shell.titled.connect(self.setWindowTitle)
        shell.capturing_changed.connect(self._idle.set_capturing)
        shell.capturing_changed.connect(self._on_room_changed)
        self._shell = shell
        self._show(shell)
        shell.enter(*self._place)
        self._idle.start()
        self._backup_timer.start()

    @Slot()
    def lock(self) -> None:
        """Save what is half typed, forget the key, and show the door."""
        self._leave_workspace()
        self.show_door()

    def _leave_workspace(self) -> None:
        if self._shell is None:
            return
        shell, self._shell = self._shell, None
        self._idle.stop()
        self._backup_timer.stop()
        shell.leave()
        self._place = shell.place
        self._memory.arrange(self, self._place, shell.layout_now)
        # Nothing of what stood in the workspace may be read in the list of windows.
        self.setWindowTitle(_("GK Feldbuch"))
        # A backup may still be reading over its own connection.
        tasks.shut_down()
        shell.context.workspace.close()

    @Slot()
    def _on_sample(self) -> None:
        self._show_passphrase_page(sample=True)

    @Slot()
    def _on_new(self) -> None:
        self._show_passphrase_page(sample=False)

    def _show_passphrase_page(self, *, sample: bool) -> None:
        from gk_desktop.ui.pages.create_page import PassphrasePage  # noqa: PLC0415 - not for the unlock page

        page = PassphrasePage(sample=sample)
        page.back_requested.connect(self.show_door)
        page.create_requested.connect(self._on_create_sample if sample else self._on_create)
        self._show(page)

    @Slot(str, str, str)
    def _on_create(self, name: str, author: str, passphrase: str) -> None:
        self._create(name, author, passphrase, sample=False)

    @Slot(str, str, str)
    def _on_create_sample(self, name: str, author: str, passphrase: str) -> None:
        self._create(name, author, passphrase, sample=True)

    def _create(self, name: str, author: str, passphrase: str, *, sample: bool) -> None:
        page: Any = self._stack.currentWidget()
        if hasattr(page, "set_busy"):
            page.set_busy(True)
        work = door_work.founding(self._profile, passphrase, project=name, author=author, sample=sample)
        self._run(work, self._on_created, self._on_refused)

    @Slot(object)
    def _on_created(self, founded: door_work.Founded) -> None:
        self._new_key = founded.data_key
        from gk_desktop.ui.pages.create_page import RecoveryCodePage  # noqa: PLC0415

        page = RecoveryCodePage(founded.recovery_code, founded.project, founded.problem)
        page.done.connect(self._on_code_noted)
        page.failed.connect(self._on_failed)
        self._show(page)

    @Slot()
    def _on_code_noted(self) -> None:
        data_key, self._new_key = self._new_key, b""
        self._on_key(data_key)

    @Slot()
    def _on_restore(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        name, _filter = QFileDialog.getOpenFileName(self, _("Sicherung einspielen"), "", _("Sicherungen (*.gkbackup)"))
        if name:
            self.ask_for_backup(Path(name))

    @Slot(object)
    def _on_restore_chosen(self, backup: Path) -> None:
        self._leave_workspace()
        self.ask_for_backup(backup)

    def ask_for_backup(self, backup: Path) -> None:
        """The passphrase of a backup, which then becomes the workspace."""
        self._backup = backup
        page = UnlockPage()
        page.unlock_requested.connect(self._on_restore_secret)
        self._show(page)

    @Slot(str, bool)
    def _on_restore_secret(self, secret: str, with_code: bool) -> None:
        work = door_work.restoring(self._profile, self._backup, secret, with_code=with_code)
        self._run(work, self._on_restored, self._on_refused)

    @Slot(object)
    def _on_restored(self, data_key: bytes) -> None:
        self._on_key(data_key)
        if self._shell is not None:
            self._shell.messages.show_notice(
                _("Die Sicherung ist eingespielt. Der Stand davor liegt bei den Sicherungen.")
            )

    @Slot(bool)
    def _on_field_mode(self, on: bool) -> None:
        if on:
            # What the window goes back to, even after a crash.
            self._on_room_changed()
            self._was_maximized = self.isMaximized()
            self.showFullScreen()
        elif self._was_maximized:
            self.showMaximized()
        else:
            self.showNormal()

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self._memory.choose(settings)
        apply_appearance(Appearance(settings.appearance))
        self._idle.set_lock_after(settings.lock_after_minutes)
        if self._shell is not None:
            self._shell.apply_settings(self._memory.settings)
            self._shell.context.perform(self._memory.save)

    @Slot()
    def _on_backup_time(self) -> None:
        if self._shell is None or not self._shell.context.workspace.store.backups.is_due():
            return
        self._run(self._shell.context.workspace.automatic_backup_job(), self._on_backed_up, self._on_failed)

    @Slot(object)
    def _on_backed_up(self, _backup: object) -> None:
        if self._shell is not None:
            self._shell.show_backup_time()

    @Slot()
    def _on_room_changed(self) -> None:
        """After a crash the program opens where somebody was writing."""
        if self._shell is not None:
            self._place = self._shell.place
            self._memory.arrange(self, self._place, self._shell.layout_now)
            self._shell.context.perform(self._memory.save)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, or at the door the one that goes on."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - not before the first paint, see above

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self._button_for_enter()
            if button is not None:
                button.click()
                return
        super().keyPressEvent(event)

    def _button_for_enter(self) -> QPushButton | None:
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            return focused
        if self._shell is not None:
            return None
        page = self._stack.currentWidget()
        buttons = page.findChildren(QPushButton) if page is not None else []
        return next((button for button in buttons if button.isDefault() and button.isEnabled()), None)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave_workspace()
        tasks.shut_down()
        if self._profile.is_dir():
            # A full disk may forget the layout; it must not keep the window open.
            with contextlib.suppress(UserError):
                self._memory.arrange(self, self._place, {})
                self._memory.save()
        super().closeEvent(event)
