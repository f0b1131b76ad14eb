"""Text that any file format of ours can carry."""

import re
from typing import Final

# What XML 1.0 (section 2.2, production Char) forbids. Pasted Word text brings \x0b for a line break, broken
# clipboards bring lone surrogates; both would make a document unreadable or impossible to encode.
_SUSPECT: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_DROPPED: Final = re.compile("[\x00-\x08\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def clean_text(text: str) -> str:
    """The text without characters that no document can hold.

    Line ends of any kind (\\r\\n, \\r, and Word's \\x0b) become \\n: an XML reader would turn them into that anyway.
    Everything else, tabs and combining characters included, stays as it is. Cleaning twice changes nothing.
    """
    if _SUSPECT.search(text) is None:
        return text
    return _DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))
