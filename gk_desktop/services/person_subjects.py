"""Whose data somebody asks about, and what that person may be called."""

from collections.abc import Callable

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Person
from gk_desktop.domain.event import Participant
from gk_desktop.domain.line import compared_form
from gk_desktop.domain.name_replacement import KnownName
from gk_desktop.domain.person_dossier import Subject
from gk_desktop.domain.person_names import names_of_person
from gk_desktop.domain.programme import Programme
from gk_desktop.services.identities import Identities
from gk_desktop.store.workspace_store import WorkspaceStore


class PersonSubjects:
    def __init__(self, store: WorkspaceStore, identities: Identities, load_programme: Callable[[], Programme]) -> None:
        self._store = store
        self._identities = identities
        self._load_programme = load_programme

    def all(self) -> list[Subject]:
        """By code: persons, those in the Papierkorb, and whoever stands in the open Schlüsseldatei alone."""
        known = [person for deleted in (False, True) for person in self._store.records.find(Person, deleted=deleted)]
        ids = {person.id for person in known}
        alone = [item for item in self._identities.book.identities.values() if item.id not in ids]
        subjects = [Subject(person, self._identities.identity(person.id)) for person in known]
        subjects += [Subject(Person(id=item.id, code=item.code), item, in_workspace=False) for item in alone]
        return sorted(subjects, key=lambda subject: (subject.person.code, subject.person.id))

    def of(self, person_id: str) -> Subject:
        """Raises `UserError` if there is nobody of that id."""
        found = next((subject for subject in self.all() if subject.person.id == person_id), None)
        if found is None:
            raise UserError(_("Diese Person gibt es nicht oder nicht mehr."))
        return found

    def named(self, typed: str) -> Subject:
        """By code, or by name while the Schlüsseldatei is open. Raises `UserError`: nobody, or more than one."""
        wanted = compared_form(typed)
        found = [subject for subject in self.all() if wanted and wanted in _called(subject)]
        if len(found) == 1:
            return found[0]
        sentence = (
            _("Eine Person „{typed}“ gibt es nicht.") if not found else _("Eine Person „{typed}“ gibt es mehrfach.")
        )
        raise UserError(
            sentence.format(typed=typed),
            _("Nehmen Sie den Code; nach Namen findet das Programm nur mit offener Schlüsseldatei."),
        )

    def participations(self, subject: Subject) -> list[Participant]:
        """Also those in the Papierkorb."""
        records = self._store.records
        return [
            item
            for deleted in (False, True)
            for item in records.find(Participant, deleted=deleted, person=subject.person.id)
        ]

    def roles(self) -> frozenset[str]:
        """Words, folded, that are roles and name nobody."""
        programme = self._load_programme()
        types = programme.institution_types
        words = (*programme.speaker_roles, *(item.label for item in types), *(item.short for item in types))
        return frozenset(word.casefold() for word in words)

    def names(self, subject: Subject, *, ambiguous: bool) -> tuple[KnownName, ...]:
        labels = [item.label for item in self.participations(subject)]
        return names_of_person(subject.person.code, labels, subject.identity, self.roles(), ambiguous=ambiguous)

    def gaps(self, subject: Subject) -> tuple[str, ...]:
        """Where nobody could look, as sentences."""
        if subject.identity is not None:
            return ()
        if self._identities.is_open:
            return (
                _("In der Schlüsseldatei steht niemand mit diesem Code; gesucht wurde nach Code und Bezeichnungen."),
            )
        reason = (
            _("Die Schlüsseldatei ist geschlossen.")
            if self._identities.exists
            else _("Auf diesem Rechner liegt keine Schlüsseldatei.")
        )
        return (
            reason
            + " "
            + _(
                "Name, Kontakte und Nachweise wurden nicht durchsucht; in freien Texten wurde nur nach dem Code und"
                " nach Bezeichnungen in Mitschriften gesucht."
            ),
        )


def _called(subject: Subject) -> set[str]:
    identity = subject.identity
    names = [subject.person.code, subject.person.id]
    if identity is not None:
        names += [identity.full_name, identity.family_name, f"{identity.given_name} {identity.family_name}"]
    return {compared_form(name) for name in names if name.strip()}
