"""Notices what looks like a person's name. A hint, never a rule: only people know who is meant."""

import re
from collections.abc import Collection
from typing import Final

_CAPITALISED: Final = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?"
_ADDRESSED: Final = re.compile(rf"\b(?:Frau|Herrn?|Fr\.|Hr\.)\s+(?:(?:Dr|Prof)\.\s+)*{_CAPITALISED}")
_TITLED: Final = re.compile(rf"\b(?:Dr|Prof)\.\s+(?:(?:Dr|Prof)\.\s+)*{_CAPITALISED}")
_TWO_WORDS: Final = re.compile(rf"@?({_CAPITALISED}\s+{_CAPITALISED}):(?:\s|$)")
_BACK_DATE: Final = re.compile(r"-\d{1,3}min\s+")
_NO_NAMES: Final = frozenset(
    {"Damen", "Kollege", "Kollegin", "Kollegen", "Ministerin", "Minister", "Landrat", "Landrätin", "Bürgermeister"}
    | {"Bürgermeisterin", "Dezernent", "Dezernentin", "Vorsitzende", "Vorsitzender"}
)


def person_name_in(raw: str, known: Collection[str] = ()) -> str:
    """The part of a line that looks like a name, or nothing: "Frau Müller", "Erika Beispiel:" at its start.

    `known` are speakers of the event: who is in the list already is not asked about again.
    """
    start = _BACK_DATE.sub("", raw.strip(), count=1)
    if (two := _TWO_WORDS.match(start)) and two[1] not in known:
        return two[1]
    for pattern in (_ADDRESSED, _TITLED):
        for match in pattern.finditer(raw):
            if match[0].split()[-1] not in _NO_NAMES and match[0] not in known:
                return match[0]
    return ""
