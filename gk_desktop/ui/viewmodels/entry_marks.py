"""Words that mark an entry wherever it is shown: that a correction came in, that its quote may be handed out."""

from collections.abc import Iterator, Sequence

from gk_desktop.base.i18n import _
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.minutes import CorrectionOutcome, MinutesCorrection
from gk_desktop.domain.quotation import kind_of_words


def marks_of(entry: Entry, corrections: Sequence[MinutesCorrection]) -> Iterator[str]:
    """`corrections` are those of this entry.

    Not the outcome alone: one that was declined is no less worth a look before somebody edits the entry.
    """
    if corrections:
        is_open = any(item.outcome is CorrectionOutcome.OPEN for item in corrections)
        yield _("Korrektur offen") if is_open else _("Korrektur")
    if entry.quote_released_on and kind_of_words(entry.kind, entry.text) is EntryKind.QUOTE:
        yield _("Zitat freigegeben")
