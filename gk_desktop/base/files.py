"""Writing a file so that a reader sees either the old one or the new one, never half of it."""

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.os_reasons import reason_of

_FULL_DISK: Final = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
_BAD_NAME: Final = {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}
_PROGRAMS: Final = {".docx": "Word", ".xlsx": "Excel", ".pptx": "PowerPoint"}


def create_private_file(path: Path) -> None:
    """An empty file that only its owner can read. Raises `FileExistsError` if there is one already."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def replace_atomically(target: Path, write: Callable[[BinaryIO], None], mode: int = 0o600) -> None:
    """Put what `write` writes in place of `target`, whole or not at all.

    The temporary file lies beside the target, as only there the exchange is one step, and is readable by nobody else
    while it grows. `mode` is what the finished file gets (POSIX only). A link is followed, so that the file it names is
    replaced and not the link. Raises UserError if the place cannot be written to; what `write` itself raises passes
    through, except OSError, which is taken for a fault of that place. The old file stays in each of these cases.
    """
    target = target.resolve()
    temporary = target.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        try:
            _write_durably(temporary, write, mode)
        except OSError as error:
            raise writing_failed(target, error) from error
        try:
            temporary.replace(target)
        except OSError as error:
            raise _replace_error(target, error) from error
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_directory(target.parent)


def _write_durably(path: Path, write: Callable[[BinaryIO], None], mode: int) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "w+b") as stream:
        write(stream)
        stream.flush()
        if os.name == "posix":
            os.fchmod(stream.fileno(), mode)
        os.fsync(stream.fileno())


def _sync_directory(directory: Path) -> None:
    """Make the new name durable. Windows has no such call; some network folders refuse it after all is done."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def writing_failed(target: Path, error: OSError) -> UserError:
    """Why nothing could be made at `target`, and the way out."""
    if error.errno in _BAD_NAME:
        return UserError(
            _("„{name}“ ist als Dateiname hier nicht möglich.").format(name=target.name),
            _("Wählen Sie einen kürzeren Namen ohne Sonderzeichen."),
        )
    if not target.parent.is_dir():
        return UserError(
            _("Der Ordner „{folder}“ ist nicht vorhanden; „{name}“ wurde nicht gespeichert.").format(
                folder=target.parent, name=target.name
            ),
            _("Wählen Sie einen anderen Ordner."),
        )
    if error.errno in _FULL_DISK:
        return UserError(
            _("Der Datenträger ist voll; „{name}“ wurde nicht gespeichert. Ihre Daten sind nicht verloren.").format(
                name=target.name
            ),
            _("Schaffen Sie Platz, oder wählen Sie einen anderen Ort."),
        )
    if error.errno in _READ_ONLY:
        return UserError(
            _("In den Ordner „{folder}“ darf nicht geschrieben werden; „{name}“ wurde nicht gespeichert.").format(
                folder=target.parent, name=target.name
            ),
            _("Wählen Sie einen anderen Ordner."),
        )
    return UserError(
        _("„{name}“ konnte nicht gespeichert werden ({reason}). Ihre Daten sind nicht verloren.").format(
            name=target.name, reason=reason_of(error)
        ),
        _("Versuchen Sie es noch einmal oder an einem anderen Ort."),
    )


def _replace_error(target: Path, error: OSError) -> UserError:
    if error.errno not in _BAD_NAME and target.is_dir():
        return UserError(
            _("„{name}“ ist ein Ordner und kann nicht überschrieben werden.").format(name=target.name),
            _("Wählen Sie einen anderen Namen."),
        )
    if isinstance(error, PermissionError):
        # Windows refuses to replace a file that another program holds open; Word does so as long as it shows it.
        program = _PROGRAMS.get(target.suffix.lower(), _("einem anderen Programm"))
        return UserError(
            _(
                "Die Datei „{name}“ ist in {program} geöffnet und kann nicht überschrieben werden. "
                "Ihre Daten sind nicht verloren."
            ).format(name=target.name, program=program),
            _("Schließen Sie sie dort, oder speichern Sie unter anderem Namen."),
        )
    return writing_failed(target, error)
