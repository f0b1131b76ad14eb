"""Putting a backup in the place of the workspace, without ever having neither."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from gk_desktop.base.clock import Clock
from gk_desktop.base.errors import UserError
from gk_desktop.base.files import create_private_file
from gk_desktop.base.i18n import _
from gk_desktop.store.backups import KEY_SUFFIX, MOVED_ASIDE, BackupFolder, BackupReason, verify_copy
from gk_desktop.store.connection import connect_to, fold_log_into_file
from gk_desktop.store.driver import DatabaseError
from gk_desktop.store.failures import StorageFullError, translated_file_failures
from gk_desktop.store.instance_lock import InstanceLock
from gk_desktop.store.location import refuse_unsafe_location
from gk_desktop.store.migrations import unknown_steps
from gk_desktop.store.site import MetaTable, known_letters, settle_as_copy
from gk_desktop.store.vault import read_key_file, write_key_file
from gk_desktop.store.workspace_files import WorkspaceFiles


def restore_backup(
    profile: Path, backup: Path, passphrase: str, *, clock: Clock, recovery_code: str | None = None
) -> None:
    """Replace the workspace of `profile`, if there is one, by a backup.

    What was there is backed up first, or moved aside as it is where it cannot be read any more. The restored workspace
    goes on under new letters. Raises `UserError` and changes nothing if the backup cannot be opened or is not sound.
    """
    files = WorkspaceFiles(profile)
    refuse_unsafe_location(profile)
    key_file = read_key_file(backup.with_suffix(KEY_SUFFIX))
    data_key = key_file.unlock_with_recovery_code(recovery_code) if recovery_code else key_file.unlock(passphrase)
    files.make_folder()
    lock = InstanceLock(files.lock)
    lock.acquire()
    try:
        with translated_file_failures():
            files.finish_replacement()
            with files.replaced() as new:
                _copy(backup, new.database)
                verify_copy(new.database, data_key, name=backup.stem)
                _refuse_newer(new.database, data_key)
                key = files.key if _is_key_file(files.key, key_file.key_id) else backup.with_suffix(KEY_SUFFIX)
                letters = _save_old_workspace(files, new, data_key, key, clock)
                _settle(new.database, data_key, profile, letters)
                write_key_file(new.key, key_file)
    finally:
        lock.release()


def _copy(source: Path, target: Path) -> None:
    create_private_file(target)
    try:
        with source.open("rb") as reading, target.open("r+b") as writing:
            shutil.copyfileobj(reading, writing)
    except FileNotFoundError:
        raise UserError(
            _("Die Sicherung „{name}“ ist nicht vorhanden.").format(name=source.stem),
            _("backup list zeigt alle vorhandenen."),
        ) from None


def _refuse_newer(path: Path, data_key: bytes) -> None:
    database = connect_to(path, data_key)
    try:
        if unknown_steps(database):
            raise UserError(
                _("Die Sicherung stammt aus einer neueren Fassung von GK Feldbuch."),
                _("Installieren Sie die neuere Fassung; am Projekt wurde nichts geändert."),
            )
    finally:
        database.close()


def _is_key_file(path: Path, key_id: str) -> bool:
    try:
        return read_key_file(path).key_id == key_id
    except UserError:
        return False


def _save_old_workspace(
    files: WorkspaceFiles, new: WorkspaceFiles, data_key: bytes, key: Path, clock: Clock
) -> list[str]:
    """A last backup of what is replaced; returns the letters it knows of. Unreadable files are kept as they are."""
    if not files.exists:
        return []
    try:
        # Whatever state it is in, it stays in until the backup has taken its place.
        database = connect_to(files.database, data_key, read_only=True)
        try:
            letters = list(known_letters(MetaTable(database)))
            BackupFolder(files.backups, clock).make(database, data_key, key, BackupReason.BEFORE_RESTORE)
        finally:
            database.close()
    except StorageFullError:
        raise
    except (UserError, DatabaseError):
        # Another project's files, or damaged ones.
        new.keep_replaced(_unused_name(files.backups, clock))
        return []
    return letters


def _unused_name(backups: Path, clock: Clock) -> str:
    stamp, count = f"{MOVED_ASIDE}{clock.now():%Y-%m-%dT%H-%M-%S}", 0
    while (backups / (name := f"{stamp}.{count}" if count else stamp)).exists():
        count += 1
    return name


def _settle(path: Path, data_key: bytes, profile: Path, letters: Iterable[str]) -> None:
    database = connect_to(path, data_key)
    try:
        with database.atomic():
            settle_as_copy(MetaTable(database), profile, letters)
        fold_log_into_file(database)
        database.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        database.close()
