"""Nouns and verbs of the command line, each verb with the function that carries it out."""

import argparse
from collections.abc import Callable

from gk_desktop.base.i18n import _
from gk_desktop.cli.session import Session

Handler = Callable[[Session], int | None]
"""Carries out a verb. Returns an exit status, None for 0."""


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """Options that may stand before the noun or after the verb."""
    leave = argparse.SUPPRESS
    parser.add_argument("--profile", metavar="DIR", default=leave, type=_named, help=_("Ordner des Projekts"))
    parser.add_argument(
        "--passphrase-file", metavar="DATEI", default=leave, help=_("Datei, deren erste Zeile die Passphrase ist")
    )
    parser.add_argument(
        "--recovery-code-file",
        metavar="DATEI",
        default=leave,
        help=_("statt der Passphrase: der Wiederherstellungscode"),
    )
    parser.add_argument("--json", action="store_true", default=leave, help=_("Antwort als JSON"))


def _named(folder: str) -> str:
    # An empty shell variable must not lead to the real project.
    if not folder:
        raise argparse.ArgumentTypeError(_("der Ordner hat keinen Namen"))
    return folder


class Verbs:
    """The verbs of one noun."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        add_common_options(parser)
        self._parsers = parser.add_subparsers(metavar=_("VERB"), required=True, title=_("Befehle"))

    def add(self, verb: str, summary: str, handler: Handler) -> argparse.ArgumentParser:
        return add_command(self._parsers, verb, summary, handler)


def add_command(
    parsers: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, summary: str, handler: Handler
) -> argparse.ArgumentParser:
    parser = parsers.add_parser(name, help=summary, description=summary, allow_abbrev=False)
    add_common_options(parser)
    parser.set_defaults(handler=handler)
    return parser
