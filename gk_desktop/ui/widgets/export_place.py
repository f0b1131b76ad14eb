"""What the dialogs that write a file share: its name and folder, what stands in their way, and what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.sign_label import SignLabel


class ExportPlace(QWidget):
    """A proposed name is one that is free in the folder; one that a person typed stays hers, also in another folder.

    The widget itself is the line that says what stands in the way; the inputs go into the form of the dialog.
    """

    changed = Signal()

    def __init__(self, question: str, name_of_line: str, name_of_folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._proposed = ""
        self._is_typed = False
        self.name_line = QLineEdit()
        self.folder_line = QLineEdit()
        self._choose = QPushButton(_("&Ordner wählen …"))
        self._hint = SignLabel(Sign.WARNING)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._hint)

        self.name_line.textEdited.connect(self._on_name_typed)
        self.name_line.textChanged.connect(self.changed)
        self.folder_line.textChanged.connect(self._on_folder_changed)
        self._choose.clicked.connect(self._on_choose)

        for widget, name, accessible in (
            (self.name_line, name_of_line, _("Dateiname")),
            (self.folder_line, name_of_folder, _("Ordner")),
            (self._choose, "choose_folder", _("Ordner wählen")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(accessible)
        self._hint.setObjectName("place_hint")
        self._choose.setAutoDefault(False)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.folder_line.setText(documents if documents and Path(documents).is_dir() else str(Path.home()))
        self.hide()

    def add_to(self, form: QFormLayout) -> None:
        """The two lowest rows of a form."""
        label = QLabel(_("Abl&egen in"))
        label.setBuddy(self.folder_line)
        row = QHBoxLayout()
        row.addWidget(self.folder_line, 1)
        row.addWidget(self._choose)
        form.addRow(_("&Dateiname"), self.name_line)
        form.addRow(label, row)

    @property
    def folder(self) -> Path:
        return Path(self.folder_line.text().strip())

    @property
    def name(self) -> str:
        return self.name_line.text().strip()

    @property
    def is_typed(self) -> bool:
        """Whether the name is one that a person typed."""
        return self._is_typed and bool(self.name)

    @property
    def is_complete(self) -> bool:
        return self.folder.is_dir() and bool(self.name)

    def set_folder(self, folder: Path) -> None:
        self.folder_line.setText(str(folder))
        # Files may have come and gone in it, even if it is the same one.
        self._on_folder_changed()

    def set_suffix(self, suffix: str) -> None:
        """The same name for another kind of file."""
        if self.is_typed:
            self.name_line.setText(Path(self.name).with_suffix(suffix).name)
        elif self._proposed:
            self.propose(Path(self._proposed).with_suffix(suffix).name)

    def propose(self, name: str) -> None:
        """This name, with a number behind it if there is such a file already."""
        self._proposed, self._is_typed = name, False
        self.name_line.setText(_free_name(self.folder, name))

    def say(self, hint: str) -> None:
        """What stands in the way; an empty sentence for nothing."""
        self._hint.setText(hint)
        self.setVisible(bool(hint))

    @Slot()
    def _on_name_typed(self) -> None:
        self._is_typed = True

    @Slot()
    def _on_folder_changed(self) -> None:
        if self._proposed and not self.is_typed and self.folder.is_dir():
            self.propose(self._proposed)
        self.changed.emit()

    @Slot()
    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), self._question, str(self.folder))
        if chosen:
            self.set_folder(Path(chosen))


class ExportOutcome(QWidget):
    """What came of it, and the way to the file."""

    def __init__(self, name: str, folder: Callable[[], Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._sentence = SignLabel(Sign.DECISION)
        self.open_folder = QPushButton(_("Ordner ö&ffnen"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self.open_folder)

        self.open_folder.clicked.connect(self._on_open_folder)

        self._sentence.setObjectName(name)
        self.open_folder.setObjectName("open_folder")
        self.open_folder.setAccessibleName(_("Ordner öffnen"))
        self.open_folder.setAutoDefault(False)
        self.hide()

    def say(self, sentence: str, sign: Sign) -> None:
        """Something was written (`Sign.DECISION`) or could not be; an empty sentence for neither."""
        self._sentence.set_sign(sign)
        self._sentence.setText(sentence)
        self.open_folder.setVisible(sign is Sign.DECISION)
        self.setVisible(bool(sentence))

    @Slot()
    def _on_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder())))


def _free_name(folder: Path, name: str) -> str:
    path = folder / name
    count = 2
    while path.exists():
        path = folder / f"{Path(name).stem} {count}{Path(name).suffix}"
        count += 1
    return path.name
