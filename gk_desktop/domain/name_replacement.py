"""Replacing names in free text, as far as that can be done without a person looking.

A name of six letters or more is replaced wherever it stands, also inside a compound ("Musterstädterin",
"musterkreisweit"). A shorter one is replaced only as a word of its own, with its endings, so that the city of Essen
does not cut "Interessen" in two; the verb "essen" is the price. Writing variants count as the name: case, ä/ae, ß/ss,
blanks or hyphens between words, soft hyphens, the ending of an adjective ("Märkischen Kreises").
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_SHORTEST_NAME: Final = 2
_LONG_ENOUGH_FOR_COMPOUNDS: Final = 6
_INVISIBLE: Final = "[\u00ad\u200b-\u200d\u2060]*"
_GAP: Final = r"[\s\-\u00a0\u00ad\u2010-\u2015_]*"
_ENDING: Final = r"(?:(?:es|s|en|ern|er|n|e)(?!\w))?"
_VARIANTS: Final = {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)"}


class NameReplacer:
    """Replaces each known name by what stands for it. Longer names are tried first."""

    def __init__(self, replacements: Iterable[tuple[str, str]]) -> None:
        known: dict[str, str] = {}
        for name, replacement in replacements:
            normalised = " ".join(unicodedata.normalize("NFC", name).split())
            if len(normalised) >= _SHORTEST_NAME:
                known.setdefault(normalised, replacement)
        names = sorted(known, key=len, reverse=True)
        self._replacements = [known[name] for name in names]
        pattern = "|".join(f"({_pattern(name)})" for name in names)
        self._regex = re.compile(pattern, re.IGNORECASE) if names else None

    def replace(self, text: str) -> str:
        """The text in NFC without any of the names; unchanged where there is nothing to replace."""
        if self._regex is None or not text:
            return text
        return self._regex.sub(self._stand_in, unicodedata.normalize("NFC", text))

    def _stand_in(self, match: re.Match[str]) -> str:
        return self._replacements[(match.lastindex or 1) - 1]


def _pattern(name: str) -> str:
    words = [word for word in re.split(r"[\s\-\u2010-\u2015_]+", name) if word]
    body = _GAP.join(_word_pattern(word, inflected=word is not words[-1]) for word in words)
    letters = sum(len(word) for word in words)
    if letters >= _LONG_ENOUGH_FOR_COMPOUNDS:
        return body + _ENDING
    return rf"(?<!\w){body}{_ENDING}(?!\w)"


def _word_pattern(word: str, *, inflected: bool) -> str:
    adjective = inflected and word.casefold().endswith("er")
    stem = word[:-1] if adjective else word
    pattern = _INVISIBLE.join(_VARIANTS.get(letter.lower(), re.escape(letter)) for letter in stem)
    return pattern + "[rnms]?" if adjective else pattern
