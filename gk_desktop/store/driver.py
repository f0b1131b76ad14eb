"""The database driver: SQLCipher behind sqlite-utils. The only place that imports either.

sqlite-utils catches the exception classes of the module `pysqlite3` if there is one, else those of `sqlite3`. With
SQLCipher's classes unknown to it, a failing statement leaves a transaction open and every later insert is lost
silently. So the alias must stand before the import, and errors are caught by the names of this module only.
"""

import sys

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

__all__ = ["Database", "DatabaseError", "Migrations", "OperationalError", "Row", "connect"]
