"""The two columns of a Beobachtungsprotokoll: what was seen and heard, and beside it one's own comment."""

from collections.abc import Iterator, Sequence

from gk_desktop.base.i18n import _
from gk_desktop.documents.entry_runs import cell_runs
from gk_desktop.documents.tree import Cell, Column, Run, RunStyle, Table
from gk_desktop.domain.entry_kind import COMMENT_KINDS
from gk_desktop.domain.minutes_content import MinutesEntry, MinutesSection

_NUMBER_WIDTH = 15.0
_TIME_WIDTH = 15.0
_COMMENT_WIDTH = 53.0
_TEXT_WIDTH = 165.0


def observation_table(section: MinutesSection, *, timed: bool, entry_numbers: bool) -> Table:
    """One TOP in the order of the notes: a comment stands beside the description it follows.

    Number and time of a row are those of its description; a comment has its own with it. Notes of which none is
    `timed` have no column for it.
    """
    narrow = [Column(_NUMBER_WIDTH, _("Nr."))] if entry_numbers else []
    if timed:
        narrow.append(Column(_TIME_WIDTH, _("Zeit")))
    left = _TEXT_WIDTH - _COMMENT_WIDTH - sum(column.width for column in narrow)
    place = _("TOP {number}").format(number=section.number) if section.number is not None else ""
    return Table(
        columns=(*narrow, Column(left, _("Beschreibung")), Column(_COMMENT_WIDTH, _("Kommentar"))),
        rows=_rows(section.entries, timed=timed, entry_numbers=entry_numbers),
        caption=_("Beobachtungen {place}").format(place=place) if place else _("Beobachtungen"),
        description=_("Was zu sehen und zu hören war, und daneben der eigene Kommentar."),
    )


def _rows(entries: Sequence[MinutesEntry], *, timed: bool, entry_numbers: bool) -> Iterator[tuple[Cell, ...]]:
    for described, comments in _side_by_side(entries):
        cells: list[Cell] = []
        if entry_numbers:
            cells.append((Run(described.number if described else "", RunStyle.ENTRY_NUMBER),))
        if timed:
            cells.append((Run(_time(described), RunStyle.TIME),))
        cells.append(tuple(cell_runs(described)) if described else "")
        cells.append(_beside(comments, described, entry_numbers=entry_numbers))
        yield tuple(cells)


def _beside(
    comments: Sequence[MinutesEntry], described: MinutesEntry | None, *, entry_numbers: bool
) -> tuple[Run, ...]:
    runs: list[Run] = []
    for comment in comments:
        if runs:
            runs.append(Run("\n"))
        runs += _comment_runs(comment, described, entry_numbers=entry_numbers)
    return tuple(runs)


def _side_by_side(
    entries: Sequence[MinutesEntry],
) -> Iterator[tuple[MinutesEntry | None, list[MinutesEntry]]]:
    """Each description with the comments that follow it; None for comments that nothing comes before."""
    described: MinutesEntry | None = None
    comments: list[MinutesEntry] = []
    for entry in entries:
        if entry.kind in COMMENT_KINDS:
            comments.append(entry)
            continue
        if described is not None or comments:
            yield described, comments
        described, comments = entry, []
    if described is not None or comments:
        yield described, comments


def _comment_runs(comment: MinutesEntry, described: MinutesEntry | None, *, entry_numbers: bool) -> Iterator[Run]:
    """With its number, and with its time where that is not the one of the row."""
    if entry_numbers and comment.number:
        yield Run(f"{comment.number} ", RunStyle.ENTRY_NUMBER)
    time = _time(comment)
    if time and time != _time(described):
        yield Run(f"{time} ", RunStyle.TIME)
    yield from cell_runs(comment)


def _time(entry: MinutesEntry | None) -> str:
    return f"{entry.time:%H:%M}" if entry is not None and entry.time is not None else ""
