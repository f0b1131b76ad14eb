"""What the window must show, made anew from the store; and the ledger of every line that was ever entered."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.text import clean_text
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.ui.pages.bin_page import BinPage
from gk_desktop.ui.pages.capture_page import CapturePage
from gk_desktop.ui.pages.follow_up_page import FollowUpPage
from gk_desktop.ui.pages.records_page import RecordsPage
from gk_desktop.ui.pages.search_page import SearchPage
from gk_desktop.ui.shell import Shell
from gk_desktop.ui.viewmodels.entry_list_model import EntryListModel
from gk_desktop.ui.viewmodels.entry_rows import order_of
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.viewmodels.follow_up_model import COMMENT, DESCRIPTION
from gk_desktop.ui.viewmodels.record_list_model import RecordListModel
from gk_desktop.ui.viewmodels.side_list_model import SideListModel
from gk_desktop.ui.widgets.record_form import RecordForm

_NOBODY: Final = "nobody"


class MonkeyError(AssertionError):
    """The window does not show what is stored, or something that was typed is gone."""


def demand(holds: bool, sentence: str, *what: object) -> None:
    if not holds:
        raise MonkeyError(": ".join((sentence, *(repr(item) for item in what))))


class Ledger:
    """Every entry by id, from what the journal says; what takes one away is counted by its name in the undo menu."""

    def __init__(self) -> None:
        self.raws: dict[str, str] = {}
        self.taken_away: Counter[str] = Counter()

    def read(self, workspace: Workspace) -> None:
        """Begin with what is there."""
        self.raws = {entry.id: entry.raw for entry in workspace.records.find(Entry)}

    def follow(self, change_set: ChangeSet) -> None:
        for change in change_set.changes:
            if change.kind != Entry.KIND:
                continue
            if change.after is not None:
                self.raws[change.id] = str(change.after.get("raw", self.raws.get(change.id, "")))
            elif self.raws.pop(change.id, None) is not None:
                self.taken_away[change_set.label] += 1

    def check(self, workspace: Workspace) -> None:
        stored = {entry.id: entry.raw for entry in workspace.records.find(Entry)}
        demand(stored == self.raws, "entries came or went unsaid", stored.items() ^ self.raws.items())


def check_window(shell: Shell) -> None:
    """Everything that can be seen, after what is only being put off has been done."""
    room, _event = shell.place
    page = shell._stack.currentWidget()
    demand(page is shell._rooms.known(room), "another page than the room's is shown", room, page)
    by_key = {action.shortcut().toString(): action for action in shell.actions()}
    projects = shell.context.workspace.projects
    for key, label in (("Ctrl+Z", projects.undo_label), ("Ctrl+Y", projects.redo_label)):
        action = by_key[key]
        demand(action.isEnabled() == (label is not None), "what can be undone is said wrongly", key, label)
        demand(label is None or action.text().endswith(label), "undo has another name", action.text(), label)
    capture = shell._rooms.known("capture")
    in_field_mode = capture is not None and capture._field_mode
    demand(not (in_field_mode and room != "capture"), "the Feldmodus goes on in another room", room)
    demand(shell._rail.isVisible() != in_field_mode, "the rail is there in the Feldmodus, or missing without it")
    demand(shell.window().isFullScreen() == in_field_mode, "the screen is full without the Feldmodus, or not with it")
    if capture is not None:
        _check_capture(shell.context.workspace, capture)
    if isinstance(page, RecordsPage):
        _check_records(shell.context.workspace, page)
    elif isinstance(page, FollowUpPage):
        _check_follow_up(shell.context.workspace, page)
    elif isinstance(page, BinPage):
        shown = page._list.model.all_ids()
        deleted = {record.id for record in page._find_deleted()}
        demand(_is_left(page._list, shown, deleted), "the Papierkorb shows something else", shown, deleted)
    elif isinstance(page, SearchPage):
        _check_hits(shell.context.workspace, page)


def _check_capture(workspace: Workspace, page: CapturePage) -> None:
    """The notes follow the store even while another page is shown."""
    if not page.event_id:
        return
    if workspace.records.look_up(Event, page.event_id) is None:
        demand(not page.isVisible(), "the notes of an event that is gone are shown")
        return
    notes = EventNotes(workspace.records, page.event_id)
    current = page._capture.current_item if page._capture is not None else ""
    fresh = EntryListModel()
    fresh.set_notes(notes, current)
    fresh.set_filter(page.model.filter)
    rows, shown = ([model.row_at(at) for at in range(model.rowCount())] for model in (fresh, page.model))
    for place, (row, other) in enumerate(zip(rows, shown, strict=False)):
        demand(row == other, "a row of the notes is not what is stored", place, row, other)
    demand(len(rows) == len(shown), "rows of the notes are missing or too many", len(rows), len(shown))
    admitted = (item for item in notes.entries.values() if page.model.filter.admits(item))
    entries = sorted(admitted, key=lambda item: order_of(item, notes))
    demand([row.entry for row in shown if row and row.entry] == entries, "other entries are shown", entries)
    for entry in entries:
        found = page.model.row_at(page.model.row_of(entry.id))
        demand(found is not None and found.entry == entry, "a row cannot be found by its entry", entry)

    items = notes.agenda_items()
    demand(page.agenda.model._items == items, "the agenda shows something else", page.agenda.model._items, items)
    demand(page.agenda.model._current == current, "the agenda stands at another TOP")
    if page._side_pause.isActive():
        page._side_pause.stop()
        page._show_side()
    if not page.side.is_editing:
        people = SideListModel()
        people.fold(page.side.rows.folded)
        people.show_notes(notes)
        demand(page.side.rows._rows == people._rows, "people and results differ", page.side.rows._rows, people._rows)
    known = page.line_area._knowledge
    speakers = tuple(item.label for item in notes.speakers())
    demand(known.speakers == speakers, "the line knows other speakers", known.speakers, speakers)
    demand(not page.line_area.editing or page.line_area.editing in notes.entries, "an entry that is gone is changed")
    _check_draft(workspace, page)


def _check_draft(workspace: Workspace, page: CapturePage) -> None:
    page._memory._keeper.flush()
    assert page._capture is not None
    draft = page._capture.draft()
    kept, typed = draft.text if draft else "", clean_text(page.line_area.waiting_line)
    demand(kept == typed, "the half-typed line is not kept", typed, kept)
    editing = page.line_area.editing
    place = workspace.capture_places.of(page.event_id)
    if editing:
        demand(place.editing == editing, "it is not kept which entry is being changed")
        demand(place.typed == clean_text(page.line_area.text), "a half-changed entry is not kept", place.typed)


def _is_left(chosen: Any, shown: list[str], stored: set[str]) -> bool:
    """Whether the list shows the stored records; with a filter, nothing but them."""
    return set(shown) <= stored if chosen.filter_line.text().strip() else sorted(shown) == sorted(stored)


def _check_records(workspace: Workspace, page: RecordsPage) -> None:
    stored = {record.id: record for record in page._rows()}
    model: Any = page._list.model
    shown = model.all_ids()
    demand(_is_left(page._list, shown, set(stored)), "the list shows something else", shown, set(stored))
    if isinstance(model, RecordListModel):
        for row in model._shown:
            wanted = model._row(stored[row.id]).texts
            demand(row.texts == wanted, "a row of the list is out of date", row.texts, wanted)
    _check_form(workspace, page._form)
    for section in page._sections:
        if section._owner is None:
            continue
        rows = [draft.record for draft in section.table.model._rows[:-1]]
        records = section._records()
        demand(rows == records, "the table shows something else", section.title, rows, records)


def _check_form(workspace: Workspace, form: RecordForm) -> None:
    record, draft = form.record, form._draft
    if record is None or draft is None:
        return
    if form._pause.isActive():
        form._pause.stop()
        form._on_pause()
        record = draft.record
    if record.id and record.id != _NOBODY:
        stored = workspace.records.look_up(type(record), record.id)
        demand(stored is not None, "the form shows what is deleted", record)
        demand(record == stored, "the form shows something else", record, stored)
    kept = workspace.keeping.half_typed(record)
    demand(kept == draft.typed, "what is typed and not right yet is not kept", draft.typed, kept)
    for name, field in form._fields.items():
        typed = field.input.typed()
        demand(draft.stands_for(name, typed), "a field shows something else", name, typed, draft.text(name))


def _check_follow_up(workspace: Workspace, page: FollowUpPage) -> None:
    labels = {item.id: item.label for item in workspace.records.find(Participant, event=page._event_id)}
    entries = workspace.follow_up.entries(page._event_id)
    model = page._model
    rows = [row for row in range(model.rowCount()) if model.gap(row) is None]
    shown = [model.entry(row) for row in rows]
    demand(shown == entries, "the Nachbereitung shows something else", shown, entries)
    for row, entry in zip(rows, entries, strict=True):
        cells = [str(model.index(row, column).data()) for column in (DESCRIPTION, COMMENT)]
        wanted = f"{labels.get(entry.speaker, '')} {entry.text}".split()
        demand(all(word in "".join(cells) for word in wanted), "a row shows other words", cells, wanted)
    for answer in workspace.follow_up.answers(page._event_id):
        field = next(item for item in page._answers._fields if item.prompt.heading == answer.prompt.heading)
        if not field.is_changed:
            shown_answer = field.toPlainText().strip()
            demand(shown_answer == answer.text, "an answer shows something else", answer, shown_answer)


def _check_hits(workspace: Workspace, page: SearchPage) -> None:
    if page._timer.isActive():
        page._on_search()
    for place in range(page._model.rowCount()):
        hit = page._model.hit(place)
        if hit is not None:
            found = workspace.records.look_up(type(hit.record), hit.record.id)
            demand(found == hit.record, "a hit is not what is stored", hit.record, found)


def texts_in(workspace: Workspace) -> Iterator[str]:
    """Everything that is stored as text: records, those in the Papierkorb, and what is half typed."""
    for record_type in RECORD_TYPES.values():
        for deleted in (False, True):
            for record in workspace.records.find(record_type, deleted=deleted):
                yield repr(record)
    for draft in workspace.store.drafts.all():
        yield draft.text
