"""Units of work: what they write, what they leave alone, and that they do it wholly or not at all."""

from datetime import timedelta
from pathlib import Path

import pytest

from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import BugError, UserError
from gk_desktop.domain.change_set import RecordChange
from gk_desktop.domain.entry import Entry, Task, TaskStatus
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.operation import ALIVE, OperationKind, fold
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.conftest import PASSPHRASE
from tests.store.decrypted_pages import decrypted_pages
from tests.store.replicas import database_of, rows


def write(store: WorkspaceStore, text: str, label: str = "Eintrag") -> Entry:
    with store.journal.change(label) as unit:
        return unit.create(Entry(text=text))


def change(store: WorkspaceStore, entry: Entry, text: str, label: str = "Eintrag ändern") -> None:
    with store.journal.change(label) as unit:
        unit.change(Entry, entry.id, text=text)


def number_of_operations(store: WorkspaceStore) -> int:
    return len(list(store.journal.operations()))


def test_what_is_created_can_be_read_found_and_traced(store: WorkspaceStore) -> None:
    entry = write(store, "Die Sprachmittlung fehlt.")
    assert store.records.get(Entry, entry.id) == entry
    assert list(store.search.find("mittlung", 10)) == [entry]
    (operation,) = store.journal.history(entry.id)
    assert (operation.kind, operation.author, operation.label) == (OperationKind.SET, "XY", "Eintrag")
    assert (operation.site, operation.values) == (store.journal.site.id, {"text": "Die Sprachmittlung fehlt."})


def test_a_record_of_defaults_leaves_a_trace_too(store: WorkspaceStore) -> None:
    entry = write(store, "")
    assert store.journal.history(entry.id)[0].values == {ALIVE: True}
    assert store.records.get(Entry, entry.id) == entry
    assert store.verify().is_sound


def test_an_exception_inside_leaves_nothing_behind(store: WorkspaceStore) -> None:
    entry = write(store, "vorher")
    store.drafts.save("e1", "halb getippt")
    before, undo_label = store.journal.digest(), store.journal.undo_label

    def fail() -> None:
        with store.journal.change("Scheitert") as unit:
            unit.create(Entry(text="Ungeschrieben"))
            unit.change(Entry, entry.id, text="nachher")
            unit.next_count("entry:e1")
            unit.clear_draft("e1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.journal.digest() == before
    assert store.journal.undo_label == undo_label
    assert store.records.find(Entry) == [entry]
    assert list(store.search.find("Ungeschrieben", 10)) == []
    assert [draft.text for draft in store.drafts.all()] == ["halb getippt"]
    with store.journal.change("Zählt") as unit:
        assert unit.next_count("entry:e1") == 1
    assert store.verify().is_sound


def test_after_an_exception_the_next_unit_of_work_is_saved(store: WorkspaceStore) -> None:
    def fail() -> None:
        with store.journal.change("Scheitert"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    entry = write(store, "danach")
    assert store.records.look_up(Entry, entry.id) == entry


def test_everything_is_still_there_after_reopening(tmp_path: Path, store: WorkspaceStore, clock: SteppingClock) -> None:
    entry = write(store, "bleibt")
    change(store, entry, "bleibt auch")
    digest = store.journal.digest()
    store.close()
    again = WorkspaceStore.open(tmp_path / "a", PASSPHRASE, clock=clock)
    try:
        assert again.journal.digest() == digest
        assert again.records.get(Entry, entry.id).text == "bleibt auch"
        assert [operation.label for operation in again.journal.history(entry.id)] == ["Eintrag", "Eintrag ändern"]
    finally:
        again.close()


def test_a_change_set_says_what_was_before_and_after(store: WorkspaceStore) -> None:
    first, second = write(store, "eins"), write(store, "zwei")
    with store.journal.change("Mehreres") as unit:
        third = unit.create(Task(text="drei"))
        unit.change(Entry, first.id, text="EINS", no_quote=True)
        unit.delete(second.id)
    changes = unit.change_set
    assert changes.label == "Mehreres"
    assert changes.changes == (
        RecordChange("task", third.id, None, {"text": "drei"}),
        RecordChange("entry", first.id, {"text": "eins"}, {"text": "EINS", "no_quote": True}),
        RecordChange("entry", second.id, {"text": "zwei"}, None),
    )
    assert changes.ids("entry") == (first.id, second.id)
    assert {operation.unit for operation in store.journal.operations()} >= {changes.unit}


def test_values_that_are_there_already_write_nothing(store: WorkspaceStore) -> None:
    entry = write(store, "gleich")
    before, undo_label = number_of_operations(store), store.journal.undo_label
    with store.journal.change("Nichts Neues") as unit:
        unit.change(Entry, entry.id, text="gleich", no_quote=False, kind=EntryKind.STATEMENT, categories=())
        unit.revive(entry.id)
    assert unit.change_set.changes == ()
    assert number_of_operations(store) == before
    assert store.journal.undo_label == undo_label


def test_only_the_fields_that_differ_are_written(store: WorkspaceStore) -> None:
    entry = write(store, "gleich")
    with store.journal.change("Ändern") as unit:
        unit.change(Entry, entry.id, text="gleich", dimension="polity")
    assert store.journal.history(entry.id)[-1].values == {"dimension": "polity"}


def test_a_unit_of_work_cannot_contain_another_one(store: WorkspaceStore, other: WorkspaceStore) -> None:
    write(store, "eins")
    with store.journal.change("Außen") as unit:
        with pytest.raises(BugError), store.journal.change("Innen"):
            pass
        with pytest.raises(BugError):
            store.journal.undo()
        with pytest.raises(BugError):
            store.journal.integrate(other.journal.operations())
        entry = unit.create(Entry(text="trotzdem"))
    assert store.records.get(Entry, entry.id) == entry


def test_a_field_that_does_not_exist_cannot_be_set(store: WorkspaceStore) -> None:
    entry = write(store, "eins")
    with pytest.raises(BugError), store.journal.change("Falsch") as unit:
        unit.change(Entry, entry.id, stimmung="gut")
    assert number_of_operations(store) == 1


def test_a_record_is_created_only_once_and_must_exist_to_be_changed(store: WorkspaceStore) -> None:
    entry = write(store, "eins")
    with store.journal.change("Falsch") as unit:
        with pytest.raises(BugError):
            unit.create(entry)
        with pytest.raises(BugError):
            unit.delete("gibt es nicht")
    assert number_of_operations(store) == 1


def test_a_deleted_record_is_neither_listed_nor_found_until_it_is_revived(store: WorkspaceStore) -> None:
    entry = write(store, "Papierkorb")
    with store.journal.change("Löschen") as unit:
        unit.delete(entry.id)
        unit.delete(entry.id)
    assert store.records.look_up(Entry, entry.id) is None
    assert store.records.find(Entry) == []
    assert store.records.find(Entry, deleted=True) == [entry]
    assert list(store.search.find("Papierkorb", 10)) == []
    assert number_of_operations(store) == 2
    with store.journal.change("Zurückholen") as unit:
        unit.revive(entry.id)
    assert store.records.find(Entry) == [entry]
    assert list(store.search.find("Papierkorb", 10)) == [entry]


def test_records_are_found_by_the_values_of_their_fields_also_by_none(store: WorkspaceStore) -> None:
    with store.journal.change("Aufträge") as unit:
        undated = unit.create(Task(text="ohne Termin", status=TaskStatus.DONE))
        dated = unit.create(Task(text="mit Termin", due=store.clock.now().date(), status=TaskStatus.DONE))
    assert store.records.find(Task, due=None) == [undated]
    assert store.records.find(Task, due=dated.due) == [dated]
    assert store.records.find(Task, status=TaskStatus.DONE, order_by=["text"]) == [dated, undated]


def test_a_record_that_is_gone_is_said_to_be_gone(store: WorkspaceStore) -> None:
    with pytest.raises(UserError, match="gibt es nicht oder nicht mehr"):
        store.records.get(Entry, "fort")


def test_numbers_are_counted_for_each_scope_and_never_given_twice(store: WorkspaceStore) -> None:
    given = []
    for _time in range(3):
        with store.journal.change("Zählen") as unit:
            given += [unit.next_count("entry:e1"), unit.next_count("entry:e1"), unit.next_count("entry:e2")]
    assert given == [1, 2, 1, 3, 4, 2, 5, 6, 3]


def test_an_undone_number_is_not_given_again(store: WorkspaceStore) -> None:
    with store.journal.change("Eintrag") as unit:
        unit.create(Entry(number=f"A{unit.next_count('entry:e1')}"))
    store.journal.undo()
    with store.journal.change("Eintrag") as unit:
        assert unit.next_count("entry:e1") == 2


def test_the_history_tells_everything_oldest_first(store: WorkspaceStore) -> None:
    entry = write(store, "eins", "Anlegen")
    change(store, entry, "zwei", "Ändern")
    with store.journal.change("Löschen") as unit:
        unit.delete(entry.id)
    store.journal.undo()
    assert [(operation.label, operation.kind) for operation in store.journal.history(entry.id)] == [
        ("Anlegen", OperationKind.SET),
        ("Ändern", OperationKind.SET),
        ("Löschen", OperationKind.DELETE),
        ("Löschen", OperationKind.SET),
    ]
    assert store.journal.history("unbekannt") == []


def test_a_clock_that_is_set_back_does_not_turn_time_round(store: WorkspaceStore, clock: SteppingClock) -> None:
    entry = write(store, "eins")
    clock.set(clock.now() - timedelta(days=1))
    change(store, entry, "zwei")
    assert store.records.get(Entry, entry.id).text == "zwei"
    times = [operation.time for operation in store.journal.operations()]
    assert times == sorted(set(times))


def test_a_purge_erases_what_a_record_said_from_all_tables(store: WorkspaceStore) -> None:
    entry = write(store, "Zebrakennwort")
    change(store, entry, "Zebrakennwort zwei")
    other_entry = write(store, "bleibt")
    with store.journal.change("Endgültig löschen") as unit:
        unit.purge(entry.id)
    assert unit.change_set.changes[-1].after is None
    assert [operation.values for operation in store.journal.history(entry.id)] == [{}, {}, {}]
    assert store.records.find(Entry) == [other_entry]
    assert list(store.search.find("Zebrakennwort", 10)) == []
    assert "zebrakennwort" not in everything_stored(store).casefold()
    assert "bleibt" in everything_stored(store)
    assert store.verify().is_sound


def everything_stored(store: WorkspaceStore) -> str:
    """All tables, those behind the search index included, and the words of the index."""
    database = database_of(store)
    names = [row[0] for row in rows(store, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    dumped = [repr(rows(store, f'SELECT * FROM "{name}"')) for name in names]
    for name in names:
        if name.endswith("_fts"):
            database.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, '{name}', 'row')")
            dumped.append(repr(rows(store, "SELECT term FROM temp.words")))
            database.execute("DROP TABLE temp.words")
    return "\n".join(dumped)


def test_after_a_purge_no_page_of_the_file_holds_the_text_not_even_a_free_one(
    tmp_path: Path, store: WorkspaceStore
) -> None:
    data_key = store._data_key
    long_text = "Zebrakennwort " * 2000
    entry = write(store, long_text)
    change(store, entry, long_text + "und mehr")
    database_of(store).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert b"Zebrakennwort" in decrypted_pages(tmp_path / "a" / "workspace.db", data_key)
    with store.journal.change("Endgültig löschen") as unit:
        unit.purge(entry.id)
    store.close()
    pages = decrypted_pages(tmp_path / "a" / "workspace.db", data_key)
    assert b"SQLite format 3" not in pages  # the salt stands in its place
    assert b"CREATE TABLE" in pages
    assert b"zebrakennwort" not in pages.lower()


def test_the_words_of_a_purged_record_are_not_left_in_the_index(store: WorkspaceStore) -> None:
    entry = write(store, "xqjzwv")
    write(store, "etwas anderes")
    assert "xqj" in everything_stored(store)
    with store.journal.change("Endgültig löschen") as unit:
        unit.purge(entry.id)
    assert "xqj" not in everything_stored(store)


def test_a_purged_record_takes_no_new_text(store: WorkspaceStore) -> None:
    entry = write(store, "fort")
    with store.journal.change("Endgültig löschen") as unit:
        unit.purge(entry.id)
    before = store.journal.digest()
    with store.journal.change("Schreiben") as unit:
        with pytest.raises(UserError, match="endgültig gelöscht"):
            unit.change(Entry, entry.id, text="wieder da")
        with pytest.raises(UserError, match="endgültig gelöscht"):
            unit.resolve(Entry, entry.id, "text", "wieder da")
        unit.delete(entry.id)
        unit.revive(entry.id)
        unit.purge(entry.id)
    assert store.journal.digest() == before
    assert fold(store.journal.history(entry.id)).purged
    assert store.verify().is_sound
