"""Kinds of entries in one word, for narrow columns."""

from typing import Final

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS, EntryKind

_SHORT: Final = {
    EntryKind.QUOTE: N_("Zitat"),
    EntryKind.OWN_QUESTION: N_("Rückfrage"),
    EntryKind.METHOD_NOTE: N_("Anmerkung"),
    EntryKind.CONTEXT: N_("Kontext"),
    EntryKind.THEORY: N_("Reflexion"),
}


def kind_word(kind: EntryKind) -> str:
    return _(_SHORT.get(kind, ENTRY_KIND_LABELS[kind]))
