"""A softened selection and the palette of the program."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QListView, QStackedWidget
from pytestqt.qtbot import QtBot

from gk_desktop.ui.theme import Appearance, apply_appearance, palette
from gk_desktop.ui.widgets.soft_selection import hide_selection, soften_selection


@pytest.fixture(autouse=True)
def _light_before_and_after(qtbot: QtBot) -> Iterator[None]:
    apply_appearance(Appearance.LIGHT)
    yield
    apply_appearance(Appearance.LIGHT)


@pytest.mark.parametrize("choose", [soften_selection, hide_selection])
def test_a_list_that_is_not_shown_turns_dark_with_the_program(
    qtbot: QtBot, choose: Callable[[QAbstractItemView], None]
) -> None:
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    view = QListView()
    pages.addWidget(view)
    pages.addWidget(QLabel())
    with qtbot.waitExposed(pages):
        pages.show()
    choose(view)
    pages.setCurrentIndex(1)

    apply_appearance(Appearance.DARK)
    QApplication.processEvents()

    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Text, QPalette.ColorRole.Window):
        assert view.viewport().palette().color(role) == palette(dark=True).color(role)
