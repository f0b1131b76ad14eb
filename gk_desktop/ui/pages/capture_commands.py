"""What the keys of the Mitschrift do: to the line, or to the chosen entries while the stream has the focus."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gk_desktop.base.i18n import _
from gk_desktop.domain.dimension import Dimension
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS, EntryKind
from gk_desktop.domain.line_edits import FAMILIES, next_kind, with_kind
from gk_desktop.services.capture import Capture
from gk_desktop.services.entry_editing import EntryEditing
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.capture_actions import SELECTION_ACTIONS
from gk_desktop.ui.viewmodels.entry_list_model import EntryListModel
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.widgets.entry_stream import EntryStream
from gk_desktop.ui.widgets.line_area import LineArea

_DECISION, _TASK, _OPEN, _OBSERVATION, _NOTE = FAMILIES
_MENU_SPEAKERS = 20


class CaptureCommands(QObject):
    # A sentence for the status line.
    said = Signal(str)
    # Write under this TOP from now on: its id.
    current_requested = Signal(str)

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
        self._actions: dict[str, QAction] = {}
        self._left_edits: dict[str, str] = {}
        self._raw_of_edit = ""

        stream.menu_requested.connect(self._on_menu)
        stream.doubleClicked.connect(self.on_edit)
        line.edit_last_requested.connect(self.on_edit_last)
        line.edit_left.connect(self.leave_edit)

    def set_event(self, capture: Capture, notes: EventNotes) -> None:
        self._capture, self._notes = capture, notes
        self._left_edits.clear()

    def set_actions(self, actions: dict[str, QAction]) -> None:
        self._actions = actions

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
        self._line.toggle_same_time(entry.number if entry else "", entry.time if entry else None)

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
    def on_edit(self) -> None:
        chosen = self._targets or self._stream.selected_ids()
        if chosen:
            self.begin_edit(chosen[0])
        else:
            self.on_edit_last()

    @Slot()
    def on_edit_last(self) -> None:
        last = self._model.last_entry()
        if last is not None:
            self.begin_edit(last.id)

    def begin_edit(self, entry_id: str, typed: str = "") -> None:
        """Call an entry up into the line; `typed` is how far an earlier change of it had come."""
        if self._line.editing:
            self.leave_edit()
        raw = self._context.perform(lambda: self._editing.line_of(entry_id))
        entry = self._notes.entries.get(entry_id) if self._notes else None
        if raw is None or entry is None:
            return
        self._raw_of_edit = raw
        self._line.begin_edit(entry_id, entry.number, raw, typed or self._left_edits.get(entry_id, ""))
        self._stream.set_edited(entry_id)
        self._stream.show_row(self._model.row_of(entry_id))
        self._line.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def leave_edit(self) -> None:
        """Leave the entry as it was; what was typed is not lost."""
        entry_id = self._line.editing
        entry = self._notes.entries.get(entry_id) if self._notes else None
        if self._line.text != self._raw_of_edit and entry is not None:
            self._left_edits[entry_id] = self._line.text
            self.said.emit(_("{number} ist unverändert. F2 bringt Ihre Änderung zurück.").format(number=entry.number))
        self.end_edit()

    def commit_edit(self) -> None:
        """Enter: the entry becomes what the line says."""
        entry_id, capture, text = self._line.editing, self._capture, self._line.text
        if capture is None:
            return
        if text == self._raw_of_edit or self._context.perform(lambda: capture.edit(entry_id, text)) is not None:
            self._left_edits.pop(entry_id, None)
            self.end_edit()

    def end_edit(self) -> None:
        self._line.end_edit()
        self._stream.set_edited("")

    @Slot()
    def on_split(self) -> None:
        """At the cursor, while an entry is in the line; otherwise the entry is called up for it."""
        entry_id = self._line.editing
        if not entry_id:
            self.on_edit()
            if self._line.editing:
                self.said.emit(_("Setzen Sie die Schreibmarke an die Stelle und drücken Sie noch einmal Strg+Enter."))
            return
        raw, at = self._line.text, self._line.line.cursor_position
        parts = self._context.perform(lambda: self._editing.split(entry_id, raw, at))
        if parts is not None:
            self._left_edits.pop(entry_id, None)
            self.end_edit()
            self._stream.select([part.id for part in parts])

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
        if self._stream.selected_ids():
            place = self._stream.visualRect(self._stream.currentIndex()).bottomLeft()
            self._tops_menu(self._new_menu()).popup(self._stream.viewport().mapToGlobal(place + QPoint(64, 0)))

    @Slot()
    def _on_move_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            item, chosen = str(action.data()), self._stream.selected_ids()
            self._perform(lambda: self._editing.move(chosen, item))

    @Slot()
    def on_earlier(self) -> None:
        self._retime(-1)

    @Slot()
    def on_later(self) -> None:
        self._retime(1)

    def _retime(self, minutes: int) -> None:
        chosen = self._stream.selected_ids()
        self._perform(lambda: self._editing.retime(chosen, minutes))

    @Slot()
    def on_delete(self) -> None:
        chosen = self._stream.selected_ids()
        if not chosen:
            return
        following = self._model.row_of(chosen[-1]) + 1
        after = self._model.row_at(following)
        self._context.perform(lambda: self._editing.delete(chosen))
        if after is not None and after.id:
            self._stream.select([after.id])
        self.said.emit(_("Gelöscht. Strg+Z holt zurück."))

    def _new_menu(self) -> QMenu:
        menu = QMenu(self._stream)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _tops_menu(self, menu: QMenu) -> QMenu:
        """Every TOP; its number is the key."""
        for item in self._notes.agenda_items() if self._notes else []:
            number = f"&{item.number}" if (item.number or 0) < 10 else str(item.number)
            action = menu.addAction(_("TOP {number} {title}").format(number=number, title=item.title).strip())
            action.setData(item.id)
            action.triggered.connect(self._on_move_chosen)
        none = menu.addAction(_("&Ohne TOP"))
        none.setData("")
        none.triggered.connect(self._on_move_chosen)
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
        for participant in (self._notes.speakers() if self._notes else [])[:_MENU_SPEAKERS]:
            action = speakers.addAction(participant.label.replace("&", "&&"))
            action.setData(participant.label)
            action.triggered.connect(self._on_speaker_chosen)
        self._tops_menu(menu.addMenu(_("In anderen TOP verschieben")))
        for key in SELECTION_ACTIONS[1:]:
            if key != "move":
                menu.addAction(self._actions[key])
        menu.popup(point)

    @Slot()
    def _on_kind_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._change_kind(self._stream.selected_ids(), EntryKind(action.data()))

    @Slot()
    def _on_speaker_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            chosen, label = self._stream.selected_ids(), str(action.data())
            self._perform(lambda: self._editing.set_speaker(chosen, label))
