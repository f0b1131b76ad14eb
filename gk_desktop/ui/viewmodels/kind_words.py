"""Kinds of entries in one word, for narrow columns."""

from gk_desktop.base.i18n import _
from gk_desktop.domain.entry_kind import ENTRY_KIND_WORDS, EntryKind


def kind_word(kind: EntryKind) -> str:
    return _(ENTRY_KIND_WORDS[kind])
