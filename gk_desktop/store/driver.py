"""The database driver: SQLCipher behind sqlite-utils. The only place that imports either.

sqlite-utils catches the exception classes of the module `pysqlite3` if there is one, else those of `sqlite3`. With
SQLCipher's classes unknown to it, a failing statement leaves a transaction open and every later insert is lost
silently. So the alias must stand before the import, and errors are caught by the names of this module only.
"""

import sys
from enum import IntEnum

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

from sqlite_utils import Database, Migrations  # noqa: E402
from sqlite_utils import db as _sqlite_utils_db  # noqa: E402

DatabaseError = sqlcipher3.dbapi2.DatabaseError
OperationalError = sqlcipher3.dbapi2.OperationalError
Row = sqlcipher3.dbapi2.Row
connect = sqlcipher3.dbapi2.connect

if getattr(_sqlite_utils_db, "OperationalError") is not OperationalError:  # noqa: B009 - mypy: not exported
    raise ImportError("sqlite_utils was imported before gk_desktop.store.driver and works with another driver")


class ResultCode(IntEnum):
    """Primary result codes of SQLite that mean something to a person."""

    BUSY = sqlcipher3.dbapi2.SQLITE_BUSY
    LOCKED = sqlcipher3.dbapi2.SQLITE_LOCKED
    READONLY = sqlcipher3.dbapi2.SQLITE_READONLY
    IOERR = sqlcipher3.dbapi2.SQLITE_IOERR
    CORRUPT = sqlcipher3.dbapi2.SQLITE_CORRUPT
    FULL = sqlcipher3.dbapi2.SQLITE_FULL
    CANTOPEN = sqlcipher3.dbapi2.SQLITE_CANTOPEN
    INTERRUPT = sqlcipher3.dbapi2.SQLITE_INTERRUPT
    NOTADB = sqlcipher3.dbapi2.SQLITE_NOTADB


def result_code(error: Exception) -> int:
    """The primary code, 0 for an error that is not SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


__all__ = ["Database", "DatabaseError", "Migrations", "OperationalError", "ResultCode", "Row", "connect", "result_code"]
