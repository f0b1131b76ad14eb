"""Columns of a table that share what the others leave, as long as there is enough of it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QHeaderView

LEAST_WIDTH: Final = 104
"""Pixels; narrower, only the beginnings of words could be read."""


def share_room(header: QHeaderView, room: int, stretched: Sequence[int]) -> None:
    """`room` is the width of the table. With too little of it the columns keep their least width, to be scrolled to."""
    shown = [column for column in range(header.count()) if not header.isSectionHidden(column)]
    sharing = [column for column in stretched if column in shown]
    left = room - sum(header.sectionSize(column) for column in shown if column not in sharing)
    modes = QHeaderView.ResizeMode
    is_roomy = left >= LEAST_WIDTH * len(sharing)
    for column in stretched:
        header.setSectionResizeMode(column, modes.Stretch if is_roomy else modes.Interactive)
        if not is_roomy:
            header.resizeSection(column, LEAST_WIDTH)
