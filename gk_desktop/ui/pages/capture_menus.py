"""The menus of the stream: what can be done with the chosen entries, and under which TOP they could go."""

from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gk_desktop.base.i18n import _
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS, EntryKind
from gk_desktop.ui.pages.capture_actions import SELECTION_ACTIONS
from gk_desktop.ui.pages.capture_commands import CaptureCommands
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.widgets.entry_stream import EntryStream

_MOST_SPEAKERS: Final = 20


class CaptureMenus(QObject):
    def __init__(self, commands: CaptureCommands, stream: EntryStream, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._stream = stream
        self._notes: EventNotes | None = None
        self._actions: dict[str, QAction] = {}

        stream.menu_requested.connect(self._on_menu)
        commands.move_requested.connect(self._on_move)

    def set_event(self, notes: EventNotes) -> None:
        self._notes = notes

    def set_actions(self, actions: dict[str, QAction]) -> None:
        self._actions = actions

    @Slot()
    def _on_move(self) -> None:
        place = self._stream.visualRect(self._stream.currentIndex()).bottomLeft()
        self._tops(self._new_menu()).popup(self._stream.viewport().mapToGlobal(place + QPoint(64, 0)))

    def _new_menu(self) -> QMenu:
        menu = QMenu(self._stream)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _tops(self, menu: QMenu) -> QMenu:
        """Every TOP; its number is the key."""
        for item in self._notes.agenda_items() if self._notes else []:
            number = f"&{item.number}" if (item.number or 0) < 10 else str(item.number)
            action = menu.addAction(_("TOP {number} {title}").format(number=number, title=item.title).strip())
            action.setData(item.id)
            action.triggered.connect(self._on_top_chosen)
        none = menu.addAction(_("&Ohne TOP"))
        none.setData("")
        none.triggered.connect(self._on_top_chosen)
        return menu

    @Slot(object)
    def _on_menu(self, point: QPoint) -> None:
        if not self._stream.selected_ids():
            return
        menu = self._new_menu()
        menu.addAction(self._actions["edit"])
        menu.addAction(self._actions["split"])
        kinds = menu.addMenu(_("Art"))
        for kind, label in ENTRY_KIND_LABELS.items():
            action = kinds.addAction(_(label))
            action.setData(kind.value)
            action.triggered.connect(self._on_kind_chosen)
        speakers = menu.addMenu(_("Sprecher*in"))
        for participant in (self._notes.speakers() if self._notes else [])[:_MOST_SPEAKERS]:
            action = speakers.addAction(participant.label.replace("&", "&&"))
            action.setData(participant.label)
            action.triggered.connect(self._on_speaker_chosen)
        self._tops(menu.addMenu(_("In anderen TOP verschieben")))
        for key in SELECTION_ACTIONS[1:]:
            if key != "move":
                menu.addAction(self._actions[key])
        menu.popup(point)

    @Slot()
    def _on_top_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._commands.move_chosen(str(action.data()))

    @Slot()
    def _on_kind_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._commands.change_kind_of_chosen(EntryKind(action.data()))

    @Slot()
    def _on_speaker_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._commands.set_speaker_of_chosen(str(action.data()))
