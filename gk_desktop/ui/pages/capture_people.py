"""Who can be named in the Mitschrift: by completion, by key, and under which name."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.event import Participant
from gk_desktop.services.capture import Capture
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.capture_actions import SPEAKER_KEYS
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.viewmodels.line_completion import LineKnowledge
from gk_desktop.ui.widgets.kept_cell import KeptCell
from gk_desktop.ui.widgets.line_area import LineArea
from gk_desktop.ui.widgets.side_panel import SidePanel


class _ParticipantCells:
    """Cells of the panel for `KeptCell`: the field of the participant that is typed into is part of the row's name."""

    def __init__(self, side: SidePanel) -> None:
        self._rows = side.rows

    def row_id(self, row: int) -> str:
        found = self._rows.row_at(row)
        participant = found.participant.id if found is not None and found.participant is not None else ""
        return f"{participant}/{self._rows.edited_field}"

    def row_of(self, row_id: str) -> int:
        """Its row, which now shows that field to be typed into; -1 if nobody of that id is there."""
        participant, _slash, self._rows.edited_field = row_id.partition("/")
        return self._rows.row_of(participant)


class CapturePeople(QObject):
    def __init__(
        self, context: WorkspaceContext, line: LineArea, side: SidePanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._line = line
        self._capture: Capture | None = None
        self._notes: EventNotes | None = None
        self._actions: Mapping[str, QAction] = {}
        self._open_cell = KeptCell(context, side, _ParticipantCells(side), "participant_cell", self)
        programme = context.workspace.programme

        side.rows.participant_typed.connect(self._on_typed)
        side.suggest(
            {
                "role": programme.speaker_roles,
                "institution_type": [item.label for item in programme.institution_types],
            }
        )

    def set_actions(self, actions: Mapping[str, QAction]) -> None:
        self._actions = actions

    def set_event(self, capture: Capture, notes: EventNotes) -> None:
        self._capture, self._notes = capture, notes

    def restore(self, event_id: str) -> None:
        """Enter what a crash has left in a cell, once the participants are shown."""
        self._open_cell.open_event(event_id)

    def save_now(self) -> None:
        """What stood in an open cell was saved with it."""
        self._open_cell.forget()

    def show(self) -> None:
        """What the line can complete, and who is behind the keys."""
        if self._capture is None or self._notes is None:
            return
        notes = self._notes
        speakers = [item.label for item in notes.speakers()]
        self._line.set_knowledge(
            LineKnowledge(
                self._capture.context,
                tuple(speakers),
                tuple(sorted((item.code, item.name) for item in notes.categories.values())),
                tuple((item.number or 0, item.title) for item in notes.agenda_items()),
            )
        )
        for number in range(1, SPEAKER_KEYS + 1):
            known = number <= len(speakers)
            action = self._actions[f"speaker_{number}"]
            action.setText(_("Es spricht: {name}").format(name=speakers[number - 1]) if known else "")
            action.setVisible(known)

    @Slot(str, str, str)
    def _on_typed(self, participant_id: str, field: str, text: str) -> None:
        self._context.perform(lambda: self._change(participant_id, field, text))

    def _change(self, participant_id: str, field: str, text: str) -> None:
        """Raises `UserError` for a name that the notes could not tell from another one."""
        if field == "label" and not text:
            raise UserError(
                _("Ohne Bezeichnung lässt sich niemand in der Mitschrift nennen."),
                _("Wer nicht da war, steht bei der Veranstaltung als entschuldigt."),
            )
        others = self._notes.speakers() if self._notes else []
        if field == "label" and any(
            other.label.casefold() == text.casefold() for other in others if other.id != participant_id
        ):
            raise UserError(
                _("„{name}“ heißt schon jemand in dieser Mitschrift.").format(name=text),
                _("Wählen Sie eine andere Bezeichnung, zum Beispiel mit einer Zahl."),
            )
        changed: dict[str, Any] = {field: text}
        self._context.workspace.keeping.change(Participant, participant_id, **changed)
