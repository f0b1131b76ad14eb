"""Founding a project, one careful step after the other: passphrase, then recovery code."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.passphrase_strength import judge
from gk_desktop.ui.widgets.plain_page import PlainPage
from gk_desktop.ui.widgets.recovery_code_box import RecoveryCodeBox


class PassphrasePage(PlainPage):
    """Name, Kürzel and passphrase of a new project; the button comes alive when all of it is right."""

    # Name, Kürzel, passphrase.
    create_requested = Signal(str, str, str)
    back_requested = Signal()

    def __init__(self, *, sample: bool, parent: QWidget | None = None) -> None:
        super().__init__(_("Beispielprojekt") if sample else _("Neues Projekt"), parent)
        self._name = QLineEdit(_("Beispielprojekt") if sample else "")
        self._author = QLineEdit()
        self._passphrase = QLineEdit()
        self._repetition = QLineEdit()
        self._judgement = QLabel()
        self._back = QPushButton(_("&Zurück"))
        self._create = QPushButton(_("Projekt &anlegen"))

        self.add_text(
            _(
                "Die Passphrase verschlüsselt alles, was Sie schreiben. Niemand kann sie zurücksetzen."
                " Gut sind vier oder mehr zufällige Wörter."
            )
        )
        self.add_field(_("&Name des Projekts"), self._name)
        self.add_field(_("Ihr &Kürzel (steht im Verlauf jeder Änderung)"), self._author)
        self.add_field(_("&Passphrase"), self._passphrase)
        self.add_field(_("Passphrase &wiederholen"), self._repetition)
        self.column.addWidget(self._judgement)
        self.add_buttons(self._back, self._create)

        self._set_up()
        self._on_typed()

    def _set_up(self) -> None:
        for field in (self._name, self._author, self._passphrase, self._repetition):
            field.textChanged.connect(self._on_typed)
            field.returnPressed.connect(self._on_create)
        self._create.clicked.connect(self._on_create)
        self._back.clicked.connect(self.back_requested)

        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._repetition.setEchoMode(QLineEdit.EchoMode.Password)
        self._judgement.setWordWrap(True)
        self._judgement.setMinimumHeight(40)
        self._create.setDefault(True)
        for widget, name in (
            (self._name, "project_name"),
            (self._author, "author"),
            (self._passphrase, "passphrase"),
            (self._repetition, "repetition"),
            (self._judgement, "judgement"),
            (self._create, "create"),
        ):
            widget.setObjectName(name)

    def enter(self) -> None:
        """The first empty field."""
        (self._passphrase if self._name.text() else self._name).setFocus()

    def set_busy(self, busy: bool) -> None:
        """While the project is being founded."""
        self._create.setText(_("Wird angelegt …") if busy else _("Projekt &anlegen"))
        for widget in (self._name, self._author, self._passphrase, self._repetition, self._create, self._back):
            widget.setEnabled(not busy)

    @property
    def _is_complete(self) -> bool:
        long_enough = judge(self._passphrase.text()).is_acceptable
        return bool(self._name.text().strip()) and long_enough and self._passphrase.text() == self._repetition.text()

    @Slot()
    def _on_typed(self) -> None:
        typed, repeated = self._passphrase.text(), self._repetition.text()
        said = _(judge(typed).sentence)
        if repeated and not typed.startswith(repeated):
            said = _("Die beiden Eingaben sind verschieden.")
        self._judgement.setText(said)
        self._create.setEnabled(self._is_complete)

    @Slot()
    def _on_create(self) -> None:
        if self._is_complete:
            self.create_requested.emit(self._name.text().strip(), self._author.text().strip(), self._passphrase.text())


class RecoveryCodePage(PlainPage):
    """The recovery code of a new project. `problem` is what else there is to say of it."""

    done = Signal()
    failed = Signal(object)

    def __init__(self, code: str, project: str, problem: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Ihr Wiederherstellungscode"), parent)
        heading = _("Wiederherstellungscode des Projekts „{project}“ (GK Feldbuch):").format(project=project)
        self._box = RecoveryCodeBox(code, heading)
        self._go_on = QPushButton(_("&Weiter"))

        self.add_text(
            _(
                "Wenn Sie die Passphrase vergessen, öffnet nur noch dieser Code das Projekt."
                " Er wird nur dieses eine Mal gezeigt. Schreiben Sie ihn ab oder drucken Sie ihn aus."
            )
        )
        if problem:
            self.add_text(problem)
        self.column.addWidget(self._box)
        self.add_buttons(self._go_on)

        self._box.noted.connect(self._go_on.setEnabled)
        self._box.failed.connect(self.failed)
        self._go_on.clicked.connect(self.done)

        self._go_on.setObjectName("go_on")
        self._go_on.setEnabled(False)
        self._go_on.setDefault(True)

    def enter(self) -> None:
        self._box.enter()

    def write_to(self, target: Path) -> None:
        """The code as a text file."""
        self._box.write_to(target)
