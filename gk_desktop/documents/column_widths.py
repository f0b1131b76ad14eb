"""How wide the columns of a list have to be for what stands in them, guessed without asking a font."""

from collections.abc import Iterable, Sequence
from typing import Final

ROOM: Final = 165.0
"""Millimetres between the template's margins."""

_MARGINS: Final = 4.2
_BOLD: Final = 1.08
_LETTERS: Final = (("fijlrtI.,:;'|!()[]-–/ ", 1.2), ("mwMWQ%@", 3.1))
_WIDTHS: Final = {letter: width for letters, width in _LETTERS for letter in letters}
_LOWER, _OTHER = 2.0, 2.4
"""Millimetres at 10 pt, a little more than Arial and Liberation Sans take."""


def text_width(text: str) -> float:
    """Millimetres of one line at 10 pt."""
    return sum(_WIDTHS.get(letter, _LOWER if letter.islower() or letter.isdigit() else _OTHER) for letter in text)


def column_width(header: str, cells: Iterable[str], most: float = ROOM) -> float:
    """Millimetres in which header and cells stand on one line each, or at most that many."""
    widest = max(map(text_width, set(cells)), default=0.0)
    return round(min(most, max(text_width(header) * _BOLD, widest)) + _MARGINS, 1)


def rest_of_room(widths: Sequence[float]) -> float:
    """Millimetres that are left for the column with the long texts."""
    return round(ROOM - sum(widths), 1)
