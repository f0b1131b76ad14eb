"""The Schlüsseldatei on disk: one encrypted file of its own, with its own passphrase, recovery code and backups.

It is read as a whole and replaced as a whole: what was erased is gone from the file with the next save.
"""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
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
from gk_desktop.security.sealed_content import SealedContent, damaged

SUFFIX: Final = ".gkschluessel"
_PURPOSE: Final = "identities"
_MOST_BYTES: Final = 64 * 1024 * 1024
_STAMP: Final = "%Y-%m-%dT%H-%M-%S"


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
        sealed = _read(path)
        if sealed.owner != project:
            raise UserError(
                _("Diese Schlüsseldatei gehört zu einem anderen Projekt."),
                _("Suchen Sie die Datei dieses Projekts; alles andere arbeitet ohne sie weiter."),
            )
        key_file = sealed.key_file
        data_key = key_file.unlock_with_recovery_code(recovery_code) if recovery_code else key_file.unlock(passphrase)
        return cls(path, data_key, key_file, _book_in(sealed, data_key), clock)

    def save(self, book: IdentityBook) -> None:
        """Replace the content. Raises `UserError` if the file was changed elsewhere or cannot be written."""
        self._refuse_if_changed()
        self._keep_backup()
        self._write(self._stamped(book))

    def change_passphrase(self, passphrase: str) -> None:
        """A new passphrase for the file and its backups; the recovery code stays valid."""
        self._refuse_if_changed()
        self._key_file = self._key_file.with_passphrase(passphrase, self._data_key)
        self._write(self._stamped(self.book))
        # The old passphrase must open no copy either.
        for backup, sealed in self._own_backups():
            _replace(backup, replace(sealed, key_file=self._key_file))

    def erase_from_backups(self, person_id: str) -> None:
        """Nothing of the person is left in the backups either."""
        for backup, sealed in self._own_backups():
            book = _book_in(sealed, self._data_key)
            _replace(backup, self._sealed(book.without_person(person_id), sealed.revision))

    def backups(self) -> list[Path]:
        """Newest first. Other files in the folder are not touched and not listed."""
        return sorted((path for path in self._backup_folder.glob(f"*{SUFFIX}") if _made_at(path)), reverse=True)

    def _own_backups(self) -> Iterator[tuple[Path, SealedContent]]:
        for backup in self.backups():
            with contextlib.suppress(UserError):  # a damaged one opens nothing, and stays as it is
                sealed = _read(backup)
                if sealed.key_file.key_id == self._key_file.key_id:
                    yield backup, sealed

    @property
    def _backup_folder(self) -> Path:
        return self.path.with_name(f"{self.path.stem}-sicherungen")

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

    def _keep_backup(self) -> None:
        """The state before a save, thinned out by age as the workspace's backups are."""
        if not self.path.exists():
            return
        self._backup_folder.mkdir(mode=0o700, exist_ok=True)
        made_at = self._clock.now().replace(microsecond=0)
        stored = self.path.read_bytes()
        replace_atomically(
            self._backup_folder / f"{made_at.strftime(_STAMP)}{SUFFIX}", lambda stream: _put(stream, stored)
        )
        moments = {backup: moment for backup in self.backups() if (moment := _made_at(backup))}
        kept = backups_to_keep(moments.values(), made_at)
        for backup, moment in moments.items():
            if moment not in kept:
                backup.unlink(missing_ok=True)


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
