"""What a half-typed word of the line could become: a speaker, a category, a TOP."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.dimension import DIMENSION_LABELS
from gk_desktop.domain.line import MAX_NAME_LENGTH, NO_QUOTE_CODE, TYPED_DIMENSIONS, LineContext

_MOST: Final = 6
_CODE: Final = re.compile(r"(?:^|\s)(#\S*)$")
_TOP: Final = re.compile(r"^\s*(TOP\s*\d*)$")
_SPEAKER: Final = re.compile(rf"^(?:\s*-\d{{1,3}}min\s+)?\s*(@?[^\s:@][^:\n]{{0,{MAX_NAME_LENGTH}}}|@)$")
_CHARGED: Final = re.compile(r"(?:^|:\s)>\s+([^\s:][^:\n]*)$")


@dataclass(frozen=True, slots=True)
class LineKnowledge:
    """What can be completed: names in the order of their keys, codes and TOPs with what they mean."""

    context: LineContext
    speakers: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    agenda: tuple[tuple[int, str], ...] = ()
    codes: tuple[tuple[str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        fixed = [(name, _(DIMENSION_LABELS[item])) for name, item in TYPED_DIMENSIONS.items()]
        fixed.append((NO_QUOTE_CODE, _("nicht zitieren")))
        object.__setattr__(self, "codes", (*self.categories, *fixed))


@dataclass(frozen=True, slots=True)
class Completion:
    """Replace the line from `start` to the cursor by `text`; `label` is what is shown."""

    start: int
    text: str
    label: str


def completions(line: str, cursor: int, known: LineKnowledge) -> tuple[Completion, ...]:
    """The best few; none inside a word."""
    before = line[:cursor]
    if line[cursor : cursor + 1].strip():
        return ()
    return tuple(islice(_candidates(before, known), _MOST))


def _candidates(before: str, known: LineKnowledge) -> Iterator[Completion]:
    if match := _CODE.search(before):
        yield from _codes(match[1][1:].casefold(), match.start(1), known)
    elif match := _TOP.match(before):
        typed = match[1].removeprefix("TOP").strip()
        for number, title in known.agenda:
            if str(number).startswith(typed) and str(number) != typed:
                label = f"TOP {number}"
                yield Completion(match.start(1), label, f"{label} {title}".strip())
    elif match := _CHARGED.search(before):
        yield from _speakers(match[1], match.start(1), known, behind="")
    elif match := _SPEAKER.match(before):
        yield from _speakers(match[1].removeprefix("@"), match.start(1), known, behind=": ")


def _codes(typed: str, start: int, known: LineKnowledge) -> Iterator[Completion]:
    """Codes that begin like this first, then categories whose name has a word like this."""
    by_name = []
    for code, name in known.codes:
        folded = code.casefold()
        if folded == typed:
            continue
        completion = Completion(start, f"#{code} ", f"#{code} {name}")
        if folded.startswith(typed):
            yield completion
        elif len(typed) > 1 and typed in name.casefold():
            by_name.append(completion)
    yield from by_name


def _speakers(typed: str, start: int, known: LineKnowledge, *, behind: str) -> Iterator[Completion]:
    folded = typed.casefold()
    for name in known.speakers:
        if name.casefold().startswith(folded) and (behind or name.casefold() != folded):
            yield Completion(start, f"{name}{behind}", name)
