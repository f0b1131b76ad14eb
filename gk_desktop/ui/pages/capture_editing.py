"""An entry called up into the line: changed, split or left as it was. What was typed is never lost on the way."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from gk_desktop.base.i18n import _
from gk_desktop.services.capture import Capture
from gk_desktop.services.capture_places import CapturePlaces
from gk_desktop.services.entry_editing import EntryEditing
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.entry_list_model import EntryListModel
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.widgets.entry_stream import EntryStream
from gk_desktop.ui.widgets.line_area import LineArea


class CaptureEditing(QObject):
    # A sentence for the status line.
    said = Signal(str)

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
        self._raw = ""

        stream.doubleClicked.connect(self.on_edit)
        line.edit_last_requested.connect(self.on_edit_last)

    def set_event(self, capture: Capture, notes: EventNotes) -> None:
        self._capture, self._notes = capture, notes

    @property
    def _places(self) -> CapturePlaces:
        return self._context.workspace.capture_places

    @property
    def _verbs(self) -> EntryEditing:
        return self._context.workspace.entry_editing

    @Slot()
    def on_edit(self) -> None:
        chosen = self._stream.selected_ids()
        if chosen:
            self.begin(chosen[0])
        else:
            self.on_edit_last()

    @Slot()
    def on_edit_last(self) -> None:
        last = self._model.last_entry()
        if last is not None:
            self.begin(last.id)

    def begin(self, entry_id: str, typed: str = "") -> None:
        """Call an entry up into the line; `typed` is how far an earlier change of it had come."""
        if self._line.editing:
            self.leave()
        raw = self._context.perform(lambda: self._verbs.line_of(entry_id))
        entry = self._notes.entries.get(entry_id) if self._notes else None
        if raw is None or entry is None or self._notes is None:
            return
        self._raw = raw
        # What was typed into the entry and not entered comes back.
        typed = typed or self._context.perform(lambda: self._places.left_edit(entry_id)) or ""
        self._line.begin_edit(entry_id, self._notes.number_of(entry), raw, typed)
        self._stream.set_edited(entry_id)
        self._stream.show_row(self._model.row_of(entry_id))
        self._line.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Leave the entry as it was."""
        entry_id = self._line.editing
        entry = self._notes.entries.get(entry_id) if self._notes else None
        if self._line.text != self._raw and entry is not None and self._notes is not None:
            text = self._line.text
            self._context.perform(lambda: self._places.leave_edit(entry_id, text))
            number = self._notes.number_of(entry)
            self.said.emit(_("{number} ist unverändert. F2 bringt Ihre Änderung zurück.").format(number=number))
        self.end()

    def commit(self) -> None:
        """Enter: the entry becomes what the line says."""
        entry_id, capture, text = self._line.editing, self._capture, self._line.text
        if capture is None:
            return
        if text == self._raw or self._context.perform(lambda: capture.edit(entry_id, text)) is not None:
            self._forget_left(entry_id)
            self.end()

    def _forget_left(self, entry_id: str) -> None:
        self._context.perform(lambda: self._places.leave_edit(entry_id, ""))

    def end(self) -> None:
        self._line.end_edit()
        self._stream.set_edited("")

    def keep_text_of_removed(self) -> None:
        """The entry in the line was taken away, for instance by undoing: its text stays."""
        typed, waiting = self._line.text, self._line.waiting_line
        self.end()
        self._line.set_text("\n".join(part for part in (waiting, typed) if part))

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
        parts = self._context.perform(lambda: self._verbs.split(entry_id, raw, at))
        if parts is not None:
            self._forget_left(entry_id)
            self.end()
            self._stream.select([part.id for part in parts])
