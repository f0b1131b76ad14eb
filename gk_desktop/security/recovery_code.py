"""The recovery code: 160 random bits, printed once, readable aloud.

Crockford's base 32 (no I, L, O, U), eight groups of four, and two check characters, so that a slip of the pen is told
apart from a wrong code.
"""

import hashlib
import secrets
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_CHARACTERS: Final = 32
_CHECK_CHARACTERS: Final = 2
_GROUP: Final = 4


def new_recovery_code() -> str:
    """Groups of four characters joined by hyphens, the last one holding the two check characters."""
    characters = "".join(secrets.choice(_ALPHABET) for _position in range(_CHARACTERS))
    complete = characters + _check(characters)
    return "-".join(complete[start : start + _GROUP] for start in range(0, len(complete), _GROUP))


def normalise(typed: str) -> str:
    """The code's characters as typed by a person: case, blanks, hyphens and look-alikes do not matter.

    Raises `UserError` if it cannot be a recovery code.
    """
    characters = "".join(character for character in typed.upper() if character.isalnum()).translate(_LOOKALIKES)
    code, check = characters[:_CHARACTERS], characters[_CHARACTERS:]
    if len(characters) != _CHARACTERS + _CHECK_CHARACTERS or check != _check(code):
        raise UserError(
            _("Der Wiederherstellungscode ist nicht vollständig oder enthält einen Tippfehler."),
            _("Vergleichen Sie ihn Gruppe für Gruppe mit Ihrem Ausdruck."),
        )
    return code


def _check(characters: str) -> str:
    number = int.from_bytes(hashlib.sha256(characters.encode("ascii", "replace")).digest()[:2])
    return _ALPHABET[number % 32] + _ALPHABET[number // 32 % 32]
