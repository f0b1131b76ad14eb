"""Entries and tasks as Excel tables, and notes as reading text, of one event, one case or all of them.

In steps, so that the long ones can go on beside a window: `gather` reads the workspace, `compose_table` and
`write_table` touch only what was gathered and the file, `put_on_record` writes down what left the vault.
"""

from dataclasses import dataclass
from pathlib import Path

from gk_desktop.base.i18n import N_
from gk_desktop.base.progress import Progress, silent
from gk_desktop.domain.case import Case
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import Minutes, MinutesExport, MinutesKind
from gk_desktop.domain.table_content import order_of_event
from gk_desktop.services.minutes_exports import MinutesExports
from gk_desktop.services.name_overrides import log_override
from gk_desktop.services.table_composing import (
    ComposedTable,
    Exported,
    Gathered,
    GatheredEvent,
    TableRequest,
    compose_table,
)
from gk_desktop.services.table_files import READING_SUFFIXES, write_table
from gk_desktop.store.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """What was written where, and the record of it for each event that stands in it."""

    file: Path
    table: ComposedTable
    exports: tuple[MinutesExport, ...]


class TableExports:
    def __init__(self, store: WorkspaceStore, minutes: MinutesExports) -> None:
        self._store = store
        self._minutes = minutes

    def export(
        self, request: TableRequest, target: Path, progress: Progress = silent, *, names_reason: str = ""
    ) -> ExportedTable:
        """All steps at once. A folder as `target` gets a file with a telling name.

        `names_reason` is why it is written although names of the opened Schlüsseldatei are not decided about.

        Raises `UserError`: no such event or case, a name of another kind or one that gives a name away, a reading text
        of another content under that name, a place that cannot be written to, names that nobody has decided about and
        no reason.
        """
        table = compose_table(self.gather(request), progress)
        return self.put_on_record(table, write_table(table, target, progress, names_reason), names_reason)

    def gather(self, request: TableRequest) -> Gathered:
        """Everything that the export is made of. Raises `UserError` if there is no such event or case."""
        events = sorted(self._events(request), key=order_of_event)
        if request.what is Exported.TASKS and not (request.event or request.case):
            # Tasks that come from no event, as those of one that has no name.
            events.append(Event())
        gathered = tuple(
            GatheredEvent(self._minutes.material_of(event), self._known_texts(event.id, request)) for event in events
        )
        return Gathered(request, gathered, self._minutes.versions.now())

    def _events(self, request: TableRequest) -> list[Event]:
        records = self._store.records
        if request.event:
            return [records.get(Event, request.event)]
        return records.find(Event, case=records.get(Case, request.case).id) if request.case else records.find(Event)

    def _known_texts(self, event_id: str, request: TableRequest) -> tuple[str, ...]:
        if request.what is not Exported.READING:
            return ()
        exports = [
            export
            for minutes in self._minutes.versions.of_kind(event_id, MinutesKind.COURSE)
            for export in self._store.records.find(MinutesExport, minutes=minutes.id)
            if export.export_class is request.export_class and Path(export.file).suffix.lower() in READING_SUFFIXES
        ]
        # Those of one second stay in the order of their arrival.
        exports.sort(key=lambda export: export.exported_at.isoformat() if export.exported_at else "")
        return tuple(dict.fromkeys(export.content_hash for export in exports))

    def put_on_record(self, table: ComposedTable, file: Path, names_reason: str = "") -> ExportedTable:
        """With the minutes of each event that stands in the file: a purge names every file with that person in it.

        `names_reason` is kept for each event with names that nobody has decided about.
        """
        written = [(self._minutes_of(table.request, part.event), part) for part in table.parts]
        with self._store.journal.change(N_("Tabelle oder Text ausgeben"), undoable=False) as unit:
            exports = [
                unit.create(
                    MinutesExport(
                        minutes=minutes.id or unit.create(minutes).id,
                        export_class=table.request.export_class,
                        file=str(file.resolve()),
                        exported_at=self._minutes.versions.now(),
                        names_checked=part.names_checked,
                        content_hash=part.hash,
                    )
                )
                for minutes, part in written
            ]
            for export, (_minutes, part) in zip(exports, written, strict=True):
                if part in table.undecided_parts:
                    log_override(unit, part.event, export, names_reason, self._store.journal.site.author)
        return ExportedTable(file, table, tuple(exports))

    def _minutes_of(self, request: TableRequest, event_id: str) -> Minutes:
        return self._minutes.versions.chosen(event_id, request.what.minutes_kind)
