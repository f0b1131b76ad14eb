import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.domain.name_finder import NameFinder
from gk_desktop.domain.name_replacement import KnownName, NameKind, places_of_names

NAMES = [
    KnownName("Müller", ("FK01-GfS-A1",), NameKind.SURNAME),
    KnownName("Bräutigam-Özdemir", ("FK01-TR-A2",), NameKind.SURNAME),
    KnownName("Lang", ("FK01-TR-A3",), NameKind.SURNAME),
    KnownName("Märkischer Kreis", ("[Kommune]",)),
    KnownName("Musterstadt", ("FK01",)),
    KnownName("Straße der Einheit", ("[Ort]",)),
    KnownName("UN", ("[Ort]",)),
    KnownName("Musterstädter Bündnis", ()),
    KnownName("André", ("FK02-TN-A1",), NameKind.SURNAME),
    KnownName("FK03-GfS-A1", ("GfS",), NameKind.CODE),
    KnownName("Çelik-Şahin", ("FK02-TN-A2",), NameKind.PERSON),
    KnownName("0201 123456", ("FK02-TN-A2",), NameKind.NUMBER),
]
PIECES = [
    *("Müllers", "mueller", "MÜLLER", "Müllerin", "Mül-\nler", "Mu\u0308ller", "Mü\u00adller", "Bräutigam-Özdemir"),
    *("Lang", "lang", "Langs", "Bräutigam Özdemir", "Andre", "Andrés", "ANDRÉ", "Straße der Einheit", "Strasse"),
    *("des Märkischen Kreises", "Märkischem Kreis", "Musterstädterin", "Musterstädter Bündnis", "musterstadtweit"),
    *("Celik Şahin", "çelik-sahin", "0201/123456", "+49 201 12 34 56", "123456", "ş", "é", "\\u201e"),
    *("UN", "uns", "FK03-GfS-A1", "fk03 gfs a1", "„", "“", " ", "\n", "\t", "-", "\x1e", "🙂", "ﬁ", "İ", "ẞ", "1", "a"),
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)


def found(names: list[KnownName], written: list[str]) -> list[tuple[int, int, int, str, KnownName]]:
    return [(hit.text, hit.start, hit.end, hit.word, hit.name) for hit in NameFinder(names).find(written)]


@given(st.lists(st.sampled_from(NAMES), unique=True), st.lists(texts, max_size=6))
def test_in_many_texts_it_finds_what_a_look_at_each_of_them_finds(names: list[KnownName], written: list[str]) -> None:
    expected = [
        (number, start, end, unicodedata.normalize("NFC", text)[start:end], name)
        for number, text in enumerate(written)
        for start, end, name in places_of_names(unicodedata.normalize("NFC", text), names)
    ]
    assert found(names, written) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Das sind Müllers Zahlen.", "Müllers"),
        ("Im Namen des Märkischen Kreises", "Märkischen Kreises"),
        ("die Musterstädterinnen", "Musterstädterinnen"),
        ("Frau MUELLER sagt", "MUELLER"),
        ("getrennt: Mül-\nler", "Mül-\nler"),
        ("zusammengesetzt: Mu\u0308ller", "Müller"),
        ("weich getrennt: Mü\u00adller", "Mü\u00adller"),
        ("„Müller“ – sagt", "Müller"),
        ("in fremder Schrift: Çelik-Şahin", "Çelik-Şahin"),
        ("mit Akzent: Àndré", "Àndré"),
        ("Tel. 02–01/12–34–56", "02–01/12–34–56"),
    ],
)
def test_an_inflected_name_is_found(text: str, word: str) -> None:
    assert [hit.word for hit in NameFinder(NAMES).find(["nichts", text])] == [word]


def test_no_names_or_no_texts_give_no_hits() -> None:
    assert found([], ["Müller"]) == []
    assert found(NAMES, []) == []
    assert found([KnownName("–", ("x",))], ["–"]) == []
