"""Person codes within text: FK01-GfS-A1, also as people type it (contract 1)."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Case, Person

_INVISIBLE: Final = "[\u00ad\u200b-\u200d\u2060\ufeff]*"
_HYPHEN: Final = rf"{_INVISIBLE}[ \t\u00a0\n]?[-\u2010-\u2015\u2212_]{_INVISIBLE}[ \t\u00a0\n]?"
_NUMBER: Final = rf"{_INVISIBLE}[A-Z]{{1,3}}{_INVISIBLE}\d+"
_WORD: Final = r"[^\W_]+(?:\.[^\W_]+)*"
_ANY_ROLE: Final = r"[^\W\d_]{2,6}"


class PersonCodes:
    """Finds known codes, and everything that is built like one: a Fallkürzel or a role of the programme in it says so.

    "Covid-Test-A1" is a word.
    """

    def __init__(self, persons: Sequence[Person], cases: Sequence[Case], person_roles: Mapping[str, str]) -> None:
        self._roles = {code.casefold(): label for code, label in person_roles.items()}
        self._known = {_plain(person.code): self._roles.get(person.role.casefold(), "") for person in persons}
        own_cases = "|".join(_flexible(case.case_code) for case in cases if case.case_code)
        roles = "|".join(sorted(map(re.escape, person_roles), key=len, reverse=True))
        patterns = sorted((_flexible(person.code) + r"(?!\d)" for person in persons if person.code), key=len)[::-1]
        if own_cases:
            patterns.append(f"(?:{own_cases}){_HYPHEN}{_ANY_ROLE}{_HYPHEN}{_NUMBER}")
        if roles:
            patterns.append(rf"(?<![^\W_])(?:{_WORD}{_HYPHEN})?(?:{roles}){_HYPHEN}{_NUMBER}")
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    def are_in(self, text: str) -> bool:
        return self.removed_from(text) != unicodedata.normalize("NFC", text)

    def removed_from(self, text: str) -> str:
        return self._substituted(text, lambda _match: " ")

    def replaced_by_roles(self, text: str) -> str:
        """The text with the role in place of each code."""
        return self._substituted(text, self._role)

    def _substituted(self, text: str, by: Callable[[re.Match[str]], str]) -> str:
        text = unicodedata.normalize("NFC", text)
        return self._pattern.sub(by, text) if self._pattern else text

    def _role(self, match: re.Match[str]) -> str:
        known = self._known.get(_plain(match[0]), "")
        parts = [part for part in re.split(_HYPHEN, match[0]) if part]
        by_role = self._roles.get(parts[-2].casefold(), "") if len(parts) > 1 else ""
        return known or by_role or _("Teilnehmende Person")


def _plain(code: str) -> str:
    return "".join(filter(str.isalnum, code)).casefold()


def _flexible(code: str) -> str:
    """A code as a pattern: any hyphen, invisible characters anywhere."""
    parts = re.split(r"[-\u2010-\u2015_ ]+", unicodedata.normalize("NFC", code))
    return _HYPHEN.join(_INVISIBLE.join(map(re.escape, part)) for part in parts if part)
