"""Founding a project, one careful step after the other: passphrase, then recovery code."""

from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.files import replace_atomically
from gk_desktop.base.i18n import _
from gk_desktop.domain.passphrase_strength import judge
from gk_desktop.ui.widgets.plain_page import PlainPage


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
    """The recovery code, shown this one time: to copy, to save, to print by hand."""

    done = Signal()
    failed = Signal(object)

    def __init__(self, code: str, project: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Ihr Wiederherstellungscode"), parent)
        self._code, self._project = code, project
        shown = QLineEdit(code)
        copy = QPushButton(_("&Kopieren"))
        save = QPushButton(_("In Datei &speichern …"))
        put_on_paper = QPushButton(_("&Drucken …"))
        self._noted = QCheckBox(_("Ich habe den Code &notiert und verwahre ihn getrennt vom Rechner."))
        self._go_on = QPushButton(_("&Weiter"))

        self.add_text(
            _(
                "Wenn Sie die Passphrase vergessen, öffnet nur noch dieser Code das Projekt."
                " Er wird nur dieses eine Mal gezeigt. Schreiben oder drucken Sie ihn ab."
            )
        )
        self.add_field(_("&Code"), shown)
        row = QHBoxLayout()
        for button in (put_on_paper, save, copy):
            row.addWidget(button)
        row.addStretch()
        self.add_layout(row)
        self.column.addSpacing(8)
        self.column.addWidget(self._noted)
        self.add_buttons(self._go_on)

        copy.clicked.connect(self._on_copy)
        save.clicked.connect(self._on_save)
        put_on_paper.clicked.connect(self._on_print)
        self._noted.toggled.connect(self._go_on.setEnabled)
        self._go_on.clicked.connect(self.done)

        shown.setReadOnly(True)
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        shown.setObjectName("recovery_code")
        self._noted.setObjectName("noted")
        self._go_on.setObjectName("go_on")
        self._go_on.setEnabled(False)
        self._go_on.setDefault(True)

    def enter(self) -> None:
        self._noted.setFocus()

    @Slot()
    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._code)

    @Slot()
    def _on_save(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Wiederherstellungscode speichern"), f"{_('Wiederherstellungscode')}.txt", _("Text (*.txt)")
        )
        if name:
            self.write_to(Path(name))

    @Slot()
    def _on_print(self) -> None:
        # Printing support is loaded by the one page in a thousand that needs it.
        from gk_desktop.ui.printing import print_text  # noqa: PLC0415

        print_text(_("Wiederherstellungscode"), self._text(), self)

    def _text(self) -> str:
        return _("Wiederherstellungscode des Projekts „{project}“ (GK Feldbuch):\n\n{code}\n").format(
            project=self._project, code=self._code
        )

    def write_to(self, target: Path) -> None:
        """The code as a text file, which belongs on paper or on a stick, not on this laptop."""
        content = self._text()

        def write(stream: BinaryIO) -> None:
            stream.write(content.encode("utf-8"))

        try:
            replace_atomically(target, write)
        except UserError as error:
            self.failed.emit(error)
