import os
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from gk_desktop.base.errors import UserError
from gk_desktop.store.location import refuse_unsafe_location
from gk_desktop.store.restore import restore_backup
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.workspaces import CHEAP, PASSPHRASE, clock_at_start, closed_workspace, contents, open_workspace

CLOUD = "wird von einem Cloud-Dienst abgeglichen oder heißt wie einer"
NETWORK = "das ist ein Netzlaufwerk"


@pytest.fixture(autouse=True)
def no_cloud_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        monkeypatch.delenv(name, raising=False)


def mounted(monkeypatch: pytest.MonkeyPatch, *mounts: tuple[Path, str, str]) -> None:
    partitions = [SimpleNamespace(mountpoint="/", fstype="ext4", opts="rw")]
    partitions += [SimpleNamespace(mountpoint=str(place), fstype=kind, opts=options) for place, kind, options in mounts]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: partitions)


def refuses(folder: Path, sentence: str, named: Path | None = None) -> None:
    with pytest.raises(UserError, match=sentence) as raised:
        refuse_unsafe_location(folder)
    assert f"„{named or folder}“" in raised.value.sentence
    assert "Nehmen Sie einen Ordner" in raised.value.way_out


@pytest.mark.parametrize(
    "name",
    [
        "sciebo",
        "Sciebo",
        "sciebo2",
        "sciebo (alt)",
        "Nextcloud",
        "Nextcloud2",
        "nextcloud-ude",
        "ownCloud",
        "OneDrive",
        "OneDrive - Universität Duisburg-Essen",
        "OneDrive-UDE",
        "Dropbox",
        "Dropbox (Institut)",
        "Google Drive",
        "GoogleDrive-jemand@example.org",
        "Meine Ablage",
        "Geteilte Ablagen",
        "iCloud Drive",
        "iCloudDrive",
        "iCloud~org~example",
        "Mobile Documents",
        "CloudStorage",
        "MagentaCLOUD",
        "HiDrive",
        "Seafile",
        "Syncthing",
        "PowerFolder",
        "GigaMove",
        "Box Sync",
        "pCloudDrive",
        "MEGAsync",
        "Tresorit",
        "Proton Drive",
    ],
)
def test_a_folder_named_by_a_cloud_client_is_refused_at_any_depth(tmp_path: Path, name: str) -> None:
    for folder in (tmp_path / name, tmp_path / name / "Projekt" / "Profil"):
        refuses(folder, CLOUD, tmp_path / name)


@pytest.mark.parametrize(
    "name",
    [
        "Dropboxen-Studie",
        "Onedriver",
        "mein sciebo",
        "nicht-sciebo",
        "Boxen",
        "Megasynchron",
        "Cloud",
        "Synchronisation",
        "seafiler",
        "Feldbuch",
        "Ablage",
        "icloudy",
    ],
)
def test_a_harmless_name_passes(tmp_path: Path, name: str) -> None:
    refuse_unsafe_location(tmp_path / name)
    (tmp_path / name / "Profil").mkdir(parents=True)
    refuse_unsafe_location(tmp_path / name / "Profil")
    assert (tmp_path / name).is_dir()


def test_a_harmless_name_that_continues_a_cloud_name_is_refused_with_an_honest_reason(tmp_path: Path) -> None:
    refuses(tmp_path / "sciebo-frei", "oder heißt wie einer")


@pytest.mark.parametrize(
    "marker",
    [
        ".sync_0a1b2c3d.db",
        "._sync_0a1b2c3d.db",
        ".sync.db",
        ".owncloudsync.log",
        ".nextcloudsync.log",
        ".dropbox",
        ".dropbox.cache",
        ".stfolder",
        ".tmp.driveupload",
        ".seafile-data",
    ],
)
def test_a_folder_that_a_client_has_marked_is_refused_whatever_its_name(tmp_path: Path, marker: str) -> None:
    root = tmp_path / "Daten"
    (root / "Projekt").mkdir(parents=True)
    refuse_unsafe_location(root / "Projekt")
    (root / marker).touch()
    refuses(root / "Projekt", CLOUD, root)
    refuses(root / "Projekt" / "noch" / "nicht" / "da", CLOUD, root)


def test_files_that_only_look_like_marks_pass(tmp_path: Path) -> None:
    for name in (".gitignore", "sync.db", ".synchron", ".dropbox-notizen"):
        (tmp_path / name).touch()
    refuse_unsafe_location(tmp_path / "Projekt")
    assert not (tmp_path / "Projekt").exists()


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_the_folder_that_windows_names_as_onedrive_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "Arbeit"))
    refuses(tmp_path / "Arbeit" / "Feldbuch", CLOUD, tmp_path / "Arbeit")
    refuse_unsafe_location(tmp_path / "Arbeitszimmer")
    monkeypatch.setenv(variable, "")
    refuse_unsafe_location(tmp_path / "Arbeit" / "Feldbuch")


def test_a_link_into_a_cloud_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Nextcloud" / "Projekt").mkdir(parents=True)
    (tmp_path / "lokal").symlink_to(tmp_path / "Nextcloud" / "Projekt")
    refuses(tmp_path / "lokal" / "Profil", CLOUD, tmp_path / "Nextcloud")


def test_a_cloud_name_that_links_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Daten").mkdir()
    (tmp_path / "OneDrive - UDE").symlink_to(tmp_path / "Daten")
    refuses(tmp_path / "OneDrive - UDE" / "Profil", CLOUD, tmp_path / "OneDrive - UDE")


def test_a_relative_path_is_judged_by_where_it_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Dropbox" / "unten").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "Dropbox" / "unten")
    refuses(Path("Profil"), CLOUD, tmp_path / "Dropbox")
    refuse_unsafe_location(Path("../../Profil"))


@pytest.mark.skipif(os.name != "posix", reason="Windows has its own way to write them")
def test_a_folder_of_a_server_is_refused() -> None:
    refuses(Path("//server/freigabe/Profil"), NETWORK)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("nfs", "rw"),
        ("nfs4", "rw"),
        ("cifs", "rw"),
        ("smb3", "rw"),
        ("smbfs", "rw"),
        ("afpfs", "rw"),
        ("webdav", "rw"),
        ("davfs", "rw"),
        ("fuse.sshfs", "rw"),
        ("fuse.rclone", "rw"),
        ("fuse.davfs2", "rw"),
        ("fuse.gvfsd-fuse", "rw"),
        ("fuse.onedriver", "rw"),
        ("NTFS", "rw,remote"),
        ("NFS", "rw"),
    ],
)
def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, options: str) -> None:
    mounted(monkeypatch, (tmp_path / "Laufwerk", kind, options))
    refuses(tmp_path / "Laufwerk" / "Projekt", NETWORK)
    refuses(tmp_path / "Laufwerk", NETWORK)
    refuse_unsafe_location(tmp_path / "Laufwerk2")


@pytest.mark.parametrize(
    ("kind", "options"),
    [("ext4", "rw"), ("btrfs", "rw"), ("apfs", "rw"), ("NTFS", "rw,fixed"), ("vfat", "rw,removable"), ("tmpfs", "rw")],
)
def test_a_local_drive_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, options: str) -> None:
    mounted(monkeypatch, (tmp_path / "Laufwerk", kind, options))
    refuse_unsafe_location(tmp_path / "Laufwerk" / "Projekt")
    mounted(monkeypatch, (tmp_path / "Laufwerk", "cifs", "rw"))
    refuses(tmp_path / "Laufwerk" / "Projekt", NETWORK)


def test_a_local_drive_below_a_network_drive_passes_and_the_other_way_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted(monkeypatch, (tmp_path, "nfs4", "rw"), (tmp_path / "lokal", "ext4", "rw"))
    refuse_unsafe_location(tmp_path / "lokal" / "Projekt")
    refuses(tmp_path / "Projekt", NETWORK)


def test_a_link_onto_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Laufwerk").mkdir()
    (tmp_path / "lokal").symlink_to(tmp_path / "Laufwerk")
    mounted(monkeypatch, (tmp_path / "Laufwerk", "cifs", "rw"))
    refuses(tmp_path / "lokal" / "Projekt", NETWORK, tmp_path / "Laufwerk" / "Projekt")


def test_neither_creating_nor_opening_nor_restoring_touches_an_unsafe_place(tmp_path: Path) -> None:
    closed_workspace(tmp_path / "lokal", "eins")
    cloud = tmp_path / "sciebo" / "Projekt"
    with pytest.raises(UserError, match=CLOUD):
        WorkspaceStore.create(cloud, PASSPHRASE, author="AB", clock=clock_at_start(), kdf=CHEAP)
    assert not cloud.exists()
    (tmp_path / "sciebo").mkdir()
    (tmp_path / "lokal").rename(cloud)
    before = contents(cloud)
    with pytest.raises(UserError, match=CLOUD):
        open_workspace(cloud)
    with pytest.raises(UserError, match=CLOUD):
        restore_backup(cloud, tmp_path / "x.gkbackup", PASSPHRASE, clock=clock_at_start())
    assert contents(cloud) == before
