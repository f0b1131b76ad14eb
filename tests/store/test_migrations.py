import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gk_desktop.base.errors import UserError
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.store import migrations as migrations_module
from gk_desktop.store import workspace_store
from gk_desktop.store.backups import BackupReason, verify_copy
from gk_desktop.store.driver import Database, Migrations
from gk_desktop.store.migrations import STEPS
from gk_desktop.store.restore import restore_backup
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.old_workspaces import make
from tests.store.workspaces import (
    PASSPHRASE,
    clock_at_start,
    closed_workspace,
    contents,
    create_workspace,
    database_of,
    open_workspace,
    texts_of,
)

NEXT = "m9998_next"
Step = Callable[[Database], None]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    closed_workspace(tmp_path / "profile", "eins", "zwei")
    return tmp_path / "profile"


@pytest.fixture
def add_step(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Step], None]:
    """As the program would be after another release."""

    def add(name: str, step: Step) -> None:
        steps = {**STEPS, name: step}
        extended = Migrations("gk_feldbuch")
        for known, function in steps.items():
            extended(name=known)(function)
        monkeypatch.setattr(migrations_module, "STEPS", steps)
        monkeypatch.setattr(migrations_module, "migrations", extended)
        monkeypatch.setattr(workspace_store, "migrations", extended)

    return add


def add_column(database: Database) -> None:
    database.execute('ALTER TABLE "entry" ADD COLUMN "mood" TEXT')
    database.execute('UPDATE "entry" SET "mood" = \'heiter\'')


def moods(store: WorkspaceStore) -> list[str]:
    """Empty before the step."""
    rows = list(database_of(store).query('SELECT * FROM "entry"'))
    return [row["mood"] for row in rows if "mood" in row]


def copy_of(step: str, profile: Path) -> Path:
    database = make.fixture_of(step)
    profile.mkdir()
    shutil.copy(database, profile / "workspace.db")
    shutil.copy(database.with_suffix(".key"), profile / "vault.key")
    return profile


def test_a_new_workspace_has_taken_every_step(profile: Path) -> None:
    store = open_workspace(profile)
    applied = [step.name for step in migrations_module.migrations.applied(database_of(store))]
    store.close()
    assert applied == list(STEPS)
    assert not (profile / "backups").exists()


def test_steps_are_numbered_in_their_order_and_say_why_they_exist() -> None:
    numbers = [int(name[1:5]) for name in STEPS]
    assert numbers == list(range(1, len(STEPS) + 1))
    assert all(step.__doc__ for step in STEPS.values())


def test_a_new_step_is_taken_at_the_next_opening_after_a_backup(
    profile: Path, add_step: Callable[[str, Step], None]
) -> None:
    before = (profile / "workspace.db").read_bytes()
    add_step(NEXT, add_column)
    store = open_workspace(profile)
    assert moods(store) == ["heiter", "heiter"]
    [backup] = store.backups.all()
    data_key = store._data_key
    store.close()
    assert backup.reason == BackupReason.BEFORE_MIGRATION
    verify_copy(backup.path, data_key)
    assert (profile / "workspace.db").read_bytes() != before
    # Taken once, backed up once.
    store = open_workspace(profile)
    assert len(store.backups.all()) == 1
    assert store.verify().is_sound
    store.close()


def test_the_backup_before_a_step_brings_the_earlier_schema_back(
    profile: Path, add_step: Callable[[str, Step], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_step(NEXT, add_column)
    store = open_workspace(profile)
    [backup] = store.backups.all()
    store.close()
    monkeypatch.undo()
    with pytest.raises(UserError, match="neueren Fassung"):
        open_workspace(profile)
    restore_backup(profile, backup.path, PASSPHRASE, clock=clock_at_start())
    store = open_workspace(profile)
    found = (texts_of(store), moods(store))
    store.close()
    assert found == (["eins", "zwei"], [])


def test_an_older_backup_takes_the_new_step_when_it_is_restored(
    profile: Path, add_step: Callable[[str, Step], None]
) -> None:
    store = open_workspace(profile)
    backup = store.make_backup(BackupReason.MANUAL)
    store.close()
    add_step(NEXT, add_column)
    restore_backup(profile, backup.path, PASSPHRASE, clock=clock_at_start())
    store = open_workspace(profile)
    found = moods(store)
    store.close()
    assert found == ["heiter", "heiter"]


def test_a_failing_step_leaves_the_file_as_it_was(
    profile: Path, add_step: Callable[[str, Step], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(database: Database) -> None:
        add_column(database)
        database.execute('DROP TABLE "task"')
        database.table("entry").transform(rename={"raw": "line"})
        raise RuntimeError("mitten im Schritt")

    store = open_workspace(profile)
    digest, schema = store.journal.digest(), schema_of(store)
    store.close()
    before = (profile / "workspace.db").read_bytes()
    add_step(NEXT, failing)
    for _attempt in range(2):
        with pytest.raises(RuntimeError, match="mitten im Schritt"):
            open_workspace(profile)
    assert (profile / "workspace.db").read_bytes() == before
    monkeypatch.undo()
    store = open_workspace(profile)
    assert (store.journal.digest(), schema_of(store), texts_of(store)) == (digest, schema, ["eins", "zwei"])
    assert store.verify().is_sound
    assert {backup.reason for backup in store.backups.all()} == {BackupReason.BEFORE_MIGRATION}
    store.close()


def schema_of(store: WorkspaceStore) -> list[str]:
    return [row[0] for row in database_of(store).execute("SELECT sql FROM sqlite_master WHERE sql <> '' ORDER BY name")]


def test_no_step_is_taken_without_a_backup(
    profile: Path, add_step: Callable[[str, Step], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise UserError("Die Sicherung ist misslungen.")

    before = (profile / "workspace.db").read_bytes()
    add_step(NEXT, add_column)
    monkeypatch.setattr("gk_desktop.store.backups.verify_copy", refuse)
    with pytest.raises(UserError, match="Die Sicherung ist misslungen"):
        open_workspace(profile)
    assert (profile / "workspace.db").read_bytes() == before


def test_the_workspace_of_a_newer_program_is_refused_unchanged(
    profile: Path, add_step: Callable[[str, Step], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_step(NEXT, add_column)
    open_workspace(profile).close()
    monkeypatch.undo()
    before = contents(profile)
    with pytest.raises(UserError, match="mit einer neueren Fassung von GK Feldbuch bearbeitet") as raised:
        open_workspace(profile)
    assert "Installieren Sie die neuere Fassung" in raised.value.way_out
    assert contents(profile) == before


def test_the_backup_of_a_newer_program_is_refused_and_nothing_changes(
    profile: Path, add_step: Callable[[str, Step], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(profile, tmp_path / "newer")
    add_step(NEXT, add_column)
    store = open_workspace(tmp_path / "newer")
    backup = store.make_backup(BackupReason.MANUAL)
    store.close()
    monkeypatch.undo()
    before = contents(profile)
    with pytest.raises(UserError, match="Die Sicherung stammt aus einer neueren Fassung"):
        restore_backup(profile, backup.path, PASSPHRASE, clock=clock_at_start())
    assert contents(profile) == before


@pytest.mark.parametrize("step", STEPS)
def test_the_workspace_that_a_step_left_behind_is_kept(step: str) -> None:
    database = make.fixture_of(step)
    missing = [path.name for path in (database, database.with_suffix(".key"), database.with_suffix(".json"))]
    missing = [name for name in missing if not (make.FOLDER / name).is_file()]
    assert missing == [], "python -m tests.old_workspaces.make"


@pytest.mark.parametrize("step", STEPS)
def test_an_old_workspace_opens_with_everything_in_it(step: str, tmp_path: Path) -> None:
    expected = json.loads(make.fixture_of(step).with_suffix(".json").read_text(encoding="utf-8"))
    profile = copy_of(step, tmp_path / "old")
    for passphrase, code in ((make.PASSPHRASE, None), ("", expected["recovery_code"])):
        store = WorkspaceStore.open(profile, passphrase, clock=clock_at_start(), recovery_code=code)
        try:
            assert store.verify().findings == ()
            found = make.expectations(store, expected["recovery_code"])
            assert {**found, "records": {kind: found["records"][kind] for kind in expected["records"]}} == expected
            assert store.journal.site.letters != "A"
        finally:
            store.close()


@pytest.mark.parametrize("step", STEPS)
def test_an_old_workspace_can_be_written_searched_and_turned_back(step: str, tmp_path: Path) -> None:
    store = open_workspace(copy_of(step, tmp_path / "old"))
    try:
        assert any(make.TEXTS[0] == getattr(hit, "text", "") for hit in store.search.find("uebersetzung", 50))
        assert [change.kind for change in store.journal.redo().changes] == ["entry"]
        assert [change.kind for change in store.journal.undo().changes] == ["entry"]
        with store.journal.change("Eintrag") as unit:
            written = unit.create(Entry(text="Nach dem Öffnen geschrieben."))
        assert [hit.id for hit in store.search.find("Öffnen geschrieben", 5)] == [written.id]
        assert store.verify().is_sound
    finally:
        store.close()


def test_the_newest_fixture_holds_what_a_workspace_can_hold(tmp_path: Path) -> None:
    store = open_workspace(copy_of(list(STEPS)[-1], tmp_path / "old"))
    try:
        database = database_of(store)
        conflicts = {tuple(row) for row in database.execute("SELECT record_kind, field FROM conflict")}
        kinds = {row[0] for row in database.execute("SELECT DISTINCT record_kind FROM op")}
        operations = {row[0] for row in database.execute("SELECT DISTINCT kind FROM op")}
        counts = {kind: len(store.records.find(type_)) for kind, type_ in RECORD_TYPES.items()}
    finally:
        store.close()
    assert conflicts == {("entry", "text"), ("task", "_alive")}
    assert kinds == {*RECORD_TYPES, "newer_thing"}
    assert operations == {"set", "delete", "purge"}
    assert min(counts.values()) >= 2


def test_the_script_still_makes_such_a_workspace(tmp_path: Path) -> None:
    make.make(tmp_path / "v.db")
    made = json.loads((tmp_path / "v.json").read_text(encoding="utf-8"))
    kept = json.loads(make.fixture_of(list(STEPS)[-1]).with_suffix(".json").read_text(encoding="utf-8"))
    varying = {"digest", "recovery_code", "drafts"}
    assert {name: made[name] for name in made if name not in varying} == {
        name: kept[name] for name in kept if name not in varying
    }, "python -m tests.old_workspaces.make"


def test_a_fresh_workspace_takes_no_step_twice(tmp_path: Path, add_step: Callable[[str, Step], None]) -> None:
    taken = []
    add_step(NEXT, taken.append)
    store, _code = create_workspace(tmp_path / "new")
    store.close()
    open_workspace(tmp_path / "new").close()
    assert len(taken) == 1
