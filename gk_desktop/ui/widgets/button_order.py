"""Buttons of a dialog: each desktop has its own order of them, and Tab has to follow it."""

from itertools import pairwise

from PySide6.QtWidgets import QDialogButtonBox, QWidget


def tab_along(buttons: QDialogButtonBox) -> None:
    """Tab goes from left to right, in whatever order the buttons were added."""
    row = buttons.layout()
    if row is None:
        return
    items = [row.itemAt(place) for place in range(row.count())]
    widgets = [item.widget() for item in items if item is not None]
    for before, after in pairwise([widget for widget in widgets if widget is not None]):
        QWidget.setTabOrder(before, after)
