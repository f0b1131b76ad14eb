"""Changes between two versions of minutes, as a person reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from gk_desktop.base.i18n import _, ngettext
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS
from gk_desktop.domain.minutes_changes import MinutesChanges, OrderChange, Part, PieceChange, PlacedEntry
from gk_desktop.domain.minutes_content import MinutesEntry, MinutesTask

_MOST_MARKS: Final = 12


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the list: the piece, what happened to it, what stood there and what stands there now.

    Where only one of the two says something, the other is empty.
    """

    mark: str
    what: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """For instance `A17 Text geändert: „alt“ → „neu“`."""
        head = f"{self.mark} {self.what}".strip()
        if self.before and self.after:
            return f"{head}: „{self.before}“ → „{self.after}“"
        text = self.before or self.after
        return f"{head}: „{text}“" if text else head


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes of one part of the minutes under its heading."""

    title: str
    lines: tuple[ChangeLine, ...]


def change_groups(changes: MinutesChanges) -> tuple[ChangeGroup, ...]:
    """Head, entries, tasks, end; a part without changes is left out."""
    entries = (*_lines(changes, Part.TOPIC, Part.ENTRY), *map(_order_line, changes.orders))
    groups = (
        ChangeGroup(_("Kopf"), _lines(changes, Part.HEAD)),
        ChangeGroup(_("Inhalt"), entries),
        ChangeGroup(_("Aufträge"), _lines(changes, Part.TASK)),
        ChangeGroup(_("Schluss"), _lines(changes, Part.END)),
    )
    return tuple(group for group in groups if group.lines)


def change_count(changes: MinutesChanges) -> str:
    """For instance `3 Änderungen`."""
    count = sum(len(group.lines) for group in change_groups(changes))
    return ngettext("{count} Änderung", "{count} Änderungen", count).format(count=count) if count else _("unverändert")


def topic_name(topic: int | None) -> str:
    return _("TOP {number}").format(number=topic) if topic is not None else _("ohne TOP")


def _lines(changes: MinutesChanges, *parts: Part) -> tuple[ChangeLine, ...]:
    return tuple(line for change in changes.of(*parts) for line in _lines_of(change))


def _shown_mark(change: PieceChange) -> str:
    """An entry with the number of its decision or task beside its own: readers may know only one of them."""
    for piece in (change.after, change.before):
        if isinstance(piece, PlacedEntry) and piece.entry.sign and piece.entry.number:
            return f"{change.mark} · {piece.entry.sign}"
    return change.mark


def _lines_of(change: PieceChange) -> Iterator[ChangeLine]:
    before, after, mark = change.before, change.after, _shown_mark(change)
    if before is None or after is None:
        yield _came_or_went(change)
    elif isinstance(before, PlacedEntry) and isinstance(after, PlacedEntry):
        yield from _entry_lines(mark, before, after)
    elif isinstance(before, MinutesTask) and isinstance(after, MinutesTask):
        yield from _task_lines(mark, before, after)
    else:
        yield ChangeLine(mark, _("geändert"), str(before) or "–", str(after) or "–")


def _came_or_went(change: PieceChange) -> ChangeLine:
    piece = change.before if change.after is None else change.after
    what = _("entfällt") if change.after is None else _("neu")
    if isinstance(piece, PlacedEntry):
        what = f"{what} ({topic_name(piece.topic)})"
    text, mark = _whole(piece) or "–", _shown_mark(change)
    return ChangeLine(mark, what, text, "") if change.after is None else ChangeLine(mark, what, "", text)


def _whole(piece: object) -> str:
    """All that a piece says, on one line."""
    if isinstance(piece, PlacedEntry):
        entry = piece.entry
        said = f"{entry.speaker}: {entry.text}" if entry.speaker else entry.text
        return f"{_(ENTRY_KIND_LABELS[entry.kind])}: {said}{_assignment(entry.responsible, entry.due)}"
    if isinstance(piece, MinutesTask):
        return f"{piece.text}{_assignment(piece.responsible, piece.due)}"
    return str(piece)


def _assignment(responsible: str, due: date | None) -> str:
    parts = [part for part in (responsible, _("bis {day}").format(day=_day(due)) if due else "") if part]
    return f" ({', '.join(parts)})" if parts else ""


def _entry_lines(mark: str, before: PlacedEntry, after: PlacedEntry) -> Iterator[ChangeLine]:
    if before.topic != after.topic:
        yield ChangeLine(mark, _("verschoben"), topic_name(before.topic), topic_name(after.topic))
    times = (before.entry.time, after.entry.time)
    days = {time.date() for time in times if time}
    pattern = "%H:%M" if len(days) < 2 else "%d.%m.%Y %H:%M"
    yield from _value_lines(mark, _entry_values(before.entry, pattern), _entry_values(after.entry, pattern))


def _entry_values(entry: MinutesEntry, time_pattern: str) -> dict[str, str]:
    return {
        _("Text"): entry.text,
        _("Art"): _(ENTRY_KIND_LABELS[entry.kind]),
        _("Sprecher*in"): entry.speaker,
        _("Uhrzeit"): entry.time.strftime(time_pattern) if entry.time else "",
        _("Zeichen"): entry.sign,
        _("Verantwortlich"): entry.responsible,
        _("Termin"): _day(entry.due),
        _("Kategorien"): ", ".join(entry.categories),
        _("Nicht zitieren"): _("ja") if entry.not_to_be_quoted else _("nein"),
        _("Nummer"): entry.number,
    }


def _task_lines(mark: str, before: MinutesTask, after: MinutesTask) -> Iterator[ChangeLine]:
    yield from _value_lines(mark, _task_values(before), _task_values(after))


def _task_values(task: MinutesTask) -> dict[str, str]:
    return {
        _("Text"): task.text,
        _("Verantwortlich"): task.responsible,
        _("Termin"): _day(task.due),
        _("Status"): task.status,
        _("Eintrag"): task.entry_number,
    }


def _value_lines(mark: str, was: dict[str, str], becomes: dict[str, str]) -> Iterator[ChangeLine]:
    for label, value in was.items():
        if value != becomes[label]:
            yield ChangeLine(mark, _("{label} geändert").format(label=label), value or "–", becomes[label] or "–")


def _order_line(order: OrderChange) -> ChangeLine:
    """Only the stretch that is not as it was."""
    both = list(zip(order.before, order.after, strict=True))
    differing = [place for place, (was, becomes) in enumerate(both) if was != becomes]
    stretch = both[differing[0] : differing[-1] + 1]
    return ChangeLine(
        topic_name(order.topic),
        _("Reihenfolge geändert"),
        _shortened([was for was, _becomes in stretch]),
        _shortened([becomes for _was, becomes in stretch]),
    )


def _shortened(marks: list[str]) -> str:
    return ", ".join(marks if len(marks) <= _MOST_MARKS else [*marks[: _MOST_MARKS - 1], "…"])


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
