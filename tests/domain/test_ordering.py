"""Equal places are told apart in the same way everywhere."""

import random
from datetime import datetime, timedelta

import pytest

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem
from gk_desktop.domain.ordering import (
    beginning_of,
    course_of,
    order_in_agenda,
    order_in_notes,
    order_of_number,
    place_in_course,
)


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


def test_a_line_told_afterwards_does_not_stand_before_its_top_began() -> None:
    began = datetime.fromisoformat("2021-05-19T14:20:05")
    beginning = beginning_of(AgendaItem(started_at=began))
    earlier = (began - timedelta(minutes=30)).timestamp() * 1000
    assert beginning is not None
    assert place_in_course(earlier, began, beginning) == beginning
    assert place_in_course(beginning + 7, began, beginning) == beginning + 7


@pytest.mark.parametrize("days", [1, 30])
def test_lines_of_another_day_stay_where_they_are(days: int) -> None:
    began = datetime.fromisoformat("2021-05-19T14:20:05")
    earlier = (began - timedelta(days=days)).timestamp() * 1000
    assert place_in_course(earlier, began, beginning_of(AgendaItem(started_at=began))) == earlier


def test_lines_without_a_time_keep_the_order_in_which_they_were_written() -> None:
    item = AgendaItem(started_at=datetime.fromisoformat("2021-05-19T14:20:05"))
    assert place_in_course(3.0, None, beginning_of(item)) == 3.0
    assert place_in_course(3.0, item.started_at, beginning_of(AgendaItem())) == 3.0


def test_the_course_knows_tops_by_their_first_line_else_by_their_beginning_and_the_rest_comes_last() -> None:
    began = datetime.fromisoformat("2021-05-19T14:20:05")
    agenda = [
        AgendaItem(id="spoken", started_at=began + timedelta(hours=1)),
        AgendaItem(id="silent", started_at=began),
        AgendaItem(id="never"),
        AgendaItem(id="imported"),
    ]
    entries = [
        Entry(agenda_item="spoken", position=began.timestamp() * 1000, time=began),
        Entry(agenda_item="imported", position=5.0),
        Entry(agenda_item="imported", position=2.0),
        Entry(agenda_item="removed", position=1.0),
    ]
    course = course_of(agenda, entries)
    assert sorted(course, key=course.__getitem__) == ["imported", "silent", "spoken", "never"]
    assert course["imported"] == 2.0
