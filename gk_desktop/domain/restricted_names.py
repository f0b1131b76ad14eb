"""Names of persons whose data may only be stored (DSGVO Art. 18, 21): new documents have the code in their place.

What such a person said is left out altogether (`domain.visibility`); what a meeting decided stays, without the name.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Person
from gk_desktop.domain.consent_rules import is_restricted
from gk_desktop.domain.event import Participant
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.identity_names import given_names, is_ambiguous, names_of_identities, without_title
from gk_desktop.domain.name_replacement import KnownName, NameKind, NameSource


def names_of_restricted(
    persons: Iterable[Person],
    participants: Sequence[Participant],
    identities: Iterable[Identity] | None,
    is_role: Callable[[str], bool],
) -> Iterator[KnownName]:
    """What these persons are called at an event, and in the Schlüsseldatei while it is open.

    A first name alone, or a name that is just as well another word, may mean somebody else and stays.
    """
    for person in filter(is_restricted, persons):
        stand_ins = (person.code, _("Teilnehmende Person")) if person.code else (_("Teilnehmende Person"),)
        for participant in participants:
            if participant.person == person.id and participant.label and not is_role(participant.label):
                yield from names_of_label(participant.label, stand_ins)
        for identity in identities or ():
            if identity.id == person.id:
                given = set(given_names(identity))
                for name in names_of_identities([identity], {identity.id}, lambda _identity: ()):
                    if name.name not in given and not is_ambiguous(name):
                        yield KnownName(name.name, stand_ins, name.kind, name.source)


def names_of_label(label: str, stand_ins: tuple[str, ...]) -> Iterator[KnownName]:
    """Somebody as notes call them, and without a title."""
    yield KnownName(label, stand_ins, NameKind.PERSON, NameSource.PARTICIPANT)
    surname = without_title(label)
    if surname != label:
        yield KnownName(surname, stand_ins, NameKind.SURNAME, NameSource.PARTICIPANT)
