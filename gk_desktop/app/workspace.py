"""The open workspace with its services, each wired once."""

from functools import cached_property
from pathlib import Path

from gk_desktop.base.clock import Clock, SystemClock
from gk_desktop.domain.programme import Programme
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.services.capture import Capture
from gk_desktop.services.minutes_exports import MinutesExports
from gk_desktop.services.people import People
from gk_desktop.services.programmes import DEFAULT_PROGRAMME, load_programme
from gk_desktop.services.projects import Projects
from gk_desktop.services.record_keeping import RecordKeeping
from gk_desktop.services.sample import Sample
from gk_desktop.services.searching import Searching
from gk_desktop.services.tasks import Tasks
from gk_desktop.store.backups import Backup, BackupReason
from gk_desktop.store.records import Records
from gk_desktop.store.workspace_store import WorkspaceStore


class Workspace:
    """What a window or a command works with. Close it when done, or use it in a `with` block."""

    def __init__(self, store: WorkspaceStore) -> None:
        self.store = store

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        self.store.close()

    @property
    def records(self) -> Records:
        return self.store.records

    @cached_property
    def programme(self) -> Programme:
        """The programme this project accompanies; read when it is first needed."""
        return load_programme(self.projects.current().programme or DEFAULT_PROGRAMME)

    @cached_property
    def projects(self) -> Projects:
        return Projects(self.store)

    @cached_property
    def keeping(self) -> RecordKeeping:
        return RecordKeeping(self.store)

    @cached_property
    def people(self) -> People:
        return People(self.store, self.programme)

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(self.store)

    @cached_property
    def searching(self) -> Searching:
        return Searching(self.store)

    @cached_property
    def minutes(self) -> MinutesExports:
        return MinutesExports(self.store, lambda: self.programme)

    def sample(self) -> Sample:
        return Sample(self.store, self.programme)

    def back_up_if_due(self) -> Backup | None:
        """A backup, unless there is one from the last half hour. Raises `UserError` if it cannot be made."""
        return self.store.make_backup(BackupReason.AUTOMATIC) if self.store.backups.is_due() else None

    def capture(self, event_id: str, *, timed: bool = True) -> Capture:
        """The notes of one event. Raises `UserError` if it does not exist."""
        return Capture(self.store, event_id, timed=timed)


def open_workspace(
    profile: Path, passphrase: str, *, clock: Clock | None = None, recovery_code: str | None = None
) -> Workspace:
    """Raises `UserError`: no project, wrong passphrase, damaged or newer file, unsafe place, already open."""
    store = WorkspaceStore.open(profile, passphrase, clock=clock or SystemClock(), recovery_code=recovery_code)
    return Workspace(store)


def open_workspace_with_key(profile: Path, data_key: bytes, *, clock: Clock | None = None) -> Workspace:
    """As `open_workspace`, for a key that was derived already."""
    return Workspace(WorkspaceStore.open_with_key(profile, data_key, clock=clock or SystemClock()))


def create_workspace(
    profile: Path,
    passphrase: str,
    *,
    project: str,
    author: str = "",
    programme: str = DEFAULT_PROGRAMME,
    clock: Clock | None = None,
    kdf: KeyDerivation | None = None,
) -> tuple[Workspace, str]:
    """A new project with the programme's category system, and the recovery code, which is stored nowhere."""
    definition = load_programme(programme)
    store, recovery_code = WorkspaceStore.create(
        profile, passphrase, author=author, clock=clock or SystemClock(), kdf=kdf
    )
    workspace = Workspace(store)
    workspace.projects.found(project, definition)
    return workspace, recovery_code
