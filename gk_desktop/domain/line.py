r"""The one line of notes: what window and standard input alike make of what a person types.

    line    = [ "-" n "min " ] [ speaker ] [ mark ] text { " #" code }
    speaker = known-name ": " | "@" name ": "          ("@" name ":" alone introduces a speaker who says nothing yet)
    agenda  = [ "-" n "min " ] "TOP " n [ ": " title ]

Two laws hold for every text. Nothing is refused: what is not clearly syntax is text, as a sentence must never be lost
or bent by a false friend ("zum Beispiel: …", "> 50 Prozent"). And no character is lost: `rebuild(parse(raw)) == raw`.
A `\` as the very first character takes the rest literally. Blanks around the line are ignored. Of several physical
lines each may end with codes, as each was typed as a line of its own; a literal quote keeps what it looks like.
Among the codes at the end of a line one that nobody knows stays text; the others count all the same, or a mistyped
category would take "nicht zitieren" with it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Final, Self

from gk_desktop.domain.dimension import Dimension
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.line_segments import LINE_BREAK, Scanner, Segment, SegmentRole

MARKS: Final[Mapping[str, EntryKind]] = {
    "!": EntryKind.DECISION,
    ">": EntryKind.TASK,
    "?": EntryKind.OPEN_POINT,
    "??": EntryKind.OWN_QUESTION,
    "*": EntryKind.OBSERVATION,
    "//": EntryKind.METHOD_NOTE,
    "/k": EntryKind.CONTEXT,
    "/t": EntryKind.THEORY,
}
QUOTE_PAIRS: Final = ('""', "„“", "»«")
NO_QUOTE_CODE: Final = "nz"
TYPED_DIMENSIONS: Final[Mapping[str, Dimension]] = {
    dimension.value: dimension for dimension in (Dimension.POLITY, Dimension.POLITICS, Dimension.POLICY)
}
LITERAL_MARK: Final = "\\"
MAX_NAME_LENGTH: Final = 60

_BLANK: Final = " \u00a0"

# None of these asks whether text follows: the scanner's rest never ends with a blank, so behind a blank there is text.
_BACK_DATE: Final = re.compile(f"-([0-9]{{1,3}})min(?=[{_BLANK}])")
_AGENDA: Final = re.compile(f"(TOP[{_BLANK}]+(0?[1-9]|[1-9][0-9]))(?::[{_BLANK}][^{LINE_BREAK}]+)?")
_NEW_SPEAKER: Final = re.compile(f"@[^:{LINE_BREAK}]{{1,{MAX_NAME_LENGTH}}}(?=:[{_BLANK}{LINE_BREAK}])")
_LONE_SPEAKER: Final = re.compile(f"@[^:{LINE_BREAK}]{{1,{MAX_NAME_LENGTH}}}:")
_SPEAKER_COLON: Final = re.compile(f":(?=[{_BLANK}{LINE_BREAK}])")
_MARK: Final = re.compile(f"({'|'.join(map(re.escape, MARKS))})(?=[{_BLANK}])")
_MORE_THAN: Final = re.compile(r">\s+\d")
_TASK_COLON: Final = re.compile(f":(?=[{_BLANK}])")
_DUE: Final = re.compile(r"(?<!\S)(?i:bis)\s+([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})?$")
_ALMOST_DUE: Final = re.compile(r"(?i:\bbis\b)\D*[0-9]+\.[0-9.\s]*$")
# The blank before it means that a word stands in front: the scanner's rest never begins with a blank.
_CODES_BEFORE_BLANK: Final = re.compile(rf"(?<=\s)(#\S+(?:[^\S{LINE_BREAK}]+#\S+)*)(?=(\s+))")
_LINE_BREAK_PATTERN: Final = re.compile(f"[{LINE_BREAK}]")


@dataclass(frozen=True, slots=True)
class LineContext:
    """What an event knows when a line is typed: names and codes by the form they are compared in, and its day."""

    known_speakers: Mapping[str, str]
    category_codes: Mapping[str, str]
    event_date: date | None

    def knows_code(self, word: str) -> bool:
        """Whether a word such as `#A1` counts as a code."""
        code = compared_form(word[1:])
        known = code == NO_QUOTE_CODE or code in TYPED_DIMENSIONS or code in self.category_codes
        return word.startswith("#") and known

    def begins_code(self, word: str) -> bool:
        """Whether a code, and not a known one yet, may become of a word such as `#p`."""
        begun = compared_form(word[1:])
        codes = (NO_QUOTE_CODE, *TYPED_DIMENSIONS, *self.category_codes)
        return word.startswith("#") and any(code != begun and code.startswith(begun) for code in codes)

    @classmethod
    def of(cls, speakers: Iterable[str], categories: Iterable[str], event_date: date | None) -> Self:
        """Index names and codes; of two that differ only in case the first one counts."""
        return cls(_by_compared_form(speakers), _by_compared_form(categories), event_date)


def _by_compared_form(words: Iterable[str]) -> dict[str, str]:
    index: dict[str, str] = {}
    for word in filter(None, map(str.strip, words)):
        index.setdefault(compared_form(word), word)
    return index


def compared_form(word: str) -> str:
    """The form in which names and codes are compared: without case, and however the keyboard composed an umlaut."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedLine:
    """What a line says. `text` is empty only if nothing is said; an agenda line's text is `TOP n: Titel`.

    `unknown_codes` stand in the text where codes stand, at the end of a line, such as `#B99`; nobody knows them.
    """

    segments: tuple[Segment, ...]
    minutes_back: int = 0
    speaker: str | None = None
    adds_speaker: bool = False
    kind: EntryKind = EntryKind.STATEMENT
    text: str
    responsible: str | None = None
    due: date | None = None
    categories: tuple[str, ...] = ()
    dimension: Dimension | None = None
    no_quote: bool = False
    unknown_codes: tuple[str, ...] = ()
    agenda_number: int | None = None
    agenda_title: str | None = None

    @property
    def is_agenda(self) -> bool:
        """Whether the line changes the agenda item instead of adding an entry."""
        return self.agenda_number is not None

    @property
    def is_speaker(self) -> bool:
        """Whether the line only introduces a speaker (`@name:` alone) and says nothing."""
        return self.speaker is not None and not self.text


def parse(raw: str, context: LineContext) -> ParsedLine:
    """Read one line (with its continuation lines). Never fails."""
    scanner = Scanner(raw)
    if raw.startswith(LITERAL_MARK):
        scanner.take(SegmentRole.LITERAL, len(LITERAL_MARK))
        return ParsedLine(segments=scanner.segments(), text=scanner.rest)
    minutes_back = _take_back_date(scanner)
    if agenda := _AGENDA.fullmatch(scanner.rest):
        return _take_agenda(scanner, agenda, minutes_back)
    if _LONE_SPEAKER.fullmatch(scanner.rest) and scanner.rest[1:-1].strip():
        return replace(_take_lone_speaker(scanner, context.known_speakers), minutes_back=minutes_back)
    speaker, adds_speaker = _take_speaker(scanner, context.known_speakers)
    kind = _take_mark(scanner)
    assignment = _take_assignment(scanner, context.event_date) if kind is EntryKind.TASK else _Assignment()
    codes = _Codes(context)
    behind = _take_codes(scanner, codes)
    if kind is None:
        quoted = not behind and _take_quotation_marks(scanner)
        kind = EntryKind.QUOTE if quoted else EntryKind.STATEMENT
    text = scanner.rest if kind is EntryKind.QUOTE else _take_codes_at_line_ends(scanner, codes) + behind
    return ParsedLine(
        segments=scanner.segments(),
        minutes_back=minutes_back,
        speaker=speaker,
        adds_speaker=adds_speaker,
        kind=kind,
        text=text,
        responsible=assignment.responsible,
        due=assignment.due,
        categories=tuple(dict.fromkeys(reversed(codes.categories))),
        dimension=codes.dimension,
        no_quote=codes.no_quote,
        unknown_codes=() if kind is EntryKind.QUOTE else _unknown_codes(text, context),
    )


def rebuild(parsed: ParsedLine) -> str:
    """Return the raw line, character by character."""
    return "".join(segment.text for segment in parsed.segments)


def _take_back_date(scanner: Scanner) -> int:
    match = _BACK_DATE.match(scanner.rest)
    if match is None:
        return 0
    scanner.take(SegmentRole.BACK_DATE, match.end())
    return int(match[1])


def _take_agenda(scanner: Scanner, match: re.Match[str], minutes_back: int) -> ParsedLine:
    text = scanner.rest
    scanner.take(SegmentRole.AGENDA, match.end(1))
    title = None
    if scanner.rest:
        scanner.take(SegmentRole.SEPARATOR, len(":"))
        title = scanner.rest
        scanner.take(SegmentRole.AGENDA_TITLE, len(title))
    return ParsedLine(
        segments=scanner.segments(),
        minutes_back=minutes_back,
        text=text,
        agenda_number=int(match[2]),
        agenda_title=title,
    )


def _take_lone_speaker(scanner: Scanner, known_speakers: Mapping[str, str]) -> ParsedLine:
    name = scanner.rest[1:-1].strip()
    scanner.take(SegmentRole.SPEAKER, len(scanner.rest) - len(":"))
    scanner.take(SegmentRole.SEPARATOR, len(":"))
    known = known_speakers.get(compared_form(name))
    return ParsedLine(segments=scanner.segments(), speaker=known or name, adds_speaker=known is None, text="")


def _take_speaker(scanner: Scanner, known_speakers: Mapping[str, str]) -> tuple[str | None, bool]:
    """Return the speaker, if there is one, and whether the line adds the name."""
    length = _known_name_length(scanner.rest, known_speakers)
    if length:
        name = scanner.rest[:length]
    else:
        match = _NEW_SPEAKER.match(scanner.rest)
        if match is None or not (name := match[0][1:].strip()):
            return None, False
        length = len(match[0].rstrip())
    scanner.take(SegmentRole.SPEAKER, length)
    scanner.take(SegmentRole.SEPARATOR, len(":"))
    known = known_speakers.get(compared_form(name))
    return known or name, known is None


def _known_name_length(rest: str, known_speakers: Mapping[str, str]) -> int:
    """Return the length of the longest known name before a colon, 0 if there is none."""
    # Casefolding never shortens a text ("ß" becomes "ss"), composing it does, at most to a quarter. A longer stretch
    # cannot be known.
    reach = 4 * max(map(len, known_speakers), default=0) + len(": ")
    colons = [match.start() for match in _SPEAKER_COLON.finditer(rest, 0, reach)]
    return next((colon for colon in reversed(colons) if compared_form(rest[:colon]) in known_speakers), 0)


def _take_mark(scanner: Scanner) -> EntryKind | None:
    match = _MARK.match(scanner.rest)
    if match is None or _MORE_THAN.match(scanner.rest):
        return None
    scanner.take(SegmentRole.MARK, match.end())
    return MARKS[match[0]]


@dataclass(frozen=True, slots=True)
class _Assignment:
    responsible: str | None = None
    due: date | None = None


def _take_assignment(scanner: Scanner, event_date: date | None) -> _Assignment:
    """Eat `wer: `, `wer bis TT.MM.: ` or `bis TT.MM.: `; what is only almost one of these stays in the text."""
    colon = _TASK_COLON.search(scanner.rest)
    head = scanner.rest[: colon.start()].rstrip() if colon else ""
    if len(head.splitlines()) != 1:
        return _Assignment()
    due = None
    responsible = head
    if match := _DUE.search(head):
        due = _due_date(match, event_date)
        responsible = head[: match.start()].rstrip()
    # "31.02." or "15.3" without its full stop: better no name than the name "Frau Müller bis 15.3".
    if len(responsible) > MAX_NAME_LENGTH or (due is None and _ALMOST_DUE.search(head)):
        return _Assignment()
    if responsible:
        scanner.take(SegmentRole.RESPONSIBLE, len(responsible))
    if match:
        scanner.take(SegmentRole.DUE, len(match[0]))
    scanner.take(SegmentRole.SEPARATOR, len(":"))
    return _Assignment(responsible or None, due)


def _due_date(match: re.Match[str], event_date: date | None) -> date | None:
    """Return the day, without a year the first on or after the event; None if there is no such day."""
    day, month, year = match.groups()
    earliest = date.min if year else event_date
    if earliest is None:
        return None
    # Nine years always hold a 29 February, even around 2100.
    for candidate in (int(year),) if year else range(earliest.year, earliest.year + 9):
        try:
            due = date(candidate, int(month), int(day))
        except ValueError:
            continue
        if due >= earliest:
            return due
    return None


@dataclass(frozen=True, slots=True)
class StrayCodes:
    """Words of a text that look like codes and do not count: nobody knows them, or they stand in the wrong place."""

    unknown: tuple[str, ...] = ()
    misplaced: tuple[str, ...] = ()


def stray_codes(parsed: ParsedLine, context: LineContext) -> StrayCodes:
    """Those that were left in the text of a line; what is quoted or taken literally was said."""
    if "#" not in parsed.text or parsed.kind is EntryKind.QUOTE or parsed.segments[0].role is SegmentRole.LITERAL:
        return StrayCodes()
    words = [word for word in dict.fromkeys(parsed.text.split()) if looks_like_code(word)]
    known = [word for word in words if context.knows_code(word)]
    return StrayCodes(tuple(word for word in words if word not in known), tuple(known))


class _Codes:
    """The codes found so far, the last of the line first."""

    def __init__(self, context: LineContext) -> None:
        self.knows = context.knows_code
        self._category_codes = context.category_codes
        self.categories: list[str] = []
        self.dimension: Dimension | None = None
        self.no_quote = False

    def add(self, word: str) -> None:
        code = compared_form(word[1:])
        # The fixed codes come first: no category named "nz" may ever disarm "nicht zitieren".
        if code == NO_QUOTE_CODE:
            self.no_quote = True
        elif code in TYPED_DIMENSIONS:
            self.dimension = self.dimension or TYPED_DIMENSIONS[code]
        else:
            self.categories.append(self._category_codes[code])


def looks_like_code(word: str) -> bool:
    """`#B99`, and not `#3`, which is a number."""
    return word.startswith("#") and word[1:2].isalpha()


def _take_codes(scanner: Scanner, codes: _Codes) -> str:
    """Eat what looks like codes from the right up to the first that is known; one word always stays in front.

    Returns what of it is text, as nobody knows it, with the blanks in front.
    """
    kept = ""
    for word in _from_first_known(scanner.rest, codes):
        if codes.knows(word):
            codes.add(word)
            scanner.take_last(SegmentRole.CODE, len(word))
        else:
            before = scanner.rest[: -len(word)]
            kept = before[len(before.rstrip()) :] + word + kept
            scanner.take_last(SegmentRole.TEXT, len(word))
    return kept


def _from_first_known(text: str, codes: _Codes) -> list[str]:
    """What looks like codes at the end of a text, from the first that is known on; the last one first."""
    found: list[str] = []
    while len(words := text.rsplit(maxsplit=1)) == 2 and (looks_like_code(words[1]) or codes.knows(words[1])):
        text, word = words
        found.append(word)
    while found and not codes.knows(found[-1]):
        found.pop()
    return found


def _take_codes_at_line_ends(scanner: Scanner, codes: _Codes) -> str:
    """Eat the codes at the end of each physical line of the rest; returns the text without them."""
    below = ""
    for group in reversed(list(_CODES_BEFORE_BLANK.finditer(scanner.rest))):
        line_break = _LINE_BREAK_PATTERN.search(group[2])
        eaten = group.end() > len(scanner.rest)
        if eaten or line_break is None or not any(map(codes.knows, group[1].split())):
            continue
        below_this_line = scanner.rest[group.end(2) :]
        below = group[2][line_break.start() :] + below_this_line + below
        scanner.take_last(SegmentRole.TEXT, len(below_this_line))
        below = _take_codes(scanner, codes) + below
    return scanner.rest + below


def _unknown_codes(text: str, context: LineContext) -> tuple[str, ...]:
    if "#" not in text:
        return ()
    found: dict[str, None] = {}
    for line in text.splitlines():
        at_end = takewhile(looks_like_code, reversed(line.split()))
        found.update(dict.fromkeys(reversed([word for word in at_end if not context.knows_code(word)])))
    return tuple(found)


def _take_quotation_marks(scanner: Scanner) -> bool:
    """Eat one pair around the whole rest; with a second mark of the pair inside it is not one quotation."""
    rest, inside = scanner.rest, scanner.rest[1:-1]
    for opening, closing in QUOTE_PAIRS:
        encloses = rest.startswith(opening) and rest.endswith(closing)
        if encloses and inside.strip() and opening not in inside and closing not in inside:
            scanner.take(SegmentRole.QUOTE_MARK, len(opening))
            scanner.take_last(SegmentRole.QUOTE_MARK, len(closing))
            return True
    return False
