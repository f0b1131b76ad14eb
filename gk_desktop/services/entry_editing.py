"""What happens to entries after they were written: split, join, move, change, delete; each one undoable step."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.category import Category
from gk_desktop.domain.dimension import Dimension
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS, EntryKind
from gk_desktop.domain.event import AgendaItem, Participant
from gk_desktop.domain.line import LITERAL_MARK, ParsedLine
from gk_desktop.domain.line_edits import (
    text_span,
    with_dimension,
    with_kind,
    with_no_quote_toggled,
    with_speaker,
)
from gk_desktop.domain.line_segments import SegmentRole
from gk_desktop.domain.numbering import entry_number
from gk_desktop.services.entry_follow_ups import create_follow_up, release_that_stands, update_follow_up
from gk_desktop.services.event_knowledge import EventKnowledge
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore

_STEP: Final = 1.0
_LineEdit = Callable[[str, EventKnowledge], str]


@dataclass(frozen=True, slots=True)
class _Rewritten:
    entry: Entry
    raw: str
    parsed: ParsedLine


class EntryEditing:
    """Verbs for one or several entries of one event. Each takes ids in any order; all raise `UserError`."""

    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def line_of(self, entry_id: str) -> str:
        """The line to be edited: as it was typed, or as it would be typed now if a speaker or code has a new name."""
        entry = self._store.records.get(Entry, entry_id)
        return self._current_line(entry, EventKnowledge(self._store, entry.event))

    def split(self, entry_id: str, raw: str, at: int) -> tuple[Entry, Entry]:
        """Two entries out of one line, parted before character `at`; the second one gets a new number.

        `raw` is the line as it stands in the editor. Speaker, mark and codes are kept by both.
        """
        entry = self._store.records.get(Entry, entry_id)
        knowledge = EventKnowledge(self._store, entry.event)
        first_raw, second_raw = _parted(raw, knowledge.parse(raw), at)
        first, second = self._read(entry, first_raw, knowledge), self._read(entry, second_raw, knowledge)
        position = self._position_after(entry)
        with self._store.journal.change(N_("Eintrag teilen")) as unit:
            self._write(unit, first, knowledge)
            created = unit.create(
                Entry(
                    event=entry.event,
                    number=entry_number(unit.site_letters, unit.next_count(f"entry:{entry.event}")),
                    raw=second.raw,
                    time=entry.time,
                    position=position,
                    speaker=knowledge.speaker_id(unit, second.parsed),
                    agenda_item=entry.agenda_item,
                    is_result=entry.is_result,
                    **knowledge.entry_fields(second.parsed),
                )
            )
            create_follow_up(unit, created, second.parsed)
        return self._store.records.get(Entry, entry.id), created

    def join(self, entry_ids: Iterable[str]) -> Entry:
        """One entry out of several of one kind that one person said, or nobody in particular.

        The earliest one keeps number, time and TOP. Raises `UserError`.
        """
        entries = self._entries(entry_ids)
        if len(entries) < 2:
            raise UserError(_("Zum Verbinden braucht es zwei Einträge."), _("Wählen Sie mit Umschalt mehrere aus."))
        if len({entry.kind for entry in entries}) > 1:
            # An observation that became part of a task would leave the house with it.
            raise UserError(
                _("Verbinden lassen sich nur Einträge derselben Art."), _("Ändern Sie zuerst die Art des einen.")
            )
        speakers = {entry.speaker for entry in entries if entry.speaker}
        if len(speakers) > 1:
            # What one may be quoted with would take along what another may not.
            raise UserError(
                _("Verbinden lassen sich nur Einträge, die dieselbe Person gesagt hat."),
                _("Ändern Sie zuerst bei einem, wer spricht."),
            )
        knowledge = EventKnowledge(self._store, entries[0].event)
        first = self._read(entries[0], self._joined_line(entries, knowledge), knowledge)
        with self._store.journal.change(N_("Einträge verbinden")) as unit:
            self._write(unit, first, knowledge)
            for entry in entries[1:]:
                self._delete(unit, entry)
        return self._store.records.get(Entry, entries[0].id)

    def move(self, entry_ids: Iterable[str], agenda_item_id: str) -> None:
        """Under another TOP, with what follows from the entries; an empty id takes them out of any TOP."""
        entries = self._entries(entry_ids)
        if agenda_item_id:
            self._store.records.get(AgendaItem, agenda_item_id)
        with self._store.journal.change(N_("In anderen TOP verschieben")) as unit:
            for entry in entries:
                unit.change(Entry, entry.id, agenda_item=agenda_item_id)
                for follow_up in self._follow_ups(entry):
                    unit.change(type(follow_up), follow_up.id, agenda_item=agenda_item_id)

    def change_kind(self, entry_ids: Iterable[str], kind: EntryKind) -> None:
        """Another mark. A Beschluss or Auftrag is made, or dropped, with it."""

        def edit(raw: str, knowledge: EventKnowledge) -> str:
            changed = with_kind(raw, kind, knowledge.context)
            if knowledge.parse(changed).kind is not kind:
                raise UserError(
                    _("„{text}“ lässt sich nicht als {kind} schreiben.").format(
                        text=_shortened(raw), kind=_(ENTRY_KIND_LABELS[kind])
                    ),
                    _("Ein Auftrag, der mit einer Zahl beginnt, braucht davor jemanden, der ihn übernimmt."),
                )
            return changed

        self._rewrite(entry_ids, _("Art ändern: {kind}").format(kind=_(ENTRY_KIND_LABELS[kind])), edit)

    def set_speaker(self, entry_ids: Iterable[str], label: str) -> None:
        """Said by this speaker of the event; by nobody for an empty label."""
        self._rewrite(entry_ids, N_("Sprecher*in ändern"), lambda raw, known: with_speaker(raw, label, known.context))

    def set_dimension(self, entry_ids: Iterable[str], dimension: Dimension) -> None:
        """Under this dimension; taken off again where it is set."""
        self._rewrite(
            entry_ids, N_("Dimension ändern"), lambda raw, known: with_dimension(raw, dimension, known.context)
        )

    def toggle_no_quote(self, entry_ids: Iterable[str]) -> None:
        self._rewrite(entry_ids, N_("Nicht zitieren"), lambda raw, known: with_no_quote_toggled(raw, known.context))

    def delete(self, entry_ids: Iterable[str]) -> None:
        """Into the Papierkorb, together with the Beschlüsse and Aufträge in them."""
        entries = self._entries(entry_ids)
        count = len(entries)
        label = N_("Eintrag löschen") if count == 1 else _("{count} Einträge löschen").format(count=count)
        with self._store.journal.change(label) as unit:
            for entry in entries:
                self._delete(unit, entry)

    def retime(self, entry_ids: Iterable[str], minutes: int) -> None:
        """Earlier (below 0) or later by so many minutes; the entries go where they then belong."""
        entries = [entry for entry in self._entries(entry_ids) if entry.time is not None]
        if not entries:
            raise UserError(_("Diese Einträge haben keine Uhrzeit, die sich verschieben ließe."))
        shift = timedelta(minutes=minutes)
        moved = {entry.id for entry in entries}
        taken = {other.position for other in self._of_event(entries[0].event) if other.id not in moved}
        with self._store.journal.change(N_("Uhrzeit ändern")) as unit:
            for entry in entries:
                assert entry.time is not None
                position = entry.position + shift.total_seconds() * 1000
                while position in taken:
                    position += _STEP / 2
                taken.add(position)
                unit.change(Entry, entry.id, time=entry.time + shift, position=position)

    def _entries(self, entry_ids: Iterable[str]) -> list[Entry]:
        """In the order of the notes."""
        entries = [self._store.records.get(Entry, entry_id) for entry_id in dict.fromkeys(entry_ids)]
        if not entries:
            raise UserError(_("Es ist kein Eintrag ausgewählt."))
        return sorted(entries, key=lambda entry: (entry.position, entry.id))

    def _of_event(self, event_id: str) -> list[Entry]:
        return self._store.records.find(Entry, event=event_id)

    def _rewrite(self, entry_ids: Iterable[str], label: str, edit: _LineEdit) -> None:
        entries = self._entries(entry_ids)
        knowledge = EventKnowledge(self._store, entries[0].event)
        rewritten = [
            self._read(entry, edit(self._current_line(entry, knowledge), knowledge), knowledge) for entry in entries
        ]
        with self._store.journal.change(label) as unit:
            for item in rewritten:
                self._write(unit, item, knowledge)

    def _read(self, entry: Entry, raw: str, knowledge: EventKnowledge) -> _Rewritten:
        raw = clean_text(raw)
        parsed = knowledge.parse(raw)
        if not parsed.text or parsed.is_agenda or parsed.is_speaker:
            raise UserError(
                _("Ein Eintrag braucht einen Text."), _("Löschen Sie ihn, wenn er nicht mehr gebraucht wird.")
            )
        return _Rewritten(entry, raw, parsed)

    def _write(self, unit: UnitOfWork, item: _Rewritten, knowledge: EventKnowledge) -> None:
        speaker = knowledge.speaker_id(unit, item.parsed)
        released = release_that_stands(item.entry, item.parsed, speaker)
        fields = knowledge.entry_fields(item.parsed)
        unit.change(Entry, item.entry.id, raw=item.raw, speaker=speaker, quote_released_on=released, **fields)
        update_follow_up(unit, self._store.records, item.entry, item.parsed)

    def _delete(self, unit: UnitOfWork, entry: Entry) -> None:
        unit.delete(entry.id)
        for follow_up in self._follow_ups(entry):
            unit.delete(follow_up.id)

    def _follow_ups(self, entry: Entry) -> list[Decision | Task]:
        records = self._store.records
        return [*records.find(Decision, entry=entry.id), *records.find(Task, entry=entry.id)]

    def _position_after(self, entry: Entry) -> float:
        """Between this entry and the next one."""
        following = min(
            (other.position for other in self._of_event(entry.event) if other.position > entry.position), default=None
        )
        return entry.position + _STEP if following is None else (entry.position + following) / 2

    def _current_line(self, entry: Entry, knowledge: EventKnowledge) -> str:
        parsed = knowledge.parse(entry.raw)
        if parsed.text == entry.text and parsed.kind is entry.kind and self._names_its_speaker(entry, parsed):
            return entry.raw
        return self._composed_line(entry, knowledge)

    def _names_its_speaker(self, entry: Entry, parsed: ParsedLine) -> bool:
        speaker = self._store.records.look_up(Participant, entry.speaker) if entry.speaker else None
        return (parsed.speaker or "") == (speaker.label.strip() if speaker else "")

    def _composed_line(self, entry: Entry, knowledge: EventKnowledge) -> str:
        """The line that would give this entry today."""
        records = self._store.records
        speaker = records.look_up(Participant, entry.speaker) if entry.speaker else None
        task = next(iter(records.find(Task, entry=entry.id)), None)
        text = entry.text
        if task is not None and (task.responsible or task.due):
            due = f"bis {task.due:%d.%m.%Y}" if task.due else ""
            text = f"{' '.join(filter(None, (task.responsible, due)))}: {text}"
        line = with_kind(text, entry.kind, knowledge.context) if entry.kind is not EntryKind.STATEMENT else text
        if speaker is not None and speaker.label:
            line = with_speaker(line, speaker.label, knowledge.context)
        categories = (records.look_up(Category, category) for category in entry.categories)
        codes = [item.code for item in categories if item] + ([entry.dimension] if entry.dimension else [])
        line = " ".join([line, *(f"#{code}" for code in codes), *(["#nz"] if entry.no_quote else [])])
        return line if knowledge.parse(line).text else f"{LITERAL_MARK}{entry.text}"

    def _joined_line(self, entries: Sequence[Entry], knowledge: EventKnowledge) -> str:
        """The first line, then what the others say, then the codes of all. One speaker has said all of it."""
        lines = [self._current_line(entry, knowledge) for entry in entries]
        speaker = next((reading.speaker for reading in map(knowledge.parse, lines) if reading.speaker), "")
        lines[0] = with_speaker(lines[0], speaker, knowledge.context) if speaker else lines[0]
        parsed = [knowledge.parse(line) for line in lines]
        start, end = text_span(parsed[0])
        text = lines[0][start:end]
        for line, reading in zip(lines[1:], parsed[1:], strict=True):
            begin, stop = text_span(reading)
            text = f"{text} {line[begin:stop]}"
        closing = "".join(item.text for item in parsed[0].segments if item.role is SegmentRole.QUOTE_MARK)[1:]
        codes = [item.text for reading in parsed for item in reading.segments if item.role is SegmentRole.CODE]
        return " ".join([lines[0][:start] + text + closing, *dict.fromkeys(codes)])


def _parted(raw: str, parsed: ParsedLine, at: int) -> tuple[str, str]:
    start, end = text_span(parsed)
    before, after = raw[start:at].rstrip(), raw[at:end].lstrip()
    if not (start < at < end and before and after):
        raise UserError(
            _("Hier lässt sich der Eintrag nicht teilen."),
            _("Setzen Sie die Schreibmarke dorthin, wo der zweite Teil beginnt."),
        )
    codes = _codes_within(parsed, start, end)
    first, second = (
        " ".join([part, *(code for code in codes if code not in part.split())]) for part in (before, after)
    )
    return raw[:start] + first + raw[end:], raw[:start] + second + raw[end:]


def _codes_within(parsed: ParsedLine, start: int, end: int) -> list[str]:
    at, found = 0, []
    for segment in parsed.segments:
        if segment.role is SegmentRole.CODE and start <= at < end:
            found.append(segment.text)
        at += len(segment.text)
    return found


def _shortened(raw: str) -> str:
    return raw if len(raw) <= 40 else f"{raw[:39]}…"
