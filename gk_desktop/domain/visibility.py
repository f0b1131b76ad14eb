"""Who may see what: the one table of export classes (contract 4).

A kind of minutes selects what belongs into it, a class decides what of that may be seen; a kind may also refuse a
class altogether. Whatever is not named here is not shown.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.consent_rules import SpeakerConsent
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.minutes import MINUTES_KIND_LABELS, ExportClass, MinutesKind
from gk_desktop.domain.quotation import kind_of_words


class Rule(Enum):
    """When an entry of a kind is shown in a class."""

    ALWAYS = auto()
    UNLESS_NO_QUOTE = auto()
    WITH_QUOTE_PERMISSION = auto()
    NEVER = auto()


class Belonging(Enum):
    """When an entry of a kind belongs into a kind of minutes."""

    ALWAYS = auto()
    IF_RESULT = auto()
    NEVER = auto()


class HiddenReason(Enum):
    """Why an entry does not stand in a document."""

    NOT_A_RESULT = auto()
    NOT_A_TASK = auto()
    STAYS_INSIDE = auto()
    NOT_TO_BE_QUOTED = auto()
    NO_QUOTE_PERMISSION = auto()
    QUOTE_NOT_RELEASED = auto()
    CONSENT_WITHDRAWN = auto()
    RESTRICTED = auto()


HIDDEN_REASONS: Final[Mapping[HiddenReason, str]] = {
    HiddenReason.NOT_A_RESULT: N_("gehört nicht ins Ergebnisprotokoll"),
    HiddenReason.NOT_A_TASK: N_("ist kein Auftrag"),
    HiddenReason.STAYS_INSIDE: N_("bleibt intern"),
    HiddenReason.NOT_TO_BE_QUOTED: N_("als „nicht zitieren“ gekennzeichnet"),
    HiddenReason.NO_QUOTE_PERMISSION: N_("keine Zitatfreigabe erfasst"),
    HiddenReason.QUOTE_NOT_RELEASED: N_("Zitat noch nicht freigegeben"),
    HiddenReason.CONSENT_WITHDRAWN: N_("Einwilligung widerrufen"),
    HiddenReason.RESTRICTED: N_("Verarbeitung eingeschränkt (Art. 18)"),
}


class PeopleShownAs(Enum):
    NAMES = auto()
    CODES = auto()
    ROLES = auto()


_INTERN, _PSEUDONYMISED, _OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER


def _row(intern: Rule, pseudonymised: Rule, outside: Rule) -> Mapping[ExportClass, Rule]:
    return {_INTERN: intern, _PSEUDONYMISED: pseudonymised, _OUTSIDE: outside}


_FOR_ALL: Final = _row(Rule.ALWAYS, Rule.ALWAYS, Rule.UNLESS_NO_QUOTE)
_INSIDE_ONLY: Final = _row(Rule.ALWAYS, Rule.ALWAYS, Rule.NEVER)

ENTRIES: Final[Mapping[EntryKind, Mapping[ExportClass, Rule]]] = {
    EntryKind.DECISION: _FOR_ALL,
    EntryKind.TASK: _FOR_ALL,
    EntryKind.OPEN_POINT: _FOR_ALL,
    EntryKind.STATEMENT: _FOR_ALL,
    EntryKind.QUOTE: _row(Rule.ALWAYS, Rule.ALWAYS, Rule.WITH_QUOTE_PERMISSION),
    EntryKind.OBSERVATION: _INSIDE_ONLY,
    EntryKind.METHOD_NOTE: _INSIDE_ONLY,
    EntryKind.CONTEXT: _INSIDE_ONLY,
    EntryKind.THEORY: _INSIDE_ONLY,
    EntryKind.OWN_QUESTION: _INSIDE_ONLY,
}

OF_RESTRICTED: Final[Mapping[EntryKind, Mapping[ExportClass, bool]]] = {
    kind: dict.fromkeys(ExportClass, True) for kind in (EntryKind.DECISION, EntryKind.TASK, EntryKind.OPEN_POINT)
} | {
    kind: dict.fromkeys(ExportClass, False)
    for kind in (
        EntryKind.STATEMENT,
        EntryKind.QUOTE,
        EntryKind.OBSERVATION,
        EntryKind.METHOD_NOTE,
        EntryKind.CONTEXT,
        EntryKind.THEORY,
        EntryKind.OWN_QUESTION,
    )
}
"""Whether `ENTRIES` is asked at all about what a person said whose data may only be stored (DSGVO Art. 18, 21).

What a meeting decided is not the speaker's own.
"""

PEOPLE: Final[Mapping[ExportClass, PeopleShownAs]] = {
    _INTERN: PeopleShownAs.NAMES,
    _PSEUDONYMISED: PeopleShownAs.CODES,
    _OUTSIDE: PeopleShownAs.ROLES,
}

SHOWS_CATEGORIES: Final[Mapping[ExportClass, bool]] = {_INTERN: True, _PSEUDONYMISED: True, _OUTSIDE: False}
MARKS_NO_QUOTE: Final[Mapping[ExportClass, bool]] = {_INTERN: True, _PSEUDONYMISED: True, _OUTSIDE: False}
SAYS_NAMES_UNCHECKED: Final[Mapping[ExportClass, bool]] = {_INTERN: False, _PSEUDONYMISED: True, _OUTSIDE: False}

_ALL: Final = dict.fromkeys(EntryKind, Belonging.ALWAYS)
_NONE: Final = dict.fromkeys(EntryKind, Belonging.NEVER)

BELONGS: Final[Mapping[MinutesKind, Mapping[EntryKind, Belonging]]] = {
    MinutesKind.RESULTS: {
        **_NONE,
        EntryKind.DECISION: Belonging.ALWAYS,
        EntryKind.TASK: Belonging.ALWAYS,
        EntryKind.OPEN_POINT: Belonging.ALWAYS,
        EntryKind.STATEMENT: Belonging.IF_RESULT,
        EntryKind.QUOTE: Belonging.IF_RESULT,
    },
    MinutesKind.COURSE: _ALL,
    MinutesKind.MEMORY: _ALL,
    MinutesKind.OBSERVATION: _ALL,
    MinutesKind.TASK_LIST: {**_NONE, EntryKind.TASK: Belonging.ALWAYS},
}

MAY_BE_MADE: Final[Mapping[MinutesKind, Mapping[ExportClass, bool]]] = {
    MinutesKind.RESULTS: dict.fromkeys(ExportClass, True),
    MinutesKind.COURSE: dict.fromkeys(ExportClass, True),
    MinutesKind.MEMORY: dict.fromkeys(ExportClass, True),
    MinutesKind.OBSERVATION: {_INTERN: True, _PSEUDONYMISED: True, _OUTSIDE: False},
    MinutesKind.TASK_LIST: dict.fromkeys(ExportClass, True),
}


def refusal(minutes_kind: MinutesKind, export_class: ExportClass) -> str:
    """Why there are no minutes of this kind in this class, in one sentence; empty where there are."""
    if MAY_BE_MADE[minutes_kind][export_class]:
        return ""
    return _("Ein {kind} gibt es nicht in der Klasse {cls}: Was beobachtet wurde, bleibt im Team.").format(
        kind=_(MINUTES_KIND_LABELS[minutes_kind]), cls=export_class.value
    )


def check_may_be_made(minutes_kind: MinutesKind, export_class: ExportClass) -> None:
    """Raises `UserError` with the refusal and a way out, if there is one."""
    sentence = refusal(minutes_kind, export_class)
    if sentence:
        raise UserError(sentence, _("Geben Sie anderen ein Ergebnis- oder ein Verlaufsprotokoll."))


def is_shown(entry: Entry, minutes_kind: MinutesKind, export_class: ExportClass, *, consent: SpeakerConsent) -> bool:
    """Whether an entry stands in minutes of this kind and class; `consent` is that of its speaker."""
    return why_hidden(entry, minutes_kind, export_class, consent=consent) is None


def why_hidden(
    entry: Entry, minutes_kind: MinutesKind, export_class: ExportClass, *, consent: SpeakerConsent
) -> HiddenReason | None:
    """Why an entry is left out of minutes of this kind and class; None for one that stands in them.

    What the class hides is said before what the kind leaves out: no other kind of minutes would bring it back.
    """
    hidden = _why_not_seen(entry, export_class, consent)
    if hidden is None and not MAY_BE_MADE[minutes_kind][export_class]:
        return HiddenReason.STAYS_INSIDE
    if hidden is None and not _belongs_into(entry, minutes_kind):
        return HiddenReason.NOT_A_TASK if minutes_kind is MinutesKind.TASK_LIST else HiddenReason.NOT_A_RESULT
    return hidden


def _belongs_into(entry: Entry, minutes_kind: MinutesKind) -> bool:
    belonging = BELONGS[minutes_kind][entry.kind]
    return belonging is Belonging.ALWAYS or (belonging is Belonging.IF_RESULT and entry.is_result)


def _why_not_seen(entry: Entry, export_class: ExportClass, consent: SpeakerConsent) -> HiddenReason | None:
    rule = ENTRIES[kind_of_words(entry.kind, entry.text)][export_class]
    if rule is Rule.NEVER:
        return HiddenReason.STAYS_INSIDE
    if consent is SpeakerConsent.RESTRICTED and not OF_RESTRICTED[entry.kind][export_class]:
        return HiddenReason.RESTRICTED
    if rule is Rule.ALWAYS:
        return None
    if entry.no_quote:
        return HiddenReason.NOT_TO_BE_QUOTED
    return why_not_quoted(entry, consent) if rule is Rule.WITH_QUOTE_PERMISSION else None


def why_not_quoted(entry: Entry, consent: SpeakerConsent) -> HiddenReason | None:
    """Why others may not read this literal quote; None if they may."""
    match consent:
        case SpeakerConsent.TO_QUOTE:
            return None
        case SpeakerConsent.AFTER_RELEASE:
            return None if entry.quote_released_on else HiddenReason.QUOTE_NOT_RELEASED
        case SpeakerConsent.WITHDRAWN:
            return HiddenReason.CONSENT_WITHDRAWN
        case SpeakerConsent.RESTRICTED:
            return HiddenReason.RESTRICTED
        case SpeakerConsent.NOT_TO_QUOTE:
            return HiddenReason.NO_QUOTE_PERMISSION
