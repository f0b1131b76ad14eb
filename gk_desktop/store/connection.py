"""Opening the encrypted file: key, pragmas, and the proof that it can be read."""

import sys
from pathlib import Path
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.files import create_private_file
from gk_desktop.base.i18n import _
from gk_desktop.base.os_reasons import reason_of
from gk_desktop.store.driver import Database, DatabaseError, Row, connect
from gk_desktop.store.failures import damaged_workspace, is_damage

_BUSY_TIMEOUT_S: Final = 5.0
_SALT_BYTES: Final = 16


def create_database(path: Path, data_key: bytes) -> Database:
    """A new, empty database that only its owner can read, opened. Raises `FileExistsError`."""
    # SQLite gives its -wal and -shm the mode of the file.
    create_private_file(path)
    return _connect(str(path), data_key)


def connect_to(path: Path, data_key: bytes, *, read_only: bool = False) -> Database:
    """An open connection with write-ahead log and a full sync at each commit.

    One that is `read_only` may be interrupted and closed from another thread than the one that reads.

    `data_key` are 48 bytes, key and salt. Raises `DamagedWorkspaceError` if the file cannot be read with it, and
    leaves it as it is: whether the passphrase was right has been decided by the key file before.
    """
    if _first_bytes(path) != data_key[-_SALT_BYTES:]:
        raise damaged_workspace()
    if read_only:
        return _connect(f"{path.resolve().as_uri()}?mode=ro", data_key, read_only=True)
    if _has_log(path):
        # A connection that can write folds the log into the file when it is closed, readable or not.
        connect_to(path, data_key, read_only=True).close()
    return _connect(str(path), data_key)


def _first_bytes(path: Path) -> bytes:
    """The salt, which SQLCipher keeps in front of the first page. Empty for an empty file."""
    try:
        with path.open("rb") as stream:
            return stream.read(_SALT_BYTES)
    except OSError as error:
        raise UserError(
            _("Die Projektdatei „{name}“ ist nicht lesbar: {reason}.").format(name=path.name, reason=reason_of(error)),
        ) from None


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _connect(name: str, data_key: bytes, *, read_only: bool = False) -> Database:
    connection = connect(name, timeout=_BUSY_TIMEOUT_S, uri=read_only, check_same_thread=not read_only)
    try:
        connection.row_factory = Row
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        # The first statement that touches the file: fails here if key and pages do not fit.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        connection.execute("PRAGMA temp_store = MEMORY")
        if not read_only:
            _configure(connection)
    except DatabaseError as error:
        connection.close()
        if is_damage(error):
            raise damaged_workspace() from None
        raise
    # Plug-ins that happen to be installed have no business in this file.
    return Database(connection, execute_plugins=False)


def _configure(connection: Database) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    # NORMAL loses acknowledged notes in a power cut, FULL does not (one sync of the log per commit).
    connection.execute("PRAGMA synchronous = FULL")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = 1")
        connection.execute("PRAGMA checkpoint_fullfsync = 1")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = OFF")


def fold_log_into_file(database: Database) -> None:
    """Empty the write-ahead log, so that the one file is complete."""
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
