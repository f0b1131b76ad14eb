"""Searching beside somebody who writes: never in the way, never writing, gone when the workspace is closed."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from gk_desktop.base.errors import UserError
from gk_desktop.base.progress import Cancelled, silent
from gk_desktop.domain.case import Case
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.record import Record, from_columns
from gk_desktop.domain.record_types import SEARCHABLE_TYPES
from gk_desktop.store.driver import OperationalError
from gk_desktop.store.search_reader import ReadView, SearchReader
from gk_desktop.store.workspace_store import WorkspaceStore

_ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c"


def _write(store: WorkspaceStore, *texts: str) -> list[Entry]:
    with store.journal.change("Einträge") as unit:
        return [unit.create(Entry(text=text)) for text in texts]


def _found(reader: SearchReader, text: str, limit: int = 10) -> list[Record]:
    def read(view: ReadView) -> list[Record]:
        groups = view.search.packed(text, limit, kinds=SEARCHABLE_TYPES, reference="event", progress=silent)
        return [from_columns(group.record_type, row) for group in groups for row in group]

    return reader.read(read)


def _found_elsewhere(reader: SearchReader, text: str) -> list[Record]:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_found, reader, text).result(30)


def _reading_for_ever(reader: SearchReader, pool: ThreadPoolExecutor) -> Future[None]:
    begun = threading.Event()

    def read(view: ReadView) -> None:
        begun.set()
        view.search._database.execute(_ENDLESS).fetchall()

    reading = pool.submit(reader.read, read)
    assert begun.wait(30)
    return reading


def _end(reading: "Future[None]", end: Callable[[], None]) -> None:
    """An interruption that comes before the statement has begun ends nothing, so it is repeated."""
    for _attempt in range(300):
        end()
        try:
            reading.result(0.1)
        except Cancelled:
            return
        except TimeoutError:
            continue
    raise AssertionError("it reads on")


def _open_files(profile: Path) -> list[str]:
    return [file.path for file in psutil.Process().open_files() if Path(file.path).is_relative_to(profile.resolve())]


@pytest.mark.parametrize(
    "query", ["sitzung", "si", "s", "sitzung zwei", "umbruch zeile", '"nie', "%", "", "gibtesnicht"]
)
@pytest.mark.parametrize("limit", [1, 10])
def test_another_thread_finds_the_same_in_the_same_order(store: WorkspaceStore, query: str, limit: int) -> None:
    _write(
        store, "Sitzung eins 🙂", "Sitzung zwei, 50 %", 'Er sagte "nie" in der Sitzung.', "Zeile\nUmbruch\tin Sitzung"
    )
    with store.journal.change("Fall") as unit:
        unit.create(Case(name="Sitzungsstadt", places=("Rathaus", "Größe"), aliases=('A "B"',)))

    assert _found(store.search_reader(), query, limit) == list(store.search.find(query, limit))


def test_what_was_saved_a_moment_ago_is_found(store: WorkspaceStore) -> None:
    reader = store.search_reader()
    for number in range(3):
        written = _write(store, f"Zebrastreifen {number}")
        assert _found_elsewhere(reader, f"zebrastreifen {number}") == written


def test_what_was_purged_is_not_found_any_more(store: WorkspaceStore) -> None:
    reader = store.search_reader()
    (entry,) = _write(store, "Zebrageheimnis")
    assert _found_elsewhere(reader, "zebrageheimnis") == [entry]

    with store.journal.change("Löschen") as unit:
        unit.delete(entry.id)
        unit.purge(entry.id)

    assert _found_elsewhere(reader, "zebrageheimnis") == []


def test_searching_goes_on_during_a_long_unit_of_work_and_does_not_see_it(store: WorkspaceStore) -> None:
    reader = store.search_reader()
    before = _write(store, "Zebra davor")

    with store.journal.change("Viel") as unit:
        for number in range(200):
            unit.create(Entry(text=f"Zebra {number}"))
        assert _found_elsewhere(reader, "zebra") == before

    assert len(_found_elsewhere(reader, "zebra")) == 10


def test_writing_goes_on_while_somebody_reads(store: WorkspaceStore) -> None:
    reader = store.search_reader()
    with ThreadPoolExecutor(1) as pool:
        reading = _reading_for_ever(reader, pool)
        written = _write(store, "Währenddessen")
        _end(reading, reader.interrupt)

    assert list(store.search.find("währenddessen", 10)) == written


def test_between_two_searches_nothing_keeps_the_log_from_being_folded_in(store: WorkspaceStore) -> None:
    reader = store.search_reader()
    _write(store, *(f"Zebra {number}" for number in range(50)))
    assert len(_found_elsewhere(reader, "zebra")) == 10

    (blocked, left, _folded) = store._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    assert (blocked, left) == (0, 0)


def test_interrupted_search_ends_and_the_next_one_finds(store: WorkspaceStore) -> None:
    reader = store.search_reader()
    written = _write(store, "Zebra")
    with ThreadPoolExecutor(1) as pool:
        _end(_reading_for_ever(reader, pool), reader.interrupt)

    assert _found_elsewhere(reader, "zebra") == written


def test_interrupting_nothing_does_nothing(store: WorkspaceStore) -> None:
    reader = store.search_reader()
    reader.interrupt()
    written = _write(store, "Zebra")

    assert _found(reader, "zebra") == written
    reader.interrupt()
    assert _found(reader, "zebra") == written


def test_progress_that_is_asked_to_stop_ends_the_search(store: WorkspaceStore) -> None:
    def stop(text: str, fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        store.search_reader().read(
            lambda view: view.search.packed("zebra", 10, kinds=SEARCHABLE_TYPES, reference="event", progress=stop)
        )


def test_closed_workspace_leaves_no_file_open_though_a_search_was_running(
    tmp_path: Path, store: WorkspaceStore
) -> None:
    idle, busy = store.search_reader(), store.search_reader()
    assert _found_elsewhere(idle, "zebra") == []
    assert len([path for path in _open_files(tmp_path) if path.endswith("workspace.db")]) > 1
    with ThreadPoolExecutor(1) as pool:
        reading = _reading_for_ever(busy, pool)
        store.close()
        with pytest.raises(Cancelled):
            reading.result(30)

    assert _open_files(tmp_path) == []
    with pytest.raises(Cancelled):
        _found(idle, "zebra")


def test_closed_reader_leaves_the_workspace_alone(tmp_path: Path, store: WorkspaceStore) -> None:
    reader = store.search_reader()
    assert _found(reader, "zebra") == []

    reader.close()
    reader.close()

    assert len(_write(store, "Zebra")) == 1
    # SQLite keeps the handle of a closed connection as long as another one of the process holds a lock.
    store.close()
    assert _open_files(tmp_path) == []


def test_reader_cannot_write(store: WorkspaceStore) -> None:
    (entry,) = _write(store, "Zebra")

    with pytest.raises(OperationalError, match="readonly"):
        store.search_reader().read(lambda view: view.search._database.execute('DELETE FROM "entry"'))

    assert list(store.records.find(Entry)) == [entry]


def test_file_that_cannot_be_read_is_a_sentence_not_an_empty_list(tmp_path: Path, store: WorkspaceStore) -> None:
    reader = store.search_reader()
    (tmp_path / "a" / "workspace.db").rename(tmp_path / "a" / "elsewhere.db")
    try:
        with pytest.raises(UserError, match="nicht lesbar"):
            _found(reader, "zebra")
    finally:
        (tmp_path / "a" / "elsewhere.db").rename(tmp_path / "a" / "workspace.db")

    assert _found(reader, "zebra") == []
