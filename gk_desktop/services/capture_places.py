"""Where somebody stood in the notes of an event: what was at the top, which entry was being changed, and how far."""

import json
from dataclasses import asdict, dataclass

from gk_desktop.base.text import clean_text
from gk_desktop.store.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class CapturePlace:
    """`top` is the entry at the upper edge, empty for the end of the notes, `offset` how far it is scrolled.

    `editing` is the entry whose line is being changed, `typed` that line as far as it goes.
    """

    top: str = ""
    offset: int = 0
    editing: str = ""
    typed: str = ""


class CapturePlaces:
    """Kept in the encrypted file beside the drafts; part of no journal."""

    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def save(self, event_id: str, place: CapturePlace) -> None:
        """Nothing is kept for somebody who stands at the end and changes nothing."""
        place = CapturePlace(place.top, place.offset, place.editing, clean_text(place.typed))
        content = "" if place == CapturePlace() else json.dumps(asdict(place), ensure_ascii=False)
        self._store.drafts.save(_place(event_id), content)

    def of(self, event_id: str) -> CapturePlace:
        draft = self._store.drafts.at(_place(event_id))
        if draft is None:
            return CapturePlace()
        try:
            return CapturePlace(**json.loads(draft.text))
        except (ValueError, TypeError):
            return CapturePlace()

    def leave_edit(self, entry_id: str, typed: str) -> None:
        """Somebody typed into an entry and did not enter it; an empty text forgets that."""
        self._store.drafts.save(_place_of_edit(entry_id), clean_text(typed))

    def left_edit(self, entry_id: str) -> str:
        """How far an abandoned change of the entry had come; empty if there is none."""
        draft = self._store.drafts.at(_place_of_edit(entry_id))
        return draft.text if draft else ""


def _place_of_edit(entry_id: str) -> str:
    return f"left_edit:{entry_id}"


def _place(event_id: str) -> str:
    return f"place:{event_id}"
