"""A redaction takes back what fields said, in every earlier version and on every laptop; the record goes on."""

import itertools
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gk_desktop.base.clock import SteppingClock
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event
from gk_desktop.domain.fields import PlainValue
from gk_desktop.domain.operation import REDACTED, fold
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.conftest import PASSPHRASE, QUICK
from tests.store.test_journal_exchange import change, conflicts, hand_over, write

SECRET = "Zwetschgenknödel"


def without_secret(value: PlainValue) -> PlainValue:
    return value.replace(SECRET, "[entfernt]") if isinstance(value, str) else value


CLEAN: dict[str, Callable[[PlainValue], PlainValue]] = {"text": without_secret}


def redact(store: WorkspaceStore, entry: Entry) -> None:
    with store.journal.change("Schwärzen", undoable=False) as unit:
        unit.redact(entry.id, CLEAN)


def said(store: WorkspaceStore) -> str:
    return " ".join(str(operation.values) for operation in store.journal.operations())


def test_every_earlier_version_is_gone_and_the_record_goes_on(store: WorkspaceStore) -> None:
    entry = write(store, f"Frau {SECRET} sagt")
    change(store, entry, text=f"Frau {SECRET} sagt ja")
    change(store, entry, number="A1")
    redact(store, entry)
    now = store.records.get(Entry, entry.id)
    assert (now.text, now.number) == ("Frau [entfernt] sagt ja", "A1")
    assert SECRET not in said(store)
    assert list(store.search.find(SECRET, 10)) == []
    assert list(store.search.find("sagt ja", 10)) == [now]
    assert store.verify().is_sound


def test_what_only_an_earlier_version_said_is_gone_too(store: WorkspaceStore) -> None:
    entry = write(store, SECRET)
    change(store, entry, text="neu")
    redact(store, entry)
    assert store.records.get(Entry, entry.id).text == "neu"
    assert SECRET not in said(store)


def test_nothing_that_was_done_before_can_be_undone(store: WorkspaceStore) -> None:
    entry = write(store, SECRET)
    change(store, entry, text="neu")
    redact(store, entry)
    assert store.journal.undo_label is None


def test_what_lies_in_the_bin_stays_there(store: WorkspaceStore) -> None:
    entry = write(store, SECRET)
    with store.journal.change("Löschen") as unit:
        unit.delete(entry.id)
    redact(store, entry)
    assert store.records.look_up(Entry, entry.id) is None
    (in_bin,) = store.records.find(Entry, deleted=True)
    assert in_bin.text == "[entfernt]"
    assert SECRET not in said(store)


def test_versions_of_a_conflict_stay_and_the_same_one_is_shown(store: WorkspaceStore, other: WorkspaceStore) -> None:
    entry = write(store, "gemeinsam")
    hand_over(store, other)
    change(store, entry, text=f"hier {SECRET}")
    change(other, entry, text=f"dort {SECRET}")
    hand_over(other, store)
    shown = store.records.get(Entry, entry.id).text
    redact(store, entry)
    assert store.records.get(Entry, entry.id).text == without_secret(shown)
    assert conflicts(store) == [("entry", entry.id, "text")]
    heads = fold(store.journal.history(entry.id)).heads["text"]
    assert {head.value for head in heads} == {"hier [entfernt]", "dort [entfernt]"}
    assert SECRET not in said(store)


def test_in_whatever_order_it_arrives_the_other_laptop_keeps_nothing(
    store: WorkspaceStore, other: WorkspaceStore
) -> None:
    entry = write(store, f"eins {SECRET}")
    change(store, entry, text=f"zwei {SECRET}")
    whole = list(store.journal.operations())
    redact(store, entry)
    redaction = list(store.journal.operations())[-1]
    for arrived in itertools.permutations([*whole, redaction]):
        other.journal.integrate([arrived[0]])
        other.journal.integrate(arrived[1:])
        assert SECRET not in said(other)
        assert other.records.get(Entry, entry.id).text == "zwei [entfernt]"
        assert other.journal.digest() == store.journal.digest()


def test_a_redaction_from_elsewhere_closes_what_could_be_undone_here(
    store: WorkspaceStore, other: WorkspaceStore
) -> None:
    entry = write(store, SECRET)
    hand_over(store, other)
    redact(other, entry)
    hand_over(other, store)
    assert store.journal.undo_label is None
    assert SECRET not in said(store)
    assert store.journal.digest() == other.journal.digest()


def test_an_edit_the_redaction_has_not_seen_is_a_conflict_and_not_lost(
    store: WorkspaceStore, other: WorkspaceStore
) -> None:
    entry = write(store, SECRET)
    hand_over(store, other)
    change(other, entry, text="von dort")
    redact(store, entry)
    hand_over(other, store)
    assert conflicts(store) == [("entry", entry.id, "text")]
    assert SECRET not in said(store)


def test_a_second_redaction_goes_on_where_the_first_one_ended(store: WorkspaceStore) -> None:
    entry = write(store, f"{SECRET} und Anna")
    redact(store, entry)
    with store.journal.change("Schwärzen", undoable=False) as unit:
        unit.redact(entry.id, {"text": lambda _value: "leer"})
    assert "Anna" not in said(store)
    assert store.records.get(Entry, entry.id).text == "leer"


def test_lists_are_redacted_as_texts_are(store: WorkspaceStore) -> None:
    entry = write(store, "a")
    change(store, entry, categories=("x", SECRET))
    with store.journal.change("Schwärzen", undoable=False) as unit:
        unit.redact(entry.id, {"categories": lambda _value: ["x"]})
    assert store.records.get(Entry, entry.id).categories == ("x",)
    assert SECRET not in said(store)


def test_a_purge_after_a_redaction_and_before_it_wins(store: WorkspaceStore, other: WorkspaceStore) -> None:
    entry = write(store, SECRET)
    hand_over(store, other)
    redact(store, entry)
    with other.journal.change("Endgültig löschen") as unit:
        unit.purge(entry.id)
    hand_over(other, store)
    hand_over(store, other)
    assert store.records.look_up(Entry, entry.id) is None
    assert store.journal.digest() == other.journal.digest()
    assert store.verify().is_sound


def test_other_kinds_of_records_are_redacted_as_entries_are(store: WorkspaceStore) -> None:
    with store.journal.change("Veranstaltung") as unit:
        event = unit.create(Event(title="Sitzung", chair=SECRET))
    with store.journal.change("Schwärzen", undoable=False) as unit:
        unit.redact(event.id, {"chair": without_secret})
    assert store.records.get(Event, event.id).chair == "[entfernt]"
    assert SECRET not in said(store)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(st.tuples(st.sampled_from(["change", "redact", "delete", "hand over"]), st.booleans()), max_size=9),
    seed=st.randoms(use_true_random=False),
)
def test_laptops_end_up_equal_and_what_a_redaction_has_seen_is_nowhere(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bool]], seed: random.Random
) -> None:
    stores = [_new_store(tmp_path_factory.mktemp("laptop")) for _count in range(2)]
    try:
        entry = write(stores[0], f"gemeinsam {SECRET}")
        hand_over(stores[0], stores[1])
        for count, (step, first) in enumerate(steps):
            here, there = stores if first else stores[::-1]
            _take(step, here, there, entry, count)
        _exchange(stores, seed)
        assert stores[0].journal.digest() == stores[1].journal.digest()
        assert stores[0].records.find(Entry) == stores[1].records.find(Entry)
        history = stores[0].journal.history(entry.id)
        seen = {operation for item in history for operation in item.parents.get(REDACTED, ())}
        assert not any(SECRET in str(item.values) for item in history if item.id in seen)
        assert all(store.verify().is_sound for store in stores)
    finally:
        for store in stores:
            store.close()


def _new_store(folder: Path) -> WorkspaceStore:
    clock = SteppingClock(datetime.fromisoformat("2026-03-10T09:00"), timedelta(seconds=1))
    return WorkspaceStore.create(folder / "a", PASSPHRASE, author="XY", clock=clock, kdf=QUICK)[0]


def _take(step: str, here: WorkspaceStore, there: WorkspaceStore, entry: Entry, count: int) -> None:
    if step == "change":
        change(here, entry, text=f"{SECRET} {count}")
    elif step == "redact":
        redact(here, entry)
    elif step == "hand over":
        hand_over(here, there)
    else:
        with here.journal.change("Löschen") as unit:
            unit.delete(entry.id)


def _exchange(stores: list[WorkspaceStore], seed: random.Random) -> None:
    for here, there in (stores, stores[::-1], stores):
        operations = list(here.journal.operations())
        seed.shuffle(operations)
        there.journal.integrate(operations)
