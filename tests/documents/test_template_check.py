"""What people learn about a template before they write minutes on it, and what comes of it when they do."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from docx_samples import TEMPLATE, complete_document, with_part, with_text_replaced, written
from docx_text import paragraphs, read_parts, whole_text
from foreign_templates import (
    SHIPPED,
    german_names,
    landscape,
    letterhead,
    like_libreoffice,
    renamed,
    saved,
    two_sections,
    wide_margins,
    with_body,
    without_header,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from minutes_workspaces import COURSE, OUTSIDE, create, create_entries, create_event, new_workspace
from validation import sdk_errors, xsd_errors

from gk_desktop.documents.docx_writer import write
from gk_desktop.documents.template import PLACE_CLASS
from gk_desktop.documents.template_check import Level, check_template
from gk_desktop.documents.template_colours import contrast
from gk_desktop.documents.template_guide import build, places
from gk_desktop.documents.template_styles import template_styles
from gk_desktop.documents.tree import ParagraphStyle, RunStyle, TableStyle
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.visibility import ENTRIES, Rule

STYLES = "word/styles.xml"
INSTITUTES = [
    german_names,
    landscape,
    letterhead,
    like_libreoffice,
    renamed,
    two_sections,
    wide_margins,
    without_header,
]


def hints(path: Path) -> str:
    return "\n".join(item.sentence for item in check_template(path).findings if item.level is Level.HINT)


def test_the_shipped_template_lacks_nothing() -> None:
    assert hints(TEMPLATE) == ""
    assert check_template(TEMPLATE).is_usable


def test_the_guide_names_every_style_that_the_writer_asks_for_and_says_what_it_is_for(tmp_path: Path) -> None:
    """Asked of a template without any style, the writer names all it would have liked."""
    bare = saved(tmp_path, with_part(SHIPPED, STYLES, lambda part: part[: part.index(b"<w:style ")] + b"</w:styles>"))
    report = write(complete_document(), bare, tmp_path / "x.docx")
    known = {style.name for style in template_styles()}
    assert set(report.missing_styles) <= known
    assert {style.value for family in (ParagraphStyle, RunStyle, TableStyle) for style in family} <= known
    assert [style.name for style in template_styles() if not style.purpose] == []
    text = whole_text(written(build(complete_document().created), tmp_path))
    for style in template_styles():
        assert style.shown_name in text
        assert style.purpose in text
    assert all(place in text for place, _shown, _without in places())


def test_what_is_missing_is_named_with_what_is_used_instead(tmp_path: Path) -> None:
    path = saved(tmp_path, with_text_replaced(SHIPPED, STYLES, '<w:name w:val="TOP"/>', '<w:name w:val="Kapitel"/>'))
    assert hints(path) == "Es fehlt die Formatvorlage „TOP“; stattdessen wird „Überschrift 1“ verwendet."
    assert write(complete_document(), path, tmp_path / "x.docx").sentence == (
        "Der Vorlage fehlt die Formatvorlage „TOP“; sie ist ersetzt."
    )


def test_a_style_that_is_nearly_there_is_pointed_at(tmp_path: Path) -> None:
    assert "„Beschlüsse“ heißt ähnlich wie „Beschluss“." in hints(renamed(tmp_path))
    other_kind = with_text_replaced(
        SHIPPED, STYLES, '<w:style w:type="character" w:customStyle="1" w:styleId="Uhrzeit">',
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Uhrzeit">',
    )  # fmt: skip
    assert "„Uhrzeit“ ist in der Vorlage als Absatz angelegt; gebraucht wird: Zeichen." in hints(
        saved(tmp_path, other_kind)
    )


def test_styles_stored_under_their_german_names_are_found(tmp_path: Path) -> None:
    path = german_names(tmp_path)
    assert hints(path) == ""
    assert write(complete_document(), path, tmp_path / "x.docx").missing_styles == ()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (two_sections, "Die Vorlage hat 2 Abschnitte"),
        (letterhead, "Im Text der Vorlage steht schon etwas"),
        (wide_margins, "Zwischen den Rändern sind 140 mm Platz"),
        (without_header, "Der Platz {{Klasse}} fehlt. Die Klasse steht als eigene Zeile am Anfang jeder Kopfzeile."),
        (like_libreoffice, "Kompatibilitätsmodus"),
    ],
)
def test_what_is_unusual_is_said(tmp_path: Path, make: Callable[[Path], Path], sentence: str) -> None:
    assert sentence in hints(make(tmp_path))


def test_tables_keep_within_the_margins_of_the_template(tmp_path: Path) -> None:
    target = tmp_path / "x.docx"
    write(complete_document(), wide_margins(tmp_path), target)
    document = docx.Document(str(target))
    room = document.sections[-1].page_width - document.sections[-1].left_margin - document.sections[-1].right_margin
    widths = [sum(column.width for column in table.columns) for table in document.tables]
    assert widths
    assert max(widths) <= room + Mm(1)


def test_a_landscape_template_has_room_enough(tmp_path: Path) -> None:
    assert hints(landscape(tmp_path)) == ""


def test_places_that_nobody_fills_are_pointed_at(tmp_path: Path) -> None:
    content = with_text_replaced(SHIPPED, "word/header.xml", "{{Kurztitel}}", "{{Kurtztitel}}")
    content = with_body("<w:p><w:r><w:t>{{Klasse}}</w:t></w:r></w:p>", content)
    found = hints(saved(tmp_path, content))
    assert "Den Platz „{{Kurtztitel}}“ kennt das Programm nicht" in found
    assert "Der Platz {{Kurztitel}} fehlt." in found
    assert "„{{Klasse}}“ steht im Text der Vorlage" in found


def test_pale_colours_other_languages_and_other_paper_are_hints(tmp_path: Path) -> None:
    content = with_text_replaced(SHIPPED, STYLES, '<w:color w:val="59616A"/>', '<w:color w:val="BBBBBB"/>')
    content = with_text_replaced(content, STYLES, 'w:lang w:val="de-DE"', 'w:lang w:val="en-US"')
    content = with_text_replaced(content, "word/document.xml", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')
    content = with_text_replaced(content, "word/footer.xml", " PAGE ", " DATE ")
    content = with_text_replaced(content, "word/footer.xml", " NUMPAGES ", " DATE ")
    found = hints(saved(tmp_path, content))
    assert "„Untertitel“ ist blass (Kontrast 1,9:1)" in found
    assert "nicht Deutsch" in found
    assert "nicht A4, sondern 216 × 279 mm" in found
    assert "keine Seitenzahl" in found


def test_styles_that_are_based_on_each_other_in_a_circle_end_the_search(tmp_path: Path) -> None:
    content = with_text_replaced(
        SHIPPED, STYLES, '<w:name w:val="Notiz"/><w:basedOn w:val="Normal"/>',
        '<w:name w:val="Notiz"/><w:basedOn w:val="NotizMitUhrzeit"/>',
    )  # fmt: skip
    assert check_template(saved(tmp_path, content)).is_usable


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("make", INSTITUTES)
def test_a_document_on_an_institutes_template_is_valid(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    template, target = make(tmp_path), tmp_path / "fertig"
    assert xsd_errors(template.read_bytes()) == []
    target.mkdir()
    content = written(complete_document(), target, template)
    assert xsd_errors(content) == []
    assert sdk_errors(target / "protokoll.docx") == []


_NEVER = [kind for kind in EntryKind if ENTRIES[kind][OUTSIDE] is Rule.NEVER]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(make=st.sampled_from(INSTITUTES), kinds=st.lists(st.sampled_from(_NEVER), min_size=1, max_size=4))
def test_verteiler_minutes_on_an_institutes_template_keep_to_their_class(
    tmp_path_factory: pytest.TempPathFactory, make: Callable[[Path], Path], kinds: list[EntryKind]
) -> None:
    """Never a word of an observation or a remark, and the class in every header that a page shows."""
    folder = tmp_path_factory.mktemp("v")
    with new_workspace(folder) as workspace:
        event = create_event(workspace)
        create_entries(workspace, event.id, [Entry(kind=kind, text=f"Geheimwort{kind.value}") for kind in kinds])
        create(workspace, Entry(event=event.id, kind=EntryKind.STATEMENT, number="A99", text="Gesagt.", position=99.0))
        target = folder / "fertig.docx"
        workspace.minutes.export(event.id, COURSE, OUTSIDE, target, template=make(folder))
    content = target.read_bytes()
    assert "Geheimwort" not in whole_text(content)
    assert "Gesagt." in whole_text(content)
    word = docx.Document(str(target))
    for number, section in enumerate(word.sections):
        if number == 0 or not section.header.is_linked_to_previous:
            assert any("VERTEILER" in paragraph.text for paragraph in section.header.paragraphs)
    headers = [name for name in read_parts(content) if name.startswith("word/header")]
    assert headers
    assert all(PLACE_CLASS not in line for name in headers for line in paragraphs(content, name))
