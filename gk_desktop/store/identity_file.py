"""The Schlüsseldatei on disk: one encrypted file of its own, with its own passphrase, recovery code and backups.

It is read as a whole and replaced as a whole: what was erased is gone from the file with the next save.
"""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from gk_desktop.base.clock import Clock
from gk_desktop.base.errors import UserError
from gk_desktop.base.files import replace_atomically
from gk_desktop.base.i18n import _
from gk_desktop.domain.identity import IdentityBook
from gk_desktop.domain.retention import backups_to_keep
from gk_desktop.security.key_file import KeyDerivation, KeyFile
from gk_desktop.security.recovery_code import normalise
from gk_desktop.security.sealed_content import SealedContent, damaged

SUFFIX: Final = ".gkschluessel"
_PURPOSE: Final = "identities"
_MOST_BYTES: Final = 64 * 1024 * 1024
_STAMP: Final = "%Y-%m-%dT%H-%M-%S"


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
        if path.exists():
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
        """Replace the content. Raises `UserError` if the file was changed elsewhere or cannot be written."""
        self._refuse_if_changed()
        keep_backup(self.path, self._clock)
        self._write(self._stamped(book))

    def keys_for(self, passphrase: str) -> KeyFile:
        """The keys of the file under a new passphrase, for `change_keys`. Takes a moment, and changes nothing yet."""
        return self._key_file.with_passphrase(passphrase, self._data_key)

    def change_keys(self, keys: KeyFile) -> None:
        """A new passphrase for the file and its backups; the recovery code stays valid."""
        self._refuse_if_changed()
        before, self._key_file = self._key_file, keys
        try:
            self._write(self._stamped(self.book))
        except UserError:
            self._key_file = before
            raise
        # The old passphrase must open no copy either.
        for backup, sealed in self._own_backups():
            _replace(backup, replace(sealed, key_file=self._key_file))

    def erase_from_backups(self, person_id: str) -> None:
        """Nothing of the person is left in the backups either."""
        for backup, sealed in self._own_backups():
            book = _book_in(sealed, self._data_key)
            _replace(backup, self._sealed(book.without_person(person_id), sealed.revision))

    def _own_backups(self) -> Iterator[tuple[Path, SealedContent]]:
        for backup in backups_of(self.path):
            with contextlib.suppress(UserError):  # a damaged one opens nothing, and stays as it is
                sealed = _read(backup.path)
                if sealed.key_file.key_id == self._key_file.key_id:
                    yield backup.path, sealed

    def _refuse_if_changed(self) -> None:
        if self.path.exists() and _read(self.path).revision != self.book.generation:
            raise UserError(
                _("Die Schlüsseldatei wurde inzwischen anderswo geändert; hier wurde nichts gespeichert."),
                _("Schließen Sie sie, öffnen Sie sie neu, und ändern Sie dann noch einmal."),
            )

    def _stamped(self, book: IdentityBook) -> IdentityBook:
        return replace(book, generation=self.book.generation + 1, saved_at=self._clock.now().replace(microsecond=0))

    def _write(self, book: IdentityBook) -> None:
        _replace(self.path, self._sealed(book, book.generation))
        self.book = book

    def _sealed(self, book: IdentityBook, revision: int) -> SealedContent:
        content = json.dumps(book.to_json(), ensure_ascii=False, sort_keys=True).encode()
        return SealedContent.seal(
            content, self._data_key, self._key_file, purpose=_PURPOSE, owner=book.project, revision=revision
        )


def backups_of(path: Path) -> list[IdentityBackup]:
    """The backups of a Schlüsseldatei, newest first; other files in their folder are not listed."""
    found = (
        IdentityBackup(item, moment) for item in _backup_folder(path).glob(f"*{SUFFIX}") if (moment := _made_at(item))
    )
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def restore_backup(path: Path, backup: Path, project: str, clock: Clock) -> int:
    """Put a backup in the place of the Schlüsseldatei; what stands there becomes a backup first.

    Returns how far the restored state had got. Raises `UserError`: damaged, newer or foreign backup, no place to write.
    """
    sealed = _read_own(backup, project)
    keep_backup(path, clock)
    _replace(path, sealed)
    return sealed.revision


def keep_backup(path: Path, clock: Clock) -> None:
    """What stands in the file now, whatever it is; thinned out by age as the workspace's backups are."""
    if not path.exists():
        return
    folder, made_at = _backup_folder(path), clock.now().replace(microsecond=0)
    folder.mkdir(mode=0o700, exist_ok=True)
    stored = path.read_bytes()
    replace_atomically(folder / f"{made_at.strftime(_STAMP)}{SUFFIX}", lambda stream: _put(stream, stored))
    backups = backups_of(path)
    kept = backups_to_keep([backup.made_at for backup in backups], made_at)
    for backup in backups:
        if backup.made_at not in kept:
            backup.path.unlink(missing_ok=True)


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
        raise UserError(
            _("Die Schlüsseldatei „{name}“ ist nicht lesbar: {reason}.").format(
                name=path.name, reason=error.strerror or type(error).__name__
            ),
            _("Alles andere arbeitet ohne sie weiter."),
        ) from None


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
