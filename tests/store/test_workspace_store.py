import contextlib
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gk_desktop.base.errors import UserError
from gk_desktop.security.key_file import KeyFile
from gk_desktop.store.backups import BackupReason
from gk_desktop.store.instance_lock import WorkspaceInUseError
from gk_desktop.store.restore import restore_backup
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.workspaces import (
    CHEAP,
    PASSPHRASE,
    clock_at_start,
    closed_workspace,
    contents,
    create_workspace,
    interrupted,
    open_workspace,
    texts_of,
    write_entries,
)

REPOSITORY = Path(__file__).resolve().parents[2]
IN_USE = "Das Projekt ist bereits geöffnet"
NEW_PASSPHRASE = "vier neue wörter am see"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    closed_workspace(tmp_path / "profile", "eins", "zwei")
    return tmp_path / "profile"


def refuses(profile: Path, sentence: str, way_out: str = "", **options: str) -> None:
    before = contents(profile)
    with pytest.raises(UserError, match=sentence) as raised:
        WorkspaceStore.open(profile, options.pop("passphrase", PASSPHRASE), clock=clock_at_start(), **options)
    assert way_out in raised.value.way_out
    assert contents(profile) == before


def test_a_new_workspace_is_empty_sound_and_belongs_to_laptop_a(tmp_path: Path) -> None:
    store, recovery_code = create_workspace(tmp_path / "p")
    assert store.verify().is_sound
    assert texts_of(store) == []
    assert (store.journal.site.letters, store.journal.site.author) == ("A", "AB")
    store.close()
    assert len(recovery_code.replace("-", "")) == 34


def test_a_workspace_opens_with_passphrase_or_recovery_code(tmp_path: Path) -> None:
    recovery_code = closed_workspace(tmp_path / "p", "eins")
    for passphrase, code in ((PASSPHRASE, None), ("", recovery_code), ("falsch", recovery_code.lower())):
        store = WorkspaceStore.open(tmp_path / "p", passphrase, clock=clock_at_start(), recovery_code=code)
        texts = texts_of(store)
        store.close()
        assert texts == ["eins"]


def test_reopening_keeps_site_and_letters(profile: Path) -> None:
    sites = []
    for _time in range(2):
        store = open_workspace(profile)
        sites.append(store.journal.site)
        store.close()
    assert sites[0] == sites[1]
    assert sites[0].letters == "A"


def test_a_copied_profile_goes_on_under_new_letters(profile: Path, tmp_path: Path) -> None:
    shutil.copytree(profile, tmp_path / "copy")
    store = open_workspace(tmp_path / "copy")
    copy = store.journal.site
    store.close()
    store = open_workspace(profile)
    original = store.journal.site
    store.close()
    assert copy.id != original.id
    assert copy.letters.startswith("A")
    assert len(copy.letters) == 3


def test_no_workspace_is_made_where_one_is(profile: Path) -> None:
    before = contents(profile)
    with pytest.raises(UserError, match="liegt schon ein Projekt"):
        create_workspace(profile)
    assert contents(profile) == before


def test_a_short_passphrase_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="zu kurz"):
        WorkspaceStore.create(tmp_path / "p", "kurz", author="AB", clock=clock_at_start(), kdf=CHEAP)
    assert not (tmp_path / "p").exists()


def test_nothing_is_there_to_open(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="liegt noch kein Projekt") as raised:
        open_workspace(tmp_path / "p")
    assert "project init" in raised.value.way_out
    assert not (tmp_path / "p").exists()


def test_a_wrong_passphrase_is_told_from_a_damaged_key_file(profile: Path) -> None:
    refuses(profile, "Die Passphrase stimmt nicht", "Wiederherstellungscode", passphrase="drei kurze wege im regen ")
    key = bytearray((profile / "vault.key").read_bytes())
    key[len(key) // 2] ^= 1
    (profile / "vault.key").write_bytes(key)
    refuses(profile, r"Die Tresordatei des Projekts \(vault.key\) ist beschädigt", "neben jeder Sicherung")


def test_a_missing_key_file_is_called_missing(profile: Path) -> None:
    (profile / "vault.key").unlink()
    refuses(profile, r"Die Tresordatei des Projekts \(vault.key\) fehlt", "neben jeder Sicherung")


def test_a_missing_database_is_called_missing(profile: Path) -> None:
    (profile / "workspace.db").unlink()
    refuses(profile, "Die Projektdatei in .* fehlt", "backup restore")
    assert not (profile / "workspace.db").exists()


def test_the_recovery_code_of_another_project_opens_nothing(profile: Path, tmp_path: Path) -> None:
    other = closed_workspace(tmp_path / "other")
    refuses(profile, "gehört nicht zu diesem Projekt", recovery_code=other)


def test_the_key_file_of_another_project_does_not_open_this_one(profile: Path, tmp_path: Path) -> None:
    closed_workspace(tmp_path / "other")
    shutil.copy(tmp_path / "other" / "vault.key", profile / "vault.key")
    refuses(profile, "Die Projektdatei ist beschädigt")


def test_after_a_changed_passphrase_only_the_new_one_opens(tmp_path: Path) -> None:
    profile = tmp_path / "p"
    store, recovery_code = create_workspace(profile)
    write_entries(store, ["eins"])
    store.change_passphrase(NEW_PASSPHRASE)
    write_entries(store, ["zwei"])
    store.close()
    refuses(profile, "Die Passphrase stimmt nicht")
    for passphrase, code in ((NEW_PASSPHRASE, None), ("", recovery_code)):
        store = WorkspaceStore.open(profile, passphrase, clock=clock_at_start(), recovery_code=code)
        texts = texts_of(store)
        store.close()
        assert texts == ["eins", "zwei"]


def test_a_changed_passphrase_opens_the_backups_made_before(tmp_path: Path) -> None:
    profile = tmp_path / "p"
    store, recovery_code = create_workspace(profile)
    write_entries(store, ["eins"])
    backup = store.make_backup(BackupReason.MANUAL)
    store.change_passphrase(NEW_PASSPHRASE)
    store.close()
    with pytest.raises(UserError, match="Die Passphrase stimmt nicht"):
        restore_backup(profile, backup.path, PASSPHRASE, clock=clock_at_start())
    for passphrase, code in ((NEW_PASSPHRASE, None), ("", recovery_code)):
        restore_backup(profile, backup.path, passphrase, clock=clock_at_start(), recovery_code=code)
        store = WorkspaceStore.open(profile, NEW_PASSPHRASE, clock=clock_at_start())
        texts = texts_of(store)
        store.close()
        assert texts == ["eins"]


def test_the_old_passphrase_opens_no_key_file_that_is_left_anywhere(tmp_path: Path) -> None:
    """Neither beside a backup whose own copy of the key cannot be read, nor with files that were moved aside."""
    profile = tmp_path / "p"
    store, _code = create_workspace(profile)
    backups = [store.make_backup(BackupReason.MANUAL) for _time in range(3)]
    moved_aside = profile / "backups" / "ersetzt_2026-01-01T00-00-00" / "vault.key"
    moved_aside.parent.mkdir()
    shutil.copy(profile / "vault.key", moved_aside)
    backups[0].key_path.unlink()
    backups[1].key_path.write_bytes(b"kaputt")
    store.change_passphrase(NEW_PASSPHRASE)
    store.close()
    opened = []
    for path in profile.rglob("*.key"):
        if path != backups[1].key_path:
            key_file = KeyFile.from_bytes(path.read_bytes())
            opened.append(key_file.unlock(NEW_PASSPHRASE))
            with pytest.raises(UserError, match="Die Passphrase stimmt nicht"):
                key_file.unlock(PASSPHRASE)
    assert len(opened) == 3
    assert len(set(opened)) == 1


def test_the_keys_of_another_project_keep_their_passphrase(tmp_path: Path) -> None:
    closed_workspace(tmp_path / "other")
    store, _code = create_workspace(tmp_path / "p")
    foreign = tmp_path / "p" / "backups" / "ersetzt_2026-01-01T00-00-00" / "vault.key"
    foreign.parent.mkdir(parents=True)
    shutil.copy(tmp_path / "other" / "vault.key", foreign)
    store.change_passphrase(NEW_PASSPHRASE)
    store.close()
    assert foreign.read_bytes() == (tmp_path / "other" / "vault.key").read_bytes()


def test_a_refused_new_passphrase_changes_nothing(tmp_path: Path) -> None:
    store, _code = create_workspace(tmp_path / "p")
    before = (tmp_path / "p" / "vault.key").read_bytes()
    with pytest.raises(UserError, match="zu kurz"):
        store.change_passphrase("kurz")
    store.close()
    assert (tmp_path / "p" / "vault.key").read_bytes() == before


# One program per workspace

HOLDER = """
import sys
from pathlib import Path
from tests.store.workspaces import open_workspace
store = open_workspace(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
store.close()
"""


@pytest.fixture
def holder(profile: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has the workspace open."""
    command = [sys.executable, "-c", HOLDER, str(profile)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as process:
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_second_process_is_refused_while_the_first_lives(profile: Path, holder: "subprocess.Popen[str]") -> None:
    started = time.monotonic()
    with pytest.raises(WorkspaceInUseError, match=IN_USE) as raised:
        open_workspace(profile)
    assert time.monotonic() - started < 2
    assert "Schließen Sie es dort" in raised.value.way_out
    with pytest.raises(WorkspaceInUseError):
        create_workspace(profile)


def test_nothing_is_restored_while_another_process_has_the_workspace(
    profile: Path, tmp_path: Path, holder: "subprocess.Popen[str]"
) -> None:
    shutil.copytree(profile, tmp_path / "other")
    store = open_workspace(tmp_path / "other")
    backup = store.make_backup(BackupReason.MANUAL)
    store.close()
    with pytest.raises(WorkspaceInUseError, match=IN_USE):
        restore_backup(profile, backup.path, PASSPHRASE, clock=clock_at_start())


def test_the_workspace_is_free_at_once_when_the_first_process_is_killed(
    profile: Path, holder: "subprocess.Popen[str]"
) -> None:
    holder.kill()
    holder.wait()
    started = time.monotonic()
    store = open_workspace(profile)
    texts = texts_of(store)
    store.close()
    assert time.monotonic() - started < 2
    assert texts == ["eins", "zwei"]


def test_the_workspace_is_free_when_the_first_process_ends(profile: Path, holder: "subprocess.Popen[str]") -> None:
    holder.communicate("")
    assert holder.returncode == 0
    open_workspace(profile).close()
    assert sorted(contents(profile)) == ["vault.key", "workspace.db"]


def test_a_second_window_of_the_same_process_is_refused_as_well(profile: Path) -> None:
    store = open_workspace(profile)
    with pytest.raises(WorkspaceInUseError, match=IN_USE):
        open_workspace(profile)
    assert len(texts_of(store)) == 2
    store.close()


def test_a_failed_opening_leaves_the_workspace_free(profile: Path) -> None:
    original = (profile / "workspace.db").read_bytes()
    (profile / "workspace.db").write_bytes(bytes(4096))
    refuses(profile, "Die Projektdatei ist beschädigt")
    (profile / "workspace.db").write_bytes(original)
    open_workspace(profile).close()


def test_a_file_in_the_place_of_the_profile_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("belegt")
    with pytest.raises(UserError, match="lässt sich nicht anlegen"):
        create_workspace(tmp_path / "p")


def test_a_folder_in_the_place_of_the_lock_is_named(profile: Path) -> None:
    (profile / "workspace.lock").unlink()
    (profile / "workspace.lock").mkdir()
    refuses(profile, "nicht beschreibbar")


# A crash while a workspace is made


@pytest.mark.parametrize("dead", [False, True])
def test_a_crash_while_a_workspace_is_made_leaves_none_or_a_whole_one(tmp_path: Path, dead: bool) -> None:
    outcomes = []
    for at in range(1, 200):
        profile = tmp_path / f"p{at}"
        with interrupted(at, dead=dead) as calls, contextlib.suppress(KeyboardInterrupt):
            create_workspace(profile)[0].close()
        if len(calls) < at:
            break
        try:
            store = open_workspace(profile)
        except UserError as error:
            assert "noch kein Projekt" in error.sentence
            outcomes.append("none")
            store, _code = create_workspace(profile)
        else:
            outcomes.append("whole")
        assert store.verify().is_sound
        store.close()
        assert sorted(contents(profile)) == ["vault.key", "workspace.db"]
    assert outcomes.count("none") > 3
    assert outcomes.count("whole") > 3
    assert outcomes == sorted(outcomes)
