"""Notizen übernehmen: paste or open notes taken elsewhere, see what each line becomes, then save."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.text import clean_text
from gk_desktop.services.note_import import (
    LARGEST_FILE,
    NOTES_PER_UNIT,
    NotesFile,
    PlannedNote,
    TakenOver,
    parts,
    read_notes,
)
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.viewmodels.import_preview import AGENDA, KIND, LINE, SPEAKER, TIME, ImportPreviewModel, summary
from gk_desktop.ui.widgets.button_order import tab_along
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.sign_label import SignLabel

_PLAN_AFTER_MS: Final = 200


class ImportDialog(QDialog):
    """Nothing is saved before the button says so. What was pasted and not taken over is there the next time."""

    # Notes were saved: the TakenOver of all parts.
    notes_taken_over = Signal(object)

    def __init__(self, context: WorkspaceContext, event_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._event_id = event_id
        self._planned: Sequence[PlannedNote] = ()
        self._waiting: Iterator[Sequence[PlannedNote]] | None = None
        self._done = 0
        self._taken = TakenOver()
        self._text = QPlainTextEdit()
        self._preview = QTableView()
        self._model = ImportPreviewModel(self)
        self._summary = QLabel()
        self._hint = SignLabel(Sign.WARNING)
        self._untimed = QCheckBox(
            _("Ohne &Uhrzeit, wo keine in der Zeile steht: die Notizen sind nicht jetzt entstanden")
        )
        self._progress = QProgressBar()
        self._buttons = QDialogButtonBox()
        self._open = self._buttons.addButton(_("Datei ö&ffnen …"), QDialogButtonBox.ButtonRole.ActionRole)
        self._take = self._buttons.addButton(_("&Notizen übernehmen"), QDialogButtonBox.ButtonRole.ApplyRole)
        self._cancel = self._buttons.addButton(_("Abbrechen"), QDialogButtonBox.ButtonRole.RejectRole)
        self._plan_timer = QTimer(self)
        self._part_timer = QTimer(self)

        self._lay_out()
        self._set_up()

        self._text.textChanged.connect(self._plan_timer.start)
        self._plan_timer.timeout.connect(self._on_plan)
        self._part_timer.timeout.connect(self._on_next_part)
        self._open.clicked.connect(self._on_open)
        self._take.clicked.connect(self._on_take)
        self._buttons.rejected.connect(self.reject)
        context.failed.connect(self._on_failed)

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setObjectName("import_dialog")
        self.setWindowTitle(_("Notizen übernehmen"))
        resize_within_screen(self, 1180, 620)
        self._text.setPlainText(context.perform(lambda: context.workspace.note_import.draft(event_id)) or "")
        self._on_plan()
        self._text.setFocus()

    def open_file(self, path: Path) -> None:
        """Show the notes of a file. What cannot be read as text is refused by a sentence."""
        notes: NotesFile | None = self._context.perform(lambda: read_notes(path))
        if notes is None:
            return
        self._text.setPlainText(notes.text)
        self._on_plan()
        self._say(notes.hint)

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        for side, caption, widget in (
            (left, QLabel(_("&Text, ein Eintrag je Zeile; eingerückte Zeilen setzen fort")), self._text),
            (right, QLabel(_("Was daraus &wird")), self._preview),
        ):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(caption)
            column.addWidget(widget, 1)
            caption.setBuddy(widget)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setChildrenCollapsible(False)
        state = QHBoxLayout()
        state.addWidget(self._untimed)
        state.addStretch()
        state.addWidget(self._progress)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(splitter, 1)
        layout.addWidget(self._summary)
        layout.addWidget(self._hint)
        layout.addLayout(state)
        layout.addWidget(self._buttons)
        tab_along(self._buttons)

    def _set_up(self) -> None:
        self._plan_timer.setSingleShot(True)
        self._plan_timer.setInterval(_PLAN_AFTER_MS)
        self._part_timer.setSingleShot(True)
        self._text.setTabChangesFocus(True)
        self._text.setPlaceholderText(
            _(
                "Hier einfügen, zum Beispiel:\n\n"
                "TOP 1: Begrüßung\n14:20 @Jugendamt: Die Stelle ist besetzt.\n! Nächstes Treffen im Mai"
            )
        )
        self._untimed.setChecked(True)
        self._summary.setWordWrap(True)
        self._progress.setMaximumWidth(260)
        self._progress.hide()
        self._hint.hide()
        self._set_up_preview()
        names: tuple[tuple[QWidget, str, str], ...] = (
            (self._text, "import_text", _("Text der Notizen")),
            (self._preview, "import_preview", _("Vorschau: was aus jeder Zeile wird")),
            (self._untimed, "import_untimed", _("Ohne Uhrzeit übernehmen")),
            (self._take, "take_over", _("Notizen übernehmen")),
            (self._open, "open_notes", _("Datei öffnen")),
            (self._progress, "import_progress", _("Fortschritt")),
            (self._summary, "import_summary", ""),
            (self._hint, "import_hint", ""),
            (self._cancel, "import_cancel", ""),
        )
        for widget, object_name, accessible in names:
            widget.setObjectName(object_name)
            if accessible:
                widget.setAccessibleName(accessible)
        for button in (self._open, self._take, self._cancel):
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)

    def _set_up_preview(self) -> None:
        table = self._preview
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((LINE, 44), (AGENDA, 40), (TIME, 48), (KIND, 96), (SPEAKER, 110)):
            header.resizeSection(column, width)

    def _say(self, sentence: str) -> None:
        self._hint.setText(sentence)
        self._hint.setVisible(bool(sentence))

    def _show_plan(self, planned: Sequence[PlannedNote]) -> None:
        self._planned = planned
        self._model.set_rows(planned)
        self._take.setEnabled(bool(planned))
        self._summary.setText(summary(planned))

    def _set_running(self, running: bool) -> None:
        for widget in (self._text, self._untimed, self._open, self._take):
            widget.setEnabled(not running)
        self._progress.setVisible(running and len(self._planned) > NOTES_PER_UNIT)
        self._cancel.setText(_("Anhalten") if running else _("Abbrechen"))

    def _finish(self) -> None:
        """All is saved, or one has stopped: what was not taken over stays in the text."""
        self._waiting = None
        self._part_timer.stop()
        self._set_running(False)
        self.notes_taken_over.emit(self._taken)
        if self._done == len(self._planned):
            self._text.clear()
            self.accept()
            return
        total, first_left = len(self._planned), self._planned[self._done].line
        rest = clean_text(self._text.toPlainText()).split("\n")[first_left - 1 :]
        self._text.setPlainText("\n".join(rest))
        self._on_plan()
        self._say(
            _("Angehalten. {done} von {total} Zeilen sind gespeichert, die übrigen stehen noch hier.").format(
                done=self._done, total=total
            )
        )

    @Slot()
    def _on_plan(self) -> None:
        self._plan_timer.stop()
        text = self._text.toPlainText()
        self._say("")
        if len(text) > LARGEST_FILE:
            self._show_plan(())
            self._say(_("Der Text ist zu lang für eine Mitschrift. Fügen Sie nur den Teil mit den Notizen ein."))
            return
        note_import = self._context.workspace.note_import
        self._show_plan(self._context.perform(lambda: note_import.plan(self._event_id, text)) or ())

    @Slot()
    def _on_open(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Notizen öffnen"), "", _("Textdateien (*.txt *.md);;Alle Dateien (*)")
        )
        if name:
            self.open_file(Path(name))

    @Slot()
    def _on_take(self) -> None:
        self._on_plan()
        if not self._planned:
            return
        self._waiting = parts(self._planned)
        self._done, self._taken = 0, TakenOver()
        self._progress.setRange(0, len(self._planned))
        self._progress.setValue(0)
        self._set_running(True)
        self._on_next_part()

    @Slot()
    def _on_next_part(self) -> None:
        """One unit of work; between two of them the window can breathe, and one can stop."""
        part = next(self._waiting, None) if self._waiting is not None else None
        if part is None:
            self._finish()
            return
        note_import, timed = self._context.workspace.note_import, not self._untimed.isChecked()
        taken = self._context.perform(lambda: note_import.take_over(self._event_id, part, timed=timed))
        if taken is None:
            failure = self._hint.text()
            self._finish()
            self._say(failure)
            return
        self._done += len(part)
        self._taken += taken
        self._progress.setValue(self._done)
        self._part_timer.start(0)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._say(str(error))

    def reject(self) -> None:
        if self._waiting is not None:
            self._finish()
            return
        super().reject()

    def done(self, result: int) -> None:
        text = self._text.toPlainText()
        self._context.perform(lambda: self._context.workspace.note_import.save_draft(self._event_id, text))
        super().done(result)
