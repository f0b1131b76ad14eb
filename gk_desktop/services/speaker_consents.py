"""What the speakers of an event have agreed to: from participant to person to the consent that counts."""

from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Consent
from gk_desktop.domain.consent_rules import SpeakerConsent, speaker_consent
from gk_desktop.domain.event import Participant
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


def _participants(records: Records, event_id: str, *, deleted: bool) -> list[Participant]:
    return records.find(Participant, event=event_id, deleted=deleted)
