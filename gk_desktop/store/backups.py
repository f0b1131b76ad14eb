"""Backups: complete encrypted copies, verified by opening them again, thinned by age, each with its key beside it."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from gk_desktop.base.clock import Clock
from gk_desktop.base.errors import UserError
from gk_desktop.base.files import create_private_file
from gk_desktop.base.i18n import _
from gk_desktop.domain.retention import backups_to_keep
from gk_desktop.store.connection import connect_to
from gk_desktop.store.driver import Database, DatabaseError
from gk_desktop.store.failures import DamagedWorkspaceError, translated_failures, translated_file_failures
from gk_desktop.store.vault import read_key_file, write_key_file
from gk_desktop.store.workspace_files import sync_to_disk

BACKUP_SUFFIX: Final = ".gkbackup"
KEY_SUFFIX: Final = ".key"
MOVED_ASIDE: Final = "ersetzt_"
AUTOMATIC_INTERVAL: Final = timedelta(minutes=30)

_NAME: Final = re.compile(r"^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2})(?:\.(\d+))?_([a-z]+)$")
_PART: Final = ".part"
_STAMP: Final = "%Y-%m-%dT%H-%M-%S"


class BackupReason(StrEnum):
    """Why it was made; part of the file name."""

    MANUAL = "manuell"
    AUTOMATIC = "automatisch"
    BEFORE_MIGRATION = "umstellung"
    BEFORE_RESTORE = "einspielen"
    BEFORE_IMPORT = "import"
    BEFORE_PURGE = "loeschung"
    AFTER_ERASURE = "bereinigt"


@dataclass(frozen=True, slots=True)
class Backup:
    """`count` tells backups of one and the same second apart."""

    path: Path
    made_at: datetime
    count: int
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
        return sorted(self._read(), key=lambda backup: (backup.made_at, backup.count), reverse=True)

    def _read(self) -> Iterator[Backup]:
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            match = _NAME.match(path.stem)
            if match and path.suffix == BACKUP_SUFFIX:
                with contextlib.suppress(ValueError):  # the 99th of a month is no backup of ours
                    yield Backup(path, _moment(match[1]), int(match[2] or 0), match[3])

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
        # A backup from the future says that the clock was wrong, not that the work of today is safe.
        now = self._clock.now()
        newest = next((backup for backup in self.all() if backup.made_at <= now), None)
        return newest is None or now - newest.made_at >= AUTOMATIC_INTERVAL

    def make(self, database: Database, data_key: bytes, key_file: Path, reason: BackupReason) -> Backup:
        """A verified copy of the open workspace. Raises `UserError` if it cannot be written or read again."""
        with translated_file_failures():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._remove_unfinished()
            backup = self._new_backup(reason)
            part = backup.path.with_suffix(_PART)
            try:
                create_private_file(part)
                counted = _rows(database)
                database.execute("VACUUM INTO ?", [str(part)])
                verify_copy(part, data_key, at_least=counted)
                write_key_file(backup.key_path, read_key_file(key_file))
                sync_to_disk(part)
                part.replace(backup.path)
            except BaseException:
                backup.key_path.unlink(missing_ok=True)
                self._remove_unfinished()
                raise
            sync_to_disk(self._folder)
            self._thin_out()
        return backup

    def remove_all_but(self, kept: Backup) -> list[Backup]:
        """Only this one is left, and files that are no backups. Returns what went. Raises `UserError`."""
        others = [backup for backup in self.all() if backup.path != kept.path]
        with translated_file_failures():
            for backup in others:
                backup.path.unlink(missing_ok=True)
                backup.key_path.unlink(missing_ok=True)
        return others

    def moved_aside(self) -> list[Path]:
        """Folders with files that a restored backup has replaced; nobody thins them out."""
        return sorted(self._folder.glob(f"{MOVED_ASIDE}*")) if self._folder.is_dir() else []

    def _remove_unfinished(self) -> None:
        """What a crash has left of a backup in the making, with its log."""
        for path in self._folder.glob(f"*{_PART}*"):
            if _NAME.match(path.stem):
                path.unlink(missing_ok=True)

    def _new_backup(self, reason: BackupReason) -> Backup:
        now, count = self._clock.now().replace(microsecond=0), 0
        taken = {(backup.made_at, backup.count) for backup in self.all()}
        while (now, count) in taken:
            count += 1
        suffix = f".{count}" if count else ""
        path = self._folder / f"{now.strftime(_STAMP)}{suffix}_{reason.value}{BACKUP_SUFFIX}"
        return Backup(path, now, count, reason.value)

    def _thin_out(self) -> None:
        backups = self.all()
        kept = backups_to_keep((backup.made_at for backup in backups), self._clock.now())
        for backup in backups:
            if backup.made_at not in kept:
                backup.path.unlink(missing_ok=True)
                backup.key_path.unlink(missing_ok=True)


def verify_copy(path: Path, data_key: bytes, *, at_least: int = 0, name: str = "") -> None:
    """Open a copy and check every page of it. Raises `UserError`, which calls it `name`, if it is not sound."""
    unusable = UserError(
        _("Die Sicherung „{name}“ ist beschädigt und kann nicht verwendet werden.").format(name=name or path.stem),
        _("Nehmen Sie eine andere Sicherung; am Projekt wurde nichts geändert."),
    )
    try:
        with translated_failures():
            sound = _is_sound(path, data_key, at_least)
    except (DamagedWorkspaceError, DatabaseError):
        raise unusable from None
    if not sound:
        raise unusable


def _is_sound(path: Path, data_key: bytes, at_least: int) -> bool:
    copy = connect_to(path, data_key)
    try:
        # After the first damaged page a connection is good for nothing.
        if list(copy.execute("PRAGMA cipher_integrity_check")):
            return False
        verdict = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        enough = _rows(copy) >= at_least
        # Leave no -wal and -shm of the copy behind.
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        return verdict == ["ok"] and enough
    finally:
        copy.close()


def _rows(database: Database) -> int:
    row = database.execute('SELECT (SELECT count(*) FROM "op") + (SELECT count(*) FROM "entry")').fetchone()
    return int(row[0])


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP)  # noqa: DTZ007 - local wall clock
