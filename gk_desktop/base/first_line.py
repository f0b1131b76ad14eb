"""A passphrase or a recovery code from a file, for whoever starts the program by a script."""

from pathlib import Path

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _


def first_line(path: Path) -> str:
    """The first line of a text file without its newline. Raises `UserError`."""
    try:
        line = path.read_text(encoding="utf-8-sig").split("\n", 1)[0].removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        raise UserError(_("Die Datei „{name}“ ist nicht lesbar.").format(name=path)) from None
    if not line:
        raise UserError(_("Die erste Zeile der Datei „{name}“ ist leer.").format(name=path))
    return line
