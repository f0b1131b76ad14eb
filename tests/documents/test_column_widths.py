"""Columns of lists are as wide as what stands in them, and the rest is for the long texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.documents.column_widths import ROOM, column_width, rest_of_room, text_width


@pytest.mark.parametrize(
    ("text", "millimetres"),
    [
        ("T-A12", 9.4),
        ("A1234", 10.2),
        ("21.05.2021", 17.7),
        ("erledigt", 11.6),
        ("in Arbeit", 12.7),
        ("Wohlfahrtsverbände", 31.5),
        ("Frau Müller-Mumm", 29.8),
    ],
)
def test_a_width_is_a_little_more_than_in_liberation_sans(text: str, millimetres: float) -> None:
    assert millimetres < text_width(text) < millimetres * 1.2


def test_a_column_has_room_for_its_longest_cell_and_its_header() -> None:
    assert column_width("Nr.", ["T-A1", "T-A12"]) > text_width("T-A12")
    assert column_width("verantwortlich", ["–"]) > text_width("verantwortlich")
    assert column_width("Nr.", []) > text_width("Nr.")


def test_a_column_may_have_an_end() -> None:
    assert column_width("wer", ["Name " * 20], 36.0) < 45


@given(st.lists(st.floats(5, 40), min_size=1, max_size=4))
def test_all_columns_together_fill_the_room(widths: list[float]) -> None:
    assert abs(sum(widths) + rest_of_room(widths) - ROOM) < 0.1
