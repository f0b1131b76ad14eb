"""Finding everything that is kept about one person, in fields and in free text, in notes, drafts and exports."""

import json
from collections.abc import Collection, Iterator
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.consent import Consent, Deletion, NameDecision
from gk_desktop.domain.day_texts import day_text
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.minutes import MINUTES_KIND_LABELS, Minutes, MinutesCorrection, MinutesFrozen
from gk_desktop.domain.name_replacement import KnownName, NameReplacer
from gk_desktop.domain.person_dossier import Dossier, DossierItem, PersonData, Subject, in_order
from gk_desktop.domain.record import Record, declarations
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.services.belongings import belongings
from gk_desktop.services.exported_files import exported_files_about
from gk_desktop.services.frozen_minutes import holding_names
from gk_desktop.services.identities import Identities
from gk_desktop.services.name_places import NamedRecord, records_with_names
from gk_desktop.services.person_subjects import PersonSubjects
from gk_desktop.services.record_words import event_words, field_lines
from gk_desktop.store.workspace_store import WorkspaceStore

_OF_KIND: Final = {
    Entry.KIND: PersonData.MENTIONS,
    Decision.KIND: PersonData.MENTIONS,
    Task.KIND: PersonData.MENTIONS,
    MinutesCorrection.KIND: PersonData.CORRECTIONS,
    NameDecision.KIND: PersonData.NAME_CHECKS,
}
"""Where a record of a kind stands that names the person; any other kind stands among the heads."""

_SHOWN_WITH_THEIR_EVENT: Final = (AgendaItem.KIND, Participant.KIND)
_JUMPED_TO: Final = (
    Entry.KIND,
    Decision.KIND,
    Task.KIND,
    MinutesCorrection.KIND,
    Event.KIND,
    Case.KIND,
    Institution.KIND,
)


class PersonDossiers:
    def __init__(self, store: WorkspaceStore, identities: Identities, subjects: PersonSubjects) -> None:
        self._store = store
        self._records = store.records
        self._identities = identities
        self._subjects = subjects

    def of(self, subject: Subject) -> Dossier:
        """Everything that can be found now; what could not be looked through stands in its `gaps`."""
        names = self._subjects.names(subject, ambiguous=True)
        participations = self._subjects.participations(subject)
        statements = self.statements(participations)
        own = {subject.person.id, *(item.id for item in (*participations, *statements))}
        own |= {item.id for entry in statements for item in belongings(self._records, Entry, entry.id)}
        items = [
            *self._master(subject),
            *self._identity(subject),
            *self._consents(subject),
            *map(self._participation, participations),
            *(self._statement(item) for item in self._with_follow_ups(statements)),
            *self._named(names, own),
            *self._frozen(names, own),
            *self._drafts(names),
            *self._exports(subject),
            *self._deletions(subject),
        ]
        return Dossier(subject, in_order(items), self._subjects.gaps(subject))

    def statements(self, participations: Collection[Participant]) -> list[Entry]:
        """What was said in these participations, in the Papierkorb or not."""
        return [
            entry
            for item in participations
            for deleted in (False, True)
            for entry in self._records.find(Entry, deleted=deleted, event=item.event, speaker=item.id)
        ]

    def _with_follow_ups(self, entries: Collection[Entry]) -> Iterator[Entry | Decision | Task]:
        for entry in entries:
            yield entry
            for item in belongings(self._records, Entry, entry.id):
                if isinstance(item, (Decision, Task)):
                    yield item

    def _master(self, subject: Subject) -> Iterator[DossierItem]:
        if subject.in_workspace:
            person = subject.person
            yield DossierItem(PersonData.MASTER, person.code, field_lines(person), "person", person.id)

    def _identity(self, subject: Subject) -> Iterator[DossierItem]:
        identity, person_id = subject.identity, subject.person.id
        if identity is not None:
            yield DossierItem(
                PersonData.IDENTITY, identity.full_name, field_lines(identity, ("code",)), "person", person_id
            )
        for note in self._identities.contacts_of(person_id):
            day = day_text(note.on) if note.on else _("ohne Datum")
            yield DossierItem(PersonData.CONTACTS, day, field_lines(note, ("on",)), "person", person_id, note.on)
        for evidence in self._identities.book.evidence.values():
            if evidence.person == person_id:
                place = _("Nachweis der Einwilligung")
                yield DossierItem(PersonData.CONTACTS, place, field_lines(evidence), "person", person_id)

    def _consents(self, subject: Subject) -> Iterator[DossierItem]:
        for deleted in (False, True):
            for item in self._records.find(Consent, deleted=deleted, person=subject.person.id):
                place = (
                    _("Einwilligung vom {day}").format(day=day_text(item.given_on)) if item.given_on else item.status
                )
                yield DossierItem(
                    PersonData.CONSENTS, str(place), field_lines(item), "person", subject.person.id, item.given_on
                )

    def _participation(self, item: Participant) -> DossierItem:
        place, text = event_words(self._records, item.event), field_lines(item, ("position",))
        return DossierItem(PersonData.PARTICIPATIONS, place, text, Event.KIND, item.event)

    def _statement(self, item: Entry | Decision | Task) -> DossierItem:
        place = f"{event_words(self._records, item.event)}: {item.number}"
        day = item.time.date() if isinstance(item, Entry) and item.time else None
        text = item.text if not isinstance(item, Task) or not item.responsible else f"{item.responsible}: {item.text}"
        return DossierItem(PersonData.STATEMENTS, place, text, item.KIND, item.id, day)

    def _named(self, names: Collection[KnownName], own: Collection[str]) -> Iterator[DossierItem]:
        for found in records_with_names(self._store, names):
            if found.id not in own and found.kind not in ("person", "minutes_export"):
                yield self._mention(found)

    def _mention(self, found: NamedRecord) -> DossierItem:
        record = self._record(found)
        kind, record_id = self._target(record) if record is not None else ("", "")
        place = self._place(found, record)
        if not found.shown or record is None:
            text = _("Felder: {fields}").format(fields=", ".join(_labels(found.kind, found.fields)))
            return DossierItem(PersonData.HISTORY, place, text, kind, record_id)
        said = {
            label: found.shown[field]
            for field, label in zip(found.shown, _labels(found.kind, tuple(found.shown)), strict=True)
            # The line as it was typed says the same as the text.
            if field != "raw" or "text" not in found.shown
        }
        text = "\n".join(f"{label}: {text}" for label, text in said.items())
        return DossierItem(_OF_KIND.get(found.kind, PersonData.HEADS), place, text, kind, record_id)

    def _record(self, found: NamedRecord) -> Record | None:
        record_type = RECORD_TYPES.get(found.kind)
        if record_type is None:
            return None
        shown = self._records.look_up(record_type, found.id)
        if shown is not None:
            return shown
        return next((item for item in self._records.find(record_type, deleted=True) if item.id == found.id), None)

    def _target(self, record: Record) -> tuple[str, str]:
        if record.KIND in _SHOWN_WITH_THEIR_EVENT:
            return Event.KIND, getattr(record, "event", "")
        return (record.KIND, record.id) if record.KIND in _JUMPED_TO else ("", "")

    def _place(self, found: NamedRecord, record: Record | None) -> str:
        kind = _(RECORD_TYPES[found.kind].LABEL) if found.kind in RECORD_TYPES else found.kind
        number = getattr(record, "number", "")
        event = self._event_of(record)
        where = event_words(self._records, event) if event else str(getattr(record, "name", ""))
        return ": ".join(part for part in (where, f"{kind} {number}".strip()) if part)

    def _event_of(self, record: Record | None) -> str:
        if isinstance(record, Event):
            return record.id
        if isinstance(record, MinutesCorrection):
            record = self._records.look_up(Minutes, record.minutes)
        return getattr(record, "event", "")

    def _frozen(self, names: Collection[KnownName], own: Collection[str]) -> Iterator[DossierItem]:
        holds = holding_names(names)
        for deleted in (False, True):
            for item in self._records.find(MinutesFrozen, deleted=deleted):
                if holds(item) or any(record_id in item.content for record_id in own):
                    yield self._frozen_version(item)

    def _frozen_version(self, item: MinutesFrozen) -> DossierItem:
        minutes = self._records.look_up(Minutes, item.minutes)
        if minutes is None:
            return DossierItem(PersonData.MINUTES, _("Protokoll entfernt"), _("eingefrorener Inhalt"))
        version = _("{kind}, Fassung {version}").format(
            kind=_(MINUTES_KIND_LABELS[minutes.kind]), version=minutes.version
        )
        return DossierItem(
            PersonData.MINUTES, event_words(self._records, minutes.event), version, Event.KIND, minutes.event
        )

    def _drafts(self, names: Collection[KnownName]) -> Iterator[DossierItem]:
        replacer = NameReplacer(names)
        for draft in self._store.drafts.all():
            if replacer.holds_name(draft.text):
                yield DossierItem(PersonData.DRAFTS, _("Entwurf"), _half_typed(draft.text))

    def _exports(self, subject: Subject) -> Iterator[DossierItem]:
        for item in exported_files_about(self._records, subject.person):
            day = item.exported_at.date() if item.exported_at else None
            place = f"{item.export_class.value}, {day_text(day)}" if day else item.export_class.value
            yield DossierItem(PersonData.EXPORTS, place, item.file, day=day)

    def _deletions(self, subject: Subject) -> Iterator[DossierItem]:
        for item in self._records.find(Deletion, code=subject.person.code) if subject.person.code else ():
            place = day_text(item.done_on) if item.done_on else _("ohne Datum")
            yield DossierItem(PersonData.DELETIONS, place, item.subject, day=item.done_on)


def _labels(kind: str, fields: Collection[str]) -> list[str]:
    record_type = RECORD_TYPES.get(kind)
    labels = {item.name: _(item.label) for item in declarations(record_type)} if record_type else {}
    return [labels.get(field, field) for field in fields]


def _half_typed(text: str) -> str:
    """A draft is a line, or fields as JSON."""
    try:
        stored = json.loads(text)
    except ValueError:
        return text
    return "\n".join(map(str, stored.values())) if isinstance(stored, dict) else text
