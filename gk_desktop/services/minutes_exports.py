"""Minutes of an event as a document: gathered, cleared for their class, written, and put on record."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.documents.tree import Document
from gk_desktop.documents.write_report import WriteReport
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.consent import NameDecision
from gk_desktop.domain.consent_rules import is_restricted
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.minutes import (
    MINUTES_KIND_LABELS,
    ExportClass,
    Minutes,
    MinutesExport,
    MinutesKind,
    NameState,
)
from gk_desktop.domain.minutes_content import MinutesContent, MinutesMaterial
from gk_desktop.domain.minutes_layout import MinutesLayout
from gk_desktop.domain.naming import KnownNames, Naming
from gk_desktop.domain.ordering import order_of_number
from gk_desktop.domain.programme import Programme
from gk_desktop.domain.project_names import addressed_people
from gk_desktop.domain.visibility import check_may_be_made
from gk_desktop.services.follow_up import answers_among
from gk_desktop.services.minutes_templates import MinutesTemplates
from gk_desktop.services.minutes_versions import MinutesVersions
from gk_desktop.services.minutes_writers import FileFormat, format_of, write_document
from gk_desktop.services.name_overrides import log_override, refuse_held_back, why_not_printed
from gk_desktop.services.speaker_consents import restricted_without_link, speaker_consents
from gk_desktop.services.template_name_check import check_template_names
from gk_desktop.store.workspace_store import WorkspaceStore

_NOT_IN_FILE_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class ExportedMinutes:
    """What was written where. `names_checked` is false until names were compared with an opened key file.

    `report` says what the Word template lacked.
    """

    file: Path
    minutes: Minutes
    export: MinutesExport
    entries: int
    report: WriteReport = WriteReport()


@dataclass(frozen=True, slots=True)
class MinutesPages:
    """What an export would write, to be looked at; to be printed only where `not_printed` says no reason against it."""

    document: Document
    not_printed: UserError | None


def default_file_name(
    material: MinutesMaterial,
    kind: MinutesKind,
    export_class: ExportClass,
    file_format: FileFormat = FileFormat.WORD,
) -> str:
    """A telling name that gives no municipality away: kind, Fallkürzel, day and class.

    VERTEILER has no Fallkürzel: its readers know the municipality, and would learn which one a report writes about.
    """
    case = next((item for item in material.names.cases if item.id == material.event.case), None)
    day = f"_{material.event.date:%Y-%m-%d}" if material.event.date else ""
    code = f"_{_NOT_IN_FILE_NAMES.sub('-', case.case_code)}" if case and case.case_code else ""
    naming = Naming(material.names, material.event, export_class)
    if export_class is ExportClass.VERTEILER or naming.reveals(code):
        code = ""
    return f"{_(MINUTES_KIND_LABELS[kind])}{code}{day}_{export_class.value}{file_format.suffix}"


class MinutesExports:
    """`load_programme` and `open_identities` are asked only when something is exported.

    `open_identities` gives the persons of the Schlüsseldatei, None while it is closed; `key_file_is_older` says that a
    newer state of it has been seen.
    """

    def __init__(
        self,
        store: WorkspaceStore,
        load_programme: Callable[[], Programme],
        open_identities: Callable[[], Sequence[Identity] | None],
        key_file_is_older: Callable[[], bool] = bool,
    ) -> None:
        self._store = store
        self._load_programme = load_programme
        self._open_identities = open_identities
        self._key_file_is_older = key_file_is_older
        self.versions = MinutesVersions(store, self.gather)
        self.templates = MinutesTemplates(store)

    def export(
        self,
        event_id: str,
        kind: MinutesKind,
        export_class: ExportClass,
        target: Path,
        *,
        version: int | None = None,
        layout: MinutesLayout | None = None,
        file_format: FileFormat = FileFormat.WORD,
        names_reason: str = "",
        template: Path | None = None,
    ) -> ExportedMinutes:
        """Write the document and record the export. A file is written as its name says (.docx, .pdf).

        A folder as `target` gets a file of this `file_format` with a telling name.

        A released `version` is written from its frozen content; without a number the one that the notes stand for now.

        Without a `layout` the document has the usual one of its kind; without a `template`, a Word document is written
        on the one that is chosen for the project.

        `names_reason` is why it is written although names are not decided about, also such as the template holds.

        Raises `UserError`: no such event, a class that the kind refuses, a file name that gives a name away, a place
        that cannot be written to, a template that is missing or unfit, names that nobody has decided about and no
        reason.
        """
        from gk_desktop.documents.minutes import build  # noqa: PLC0415

        check_may_be_made(kind, export_class)
        material = self.gather(event_id)
        target = self._target(material, kind, export_class, target, file_format)
        current = self.versions.chosen(event_id, kind, version)
        content = self.versions.content(current, export_class, material)
        refuse_held_back(self.versions.why_held_back(current, content, material), names_reason)
        template = template or self.templates.chosen.path
        check_template_names(self._store, material, export_class, template, target, names_reason)
        report = write_document(build(content, layout), target, template)
        minutes, export = self._put_on_record(current, content, target, names_reason)
        return ExportedMinutes(target, minutes, export, content.entry_count, report)

    def document(
        self,
        event_id: str,
        kind: MinutesKind,
        export_class: ExportClass,
        *,
        version: int | None = None,
        layout: MinutesLayout | None = None,
    ) -> Document:
        """What `pages` has on them. Raises as `export` does."""
        return self.pages(event_id, kind, export_class, version=version, layout=layout).document

    def pages(
        self,
        event_id: str,
        kind: MinutesKind,
        export_class: ExportClass,
        *,
        version: int | None = None,
        layout: MinutesLayout | None = None,
    ) -> MinutesPages:
        """What `export` would write, to be looked at or printed: nothing is put on record. Raises as `export` does.

        Names that nobody has decided about do not stop anybody from looking.
        """
        from gk_desktop.documents.minutes import build  # noqa: PLC0415

        check_may_be_made(kind, export_class)
        current = self.versions.chosen(event_id, kind, version)
        content = self.versions.content(current, export_class)
        return MinutesPages(build(content, layout), why_not_printed(self.versions.why_held_back(current, content)))

    def gather(self, event_id: str) -> MinutesMaterial:
        """Everything about the event that minutes are made of. Raises `UserError` if there is no such event."""
        return self.material_of(self._store.records.get(Event, event_id))

    def gather_any(self, event_id: str) -> MinutesMaterial:
        """As `gather`; without an id what belongs to no event, such as tasks."""
        return self.gather(event_id) if event_id else self.material_of(Event())

    def material_of(self, event: Event) -> MinutesMaterial:
        """As `gather`. One that was never saved stands for what belongs to no event, such as tasks."""
        records, programme, event_id = self._store.records, self._load_programme(), event.id
        types = programme.institution_types
        entries = records.find(Entry, event=event_id, order_by=["position", "id"])
        labels = dict.fromkeys(label for _id, label in records.columns(Participant, ["label"]))
        removed_participants = records.find(Participant, deleted=True)
        names = KnownNames(
            cases=records.find(Case),
            institutions=records.find(Institution),
            # A restriction holds for whom somebody has put into the Papierkorb, too.
            persons=[*records.find(Person), *filter(is_restricted, records.find(Person, deleted=True))],
            participants=records.find(Participant, event=event_id, order_by=["position", "id"]),
            role_words=(*programme.speaker_roles, *(item.label for item in types), *(item.short for item in types)),
            person_roles=programme.person_roles,
            identities=self._open_identities(),
            key_file_is_older=self._key_file_is_older(),
            decisions=records.find(NameDecision, event=event_id),
            removed_cases=records.find(Case, deleted=True),
            removed_institutions=records.find(Institution, deleted=True),
            removed_participants=removed_participants,
            addressed=addressed_people(entry.text for entry in entries),
            labels_elsewhere=[*labels, *dict.fromkeys(item.label for item in removed_participants)],
        )
        return MinutesMaterial(
            event=event,
            names=names,
            agenda=records.find(AgendaItem, event=event_id, order_by=["number", "id"]),
            entries=entries,
            decisions=sorted(records.find(Decision, event=event_id), key=lambda item: order_of_number(item.number)),
            tasks=sorted(records.find(Task, event=event_id), key=lambda item: order_of_number(item.number)),
            categories=records.find(Category),
            speaker_consents={**restricted_without_link(names), **speaker_consents(records, event_id)},
            answers=answers_among(entries, programme),
        )

    def all(self, event_id: str = "") -> list[tuple[Minutes, list[MinutesExport]]]:
        """Minutes with the exports made of each, of one event or of all."""
        records = self._store.records
        found = records.find(Minutes, event=event_id) if event_id else records.find(Minutes)
        return [(minutes, records.find(MinutesExport, minutes=minutes.id)) for minutes in found]

    def _target(
        self,
        material: MinutesMaterial,
        kind: MinutesKind,
        export_class: ExportClass,
        target: Path,
        file_format: FileFormat,
    ) -> Path:
        if _is_folder(target):
            name = default_file_name(material, kind, export_class, file_format)
            target = self._free(target / name, material.event)
        format_of(target)
        if Naming(material.names, material.event, export_class).reveals(target.stem):
            raise UserError(
                _("Der Dateiname „{name}“ verrät, um wen es geht.").format(name=target.name),
                _("Nehmen Sie für die Klasse {cls} einen Namen ohne Kommune, Institution und Person.").format(
                    cls=export_class.value
                ),
            )
        return target

    def _free(self, target: Path, event: Event) -> Path:
        """The name itself, or one with a number: minutes of another event of that day are not written over."""
        names = chain([target], (target.with_stem(f"{target.stem}_{number}") for number in count(2)))
        return next(name for name in names if not name.exists() or self._is_of(event, name))

    def _is_of(self, event: Event, file: Path) -> bool:
        exports = self._store.records.find(MinutesExport, file=str(file.resolve()))
        of_event = {minutes.id for minutes in self._store.records.find(Minutes, event=event.id)}
        return any(export.minutes in of_event for export in exports)

    def _put_on_record(
        self, current: Minutes, content: MinutesContent, target: Path, names_reason: str
    ) -> tuple[Minutes, MinutesExport]:
        with self._store.journal.change(N_("Protokoll ausgeben"), undoable=False) as unit:
            minutes = current if current.id else unit.create(current)
            export = unit.create(
                MinutesExport(
                    minutes=minutes.id,
                    export_class=content.export_class,
                    file=str(target.resolve()),
                    exported_at=self.versions.now(),
                    names_checked=content.names is NameState.CHECKED,
                    content_hash=_hash_of(content),
                )
            )
            if content.names is NameState.UNDECIDED and names_reason:
                log_override(unit, minutes.event, export, names_reason, self._store.journal.site.author)
        return minutes, export


def _hash_of(content: MinutesContent) -> str:
    """Of what the document says, whenever it was made."""
    said = (content.head, content.sections, content.tasks, content.next_meeting, content.signatures, content.annex)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _is_folder(target: Path) -> bool:
    """False also for a name that cannot be: that is said when it is written to."""
    try:
        return target.is_dir()
    except OSError:
        return False
