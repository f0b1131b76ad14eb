"""Text that any document can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gk_desktop.base.text import clean_text

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    "text", ["", "Größe ẞ", "a\tb\nc", "👩‍👩‍👧", "a\u0308", "\u00a0\u2028\u0085\ufeff", "\U0010ffff"]
)
def test_what_a_document_can_hold_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x00\x08\x0c\x0e\x1fb", "ab"),
        ("a\ufffe\uffffb", "ab"),
        ("a\ud800b\udfff", "ab"),
        ("Word\x0bUmbruch", "Word\nUmbruch"),
        ("a\r\nb\rc\n\rd", "a\nb\nc\n\nd"),
    ],
)
def test_what_no_document_can_hold_goes_and_line_ends_are_one(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


@given(ANY_TEXT)
def test_cleaned_text_is_valid_in_xml_and_comes_back_the_same(text: str) -> None:
    cleaned = clean_text(text)
    element = etree.Element("a")
    element.text = cleaned
    assert (etree.fromstring(etree.tostring(element)).text or "") == cleaned
    assert clean_text(cleaned) == cleaned
