"""Where in a text the words of a search stand, as a German reader would find them."""

from functools import cache
from typing import Final

from gk_desktop.domain.search_text import fold

Mark = tuple[int, int]
"""Start and length in the text."""

_LONGEST_START: Final = 110
"""A hit that stands further on would not be seen in a line of usual width: the text is cut before it."""

_BEFORE_HIT: Final = 70
"""So many characters stay in front of it then."""


def marks(text: str, query: str) -> list[Mark]:
    """All places of all words, in order, without overlaps."""
    words = fold(query).split()
    if not words:
        return []
    folded, origins = _folded_with_origins(text)
    spans: list[tuple[int, int]] = []
    for word in words:
        start = folded.find(word)
        while start >= 0:
            spans.append((origins[start], origins[start + len(word) - 1] + 1))
            start = folded.find(word, start + len(word))
    return _merged(spans)


def excerpt(text: str, query: str) -> tuple[str, list[Mark]]:
    """The text in one line, begun shortly before the first hit, and where the hits stand in it."""
    line = " ".join(text.split())
    found = marks(line, query)
    if not found or found[0][0] <= _LONGEST_START:
        return line, found
    cut = line.rfind(" ", 0, found[0][0] - _BEFORE_HIT) + 1
    return f"… {line[cut:]}", [(start - cut + 2, length) for start, length in found]


def _folded_with_origins(text: str) -> tuple[str, list[int]]:
    pieces = [_folded_letter(letter) for letter in text]
    origins = [place for place, piece in enumerate(pieces) for _letter in piece]
    return "".join(pieces), origins


@cache
def _folded_letter(letter: str) -> str:
    return fold(letter)


def _merged(spans: list[tuple[int, int]]) -> list[Mark]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [(start, end - start) for start, end in merged]
