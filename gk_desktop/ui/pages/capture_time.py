"""Any time of day for the next line or for chosen entries, besides the steps of F4 and Alt+Left."""

from datetime import datetime

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.services.capture import Capture, CapturedType
from gk_desktop.services.follow_up import FollowUp
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.widgets.entry_stream import EntryStream
from gk_desktop.ui.widgets.line_area import LineArea
from gk_desktop.ui.widgets.time_field import TimeField


class CaptureTime(QObject):
    def __init__(
        self,
        context: WorkspaceContext,
        line: LineArea,
        stream: EntryStream,
        field: TimeField,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._line = line
        self._stream = stream
        self._field = field
        self._capture: Capture | None = None
        self._notes: EventNotes | None = None
        # The entries that get the time; none for the line that is being written.
        self._targets: list[str] = []
        self._came_from: QWidget = line

        field.typed.connect(self._on_typed)
        field.left.connect(self._on_left)

    def set_event(self, capture: Capture, notes: EventNotes) -> None:
        self._capture, self._notes = capture, notes
        self._field.hide()

    @property
    def _verbs(self) -> FollowUp:
        return self._context.workspace.follow_up

    @Slot()
    def on_time(self) -> None:
        """Ask for the time of what the keys mean just now."""
        if self._notes is None:
            return
        in_stream = self._stream.hasFocus()
        chosen = self._stream.selected_ids() if in_stream else [self._line.editing] if self._line.editing else []
        entries = [self._notes.entries[item] for item in chosen if item in self._notes.entries]
        self._targets = [entry.id for entry in entries]
        self._came_from = self._stream if in_stream else self._line
        if not entries:
            self._field.ask(_("&Uhrzeit dieser Zeile"), self._line.given_time)
            return
        what_for = (
            _("&Uhrzeit von {number}").format(number=self._notes.number_of(entries[0]))
            if len(entries) == 1
            else _("&Uhrzeit von {count} Einträgen").format(count=len(entries))
        )
        self._field.ask(what_for, f"{entries[0].time:%H:%M}" if entries[0].time else "")

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        capture, chosen = self._capture, self._targets
        if capture is None:
            return
        try:
            if chosen:
                self._verbs.set_times(chosen, typed)
            else:
                self._line.give_time(self._verbs.check_time(capture.event_id, typed))
        except UserError as error:
            self._field.refuse(str(error))
            return
        self._on_left()
        if chosen:
            self._stream.select(chosen)

    @Slot()
    def _on_left(self) -> None:
        self._field.hide()
        self._came_from.setFocus()

    def add_line(self, capture: Capture, text: str, said_at: datetime | None) -> str | None:
        """Save the line, at the time it was given. Returns the id of the entry; empty for another TOP or a speaker.

        None for a blank line. Raises `UserError`: then nothing was saved.
        """
        given, parsed = self._line.given_time, capture.parse(text)
        if given and parsed.text and not (parsed.is_agenda or parsed.is_speaker):
            entry = self._verbs.add(capture.event_id, text, given)
            capture.save_draft("")
            return entry.id
        captured = capture.add_line(text, said_at=said_at)
        if captured is None:
            return None
        return captured.id if captured.type is CapturedType.ENTRY else ""
