"""Facts about other people's code that the program relies on, and that may change with an update."""

import json
import subprocess
import sys
from importlib.metadata import version

import pytest
from PySide6.QtCore import QObject

from gk_desktop.base.errors import UserError
from gk_desktop.store import driver
from gk_desktop.ui.qt_guard import refuse_broken_qt
from tests.architecture.program import ROOT


def test_installed_qt_is_one_that_was_tried() -> None:
    assert (6, 8, 3) <= _number(version("PySide6-Essentials")) < (6, 12)


def test_void_calls_into_qt_leave_none_its_references() -> None:
    thing = QObject()
    before = sys.getrefcount(None)

    for _count in range(300):
        thing.setObjectName("canary")

    assert sys.getrefcount(None) > before - 100


def test_bool_calls_into_qt_leave_true_and_false_their_references() -> None:
    thing = QObject()
    before = sys.getrefcount(True), sys.getrefcount(False)

    for _count in range(300):
        thing.blockSignals(True)
        thing.blockSignals(False)

    assert sys.getrefcount(True) > before[0] - 100
    assert sys.getrefcount(False) > before[1] - 100


@pytest.mark.parametrize(("installed", "python"), [("6.12.0", (3, 11)), ("6.12.1", (3, 11)), ("7.0.0", (3, 11))])
def test_guard_refuses_the_broken_qt(installed: str, python: tuple[int, int]) -> None:
    with pytest.raises(UserError, match=installed):
        refuse_broken_qt(installed, python)


@pytest.mark.parametrize(("installed", "python"), [("6.11.3", (3, 11)), ("6.8.3", (3, 11)), ("6.12.0", (3, 12))])
def test_guard_accepts_a_sound_qt(installed: str, python: tuple[int, int]) -> None:
    refuse_broken_qt(installed, python)


def test_guard_accepts_what_is_installed() -> None:
    refuse_broken_qt()


def test_sqlite_utils_catches_the_errors_of_our_driver() -> None:
    import sqlite_utils.db  # only after the driver

    assert sqlite_utils.db.OperationalError is driver.OperationalError
    assert issubclass(driver.OperationalError, driver.DatabaseError)


def test_driver_is_refused_after_sqlite_utils() -> None:
    checked = _python("import sqlite_utils; import gk_desktop.store.driver")

    assert checked.returncode == 1
    assert "ImportError: sqlite_utils was imported before" in checked.stderr


def test_sqlite_has_no_wal_reset_bug() -> None:
    connection = driver.connect(":memory:")
    (number,) = connection.execute("SELECT sqlite_version()").fetchone()
    connection.close()

    assert _number(number) >= (3, 51, 3)


def test_sqlite_encrypts_and_indexes_trigrams() -> None:
    connection = driver.connect(":memory:")
    cipher = connection.execute("PRAGMA cipher_version").fetchone()
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(search, tokenize = 'trigram')")
    connection.close()

    assert cipher


@pytest.mark.parametrize(
    ("start", "unwanted"),
    [
        ("import sys; sys.argv[1:] = ['--version']; from gk_desktop.__main__ import main; main()", "PySide6 docx lxml"),
        ("import gk_desktop.ui.main", "docx lxml sqlite_utils sqlcipher3 asyncio urllib.request"),
        ("import gk_desktop.cli.main", "PySide6 docx lxml asyncio urllib.request"),
    ],
)
def test_start_loads_nothing_it_does_not_need(start: str, unwanted: str) -> None:
    lines = [f"    {line.strip()}" for line in start.split(";")]
    report = "import sys, json; sys.stderr.write(json.dumps(sorted(sys.modules)))"
    checked = _python("\n".join(["try:", *lines, "except SystemExit:", "    pass", report]))

    assert not set(unwanted.split()) & set(json.loads(checked.stderr.splitlines()[-1]))


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
