"""The open workspace in the window: rail, page header, pages, messages, status."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.settings import Settings
from gk_desktop.services.minutes_exports import ExportedMinutes
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.about_dialog import AboutDialog
from gk_desktop.ui.dialogs.command_palette import CommandPalette
from gk_desktop.ui.dialogs.export_dialog import ExportDialog
from gk_desktop.ui.dialogs.passphrase_dialog import PassphraseDialog
from gk_desktop.ui.icons import icon
from gk_desktop.ui.rooms import ROOM_OF_KIND, ROOMS, RoomPages
from gk_desktop.ui.widgets.message_bar import MessageBar
from gk_desktop.ui.widgets.rail import Rail, Room
from gk_desktop.ui.widgets.status_line import StatusLine

_NARROW_BELOW: Final = 1200


class Shell(QWidget):
    """What the window shows while a workspace is unlocked. `leave` before it is thrown away."""

    lock_requested = Signal()
    restore_requested = Signal(object)
    # Whether the notes want the whole screen.
    field_mode_changed = Signal(bool)
    settings_changed = Signal(object)
    # Whether a Mitschrift is on the screen.
    capturing_changed = Signal(bool)

    def __init__(self, context: WorkspaceContext, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._settings = settings
        self._rooms = RoomPages(context, settings, self)
        self._room = ""
        self._event_id = ""
        self._export_folder: Path | None = None
        self._rail = Rail(tuple(Room(room.key, _(room.label), room.icon) for room in ROOMS))
        self._title = QLabel()
        self._search_line = QLineEdit()
        self._header = QWidget()
        self._stack = QStackedWidget()
        self.messages = MessageBar()
        self.status = StatusLine()

        self._lay_out()
        self._add_actions()

        self._rail.room_chosen.connect(self.show_room)
        self._connect_rooms()
        self._search_line.returnPressed.connect(self._on_search)
        context.failed.connect(self.messages.show_error)
        context.saved.connect(self.status.show_saved)
        # Saving works (again): what went wrong before is over.
        context.saved.connect(self.messages.hide)
        context.changed.connect(self._on_changed)
        context.open_requested.connect(self.show_record)

        self._search_line.setPlaceholderText(_("In allem suchen (Strg+F)"))
        self._search_line.setAccessibleName(_("In allem suchen"))
        self._search_line.setClearButtonEnabled(True)
        self._search_line.setFixedWidth(280)
        self._search_line.setObjectName("search_line")
        self.refresh_colours()
        self.show_backup_time()
        self._name_undo()

    def _connect_rooms(self) -> None:
        rooms = self._rooms
        rooms.capture_requested.connect(self.open_capture)
        rooms.export_requested.connect(self.open_export)
        rooms.event_shown.connect(self._on_event_shown)
        rooms.back_requested.connect(self._on_back)
        rooms.status_changed.connect(self.status.say)
        rooms.field_mode_changed.connect(self._on_field_mode)
        rooms.settings_changed.connect(self._on_settings)
        rooms.passphrase_requested.connect(self._on_passphrase)
        rooms.about_requested.connect(self._on_about)
        rooms.backed_up.connect(self.show_backup_time)
        rooms.restore_requested.connect(self.restore_requested)

    def _page(self, key: str) -> Any:
        page = self._rooms.page(key)
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        return page

    def _lay_out(self) -> None:
        font = self._title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self._title.setFont(font)
        self._title.setObjectName("page_title")
        header = QHBoxLayout(self._header)
        header.setContentsMargins(24, 12, 24, 8)
        header.addWidget(self._title, 1)
        header.addWidget(self._search_line)

        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self._header, self.messages):
            right.addWidget(widget)
        right.addWidget(self._stack, 1)
        right.addWidget(_rule())
        right.addWidget(self.status)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        layout.addLayout(right, 1)

    def _add_actions(self) -> None:
        self._undo = self._action(_("Rückgängig"), "Ctrl+Z", self._on_undo)
        self._redo = self._action(_("Wiederholen"), "Ctrl+Y", self._on_redo)
        self._action(_("Gehe zu …, tue …"), "Ctrl+K", self._on_palette)
        self._action(_("In allem suchen"), "Ctrl+F", self._on_focus_search)
        self._action(_("Sperren"), "Ctrl+L", self._on_lock)
        self._action(_("Datenprüfung"), "", self._on_check)

    def _action(self, text: str, shortcut: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(slot)
        self.addAction(action)
        return action

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

    @Slot(str)
    def show_room(self, key: str) -> None:
        """Go to a room; what was typed in the one before is saved."""
        self.messages.forget_notice()
        if key != self._room:
            self._leave_room()
        page = self._page(key)
        if key in ("capture", "follow_up") and not self._open_event_in(page):
            key, page = "events", self._page("events")
            self.messages.show_notice(_("Wählen Sie zuerst eine Veranstaltung."))
        self._room = key
        self._rail.show_room(key)
        self._title.setText(self._title_of(key))
        self._stack.setCurrentWidget(page)
        # The notes need the room, and name their event themselves.
        self._header.setVisible(key != "capture")
        # The page of hits has a line of its own; two would compete.
        self._search_line.setVisible(key != "search")
        self.capturing_changed.emit(key == "capture")
        page.enter()

    def _open_event_in(self, page: Any) -> bool:
        if not self._event_id:
            return False
        self.context.perform(lambda: page.open_event(self._event_id))
        return True

    def _title_of(self, key: str) -> str:
        room = next(room for room in ROOMS if room.key == key)
        return _(room.label)

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
        dialog.minutes_exported.connect(self._on_exported)
        self._open_dialog(dialog)

    @Slot(object)
    def _on_exported(self, exported: ExportedMinutes) -> None:
        self._export_folder = exported.file.parent

    @Slot(str, str)
    def show_record(self, kind: str, record_id: str) -> None:
        """Jump to a record, wherever it is shown."""
        if kind in ("entry", "decision", "task"):
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

    def _open_dialog(self, dialog: Any) -> None:
        dialog.open()

    @Slot(object)
    def _on_changed(self, _change_set: object) -> None:
        self._name_undo()

    def _name_undo(self) -> None:
        projects = self.context.workspace.projects
        for action, text, label in (
            (self._undo, _("Rückgängig"), projects.undo_label),
            (self._redo, _("Wiederholen"), projects.redo_label),
        ):
            action.setText(f"{text}: {_(label)}" if label else text)
            action.setEnabled(label is not None)

    @Slot()
    def _on_undo(self) -> None:
        self._leave_room()
        self.context.perform(self.context.workspace.projects.undo)

    @Slot()
    def _on_redo(self) -> None:
        self.context.perform(self.context.workspace.projects.redo)

    @Slot()
    def _on_palette(self) -> None:
        page = self._stack.currentWidget()
        actions = [*self.actions(), *self._room_actions(), *(page.actions() if page else [])]
        palette = CommandPalette(self.context, actions, self)
        palette.record_chosen.connect(self.show_record)
        self._open_dialog(palette)

    def _room_actions(self) -> list[QAction]:
        """Every room as something the palette can do."""
        if not hasattr(self, "_go_actions"):
            self._go_actions = []
            for number, room in enumerate(ROOMS, start=1):
                action = QAction(_("Gehe zu: {room}").format(room=_(room.label)), self)
                # Only shown: the rail's button owns the key.
                action.setData(room.key)
                action.setToolTip(f"Alt+{number}")
                action.triggered.connect(self._on_go)
                self._go_actions.append(action)
        return self._go_actions

    @Slot()
    def _on_go(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.show_room(str(action.data()))

    @Slot()
    def _on_focus_search(self) -> None:
        if not self._search_line.isVisible():
            self.show_room("search")
            return
        self._search_line.setFocus()
        self._search_line.selectAll()

    @Slot()
    def _on_search(self) -> None:
        self.show_room("search")
        self._page("search").search(self._search_line.text())

    @Slot()
    def _on_lock(self) -> None:
        self.lock_requested.emit()

    @Slot()
    def _on_check(self) -> None:
        result = self.context.perform(self.context.workspace.projects.check)
        if result is not None and result.is_sound:
            self.messages.show_notice(
                _("Datenprüfung: Alles in Ordnung, {count} Datensätze.").format(count=result.records)
            )
        elif result is not None:
            self.messages.show_error(UserError("\n".join(result.findings), _("Spielen Sie die letzte Sicherung ein.")))

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
        self._open_dialog(self._passphrase_dialog)

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
        self._open_dialog(AboutDialog(self))

    @Slot()
    def show_backup_time(self) -> None:
        """When the newest backup was made."""
        newest = next(iter(self.context.workspace.store.backups.all()), None)
        self.status.show_backed_up(newest.made_at if newest else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rail.set_narrow(event.size().width() < _NARROW_BELOW)


def _rule() -> QWidget:
    """A thin line in the palette's colour of lines."""
    line = QWidget()
    line.setFixedHeight(1)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    return line
