"""What belongs to a record and says nothing without it: to be erased together with it."""

from collections.abc import Iterator
from typing import Final

from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Consent, NameDecision
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.minutes import Minutes, MinutesCorrection, MinutesExport, MinutesFrozen
from gk_desktop.domain.record import Record
from gk_desktop.store.records import Records

_OWNED: Final[dict[type[Record], tuple[tuple[type[Record], str], ...]]] = {
    Event: (
        (AgendaItem, "event"),
        (Participant, "event"),
        (Entry, "event"),
        (Decision, "event"),
        (Task, "event"),
        (Minutes, "event"),
        (NameDecision, "event"),
    ),
    Person: ((Consent, "person"),),
    Entry: ((Decision, "entry"), (Task, "entry"), (MinutesCorrection, "entry"), (NameDecision, "record_id")),
    Decision: ((NameDecision, "record_id"),),
    Task: ((NameDecision, "record_id"),),
    AgendaItem: ((NameDecision, "record_id"),),
    Minutes: ((MinutesFrozen, "minutes"), (MinutesExport, "minutes"), (MinutesCorrection, "minutes")),
}
"""Kind of record -> what belongs to it, and the field that says to which one."""


def belongings(records: Records, record_type: type[Record], record_id: str) -> Iterator[Record]:
    """All of it, in the Papierkorb or not; a record that belongs in two ways comes once."""
    seen: set[str] = set()
    waiting = [(record_type, record_id)]
    while waiting:
        owner_type, owner = waiting.pop()
        for owned_type, field in _OWNED.get(owner_type, ()):
            for deleted in (False, True):
                for found in records.find(owned_type, deleted=deleted, **{field: owner}):
                    if found.id not in seen:
                        seen.add(found.id)
                        waiting.append((owned_type, found.id))
                        yield found
