"""A recovery code, shown this one time: to copy, to save, to print, and to be noted before one goes on."""

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
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.files import replace_atomically
from gk_desktop.base.i18n import _

_FIELD_HEIGHT = 32


class RecoveryCodeBox(QWidget):
    """`heading` stands above the code on paper and in the file."""

    # Whether somebody says that they have noted it.
    noted = Signal(bool)
    failed = Signal(object)

    def __init__(self, code: str, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._heading = code, heading
        shown = QLineEdit(code)
        caption = QLabel(_("&Code"))
        copy = QPushButton(_("&Kopieren"))
        save = QPushButton(_("In Datei &speichern …"))
        put_on_paper = QPushButton(_("&Drucken …"))
        self._noted = QCheckBox(_("Ich habe den Code &notiert und verwahre ihn getrennt vom Rechner."))

        row = QHBoxLayout()
        for button in (put_on_paper, save, copy):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(caption)
        column.addWidget(shown)
        column.addSpacing(4)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self._noted)

        copy.clicked.connect(self._on_copy)
        save.clicked.connect(self._on_save)
        put_on_paper.clicked.connect(self._on_print)
        self._noted.toggled.connect(self.noted)

        caption.setBuddy(shown)
        shown.setAccessibleName(_("Code"))
        shown.setMinimumHeight(_FIELD_HEIGHT)
        shown.setReadOnly(True)
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        shown.setObjectName("recovery_code")
        self._noted.setObjectName("noted")

    def enter(self) -> None:
        self._noted.setFocus()

    @property
    def last(self) -> QWidget:
        """Where Tab leaves the box."""
        return self._noted

    @property
    def is_noted(self) -> bool:
        return self._noted.isChecked()

    def write_to(self, target: Path) -> None:
        """The code as a text file, which belongs on paper or on a stick, not on this laptop."""
        content = self._text()

        def write(stream: BinaryIO) -> None:
            stream.write(content.encode("utf-8"))

        try:
            replace_atomically(target, write)
        except UserError as error:
            self.failed.emit(error)

    def _text(self) -> str:
        return f"{self._heading}\n\n{self._code}\n"

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
