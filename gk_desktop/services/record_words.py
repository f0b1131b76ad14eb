"""Records in words, for documents about them: what they are called, and what their fields say."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from gk_desktop.base.i18n import _
from gk_desktop.domain.day_texts import day_text, moment_text
from gk_desktop.domain.event import Event
from gk_desktop.domain.fields import FieldType
from gk_desktop.domain.record import Record, declarations
from gk_desktop.store.records import Records


def filled_fields(record: Record, without: Collection[str] = ()) -> list[tuple[str, str]]:
    """Label and value of every field that says something; references are left out."""
    return [
        (_(item.label), value_text(getattr(record, item.name)))
        for item in declarations(type(record))
        if item.name not in without
        and item.field_type is not FieldType.REFERENCE
        and getattr(record, item.name) != item.default
    ]


def field_lines(record: Record, without: Collection[str] = ()) -> str:
    return "\n".join(f"{label}: {value}" for label, value in filled_fields(record, without))


def value_text(value: Any) -> str:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value)


def event_words(records: Records, event_id: str) -> str:
    """Title and day, also of an event in the Papierkorb."""
    event = next(
        (item for deleted in (False, True) for item in records.find(Event, deleted=deleted) if item.id == event_id),
        None,
    )
    if event is None:
        return _("Veranstaltung entfernt")
    title = event.title or _("Veranstaltung ohne Titel")
    return f"{title}, {day_text(event.date)}" if event.date else title
