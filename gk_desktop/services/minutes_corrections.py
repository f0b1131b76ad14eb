"""What readers of minutes, mostly the GfS, want corrected, recorded against the number of the entry."""

from collections.abc import Iterator
from datetime import date

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.minutes import CorrectionOutcome, Minutes, MinutesCorrection, MinutesStatus
from gk_desktop.services.frozen_minutes import frozen_content
from gk_desktop.store.workspace_store import WorkspaceStore


class MinutesCorrections:
    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def add(
        self,
        minutes_id: str,
        number: str,
        text: str,
        *,
        received_from: str = "",
        received_on: date | None = None,
        outcome: CorrectionOutcome = CorrectionOutcome.OPEN,
        note: str = "",
    ) -> MinutesCorrection:
        """Record a wish; can be undone. `number` is as it stands in the document: A17, or B-A3 and T-A5.

        Raises `UserError`: no text, or neither that version nor the notes have such a number.
        """
        minutes = self._store.records.get(Minutes, minutes_id)
        wish, mark = clean_text(text).strip(), clean_text(number).strip()
        if not wish:
            raise UserError(_("Schreiben Sie, was korrigiert werden soll."))
        known = self._known_number(minutes, mark)
        correction = MinutesCorrection(
            minutes=minutes.id,
            entry=self._entry_of(minutes.event, known),
            entry_number=known,
            text=wish,
            received_from=clean_text(received_from).strip(),
            received_on=received_on,
            outcome=outcome,
            note=clean_text(note).strip(),
        )
        with self._store.journal.change(N_("Korrektur erfassen")) as unit:
            return unit.create(correction)

    def resolve(self, correction_id: str, outcome: CorrectionOutcome, note: str = "") -> MinutesCorrection:
        """Say what became of a wish; can be undone. Raises `UserError` if there is none with this id."""
        self._store.records.get(MinutesCorrection, correction_id)
        with self._store.journal.change(N_("Korrektur entscheiden")) as unit:
            unit.change(MinutesCorrection, correction_id, outcome=outcome, note=clean_text(note).strip())
        return self._store.records.get(MinutesCorrection, correction_id)

    def of_event(self, event_id: str) -> list[MinutesCorrection]:
        """All wishes about minutes of an event, the oldest first."""
        records = self._store.records
        return [
            correction
            for minutes in records.find(Minutes, event=event_id)
            for correction in records.find(MinutesCorrection, minutes=minutes.id)
        ]

    def by_entry(self, event_id: str) -> dict[str, list[MinutesCorrection]]:
        """The wishes about each entry of the notes, by its id."""
        found: dict[str, list[MinutesCorrection]] = {}
        for correction in self.of_event(event_id):
            if correction.entry:
                found.setdefault(correction.entry, []).append(correction)
        return found

    def _known_number(self, minutes: Minutes, number: str) -> str:
        """The number as it is written; small letters typed are forgiven."""
        for known in self._numbers(minutes):
            if known and known.casefold() == number.casefold():
                return known
        raise UserError(
            _("Einen Eintrag „{number}“ gibt es weder in Fassung {version} noch in der Mitschrift.").format(
                number=number, version=minutes.version
            ),
            _("Die Nummer steht im Protokoll am Rand des Eintrags."),
        )

    def _numbers(self, minutes: Minutes) -> Iterator[str]:
        records = self._store.records
        if minutes.status is MinutesStatus.RELEASED:
            for source in frozen_content(records, minutes).sources:
                yield source.mark
        for entry in records.find(Entry, event=minutes.event):
            yield entry.number
        for decision in records.find(Decision, event=minutes.event):
            yield decision.number
        for task in records.find(Task, event=minutes.event):
            yield task.number

    def _entry_of(self, event_id: str, number: str) -> str:
        """The entry of the notes, also by the decision or task that it says; empty if it is gone."""
        records = self._store.records
        for entry in records.find(Entry, event=event_id, number=number):
            return entry.id
        for decision in records.find(Decision, event=event_id, number=number):
            return decision.entry
        for task in records.find(Task, event=event_id, number=number):
            return task.entry
        return ""
