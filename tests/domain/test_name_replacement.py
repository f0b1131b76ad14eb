"""Which words are a name, and which only look like one."""

import csv
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.base.paths import resources
from gk_desktop.domain.name_replacement import KnownName, NameKind, NameReplacer


def replacer(*names: str, stand_in: str = "X") -> NameReplacer:
    return NameReplacer(KnownName(name, (stand_in,)) for name in names)


def municipalities() -> list[str]:
    with Path(resources() / "data" / "nrw_kreise.csv").open(encoding="utf-8", newline="") as stream:
        return [row["name"] for row in csv.DictReader(stream, delimiter=";")]


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ("Essen", "Interessen, vergessen, essenziell, Essenz"),
        ("Hamm", "Zusammenhang, Schwammkopf, hämmern"),
        ("Düren", "dürfen, Gebühren, Türen"),
        ("Unna", "unnötig, Brunnader"),
        ("Hagen", "Stadthagen, behagen, Hagenbeck"),
        ("UN", "uns, und, unter, Unser"),
        ("Verl", "verlieren, überverlangt"),
        ("Olpe", "Tolpatsch, Volpert"),
        ("Köln", "Kolne, Kolonie"),
    ],
)
def test_short_name_leaves_other_words_alone(names: str, text: str) -> None:
    assert replacer(names).replace(text) == text


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Essen", "in Essen, ESSEN und bei Essens Essenern", "in X, X und bei X X"),
        ("Essen", "die Essener*innen und Essenerinnen", "die X*innen und X"),
        ("Unna", "Unnaer, Unna-Süd, Kreis_Unna_2021, (unna)", "X, X-Süd, Kreis_X_2021, (X)"),
        ("Hagen", "Hagener Modell; hagensche", "X Modell; X"),
        ("Düren", "DUEREN Du\u0308ren Dü\u00adren Dü-\nren", "X X X X"),
        ("UN", "im UN, un", "im X, X"),
        ("Musterstadt", "Musterstädterin, musterstadtweit, Innen-MUSTERSTADT", "X, Xweit, Innen-X"),
        ("Beispielhausen", "Beispielhäuser", "X"),
        ("Solingen", "Solinger Klingen aus Alt-Solingen", "X Klingen aus Alt-X"),
        ("Märkischer Kreis", "im Märkischen Kreise, des märkischen Kreises, MÄRKISCHERKREIS", "im X, des X, X"),
        ("Kolping-Bildungswerk Essen", "des Kolping Bildungswerks Essen", "des X"),
        ("Rhein-Erft-Kreis", "Rhein–Erft–Kreises, Rhein Erft\nKreis", "X, X"),
        ("Großstadt", "GROSSSTADT, GROẞSTADT, Großstädter", "X, X, X"),
        ("Mueller & Söhne", "bei Müller & Soehne", "bei X"),
        ("Bündnis „Wege“", "im Bündnis „Wege“, Bündnis 'Wege'", "im X, X'"),
        ("Café Ägäis", "im Cafe Aegaeis", "im X"),
        ("Unna", "Unna\u00ad\u200b, Un\u0301na", "X, X"),
        ("Oﬃce Nord", "Office Nord", "X"),
        ("Werk[statt] (Nord)*", "im Werk[statt] (Nord)* der Werkstatt", "im X der Werkstatt"),
    ],
)
def test_name_is_replaced_however_it_is_written(name: str, text: str, expected: str) -> None:
    assert replacer(name).replace(text) == expected
    assert replacer(name).holds_name(text)


def test_longer_name_goes_first_and_overlapping_names_leave_nothing() -> None:
    names = NameReplacer(
        KnownName(name, (stand_in,)) for name, stand_in in (("Bad Berg", "1"), ("Berg Süd", "2"), ("Bad Berg Süd", "3"))
    )
    assert names.replace("Bad Berg, Berg Süd, Bad Berg Süd") == "1, 2, 3"
    parted = NameReplacer(KnownName(name, (stand_in,)) for name, stand_in in (("Alt Berg", "1"), ("Berg Mitte", "2")))
    assert parted.replace("in Alt Berg Mitte") == "in 2"


def test_name_that_only_stands_free_once_its_neighbour_is_replaced_goes_too() -> None:
    names = NameReplacer([KnownName("Unna", ("[Kommune]",)), KnownName("Musterstadt", ("[Ort]",))])
    assert names.replace("UnnaMusterstadt") == "[Kommune][Ort]"


def test_stand_in_that_gives_a_name_away_is_passed_over() -> None:
    names = NameReplacer([KnownName("Unna", ("UNNA-1", "[Kommune]")), KnownName("Haus Kork", ("Kork in Unna",))])
    assert names.replace("Haus Kork, Unna") == "[…], [Kommune]"
    assert names.clean(["Unna", "frei"]) == "frei"


def test_name_that_stays_guards_what_is_within_and_no_more() -> None:
    names = NameReplacer([KnownName("Muster", ("X",)), KnownName("Musterkreis", ())])
    assert names.replace("Muster im Musterkreis, Musterkurs") == "X im Musterkreis, Xkurs"


def test_surname_is_replaced_only_as_a_capitalised_word() -> None:
    names = NameReplacer([KnownName("Klein", ("X",), NameKind.SURNAME)])
    assert names.replace("Klein sagt, Kleins Kurs ist klein und KLEIN, Kleine Kleinigkeit") == (
        "X sagt, X Kurs ist klein und X, Kleine Kleinigkeit"
    )


def test_text_without_names_comes_back_composed() -> None:
    assert replacer("Unna").replace("Gespra\u0308ch 👩‍👩‍👧\x0b") == "Gespräch 👩‍👩‍👧\x0b"


@pytest.mark.parametrize("name", ["", " ", "-", "U", "…", "12", "\u00ad\u200b"])
def test_what_is_no_name_replaces_nothing(name: str) -> None:
    text = "U - 12 … und\u00ad mehr"
    assert replacer(name).replace(text) == text


@pytest.mark.parametrize("name", municipalities())
def test_every_municipality_of_the_state_is_found_in_sentences(name: str) -> None:
    names = replacer(name)
    for written in (name, name.upper(), unicodedata.normalize("NFD", name), name.replace("-", " "), name + "s"):
        assert name.split(maxsplit=1)[0].casefold() not in names.replace(f"Wir in {written}: alle").casefold()


@given(st.text(), st.text(st.characters(codec="utf-8"), max_size=12), st.integers(0, 40))
def test_any_text_with_any_name_ends_without_it(text: str, name: str, place: int) -> None:
    names = replacer(name, stand_in="†")
    assert not names.holds_name(names.replace(text[:place] + name + text[place:]))


@given(st.lists(st.text("abcäß -.\n", max_size=9), max_size=5), st.text("abcäß -.\nABC", max_size=40))
def test_replacing_twice_changes_nothing(known: list[str], text: str) -> None:
    names = replacer(*known, stand_in="†")
    once = names.replace(text)
    assert names.replace(once) == once


def test_many_names_in_much_text_take_little_time() -> None:
    names = replacer(*municipalities(), *(f"Einrichtung Nummer{number} Haus" for number in range(400)))
    text = "Die Übergabe zwischen Kurs und Ausbildung gelingt im Kreis Unna besser als gedacht. " * 240
    started = time.perf_counter()
    assert "Unna" not in names.replace(text)
    assert time.perf_counter() - started < 2
