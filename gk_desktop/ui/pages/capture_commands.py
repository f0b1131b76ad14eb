"""What the keys of the Mitschrift do: to the line, or to the chosen entries while the stream has the focus."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.dimension import Dimension
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.line_edits import FAMILIES, next_kind, with_kind
from gk_desktop.services.capture import Capture
from gk_desktop.services.entry_editing import EntryEditing
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.entry_list_model import EntryListModel
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.widgets.entry_stream import EntryStream
from gk_desktop.ui.widgets.line_area import LineArea

NOTHING_CHOSEN: Final = N_("Kein Eintrag gewählt. Tab geht aus der Zeile zu den Einträgen, ↑ und ↓ wählen einen.")

_DECISION, _TASK, _OPEN, _OBSERVATION, _NOTE = FAMILIES


class CaptureCommands(QObject):
    # A sentence for the status line.
    said = Signal(str)
    # Write under this TOP from now on: its id.
    current_requested = Signal(str)
    # The chosen entries are to go under a TOP that is still to be chosen.
    move_requested = Signal()

    def __init__(
        self,
        context: WorkspaceContext,
        line: LineArea,
        stream: EntryStream,
        model: EntryListModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._line = line
        self._stream = stream
        self._model = model
        self._capture: Capture | None = None
        self._notes: EventNotes | None = None

    def set_event(self, capture: Capture, notes: EventNotes) -> None:
        self._capture, self._notes = capture, notes

    @property
    def _editing(self) -> EntryEditing:
        return self._context.workspace.entry_editing

    @property
    def _targets(self) -> list[str]:
        """The entries a key is meant for; none while somebody writes."""
        return self._stream.selected_ids() if self._stream.hasFocus() else []

    def _perform(self, verb: Callable[[], object]) -> None:
        """A verb on the chosen entries, which stay chosen."""
        chosen = self._stream.selected_ids()
        self._context.perform(verb)
        if chosen and [item for item in chosen if self._model.row_of(item) >= 0] == chosen:
            self._stream.select(chosen)

    def _apply_family(self, family: tuple[EntryKind, ...]) -> None:
        targets = self._targets
        if not targets:
            self._line.apply_family(family)
            return
        self._change_kind(targets, next_kind(self._kind_of(targets[0]), family))

    def _kind_of(self, entry_id: str) -> EntryKind:
        entry = self._notes.entries.get(entry_id) if self._notes else None
        return entry.kind if entry else EntryKind.STATEMENT

    def _change_kind(self, targets: list[str], kind: EntryKind) -> None:
        self._perform(lambda: self._editing.change_kind(targets, kind))

    @Slot()
    def on_decision(self) -> None:
        self._apply_family(_DECISION)

    @Slot()
    def on_task(self) -> None:
        self._apply_family(_TASK)

    @Slot()
    def on_open_point(self) -> None:
        self._apply_family(_OPEN)

    @Slot()
    def on_observation(self) -> None:
        self._apply_family(_OBSERVATION)

    @Slot()
    def on_note(self) -> None:
        self._apply_family(_NOTE)

    @Slot()
    def on_quote(self) -> None:
        self._set_kind(EntryKind.QUOTE)

    @Slot()
    def on_statement(self) -> None:
        self._set_kind(EntryKind.STATEMENT)

    def _set_kind(self, kind: EntryKind) -> None:
        targets = self._targets
        if targets:
            self._change_kind(targets, kind)
        elif self._capture is not None:
            self._line.apply_text(with_kind(self._line.text, kind, self._capture.context))

    @Slot()
    def on_polity(self) -> None:
        self._apply_dimension(Dimension.POLITY)

    @Slot()
    def on_politics(self) -> None:
        self._apply_dimension(Dimension.POLITICS)

    @Slot()
    def on_policy(self) -> None:
        self._apply_dimension(Dimension.POLICY)

    def _apply_dimension(self, dimension: Dimension) -> None:
        targets = self._targets
        if targets:
            self._perform(lambda: self._editing.set_dimension(targets, dimension))
        else:
            self._line.apply_dimension(dimension)

    @Slot()
    def on_no_quote(self) -> None:
        targets = self._targets
        if targets:
            self._perform(lambda: self._editing.toggle_no_quote(targets))
        else:
            self._line.toggle_no_quote()

    @Slot()
    def on_quote_released(self) -> None:
        """The persons have seen their literal quotes and let them out; once more takes that back."""
        chosen = self._chosen()
        entries = [entry for item in chosen if self._notes and (entry := self._notes.entries.get(item))]
        is_released = bool(entries) and all(entry.quote_released_on for entry in entries)
        consents = self._context.workspace.consents
        self._perform(lambda: consents.release_quotes(chosen, released=not is_released))
        if entries and all(entry.kind is EntryKind.QUOTE for entry in entries):
            taken_back = _("Zitatfreigabe zurückgenommen: {number}")
            released = _("Zitat freigegeben: {number}")
            numbers = ", ".join(entry.number for entry in entries)
            self.said.emit((taken_back if is_released else released).format(number=numbers))

    @Slot()
    def on_speaker(self) -> None:
        """Ctrl+1 … Ctrl+9: the number is the data of the action."""
        action = self.sender()
        if not isinstance(action, QAction) or self._notes is None:
            return
        speakers = self._notes.speakers()
        number = int(action.data())
        if number <= len(speakers):
            self.choose_speaker(speakers[number - 1].label)

    @Slot(str)
    def choose_speaker(self, label: str) -> None:
        targets = self._targets
        if targets:
            self._perform(lambda: self._editing.set_speaker(targets, label))
        else:
            self._line.apply_speaker(label)
            self._line.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def on_date_back(self) -> None:
        self._line.date_back()

    @Slot()
    def on_same_time(self) -> None:
        last = self._model.last_entry()
        entry = last.entry if last else None
        self._line.toggle_same_time(last.number if last else "", entry.time if entry else None)

    @Slot()
    def on_previous_top(self) -> None:
        self._step_top(-1)

    @Slot()
    def on_next_top(self) -> None:
        self._step_top(1)

    def _step_top(self, step: int) -> None:
        if self._notes is None or self._capture is None:
            return
        items = [item.id for item in self._notes.agenda_items()]
        current = self._capture.current_item
        at = items.index(current) + step if current in items else (0 if step > 0 else -1)
        if 0 <= at < len(items):
            self.current_requested.emit(items[at])
        else:
            self.said.emit(_("Das war der letzte TOP.") if step > 0 else _("Das ist der erste TOP."))

    @Slot()
    def on_join(self) -> None:
        """The chosen entries; a single one with the entry before it."""
        chosen = self._stream.selected_ids()
        if len(chosen) == 1:
            before = self._entry_before(chosen[0])
            chosen = [before, *chosen] if before else chosen
        joined = self._context.perform(lambda: self._editing.join(chosen))
        if joined is not None:
            self._stream.select([joined.id])

    def _entry_before(self, entry_id: str) -> str:
        row = self._model.row_at(self._model.row_of(entry_id) - 1)
        return row.id if row is not None else ""

    @Slot()
    def on_move(self) -> None:
        if self._chosen():
            self.move_requested.emit()

    def move_chosen(self, item_id: str) -> None:
        chosen = self._stream.selected_ids()
        self._perform(lambda: self._editing.move(chosen, item_id))

    def change_kind_of_chosen(self, kind: EntryKind) -> None:
        self._change_kind(self._stream.selected_ids(), kind)

    def set_speaker_of_chosen(self, label: str) -> None:
        chosen = self._stream.selected_ids()
        self._perform(lambda: self._editing.set_speaker(chosen, label))

    @Slot()
    def on_earlier(self) -> None:
        self._retime(-1)

    @Slot()
    def on_later(self) -> None:
        self._retime(1)

    def _retime(self, minutes: int) -> None:
        chosen = self._chosen()
        self._perform(lambda: self._editing.retime(chosen, minutes))

    @Slot()
    def on_delete(self) -> None:
        chosen = self._chosen()
        if not chosen:
            return
        number, beside = self._number_of(chosen[0]), self._entry_beside(chosen)
        self._context.perform(lambda: self._editing.delete(chosen))
        if self._model.row_of(chosen[0]) >= 0:
            return
        if beside:
            self._stream.select([beside])
        self.said.emit(
            _("{number} gelöscht. Strg+Z holt den Eintrag zurück.").format(number=number)
            if len(chosen) == 1
            else _("{count} Einträge gelöscht. Strg+Z holt sie zurück.").format(count=len(chosen))
        )

    def _entry_beside(self, chosen: list[str]) -> str:
        """The one below these entries, in the next TOP if need be; else the one above; nothing if there is none."""
        below = range(self._model.row_of(chosen[-1]) + 1, self._model.rowCount())
        above = range(self._model.row_of(chosen[0]) - 1, -1, -1)
        rows = (self._model.row_at(row) for row in (*below, *above))
        return next((row.id for row in rows if row is not None and row.id), "")

    def _chosen(self) -> list[str]:
        """What a key for chosen entries is meant for; where nothing is chosen, it says so."""
        chosen = self._stream.selected_ids()
        if not chosen:
            self.said.emit(_(NOTHING_CHOSEN))
        return chosen

    def _number_of(self, entry_id: str) -> str:
        entry = self._notes.entries.get(entry_id) if self._notes else None
        return self._notes.number_of(entry) if self._notes and entry else ""
