"""Everything that stands in the notes of one event, kept level with the store by its change sets."""

import contextlib
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from gk_desktop.domain.category import Category
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Attendance, Event, Participant
from gk_desktop.domain.minutes import Minutes, MinutesCorrection, MinutesStatus
from gk_desktop.domain.ordering import order_in_agenda, order_in_notes
from gk_desktop.domain.record import Record
from gk_desktop.store.records import Records
from gk_desktop.ui.viewmodels.event_entries import EventEntries

OPEN_KINDS: Final = frozenset({EntryKind.OPEN_POINT, EntryKind.OWN_QUESTION})
_KNOWN_KINDS: Final = frozenset({Participant.KIND, AgendaItem.KIND, Category.KIND})
_RESULT_KINDS: Final = frozenset({Participant.KIND, Task.KIND, Decision.KIND})


@dataclass(frozen=True, slots=True)
class NotesChange:
    """What of the notes a change set has touched.

    `knowledge`: what the line knows, that is speakers, codes and TOPs. `names`: rows that are there already show
    something else now. `results`: participants, tasks, decisions or open points.
    """

    entries: tuple[str, ...] = ()
    knowledge: bool = False
    names: bool = False
    results: bool = False
    head: bool = False


class EventNotes:
    """The records of one event by id. `entries` are in no order; rows are put in order by their model."""

    def __init__(self, records: Records, event_id: str) -> None:
        self._records = records
        self.event = records.get(Event, event_id)
        self.entries = EventEntries(records, event_id)
        self.participants = {item.id: item for item in records.find(Participant, event=event_id)}
        self.agenda = {item.id: item for item in records.find(AgendaItem, event=event_id)}
        self.categories = {item.id: item for item in records.find(Category)}
        self.decisions = {item.id: item for item in records.find(Decision, event=event_id)}
        self.tasks = {item.id: item for item in records.find(Task, event=event_id)}
        self.minutes = {item.id: item for item in records.find(Minutes, event=event_id)}
        self.corrections = self._read_corrections()
        self._task_of = {task.entry: task.id for task in self.tasks.values() if task.entry}
        self._decision_of = {item.entry: item.id for item in self.decisions.values() if item.entry}

    def apply(self, change_set: ChangeSet) -> NotesChange:
        """Read again what the change set has touched."""
        touched: dict[str, list[str]] = {}
        open_before = self._open_points(change_set)
        for kind, shelf in self._shelves().items():
            touched[kind] = [item for item in dict.fromkeys(change_set.ids(kind)) if self._renew(kind, item, shelf)]
        entries = dict.fromkeys(touched[Entry.KIND])
        for kind, known in ((Task.KIND, self._task_of), (Decision.KIND, self._decision_of)):
            for item in touched[kind]:
                entries.update(dict.fromkeys(self._relink(kind, item, known)))
        if change_set.ids(MinutesCorrection.KIND):
            before, self.corrections = self.corrections, self._read_corrections()
            marked = (before.keys() | self.corrections.keys()) & self.entries.keys()
            entries.update(dict.fromkeys(item for item in marked if before.get(item) != self.corrections.get(item)))
        event_changed = self.event.id in change_set.ids(Event.KIND)
        if event_changed:
            self.event = self._records.look_up(Event, self.event.id) or self.event
        return NotesChange(
            entries=tuple(entries),
            knowledge=event_changed or any(touched[kind] for kind in _KNOWN_KINDS),
            names=self._names_changed(change_set, touched),
            results=any(touched[kind] for kind in _RESULT_KINDS) or bool(open_before or self._open_points(change_set)),
            head=event_changed or bool(touched[Minutes.KIND]),
        )

    def _read_corrections(self) -> dict[str, list[MinutesCorrection]]:
        """What readers of the minutes want corrected, by entry."""
        found: dict[str, list[MinutesCorrection]] = {}
        for minutes_id in self.minutes:
            for correction in self._records.find(MinutesCorrection, minutes=minutes_id):
                found.setdefault(correction.entry, []).append(correction)
        return found

    def _open_points(self, change_set: ChangeSet) -> list[str]:
        entries = (self.entries.outline(item) for item in change_set.ids(Entry.KIND))
        return [entry.id for entry in entries if entry is not None and entry.kind in OPEN_KINDS]

    def _shelves(self) -> dict[str, MutableMapping[str, Any]]:
        return {
            Entry.KIND: self.entries,
            Participant.KIND: self.participants,
            AgendaItem.KIND: self.agenda,
            Category.KIND: self.categories,
            Decision.KIND: self.decisions,
            Task.KIND: self.tasks,
            Minutes.KIND: self.minutes,
        }

    def _renew(self, kind: str, record_id: str, shelf: MutableMapping[str, Any]) -> bool:
        """Read one record again; whether it is, or was, one of this event."""
        record: Any = self._records.look_up(_TYPES[kind], record_id)
        belongs = record is not None and getattr(record, "event", self.event.id) == self.event.id
        was_here = record_id in shelf
        if was_here:
            del shelf[record_id]
        if belongs:
            shelf[record_id] = record
        return belongs or was_here

    def _relink(self, kind: str, record_id: str, known: dict[str, str]) -> list[str]:
        """Remember which entry a task or decision belongs to; returns the entries whose row shows it."""
        shelf: dict[str, Any] = self.tasks if kind == Task.KIND else self.decisions
        before = [entry for entry, item in known.items() if item == record_id] if record_id not in shelf else []
        for entry in before:
            del known[entry]
        record = shelf.get(record_id)
        if record is not None and record.entry:
            known[record.entry] = record_id
            return [record.entry]
        return before

    def _names_changed(self, change_set: ChangeSet, touched: dict[str, list[str]]) -> bool:
        """Whether rows that are there already show something else now. A new speaker is in none of them."""
        fields = {"label", "number", "title", "code", "dimension"}
        for change in change_set.changes:
            if change.kind not in _KNOWN_KINDS or change.id not in touched[change.kind]:
                continue
            if change.after is None:
                if self._is_shown(change.id):
                    return True
                continue
            if change.before is None:
                continue
            changed = {item for item, value in change.after.items() if change.before.get(item) != value}
            if fields & changed or ("started_at" in changed and self._has_entries(change.id)):
                return True
        return False

    def _has_entries(self, agenda_item_id: str) -> bool:
        """Whether rows may stand in another order when this TOP begins at another time."""
        return any(entry.agenda_item == agenda_item_id for entry in self.entries.outlines())

    def _is_shown(self, record_id: str) -> bool:
        """Whether an entry refers to this speaker, TOP or category."""
        return any(
            record_id in (entry.speaker, entry.agenda_item) or record_id in entry.categories
            for entry in self.entries.values()
        )

    def speaker_label(self, entry: Entry) -> str:
        participant = self.participants.get(entry.speaker)
        return participant.label if participant else ""

    def task_of(self, entry_id: str) -> Task | None:
        return self.tasks.get(self._task_of.get(entry_id, ""))

    def decision_of(self, entry_id: str) -> Decision | None:
        return self.decisions.get(self._decision_of.get(entry_id, ""))

    def number_of(self, entry: Entry) -> str:
        """The number that people say: that of the Beschluss or Auftrag, where the entry is one."""
        follow_up = self.decision_of(entry.id) or self.task_of(entry.id)
        return follow_up.number if follow_up else entry.number

    def open_points(self) -> list[Entry]:
        """What nobody has answered yet, in no order."""
        ids = [entry.id for entry in self.entries.outlines() if entry.kind in OPEN_KINDS]
        self.entries.read(ids)
        found = (self.entries.get(entry_id) for entry_id in ids)
        return [entry for entry in found if entry is not None]

    def speakers(self) -> list[Participant]:
        """Who can be named in the line, in the order of the list; the first nine have keys."""
        named = [item for item in self.participants.values() if item.label.strip()]
        return sorted(named, key=lambda item: (item.attendance is Attendance.EXCUSED, *order_in_notes(item)))

    def agenda_items(self) -> list[AgendaItem]:
        return sorted(self.agenda.values(), key=order_in_agenda)

    def began_at(self, today: date) -> datetime | None:
        """When the event began, if it is today: as its head says, else with the first entry."""
        if self.event.date == today and self.event.start:
            with contextlib.suppress(ValueError):  # an older laptop may have let something else pass
                return datetime.combine(today, time.fromisoformat(self.event.start))
        times = (entry.time for entry in self.entries.outlines() if entry.time and entry.time.date() == today)
        return min(times, default=None)

    @property
    def status(self) -> MinutesStatus:
        """How far the newest minutes of this event have come."""
        newest = max(self.minutes.values(), key=lambda item: item.version or 0, default=None)
        return newest.status if newest else MinutesStatus.RAW


_TYPES: Final[dict[str, type[Record]]] = {
    item.KIND: item for item in (Entry, Participant, AgendaItem, Category, Decision, Task, Minutes)
}
