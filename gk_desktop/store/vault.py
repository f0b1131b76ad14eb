"""The door of the workspace: the key file on disk, read, opened and rewritten."""

from pathlib import Path
from typing import BinaryIO

from gk_desktop.base.errors import UserError
from gk_desktop.base.files import replace_atomically
from gk_desktop.base.i18n import _
from gk_desktop.security.key_file import KeyFile


def read_key_file(path: Path) -> KeyFile:
    """Raises `UserError` if it is missing, damaged, or from a newer program."""
    try:
        return KeyFile.from_bytes(path.read_bytes())
    except FileNotFoundError:
        raise UserError(
            _("Die Schlüsseldatei des Projekts ({name}) fehlt.").format(name=path.name),
            _("Kopieren Sie die Datei mit der Endung .key, die neben jeder Sicherung liegt, an ihre Stelle."),
        ) from None
    except OSError as error:
        raise UserError(
            _("Die Schlüsseldatei des Projekts ist nicht lesbar: {reason}.").format(reason=error.strerror),
        ) from None


def write_key_file(path: Path, key_file: KeyFile) -> None:
    """Replace the key file in one step. Raises `UserError` if it cannot be written."""
    content = key_file.to_bytes()

    def write(stream: BinaryIO) -> None:
        stream.write(content)

    replace_atomically(path, write)
