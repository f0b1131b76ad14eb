"""Hostile, broken and mistaken templates get a sentence; what is written on a good one does nothing by itself."""

from pathlib import Path

import pytest
from docx_samples import complete_document, with_part, with_text_replaced, written
from docx_text import read_parts, whole_text
from foreign_templates import (
    CREATED_BY,
    OFFICE,
    SHIPPED,
    attached,
    bomb,
    many_parts,
    opendocument,
    saved,
    strict,
    with_body,
    with_company,
    with_field,
    with_macros,
    with_relationship,
)
from validation import sdk_errors, xsd_errors

from gk_desktop.base.errors import UserError
from gk_desktop.documents.template import open_template
from gk_desktop.documents.template_check import Level, check_template
from gk_desktop.documents.word_package import read_package

_OLD = bytes.fromhex("D0CF11E0A1B11AE1")
_BLIP = f'<w:p><w:r><w:drawing><a:blip xmlns:a="urn:a" xmlns:r="{OFFICE}" r:link="rIdX"/></w:drawing></w:r></w:p>'
_REMARK = '<w:p><w:ins w:id="1" w:author="Erika Muster"><w:r><w:t>neu</w:t></w:r></w:ins></w:p>'
_DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'


def _typed(old: str, new: str) -> bytes:
    return with_text_replaced(SHIPPED, "[Content_Types].xml", old, new)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_OLD + "EncryptedPackage".encode("utf-16-le"), "mit einem Kennwort geschützt"),
        (_OLD + "WordDocument".encode("utf-16-le"), "Word 2003"),
        (b"{\\rtf1 Text}", "RTF"),
        (b"%PDF-1.7", "ein PDF"),
        (opendocument(), "OpenDocument"),
        (_typed("document.main", "template.main"), ".dotx"),
        (_typed("wordprocessingml.document.main", "document.macroEnabled.main"), "Makros"),
        (with_macros(), "Makros"),
        (strict(), "Strict"),
        (bomb(), "ungewöhnlich aufgebaut"),
        (many_parts(), "ungewöhnlich aufgebaut"),
        (with_part(SHIPPED, "word/styles.xml", lambda part: _DOCTYPE + part), "ungewöhnlich aufgebaut"),
        (with_relationship(SHIPPED, "word/document.xml", "image", "http://example.org/x.png"), "von anderswo"),
        (with_relationship(SHIPPED, "word/header.xml", "image", "file://server/logo.png"), "von anderswo"),
        (with_relationship(SHIPPED, "word/document.xml", "oleObject", "x.bin", "Internal"), "eingebettete Objekte"),
        (with_relationship(SHIPPED, "word/document.xml", "aFChunk", "x.html", "Internal"), "eingebettete Objekte"),
        (with_body(_BLIP), "von anderswo"),
        (with_field(' INCLUDEPICTURE "http://example.org/x.png" '), "von anderswo"),
        (with_field(" INCLUDE", 'TEXT "\\\\\\\\server\\\\x.docx" '), "von anderswo"),
        (with_field(" DDEAUTO excel x "), "von anderswo"),
        (with_body(_REMARK), "verfolgte Änderungen"),
    ],
)  # fmt: skip
def test_what_no_document_may_be_made_of_is_refused_with_its_reason_and_a_way_out(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    template = saved(tmp_path, content)
    with pytest.raises(UserError, match=reason) as caught:
        open_template(template)
    assert "„vorlage.docx“ ist keine Word-Vorlage" in caught.value.sentence
    assert caught.value.way_out
    (finding,) = check_template(template).findings
    assert finding.level is Level.REFUSED
    assert reason in finding.sentence


def test_a_file_larger_than_any_template_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "gross.docx"
    with path.open("wb") as stream:
        stream.truncate(61 * 1024 * 1024)
    with pytest.raises(UserError, match="größer als 60 MB"):
        read_package(path)


@pytest.mark.parametrize("code", [" PAGE ", ' HYPERLINK "https://example.org" ', " STYLEREF TOP "])
def test_fields_that_fetch_nothing_are_welcome(tmp_path: Path, code: str) -> None:
    assert check_template(saved(tmp_path, with_field(code))).is_usable


def test_a_web_address_in_the_letterhead_is_welcome(tmp_path: Path) -> None:
    linked = with_relationship(SHIPPED, "word/header.xml", "hyperlink", "https://example.org")
    assert check_template(saved(tmp_path, linked)).is_usable


def test_a_document_is_not_tied_to_the_template_its_template_was_made_from(tmp_path: Path) -> None:
    template = saved(tmp_path, attached())
    assert "mit einer anderen Datei verknüpft" in str(check_template(template).findings)
    target = tmp_path / "fertig"
    target.mkdir()
    content = written(complete_document(), target, template)
    text = whole_text(content)
    assert "erika.muster" not in text
    assert "attachedTemplate" not in text
    assert "External" not in text
    assert xsd_errors(content) == []
    assert sdk_errors(target / "protokoll.docx") == []


def test_people_and_companies_of_a_template_do_not_reach_the_document(tmp_path: Path) -> None:
    template = saved(tmp_path, with_company())
    target = tmp_path / "fertig"
    target.mkdir()
    content = written(complete_document(), target, template)
    assert CREATED_BY in whole_text(template.read_bytes())
    assert CREATED_BY not in whole_text(content)
    assert not [name for name in read_parts(content) if "custom" in name]
    assert xsd_errors(content) == []
    assert sdk_errors(target / "protokoll.docx") == []
