import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gk_desktop.domain.search_text import fold

# Scripts whose letters do not melt into each other when they stand side by side, as Hangul's do.
READABLE = st.text(
    st.characters(max_codepoint=0x5FF, exclude_categories=("Cc", "Cs", "Mn", "Mc", "Me"))
    | st.sampled_from("„“–…€ẞﬁﬀ①²½🙂👍🏽中文"),
    max_size=20,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Übersetzung", "uebersetzung"),
        ("GRÖSSE", "groesse"),
        ("Größe", "groesse"),
        ("große", "grosse"),
        ("STRAẞE", "strasse"),
        ("Café", "cafe"),
        ("Şükrü Yılmaz", "suekrue yilmaz"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("Ærø, Ǽ, Ǿ", "aero, ae, o"),
        ("ﬁnden", "finden"),
        ("½ m²", "1\u20442 m2"),
        ("Οδυσσεύς", "οδυσσευσ"),
        ("🙂 und 👍🏽", "🙂 und 👍🏽"),
        ("", ""),
    ],
)
def test_texts_are_folded_as_a_german_reader_would_look_for_them(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_umlauts_keep_words_apart_that_differ_in_them() -> None:
    assert fold("Größe") != fold("große")
    assert fold("schon") != fold("schön")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_no_letter_of_unicode_changes_when_folded_again() -> None:
    letters = [chr(point) for point in range(0x20000) if not 0xD800 <= point <= 0xDFFF]
    assert [letter for letter in letters if fold(fold(letter)) != fold(letter)] == []


@given(READABLE)
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(READABLE)
def test_capitals_do_not_matter(text: str) -> None:
    assert fold(text.lower().upper()) == fold(text.lower()) or "ŉ" in text.lower() or "ı" in text.lower()


@given(READABLE, st.data())
def test_a_part_of_a_text_folds_to_a_part_of_the_folded_text(text: str, data: st.DataObject) -> None:
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert fold(text[start:end]) in fold(text)
