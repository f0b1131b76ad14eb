"""One program per workspace. The operating system drops the lock with the process, however it ends."""

from pathlib import Path

from filelock import FileLock, Timeout

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.os_reasons import reason_of


class WorkspaceInUseError(UserError):
    """Another window or command holds the workspace."""


class InstanceLock:
    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, mode=0o600)

    def acquire(self) -> None:
        """Raises `WorkspaceInUseError` at once if somebody else has it, `UserError` if the folder cannot be written."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise WorkspaceInUseError(
                _("Das Projekt ist bereits geöffnet, in einem Fenster oder durch einen anderen Befehl."),
                _("Schließen Sie es dort, und versuchen Sie es erneut."),
            ) from None
        except OSError as error:
            raise UserError(
                _("Der Ordner des Projekts ist nicht beschreibbar: {reason}.").format(reason=reason_of(error)),
                _("Prüfen Sie, ob Sie in ihm Dateien anlegen dürfen und der Datenträger nicht voll ist."),
            ) from None

    def release(self) -> None:
        self._lock.release()
