"""Search over everything, with jumps."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from gk_desktop.domain.case import Case
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem, Event
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.search_page import SearchPage
from gk_desktop.ui.viewmodels.hit_marks import excerpt, marks
from gk_desktop.ui.viewmodels.search_hits_model import DETAIL_ROLE, HEADING_ROLE, MARKS_ROLE, SearchHitsModel
from tests.ui.conftest import type_text
from tests.ui.dialog_life import show


@pytest.fixture
def event(context: WorkspaceContext) -> Event:
    workspace = context.workspace
    workspace.keeping.add(Case(name="Räumungskreis"))
    event = workspace.keeping.add(Event(title="Fachtag"))
    capture = workspace.capture(event.id)
    for line in ("TOP 1: Räumungen regeln", "@VHS: Die Räumung fehlt.", "Etwas anderes.", "* Raeumung, sagt jemand."):
        capture.add_line(line)
    return event


@pytest.fixture
def page(qtbot: QtBot, context: WorkspaceContext, event: Event) -> SearchPage:
    page = SearchPage(context)
    qtbot.addWidget(page)
    show(qtbot, page)
    page.enter()
    return page


def _line(page: SearchPage) -> QLineEdit:
    line = page.findChild(QLineEdit, "search_page_line")
    assert line is not None
    return line


def _table(page: SearchPage) -> QTableView:
    table = page.findChild(QTableView, "search_hits")
    assert table is not None
    return table


def _rows(page: SearchPage) -> list[str]:
    model = _table(page).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def _said(page: SearchPage) -> str:
    label = page.findChild(QLabel, "search_said")
    assert label is not None
    return label.text()


def test_typing_finds_a_moment_later_grouped_and_newest_first(qtbot: QtBot, page: SearchPage) -> None:
    type_text(_line(page), "räumung")
    assert _rows(page) == []

    qtbot.waitUntil(lambda: bool(_rows(page)))

    assert _rows(page) == [
        "Einträge (2)",
        "Raeumung, sagt jemand.",
        "Die Räumung fehlt.",
        "Tagesordnungspunkte (1)",
        "Räumungen regeln",
        "Fälle (1)",
        "Räumungskreis",
    ]
    assert _said(page).startswith("4 Treffer")


def test_hits_say_where_they_stand_and_what_was_found(page: SearchPage) -> None:
    page.search("räumung")

    index = _table(page).model().index(2, 0)
    assert index.data(DETAIL_ROLE).startswith("A1 · Aussage · Fachtag")
    assert index.data(MARKS_ROLE) == [(4, 7)]
    assert _table(page).model().index(0, 0).data(HEADING_ROLE)


def test_enter_opens_the_hit_that_f3_has_reached(qtbot: QtBot, page: SearchPage, context: WorkspaceContext) -> None:
    page.search("räumung")
    for keys in ("F3", "F3", "Shift+F3"):
        modifier = Qt.KeyboardModifier.ShiftModifier if keys != "F3" else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(_line(page), Qt.Key.Key_F3, modifier)

    with qtbot.waitSignal(context.open_requested) as opened:
        QTest.keyClick(_line(page), Qt.Key.Key_Return)

    entry = next(item for item in context.workspace.records.find(Entry) if item.text == "Die Räumung fehlt.")
    assert opened.args == ["entry", entry.id]


def test_f3_passes_headings_and_goes_round(page: SearchPage) -> None:
    page.search("räumung")

    seen = []
    for _press in range(4):
        seen.append(_table(page).currentIndex().row())
        QTest.keyClick(_line(page), Qt.Key.Key_F3)

    assert seen == [1, 2, 4, 6]
    assert _table(page).currentIndex().row() == 1


def test_enter_that_comes_before_the_search_opens_what_was_meant(
    qtbot: QtBot, page: SearchPage, context: WorkspaceContext
) -> None:
    type_text(_line(page), "anderes")

    with qtbot.waitSignal(context.open_requested) as opened:
        QTest.keyClick(_line(page), Qt.Key.Key_Return)

    assert opened.args[0] == "entry"


def test_an_agenda_item_opens_its_event(
    qtbot: QtBot, page: SearchPage, context: WorkspaceContext, event: Event
) -> None:
    page.search("regeln")

    with qtbot.waitSignal(context.open_requested) as opened:
        QTest.keyClick(_line(page), Qt.Key.Key_Return)

    assert len(context.workspace.records.find(AgendaItem)) == 1
    assert opened.args == ["event", event.id]


def test_double_click_opens(qtbot: QtBot, page: SearchPage, context: WorkspaceContext) -> None:
    page.search("anderes")
    table = _table(page)
    middle = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)

    with qtbot.waitSignal(context.open_requested):
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)


def test_tab_leads_to_the_hits_and_enter_opens_there(qtbot: QtBot, page: SearchPage, context: WorkspaceContext) -> None:
    page.search("anderes")
    QTest.keyClick(_line(page), Qt.Key.Key_Tab)
    qtbot.waitUntil(_table(page).hasFocus)

    with qtbot.waitSignal(context.open_requested):
        QTest.keyClick(_table(page), Qt.Key.Key_Return)


def test_an_empty_line_and_an_empty_result_say_so(page: SearchPage) -> None:
    assert "Gesucht wird in allem" in _said(page)

    page.search("gibtesnicht")

    assert "„gibtesnicht“ steht hier nichts" in _said(page)
    assert not _table(page).isVisible()


def test_new_notes_appear_among_the_hits(
    qtbot: QtBot, page: SearchPage, context: WorkspaceContext, event: Event
) -> None:
    page.search("räumung")

    context.workspace.capture(event.id).add_line("Noch eine Räumung")

    qtbot.waitUntil(lambda: "Noch eine Räumung" in _rows(page))


def test_one_letter_waits_longer_than_a_word(qtbot: QtBot, page: SearchPage) -> None:
    started = time.monotonic()
    type_text(_line(page), "e")
    qtbot.waitUntil(lambda: bool(_rows(page)))

    assert time.monotonic() - started > 0.4


def test_line_and_hits_are_named_for_screen_readers(page: SearchPage) -> None:
    for widget in (_line(page), _table(page)):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Die Übergabe", "uebergabe", [(4, 8)]),
        ("Größe und Maß", "gröss mass", [(0, 4), (10, 3)]),
        ("ab abab", "ab", [(0, 2), (3, 4)]),
        ("nichts", "etwas", []),
        ("Straße", "e", [(5, 1)]),
        ("", "a", []),
    ],
)
def test_marks_stand_where_a_german_reader_finds_the_words(
    text: str, query: str, expected: list[tuple[int, int]]
) -> None:
    assert marks(text, query) == expected


def test_a_long_text_begins_shortly_before_the_hit() -> None:
    line, found = excerpt("viele Wörter davor " * 20 + "das Ziel steht hier", "ziel")

    start, length = found[0]
    assert line.startswith("… ")
    assert line[start : start + length] == "Ziel"
    assert start < 100


def test_model_keeps_the_rules_of_qt(qtbot: QtBot, context: WorkspaceContext, event: Event) -> None:
    model = SearchHitsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.set_hits(context.workspace.searching.find_in_each_kind("e", 1), "e", {event.id: event}, 1)

    assert model.index(0, 0).data() == "Einträge, die 1 neuesten"
    assert model.next_hit(-1, -1) == model.rowCount() - 1
