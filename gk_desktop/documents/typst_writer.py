"""Writes the neutral tree as a PDF file or as pictures of its pages.

Typst sets the pages with the program resources/typst/document.typ. The texts go in as JSON, as data and never as
markup. Every machine makes the same file: fonts are those of resources/fonts only, and the one date is the document's.
The PDF is tagged and declares PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
"""

import json
import logging
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

import typst

from gk_desktop.base.errors import BugError, UserError
from gk_desktop.base.files import replace_atomically
from gk_desktop.base.i18n import _
from gk_desktop.base.paths import resources
from gk_desktop.base.text import clean_text
from gk_desktop.documents.font_coverage import coverage
from gk_desktop.documents.pdf_tables import TableTags, tag_tables
from gk_desktop.documents.tree import Document
from gk_desktop.documents.typst_tree import as_data, text_of

_log = logging.getLogger(__name__)

_Made = TypeVar("_Made")

_TEXT_FONT: Final = "LiberationSans-Regular.ttf"
_NEVER_SEEN: Final = "\x7f-\x9f\ufeff"
"""Controls, and a mark that PDF/A forbids."""
_PRIVATE: Final = "Co"
"""Unicode's category of characters that mean something else in each font; PDF/A-2a forbids them."""
_NEED_NO_PICTURE: Final = "\n\t\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f"
"""Characters that lay text out or join others, and have no picture in a font."""


def write(document: Document, target: Path) -> None:
    """Write `document` as PDF to `target`, replacing what is there in one step.

    Raises UserError if the pages cannot be set or the target cannot be written; the old file then stays.
    """
    content = Typesetting(document).as_pdf()

    def save(stream: BinaryIO) -> None:
        stream.write(content)

    replace_atomically(target, save)


class Typesetting:
    """A document that was read once and can be set again and again. Raises UserError if it is too long.

    Each method raises UserError if the pages cannot be set.
    """

    def __init__(self, document: Document) -> None:
        if document.created.tzinfo is None:
            raise BugError("a document's date needs its time zone")
        self._created = document.created.astimezone(UTC).replace(microsecond=0)
        self._data = as_data(document)

    def as_pdf(self) -> bytes:
        """The file's bytes, the same for the same document."""

        def compile_pdf(data: Any) -> bytes:
            made: bytes
            made, _warnings = typst.compile_with_warnings(
                **_surroundings(data), format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=self._created
            )
            return made

        return tag_tables(self._set(compile_pdf), self._table_tags())

    def _table_tags(self) -> list[TableTags]:
        tables = [block for block in self._data["blocks"] if block["kind"] == "table"]
        return [
            TableTags(table["header_column"], table["summary"]) for table in tables if table["rows"] or table["header"]
        ]

    def as_pictures(self, dots_per_inch: float) -> list[bytes]:
        """Each page as a PNG picture."""

        def compile_pictures(data: Any) -> list[bytes]:
            made: bytes | list[bytes]
            made, _warnings = typst.compile_with_warnings(**_surroundings(data), format="png", ppi=dots_per_inch)
            return made if isinstance(made, list) else [made]

        return self._set(compile_pictures)

    def page_texts(self) -> list[str]:
        """What is read on each page. A paragraph that goes on overleaf is told on both, a table's header on all."""

        def query_places(data: Any) -> Any:
            return json.loads(typst.query(selector="<place>", field="value", **_surroundings(data, places="yes")))

        spans: dict[tuple[int, int | None], list[int]] = {}
        for place in self._set(query_places):
            spans.setdefault((place["block"], place["row"]), []).append(place["page"])
        pages: list[list[str]] = [[] for _page in range(max(chain.from_iterable(spans.values()), default=1))]
        for (block, row), span in spans.items():
            for page in range(min(span), max(span) + 1):
                pages[page - 1].append(text_of(self._data["blocks"][block], row))
        return ["\n".join(filter(None, texts)) for texts in pages]

    def _set(self, work: Callable[[Any], _Made]) -> _Made:
        try:
            try:
                return work(_with_known_characters(self._data, _without_picture()))
            except typst.TypstError:
                # A sign may be known to one font and the accent on it to another only, and no font has both.
                return work(_with_known_characters(self._data, _without_picture_in_text_font()))
        except (RuntimeError, OSError) as error:
            # What Typst says quotes the text, which must not get into a log.
            _log.error("typst gave up on a document: %s", type(error).__name__)
            raise UserError(
                _("Die Seiten ließen sich nicht setzen. Nichts wurde geschrieben, Ihre Daten sind nicht verloren."),
                _("Nehmen Sie stattdessen das Word-Dokument."),
            ) from error


def _surroundings(data: Any, **inputs: str) -> dict[str, Any]:
    """The program, its fonts and its input: nothing else of the machine, and nothing from the net."""
    program = resources() / "typst" / "document.typ"
    return {
        "input": program,
        "root": program.parent,
        "font_paths": _fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {"document": json.dumps(data, ensure_ascii=False), **inputs},
    }


# --- Fonts and the characters they have ----------------------------------------------------------------------------


def _font_folder() -> Path:
    return resources() / "fonts"


@cache
def _fonts() -> typst.Fonts:
    """Read once: that takes longer than setting a page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_font_folder())])


@cache
def _without_picture() -> re.Pattern[str]:
    """Matches each character that no font has."""
    fonts = sorted(_font_folder().glob("*.ttf"))
    return _pattern_of_others({code for font in fonts for code in coverage(font)})


@cache
def _without_picture_in_text_font() -> re.Pattern[str]:
    return _pattern_of_others(set(coverage(_font_folder() / _TEXT_FONT)))


def _pattern_of_others(known: set[int]) -> re.Pattern[str]:
    ranges: list[tuple[int, int]] = []
    for code in sorted(code for code in known if unicodedata.category(chr(code)) != _PRIVATE):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = ranges[-1][0], code
        else:
            ranges.append((code, code))
    inside = "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in ranges)
    return re.compile(f"[{_NEVER_SEEN}]|[^{inside}{_NEED_NO_PICTURE}]")


def _with_known_characters(data: Any, unknown: re.Pattern[str]) -> Any:
    """The same with "[U+13000]" for a character that would be a hole on paper, and without what is never seen."""
    match data:
        case str():
            return unknown.sub(_spelled_out, clean_text(data))
        case list():
            return [_with_known_characters(item, unknown) for item in data]
        case dict():
            return {key: _with_known_characters(value, unknown) for key, value in data.items()}
        case _:
            return data


def _spelled_out(match: re.Match[str]) -> str:
    character = match[0]
    return "" if re.match(f"[{_NEVER_SEEN}]", character) else f"[U+{ord(character):04X}]"
