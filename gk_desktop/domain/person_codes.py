"""Codes within text: FK01-GfS-A1 and FK01, also as people type them (contract 1).

A Fallkürzel says no name, but whoever reads it beside one knows from then on whom a report writes about.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Case, Person

_INVISIBLE: Final = "[\u00ad\u200b-\u200d\u2060\ufeff]*"
_HYPHEN: Final = rf"{_INVISIBLE}[ \t\u00a0\n]?[-\u2010-\u2015\u2212_]{_INVISIBLE}[ \t\u00a0\n]?"
_LOOSE: Final = rf"{_INVISIBLE}[ \t\u00a0\n]?[-\u2010-\u2015\u2212_/.]?{_INVISIBLE}[ \t\u00a0\n]?{_INVISIBLE}"
_LOOSE_NUMBER: Final = rf"[A-Z]{{1,3}}{_LOOSE}\d+"
_NUMBER: Final = rf"{_INVISIBLE}[A-Z]{{1,3}}{_INVISIBLE}\d+"
_WORD: Final = r"[^\W_]+(?:\.[^\W_]+)*"
_ANY_ROLE: Final = r"[^\W\d_]{2,6}"
_NUMBER_ALONE: Final = rf"(?:[ \t\u00a0]|\s?/\s?)[A-Z]{_INVISIBLE}\d{{1,3}}(?![^\W_])"


class PersonCodes:
    """Finds known codes, and everything that is built like one: a Fallkürzel or a role of the programme in it says so.

    "Covid-Test-A1" is a word.
    """

    def __init__(self, persons: Sequence[Person], cases: Sequence[Case], person_roles: Mapping[str, str]) -> None:
        self._roles = {code.casefold(): label for code, label in person_roles.items()}
        self._known = {_plain(person.code): self._roles.get(person.role.casefold(), "") for person in persons}
        own_cases = "|".join(_flexible(case.case_code) for case in cases if case.case_code)
        self._case_codes = {_plain(case.case_code) for case in cases if _is_no_name(case)}
        codes_alone = [_flexible(case.case_code) for case in cases if _is_no_name(case)]
        roles = "|".join(sorted(map(re.escape, person_roles), key=len, reverse=True))
        patterns = sorted((_flexible(person.code) + r"(?!\d)" for person in persons if person.code), key=len)[::-1]
        if own_cases:
            patterns.append(f"(?:{own_cases}){_HYPHEN}{_ANY_ROLE}{_HYPHEN}{_NUMBER}")
        if own_cases and roles:
            # Only a known role: "FK01 zur A40" is a way to go.
            patterns.append(f"(?:{own_cases}){_LOOSE}(?:{roles}){_LOOSE}{_LOOSE_NUMBER}")
        if roles:
            patterns.append(rf"(?<![^\W_])(?:{_WORD}{_HYPHEN})?(?:{roles}){_HYPHEN}{_NUMBER}")
            patterns.append(rf"(?<![^\W_])(?:{roles}){_NUMBER_ALONE}")
        patterns += [rf"(?<![^\W_]){code}(?![^\W_])" for code in codes_alone]
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
        plain = _plain(match[0])
        if plain in self._case_codes:
            return _("[Kommune]")
        by_role = (
            label
            for code, label in sorted(self._roles.items(), key=lambda item: -len(item[0]))
            if re.search(rf"{re.escape(_plain(code))}[a-z]{{1,3}}\d+$", plain)
        )
        return self._known.get(plain, "") or next(by_role, "") or _("Teilnehmende Person")


def _plain(code: str) -> str:
    return "".join(filter(str.isalnum, code)).casefold()


def _is_no_name(case: Case) -> bool:
    """Whether a Fallkürzel says something that the municipality is not called anyway."""
    names = {_plain(name) for name in (case.name, *case.aliases)}
    return bool(re.search(r"\d", case.case_code)) and _plain(case.case_code) not in names


def _flexible(code: str) -> str:
    """A code as a pattern: anything between its parts, also between letter and number, or nothing."""
    parts = re.split(r"[-\u2010-\u2015_ ]+", unicodedata.normalize("NFC", code))
    return _LOOSE.join(map(_flexible_part, filter(None, parts)))


def _flexible_part(part: str) -> str:
    pieces = re.findall(r"\d+|\D+", part)
    return _LOOSE.join(_INVISIBLE.join(map(re.escape, piece)) for piece in pieces)
