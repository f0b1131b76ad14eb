"""The open workspace with its services, each wired once."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from gk_desktop.base.clock import Clock, SystemClock
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.progress import Progress
from gk_desktop.base.text import clean_text
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.minutes import Minutes, MinutesCorrection
from gk_desktop.domain.programme import Programme
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.services.agendas import Agendas
from gk_desktop.services.capture import Capture
from gk_desktop.services.capture_places import CapturePlaces
from gk_desktop.services.consents import Consents
from gk_desktop.services.contact_import import ContactImport
from gk_desktop.services.entry_editing import EntryEditing
from gk_desktop.services.export_preview import ExportPreviews
from gk_desktop.services.follow_up import FollowUp
from gk_desktop.services.forms import Forms
from gk_desktop.services.identities import Identities
from gk_desktop.services.minutes_change_exports import MinutesChangeExports
from gk_desktop.services.minutes_corrections import MinutesCorrections
from gk_desktop.services.minutes_exports import MinutesExports
from gk_desktop.services.minutes_release import MinutesReleases
from gk_desktop.services.minutes_templates import MinutesTemplates
from gk_desktop.services.name_check import NameChecks
from gk_desktop.services.note_import import NoteImport
from gk_desktop.services.people import People
from gk_desktop.services.person_dossier import PersonDossiers
from gk_desktop.services.person_erasure import PersonErasure
from gk_desktop.services.person_reports import PersonReports
from gk_desktop.services.person_rights import PersonRights
from gk_desktop.services.person_subjects import PersonSubjects
from gk_desktop.services.programmes import DEFAULT_PROGRAMME, load_programme
from gk_desktop.services.projects import Projects
from gk_desktop.services.record_keeping import RecordKeeping
from gk_desktop.services.sample import Sample
from gk_desktop.services.searching import Searching
from gk_desktop.services.table_exports import TableExports
from gk_desktop.services.tasks import Tasks
from gk_desktop.store.backups import Backup, BackupReason
from gk_desktop.store.records import Records
from gk_desktop.store.workspace_files import WorkspaceFiles
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
        self.identities.lock()
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
        return RecordKeeping(self.store, self.person_subjects.roles)

    @cached_property
    def people(self) -> People:
        return People(self.store, self.programme)

    @cached_property
    def identities(self) -> Identities:
        return Identities(self.store, self.projects.current)

    @cached_property
    def consents(self) -> Consents:
        return Consents(self.store, self.keeping)

    @cached_property
    def forms(self) -> Forms:
        return Forms(self.store, self.projects.current, self.consents, lambda: self.templates.chosen.path)

    @cached_property
    def contact_import(self) -> ContactImport:
        return ContactImport(self.store, self.identities, self.people, lambda: self.programme)

    @cached_property
    def person_subjects(self) -> PersonSubjects:
        return PersonSubjects(self.store, self.identities, lambda: self.programme)

    @cached_property
    def person_dossiers(self) -> PersonDossiers:
        return PersonDossiers(self.store, self.identities, self.person_subjects)

    @cached_property
    def person_rights(self) -> PersonRights:
        return PersonRights(self.store, self.person_subjects, self.person_dossiers)

    @cached_property
    def person_reports(self) -> PersonReports:
        projects = self.projects
        return PersonReports(self.store, self.identities, self.person_subjects, self.person_dossiers, projects.current)

    @cached_property
    def person_erasure(self) -> PersonErasure:
        return PersonErasure(self.store, self.identities, self.person_subjects)

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(self.store)

    @cached_property
    def searching(self) -> Searching:
        return Searching(self.store)

    @cached_property
    def minutes(self) -> MinutesExports:
        identities = self.identities
        return MinutesExports(
            self.store, lambda: self.programme, lambda: identities.known, lambda: bool(identities.age_warning)
        )

    @property
    def templates(self) -> MinutesTemplates:
        return self.minutes.templates

    @cached_property
    def releases(self) -> MinutesReleases:
        return MinutesReleases(self.store, self.minutes)

    @cached_property
    def minutes_changes(self) -> MinutesChangeExports:
        return MinutesChangeExports(self.store, self.minutes)

    @cached_property
    def corrections(self) -> MinutesCorrections:
        return MinutesCorrections(self.store)

    @cached_property
    def export_previews(self) -> ExportPreviews:
        return ExportPreviews(self.store, self.minutes)

    @cached_property
    def tables(self) -> TableExports:
        return TableExports(self.store, self.minutes)

    @cached_property
    def name_checks(self) -> NameChecks:
        return NameChecks(self.store, self.minutes.gather_any)

    @cached_property
    def follow_up(self) -> FollowUp:
        return FollowUp(self.store, lambda: self.programme)

    @cached_property
    def note_import(self) -> NoteImport:
        return NoteImport(self.store)

    @cached_property
    def entry_editing(self) -> EntryEditing:
        return EntryEditing(self.store)

    @cached_property
    def agendas(self) -> Agendas:
        return Agendas(self.store)

    @cached_property
    def capture_places(self) -> CapturePlaces:
        return CapturePlaces(self.store)

    def sample(self) -> Sample:
        return Sample(self.store, self.programme)

    def back_up_if_due(self) -> Backup | None:
        """A backup, unless there is one from the last half hour. Raises `UserError` if it cannot be made."""
        return self.store.make_backup(BackupReason.AUTOMATIC) if self.store.backups.is_due() else None

    def automatic_backup_job(self) -> Callable[[Progress], Backup]:
        """A backup as work for another thread."""
        return self.store.backup_job(BackupReason.AUTOMATIC)

    def locate(self, kind: str, record_id: str) -> tuple[str, str]:
        """The event that an entry, decision, task or correction belongs to, and its entry (empty if it has none)."""
        if kind == Entry.KIND:
            return self.records.get(Entry, record_id).event, record_id
        if kind == MinutesCorrection.KIND:
            correction = self.records.get(MinutesCorrection, record_id)
            return self.records.get(Minutes, correction.minutes).event, correction.entry
        if kind == Decision.KIND:
            decision = self.records.get(Decision, record_id)
            return decision.event, decision.entry
        task = self.records.get(Task, record_id)
        return task.event, task.entry

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
    """A new project with the programme's category system, and the recovery code, which is stored nowhere.

    Raises `UserError`; then there is no project.
    """
    name = clean_text(project).strip()
    if not name:
        raise UserError(_("Ein Projekt braucht einen Namen."))
    definition = load_programme(programme)
    store, recovery_code = WorkspaceStore.create(
        profile, passphrase, author=clean_text(author).strip(), clock=clock or SystemClock(), kdf=kdf
    )
    workspace = Workspace(store)
    try:
        workspace.projects.found(name, definition)
    except BaseException:
        # Nobody has seen the recovery code yet, so nobody may be left with this project.
        workspace.close()
        for path in (WorkspaceFiles(profile).database, WorkspaceFiles(profile).key):
            path.unlink(missing_ok=True)
        raise
    return workspace, recovery_code
