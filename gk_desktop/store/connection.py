"""Opening the encrypted file: key, pragmas, and the proof that it can be read."""

import os
import sys
from pathlib import Path
from typing import Final

from gk_desktop.store.driver import Database, DatabaseError, Row, connect
from gk_desktop.store.failures import damaged_workspace

_BUSY_TIMEOUT_S: Final = 5.0


def create_private_file(path: Path) -> None:
    """An empty file that only its owner can read; SQLite gives its -wal and -shm the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def connect_to(path: Path, data_key: bytes) -> Database:
    """An open connection with write-ahead log and a full sync at each commit.

    `data_key` are 48 bytes, key and salt. Raises `DamagedWorkspaceError` if the file cannot be read with it: whether
    the passphrase was right has been decided by the key file before.
    """
    connection = connect(str(path), timeout=_BUSY_TIMEOUT_S)
    try:
        connection.row_factory = Row
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        _configure(connection)
    except DatabaseError as error:
        connection.close()
        if "not a database" in str(error) or "malformed" in str(error):
            raise damaged_workspace() from None
        raise
    # Plug-ins that happen to be installed have no business in this file.
    return Database(connection, execute_plugins=False)


def _configure(connection: Database) -> None:
    # The first statement that touches the file: fails here if key and pages do not fit.
    connection.execute("PRAGMA journal_mode = WAL")
    # NORMAL loses acknowledged notes in a power cut, FULL does not (one sync of the log per commit).
    connection.execute("PRAGMA synchronous = FULL")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = 1")
        connection.execute("PRAGMA checkpoint_fullfsync = 1")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA foreign_keys = OFF")


def fold_log_into_file(database: Database) -> None:
    """Empty the write-ahead log, so that the one file is complete."""
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
