"""What comes back after a crash or a lock: the half-typed line, the entry that was being changed, the place."""

from PySide6.QtCore import QObject, Slot

from gk_desktop.base.text import clean_text
from gk_desktop.services.capture import Capture
from gk_desktop.services.capture_places import CapturePlace
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.capture_editing import CaptureEditing
from gk_desktop.ui.viewmodels.draft_keeper import DraftKeeper
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.widgets.entry_stream import EntryStream
from gk_desktop.ui.widgets.line_area import LineArea


class CaptureMemory(QObject):
    """Never asks; where the disk is full, the context says so."""

    def __init__(
        self,
        context: WorkspaceContext,
        line: LineArea,
        stream: EntryStream,
        editing: CaptureEditing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._line = line
        self._stream = stream
        self._editing = editing
        self._capture: Capture | None = None
        self._notes: EventNotes | None = None
        # An entry that is being changed is kept with the place; when that ends, the place must say so too.
        self._keeps_edit = False
        # The half-typed line and the typed part of a change, as the store has them.
        self._kept = ("", "")
        self._keeper = DraftKeeper(self._save_draft, self)

        context.erased.connect(self._on_erased)
        line.changed.connect(self._on_line_changed)

    def restore(self, capture: Capture, notes: EventNotes) -> None:
        """Everything as it was left."""
        self._capture, self._notes = capture, notes
        self._kept = self._stored(capture)
        self._line.reset(self._kept[0])
        place = self._context.workspace.capture_places.of(capture.event_id)
        self._keeps_edit = bool(place.editing)
        if place.editing in notes.entries:
            self._editing.begin(place.editing, place.typed)
        self._stream.go_to_place(place.top, place.offset)
        self._keeper.forget()

    def _stored(self, capture: Capture) -> tuple[str, str]:
        draft = capture.draft()
        place = self._context.workspace.capture_places.of(capture.event_id)
        return (draft.text if draft else "", place.typed)

    @Slot()
    def _on_erased(self) -> None:
        """What was erased must not come back from here; other text stays as far as it was typed."""
        capture, notes = self._capture, self._notes
        if capture is None or notes is None:
            return
        is_gone = bool(self._line.editing) and self._line.editing not in notes.entries
        if is_gone or self._context.perform(lambda: self._stored(capture)) != self._kept:
            self._editing.end()
            self.restore(capture, notes)

    def save_now(self) -> None:
        self._keeper.forget()
        self._save_draft()
        self._save_place()

    def forget_draft(self) -> None:
        """What was typed has become an entry, which took its draft with it."""
        self._keeper.forget()
        self._kept = ("", self._kept[1])

    @Slot()
    def _on_line_changed(self) -> None:
        # Typing comes first: what is not seen is measured later.
        self._stream.rest()
        self._keeper.note_change()

    def _save_draft(self) -> None:
        capture = self._capture
        if capture is None:
            return
        text = self._line.waiting_line
        self._context.perform(lambda: capture.save_draft(text))
        self._kept = (clean_text(text), self._kept[1])
        if self._line.editing or self._keeps_edit:
            self._save_place()

    def _save_place(self) -> None:
        capture = self._capture
        if capture is None:
            return
        top, offset = self._stream.place()
        editing = self._line.editing
        self._keeps_edit = bool(editing)
        place = CapturePlace(top, offset, editing, clean_text(self._line.text) if editing else "")
        self._kept = (self._kept[0], place.typed)
        self._context.perform(lambda: self._context.workspace.capture_places.save(capture.event_id, place))
