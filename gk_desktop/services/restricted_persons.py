"""Who stands in a document by code alone, because their data may only be stored: said before it is written."""

from collections.abc import Iterable

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Person
from gk_desktop.domain.consent_rules import is_restricted
from gk_desktop.domain.event import Participant
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.minutes_content import MinutesMaterial
from gk_desktop.domain.record import Record
from gk_desktop.domain.visibility import PEOPLE, PeopleShownAs
from gk_desktop.store.records import Records


def restricted_sentence(materials: Iterable[MinutesMaterial], export_class: ExportClass) -> str:
    """Which persons who took part are not named, by code; empty if there are none."""
    codes = {
        person.code
        for material in materials
        for person in material.names.persons
        if is_restricted(person) and any(item.person == person.id for item in material.names.participants)
    }
    if not codes:
        return ""
    stand_in = _("die Rolle") if PEOPLE[export_class] is PeopleShownAs.ROLES else _("der Code")
    return _("Verarbeitung eingeschränkt (Art. 18): Statt des Namens steht {it}, Aussagen fehlen ({codes}).").format(
        it=stand_in, codes=", ".join(sorted(codes))
    )


def restricted_person_of(records: Records, record_type: type[Record], record_id: str) -> Person | None:
    """Whose restriction this record tells, be it the person or who took part; None if it tells none."""
    everybody = {item.id: item for deleted in (False, True) for item in records.find(Person, deleted=deleted)}
    if record_type is Person:
        person = everybody.get(record_id)
    elif record_type is Participant:
        found = [item for deleted in (False, True) for item in records.find(Participant, deleted=deleted)]
        person = next((everybody.get(item.person) for item in found if item.id == record_id), None)
    else:
        return None
    return person if person is not None and is_restricted(person) else None
