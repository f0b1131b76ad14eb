"""Half-typed texts. They live in the encrypted file, survive a crash, and are never part of the journal."""

from dataclasses import dataclass
from datetime import datetime

from gk_desktop.base.clock import Clock
from gk_desktop.store.driver import Database
from gk_desktop.store.failures import translated_failures


@dataclass(frozen=True, slots=True)
class Draft:
    """`place` names where it was being typed, for instance the event whose notes are taken."""

    place: str
    text: str
    saved_at: datetime | None


class Drafts:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def save(self, place: str, text: str) -> None:
        """Keep the text durably; an empty text forgets the draft."""
        if not text:
            self.forget(place)
            return
        saved_at = self._clock.now().isoformat(timespec="seconds")
        with translated_failures(), self._database.atomic():
            self._database.execute('INSERT OR REPLACE INTO "draft" VALUES (?, ?, ?)', [place, text, saved_at])

    def forget(self, place: str) -> None:
        with translated_failures(), self._database.atomic():
            self._database.execute('DELETE FROM "draft" WHERE place = ?', [place])

    def at(self, place: str) -> Draft | None:
        return next((draft for draft in self.all() if draft.place == place), None)

    def all(self) -> list[Draft]:
        with translated_failures():
            rows = self._database.execute('SELECT * FROM "draft" ORDER BY place').fetchall()
        return [Draft(row["place"], row["text"], _moment(row["saved_at"])) for row in rows]


def drop_drafts_about(database: Database, record_id: str) -> None:
    """Inside a transaction: whatever was half typed in a place that is named after a record, or into the record."""
    database.execute('DELETE FROM "draft" WHERE instr(place, ?) > 0 OR instr(text, ?) > 0', [record_id, record_id])


def _moment(stored: str) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
