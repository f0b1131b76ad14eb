"""Which consent of a person counts, and what follows from it for quoting, recording and asking again."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum, auto
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Consent, ConsentStatus, QuotePermission
from gk_desktop.domain.day_texts import day_text

_CAUTION: Final = (
    ConsentStatus.ASKED,
    ConsentStatus.GIVEN,
    ConsentStatus.NOT_NEEDED,
    ConsentStatus.REFUSED,
    ConsentStatus.WITHDRAWN,
)
"""Of two that say something on the same day the later one in this row counts: in doubt, less is allowed."""


class SpeakerConsent(Enum):
    """What may be handed out of what somebody said."""

    NOT_TO_QUOTE = auto()
    """Nothing recorded, or no permission to quote."""
    AFTER_RELEASE = auto()
    """Each quote once the person has released it."""
    TO_QUOTE = auto()
    WITHDRAWN = auto()
    RESTRICTED = auto()
    """The data may only be stored: an objection or a restriction stands (DSGVO Art. 18, 21)."""


def current_consent(consents: Iterable[Consent]) -> Consent | None:
    """The newest answer of one person: of the latest day on which it was given or withdrawn.

    A request without an answer counts only as long as there is no answer. An answer without a day counts as newer than
    all that have one, as nobody knows that it is older; on the same day the one counts that allows less.
    """
    return max(consents, key=_order, default=None)


def _order(consent: Consent) -> tuple[bool, date, int, str]:
    is_answer = consent.status is not ConsentStatus.ASKED or is_withdrawn(consent)
    unknown = date.max if is_answer else date.min
    day = consent.withdrawn_on or consent.given_on or unknown
    status = ConsentStatus.WITHDRAWN if is_withdrawn(consent) else consent.status
    return is_answer, day, _CAUTION.index(status), consent.id


def is_withdrawn(consent: Consent) -> bool:
    return consent.status is ConsentStatus.WITHDRAWN or consent.withdrawn_on is not None


def is_given(consent: Consent | None) -> bool:
    """Whether somebody has agreed, and still does."""
    return consent is not None and consent.status is ConsentStatus.GIVEN and not is_withdrawn(consent)


def is_restricted(person: Person) -> bool:
    return person.restricted_since is not None or person.objected_on is not None


def speaker_consent(person: Person, consents: Iterable[Consent]) -> SpeakerConsent:
    """`consents` are those of this person."""
    if is_restricted(person):
        return SpeakerConsent.RESTRICTED
    consent = current_consent(consents)
    if consent is not None and is_withdrawn(consent):
        return SpeakerConsent.WITHDRAWN
    if consent is None or not is_given(consent):
        return SpeakerConsent.NOT_TO_QUOTE
    return _BY_PERMISSION[consent.quotes]


_BY_PERMISSION: Final = {
    QuotePermission.NO: SpeakerConsent.NOT_TO_QUOTE,
    QuotePermission.YES: SpeakerConsent.TO_QUOTE,
    QuotePermission.AFTER_RELEASE: SpeakerConsent.AFTER_RELEASE,
}


def may_be_contacted(person: Person, consents: Iterable[Consent]) -> bool:
    """Whether the person has agreed to be asked again and nothing stands against it."""
    consent = current_consent(consents)
    asked_not_to = person.no_contact_since is not None or is_restricted(person)
    return not asked_not_to and consent is not None and is_given(consent) and consent.contact_again


def may_be_recorded(person: Person, consents: Iterable[Consent]) -> bool:
    consent = current_consent(consents)
    return not is_restricted(person) and consent is not None and is_given(consent) and consent.recording_allowed


def consent_problems(consent: Consent, _others: Iterable[Consent]) -> Iterator[str]:
    """German sentences, none if the consent may be saved."""
    if not consent.person:
        yield _("Eine Einwilligung gehört zu einer Person.")
    if consent.status in {ConsentStatus.REFUSED, ConsentStatus.NOT_NEEDED} and not consent.reason.strip():
        yield _("Der Status „{status}“ braucht eine Begründung.").format(status=consent.status.value)
    if consent.status is ConsentStatus.GIVEN and consent.given_on is None:
        yield _("Eine erteilte Einwilligung braucht den Tag, an dem sie erteilt wurde.")
    if (consent.status is ConsentStatus.WITHDRAWN) is not (consent.withdrawn_on is not None):
        yield _("Ein Widerruf braucht beides: den Status „widerrufen“ und den Tag des Widerrufs.")
    yield from _dates_out_of_order(consent)


def _dates_out_of_order(consent: Consent) -> Iterator[str]:
    given = consent.given_on
    if consent.informed_on and given and consent.informed_on > given:
        yield _(
            "Die Information nach Art. 13 ({informed}) muss vor der Einwilligung ({given}) ausgehändigt sein."
        ).format(informed=day_text(consent.informed_on), given=day_text(given))
    if consent.withdrawn_on and given and consent.withdrawn_on < given:
        yield _("Der Widerruf ({withdrawn}) kann nicht vor der Einwilligung ({given}) liegen.").format(
            withdrawn=day_text(consent.withdrawn_on), given=day_text(given)
        )
    deletions = (
        consent.delete_recording_by,
        consent.delete_contact_by,
        consent.delete_key_by,
        consent.delete_text_by,
    )
    if given and any(day < given for day in deletions if day):
        yield _("Eine Löschfrist kann nicht vor der Einwilligung ({given}) enden.").format(given=day_text(given))
