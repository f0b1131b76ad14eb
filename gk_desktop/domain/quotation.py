"""Whether a text is somebody's very words, by the quotation marks around it, whatever marks they are.

The syntax of a line knows three pairs of marks, closed at its very end (contract 3). Who types differs: another pair, a
full stop behind the closing mark, none at all. For what leaves the house such a line is a literal quote, too.
"""

from typing import Final

from gk_desktop.domain.entry_kind import EntryKind

_OPENING: Final = frozenset('"„“”»«›‹‚‘')
_CLOSING: Final = frozenset('"“”«»‹›‘’')
_BEHIND: Final = " .,;:!?…\u00a0"


def kind_of_words(kind: EntryKind, text: str) -> EntryKind:
    """A statement that stands in quotation marks as a whole counts as a quote."""
    return EntryKind.QUOTE if kind is EntryKind.STATEMENT and _is_quoted(text) else kind


def _is_quoted(text: str) -> bool:
    """Begins with a mark, and the first closing one, if there is any, is at the end."""
    if text[:1] not in _OPENING:
        return False
    closed_at = next((at for at, character in enumerate(text) if at and character in _CLOSING), None)
    return closed_at is None or not text[closed_at + 1 :].strip(_BEHIND)
