"""The pages before a workspace is open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gk_desktop.ui.widgets.plain_page import PlainPage


def is_selectable(label: QLabel) -> bool:
    return bool(label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse)


def test_text_can_be_marked_as_soon_as_it_is_painted_and_is_no_stop_for_tab(qtbot: QtBot) -> None:
    page = PlainPage("Titel")
    qtbot.addWidget(page)
    label = page.add_text("Der Ordner ist /srv/projekt.")
    page.show()

    qtbot.waitUntil(lambda: is_selectable(label))

    assert label.focusPolicy() is Qt.FocusPolicy.NoFocus
