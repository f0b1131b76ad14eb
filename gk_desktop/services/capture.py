"""Capture: one typed line becomes one durable entry while people speak."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypedDict

from gk_desktop.base.clock import Clock
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS, EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.line import LITERAL_MARK, LineContext, ParsedLine, StrayCodes, parse, stray_codes
from gk_desktop.domain.numbering import entry_number
from gk_desktop.services.entry_follow_ups import create_follow_up, release_that_stands, update_follow_up
from gk_desktop.store.drafts import Draft
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore


class CapturedType(StrEnum):
    ENTRY = "entry"
    AGENDA = "agenda"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Captured:
    """What a line has become, once it is durable. `number` is that of the entry (`A17`) or of the TOP.

    `stray` look like codes and stay in the text of the entry.
    """

    type: CapturedType
    id: str
    number: str
    kind: EntryKind | None = None
    stray: StrayCodes = StrayCodes()


class _EntryFields(TypedDict):
    """What of an entry follows from the line alone."""

    kind: EntryKind
    text: str
    categories: tuple[str, ...]
    dimension: str
    no_quote: bool


_STEP: Final = 1.0
"""Distance of two entries in milliseconds, where the clock does not tell them apart."""


class Capture:
    """The notes of one event while they are being taken.

    `timed=False` is for notes that were taken elsewhere without a clock: their entries have no time. `clock` tells when
    things were said; without one it is the store's. Raises `UserError` if the event does not exist.
    """

    def __init__(self, store: WorkspaceStore, event_id: str, *, timed: bool = True, clock: Clock | None = None) -> None:
        self._store = store
        self._clock = clock or store.clock
        self._timed = timed
        self._event = store.records.get(Event, event_id)
        self._last: Entry | None = None
        self._introduction = ""
        self._read_event()

    def _read_event(self) -> None:
        """What the event knows: speakers, categories, agenda, and where the notes stand."""
        self._read_names()
        self._position = self._store.records.greatest(Entry, "position", event=self._event.id) or 0.0

    def _read_names(self) -> None:
        records, event = self._store.records, self._event.id
        self._event = records.look_up(Event, event) or self._event
        self._participants: dict[str, str] = {}
        for participant in filter(lambda item: item.label.strip(), records.find(Participant, event=event)):
            self._participants.setdefault(participant.label.strip(), participant.id)
        self._categories = {item.code.strip(): item.id for item in records.find(Category)}
        self._agenda = {item.number: item for item in records.find(AgendaItem, event=event)}
        self._next_participant = len(self._participants) + 1
        current = self._store.drafts.at(self._place_of_agenda)
        known = {item.id for item in self._agenda.values()}
        self._current_item = current.text if current and current.text in known else ""
        self._renew_context()

    def _item_of_last_entry(self) -> str:
        known = {item.id for item in self._agenda.values()}
        entries = self._store.records.find(Entry, event=self._event.id, order_by=["position"])
        return next((entry.agenda_item for entry in reversed(entries) if entry.agenda_item in known), "")

    def _renew_context(self) -> None:
        self._context = LineContext.of(self._participants, self._categories, self._event.date)

    @property
    def _place_of_line(self) -> str:
        return f"line:{self._event.id}"

    @property
    def _place_of_agenda(self) -> str:
        return f"agenda:{self._event.id}"

    @property
    def event_id(self) -> str:
        return self._event.id

    @property
    def context(self) -> LineContext:
        """What a line is read with."""
        return self._context

    @property
    def current_item(self) -> str:
        """The agenda item that the next entry belongs to; empty before the first one."""
        return self._current_item

    def now(self) -> datetime:
        return self._clock.now()

    def refresh(self) -> None:
        """Read again what the event knows, after it was changed elsewhere or by undoing.

        Where the current agenda item is gone, the notes go on under the one before.
        """
        left = self._current_item
        self._read_names()
        if left and not self._current_item:
            self._current_item = self._item_of_last_entry()

    def parse(self, raw: str) -> ParsedLine:
        """What the line would become."""
        return parse(raw, self._context)

    def add_line(self, raw: str, *, said_at: datetime | None = None) -> Captured | None:
        """Save one line durably; None for a blank one. Raises `StorageFullError`: then nothing was saved.

        The half-typed line that was kept as a draft is part of what is saved, and forgotten with it. `said_at` is when
        somebody began to type it, or the time of another entry, and counts for notes without a clock, too; the line
        still comes after those that are there.
        """
        raw = clean_text(raw)
        parsed = self.parse(raw)
        if parsed.is_agenda:
            return self._change_agenda(parsed, said_at)
        if parsed.is_speaker:
            return self._add_speaker(raw, parsed)
        if not parsed.text:
            return None
        return self._add_entry(raw, parsed, said_at)

    def go_to(self, agenda_item_id: str) -> None:
        """What is written from now on belongs to this agenda item. A half-typed line stays. Raises `UserError`."""
        item = self._store.records.get(AgendaItem, agenda_item_id)
        with self._store.journal.change(N_("TOP wechseln")) as unit:
            if self._timed and item.started_at is None:
                unit.change(AgendaItem, item.id, started_at=self._clock.now().replace(microsecond=0))
            unit.save_draft(self._place_of_agenda, item.id)
        self._current_item = item.id
        self._last = None

    def continue_line(self, text: str) -> Captured | None:
        """Append a line to the entry above, which is parsed anew as a whole; without one it is an entry itself.

        Below a speaker who was only introduced it is what this speaker says.
        """
        if self._last is None:
            return self.add_line(f"{self._introduction}\n{text}" if self._introduction else text)
        self._last = self._rewrite(self._last.id, f"{self._last.raw}\n{text}", ends_draft=True)
        return self._captured(self._last, self.parse(self._last.raw))

    def edit(self, entry_id: str, raw: str) -> Entry:
        """Replace the line of an entry; its decision or task follows. Raises `UserError`."""
        return self._rewrite(entry_id, raw)

    def _rewrite(self, entry_id: str, raw: str, *, ends_draft: bool = False) -> Entry:
        entry = self._store.records.get(Entry, entry_id)
        raw = clean_text(raw)
        parsed = self.parse(raw)
        if not parsed.text or parsed.is_agenda or parsed.is_speaker:
            raise UserError(
                _("Ein Eintrag braucht einen Text."), _("Löschen Sie ihn, wenn er nicht mehr gebraucht wird.")
            )
        with self._store.journal.change(N_("Eintrag ändern")) as unit:
            speaker = self._speaker_id(unit, parsed)
            released = release_that_stands(entry, parsed, speaker)
            fields = self._fields_of(parsed)
            unit.change(Entry, entry.id, raw=raw, speaker=speaker, quote_released_on=released, **fields)
            update_follow_up(unit, self._store.records, entry, parsed)
            if ends_draft:
                unit.clear_draft(self._place_of_line)
        self._remember_participant(parsed, speaker)
        return self._store.records.get(Entry, entry.id)

    def save_draft(self, text: str) -> None:
        """Keep the half-typed line, so that a crash does not take it."""
        self._store.drafts.save(self._place_of_line, clean_text(text))

    def draft(self) -> Draft | None:
        """The half-typed line that an earlier session left behind."""
        return self._store.drafts.at(self._place_of_line)

    def take_over_draft(self) -> Captured | None:
        """Save the half-typed line as an entry of the time when it was typed; None if there is none.

        It never changes the agenda: half of "TOP 12" is "TOP 1".
        """
        draft = self.draft()
        if draft is None:
            return None
        raw = f"{LITERAL_MARK}{draft.text}" if self.parse(draft.text).is_agenda else draft.text
        parsed = self.parse(raw)
        if parsed.is_speaker:
            return self._add_speaker(raw, parsed)
        if not parsed.text:
            self.save_draft("")
            return None
        captured = self._add_entry(raw, parsed, draft.saved_at if self._timed else None)
        # What is typed next was not typed below it.
        self._last = None
        return captured

    def _add_entry(self, raw: str, parsed: ParsedLine, typed_at: datetime | None = None) -> Captured:
        time, position = self._moment(parsed, typed_at)
        with self._store.journal.change(ENTRY_KIND_LABELS[parsed.kind]) as unit:
            speaker = self._speaker_id(unit, parsed)
            entry = unit.create(
                Entry(
                    event=self._event.id,
                    number=entry_number(unit.site_letters, unit.next_count(f"entry:{self._event.id}")),
                    raw=raw,
                    time=time,
                    position=position,
                    speaker=speaker,
                    agenda_item=self._current_item,
                    **self._fields_of(parsed),
                )
            )
            create_follow_up(unit, entry, parsed)
            self._begin_top(unit, time)
            unit.clear_draft(self._place_of_line)
        self._remember_participant(parsed, speaker)
        self._position = max(self._position, position)
        self._last = entry
        return self._captured(entry, parsed)

    def _captured(self, entry: Entry, parsed: ParsedLine) -> Captured:
        stray = stray_codes(parsed, self._context)
        return Captured(CapturedType.ENTRY, entry.id, entry.number, entry.kind, stray)

    def _begin_top(self, unit: UnitOfWork, time: datetime | None) -> None:
        """Where notes have no clock, a TOP begins with the first of its lines that brings a time of its own."""
        if self._timed or time is None:
            return
        item = next((item for item in self._agenda.values() if item.id == self._current_item), None)
        if item is not None and item.started_at is None:
            unit.change(AgendaItem, item.id, started_at=time)
            self._agenda[item.number] = replace(item, started_at=time)

    def _fields_of(self, parsed: ParsedLine) -> _EntryFields:
        """What an entry becomes by this line, except for its speaker."""
        return {
            "kind": parsed.kind,
            "text": parsed.text,
            "categories": tuple(self._categories[code] for code in parsed.categories),
            "dimension": parsed.dimension.value if parsed.dimension else "",
            "no_quote": parsed.no_quote,
        }

    def _moment(self, parsed: ParsedLine, typed_at: datetime | None = None) -> tuple[datetime | None, float]:
        """When it was said, and its place in the order: a back-dated line goes where it belongs."""
        if not self._timed and typed_at is None:
            return None, self._position + _STEP
        said = (typed_at or self._clock.now()) - timedelta(minutes=parsed.minutes_back)
        position = said.timestamp() * 1000
        if not parsed.minutes_back:
            position = max(position, self._position + _STEP)
        return said.replace(microsecond=0), position

    def _speaker_id(self, unit: UnitOfWork, parsed: ParsedLine) -> str:
        """The participant who speaks, added to the event if the line introduces them."""
        if parsed.speaker is None:
            return ""
        if parsed.speaker in self._participants:
            return self._participants[parsed.speaker]
        added = Participant(event=self._event.id, label=parsed.speaker, position=float(self._next_participant))
        return unit.create(added).id

    def _remember_participant(self, parsed: ParsedLine, participant_id: str) -> None:
        """Only after the commit: a speaker whose entry was not saved does not exist."""
        if parsed.speaker is not None and parsed.speaker not in self._participants:
            self._participants[parsed.speaker] = participant_id
            self._next_participant += 1
            self._renew_context()

    def _add_speaker(self, raw: str, parsed: ParsedLine) -> Captured:
        with self._store.journal.change(N_("Sprecher*in")) as unit:
            speaker = self._speaker_id(unit, parsed)
            unit.clear_draft(self._place_of_line)
        self._remember_participant(parsed, speaker)
        self._last, self._introduction = None, raw
        return Captured(CapturedType.SPEAKER, speaker, "")

    def _change_agenda(self, parsed: ParsedLine, said_at: datetime | None) -> Captured:
        number, title = parsed.agenda_number or 0, parsed.agenda_title or ""
        time, _position = self._moment(parsed, said_at if not self._timed else None)
        known = self._agenda.get(number)
        with self._store.journal.change(N_("TOP wechseln")) as unit:
            if known is None:
                added = AgendaItem(event=self._event.id, number=number, title=title, started_at=time)
                item_id = unit.create(added).id
            else:
                item_id = known.id
                started_at = known.started_at or time
                unit.change(AgendaItem, item_id, title=title or known.title, started_at=started_at)
            unit.save_draft(self._place_of_agenda, item_id)
            unit.clear_draft(self._place_of_line)
        self._agenda[number] = self._store.records.get(AgendaItem, item_id)
        self._current_item = item_id
        self._last, self._introduction = None, ""
        return Captured(CapturedType.AGENDA, item_id, str(number))
