"""What happens at the door beside the window: deriving keys takes a moment on purpose.

Each function returns work for a task. Nothing of it keeps a connection: those belong to the window's thread. Everything
that needs the store is imported inside, so that the door is painted before any of it is loaded.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.progress import Cancelled, Progress, silent

if TYPE_CHECKING:
    from gk_desktop.app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Founded:
    """A new project; the code is shown once and kept nowhere. `problem` says what is missing of the sample."""

    project: str
    recovery_code: str
    data_key: bytes
    problem: str = ""


def load_what_opening_needs(_progress: Progress) -> None:
    """Import the store, and read the usual programme, while somebody is still typing the passphrase."""
    import gk_desktop.app.workspace  # noqa: F401, PLC0415
    from gk_desktop.services.programmes import DEFAULT_PROGRAMME, load_programme  # noqa: PLC0415

    load_programme(DEFAULT_PROGRAMME)


def key_derivation(profile: Path, secret: str, *, with_code: bool) -> Callable[[Progress], bytes]:
    """The data key of the workspace, from its passphrase or its recovery code."""

    def work(_progress: Progress) -> bytes:
        from gk_desktop.store.vault import unlock  # noqa: PLC0415
        from gk_desktop.store.workspace_files import WorkspaceFiles  # noqa: PLC0415

        return unlock(WorkspaceFiles(profile).key, secret, with_code=with_code)

    return work


def founding(
    profile: Path, passphrase: str, *, project: str, author: str, sample: bool
) -> Callable[[Progress], Founded]:
    """A new project, with the sample if asked for."""

    def work(progress: Progress) -> Founded:
        from gk_desktop.app.workspace import create_workspace  # noqa: PLC0415

        workspace, recovery_code = create_workspace(profile, passphrase, project=project, author=author)
        with workspace:
            problem = _load_sample(workspace, progress) if sample else ""
        data_key = key_derivation(profile, passphrase, with_code=False)(silent)
        return Founded(project, recovery_code, data_key, problem)

    return work


def _load_sample(workspace: "Workspace", progress: Progress) -> str:
    """What went wrong, if anything: the project is there by now, and its code has to be shown in any case."""
    try:
        workspace.sample().load(progress)
    except UserError as error:
        return str(error)
    except Cancelled:
        return _("Das Beispiel ist nicht ganz geladen, weil Sie abgebrochen haben. Das Projekt selbst ist angelegt.")
    return ""


def restoring(profile: Path, backup: Path, secret: str, *, with_code: bool) -> Callable[[Progress], bytes]:
    """A backup in the place of the workspace; returns its key."""

    def work(progress: Progress) -> bytes:
        from gk_desktop.base.clock import SystemClock  # noqa: PLC0415
        from gk_desktop.store.restore import restore_backup  # noqa: PLC0415

        code = secret if with_code else None
        restore_backup(profile, backup, "" if with_code else secret, clock=SystemClock(), recovery_code=code)
        return key_derivation(profile, secret, with_code=with_code)(progress)

    return work
