"""Notes that were taken elsewhere: read, shown as what they would become, and taken over in one unit of work."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.os_reasons import reason_of
from gk_desktop.base.progress import Progress, silent
from gk_desktop.base.text import clean_text
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem
from gk_desktop.domain.leading_time import split_leading_time
from gk_desktop.domain.line import ParsedLine, StrayCodes, stray_codes
from gk_desktop.domain.numbering import entry_number
from gk_desktop.services.entry_follow_ups import create_follow_up
from gk_desktop.services.event_knowledge import EventKnowledge, day_of_notes
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore

LARGEST_FILE: Final = 2_000_000
"""Bytes; three hundred pages of notes. What is larger is no notes."""

NOTES_PER_UNIT: Final = 1_000
"""So many lines are one step of undo; more of them are taken over in parts, between which one can stop."""

CONTINUATIONS: Final = ("\t", "  ")
PLACE_OF_IMPORT: Final = "import:"
_STEP: Final = 1.0


@dataclass(frozen=True, slots=True)
class NotesFile:
    """The text of a file; `hint` says what had to be guessed, or nothing."""

    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class PlannedNote:
    """What a line (with its continuation lines) will become. `line` counts from 1; `agenda` is the TOP it falls under.

    `stray` look like codes and stay in the text. `clock` is the time that stood in front of the line; `raw` is without
    it. `has_lost_clock`: there was one, and it stays in the text, as nobody knows the day.
    """

    line: int
    raw: str
    parsed: ParsedLine
    agenda: int | None
    stray: StrayCodes = StrayCodes()
    clock: time | None = None
    has_lost_clock: bool = False

    @property
    def is_entry(self) -> bool:
        return not (self.parsed.is_agenda or self.parsed.is_speaker)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How many entries, new speakers and agenda lines came in, and how many of the entries had a time of their own.

    `first` is the id of the first entry.
    """

    entries: int = 0
    speakers: int = 0
    agenda_lines: int = 0
    with_clock: int = 0
    first: str = ""

    def __add__(self, other: "TakenOver") -> "TakenOver":
        return TakenOver(
            self.entries + other.entries,
            self.speakers + other.speakers,
            self.agenda_lines + other.agenda_lines,
            self.with_clock + other.with_clock,
            self.first or other.first,
        )


def read_notes(path: Path) -> NotesFile:
    """The text of a file, in UTF-8 or, as older Windows programs write it, Windows-1252. Raises `UserError`."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UserError(
            _("Die Datei „{name}“ ist nicht lesbar: {reason}.").format(name=path.name, reason=reason_of(error)),
            _("Prüfen Sie, ob sie noch da ist und ob Sie sie öffnen dürfen."),
        ) from None
    if len(content) > LARGEST_FILE:
        raise UserError(
            _("„{name}“ ist größer als 2 MB und wird nicht übernommen.").format(name=path.name),
            _("Teilen Sie die Datei, oder fügen Sie nur den Teil mit den Notizen ein."),
        )
    if b"\0" in content:
        raise UserError(
            _("„{name}“ ist keine Textdatei.").format(name=path.name),
            _("Speichern Sie die Notizen als Nur-Text (UTF-8), oder kopieren Sie den Text und fügen Sie ihn hier ein."),
        )
    try:
        return NotesFile(clean_text(content.decode("utf-8-sig")), "")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return NotesFile(
        clean_text(text),
        _("Die Datei ist nicht in UTF-8 gespeichert und wurde als Windows-1252 gelesen. Umlaute prüfen."),
    )


class NoteImport:
    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def plan(self, event_id: str, text: str) -> list[PlannedNote]:
        """What each line would become, in the order of the text. Nothing is saved. Raises `UserError`."""
        knowledge = EventKnowledge(self._store, event_id)
        has_day = day_of_notes(self._store, knowledge.event) is not None
        current = self._current_agenda_number(event_id, knowledge)
        planned: list[PlannedNote] = []
        last_entry: int | None = None
        for number, line, continues in _lines(text):
            if continues and last_entry is not None:
                note = planned[last_entry]
                joined = f"{note.raw}\n{line}"
                parsed = knowledge.parse(joined)
                parsed = replace(parsed, adds_speaker=parsed.adds_speaker or note.parsed.adds_speaker)
                stray = stray_codes(parsed, knowledge.context)
                planned[last_entry] = replace(note, raw=joined, parsed=parsed, stray=stray)
                knowledge.learn(parsed)
                continue
            clock, rest = split_leading_time(line)
            raw = rest if has_day else line
            parsed = knowledge.parse(raw)
            if parsed.is_agenda:
                current, last_entry = parsed.agenda_number, None
            elif parsed.text or parsed.is_speaker:
                # What is indented below a lone speaker is what they say.
                last_entry = len(planned)
            else:
                continue
            knowledge.learn(parsed)
            stray, is_lost = stray_codes(parsed, knowledge.context), clock is not None and not has_day
            planned.append(PlannedNote(number, raw, parsed, current, stray, clock if has_day else None, is_lost))
        return planned

    def take_over(
        self, event_id: str, planned: Sequence[PlannedNote], *, timed: bool = False, progress: Progress = silent
    ) -> TakenOver:
        """Save what was planned, as one unit of work that can be undone as a whole.

        A line with a time of its own goes where it belongs by it, those below follow it. `timed=False` leaves the
        others without a time. The place where the Mitschrift stands does not move. Raises `Cancelled` if the progress
        says so, and then has saved nothing.
        """
        with self._store.journal.change(N_("Notizen übernehmen")) as unit:
            taking = _Taking(self._store, unit, event_id, planned, timed=timed)
            for count, note in enumerate(planned):
                if count % 50 == 0:
                    progress(_("Notizen werden übernommen"), count / len(planned))
                taking.take(note)
        return taking.result

    def save_draft(self, event_id: str, text: str) -> None:
        """Keep a text that was not taken over; an empty one is forgotten."""
        self._store.drafts.save(f"{PLACE_OF_IMPORT}{event_id}", clean_text(text))

    def draft(self, event_id: str) -> str:
        draft = self._store.drafts.at(f"{PLACE_OF_IMPORT}{event_id}")
        return draft.text if draft else ""

    def _current_agenda_number(self, event_id: str, knowledge: EventKnowledge) -> int | None:
        draft = self._store.drafts.at(f"agenda:{event_id}")
        known = {item.id: number for number, item in knowledge.agenda.items()}
        return known.get(draft.text) if draft else None


def parts(planned: Sequence[PlannedNote]) -> Iterator[Sequence[PlannedNote]]:
    """The notes in portions that are saved while nobody has to wait for it."""
    for begin in range(0, len(planned), NOTES_PER_UNIT):
        yield planned[begin : begin + NOTES_PER_UNIT]


def new_speakers(planned: Iterable[PlannedNote]) -> list[str]:
    """Names that these notes introduce, in the order of their appearance."""
    found = (note.parsed.speaker for note in planned if note.parsed.adds_speaker and note.parsed.speaker)
    return list(dict.fromkeys(found))


def _lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """Number, text and whether it continues the entry above, of each line that is not blank."""
    for number, line in enumerate(clean_text(text).split("\n"), start=1):
        if not line.strip():
            continue
        mark = next((mark for mark in CONTINUATIONS if line.startswith(mark)), "")
        yield number, line.removeprefix(mark), bool(mark)


class _Taking:
    """Writes planned notes inside an open unit of work."""

    def __init__(
        self, store: WorkspaceStore, unit: UnitOfWork, event_id: str, planned: Sequence[PlannedNote], *, timed: bool
    ) -> None:
        self._unit = unit
        self._timed = timed
        self._now = store.clock.now()
        self._knowledge = EventKnowledge(store, event_id)
        self._day = day_of_notes(store, self._knowledge.event)
        self._agenda = {number: item.id for number, item in self._knowledge.agenda.items()}
        self._unbegun = {item.id for item in self._knowledge.agenda.values() if item.started_at is None}
        self._taken = {entry.position for entry in store.records.find(Entry, event=event_id)}
        self._position = self._beginning(planned)
        self._last_said: datetime | None = None
        self.result = TakenOver()

    def _beginning(self, planned: Sequence[PlannedNote]) -> float:
        """Behind what is there; what stands above the first line with a time comes right before that."""
        first = next((at for at, note in enumerate(planned) if note.clock and note.is_entry), None)
        said = self._said(planned[first]) if first is not None else None
        if first is None or said is None:
            return max(self._taken, default=0.0)
        return said.timestamp() * 1000 - (first + 1) * _STEP

    def take(self, note: PlannedNote) -> None:
        parsed = note.parsed
        if parsed.is_agenda:
            self._take_agenda(note)
            self.result += TakenOver(agenda_lines=1)
            return
        if parsed.adds_speaker:
            self.result += TakenOver(speakers=1)
        speaker = self._knowledge.speaker_id(self._unit, parsed)
        if not parsed.is_speaker:
            entry = self._take_entry(note, speaker)
            self.result += TakenOver(entries=1, with_clock=int(note.clock is not None), first=entry.id)

    def _take_agenda(self, note: PlannedNote) -> None:
        number, title = note.parsed.agenda_number or 0, note.parsed.agenda_title or ""
        known = self._agenda.get(number)
        if known is None:
            item = self._unit.create(AgendaItem(event=self._knowledge.event.id, number=number, title=title))
            self._agenda[number] = known = item.id
            self._unbegun.add(known)
        elif title:
            self._unit.change(AgendaItem, known, title=title)
        said = self._said(note)
        if said is not None:
            self._begin(known, said)

    def _begin(self, item_id: str, said: datetime) -> None:
        """What is known of when a TOP began: by its own line or by the first one below it."""
        if item_id in self._unbegun:
            self._unbegun.discard(item_id)
            self._unit.change(AgendaItem, item_id, started_at=said.replace(microsecond=0))

    def _take_entry(self, note: PlannedNote, speaker: str) -> Entry:
        said, position = self._said(note), self._place(note)
        self._position = position
        self._taken.add(position)
        item_id = self._agenda.get(note.agenda, "") if note.agenda is not None else ""
        if said is not None:
            self._begin(item_id, said)
        event_id = self._knowledge.event.id
        entry = self._unit.create(
            Entry(
                event=event_id,
                number=entry_number(self._unit.site_letters, self._unit.next_count(f"entry:{event_id}")),
                raw=note.raw,
                time=said.replace(microsecond=0) if said else None,
                position=position,
                speaker=speaker,
                agenda_item=item_id,
                **self._knowledge.entry_fields(note.parsed),
            )
        )
        create_follow_up(self._unit, entry, note.parsed)
        return entry

    def _said(self, note: PlannedNote) -> datetime | None:
        """When it was said: at the time in front of it, else now, if these are notes of now."""
        if note.clock is not None and self._day is not None:
            said = datetime.combine(self._day, note.clock)
        elif self._timed:
            said = self._now
        else:
            return None
        return said - timedelta(minutes=note.parsed.minutes_back)

    def _place(self, note: PlannedNote) -> float:
        """Where it belongs by its time; without one below the line above. Nothing else stands at the same place."""
        said, before = self._said(note), self._last_said
        position = self._position + _STEP
        if said is not None:
            by_time = said.timestamp() * 1000
            is_earlier = note.parsed.minutes_back > 0 if before is None else said < before
            position = by_time if is_earlier else max(by_time, position)
            self._last_said = said
        while position in self._taken:
            position += _STEP / 2
        return position
