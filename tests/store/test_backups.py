import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.domain.retention import backups_to_keep
from gk_desktop.store.backups import BackupFolder, BackupReason, verify_copy
from gk_desktop.store.connection import connect_to
from gk_desktop.store.failures import StorageFullError
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.workspaces import (
    START,
    clock_at_start,
    contents,
    create_workspace,
    database_of,
    open_workspace,
    texts_of,
    write_entries,
)

UNUSABLE = "ist beschädigt und kann nicht verwendet werden"


@pytest.fixture
def clock() -> SteppingClock:
    return clock_at_start()


@pytest.fixture
def store(tmp_path: Path, clock: SteppingClock) -> Iterator[WorkspaceStore]:
    store, _code = create_workspace(tmp_path / "profile", clock)
    write_entries(store, ["eins", "zwei"])
    yield store
    store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "backups"


def test_a_backup_opens_as_a_workspace_with_everything_in_it(store: WorkspaceStore, tmp_path: Path) -> None:
    [entry] = write_entries(store, ["drei"])
    with store.journal.change("Löschen") as unit:
        unit.delete(entry.id)
    store.drafts.save("Mitschrift", "halb getippt")
    backup = store.make_backup(BackupReason.MANUAL)
    (tmp_path / "opened").mkdir()
    shutil.copy(backup.path, tmp_path / "opened" / "workspace.db")
    shutil.copy(backup.key_path, tmp_path / "opened" / "vault.key")
    opened = open_workspace(tmp_path / "opened")
    found = (texts_of(opened), opened.drafts.all(), opened.journal.digest(), opened.verify().findings)
    opened.close()
    assert found == (["eins", "zwei"], store.drafts.all(), store.journal.digest(), ())


def test_a_backup_says_when_and_why_it_was_made(store: WorkspaceStore, clock: SteppingClock) -> None:
    made = []
    for minutes, reason in enumerate(BackupReason):
        clock.set(START + timedelta(minutes=minutes))
        made.append(store.make_backup(reason))
    assert store.backups.all() == made[::-1]
    assert [backup.reason for backup in made] == list(BackupReason)
    assert [backup.made_at for backup in made] == [START + timedelta(minutes=n) for n in range(len(made))]
    assert made[0].name == "2026-03-10T09-00-00_manuell"
    assert store.backups.named(made[3].name) == store.backups.named(made[3].path.name) == made[3]


def test_backups_of_one_second_stand_beside_each_other_newest_first(store: WorkspaceStore) -> None:
    made = [store.make_backup(BackupReason.MANUAL) for _time in range(12)]
    assert store.backups.all() == made[::-1]
    assert len({backup.path for backup in made}) == 12
    assert all(backup.key_path.exists() for backup in made)


def test_an_unknown_backup_is_named_in_the_refusal(store: WorkspaceStore) -> None:
    with pytest.raises(UserError, match="Eine Sicherung „gestern“ gibt es nicht") as raised:
        store.backups.named("gestern")
    assert "backup list" in raised.value.way_out


def test_foreign_files_among_the_backups_are_neither_listed_nor_removed(
    store: WorkspaceStore, folder: Path, clock: SteppingClock
) -> None:
    backup = store.make_backup(BackupReason.MANUAL)
    foreign = [
        "Notiz.txt",
        "2026-99-99T00-00-00_manuell.gkbackup",
        "x.gkbackup",
        "2020-01-01T00-00-00_manuell.gkbackup.txt",
        "Diktat.part",
    ]
    for name in foreign:
        (folder / name).write_text("fremd")
    clock.set(START + timedelta(days=400))
    newest = store.make_backup(BackupReason.AUTOMATIC)
    assert store.backups.all() == [newest, backup]
    assert {name for name in foreign if (folder / name).read_text() == "fremd"} == set(foreign)


def test_a_backup_leaves_no_logs_and_no_half_file(store: WorkspaceStore, folder: Path) -> None:
    backup = store.make_backup(BackupReason.MANUAL)
    assert sorted(path.name for path in folder.iterdir()) == [backup.path.name, backup.key_path.name]


def test_what_a_crash_left_of_a_backup_is_not_listed_and_does_not_hinder(store: WorkspaceStore, folder: Path) -> None:
    folder.mkdir()
    names = [
        "2026-03-10T09-00-00_manuell.part",
        "2026-03-10T09-00-00_manuell.part-wal",
        "2026-03-10T09-00-00_manuell.part-shm",
        "2026-03-09T09-00-00.1_automatisch.part",
    ]
    for name in names:
        (folder / name).write_bytes(b"\0" * 5000)
    (folder / "2026-03-10T09-00-00_manuell.key").write_bytes(b"halb")
    assert store.backups.all() == []
    backup = store.make_backup(BackupReason.MANUAL)
    assert store.backups.all() == [backup]
    assert not any(".part" in path.name for path in folder.iterdir())
    verify_copy(backup.path, store._data_key)


def test_a_backup_is_due_when_there_is_none_and_half_an_hour_after_the_last(
    store: WorkspaceStore, clock: SteppingClock
) -> None:
    due = [store.backups.is_due()]
    store.make_backup(BackupReason.AUTOMATIC)
    for minutes in (0, 15, 29, 30, 45):
        clock.set(START + timedelta(minutes=minutes))
        due.append(store.backups.is_due())
    assert due == [True, False, False, False, True, True]


def test_a_backup_from_the_future_does_not_keep_today_without_one(store: WorkspaceStore, clock: SteppingClock) -> None:
    clock.set(START + timedelta(days=3650))
    future = store.make_backup(BackupReason.AUTOMATIC)
    clock.set(START)
    assert store.backups.is_due()
    today = store.make_backup(BackupReason.AUTOMATIC)
    assert not store.backups.is_due()
    assert store.backups.all() == [future, today]


def test_old_backups_are_thinned_out_with_their_keys(store: WorkspaceStore, folder: Path, clock: SteppingClock) -> None:
    """All of two days, one a day for 14 days, one a week for 8 weeks; the files are real ones, copied for speed."""
    template = store.make_backup(BackupReason.MANUAL)
    moments = [START + timedelta(hours=8 * step) for step in range(3 * 150)]
    for moment in moments:
        name = f"{moment:%Y-%m-%dT%H-%M-%S}_automatisch"
        shutil.copy(template.path, folder / f"{name}.gkbackup")
        shutil.copy(template.key_path, folder / f"{name}.key")
    now = moments[-1] + timedelta(minutes=1)
    clock.set(now)
    newest = store.make_backup(BackupReason.AUTOMATIC)
    left = store.backups.all()
    assert {backup.made_at for backup in left} == backups_to_keep([*moments, now], now)
    assert left[0] == newest
    assert 20 < len(left) < 35
    assert len([backup for backup in left if now - backup.made_at < timedelta(days=2)]) == 7
    assert {path.stem for path in folder.glob("*.key")} == {backup.name for backup in left}
    oldest = left[-1]
    assert now - oldest.made_at > timedelta(days=40)
    verify_copy(oldest.path, store._data_key)


def test_a_backup_that_cannot_be_read_again_is_not_kept(
    store: WorkspaceStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaging(path: Path, data_key: bytes, **options: object) -> None:
        content = path.read_bytes()
        path.write_bytes(content[:-4096] + bytes(4096))
        verify_copy(path, data_key)

    before = store.make_backup(BackupReason.MANUAL)
    monkeypatch.setattr("gk_desktop.store.backups.verify_copy", damaging)
    with pytest.raises(UserError, match=UNUSABLE):
        store.make_backup(BackupReason.MANUAL)
    assert store.backups.all() == [before]
    assert sorted(path.name for path in folder.iterdir()) == [before.path.name, before.key_path.name]
    assert texts_of(store) == ["eins", "zwei"]


def test_a_copy_with_less_in_it_than_the_workspace_is_not_accepted(store: WorkspaceStore) -> None:
    backup = store.make_backup(BackupReason.MANUAL)
    verify_copy(backup.path, store._data_key, at_least=4)
    with pytest.raises(UserError, match=UNUSABLE):
        verify_copy(backup.path, store._data_key, at_least=5)


def test_a_full_disk_is_called_full_and_leaves_the_earlier_backups(
    store: WorkspaceStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.make_backup(BackupReason.MANUAL)

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    for name in ("create_private_file", "sync_to_disk"):
        with monkeypatch.context() as patch:
            patch.setattr(f"gk_desktop.store.backups.{name}", full)
            with pytest.raises(StorageFullError, match="Datenträger ist voll"):
                store.make_backup(BackupReason.MANUAL)
        assert store.backups.all() == [before]
        assert sorted(path.name for path in folder.iterdir()) == [before.path.name, before.key_path.name]


def test_no_backup_is_left_without_a_key_beside_it(store: WorkspaceStore, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "profile" / "vault.key").rename(tmp_path / "vault.key")
    with pytest.raises(UserError, match=r"vault\.key.*fehlt"):
        store.make_backup(BackupReason.MANUAL)
    assert list(folder.iterdir()) == []
    (tmp_path / "vault.key").rename(tmp_path / "profile" / "vault.key")


def test_a_backup_made_during_a_session_does_not_disturb_it(store: WorkspaceStore) -> None:
    for number in range(5):
        write_entries(store, [f"Eintrag {number}"])
        store.make_backup(BackupReason.AUTOMATIC)
    assert store.verify().is_sound
    assert len(texts_of(store)) == 7
    assert not database_of(store).conn.in_transaction


def test_an_empty_workspace_can_be_backed_up(tmp_path: Path) -> None:
    store, _code = create_workspace(tmp_path / "empty")
    backup = store.make_backup(BackupReason.MANUAL)
    verify_copy(backup.path, store._data_key)
    store.close()
    assert backup.path.stat().st_size > 0


def test_a_copy_is_looked_at_without_being_changed(store: WorkspaceStore, folder: Path) -> None:
    backup = store.make_backup(BackupReason.MANUAL)
    before = contents(folder)
    reading = connect_to(backup.path, store._data_key, read_only=True)
    reading.execute('SELECT * FROM "entry"').fetchall()
    reading.close()
    assert contents(folder) == before


def test_the_list_of_a_workspace_without_backups_is_empty(tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path / "missing", clock_at_start())
    assert folder.all() == []
    assert folder.is_due()
    assert not (tmp_path / "missing").exists()
