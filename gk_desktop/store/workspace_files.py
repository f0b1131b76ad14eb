"""The files of one workspace inside its profile folder."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.files import create_private_file
from gk_desktop.base.i18n import _
from gk_desktop.base.os_reasons import reason_of

_KEEP: Final = "keep"


@dataclass(frozen=True, slots=True)
class WorkspaceFiles:
    profile: Path

    @property
    def database(self) -> Path:
        return self.profile / "workspace.db"

    @property
    def key(self) -> Path:
        return self.profile / "vault.key"

    @property
    def lock(self) -> Path:
        return self.profile / "workspace.lock"

    @property
    def backups(self) -> Path:
        return self.profile / "backups"

    @property
    def successor(self) -> Path:
        """A complete pair of database and key that is to take the place of what is there, if anything is."""
        return self.profile / "successor"

    @property
    def exists(self) -> bool:
        return self.database.exists() or self.key.exists() or self.successor.exists()

    def make_folder(self) -> None:
        """The profile folder, for its owner only. Raises `UserError` if it cannot be made."""
        try:
            self.profile.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name == "posix":
                self.profile.chmod(0o700)
        except OSError as error:
            raise UserError(
                _("Der Ordner „{folder}“ lässt sich nicht anlegen: {reason}.").format(
                    folder=self.profile, reason=reason_of(error)
                ),
                _("Nehmen Sie einen Ordner, in den Sie schreiben dürfen."),
            ) from None

    @contextlib.contextmanager
    def replaced(self) -> Iterator["WorkspaceFiles"]:
        """Prepare another database and key in a folder of their own; they take their places when the block ends.

        Nothing happens if it raises. The folder gets its final name in one step: before it the old workspace is
        there, after it the new one, and after a crash `finish_replacement` does what is left.
        """
        unfinished = self.successor.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        try:
            new = WorkspaceFiles(unfinished)
            yield new
            for path in (new.database, new.key, unfinished):
                sync_to_disk(path)
            unfinished.replace(self.successor)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        sync_to_disk(self.profile)
        self.finish_replacement()

    def keep_replaced(self, name: str) -> None:
        """For a successor in the making: what it replaces goes to `name` among the backups as it is, log included."""
        keep = self.profile / _KEEP
        create_private_file(keep)
        keep.write_text(name, encoding="utf-8")
        sync_to_disk(keep)

    def finish_replacement(self) -> None:
        """Put a successor in place. May be repeated after a crash at any point."""
        if not self.successor.is_dir():
            return
        new = WorkspaceFiles(self.successor)
        if new.database.exists():
            # Else it has moved already, and what lies in its place is the new one.
            keep = self.successor / _KEEP
            if keep.exists():
                self._move_aside(self.backups / keep.read_text(encoding="utf-8"))
            # A log must not meet another main file.
            for path in self._logs():
                path.unlink(missing_ok=True)
            new.database.replace(self.database)
        if new.key.exists():
            new.key.replace(self.key)
        sync_to_disk(self.profile)
        shutil.rmtree(self.successor)

    def _move_aside(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in (self.database, *self._logs(), self.key):
            with contextlib.suppress(FileNotFoundError):
                path.replace(folder / path.name)
        sync_to_disk(folder)

    def _logs(self) -> list[Path]:
        return [self.database.with_name(self.database.name + suffix) for suffix in ("-wal", "-shm")]


def sync_to_disk(path: Path) -> None:
    """Make the content of a file, or the names in a folder, survive a power cut."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no handle of a folder to sync
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
