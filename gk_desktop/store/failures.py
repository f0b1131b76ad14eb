"""From what SQLite says to what a person can do about it."""

from collections.abc import Iterator
from contextlib import contextmanager

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.store.driver import DatabaseError


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
        raise _translation(error) or error from error


def _translation(error: DatabaseError) -> UserError | None:
    said = str(error).lower()
    if "disk is full" in said or "disk i/o error" in said:
        return StorageFullError(
            _("Der Datenträger ist voll oder nicht beschreibbar. Alles bis hierher Gespeicherte ist sicher."),
            _("Schaffen Sie Platz; danach können Sie weiterschreiben."),
        )
    if "malformed" in said or "not a database" in said:
        return damaged_workspace()
    if "locked" in said:
        return UserError(
            _("Das Projekt ist gerade durch ein anderes Programm gesperrt."),
            _("Beenden Sie Sicherungs- oder Virenprüfprogramme, die darauf zugreifen, und versuchen Sie es erneut."),
        )
    return None


def damaged_workspace() -> DamagedWorkspaceError:
    return DamagedWorkspaceError(
        _("Die Projektdatei ist beschädigt; der Schlüssel stimmt."),
        _("Spielen Sie die letzte Sicherung ein (backup restore). An der Datei wurde nichts geändert."),
    )
