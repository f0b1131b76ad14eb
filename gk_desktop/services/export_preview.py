"""What an export would hold and what it would leave out, entry by entry, before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from gk_desktop.base.i18n import _
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS, EntryKind
from gk_desktop.domain.minutes import ExportClass, MinutesKind, NameState
from gk_desktop.domain.minutes_content import MinutesContent, MinutesEntry, MinutesMaterial, compose
from gk_desktop.domain.visibility import HIDDEN_REASONS, HiddenReason, why_hidden
from gk_desktop.services.entry_follow_ups import numbers_by_entry
from gk_desktop.services.minutes_exports import MinutesExports, default_file_name
from gk_desktop.services.name_check import checked
from gk_desktop.services.restricted_persons import restricted_sentence
from gk_desktop.store.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class PreviewedEntry:
    """An entry as the document shows it, or, with a `reason`, as it stands in the notes and nowhere else.

    `number` is what the Mitschrift calls it: that of the Beschluss or Auftrag, where it is one.
    """

    number: str
    kind: EntryKind
    text: str
    reason: str = ""

    @property
    def sentence(self) -> str:
        """For instance `A17 Beobachtung: bleibt intern`."""
        label = _(ENTRY_KIND_LABELS[self.kind])
        return f"{self.number} {label}: {self.reason}" if self.reason else f"{self.number} {label}"


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """Both lists in the order of the notes. `open_names` are hits of the name check that nobody has decided about.

    `names_gap` says which names nobody could look for, `restricted` of whom only the code is shown; empty if nobody.
    """

    title: str
    included: tuple[PreviewedEntry, ...]
    left_out: tuple[PreviewedEntry, ...]
    file_name: str
    names: NameState
    open_names: int
    names_gap: str
    restricted: str


class ExportPreviews:
    def __init__(self, store: WorkspaceStore, minutes: MinutesExports) -> None:
        self._store = store
        self._minutes = minutes

    def of(self, event_id: str, kind: MinutesKind, export_class: ExportClass) -> ExportPreview:
        """Raises `UserError` if there is no such event, or the kind refuses the class."""
        material = self._minutes.gather(event_id)
        # The document itself decides what is included: what is shown here is what will be written.
        content = compose(material, kind, export_class, made_at=self._store.clock.now())
        check = checked(material, kind, export_class)
        return ExportPreview(
            title=material.event.title,
            included=tuple(_included(content)),
            left_out=tuple(_left_out(material, kind, export_class)),
            file_name=default_file_name(material, kind, export_class),
            names=content.names,
            open_names=len(check.open_hits),
            names_gap=check.gap,
            restricted=restricted_sentence([material], export_class),
        )


def _included(content: MinutesContent) -> Iterator[PreviewedEntry]:
    if content.kind is MinutesKind.TASK_LIST:
        for task in content.tasks:
            yield PreviewedEntry(task.number, EntryKind.TASK, task.text)
    for section in content.sections:
        for entry in section.entries:
            yield PreviewedEntry(entry.sign or entry.number, entry.kind, _line(entry))


def _line(entry: MinutesEntry) -> str:
    return f"{entry.speaker}: {entry.text}" if entry.speaker else entry.text


def _left_out(material: MinutesMaterial, kind: MinutesKind, export_class: ExportClass) -> Iterator[PreviewedEntry]:
    labels = {participant.id: participant.label for participant in material.names.participants}
    with_task = {task.entry for task in material.tasks}
    numbers = numbers_by_entry(material.decisions, material.tasks)
    for entry in material.entries:
        reason = why_hidden(entry, kind, export_class, consent=material.consent_of(entry))
        if kind is MinutesKind.TASK_LIST and reason in (None, HiddenReason.NOT_A_TASK):
            # Tasks are listed, whatever has become of their line; a line that had one may have lost it.
            reason = None if entry.id in with_task else HiddenReason.NOT_A_TASK
        if reason is not None:
            number = numbers.get(entry.id, entry.number)
            yield PreviewedEntry(number, entry.kind, _noted(entry, labels), _(HIDDEN_REASONS[reason]))


def _noted(entry: Entry, labels: dict[str, str]) -> str:
    speaker = labels.get(entry.speaker, "")
    return f"{speaker}: {entry.text}" if speaker else entry.text
