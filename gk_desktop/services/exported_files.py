"""Documents that left the vault, and whom they may speak of: a purge cannot reach them, people can."""

from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import Minutes, MinutesExport
from gk_desktop.domain.record import Record
from gk_desktop.store.records import Records


def exported_files_about(records: Records, record: Record) -> list[MinutesExport]:
    """Every document ever made in which the record may stand, the oldest first.

    Of a person these are the documents of all events where they took part or where their code was written down, of a
    case those of its events, of an institution those of events where somebody spoke for it. What stood in a document is
    not kept, so one too many is named rather than one too few.
    """
    events = _events_of(records, record)
    minutes = {
        item.id for deleted in (False, True) for item in records.find(Minutes, deleted=deleted) if item.event in events
    }
    exports = [item for item in records.find(MinutesExport) if item.minutes in minutes]
    return sorted(exports, key=lambda item: item.exported_at.isoformat() if item.exported_at else "")


def _events_of(records: Records, record: Record) -> set[str]:
    if isinstance(record, Event):
        return {record.id}
    if isinstance(record, (Entry, Decision, Task, Participant)):
        return {record.event}
    if isinstance(record, Case):
        return {item.id for deleted in (False, True) for item in records.find(Event, deleted=deleted, case=record.id)}
    if isinstance(record, Institution):
        return _events_of_participants(records, "institution", record.id)
    return _events_with(records, record) if isinstance(record, Person) else set()


def _events_with(records: Records, person: Person) -> set[str]:
    events = _events_of_participants(records, "person", person.id)
    if person.code:
        written = (entry for deleted in (False, True) for entry in records.find(Entry, deleted=deleted))
        events |= {entry.event for entry in written if person.code in entry.text}
    return events - {""}


def _events_of_participants(records: Records, field: str, record_id: str) -> set[str]:
    return {
        item.event
        for deleted in (False, True)
        for item in records.find(Participant, deleted=deleted, **{field: record_id})
    }
