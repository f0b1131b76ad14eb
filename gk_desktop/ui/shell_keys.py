"""Keys that do the same in every room: undo and redo, the command palette, the cheat sheet, locking."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gk_desktop.base.i18n import _
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.command_palette import CommandPalette
from gk_desktop.ui.rooms import ROOM_KEYS, ROOMS
from gk_desktop.ui.viewmodels.change_words import named
from gk_desktop.ui.widgets.cheat_sheet import CheatSheet, KeyTable, keys_of
from gk_desktop.ui.widgets.editor_keys import EditorKeys
from gk_desktop.ui.widgets.rail import room_key

_SHEET_WIDTH: Final = 380


class ShellKeys(QObject):
    """The actions belong to the shell's widget; what they ask for is announced."""

    room_chosen = Signal(str)
    record_chosen = Signal(str, str)
    search_requested = Signal()
    lock_requested = Signal()
    check_requested = Signal()
    # Take over notes that were written elsewhere.
    import_requested = Signal()
    # Before something is taken back or printed: what is half typed is to be saved.
    about_to_leave = Signal()
    # A sentence for the status line.
    said = Signal(str)

    def __init__(self, context: WorkspaceContext, shell: QWidget) -> None:
        super().__init__(shell)
        self._context = context
        self._shell = shell
        self._page: QWidget | None = None
        self._room = ""
        self.sheet = CheatSheet(_("Tasten dieser Seite"))
        self._undo = self._action(_("Rückgängig"), "Ctrl+Z", self._on_undo)
        self._redo = self._action(_("Wiederholen"), "Ctrl+Y", self._on_redo)
        self._turns = (self._undo, self._redo)
        self._action(_("Gehe zu …, tue …"), "Ctrl+K", self._on_palette)
        self._search = self._action(_("In allem suchen"), "Ctrl+F", self.search_requested)
        self._keys = self._action(_("Tasten dieser Seite"), "F1", self.toggle_sheet)
        self._action(_("Sperren"), "Ctrl+L", self.lock_requested)
        self._action(_("&Notizen übernehmen …"), "", self.import_requested)
        self._action(_("Datenprüfung"), "", self.check_requested)
        self._action(_("Word-Vorlagen …"), "", self._on_templates)
        self._action(_("Formulare und Merkblätter …"), "", self._on_forms)
        self._action(_("Projektangaben …"), "", self._on_project)
        self._go = [self._room_action(number, room.key, _(room.label)) for number, room in enumerate(ROOMS, start=1)]

        self.sheet.closed.connect(self.toggle_sheet)
        context.changed.connect(self.name_undo)
        self.sheet.hide()
        self.name_undo()
        EditorKeys(self)

    def _action(self, text: str, shortcut: str, slot: Callable[[], None] | SignalInstance) -> QAction:
        action = QAction(text, self._shell)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(slot)
        self._shell.addAction(action)
        return action

    def _room_action(self, number: int, key: str, label: str) -> QAction:
        """A room as something the palette can do. The rail's button owns the key; here it is only shown."""
        action = QAction(_("Gehe zu: {room}").format(room=label), self._shell)
        action.setData(key)
        action.setToolTip(room_key(number))
        action.triggered.connect(self._on_go)
        return action

    def enter_room(self, room: str, page: QWidget) -> None:
        """The Mitschrift has a sheet and a search of its own; everywhere else these keys do the same."""
        self._room, self._page = room, page
        in_notes = room == "capture"
        self._search.setShortcut(QKeySequence("Ctrl+Shift+F" if in_notes else "Ctrl+F"))
        self._keys.setEnabled(not in_notes)
        if in_notes:
            self.sheet.hide()
        elif not self.sheet.isHidden():
            self._fill_sheet()

    def everywhere(self) -> KeyTable:
        """Keys that count on every page."""
        rooms = (f"{room_key(1)} … {room_key(len(ROOMS))}", _("auf eine andere Seite"))
        return KeyTable(_("Überall"), [*keys_of(self._shell.actions()), rooms])

    def _fill_sheet(self) -> None:
        actions = self._page.actions() if self._page is not None else []
        beside = [(_(key), _(text)) for key, text in ROOM_KEYS.get(self._room, ())]
        self.sheet.show_keys([KeyTable(_("Auf dieser Seite"), [*keys_of(actions), *beside]), self.everywhere()])

    @Slot()
    def toggle_sheet(self) -> None:
        if self.sheet.isHidden():
            self.sheet.setFixedWidth(min(_SHEET_WIDTH, self._shell.width() * 2 // 5))
            self._fill_sheet()
        self.sheet.setVisible(self.sheet.isHidden())

    @Slot()
    def name_undo(self) -> None:
        """What undo would take back, and redo bring back."""
        projects = self._context.workspace.projects
        for action, text, label in (
            (self._undo, _("Rückgängig"), projects.undo_label),
            (self._redo, _("Wiederholen"), projects.redo_label),
        ):
            action.setText(f"{text}: {_(label)}" if label else text)
            action.setEnabled(label is not None)
        if not self.sheet.isHidden():
            self._fill_sheet()

    @Slot()
    def _on_undo(self) -> None:
        self.about_to_leave.emit()
        undone = self._context.perform(self._context.workspace.projects.undo)
        if undone is not None:
            self.said.emit(_("Zurückgenommen: {what}").format(what=named(undone)))

    @Slot()
    def _on_redo(self) -> None:
        redone = self._context.perform(self._context.workspace.projects.redo)
        if redone is not None:
            self.said.emit(_("Wiederhergestellt: {what}").format(what=named(redone)))

    @Slot()
    def _on_palette(self) -> None:
        """Rooms first and undo last: Enter pressed too early must do no harm."""
        page = self._page.actions() if self._page is not None else []
        # What a page does by a key of its own stands there only once.
        here = {*self._turns, *(action.text() for action in page)}
        others = [action for action in self._shell.actions() if here.isdisjoint((action, action.text()))]
        palette = CommandPalette(self._context, [*self._go, *page, *others, *self._turns], self._shell)
        palette.record_chosen.connect(self.record_chosen)
        palette.open()

    @Slot()
    def _on_templates(self) -> None:
        from gk_desktop.ui.dialogs.templates_dialog import TemplatesDialog  # noqa: PLC0415 - reads Word files

        TemplatesDialog(self._context, self._shell).open()

    @Slot()
    def _on_forms(self) -> None:
        from gk_desktop.ui.dialogs.forms_dialog import FormsDialog  # noqa: PLC0415 - sets pages

        self.about_to_leave.emit()
        FormsDialog(self._context, self._shell).open()

    @Slot()
    def _on_project(self) -> None:
        from gk_desktop.ui.dialogs.project_dialog import ProjectDialog  # noqa: PLC0415 - rarely wanted

        self.about_to_leave.emit()
        ProjectDialog(self._context, self._shell).open()

    @Slot()
    def _on_go(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.room_chosen.emit(str(action.data()))
