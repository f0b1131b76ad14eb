"""Tabellen und Texte exportieren: tasks or entries for Excel, or a reading text; of what, for whom, and where to."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _, ngettext
from gk_desktop.base.progress import Progress
from gk_desktop.documents.reading_text import ReadingOptions
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.consent import NameDecision
from gk_desktop.domain.entry import Decision
from gk_desktop.domain.entry import Entry as EntryRecord
from gk_desktop.domain.entry import Task as TaskRecord
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.services.table_composing import ComposedTable, Exported, TableRequest, compose_table
from gk_desktop.services.table_files import write_table
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.names_line import NamesLine
from gk_desktop.ui.tasks import LatestTask, Task
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.button_order import tab_along
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.export_place import ExportOutcome, ExportPlace
from gk_desktop.ui.widgets.minutes_choices import ClassChoice
from gk_desktop.ui.widgets.scrolled import Scrolled
from gk_desktop.ui.widgets.table_choices import ScopeChoice, TableKindChoice

_SHOW_AFTER_MS: Final = 300
_SHOWN_KINDS: Final = tuple(
    kind.KIND for kind in (Event, EntryRecord, TaskRecord, Decision, Participant, AgendaItem, NameDecision)
)


class TableExportDialog(QDialog):
    """Counts at once what would stand in the file; stays open after the export. Long work goes on beside the window."""

    # Something was written: the ExportedTable.
    table_exported = Signal(object)

    def __init__(
        self,
        context: WorkspaceContext,
        event_id: str = "",
        parent: QWidget | None = None,
        *,
        what: Exported = Exported.ENTRIES,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._counting = LatestTask(_do_nothing, _do_nothing)
        self._writing: Task | None = None
        self._table: ComposedTable | None = None
        # What was just written: once more it would only replace itself.
        self._written: Path | None = None
        self._is_leaving = False
        self._kind = TableKindChoice(what)
        self._scope = ScopeChoice(context.workspace.records, event_id)
        self._class = ClassChoice()
        self._open_only = QCheckBox(_("Nur was noch zu &tun ist"))
        self._at_marks = QCheckBox(_("@ vor jedem &Namen (ATLAS.ti)"))
        self._windows = QCheckBox(_("&Zeilenenden wie unter Windows"))
        self._place = ExportPlace(_("Wohin mit der Datei?"), "table_name", "table_folder")
        self._counts = QLabel()
        self._left_out = QLabel()
        self._names = NamesLine(context)
        self._readable = QLabel()
        self._bar = QProgressBar()
        self._bar_timer = QTimer(self)
        self._outcome = ExportOutcome("table_result", lambda: self.folder)
        self._buttons = QDialogButtonBox()
        self._make = self._buttons.addButton(_("E&xportieren"), QDialogButtonBox.ButtonRole.ApplyRole)
        self._close = self._buttons.addButton(_("Abbrechen"), QDialogButtonBox.ButtonRole.RejectRole)

        self._set_up()
        self._lay_out()
        self._start()

    def _start(self) -> None:
        self._connect()
        self._on_choice_changed()
        self._kind.setFocus()

    def _connect(self) -> None:
        for choice in (self._kind, self._scope, self._class):
            choice.currentIndexChanged.connect(self._on_choice_changed)
        for option in (self._open_only, self._at_marks, self._windows):
            option.clicked.connect(self._on_choice_changed)
        self._place.changed.connect(self._on_place_changed)
        self._make.clicked.connect(self._on_make)
        self._bar_timer.timeout.connect(self._bar.show)
        self._counting.succeeded.connect(self._on_counted)
        self._counting.failed.connect(self._on_failed)
        self._counting.broke.connect(self._on_broke)
        self._buttons.rejected.connect(self.reject)
        self._context.changed.connect(self._on_changed)
        self._context.identities_changed.connect(self._on_choice_changed)
        self._context.failed.connect(self._on_failed)

    @property
    def folder(self) -> Path:
        """Where the file goes."""
        return self._place.folder

    def set_folder(self, folder: Path) -> None:
        """Start where the last document was put."""
        self._place.set_folder(folder)

    @property
    def is_busy(self) -> bool:
        """Whether something is being counted or written."""
        return self._counting.is_running or self._writing is not None

    def _set_up(self) -> None:
        self._name_widgets()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setObjectName("table_export_dialog")
        self.setWindowTitle(_("Tabellen und Texte"))
        resize_within_screen(self, 760, 420)
        self._open_only.setToolTip(_("Offen oder in Arbeit; was erledigt ist oder entfällt, bleibt weg"))
        self._at_marks.setToolTip(_("„@Name:“ statt „Name:“: Damit hält ATLAS.ti nichts anderes für Namen"))
        self._windows.setToolTip(_("CR LF statt LF, für alte Programme"))
        self._readable.setWordWrap(True)
        self._left_out.setWordWrap(True)
        self._left_out.setEnabled(False)
        font = self._counts.font()
        font.setBold(True)
        self._counts.setFont(font)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._bar_timer.setSingleShot(True)
        self._bar_timer.setInterval(_SHOW_AFTER_MS)
        for widget in (self._bar, self._names):
            widget.hide()
        self._make.setDefault(True)
        self._close.setAutoDefault(False)

    def _name_widgets(self) -> None:
        names = (
            (self._kind, "table_kind", _("Was exportiert wird")),
            (self._scope, "table_scope", _("Umfang: Veranstaltung, Fall oder alles")),
            (self._class, "table_class", _("Klasse: wer es lesen soll")),
            (self._open_only, "open_only", ""),
            (self._at_marks, "at_marks", ""),
            (self._windows, "windows_line_ends", ""),
            (self._counts, "table_counts", ""),
            (self._left_out, "table_left_out", ""),
            (self._bar, "table_progress", _("Fortschritt")),
            (self._make, "make_table", _("Exportieren")),
        )
        for widget, object_name, accessible in names:
            widget.setObjectName(object_name)
            if accessible:
                widget.setAccessibleName(accessible)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(_("&Was"), self._kind)
        form.addRow(_("&Umfang"), self._scope)
        form.addRow(_("&Klasse"), self._class)
        for option in (self._open_only, self._at_marks, self._windows):
            form.addRow("", option)
        self._place.add_to(form)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 16, 16, 0)
        layout.addLayout(form)
        layout.addWidget(self._place)
        layout.addSpacing(8)
        layout.addWidget(self._counts)
        layout.addWidget(self._left_out)
        layout.addStretch(1)
        layout.addWidget(self._names)
        layout.addWidget(self._readable)
        below = QVBoxLayout()
        below.setContentsMargins(16, 0, 16, 16)
        for widget in (self._bar, self._outcome, self._buttons):
            below.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content), 1)
        whole.addLayout(below)
        tab_along(self._buttons)

    def _request(self) -> TableRequest:
        return TableRequest(
            what=self._kind.what,
            export_class=self._class.chosen,
            event=self._scope.event_id,
            case=self._scope.case_id,
            open_only=self._open_only.isChecked(),
            options=ReadingOptions(self._kind.form, self._at_marks.isChecked(), self._windows.isChecked()),
        )

    def _count(self) -> None:
        """Read now what is there, and see beside the window what of it the class may see."""
        tables, request = self._context.workspace.tables, self._request()
        gathered = self._context.perform(lambda: tables.gather(request))
        self._table = self._written = None
        self._counts.setText(_("Wird gezählt …"))
        self._left_out.clear()
        self._on_place_changed()
        if gathered is not None:
            self._counting.start(lambda progress: compose_table(gathered, progress))

    def _target(self) -> Path:
        name, suffix = self._place.name, self._request().suffix
        return self.folder / (name if name.lower().endswith(suffix) else f"{name}{suffix}")

    def _is_ready(self) -> bool:
        named = self._place.is_complete and self._target() != self._written
        return named and self._table is not None and self._writing is None

    @Slot()
    def _on_choice_changed(self) -> None:
        what = self._request().what
        self._open_only.setVisible(what is Exported.TASKS)
        self._at_marks.setVisible(what is Exported.READING)
        self._windows.setVisible(what is Exported.READING)
        frozen = _("Ein Lesetext bleibt, wie er ausgegeben wurde: Was sich seitdem ändert, wird eine neue Fassung.")
        readable = _("Die Datei ist lesbar und verlässt die Verschlüsselung: Wer sie hat, kann sie lesen.")
        self._readable.setText(f"{readable} {frozen}" if what is Exported.READING else readable)
        self._outcome.say("", Sign.DECISION)
        self._count()

    @Slot(object)
    def _on_counted(self, table: ComposedTable) -> None:
        self._table = table
        is_tasks = table.request.what is Exported.TASKS
        counted = (
            ngettext("{count} Auftrag", "{count} Aufträge", table.included)
            if is_tasks
            else ngettext("{count} Eintrag", "{count} Einträge", table.included)
        ).format(count=table.included)
        self._counts.setText(
            _("Enthalten: {counted} · weggelassen: {left_out}").format(counted=counted, left_out=table.left_out)
        )
        self._left_out.setText(self._why_left_out(table))
        self._names.show_for_table(table)
        if not self._place.is_typed:
            self._place.propose(table.file_name)
        self._on_place_changed()

    def _why_left_out(self, table: ComposedTable) -> str:
        if not table.left_out:
            return "" if table.included else _("Es ist noch nichts festgehalten. Die Datei hätte nur einen Kopf.")
        reasons = [_("was in der Klasse {cls} niemand lesen soll").format(cls=table.request.export_class.value)]
        if table.request.open_only:
            reasons.append(_("was erledigt ist oder entfällt"))
        return _("Weggelassen wird, {reasons}.").format(reasons=_(" und ").join(reasons))

    @Slot()
    def _on_place_changed(self) -> None:
        hint = ""
        if not self.folder.is_dir():
            hint = _("Diesen Ordner gibt es nicht.")
        elif self._table is not None and not self._place.name:
            hint = _("Die Datei braucht einen Namen.")
        elif self._table is not None and self._target() != self._written and self._target().exists():
            is_frozen = self._table.request.what is Exported.READING
            said = (
                _("„{name}“ gibt es schon und bleibt, wie sie ist.")
                if is_frozen
                else _("„{name}“ gibt es schon und wird ersetzt.")
            )
            hint = said.format(name=self._target().name)
        self._place.say(hint)
        self._make.setEnabled(self._is_ready())

    @Slot()
    def _on_make(self) -> None:
        table, target, why = self._table, self._target(), self._names.reason
        if table is None or self._writing is not None:
            return

        def work(progress: Progress) -> tuple[ComposedTable, Path, str]:
            return table, write_table(table, target, progress, why), why

        self._writing = Task(work)
        self._writing.progressed.connect(self._on_progress)
        self._writing.succeeded.connect(self._on_written)
        self._writing.failed.connect(self._on_failed)
        self._writing.broke.connect(self._on_broke)
        self._writing.finished.connect(self._on_writing_ended)
        self._bar.setValue(0)
        self._bar_timer.start()
        self._make.setEnabled(False)
        self._writing.start()

    @Slot(str, float)
    def _on_progress(self, _text: str, fraction: float) -> None:
        self._bar.setValue(round(100 * fraction))

    @Slot(object)
    def _on_written(self, written: tuple[ComposedTable, Path, str]) -> None:
        table, file, why = written
        tables = self._context.workspace.tables
        exported = self._context.perform(lambda: tables.put_on_record(table, file, why))
        if exported is None:
            return
        self._outcome.say(
            _("Gespeichert: {name}. Die Datei ist nicht verschlüsselt.").format(name=file.name), Sign.DECISION
        )
        self._written = file
        self._close.setText(_("&Schließen"))
        self._outcome.open_folder.setFocus()
        self.table_exported.emit(exported)

    @Slot()
    def _on_writing_ended(self) -> None:
        self._writing = None
        self._bar_timer.stop()
        self._bar.hide()
        self._on_place_changed()
        if self._is_leaving:
            self.reject()

    def done(self, result: int) -> None:
        """While a file is written, only when that has ended: a file that left the vault has to be on record."""
        if self._writing is not None:
            self._is_leaving = True
            self._writing.cancel()
            return
        self._counting.cancel()
        super().done(result)

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change_set.ids(kind) for kind in _SHOWN_KINDS):
            self._count()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._outcome.say(str(error), Sign.WARNING)

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        raise error


def _do_nothing() -> None:
    """Nothing to interrupt, and nothing to give up in the end: what was gathered is kept by nobody else."""
