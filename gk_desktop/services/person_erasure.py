"""Erasing what is known of a person (DSGVO Art. 17): as one unit of work, with a proof of code and day.

A purge takes whole records, a redaction takes a name out of what a record says and ever said. Both go wherever the
journal goes. Exported files and older backups are out of reach; they are named.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.base.text import clean_text
from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Deletion, NameDecision
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.event import Participant
from gk_desktop.domain.fields import PlainValue
from gk_desktop.domain.minutes import MinutesCorrection, MinutesExport
from gk_desktop.domain.name_replacement import KnownName, NameKind, NameReplacer
from gk_desktop.domain.person_dossier import Subject
from gk_desktop.domain.person_names import is_role
from gk_desktop.domain.person_rights import DELETED_SUBJECTS, ErasureDegree
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.services.belongings import belongings
from gk_desktop.services.exported_files import exported_files_about
from gk_desktop.services.frozen_minutes import redact
from gk_desktop.services.identities import ErasedIdentity, Identities
from gk_desktop.services.name_places import NamedRecord, records_with_names
from gk_desktop.services.person_erasure_drafts import DraftErasure
from gk_desktop.services.person_subjects import PersonSubjects
from gk_desktop.store.backups import Backup, BackupReason
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore

_NOTES: Final = (Entry.KIND, Decision.KIND, Task.KIND)

Cleaner = Callable[[PlainValue], PlainValue]


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What an erasure would do: `purged` are ids of whole records, `redacted` records that lose the name only."""

    subject: Subject
    degree: ErasureDegree
    statements: int
    mentions: int
    purged: tuple[str, ...]
    redacted: tuple[NamedRecord, ...]
    participations: tuple[Participant, ...]
    names: tuple[KnownName, ...]
    own_names: tuple[KnownName, ...]
    exports: tuple[MinutesExport, ...]
    backups: tuple[Backup, ...]
    moved_aside: tuple[Path, ...]
    gaps: tuple[str, ...]
    takes_identity: bool


@dataclass(frozen=True, slots=True)
class ErasureOutcome:
    """`deletion` is the line of the Löschprotokoll; `problems` are sentences about what could not be erased.

    `failure` is the one of them that says why the Schlüsseldatei could not be written to: it may name a file or folder,
    and these may name people. `identity` is what became of the traces there, None if there was nothing to look at.
    """

    plan: ErasurePlan
    deletion: Deletion
    problems: tuple[str, ...] = field(default=())
    failure: str = ""
    identity: ErasedIdentity | None = None


class PersonErasure:
    def __init__(self, store: WorkspaceStore, identities: Identities, subjects: PersonSubjects) -> None:
        self._store = store
        self._records = store.records
        self._identities = identities
        self._subjects = subjects

    def plan(self, subject: Subject, degree: ErasureDegree, *, ambiguous: bool = False) -> ErasurePlan:
        """Looks through everything and changes nothing.

        `ambiguous` takes words too that may mean somebody or something else: a first name, a name like Bauer.
        """
        names = self._subjects.names(subject, ambiguous=ambiguous)
        own_names = self._subjects.names(subject, ambiguous=True)
        participations = self._subjects.participations(subject)
        spoken = self._spoken(participations)
        named = records_with_names(self._store, own_names if ambiguous else names)
        others = [item for item in named if item.kind in _NOTES and item.id not in spoken]
        roots = self._roots(subject, degree, participations, spoken, others)
        if degree is not ErasureDegree.IDENTITY:
            roots += _corrections_from(named)
        purged = self._with_belongings(roots, names)
        redacted = [item for item in named if item.id not in purged]
        if not ambiguous and degree is ErasureDegree.IDENTITY:
            # In their own words a first name is the person's.
            redacted = self._with_own_words(redacted, own_names, spoken)
        return ErasurePlan(
            subject=subject,
            degree=degree,
            statements=len(spoken) if degree is not ErasureDegree.IDENTITY else 0,
            mentions=len(others) if degree is ErasureDegree.MENTIONS else 0,
            purged=tuple(purged),
            redacted=tuple(redacted),
            participations=tuple(participations),
            names=names,
            own_names=own_names,
            exports=tuple(exported_files_about(self._records, subject.person)),
            backups=tuple(self._store.backups.all()),
            moved_aside=tuple(self._store.backups.moved_aside()),
            gaps=self._subjects.gaps(subject),
            takes_identity=self._identities.is_open and subject.identity is not None,
        )

    def _spoken(self, participations: Collection[Participant]) -> dict[str, str]:
        """Entry -> participant who said it."""
        return {
            entry.id: item.id
            for item in participations
            for deleted in (False, True)
            for entry in self._records.find(Entry, deleted=deleted, event=item.event, speaker=item.id)
        }

    def _roots(
        self,
        subject: Subject,
        degree: ErasureDegree,
        participations: Collection[Participant],
        spoken: Collection[str],
        others: Collection[NamedRecord],
    ) -> list[tuple[str, str]]:
        """Kind and id of what goes as a whole."""
        roots = [(Person.KIND, subject.person.id)] if subject.in_workspace else []
        if degree is not ErasureDegree.IDENTITY:
            roots += [(Entry.KIND, entry) for entry in spoken]
            roots += [(Participant.KIND, item.id) for item in participations]
        if degree is ErasureDegree.MENTIONS:
            roots += [(item.kind, item.id) for item in others]
        return roots

    def _with_belongings(self, roots: Collection[tuple[str, str]], names: Collection[KnownName]) -> dict[str, None]:
        purged: dict[str, None] = {}
        for kind, record_id in roots:
            owned = belongings(self._records, RECORD_TYPES[kind], record_id)
            purged.update(dict.fromkeys([record_id, *(item.id for item in owned)]))
        replacer = NameReplacer(names)
        for deleted in (False, True):
            for item in self._records.find(NameDecision, deleted=deleted):
                if item.record_id in purged or replacer.holds_name(f"{item.word}\n{item.replacement}\n{item.reason}"):
                    purged[item.id] = None
        return purged

    def _with_own_words(
        self, redacted: list[NamedRecord], own_names: Collection[KnownName], spoken: Collection[str]
    ) -> list[NamedRecord]:
        own = [item for item in records_with_names(self._store, own_names) if item.id in spoken]
        ids = {item.id for item in own}
        return [*(item for item in redacted if item.id not in ids), *own]

    def erase(self, plan: ErasurePlan, *, cause: str = "") -> ErasureOutcome:
        """Carry it out, after a backup (contract 7). Raises `UserError` if the workspace cannot be written to.

        A Schlüsseldatei that cannot be written to is no reason to keep the rest: that is said, and erased later.
        """
        self._store.make_backup(BackupReason.BEFORE_PURGE)
        subject = plan.subject
        labels = self._new_labels([*plan.participations, *self._called_alike(plan)])
        with self._store.journal.change(N_("Daten einer Person löschen"), undoable=False) as unit:
            gone = (subject.person.id, *plan.purged)
            redact(self._records, unit, gone, plan.names)
            for record_id in plan.purged:
                unit.purge(record_id)
            self._leave_without_person(unit, plan, labels)
            self._redact_texts(unit, plan, labels)
            self._drafts_of(plan).carry_out(unit)
            for record_id in unit.purged:
                unit.settle(record_id)
            deletion = unit.create(
                Deletion(
                    code=subject.person.code,
                    subject=_(DELETED_SUBJECTS[plan.degree]),
                    cause=_without_names(plan, clean_text(cause).strip()) or _("Löschung nach Art. 17 DSGVO"),
                    done_on=self._store.clock.now().date(),
                    done_by=self._store.journal.site.author,
                )
            )
        return self._with_identity(ErasureOutcome(plan, deletion, plan.gaps))

    def _drafts_of(self, plan: ErasurePlan) -> DraftErasure:
        takes_words = plan.degree is not ErasureDegree.IDENTITY
        return DraftErasure(self._store, plan.purged, plan.names, plan.participations, takes_words)

    def _with_identity(self, outcome: ErasureOutcome) -> ErasureOutcome:
        """Erase from the Schlüsseldatei too, if it is open: the rest is done already, and stays done."""
        if not self._identities.is_open:
            return outcome
        plan = outcome.plan
        try:
            erased = self._identities.erase(plan.subject.person.id, plan.names)
        except UserError as error:
            return replace(outcome, problems=(*outcome.problems, str(error)), failure=str(error))
        problems = (*outcome.problems, *_untouched(erased.untouched))
        return replace(outcome, problems=problems, identity=erased)

    def _leave_without_person(self, unit: UnitOfWork, plan: ErasurePlan, labels: Mapping[str, str]) -> None:
        """Participations that stay lose the person, and the name that the notes call them."""
        named = {item.id: item.fields for item in plan.redacted}
        replaced = _cleaner(NameReplacer(plan.own_names).replace)
        for item in plan.participations:
            if item.id not in plan.purged:
                clean: dict[str, Cleaner] = dict.fromkeys(named.get(item.id, ()), replaced)
                clean |= {"person": _nobody, "label": partial(_always, labels[item.id])}
                unit.redact(item.id, clean)

    def _called_alike(self, plan: ErasurePlan) -> list[Participant]:
        """Others whom the notes call by the name and nobody has linked: what they said stays, the name does not."""
        named = {item.id for item in plan.redacted if item.kind == Participant.KIND and "label" in item.fields}
        linked = {item.id for item in plan.participations}
        found = [item for deleted in (False, True) for item in self._records.find(Participant, deleted=deleted)]
        return [item for item in found if item.id in named - linked]

    def _new_labels(self, participations: Iterable[Participant]) -> dict[str, str]:
        """For each participation a role that nobody else at the event is called by; a label that is a role stays."""
        roles, labels = self._subjects.roles(), dict[str, str]()
        for item in participations:
            labels[item.id] = item.label
            if item.label and not is_role(item.label, roles):
                base = item.role if item.role and is_role(item.role, roles) else _("Teilnehmer*in")
                others = self._records.find(Participant, event=item.event)
                taken = {other.label.casefold() for other in others} | {label.casefold() for label in labels.values()}
                choices = (base, *(f"{base} {count}" for count in range(2, len(taken) + 3)))
                labels[item.id] = next(choice for choice in choices if choice.casefold() not in taken)
        return labels

    def _redact_texts(self, unit: UnitOfWork, plan: ErasurePlan, labels: Mapping[str, str]) -> None:
        alike = self._called_alike(plan)
        own, spoken = self._spoken(plan.participations), self._spoken([*plan.participations, *alike])
        replaced = NameReplacer(plan.names).replace
        own_replaced = NameReplacer(plan.own_names).replace
        done = {item.id for item in plan.participations}
        for item in plan.redacted:
            if item.id in done:
                continue
            clean = {name: _cleaner(own_replaced if item.id in own else replaced) for name in item.fields}
            if item.id in spoken and "raw" in clean:
                # The line still begins with whom it calls the speaker.
                clean["raw"] = _cleaner(_with_stand_in(plan.own_names, labels[spoken[item.id]]))
            if item.id in labels:
                clean["label"] = partial(_always, labels[item.id])
            unit.redact(item.id, clean)


def _without_names(plan: ErasurePlan, cause: str) -> str:
    """The proof names the code alone."""
    return NameReplacer(name for name in plan.own_names if name.kind is not NameKind.CODE).replace(cause)


def _untouched(backups: Collection[Path]) -> list[str]:
    if not backups:
        return []
    return [
        ngettext(
            "{count} Sicherung gehört zu einer früheren Schlüsseldatei oder ist beschädigt ({names}). Sie ließ sich"
            " nicht bereinigen und kann die Person noch enthalten: Löschen Sie sie selbst.",
            "{count} Sicherungen gehören zu einer früheren Schlüsseldatei oder sind beschädigt ({names}). Sie ließen"
            " sich nicht bereinigen und können die Person noch enthalten: Löschen Sie sie selbst.",
            len(backups),
        ).format(count=len(backups), names=", ".join(path.name for path in backups))
    ]


def _corrections_from(named: Collection[NamedRecord]) -> list[tuple[str, str]]:
    """What the person wanted corrected is said by them, about whatever entry."""
    kind = MinutesCorrection.KIND
    return [(kind, item.id) for item in named if item.kind == kind and "received_from" in item.fields]


def _nobody(_value: PlainValue) -> PlainValue:
    return ""


def _always(value: str, _before: PlainValue) -> PlainValue:
    return value


def _cleaner(replaced: Callable[[str], str]) -> Cleaner:
    def clean(value: PlainValue) -> PlainValue:
        if isinstance(value, str):
            return replaced(value)
        return [replaced(item) for item in value] if isinstance(value, list) else value

    return clean


def _with_stand_in(names: Collection[KnownName], label: str) -> Callable[[str], str]:
    return NameReplacer(KnownName(name.name, (label,), name.kind) for name in names).replace
