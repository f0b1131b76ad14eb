"""A line cut into stretches from both ends, without losing a character."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LINE_BREAK: Final = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Every character at which str.splitlines() begins a new line; the two must agree."""


class SegmentRole(StrEnum):
    """What a stretch of the raw line is."""

    LITERAL = "literal"
    BACK_DATE = "back_date"
    AGENDA = "agenda"
    AGENDA_TITLE = "agenda_title"
    SPEAKER = "speaker"
    MARK = "mark"
    RESPONSIBLE = "responsible"
    DUE = "due"
    SEPARATOR = "separator"
    QUOTE_MARK = "quote_mark"
    TEXT = "text"
    CODE = "code"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the raw line, never empty."""

    role: SegmentRole
    text: str


class Scanner:
    """Eats a line from both ends and keeps every piece as a segment.

    Blanks are eaten as soon as they come to an end of the rest, so the rest never begins or ends with one.
    """

    def __init__(self, raw: str) -> None:
        self.rest = raw
        self._head: list[Segment] = []
        self._tail: list[Segment] = []
        self._trim()

    def take(self, role: SegmentRole, length: int) -> None:
        """Eat that many characters at the start of the rest."""
        self._head.append(Segment(role, self.rest[:length]))
        self.rest = self.rest[length:]
        self._trim()

    def take_last(self, role: SegmentRole, length: int) -> None:
        """Eat that many characters at the end of the rest."""
        cut = len(self.rest) - length
        self._tail.append(Segment(role, self.rest[cut:]))
        self.rest = self.rest[:cut]
        self._trim()

    def segments(self) -> tuple[Segment, ...]:
        """Everything eaten, in the order of the line, with the rest as its text."""
        text = (Segment(SegmentRole.TEXT, self.rest),) if self.rest else ()
        return (*self._head, *text, *reversed(self._tail))

    def _trim(self) -> None:
        without_leading = self.rest.lstrip()
        if leading := len(self.rest) - len(without_leading):
            self._head.append(Segment(SegmentRole.BLANK, self.rest[:leading]))
        self.rest = without_leading.rstrip()
        if trailing := without_leading[len(self.rest) :]:
            self._tail.append(Segment(SegmentRole.BLANK, trailing))
