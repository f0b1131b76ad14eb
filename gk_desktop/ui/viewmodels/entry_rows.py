"""Rows of the stream: entries in their order, with a heading where another TOP begins."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from gk_desktop.base.i18n import _
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS, EntryKind
from gk_desktop.domain.event import AgendaItem
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.ordering import beginning_of, place_in_course
from gk_desktop.domain.visibility import ENTRIES, Rule
from gk_desktop.ui.viewmodels.entry_details import charge_of
from gk_desktop.ui.viewmodels.entry_marks import marks_of
from gk_desktop.ui.viewmodels.event_entries import EntryOutline
from gk_desktop.ui.viewmodels.event_notes import EventNotes

Order = tuple[float, float, str, int]
"""Place in the course of the meeting, position, id of the entry, and 0 for the heading above it."""

_LAST: Final = float("inf")

INSIDE_ONLY: Final = frozenset(kind for kind, rules in ENTRIES.items() if rules[ExportClass.VERTEILER] is Rule.NEVER)
"""Kinds that never leave the house."""


class RowPlace(NamedTuple):
    """Where the row of an entry stands that nobody has looked at yet."""

    order: Order
    item: str

    @property
    def id(self) -> str:
        return self.order[2]

    @property
    def key(self) -> str:
        return self.order[2]

    @property
    def is_heading(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class StreamRow:
    """A heading, if `entry` is None.

    `lead` comes before the text in a stronger type, `tail` behind it in a quiet one.
    """

    order: Order
    item: str
    entry: Entry | None = None
    lead: str = ""
    text: str = ""
    tail: str = ""
    time: str = ""
    number: str = ""
    title: str = ""

    @property
    def id(self) -> str:
        return self.entry.id if self.entry else ""

    @property
    def key(self) -> str:
        """What a measured height is remembered by."""
        return self.entry.id if self.entry else f"top:{self.item}:{self.order[2]}"

    @property
    def is_heading(self) -> bool:
        return self.entry is None

    @property
    def kind(self) -> EntryKind:
        return self.entry.kind if self.entry else EntryKind.STATEMENT

    @property
    def spoken(self) -> str:
        """The row for a screen reader, and for the clipboard."""
        if self.entry is None:
            return self.title
        kind = "" if self.kind is EntryKind.STATEMENT else _(ENTRY_KIND_LABELS[self.kind])
        head = ", ".join(part for part in (self.number, self.time, kind) if part)
        return f"{head}: {self.lead}{self.text} {self.tail}".strip()


def order_of(entry: EntryOutline | Entry, notes: EventNotes) -> Order:
    item = notes.agenda.get(entry.agenda_item)
    place = place_in_course(entry.position, entry.time, beginning_of(item) if item else None)
    return (place, entry.position, entry.id, 1)


def heading_order(first: Order) -> Order:
    """Above this entry."""
    return (*first[:3], 0)


def entry_row(entry: Entry, notes: EventNotes) -> StreamRow:
    """What one entry looks like."""
    return StreamRow(
        order=order_of(entry, notes),
        item=entry.agenda_item if entry.agenda_item in notes.agenda else "",
        entry=entry,
        lead=_lead(entry, notes),
        text=f"„{entry.text}“" if entry.kind is EntryKind.QUOTE else entry.text,
        tail=_tail(entry, notes),
        # Twice as quick as %H:%M, which counts with ten thousand rows.
        time=f"{entry.time.hour:02}:{entry.time.minute:02}" if entry.time else "",
        number=notes.number_of(entry),
    )


def _lead(entry: Entry, notes: EventNotes) -> str:
    speaker = notes.speaker_label(entry)
    if entry.speaker and not speaker:
        speaker = _("entfernt")
    task = notes.task_of(entry.id)
    charge = charge_of(task) if task is not None else ""
    return "".join(f"{said}: " for said in (speaker, charge) if said)


def _tail(entry: Entry, notes: EventNotes) -> str:
    codes = [f"#{notes.categories[item].code}" for item in entry.categories if item in notes.categories]
    if entry.dimension:
        codes.append(f"#{entry.dimension}")
    if entry.no_quote:
        codes.append(_("nicht zitieren"))
    return " ".join([*codes, *marks_of(entry, notes.corrections.get(entry.id, ()))])


def heading_row(item: AgendaItem | None, order: Order, *, again: bool, item_id: str = "") -> StreamRow:
    """The heading of a TOP; `again` where the notes come back to it."""
    if item is None:
        return StreamRow(order=order, item=item_id, title=_("Ohne TOP"))
    title = _("TOP {number}").format(number=item.number)
    title = f"{title} · {item.title}" if item.title else title
    return StreamRow(
        order=order, item=item.id, title=_("{title} (Fortsetzung)").format(title=title) if again else title
    )


def rows_of(
    entries: Iterable[EntryOutline | Entry],
    notes: EventNotes,
    current_item: str = "",
    *,
    known: Mapping[str, StreamRow],
) -> Iterator[StreamRow | RowPlace]:
    """All rows; those of entries that are not `known` are only places yet.

    A current TOP under which nothing stands at all has its heading at the end. Before the first TOP there is no
    heading: notes without an agenda look like plain notes. `known` are rows that still hold, by the id of their entry.
    """
    seen: set[str] = set()
    last = ""
    for place in _places(entries, notes):
        order, item = place
        if item != last:
            yield heading_row(notes.agenda.get(item), heading_order(order), again=item in seen, item_id=item)
            seen.add(item)
            last = item
        row = known.get(order[2])
        yield place if row is None else row if row.order == order else replace(row, order=order)
    if current_item and current_item not in seen:
        yield heading_row(notes.agenda.get(current_item), (_LAST, _LAST, "", 0), again=False)


def _places(entries: Iterable[EntryOutline | Entry], notes: EventNotes) -> list[RowPlace]:
    # Once for each TOP: telling the moment of a time of day takes longer than all the rest of a row.
    beginnings = {item.id: beginning_of(item) for item in notes.agenda.values()}
    places: list[RowPlace] = []
    for entry in entries:
        item = entry.agenda_item if entry.agenda_item in beginnings else ""
        place = place_in_course(entry.position, entry.time, beginnings.get(item))
        places.append(RowPlace((place, entry.position, entry.id, 1), item))
    places.sort()
    return places


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What is to be shown; empty means all of it. `text` is compared without regard to case."""

    kind: str = ""
    speaker: str = ""
    category: str = ""
    item: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return self == EntryFilter()

    def admits(self, entry: Entry) -> bool:
        return (
            (not self.kind or entry.kind.value == self.kind)
            and (not self.speaker or entry.speaker == self.speaker)
            and (not self.category or self.category in entry.categories)
            and (not self.item or entry.agenda_item == self.item)
            and (not self.text or self.text.casefold() in entry.text.casefold())
        )
