"""The open workspace in the window: rail, page header, pages, messages, status."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.settings import Settings
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.event import Event
from gk_desktop.domain.project import Project
from gk_desktop.services.minutes_exports import ExportedMinutes
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.about_dialog import AboutDialog
from gk_desktop.ui.dialogs.export_dialog import ExportDialog
from gk_desktop.ui.dialogs.passphrase_dialog import PassphraseDialog
from gk_desktop.ui.icons import icon
from gk_desktop.ui.pages.identity_actions import IdentityActions
from gk_desktop.ui.pages.person_rights_actions import PersonRightsActions
from gk_desktop.ui.pages.table_actions import TableActions
from gk_desktop.ui.rooms import ROOM_OF_KIND, ROOMS, RoomPages
from gk_desktop.ui.shell_keys import ShellKeys
from gk_desktop.ui.widgets.hairline import Hairline
from gk_desktop.ui.widgets.message_bar import MessageBar
from gk_desktop.ui.widgets.page_header import PageHeader
from gk_desktop.ui.widgets.pane_memory import arrange, arrangement_of
from gk_desktop.ui.widgets.rail import Rail, Room
from gk_desktop.ui.widgets.status_line import StatusLine

_NARROW_BELOW: Final = 1200
_ROOMS_OF_EVENT: Final = ("capture", "follow_up")
_EXPORT_NUMBERING: Final = "export/entry_numbers"


class Shell(QWidget):
    """What the window shows while a workspace is unlocked. `leave` before it is thrown away."""

    lock_requested = Signal()
    restore_requested = Signal(object)
    # Whether the notes want the whole screen.
    field_mode_changed = Signal(bool)
    settings_changed = Signal(object)
    # Whether a Mitschrift is on the screen.
    capturing_changed = Signal(bool)
    # What the window is to be called.
    titled = Signal(str)

    def __init__(self, context: WorkspaceContext, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._settings = settings
        self._rooms = RoomPages(context, settings, self)
        self._room = ""
        self._event_id = ""
        self._export_folder: Path | None = None
        self._rail = Rail(tuple(Room(room.key, _(room.label), room.icon) for room in ROOMS))
        self._header = PageHeader()
        self._keys = ShellKeys(context, self)
        self._identities = IdentityActions(context, self)
        self._tables = TableActions(context, self, lambda: self._event_id)
        self._layout = dict(settings.layout)
        self._stack = QStackedWidget()
        self.messages = MessageBar()
        self.status = StatusLine()

        self._lay_out()

        self._rail.room_chosen.connect(self.show_room)
        self._connect_rooms()
        self._connect_keys()
        self._connect_identities()
        self._rights = PersonRightsActions(context, self)
        self._rights.about_to_open.connect(self._leave_room)
        self._header.search_requested.connect(self._on_search)
        context.failed.connect(self.messages.show_error)
        context.saved.connect(self.status.show_saved)
        context.saved.connect(self.messages.forget_overcome)
        context.changed.connect(self._on_changed)
        context.open_requested.connect(self.show_record)

        self.refresh_colours()
        self.show_backup_time()

    def _connect_keys(self) -> None:
        keys = self._keys
        keys.room_chosen.connect(self.show_room)
        keys.record_chosen.connect(self.show_record)
        keys.search_requested.connect(self._on_focus_search)
        keys.import_requested.connect(self._on_import)
        keys.lock_requested.connect(self.lock_requested)
        keys.check_requested.connect(self._on_check)
        keys.about_to_leave.connect(self._leave_room)
        keys.said.connect(self.status.say)

    def _connect_rooms(self) -> None:
        rooms = self._rooms
        rooms.capture_requested.connect(self.open_capture)
        rooms.export_requested.connect(self.open_export)
        rooms.tables_requested.connect(self._tables.open)
        self._tables.about_to_open.connect(self._leave_room)
        rooms.event_shown.connect(self._on_event_shown)
        rooms.back_requested.connect(self._on_back)
        rooms.status_changed.connect(self.status.say)
        rooms.field_mode_changed.connect(self._on_field_mode)
        rooms.settings_changed.connect(self._on_settings)
        rooms.passphrase_requested.connect(self._on_passphrase)
        rooms.about_requested.connect(self._on_about)
        rooms.backed_up.connect(self.show_backup_time)
        rooms.restore_requested.connect(self.restore_requested)
        rooms.escaped.connect(self.messages.dismiss)

    def _connect_identities(self) -> None:
        self.status.add(self._identities.sign)
        self._rooms.identities_requested.connect(self._identities.carry_out)
        self._identities.about_to_close.connect(self._leave_room)
        self._identities.noticed.connect(self.messages.show_notice)
        self._identities.said.connect(self.status.say)

    def _page(self, key: str) -> Any:
        return self._rooms.page(key)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self._keys.sheet)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self._header, self.messages):
            right.addWidget(widget)
        right.addLayout(middle, 1)
        right.addWidget(Hairline())
        right.addWidget(self.status)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        layout.addLayout(right, 1)

    def refresh_colours(self) -> None:
        """After the appearance has changed."""
        self._rail.set_icons({room.key: icon(room.icon, QGuiApplication.palette()) for room in ROOMS})

    def enter(self, room: str, event_id: str = "") -> None:
        """Where somebody left off, or the list of events."""
        self._event_id = event_id
        self.show_room(room if room in {known.key for known in ROOMS} else "events")

    @property
    def place(self) -> tuple[str, str]:
        """The room that is shown, and the event that is open."""
        return self._room, self._event_id

    def leave(self) -> None:
        """Save what is half typed; never asks."""
        self._leave_room()
        self._take_the_keyboard()
        self._end_field_mode()

    @property
    def layout_now(self) -> dict[str, str]:
        """How the pages are arranged, to be found again after a lock or the next start."""
        for room in ROOMS:
            page = self._rooms.known(room.key)
            if page is not None:
                self._layout.update(arrangement_of(page, room.key))
        return self._layout

    @Slot(str)
    def show_room(self, key: str) -> None:
        """Go to a room; what was typed in the one before is saved."""
        self.messages.forget_notice()
        if key != self._room:
            self._leave_room()
            self._take_the_keyboard()
        page = self._page(key)
        if key in _ROOMS_OF_EVENT and not self._open_event_in(page):
            key, page = "events", self._page("events")
            self.messages.show_notice(_("Wählen Sie zuerst eine Veranstaltung."))
        if key != "capture":
            self._end_field_mode()
        self._room = key
        self._rail.show_room(key)
        # The page of hits has a line of its own.
        self._header.show_title(self._title_of(key), with_line=key != "search")
        is_new = self._stack.indexOf(page) < 0
        if is_new:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if is_new:
            arrange(page, key, self._layout)
        # The notes need the room, and name their event themselves.
        self._header.setVisible(key != "capture")
        self._keys.enter_room(key, page)
        if key == "capture":
            page.show_keys(self._keys.everywhere())
        self._name_window()
        self.capturing_changed.emit(key == "capture")
        page.enter()

    def _open_event_in(self, page: Any) -> bool:
        if not self._has_event():
            return False
        self.context.perform(lambda: page.open_event(self._event_id))
        return True

    def _has_event(self) -> bool:
        """Whether an event was chosen, and does not lie in the Papierkorb by now."""
        records, event_id = self.context.workspace.records, self._event_id
        return bool(event_id) and self.context.perform(lambda: records.look_up(Event, event_id)) is not None

    def _title_of(self, key: str) -> str:
        room = next(room for room in ROOMS if room.key == key)
        return _(room.label)

    def _name_window(self) -> None:
        """What one works on, for the list of windows of the desktop. At the door it is not told."""
        workspace = self.context.workspace
        event = None
        if self._room in _ROOMS_OF_EVENT:
            event = self.context.perform(lambda: workspace.records.look_up(Event, self._event_id))
        project = workspace.projects.current().name
        parts = (event.title if event else self._title_of(self._room), project, _("GK Feldbuch"))
        self.titled.emit(" – ".join(part for part in parts if part))

    def _end_field_mode(self) -> None:
        """Elsewhere nobody could find the way out of it."""
        capture = self._rooms.known("capture")
        if capture is not None:
            capture.set_field_mode(False)

    def _take_the_keyboard(self) -> None:
        """Closes an open cell. Were it closed by hiding its page, PySide 6.11 would crash at the third time."""
        if (in_use := self.focusWidget()) is not None:
            in_use.clearFocus()

    def _leave_room(self) -> None:
        page = self._rooms.known(self._room)
        for name in ("save_pending", "save_draft_now"):
            save = getattr(page, name, None)
            if save is not None:
                self.context.perform(save)

    @Slot(str)
    def open_capture(self, event_id: str) -> None:
        self._event_id = event_id
        self.show_room("capture")

    @Slot(str)
    def open_export(self, event_id: str) -> None:
        self._leave_room()
        dialog = ExportDialog(self.context, event_id, self)
        if self._export_folder is not None:
            dialog.set_folder(self._export_folder)
        dialog.set_numbering(self._layout.get(_EXPORT_NUMBERING, ""))
        dialog.minutes_exported.connect(self._on_exported)
        dialog.numbering_wanted.connect(self._on_numbering_wanted)
        dialog.open()

    @Slot(object)
    def _on_exported(self, exported: ExportedMinutes) -> None:
        self._export_folder = exported.file.parent

    @Slot(str)
    def _on_numbering_wanted(self, wanted: str) -> None:
        self._layout[_EXPORT_NUMBERING] = wanted

    @Slot(str, str)
    def show_record(self, kind: str, record_id: str) -> None:
        """Jump to a record, wherever it is shown."""
        if kind in ("entry", "decision", "task", "minutes_correction"):
            self._show_entry(kind, record_id)
            return
        room = ROOM_OF_KIND.get(kind, "events")
        if kind == "event":
            self._event_id = record_id
        self.show_room(room)
        self.context.perform(lambda: self._page(room).show_record(record_id))

    def _show_entry(self, kind: str, record_id: str) -> None:
        found = self.context.perform(lambda: self.context.workspace.locate(kind, record_id))
        if found is None:
            return
        self._event_id, entry_id = found
        self.show_room("capture")
        if entry_id:
            self._page("capture").show_entry(entry_id)

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        self.status.forget()
        if change_set.ids(Event.KIND) or change_set.ids(Project.KIND):
            self._name_window()
        if self._room in _ROOMS_OF_EVENT and self._event_id in change_set.ids(Event.KIND) and not self._has_event():
            # Nobody should write into an event that was just taken away, be it by undoing.
            self._leave_room()
            self.show_room("events")

    @Slot()
    def _on_focus_search(self) -> None:
        if self._header.has_line:
            self._header.focus_line()
        else:
            self.show_room("search")

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self.show_room("search")
        self._page("search").search(text)

    @Slot()
    def _on_import(self) -> None:
        self.show_room("follow_up")
        if self._room == "follow_up":
            self._page("follow_up").on_import()

    @Slot()
    def _on_check(self) -> None:
        result = self.context.perform(self.context.workspace.projects.check)
        if result is not None and result.is_sound:
            self.messages.show_notice(
                _("Datenprüfung: Alles in Ordnung, {count} Datensätze.").format(count=result.records)
            )
        elif result is not None:
            self.messages.show_damage(UserError("\n".join(result.findings), _("Spielen Sie die letzte Sicherung ein.")))

    @Slot(str)
    def _on_event_shown(self, event_id: str) -> None:
        """Mitschrift and Nachbereitung follow the event that was looked at last."""
        self._event_id = event_id or self._event_id

    @Slot()
    def _on_back(self) -> None:
        self.show_room("events")

    @Slot(bool)
    def _on_field_mode(self, on: bool) -> None:
        """Nothing but notes and line; the window takes the whole screen."""
        self._rail.setVisible(not on)
        self.status.setVisible(not on)
        self.field_mode_changed.emit(on)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.settings_changed.emit(settings)

    def apply_settings(self, settings: Settings) -> None:
        """Hand changed settings to the pages that show them."""
        self._settings = settings
        capture = self._rooms.known("capture")
        if capture is not None:
            capture.apply_settings(settings)
        self.refresh_colours()

    @Slot()
    def _on_passphrase(self) -> None:
        self._passphrase_dialog = PassphraseDialog(self)
        self._passphrase_dialog.accepted.connect(self._on_passphrase_chosen)
        self._passphrase_dialog.open()

    @Slot()
    def _on_passphrase_chosen(self) -> None:
        passphrase = self._passphrase_dialog.passphrase
        if self.context.perform(lambda: self._change_passphrase(passphrase)):
            self.messages.show_notice(_("Die Passphrase ist geändert, auch für alle Sicherungen."))

    def _change_passphrase(self, passphrase: str) -> bool:
        self.context.workspace.projects.change_passphrase(passphrase)
        return True

    @Slot()
    def _on_about(self) -> None:
        AboutDialog(self).open()

    @Slot()
    def show_backup_time(self) -> None:
        """When the newest backup was made."""
        newest = next(iter(self.context.workspace.store.backups.all()), None)
        self.status.show_backed_up(newest.made_at if newest else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rail.set_narrow(event.size().width() < _NARROW_BELOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that no page wanted: the keys go away, then what was said."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self._keys.sheet.isHidden():
            self._keys.toggle_sheet()
        else:
            self.messages.dismiss()
