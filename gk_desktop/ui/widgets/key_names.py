"""Keys as they are called everywhere in the program: Strg+Umschalt+E, Strg+↑."""

from typing import Final

from PySide6.QtGui import QKeySequence

_ARROWS: Final = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
"""What stands on the key; Qt would write „Hoch“ and „Herunter“."""


def key_name(keys: QKeySequence) -> str:
    """Of a single combination; nothing for an empty one."""
    name = keys.toString(QKeySequence.SequenceFormat.NativeText)
    # As Qt writes it everywhere alike.
    key = keys.toString(QKeySequence.SequenceFormat.PortableText).rpartition("+")[2]
    if key not in _ARROWS:
        return name
    modifiers, plus, _word = name.rpartition("+")
    return f"{modifiers}{plus}{_ARROWS[key]}"
