"""The files of one workspace inside its profile folder."""

import os
from dataclasses import dataclass
from pathlib import Path

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _


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
    def exists(self) -> bool:
        return self.database.exists() or self.key.exists()

    def make_folder(self) -> None:
        """The profile folder, for its owner only. Raises `UserError` if it cannot be made."""
        try:
            self.profile.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name == "posix":
                self.profile.chmod(0o700)
        except OSError as error:
            raise UserError(
                _("Der Ordner „{folder}“ lässt sich nicht anlegen: {reason}.").format(
                    folder=self.profile, reason=error.strerror
                ),
                _("Nehmen Sie einen Ordner, in den Sie schreiben dürfen."),
            ) from None

    def remove_logs(self) -> None:
        """Drop write-ahead log and shared memory of a closed database, which must not meet another main file."""
        for suffix in ("-wal", "-shm"):
            self.database.with_name(self.database.name + suffix).unlink(missing_ok=True)
