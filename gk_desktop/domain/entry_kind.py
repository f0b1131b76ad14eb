"""Kinds of entries in the notes of an event.

The values are stored in operations and printed by the command line; they never change. The four kinds of field notes
(context, observation, method, theory) follow Przyborski/Wohlrab-Sahr.
"""

from enum import StrEnum
from typing import Final

from gk_desktop.base.i18n import N_


class EntryKind(StrEnum):
    STATEMENT = "aussage"
    QUOTE = "zitat"
    DECISION = "beschluss"
    TASK = "auftrag"
    OPEN_POINT = "offen"
    OWN_QUESTION = "rueckfrage"
    OBSERVATION = "beobachtung"
    METHOD_NOTE = "anmerkung"
    CONTEXT = "kontext"
    THEORY = "theorie"


ENTRY_KIND_LABELS: Final[dict[EntryKind, str]] = {
    EntryKind.STATEMENT: N_("Aussage"),
    EntryKind.QUOTE: N_("Wörtliches Zitat"),
    EntryKind.DECISION: N_("Beschluss"),
    EntryKind.TASK: N_("Auftrag"),
    EntryKind.OPEN_POINT: N_("Offener Punkt"),
    EntryKind.OWN_QUESTION: N_("Eigene Rückfrage"),
    EntryKind.OBSERVATION: N_("Beobachtung"),
    EntryKind.METHOD_NOTE: N_("Anmerkung zur Methode und eigenen Rolle"),
    EntryKind.CONTEXT: N_("Kontextinformation"),
    EntryKind.THEORY: N_("Theoretische Reflexion"),
}

_SHORT_LABELS: Final = {
    EntryKind.QUOTE: N_("Zitat"),
    EntryKind.OWN_QUESTION: N_("Rückfrage"),
    EntryKind.METHOD_NOTE: N_("Anmerkung"),
    EntryKind.CONTEXT: N_("Kontext"),
    EntryKind.THEORY: N_("Reflexion"),
}
ENTRY_KIND_WORDS: Final[dict[EntryKind, str]] = {**ENTRY_KIND_LABELS, **_SHORT_LABELS}
"""One word each, for narrow columns."""

COMMENT_KINDS: Final = frozenset({EntryKind.METHOD_NOTE, EntryKind.THEORY, EntryKind.OWN_QUESTION})
"""One's own view, kept apart from the description of what was seen and heard."""
