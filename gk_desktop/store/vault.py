"""The door of the workspace: the Tresordatei (vault.key) on disk, read, opened and rewritten."""

from pathlib import Path
from typing import BinaryIO, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.files import replace_atomically
from gk_desktop.base.i18n import _
from gk_desktop.base.os_reasons import reason_of
from gk_desktop.security.key_file import KeyFile

_MOST_BYTES: Final = 64 * 1024


def read_key_file(path: Path) -> KeyFile:
    """Raises `UserError` if it is missing, damaged, or from a newer program."""
    try:
        with path.open("rb") as stream:
            # A little more than a key file ever has, so that a file of gigabytes is found damaged, not read.
            return KeyFile.from_bytes(stream.read(_MOST_BYTES))
    except FileNotFoundError:
        raise UserError(
            _("Die Tresordatei des Projekts ({name}) fehlt.").format(name=path.name),
            _("Kopieren Sie die Datei mit der Endung .key, die neben jeder Sicherung liegt, an ihre Stelle."),
        ) from None
    except OSError as error:
        raise UserError(
            _("Die Tresordatei des Projekts ist nicht lesbar: {reason}.").format(reason=reason_of(error)),
        ) from None


def write_key_file(path: Path, key_file: KeyFile) -> None:
    """Replace the key file in one step. Raises `UserError` if it cannot be written."""
    content = key_file.to_bytes()

    def write(stream: BinaryIO) -> None:
        stream.write(content)

    replace_atomically(path, write)


def unlock(path: Path, secret: str, *, with_code: bool = False) -> bytes:
    """The data key behind a key file, by passphrase or by recovery code. Takes a moment on purpose.

    Raises `UserError`: wrong passphrase, wrong or mistyped code, missing, damaged or newer file.
    """
    key_file = read_key_file(path)
    return key_file.unlock_with_recovery_code(secret) if with_code else key_file.unlock(secret)
