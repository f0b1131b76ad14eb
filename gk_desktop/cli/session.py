"""What every command needs: the profile, the passphrase, the open workspace, and where answers go."""

import argparse
import contextlib
import getpass
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gk_desktop.app.workspace import Workspace, open_workspace
from gk_desktop.base.errors import UserError
from gk_desktop.base.first_line import first_line
from gk_desktop.base.i18n import _
from gk_desktop.base.paths import default_profile


class Session:
    """One run of the program from the command line."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        profile: str | None = getattr(arguments, "profile", None)
        self.profile = Path(profile) if profile else default_profile()
        self.as_json: bool = getattr(arguments, "json", False)

    @contextmanager
    def workspace(self) -> Iterator[Workspace]:
        """The open workspace, closed again whatever happens. Raises `UserError`."""
        code_file: str | None = getattr(self.arguments, "recovery_code_file", None)
        code = first_line(Path(code_file)) if code_file else None
        passphrase = "" if code else self.passphrase()
        with open_workspace(self.profile, passphrase, recovery_code=code) as workspace:
            yield workspace

    def passphrase(self, *, new: bool = False) -> str:
        """From the file that was named, else asked for; a new one is asked for twice."""
        file: str | None = getattr(self.arguments, "passphrase_file", None)
        return first_line(Path(file)) if file else ask_passphrase(new=new)

    def answer(self, value: Mapping[str, Any], text: str) -> None:
        """One object: as JSON, or as the sentence a person reads."""
        say(json.dumps(value, ensure_ascii=False) if self.as_json else text)

    def answer_list(self, values: Iterable[Mapping[str, Any]], lines: Iterable[str], *, nothing: str) -> None:
        """Many objects: as a JSON array, or a line each; `nothing` says what an empty list means."""
        if self.as_json:
            say(json.dumps(list(values), ensure_ascii=False))
            return
        shown = list(lines)
        say("\n".join(shown) if shown else nothing)


def say(text: str) -> None:
    """Print an answer, at once. Raises `UserError` if nobody reads it or it cannot be written."""
    try:
        print(text, flush=True)
    except OSError as error:
        _abandon_output()
        gone = isinstance(error, BrokenPipeError)
        reason = _("niemand liest sie") if gone else _("das Ziel ist voll oder nicht beschreibbar")
        raise UserError(
            _("Die Antwort ließ sich nicht ausgeben: {reason}.").format(reason=reason),
            _("Was gespeichert wurde, ist sicher."),
        ) from None


def _abandon_output() -> None:
    """What is still waiting to be written must not fail once more when the program ends."""
    with contextlib.suppress(OSError), Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), sys.stdout.fileno())


def ask_passphrase(*, new: bool) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError(
            _("Es ist keine Passphrase angegeben."),
            _("Nennen Sie mit --passphrase-file eine Datei, deren erste Zeile die Passphrase ist."),
        )
    try:
        passphrase = getpass.getpass(_("Neue Passphrase: ") if new else _("Passphrase: "))
        repeated = getpass.getpass(_("Noch einmal: ")) if new else passphrase
    except EOFError:
        raise UserError(_("Die Eingabe der Passphrase wurde abgebrochen.")) from None
    if repeated != passphrase:
        raise UserError(_("Die beiden Eingaben sind verschieden."), _("Versuchen Sie es noch einmal."))
    return passphrase
