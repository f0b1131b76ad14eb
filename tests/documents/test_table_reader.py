"""Tables that people bring: read as text, and refused with a sentence where they could do harm."""

import contextlib
import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gk_desktop.base.errors import UserError
from gk_desktop.documents.table_reader import LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, read_table


def workbook(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def with_part(source: Path, target: Path, name: str, content: bytes) -> Path:
    """The same archive with one part replaced or added."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, content)
    return target


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    return workbook(tmp_path / "k.xlsx", ["Name", "Telefon", "Seit"], ["Muster", 20415551, date(2026, 3, 1)])


def test_a_workbook_is_read_as_text(contacts: Path) -> None:
    table = read_table(contacts)
    assert table.rows == (("Name", "Telefon", "Seit"), ("Muster", "20415551", "01.03.2026"))
    assert table.sheets == ("Sheet",)


def test_another_sheet_can_be_chosen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["erstes"])
    book.create_sheet("Kontakte").append(["zweites"])
    book.save(tmp_path / "k.xlsx")
    assert read_table(tmp_path / "k.xlsx").rows == (("erstes",),)
    assert read_table(tmp_path / "k.xlsx", sheet="Kontakte").rows == (("zweites",),)


def test_a_formula_is_never_evaluated_and_an_error_is_no_text(tmp_path: Path) -> None:
    path = workbook(tmp_path / "k.xlsx", ["Name", "x", "y"], ["Muster", "=1+1", "#REF!"])
    assert read_table(path).rows == (("Name", "x", "y"), ("Muster", "", ""))


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_with_any_separator_and_encoding(tmp_path: Path, mark: str, encoding: str) -> None:
    path = tmp_path / "k.csv"
    path.write_text(f'Name{mark}Straße\r\n"Müller{mark} Ä"{mark}Weg 1\r\n', encoding=encoding, newline="")
    table = read_table(path)
    assert table.rows == (("Name", "Straße"), (f"Müller{mark} Ä".strip(), "Weg 1"))
    assert bool(table.hint) == (encoding == "cp1252")


def refused(path: Path, sentence: str) -> None:
    before = path.read_bytes()
    with pytest.raises(UserError, match=sentence):
        read_table(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("k.csv", b"", "ist leer"),
        ("k.csv", b"\xef\xbb\xbf", "stehen keine Angaben"),
        ("k.csv", b";;;\n;;;", "stehen keine Angaben"),
        ("k.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Kennwort geschützt oder in einem alten"),
        ("k.xlsx", b"Name;Telefon\nMuster;1\n", "heißt wie eine Excel-Datei, ist aber keine"),
        ("k.xls", b"<html><table>", "heißt wie eine Excel-Datei, ist aber keine"),
        ("k.csv", bytes(range(256)) * 40, "ist keine Tabelle"),
        ("k.csv", b"\xff\xfe\x00\xd8", "ist keine Tabelle"),
        ("k.csv", b"\x01\x02\x03\x04\x05\x06" * 50, "ist keine Tabelle"),
        ("k.xlsx", b"PK\x03\x04" + b"nichts" * 20, "ist beschädigt"),
        ("k.csv", b"a;b\n1;" + b"x" * (LONGEST_CELL + 1), "Zeile 2 .* mehr Text in einer Zelle"),
        ("k.csv", b";" * MOST_COLUMNS + b"a", f"mehr als {MOST_COLUMNS} Spalten"),
        ("k.csv", b"a;b\n" * (MOST_ROWS + 1), f"mehr als {MOST_ROWS} Zeilen"),
        ("k.csv", b'a;"' + b"x" * 200_000, "beschädigt"),
    ],
)
def test_a_file_that_is_no_table_gets_a_sentence(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refused(path, sentence)


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    for path in (tmp_path / "nicht da.csv", tmp_path):
        with pytest.raises(UserError, match="nicht lesbar"):
            read_table(path)


def test_a_file_of_many_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    refused(path, "größer als 10 MB")


def test_a_word_document_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    refused(path, "keine Excel-Arbeitsmappe")


def test_a_workbook_with_too_many_rows_is_refused(tmp_path: Path) -> None:
    refused(workbook(tmp_path / "k.xlsx", *([["a"]] * (MOST_ROWS + 1))), "mehr als")


def test_a_sheet_that_lies_about_its_size_is_read_as_far_as_it_goes(contacts: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(contacts) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"')
    assert lying != sheet
    path = with_part(contacts, tmp_path / "l.xlsx", "xl/worksheets/sheet1.xml", lying)
    assert len(read_table(path).rows) == 2


def test_a_bomb_is_refused_before_it_is_unpacked(contacts: Path, tmp_path: Path) -> None:
    bomb = with_part(contacts, tmp_path / "b.xlsx", "xl/sharedStrings.xml", b"<sst>" + bytes(5_000_000))
    refused(bomb, "ungewöhnlich aufgebaut")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_a_part_is_refused(contacts: Path, tmp_path: Path, encoding: str) -> None:
    part = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode(encoding)
    refused(with_part(contacts, tmp_path / "d.xlsx", "xl/workbook.xml", part), "ungewöhnlich aufgebaut")


def test_too_many_or_doubled_parts_are_refused(tmp_path: Path) -> None:
    many, doubled = tmp_path / "m.xlsx", tmp_path / "d.xlsx"
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(600):
            archive.writestr(f"{number}.bin", b"")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("aa.xml", b"<a/>")
        archive.writestr("bb.xml", b"<b/>")
    doubled.write_bytes(content.getvalue().replace(b"bb.xml", b"aa.xml"))
    for path in (many, doubled):
        refused(path, "ungewöhnlich aufgebaut")


def test_a_part_under_a_password_is_said(contacts: Path) -> None:
    content = bytearray(contacts.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        struct.pack_into("<H", content, place + flags, 0x1)
    contacts.write_bytes(content)
    refused(contacts, "mit einem Kennwort geschützt")


@settings(max_examples=60)
@given(
    part=st.sampled_from(
        ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"]
    ),
    places=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_no_damage_inside_a_workbook_is_more_than_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, part: str, places: list[tuple[float, int]]
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    path = workbook(folder / "k.xlsx", ["Name", "Telefon"], ["Muster", 1])
    with zipfile.ZipFile(path) as archive:
        content = bytearray(archive.read(part))
    for place, value in places:
        content[int(place * len(content))] = value
    with contextlib.suppress(UserError):
        read_table(with_part(path, folder / "d.xlsx", part, bytes(content)))


@given(content=st.binary(max_size=400))
def test_no_bytes_are_more_than_a_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "k.csv"
    path.write_bytes(content)
    with contextlib.suppress(UserError):
        read_table(path)


def test_invisible_characters_are_left_out_and_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text(
        "Vorname;Nachname\n\u202eannA\u202c;Mus\u200bter\u2069\n\u0646\u200c\u0646;B\u200dC\n", encoding="utf-8"
    )
    table = read_table(path)
    assert table.rows[1:] == (("annA", "Muster"), ("\u0646\u200c\u0646", "BC"))
    assert "In 3 Zellen" in table.hint


def test_a_control_character_does_not_vanish_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_bytes("Vorname;Nachname;E-Mail\nA\0nna;Muster;a@example.org\n".encode("utf-16"))
    table = read_table(path)
    assert table.rows[1][0] == "Anna"
    assert "In 1 Zelle " in table.hint


def test_what_is_read_as_it_stands_needs_no_hint(contacts: Path, tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text('Vorname;Anschrift\r\nAnna;"Hauptstr. 5\r\nMusterstadt"\r\n', encoding="utf-8")
    assert read_table(path).hint == ""
    assert read_table(contacts).hint == ""


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_quotation_mark_that_nobody_closes_is_refused_with_its_row(tmp_path: Path, end: str) -> None:
    path = tmp_path / "k.csv"
    path.write_bytes(f'Vorname;Nachname\nIda;Test\nErika;"Muster\nMax;Probe{end}'.encode())
    with pytest.raises(UserError, match=r"Zeile 3 .*Anführungszeichen"):
        read_table(path)


def test_rows_that_a_stray_quotation_mark_may_have_joined_are_to_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text('Vorname;Nachname\nErika;"Muster\nMax;Probe\nIda";Test\n', encoding="utf-8")
    assert "Zeile 2" in read_table(path).hint


def test_a_formula_without_a_stored_result_is_said(tmp_path: Path) -> None:
    path = workbook(tmp_path / "k.xlsx", ["Name", "x"], ["Muster", "=1+1"], ["Probe", "=A2"], ["Test", "fest"])
    assert "In 2 Zellen steht eine Formel ohne gespeichertes Ergebnis" in read_table(path).hint


@pytest.mark.parametrize("row", [MOST_ROWS + 2, MOST_ROWS + 500, 1_048_576, 99_999_999])
def test_a_row_far_below_the_others_is_not_lost_silently(contacts: Path, tmp_path: Path, row: int) -> None:
    with zipfile.ZipFile(contacts) as source:
        sheet = source.read("xl/worksheets/sheet1.xml")
    far = f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>Weit</t></is></c></row></sheetData>'.encode()
    path = with_part(contacts, tmp_path / "weit.xlsx", "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", far))
    with pytest.raises(UserError, match="Zeilen"):
        read_table(path)


@pytest.mark.parametrize("column", ["CX", "XFD"])
def test_a_cell_far_to_the_right_is_not_lost_silently(contacts: Path, tmp_path: Path, column: str) -> None:
    with zipfile.ZipFile(contacts) as source:
        sheet = source.read("xl/worksheets/sheet1.xml")
    far = f'<row r="3"><c r="{column}3" t="inlineStr"><is><t>Weit</t></is></c></row></sheetData>'.encode()
    path = with_part(contacts, tmp_path / "weit.xlsx", "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", far))
    with pytest.raises(UserError, match="Spalten"):
        read_table(path)


def test_empty_rows_and_cells_far_away_are_nothing(contacts: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(contacts) as source:
        sheet = source.read("xl/worksheets/sheet1.xml")
    far = b'<row r="3"><c r="XFD3" s="0"/></row><row r="9000"><c r="A9000" s="0"/></row></sheetData>'
    path = with_part(contacts, tmp_path / "weit.xlsx", "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", far))
    assert read_table(path) == read_table(contacts)
