"""Changes to a typed line by a key instead of a character: another mark, speaker, code or time.

Every function takes a raw line and gives a raw line, so that what a key does can be seen, undone and typed as well.
A key pressed twice takes back what it did.
"""

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Final

from gk_desktop.domain.dimension import Dimension
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.line import (
    LITERAL_MARK,
    MARKS,
    NO_QUOTE_CODE,
    QUOTE_PAIRS,
    TYPED_DIMENSIONS,
    LineContext,
    ParsedLine,
    compared_form,
    parse,
)
from gk_desktop.domain.line_segments import Segment, SegmentRole

MARK_OF: Final[dict[EntryKind, str]] = {kind: mark for mark, kind in MARKS.items()}

FAMILIES: Final[tuple[tuple[EntryKind, ...], ...]] = (
    (EntryKind.DECISION,),
    (EntryKind.TASK,),
    (EntryKind.OPEN_POINT, EntryKind.OWN_QUESTION),
    (EntryKind.OBSERVATION, EntryKind.CONTEXT),
    (EntryKind.METHOD_NOTE, EntryKind.THEORY),
)
"""Kinds that share a key: pressed again it goes on to the next, and after the last back to a plain line."""

# Stands for the word that is not typed yet; a private character nobody types.
_WORD: Final = "\ue000"
_PREFERRED_QUOTES: Final = ("„“", "»«", '""')


def preview(raw: str, context: LineContext) -> ParsedLine:
    """What the line will be once its text is typed: a mark or a speaker counts before the first word follows.

    A code that is still being typed is none that nobody knows.
    """
    parsed = parse(raw, context)
    if parsed.unknown_codes and raw.endswith(last := parsed.unknown_codes[-1]) and context.begins_code(last):
        parsed = replace(parsed, unknown_codes=parsed.unknown_codes[:-1])
    if parsed.is_agenda or parsed.is_speaker or not _is_waiting(parsed):
        return parsed
    start, _end = text_span(parsed)
    if parsed.text.startswith("#"):
        promising, blank = parse(f"{raw[:start]}{_WORD} {raw[start:]}", context), " "
    else:
        blank = "" if raw.endswith((" ", "\u00a0", "\n")) else " "
        promising = parse(f"{raw}{blank}{_WORD}", context)
    return _without_word(promising, blank) if promising.text == _WORD else parsed


def _is_waiting(parsed: ParsedLine) -> bool:
    """Whether all there is could be syntax: `!`, `GfS:`, `-2min`, `#nz`."""
    words = parsed.text.split()
    return len(words) < 2 or parsed.text.endswith(":") or words[-1] in MARKS or words[0].startswith(("-", "#"))


def _without_word(parsed: ParsedLine, blank: str) -> ParsedLine:
    """The line as parsed, without the word that is not there and the blank that came with it."""
    segments = list(parsed.segments)
    word = next(position for position, segment in enumerate(segments) if segment.text == _WORD)
    added = word + 1 if word + 1 < len(segments) else word - 1
    if blank and segments[added].role is SegmentRole.BLANK:
        segments[added] = Segment(SegmentRole.BLANK, segments[added].text[len(blank) :])
    del segments[word]
    return ParsedLine(
        segments=tuple(segment for segment in segments if segment.text),
        minutes_back=parsed.minutes_back,
        speaker=parsed.speaker,
        adds_speaker=parsed.adds_speaker,
        kind=parsed.kind,
        text="",
        responsible=parsed.responsible,
        due=parsed.due,
        categories=parsed.categories,
        dimension=parsed.dimension,
        no_quote=parsed.no_quote,
    )


def text_span(parsed: ParsedLine) -> tuple[int, int]:
    """Where the text begins and ends in the raw line; an empty text stands before the codes and their blank."""
    at, codes_at = 0, None
    start = end = None
    for segment in parsed.segments:
        if segment.role is SegmentRole.TEXT:
            start = at if start is None else start
            end = at + len(segment.text)
        elif segment.role is SegmentRole.CODE and codes_at is None:
            codes_at = at
        at += len(segment.text)
    if start is not None and end is not None:
        return start, end
    place = at if codes_at is None else max(0, codes_at - 1)
    return place, place


def next_kind(current: EntryKind, family: tuple[EntryKind, ...]) -> EntryKind:
    """What the key of a family makes of a line of this kind."""
    if current not in family:
        return family[0]
    following = family.index(current) + 1
    return family[following] if following < len(family) else EntryKind.STATEMENT


def with_kind(raw: str, kind: EntryKind, context: LineContext) -> str:
    """The line with another mark. An agenda line stays as it is."""
    parsed = preview(raw, context)
    if parsed.is_agenda or (kind is EntryKind.STATEMENT and _is_literal(raw)):
        return raw
    segments = _without(parsed.segments, {SegmentRole.MARK, SegmentRole.QUOTE_MARK, SegmentRole.LITERAL})
    head, rest = _parted(segments)
    if kind is EntryKind.QUOTE:
        return (head + _quoted(rest)).lstrip()
    mark = f"{MARK_OF[kind]} " if kind in MARK_OF else ""
    if head and not head.endswith((" ", "\u00a0", "\n")):
        head += " "
    return (head + mark + _joined(rest).lstrip()).lstrip()


def with_speaker(raw: str, name: str, context: LineContext) -> str:
    """The line said by somebody else; by nobody if `name` is empty."""
    parsed = preview(raw, context)
    if parsed.is_agenda:
        return raw
    segments = list(_without(parsed.segments, {SegmentRole.SPEAKER, SegmentRole.LITERAL}, and_colon=True))
    back_date = _taken_back_date(segments)
    sign = "" if compared_form(name) in context.known_speakers else "@"
    speaker = f"{sign}{name}: " if name else ""
    return back_date + speaker + _joined(segments).lstrip()


def with_dimension(raw: str, dimension: Dimension, context: LineContext) -> str:
    """The line under this dimension; without one, if it stands under it already."""
    parsed = preview(raw, context)
    if _is_literal(raw):
        return raw
    codes = {f"#{name}" for name in TYPED_DIMENSIONS}
    bare = _without_codes(parsed.segments, codes)
    return bare if parsed.dimension is dimension else _with_code(bare, dimension.value, parsed)


def with_no_quote_toggled(raw: str, context: LineContext) -> str:
    parsed = preview(raw, context)
    if _is_literal(raw):
        return raw
    code = f"#{NO_QUOTE_CODE}"
    return _without_codes(parsed.segments, {code}) if parsed.no_quote else _with_code(raw, NO_QUOTE_CODE, parsed)


def with_minutes_back(raw: str, minutes: int, context: LineContext) -> str:
    """The line dated back by so many minutes; 0 for now."""
    if _is_literal(raw):
        return raw
    segments = list(preview(raw, context).segments)
    _taken_back_date(segments)
    prefix = f"-{minutes}min " if minutes else ""
    return prefix + _joined(segments).lstrip()


def _is_literal(raw: str) -> bool:
    """A line that is taken literally has no syntax to be changed."""
    return raw.startswith(LITERAL_MARK)


def _taken_back_date(segments: list[Segment]) -> str:
    """Take `-2min ` off the start."""
    start = 1 if segments and segments[0].role is SegmentRole.BLANK else 0
    if len(segments) <= start or segments[start].role is not SegmentRole.BACK_DATE:
        return ""
    back_date = segments[start].text
    behind = start + 1
    if len(segments) > behind and segments[behind].role is SegmentRole.BLANK:
        behind += 1
    del segments[:behind]
    return f"{back_date} "


def _without(segments: tuple[Segment, ...], roles: Container[SegmentRole], *, and_colon: bool = False) -> list[Segment]:
    """The segments without these; `and_colon` drops the colon that follows, and the blank behind either."""
    kept: list[Segment] = []
    dropped = False
    for segment in segments:
        trails = segment.role is SegmentRole.BLANK or (and_colon and segment.role is SegmentRole.SEPARATOR)
        if segment.role in roles:
            dropped = segment.role is not SegmentRole.QUOTE_MARK
        elif not (dropped and trails):
            kept.append(segment)
            dropped = False
    return kept


def _parted(segments: list[Segment]) -> tuple[str, list[Segment]]:
    """What stands before the mark (time and speaker), and the rest."""
    head = 0
    for position, segment in enumerate(segments):
        colon = (
            segment.role is SegmentRole.SEPARATOR
            and position
            and segments[position - 1].role in {SegmentRole.SPEAKER, SegmentRole.BLANK}
        )
        if segment.role in {SegmentRole.BACK_DATE, SegmentRole.SPEAKER, SegmentRole.BLANK} or colon:
            head = position + 1
        else:
            break
    return _joined(segments[:head]), segments[head:]


def _quoted(rest: list[Segment]) -> str:
    """The rest with its text in the first pair of quotation marks that does not occur in it."""
    spoken = [position for position, segment in enumerate(rest) if segment.role is SegmentRole.TEXT]
    if not spoken:
        return _joined(rest)
    first, behind = spoken[0], spoken[-1] + 1
    # Within the marks a code would be something that was said.
    codes = [segment.text for segment in rest[first:behind] if segment.role is SegmentRole.CODE]
    text = _without_codes(rest[first:behind], frozenset(map(str.casefold, codes)))
    pair = next((pair for pair in _PREFERRED_QUOTES if not set(pair) & set(text)), QUOTE_PAIRS[0])
    return f"{_joined(rest[:first])}{' '.join([pair[0] + text + pair[1], *codes])}{_joined(rest[behind:])}"


def _with_code(raw: str, code: str, parsed: ParsedLine) -> str:
    """The code behind everything; where no text is typed yet, with room for it before the blank."""
    return f"{raw.rstrip() if parsed.text else raw} #{code}"


def _without_codes(segments: Sequence[Segment], codes: Container[str]) -> str:
    kept: list[Segment] = []
    for segment in segments:
        if segment.role is SegmentRole.CODE and segment.text.casefold() in codes:
            if kept and kept[-1].role is SegmentRole.BLANK:
                kept.pop()
        else:
            kept.append(segment)
    return _joined(kept)


def _joined(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments)
