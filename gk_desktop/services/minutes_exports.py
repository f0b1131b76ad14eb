"""Minutes of an event as a Word document: gathered, cleared for their class, written, and put on record."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.paths import resources
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.minutes import MINUTES_KIND_LABELS, ExportClass, Minutes, MinutesExport, MinutesKind
from gk_desktop.domain.minutes_content import MinutesContent, MinutesMaterial, compose
from gk_desktop.domain.naming import KnownNames, Naming
from gk_desktop.domain.programme import Programme
from gk_desktop.store.workspace_store import WorkspaceStore

_NOT_IN_FILE_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class ExportedMinutes:
    """What was written where. `names_checked` is false until names were compared with an opened key file."""

    file: Path
    minutes: Minutes
    export: MinutesExport
    entries: int


def default_file_name(material: MinutesMaterial, kind: MinutesKind, export_class: ExportClass) -> str:
    """A telling name that gives no municipality away: kind, Fallkürzel, day and class.

    VERTEILER has no Fallkürzel: its readers know the municipality, and would learn which one a report writes about.
    """
    case = next((item for item in material.names.cases if item.id == material.event.case), None)
    day = f"_{material.event.date:%Y-%m-%d}" if material.event.date else ""
    code = f"_{_NOT_IN_FILE_NAMES.sub('-', case.case_code)}" if case and case.case_code else ""
    naming = Naming(material.names, material.event, export_class)
    if export_class is ExportClass.VERTEILER or naming.reveals(code):
        code = ""
    return f"{_(MINUTES_KIND_LABELS[kind])}{code}{day}_{export_class.value}.docx"


class MinutesExports:
    """`load_programme` is asked only when something is exported."""

    def __init__(self, store: WorkspaceStore, load_programme: Callable[[], Programme]) -> None:
        self._store = store
        self._load_programme = load_programme

    def export(self, event_id: str, kind: MinutesKind, export_class: ExportClass, target: Path) -> ExportedMinutes:
        """Write the document and record the export. A folder as `target` gets a file with a telling name.

        Raises `UserError`: no such event, a file name that gives a name away, a place that cannot be written to.
        """
        # Word takes its time to load, and only an export needs it.
        from gk_desktop.documents.docx_writer import write  # noqa: PLC0415
        from gk_desktop.documents.minutes import build  # noqa: PLC0415

        material = self.gather(event_id)
        target = self._target(material, kind, export_class, target)
        current = self._current_version(event_id, kind)
        content = compose(
            material,
            kind,
            export_class,
            made_at=self._store.clock.now().replace(microsecond=0),
            version=current.version or 1,
            status=current.status,
        )
        write(build(content), resources() / "templates" / "protokoll.docx", target)
        minutes, export = self._put_on_record(current, content, target)
        return ExportedMinutes(target, minutes, export, sum(len(section.entries) for section in content.sections))

    def gather(self, event_id: str) -> MinutesMaterial:
        """Everything about the event that minutes are made of. Raises `UserError` if there is no such event."""
        records, programme = self._store.records, self._load_programme()
        event = records.get(Event, event_id)
        types = programme.institution_types
        return MinutesMaterial(
            event=event,
            names=KnownNames(
                cases=records.find(Case),
                institutions=records.find(Institution),
                persons=records.find(Person),
                participants=records.find(Participant, event=event_id, order_by=["position"]),
                role_words=(*programme.speaker_roles, *(item.label for item in types), *(item.short for item in types)),
                person_roles=programme.person_roles,
            ),
            agenda=records.find(AgendaItem, event=event_id, order_by=["number"]),
            entries=records.find(Entry, event=event_id, order_by=["position"]),
            decisions=records.find(Decision, event=event_id),
            tasks=records.find(Task, event=event_id),
            categories=records.find(Category),
        )

    def all(self, event_id: str = "") -> list[tuple[Minutes, list[MinutesExport]]]:
        """Minutes with the exports made of each, of one event or of all."""
        records = self._store.records
        found = records.find(Minutes, event=event_id) if event_id else records.find(Minutes)
        return [(minutes, records.find(MinutesExport, minutes=minutes.id)) for minutes in found]

    def _target(self, material: MinutesMaterial, kind: MinutesKind, export_class: ExportClass, target: Path) -> Path:
        if _is_folder(target):
            target = self._free(target / default_file_name(material, kind, export_class), material.event)
        if target.suffix.lower() != ".docx":
            raise UserError(
                _("„{name}“ ist kein Name für ein Word-Dokument.").format(name=target.name),
                _("Nehmen Sie einen Namen, der auf .docx endet."),
            )
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

    def _current_version(self, event_id: str, kind: MinutesKind) -> Minutes:
        found = self._store.records.find(Minutes, event=event_id, kind=kind, order_by=["version"])
        return found[-1] if found else Minutes(event=event_id, kind=kind, version=1)

    def _put_on_record(self, current: Minutes, content: MinutesContent, target: Path) -> tuple[Minutes, MinutesExport]:
        with self._store.journal.change(N_("Protokoll ausgeben")) as unit:
            minutes = current if current.id else unit.create(current)
            export = unit.create(
                MinutesExport(
                    minutes=minutes.id,
                    export_class=content.export_class,
                    file=str(target.resolve()),
                    exported_at=content.made_at,
                    content_hash=hashlib.sha256(
                        repr((content.head, content.sections, content.tasks)).encode()
                    ).hexdigest(),
                )
            )
        return minutes, export


def _is_folder(target: Path) -> bool:
    """False also for a name that cannot be: that is said when it is written to."""
    try:
        return target.is_dir()
    except OSError:
        return False
