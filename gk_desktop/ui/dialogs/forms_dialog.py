"""Formulare und Merkblätter: choose, look at, print, save, and make the text one's own."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Person
from gk_desktop.domain.form_kind import PERSONAL_FORMS, FormKind
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.preview_dialog import PreviewDialog
from gk_desktop.ui.dialogs.project_dialog import ProjectDialog
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.sign_label import SignLabel

_LIST_WIDTH: Final = 330


class FormsDialog(QDialog):
    """Stays open after something was printed or saved, so that one can take the next."""

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._forms = QListWidget()
        self._person_label = QLabel(_("&Person"))
        self._person = QComboBox()
        self._template = QLabel()
        self._result = SignLabel(Sign.DECISION)
        self._edit = QPushButton(_("Vor&lage bearbeiten …"))
        self._project = QPushButton(_("Projekt&angaben …"))
        self._preview = QPushButton(_("&Ansehen und drucken …"))
        self._save = QPushButton(_("&Speichern als …"))
        self._close = QPushButton(_("S&chließen"))

        self._fill()
        self._lay_out()
        self._dress()

        self._forms.currentRowChanged.connect(self._on_form_changed)
        self._forms.itemActivated.connect(self._on_preview)
        self._edit.clicked.connect(self._on_edit)
        self._project.clicked.connect(self._on_project)
        self._preview.clicked.connect(self._on_preview)
        self._save.clicked.connect(self._on_save)
        self._close.clicked.connect(self.reject)
        context.failed.connect(self._on_failed)

        self._forms.setCurrentRow(0)
        self._forms.setFocus()

    def _fill(self) -> None:
        for offer in self._context.workspace.forms.offers():
            item = QListWidgetItem(offer.label)
            item.setData(Qt.ItemDataRole.UserRole, offer.kind.value)
            self._forms.addItem(item)
        self._person.addItem(_("ohne Person, zum Ausfüllen von Hand"), "")
        persons = self._context.workspace.records.find(Person, order_by=["code"])
        for person in persons:
            self._person.addItem(person.code, person.id)

    def _lay_out(self) -> None:
        self._person_label.setBuddy(self._person)
        self._template.setWordWrap(True)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._person_label)
        right.addWidget(self._person)
        right.addSpacing(8)
        right.addWidget(self._template)
        own = QHBoxLayout()
        own.addWidget(self._edit)
        own.addWidget(self._project)
        own.addStretch()
        right.addLayout(own)
        right.addStretch()
        right.addWidget(self._result)
        top = QHBoxLayout()
        top.setSpacing(16)
        self._forms.setFixedWidth(_LIST_WIDTH)
        top.addWidget(self._forms)
        top.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.addStretch()
        for button in (self._preview, self._save, self._close):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(top, 1)
        layout.addLayout(buttons)

    def _dress(self) -> None:
        self.setObjectName("forms_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Formulare und Merkblätter"))
        resize_within_screen(self, 860, 420)
        names = (
            (self._forms, "forms", _("Formulare und Merkblätter")),
            (self._person, "form_person", _("Person, deren Code und Angaben eingetragen werden")),
            (self._edit, "edit_template", _("Vorlage bearbeiten")),
            (self._project, "edit_project", _("Projektangaben")),
            (self._preview, "preview_form", _("Ansehen und drucken")),
            (self._save, "save_form", _("Speichern als Word- oder PDF-Dokument")),
            (self._close, "close", _("Schließen")),
        )
        for widget, name, accessible in names:
            widget.setObjectName(name)
            widget.setAccessibleName(accessible)
        self._forms.setSpacing(4)
        self._template.setObjectName("template_in_use")
        self._result.setObjectName("forms_result")
        self._edit.setToolTip(_("Eine Kopie des Textes in einem Ordner Ihrer Wahl; sie gilt von da an"))
        self._project.setToolTip(_("Was über Projekt und Einrichtung auf den Formularen steht"))
        self._save.setToolTip(_("Als Word- oder PDF-Dokument"))
        self._preview.setToolTip(_("Die Seiten, wie sie aus dem Drucker kommen"))
        for button in (self._edit, self._project, self._save, self._close):
            button.setAutoDefault(False)
        self._preview.setDefault(True)

    def choose(self, kind: FormKind, person_id: str = "") -> None:
        """Begin with this form, for this person."""
        self._forms.setCurrentRow(list(FormKind).index(kind))
        self._person.setCurrentIndex(max(0, self._person.findData(person_id)))

    @property
    def chosen(self) -> FormKind:
        item = self._forms.currentItem()
        return FormKind(item.data(Qt.ItemDataRole.UserRole)) if item is not None else FormKind.EXPERT

    @property
    def _person_id(self) -> str:
        return str(self._person.currentData()) if self.chosen in PERSONAL_FORMS else ""

    def _say(self, sentence: str, sign: Sign) -> None:
        self._result.set_sign(sign)
        self._result.setText(sentence)

    @Slot()
    def _on_form_changed(self) -> None:
        is_personal = self.chosen in PERSONAL_FORMS
        for widget in (self._person_label, self._person):
            widget.setEnabled(is_personal)
        self._say("", Sign.DECISION)
        self._show_template()

    def _show_template(self) -> None:
        own = self._context.workspace.forms.own_template(self.chosen)
        self._template.setText(
            _("Ihre eigene Vorlage: {file}").format(file=own)
            if own
            else _("Mitgelieferte Vorlage. Vor der Verwendung mit der/dem Datenschutzbeauftragten abstimmen.")
        )

    @Slot()
    def _on_preview(self) -> None:
        forms, kind, person = self._context.workspace.forms, self.chosen, self._person_id
        document = self._context.perform(lambda: forms.document(kind, person))
        if document is not None:
            self._say("", Sign.DECISION)
            PreviewDialog(document, self).open()

    @Slot()
    def _on_save(self) -> None:
        forms, kind, person = self._context.workspace.forms, self.chosen, self._person_id
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        filters = f"{_('Word-Dokument (*.docx)')};;{_('PDF-Dokument (*.pdf)')}"
        suggested = str(Path(folder) / forms.file_name(kind))
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Formular speichern"), suggested, filters)
        if not chosen:
            return
        written = self._context.perform(lambda: forms.export(kind, Path(chosen), person))
        if written is not None:
            saved = _("Gespeichert: {name}").format(name=written.file.name)
            self._say(f"{saved} {written.report.sentence}".strip(), Sign.DECISION)

    @Slot()
    def _on_edit(self) -> None:
        """Into the folder that was chosen before, or is chosen now; then in the editor of the system."""
        forms, kind = self._context.workspace.forms, self.chosen
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(forms.folder) if forms.folder and forms.folder.is_dir() else ""
        if not folder:
            folder = QFileDialog.getExistingDirectory(self, _("Ordner für eigene Vorlagen"), documents)
        if not folder:
            return
        path = self._context.perform(lambda: forms.edit_template(kind, Path(folder)))
        if path is not None:
            self._show_template()
            self._say(_("Ihre Kopie liegt in „{name}“ und gilt von jetzt an.").format(name=path.name), Sign.DECISION)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    @Slot()
    def _on_project(self) -> None:
        ProjectDialog(self._context, self).open()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._say(str(error), Sign.WARNING)
