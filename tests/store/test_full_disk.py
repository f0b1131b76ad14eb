import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gk_desktop.domain.entry import Entry
from gk_desktop.store.backups import BackupReason
from gk_desktop.store.failures import StorageFullError
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.workspaces import contents, create_workspace, database_of, open_workspace, texts_of, write_entries

REPOSITORY = Path(__file__).resolve().parents[2]
FULL = "Der Datenträger ist voll oder nicht beschreibbar. Alles bis hierher Gespeicherte ist sicher"
LONG = "Die Runde spricht lange über Räume. " * 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[WorkspaceStore]:
    store, _code = create_workspace(tmp_path / "profile")
    yield store
    store.close()


def limit_to(store: WorkspaceStore, more_pages: int) -> None:
    database = database_of(store)
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages + more_pages}").fetchall()


def write_until_full(store: WorkspaceStore) -> list[str]:
    acknowledged = []
    for number in range(2000):
        text = f"{number}: {LONG}"
        try:
            write_entries(store, [text])
        except StorageFullError as error:
            assert FULL in error.sentence
            assert "Schaffen Sie Platz" in error.way_out
            return acknowledged
        acknowledged.append(text)
    raise AssertionError("the disk has never been full")


def test_a_full_disk_loses_nothing_and_reading_goes_on(store: WorkspaceStore) -> None:
    limit_to(store, 200)
    acknowledged = write_until_full(store)
    assert len(acknowledged) > 20
    assert texts_of(store) == acknowledged
    assert not database_of(store).conn.in_transaction
    assert len(list(store.search.find("lange Räume", 500))) == len(acknowledged)
    for _attempt in range(3):
        with pytest.raises(StorageFullError, match=FULL):
            write_entries(store, [LONG * 20])
    assert texts_of(store) == acknowledged
    assert store.journal.undo_label == "Eintrag"


def test_writing_goes_on_once_there_is_space(store: WorkspaceStore) -> None:
    limit_to(store, 100)
    acknowledged = write_until_full(store)
    limit_to(store, 5000)
    write_entries(store, ["danach"])
    assert texts_of(store) == [*acknowledged, "danach"]
    assert store.verify().findings == ()


def test_a_draft_that_does_not_fit_leaves_the_one_before(store: WorkspaceStore) -> None:
    store.drafts.save("Mitschrift", "der erste Entwurf")
    limit_to(store, 3)
    with pytest.raises(StorageFullError, match=FULL):
        store.drafts.save("Mitschrift", LONG * 50)
    assert [draft.text for draft in store.drafts.all()] == ["der erste Entwurf"]
    limit_to(store, 5000)
    store.drafts.save("Mitschrift", LONG * 50)
    assert [draft.text for draft in store.drafts.all()] == [LONG * 50]


def test_a_full_disk_in_the_middle_of_a_unit_of_work_leaves_nothing_of_it(store: WorkspaceStore) -> None:
    [entry] = write_entries(store, ["vorher"])
    limit_to(store, 10)
    with pytest.raises(StorageFullError), store.journal.change("Viel") as unit:
        unit.change(Entry, entry.id, text="geändert")
        for _number in range(100):
            unit.create(Entry(text=LONG))
    assert texts_of(store) == ["vorher"]
    assert store.journal.undo_label == "Eintrag"
    limit_to(store, 5000)
    assert store.verify().findings == ()


def test_a_workspace_full_to_the_brim_opens_again(store: WorkspaceStore, tmp_path: Path) -> None:
    limit_to(store, 50)
    acknowledged = write_until_full(store)
    store.close()
    again = open_workspace(tmp_path / "profile")
    texts, findings = texts_of(again), again.verify().findings
    again.close()
    assert (texts, findings) == (acknowledged, ())


WRITER = """
import json, resource, signal, sys
from pathlib import Path
from gk_desktop.store.backups import BackupReason
from gk_desktop.store.failures import StorageFullError
from tests.store.test_full_disk import write_until_full
from tests.store.workspaces import open_workspace, texts_of, write_entries
store = open_workspace(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), hard))
acknowledged = write_until_full(store)
read = texts_of(store)
try:
    store.make_backup(BackupReason.MANUAL)
    backup = "made"
except StorageFullError:
    backup = "full"
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
write_entries(store, ["danach"])
print(json.dumps({"acknowledged": acknowledged, "read": read, "backup": backup, "sound": store.verify().is_sound}))
store.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    """The operating system's own refusal, in the middle of a write."""
    create_workspace(tmp_path / "profile")[0].close()
    size = (tmp_path / "profile" / "workspace.db").stat().st_size
    done = subprocess.run(
        [sys.executable, "-c", WRITER, str(tmp_path / "profile"), str(size + 400_123)],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert len(said["acknowledged"]) > 10
    assert said["read"] == said["acknowledged"]
    assert said["sound"]
    store = open_workspace(tmp_path / "profile")
    texts, backups = texts_of(store), store.backups.all()
    store.close()
    assert texts == [*said["acknowledged"], "danach"]
    assert len(backups) == (said["backup"] == "made")
    assert not any(".part" in path.name for path in (tmp_path / "profile").rglob("*"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if not mount or sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may mount")
    if subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], capture_output=True, check=False
    ).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_disk_without_space_loses_nothing(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_800_000))
    store, _code = create_workspace(small_disk / "profile")
    try:
        acknowledged = write_until_full(store)
        assert len(acknowledged) > 10
        assert texts_of(store) == acknowledged
        with pytest.raises(StorageFullError, match=FULL):
            store.make_backup(BackupReason.MANUAL)
        ballast.unlink()
        write_entries(store, ["danach"])
        assert texts_of(store) == [*acknowledged, "danach"]
        assert store.verify().findings == ()
    finally:
        store.close()
    again = open_workspace(small_disk / "profile")
    texts = texts_of(again)
    again.close()
    assert texts == [*acknowledged, "danach"]


def test_no_workspace_is_made_on_a_full_disk(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(4_100_000))
    with pytest.raises(StorageFullError, match=FULL):
        create_workspace(small_disk / "profile")
    ballast.unlink()
    create_workspace(small_disk / "profile")[0].close()
    assert sorted(path.name for path in (small_disk / "profile").iterdir()) == [
        "vault.key",
        "workspace.db",
        "workspace.lock",
    ]


def test_a_disk_filled_by_others_is_called_full_and_opens_once_there_is_space(small_disk: Path) -> None:
    store, _code = create_workspace(small_disk / "profile")
    write_entries(store, ["eins"])
    store.close()
    before = contents(small_disk / "profile")
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
        while True:
            ballast.write(bytes(4096))
    with pytest.raises(StorageFullError, match=FULL):
        open_workspace(small_disk / "profile")
    assert {name: contents(small_disk / "profile")[name] for name in before} == before
    (small_disk / "ballast").unlink()
    store = open_workspace(small_disk / "profile")
    texts = texts_of(store)
    store.close()
    assert texts == ["eins"]


def test_a_check_without_space_for_it_says_so(small_disk: Path) -> None:
    store, _code = create_workspace(small_disk / "profile")
    try:
        acknowledged = write_until_full(store)
        with pytest.raises(StorageFullError, match=FULL):
            store.verify()
        assert texts_of(store) == acknowledged
    finally:
        store.close()
