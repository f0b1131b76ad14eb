"""Tags that are added to the tables of a finished PDF file."""

from io import BytesIO

import pikepdf
import pytest
import typst
from pdf_reading import read

from gk_desktop.documents.pdf_tables import TableTags, tag_tables

PROGRAM = b"""
#set document(title: "T")
= /S/Table /K[1 0 R]
#table(columns: 2, [Ort], [Rathaus], [Zeit], [9])
#table(columns: 1, [x])
"""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return typst.compile(PROGRAM, pdf_standards=["ua-1"], ignore_system_fonts=True)


def test_labels_and_summaries_are_added_to_the_tables_meant_and_the_file_stays_sound(pdf: bytes) -> None:
    tagged = tag_tables(pdf, [TableTags(header_column=True, summary="Köpfe (1)"), TableTags(False, "")])
    reading = read(tagged)
    assert [cell.text for cell in reading.of_kind("TH")] == ["Ort", "Zeit"]
    assert [cell.text for cell in reading.of_kind("TD")] == ["Rathaus", "9", "x"]
    tables = reading.of_kind("Table")
    assert [str(table.attributes.get("Summary", "")) for table in tables] == ["Köpfe (1)", ""]
    with pikepdf.open(BytesIO(tagged)) as opened:
        assert len(list(opened.objects)) > 10
        assert opened.get_warnings() == []
    assert [element.text for element in read(pdf).elements] == [element.text for element in reading.elements]


def test_file_of_another_make_is_given_back_as_it_is(pdf: bytes) -> None:
    tags = [TableTags(True, "a"), TableTags(True, "b")]
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    for other in (target.getvalue(), b"", b"startxref\n7\n%%EOF", pdf[:-2]):
        assert tag_tables(other, tags) == other


def test_tables_that_do_not_match_are_left_alone(pdf: bytes) -> None:
    assert tag_tables(pdf, [TableTags(True, "a")]) == pdf
