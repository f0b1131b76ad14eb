"""How hard a passphrase is to guess, roughly: enough to warn, not to promise."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from gk_desktop.base.i18n import _

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
        sentence = _("Zu kurz: mindestens {length} Zeichen, besser vier Wörter.").format(length=SHORTEST_PASSPHRASE)
        return PassphraseJudgement(False, sentence)
    if len(set(characters.casefold())) < SHORTEST_PASSPHRASE - 2:
        return PassphraseJudgement(True, _("Schwach: wenige verschiedene Zeichen sind schnell erraten."))
    if len(characters) < _FAIR_LENGTH:
        return PassphraseJudgement(True, _("Ausreichend. Noch ein oder zwei Wörter machen sie gut."))
    if len(characters) < _GOOD_LENGTH:
        return PassphraseJudgement(True, _("Gut."))
    return PassphraseJudgement(True, _("Sehr gut."))
