"""Notes that were taken elsewhere: read, shown as what they would become, and taken over in one unit of work."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.progress import Progress, silent
from gk_desktop.base.text import clean_text
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem
from gk_desktop.domain.line import ParsedLine
from gk_desktop.domain.numbering import entry_number
from gk_desktop.services.entry_follow_ups import create_follow_up
from gk_desktop.services.event_knowledge import EventKnowledge
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore

LARGEST_FILE: Final = 2_000_000
"""Bytes; three hundred pages of notes. What is larger is no notes."""

NOTES_PER_UNIT: Final = 1_000
"""So many lines are one step of undo; more of them are taken over in parts, between which one can stop."""

_CONTINUATIONS: Final = ("\t", "  ")
_STEP: Final = 1.0


@dataclass(frozen=True, slots=True)
class NotesFile:
    """The text of a file; `hint` says what had to be guessed, or nothing."""

    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class PlannedNote:
    """What a line (with its continuation lines) will become. `line` counts from 1; `agenda` is the TOP it falls under.

    `unknown_codes` look like categories and are none: they stay in the text.
    """

    line: int
    raw: str
    parsed: ParsedLine
    agenda: int | None
    unknown_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How many entries, new speakers and agenda lines came in."""

    entries: int
    speakers: int
    agenda_lines: int


def read_notes(path: Path) -> NotesFile:
    """The text of a file, in UTF-8 or, as older Windows programs write it, Windows-1252. Raises `UserError`."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UserError(
            _("Die Datei „{name}“ ist nicht lesbar: {reason}.").format(name=path.name, reason=error.strerror),
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
        current = self._current_agenda_number(event_id, knowledge)
        planned: list[PlannedNote] = []
        last_entry: int | None = None
        for number, raw, continues in _lines(text):
            if continues and last_entry is not None:
                note = planned[last_entry]
                joined = f"{note.raw}\n{raw}"
                parsed = knowledge.parse(joined)
                parsed = replace(parsed, adds_speaker=parsed.adds_speaker or note.parsed.adds_speaker)
                planned[last_entry] = replace(note, raw=joined, parsed=parsed, unknown_codes=_unknown_codes(parsed))
                knowledge.learn(parsed)
                continue
            parsed = knowledge.parse(raw)
            if parsed.is_agenda:
                current, last_entry = parsed.agenda_number, None
            elif parsed.text or parsed.is_speaker:
                # What is indented below a lone speaker is what they say.
                last_entry = len(planned)
            else:
                continue
            knowledge.learn(parsed)
            planned.append(PlannedNote(number, raw, parsed, current, _unknown_codes(parsed)))
        return planned

    def take_over(
        self, event_id: str, planned: Sequence[PlannedNote], *, timed: bool = False, progress: Progress = silent
    ) -> TakenOver:
        """Save what was planned, as one unit of work that can be undone as a whole.

        `timed=False` leaves the entries without a time. The place where the Mitschrift stands does not move. Raises
        `Cancelled` if the progress says so, and then has saved nothing.
        """
        with self._store.journal.change(N_("Notizen übernehmen")) as unit:
            taking = _Taking(self._store, unit, event_id, timed=timed)
            for count, note in enumerate(planned):
                if count % 50 == 0:
                    progress(_("Notizen werden übernommen"), count / len(planned))
                taking.take(note)
        return taking.result

    def save_draft(self, event_id: str, text: str) -> None:
        """Keep a text that was not taken over; an empty one is forgotten."""
        self._store.drafts.save(f"import:{event_id}", clean_text(text))

    def draft(self, event_id: str) -> str:
        draft = self._store.drafts.at(f"import:{event_id}")
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
        mark = next((mark for mark in _CONTINUATIONS if line.startswith(mark)), "")
        yield number, line.removeprefix(mark), bool(mark)


def _unknown_codes(parsed: ParsedLine) -> tuple[str, ...]:
    """Words such as `#Z9` that were left in the text because no category is called that."""
    return tuple(word for word in parsed.text.split() if word.startswith("#") and len(word) > 1)


class _Taking:
    """Writes planned notes inside an open unit of work."""

    def __init__(self, store: WorkspaceStore, unit: UnitOfWork, event_id: str, *, timed: bool) -> None:
        self._unit = unit
        self._timed = timed
        self._now = store.clock.now()
        self._knowledge = EventKnowledge(store, event_id)
        self._agenda = {number: item.id for number, item in self._knowledge.agenda.items()}
        self._position = max((entry.position for entry in store.records.find(Entry, event=event_id)), default=0.0)
        self.result = TakenOver(0, 0, 0)

    def take(self, note: PlannedNote) -> None:
        parsed = note.parsed
        if parsed.is_agenda:
            self._take_agenda(parsed)
            self.result = replace(self.result, agenda_lines=self.result.agenda_lines + 1)
            return
        if parsed.adds_speaker:
            self.result = replace(self.result, speakers=self.result.speakers + 1)
        speaker = self._knowledge.speaker_id(self._unit, parsed)
        if not parsed.is_speaker:
            self._take_entry(note, speaker)
            self.result = replace(self.result, entries=self.result.entries + 1)

    def _take_agenda(self, parsed: ParsedLine) -> None:
        number, title = parsed.agenda_number or 0, parsed.agenda_title or ""
        known = self._agenda.get(number)
        if known is None:
            started_at = self._now.replace(microsecond=0) if self._timed else None
            item = AgendaItem(event=self._knowledge.event.id, number=number, title=title, started_at=started_at)
            self._agenda[number] = self._unit.create(item).id
        elif title:
            self._unit.change(AgendaItem, known, title=title)

    def _take_entry(self, note: PlannedNote, speaker: str) -> None:
        time, position = self._moment(note.parsed)
        self._position = max(self._position, position)
        event_id = self._knowledge.event.id
        entry = self._unit.create(
            Entry(
                event=event_id,
                number=entry_number(self._unit.site_letters, self._unit.next_count(f"entry:{event_id}")),
                raw=note.raw,
                time=time,
                position=position,
                speaker=speaker,
                agenda_item=self._agenda.get(note.agenda, "") if note.agenda is not None else "",
                **self._knowledge.entry_fields(note.parsed),
            )
        )
        create_follow_up(self._unit, entry, note.parsed)

    def _moment(self, parsed: ParsedLine) -> tuple[datetime | None, float]:
        if not self._timed:
            return None, self._position + _STEP
        said = self._now - timedelta(minutes=parsed.minutes_back)
        position = said.timestamp() * 1000
        if not parsed.minutes_back:
            position = max(position, self._position + _STEP)
        return said.replace(microsecond=0), position
