"""How minutes are set, as far as one may choose. What stands in them is no matter of layout."""

from dataclasses import dataclass
from typing import Final

from gk_desktop.domain.minutes import MinutesKind

_NUMBERED: Final = frozenset({MinutesKind.COURSE, MinutesKind.MEMORY, MinutesKind.OBSERVATION})
"""Whoever corrects these names the line. Results have numbers of their own: B-A3, T-A5, and open points that of their
line; beside these the gaps between line numbers would only ask what was left out.
"""


@dataclass(frozen=True, slots=True)
class MinutesLayout:
    """`entry_numbers`: the number of each line of notes in a column of its own, left of the text."""

    entry_numbers: bool

    @classmethod
    def usual_for(cls, kind: MinutesKind) -> "MinutesLayout":
        return cls(entry_numbers=kind in _NUMBERED)
