"""Nachbereitung: times corrected, gaps filled, and the questions one answers after an event.

Answers are entries like any other, begun with their question, of kinds that never leave the house: so they are coded,
found, exported and undone as everything else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.day_texts import clock_of
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Event
from gk_desktop.domain.line import MARKS
from gk_desktop.domain.numbering import entry_number
from gk_desktop.domain.programme import Programme
from gk_desktop.services.capture import Capture
from gk_desktop.services.entry_follow_ups import create_follow_up, numbers_by_entry
from gk_desktop.services.event_knowledge import EventKnowledge, day_of_notes
from gk_desktop.store.workspace_store import WorkspaceStore

LONGEST_SILENCE_MINUTES: Final = 10
"""A longer time without an entry is shown as a gap."""

SUMMARY: Final = N_("Kurzfazit:")
OWN_PROMPTS: Final = (
    SUMMARY,
    N_("Veränderung seit der letzten Veranstaltung:"),
    N_("Folgen für das Reflexionsgespräch:"),
)
"""What every follow-up asks, whatever the programme (fachkonzept 7.5)."""

_ANSWERING: Final = frozenset({EntryKind.METHOD_NOTE, EntryKind.OBSERVATION})
_STEP: Final = 1.0


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question and the kind of entry that its answer becomes."""

    heading: str
    kind: EntryKind

    @property
    def _beginning(self) -> str:
        mark = next(mark for mark, kind in MARKS.items() if kind is self.kind)
        return f"{mark} {self.heading} "

    def line(self, text: str) -> str:
        """The line of notes that answers the question."""
        return self._beginning + text

    def answer_in(self, raw: str) -> str | None:
        """The answer, if this line is one to the question."""
        return raw.removeprefix(self._beginning) if raw.startswith(self._beginning) else None


@dataclass(frozen=True, slots=True)
class Answer:
    """`entry` is empty as long as nothing was saved. `is_draft`: typed, and not saved yet."""

    prompt: Prompt
    text: str
    entry: str
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A time of which nothing is noted. `after` and `before` are ids of entries."""

    after: str
    before: str
    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds()) // 60


def prompts_of(programme: Programme) -> tuple[Prompt, ...]:
    """Kurzfazit and the like first, then the Beobachtungsraster of the programme."""
    own = tuple(Prompt(_(heading), EntryKind.METHOD_NOTE) for heading in OWN_PROMPTS)
    return own + tuple(Prompt(item, EntryKind.OBSERVATION) for item in programme.observation_prompts)


def answers_among(entries: Iterable[Entry], programme: Programme) -> frozenset[str]:
    """Ids of the entries that answer a question of the Nachbereitung."""
    prompts = prompts_of(programme)
    return frozenset(
        entry.id
        for entry in entries
        if entry.kind in _ANSWERING and any(prompt.answer_in(entry.raw) is not None for prompt in prompts)
    )


def gaps(entries: Sequence[Entry]) -> Iterator[Gap]:
    """Silences longer than ten minutes between entries in their order; those without a time are passed over."""
    last: Entry | None = None
    for entry in entries:
        if entry.time is None:
            continue
        if last is not None and last.time is not None:
            gap = Gap(last.id, entry.id, last.time, entry.time)
            if gap.minutes > LONGEST_SILENCE_MINUTES:
                yield gap
        last = entry


class FollowUp:
    def __init__(self, store: WorkspaceStore, load_programme: Callable[[], Programme]) -> None:
        self._store = store
        self._load_programme = load_programme

    def entries(self, event_id: str) -> list[Entry]:
        return self._store.records.find(Entry, event=event_id, order_by=["position", "id"])

    def numbers(self, event_id: str) -> dict[str, str]:
        """Entries that people know by the number of their Beschluss or Auftrag, with that number."""
        records = self._store.records
        return numbers_by_entry(records.find(Decision, event=event_id), records.find(Task, event=event_id))

    def prompts(self) -> tuple[Prompt, ...]:
        return prompts_of(self._load_programme())

    def answers(self, event_id: str) -> list[Answer]:
        """One for each prompt; what was typed last and not saved yet counts before what was saved."""
        entries = self.entries(event_id)
        drafts = {draft.place: draft.text for draft in self._store.drafts.all()}
        return [_answer(prompt, entries, drafts.get(_place(event_id, prompt))) for prompt in self.prompts()]

    def save_draft(self, event_id: str, prompt: Prompt, text: str) -> None:
        """Keep a half-typed answer, so that a crash does not take it."""
        self._store.drafts.save(_place(event_id, prompt), clean_text(text))

    def forget_draft(self, event_id: str, prompt: Prompt) -> None:
        self._store.drafts.forget(_place(event_id, prompt))

    def answer(self, event_id: str, prompt: Prompt, text: str) -> None:
        """Save an answer as an entry; an empty one takes the entry away. The draft of it has become part of it."""
        text = clean_text(text).strip()
        knowledge = EventKnowledge(self._store, event_id)
        entries = self.entries(event_id)
        known = next((entry for entry in entries if prompt.answer_in(entry.raw) is not None), None)
        parsed = knowledge.parse(prompt.line(text))
        with self._store.journal.change(N_("Nachbereitung")) as unit:
            if known is not None and text:
                unit.change(Entry, known.id, raw=prompt.line(text), **knowledge.entry_fields(parsed))
            elif known is not None:
                unit.delete(known.id)
            elif text:
                number = entry_number(unit.site_letters, unit.next_count(f"entry:{event_id}"))
                position = max((entry.position for entry in entries), default=0.0) + _STEP
                fields = knowledge.entry_fields(parsed)
                unit.create(Entry(event=event_id, number=number, raw=prompt.line(text), position=position, **fields))
            unit.clear_draft(_place(event_id, prompt))

    def edit(self, entry_id: str, raw: str) -> Entry:
        """Replace the line of an entry. Raises `UserError`."""
        entry = self._store.records.get(Entry, entry_id)
        return Capture(self._store, entry.event).edit(entry_id, raw)

    def set_time(self, entry_id: str, typed: str) -> Entry:
        """Correct when something was said; empty for no time. The entry goes where it then belongs.

        Raises `UserError` for what is no time of day, and for an event whose day is not known.
        """
        self.set_times([entry_id], typed)
        return self._store.records.get(Entry, entry_id)

    def set_times(self, entry_ids: Iterable[str], typed: str) -> None:
        """The same as `set_time` for several entries, as one step that can be undone. Raises `UserError`."""
        entries = [self._store.records.get(Entry, entry_id) for entry_id in entry_ids]
        moments = [(entry, self._moment(entry.event, typed, entry)) for entry in sorted(entries, key=_position)]
        moved = [(entry, moment) for entry, moment in moments if _shown(moment) != _shown(entry.time)]
        if not moved:
            return
        with self._store.journal.change(N_("Uhrzeit ändern")) as unit:
            for entry, moment in moved:
                others = [other for other in self.entries(entry.event) if other.id != entry.id]
                position = entry.position if moment is None else _place_in_order(others, moment, entry.position)
                unit.change(Entry, entry.id, time=moment, position=position)

    def check_time(self, event_id: str, typed: str) -> str:
        """A time of day for an entry still to be written, as HH:MM; empty for none. Raises `UserError`."""
        return _shown(self._moment(event_id, typed, None))

    def add(self, event_id: str, raw: str, typed_time: str) -> Entry:
        """Note something afterwards, at its time and under the TOP of that time. Raises `UserError`."""
        knowledge = EventKnowledge(self._store, event_id)
        raw = clean_text(raw)
        parsed = knowledge.parse(raw)
        if not parsed.text or parsed.is_agenda:
            raise UserError(
                _("Ein Nachtrag braucht einen Text."), _("Ein TOP lässt sich nur in der Mitschrift wechseln.")
            )
        entries = self.entries(event_id)
        moment = self._moment(event_id, typed_time, None)
        end = entries[-1].position + _STEP if entries else _STEP
        position = end if moment is None else _place_in_order(entries, moment, end)
        before = [entry for entry in entries if entry.position <= position]
        with self._store.journal.change(N_("Nachtrag")) as unit:
            entry = unit.create(
                Entry(
                    event=event_id,
                    number=entry_number(unit.site_letters, unit.next_count(f"entry:{event_id}")),
                    raw=raw,
                    time=moment,
                    position=position,
                    speaker=knowledge.speaker_id(unit, parsed),
                    agenda_item=before[-1].agenda_item if before else "",
                    **knowledge.entry_fields(parsed),
                )
            )
            create_follow_up(unit, entry, parsed)
        return entry

    def _moment(self, event_id: str, typed: str, entry: Entry | None) -> datetime | None:
        typed = typed.strip()
        if not typed:
            return None
        try:
            clock = clock_of(typed)
        except UserError as error:
            raise UserError(error.sentence, _("Die bisherige Uhrzeit bleibt stehen.") if entry else "") from None
        day = entry.time.date() if entry and entry.time else self._day(event_id)
        if day is None:
            raise UserError(
                _("Die Veranstaltung hat noch kein Datum."), _("Tragen Sie es ein, dann lassen sich Uhrzeiten setzen.")
            )
        return datetime.combine(day, clock)

    def _day(self, event_id: str) -> date | None:
        return day_of_notes(self._store, self._store.records.get(Event, event_id))


def _position(entry: Entry) -> float:
    return entry.position


def _shown(moment: datetime | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


def _place(event_id: str, prompt: Prompt) -> str:
    return f"answer:{event_id}:{prompt.heading}"


def _answer(prompt: Prompt, entries: Sequence[Entry], draft: str | None) -> Answer:
    found = ((entry.id, prompt.answer_in(entry.raw)) for entry in entries)
    entry_id, saved = next(((known, text) for known, text in found if text is not None), ("", ""))
    return Answer(prompt, draft if draft is not None else saved, entry_id, is_draft=draft is not None)


def _place_in_order(others: Sequence[Entry], moment: datetime, current: float) -> float:
    """Where among the others something of this moment belongs: as it is if that is right, else behind what was before.

    Entries without a time stay where they are; only those with one say what comes before what.
    """
    before = [entry for entry in others if entry.position <= current and entry.time]
    after = [entry for entry in others if entry.position > current and entry.time]
    if all(entry.time <= moment for entry in before if entry.time) and all(
        entry.time >= moment for entry in after if entry.time
    ):
        return current
    earlier = [index for index, entry in enumerate(others) if entry.time and entry.time <= moment]
    if not earlier:
        first = next(entry for entry in others if entry.time)
        return first.position - _STEP
    predecessor = others[earlier[-1]]
    rest = others[earlier[-1] + 1 :]
    return (predecessor.position + rest[0].position) / 2 if rest else predecessor.position + _STEP
