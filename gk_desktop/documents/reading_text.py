"""Notes as text that programs for qualitative analysis read: focus-group form, plain or with Markdown headings.

Each contribution is one paragraph `Name: text`; what nobody said stands under the word for its kind
(`Beobachtung: …`), so that it is not taken for the words of whoever spoke before. The paragraph ends with the number
of the entry in brackets. MAXQDA takes up to 63 characters before a colon at the start of a paragraph for a speaker,
ATLAS.ti the same or `@name:`; `#TEXTName` begins a text for MAXQDA's preprocessor.

What looks like that without being it is made harmless, and no character is lost:

* A line break within a contribution is `" ¶ "`, so that nothing written can begin a paragraph; a `¶` is doubled.
* `#TEXT`, `#CODE` and `#ENDCODE` within get a blank behind the `#`.
* In headings and in the head a colon is the ratio sign `∶`, which looks the same and separates nothing.
* Markdown signs have a backslash in front, in Markdown only.

The same content gives the same bytes: NFC, UTF-8 without a mark at the beginning, no time of writing.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.entry_kind import ENTRY_KIND_WORDS, EntryKind
from gk_desktop.domain.minutes_content import MinutesContent, MinutesEntry, MinutesSection

_LONGEST_LABEL: Final = 62
"""Characters before the colon, counted in UTF-16; with `@` they are the 63 that MAXQDA reads."""
_SPOKEN: Final = frozenset({EntryKind.STATEMENT, EntryKind.QUOTE})
_LINE_ENDS: Final = re.compile("[\x85\u2028\u2029]")
_COMMAND: Final = re.compile(r"#(?= *(?:TEXT|CODE|ENDCODE))")
_MARKDOWN: Final = re.compile(r"[\\`*_#\[\]<>|~&]")
_NUMBERED: Final = re.compile(r"\d+[.)]")


class ReadingForm(Enum):
    """The value is the ending of the file's name, without its dot."""

    PLAIN = "txt"
    MARKDOWN = "md"


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """`at_marks` sets `@` before each speaker, `windows_line_ends` ends lines with CR LF."""

    form: ReadingForm = ReadingForm.PLAIN
    at_marks: bool = False
    windows_line_ends: bool = False


@dataclass(frozen=True, slots=True)
class ReadingText:
    """Of one event: what it is called in the other program, which version it is, and what it says."""

    name: str
    version: int
    content: MinutesContent


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """`text` is one line already; `label` is who speaks, empty for a line of the head."""

    label: str
    text: str
    is_heading: bool = False


def render(texts: Sequence[ReadingText], options: ReadingOptions) -> bytes:
    """The file with all these texts, one after the other."""
    set_text = _markdown if options.form is ReadingForm.MARKDOWN else _plain
    lines = [line for text in texts for line in set_text(text, "@" if options.at_marks else "")]
    end = "\r\n" if options.windows_line_ends else "\n"
    return (end.join(lines) + end if lines else "").encode()


def fingerprint(content: MinutesContent) -> str:
    """SHA-256 in hexadecimal digits of class, head and contributions as plain text, whatever the form of the file."""
    lines = (_class_line(content), *map(_plain_line, _paragraphs(content)))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(text: ReadingText, mark: str) -> Iterator[str]:
    yield f"#TEXT{_headline(text.name).lstrip() or '1'}"
    yield _version_line(text)
    for paragraph in _paragraphs(text.content):
        yield _plain_line(paragraph, mark)


def _plain_line(paragraph: _Paragraph, mark: str = "") -> str:
    return f"{mark}{paragraph.label}: {paragraph.text}" if paragraph.label else paragraph.text


def _markdown(text: ReadingText, mark: str) -> Iterator[str]:
    yield f"# {_escaped(_headline(text.name))}".rstrip()
    yield ""
    yield _escaped(_version_line(text))
    for paragraph in _paragraphs(text.content):
        yield ""
        if paragraph.is_heading:
            yield f"## {_escaped(paragraph.text)}"
        else:
            yield _escaped(_plain_line(paragraph, mark))
    yield ""


def _escaped(line: str) -> str:
    """A line that Markdown shows as it stands."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", line)
    if escaped.startswith(("-", "+", "=")):
        return f"\\{escaped}"
    numbered = _NUMBERED.match(escaped)
    if numbered:
        return f"{escaped[: numbered.end() - 1]}\\{escaped[numbered.end() - 1 :]}"
    return escaped


def _version_line(text: ReadingText) -> str:
    version = _("Fassung {version}").format(version=text.version)
    return f"{_class_line(text.content)} – {version} – SHA-256 {fingerprint(text.content)}"


def _class_line(content: MinutesContent) -> str:
    unchecked = " – " + _("Namen ungeprüft") if content.names_unchecked else ""
    return content.export_class.value + unchecked


def _paragraphs(content: MinutesContent) -> Iterator[_Paragraph]:
    for label, value in ((_("Veranstaltung"), content.title), *content.head):
        yield _Paragraph("", _headline(f"{label} – {value}"))
    labels = _Labels()
    sections = [section for section in content.sections if section.entries]
    for section in sections:
        if section.number is not None:
            yield _Paragraph("", _heading(section), is_heading=True)
        elif section.title:
            yield _Paragraph("", _headline(section.title), is_heading=True)
        elif any(other.number is not None for other in sections):
            yield _Paragraph("", _("Ohne Tagesordnungspunkt"), is_heading=True)
        for entry in section.entries:
            yield _Paragraph(labels.of(_who(entry)), _one_line(_said(entry)))


def _heading(section: MinutesSection) -> str:
    top = _("TOP {number}").format(number=section.number)
    return _headline(f"{top} – {section.title}" if section.title else top)


def _who(entry: MinutesEntry) -> str:
    if entry.kind not in _SPOKEN:
        return _(ENTRY_KIND_WORDS[entry.kind])
    return entry.speaker or _("Ohne Namen")


def _said(entry: MinutesEntry) -> str:
    """What was said, and in brackets all that leads back to the entry or restricts its use."""
    text = f"„{entry.text}“" if entry.kind is EntryKind.QUOTE else entry.text
    by = entry.speaker if entry.kind not in _SPOKEN and entry.speaker != entry.responsible else ""
    due = _("bis {due:%d.%m.%Y}").format(due=entry.due) if entry.due else ""
    not_quoted = _("nicht zitieren") if entry.not_to_be_quoted else ""
    notes = [part for part in (entry.number, entry.sign, by, entry.responsible, due, not_quoted) if part]
    return f"{text} [{' · '.join(notes)}]" if notes else text


class _Labels:
    """Speakers as they stand before a colon: short, without a colon, and two of them never alike."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}

    def of(self, speaker: str) -> str:
        if speaker not in self._given:
            self._given[speaker] = self._new(speaker)
        return self._given[speaker]

    def _new(self, speaker: str) -> str:
        label = _headline(" ".join(_normal(speaker).split())).strip(" @") or _("Ohne Namen")
        taken, count = set(self._given.values()), 1
        found = _cut(label, "")
        while found in taken:
            count += 1
            found = _cut(label, f" {count}")
        return found


def _cut(label: str, ending: str) -> str:
    room = _LONGEST_LABEL - len(ending)
    if _width(label) <= room:
        return label + ending
    while _width(label) > room - 1:
        label = label[:-1]
    return f"{label.rstrip()}…{ending}"


def _width(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", clean_text(text)))


def _one_line(text: str) -> str:
    marked = _normal(text).replace("¶", "¶¶").replace("\n", " ¶ ")
    return _COMMAND.sub("# ", marked)


def _headline(text: str) -> str:
    return _one_line(text).replace(":", "∶")
