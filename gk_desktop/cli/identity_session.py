"""The Schlüsseldatei on the command line: opened for one command, with a passphrase of its own."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.first_line import first_line
from gk_desktop.base.i18n import _
from gk_desktop.cli.session import Session, ask_passphrase


def add_identity_options(parser: argparse.ArgumentParser, *, place: bool = True) -> None:
    parser.add_argument(
        "--identity-passphrase-file",
        metavar="DATEI",
        help=_("Datei, deren erste Zeile die Passphrase der Schlüsseldatei ist; öffnet sie"),
    )
    if place:
        parser.add_argument("--identity-file", metavar="DATEI", help=_("die Schlüsseldatei, wenn sie anderswo liegt"))


def add_names_options(parser: argparse.ArgumentParser) -> None:
    """What a document needs that leaves the house: names compared, or a reason why it goes without a decision."""
    add_identity_options(parser)
    parser.add_argument(
        "--names-reason",
        default="",
        metavar="TEXT",
        help=_("warum trotz ungeklärter Namen; wird festgehalten"),
    )


def identity_passphrase(session: Session, *, new: bool = False) -> str:
    """From the file that was named, else asked for."""
    file: str | None = session.arguments.identity_passphrase_file
    return first_line(Path(file)) if file else ask_passphrase(new=new)


def identity_place(session: Session) -> Path | None:
    """Where the Schlüsseldatei lies, if it was said."""
    place: str | None = session.arguments.identity_file
    return Path(place) if place else None


@contextmanager
def workspace_with_names(session: Session, *, needed: bool) -> Iterator[Workspace]:
    """The open workspace, with the Schlüsseldatei open if it is `needed` or its passphrase was named."""
    with session.workspace() as workspace:
        if needed or session.arguments.identity_passphrase_file:
            workspace.identities.open(identity_passphrase(session), path=identity_place(session))
        yield workspace
