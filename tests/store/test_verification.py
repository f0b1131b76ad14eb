"""The check of the data: quiet when all is well, red for everything that was planted."""

from collections.abc import Callable

import pytest

from gk_desktop.base.progress import Cancelled
from gk_desktop.domain.case import Case
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.store.driver import Database
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.replicas import database_of


def some_work(store: WorkspaceStore) -> Entry:
    with store.journal.change("Arbeit") as unit:
        entry = unit.create(Entry(text="Die Stadtverwaltung", event="e1", number="A1"))
        unit.create(Case(name="Musterstadt", aliases=("Muster",)))
        unit.create(Task(text="Raum buchen", number="T-A1"))
        deleted = unit.create(Entry(text="verworfen", event="e1", number="A2"))
        unit.delete(deleted.id)
        purged = unit.create(Entry(text="erased"))
        unit.purge(purged.id)
    return entry


def test_a_sound_workspace_has_no_findings_and_everything_was_looked_at(store: WorkspaceStore) -> None:
    some_work(store)
    before = store.journal.digest()
    verification = store.verify()
    assert verification.findings == ()
    assert verification.is_sound
    assert (verification.operations, verification.records) == (7, 5)
    assert store.journal.digest() == before


def test_an_empty_workspace_is_sound(store: WorkspaceStore) -> None:
    assert store.verify().is_sound


def test_a_conflict_is_no_finding(store: WorkspaceStore, other: WorkspaceStore) -> None:
    entry = some_work(store)
    other.journal.integrate(list(store.journal.operations()))
    for laptop, text in ((store, "hier"), (other, "dort")):
        with laptop.journal.change("Ändern") as unit:
            unit.change(Entry, entry.id, text=text)
    with other.journal.change("Löschen") as unit:
        unit.delete(entry.id)
    store.journal.integrate(list(other.journal.operations()))
    assert store.verify().is_sound


def tamper(statement: str) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        with database.atomic():
            changed = database.execute(statement).rowcount
        assert changed, "nothing was planted"

    return run


DIFFERS = "Ein Datensatz weicht vom Journal ab: entry"


@pytest.mark.parametrize(
    ("plant", "finding"),
    [
        (tamper("UPDATE entry SET raw = 'verfälscht' WHERE number = 'A1'"), DIFFERS),
        (tamper("UPDATE entry SET no_quote = 1 WHERE number = 'A1'"), DIFFERS),
        (tamper("UPDATE entry SET text = 'verfälscht' WHERE number = 'A1'"), DIFFERS),
        (tamper("UPDATE entry SET search = 'verfaelscht' WHERE number = 'A1'"), DIFFERS),
        (tamper("UPDATE entry SET search = 'verworfen' WHERE number = 'A2'"), DIFFERS),
        (tamper("UPDATE entry SET deleted = 0 WHERE number = 'A2'"), DIFFERS),
        (tamper("DELETE FROM entry WHERE number = 'A1'"), DIFFERS),
        (tamper("INSERT INTO conflict SELECT 'entry', id, 'text' FROM entry WHERE number = 'A1'"), DIFFERS),
        (tamper("INSERT INTO entry (id) SELECT record_id FROM op WHERE kind = 'purge'"), DIFFERS),
        (tamper("INSERT INTO entry (id, search) VALUES ('fremd', '')"), "steht nicht im Journal: entry fremd"),
        (
            tamper("INSERT INTO task (id, search) SELECT id, '' FROM entry WHERE number = 'A1'"),
            "steht nicht im Journal: task",
        ),
        (
            tamper("INSERT INTO conflict SELECT 'entry', record_id, 'text' FROM op WHERE kind = 'purge'"),
            DIFFERS,
        ),
        (tamper('UPDATE op SET "values" = \'{"text":"doch"}\' WHERE kind = \'purge\''), "noch vorhanden"),
        (
            tamper(
                'UPDATE op SET "values" = \'{"text":"doch"}\' WHERE kind = \'set\''
                " AND record_id IN (SELECT record_id FROM op WHERE kind = 'purge')"
            ),
            "Gelöschter Inhalt ist noch vorhanden",
        ),
        (tamper("DELETE FROM entry_fts_data WHERE id > 10"), "entry_fts"),
        (tamper("DELETE FROM op WHERE record_kind = 'case'"), "steht nicht im Journal: case"),
    ],
)
def test_what_was_planted_is_found(store: WorkspaceStore, plant: Callable[[Database], None], finding: str) -> None:
    some_work(store)
    assert store.verify().is_sound
    plant(database_of(store))
    verification = store.verify()
    assert not verification.is_sound
    assert any(finding in found for found in verification.findings), verification.findings


def test_words_that_are_missing_in_the_index_are_found(store: WorkspaceStore) -> None:
    some_work(store)
    database = database_of(store)
    row = database.execute("SELECT rid, search FROM entry WHERE number = 'A1'").fetchone()
    with database.atomic():
        database.execute("INSERT INTO entry_fts (entry_fts, rowid, search) VALUES ('delete', ?, ?)", list(row))
    assert store.verify().findings == ("Das Suchverzeichnis „Eintrag“ stimmt nicht mit den Datensätzen überein.",)


def test_a_number_that_was_given_twice_is_found(store: WorkspaceStore) -> None:
    some_work(store)
    with store.journal.change("Doppelt") as unit:
        unit.create(Entry(event="e1", number="A1"))
        unit.create(Entry(event="e2", number="A1"))
        unit.create(Decision(number="B-A1"))
        unit.create(Task(number="T-A1"))
    assert store.verify().findings == (
        "Eine Nummer ist doppelt vergeben: A1",
        "Eine Nummer ist doppelt vergeben: T-A1",
    )


def test_a_check_can_be_stopped_and_says_where_it_stands(store: WorkspaceStore) -> None:
    some_work(store)
    fractions: list[float] = []

    def watch(text: str, fraction: float) -> None:
        fractions.append(fraction)
        if fraction >= 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        store.verify(watch)
    assert fractions == sorted(fractions)
    assert store.verify().is_sound
