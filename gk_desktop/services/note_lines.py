"""Notes as a stream of lines: which line begins an entry, and which one goes on with the entry above."""

from typing import Final

from gk_desktop.services.capture import Capture, Captured

_CONTINUATIONS: Final = ("\t", "  ")


class NoteLines:
    """Feeds lines of text, as they come from a file or from standard input, into a capture."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture

    def take(self, line: str) -> Captured | None:
        """Save one line durably; None for a blank one. A leading tab or two blanks continue the entry above."""
        text = line.rstrip("\r\n")
        if not text.strip():
            return None
        for continuation in _CONTINUATIONS:
            if text.startswith(continuation):
                return self._capture.continue_line(text.removeprefix(continuation))
        return self._capture.add_line(text)
