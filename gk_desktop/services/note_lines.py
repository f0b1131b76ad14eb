"""Notes as a stream of lines: which line begins an entry, and which one goes on with the entry above."""

from datetime import date, datetime
from typing import Final

from gk_desktop.domain.leading_time import split_leading_time
from gk_desktop.services.capture import Capture, Captured

_CONTINUATIONS: Final = ("\t", "  ")


class NoteLines:
    """Feeds lines of text, as they come from a file or from standard input, into a capture.

    `day`: lines that begin with a time of day, `14:20 …`, were said then. Without it that is text, as in the window
    (contract 3).
    """

    def __init__(self, capture: Capture, *, day: date | None = None) -> None:
        self._capture = capture
        self._day = day

    def take(self, line: str) -> Captured | None:
        """Save one line durably; None for a blank one. A leading tab or two blanks continue the entry above."""
        text = line.rstrip("\r\n")
        if not text.strip():
            return None
        for continuation in _CONTINUATIONS:
            if text.startswith(continuation):
                return self._capture.continue_line(text.removeprefix(continuation))
        clock, rest = split_leading_time(text)
        if clock is None or self._day is None:
            return self._capture.add_line(text)
        return self._capture.add_line(rest, said_at=datetime.combine(self._day, clock))
