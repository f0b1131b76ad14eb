"""The judges of Word files are trusted only after they were seen red."""

from pathlib import Path

import docx
import pytest
import validation
from accessibility import accessibility_findings, contrast
from docx_samples import document, paragraph, with_part, with_text_replaced, written
from docx_text import body_text, whole_text

from gk_desktop.documents.tree import Column, Paragraph, ParagraphStyle, Run, RunStyle, Table

BODY = "word/document.xml"
FAULTS = {
    "an unknown element": ("</w:pPr>", "</w:pPr><w:foo/>"),
    "second paragraph properties": ("</w:pPr>", "</w:pPr><w:pPr/>"),
    "a value that is none": ("<w:r>", '<w:r><w:rPr><w:b w:val="maybe"/></w:rPr>'),
}


@pytest.fixture
def good(tmp_path: Path) -> bytes:
    return written(document(paragraph("Text")), tmp_path)


@pytest.fixture
def faulty(good: bytes) -> dict[str, bytes]:
    return {name: with_text_replaced(good, BODY, old, new) for name, (old, new) in FAULTS.items()}


def test_schemas_find_each_planted_fault_and_nothing_in_a_good_file(good: bytes, faulty: dict[str, bytes]) -> None:
    assert validation.xsd_errors(good) == []
    for name, content in faulty.items():
        errors = validation.xsd_errors(content)
        assert errors and all(error.startswith(BODY) for error in errors), name


def test_sdk_finds_each_planted_fault(tmp_path: Path, faulty: dict[str, bytes]) -> None:
    paths = [tmp_path / f"{number}.docx" for number in range(len(faulty))]
    for path, content in zip(paths, faulty.values(), strict=True):
        path.write_bytes(content)
    errors = validation.sdk_errors(*paths)
    assert {error.split(":")[0] for error in errors} == {path.name for path in paths}


def test_schemas_find_faults_in_the_properties(good: bytes) -> None:
    for old, new in (("<cp:revision>", "<cp:foo/><cp:revision>"), ("2021-02-03T", "gestern, ")):
        faulty = with_text_replaced(good, "docProps/core.xml", old, new)
        assert [error.split(":")[0] for error in validation.xsd_errors(faulty)] == ["docProps/core.xml"]


def test_missing_sdk_fails_with_the_command_that_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "SDK", tmp_path)
    with pytest.raises(AssertionError, match=r"python3 packaging/start\.py test"):
        validation.sdk_errors(tmp_path / "x.docx")


def test_schemas_reject_a_part_nobody_knows(good: bytes) -> None:
    strange = with_part(good, "word/strange.xml", lambda _before: b"<strange/>")
    assert validation.xsd_errors(strange) == ["word/strange.xml: no schema for application/xml"]


def test_schemas_see_ignorable_markup_as_a_reader_of_the_standard_does(good: bytes) -> None:
    marked = with_text_replaced(
        good,
        BODY,
        "<w:p>",
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:new="urn:new" '
        'mc:Ignorable="new" new:id="7"><mc:AlternateContent><mc:Choice Requires="new"><new:x/></mc:Choice>'
        "<mc:Fallback><w:pPr/></mc:Fallback></mc:AlternateContent><new:y/>",
    )
    # The fallback comes first and is a second w:pPr: the only fault to be found.
    errors = validation.xsd_errors(marked)
    assert len(errors) == 1
    assert "pPr" in errors[0]


def test_reader_sees_text_that_python_docx_leaves_out(good: bytes) -> None:
    wrapped = with_text_replaced(good, BODY, "<w:r>", '<w:ins w:id="1" w:author="Erika Muster"><w:r>')
    wrapped = with_text_replaced(wrapped, BODY, "</w:r>", "</w:r></w:ins>")
    assert body_text(wrapped) == "Text"
    assert "Erika Muster" in whole_text(wrapped)
    assert "IAQ" in whole_text(wrapped)
    assert "word/document.xml" in whole_text(wrapped)


def test_accessibility_rules_find_what_python_docx_leaves_behind(tmp_path: Path) -> None:
    foreign = docx.Document()
    foreign.add_heading("Zu tief", 3)
    foreign.add_paragraph("")
    foreign.add_paragraph().add_run("Falsche Überschrift").bold = True
    foreign.add_table(2, 3)
    foreign.save(str(tmp_path / "x.docx"))
    findings = "\n".join(accessibility_findings((tmp_path / "x.docx").read_bytes()))
    for expected in (
        "no title in its properties",
        "another language",
        "of level 3 follows level 0",
        "an empty paragraph",
        "“Falsche Überschrift” looks like a heading",
        "no title for those",
        "no header row",
        "4F81BD on FFFFFF has a contrast of 4.0",
    ):
        assert expected in findings


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("<w:t ", "<w:txbxContent><w:p/></w:txbxContent><w:t ", "text stands in a text box"),
        (">Beschluss: <", ">• getippt <", "“• getippt Text” is a list typed by hand"),
        ('<w:rPr><w:rStyle w:val="Kennzeichen"/></w:rPr>', "", "“Beschluss: Text” is set off by colour alone"),
        (">Nr.<", "><", "table “T” has a header without a word"),
        (
            "<w:tc><w:tcPr>",
            "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc><w:tcPr>",
            "table “T” has rows of different lengths",
        ),
    ],
)
def test_accessibility_rules_find_each_planted_bar(tmp_path: Path, old: str, new: str, finding: str) -> None:
    decision = Paragraph(ParagraphStyle.DECISION, (Run("Beschluss: ", RunStyle.SIGN), Run("Text")))
    table = Table((Column(20, "Nr."), Column(20, "Text")), [("1", "x")], "T")
    content = written(document(decision, table), tmp_path)
    assert accessibility_findings(content) == []
    assert accessibility_findings(with_text_replaced(content, BODY, old, new)) == [finding]


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)
