"""Search: any part of a word, however it is spelt; never what was deleted."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gk_desktop.base.clock import SteppingClock
from gk_desktop.domain.case import Case
from gk_desktop.domain.entry import Decision, Entry
from gk_desktop.domain.record import Record
from gk_desktop.domain.search_text import fold
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.conftest import PASSPHRASE, QUICK


def write(store: WorkspaceStore, *texts: str) -> list[Entry]:
    with store.journal.change("Einträge") as unit:
        return [unit.create(Entry(text=text)) for text in texts]


def found(store: WorkspaceStore, query: str, limit: int = 10) -> list[Record]:
    return list(store.search.find(query, limit))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Die Stadtverwaltung antwortet nicht.", "verwaltung"),
        ("Die Stadtverwaltung antwortet nicht.", "STADT"),
        ("Die Übersetzung fehlt.", "Uebersetzung"),
        ("Die Uebersetzung fehlt.", "Übersetzung"),
        ("eine grosse Runde", "große"),
        ("eine Frage der Größe", "groesse"),
        ("KI im Amt", "KI"),
        ("KI im Amt", "ki"),
        ("Haus B", "b"),
        ('Er sagte "nie wieder" und ging.', '"nie'),
        ('Er sagte "nie wieder" und ging.', 'wieder"'),
        ("50 % der Fälle", "%"),
        ("50%ige Stelle", "50%"),
        ("datei_name.docx", "_"),
        ("datei_name.docx", "datei_name"),
        ("Danke 🙂", "🙂"),
        ("Danke 🙂🙂🙂 sehr", "🙂🙂🙂"),
        ("C* und NEAR AND OR NOT", "NEAR AND"),
        ("Spalte: search : x", "search :"),
        ("(Klammer)", "(klammer)"),
        ("O'Neill", "o'neill"),
        ("Café am Rhein", "cafe"),
        ("Zeile eins\nZeile zwei", "zwei eins"),
        ("Jobcenter und KI", "KI jobcenter"),
        ("ein-und-zwanzig", "-und-"),
    ],
)
def test_a_reader_finds_what_is_meant(store: WorkspaceStore, text: str, query: str) -> None:
    (entry,) = write(store, text)
    write(store, "nichts davon")
    assert found(store, query) == [entry]


@pytest.mark.parametrize(
    "query",
    ["", "   ", "\t\n", "xyz", "x", "verwaltungen", "50_ige", "Verwal%", "V*", '"', '""', "große", "stadt nirgends"],
)
def test_what_is_not_written_is_not_found(store: WorkspaceStore, query: str) -> None:
    write(store, "Die Stadtverwaltung hat eine andere Größe.", "50%ige Stelle")
    assert found(store, query) == []


def test_every_word_must_occur(store: WorkspaceStore) -> None:
    both, _first, _second = write(store, "Jobcenter und Schule", "nur das Jobcenter", "nur die Schule")
    assert found(store, "schule jobcenter") == [both]


def test_deleted_and_purged_records_are_not_found(store: WorkspaceStore) -> None:
    kept, deleted, purged = write(store, "Übersetzung eins", "Übersetzung zwei", "Übersetzung drei")
    with store.journal.change("Löschen") as unit:
        unit.delete(deleted.id)
        unit.purge(purged.id)
    assert found(store, "übersetzung") == [kept]
    assert found(store, "b") == [kept]
    with store.journal.change("Zurückholen") as unit:
        unit.revive(deleted.id)
    assert found(store, "übersetzung") == [deleted, kept]


def test_the_newest_comes_first_and_the_limit_counts_for_each_kind(store: WorkspaceStore) -> None:
    entries = write(store, *(f"Sitzung {number}" for number in range(5)))
    with store.journal.change("Mehr") as unit:
        decision = unit.create(Decision(text="Die Sitzung wird verlegt."))
        case = unit.create(Case(name="Sitzungsstadt"))
    assert found(store, "sitzung") == [*reversed(entries), decision, case]
    assert found(store, "sitzung", 2) == [entries[4], entries[3], decision, case]
    assert found(store, "si", 2) == [entries[4], entries[3], decision, case]


def test_a_changed_text_is_found_by_the_new_and_not_by_the_old_words(store: WorkspaceStore) -> None:
    first, second = write(store, "alter Wortlaut", "anderer Eintrag")
    with store.journal.change("Ändern") as unit:
        unit.change(Entry, first.id, text="neue Fassung")
    assert found(store, "wortlaut") == []
    assert [record.id for record in found(store, "fassung")] == [first.id]
    store.journal.undo()
    assert found(store, "fassung") == []
    assert found(store, "wortlaut") == [first]
    assert found(store, "e") == [second, first]


def test_lists_and_several_fields_are_searched(store: WorkspaceStore) -> None:
    with store.journal.change("Fall") as unit:
        case = unit.create(Case(name="Musterstadt", aliases=("Neu-Muster", "MST"), places=("Rathaus",)))
    for query in ("musterst", "neu-muster", "mst", "rathaus MST", "st"):
        assert found(store, query) == [case], query


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkspaceStore]:
    profile = tmp_path_factory.mktemp("search") / "a"
    clock = SteppingClock(datetime.fromisoformat("2026-03-10T09:00"))
    store, _recovery_code = WorkspaceStore.create(profile, PASSPHRASE, author="XY", clock=clock, kdf=QUICK)
    yield store
    store.close()


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(
        st.sampled_from(' ,.-/"%_*()äöüÄÖÜßẞéçłŞ„“–€ﬁ🙂🏽中')
        | st.characters(max_codepoint=0x24F, categories=("L", "N", "P", "Zs")),
        min_size=1,
        max_size=30,
    ),
    data=st.data(),
)
def test_any_part_of_a_text_finds_it(long_lived: WorkspaceStore, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    part = text[start:end]
    assume(fold(part).strip())
    (entry,) = write(long_lived, text)
    assert entry.id in {record.id for record in found(long_lived, part, 1000)}
