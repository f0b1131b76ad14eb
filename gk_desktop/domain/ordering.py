"""In which order records of an event stand, on the screen, in minutes and on every laptop alike.

Two laptops may give the same place: then the id decides, which is the same everywhere; when a record arrived is not.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Final

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem, Participant

_COUNT: Final = re.compile(r"(\d+)$")
_NEVER: Final = float("inf")
_SECOND: Final = 1000.0
_ANOTHER_OCCASION: Final = 12 * 60 * 60 * _SECOND
"""Notes this much older than the beginning of their TOP were there before somebody came to it again, days later."""


def order_in_notes(record: Entry | Participant) -> tuple[float, str]:
    """By place, then by id."""
    return (record.position, record.id)


def beginning_of(item: AgendaItem) -> float | None:
    """When the notes came to a TOP, as a place among entries (milliseconds); None where nobody knows."""
    return _place_of(item.started_at) if item.started_at else None


@lru_cache(maxsize=256)
def _place_of(started_at: datetime) -> float:
    """Kept, as each of ten thousand entries asks for it."""
    # It is told to the second: what was said before the TOP within that second comes before it.
    return (started_at.timestamp() + 1) * _SECOND


def place_in_course(position: float, time: datetime | None, beginning: float | None) -> float:
    """Where an entry stands in the course of a meeting.

    A back-dated entry stays within its TOP: it does not stand before the `beginning` of it.
    """
    if time is None or beginning is None or beginning - position > _ANOTHER_OCCASION:
        return position
    return max(position, beginning)


def course_of(agenda: Iterable[AgendaItem], entries: Iterable[Entry]) -> dict[str, float]:
    """Where each TOP stands in the course of the meeting, by id: where its first entry does, else where it began.

    What was not treated comes last.
    """
    beginnings = {item.id: beginning_of(item) for item in agenda}
    course: dict[str, float] = {}
    for entry in entries:
        if entry.agenda_item in beginnings:
            place = place_in_course(entry.position, entry.time, beginnings[entry.agenda_item])
            course[entry.agenda_item] = min(place, course.get(entry.agenda_item, place))
    untold = {item: _NEVER if beginning is None else beginning for item, beginning in beginnings.items()}
    return untold | course


def order_in_agenda(item: AgendaItem) -> tuple[bool, int, str]:
    """By the number that people say; one that has none comes last."""
    return (item.number is None, item.number or 0, item.id)


def order_of_number(number: str) -> tuple[int, str]:
    """As people count: `T-A2` before `T-A10`, and of two laptops' second ones the A before the B."""
    found = _COUNT.search(number)
    return (int(found[1]) if found else 0, number)
