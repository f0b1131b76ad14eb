"""The Schlüsseldatei at work: mostly closed, and everything else does without it.

It belongs to the project by the project's id. Where it lies is remembered inside the workspace, and so is how far it
had got when it was last open: an older copy, from a stick or a backup, is told apart.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.ids import new_id
from gk_desktop.base.progress import Progress, silent
from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Consent
from gk_desktop.domain.identity import ConsentEvidence, ContactNote, Identity, IdentityBook
from gk_desktop.domain.name_replacement import KnownName, NameReplacer
from gk_desktop.domain.project import Project
from gk_desktop.security.key_file import KeyDerivation, KeyFile
from gk_desktop.store.identity_file import SUFFIX, IdentityBackup, IdentityFile, backups_of, is_file, restore_backup
from gk_desktop.store.vault import unlock
from gk_desktop.store.workspace_files import WorkspaceFiles
from gk_desktop.store.workspace_store import WorkspaceStore

_PATH: Final = "identity_file"
_GENERATION: Final = "identity_generation"
_STATE: Final = "identity_state"
_MOST_UNDO_STEPS: Final = 50


@dataclass(frozen=True, slots=True)
class ErasedIdentity:
    """What became of a person's traces in the Schlüsseldatei.

    `mentions` is how many notes about others lost the name. `called_alike` are codes of others whose own name, address
    or institution still holds it, `untouched` backups that the key of the open file does not open.
    """

    mentions: int
    called_alike: tuple[str, ...]
    untouched: tuple[Path, ...]


class Identities:
    """Names, contacts and evidence of persons, as long as the Schlüsseldatei is open.

    Whoever reads gets nothing from a closed file; whoever writes gets a `UserError`.
    """

    def __init__(self, store: WorkspaceStore, current_project: Callable[[], Project]) -> None:
        self._store = store
        self._current_project = current_project
        self._file: IdentityFile | None = None
        self._before: list[IdentityBook] = []
        self._listeners: list[Callable[[], None]] = []
        self._is_locked = False

    @property
    def is_open(self) -> bool:
        return self._file is not None

    @property
    def path(self) -> Path:
        """Where it lies, or would be made: beside the workspace, unless somebody put it elsewhere."""
        remembered = self._store.recall(_PATH)
        return Path(remembered) if remembered else self._store.profile / f"personen{SUFFIX}"

    @property
    def exists(self) -> bool:
        """Whether there is one to be opened; also where nobody may look for it at the moment."""
        return is_file(self.path)

    def create(self, path: Path, passphrase: str, *, kdf: KeyDerivation | None = None) -> str:
        """Make an empty one and leave it open. Returns the recovery code, which is stored nowhere.

        Raises `UserError`: the file is there already, the passphrase is too short or that of the project, the place
        cannot be written to.
        """
        file, code = self.creating(path, passphrase, kdf=kdf)(silent)
        self.take(file)
        return code

    def creating(
        self, path: Path, passphrase: str, *, kdf: KeyDerivation | None = None
    ) -> Callable[[Progress], tuple[IdentityFile, str]]:
        """The same as work for another thread; `take` makes its result the open file."""
        target = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        project, clock, refuse = self._current_project().id, self._store.clock, self._refusing(passphrase)

        def work(progress: Progress) -> tuple[IdentityFile, str]:
            refuse(progress)
            return IdentityFile.create(target, project, passphrase, clock=clock, kdf=kdf)

        return work

    def open(self, passphrase: str, *, path: Path | None = None, recovery_code: str | None = None) -> None:
        """Raises `UserError`: missing, damaged, newer or foreign file, wrong passphrase or code. Takes a moment."""
        self.take(self.opening(passphrase, path=path, recovery_code=recovery_code)(silent))

    def opening(
        self, passphrase: str, *, path: Path | None = None, recovery_code: str | None = None
    ) -> Callable[[Progress], IdentityFile]:
        """The same as work for another thread; `take` makes its result the open file."""
        place, project, clock = path or self.path, self._current_project().id, self._store.clock

        def work(progress: Progress) -> IdentityFile:
            progress(_("Der Schlüssel wird berechnet"), 0)
            return IdentityFile.open(place, project, passphrase, clock=clock, recovery_code=recovery_code)

        return work

    def take(self, file: IdentityFile) -> None:
        """This is the open file from now on; comes too late, and is nothing, after the workspace was locked."""
        if self._is_locked:
            return
        self._file = file
        self._before.clear()
        self._store.remember(_PATH, str(file.path.resolve()))
        if not self.age_warning:
            self._remember(file)
        self._tell()

    def close(self) -> None:
        """Forget everything that was read. Closing a closed one does nothing."""
        self._file = None
        self._before.clear()
        self._tell()

    def lock(self) -> None:
        """Close it for good, with the workspace: nobody is told any more, and nothing that comes later opens it."""
        self._is_locked = True
        self._listeners.clear()
        self.close()

    def change_passphrase(self, passphrase: str) -> None:
        """For the file and its backups. Raises `UserError`: too short, or that of the project."""
        self.change_keys(self.rekeying(passphrase)(silent))

    def rekeying(self, passphrase: str) -> Callable[[Progress], KeyFile]:
        """The slow part of it as work for another thread; `change_keys` takes its result."""
        file, refuse = self._opened(), self._refusing(passphrase)

        def work(progress: Progress) -> KeyFile:
            refuse(progress)
            return file.keys_for(passphrase)

        return work

    def change_keys(self, keys: KeyFile) -> None:
        file = self._opened()
        with self._keeping_age(file):
            file.change_keys(keys)

    def _refusing(self, passphrase: str) -> Callable[[Progress], None]:
        """One passphrase for both files would be no separation."""
        vault = WorkspaceFiles(self._store.profile).key

        def refuse(progress: Progress) -> None:
            progress(_("Der Schlüssel wird berechnet"), 0)
            try:
                unlock(vault, passphrase)
            except UserError:
                return
            raise UserError(
                _("Das ist die Passphrase des Projekts."),
                _("Die Schlüsseldatei braucht eine eigene: Wer das Projekt öffnet, soll nicht auch die Namen lesen."),
            )

        return refuse

    def backups(self) -> list[IdentityBackup]:
        """Earlier states of the file, newest first; also while it is closed, missing or damaged."""
        return backups_of(self.path)

    def restore(self, backup: IdentityBackup) -> None:
        """Put a backup in its place and close it; what stood there becomes a backup first. Raises `UserError`."""
        revision = restore_backup(self.path, backup.path, self._current_project().id, self._store.clock)
        # Somebody wants the older state: from now on it is the newest one.
        self._store.remember(_GENERATION, str(revision))
        self._store.remember(_STATE, "")
        self.close()

    @property
    def age_warning(self) -> str:
        """A sentence if a state has been seen on this laptop that the open file does not go on from, else nothing."""
        if self._file is None:
            return ""
        book, state = self._file.book, self._store.recall(_STATE)
        if book.generation < int(self._store.recall(_GENERATION) or 0):
            sentence = _("Diese Schlüsseldatei ist älter als die zuletzt geöffnete (Stand {day:%d.%m.%Y %H:%M}).")
        elif state and state not in book.lineage:
            sentence = _(
                "Diese Schlüsseldatei ist nicht aus der zuletzt geöffneten hervorgegangen (Stand"
                " {day:%d.%m.%Y %H:%M}); dort kann mehr stehen."
            )
        else:
            return ""
        return sentence.format(day=book.saved_at)

    def take_as_newest(self) -> None:
        """Somebody has decided that the open file counts, whatever was seen before. Raises `UserError` if closed."""
        self._remember(self._opened())
        self._tell()

    @property
    def book(self) -> IdentityBook:
        """Everything in it; empty while it is closed."""
        return self._file.book if self._file else IdentityBook(project="")

    @property
    def known(self) -> tuple[Identity, ...] | None:
        """Everybody in it; None while it is closed, which is not the same as nobody."""
        return tuple(self._file.book.identities.values()) if self._file else None

    def opened_book(self) -> IdentityBook:
        """Everything in it. Raises `UserError` while it is closed."""
        return self._opened().book

    def identity(self, person_id: str) -> Identity | None:
        return self.book.identities.get(person_id)

    def shown_name(self, person: Person) -> str:
        """The full name where it is known, else the code."""
        identity = self.identity(person.id)
        return identity.full_name or person.code if identity else person.code

    def contacts_of(self, person_id: str) -> list[ContactNote]:
        return self.book.contacts_of(person_id)

    def evidence(self, consent_id: str) -> ConsentEvidence | None:
        return self.book.evidence.get(consent_id)

    def save_identity(self, person: Person, identity: Identity) -> None:
        self._save(self.book.with_identity(replace(identity, id=person.id, code=person.code)))

    def save_contact(self, contact: ContactNote) -> ContactNote:
        """A new one if it has no id yet."""
        kept = contact if contact.id else replace(contact, id=new_id())
        self._save(self.book.with_contact(kept))
        return kept

    def remove_contact(self, contact_id: str) -> None:
        self._save(self.book.without_contact(contact_id))

    def save_evidence(self, consent: Consent, evidence: ConsentEvidence) -> None:
        self._save(self.book.with_evidence(replace(evidence, id=consent.id, person=consent.person)))

    def save_book(self, book: IdentityBook) -> None:
        """Several changes as one, which is undone as one."""
        self._save(book)

    def erase(self, person_id: str, names: Collection[KnownName] = ()) -> ErasedIdentity:
        """Nothing of the person is left: in the file, in its backups, in what could be undone.

        Where others' notes hold one of `names`, it is replaced there too. Raises `UserError`; may be tried again.
        """
        file, replacer = self._opened(), NameReplacer(names)
        self._before.clear()
        others = file.book.without_person(person_id)
        with self._keeping_age(file):
            file.save(file.book.without_person(person_id, replacer.replace))
        self._tell()
        untouched = file.erase_from_backups(person_id, replacer.replace)
        return ErasedIdentity(
            others.mentions(replacer.holds_name),
            tuple(others.called_alike(replacer.holds_name)),
            tuple(untouched),
        )

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    def undo(self) -> None:
        """Take the last change back. Raises `UserError` if there is none."""
        if not self._before:
            raise UserError(_("In der Schlüsseldatei gibt es nichts rückgängig zu machen."))
        file = self._opened()
        with self._keeping_age(file):
            file.save(self._before[-1])
        self._before.pop()
        self._tell()

    def subscribe(self, listener: Callable[[], None]) -> None:
        """`listener` is called whenever it was opened, closed or changed."""
        self._listeners.append(listener)

    def _save(self, book: IdentityBook) -> None:
        file = self._opened()
        before = file.book
        with self._keeping_age(file):
            file.save(book)
        self._before = [*self._before[1 - _MOST_UNDO_STEPS :], before]
        self._tell()

    def _opened(self) -> IdentityFile:
        if self._file is None:
            raise UserError(
                _("Die Schlüsseldatei ist geschlossen."),
                _("Öffnen Sie sie mit ihrer eigenen Passphrase; Codes und Rollen gehen auch ohne sie."),
            )
        return self._file

    @contextmanager
    def _keeping_age(self, file: IdentityFile) -> Iterator[None]:
        """What is saved inside is the newest state, unless the file was not before: saving makes no file newer."""
        is_newest = not self.age_warning
        yield
        if is_newest:
            self._remember(file)

    def _remember(self, file: IdentityFile) -> None:
        self._store.remember(_GENERATION, str(file.book.generation))
        self._store.remember(_STATE, file.book.lineage[-1] if file.book.lineage else "")

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
