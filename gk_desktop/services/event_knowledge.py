"""What an event knows when lines are written into it afterwards: speakers, categories, agenda."""

from datetime import date
from typing import TypedDict

from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.line import LineContext, ParsedLine, parse
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore


class EntryFields(TypedDict):
    """What of an entry follows from its line alone."""

    kind: EntryKind
    text: str
    categories: tuple[str, ...]
    dimension: str
    no_quote: bool


def day_of_notes(store: WorkspaceStore, event: Event) -> date | None:
    """The day of the event, or where its head does not say it, that of the newest entry."""
    if event.date is not None:
        return event.date
    entries = store.records.find(Entry, event=event.id)
    return max((entry.time.date() for entry in entries if entry.time), default=None)


class EventKnowledge:
    """Learns the speakers that lines introduce, as `learn` is told of them. Raises `UserError` without such an event.

    It holds for one piece of work: when somebody else changes the event, make a new one.
    """

    def __init__(self, store: WorkspaceStore, event_id: str) -> None:
        self.event = store.records.get(Event, event_id)
        known = store.records.find(Participant, event=event_id)
        self._participants = {item.label: item.id for item in known if item.label}
        self._categories = {item.code: item.id for item in store.records.find(Category)}
        self.agenda = {item.number or 0: item for item in store.records.find(AgendaItem, event=event_id)}
        self._renew_context()

    def _renew_context(self) -> None:
        self._context = LineContext.of(self._participants, self._categories, self.event.date)

    @property
    def context(self) -> LineContext:
        return self._context

    def parse(self, raw: str) -> ParsedLine:
        return parse(raw, self._context)

    def learn(self, parsed: ParsedLine) -> None:
        """A speaker whom this line introduces is known to the lines below; not stored yet."""
        if parsed.speaker is not None and parsed.speaker not in self._participants:
            self._participants[parsed.speaker] = ""
            self._renew_context()

    def speaker_id(self, unit: UnitOfWork, parsed: ParsedLine) -> str:
        """The participant who speaks; a new one is stored. Empty for a line without a speaker."""
        if parsed.speaker is None:
            return ""
        known = self._participants.get(parsed.speaker, "")
        if not known:
            place = sum(1 for stored in self._participants.values() if stored) + 1
            added = Participant(event=self.event.id, label=parsed.speaker, position=float(place))
            known = self._participants[parsed.speaker] = unit.create(added).id
            self._renew_context()
        return known

    def entry_fields(self, parsed: ParsedLine) -> EntryFields:
        return {
            "kind": parsed.kind,
            "text": parsed.text,
            "categories": tuple(self._categories[code] for code in parsed.categories if code in self._categories),
            "dimension": parsed.dimension.value if parsed.dimension else "",
            "no_quote": parsed.no_quote,
        }
