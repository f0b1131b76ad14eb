"""The template shipped with the program, and what happens with templates that are not ours."""

import importlib.util
import io
import re
import zipfile
from pathlib import Path
from types import ModuleType

import docx
import pytest
from accessibility import accessibility_findings
from docx.enum.section import WD_SECTION
from docx_samples import TEMPLATE, complete_document, document, paragraph, with_part, with_text_replaced, written
from docx_text import paragraphs, properties, read_parts, whole_text
from validation import PROJECT, sdk_errors, xsd_errors

from gk_desktop.base.errors import UserError
from gk_desktop.documents import docx_writer
from gk_desktop.documents.docx_writer import WriteReport, write
from gk_desktop.documents.tree import AgendaHeading, Heading, ParagraphStyle, RunStyle, TableStyle

STYLES = "word/styles.xml"


def test_template_is_what_its_script_builds() -> None:
    assert TEMPLATE.read_bytes() == load_build_script().build()


def load_build_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_template", PROJECT / "packaging" / "build_template.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_template_is_valid_for_both_judges_and_accessible() -> None:
    content = TEMPLATE.read_bytes()
    assert xsd_errors(content) == []
    assert sdk_errors(TEMPLATE) == []
    assert accessibility_findings(content, every_style=True) == []


def test_template_has_every_style_of_the_tree() -> None:
    stored = set(re.findall(r'<w:name w:val="([^"]+)"', read_parts(TEMPLATE.read_bytes())[STYLES].decode()))
    asked_for = {style.value for family in (ParagraphStyle, RunStyle, TableStyle) for style in family}
    asked_for |= set(docx_writer._NUMBERED.values())
    assert asked_for | {"heading 1", "heading 2", "heading 3", "TOP", "Tabellenende", "header", "footer"} <= stored


def test_template_is_a_german_a4_page_in_arial_of_todays_word() -> None:
    parts = {name: content.decode() for name, content in read_parts(TEMPLATE.read_bytes()).items()}
    section = docx.Document(str(TEMPLATE)).sections[0]
    lengths = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round(length.mm) for length in lengths if length] == [210, 297, 25, 20]
    assert (
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        in (parts["word/settings.xml"])
    )
    assert '<w:themeFontLang w:val="de-DE"/>' in parts["word/settings.xml"]
    defaults = parts[STYLES][: parts[STYLES].index("</w:docDefaults>")]
    for expected in ('w:ascii="Arial"', '<w:sz w:val="22"/>', '<w:lang w:val="de-DE"', "<w:widowControl/>"):
        assert expected in defaults
    assert [code in parts["word/footer.xml"] for code in (" PAGE ", " NUMPAGES ")] == [True, True]
    assert "python-docx" not in whole_text(TEMPLATE.read_bytes())


def foreign_template(folder: Path) -> Path:
    """What python-docx brings along: English, other styles, no places, an author of its own."""
    path = folder / "fremd.docx"
    foreign = docx.Document()
    foreign.core_properties.author = "Fremde Person"
    foreign.core_properties.last_modified_by = "Fremde Person"
    foreign.save(str(path))
    return path


def test_foreign_template_serves_with_stand_ins_that_are_reported(tmp_path: Path) -> None:
    target = tmp_path / "x.docx"
    report = write(complete_document(), foreign_template(tmp_path), target)
    assert {"Notiz", "Beschluss", "TOP", "Kopfdaten", "Kennzeichen"} <= set(report.missing_styles)
    assert "Title" not in report.missing_styles
    assert report.missing_places == ("{{Klasse}}", "{{Kurztitel}}", "{{Fußzeile}}")
    content = target.read_bytes()
    assert sdk_errors(target) == []
    assert [error for error in xsd_errors(content) if error.startswith("word/document.xml")] == []
    assert "Fremde Person" not in whole_text(content)
    assert "another language" not in str(accessibility_findings(content))


def test_own_template_has_all_and_the_report_is_empty(tmp_path: Path) -> None:
    assert write(complete_document(), TEMPLATE, tmp_path / "x.docx") == WriteReport()


def test_headings_stay_headings_where_the_template_has_no_style_for_them(tmp_path: Path) -> None:
    bare = tmp_path / "karg.docx"
    bare.write_bytes(
        with_part(TEMPLATE.read_bytes(), STYLES, lambda part: re.sub(rb"<w:style .*</w:style>", b"", part))
    )
    content = written(document(Heading(1, "Verlauf"), AgendaHeading("1", "Los"), Heading(2, "Mehr")), tmp_path, bare)
    assert xsd_errors(content) == []
    levels = re.findall(rb'<w:outlineLvl w:val="(\d)"/>', read_parts(content)["word/document.xml"])
    assert levels == [b"0", b"0", b"1"]


def test_class_stands_in_each_header_a_template_shows(tmp_path: Path) -> None:
    template = tmp_path / "vorlage.docx"
    many = docx.Document(str(TEMPLATE))
    many.settings.odd_and_even_pages_header_footer = True
    many.sections[0].different_first_page_header_footer = True
    many.sections[0].first_page_header.paragraphs[0].text = "Briefkopf des Instituts"
    many.add_section(WD_SECTION.NEW_PAGE).header.is_linked_to_previous = False
    many.save(str(template))
    content = written(document(paragraph("Text"), header_left="INTERN"), tmp_path, template)
    headers = [name for name in read_parts(content) if name.startswith("word/header")]
    assert len(headers) == 4
    assert [paragraphs(content, name)[0].split("\t")[0] for name in headers] == ["INTERN"] * 4
    assert xsd_errors(content) == []
    assert any("Briefkopf des Instituts" in paragraphs(content, name) for name in headers)


def test_place_that_word_has_split_over_runs_is_filled(tmp_path: Path) -> None:
    template = tmp_path / "vorlage.docx"
    split = '<w:t>Klasse: {{Kla</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>sse}} und {{Kurz</w:t>'
    template.write_bytes(with_text_replaced(TEMPLATE.read_bytes(), "word/header.xml", "<w:t>{{Klasse}}</w:t>", split))
    template.write_bytes(
        with_text_replaced(template.read_bytes(), "word/header.xml", "{{Kurztitel}}", "titel}}; {{anderes}}")
    )
    content = written(document(header_left="INTERN & mehr", header_right="Kern\ngruppe"), tmp_path, template)
    # The tab between the runs is markup and stays where it was.
    assert paragraphs(content, "word/header.xml") == ["Klasse: INTERN & mehr und Kern gruppe\t; {{anderes}}"]


def test_letterhead_in_the_body_stays_and_words_empty_paragraph_goes(tmp_path: Path) -> None:
    template = tmp_path / "vorlage.docx"
    for text, expected in (("Institut", ["Institut", "Text"]), ("", ["Text"])):
        with_body = docx.Document(str(TEMPLATE))
        with_body.add_paragraph(text)
        with_body.save(str(template))
        assert paragraphs(written(document(paragraph("Text")), tmp_path, template)) == expected


def test_template_properties_do_not_reach_the_document(tmp_path: Path) -> None:
    template = tmp_path / "vorlage.docx"
    personal = docx.Document(str(TEMPLATE))
    for name in ("author", "last_modified_by", "comments", "category", "keywords", "subject"):
        setattr(personal.core_properties, name, "Erika Muster")
    personal.save(str(template))
    content = written(document(), tmp_path, template)
    assert "Erika Muster" not in whole_text(content)
    assert properties(content)["creator"] == "IAQ"


def test_template_saved_by_libreoffice_gets_one_set_of_properties(tmp_path: Path) -> None:
    """LibreOffice names the relationship to the properties in its own way, which python-docx does not know."""
    template = tmp_path / "vorlage.docx"
    ours, theirs = "package/2006/relationships/metadata", "officedocument/2006/relationships/metadata"
    template.write_bytes(with_text_replaced(TEMPLATE.read_bytes(), "_rels/.rels", ours, theirs))
    content = written(document(), tmp_path, template)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
    assert properties(content)["title"] == "Bündniskerngruppe"
    assert xsd_errors(content) == []


def damaged() -> bytes:
    """A file whose parts are packed, with one of them overwritten."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in read_parts(TEMPLATE.read_bytes()).items():
            archive.writestr(name, part)
    content = bytearray(target.getvalue())
    start = content.index(b"word/styles.xml") + 30
    content[start : start + 400] = bytes(400)
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a text", b"Sehr geehrte Damen und Herren"),
        ("nothing", b""),
        ("a file with a password", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512)),
        ("half a file", TEMPLATE.read_bytes()[:9000]),
        ("a damaged packing", damaged()),
        ("no document", with_text_replaced(TEMPLATE.read_bytes(), "_rels/.rels", "/officeDocument\"", "/other\"")),
        ("broken XML", with_part(TEMPLATE.read_bytes(), "word/document.xml", lambda part: part[:-9])),
        ("a .dotx", with_text_replaced(TEMPLATE.read_bytes(), "[Content_Types].xml", "document.main", "template.main")),
        ("a lost part", with_text_replaced(TEMPLATE.read_bytes(), "word/_rels/document.xml.rels", "header.xml", "x")),
        ("no body", with_part(TEMPLATE.read_bytes(), "word/document.xml", lambda _part: b"<a/>")),
    ],
)  # fmt: skip
def test_what_is_no_template_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    template, target = tmp_path / "vorlage.docx", tmp_path / "x.docx"
    template.write_bytes(content)
    with pytest.raises(UserError, match="keine Word-Vorlage") as caught:
        write(document(), template, target)
    assert "vorlage.docx" in caught.value.sentence
    assert not target.exists()


def test_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"„weg\.docx“ fehlt"):
        write(document(), tmp_path / "weg.docx", tmp_path / "x.docx")
    with pytest.raises(UserError, match="kann nicht gelesen werden"):
        write(document(), tmp_path, tmp_path / "x.docx")
