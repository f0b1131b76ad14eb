"""How texts are folded so that a search finds what a German reader would find.

`ä` becomes `ae` and `ß` becomes `ss`, so "Uebersetzung" finds "Übersetzung"; other accents fall away. Expanding the
umlauts keeps "Größe" and "große" apart, which dropping the dots would not.
"""

import unicodedata
from typing import Final

_EXPANSIONS: Final = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "å": "a",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
    }
)


def fold(text: str) -> str:
    """The form in which texts and queries are compared. Folding twice changes nothing."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    folded = unicodedata.normalize("NFC", folded).translate(_EXPANSIONS)
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    stripped = "".join(character for character in decomposed if not unicodedata.combining(character))
    # Compatibility forms may hold capitals and ligatures of their own ("ǽ" an "æ"), so fold what came out once more.
    return unicodedata.normalize("NFC", stripped).casefold().translate(_EXPANSIONS)
