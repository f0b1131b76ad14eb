"""Records as the command line prints them: entries read as in the notes, everything else field by field."""

from typing import Any

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.i18n import _
from gk_desktop.cli.record_fields import as_object, as_text
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS
from gk_desktop.domain.event import AgendaItem, Participant
from gk_desktop.domain.minutes_content import dimension_of
from gk_desktop.domain.record import Record


class EntryObjects:
    """Entries with the names of what they refer to."""

    def __init__(self, workspace: Workspace) -> None:
        records = workspace.records
        self._speakers = {item.id: item.label for item in records.find(Participant)}
        self._agenda = {item.id: item.number for item in records.find(AgendaItem)}
        self._categories = {item.id: item for item in records.find(Category)}

    def of(self, entry: Entry) -> dict[str, Any]:
        known = [self._categories[item] for item in entry.categories if item in self._categories]
        return {
            "id": entry.id,
            "number": entry.number,
            "kind": entry.kind.value,
            "text": entry.text,
            "raw": entry.raw,
            "time": entry.time.isoformat(timespec="seconds") if entry.time else None,
            "speaker": self._speaker(entry),
            "agenda": self._agenda.get(entry.agenda_item),
            "categories": [item.code for item in known],
            "dimension": dimension_of(entry, known) or None,
            "no_quote": entry.no_quote,
            "result": entry.is_result,
        }

    def line(self, entry: Entry) -> str:
        speaker = self._speaker(entry)
        time = f"{entry.time:%H:%M}  " if entry.time else ""
        said = f"{speaker}: {entry.text}" if speaker else entry.text
        return f"{entry.number}  {time}{_(ENTRY_KIND_LABELS[entry.kind])}  {said}"

    def _speaker(self, entry: Entry) -> str | None:
        return self._speakers.get(entry.speaker, _("entfernt")) if entry.speaker else None


def object_of(record: Record, workspace: Workspace) -> dict[str, Any]:
    return EntryObjects(workspace).of(record) if isinstance(record, Entry) else as_object(record)


def text_of(record: Record, workspace: Workspace) -> str:
    if isinstance(record, Entry):
        return f"{_('Kennung')}: {record.id}\n{EntryObjects(workspace).line(record)}"
    return as_text(record)
