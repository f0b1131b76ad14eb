"""A table as an Excel file: text stays text, days are days, and the same content is the same file byte for byte."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, auto
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import BinaryIO, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gk_desktop.base.errors import UserError
from gk_desktop.base.files import replace_atomically
from gk_desktop.base.i18n import _
from gk_desktop.base.progress import Progress, silent
from gk_desktop.base.text import clean_text

Cell = str | date | time | None

_MOST_CHARACTERS: Final = 32_767
"""What Excel takes in a cell, counted in UTF-16 (Microsoft: Excel specifications and limits)."""
_MOST_LINE_FEEDS: Final = 253
_MOST_ROWS: Final = 1_048_575
_A4: Final = 9
_EARLIEST_DAY: Final = date(1900, 3, 1)
"""Excel takes 1900 for a leap year; what is earlier is written as text."""
_ALWAYS: Final = datetime.fromisoformat("1980-01-01")
"""When the file says it was made: the day of an export would make two files of the same content."""
_STEP: Final = 200
_LINE_HEIGHT: Final = 15.0
_GREATEST_HEIGHT: Final = 409.0
_FILLED: Final = 0.85
_TEXT: Final = {"text_wrap": True, "valign": "top"}


class ColumnKind(Enum):
    TEXT = auto()
    DAY = auto()
    TIME = auto()


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`width` in characters of the standard font."""

    header: str
    width: float
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. The first column holds what a row is called by; `header_left` and `header_right` are printed."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Cell]]
    header_left: str
    header_right: str


def write_workbook(sheet: Sheet, target: Path, progress: Progress = silent) -> None:
    """Write the file, replacing what is there in one step.

    A text that no cell can hold goes on in a row below, which is named after the first ("A17 (2)").

    Raises `UserError`: more rows than Excel takes, or a place that cannot be written to; `Cancelled` from `progress`.
    """
    content = _workbook(sheet, progress)

    def write(stream: BinaryIO) -> None:
        stream.write(content)

    replace_atomically(target, write)


def _workbook(sheet: Sheet, progress: Progress) -> bytes:
    stream = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"title": sheet.name, "author": _("GK Feldbuch"), "created": _ALWAYS})
        worksheet = workbook.add_worksheet(sheet.name)
        formats = {
            ColumnKind.TEXT: workbook.add_format(_TEXT),
            ColumnKind.DAY: workbook.add_format({**_TEXT, "num_format": "dd.mm.yyyy", "align": "left"}),
            ColumnKind.TIME: workbook.add_format({**_TEXT, "num_format": "hh:mm", "align": "left"}),
        }
        head = workbook.add_format({**_TEXT, "bold": True, "bg_color": "#E8E6E1", "bottom": 1})
        rows = _write_rows(worksheet, sheet, formats, progress)
        _set_up_head(worksheet, sheet, formats, head, rows)
        _set_up_page(worksheet, sheet)
    return stream.getvalue()


def _write_rows(worksheet: Worksheet, sheet: Sheet, formats: dict[ColumnKind, Format], progress: Progress) -> int:
    """Returns the number of rows below the head."""
    place = 0
    for count, row in enumerate(sheet.rows):
        if count % _STEP == 0:
            progress(_("Tabelle schreiben"), count / len(sheet.rows))
        for cells in _rows_of(row):
            place += 1
            if place > _MOST_ROWS:
                raise UserError(
                    _("So viele Zeilen fasst keine Excel-Tabelle ({count}).").format(count=len(sheet.rows)),
                    _("Geben Sie eine Veranstaltung oder einen Fall aus."),
                )
            for column, cell in enumerate(cells):
                _check(_write_cell(worksheet, place, column, cell, formats))
            _check(worksheet.set_row(place, _height(cells, sheet.columns)))
    return place


def _height(cells: Sequence[Cell], columns: Sequence[SheetColumn]) -> float:
    """Room for all lines, in points: not every program makes it when it opens the file."""
    lines = max(_lines(cell, column.width) for cell, column in zip(cells, columns, strict=True))
    return min(lines * _LINE_HEIGHT, _GREATEST_HEIGHT)


def _lines(cell: Cell, width: float) -> int:
    if not isinstance(cell, str):
        return 1
    # Words that go to the next line leave a gap at the end of theirs.
    return sum(max(1, ceil(len(line) / (width * _FILLED))) for line in cell.split("\n"))


def _write_cell(worksheet: Worksheet, row: int, column: int, cell: Cell, formats: dict[ColumnKind, Format]) -> int:
    match cell:
        case None | "":
            return int(worksheet.write_blank(row, column, None, formats[ColumnKind.TEXT]))
        case str():
            return int(worksheet.write_string(row, column, cell, formats[ColumnKind.TEXT]))
        case date():
            return int(worksheet.write_datetime(row, column, cell, formats[ColumnKind.DAY]))
        case time():
            return int(worksheet.write_datetime(row, column, cell, formats[ColumnKind.TIME]))


def _check(code: int) -> None:
    """Whoever does not look does not notice that nothing was written."""
    if code:
        raise UserError(_("Die Tabelle lässt sich nicht als Excel-Datei schreiben. Es wurde nichts gespeichert."))


def _rows_of(row: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The row, and as many below it as its longest text needs. What is short stands in each of them."""
    parts = [_parts(cell) for cell in row]
    for place in range(max(map(len, parts))):
        cells = [part[place] if place < len(part) else (part[0] if len(part) == 1 else "") for part in parts]
        if place:
            cells[0] = f"{cells[0]} ({place + 1})"
        yield cells


def _parts(cell: Cell) -> list[Cell]:
    if isinstance(cell, date) and cell < _EARLIEST_DAY:
        return [f"{cell:%d.%m.}{cell.year:04}"]
    if not isinstance(cell, str):
        return [cell]
    text = clean_text(cell)
    if len(text) * 2 <= _MOST_CHARACTERS and text.count("\n") <= _MOST_LINE_FEEDS:
        return [text]
    return list(_pieces(text))


def _pieces(text: str) -> Iterator[Cell]:
    begin = size = lines = 0
    for place, character in enumerate(text):
        width, line = 1 + (ord(character) > 0xFFFF), character == "\n"
        if size + width > _MOST_CHARACTERS or lines + line > _MOST_LINE_FEEDS:
            yield text[begin:place]
            begin, size, lines = place, 0, 0
        size, lines = size + width, lines + line
    yield text[begin:]


def _set_up_head(
    worksheet: Worksheet, sheet: Sheet, formats: dict[ColumnKind, Format], head: Format, rows: int
) -> None:
    for place, column in enumerate(sheet.columns):
        _check(worksheet.set_column(place, place, column.width, formats[column.kind]))
        _check(worksheet.write_string(0, place, column.header, head))
    _check(worksheet.set_row(0, _height([column.header for column in sheet.columns], sheet.columns) + _LINE_HEIGHT / 2))
    worksheet.freeze_panes(1, 1)
    worksheet.autofilter(0, 0, rows, len(sheet.columns) - 1)
    worksheet.repeat_rows(0)


def _set_up_page(worksheet: Worksheet, sheet: Sheet) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.8)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_header(f"&L{_printed(sheet.header_left)}&R{_printed(sheet.header_right)}")
    worksheet.set_footer(f"&R{_('Seite {page} von {pages}').format(page='&P', pages='&N')}")


def _printed(text: str) -> str:
    """In a header & begins a command; the whole of it holds 255 characters."""
    return clean_text(text).replace("\n", " ")[:100].replace("&", "&&")
