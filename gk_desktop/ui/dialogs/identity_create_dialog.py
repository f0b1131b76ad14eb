"""Making a Schlüsseldatei, one careful step after the other: its own passphrase, then its own recovery code."""

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
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.passphrase_strength import judge
from gk_desktop.store.identity_file import SUFFIX, IdentityFile
from gk_desktop.ui import tasks
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.button_order import tab_along
from gk_desktop.ui.widgets.elided_label import ElidedLabel
from gk_desktop.ui.widgets.recovery_code_box import RecoveryCodeBox
from gk_desktop.ui.widgets.sign_label import SignLabel

_FIELD_HEIGHT = 32


class IdentityCreateDialog(QDialog):
    """Leaves it open in the workspace. The second page closes only when the code is noted."""

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path = context.workspace.identities.path
        self._task: tasks.Task | None = None
        self._box: RecoveryCodeBox | None = None
        self._place = ElidedLabel()
        self._elsewhere = QPushButton(_("&Anderer Ort …"))
        self._passphrase = QLineEdit()
        self._repetition = QLineEdit()
        self._judgement = QLabel()
        self._message = SignLabel(Sign.WARNING)
        self._busy = QProgressBar()
        self._buttons = QDialogButtonBox()
        self._cancel = self._buttons.addButton(_("Abbrechen"), QDialogButtonBox.ButtonRole.RejectRole)
        self._create = self._buttons.addButton(_("Schlüsseldatei an&legen"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._stack = QStackedWidget()

        self._stack.addWidget(self._passphrase_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._message)
        layout.addWidget(self._busy)
        layout.addWidget(self._buttons)
        tab_along(self._buttons)

        for field in (self._passphrase, self._repetition):
            field.textChanged.connect(self._on_typed)
        self._elsewhere.clicked.connect(self._on_elsewhere)
        self._buttons.accepted.connect(self._on_go_on)
        self._buttons.rejected.connect(self.reject)

        self._dress()
        self._place.show_text(_("Datei: {path}").format(path=self._path))
        self._on_typed()
        self._passphrase.setFocus()

    def _dress(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setObjectName("identity_create_dialog")
        self.setWindowTitle(_("Schlüsseldatei anlegen"))
        self.resize(560, 420)
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(_("Die Schlüsseldatei wird angelegt"))
        self._busy.hide()
        self._message.hide()
        for widget, name in (
            (self._passphrase, "identity_passphrase"),
            (self._repetition, "identity_repetition"),
            (self._judgement, "identity_judgement"),
            (self._elsewhere, "identity_elsewhere"),
            (self._create, "identity_create"),
            (self._message, "identity_message"),
        ):
            widget.setObjectName(name)
        self._elsewhere.setAutoDefault(False)
        self._create.setDefault(True)

    def _passphrase_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        for text in (
            _(
                "In der Schlüsseldatei steht, wer sich hinter den Codes verbirgt. Sie bekommt eine eigene Passphrase:"
                " nicht die des Projekts, denn wer das Projekt öffnet, soll nicht auch die Namen lesen."
            ),
            _("Niemand kann die Passphrase zurücksetzen. Gut sind vier oder mehr zufällige Wörter."),
        ):
            label = QLabel(text)
            label.setWordWrap(True)
            column.addWidget(label)
        place = QHBoxLayout()
        place.addWidget(self._place, 1)
        place.addWidget(self._elsewhere)
        column.addSpacing(4)
        column.addLayout(place)
        for caption, name, field in (
            (_("&Passphrase der Schlüsseldatei"), _("Passphrase der Schlüsseldatei"), self._passphrase),
            (_("Passphrase &wiederholen"), _("Passphrase wiederholen"), self._repetition),
        ):
            label = QLabel(caption)
            label.setBuddy(field)
            field.setAccessibleName(name)
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMinimumHeight(_FIELD_HEIGHT)
            column.addSpacing(4)
            column.addWidget(label)
            column.addWidget(field)
        self._judgement.setWordWrap(True)
        self._judgement.setMinimumHeight(36)
        column.addWidget(self._judgement)
        column.addStretch()
        return page

    def _code_page(self, box: RecoveryCodeBox) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        label = QLabel(
            _(
                "Wenn Sie die Passphrase vergessen, öffnet nur noch dieser Code die Schlüsseldatei. Er wird nur dieses"
                " eine Mal gezeigt und ist ein anderer als der des Projekts. Verwahren Sie beide getrennt."
            )
        )
        label.setWordWrap(True)
        column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(box)
        column.addStretch()
        return page

    def put_into(self, path: Path) -> None:
        """Make it there."""
        self._path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._place.show_text(_("Datei: {path}").format(path=self._path))

    @Slot()
    def _on_typed(self) -> None:
        typed, repeated = self._passphrase.text(), self._repetition.text()
        judgement = judge(typed)
        different = repeated and not typed.startswith(repeated)
        self._judgement.setText(_("Die beiden Eingaben sind verschieden.") if different else _(judgement.sentence))
        self._create.setEnabled(judgement.is_acceptable and typed == repeated)

    @Slot()
    def _on_elsewhere(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Schlüsseldatei anlegen"), str(self._path), _("Schlüsseldateien (*{suffix})").format(suffix=SUFFIX)
        )
        if name:
            self.put_into(Path(name))

    @Slot()
    def _on_go_on(self) -> None:
        if self._box is not None:
            self.accept()
        elif self._task is None and self._create.isEnabled():
            self._say("")
            work = self._context.workspace.identities.creating(self._path, self._passphrase.text())
            self._task = tasks.Task(work)
            self._task.succeeded.connect(self._on_created)
            self._task.failed.connect(self._on_failed)
            self._task.broke.connect(self._on_broke)
            self._set_busy(True)
            self._task.start()

    def _set_busy(self, busy: bool) -> None:
        for widget in (self._passphrase, self._repetition, self._elsewhere, self._create, self._cancel):
            widget.setEnabled(not busy)
        self._busy.setVisible(busy)

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    @Slot(object)
    def _on_created(self, made: tuple[IdentityFile, str]) -> None:
        self._task = None
        file, code = made
        self._context.workspace.identities.take(file)
        if not self._context.workspace.identities.is_open:
            # Locked meanwhile: the dialog goes with the window.
            return
        self._passphrase.clear()
        self._repetition.clear()
        project = self._context.workspace.projects.current().name
        heading = _("Wiederherstellungscode der Schlüsseldatei zum Projekt „{project}“ (GK Feldbuch):")
        self._box = RecoveryCodeBox(code, heading.format(project=project))
        self._box.noted.connect(self._create.setEnabled)
        self._box.failed.connect(self._on_not_written)
        self._stack.addWidget(self._code_page(self._box))
        self._stack.setCurrentIndex(1)
        QWidget.setTabOrder(self._box.last, self._create)
        self._set_busy(False)
        self._cancel.hide()
        self._create.setText(_("&Weiter"))
        self._create.setEnabled(False)
        self.setWindowTitle(_("Wiederherstellungscode der Schlüsseldatei"))
        self._box.enter()

    @Slot(object)
    def _on_not_written(self, error: UserError) -> None:
        self._say(str(error))

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._task = None
        self._set_busy(False)
        self._say(str(error))
        self._passphrase.setFocus()

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        raise error

    def reject(self) -> None:
        """Nobody leaves without the code: it is never shown again."""
        if self._box is not None and not self._box.is_noted:
            self._say(_("Der Code wird nie wieder gezeigt. Notieren Sie ihn zuerst, und haken Sie das an."))
        elif self._task is None:
            super().reject()
