"""Equal places are told apart in the same way everywhere."""

import random

import pytest

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem
from gk_desktop.domain.ordering import order_in_agenda, order_in_notes, order_of_number


def test_entries_of_one_place_stand_in_the_order_of_their_ids_however_they_arrived() -> None:
    entries = [Entry(id=name, position=place) for name, place in (("c", 1.0), ("a", 1.0), ("b", 0.5), ("d", 1.0))]
    random.Random(1).shuffle(entries)
    assert [entry.id for entry in sorted(entries, key=order_in_notes)] == ["b", "a", "c", "d"]


def test_a_top_without_a_number_comes_last() -> None:
    items = [AgendaItem(id=name, number=number) for name, number in (("x", None), ("z", 2), ("y", 2), ("w", 1))]
    assert [item.id for item in sorted(items, key=order_in_agenda)] == ["w", "y", "z", "x"]


@pytest.mark.parametrize(
    "numbers", [["T-A2", "T-A10"], ["T-A2", "T-B2", "T-A3"], ["B-A1", "B-AXY1", "B-B1"], ["", "A1", "A17"]]
)
def test_numbers_stand_as_people_count(numbers: list[str]) -> None:
    shuffled = numbers[::-1]
    assert sorted(shuffled, key=order_of_number) == numbers
