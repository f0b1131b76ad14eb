"""Backups: complete encrypted copies, verified by opening them again, thinned by age, each with its key beside it."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from gk_desktop.base.clock import Clock
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.retention import backups_to_keep
from gk_desktop.store.connection import connect_to, create_private_file
from gk_desktop.store.driver import Database, DatabaseError
from gk_desktop.store.failures import translated_failures
from gk_desktop.store.vault import read_key_file, write_key_file

BACKUP_SUFFIX: Final = ".gkbackup"
KEY_SUFFIX: Final = ".key"
AUTOMATIC_INTERVAL: Final = timedelta(minutes=30)

_NAME: Final = re.compile(r"^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2})(?:\.\d+)?_([a-z]+)$")
_STAMP: Final = "%Y-%m-%dT%H-%M-%S"


class BackupReason(StrEnum):
    """Why it was made; part of the file name."""

    MANUAL = "manuell"
    AUTOMATIC = "automatisch"
    BEFORE_MIGRATION = "umstellung"
    BEFORE_RESTORE = "einspielen"
    BEFORE_IMPORT = "import"
    BEFORE_PURGE = "loeschung"


@dataclass(frozen=True, slots=True)
class Backup:
    path: Path
    made_at: datetime
    reason: str

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def key_path(self) -> Path:
        return self.path.with_suffix(KEY_SUFFIX)


class BackupFolder:
    """The folder of a workspace's backups. Holds no connection: whoever has one hands it in."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def all(self) -> list[Backup]:
        """Newest first. Files that are not backups are not touched and not listed."""
        return sorted(self._read(), key=lambda backup: (backup.made_at, backup.name), reverse=True)

    def _read(self) -> Iterator[Backup]:
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            match = _NAME.match(path.stem)
            if match and path.suffix == BACKUP_SUFFIX:
                yield Backup(path, datetime.strptime(match[1], _STAMP), match[2])  # noqa: DTZ007 - local wall clock

    def named(self, name: str) -> Backup:
        """Raises `UserError` if there is no backup of that name."""
        for backup in self.all():
            if name in (backup.name, backup.path.name):
                return backup
        raise UserError(
            _("Eine Sicherung „{name}“ gibt es nicht.").format(name=name),
            _("backup list zeigt alle vorhandenen."),
        )

    def is_due(self) -> bool:
        newest = next(iter(self.all()), None)
        return newest is None or self._clock.now() - newest.made_at >= AUTOMATIC_INTERVAL

    def make(self, database: Database, data_key: bytes, key_file: Path, reason: BackupReason) -> Backup:
        """A verified copy of the open workspace. Raises `UserError` if it cannot be written or read again."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        backup = self._new_backup(reason)
        part = backup.path.with_suffix(".part")
        try:
            with translated_failures():
                create_private_file(part)
                counted = _rows(database)
                database.execute("VACUUM INTO ?", [str(part)])
            verify_copy(part, data_key, at_least=counted)
            write_key_file(backup.key_path, read_key_file(key_file))
            _sync(part)
            part.replace(backup.path)
            _sync(self._folder)
        finally:
            part.unlink(missing_ok=True)
        self._thin_out()
        return backup

    def _new_backup(self, reason: BackupReason) -> Backup:
        now = self._clock.now().replace(microsecond=0)
        stamp, count = now.strftime(_STAMP), 0
        while True:
            suffix = f".{count}" if count else ""
            path = self._folder / f"{stamp}{suffix}_{reason.value}{BACKUP_SUFFIX}"
            if not path.exists():
                return Backup(path, now, reason.value)
            count += 1

    def _thin_out(self) -> None:
        backups = self.all()
        kept = backups_to_keep((backup.made_at for backup in backups), self._clock.now())
        for backup in backups:
            if backup.made_at not in kept:
                backup.path.unlink(missing_ok=True)
                backup.key_path.unlink(missing_ok=True)


def verify_copy(path: Path, data_key: bytes, *, at_least: int = 0) -> None:
    """Open a copy and check every page of it. Raises `UserError` if it is not sound."""
    try:
        copy = connect_to(path, data_key)
    except UserError:
        raise _unusable(path) from None
    try:
        damaged = list(copy.execute("PRAGMA cipher_integrity_check"))
        verdict = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        if damaged or verdict != ["ok"] or _rows(copy) < at_least:
            raise _unusable(path)
        # Leave no -wal and -shm of the copy behind.
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
    except DatabaseError:
        raise _unusable(path) from None
    finally:
        copy.close()


def _rows(database: Database) -> int:
    row = database.execute('SELECT (SELECT count(*) FROM "op") + (SELECT count(*) FROM "entry")').fetchone()
    return int(row[0])


def _unusable(path: Path) -> UserError:
    return UserError(
        _("Die Sicherung „{name}“ ist beschädigt und kann nicht verwendet werden.").format(name=path.stem),
        _("Nehmen Sie eine andere Sicherung; am Projekt wurde nichts geändert."),
    )


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows has no handle of a folder to sync
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
