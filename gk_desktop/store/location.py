"""Where a workspace may live: on this laptop's own disk, in no folder that a cloud client copies behind our back.

A client that copies a database in use copies it torn: in 39 of 40 trials notes were missing without any message.
"""

import os
from pathlib import Path
from typing import Final

import psutil

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _

_SYNC_FOLDER_NAMES: Final = (
    "sciebo",
    "nextcloud",
    "owncloud",
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "meine ablage",
    "geteilte ablagen",
    "icloud",
    "iclouddrive",
    "mobile documents",
    "cloudstorage",
    "seafile",
    "syncthing",
    "magentacloud",
    "hidrive",
    "powerfolder",
    "gigamove",
    "box sync",
    "pcloud",
    "pclouddrive",
    "megasync",
    "tresorit",
    "proton drive",
    "koofr",
    "nutstore",
)
_AFTER_NAME: Final = ("", *" -_~(23456789")
_SYNC_MARKERS: Final = (
    ".sync.db",
    ".owncloudsync.log",
    ".nextcloudsync.log",
    ".dropbox",
    ".dropbox.cache",
    ".stfolder",
    ".tmp.driveupload",
    ".seafile-data",
)
_SYNC_MARKER_PREFIXES: Final = ("._sync_", ".sync_")
_SYNC_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_FILE_SYSTEMS: Final = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "ncpfs", "afs", "ceph"}
    | {"glusterfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.curlftpfs", "fuse.glusterfs"}
    | {"fuse.onedriver", "fuse.google-drive-ocamlfuse", "fuse.s3fs", "fuse.gcsfuse", "lustre", "beegfs", "gpfs"}
)


def refuse_unsafe_location(profile: Path) -> None:
    """Raise `UserError` with the reason if a live workspace must not lie in this folder."""
    folder = Path(os.path.abspath(profile))  # noqa: PTH100 - resolve() would lose the name of a linked cloud folder
    for candidate in dict.fromkeys([folder, folder.resolve()]):
        _refuse_synchronised(candidate)
        _refuse_network(candidate)


def _refuse_synchronised(folder: Path) -> None:
    roots = [Path(os.environ[name]).resolve() for name in _SYNC_VARIABLES if os.environ.get(name)]
    for part in [folder, *folder.parents]:
        is_root = bool(roots) and (part in roots or part.resolve() in roots)
        if is_root or _has_sync_name(part.name) or _has_sync_marker(part):
            raise UserError(
                _(
                    "Das Projekt kann nicht in „{folder}“ liegen: der Ordner wird von einem Cloud-Dienst abgeglichen"
                    " oder heißt wie einer."
                ).format(folder=part),
                _("Dabei gehen Notizen verloren. Nehmen Sie einen Ordner, der nur auf diesem Rechner liegt."),
            )


def _has_sync_name(name: str) -> bool:
    """Whether a client could have named it: "OneDrive - Universität Duisburg-Essen", "sciebo2", "Nextcloud (alt)".

    A harmless "sciebo-alt" is refused as well: another name costs less than lost notes.
    """
    folded = name.casefold()
    return any(folded.startswith(known) and folded[len(known) :][:1] in _AFTER_NAME for known in _SYNC_FOLDER_NAMES)


def _has_sync_marker(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(".")]
    except OSError:
        return False
    return any(found in _SYNC_MARKERS or found.startswith(_SYNC_MARKER_PREFIXES) for found in names)


def _refuse_network(folder: Path) -> None:
    if _is_on_network(folder):
        raise UserError(
            _("Das Projekt kann nicht in „{folder}“ liegen: das ist ein Netzlaufwerk.").format(folder=folder),
            _("Eine Datenbank wird dort leicht beschädigt. Nehmen Sie einen Ordner auf diesem Rechner."),
        )


def _is_on_network(folder: Path) -> bool:
    if str(folder).startswith(("\\\\", "//")):
        return True
    mounts = {mount.mountpoint: mount for mount in psutil.disk_partitions(all=True)}
    nearest = next((mounts[part] for part in map(str, [folder, *folder.parents]) if part in mounts), None)
    if nearest is None:
        return False
    return nearest.fstype.casefold() in _NETWORK_FILE_SYSTEMS or "remote" in nearest.opts.split(",")
