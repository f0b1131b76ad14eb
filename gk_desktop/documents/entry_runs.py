"""One entry as pieces of text: what it is by its word, on whose word, what was said, and what is marked on it."""

from collections.abc import Iterator
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.documents.tree import Run, RunStyle
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS, ENTRY_KIND_WORDS, EntryKind
from gk_desktop.domain.minutes_content import MinutesEntry

_WITHOUT_SIGN: Final = frozenset({EntryKind.STATEMENT, EntryKind.QUOTE})
"""In running text a name in front, or nothing, says that somebody spoke."""


def entry_runs(entry: MinutesEntry) -> list[Run]:
    """As running text. The time of what somebody said is not in it: it stands in front."""
    # A list and no generators within each other: minutes have ten thousand of these.
    runs: list[Run] = []
    if entry.kind not in _WITHOUT_SIGN:
        runs += _sign(entry)
    elif entry.speaker:
        runs.append(Run(f"{entry.speaker}: ", RunStyle.STRONG))
    _add_said(entry, runs)
    return runs


def cell_runs(entry: MinutesEntry) -> list[Run]:
    """As a cell of a narrow column: every kind by its word, no time."""
    word = _(ENTRY_KIND_WORDS[entry.kind])
    sign = f" {entry.sign}" if entry.sign else ""
    runs = [Run(f"{word}{sign}{_by(entry)}", RunStyle.SIGN)]
    _add_said(entry, runs)
    return runs


def not_to_be_quoted() -> Run:
    return Run(" " + _("[nicht zitieren]"), RunStyle.SIGN)


def _sign(entry: MinutesEntry) -> Iterator[Run]:
    """What a paragraph is, when, and on whose word: "Beschluss B-A3 14:17 (GfS): "."""
    label = _(ENTRY_KIND_LABELS[entry.kind])
    yield Run(f"{label} {entry.sign}" if entry.sign else label, RunStyle.SIGN)
    if entry.time is not None:
        yield Run(f" {entry.time:%H:%M}", RunStyle.TIME)
    yield Run(_by(entry), RunStyle.SIGN)


def _by(entry: MinutesEntry) -> str:
    # Who is charged with a task stands at its end.
    speaker = "" if entry.speaker == entry.responsible else entry.speaker
    return f" ({speaker}): " if speaker else ": "


def _add_said(entry: MinutesEntry, runs: list[Run]) -> None:
    runs.append(Run(f"„{entry.text}“" if entry.kind is EntryKind.QUOTE else entry.text))
    if entry.responsible or entry.due:
        runs.append(Run(f" ({_assignment(entry)})"))
    if entry.not_to_be_quoted:
        runs.append(not_to_be_quoted())
    if entry.categories:
        runs.append(Run(" " + "\u00a0· ".join(entry.categories), RunStyle.CODE))


def _assignment(entry: MinutesEntry) -> str:
    due = _("bis {due:%d.%m.%Y}").format(due=entry.due) if entry.due else ""
    return ", ".join(part for part in (entry.responsible, due.replace(" ", "\u00a0")) if part)
