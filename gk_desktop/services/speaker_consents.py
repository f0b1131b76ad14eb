"""What the speakers of an event have agreed to: from participant to person to the consent that counts."""

from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Consent
from gk_desktop.domain.consent_rules import SpeakerConsent, speaker_consent
from gk_desktop.domain.event import Participant
from gk_desktop.domain.name_replacement import NameReplacer
from gk_desktop.domain.naming import KnownNames
from gk_desktop.domain.person_names import is_role
from gk_desktop.domain.restricted_names import names_of_restricted
from gk_desktop.store.records import Records


def speaker_consents(records: Records, event_id: str) -> dict[str, SpeakerConsent]:
    """By id of the participant, of those who are a known person.

    Also of participants and persons in the Papierkorb: what they said stands in the notes as before.
    """
    participants = [item for deleted in (False, True) for item in _participants(records, event_id, deleted=deleted)]
    if not any(participant.person for participant in participants):
        return {}
    persons = {item.id: item for deleted in (True, False) for item in records.find(Person, deleted=deleted)}
    consents: dict[str, list[Consent]] = {}
    for consent in records.find(Consent):
        consents.setdefault(consent.person, []).append(consent)
    return {
        participant.id: speaker_consent(persons[participant.person], consents.get(participant.person, ()))
        for participant in participants
        if participant.person in persons
    }


def restricted_without_link(names: KnownNames) -> dict[str, SpeakerConsent]:
    """Participants whom nobody has linked to a person, and who are called like one whose data may only be stored.

    Only while the Schlüsseldatei is open, or where somebody else at the event is linked, does anybody know.
    """
    roles = {word.casefold() for word in names.role_words}
    known = names_of_restricted(
        names.persons, names.participants, names.identities, lambda label: is_role(label, roles)
    )
    replacer = NameReplacer(known)
    unlinked = (item for item in names.participants if not item.person)
    return {item.id: SpeakerConsent.RESTRICTED for item in unlinked if replacer.holds_name(item.label)}


def _participants(records: Records, event_id: str, *, deleted: bool) -> list[Participant]:
    return records.find(Participant, event=event_id, deleted=deleted)
