"""Putting a backup in the place of the workspace, without ever having neither."""

import contextlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from gk_desktop.base.clock import Clock
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.store.backups import KEY_SUFFIX, BackupFolder, BackupReason, verify_copy
from gk_desktop.store.connection import connect_to, create_private_file, fold_log_into_file
from gk_desktop.store.driver import DatabaseError
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
    part = files.database.with_suffix(".part")
    try:
        _copy(backup, part)
        verify_copy(part, data_key)
        _refuse_newer(part, data_key)
        letters = _set_old_workspace_aside(files, data_key, clock)
        _settle(part, data_key, profile, letters)
        files.remove_logs()
        part.replace(files.database)
        write_key_file(files.key, key_file)
    finally:
        part.unlink(missing_ok=True)
        lock.release()


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        create_private_file(target)
        with source.open("rb") as reading, target.open("r+b") as writing:
            shutil.copyfileobj(reading, writing)
    except OSError as error:
        raise UserError(
            _("Die Sicherung „{name}“ lässt sich nicht kopieren: {reason}.").format(
                name=source.stem, reason=error.strerror
            ),
            _("Am Projekt wurde nichts geändert."),
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


def _set_old_workspace_aside(files: WorkspaceFiles, data_key: bytes, clock: Clock) -> list[str]:
    """A last backup of what is replaced; returns the letters it knows of. Unreadable files are moved, never deleted."""
    if not files.exists:
        return []
    try:
        database = connect_to(files.database, data_key)
        try:
            letters = list(known_letters(MetaTable(database)))
            BackupFolder(files.backups, clock).make(database, data_key, files.key, BackupReason.BEFORE_RESTORE)
            fold_log_into_file(database)
        finally:
            database.close()
    except (UserError, DatabaseError, OSError):
        _move_aside(files, clock)
        return []
    return letters


def _move_aside(files: WorkspaceFiles, clock: Clock) -> None:
    """Another project's files, or damaged ones: keep them as they are, log included."""
    folder = files.backups / f"ersetzt_{clock.now():%Y-%m-%dT%H-%M-%S}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    names = [files.database.name, f"{files.database.name}-wal", f"{files.database.name}-shm", files.key.name]
    for name in names:
        with contextlib.suppress(FileNotFoundError):
            (files.profile / name).replace(folder / name)


def _settle(path: Path, data_key: bytes, profile: Path, letters: Iterable[str]) -> None:
    database = connect_to(path, data_key)
    try:
        with database.atomic():
            settle_as_copy(MetaTable(database), profile, letters)
        fold_log_into_file(database)
        database.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        database.close()
