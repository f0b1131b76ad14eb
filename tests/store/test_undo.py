"""Undo and redo of named units of work."""

from pathlib import Path

import pytest

from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.domain.entry import Entry, Task
from gk_desktop.domain.operation import fold
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.conftest import PASSPHRASE


def write(store: WorkspaceStore, text: str, label: str = "Eintrag") -> Entry:
    with store.journal.change(label) as unit:
        return unit.create(Entry(text=text))


def change(store: WorkspaceStore, entry: Entry, text: str, label: str = "Ändern") -> None:
    with store.journal.change(label) as unit:
        unit.change(Entry, entry.id, text=text)


def text_of(store: WorkspaceStore, entry: Entry) -> str | None:
    found = store.records.look_up(Entry, entry.id)
    return found.text if found else None


def hand_over(source: WorkspaceStore, target: WorkspaceStore) -> None:
    target.journal.integrate(list(source.journal.operations()))


def test_in_a_new_workspace_there_is_nothing_to_undo_or_redo(store: WorkspaceStore) -> None:
    assert (store.journal.undo_label, store.journal.redo_label) == (None, None)
    with pytest.raises(UserError, match="nichts rückgängig zu machen"):
        store.journal.undo()
    with pytest.raises(UserError, match="nichts wiederherzustellen"):
        store.journal.redo()


def test_units_of_work_are_undone_and_redone_by_name_in_their_order(store: WorkspaceStore) -> None:
    entry = write(store, "eins", "Anlegen")
    change(store, entry, "zwei", "Ändern")
    assert store.journal.undo_label == "Ändern"
    assert store.journal.undo().label == "Ändern"
    assert (text_of(store, entry), store.journal.undo_label, store.journal.redo_label) == ("eins", "Anlegen", "Ändern")
    store.journal.undo()
    assert (text_of(store, entry), store.journal.undo_label, store.journal.redo_label) == (None, None, "Anlegen")
    store.journal.redo()
    assert (text_of(store, entry), store.journal.redo_label) == ("eins", "Ändern")
    store.journal.redo()
    assert (text_of(store, entry), store.journal.redo_label) == ("zwei", None)
    store.journal.undo()
    assert text_of(store, entry) == "eins"


def test_undo_tells_what_it_has_changed(store: WorkspaceStore) -> None:
    entry = write(store, "eins")
    change(store, entry, "zwei")
    (undone,) = store.journal.undo().changes
    assert (undone.before, undone.after) == ({"text": "zwei"}, {"text": "eins"})


def test_undo_and_redo_go_on_after_reopening(tmp_path: Path, store: WorkspaceStore, clock: SteppingClock) -> None:
    entry = write(store, "eins")
    change(store, entry, "zwei", "Erste Änderung")
    change(store, entry, "drei", "Zweite Änderung")
    store.journal.undo()
    store.close()
    again = WorkspaceStore.open(tmp_path / "a", PASSPHRASE, clock=clock)
    try:
        assert (again.journal.undo_label, again.journal.redo_label) == ("Erste Änderung", "Zweite Änderung")
        again.journal.undo()
        assert text_of(again, entry) == "eins"
        again.journal.redo()
        again.journal.redo()
        assert text_of(again, entry) == "drei"
    finally:
        again.close()


def test_new_work_closes_what_could_be_redone(store: WorkspaceStore) -> None:
    entry = write(store, "eins")
    change(store, entry, "zwei")
    store.journal.undo()
    change(store, entry, "drei", "Neue Arbeit")
    assert (store.journal.undo_label, store.journal.redo_label) == ("Neue Arbeit", None)
    store.journal.undo()
    store.journal.undo()
    assert text_of(store, entry) is None


def test_a_unit_of_work_that_wrote_nothing_does_not_close_redo(store: WorkspaceStore) -> None:
    entry = write(store, "eins")
    change(store, entry, "zwei")
    store.journal.undo()
    change(store, entry, "eins", "Nichts Neues")
    assert store.journal.redo_label == "Ändern"


def test_a_unit_of_work_with_several_records_is_undone_as_a_whole(store: WorkspaceStore) -> None:
    first, second = write(store, "eins"), write(store, "zwei")
    with store.journal.change("Mehreres") as unit:
        third = unit.create(Task(text="drei"))
        unit.change(Entry, first.id, text="EINS")
        unit.change(Entry, first.id, text="EINS!", dimension="polity")
        unit.delete(second.id)
        unit.change(Task, third.id, text="DREI")
    store.journal.undo()
    assert store.records.get(Entry, first.id) == first
    assert store.records.get(Entry, second.id) == second
    assert store.records.look_up(Task, third.id) is None
    store.journal.redo()
    assert text_of(store, first) == "EINS!"
    assert text_of(store, second) is None
    assert store.records.get(Task, third.id).text == "DREI"
    assert store.verify().is_sound


def test_a_field_that_had_never_been_set_gets_its_default_back(store: WorkspaceStore) -> None:
    entry = write(store, "eins")
    with store.journal.change("Ändern") as unit:
        unit.change(Entry, entry.id, no_quote=True, categories=("A1",), time=store.clock.now().replace(microsecond=0))
    store.journal.undo()
    assert store.records.get(Entry, entry.id) == entry


def test_a_deletion_is_undone_and_redone(store: WorkspaceStore) -> None:
    entry = write(store, "eins")
    with store.journal.change("Löschen") as unit:
        unit.delete(entry.id)
    store.journal.undo()
    assert list(store.search.find("eins", 10)) == [entry]
    store.journal.redo()
    assert list(store.search.find("eins", 10)) == []
    store.journal.undo()
    assert text_of(store, entry) == "eins"


def test_a_deletion_is_undone_also_after_its_revival_was_undone(store: WorkspaceStore) -> None:
    entry = write(store, "eins")
    with store.journal.change("Löschen") as unit:
        unit.delete(entry.id)
    with store.journal.change("Zurückholen") as unit:
        unit.revive(entry.id)
    store.journal.undo()
    assert text_of(store, entry) is None
    store.journal.undo()
    assert text_of(store, entry) == "eins"


def test_a_change_and_a_deletion_in_one_unit_of_work_are_undone_together(store: WorkspaceStore) -> None:
    entry = write(store, "eins")
    with store.journal.change("Ändern und löschen") as unit:
        unit.change(Entry, entry.id, text="zwei")
        unit.delete(entry.id)
    store.journal.undo()
    assert text_of(store, entry) == "eins"
    with store.journal.change("Löschen") as unit:
        unit.delete(entry.id)
    with store.journal.change("Im Papierkorb") as unit:
        unit.change(Entry, entry.id, text="drei")
        unit.delete(entry.id)
    store.journal.undo()
    assert text_of(store, entry) is None
    assert [found.text for found in store.records.find(Entry, deleted=True)] == ["eins"]


def test_what_was_created_and_deleted_at_once_is_undone_without_a_trace(store: WorkspaceStore) -> None:
    with store.journal.change("Hin und her") as unit:
        unit.delete(unit.create(Entry(text="kurz")).id)
    assert store.journal.undo().changes == ()
    assert store.journal.redo().changes == ()
    assert store.records.find(Entry) == []


def test_undo_is_refused_after_a_later_edit_from_elsewhere_and_says_why(
    store: WorkspaceStore, other: WorkspaceStore
) -> None:
    entry = write(store, "eins", "Anlegen")
    change(store, entry, "zwei", "Ändern")
    hand_over(store, other)
    change(other, entry, "drei")
    hand_over(other, store)
    before = store.journal.digest()
    with pytest.raises(UserError) as refusal:
        store.journal.undo()
    assert refusal.value.sentence == (
        "„Ändern“ lässt sich nicht mehr zurücknehmen: der Datensatz wurde inzwischen geändert."
    )
    assert refusal.value.way_out
    assert store.journal.digest() == before
    assert text_of(store, entry) == "drei"


def test_what_can_no_longer_be_undone_does_not_stand_in_the_way_of_the_rest(
    store: WorkspaceStore, other: WorkspaceStore
) -> None:
    untouched = write(store, "unberührt", "Anlegen")
    entry = write(store, "eins", "Zweiter Eintrag")
    hand_over(store, other)
    change(other, entry, "drei")
    hand_over(other, store)
    with pytest.raises(UserError, match="Zweiter Eintrag"):
        store.journal.undo()
    assert store.journal.undo_label == "Anlegen"
    store.journal.undo()
    assert text_of(store, untouched) is None
    assert text_of(store, entry) == "drei"


def test_a_creation_is_not_undone_under_the_edit_of_somebody_else_even_if_it_is_not_shown(
    store: WorkspaceStore, other: WorkspaceStore
) -> None:
    entry = write(store, "eins")
    hand_over(store, other)
    change(other, entry, "von drüben")
    with store.journal.change("Ändern") as unit:
        unit.change(Entry, entry.id, text="von hier")
    hand_over(other, store)
    assert text_of(store, entry) == "von hier"
    store.journal.undo()
    with pytest.raises(UserError, match="inzwischen geändert"):
        store.journal.undo()
    assert text_of(store, entry) is not None


def test_redo_is_refused_after_a_later_edit_from_elsewhere(store: WorkspaceStore, other: WorkspaceStore) -> None:
    entry = write(store, "eins")
    change(store, entry, "zwei")
    store.journal.undo()
    hand_over(store, other)
    change(other, entry, "drei")
    hand_over(other, store)
    with pytest.raises(UserError, match="inzwischen geändert"):
        store.journal.redo()
    assert text_of(store, entry) == "drei"
    assert store.journal.redo_label is None


def test_an_edit_of_another_field_elsewhere_does_not_hinder_undo(store: WorkspaceStore, other: WorkspaceStore) -> None:
    entry = write(store, "eins")
    change(store, entry, "zwei")
    hand_over(store, other)
    with other.journal.change("Andernorts") as unit:
        unit.change(Entry, entry.id, dimension="polity")
    hand_over(other, store)
    store.journal.undo()
    shown = store.records.get(Entry, entry.id)
    assert (shown.text, shown.dimension) == ("eins", "polity")


def test_the_other_version_of_a_conflict_survives_an_undo(store: WorkspaceStore, other: WorkspaceStore) -> None:
    entry = write(store, "eins")
    hand_over(store, other)
    change(other, entry, "von drüben")
    change(store, entry, "von hier")
    hand_over(other, store)
    store.journal.undo()
    versions = [head.value for head in fold(store.journal.history(entry.id)).heads["text"]]
    assert versions == ["eins", "von drüben"]


def test_an_undone_decision_is_a_conflict_again_with_all_its_versions(
    store: WorkspaceStore, other: WorkspaceStore
) -> None:
    entry = write(store, "eins")
    hand_over(store, other)
    change(other, entry, "von drüben")
    change(store, entry, "von hier")
    hand_over(other, store)
    with store.journal.change("Entscheiden") as unit:
        unit.resolve(Entry, entry.id, "text", "von drüben")
    store.journal.undo()
    assert [head.value for head in fold(store.journal.history(entry.id)).conflicts["text"]] == [
        "von hier",
        "von drüben",
    ]
    store.journal.redo()
    assert fold(store.journal.history(entry.id)).conflicts == {}
    assert text_of(store, entry) == "von drüben"
    assert store.verify().is_sound


def test_after_a_purge_nothing_that_touched_the_record_can_be_undone(store: WorkspaceStore) -> None:
    untouched = write(store, "unberührt", "Anlegen")
    entry = write(store, "eins", "Zweiter Eintrag")
    change(store, entry, "zwei")
    change(store, entry, "drei", "Zurückgenommen")
    store.journal.undo()
    with store.journal.change("Endgültig löschen") as unit:
        unit.purge(entry.id)
    assert (store.journal.undo_label, store.journal.redo_label) == ("Anlegen", None)
    store.journal.undo()
    assert text_of(store, untouched) is None
    with pytest.raises(UserError, match="nichts rückgängig zu machen"):
        store.journal.undo()


def test_a_purge_from_elsewhere_closes_undo_and_redo(store: WorkspaceStore, other: WorkspaceStore) -> None:
    entry = write(store, "eins")
    change(store, entry, "zwei")
    store.journal.undo()
    hand_over(store, other)
    with other.journal.change("Endgültig löschen") as unit:
        unit.purge(entry.id)
    hand_over(other, store)
    assert (store.journal.undo_label, store.journal.redo_label) == (None, None)
