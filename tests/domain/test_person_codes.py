"""No code leaves the house, however it was typed."""

import pytest

from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.person_codes import PersonCodes

CASES = (Case(name="Musterstadt", case_code="FK01"), Case(name="Unna", case_code="UNNA"))
CODES = PersonCodes(
    [Person(code="FK01-GfS-A1", role="GfS")], CASES, {"GfS": "Geschäftsführende Stelle", "TR": "Träger"}
)


@pytest.mark.parametrize(
    "typed",
    [
        "FK01-GfS-A1",
        "fk01-gfs-a1",
        "FK01 GfS A1",
        "FK01GfSA1",
        "FK01/GfS/A1",
        "FK01-GfS-A 1",
        "FK 01-GfS-A1",
        "FK01\u00adGfS\u00adA1",
        "FK01-GfS-\u200bA1",
        "FK01-GfS-\nA1",
        "GfS-A1",
        "GfS A1",
        "GfS/A1",
        "FK01 GfS B7",
        "FK01GfSB7",
    ],
)
def test_a_person_code_becomes_the_role_in_all_ways_of_typing_it(typed: str) -> None:
    assert CODES.replaced_by_roles(f"laut {typed} ja") == "laut Geschäftsführende Stelle ja"
    assert CODES.are_in(typed)


@pytest.mark.parametrize("typed", ["FK01", "fk01", "FK 01", "FK-01"])
def test_a_fallkuerzel_alone_becomes_a_municipality(typed: str) -> None:
    assert CODES.replaced_by_roles(f"in {typed}, sagt man") == "in [Kommune], sagt man"


@pytest.mark.parametrize(
    "text",
    [
        "Covid-Test-A1",
        "in Unna und UNNA",
        "TRA1N",
        "GfS am 1. März",
        "FK011",
        "die GfS ab A40",
        "Blatt A1",
        "TR und GfS",
    ],
)
def test_other_words_and_numbers_are_no_codes(text: str) -> None:
    assert CODES.replaced_by_roles(text) == text
