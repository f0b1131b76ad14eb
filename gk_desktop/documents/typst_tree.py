"""The neutral tree as plain data for resources/typst/document.typ."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from gk_desktop.base.errors import BugError, UserError
from gk_desktop.base.i18n import _
from gk_desktop.documents.tree import (
    AgendaHeading,
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    ParagraphStyle,
    Run,
    Table,
)

MOST_PARAGRAPHS: Final = 12_000
"""Typst takes about 60 KB of memory for a paragraph, and twice that for a row of five cells."""
_ROW_WEIGHT: Final = 2
_CHARACTERS_OF_A_PARAGRAPH: Final = 500
_LONGEST_PROPERTY: Final = 255

_TEXT_WIDTH: Final = 140.0
"""Millimetres of the narrowest paragraph that is kept together or has its words broken."""
_CELL_MARGINS: Final = 3.8
_WIDEST: Final = 4.0
"""Millimetres of the widest characters at 11 pt."""
_USUAL: Final = 1.9
"""Millimetres of a usual character."""
_MOST_LINES: Final = 40
"""So many lines fit on any page."""
_MOST_PARTS_KEPT: Final = 12
_SIGNATURE: Final = ParagraphStyle.SIGNATURE.name.lower()
_LONGEST_WORD: Final = 40
"""Words up to this length are left to hyphenation."""


class _Length:
    """Counts what goes into the document, and stops before the computer's memory is full."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, weight: int, runs: Sequence[Run]) -> None:
        self._count += weight + sum(len(run.text) for run in runs) // _CHARACTERS_OF_A_PARAGRAPH
        if self._count > MOST_PARAGRAPHS:
            raise UserError(
                _(
                    "Das Dokument ist zu lang für ein PDF: Platz ist für {paragraphs} Absätze "
                    "oder {rows} Tabellenzeilen."
                ).format(paragraphs=MOST_PARAGRAPHS, rows=MOST_PARAGRAPHS // _ROW_WEIGHT),
                _("Nehmen Sie stattdessen das Word-Dokument."),
            )


def as_data(document: Document) -> dict[str, Any]:
    """Dictionaries, lists, strings and numbers. Reads the blocks once, from front to back.

    Raises `UserError` if there is more than Typst could set within a laptop's memory.
    """
    language, _dash, region = document.language.partition("-")
    return {
        "title": _never_empty(_property(document.title)),
        "author": _property(document.author),
        "subject": _property(document.subject),
        "keywords": [_property(keyword) for keyword in document.keywords],
        "lang": language,
        "region": region or None,
        "header_left": document.header_left,
        "header_right": document.header_right,
        "footer": document.footer,
        "blocks": list(_kept_with_signatures(_blocks(document))),
    }


def _property(text: str) -> str:
    """One line of a length that every reader of such properties bears."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_PROPERTY else line[: _LONGEST_PROPERTY - 1] + "…"


def _never_empty(text: str) -> str:
    """PDF/UA refuses titles and headings without a character to be seen."""
    return text if any(character.isprintable() and not character.isspace() for character in text) else "–"


def _blocks(document: Document) -> Iterator[dict[str, Any]]:
    length = _Length()
    for is_list, blocks in groupby(document.blocks, _is_bullet):
        if is_list:
            # One list, so that a screen reader tells how many points there are.
            yield {"kind": "bullets", "items": list(_items(blocks, length))}
        else:
            for block in blocks:
                yield _block(block, length)


def _kept_with_signatures(blocks: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Nobody signs a page on which nothing else stands. Of tables and lists only short ones are kept as a whole."""
    before: dict[str, Any] = {}
    for block in blocks:
        parts = before.get("rows") or before.get("items") or ()
        if block.get("style") == _SIGNATURE and len(parts) <= _MOST_PARTS_KEPT:
            before["sticky"] = True
        yield block
        before = block


def _is_bullet(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style is ParagraphStyle.BULLET


def _items(blocks: Iterator[Block], length: _Length) -> Iterator[list[dict[str, str | None]]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            length.add(1, block.runs)
            yield _runs(block.runs, _TEXT_WIDTH)


def _block(block: Block, length: _Length) -> dict[str, Any]:
    match block:
        case Paragraph():
            length.add(1, block.runs)
            return {
                "kind": "paragraph",
                "style": block.style.name.lower(),
                "runs": _runs(block.runs, _TEXT_WIDTH),
                "number": block.margin_number,
                "keep": _fits_a_page(block.runs, _TEXT_WIDTH),
            }
        case Heading():
            if not 1 <= block.level <= 3:
                raise BugError(f"there is no heading of level {block.level}")
            runs = (Run(_never_empty(block.text)),)
            return {"kind": "heading", "level": block.level, "runs": _runs(runs, _TEXT_WIDTH)}
        case AgendaHeading():
            runs = (Run(f"TOP {block.number}\t{block.text}"),)
            return {"kind": "agenda", "runs": _runs(runs, _TEXT_WIDTH)}
        case Table():
            return _table(block, length)


def _table(table: Table, length: _Length) -> dict[str, Any]:
    headers = [_runs((Run(column.header),), _room_in(column.width)) for column in table.columns]
    return {
        "kind": "table",
        "style": table.style.name.lower(),
        "widths": [column.width for column in table.columns],
        "header": headers if any(column.header for column in table.columns) else [],
        "header_column": table.header_column,
        "summary": _property(". ".join(filter(None, (table.caption, table.description)))),
        "rows": [_row(table, row, length) for row in table.rows],
    }


def _row(table: Table, cells: Sequence[Cell], length: _Length) -> dict[str, Any]:
    if len(cells) != len(table.columns):
        raise BugError(f"a row of {len(cells)} cells in a table of {len(table.columns)} columns")
    runs = [(Run(cell),) if isinstance(cell, str) else cell for cell in cells]
    length.add(_ROW_WEIGHT, [run for cell in runs for run in cell])
    rooms = [_room_in(column.width) for column in table.columns]
    return {
        "cells": [_runs(cell, room) for cell, room in zip(runs, rooms, strict=True)],
        "keep": all(_fits_a_page(cell, room) for cell, room in zip(runs, rooms, strict=True)),
    }


def _room_in(width: float) -> float:
    return width - _CELL_MARGINS


def _runs(runs: Sequence[Run], room: float) -> list[dict[str, str | None]]:
    return [
        {"text": _with_breaks(run.text, room), "style": run.style.name.lower() if run.style else None} for run in runs
    ]


def _with_breaks(text: str, room: float) -> str:
    """Places (U+200B) to break what is longer than a line and no word: it would run out of the page and be lost."""
    in_line = max(1, int(room / _USUAL))
    if len(text) <= in_line:
        return text

    def broken(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) <= _LONGEST_WORD and word.isalpha():
            return word
        # In front of a letter or sign: an accent or a joiner stays with what it belongs to.
        return re.sub(rf"(\S{{{in_line}}})(?=[\w!-~])", "\\1\u200b", word)

    return re.sub(rf"\S{{{in_line + 1},}}", broken, text)


def _fits_a_page(runs: Sequence[Run], room: float) -> bool:
    """Whether the text has room on a page for certain: Typst cuts what is kept together and does not."""
    in_line = max(1, int(room / _WIDEST))
    lines = "".join(run.text for run in runs).split("\n")
    return sum(1 + len(line) // in_line for line in lines) <= _MOST_LINES


def text_of(block: dict[str, Any], row: int | None) -> str:
    """What is read in a block of this data, or in one row of it."""
    match block["kind"]:
        case "bullets":
            return "\n".join(map(_text, block["items"]))
        case "table":
            cells = block["header"] if row is None else block["rows"][row]["cells"]
            return " · ".join(map(_text, cells))
        case _:
            number = block.get("number")
            return f"{number} {_text(block['runs'])}" if number else _text(block["runs"])


def _text(runs: list[dict[str, str]]) -> str:
    return "".join(run["text"] for run in runs).replace("\t", " ").replace("\u200b", "")
