"""The Mitschrift turns dark with the program, also while another page is shown."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import Appearance, Sign, apply_appearance, palette, sign_colour
from tests.ui.capture_desk import Desk, sitting_at


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    apply_appearance(Appearance.LIGHT)
    yield from sitting_at(qtbot, context)
    apply_appearance(Appearance.LIGHT)


def test_a_hidden_mitschrift_is_readable_after_the_program_turned_dark(desk: Desk) -> None:
    desk.page.hide()
    apply_appearance(Appearance.DARK)
    QApplication.processEvents()
    desk.page.show()

    dark = palette(dark=True)
    second = sign_colour(Sign.SECOND, dark)
    assert desk.page.side._delegate._text == dark.color(QPalette.ColorRole.Text)
    assert desk.page.header._status.palette().color(desk.page.header._status.foregroundRole()) == second
