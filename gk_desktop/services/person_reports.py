"""The Auskunft to a person, and the sheet on what was done, as files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gk_desktop.base.i18n import _
from gk_desktop.domain.event import Participant
from gk_desktop.domain.identity import ConsentEvidence
from gk_desktop.domain.name_replacement import KnownName, NameKind, NameReplacer
from gk_desktop.domain.person_dossier import Dossier, DossierItem, PersonData, Subject
from gk_desktop.domain.person_names import is_role, names_of_person
from gk_desktop.domain.person_report import PersonReport, RightsRecord
from gk_desktop.domain.project import Project
from gk_desktop.services.identities import Identities
from gk_desktop.services.minutes_writers import write_document
from gk_desktop.services.person_dossier import PersonDossiers
from gk_desktop.services.person_subjects import PersonSubjects
from gk_desktop.store.workspace_store import WorkspaceStore


class PersonReports:
    def __init__(
        self,
        store: WorkspaceStore,
        identities: Identities,
        subjects: PersonSubjects,
        dossiers: PersonDossiers,
        current_project: Callable[[], Project],
    ) -> None:
        self._store = store
        self._identities = identities
        self._subjects = subjects
        self._dossiers = dossiers
        self._current_project = current_project

    def report(self, subject: Subject) -> PersonReport:
        """Everything that is found about the person, names and codes of others replaced."""
        return PersonReport(
            code=subject.person.code,
            name=subject.identity.full_name if subject.identity else "",
            project=self._current_project(),
            dossier=self._without_others(self._dossiers.of(subject)),
            made_at=self._store.clock.now(),
        )

    def file_name(self, subject: Subject) -> str:
        return f"Auskunft_{subject.person.code}_{self._store.clock.now():%Y-%m-%d}.docx"

    def export(self, subject: Subject, target: Path) -> PersonReport:
        """Write it as Word or PDF, as the name says. Raises `UserError`: another name, no place to write to."""
        from gk_desktop.documents.person_report import build  # noqa: PLC0415

        report = self.report(subject)
        write_document(build(report), target)
        return report

    def save_record(self, code: str, title: str, sentences: Sequence[str], target: Path) -> Path:
        """Write what was done for a person as Word or PDF, by code. Raises `UserError` as `export` does."""
        from gk_desktop.documents.person_report import build_record  # noqa: PLC0415

        site = self._store.journal.site
        record = RightsRecord(code, title, tuple(sentences), self._store.clock.now(), site.author)
        write_document(build_record(record), target)
        return target

    def _without_others(self, dossier: Dossier) -> Dossier:
        replacer = NameReplacer(self._names_of_others(dossier.subject))
        items = (
            replace(item, place=replacer.replace(item.place), text=replacer.replace(_told(item)))
            for item in dossier.items
        )
        return replace(dossier, items=tuple(items))

    def _names_of_others(self, subject: Subject) -> Iterator[KnownName]:
        own = {(" ".join(name.words)) for name in self._subjects.names(subject, ambiguous=True)}
        stand_in = (_("[andere Person]"),)
        for name in (*self._persons(subject), *self._participants(subject), *self._witnesses(subject)):
            if name.is_name and " ".join(name.words) not in own:
                yield KnownName(name.name, stand_in, name.kind)

    def _persons(self, subject: Subject) -> Iterator[KnownName]:
        for other in self._subjects.all():
            if other.person.id != subject.person.id:
                yield from self._subjects.names(other, ambiguous=False)

    def _participants(self, subject: Subject) -> Iterator[KnownName]:
        """Whoever spoke without being anybody's code."""
        roles = self._subjects.roles()
        for deleted in (False, True):
            for item in self._store.records.find(Participant, deleted=deleted):
                if item.person != subject.person.id and not is_role(item.label, roles):
                    yield from names_of_person("", [item.label], None, roles, ambiguous=True)

    def _witnesses(self, subject: Subject) -> Iterator[KnownName]:
        for evidence in self._identities.book.evidence.values():
            if evidence.person == subject.person.id and self._is_somebody_else(evidence):
                yield KnownName(evidence.witness, (), NameKind.PERSON)

    def _is_somebody_else(self, evidence: ConsentEvidence) -> bool:
        return bool(evidence.witness.strip()) and evidence.witness != evidence.signed_as


def _told(item: DossierItem) -> str:
    """In which folder of whose laptop a document lies is nobody else's business."""
    return item.text.replace("\\", "/").rsplit("/", 1)[-1] if item.data is PersonData.EXPORTS else item.text
