"""Protokoll erstellen: what for whom, what will stand in it and what will not, and where the file goes."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _, ngettext
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.consent import NameDecision
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import MINUTES_KIND_LABELS, ExportClass, MinutesKind
from gk_desktop.services.export_preview import ExportPreview
from gk_desktop.services.minutes_writers import FILE_FORMAT_LABELS, FileFormat
from gk_desktop.services.template_name_check import TemplateNamesError
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.names_line import NamesLine
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.viewmodels.export_preview import ExportPreviewModel
from gk_desktop.ui.widgets.button_order import tab_along
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.export_place import ExportOutcome, ExportPlace
from gk_desktop.ui.widgets.minutes_choices import ClassChoice, EntryNumbersChoice
from gk_desktop.ui.widgets.preview_table import preview_table
from gk_desktop.ui.widgets.scrolled import Scrolled
from gk_desktop.ui.widgets.template_choice import TemplateChoice

# What is written most comes first.
_KINDS: Final = (
    MinutesKind.COURSE,
    MinutesKind.RESULTS,
    MinutesKind.MEMORY,
    MinutesKind.OBSERVATION,
    MinutesKind.TASK_LIST,
)
_LEFT_OUT, _INCLUDED = range(2)
_SHOWN_KINDS: Final = (Event.KIND, Entry.KIND, Participant.KIND, NameDecision.KIND)


class ExportDialog(QDialog):
    """Stays open after the export, so that one can write the next class. The caller remembers `folder`."""

    # A document was written: the ExportedMinutes.
    minutes_exported = Signal(object)
    # Somebody wants lines numbered, or not: what `set_numbering` takes.
    numbering_wanted = Signal(str)

    def __init__(self, context: WorkspaceContext, event_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._event_id = event_id
        self._has_preview = False
        self._kind = QComboBox()
        self._class = ClassChoice()
        self._class_hint = QLabel()
        self._numbers = EntryNumbersChoice()
        self._format = QComboBox()
        self._template = TemplateChoice(context)
        self._place = ExportPlace(_("Wohin mit dem Protokoll?"), "export_name", "export_folder")
        self._counts = QLabel()
        self._models = (ExportPreviewModel(self), ExportPreviewModel(self))
        self._tabs = QTabWidget()
        self._names = NamesLine(context)
        self._readable = QLabel()
        self._outcome = ExportOutcome("export_result", lambda: self.folder)
        self._buttons = QDialogButtonBox()
        self._look = self._buttons.addButton(_("&Vorschau …"), QDialogButtonBox.ButtonRole.ActionRole)
        self._make = self._buttons.addButton(_("&Protokoll erstellen"), QDialogButtonBox.ButtonRole.ApplyRole)
        self._close = self._buttons.addButton(_("Abbrechen"), QDialogButtonBox.ButtonRole.RejectRole)

        self._lay_out()
        self._set_up()
        self._connect()

        self._on_choice_changed()
        self._kind.setFocus()

    def _connect(self) -> None:
        self._kind.currentIndexChanged.connect(self._on_choice_changed)
        self._class.currentIndexChanged.connect(self._on_choice_changed)
        self._numbers.clicked.connect(self._on_choice_changed)
        self._numbers.wanted.connect(self.numbering_wanted)
        self._format.currentIndexChanged.connect(self._on_format_changed)
        self._template.manage_requested.connect(self._on_manage_templates)
        self._look.clicked.connect(self._on_look)
        self._place.changed.connect(self._on_place_changed)
        self._make.clicked.connect(self._on_make)
        self._buttons.rejected.connect(self.reject)
        self._context.changed.connect(self._on_changed)
        self._context.failed.connect(self._on_failed)
        self._context.identities_changed.connect(self._show_preview)

    @property
    def folder(self) -> Path:
        """Where the document goes."""
        return self._place.folder

    def set_folder(self, folder: Path) -> None:
        """Start where the last document was put."""
        self._place.set_folder(folder)

    def set_numbering(self, wanted: str) -> None:
        """Number lines as somebody wanted it before."""
        self._numbers.remember(wanted)

    @property
    def chosen_kind(self) -> MinutesKind:
        return MinutesKind(self._kind.currentData())

    @property
    def chosen_class(self) -> ExportClass:
        return self._class.chosen

    @property
    def _chosen_format(self) -> FileFormat:
        return FileFormat(self._format.currentData())

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(_("&Art"), self._kind)
        form.addRow(_("&Klasse"), self._class)
        form.addRow("", self._class_hint)
        form.addRow("", self._numbers)
        form.addRow(_("Da&teiart"), self._format)
        form.addRow(_("Vorla&ge"), self._template)
        self._place.add_to(form)

        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 16, 16, 0)
        layout.addLayout(form)
        layout.addWidget(self._place)
        layout.addSpacing(8)
        layout.addWidget(self._counts)
        layout.addWidget(self._tabs, 1)
        layout.addWidget(self._names)
        layout.addWidget(self._readable)
        below = QVBoxLayout()
        below.setContentsMargins(16, 0, 16, 16)
        below.addWidget(self._outcome)
        below.addWidget(self._buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content), 1)
        whole.addLayout(below)

    def _set_up(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setObjectName("export_dialog")
        self.setWindowTitle(_("Protokoll"))
        resize_within_screen(self, 820, 640)
        self._name_widgets()
        for kind in _KINDS:
            self._kind.addItem(_(MINUTES_KIND_LABELS[kind]), kind.value)
        for file_format, label in FILE_FORMAT_LABELS.items():
            self._format.addItem(_(label), file_format.value)
        for model, name, title in zip(
            self._models, ("left_out", "included"), (_("Weggelassen"), _("Enthalten")), strict=True
        ):
            table = preview_table(model, name, title)
            self._tabs.addTab(table, title)
            self.setTabOrder(self._tabs.tabBar(), table)
        tab_along(self._buttons)
        self._readable.setWordWrap(True)
        self._readable.setText(
            _("Das Dokument ist lesbar und verlässt die Verschlüsselung: Wer die Datei hat, kann es lesen.")
        )
        font = self._counts.font()
        font.setBold(True)
        self._counts.setFont(font)
        self._make.setDefault(True)
        self._look.setAutoDefault(False)
        self._look.setToolTip(_("So sehen die Seiten aus; von dort aus lässt sich auch drucken"))

    def _name_widgets(self) -> None:
        names = (
            (self._kind, "export_kind", _("Art des Protokolls")),
            (self._class, "export_class", _("Klasse: wer es lesen soll")),
            (self._class_hint, "class_hint", ""),
            (self._numbers, "entry_numbers", ""),
            (self._format, "export_format", _("Dateiart")),
            (self._look, "look", _("Vorschau der Seiten, auch zum Drucken")),
            (self._tabs, "export_preview", _("Vorschau: weggelassen und enthalten")),
            (self._make, "make_minutes", _("Protokoll erstellen")),
            (self._counts, "export_counts", ""),
        )
        for widget, object_name, accessible in names:
            widget.setObjectName(object_name)
            if accessible:
                widget.setAccessibleName(accessible)

    def _show_preview(self) -> ExportPreview | None:
        previews = self._context.workspace.export_previews
        preview = self._context.perform(lambda: previews.of(self._event_id, self.chosen_kind, self.chosen_class))
        self._has_preview = preview is not None
        self._make.setEnabled(self._is_ready())
        if preview is None:
            return None
        included, left_out = len(preview.included), len(preview.left_out)
        self._counts.setText(
            _("Enthalten {included} · weggelassen {left_out}").format(included=included, left_out=left_out)
        )
        self._models[_LEFT_OUT].set_rows(preview.left_out)
        self._models[_INCLUDED].set_rows(preview.included)
        self._tabs.setTabText(_LEFT_OUT, _("&Weggelassen ({count})").format(count=left_out))
        self._tabs.setTabText(_INCLUDED, _("E&nthalten ({count})").format(count=included))
        self._names.show_for(self._event_id, self.chosen_kind, self.chosen_class, preview)
        self.setWindowTitle(_("Protokoll: {title}").format(title=preview.title))
        return preview

    def _suggest_name(self) -> None:
        preview = self._show_preview()
        if preview is not None:
            name = Path(preview.file_name).with_suffix(self._chosen_format.suffix).name
            self._place.propose(name)

    def _is_ready(self) -> bool:
        return self._has_preview and self._place.is_complete

    def _target(self) -> Path:
        name = self._place.name
        is_complete = name.lower().endswith(tuple(file_format.suffix for file_format in FileFormat))
        return self.folder / (name if is_complete else f"{name}{self._chosen_format.suffix}")

    @Slot()
    def _on_choice_changed(self) -> None:
        refused = self._class.offer_for(self.chosen_kind)
        self._class_hint.setText(refused)
        self._class_hint.setVisible(bool(refused))
        self._numbers.show_for(self.chosen_kind)
        self._suggest_name()
        if self._models[_LEFT_OUT].rowCount() == 0:
            self._tabs.setCurrentIndex(_INCLUDED)
        elif not self._tabs.hasFocus():
            self._tabs.setCurrentIndex(_LEFT_OUT)
        self._outcome.say("", Sign.DECISION)

    @Slot()
    def _on_format_changed(self) -> None:
        self._template.setEnabled(self._chosen_format is FileFormat.WORD)
        self._place.set_suffix(self._chosen_format.suffix)

    @Slot()
    def _on_manage_templates(self) -> None:
        from gk_desktop.ui.dialogs.templates_dialog import TemplatesDialog  # noqa: PLC0415 - reads Word files

        dialog = TemplatesDialog(self._context, self)
        dialog.templates_changed.connect(self._template.refresh)
        dialog.open()

    @Slot()
    def _on_look(self) -> None:
        # Printing support is loaded only where pages are looked at.
        from gk_desktop.ui.dialogs.preview_dialog import PreviewDialog  # noqa: PLC0415

        minutes = self._context.workspace.minutes
        layout = self._numbers.layout_chosen
        pages = self._context.perform(
            lambda: minutes.pages(self._event_id, self.chosen_kind, self.chosen_class, layout=layout)
        )
        if pages is not None:
            PreviewDialog(pages.document, self, not_printed=pages.not_printed).open()

    @Slot()
    def _on_place_changed(self) -> None:
        hint = ""
        if not self.folder.is_dir():
            hint = _("Diesen Ordner gibt es nicht.")
        elif not self._place.name:
            hint = _("Das Dokument braucht einen Namen.")
        elif self._target().exists():
            hint = _("„{name}“ gibt es schon und wird ersetzt.").format(name=self._target().name)
        self._place.say(hint)
        self._make.setEnabled(self._is_ready())

    @Slot()
    def _on_make(self) -> None:
        target = self._target()
        minutes, layout = self._context.workspace.minutes, self._numbers.layout_chosen
        why = self._names.reason
        exported = self._context.perform(
            lambda: minutes.export(
                self._event_id, self.chosen_kind, self.chosen_class, target, layout=layout, names_reason=why
            )
        )
        if exported is None:
            return
        entries = ngettext("{count} Eintrag", "{count} Einträge", exported.entries).format(count=exported.entries)
        sentence = _("Gespeichert: {name} ({entries}). Die Datei ist nicht verschlüsselt.").format(
            name=exported.file.name, entries=entries
        )
        self._outcome.say(f"{sentence} {exported.report.sentence}".strip(), Sign.DECISION)
        self._close.setText(_("&Schließen"))
        self._outcome.open_folder.setFocus()
        # The same document once more would only replace itself.
        self._make.setEnabled(False)
        self.minutes_exported.emit(exported)

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change_set.ids(kind) for kind in _SHOWN_KINDS):
            self._show_preview()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._outcome.say(str(error), Sign.WARNING)
        if isinstance(error, TemplateNamesError):
            self._names.ask_reason(_("Warum bleiben die Namen in der Vorlage stehen?"))
