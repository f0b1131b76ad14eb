"""Search over everything, with jumps."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.base.progress import silent
from gk_desktop.domain.case import Case
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem, Event
from gk_desktop.store.search_index import PackedRows, SearchIndex
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.search_page import SearchPage
from gk_desktop.ui.viewmodels.hit_marks import excerpt, marks
from gk_desktop.ui.viewmodels.search_hits_model import DETAIL_ROLE, HEADING_ROLE, MARKS_ROLE, SearchHitsModel
from tests.ui.conftest import type_text
from tests.ui.dialog_life import is_freed, show


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


def _search(qtbot: QtBot, page: SearchPage, text: str) -> None:
    page.search(text)
    qtbot.waitUntil(lambda: not page.is_searching)


@contextmanager
def _slow_search(page: SearchPage) -> Iterator[None]:
    """The file takes its time until the end of the block."""
    with page._searching._reader._turn:
        yield


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


def test_hits_say_where_they_stand_and_what_was_found(qtbot: QtBot, page: SearchPage) -> None:
    _search(qtbot, page, "räumung")

    index = _table(page).model().index(2, 0)
    assert index.data(DETAIL_ROLE).startswith("A1 · Aussage · Fachtag")
    assert index.data(MARKS_ROLE) == [(4, 7)]
    assert _table(page).model().index(0, 0).data(HEADING_ROLE)


def test_enter_opens_the_hit_that_f3_has_reached(qtbot: QtBot, page: SearchPage, context: WorkspaceContext) -> None:
    _search(qtbot, page, "räumung")
    for keys in ("F3", "F3", "Shift+F3"):
        modifier = Qt.KeyboardModifier.ShiftModifier if keys != "F3" else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(_line(page), Qt.Key.Key_F3, modifier)

    with qtbot.waitSignal(context.open_requested) as opened:
        QTest.keyClick(_line(page), Qt.Key.Key_Return)

    entry = next(item for item in context.workspace.records.find(Entry) if item.text == "Die Räumung fehlt.")
    assert opened.args == ["entry", entry.id]


def test_f3_passes_headings_and_goes_round(qtbot: QtBot, page: SearchPage) -> None:
    _search(qtbot, page, "räumung")

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
    _search(qtbot, page, "regeln")

    with qtbot.waitSignal(context.open_requested) as opened:
        QTest.keyClick(_line(page), Qt.Key.Key_Return)

    assert len(context.workspace.records.find(AgendaItem)) == 1
    assert opened.args == ["event", event.id]


def test_double_click_opens(qtbot: QtBot, page: SearchPage, context: WorkspaceContext) -> None:
    _search(qtbot, page, "anderes")
    table = _table(page)
    middle = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)

    with qtbot.waitSignal(context.open_requested):
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)


def test_tab_leads_to_the_hits_and_enter_opens_there(qtbot: QtBot, page: SearchPage, context: WorkspaceContext) -> None:
    _search(qtbot, page, "anderes")
    QTest.keyClick(_line(page), Qt.Key.Key_Tab)
    qtbot.waitUntil(_table(page).hasFocus)

    with qtbot.waitSignal(context.open_requested):
        QTest.keyClick(_table(page), Qt.Key.Key_Return)


def test_an_empty_line_and_an_empty_result_say_so(qtbot: QtBot, page: SearchPage) -> None:
    assert "Gesucht wird in allem" in _said(page)

    _search(qtbot, page, "gibtesnicht")

    assert "„gibtesnicht“ steht hier nichts" in _said(page)
    assert not _table(page).isVisible()


def test_new_notes_appear_among_the_hits(
    qtbot: QtBot, page: SearchPage, context: WorkspaceContext, event: Event
) -> None:
    _search(qtbot, page, "räumung")

    context.workspace.capture(event.id).add_line("Noch eine Räumung")

    qtbot.waitUntil(lambda: "Noch eine Räumung" in _rows(page))


def test_hit_that_was_chosen_stays_chosen_when_others_arrive(
    qtbot: QtBot, page: SearchPage, context: WorkspaceContext, event: Event
) -> None:
    _search(qtbot, page, "räumung")
    QTest.keyClick(_line(page), Qt.Key.Key_F3)
    chosen = _table(page).currentIndex().data()

    context.workspace.capture(event.id).add_line("Noch eine Räumung")
    qtbot.waitUntil(lambda: "Noch eine Räumung" in _rows(page))

    assert _table(page).currentIndex().data() == chosen == "Die Räumung fehlt."


def test_hits_that_grew_old_behind_another_page_are_looked_up_again(
    qtbot: QtBot, page: SearchPage, context: WorkspaceContext, event: Event
) -> None:
    _search(qtbot, page, "räumung")
    page.hide()
    context.workspace.capture(event.id).add_line("Noch eine Räumung")
    assert not page.is_searching

    page.show()
    page.enter()

    qtbot.waitUntil(lambda: "Noch eine Räumung" in _rows(page))


def test_purged_record_is_not_found_any_more(qtbot: QtBot, page: SearchPage, context: WorkspaceContext) -> None:
    _search(qtbot, page, "räumungskreis")
    assert "Räumungskreis" in _rows(page)
    (case,) = context.workspace.records.find(Case)

    context.workspace.keeping.delete(Case, case.id)
    context.workspace.keeping.purge(Case, case.id)
    _search(qtbot, page, "räumungskreis")

    assert _rows(page) == []


def test_window_never_runs_the_search_itself(qtbot: QtBot, page: SearchPage, monkeypatch: pytest.MonkeyPatch) -> None:
    searched_in: list[int] = []
    packed = SearchIndex.packed

    def watched(index: SearchIndex, *arguments: Any, **named: Any) -> list[PackedRows]:
        searched_in.append(threading.get_ident())
        return packed(index, *arguments, **named)

    monkeypatch.setattr(SearchIndex, "packed", watched)
    _search(qtbot, page, "räumung")
    type_text(_line(page), "en")
    qtbot.waitUntil(lambda: len(searched_in) == 2)

    assert threading.get_ident() not in searched_in
    assert len(set(searched_in)) == 1


def test_old_hits_stay_until_the_new_ones_are_there_and_a_long_search_says_so(qtbot: QtBot, page: SearchPage) -> None:
    _search(qtbot, page, "räumung")
    before = _rows(page)

    with _slow_search(page):
        page.search("anderes")
        qtbot.waitUntil(lambda: _said(page) == "Sucht …")
        assert _rows(page) == before

    qtbot.waitUntil(lambda: "Etwas anderes." in _rows(page))
    assert _said(page).startswith("1 Treffer")


def test_enter_during_a_search_opens_what_it_finds(qtbot: QtBot, page: SearchPage, context: WorkspaceContext) -> None:
    _search(qtbot, page, "räumung")
    with _slow_search(page):
        page.search("anderes")
        with qtbot.assertNotEmitted(context.open_requested, wait=50):
            QTest.keyClick(_line(page), Qt.Key.Key_Return)

    with qtbot.waitSignal(context.open_requested) as opened:
        pass

    assert context.workspace.records.get(Entry, opened.args[1]).text == "Etwas anderes."


def test_enter_is_forgotten_when_somebody_types_on(qtbot: QtBot, page: SearchPage, context: WorkspaceContext) -> None:
    with qtbot.assertNotEmitted(context.open_requested):
        with _slow_search(page):
            page.search("ander")
            QTest.keyClick(_line(page), Qt.Key.Key_Return)
            type_text(_line(page), "es")
        qtbot.waitUntil(lambda: "Etwas anderes." in _rows(page))
        qtbot.wait(50)


def test_key_during_a_search_drops_its_hits(qtbot: QtBot, page: SearchPage) -> None:
    with _slow_search(page):
        page.search("räumung")
        type_text(_line(page), "x")
    qtbot.waitUntil(lambda: "räumungx" in _said(page))

    assert _rows(page) == []


def test_search_that_fails_says_so_loudly_and_shows_no_hits_of_another_text(
    qtbot: QtBot, page: SearchPage, context: WorkspaceContext, tmp_path: Path
) -> None:
    database = tmp_path / "p" / "workspace.db"
    database.rename(tmp_path / "elsewhere.db")
    try:
        with qtbot.waitSignal(context.failed) as failed:
            page.search("räumung")
    finally:
        (tmp_path / "elsewhere.db").rename(database)

    assert "nicht lesbar" in str(failed.args[0])
    assert _said(page) == "Die Suche nach „räumung“ ist nicht gelungen."
    assert not page.is_searching
    _search(qtbot, page, "räumung")
    assert _said(page).startswith("4 Treffer")


def test_page_that_is_gone_has_ended_its_thread(qtbot: QtBot, context: WorkspaceContext) -> None:
    page = SearchPage(context)
    qtbot.addWidget(page)
    _search(qtbot, page, "räumung")
    task = page._task

    page.deleteLater()
    assert is_freed(page)

    task.wait(30)
    assert task.has_ended


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

    found = context.workspace.searching.beside().find_in_each_kind("e", 1, silent)
    model.set_hits(found, "e", 1)

    assert found.events == {event.id: event}
    assert model.index(0, 0).data() == "Einträge, die 1 neuesten"
    assert model.next_hit(-1, -1) == model.rowCount() - 1


def test_esc_goes_from_the_hits_to_the_line_and_empties_it_before_it_is_for_the_window(
    qtbot: QtBot, page: SearchPage
) -> None:
    _search(qtbot, page, "räumung")
    _table(page).setFocus()
    QTest.keyClick(_table(page), Qt.Key.Key_Escape)
    assert _line(page).hasFocus()
    assert _line(page).text() == "räumung"
    QTest.keyClick(_line(page), Qt.Key.Key_Escape)
    assert (_line(page).text(), _line(page).hasFocus()) == ("", True)
    qtbot.waitUntil(lambda: not page.is_searching)
    assert _rows(page) == []
    window = _EscapeCounter()
    page.setParent(window)
    page.show()
    QTest.keyClick(_line(page), Qt.Key.Key_Escape)
    assert window.escapes == 1
    page.setParent(None)


class _EscapeCounter(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.escapes = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.escapes += event.key() == Qt.Key.Key_Escape
