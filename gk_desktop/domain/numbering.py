"""Numbers and codes that laptops give offline and that never collide (contract 1).

Each is made unique by the letters of the laptop (site) that gave it. The program counts; it never gives a number twice.
"""

import secrets
from collections.abc import Collection
from typing import Final

FIRST_SITE_LETTERS: Final = "A"

# No I and O, which read like digits behind a number.
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def entry_number(site_letters: str, count: int) -> str:
    """For instance `A17`, counted per event."""
    return f"{site_letters}{count}"


def task_number(site_letters: str, count: int) -> str:
    """For instance `T-A5`, counted per project."""
    return f"T-{site_letters}{count}"


def decision_number(site_letters: str, count: int) -> str:
    """For instance `B-A3`, counted per project."""
    return f"B-{site_letters}{count}"


def person_code(case_code: str, role: str, site_letters: str, count: int) -> str:
    """For instance `FK03-GfS-A1`, counted per case and role."""
    return f"{case_code}-{role}-{site_letters}{count}"


def letters_after_copy(own: str, taken: Collection[str]) -> str:
    """New letters for a restored or copied workspace: the old first letter and two random ones, none of them taken.

    The copy cannot ask the original what it has handed out since, so the letters are drawn, not counted: two copies of
    one laptop meet with a chance of 1 in 576, and are told apart by their site id even then.
    """
    while True:
        letters = own[0] + "".join(secrets.choice(_LETTERS) for _position in range(2))
        if letters not in taken:
            return letters
