"""How long work tells where it stands and hears that it should stop."""

from typing import Protocol


class Cancelled(Exception):
    """The person asked to stop. Raised by a progress callback; the work leaves everything as it was."""


class Progress(Protocol):
    def __call__(self, text: str, fraction: float) -> None:
        """`text` says what is being done, `fraction` (0 to 1) how far. Raises `Cancelled` when asked to stop."""
        ...


def silent(text: str, fraction: float) -> None:
    """Nobody is watching."""
