"""argparse speaks English through a private gettext name; here it learns German."""

import argparse
from collections.abc import Callable
from typing import Final

_SENTENCES: Final = {
    "usage: ": "Aufruf: ",
    "options": "Optionen",
    "positional arguments": "Angaben",
    "show this help message and exit": "diese Hilfe zeigen",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "the following arguments are required: %s": "es fehlt: %s",
    "unrecognized arguments: %s": "unbekannte Angaben: %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "„%(value)s“ gibt es nicht (möglich: %(choices)s)",
    "invalid %(type)s value: %(value)r": "„%(value)s“ passt hier nicht",
    "expected one argument": "hier fehlt ein Wert",
    "expected at least one argument": "hier fehlt mindestens ein Wert",
    "expected at most one argument": "hier ist höchstens ein Wert möglich",
    "not allowed with argument %s": "geht nicht zusammen mit %s",
    "one of the arguments %s is required": "eine dieser Angaben fehlt: %s",
    "ambiguous option: %(option)s could match %(matches)s": "„%(option)s“ ist mehrdeutig: %(matches)s",
    "ignored explicit argument %r": "der Wert %r ist überzählig",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "„%(parser_name)s“ gibt es nicht (möglich: %(choices)s)",
}


def speak_german() -> None:
    """Replace argparse's translation function. Unknown sentences stay as they are."""
    translate: Callable[[str], str] = lambda message: _SENTENCES.get(message, message)  # noqa: E731
    # There is no public hook: the module asks gettext for a domain that no program can choose.
    setattr(argparse, "_", translate)  # noqa: B010
