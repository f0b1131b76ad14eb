"""Somebody who types without looking: whatever they do, list and form show what is in the store."""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.record import Record
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.cases_page import CasesPage
from gk_desktop.ui.pages.categories_page import CategoriesPage
from gk_desktop.ui.pages.events_page import EventsPage
from gk_desktop.ui.pages.records_page import RecordsPage
from tests.ui.conftest import type_text

Key = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
STEPS = 220

TEXTS = ("ä", "Größe ß", "31.2.2021", "3.4.21", "25:99", "9", "FK01", "GfS", "👩‍👩‍👧", "a:b", "#x", "-", " ", "„Zitat“")
KEYS = (
    (Key.Key_Tab, PLAIN),
    (Key.Key_Return, PLAIN),
    (Key.Key_Escape, PLAIN),
    (Key.Key_Down, PLAIN),
    (Key.Key_Up, PLAIN),
    (Key.Key_Right, PLAIN),
    (Key.Key_Left, PLAIN),
    (Key.Key_Home, PLAIN),
    (Key.Key_F2, PLAIN),
    (Key.Key_Space, PLAIN),
    (Key.Key_Delete, PLAIN),
    (Key.Key_Backspace, PLAIN),
    (Key.Key_A, CONTROL),
    (Key.Key_N, CONTROL),
    (Key.Key_T, CONTROL),
    (Key.Key_U, CONTROL),
    (Key.Key_I, CONTROL),
    (Key.Key_J, CONTROL),
)


def _one_step(page: RecordsPage, workspace: Workspace, dice: random.Random) -> None:
    focus = QApplication.focusWidget() or page
    choice = dice.random()
    if choice < 0.4:
        type_text(focus, dice.choice(TEXTS))
    elif choice < 0.9:
        QTest.keyClick(focus, *dice.choice(KEYS))
    elif choice < 0.94:
        page.save_pending()
        page._context.perform(workspace.projects.undo)
    elif choice < 0.96:
        page._context.perform(workspace.projects.redo)
    elif choice < 0.98:
        page._tabs.setCurrentIndex(dice.randrange(3))
    else:
        QTest.qWait(0)
    QApplication.sendPostedEvents()


@pytest.mark.parametrize("page_type", [EventsPage, CasesPage, CategoriesPage])
@pytest.mark.parametrize("seed", range(3))
def test_the_screen_shows_the_store_whatever_is_typed(
    page_type: type[RecordsPage], seed: int, context: WorkspaceContext, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.sample().load()
    kind: type[Record] = page_type.RECORD_TYPE
    page = page_type(context)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.enter()
    dice = random.Random(seed)
    for _step in range(STEPS):
        _one_step(page, workspace, dice)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        stored = {record.id for record in workspace.records.find(kind)}
        page._list.filter_line.clear()
        assert {record_id for record_id in page._list.model.all_ids() if record_id != "nobody"} == stored
        shown = page._form.record
        assert shown is None or shown.id in {"", "nobody", *stored}
    page.save_pending()
    shown = page._form.record
    if shown is not None and shown.id not in ("", "nobody"):
        assert shown == workspace.records.get(kind, shown.id)
    assert workspace.projects.check().is_sound
