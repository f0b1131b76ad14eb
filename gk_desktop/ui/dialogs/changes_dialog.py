"""Änderungen seit Fassung …: what one class can see of them, as a list and as a document."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.minutes import MINUTES_KIND_LABELS, ExportClass, MinutesKind
from gk_desktop.domain.minutes_change_texts import change_count
from gk_desktop.services.minutes_change_exports import ComparedVersions
from gk_desktop.services.minutes_versions import classes_of
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.viewmodels.change_lines_model import AFTER, BEFORE, MARK, WHAT, ChangeLinesModel
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.sign_label import SignLabel
from gk_desktop.ui.widgets.soft_selection import soften_selection

_BETWEEN_ROWS: Final = 8


class ChangesDialog(QDialog):
    """Stays open after a document was written, so that one can write it for the next class."""

    def __init__(
        self, context: WorkspaceContext, event_id: str, kind: MinutesKind, older: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._event_id = event_id
        self._kind = kind
        self._compared: ComparedVersions | None = None
        self._older = QComboBox()
        self._class = QComboBox()
        self._count = QLabel()
        self._model = ChangeLinesModel(self)
        self._table = QTableView()
        self._result = SignLabel(Sign.DECISION)
        self._write = QPushButton(_("Als &Datei …"))
        self._close = QPushButton(_("&Schließen"))
        self._fill_choices(older)
        self._lay_out()
        self._dress()

        self._older.currentIndexChanged.connect(self._on_choice_changed)
        self._class.currentIndexChanged.connect(self._on_choice_changed)
        self._write.clicked.connect(self._on_write)
        self._close.clicked.connect(self.reject)
        context.failed.connect(self._on_failed)
        self._on_choice_changed()
        self._table.setFocus()

    def _fill_choices(self, older: int) -> None:
        versions = self._context.workspace.releases.versions
        for minutes in versions.of_kind(self._event_id, self._kind):
            if minutes.frozen_hash:
                self._older.addItem(_("Fassung {version}").format(version=minutes.version), minutes.version)
        self._older.setCurrentIndex(self._older.findData(older))
        for export_class in classes_of(self._kind):
            self._class.addItem(export_class.value, export_class.value)

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        for text, box in ((_("S&eit"), self._older), (_("&Klasse"), self._class)):
            label = QLabel(text)
            label.setBuddy(box)
            choices.addWidget(label)
            choices.addWidget(box)
            choices.addSpacing(16)
        choices.addWidget(self._count, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._result, 1)
        buttons.addWidget(self._write)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(choices)
        layout.addWidget(self._table, 1)
        layout.addLayout(buttons)

    def _dress(self) -> None:
        self.setObjectName("changes_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Änderungen: {kind}").format(kind=_(MINUTES_KIND_LABELS[self._kind])))
        resize_within_screen(self, 900, 560)
        names = (
            (self._older, "changes_since", _("Änderungen seit Fassung")),
            (self._class, "changes_class", _("Klasse: wer es lesen soll")),
            (self._table, "changes", _("Änderungen")),
            (self._write, "write_changes", _("Änderungen als Word- oder PDF-Datei")),
            (self._close, "close", _("Schließen")),
        )
        for widget, name, accessible in names:
            widget.setObjectName(name)
            widget.setAccessibleName(accessible)
        self._count.setObjectName("changes_count")
        self._result.setObjectName("changes_result")
        self._write.setToolTip(_("Lesbar, außerhalb der Verschlüsselung: Word oder PDF"))
        for button in (self._write, self._close):
            button.setAutoDefault(False)
        self._table.setModel(self._model)
        soften_selection(self._table)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)
        self._table.setAlternatingRowColors(True)
        self._table.setWordWrap(True)
        self._table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((MARK, 100), (WHAT, 170)):
            header.resizeSection(column, width)
        for column in (BEFORE, AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    @property
    def chosen_class(self) -> ExportClass:
        return ExportClass(self._class.currentData())

    def _say(self, sentence: str, sign: Sign) -> None:
        self._result.set_sign(sign)
        self._result.setText(sentence)

    @Slot()
    def _on_choice_changed(self) -> None:
        changes = self._context.workspace.minutes_changes
        self._say("", Sign.DECISION)
        self._compared = self._context.perform(
            lambda: changes.compare(self._event_id, self._kind, self.chosen_class, older=self._older.currentData())
        )
        compared = self._compared
        self._write.setEnabled(compared is not None and bool(compared.changes))
        self._model.set_groups(compared.groups if compared else ())
        self._lay_out_rows()
        if compared:
            self._count.setText(
                _("Fassung {old} → Fassung {new} ({status}): {count}").format(
                    old=compared.before.version,
                    new=compared.after.version,
                    status=compared.after.status.value,
                    count=change_count(compared.changes),
                )
            )
        if self._model.rowCount():
            self._table.selectRow(0)

    def _lay_out_rows(self) -> None:
        self._table.resizeRowsToContents()
        for row in range(self._model.rowCount()):
            self._table.setRowHeight(row, self._table.rowHeight(row) + _BETWEEN_ROWS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_rows()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out_rows()

    @Slot()
    def _on_write(self) -> None:
        compared = self._compared
        if compared is None:
            return
        changes = self._context.workspace.minutes_changes
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = str(Path(folder) / changes.file_name(compared))
        filters = f"{_('Word-Dokument (*.docx)')};;{_('PDF-Dokument (*.pdf)')}"
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Wohin mit den Änderungen?"), suggested, filters)
        if not chosen:
            return
        written = self._context.perform(lambda: changes.export(compared, Path(chosen)))
        if written is not None:
            name = Path(written.file).name
            self._say(_("Gespeichert: {name}. Die Datei ist nicht verschlüsselt.").format(name=name), Sign.DECISION)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._say(str(error), Sign.WARNING)
