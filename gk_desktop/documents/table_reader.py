"""Tables that people bring, from Excel or as CSV: cells as text. Formulas are never evaluated, links never followed."""

import csv
import io
import itertools
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.os_reasons import reason_of
from gk_desktop.base.progress import Progress, silent
from gk_desktop.base.text import clean_text
from gk_desktop.documents.table_remarks import TableRemarks
from gk_desktop.documents.zip_gate import damaged_file, refuse_unsafe_zip

MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 100
LONGEST_CELL: Final = 4_000
LARGEST_FILE: Final = 10 * 1024 * 1024
_MOST_ROWS_OF_EXCEL: Final = 1_048_576

_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_EXCEL_ENDINGS: Final = (".xlsx", ".xlsm", ".xls")
_SEPARATORS: Final = (";", ",", "\t")
_SEPARATOR_ROWS: Final = 20
_MOST_CONTROLS: Final = 0.05
_LOOKED_AT: Final = 20_000
_END: Final = "\x1f-\x1f"
"""A last line of our own: where it is no row by itself, a quotation mark above it is still open."""

_CELL_ERRORS: Final = ("#REF!", "#N/A", "#NV", "#VALUE!", "#WERT!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#BEZUG!")


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` as they stand in the sheet, the first one first, cells cleaned and without blanks at their ends.

    `hint` says what had to be guessed and what was left out, or nothing. `sheets` are all that have a name; a CSV has
    none.
    """

    rows: tuple[tuple[str, ...], ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    hint: str = ""


def read_table(path: Path, *, sheet: str = "", progress: Progress = silent) -> Table:
    """The first sheet, or the one that is named. Raises `UserError` with what is wrong with the file."""
    progress(_("Die Tabelle wird gelesen"), 0)
    content = _content(path)
    if not content.strip(b"\0 \r\n\t"):
        raise UserError(_("„{name}“ ist leer.").format(name=path.name))
    if content.startswith(_OLD_OFFICE):
        raise UserError(
            _("„{name}“ ist mit einem Kennwort geschützt oder in einem alten Excel-Format (.xls) gespeichert.").format(
                name=path.name
            ),
            _("Speichern Sie die Datei in Excel ohne Kennwort als .xlsx oder CSV."),
        )
    if content.startswith(_ZIP):
        refuse_unsafe_zip(path)
        table = _read_workbook(path, sheet, progress)
    elif path.suffix.lower() in _EXCEL_ENDINGS:
        raise UserError(
            _("„{name}“ heißt wie eine Excel-Datei, ist aber keine.").format(name=path.name),
            _("Öffnen Sie die Datei in Ihrem Tabellenprogramm, und speichern Sie sie als .xlsx oder CSV."),
        )
    else:
        table = _read_csv(path, content)
    if not any(any(row) for row in table.rows):
        raise UserError(_("In „{name}“ stehen keine Angaben.").format(name=path.name))
    return table


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UserError(
            _("Die Datei „{name}“ ist nicht lesbar: {reason}.").format(name=path.name, reason=reason_of(error)),
            _("Prüfen Sie, ob sie noch da ist und ob Sie sie öffnen dürfen."),
        ) from None
    if len(content) > LARGEST_FILE:
        raise UserError(
            _("„{name}“ ist größer als 10 MB und wird nicht gelesen.").format(name=path.name),
            _("Speichern Sie nur die Tabelle mit den Kontakten in eine eigene Datei."),
        )
    return content


def _read_workbook(path: Path, sheet: str, progress: Progress) -> Table:
    # Needed by this one import only; it takes a fifth of a second to load.
    import openpyxl  # noqa: PLC0415

    try:
        # A stream of ours is closed in any case; of a damaged file openpyxl forgets to.
        with path.open("rb") as stream, warnings.catch_warnings():
            # Of features of Excel that only matter to somebody who writes the file again.
            warnings.simplefilter("ignore")
            return _table_in(path, stream, sheet, progress)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        EOFError,
        SyntaxError,
        RuntimeError,
        OverflowError,
        ArithmeticError,
        AssertionError,
        openpyxl.utils.exceptions.InvalidFileException,
        openpyxl.formula.tokenizer.TokenizerError,
    ):
        raise UserError(
            _("„{name}“ ist beschädigt oder keine Excel-Arbeitsmappe.").format(name=path.name),
            _("Öffnen Sie die Datei in Ihrem Tabellenprogramm, und speichern Sie sie neu als .xlsx oder CSV."),
        ) from None


def _table_in(path: Path, stream: BinaryIO, sheet: str, progress: Progress) -> Table:
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    try:
        names = tuple(clean_text(item.title) for item in book.worksheets)
        chosen = next((item for item in book.worksheets if item.title == sheet), None)
        chosen = chosen or next((item for item in book.worksheets if item.sheet_state == "visible"), None)
        if chosen is None:
            raise UserError(_("„{name}“ enthält kein Tabellenblatt.").format(name=path.name))
        # A file may lie about how large its sheet is.
        chosen.reset_dimensions()
        cells, remarks = chosen.iter_rows(values_only=True), TableRemarks()
        rows = _limited(path, (map(_cell_text, _filled(row)) for row in cells), progress, remarks)
        remarks.formulas_without_result = _formulas_without_result(stream, chosen)
        return Table(rows, clean_text(chosen.title), names, remarks.sentence)
    finally:
        book.close()


def _filled(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Up to the last cell that holds something: a formatted row may be as wide as the sheet."""
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    return row[:width]


def _formulas_without_result(stream: BinaryIO, sheet: Any) -> int:
    """How many cells look empty because no spreadsheet program has ever worked them out."""
    import openpyxl  # noqa: PLC0415

    stream.seek(0)
    formulas = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    try:
        same = formulas[sheet.title]
        same.reset_dimensions()
        pairs = itertools.islice(zip(sheet.iter_rows(), same.iter_rows(), strict=False), MOST_ROWS)
        return sum(
            # One that comes to nothing is stored as an empty text.
            formula.data_type == "f" and result.value is None and result.data_type == "n"
            for results, row in pairs
            for result, formula in zip(results, row, strict=False)
        )
    finally:
        formulas.close()


def _cell_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    text = str(value)
    return "" if text in _CELL_ERRORS else text


def _read_csv(path: Path, content: bytes) -> Table:
    text, hint = _decoded(path, content)
    controls = sum(1 for character in text[:_LOOKED_AT] if character < " " and character not in "\r\n\t\x0b")
    if controls > _MOST_CONTROLS * min(len(text), _LOOKED_AT):
        raise _no_table(path)
    separator, remarks = _separator(text), TableRemarks(hint)
    try:
        rows = _limited(path, _csv_rows(path, text, separator, remarks), silent, remarks)
    except csv.Error:
        raise damaged_file(path) from None
    return Table(rows, hint=remarks.sentence)


def _csv_rows(path: Path, text: str, separator: str, remarks: TableRemarks) -> Iterator[list[str]]:
    """Raises `UserError` if a quotation mark is never closed: what comes after it would be one cell."""
    ended = text if text.endswith(("\n", "\r")) else f"{text}\n"
    reader = csv.reader(io.StringIO(f"{ended}{_END}", newline=""), delimiter=separator)
    above = 0
    for number, row in enumerate(reader, start=1):
        if row == [_END]:
            return
        if row and row[-1].endswith(_END):
            raise UserError(
                _("In Zeile {row} von „{name}“ wird ein Anführungszeichen geöffnet und nicht geschlossen.").format(
                    row=above + 1, name=path.name
                ),
                _("Ergänzen Sie das fehlende, oder nehmen Sie es weg; sonst würde der Rest zu einer einzigen Zelle."),
            )
        remarks.look_for_joined_rows(number, row, separator)
        above = reader.line_num
        yield row


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    try:
        if content.startswith(_UTF_16):
            return content.decode("utf-16"), ""
        if b"\0" in content:
            raise _no_table(path)
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        if content.startswith(_UTF_16):
            raise _no_table(path) from None
    return content.decode("cp1252", "replace"), _(
        "Die Datei ist nicht in UTF-8 gespeichert und wurde als Windows-1252 gelesen. Umlaute prüfen."
    )


def _no_table(path: Path) -> UserError:
    return UserError(
        _("„{name}“ ist keine Tabelle.").format(name=path.name),
        _("Gelesen werden Excel-Arbeitsmappen (.xlsx) und CSV-Dateien."),
    )


def _separator(text: str) -> str:
    """The one that stands in most of the first rows, and most often."""
    lines = [line for line in text.splitlines()[:_SEPARATOR_ROWS] if line.strip()]

    def fitness(mark: str) -> tuple[int, int]:
        return sum(mark in line for line in lines), sum(line.count(mark) for line in lines)

    return max(_SEPARATORS, key=fitness)


def _limited(
    path: Path, rows: Iterable[Iterable[Any]], progress: Progress, remarks: TableRemarks
) -> tuple[tuple[str, ...], ...]:
    """Rows as text, all of one width, without empty ones at the end. Raises `UserError` if it is too much."""
    read = list(_cleaned(path, rows, progress, remarks))
    while read and not any(read[-1]):
        read.pop()
    width = max(map(len, read), default=0)
    return tuple((*cells, *[""] * (width - len(cells))) for cells in read)


def _cleaned(
    path: Path, rows: Iterable[Iterable[Any]], progress: Progress, remarks: TableRemarks
) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=1):
        if number % 200 == 0:
            progress(_("Die Tabelle wird gelesen"), min(number / MOST_ROWS, 1))
        cells = [remarks.clean(str(cell)) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if number > MOST_ROWS and (cells or number > _MOST_ROWS_OF_EXCEL):
            raise UserError(
                _("„{name}“ hat mehr als {most} Zeilen.").format(name=path.name, most=MOST_ROWS),
                _("Teilen Sie die Tabelle auf."),
            )
        if not cells and number > MOST_ROWS:
            continue
        if len(cells) > MOST_COLUMNS:
            raise UserError(
                _("„{name}“ hat mehr als {most} Spalten.").format(name=path.name, most=MOST_COLUMNS),
                _("Speichern Sie nur die Spalten mit den Kontakten."),
            )
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise UserError(
                _("In Zeile {row} von „{name}“ steht mehr Text in einer Zelle, als zu einem Kontakt gehört.").format(
                    row=number, name=path.name
                ),
                _("Kürzen Sie die Zelle, oder lassen Sie die Spalte weg."),
            )
        yield cells
