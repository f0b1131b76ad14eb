import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gk_desktop.base.errors import UserError
from gk_desktop.store.backups import BackupReason
from gk_desktop.store.connection import connect_to, create_database
from gk_desktop.store.driver import connect
from gk_desktop.store.failures import DamagedWorkspaceError
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.workspaces import (
    clock_at_start,
    closed_workspace,
    contents,
    create_workspace,
    database_of,
    flip_bits,
    open_workspace,
    texts_of,
    write_entries,
)

PAGE = 4096
DAMAGED = "Die Projektdatei ist beschädigt; der Schlüssel stimmt"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    closed_workspace(tmp_path / "profile", *(f"Eintrag {number}" for number in range(30)))
    return tmp_path / "profile"


@pytest.fixture
def crashed(tmp_path: Path) -> Iterator[Path]:
    """A workspace as a crash leaves it: what was written last stands in the log only."""
    store, _code = create_workspace(tmp_path / "running")
    write_entries(store, ["eins", "zwei"])
    shutil.copytree(tmp_path / "running", tmp_path / "crashed")
    store.close()
    yield tmp_path / "crashed"


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def refuses_unchanged(profile: Path, sentence: str = DAMAGED) -> None:
    before = contents(profile)
    with pytest.raises(DamagedWorkspaceError, match=sentence) as raised:
        open_workspace(profile)
    assert "backup restore" in raised.value.way_out
    assert contents(profile) == before


def test_a_connection_writes_a_log_with_full_sync_and_leaves_no_words_behind(tmp_path: Path) -> None:
    store, _code = create_workspace(tmp_path / "p")
    database = database_of(store)
    pragmas = {
        name: database.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete", "temp_store", "foreign_keys", "cipher_version")
    }
    store.close()
    assert pragmas.pop("cipher_version").startswith("4.")
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "temp_store": 2,
        "foreign_keys": 0,
    }


def test_a_crashed_workspace_opens_with_what_was_in_the_log(crashed: Path) -> None:
    assert (crashed / "workspace.db-wal").stat().st_size > 0
    store = open_workspace(crashed)
    texts = texts_of(store)
    store.close()
    assert texts == ["eins", "zwei"]


def test_a_closed_workspace_is_one_file(profile: Path) -> None:
    assert sorted(contents(profile)) == ["vault.key", "workspace.db"]


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_every_file_of_the_profile_is_for_its_owner_only(tmp_path: Path, no_umask: None) -> None:
    profile = tmp_path / "new" / "profile"
    store, _code = create_workspace(profile)
    write_entries(store, ["eins"])
    store.make_backup(BackupReason.MANUAL)
    seen = {path.name: path.stat().st_mode & 0o777 for path in [profile, *profile.rglob("*")]}
    store.close()
    assert {"workspace.db", "workspace.db-wal", "workspace.db-shm", "workspace.lock", "vault.key"} <= set(seen)
    assert len([name for name in seen if name.endswith((".gkbackup", ".key"))]) == 3
    folders = {seen.pop("profile"), seen.pop("backups")}
    assert folders == {0o700}
    assert set(seen.values()) == {0o600}, seen


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_a_backup_in_the_making_is_for_its_owner_only(
    tmp_path: Path, no_umask: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _code = create_workspace(tmp_path / "profile")
    folder, seen = tmp_path / "profile" / "backups", {}

    def look(path: Path) -> None:
        seen.update({found.name: found.stat().st_mode & 0o777 for found in folder.iterdir()})

    monkeypatch.setattr("gk_desktop.store.backups.sync_to_disk", look)
    store.make_backup(BackupReason.MANUAL)
    store.close()
    assert any(name.endswith(".part") for name in seen)
    assert set(seen.values()) == {0o600}


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_an_open_profile_folder_is_closed_to_others(profile: Path) -> None:
    profile.chmod(0o755)
    open_workspace(profile).close()
    assert profile.stat().st_mode & 0o777 == 0o700


def test_a_new_database_never_overwrites_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("wichtig")
    with pytest.raises(FileExistsError):
        create_database(tmp_path / "x.db", bytes(48))
    assert (tmp_path / "x.db").read_text() == "wichtig"


def test_a_file_with_flipped_bits_in_its_first_page_is_called_damaged(profile: Path) -> None:
    for positions in ([0], [15], [16], [100], [PAGE - 1], range(0, PAGE, 97)):
        original = (profile / "workspace.db").read_bytes()
        flip_bits(profile / "workspace.db", positions)
        refuses_unchanged(profile)
        (profile / "workspace.db").write_bytes(original)
    open_workspace(profile).close()


def test_a_flipped_bit_in_any_page_is_noticed_by_opening_or_by_the_check(profile: Path) -> None:
    original = (profile / "workspace.db").read_bytes()
    refused = found = 0
    for page in range(len(original) // PAGE):
        flip_bits(profile / "workspace.db", [page * PAGE + 50 + page])
        damaged = (profile / "workspace.db").read_bytes()
        try:
            store = open_workspace(profile)
        except DamagedWorkspaceError:
            refused += 1
            assert (profile / "workspace.db").read_bytes() == damaged
        else:
            found += not store.verify().is_sound
            store.close()
        (profile / "workspace.db").write_bytes(original)
    assert refused > 0
    assert refused + found == len(original) // PAGE


def test_reading_a_damaged_page_says_so_and_writes_nothing(profile: Path) -> None:
    path = profile / "workspace.db"
    original, findings = path.read_bytes(), 0
    for page in range(1, len(original) // PAGE):
        path.write_bytes(original)
        flip_bits(path, [page * PAGE + 99])
        try:
            store = open_workspace(profile)
        except DamagedWorkspaceError:
            continue
        try:
            texts_of(store)
        except DamagedWorkspaceError as error:
            findings += 1
            assert error.sentence.startswith(DAMAGED)
        finally:
            store.close()
    assert findings > 0


@pytest.mark.parametrize("length", [0, 1, 15, 16, 100, PAGE - 1, PAGE, 3 * PAGE + 7])
def test_a_truncated_file_is_called_damaged(profile: Path, length: int) -> None:
    path = profile / "workspace.db"
    path.write_bytes(path.read_bytes()[:length])
    refuses_unchanged(profile)


@pytest.mark.parametrize("content", [bytes(40 * PAGE), b"SQLite format 3\0" + bytes(PAGE), b"PK\3\4", os.urandom(8192)])
def test_a_file_replaced_by_something_else_is_called_damaged(profile: Path, content: bytes) -> None:
    (profile / "workspace.db").write_bytes(content)
    refuses_unchanged(profile)


def test_a_plain_database_in_the_place_of_the_workspace_is_refused_unchanged(profile: Path) -> None:
    path = profile / "workspace.db"
    path.unlink()
    plain = connect(str(path))
    plain.execute("CREATE TABLE op (n)")
    plain.close()
    refuses_unchanged(profile)


def test_the_file_of_another_project_is_refused_unchanged(profile: Path, tmp_path: Path) -> None:
    closed_workspace(tmp_path / "other", "fremd")
    shutil.copy(tmp_path / "other" / "workspace.db", profile / "workspace.db")
    refuses_unchanged(profile)


def test_the_file_of_another_project_beside_a_log_is_refused_unchanged(crashed: Path, tmp_path: Path) -> None:
    closed_workspace(tmp_path / "other", "fremd")
    shutil.copy(tmp_path / "other" / "workspace.db", crashed / "workspace.db")
    refuses_unchanged(crashed)


def test_a_damaged_file_beside_a_log_keeps_the_log(crashed: Path) -> None:
    path = crashed / "workspace.db"
    path.write_bytes(path.read_bytes()[:16] + bytes(PAGE))
    log = (crashed / "workspace.db-wal").read_bytes()
    (crashed / "workspace.db-wal").write_bytes(log[:32] + bytes(200))
    before = path.read_bytes(), (crashed / "workspace.db-wal").read_bytes()
    with pytest.raises(DamagedWorkspaceError, match=DAMAGED):
        open_workspace(crashed)
    assert (path.read_bytes(), (crashed / "workspace.db-wal").read_bytes()) == before


def test_a_log_of_another_database_is_not_mixed_in(profile: Path, crashed: Path) -> None:
    shutil.copy(crashed / "workspace.db-wal", profile / "workspace.db-wal")
    before = (profile / "workspace.db").read_bytes()
    with pytest.raises(DamagedWorkspaceError):
        open_workspace(profile)
    assert (profile / "workspace.db").read_bytes() == before
    (profile / "workspace.db-wal").unlink()
    store = open_workspace(profile)
    texts = texts_of(store)
    store.close()
    assert len(texts) == 30


def test_a_connection_for_reading_cannot_write(profile: Path) -> None:
    data_key = key_of(profile)
    before = (profile / "workspace.db").read_bytes()
    database = connect_to(profile / "workspace.db", data_key, read_only=True)
    try:
        assert database.execute('SELECT count(*) FROM "entry"').fetchone()[0] == 30
        with pytest.raises(Exception, match="readonly"):
            database.execute('DELETE FROM "entry"')
    finally:
        database.close()
    assert (profile / "workspace.db").read_bytes() == before


def test_a_folder_in_the_place_of_the_database_is_called_unreadable(profile: Path) -> None:
    (profile / "workspace.db").unlink()
    (profile / "workspace.db").mkdir()
    with pytest.raises(UserError, match="nicht lesbar"):
        open_workspace(profile)


@pytest.mark.parametrize("name", ["mit Leerzeichen", "100% #1?", "Größe & Maß", "a'b", "x" * 150])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    closed_workspace(tmp_path / name, "eins")
    shutil.copytree(tmp_path / name, tmp_path / "kept")
    store = open_workspace(tmp_path / name)
    write_entries(store, ["zwei"])
    shutil.rmtree(tmp_path / "kept")
    shutil.copytree(tmp_path / name, tmp_path / "kept" / name)
    store.close()
    again = open_workspace(tmp_path / "kept" / name)
    texts = texts_of(again)
    again.close()
    assert texts == ["eins", "zwei"]


def key_of(profile: Path) -> bytes:
    store = open_workspace(profile)
    data_key = store._data_key
    store.close()
    return data_key


def test_opening_with_a_known_key_needs_no_passphrase(profile: Path, tmp_path: Path) -> None:
    data_key = key_of(profile)
    store = WorkspaceStore.open_with_key(profile, data_key, clock=clock_at_start())
    texts = texts_of(store)
    store.close()
    assert len(texts) == 30
    with pytest.raises(DamagedWorkspaceError):
        WorkspaceStore.open_with_key(profile, bytes(48), clock=clock_at_start())
