"""The PDF writer: tagged files that say exactly what the document says, the same on every machine."""

import logging
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from docx_samples import CREATED, complete_document, document, every_block, paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_reading import everything_in_pdf, metadata, read

from gk_desktop.base.errors import BugError, UserError
from gk_desktop.base.text import clean_text
from gk_desktop.documents import typst_tree, typst_writer
from gk_desktop.documents.tree import (
    AgendaHeading,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    ParagraphStyle,
    Run,
    RunStyle,
    Table,
    TableStyle,
)
from gk_desktop.documents.typst_writer import Typesetting, write

MARKUP = [
    "# kein Titel",
    "= auch keiner",
    "#let x = 1; #x #panic(1) #read(1)",
    "$a^2$ und [b] und {c}",
    "\\ \\n \\# \\u{41}",
    "@verweis <marke>",
    "'einfach' \"doppelt\" „deutsch“ ‚halb‘",
    "-- --- ... *fett* _kursiv_ `kode` ~ // nichts /* nichts */",
    "- Punkt",
    "+ Punkt",
    "/ Wort: Erklärung",
    "https://example.org/a_b#c",
    "%s {0} {{Klasse}} </w:t> &amp;",
    "=1+1",
]
OTHERS = [
    "Größe ÄÖÜ äöü ß ẞ „Anführung“ – Teilnehmer*innen",
    "☐ ☑ ☒ ✓ → ≥ ½ № 👍 🙂 😀 ❗",
    "Şule İpek Čović Łukasz",
    "  Leerzeichen vorn und hinten  ",
    "Tab\tund\t\tzwei\n\nZeilen\n",
    "\n\t",
    "\u00a0\u2007\u200b\ufeff\u2028\u0085\u007f\u00ad",
    "Steuerzeichen \x00\x07\x0b\x0c\x1b\ufffe\uffff und \ud83d allein",
    "alte Enden\r\nmit\rallem",
    "lang " * 4000,
    "x" * 20_000,
]

NUMBERED = [
    ParagraphStyle.ENTRY,
    ParagraphStyle.TIMED_ENTRY,
    ParagraphStyle.DECISION,
    ParagraphStyle.TASK,
    ParagraphStyle.OPEN_POINT,
    ParagraphStyle.OBSERVATION,
    ParagraphStyle.INTERNAL_NOTE,
]


def as_pdf(content: Document) -> bytes:
    return Typesetting(content).as_pdf()


def faults_of(pdf: pikepdf.Pdf) -> list[Any]:
    """What the reader of the file stumbles over when it unpacks everything."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            thing.read_bytes()
    return [*pdf.get_warnings()]


def as_read(text: str) -> str:
    """Without what nobody sees, and with one blank for whatever stands between words."""
    text = re.sub("[\u00ad\u200b\ufeff\u007f-\u0084\u0086-\u009f]", "", clean_text(text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def read_paragraphs(content: Document) -> list[str]:
    return [as_read(text) for text in read(as_pdf(content)).paragraphs]


def test_file_is_tagged_and_declares_accessibility_language_and_title() -> None:
    content = as_pdf(complete_document())
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.Root.Lang) == "de-DE"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert "/StructTreeRoot" in pdf.Root
        assert [str(pdf.docinfo[key]) for key in ("/Title", "/Author")] == ["Bündniskerngruppe", "IAQ"]
        assert faults_of(pdf) == []
    stated = metadata(content)
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", stated)
    assert re.search(r"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>", stated)
    assert "<rdf:li>de-DE</rdf:li>" in stated
    assert "Netzwerk" in stated


def test_tables_tell_their_headers_their_labels_and_what_they_are_about() -> None:
    head = Table((Column(45), Column(120)), [("Ort", "Rathaus"), ("Zeit", "9 Uhr")], "Kopfdaten", header_column=True)
    tasks = Table((Column(25, "Nr."), Column(100, "Auftrag")), [("1", "Liste")], "Aufträge", description="Alle.")
    reading = read(as_pdf(document(Heading(1, "A"), head, tasks)))
    assert [(cell.text, str(cell.attributes["Scope"])) for cell in reading.of_kind("TH")] == [
        ("Ort", "/Row"),
        ("Zeit", "/Row"),
        ("Nr.", "/Column"),
        ("Auftrag", "/Column"),
    ]
    assert [cell.text for cell in reading.of_kind("TD")] == ["Rathaus", "9 Uhr", "1", "Liste"]
    summaries = [str(table.attributes["Summary"]) for table in reading.of_kind("Table")]
    assert summaries == ["Kopfdaten", "Aufträge. Alle."]


def test_headings_are_headings_and_bullets_one_list() -> None:
    points = [paragraph(text, style=ParagraphStyle.BULLET) for text in ("eins", "zwei", "drei")]
    blocks = [Heading(1, "Verlauf"), Heading(2, "Teil"), Heading(3, "Punkt"), AgendaHeading("3a", "Neu"), *points]
    reading = read(as_pdf(document(*blocks)))
    headings = [(element.kind, as_read(element.text)) for element in reading.of_kind("H1", "H2", "H3")]
    assert headings == [("H1", "Verlauf"), ("H2", "Teil"), ("H3", "Punkt"), ("H1", "TOP 3a Neu")]
    assert len(reading.of_kind("L")) == 1
    assert [element.text for element in reading.of_kind("LBody")] == ["eins", "zwei", "drei"]


@pytest.mark.parametrize("style", ParagraphStyle)
def test_every_style_of_paragraph_says_its_whole_text(style: ParagraphStyle) -> None:
    texts = ["ohne Tab", "09:03\tmit Tab", "a\tb\tc", "a\t\t\nName", "", "\t", "viel " * 3000]
    for text in texts:
        runs = tuple(
            Run(piece, run_style)
            for piece, run_style in zip(text.partition("b"), (None, *list(RunStyle)[:2]), strict=True)
        )
        found = read_paragraphs(document(Paragraph(style, runs)))
        assert "".join(" ".join(found).replace("•", "").split()) == "".join(as_read(text).split())


@pytest.mark.parametrize("style", [*RunStyle, None])
def test_every_style_of_run_says_its_text(style: RunStyle | None) -> None:
    entry = Paragraph(ParagraphStyle.ENTRY, (Run("vorn "), Run("mitten", style), Run(" hinten")))
    assert read_paragraphs(document(entry)) == ["vorn mitten hinten"]


@pytest.mark.parametrize("style", TableStyle)
@pytest.mark.parametrize("rows", [[], [("a", (Run("b", RunStyle.STRONG), Run("c")))]])
@pytest.mark.parametrize("header", ["", "Kopf"])
def test_every_style_of_table_says_its_cells(style: TableStyle, rows: list[Any], header: str) -> None:
    table = Table((Column(40, header), Column(100)), rows, "T", style=style)
    expected = ([header, ""] if header else []) + (["a", "bc"] if rows else [])
    assert read_paragraphs(document(table)) == expected


@pytest.mark.parametrize("style", NUMBERED)
def test_numbers_in_the_margin_are_read_before_their_line(style: ParagraphStyle) -> None:
    blocks = [Paragraph(style, (Run("Text"),), number) for number in ("A12", "", None)]
    assert read_paragraphs(document(*blocks)) == ["A12 Text", "Text", "Text"]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_notes_is_text(text: str) -> None:
    table = Table((Column(80, text), Column(80)), [(text, (Run(text, RunStyle.CODE),))], text)
    blocks = [Heading(1, text), AgendaHeading(text, text), paragraph(text), table]
    content = document(*blocks, title=text, header_left=text, header_right=text, footer=text)
    line = as_read(text)
    assert read_paragraphs(content) == [line, f"TOP {line} {line}", line, line, "", line, line]
    assert as_read(read(as_pdf(content)).artifacts[0]) == f"{line} {line}{line} Seite 1 von 1"


def test_any_other_text_is_said_to_the_last_character() -> None:
    found = read_paragraphs(document(*map(paragraph, OTHERS)))
    assert found == [as_read(text) for text in OTHERS]


def test_character_that_no_font_has_is_told_by_its_number() -> None:
    assert read_paragraphs(document(paragraph("Zeichen \U0001d518 und \ue000"))) == ["Zeichen [U+1D518] und [U+E000]"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=15))
def test_any_text_at_all_makes_a_file(texts: list[str]) -> None:
    table = Table((Column(20, texts[0]), Column(100)), [(text, text) for text in texts], texts[-1], header_column=True)
    content = document(*map(paragraph, texts), Heading(1, texts[0]), table, title=texts[0], header_left=texts[-1])
    with pikepdf.open(BytesIO(as_pdf(content))) as pdf:
        assert faults_of(pdf) == []


LATIN = st.text(
    st.characters(codec="latin-1", exclude_categories=["Cc", "Cf"]) | st.sampled_from("\n\t–„“ẞ✓"), max_size=200
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(LATIN, min_size=1, max_size=8))
def test_german_text_is_said_exactly(texts: list[str]) -> None:
    found = ["".join(text.split()) for text in read_paragraphs(document(*map(paragraph, texts)))]
    expected = ["".join(as_read(text).split()) for text in texts]
    assert list(filter(None, found)) == list(filter(None, expected))


def test_same_document_makes_the_same_bytes_and_the_hour_is_told_in_universal_time() -> None:
    local = CREATED.astimezone(timezone(timedelta(hours=1)))
    first, second = as_pdf(complete_document()), as_pdf(complete_document())
    assert first == second
    assert as_pdf(document(created=local)) == as_pdf(document())
    with pikepdf.open(BytesIO(first)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20210203113000Z"


def test_file_tells_nothing_of_the_machine() -> None:
    found = everything_in_pdf(as_pdf(complete_document()))
    for trace in (str(Path.home()), str(Path.cwd()), "document.typ"):
        assert trace not in found
    assert not re.search(r"/(?:home|usr|tmp|Users)/", found)


def test_pages_are_numbered_and_headers_repeat_on_each() -> None:
    table = Table((Column(20, "Nr."), Column(100, "Text")), [(str(n), "Wort " * 20) for n in range(60)], "T")
    content = as_pdf(document(table, header_left="INTERN", header_right="Runde", footer="Fassung 2"))
    artifacts = read(content).artifacts
    assert len(artifacts) > 2
    for number, text in enumerate(artifacts, 1):
        line = as_read(text)
        assert "INTERN Runde" in line
        assert f"Fassung 2 Seite {number} von {len(artifacts)}" in line
    assert [("Nr." in text) for text in artifacts[1:]] == [True] * (len(artifacts) - 1), "header row repeats"


def test_row_is_not_split_but_one_longer_than_a_page_goes_on_overleaf() -> None:
    for words in (60, 3000):
        rows = [("A", "Wort " * words), ("B", "Ende")]
        content = document(paragraph("Zeile\n" * 45), Table((Column(20), Column(60)), rows, "T"))
        reading = read(as_pdf(content))
        assert [as_read(text) for text in reading.paragraphs[1:]] == ["A", ("Wort " * words).strip(), "B", "Ende"]
        assert len(reading.artifacts) == (2 if words == 60 else 11), "what has no room is drawn below the page"


def test_words_longer_than_a_line_stay_on_the_page() -> None:
    long = "x" * 300
    table = Table((Column(20), Column(100)), [(long, "b")], "T")
    data = Typesetting(document(paragraph(long), table))
    (picture,) = data.as_pictures(72)
    assert _ink_in_right_margin(picture) == 0
    assert read_paragraphs(document(paragraph(long), table)) == [long, long, "b"]


def _ink_in_right_margin(png: bytes) -> int:
    from PySide6.QtGui import QImage

    image = QImage.fromData(png)
    begin = round(image.width() * (210 - 18) / 210)
    return sum(
        image.pixelColor(x, y).lightness() < 250 for x in range(begin, image.width()) for y in range(image.height())
    )


def test_pictures_are_the_pages_and_texts_tell_what_is_read_on_each() -> None:
    blocks = [paragraph(f"Absatz {number} " + "Wort " * 60) for number in range(30)]
    table = Table((Column(20, "Nr."), Column(100)), [(str(n), "Zelle") for n in range(60)], "T")
    setting = Typesetting(document(*blocks, table))
    pictures, texts = setting.as_pictures(50), setting.page_texts()
    assert len(pictures) == len(texts) == len(read(setting.as_pdf()).artifacts) > 2
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert texts[0].startswith("Absatz 0 Wort")
    assert "59 · Zelle" in texts[-1]
    joined = "\n".join(texts)
    assert [f"Absatz {number} " in joined for number in range(30)] == [True] * 30


SIGNATURES = (
    Paragraph(ParagraphStyle.SIGNATURE, (Run("Leitung\t\t"),)),
    Paragraph(ParagraphStyle.SIGNATURE, (Run("Protokoll\t\t"),)),
)
SHORT_TABLE = Table((Column(100, "Auftrag"),), [("Liste",), ("Brief",)], "T")
BULLETS = (Paragraph(ParagraphStyle.BULLET, (Run("offen"),)), Paragraph(ParagraphStyle.BULLET, (Run("auch offen"),)))


@pytest.mark.parametrize("before", [(paragraph("Zuletzt"),), (SHORT_TABLE,), BULLETS])
@pytest.mark.parametrize("lines", range(32, 46))
def test_nobody_signs_a_page_on_which_nothing_else_stands(before: tuple[Block, ...], lines: int) -> None:
    blocks = (*(paragraph(f"Absatz {number}") for number in range(lines)), *before, *SIGNATURES)
    last = Typesetting(Document("T", "A", CREATED, blocks)).page_texts()[-1].splitlines()
    assert last[-2:] == ["Leitung  ", "Protokoll  "]
    assert len(last) > 2


def test_a_long_table_goes_on_to_the_page_of_the_signatures_as_it_is() -> None:
    table = replace(SHORT_TABLE, rows=[(f"Zeile {number}",) for number in range(40)])
    pages = Typesetting(Document("T", "A", CREATED, (paragraph("davor"), table, *SIGNATURES))).page_texts()
    assert "davor" in pages[0] and "Zeile 0" in pages[0]


def test_blocks_and_rows_are_read_once_from_front_to_back() -> None:
    taken: list[str] = []

    def rows() -> Iterator[tuple[str, ...]]:
        taken.append("row")
        yield ("x",)

    def blocks() -> Iterator[Block]:
        taken.append("paragraph")
        yield paragraph("Text")
        yield Table((Column(20),), rows(), "T")
        taken.append("end")

    setting = Typesetting(Document("T", "A", CREATED, blocks()))
    setting.as_pdf()
    setting.as_pictures(30)
    assert taken == ["paragraph", "row", "end"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (document(Heading(4, "Zu tief")), "level 4"),
        (document(Table((Column(20), Column(20)), [("nur eine",)], "T")), "a row of 1 cells"),
        (document(created=datetime(2021, 2, 3)), "time zone"),  # noqa: DTZ001
    ],
)
def test_trees_no_builder_may_make_are_refused(tmp_path: Path, content: Document, reason: str) -> None:
    with pytest.raises(BugError, match=reason):
        write(content, tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "blocks",
    [
        (paragraph("x") for _ in range(typst_tree.MOST_PARAGRAPHS + 1)),
        [Table((Column(20),), [("x",)] * (typst_tree.MOST_PARAGRAPHS // 2 + 1), "T")],
        [paragraph("x" * 1_000_000)] * 8,
    ],
)
def test_document_too_long_for_the_memory_is_refused_before_anything_is_set(tmp_path: Path, blocks: Any) -> None:
    with pytest.raises(UserError) as caught:
        write(document(*blocks), tmp_path / "x.pdf")
    assert str(caught.value) == (
        "Das Dokument ist zu lang für ein PDF: Platz ist für 12000 Absätze oder 6000 Tabellenzeilen. "
        "Nehmen Sie stattdessen das Word-Dokument."
    )
    assert list(tmp_path.iterdir()) == []


def test_failure_of_typst_is_said_in_german_and_neither_file_nor_log_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    target = tmp_path / "protokoll.pdf"
    target.write_bytes(b"alt")

    def fail(*_args: Any, **_more: Any) -> None:
        raise typst.TypstError("the text Geheimnis is no good")

    monkeypatch.setattr(typst_writer.typst, "compile_with_warnings", fail)
    with caplog.at_level(logging.DEBUG), pytest.raises(UserError) as caught:
        write(document(paragraph("Geheimnis")), target)
    assert caught.value.sentence == (
        "Die Seiten ließen sich nicht setzen. Nichts wurde geschrieben, Ihre Daten sind nicht verloren."
    )
    assert "Geheimnis" not in caplog.text
    assert target.read_bytes() == b"alt"
    assert list(tmp_path.iterdir()) == [target]


def test_fonts_are_the_ones_that_come_with_the_program_and_their_licences_lie_beside_them() -> None:
    with pikepdf.open(BytesIO(as_pdf(document(*every_block(), paragraph("☐ 👍"))))) as pdf:
        names = {
            str(thing.BaseFont)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }
    assert names
    assert all(re.search("LiberationSans|DejaVuSans|NotoEmoji", name) for name in names)
    folder = typst_writer._font_folder()
    assert {path.name for path in folder.glob("LICENSE-*")} == {
        "LICENSE-liberation.txt",
        "LICENSE-dejavu.txt",
        "LICENSE-noto-emoji.txt",
    }


def test_moment_of_a_document_may_have_fractions_of_a_second(tmp_path: Path) -> None:
    moment = CREATED.replace(microsecond=123_456)
    write(replace(document(paragraph("Text")), created=moment), tmp_path / "x.pdf")
    assert "Text" in everything_in_pdf((tmp_path / "x.pdf").read_bytes())
