"""How hard a passphrase is to guess, roughly: enough to warn, not to promise."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from gk_desktop.base.i18n import N_

SHORTEST_PASSPHRASE: Final = 8
_GOOD_LENGTH: Final = 20
_FAIR_LENGTH: Final = 14


@dataclass(frozen=True, slots=True)
class PassphraseJudgement:
    """`sentence` is shown beside the field while somebody types."""

    is_acceptable: bool
    sentence: str


def judge(passphrase: str) -> PassphraseJudgement:
    """Length counts most, then variety: "aaaaaaaaaaaa" is long and worthless."""
    characters = unicodedata.normalize("NFC", passphrase)
    if not characters:
        return PassphraseJudgement(False, "")
    if len(characters) < SHORTEST_PASSPHRASE:
        return PassphraseJudgement(False, N_("Zu kurz: mindestens 8 Zeichen, besser vier Wörter."))
    if len(set(characters.casefold())) < SHORTEST_PASSPHRASE - 2:
        return PassphraseJudgement(True, N_("Schwach: wenige verschiedene Zeichen sind schnell erraten."))
    if len(characters) < _FAIR_LENGTH:
        return PassphraseJudgement(True, N_("Ausreichend. Noch ein oder zwei Wörter machen sie gut."))
    if len(characters) < _GOOD_LENGTH:
        return PassphraseJudgement(True, N_("Gut."))
    return PassphraseJudgement(True, N_("Sehr gut."))
