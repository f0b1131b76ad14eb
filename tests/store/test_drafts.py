"""Half-typed texts survive everything but being forgotten."""

import shutil
from datetime import datetime
from pathlib import Path

from gk_desktop.base.clock import SteppingClock
from gk_desktop.domain.entry import Entry
from gk_desktop.store.drafts import Draft
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.conftest import PASSPHRASE


def test_a_draft_survives_closing_and_opening(tmp_path: Path, store: WorkspaceStore, clock: SteppingClock) -> None:
    clock.set(datetime.fromisoformat("2026-03-10T14:03:22.000500"))
    store.drafts.save("e1", "> Jobcenter: Termin ansa")
    store.close()
    again = WorkspaceStore.open(tmp_path / "a", PASSPHRASE, clock=clock)
    try:
        assert again.drafts.at("e1") == Draft(
            "e1", "> Jobcenter: Termin ansa", datetime.fromisoformat("2026-03-10T14:03:22")
        )
    finally:
        again.close()


def test_a_draft_survives_a_crash(tmp_path: Path, store: WorkspaceStore, clock: SteppingClock) -> None:
    store.drafts.save("e1", "halb getippt")
    # What lies on the disk while the program still runs: the draft is in the write-ahead log.
    crashed = tmp_path / "crashed"
    shutil.copytree(tmp_path / "a", crashed, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    again = WorkspaceStore.open(crashed, PASSPHRASE, clock=clock)
    try:
        assert [draft.text for draft in again.drafts.all()] == ["halb getippt"]
    finally:
        again.close()


def test_each_place_has_one_draft_the_last(store: WorkspaceStore) -> None:
    store.drafts.save("e2", "zwei")
    store.drafts.save("e1", "ei")
    store.drafts.save("e1", "eins")
    assert [(draft.place, draft.text) for draft in store.drafts.all()] == [("e1", "eins"), ("e2", "zwei")]


def test_an_empty_text_forgets_the_draft(store: WorkspaceStore) -> None:
    store.drafts.save("e1", "eins")
    store.drafts.save("e1", "")
    store.drafts.save("e2", "zwei")
    store.drafts.forget("e2")
    store.drafts.forget("nie da gewesen")
    assert store.drafts.all() == []
    assert store.drafts.at("e1") is None


def test_a_draft_goes_with_the_unit_of_work_it_became_part_of(store: WorkspaceStore) -> None:
    store.drafts.save("e1", "fertig")
    store.drafts.save("e2", "nicht fertig")
    with store.journal.change("Eintrag") as unit:
        unit.create(Entry(text="fertig"))
        unit.clear_draft("e1")
    assert [draft.place for draft in store.drafts.all()] == ["e2"]


def test_a_draft_is_never_part_of_the_journal(store: WorkspaceStore, other: WorkspaceStore) -> None:
    before = store.journal.digest()
    store.drafts.save("e1", "geheim")
    other.journal.integrate(list(store.journal.operations()))
    assert store.journal.digest() == before
    assert other.drafts.all() == []
    assert list(store.search.find("geheim", 10)) == []
