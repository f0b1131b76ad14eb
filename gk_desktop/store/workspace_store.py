"""The open workspace: one connection, one lock, and what hangs on them."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from weakref import WeakSet

from gk_desktop.base.clock import Clock
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.progress import Progress, silent
from gk_desktop.security.key_file import KeyDerivation, KeyFile, check_new_passphrase
from gk_desktop.store.backups import KEY_SUFFIX, Backup, BackupFolder, BackupReason
from gk_desktop.store.connection import connect_to, create_database, fold_log_into_file
from gk_desktop.store.drafts import Drafts
from gk_desktop.store.driver import Database, DatabaseError
from gk_desktop.store.failures import translated_failures, translated_file_failures
from gk_desktop.store.instance_lock import InstanceLock
from gk_desktop.store.journal import Journal
from gk_desktop.store.location import refuse_unsafe_location
from gk_desktop.store.migrations import differing_steps, migrations
from gk_desktop.store.records import Records
from gk_desktop.store.search_index import SearchIndex
from gk_desktop.store.search_reader import SearchReader
from gk_desktop.store.site import MetaTable, found_site, is_copy, read_site, settle_as_copy
from gk_desktop.store.vault import read_key_file, write_key_file
from gk_desktop.store.verification import Verification, verify
from gk_desktop.store.workspace_files import WorkspaceFiles

_FACT: Final = "fact:"


class WorkspaceStore:
    """Everything a service needs of the store: `journal` to write, `records` to read, `search`, `drafts`, `backups`.

    Made by `create` or `open`; belongs to the thread that made it; `close` gives the workspace free.
    """

    def __init__(
        self, files: WorkspaceFiles, database: Database, data_key: bytes, clock: Clock, lock: InstanceLock
    ) -> None:
        self._files = files
        self._database = database
        self._data_key = data_key
        self._lock = lock
        meta = MetaTable(database)
        if is_copy(meta, files.profile):
            with database.atomic():
                settle_as_copy(meta, files.profile)
        self.clock = clock
        self.journal = Journal(database, clock, read_site(meta))
        self.records = Records(database)
        self.search = SearchIndex(database)
        self.drafts = Drafts(database, clock)
        self.backups = BackupFolder(files.backups, clock)
        self._readers: WeakSet[SearchReader] = WeakSet()

    @classmethod
    def create(
        cls, profile: Path, passphrase: str, *, author: str, clock: Clock, kdf: KeyDerivation | None = None
    ) -> tuple["WorkspaceStore", str]:
        """A new, empty, open workspace and its recovery code, which is never stored. Raises `UserError`."""
        files = WorkspaceFiles(profile)
        refuse_unsafe_location(profile)
        check_new_passphrase(passphrase)
        with _locked(files) as lock:
            if files.exists:
                raise UserError(
                    _("In „{folder}“ liegt schon ein Projekt.").format(folder=profile),
                    _("Öffnen Sie es, oder nehmen Sie einen anderen Ordner."),
                )
            key_file, data_key, recovery_code = KeyFile.create(passphrase, kdf or KeyDerivation())
            with translated_file_failures():
                with files.replaced() as new:
                    _make_database(new.database, data_key, profile, author)
                    write_key_file(new.key, key_file)
                database = connect_to(files.database, data_key)
            return cls(files, database, data_key, clock, lock), recovery_code

    @classmethod
    def open(
        cls, profile: Path, passphrase: str, *, clock: Clock, recovery_code: str | None = None
    ) -> "WorkspaceStore":
        """Open with the passphrase, or with the recovery code where one is given.

        Raises `UserError`: no workspace, wrong passphrase, damaged or newer file, unsafe place, already open.
        """
        files = WorkspaceFiles(profile)
        if not files.exists:
            raise UserError(
                _("In „{folder}“ liegt noch kein Projekt.").format(folder=profile),
                _("Legen Sie eines an (project init), oder spielen Sie eine Sicherung ein (backup restore)."),
            )
        refuse_unsafe_location(profile)
        if files.successor.exists():
            with _locked(files) as lock:
                lock.release()
        key_file = read_key_file(files.key)
        data_key = key_file.unlock_with_recovery_code(recovery_code) if recovery_code else key_file.unlock(passphrase)
        return cls.open_with_key(profile, data_key, clock=clock)

    @classmethod
    def open_with_key(cls, profile: Path, data_key: bytes, *, clock: Clock) -> "WorkspaceStore":
        """Open a workspace whose key is known already. Raises `UserError` as `open` does."""
        files = WorkspaceFiles(profile)
        refuse_unsafe_location(profile)
        with _locked(files) as lock, translated_file_failures():
            if not files.database.exists():
                raise UserError(
                    _("Die Projektdatei in „{folder}“ fehlt.").format(folder=profile),
                    _("Spielen Sie die letzte Sicherung ein (backup restore)."),
                )
            database = connect_to(files.database, data_key)
            try:
                _bring_up_to_date(files, database, data_key, clock)
                return cls(files, database, data_key, clock, lock)
            except BaseException:
                database.close()
                raise

    def close(self) -> None:
        """Make the one file complete and give the workspace free."""
        for reader in list(self._readers):
            reader.close()
        try:
            with contextlib.suppress(DatabaseError):
                fold_log_into_file(self._database)
            self.records.is_open = False
            self._database.close()
        finally:
            self._lock.release()

    def change_passphrase(self, passphrase: str) -> None:
        """A new passphrase for this workspace and all its backups; the recovery code stays valid."""
        key_file = read_key_file(self._files.key).with_passphrase(passphrase, self._data_key)
        write_key_file(self._files.key, key_file)
        # The old passphrase must open no copy of this key, be it beside a backup or with files that were moved aside.
        for path in self._files.backups.rglob(f"*{KEY_SUFFIX}"):
            with contextlib.suppress(UserError):  # a damaged one opens nothing, and stays as it is
                if read_key_file(path).key_id == key_file.key_id:
                    write_key_file(path, key_file)

    def make_backup(self, reason: BackupReason) -> Backup:
        return self.backups.make(self._database, self._data_key, self._files.key, reason)

    def backup_job(self, reason: BackupReason) -> Callable[[Progress], Backup]:
        """The same as work for another thread, over a connection of its own; this one goes on writing meanwhile."""
        files, data_key, folder = self._files, self._data_key, self.backups

        def back_up(progress: Progress) -> Backup:
            progress(_("Wird gesichert …"), 0)
            database = connect_to(files.database, data_key)
            try:
                return folder.make(database, data_key, files.key, reason)
            finally:
                database.close()

        return back_up

    def cleansing_job(self, *, remove_older_backups: bool) -> Callable[[Progress], Backup]:
        """After an erasure, as work for another thread: the file without leftovers, and a backup of it.

        Pages keep copies of what was once moved within them; only writing the whole file anew leaves none. Older
        backups go only after the new one was read again.
        """
        files, data_key, folder = self._files, self._data_key, self.backups

        def cleanse(progress: Progress) -> Backup:
            progress(_("Die Datei wird ohne Reste neu geschrieben …"), 0)
            database = connect_to(files.database, data_key)
            try:
                with translated_failures():
                    database.execute("VACUUM")
                    fold_log_into_file(database)
                progress(_("Wird gesichert …"), 0.5)
                backup = folder.make(database, data_key, files.key, BackupReason.AFTER_ERASURE)
            finally:
                database.close()
            if remove_older_backups:
                folder.remove_all_but(backup)
            return backup

        return cleanse

    def search_reader(self) -> SearchReader:
        """For searching in another thread; closed with the workspace at the latest."""
        path, data_key = self._files.database, self._data_key
        reader = SearchReader(lambda: connect_to(path, data_key, read_only=True))
        self._readers.add(reader)
        return reader

    @property
    def profile(self) -> Path:
        """The folder of this workspace."""
        return self._files.profile

    def recall(self, fact: str) -> str:
        """What was remembered about this copy of the workspace; empty if nothing was."""
        return MetaTable(self._database).get(_FACT + fact)

    def remember(self, fact: str, value: str) -> None:
        """Keep something small about this copy of the workspace. It is never exchanged and cannot be undone."""
        with self._database.atomic():
            MetaTable(self._database).set(_FACT + fact, value)

    def verify(self, progress: Progress = silent) -> Verification:
        with translated_failures():
            return verify(self._database, progress)


@contextlib.contextmanager
def _locked(files: WorkspaceFiles) -> Iterator[InstanceLock]:
    """The lock, kept if the block succeeds. What a crash has left half replaced is finished first."""
    files.make_folder()
    lock = InstanceLock(files.lock)
    lock.acquire()
    try:
        with translated_file_failures():
            files.finish_replacement()
        yield lock
    except BaseException:
        lock.release()
        raise


def _make_database(path: Path, data_key: bytes, profile: Path, author: str) -> None:
    database = create_database(path, data_key)
    try:
        migrations.apply(database)
        with database.atomic():
            found_site(MetaTable(database), profile, author)
        fold_log_into_file(database)
    finally:
        database.close()


def _bring_up_to_date(files: WorkspaceFiles, database: Database, data_key: bytes, clock: Clock) -> None:
    """Apply new migrations, with a backup before. Raises `UserError` for a file of a newer program."""
    unknown, pending = differing_steps(database)
    if unknown:
        raise UserError(
            _("Das Projekt wurde mit einer neueren Fassung von GK Feldbuch bearbeitet."),
            _("Installieren Sie die neuere Fassung; an den Daten wurde nichts geändert."),
        )
    if pending:
        folder = BackupFolder(files.backups, clock)
        folder.make(database, data_key, files.key, BackupReason.BEFORE_MIGRATION)
        migrations.apply(database)
