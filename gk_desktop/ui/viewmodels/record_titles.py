"""What people call a record: in a list of references, in the Papierkorb, in a question."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.record import Record
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.services.entry_follow_ups import follow_up_of
from gk_desktop.store.records import Records

# Kind and id of a record -> its title.
TitleLookUp = Callable[[str, str], str]

_LONGEST: Final = 80


def title(record: Record) -> str:
    """A short name; never empty."""
    maker = _TITLES.get(record.KIND)
    text = " ".join(maker(record).split()) if maker else ""
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1].rstrip() + "…"
    return text or _("{kind} ohne Bezeichnung").format(kind=_(record.LABEL))


def title_look_up(records: Records) -> TitleLookUp:
    """Titles of references; one that leads nowhere any more is called removed."""

    def look_up(kind: str, record_id: str) -> str:
        found = records.look_up(RECORD_TYPES[kind], record_id)
        return title(as_people_know_it(found, records)) if found else _("entfernt")

    return look_up


def as_people_know_it(record: Record, records: Records) -> Record:
    """An entry that is a Beschluss or Auftrag under the number of that; anything else as it is."""
    follow_up = follow_up_of(records, record.id, record.kind) if isinstance(record, Entry) else None
    return replace(record, number=follow_up.number) if isinstance(record, Entry) and follow_up else record


def _case(record: Any) -> str:
    return f"{record.case_code} {record.name}"


def _institution(record: Any) -> str:
    return str(record.name or record.institution_type)


def _event(record: Any) -> str:
    return f"{record.title} ({record.date:%d.%m.%Y})" if record.date else str(record.title)


def _agenda_item(record: Any) -> str:
    return f"TOP {record.number} {record.title}"


def _participant(record: Any) -> str:
    return str(record.label or record.role or record.institution_type)


def _minutes(record: Any) -> str:
    return _("Fassung {version}").format(version=record.version) if record.version else ""


_TITLES: Final[dict[str, Callable[[Any], str]]] = {
    "project": lambda record: record.name,
    "case": _case,
    "institution": _institution,
    "person": lambda record: record.code,
    "event": _event,
    "agenda_item": _agenda_item,
    "participant": _participant,
    "category": lambda record: f"{record.code} {record.name}",
    "entry": lambda record: f"{record.number} {record.text}",
    "decision": lambda record: f"{record.number} {record.text}",
    "task": lambda record: f"{record.number} {record.text}",
    "minutes": _minutes,
    "minutes_export": lambda record: record.file,
    "minutes_correction": lambda record: f"{record.entry_number} {record.text}",
    "consent": lambda record: record.status.value,
    "deletion": lambda record: f"{record.code} {record.subject}",
    "name_decision": lambda record: record.word,
}
