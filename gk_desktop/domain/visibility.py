"""Who may see what: the one table of export classes (contract 4).

A kind of minutes selects what belongs into it, a class decides what of that may be seen. Whatever is not named here is
not shown.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.minutes import ExportClass, MinutesKind


class Rule(Enum):
    """When an entry of a kind is shown in a class."""

    ALWAYS = auto()
    UNLESS_NO_QUOTE = auto()
    WITH_QUOTE_PERMISSION = auto()
    NEVER = auto()


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

PEOPLE: Final[Mapping[ExportClass, PeopleShownAs]] = {
    _INTERN: PeopleShownAs.NAMES,
    _PSEUDONYMISED: PeopleShownAs.CODES,
    _OUTSIDE: PeopleShownAs.ROLES,
}

SHOWS_CATEGORIES: Final[Mapping[ExportClass, bool]] = {_INTERN: True, _PSEUDONYMISED: True, _OUTSIDE: False}
MARKS_NO_QUOTE: Final[Mapping[ExportClass, bool]] = {_INTERN: True, _PSEUDONYMISED: True, _OUTSIDE: False}
SAYS_NAMES_UNCHECKED: Final[Mapping[ExportClass, bool]] = {_INTERN: False, _PSEUDONYMISED: True, _OUTSIDE: False}

_RESULTS: Final = frozenset({EntryKind.DECISION, EntryKind.TASK, EntryKind.OPEN_POINT})
_MAY_BE_RESULT: Final = frozenset({EntryKind.STATEMENT, EntryKind.QUOTE})


def is_shown(entry: Entry, minutes_kind: MinutesKind, export_class: ExportClass, *, quote_permitted: bool) -> bool:
    """Whether an entry stands in minutes of this kind and class.

    `quote_permitted` says whether the speaker has agreed to be quoted; as long as no consent is recorded, nobody has.
    """
    return _belongs_into(entry, minutes_kind) and _may_be_seen(entry, export_class, quote_permitted=quote_permitted)


def _belongs_into(entry: Entry, minutes_kind: MinutesKind) -> bool:
    if minutes_kind is MinutesKind.COURSE or entry.kind in _RESULTS:
        return True
    return entry.is_result and entry.kind in _MAY_BE_RESULT


def _may_be_seen(entry: Entry, export_class: ExportClass, *, quote_permitted: bool) -> bool:
    match ENTRIES[entry.kind][export_class]:
        case Rule.ALWAYS:
            return True
        case Rule.UNLESS_NO_QUOTE:
            return not entry.no_quote
        case Rule.WITH_QUOTE_PERMISSION:
            return quote_permitted and not entry.no_quote
        case Rule.NEVER:
            return False
