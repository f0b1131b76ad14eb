"""Nachbereitung of an event: times corrected, gaps filled, description beside comment, and what one asks oneself."""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.domain.category import Category
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.entry import Entry, Task
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.minutes import MinutesCorrection
from gk_desktop.services.note_import import TakenOver
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.import_dialog import ImportDialog
from gk_desktop.ui.pages.minutes_section import MinutesSection
from gk_desktop.ui.viewmodels.entry_details import details_of
from gk_desktop.ui.viewmodels.follow_up_model import COMMENT, DESCRIPTION, KIND, NUMBER, TIME, FollowUpModel
from gk_desktop.ui.viewmodels.import_preview import taken_over_sentence
from gk_desktop.ui.widgets.answer_form import AnswerForm
from gk_desktop.ui.widgets.elided_label import ElidedLabel
from gk_desktop.ui.widgets.kept_cell import KeptCell
from gk_desktop.ui.widgets.kept_line import KeptLine
from gk_desktop.ui.widgets.note_cell_delegate import NoteCellDelegate
from gk_desktop.ui.widgets.open_cell import save_open_cell
from gk_desktop.ui.widgets.roomy_tabs import RoomyTabs
from gk_desktop.ui.widgets.scrolled import Scrolled
from gk_desktop.ui.widgets.time_field import LONGEST_TIME

_SHOWN_KINDS: Final = tuple(
    kind.KIND for kind in (Event, Entry, Task, Participant, AgendaItem, Category, MinutesCorrection)
)
_LAY_OUT_AFTER_MS: Final = 40
_NARROW_BELOW: Final = 760
_COMMENT_WIDTH, _LEAST_TEXT = 240, 80


class FollowUpPage(QWidget):
    """Left the notes in their order, right the questions. Everything is edited in place and saved at once."""

    TITLE: Final = N_("Nachbereitung")

    # Somebody wants to go on taking notes: event.
    capture_requested = Signal(str)
    # Somebody wants minutes: event.
    export_requested = Signal(str)
    # Something was done: a sentence.
    status_changed = Signal(str)

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._event_id = ""
        self._heading = ElidedLabel()
        self._said = ElidedLabel()
        self._capture = QAction(_("&Weiter mitschreiben"), self)
        self._import = QAction(_("&Notizen übernehmen …"), self)
        self._export = QAction(_("&Protokoll erstellen …"), self)
        self._model = FollowUpModel(self)
        self._table = QTableView()
        self._time = QLineEdit()
        self._line = QLineEdit()
        self._add = QPushButton(_("Nac&htragen"))
        self._kept_lines = (
            KeptLine(context, self._time, "time_of_addition", self),
            KeptLine(context, self._line, "addition", self),
        )
        self._kept_cell = KeptCell(context, self._table, self._model, "follow_up_cell", self)
        self._answers = AnswerForm(context)
        self._minutes = MinutesSection(context)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._buttons: list[QPushButton] = []
        self._layout_timer = QTimer(self)
        # What a person wants, where there is room.
        self._comment_width = _COMMENT_WIDTH
        self._is_fitting = False

        self._lay_out()
        self._set_up()
        self._connect()
        self._show()

    def _connect(self) -> None:
        self._capture.triggered.connect(self._on_capture)
        self._import.triggered.connect(self.on_import)
        self._export.triggered.connect(self._on_export)
        self._model.time_edit_requested.connect(self._on_time_edited)
        self._model.line_edit_requested.connect(self._on_line_edited)
        self._table.doubleClicked.connect(self._on_activated)
        self._table.horizontalHeader().sectionResized.connect(self._on_column_resized)
        self._table.horizontalHeader().geometriesChanged.connect(self._on_fit_columns)
        self._splitter.splitterMoved.connect(self._on_fit_columns)
        self._layout_timer.timeout.connect(self._on_lay_out_rows)
        self._time.returnPressed.connect(self._line.setFocus)
        self._line.returnPressed.connect(self._on_add)
        self._add.clicked.connect(self._on_add)
        self._context.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self._heading)
        titles.addWidget(self._said)
        head.addLayout(titles, 1)
        for action, name in ((self._capture, "go_on"), (self._import, "import_notes"), (self._export, "make_minutes")):
            button = QPushButton(action.text())
            button.setObjectName(name)
            button.setEnabled(False)
            button.clicked.connect(action.trigger)
            self._buttons.append(button)
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        add = QHBoxLayout()
        label = QLabel(_("N&achtrag um"))
        label.setBuddy(self._time)
        add.addWidget(label)
        add.addWidget(self._time)
        add.addWidget(self._line, 1)
        add.addWidget(self._add)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self._table, 1)
        column.addLayout(add)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self._make_side())
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([820, 340])
        self._splitter.setChildrenCollapsible(False)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.addLayout(head)
        layout.addWidget(self._splitter, 1)

    def _make_side(self) -> QWidget:
        side = RoomyTabs()
        side.setObjectName("follow_up_side")
        side.setAccessibleName(_("Fragen und Protokolle"))
        side.setMinimumWidth(260)
        side.addTab(self._answers, _("Frag&en"))
        side.addTab(Scrolled(self._minutes), _("P&rotokolle"))
        return side

    def _set_up(self) -> None:
        self.setObjectName("follow_up_page")
        self._layout_timer.setSingleShot(True)
        self._layout_timer.setInterval(_LAY_OUT_AFTER_MS)
        font = self._heading.font()
        font.setBold(True)
        self._heading.setFont(font)
        self._heading.setObjectName("follow_up_event")
        self._said.setObjectName("follow_up_said")
        self._said.setEnabled(False)
        self._time.setObjectName("added_time")
        self._time.setAccessibleName(_("Uhrzeit des Nachtrags"))
        self._time.setPlaceholderText(_("14:05"))
        self._time.setMaxLength(len(LONGEST_TIME))
        self._time.setFixedWidth(self._time.fontMetrics().horizontalAdvance(LONGEST_TIME) + 28)
        self._line.setObjectName("added_line")
        self._line.setAccessibleName(_("Nachtrag, geschrieben wie in der Mitschrift"))
        self._line.setPlaceholderText(_("wie in der Mitschrift: „* Beobachtung“, „Jugendamt: …“, „// Anmerkung“"))
        self._add.setObjectName("add_line")
        for action, key in ((self._capture, "Ctrl+M"), (self._export, "Ctrl+E")):
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addActions([self._capture, self._import, self._export])
        self._set_up_table()

    def _set_up_table(self) -> None:
        table = self._table
        table.setObjectName("follow_up_table")
        table.setAccessibleName(_("Einträge: Beschreibung und Kommentar"))
        table.setModel(self._model)
        table.setItemDelegate(NoteCellDelegate(table))
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in ((NUMBER, 52), (TIME, 56), (KIND, 104)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        header.setSectionResizeMode(DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(COMMENT, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(COMMENT, _COMMENT_WIDTH)

    def open_event(self, event_id: str) -> None:
        """Show this event; what was typed for the one before is saved."""
        if event_id == self._event_id:
            return
        self.save_pending()
        self._event_id = event_id
        for kept in self._kept_lines:
            kept.open_event(event_id)
        self._answers.open_event(event_id)
        self._minutes.open_event(event_id)
        self._show()
        self._kept_cell.open_event(event_id)
        self._table.scrollToTop()
        self._table.setCurrentIndex(self._model.index(0, TIME))

    def enter(self) -> None:
        self._table.setFocus()

    def save_pending(self) -> None:
        """Save what stands half typed in a field."""
        save_open_cell(self._table)
        self._kept_cell.forget()
        self._answers.save_pending()
        self._keep_lines()

    def _keep_lines(self) -> None:
        for kept in self._kept_lines:
            kept.save_now()

    def _show(self) -> None:
        """Everything anew from the store; selection and place stay where they are."""
        has_event = bool(self._event_id)
        for widget in (self._table, self._time, self._line, self._add, self._answers, self._minutes, *self._buttons):
            widget.setEnabled(has_event)
        for action in (self._capture, self._import, self._export):
            action.setEnabled(has_event)
        if not has_event:
            self._heading.show_text(_("Noch keine Veranstaltung gewählt."))
            self._said.show_text(_("Öffnen Sie eine bei den Veranstaltungen; hier wird sie nachbereitet."))
            return
        self._context.perform(self._read)

    def _read(self) -> None:
        workspace = self._context.workspace
        event = workspace.records.get(Event, self._event_id)
        participants = workspace.records.find(Participant, event=self._event_id)
        entries = workspace.follow_up.entries(self._event_id)
        current = self._table.currentIndex()
        at, column = self._model.row_id(current.row()), current.column()
        numbers = workspace.follow_up.numbers(self._event_id)
        corrections = workspace.corrections.by_entry(self._event_id)
        details = details_of(entries, self._event_id, workspace.records)
        self._model.set_entries(entries, {item.id: item.label for item in participants}, numbers, corrections, details)
        self._lay_out_gaps()
        self._layout_timer.start()
        if not self._table.currentIndex().isValid() and at:
            self._table.setCurrentIndex(self._model.index(max(self._model.row_of(at), 0), max(column, 0)))
        self._heading.show_text(event.title + (f" · {event.date:%d.%m.%Y}" if event.date else ""))
        self._say(len(entries), any(entry.time for entry in entries))

    def _say(self, entries: int, has_times: bool) -> None:
        if not entries:
            self._said.show_text(_("Noch kein Eintrag. Schreiben Sie mit, oder übernehmen Sie Notizen."))
            return
        said = ngettext("{count} Eintrag", "{count} Einträge", entries).format(count=entries)
        gaps = len(self._model.gap_rows())
        if gaps:
            said += " · " + ngettext(
                "{count} Lücke von mehr als zehn Minuten", "{count} Lücken von mehr als zehn Minuten", gaps
            ).format(count=gaps)
        elif has_times:
            said += " · " + _("keine Lücke von mehr als zehn Minuten")
        else:
            said += " · " + _("ohne Uhrzeiten")
        self._said.show_text(said)

    def _lay_out_gaps(self) -> None:
        self._table.clearSpans()
        for row in self._model.gap_rows():
            self._table.setSpan(row, DESCRIPTION, 1, 2)

    def _begin_addition(self, time: str) -> None:
        self._time.setText(time)
        self._line.setFocus()

    @Slot()
    def _on_lay_out_rows(self) -> None:
        self._table.resizeRowsToContents()
        current = self._table.currentIndex()
        if current.isValid():
            self._table.scrollTo(current)

    @Slot()
    def _on_fit_columns(self) -> None:
        """Where there is little room, the comments give way down to half of it."""
        header = self._table.horizontalHeader()
        room = self._table.viewport().width() - sum(header.sectionSize(at) for at in (NUMBER, TIME, KIND))
        self._is_fitting = True
        header.resizeSection(COMMENT, min(self._comment_width, max(_LEAST_TEXT, room // 2)))
        self._is_fitting = False

    @Slot(int, int, int)
    def _on_column_resized(self, column: int, _before: int, width: int) -> None:
        if column == COMMENT and not self._is_fitting:
            self._comment_width = width
        self._layout_timer.start()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        gap = self._model.gap(index.row())
        if gap is not None:
            self._begin_addition(f"{gap.start:%H:%M}")

    @Slot(str, str)
    def _on_time_edited(self, entry_id: str, typed: str) -> None:
        self._context.perform(lambda: self._context.workspace.follow_up.set_time(entry_id, typed))

    @Slot(str, str)
    def _on_line_edited(self, entry_id: str, raw: str) -> None:
        self._context.perform(lambda: self._context.workspace.follow_up.edit(entry_id, raw))

    @Slot()
    def _on_add(self) -> None:
        raw, typed = self._line.text(), self._time.text()
        if not raw.strip():
            return
        event_id = self._event_id
        added = self._context.perform(lambda: self._context.workspace.follow_up.add(event_id, raw, typed))
        if added is not None:
            self._line.clear()
            self._keep_lines()
            self._table.setCurrentIndex(self._model.index(self._model.row_of(added.id), TIME))

    @Slot()
    def _on_capture(self) -> None:
        self.save_pending()
        self.capture_requested.emit(self._event_id)

    @Slot()
    def on_import(self) -> None:
        """Take over notes that were written elsewhere."""
        self.save_pending()
        dialog = ImportDialog(self._context, self._event_id, self)
        dialog.notes_taken_over.connect(self._on_notes_taken_over)
        dialog.open()

    @Slot(object)
    def _on_notes_taken_over(self, taken: TakenOver) -> None:
        """Say what came in, and show where it begins."""
        self.status_changed.emit(taken_over_sentence(taken))
        row = self._model.row_of(taken.first) if taken.first else -1
        if row >= 0:
            self._table.setCurrentIndex(self._model.index(row, TIME))
            self._table.scrollTo(self._table.currentIndex(), QTableView.ScrollHint.PositionAtTop)

    @Slot()
    def _on_export(self) -> None:
        self.save_pending()
        self.export_requested.emit(self._event_id)

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if self._event_id and any(change_set.ids(kind) for kind in _SHOWN_KINDS):
            in_use = self.focusWidget()
            was_open = in_use is not None and self._table.isAncestorOf(in_use)
            self._show()
            if was_open and in_use is not None and in_use.isHidden():
                # The cell's editor goes with the old rows, and would hand the keys to whatever comes next.
                self._table.setFocus()
            self._answers.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self._table.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._table.hasFocus() and index.isValid():
            if self._model.gap(index.row()) is not None:
                self._on_activated(index)
            elif index.flags() & Qt.ItemFlag.ItemIsEditable:
                self._table.edit(index)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW_BELOW
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() is not wanted:
            self._splitter.setOrientation(wanted)
            # Beside each other the notes get what there is, one above the other both give way.
            for pane, stretch in enumerate((3, 1) if is_narrow else (1, 0)):
                self._splitter.setStretchFactor(pane, stretch)
            self._splitter.setSizes([820, 340])
