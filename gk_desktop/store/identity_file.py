"""The Schlüsseldatei on disk: one encrypted file of its own, with its own passphrase, recovery code and backups.

It is read as a whole and replaced as a whole: what was erased is gone from the file with the next save.
"""

import contextlib
import json
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from gk_desktop.base.clock import Clock
from gk_desktop.base.errors import UserError
from gk_desktop.base.files import replace_atomically, writing_failed
from gk_desktop.base.i18n import _
from gk_desktop.base.ids import new_id
from gk_desktop.base.os_reasons import reason_of
from gk_desktop.domain.identity import IdentityBook
from gk_desktop.domain.retention import backups_to_keep
from gk_desktop.security.key_file import KeyDerivation, KeyFile
from gk_desktop.security.recovery_code import normalise
from gk_desktop.security.sealed_content import SealedContent, damaged

SUFFIX: Final = ".gkschluessel"
_PURPOSE: Final = "identities"
_MOST_BYTES: Final = 64 * 1024 * 1024
_STAMP: Final = "%Y-%m-%dT%H-%M-%S"
_ANY_MAY_WRITE: Final = 0o222
_STATE_DIGITS: Final = 16
# As many saves may lie between two laptops that hand the file to and fro.
_MOST_STATES: Final = 1000


@dataclass(frozen=True, slots=True)
class IdentityBackup:
    """An earlier state of a Schlüsseldatei, encrypted as the file itself was then."""

    path: Path
    made_at: datetime


class IdentityFile:
    """An open Schlüsseldatei. `book` is what stands in it; `save` replaces both."""

    def __init__(self, path: Path, data_key: bytes, key_file: KeyFile, book: IdentityBook, clock: Clock) -> None:
        self.path = path
        self.book = book
        self._data_key = data_key
        self._key_file = key_file
        self._clock = clock

    @classmethod
    def create(
        cls, path: Path, project: str, passphrase: str, *, clock: Clock, kdf: KeyDerivation | None = None
    ) -> tuple["IdentityFile", str]:
        """A new, empty file and its recovery code, which is never stored. Raises `UserError`."""
        if _may_stand(path):
            raise UserError(
                _("„{name}“ gibt es schon.").format(name=path.name),
                _("Öffnen Sie diese Schlüsseldatei, oder nehmen Sie einen anderen Namen."),
            )
        key_file, data_key, recovery_code = KeyFile.create(passphrase, kdf or KeyDerivation())
        made = cls(path, data_key, key_file, IdentityBook(project=project), clock)
        made._write(made._stamped(made.book))
        return made, recovery_code

    @classmethod
    def open(
        cls, path: Path, project: str, passphrase: str, *, clock: Clock, recovery_code: str | None = None
    ) -> "IdentityFile":
        """Raises `UserError`: missing, damaged, newer or foreign file, wrong passphrase or code."""
        sealed = _read_own(path, project)
        data_key = _data_key(sealed.key_file, passphrase, recovery_code)
        return cls(path, data_key, sealed.key_file, _book_in(sealed, data_key), clock)

    def save(self, book: IdentityBook) -> None:
        """Replace the content. Raises `UserError` if the file was changed elsewhere or may not be written to."""
        self._refuse_if_changed()
        _refuse_if_protected(self.path)
        keep_backup(self.path, self._clock)
        self._write(self._stamped(book))

    def keys_for(self, passphrase: str) -> KeyFile:
        """The keys of the file under a new passphrase, for `change_keys`. Takes a moment, and changes nothing yet."""
        return self._key_file.with_passphrase(passphrase, self._data_key)

    def change_keys(self, keys: KeyFile) -> None:
        """A new passphrase for the file and its backups; the recovery code stays valid."""
        self._refuse_if_changed()
        _refuse_if_protected(self.path)
        before, self._key_file = self._key_file, keys
        try:
            self._write(self._stamped(self.book))
        except UserError:
            self._key_file = before
            raise
        # The old passphrase must open no copy either.
        for backup, sealed in self._own_backups():
            _replace(backup, replace(sealed, key_file=self._key_file))

    def erase_from_backups(self, person_id: str, replaced: Callable[[str], str] = str) -> list[Path]:
        """Nothing of the person is left in the backups either; `replaced` takes them out of notes about others.

        Returns the backups that this key does not open, of a former Schlüsseldatei or damaged, and which therefore
        stay as they are. Raises `UserError`: nobody may look into their folder or write there.
        """
        try:
            backups = _listed(self.path)
        except OSError as error:
            raise _unreadable(_backup_folder(self.path), error) from None
        untouched: list[Path] = []
        for backup in backups:
            try:
                sealed = _read(backup.path)
                book = _book_in(sealed, self._data_key)
            except UserError:
                untouched.append(backup.path)
                continue
            _replace(backup.path, self._sealed(book.without_person(person_id, replaced), sealed.revision))
        return untouched

    def _own_backups(self) -> Iterator[tuple[Path, SealedContent]]:
        for backup in backups_of(self.path):
            with contextlib.suppress(UserError):  # a damaged one opens nothing, and stays as it is
                sealed = _read(backup.path)
                if sealed.key_file.key_id == self._key_file.key_id:
                    yield backup.path, sealed

    def _refuse_if_changed(self) -> None:
        if _may_stand(self.path) and _read(self.path).revision != self.book.generation:
            raise UserError(
                _("Die Schlüsseldatei wurde inzwischen anderswo geändert; hier wurde nichts gespeichert."),
                _("Schließen Sie sie, öffnen Sie sie neu, und ändern Sie dann noch einmal."),
            )

    def _stamped(self, book: IdentityBook) -> IdentityBook:
        return replace(
            book,
            generation=self.book.generation + 1,
            lineage=(*self.book.lineage[1 - _MOST_STATES :], new_id()[:_STATE_DIGITS]),
            saved_at=self._clock.now().replace(microsecond=0),
        )

    def _write(self, book: IdentityBook) -> None:
        _replace(self.path, self._sealed(book, book.generation))
        self.book = book

    def _sealed(self, book: IdentityBook, revision: int) -> SealedContent:
        content = json.dumps(book.to_json(), ensure_ascii=False, sort_keys=True).encode()
        return SealedContent.seal(
            content, self._data_key, self._key_file, purpose=_PURPOSE, owner=book.project, revision=revision
        )


def is_file(path: Path) -> bool:
    """Whether a Schlüsseldatei lies there; also where nobody may look, for then nobody can say that it is gone."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except PermissionError:
        return True
    except OSError:
        return False


def backups_of(path: Path) -> list[IdentityBackup]:
    """The backups of a Schlüsseldatei, newest first; other files in their folder are not listed."""
    try:
        return _listed(path)
    except OSError:
        return []


def _listed(path: Path) -> list[IdentityBackup]:
    """The same. Raises `OSError` where nobody may look into their folder."""
    try:
        items = [item for item in _backup_folder(path).iterdir() if item.suffix == SUFFIX]
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = (IdentityBackup(item, moment) for item in items if (moment := _made_at(item)) and item.is_file())
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def restore_backup(path: Path, backup: Path, project: str, clock: Clock) -> int:
    """Put a backup in the place of the Schlüsseldatei; what stands there becomes a backup first.

    Returns how far the restored state had got. Raises `UserError`: damaged, newer or foreign backup, no place to write.
    """
    sealed = _read_own(backup, project)
    _refuse_if_protected(path)
    keep_backup(path, clock)
    _replace(path, sealed)
    return sealed.revision


def keep_backup(path: Path, clock: Clock) -> None:
    """What stands in the file now, whatever it is; thinned out by age as the workspace's backups are.

    Raises `UserError` if it cannot be read, or its backup cannot be kept.
    """
    if not _may_stand(path):
        return
    folder, made_at = _backup_folder(path), clock.now().replace(microsecond=0)
    try:
        stored = path.read_bytes()
    except IsADirectoryError:
        raise UserError(
            _("„{name}“ ist ein Ordner und keine Schlüsseldatei.").format(name=path.name),
            _("Benennen Sie ihn um; danach hat die Datei dort Platz."),
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    _make_backup_folder(folder)
    replace_atomically(folder / f"{made_at.strftime(_STAMP)}{SUFFIX}", lambda stream: _put(stream, stored))
    backups = backups_of(path)
    kept = backups_to_keep([backup.made_at for backup in backups], made_at)
    for backup in backups:
        if backup.made_at not in kept:
            # One too many is no reason to save nothing.
            with contextlib.suppress(OSError):
                backup.path.unlink(missing_ok=True)


def _make_backup_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError:
        raise UserError(
            _("„{name}“ ist kein Ordner; ohne Sicherung wird in der Schlüsseldatei nichts geändert.").format(
                name=folder.name
            ),
            _("Benennen Sie die Datei dieses Namens um, und versuchen Sie es noch einmal."),
        ) from None
    except OSError as error:
        raise writing_failed(folder, error) from None


def _may_stand(path: Path) -> bool:
    """Whether anything is there, or cannot be told to be missing."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _refuse_if_protected(path: Path) -> None:
    """A folder that may be written to lets anybody replace a file that may not."""
    with contextlib.suppress(OSError):
        if not path.stat().st_mode & _ANY_MAY_WRITE:
            raise UserError(
                _("„{name}“ ist schreibgeschützt; hier wurde nichts gespeichert.").format(name=path.name),
                _("Heben Sie den Schreibschutz der Datei auf, und versuchen Sie es noch einmal."),
            )


def _backup_folder(path: Path) -> Path:
    return path.with_name(f"{path.stem}-sicherungen")


def _data_key(key_file: KeyFile, passphrase: str, recovery_code: str | None) -> bytes:
    if not recovery_code:
        return key_file.unlock(passphrase)
    normalise(recovery_code)  # a slip of the pen is said as such
    try:
        return key_file.unlock_with_recovery_code(recovery_code)
    except UserError:
        raise UserError(
            _("Dieser Wiederherstellungscode gehört nicht zu dieser Schlüsseldatei."),
            _("Der Code des Projekts öffnet sie nicht; sie hat beim Anlegen einen eigenen bekommen."),
        ) from None


def _read_own(path: Path, project: str) -> SealedContent:
    sealed = _read(path)
    if sealed.owner != project:
        raise UserError(
            _("Diese Schlüsseldatei gehört zu einem anderen Projekt."),
            _("Suchen Sie die Datei dieses Projekts; alles andere arbeitet ohne sie weiter."),
        )
    return sealed


def _read(path: Path) -> SealedContent:
    try:
        with path.open("rb") as stream:
            return SealedContent.from_bytes(stream.read(_MOST_BYTES), purpose=_PURPOSE)
    except FileNotFoundError:
        raise UserError(
            _("Die Schlüsseldatei „{name}“ fehlt.").format(name=path.name),
            _("Wählen Sie, wo sie liegt; alles andere arbeitet ohne sie weiter."),
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> UserError:
    return UserError(
        _("„{name}“ ist nicht lesbar: {reason}.").format(name=path.name, reason=reason_of(error)),
        _("Alles andere arbeitet ohne die Schlüsseldatei weiter."),
    )


def _book_in(sealed: SealedContent, data_key: bytes) -> IdentityBook:
    try:
        return IdentityBook.from_json(json.loads(sealed.open(data_key)))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged() from None


def _replace(path: Path, sealed: SealedContent) -> None:
    content = sealed.to_bytes()
    replace_atomically(path, lambda stream: _put(stream, content))


def _put(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)


def _made_at(path: Path) -> datetime | None:
    """When a backup was made; None for what is none."""
    try:
        return datetime.strptime(path.stem, _STAMP)  # noqa: DTZ007 - local wall clock
    except ValueError:
        return None
