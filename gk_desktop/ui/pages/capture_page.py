"""The Mitschrift: agenda, stream of entries, people and results, and the line that is always in the same place."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.i18n import _
from gk_desktop.base.settings import Settings
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.entry import Entry
from gk_desktop.services.capture import Capture
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.capture_actions import Owner, make_actions, short_actions
from gk_desktop.ui.pages.capture_agenda import CaptureAgenda
from gk_desktop.ui.pages.capture_commands import CaptureCommands
from gk_desktop.ui.pages.capture_editing import CaptureEditing
from gk_desktop.ui.pages.capture_find import CaptureFind
from gk_desktop.ui.pages.capture_history import CaptureHistory
from gk_desktop.ui.pages.capture_keys import key_tables
from gk_desktop.ui.pages.capture_memory import CaptureMemory
from gk_desktop.ui.pages.capture_menus import CaptureMenus
from gk_desktop.ui.pages.capture_people import CapturePeople
from gk_desktop.ui.pages.capture_time import CaptureTime
from gk_desktop.ui.theme import notes_font
from gk_desktop.ui.viewmodels.change_words import named
from gk_desktop.ui.viewmodels.entry_list_model import EntryListModel
from gk_desktop.ui.viewmodels.entry_rows import EntryFilter
from gk_desktop.ui.viewmodels.event_notes import EventNotes, NotesChange
from gk_desktop.ui.widgets.agenda_panel import AgendaPanel
from gk_desktop.ui.widgets.capture_header import CaptureHeader
from gk_desktop.ui.widgets.capture_panes import SIDE, CapturePanes
from gk_desktop.ui.widgets.cheat_sheet import CheatSheet, KeyTable
from gk_desktop.ui.widgets.entry_stream import EntryStream
from gk_desktop.ui.widgets.filter_bar import FilterBar
from gk_desktop.ui.widgets.hairline import Hairline
from gk_desktop.ui.widgets.key_strip import KeyStrip
from gk_desktop.ui.widgets.line_area import LineArea
from gk_desktop.ui.widgets.open_cell import save_open_cell
from gk_desktop.ui.widgets.side_panel import SidePanel
from gk_desktop.ui.widgets.time_field import TimeField

_SIDE_PAUSE_MS: Final = 250


class CapturePage(QWidget):
    back_requested = Signal()
    # Make minutes: id of the event.
    export_requested = Signal(str)
    # What the status line should say.
    status_changed = Signal(str)
    # Feldmodus begins or ends: what is around the page should make room.
    field_mode_changed = Signal(bool)
    # Escape where nothing of the page is left to be closed.
    escaped = Signal()

    def __init__(self, context: WorkspaceContext, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._settings = settings
        self._capture: Capture | None = None
        self._notes: EventNotes | None = None
        self._field_mode = False
        self.header = CaptureHeader(self._workspace.store.clock)
        self.agenda = AgendaPanel()
        self.model = EntryListModel(self)
        self.stream = EntryStream(self.model)
        self.filter_bar = FilterBar()
        self.line_area = LineArea(self._workspace.store.clock.now)
        self.time_field = TimeField()
        self.side = SidePanel()
        self.cheat_sheet = CheatSheet(_("Tasten und Zeichen der Mitschrift"))
        self._right, self._middle = QStackedWidget(), QWidget()
        self._panes = CapturePanes(self.agenda, self._middle, self._right)
        self._side_pause = QTimer(self)
        self._make_helpers()
        self._strip = KeyStrip(short_actions(self._actions))

        self._lay_out()
        self._connect()

        self._menus.set_actions(self._actions)
        self._people.set_actions(self._actions)
        self.show_keys(KeyTable("", ()))
        self.header.set_field_mode_action(self._actions["field_mode"])
        self._side_pause.setSingleShot(True)
        self._side_pause.setInterval(_SIDE_PAUSE_MS)
        self.setObjectName("capture_page")
        self._set_fonts()

    def _make_helpers(self) -> None:
        """Who does what the keys and panels ask for."""
        context, line, stream, model = self._context, self.line_area, self.stream, self.model
        self.commands = CaptureCommands(context, line, stream, model, self)
        self.editing = CaptureEditing(context, line, stream, model, self)
        self._memory = CaptureMemory(context, line, stream, self.editing, self)
        self._menus = CaptureMenus(self.commands, stream, self)
        self._find = CaptureFind(self.filter_bar, stream, model, self)
        self._timing = CaptureTime(context, line, stream, self.time_field, self)
        self._agenda_keeper = CaptureAgenda(context, self.agenda, self)
        self._people = CapturePeople(context, line, self.side, self)
        self._history = CaptureHistory(context, line, stream, self)
        owners = {
            Owner.COMMANDS: self.commands,
            Owner.EDITING: self.editing,
            Owner.FIND: self._find,
            Owner.TIME: self._timing,
            Owner.HISTORY: self._history,
            Owner.PANES: self._panes,
            Owner.PAGE: self,
        }
        self._actions = make_actions(self, owners, stream)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)
        column.addWidget(self.stream, 1)
        column.addWidget(self.time_field)
        column.addWidget(self.line_area)
        column.addWidget(self._strip)
        self._right.addWidget(self.side)
        self._right.addWidget(self.cheat_sheet)
        self._rule = Hairline()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._rule)
        layout.addWidget(self._panes, 1)
        self.setTabOrder(self.line_area.line, self.stream)

    def _connect(self) -> None:
        self._context.changed.connect(self._on_changed)
        self.header.back_requested.connect(self.back_requested)
        self.header.export_requested.connect(self.on_export)
        self.header.minute_passed.connect(self._agenda_keeper.show)
        self.line_area.entered.connect(self._on_entered)
        self.line_area.hint_changed.connect(self._strip.show_hint)
        self.line_area.escaped.connect(self._on_escape)
        for source in (self.line_area.line, self.stream):
            source.undo_requested.connect(self.undo)
            source.redo_requested.connect(self.redo)
        self.filter_bar.filter_changed.connect(self._on_filter)
        self.filter_bar.left.connect(self._on_find_left)
        for speaker in (self.commands, self.editing, self._history):
            speaker.said.connect(self.status_changed)
        self.commands.current_requested.connect(self._on_current)
        self.agenda.current_requested.connect(self._on_current)
        self.agenda.shown_requested.connect(self._on_show_top)
        self.agenda.model.current_changed.connect(self.header.show_item)
        self.side.speaker_chosen.connect(self.commands.choose_speaker)
        self.side.entry_chosen.connect(self.show_entry)
        self.cheat_sheet.closed.connect(self._on_escape)
        self._side_pause.timeout.connect(self._show_side)

    @property
    def _workspace(self) -> Workspace:
        return self._context.workspace

    @property
    def event_id(self) -> str:
        return self._capture.event_id if self._capture else ""

    def open_event(self, event_id: str) -> None:
        """Show the notes of an event, as they were left. Raises `UserError` if it does not exist."""
        if event_id == self.event_id:
            return
        self.save_draft_now()
        capture = self._workspace.capture(event_id)
        notes = EventNotes(self._workspace.records, event_id)
        self._capture, self._notes = capture, notes
        for helper in (self.commands, self.editing, self._agenda_keeper, self._timing, self._people):
            helper.set_event(capture, notes)
        for looker in (self._menus, self._find):
            looker.set_event(notes)
        self.filter_bar.clear()
        self.filter_bar.offer(notes)
        self.model.set_notes(notes, capture.current_item)
        self._show_names()
        self._show_head()
        self._show_side()
        self._memory.restore(capture, notes)
        for keeper in (self._agenda_keeper, self._people):
            keeper.restore(event_id)
        self._say_count()

    @Slot()
    def enter(self) -> None:
        """The page is shown: the line is ready."""
        self.line_area.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_draft_now(self) -> None:
        """Keep half-typed text and place before locking or closing. Never asks."""
        for view in (self.agenda.view, self.side):
            save_open_cell(view)
        for keeper in (self._memory, self._agenda_keeper, self._people):
            keeper.save_now()

    def show_entry(self, entry_id: str) -> None:
        """Bring an entry into view and choose it; a filter that hides it is lifted."""
        if self._notes is not None and entry_id in self._notes.entries:
            if self.model.row_of(entry_id) < 0:
                self.filter_bar.lift()
            self.stream.select([entry_id])

    def set_field_mode(self, on: bool) -> None:
        """Only stream and line, in large type; above them, quietly, the TOP and the time."""
        if on == self._field_mode:
            return
        self._field_mode = on
        for widget in (self._rule, self.agenda, self._right, self.filter_bar):
            widget.setVisible(not on)
        self._actions["field_mode"].setChecked(on)
        self._set_fonts()
        self.line_area.set_field_mode(on)
        self.field_mode_changed.emit(on)

    def show_keys(self, everywhere: KeyTable) -> None:
        """Fill the cheat sheet; `everywhere` are the keys that are not of this page."""
        self.cheat_sheet.show_keys(key_tables(self.actions(), everywhere))

    def apply_settings(self, settings: Settings) -> None:
        """Other type sizes."""
        self._settings = settings
        self._set_fonts()

    def _set_fonts(self) -> None:
        points = self._settings.field_mode_points if self._field_mode else self._settings.notes_points
        font = notes_font(points)
        self.stream.set_notes_font(font)
        self.line_area.set_notes_font(font)

    def _show_names(self) -> None:
        self._people.show()
        self._agenda_keeper.show()

    def _show_head(self) -> None:
        if self._notes is not None:
            today = self._workspace.store.clock.now().date()
            self.header.show_event(self._notes.event, self._notes.status, self._notes.began_at(today))

    @Slot()
    def _show_side(self) -> None:
        if self.side.is_editing:
            self._side_pause.start()
        elif self._notes is not None:
            self.side.show_notes(self._notes)
            self.filter_bar.offer(self._notes)

    def _say_count(self) -> None:
        if self._notes is not None:
            self.filter_bar.show_count(self.model.shown, len(self._notes.entries))

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        """The one way by which anything comes onto the screen, be it typed, undone or changed elsewhere."""
        if self._notes is None or self._capture is None:
            return
        change = self._notes.apply(change_set)
        if change.knowledge:
            self._capture.refresh()
            self._show_names()
        if change.names:
            self.model.renew_names()
        self.model.renew_entries(change.entries)
        self.model.set_current_item(self._capture.current_item)
        self._after_change(change)
        if self.line_area.editing and self.line_area.editing not in self._notes.entries and not change_set.erases:
            self.editing.keep_text_of_removed()

    def _after_change(self, change: NotesChange) -> None:
        if change.head:
            self._show_head()
        if change.results:
            self._side_pause.start()
        self._find.refresh()
        self._say_count()

    @Slot()
    def _on_entered(self) -> None:
        if self.line_area.editing:
            self.editing.commit()
            return
        capture, text, said_at = self._capture, self.line_area.text, self.line_area.said_at
        unknown = " ".join(self.line_area.parsed.unknown_codes)
        if capture is None or not text.strip():
            return
        added = self._context.perform(lambda: self._timing.add_line(capture, text, said_at))
        if added is None:
            return
        self.line_area.reset("")
        self._memory.forget_draft()
        if added and unknown:
            self.status_changed.emit(_("Keine Kategorie, bleibt Text: {codes}").format(codes=unknown))
        if added:
            self.stream.show_row(self.model.row_of(added))
        else:
            self._show_current()

    def _show_current(self) -> None:
        """Another TOP, or a speaker who has not said anything yet."""
        self._follow_current_item()
        self.stream.show_end()

    @Slot()
    def undo(self) -> None:
        """What was done last, be it an entry or something else."""
        self._turn_back(undo=True)

    @Slot()
    def redo(self) -> None:
        self._turn_back(undo=False)

    def _turn_back(self, *, undo: bool) -> None:
        projects = self._workspace.projects
        change_set = self._context.perform(projects.undo if undo else projects.redo)
        if change_set is None:
            return
        self._follow_current_item()
        for entry_id in change_set.ids(Entry.KIND):
            self.stream.show_row(self.model.row_of(entry_id))
        said = _("Zurückgenommen: {what}") if undo else _("Wiederhergestellt: {what}")
        self.status_changed.emit(said.format(what=named(change_set)))

    def _follow_current_item(self) -> None:
        if self._capture is not None:
            self.model.set_current_item(self._capture.current_item)
            self._agenda_keeper.show()

    @Slot(object)
    def _on_filter(self, wanted: EntryFilter) -> None:
        self.model.set_filter(wanted)
        self._say_count()

    @Slot()
    def _on_find_left(self) -> None:
        self.filter_bar.setVisible(not self._field_mode)
        self.enter()

    @Slot(str)
    def _on_current(self, item_id: str) -> None:
        capture = self._capture
        if capture is not None:
            self._context.perform(lambda: capture.go_to(item_id))
            self._show_current()

    @Slot(str)
    def _on_show_top(self, item_id: str) -> None:
        self.stream.show_heading(self.model.heading_of(item_id))

    @Slot()
    def on_export(self) -> None:
        if self.event_id:
            self.save_draft_now()
            self.export_requested.emit(self.event_id)

    @Slot()
    def on_field_mode(self) -> None:
        self.set_field_mode(not self._field_mode)

    @property
    def _shows_keys(self) -> bool:
        return self._right.currentWidget() is self.cheat_sheet and self._right.isVisible() and self._panes.is_open(SIDE)

    @Slot()
    def on_cheat_sheet(self) -> None:
        showing = self._shows_keys
        self._right.setCurrentWidget(self.side if showing else self.cheat_sheet)
        self._right.setVisible(not (showing and self._field_mode))
        self._panes.show_pane(SIDE)
        self.enter()

    @Slot()
    def _on_escape(self) -> None:
        """One step back: the keys, then the entry that is being changed; at last to the line. No text is lost."""
        if self._shows_keys:
            self.on_cheat_sheet()
        elif self.line_area.editing and self.line_area.line.hasFocus():
            self.editing.leave()
        else:
            self.enter()
            self.escaped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_escape()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_strip"):
            for widget in (self.header, self.agenda, self.side, self._strip):
                widget.refresh_colours()
