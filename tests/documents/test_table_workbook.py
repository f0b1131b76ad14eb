"""Tables for Excel: text is text, whatever it looks like; the same content is the same file."""

import re
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import validation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from gk_desktop.base.errors import UserError
from gk_desktop.base.progress import Cancelled
from gk_desktop.base.text import clean_text
from gk_desktop.documents.table_sheets import entry_sheet, task_sheet
from gk_desktop.documents.table_workbook import Cell, ColumnKind, Sheet, SheetColumn, write_workbook
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.table_content import EntryRow, TaskRow

DANGEROUS = [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1:A2)", "\t=1+1", "\r=1+1", "{=1+1}", "==1", "'=1+1",
    "https://example.org/x", "mailto:a@example.org", "internal:Tabelle1!A1", "file:///x", "12", "1e5", "0012",
    "03.02.2021", "WAHR", "#NV", "_x0041_", "<b>&amp;</b>]]>", " vorn und hinten ", "a\x0bb", "\x00\x1f\ud800",
    "Ä\u0308 🙂 👩‍👩‍👧 \u202eRTL", "x" * 40_000, "🙂" * 20_000, "\n".join("zeile" * 2 for _count in range(600)),
]  # fmt: skip


def sheet_of(*texts: str) -> Sheet:
    columns = [SheetColumn("Nr.", 9), SheetColumn("Text", 60)]
    rows = [[f"A{count}", text] for count, text in enumerate(texts, 1)]
    return Sheet("Einträge", columns, rows, "INTERN & <Team>", "Einträge &P")


def written(sheet: Sheet, folder: Path, name: str = "x.xlsx") -> bytes:
    target = folder / name
    write_workbook(sheet, target)
    return target.read_bytes()


def rows_in(content: bytes) -> list[tuple[object, ...]]:
    """Below the head, as another program reads them."""
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=2, values_only=True))


def sheet_xml(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return package.read("xl/worksheets/sheet1.xml").decode()


def rejoined(rows: list[tuple[object, ...]]) -> dict[str, str]:
    """By number, a text that goes on in rows below put together again."""
    texts: dict[str, str] = {}
    for number, text in rows:
        first = re.sub(r" \(\d+\)$", "", str(number))
        texts[first] = texts.get(first, "") + str(text or "")
    return texts


def test_no_text_becomes_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    xml = sheet_xml(written(sheet_of(*DANGEROUS), tmp_path))
    assert "<f>" not in xml and "<f " not in xml and "hyperlink" not in xml
    cells = re.findall(r"<c r=[^>]*?(?:/>|>.*?</c>)", xml)
    assert all(' t="s"' in cell for cell in cells if "<v>" in cell)
    found = rejoined(rows_in(written(sheet_of(*DANGEROUS), tmp_path)))
    assert list(found.values()) == [clean_text(text) for text in DANGEROUS]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(codec=None), max_size=40), max_size=6))
def test_whatever_is_written_is_read_back(tmp_path: Path, texts: list[str]) -> None:
    content = written(sheet_of(*texts), tmp_path)
    assert list(rejoined(rows_in(content)).values()) == [clean_text(text) for text in texts]
    assert written(sheet_of(*texts), tmp_path) == content


def test_no_cell_is_longer_than_excel_takes_and_nothing_is_lost(tmp_path: Path) -> None:
    rows = rows_in(written(sheet_of(*DANGEROUS), tmp_path))
    assert all(len(str(text or "").encode("utf-16-le")) // 2 <= 32_767 for _number, text in rows)
    assert all(str(text or "").count("\n") <= 253 for _number, text in rows)
    assert [number for number, _text in rows if str(number).startswith("A26")] == ["A26", "A26 (2)"]


def test_days_and_times_are_what_excel_sorts_by(tmp_path: Path) -> None:
    columns = [
        SheetColumn("Nr.", 9),
        SheetColumn("Datum", 12, ColumnKind.DAY),
        SheetColumn("Zeit", 8, ColumnKind.TIME),
    ]
    rows: list[list[Cell]] = [["A1", date(2021, 2, 3), time(14, 5)], ["A2", date(1871, 1, 18), None]]
    sheet = openpyxl.load_workbook(BytesIO(written(Sheet("Einträge", columns, rows, "INTERN", ""), tmp_path))).active
    assert sheet is not None
    assert (sheet["B2"].value, sheet["B2"].number_format) == (datetime(2021, 2, 3), "dd.mm.yyyy")  # noqa: DTZ001
    assert (sheet["C2"].value, sheet["C2"].number_format) == (time(14, 5), "hh:mm")
    assert (sheet["B3"].value, sheet["C3"].value) == ("18.01.1871", None)


def test_head_stays_in_sight_and_is_printed_on_every_page(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(written(sheet_of("x", "y"), tmp_path)))
    sheet = book.active
    assert sheet is not None
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B2", "A1:B3", "$1:$1")
    assert sheet.page_setup.orientation == "landscape"
    xml = sheet_xml(written(sheet_of("x"), tmp_path))
    assert "&amp;LINTERN &amp;&amp; &lt;Team&gt;&amp;REinträge &amp;&amp;P" in xml
    assert "&amp;RSeite &amp;P von &amp;N" in xml
    assert (book.properties.creator, book.properties.created.year) == ("GK Feldbuch", 1980)


def test_another_day_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(sheet_of(*DANGEROUS), tmp_path)
    for zone in ("Pacific/Apia", "America/Lima"):
        monkeypatch.setenv("TZ", zone)
        assert written(sheet_of(*DANGEROUS), tmp_path, "y.xlsx") == first
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {member.date_time[0] for member in package.infolist()} == {1980}


def test_a_cell_that_was_not_written_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worksheet, "write_string", lambda *_arguments: -2)
    with pytest.raises(UserError, match="nichts gespeichert"):
        written(sheet_of("x"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_who_stops_the_work_finds_nothing_written(tmp_path: Path) -> None:
    def stop(_text: str, _fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_workbook(sheet_of("x"), tmp_path / "x.xlsx", stop)
    assert list(tmp_path.iterdir()) == []


def entry_row(count: int, text: str) -> EntryRow:
    day = date(2021, 2, 3)
    return EntryRow(
        f"A{count}", "Sitzung", day, "1 Wohnen", time(9, 5), "GfS", "Aussage", text, ("K1",), "Querschnitt", True, True
    )


def columns_of(export_class: ExportClass) -> tuple[list[str], list[str]]:
    entries = entry_sheet([], export_class, "", names_unchecked=False)
    tasks = task_sheet([], export_class, "", names_unchecked=False)
    return [column.header for column in entries.columns], [column.header for column in tasks.columns]


def test_columns_that_a_class_hides_are_not_there() -> None:
    entries, tasks = columns_of(ExportClass.INTERN)
    outside_entries, outside_tasks = columns_of(ExportClass.VERTEILER)
    assert [name for name in entries if name not in outside_entries] == ["Kategorien", "Dimension", "nicht zitieren"]
    assert [name for name in tasks if name not in outside_tasks] == ["Fall"]
    assert columns_of(ExportClass.PSEUDONYMISIERT) == (entries, tasks)
    sheet = entry_sheet([entry_row(1, "x")], ExportClass.VERTEILER, "", names_unchecked=False)
    assert [len(row) for row in sheet.rows] == [len(outside_entries)]


def test_sdk_has_no_objections(tmp_path: Path) -> None:
    intern = ExportClass.INTERN
    task = TaskRow("T-A1", "=1+1", "GfS", date(2021, 3, 1), "offen", "Sitzung", None, "FK07")
    sheets = {
        "leer.xlsx": entry_sheet([], intern, "", names_unchecked=False),
        "auftraege.xlsx": task_sheet([task], intern, "FK07", names_unchecked=True),
        "feindlich.xlsx": entry_sheet(
            [entry_row(count, text) for count, text in enumerate(DANGEROUS)], intern, "", names_unchecked=True
        ),
        "viel.xlsx": entry_sheet(
            [entry_row(count, "Wort " * 20) for count in range(10_000)], intern, "", names_unchecked=False
        ),
    }
    for name, sheet in sheets.items():
        written(sheet, tmp_path, name)
    assert validation.sdk_errors(*(tmp_path / name for name in sheets)) == []
