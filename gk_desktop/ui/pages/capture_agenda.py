"""The agenda panel of the Mitschrift and the verbs behind it."""

from PySide6.QtCore import QObject, Slot

from gk_desktop.domain.event import AgendaItem
from gk_desktop.services.agendas import used_minutes
from gk_desktop.services.capture import Capture
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.widgets.agenda_panel import AgendaPanel
from gk_desktop.ui.widgets.kept_cell import KeptCell
from gk_desktop.ui.widgets.kept_line import KeptLine


class CaptureAgenda(QObject):
    def __init__(self, context: WorkspaceContext, panel: AgendaPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._panel = panel
        self._capture: Capture | None = None
        self._notes: EventNotes | None = None
        self._new_line = KeptLine(context, panel.new_line, "new_agenda_item", self)
        self._open_cell = KeptCell(context, panel.view, panel.model, "agenda_cell", self)

        panel.add_requested.connect(self._on_add)
        panel.move_requested.connect(self._on_move)
        panel.remove_requested.connect(self._on_remove)
        panel.model.title_typed.connect(self._on_title)
        panel.model.minutes_typed.connect(self._on_minutes)

    def set_event(self, capture: Capture, notes: EventNotes) -> None:
        self._capture, self._notes = capture, notes
        self._new_line.open_event(capture.event_id)

    def restore(self, event_id: str) -> None:
        """Enter what a crash has left in a cell, once the TOPs are shown."""
        self._open_cell.open_event(event_id)

    def save_now(self) -> None:
        """Keep a half-typed title before locking or closing. Never asks."""
        self._open_cell.forget()
        self._new_line.save_now()

    @Slot()
    def show(self) -> None:
        """TOPs, minutes used so far, and the one that is being written under."""
        if self._notes is None or self._capture is None:
            return
        now = self._context.workspace.store.clock.now()
        running = now if self._notes.event.date == now.date() else None
        used = used_minutes(self._notes.agenda.values(), self._notes.entries.outlines(), running)
        self._panel.model.set_items(self._notes.agenda_items(), used, self._capture.current_item)

    @Slot(str)
    def _on_add(self, title: str) -> None:
        if self._capture is not None:
            event_id = self._capture.event_id
            if self._context.perform(lambda: self._context.workspace.agendas.add(event_id, title)) is not None:
                self._panel.new_line.clear()
                self._new_line.save_now()

    @Slot(str, int)
    def _on_move(self, item_id: str, rank: int) -> None:
        self._context.perform(lambda: self._context.workspace.agendas.move(item_id, rank))

    @Slot(str)
    def _on_remove(self, item_id: str) -> None:
        self._context.perform(lambda: self._context.workspace.agendas.remove(item_id))

    @Slot(str, str)
    def _on_title(self, item_id: str, title: str) -> None:
        self._context.perform(lambda: self._context.workspace.keeping.change(AgendaItem, item_id, title=title.strip()))

    @Slot(str, str)
    def _on_minutes(self, item_id: str, typed: str) -> None:
        """Planned minutes; anything but a number takes them away."""
        minutes = int(typed) if typed.isdigit() else None
        self._context.perform(
            lambda: self._context.workspace.keeping.change(AgendaItem, item_id, planned_minutes=minutes)
        )
