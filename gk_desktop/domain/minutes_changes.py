"""What changed between two versions of minutes of the same class.

Pieces are matched by what people call them: an entry by its number, a decision that never was a line of notes and a
task by its sign, a TOP by its number, a line of the head by its label. Nothing but the two contents is looked at, so a
list of changes shows nothing that its class hides.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any, Final, TypeVar

from gk_desktop.base.errors import BugError
from gk_desktop.base.i18n import _
from gk_desktop.domain.minutes_content import MinutesContent, MinutesEntry, MinutesTask

NOT_COMPARED: Final = frozenset(
    {"kind", "export_class", "version", "status", "made_at", "names_unchecked", "names"} | {"day", "signatures"}
)
"""Fields of the content that say which version it is, and what stands in a line of the head, too."""


class Part(Enum):
    """Where in the minutes a piece stands, in the order of the document."""

    HEAD = auto()
    TOPIC = auto()
    ENTRY = auto()
    TASK = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry and the number of its TOP, None outside any TOP."""

    topic: int | None
    entry: MinutesEntry


Piece = str | PlacedEntry | MinutesTask
"""A line of the head or the end and the title of a TOP are texts."""

PieceKey = tuple[Part, str]


@dataclass(frozen=True, slots=True)
class PieceChange:
    """One piece that is not what it was; `before` is None for a new one, `after` for one that is gone."""

    part: Part
    mark: str
    before: Piece | None
    after: Piece | None

    @property
    def key(self) -> PieceKey:
        return (self.part, self.mark)

    def mirrored(self) -> "PieceChange":
        return PieceChange(self.part, self.mark, self.after, self.before)


@dataclass(frozen=True, slots=True)
class OrderChange:
    """Entries that stayed in their TOP follow each other differently: their numbers in the order before and after."""

    topic: int | None
    before: tuple[str, ...]
    after: tuple[str, ...]

    def mirrored(self) -> "OrderChange":
        return OrderChange(self.topic, self.after, self.before)


@dataclass(frozen=True, slots=True)
class MinutesChanges:
    """All differences; falsy if there are none."""

    pieces: tuple[PieceChange, ...]
    orders: tuple[OrderChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pieces or self.orders)

    def of(self, *parts: Part) -> tuple[PieceChange, ...]:
        return tuple(change for change in self.pieces if change.part in parts)


def changes_between(before: MinutesContent, after: MinutesContent) -> MinutesChanges:
    """What one has to do to the first to get the second, in the order of the second; what is gone comes last."""
    if (before.kind, before.export_class) != (after.kind, after.export_class):
        raise BugError("only minutes of one kind and one class can be compared")
    old, new = pieces_of(before), pieces_of(after)
    # Each part by itself: what is gone from the head is told with the head.
    keys = sorted(dict.fromkeys([*new, *old]), key=lambda key: key[0].value)
    pieces = tuple(PieceChange(*key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))
    return MinutesChanges(pieces, tuple(_order_changes(old, new)))


def pieces_of(content: MinutesContent) -> dict[PieceKey, Piece]:
    """Every piece of the content by part and mark, in the order of the document."""
    return _with_unique_marks(_pieces(content))


def _pieces(content: MinutesContent) -> Iterator[tuple[Part, str, Piece]]:
    yield Part.HEAD, _("Titel"), content.title
    for label, value in content.head:
        yield Part.HEAD, label, value
    for section in content.sections:
        if section.number is not None:
            yield Part.TOPIC, f"TOP {section.number}", section.title
        for entry in section.entries:
            yield Part.ENTRY, entry.number or entry.sign, PlacedEntry(section.number, _to_the_minute(entry))
    for task in content.tasks:
        yield Part.TASK, task.number, task
    if content.next_meeting:
        yield Part.END, _("Nächster Termin"), content.next_meeting
    for label, value in content.annex:
        yield Part.END, label, value


def _to_the_minute(entry: MinutesEntry) -> MinutesEntry:
    """As a document shows it."""
    return replace(entry, time=entry.time.replace(second=0, microsecond=0)) if entry.time else entry


Value = TypeVar("Value")


def _with_unique_marks(pieces: Iterable[tuple[Part, str, Value]]) -> dict[PieceKey, Value]:
    """Two pieces of one mark, from two laptops that had the same letters, are told apart by their order."""
    found: dict[PieceKey, Value] = {}
    counts: dict[PieceKey, int] = {}
    for part, mark, piece in pieces:
        count = counts[(part, mark)] = counts.get((part, mark), 0) + 1
        key = (part, mark if count == 1 else f"{mark} ({count})")
        while key in found:
            key = (part, f"{key[1]}'")
        found[key] = piece
    return found


def _order_changes(old: Mapping[PieceKey, Piece], new: Mapping[PieceKey, Piece]) -> Iterator[OrderChange]:
    was, becomes = _marks_by_topic(old), _marks_by_topic(new)
    for topic in sorted(was.keys() & becomes.keys(), key=lambda number: -1 if number is None else number):
        stayed = set(was[topic]) & set(becomes[topic])
        before = tuple(mark for mark in was[topic] if mark in stayed)
        after = tuple(mark for mark in becomes[topic] if mark in stayed)
        if before != after:
            yield OrderChange(topic, before, after)


def _marks_by_topic(pieces: Mapping[PieceKey, Any]) -> dict[int | None, list[str]]:
    marks: dict[int | None, list[str]] = {}
    for (part, mark), piece in pieces.items():
        if part is Part.ENTRY:
            marks.setdefault(piece.topic, []).append(mark)
    return marks
