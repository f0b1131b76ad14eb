"""Finding a piece of text in the notes of one event: which entries have it, and where in a row it stands."""

from gk_desktop.ui.viewmodels.entry_rows import EntryFilter, order_of
from gk_desktop.ui.viewmodels.event_notes import EventNotes

Span = tuple[int, int]
"""Start and length in a text."""


class EntryFinder:
    """Hits in the order of the notes, hidden ones among them. Capital letters do not matter."""

    def __init__(self) -> None:
        self.words = ""
        self.hits: list[str] = []

    def look_for(self, words: str, notes: EventNotes) -> None:
        self.words = words
        admits = EntryFilter(text=words).admits
        found = [entry for entry in notes.entries.values() if admits(entry)] if words else []
        self.hits = [entry.id for entry in sorted(found, key=lambda entry: order_of(entry, notes))]

    def number_of(self, entry_id: str) -> int:
        """Which of the hits this is, the first being 1; 0 if it is none."""
        return self.hits.index(entry_id) + 1 if entry_id in self.hits else 0

    def step(self, entry_id: str, steps: int, notes: EventNotes) -> str:
        """The hit so many steps away from an entry, beginning again at the other end; without one the first or last."""
        if not self.hits:
            return ""
        if entry_id in self.hits:
            return self.hits[(self.hits.index(entry_id) + steps) % len(self.hits)]
        entry = notes.entries.get(entry_id)
        if entry is None:
            return self.hits[0 if steps > 0 else -1]
        here = order_of(entry, notes)
        before = [hit for hit in self.hits if order_of(notes.entries[hit], notes) < here]
        return self.hits[(len(before) + (steps - 1 if steps > 0 else steps)) % len(self.hits)]


def spans(text: str, words: str) -> list[Span]:
    """Where the words stand in a text, without overlaps."""
    wanted = words.casefold()
    if not wanted:
        return []
    pieces = [letter.casefold() for letter in text]
    origins = [place for place, piece in enumerate(pieces) for _letter in piece]
    folded = "".join(pieces)
    found: list[Span] = []
    start = folded.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        found.append((origins[start], origins[end - 1] + 1 - origins[start]))
        start = folded.find(wanted, end)
    return found
