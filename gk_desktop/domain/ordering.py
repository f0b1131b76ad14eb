"""In which order records of an event stand, on the screen, in minutes and on every laptop alike.

Two laptops may give the same place: then the id decides, which is the same everywhere; when a record arrived is not.
"""

import re
from typing import Final

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem, Participant

_COUNT: Final = re.compile(r"(\d+)$")


def order_in_notes(record: Entry | Participant) -> tuple[float, str]:
    """By place, then by id."""
    return (record.position, record.id)


def order_in_agenda(item: AgendaItem) -> tuple[bool, int, str]:
    """By the number that people say; one that has none comes last."""
    return (item.number is None, item.number or 0, item.id)


def order_of_number(number: str) -> tuple[int, str]:
    """As people count: `T-A2` before `T-A10`, and of two laptops' second ones the A before the B."""
    found = _COUNT.search(number)
    return (int(found[1]) if found else 0, number)
