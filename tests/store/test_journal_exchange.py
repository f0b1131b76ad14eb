"""Operations of other laptops: taken in whole, in part, twice, in any order, from newer programs too."""

import itertools
from dataclasses import replace

import pytest

from gk_desktop.base.clock import SteppingClock
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.operation import Operation, OperationKind, fold
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.replicas import rows


def write(store: WorkspaceStore, text: str) -> Entry:
    with store.journal.change("Eintrag") as unit:
        return unit.create(Entry(text=text))


def change(store: WorkspaceStore, entry: Entry, **values: object) -> None:
    with store.journal.change("Ändern") as unit:
        unit.change(Entry, entry.id, **values)


def hand_over(source: WorkspaceStore, target: WorkspaceStore) -> int:
    return target.journal.integrate(list(source.journal.operations()))


def conflicts(store: WorkspaceStore) -> list[tuple[str, ...]]:
    return rows(store, 'SELECT record_kind, record_id, field FROM "conflict" ORDER BY field')


@pytest.fixture
def shared(store: WorkspaceStore, other: WorkspaceStore) -> Entry:
    """An entry that both laptops have."""
    entry = write(store, "gemeinsam")
    hand_over(store, other)
    return entry


def test_what_one_laptop_wrote_the_other_shows_and_finds(
    store: WorkspaceStore, other: WorkspaceStore, shared: Entry
) -> None:
    assert other.records.get(Entry, shared.id) == shared
    assert list(other.search.find("meins", 10)) == [shared]
    assert other.journal.digest() == store.journal.digest()
    assert other.journal.undo_label is None


def test_known_operations_are_not_counted_again(store: WorkspaceStore, other: WorkspaceStore, shared: Entry) -> None:
    change(store, shared, text="neu")
    operations = list(store.journal.operations())
    assert other.journal.integrate([*operations, *operations]) == 1
    assert other.journal.integrate(operations) == 0
    assert store.journal.integrate([]) == 0


def test_who_shows_records_hears_of_what_arrives_and_of_nothing_twice(
    store: WorkspaceStore, other: WorkspaceStore, shared: Entry
) -> None:
    heard: list[ChangeSet] = []
    other.journal.subscribe(heard.append)
    change(store, shared, text="neu")
    store_made = write(store, "noch einer")
    hand_over(store, other)
    hand_over(store, other)

    (arrived,) = heard
    changes = {change.id: change for change in arrived.changes}
    assert set(changes) == {shared.id, store_made.id}
    before, after = changes[shared.id].before, changes[shared.id].after
    assert before is not None
    assert after is not None
    assert (before["text"], after["text"]) == ("gemeinsam", "neu")
    assert changes[store_made.id].before is None


def test_who_shows_records_hears_that_one_was_deleted_or_purged_elsewhere(
    store: WorkspaceStore, other: WorkspaceStore, shared: Entry
) -> None:
    heard: list[ChangeSet] = []
    other.journal.subscribe(heard.append)
    with store.journal.change("löschen") as unit:
        unit.delete(shared.id)
    hand_over(store, other)
    with store.journal.change("endgültig") as unit:
        unit.purge(shared.id)
    hand_over(store, other)
    hand_over(store, other)

    assert [(item.before is None, item.after is None) for change_set in heard for item in change_set.changes] == [
        (False, True),
        (True, True),
    ]


def test_two_versions_both_stay_until_somebody_decides(
    store: WorkspaceStore, other: WorkspaceStore, shared: Entry
) -> None:
    change(store, shared, text="so")
    change(other, shared, text="anders", dimension="polity")
    hand_over(store, other)
    hand_over(other, store)
    for laptop in (store, other):
        assert conflicts(laptop) == [("entry", shared.id, "text")]
        state = fold(laptop.journal.history(shared.id))
        assert [head.value for head in state.conflicts["text"]] == ["anders", "so"]
        assert laptop.records.get(Entry, shared.id).dimension == "polity"
    change(store, shared, text="ganz anders")
    assert [head.value for head in fold(store.journal.history(shared.id)).conflicts["text"]] == ["ganz anders", "so"]
    with store.journal.change("Entscheiden") as unit:
        unit.resolve(Entry, shared.id, "text", "so")
    hand_over(store, other)
    assert conflicts(store) == conflicts(other) == []
    assert other.records.get(Entry, shared.id).text == "so"
    assert store.journal.digest() == other.journal.digest()


def test_the_same_change_on_both_laptops_is_no_conflict(
    store: WorkspaceStore, other: WorkspaceStore, shared: Entry
) -> None:
    change(store, shared, text="gleich")
    change(other, shared, text="gleich")
    hand_over(other, store)
    assert conflicts(store) == []


def test_an_edit_that_a_deletion_has_not_seen_keeps_the_record_alive(
    store: WorkspaceStore, other: WorkspaceStore, shared: Entry
) -> None:
    with store.journal.change("Löschen") as unit:
        unit.delete(shared.id)
    change(other, shared, text="doch wichtig")
    hand_over(other, store)
    assert store.records.get(Entry, shared.id).text == "doch wichtig"
    assert conflicts(store) == [("entry", shared.id, "_alive")]
    with store.journal.change("Behalten") as unit:
        unit.revive(shared.id)
    assert conflicts(store) == []
    store.journal.undo()
    assert conflicts(store) == [("entry", shared.id, "_alive")]
    assert store.records.get(Entry, shared.id).text == "doch wichtig"
    with store.journal.change("Doch löschen") as unit:
        unit.delete(shared.id)
    assert store.records.look_up(Entry, shared.id) is None
    assert conflicts(store) == []


def test_the_own_next_change_is_later_than_what_came_from_a_clock_ahead(
    store: WorkspaceStore, other: WorkspaceStore, clock: SteppingClock, shared: Entry
) -> None:
    slow = clock.now()
    clock.set(slow.replace(hour=slow.hour + 1))
    change(other, shared, text="von der schnellen Uhr")
    clock.set(slow)
    hand_over(other, store)
    change(store, shared, text="danach")
    assert store.records.get(Entry, shared.id).text == "danach"
    assert conflicts(store) == []


def test_a_purge_empties_payloads_whatever_arrives_first(
    store: WorkspaceStore, other: WorkspaceStore, clock: SteppingClock
) -> None:
    entry = write(store, "Zebrakennwort")
    change(store, entry, text="Zebrakennwort zwei")
    with_text = list(store.journal.operations())
    with store.journal.change("Endgültig löschen") as unit:
        unit.purge(entry.id)
    (purge,) = [operation for operation in store.journal.operations() if operation.kind is OperationKind.PURGE]
    for number, order in enumerate(itertools.permutations([*with_text, purge])):
        renamed = [replace(operation, id=f"{operation.id}-{number}", record_id=f"r{number}") for operation in order]
        for operation in renamed:
            other.journal.integrate([operation])
        assert [operation.values for operation in other.journal.history(f"r{number}")] == [{}, {}, {}]
    assert other.records.find(Entry) == []
    assert list(other.search.find("Zebrakennwort", 10)) == []
    assert other.verify().is_sound


def test_a_purge_reaches_the_other_laptop_and_what_it_wrote_unseen(
    store: WorkspaceStore, other: WorkspaceStore, shared: Entry
) -> None:
    change(other, shared, text="Zebrakennwort")
    with store.journal.change("Endgültig löschen") as unit:
        unit.purge(shared.id)
    hand_over(other, store)
    hand_over(store, other)
    for laptop in (store, other):
        assert laptop.records.look_up(Entry, shared.id) is None
        assert not any(operation.values for operation in laptop.journal.history(shared.id))
        assert laptop.verify().is_sound
    assert store.journal.digest() == other.journal.digest()
    assert other.journal.undo_label is None


def test_a_purge_takes_what_was_half_typed_about_the_record_on_both_laptops(
    store: WorkspaceStore, other: WorkspaceStore, shared: Entry
) -> None:
    heard: list[ChangeSet] = []
    other.journal.subscribe(heard.append)
    for laptop in (store, other):
        laptop.drafts.save(f"left_edit:{shared.id}", "Zebrakennwort")
        laptop.drafts.save("place:e1", f'{{"editing": "{shared.id}", "typed": "Zebrakennwort"}}')
        laptop.drafts.save("capture:e1", "etwas anderes")
    with store.journal.change("Endgültig löschen") as unit:
        unit.purge(shared.id)
    hand_over(store, other)
    for laptop in (store, other):
        assert [(draft.place, draft.text) for draft in laptop.drafts.all()] == [("capture:e1", "etwas anderes")]
    assert unit.change_set.erases
    assert [change_set.erases for change_set in heard] == [True]


def test_a_purge_that_got_lost_arrives_with_the_operations_it_emptied(
    store: WorkspaceStore, other: WorkspaceStore, shared: Entry
) -> None:
    change(other, shared, text="Zebrakennwort")
    with store.journal.change("Endgültig löschen") as unit:
        unit.purge(shared.id)
    emptied = [operation for operation in store.journal.operations() if operation.kind is OperationKind.SET]
    assert other.journal.integrate(emptied) == 0
    late = replace(next(iter(store.journal.operations())), id="late", values={"text": "Zebrakennwort, spät"})
    assert other.journal.integrate([late]) == 1
    assert other.records.look_up(Entry, shared.id) is None
    assert not any(operation.values for operation in other.journal.history(shared.id))
    assert list(other.search.find("Zebrakennwort", 10)) == []
    assert other.journal.undo_label is None
    assert other.verify().is_sound
    hand_over(store, other)
    hand_over(other, store)
    assert store.journal.digest() == other.journal.digest()


def an_operation_of_a_newer_program(record_kind: str, record_id: str) -> Operation:
    return Operation(
        id=f"{record_kind}-{record_id}",
        site="newer",
        time=1 << 60,
        author="ZZ",
        unit="u",
        label="Etwas Neues",
        kind=OperationKind.SET,
        record_kind=record_kind,
        record_id=record_id,
        values={"mood": "heiter", "scale": [1, 2.5, None, True], "weight": 1.5},  # type: ignore[list-item]
        parents={"mood": ("never seen",)},
    )


def test_unknown_fields_and_kinds_are_kept_and_passed_on_untouched(
    store: WorkspaceStore, other: WorkspaceStore, shared: Entry
) -> None:
    newer = [
        an_operation_of_a_newer_program("newer_thing", "n1"),
        an_operation_of_a_newer_program("entry", shared.id),
    ]
    assert store.journal.integrate(newer) == 2
    change(store, shared, text="hier geändert")
    hand_over(store, other)
    for laptop in (store, other):
        passed_on = {operation.id: operation for operation in laptop.journal.operations()}
        assert [passed_on[operation.id] for operation in newer] == newer
        assert laptop.records.get(Entry, shared.id).text == "hier geändert"
        assert laptop.verify().is_sound
    assert store.journal.digest() == other.journal.digest()


def test_a_record_of_an_unknown_kind_can_be_deleted_and_purged(store: WorkspaceStore) -> None:
    store.journal.integrate([an_operation_of_a_newer_program("newer_thing", "n1")])
    with store.journal.change("Löschen") as unit:
        unit.delete("n1")
    store.journal.undo()
    assert not fold(store.journal.history("n1")).deleted
    with store.journal.change("Endgültig löschen") as unit:
        unit.purge("n1")
    assert not any(operation.values for operation in store.journal.history("n1"))
    assert store.verify().is_sound


def test_a_choice_of_a_newer_program_is_shown_as_its_fallback_and_stays_what_it_is(
    store: WorkspaceStore, other: WorkspaceStore, shared: Entry
) -> None:
    newer = replace(an_operation_of_a_newer_program("entry", shared.id), values={"kind": "hologramm"}, parents={})
    store.journal.integrate([newer])
    assert store.records.get(Entry, shared.id).kind.value == "beobachtung"
    hand_over(store, other)
    assert fold(other.journal.history(shared.id)).values["kind"] == "hologramm"
    assert other.verify().is_sound


def test_when_one_of_many_operations_cannot_be_stored_none_is(store: WorkspaceStore, other: WorkspaceStore) -> None:
    entry = write(store, "gut")
    good = list(store.journal.operations())
    broken = replace(good[0], id="broken", record_id="r2", values={"text": "\ud800"})
    with pytest.raises(UnicodeEncodeError):
        other.journal.integrate([*good, broken])
    assert list(other.journal.operations()) == []
    assert other.records.look_up(Entry, entry.id) is None
    assert hand_over(store, other) == 1
