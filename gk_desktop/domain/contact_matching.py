"""Contacts from a table beside those that are known: new, known, or unclear, which a person decides."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from gk_desktop.base.i18n import N_
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.record import declaration
from gk_desktop.domain.search_text import fold


class Finding(StrEnum):
    NEW = "neu"
    KNOWN = "bekannt"
    UNCLEAR = "unklar"
    INVALID = "ungültig"


class RowChoice(StrEnum):
    """What becomes of an unclear row."""

    KEEP = "behalten"
    TAKE = "übernehmen"
    ANOTHER = "neu anlegen"


ROW_CHOICE_LABELS: Final[dict[RowChoice, str]] = {
    RowChoice.KEEP: N_("Bekannte Angaben behalten"),
    RowChoice.TAKE: N_("Angaben aus der Datei übernehmen"),
    RowChoice.ANOTHER: N_("Als andere Person neu anlegen"),
}

_PHONE: Final = "phone"
_NAMES: Final = ("given_name", "family_name")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which the table says something else than what is known."""

    label: str
    known: str
    offered: str


@dataclass(frozen=True, slots=True)
class PlannedContact:
    """What becomes of one row; `row` counts from 1 as the spreadsheet does.

    `person` is the id of the one it may be, `case` and `institution` are ids in the workspace. `reason` says why the
    row is not taken over.
    """

    row: int
    identity: Identity
    finding: Finding
    case: str = ""
    role: str = ""
    institution: str = ""
    person: str = ""
    code: str = ""
    reason: str = ""
    differences: tuple[Difference, ...] = ()
    choice: RowChoice = RowChoice.KEEP

    @property
    def makes_person(self) -> bool:
        return self.finding is Finding.NEW or (self.finding is Finding.UNCLEAR and self.choice is RowChoice.ANOTHER)

    @property
    def changes_identity(self) -> bool:
        return self.finding is Finding.UNCLEAR and self.choice is RowChoice.TAKE


@dataclass(slots=True)
class KnownContacts:
    """Looks up who a row may be, by name or by e-mail."""

    _by_name: dict[str, list[Identity]] = field(default_factory=lambda: defaultdict(list))
    _by_email: dict[str, list[Identity]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, identities: Iterable[Identity]) -> "KnownContacts":
        known = cls()
        for identity in identities:
            known.add(identity)
        return known

    def add(self, identity: Identity) -> None:
        if name := _name(identity):
            self._by_name[name].append(identity)
        if identity.email:
            self._by_email[fold(identity.email)].append(identity)

    def resembling(self, identity: Identity) -> Identity | None:
        """The one that fits best: name and e-mail, then e-mail, then name."""
        by_name = self._by_name.get(_name(identity), [])
        by_email = self._by_email.get(fold(identity.email), []) if identity.email else []
        both = [found for found in by_name if any(found.id == other.id for other in by_email)]
        candidates = (*both, *by_email, *by_name)
        same = (found for found in candidates if not differences(found, identity))
        return next(same, next(iter(candidates), None))


def differences(known: Identity, offered: Identity) -> tuple[Difference, ...]:
    """Fields in which the offered one says something, and something else. What it leaves empty says nothing."""
    return tuple(
        Difference(declaration(Identity, name).label, before, after)
        for name, after in filled(offered).items()
        if _compared(name, before := getattr(known, name)) != _compared(name, after)
    )


def merged(known: Identity, offered: Identity) -> Identity:
    """The known one with everything that the offered one says."""
    values: dict[str, Any] = dict(filled(offered))
    return replace(known, **values)


def filled(identity: Identity) -> Mapping[str, str]:
    """The texts that are not empty, without the code."""
    names = ("salutation", "title", *_NAMES, "function", "institution", _PHONE, "email", "address", "note")
    return {name: text for name in names if (text := getattr(identity, name))}


def _name(identity: Identity) -> str:
    return " ".join(fold(getattr(identity, name)) for name in _NAMES).strip()


def _compared(name: str, text: str) -> str:
    if name == _PHONE:
        return "".join(filter(str.isdigit, text.replace("+49", "0")))
    return " ".join(fold(text).split())
