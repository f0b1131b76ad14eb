"""The Word writer: valid files, every character of the text, tables and properties as asked for."""

import copy
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import docx
import pytest
from accessibility import accessibility_findings
from docx.oxml.ns import qn
from docx_samples import CREATED, TEMPLATE, complete_document, document, paragraph, written
from docx_text import W, paragraphs, parse, part_text, properties, read_parts, whole_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from validation import sdk_errors, xsd_errors

from gk_desktop.base.errors import BugError, UserError
from gk_desktop.base.text import clean_text
from gk_desktop.documents.docx_writer import write
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

NS = {"w": W.strip("{}")}
HOSTILE = [
    "Größe ÄÖÜ äöü ß ẞ „Anführung“ – Teilnehmer*innen",
    "Familie 👩‍👩‍👧‍👦 und Flagge 🏳️‍🌈 und 𝔘",
    "zusammengesetzt: a\u0308 e\u0301\u0323, נקודות, عربى, \u202eumgekehrt\u202c",
    "<w:t>&amp;</w:t> & < > \" ' ]]> <!-- --> <?xml?> %s {0} {{Klasse}}",
    "  Leerzeichen vorn und hinten  ",
    "Tab\tund\t\tzwei\n\nZeilen\n",
    "\n\t",
    "\u00a0\u2007\u200b\ufeff\u2028\u0085\u007f\u00ad",
    "=1+1",
    "lang " * 4000,
    "x" * 20_000,
    "Steuerzeichen \x00\x07\x0b\x0c\x1b\ufffe\uffff und \ud83d allein",
    "alte Enden\r\nmit\rallem",
]


def body(content: bytes) -> etree._Element:
    found = parse(read_parts(content)["word/document.xml"]).find("w:body", NS)
    assert found is not None
    return found


def values(node: etree._Element, path: str, attribute: str = "val") -> list[str | None]:
    return [found.get(f"{W}{attribute}") for found in node.iterfind(path, NS)]


def hostile_table() -> Table:
    return Table(
        (Column(20, HOSTILE[3]), Column(145)), [(text, (Run(text, RunStyle.CODE),)) for text in HOSTILE], "T & T"
    )


def test_documents_of_any_content_are_valid_for_both_judges(tmp_path: Path) -> None:
    hostile = [paragraph(text, text) for text in HOSTILE] + [AgendaHeading(HOSTILE[3], HOSTILE[11]), hostile_table()]
    contents = {
        "empty": document(),
        "complete": complete_document(),
        "hostile": document(*hostile, header_left=HOSTILE[3], header_right=HOSTILE[11], footer=HOSTILE[6]),
        "table only": document(Table((Column(165),), [], caption="Leer")),
    }
    for name, content in contents.items():
        write(content, TEMPLATE, tmp_path / f"{name}.docx")
    errors = [error for name in contents for error in xsd_errors((tmp_path / f"{name}.docx").read_bytes())]
    assert errors == []
    assert sdk_errors(*(tmp_path / f"{name}.docx" for name in contents)) == []


def test_complete_document_is_accessible(tmp_path: Path) -> None:
    assert accessibility_findings(written(complete_document(), tmp_path)) == []


def test_hostile_texts_survive_to_the_last_character(tmp_path: Path) -> None:
    blocks = [paragraph(text) for text in HOSTILE]
    assert paragraphs(written(document(*blocks), tmp_path)) == [clean_text(text) for text in HOSTILE]
    cells = [clean_text(cell) for text in HOSTILE for cell in (text, text)]
    assert paragraphs(written(document(hostile_table()), tmp_path))[2:-1] == cells


def test_white_space_is_marked_up_so_that_word_shows_it(tmp_path: Path) -> None:
    texts = list(body(written(document(*map(paragraph, HOSTILE), hostile_table()), tmp_path)).iter(f"{W}t"))
    assert [node.text for node in texts if set(node.text or "") & {"\n", "\t"}] == []
    assert [node.text for node in texts if node.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve"] == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=20))
def test_any_text_makes_a_valid_document_that_says_the_same(tmp_path: Path, texts: list[str]) -> None:
    content = written(
        document(paragraph(*texts), *map(paragraph, texts), title=texts[0], header_left=texts[-1]), tmp_path
    )
    assert xsd_errors(content) == []
    cleaned = [clean_text(text) for text in texts]
    assert paragraphs(content) == ["".join(cleaned), *cleaned]


def test_agenda_numbers_are_shown_as_given(tmp_path: Path) -> None:
    blocks = [AgendaHeading("1", "Begrüßung"), AgendaHeading("3a", "Eingeschoben"), AgendaHeading("7", "")]
    assert paragraphs(written(document(*blocks), tmp_path)) == ["TOP 1\tBegrüßung", "TOP 3a\tEingeschoben", "TOP 7\t"]


def test_runs_keep_their_styles_when_prototypes_are_shared(tmp_path: Path) -> None:
    def entry(*runs: Run) -> Paragraph:
        return Paragraph(ParagraphStyle.ENTRY, runs)

    blocks = [
        entry(Run("a", RunStyle.TIME), Run("b")),
        entry(Run("c"), Run("d", RunStyle.TIME)),
        entry(Run("e", RunStyle.TIME), Run("f")),
        entry(),
    ]
    found = [
        [(part_text(run), values(run, "w:rPr/w:rStyle")) for run in p.iterfind("w:r", NS)]
        for p in body(written(document(*blocks), tmp_path)).iterfind("w:p", NS)
    ]
    time = ["Uhrzeit"]
    assert found == [[("a", time), ("b", [])], [("c", []), ("d", time)], [("e", time), ("f", [])], []]


def test_table_repeats_its_header_splits_no_row_and_has_its_widths_twice(tmp_path: Path) -> None:
    table = Table(
        (Column(25.4, "Nr."), Column(50.8, "Auftrag")), [("1", "a"), ("2", "b")], caption="Aufträge", description="Alle"
    )
    found = body(written(document(table), tmp_path)).find("w:tbl", NS)
    assert found is not None
    rows = found.findall("w:tr", NS)
    assert [len(row.findall("w:trPr/w:tblHeader", NS)) for row in rows] == [1, 0, 0]
    assert [len(row.findall("w:trPr/w:cantSplit", NS)) for row in rows] == [1, 1, 1]
    assert values(found, "w:tblGrid/w:gridCol", "w") == ["1440", "2880"]
    assert values(found, "w:tr/w:tc/w:tcPr/w:tcW", "w") == ["1440", "2880"] * 3
    assert values(found, "w:tblPr/w:tblCaption") == ["Aufträge"]
    assert values(found, "w:tblPr/w:tblDescription") == ["Alle"]
    assert values(found, "w:tblPr/w:tblLook", "firstRow") == ["1"]
    assert values(found, "w:tblPr/w:tblLook", "firstColumn") == ["0"]


def test_first_column_of_the_head_block_is_marked_as_labels(tmp_path: Path) -> None:
    rows = [("Ort", "Rathaus"), ("Zeit", "09:00 Uhr")]
    table = Table((Column(45), Column(120)), rows, "Kopfdaten", style=TableStyle.HEAD_DATA, header_column=True)
    found = body(written(document(table), tmp_path)).find("w:tbl", NS)
    assert found is not None
    assert values(found, "w:tblPr/w:tblLook", "firstColumn") == ["1"]
    assert values(found, "w:tblPr/w:tblLook", "firstRow") == ["0"]
    assert values(found, "w:tr/w:tc/w:p/w:pPr/w:pStyle") == ["Tabellenkopf", "Tabellentext"] * 2


def test_two_tables_are_parted_and_none_ends_the_document(tmp_path: Path) -> None:
    table = Table((Column(20),), [("x",)], "T")
    blocks = body(written(document(table, table, paragraph("Text"), table), tmp_path))
    kinds = "".join({"tbl": "T", "p": "p", "sectPr": "s"}[etree.QName(node).localname] for node in blocks)
    assert kinds == "TpTpTps"


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ([paragraph("eins"), paragraph("zwei")], ["zwei", "Leitung\t\t"]),
        (
            [Table((Column(20, "a"), Column(20, "b")), [("eins", "zwei"), ("drei", "vier")], "T")],
            ["drei", "vier", "Leitung\t\t"],
        ),
        ([], ["Leitung\t\t"]),
    ],
)
def test_nobody_signs_a_page_on_which_nothing_else_stands(before: list[Block], kept: list[str], tmp_path: Path) -> None:
    signatures = [Paragraph(ParagraphStyle.SIGNATURE, (Run(f"{who}\t\t"),)) for who in ("Leitung", "Protokoll")]
    content = written(document(*before, *signatures), tmp_path)
    header_rows = len(body(content).findall(".//w:tblHeader", NS)) * 2
    found = [part_text(item) for item in body(content).iter(f"{W}p") if item.find("w:pPr/w:keepNext", NS) is not None]
    assert found[header_rows:] == kept
    assert not xsd_errors(content)


def test_blocks_and_rows_are_read_once_from_front_to_back(tmp_path: Path) -> None:
    taken: list[str] = []

    def rows() -> Iterator[tuple[str, ...]]:
        taken.append("row")
        yield ("x",)

    def blocks() -> Iterator[Block]:
        taken.append("paragraph")
        yield paragraph("Text")
        taken.append("table")
        yield Table((Column(20),), rows(), "T")
        taken.append("end")

    written(Document("T", "A", CREATED, blocks()), tmp_path)
    assert taken == ["paragraph", "table", "row", "end"]


def test_properties_are_those_of_the_document_in_universal_time(tmp_path: Path) -> None:
    local = datetime(2021, 2, 3, 12, 30, tzinfo=timezone(timedelta(hours=1)))
    content = document(
        created=local, keywords=("a", "b"), subject="S", identifier="P-A1", status="Entwurf", version="2"
    )
    assert properties(written(content, tmp_path)) == {
        "title": "Bündniskerngruppe",
        "creator": "IAQ",
        "lastModifiedBy": "IAQ",
        "created": "2021-02-03T11:30:00Z",
        "modified": "2021-02-03T11:30:00Z",
        "language": "de-DE",
        "revision": "1",
        "subject": "S",
        "keywords": "a, b",
        "identifier": "P-A1",
        "contentStatus": "Entwurf",
        "version": "2",
    }


def test_properties_that_are_too_long_for_word_are_cut_and_kept_in_one_line(tmp_path: Path) -> None:
    title = properties(written(document(title="Wort\n" * 100), tmp_path))["title"]
    assert title.startswith("Wort Wort")
    assert title.endswith("…")
    assert len(title) == 255


def test_header_and_footer_are_filled_and_no_place_is_left(tmp_path: Path) -> None:
    content = written(complete_document(), tmp_path)
    assert paragraphs(content, "word/header.xml") == ["PSEUDONYMISIERT\tKerngruppe <A&B>"]
    assert paragraphs(content, "word/footer.xml") == ["Fassung 2\tSeite  PAGE 1 von  NUMPAGES 1"]
    assert "{{" not in whole_text(written(document(), tmp_path))


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
        written(content, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_file_open_in_word_is_named_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "protokoll.docx"
    target.write_bytes(b"alt")

    def refuse(*_args: Any) -> None:
        raise PermissionError(13, "Zugriff verweigert")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError) as caught:
        write(document(), TEMPLATE, target)
    assert caught.value.sentence == (
        "Die Datei „protokoll.docx“ ist in Word geöffnet und kann nicht überschrieben werden. "
        "Ihre Daten sind nicht verloren."
    )
    assert caught.value.way_out == "Schließen Sie sie dort, oder speichern Sie unter anderem Namen."
    assert target.read_bytes() == b"alt"
    assert list(tmp_path.iterdir()) == [target]


def test_ten_thousand_entries_cost_no_more_than_three_times_bare_copies(tmp_path: Path) -> None:
    text = "Die Kurse nach Baustein zwei laufen, die Nachfrage ist größer als die Zahl der Plätze. " * 2
    time_of_day = Run("09:03\t", RunStyle.TIME)
    speakers = [Run(f"FK03-TR-B{number}: ", RunStyle.STRONG) for number in range(10_000)]
    entries = [Paragraph(ParagraphStyle.TIMED_ENTRY, (time_of_day, speaker, Run(text))) for speaker in speakers]

    def bare() -> None:
        plain = docx.Document(str(TEMPLATE))
        prototype = plain.add_paragraph(style="Notiz")
        for _run in range(3):
            prototype.add_run("x")
        for entry in entries:
            element = copy.deepcopy(prototype._p)
            for node, run in zip(element.iter(qn("w:t")), entry.runs, strict=True):
                node.text = run.text
            plain.element.body.sectPr.addprevious(element)
        plain.save(str(tmp_path / "bare.docx"))

    def seconds(work: Any) -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    # Side by side and the best of three: what else the machine does hits both alike.
    pairs = [(seconds(lambda: written(document(*entries), tmp_path)), seconds(bare)) for _ in range(3)]
    assert min(ours for ours, _bare in pairs) <= 3 * min(bare_copies for _ours, bare_copies in pairs)
