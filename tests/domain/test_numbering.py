import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.domain.numbering import (
    FIRST_SITE_LETTERS,
    decision_number,
    entry_number,
    letters_after_copy,
    person_code,
    task_number,
)

LETTERS = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=1, max_size=3)


def test_numbers_look_as_agreed() -> None:
    assert entry_number("A", 17) == "A17"
    assert task_number("A", 5) == "T-A5"
    assert decision_number("A", 3) == "B-A3"
    assert person_code("FK03", "GfS", "A", 1) == "FK03-GfS-A1"
    assert FIRST_SITE_LETTERS == "A"


@pytest.mark.parametrize("number", [entry_number, task_number, decision_number])
@given(one=st.tuples(LETTERS, st.integers(1, 10_000)), other=st.tuples(LETTERS, st.integers(1, 10_000)))
def test_two_laptops_never_give_the_same_number(number, one: tuple[str, int], other: tuple[str, int]) -> None:  # type: ignore[no-untyped-def]
    assert (number(*one) == number(*other)) == (one == other)


@given(own=LETTERS, taken=st.sets(LETTERS))
def test_a_copy_gets_letters_that_nobody_has_and_keeps_the_first(own: str, taken: set[str]) -> None:
    letters = letters_after_copy(own, taken)
    assert letters not in taken
    assert letters[0] == own[0]
    assert len(letters) == 3
    assert not set(letters[1:]) & set("IO")


def test_the_last_free_letters_are_found() -> None:
    every = {f"A{''.join(pair)}" for pair in itertools.product("ABCDEFGHJKLMNPQRSTUVWXYZ", repeat=2)}
    assert letters_after_copy("A", every - {"AQX"}) == "AQX"
