"""From what SQLite says to what a person can do about it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.os_reasons import reason_of
from gk_desktop.store.driver import DatabaseError, ResultCode, result_code

_FULL_DISK: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageFullError(UserError):
    """Nothing more can be written. What was saved before is safe, and writing goes on once there is space."""


class DamagedWorkspaceError(UserError):
    """The file cannot be read as it should. The key is right: the pages are not."""


@contextmanager
def translated_failures() -> Iterator[None]:
    """Turn errors of the database that a person can act on into `UserError`s; let the rest through."""
    try:
        yield
    except DatabaseError as error:
        translation = _translation(error)
        if translation is None:
            raise
        raise translation from error


@contextmanager
def translated_file_failures() -> Iterator[None]:
    """The same for code that handles the files of the workspace itself, with the errors of these."""
    try:
        with translated_failures():
            yield
    except OSError as error:
        raise _translation_of_file_error(error) from error


def _translation(error: DatabaseError) -> UserError | None:
    # By number: what SQLite says varies, "vtable constructor failed" may be a damaged page.
    code = result_code(error)
    if code in {ResultCode.FULL, ResultCode.IOERR}:
        return _storage_full()
    if is_damage(error):
        return damaged_workspace()
    if code in {ResultCode.BUSY, ResultCode.LOCKED}:
        return UserError(
            _("Das Projekt ist gerade durch ein anderes Programm gesperrt."),
            _("Beenden Sie Sicherungs- oder Virenprüfprogramme, die darauf zugreifen, und versuchen Sie es erneut."),
        )
    if code in {ResultCode.CANTOPEN, ResultCode.READONLY}:
        return UserError(
            _("Die Projektdatei lässt sich nicht zum Schreiben öffnen. An ihr wurde nichts geändert."),
            _("Prüfen Sie, ob Sie in den Ordner des Projekts schreiben dürfen."),
        )
    return None


def is_damage(error: DatabaseError) -> bool:
    """Whether pages of the file are not what they should be."""
    return result_code(error) in {ResultCode.CORRUPT, ResultCode.NOTADB}


def _translation_of_file_error(error: OSError) -> UserError:
    if error.errno in _FULL_DISK:
        return _storage_full()
    return UserError(
        _("Die Dateien des Projekts lassen sich nicht schreiben: {reason}.").format(reason=reason_of(error)),
        _("Prüfen Sie, ob Sie in den Ordner des Projekts schreiben dürfen. Gespeichertes ist sicher."),
    )


def _storage_full() -> StorageFullError:
    return StorageFullError(
        _("Der Datenträger ist voll oder nicht beschreibbar. Alles bis hierher Gespeicherte ist sicher."),
        _("Schaffen Sie Platz; danach können Sie weiterschreiben."),
    )


def damaged_workspace() -> DamagedWorkspaceError:
    return DamagedWorkspaceError(
        _("Die Projektdatei ist beschädigt; der Schlüssel stimmt."),
        _("Spielen Sie die letzte Sicherung ein (backup restore). An der Datei wurde nichts geändert."),
    )
