import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gk_desktop.base.errors import UserError
from gk_desktop.domain.entry import Entry
from gk_desktop.store.backups import Backup, BackupReason
from gk_desktop.store.failures import StorageFullError
from gk_desktop.store.restore import restore_backup
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.workspaces import (
    CHEAP,
    PASSPHRASE,
    clock_at_start,
    closed_workspace,
    contents,
    create_workspace,
    flip_bits,
    interrupted,
    open_workspace,
    texts_of,
    write_entries,
)

UNUSABLE = "ist beschädigt und kann nicht verwendet werden"
OTHER_PASSPHRASE = "ein anderes projekt hier"


def restore(profile: Path, backup: Path, passphrase: str = PASSPHRASE, recovery_code: str | None = None) -> None:
    restore_backup(profile, backup, passphrase, clock=clock_at_start(), recovery_code=recovery_code)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def recovery_code(profile: Path) -> str:
    """A workspace with one entry in its backup and one made since."""
    store, code = create_workspace(profile)
    write_entries(store, ["eins"])
    store.make_backup(BackupReason.MANUAL)
    write_entries(store, ["zwei"])
    store.close()
    return code


@pytest.fixture
def backup(profile: Path, recovery_code: str, tmp_path: Path) -> Path:
    """The backup on a stick, as it would be carried to another laptop."""
    made = next((profile / "backups").glob("*_manuell.gkbackup"))
    (tmp_path / "stick").mkdir()
    for path in (made, made.with_suffix(".key")):
        shutil.copy(path, tmp_path / "stick")
    return tmp_path / "stick" / made.name


def opened_texts(profile: Path, passphrase: str = PASSPHRASE) -> list[str]:
    store = WorkspaceStore.open(profile, passphrase, clock=clock_at_start())
    try:
        assert store.verify().is_sound
        return texts_of(store)
    finally:
        store.close()


def backups_of(profile: Path) -> list[Backup]:
    store = open_workspace(profile)
    try:
        return store.backups.all()
    finally:
        store.close()


def refuses_unchanged(profile: Path, backup: Path, sentence: str, passphrase: str = PASSPHRASE) -> None:
    before = contents(profile)
    with pytest.raises(UserError, match=sentence):
        restore(profile, backup, passphrase)
    assert contents(profile) == before
    assert opened_texts(profile) == ["eins", "zwei"]


def test_a_backup_replaces_a_living_workspace_which_is_backed_up_first(profile: Path, backup: Path) -> None:
    restore(profile, backup)
    assert opened_texts(profile) == ["eins"]
    newest = backups_of(profile)[0]
    assert newest.reason == BackupReason.BEFORE_RESTORE
    restore(profile, newest.path)
    assert opened_texts(profile) == ["eins", "zwei"]


def test_a_restored_workspace_gives_no_number_twice(profile: Path, backup: Path) -> None:
    letters, sites = [], []
    for _time in range(3):
        store = open_workspace(profile)
        letters.append(store.journal.site.letters)
        sites.append(store.journal.site.id)
        store.close()
        restore(profile, backup)
    assert letters[0] == "A"
    assert len(set(letters)) == 3
    assert len(set(sites)) == 3


def test_what_the_log_alone_holds_is_in_the_backup_before_the_restore(
    profile: Path, backup: Path, tmp_path: Path
) -> None:
    store = open_workspace(profile)
    write_entries(store, ["nur im Protokoll"])
    shutil.copytree(profile, tmp_path / "crashed")
    store.close()
    crashed = tmp_path / "crashed"
    assert (crashed / "workspace.db-wal").stat().st_size > 0
    restore(crashed, backup)
    assert opened_texts(crashed) == ["eins"]
    restore(crashed, backups_of(crashed)[0].path)
    assert opened_texts(crashed) == ["eins", "zwei", "nur im Protokoll"]


def test_a_backup_opens_on_a_laptop_without_any_workspace(backup: Path, tmp_path: Path) -> None:
    restore(tmp_path / "new" / "laptop", backup)
    assert opened_texts(tmp_path / "new" / "laptop") == ["eins"]
    assert sorted(contents(tmp_path / "new" / "laptop")) == ["vault.key", "workspace.db"]


def test_a_backup_opens_with_the_recovery_code(profile: Path, recovery_code: str, backup: Path, tmp_path: Path) -> None:
    restore(tmp_path / "new", backup, "vergessen", recovery_code.lower())
    assert opened_texts(tmp_path / "new") == ["eins"]
    with pytest.raises(UserError, match="Tippfehler"):
        restore(tmp_path / "new", backup, PASSPHRASE, recovery_code[:-2])


def test_a_restored_workspace_can_be_written_backed_up_and_restored_again(backup: Path, tmp_path: Path) -> None:
    restore(tmp_path / "new", backup)
    store = open_workspace(tmp_path / "new")
    write_entries(store, ["drei"])
    again = store.make_backup(BackupReason.MANUAL)
    with store.journal.change("Bearbeiten") as unit:
        unit.change(Entry, store.records.find(Entry)[0].id, text="geändert")
    store.close()
    restore(tmp_path / "new", again.path)
    assert opened_texts(tmp_path / "new") == ["eins", "drei"]


@pytest.mark.parametrize("content", [b"", bytes(9000), b"PK\3\4" * 3000])
def test_a_damaged_workspace_is_moved_aside_as_it_is(profile: Path, backup: Path, content: bytes) -> None:
    key = (profile / "vault.key").read_bytes()
    (profile / "workspace.db").write_bytes(content)
    restore(profile, backup)
    assert opened_texts(profile) == ["eins"]
    [aside] = (profile / "backups").glob("ersetzt_*")
    assert (aside / "workspace.db").read_bytes() == content
    assert (aside / "vault.key").read_bytes() == key
    assert aside.stat().st_mode & 0o777 == 0o700


def test_damaged_workspaces_of_one_second_do_not_replace_each_other(profile: Path, backup: Path) -> None:
    for content in (b"eins", b"zwei"):
        (profile / "workspace.db").write_bytes(content)
        restore(profile, backup)
    kept = sorted((path / "workspace.db").read_bytes() for path in (profile / "backups").glob("ersetzt_*"))
    assert kept == [b"eins", b"zwei"]


def test_a_workspace_damaged_in_any_page_can_be_replaced_and_is_kept(profile: Path, backup: Path) -> None:
    original = contents(profile)
    for page in (0, 1, 2, 5, 20):
        damaged = profile.with_name(f"damaged-{page}")
        shutil.copytree(profile, damaged)
        flip_bits(damaged / "workspace.db", [page * 4096 + 77])
        broken = (damaged / "workspace.db").read_bytes()
        restore(damaged, backup)
        assert opened_texts(damaged) == ["eins"]
        [aside] = (damaged / "backups").glob("ersetzt_*")
        assert (aside / "workspace.db").read_bytes() == broken
    assert contents(profile) == original


@pytest.mark.parametrize("lost", ["vault.key", "workspace.db"])
def test_a_workspace_that_has_lost_a_file_can_be_replaced(profile: Path, backup: Path, lost: str) -> None:
    (profile / lost).unlink()
    restore(profile, backup)
    assert opened_texts(profile) == ["eins"]


def test_a_workspace_whose_key_file_is_lost_is_still_backed_up(profile: Path, backup: Path) -> None:
    (profile / "vault.key").unlink()
    restore(profile, backup)
    newest = backups_of(profile)[0]
    assert newest.reason == BackupReason.BEFORE_RESTORE
    restore(profile, newest.path)
    assert opened_texts(profile) == ["eins", "zwei"]


def test_the_workspace_of_another_project_is_kept_when_it_is_replaced(backup: Path, tmp_path: Path) -> None:
    closed_workspace(tmp_path / "other", "fremd")
    restore(tmp_path / "other", backup)
    assert opened_texts(tmp_path / "other") == ["eins"]
    [aside] = (tmp_path / "other" / "backups").glob("ersetzt_*")
    shutil.copytree(aside, tmp_path / "again")
    assert opened_texts(tmp_path / "again") == ["fremd"]


def test_a_wrong_passphrase_restores_nothing(profile: Path, backup: Path) -> None:
    refuses_unchanged(profile, backup, "Die Passphrase stimmt nicht", "falsch, aber lang")


def test_a_missing_backup_restores_nothing(profile: Path, backup: Path) -> None:
    backup.unlink()
    refuses_unchanged(profile, backup, "ist nicht vorhanden")


def test_a_backup_without_its_key_file_restores_nothing(profile: Path, backup: Path) -> None:
    backup.with_suffix(".key").unlink()
    refuses_unchanged(profile, backup, r"Die Tresordatei des Projekts \(.*_manuell\.key\) fehlt")


def test_a_backup_with_a_damaged_key_file_restores_nothing(profile: Path, backup: Path) -> None:
    flip_bits(backup.with_suffix(".key"), [40])
    refuses_unchanged(profile, backup, "Die Tresordatei .* ist beschädigt")


def test_a_backup_beside_the_key_of_another_project_restores_nothing(
    profile: Path, backup: Path, tmp_path: Path
) -> None:
    closed_workspace(tmp_path / "other")
    shutil.copy(tmp_path / "other" / "vault.key", backup.with_suffix(".key"))
    refuses_unchanged(profile, backup, UNUSABLE)


def damage_of(name: str) -> Callable[[bytes], bytes]:
    return {
        "empty": lambda content: b"",
        "first page only": lambda content: content[:4096],
        "half": lambda content: content[: len(content) // 2 // 4096 * 4096],
        "last page missing": lambda content: content[:-4096],
        "torn": lambda content: content[: len(content) // 2 + 999],
        "zeros": lambda content: bytes(len(content)),
        "hole": lambda content: content[:8192] + bytes(4096) + content[12288:],
        "pages swapped": lambda content: content[:8192] + content[12288:16384] + content[8192:12288] + content[16384:],
        "something else": lambda content: b"PK\3\4" * 2000,
    }[name]


@pytest.mark.parametrize(
    "damage",
    [
        "empty",
        "first page only",
        "half",
        "last page missing",
        "torn",
        "zeros",
        "hole",
        "pages swapped",
        "something else",
    ],
)
def test_a_damaged_backup_restores_nothing(profile: Path, backup: Path, damage: str) -> None:
    backup.write_bytes(damage_of(damage)(backup.read_bytes()))
    refuses_unchanged(profile, backup, f"Die Sicherung „{backup.stem}“ {UNUSABLE}")


def test_a_flipped_bit_in_any_page_of_a_backup_restores_nothing(backup: Path, tmp_path: Path) -> None:
    original = backup.read_bytes()
    refused = 0
    for page in range(len(original) // 4096):
        backup.write_bytes(original)
        flip_bits(backup, [page * 4096 + (page * 131) % 4096])
        with pytest.raises(UserError, match=UNUSABLE):
            restore(tmp_path / "new", backup)
        refused += 1
    assert refused > 50
    assert contents(tmp_path / "new") == {}


def test_a_full_disk_during_the_backup_before_restores_nothing(
    profile: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gk_desktop.store.backups.sync_to_disk", full)
    before = contents(profile)
    with pytest.raises(StorageFullError, match="Der Datenträger ist voll"):
        restore(profile, backup)
    monkeypatch.undo()
    after = contents(profile)
    # Reading has opened a log, which stays empty.
    assert after.pop("workspace.db-wal", b"") == b""
    after.pop("workspace.db-shm", None)
    assert after == before
    assert opened_texts(profile) == ["eins", "zwei"]


def test_leftovers_of_a_killed_restore_do_not_mix_with_the_next_one(profile: Path, backup: Path) -> None:
    unfinished = profile / "successor.part"
    unfinished.mkdir()
    for name in ("workspace.db", "workspace.db-wal", "vault.key"):
        (unfinished / name).write_bytes(b"Rest")
    assert opened_texts(profile) == ["eins", "zwei"]
    restore(profile, backup)
    assert opened_texts(profile) == ["eins"]
    assert not unfinished.exists()


@pytest.mark.parametrize(
    ("before", "dead"),
    [("living", False), ("living", True), ("damaged", True), ("other project", True), ("nothing", True)],
)
def test_a_crash_at_any_step_leaves_the_old_or_the_new_workspace(
    profile: Path, backup: Path, tmp_path: Path, before: str, dead: bool
) -> None:
    template = tmp_path / "template"
    template.mkdir()
    if before == "other project":
        shutil.rmtree(template)
        other, _code = WorkspaceStore.create(template, OTHER_PASSPHRASE, author="XY", clock=clock_at_start(), kdf=CHEAP)
        write_entries(other, ["fremd"])
        other.close()
    elif before != "nothing":
        for name in ("workspace.db", "vault.key"):
            shutil.copy(profile / name, template)
    if before == "damaged":
        (template / "workspace.db").write_bytes(b"kaputt")
    seen = []
    for at in range(1, 400):
        laptop = tmp_path / "laptop"
        shutil.rmtree(laptop, ignore_errors=True)
        shutil.copytree(template, laptop)
        with interrupted(at, dead=dead) as calls, contextlib.suppress(KeyboardInterrupt):
            restore(laptop, backup)
        if len(calls) < at:
            break
        seen.append(what_is_there(laptop, before))
        if at % 4 == 0:
            # And the next attempt succeeds.
            restore(laptop, backup)
            assert opened_texts(laptop) == ["eins"]
    assert set(seen) == {"old", "new"}
    assert seen == sorted(seen, reverse=True)


def what_is_there(laptop: Path, before: str) -> str:
    old = {"living": ["eins", "zwei"], "other project": ["fremd"]}
    try:
        texts = opened_texts(laptop)
    except UserError as error:
        if before == "other project":
            texts = opened_texts(laptop, OTHER_PASSPHRASE)
        else:
            expected = {"nothing": "noch kein Projekt", "damaged": "Die Projektdatei ist beschädigt"}[before]
            assert expected in error.sentence
            if before == "damaged":
                assert (laptop / "workspace.db").read_bytes() == b"kaputt"
            return "old"
    if texts == old.get(before):
        return "old"
    assert texts == ["eins"]
    if before in {"damaged", "other project"}:
        [aside] = (laptop / "backups").glob("ersetzt_*")
        assert {"workspace.db", "vault.key"} <= set(contents(aside))
    return "new"
