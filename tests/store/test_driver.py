import subprocess
import sys
from pathlib import Path

import sqlcipher3.dbapi2
import sqlite_utils.db
from sqlite_utils.plugins import pm

from gk_desktop.store import driver
from gk_desktop.store.connection import connect_to, create_database
from tests.store.workspaces import create_workspace

KEY = bytes(range(48))


def test_sqlite_utils_catches_the_exceptions_of_sqlcipher() -> None:
    assert sqlite_utils.db.OperationalError is sqlcipher3.dbapi2.OperationalError
    assert driver.OperationalError is sqlcipher3.dbapi2.OperationalError
    assert issubclass(driver.OperationalError, driver.DatabaseError)
    assert sys.modules["pysqlite3"] is sqlcipher3
    assert sys.modules["pysqlite3.dbapi2"] is sqlcipher3.dbapi2


def test_rows_inserted_after_a_returning_query_are_on_disk(tmp_path: Path) -> None:
    """The trap that the alias is for: without it, everything after the query is in a transaction nobody ends."""
    path = tmp_path / "trap.db"
    database = create_database(path, KEY)
    database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
    returned = list(database.query("insert into t (text) values ('eins'), ('zwei') returning id"))
    assert not database.conn.in_transaction
    database.table("t").insert({"text": "drei"})
    database.table("t").insert({"text": "vier"})
    database.close()
    again = connect_to(path, KEY)
    texts = [row["text"] for row in again.execute("SELECT text FROM t ORDER BY id")]
    again.close()
    assert [row["id"] for row in returned] == [1, 2]
    assert texts == ["eins", "zwei", "drei", "vier"]


def test_the_trap_is_real_without_the_alias(tmp_path: Path) -> None:
    """Seen red: the same statements with sqlite-utils on its own. If this fails, the alias may have become needless."""
    script = """
import sys, sqlcipher3.dbapi2, sqlite_utils
connection = sqlcipher3.dbapi2.connect(sys.argv[1])
database = sqlite_utils.Database(connection)
database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
try:
    list(database.query("insert into t (text) values ('eins'), ('zwei') returning id"))
except Exception:
    pass
try:
    database["t"].insert({"text": "drei"})
except Exception:
    pass
connection.close()
connection = sqlcipher3.dbapi2.connect(sys.argv[1])
print(connection.execute("SELECT count(*) FROM t").fetchone()[0])
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "trap.db")], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 3


def test_an_import_order_that_defeats_the_alias_is_refused() -> None:
    script = "import sqlite_utils; import gk_desktop.store.driver"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "sqlite_utils was imported before gk_desktop.store.driver" in done.stderr


def test_sqlite_is_new_enough_not_to_damage_a_log() -> None:
    assert sqlcipher3.dbapi2.sqlite_version_info >= (3, 51, 3)


class Plugin:
    def __init__(self) -> None:
        self.connections: list[object] = []

    @sqlite_utils.hookimpl
    def prepare_connection(self, conn: object) -> None:
        self.connections.append(conn)


def test_plugins_of_sqlite_utils_never_see_the_connection(tmp_path: Path) -> None:
    plugin = Plugin()
    pm.register(plugin)
    try:
        store, _code = create_workspace(tmp_path / "p")
        store.close()
        assert plugin.connections == []
        sqlite_utils.Database(memory=True).close()
        assert len(plugin.connections) == 1
    finally:
        pm.unregister(plugin)
