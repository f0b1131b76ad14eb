"""Opening the Schlüsseldatei: its own passphrase, or its recovery code; from its usual place, or from another one."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.store.identity_file import SUFFIX, IdentityFile
from gk_desktop.ui import tasks
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.button_order import tab_along
from gk_desktop.ui.widgets.elided_label import ElidedLabel
from gk_desktop.ui.widgets.sign_label import SignLabel

_FIELD_HEIGHT = 32


class IdentityOpenDialog(QDialog):
    """Leaves it open in the workspace when accepted."""

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path = context.workspace.identities.path
        self._with_code = False
        self._task: tasks.Task | None = None
        self._place = ElidedLabel()
        self._elsewhere = QPushButton(_("&Anderer Ort …"))
        self._caption = QLabel()
        self._secret = QLineEdit()
        self._message = SignLabel(Sign.WARNING)
        self._busy = QProgressBar()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._other_way = self._buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._open = self._buttons.addButton(_("Ö&ffnen"), QDialogButtonBox.ButtonRole.AcceptRole)

        self._lay_out()

        self._secret.textChanged.connect(self._on_typed)
        self._elsewhere.clicked.connect(self._on_elsewhere)
        self._other_way.clicked.connect(self._on_other_way)
        self._buttons.accepted.connect(self._on_open)
        self._buttons.rejected.connect(self.reject)

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setObjectName("identity_open_dialog")
        self.setWindowTitle(_("Schlüsseldatei öffnen"))
        self.resize(520, 250)
        self._show_place()
        self._show_way()
        self._secret.setFocus()

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.addWidget(self._place, 1)
        place.addWidget(self._elsewhere)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addLayout(place)
        layout.addSpacing(4)
        layout.addWidget(self._caption)
        layout.addWidget(self._secret)
        layout.addWidget(self._message, 1)
        layout.addWidget(self._busy)
        layout.addWidget(self._buttons)
        tab_along(self._buttons)

        self._caption.setBuddy(self._secret)
        self._secret.setMinimumHeight(_FIELD_HEIGHT)
        self._message.setMinimumHeight(44)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(_("Der Schlüssel wird berechnet"))
        self._busy.hide()
        for widget, name in (
            (self._secret, "identity_secret"),
            (self._elsewhere, "identity_elsewhere"),
            (self._other_way, "identity_other_way"),
            (self._open, "identity_open"),
            (self._message, "identity_message"),
        ):
            widget.setObjectName(name)
        for button in (self._elsewhere, self._other_way):
            button.setAutoDefault(False)
        self._open.setDefault(True)

    def look_in(self, path: Path) -> None:
        """Open the file that lies there."""
        self._path = path
        self._show_place()

    def _show_place(self) -> None:
        self._place.show_text(_("Datei: {path}").format(path=self._path))

    def _show_way(self) -> None:
        with_code = self._with_code
        mode = QLineEdit.EchoMode.Normal if with_code else QLineEdit.EchoMode.Password
        self._secret.setEchoMode(mode)
        self._secret.setAccessibleName(
            _("Wiederherstellungscode der Schlüsseldatei") if with_code else _("Passphrase der Schlüsseldatei")
        )
        self._caption.setText(
            _("&Wiederherstellungscode der Schlüsseldatei") if with_code else _("&Passphrase der Schlüsseldatei")
        )
        self._other_way.setText(_("Doch mit der Passp&hrase") if with_code else _("Passphrase &vergessen …"))
        self._on_typed()

    def _set_busy(self, busy: bool) -> None:
        for widget in (self._secret, self._elsewhere, self._other_way):
            widget.setEnabled(not busy)
        self._open.setEnabled(not busy and bool(self._secret.text()))
        self._busy.setVisible(busy)

    @Slot()
    def _on_typed(self) -> None:
        self._open.setEnabled(bool(self._secret.text().strip()))

    @Slot()
    def _on_other_way(self) -> None:
        self._with_code = not self._with_code
        self._secret.clear()
        self._message.clear()
        self._show_way()
        self._secret.setFocus()

    @Slot()
    def _on_elsewhere(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self,
            _("Schlüsseldatei wählen"),
            str(self._path.parent),
            _("Schlüsseldateien (*{suffix})").format(suffix=SUFFIX),
        )
        if name:
            self.look_in(Path(name))

    @Slot()
    def _on_open(self) -> None:
        secret = self._secret.text()
        if not secret.strip() or self._task is not None:
            return
        self._message.clear()
        identities = self._context.workspace.identities
        code = secret if self._with_code else None
        work = identities.opening("" if code else secret, path=self._path, recovery_code=code)
        self._task = tasks.Task(work)
        self._task.succeeded.connect(self._on_opened)
        self._task.failed.connect(self._on_failed)
        self._task.broke.connect(self._on_broke)
        self._set_busy(True)
        self._task.start()

    @Slot(object)
    def _on_opened(self, file: IdentityFile) -> None:
        if self._task is None:
            # Whoever gave up does not want it opened behind their back.
            return
        self._task = None
        self._context.workspace.identities.take(file)
        self.accept()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        if self._task is None:
            return
        self._task = None
        self._set_busy(False)
        self._message.setText(str(error))
        self._secret.selectAll()
        self._secret.setFocus()

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        raise error

    def done(self, result: int) -> None:
        self._task = None
        self._secret.clear()
        super().done(result)
