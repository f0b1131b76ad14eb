"""TOPs stand in the order in which the meeting came to them, in the window and in the Verlaufsprotokoll alike."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.minutes_content import compose
from gk_desktop.ui.changes import WorkspaceContext
from tests.ui.capture_desk import CTRL, KEY, Desk, sitting_at


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    yield from sitting_at(qtbot, context)


def printed(desk: Desk, export_class: ExportClass = ExportClass.INTERN) -> list[str]:
    """The Verlaufsprotokoll as the stream tells it: headings in square brackets."""
    material = desk.workspace.minutes.gather(desk.event)
    content = compose(material, MinutesKind.COURSE, export_class, made_at=datetime.fromisoformat("2021-05-20T09:00"))
    lines: list[str] = []
    for section in content.sections:
        lines.append(f"[TOP {section.number} · {section.title}]")
        lines += [entry.text for entry in section.entries]
    return lines


def test_a_back_dated_line_stays_in_its_top_and_turns_no_order_round(desk: Desk) -> None:
    desk.press(KEY.Key_Down, CTRL)
    desk.enter("erstens")
    desk.press(KEY.Key_Down, CTRL)
    desk.enter("-30min vorhin gesagt")
    desk.enter("-20min danach gesagt")
    desk.enter("jetzt gesagt")
    right = [
        "[TOP 1 · Begrüßung]",
        "erstens",
        "[TOP 2 · Übergänge]",
        "vorhin gesagt",
        "danach gesagt",
        "jetzt gesagt",
    ]
    assert desk.shown() == printed(desk) == right


def test_a_page_that_is_opened_anew_has_the_same_order(desk: Desk) -> None:
    desk.press(KEY.Key_Down, CTRL)
    desk.enter("erstens")
    desk.press(KEY.Key_Down, CTRL)
    desk.enter("-30min vorhin gesagt")
    before = desk.shown()
    desk.close_page()
    desk.page = desk.open_page()
    assert desk.shown() == before


def test_a_top_that_stands_there_already_gets_no_empty_heading_at_the_end(desk: Desk) -> None:
    desk.press(KEY.Key_Down, CTRL)
    desk.enter("erstens")
    desk.press(KEY.Key_Down, CTRL)
    desk.enter("zweitens")
    desk.press(KEY.Key_Up, CTRL)
    assert desk.shown() == ["[TOP 1 · Begrüßung]", "erstens", "[TOP 2 · Übergänge]", "zweitens"]
    desk.enter("noch etwas")
    assert desk.shown()[-2:] == ["[TOP 1 · Begrüßung (Fortsetzung)]", "noch etwas"]


def test_a_top_that_was_passed_by_mistake_stands_where_its_first_line_does(desk: Desk) -> None:
    desk.press(KEY.Key_Down, CTRL)
    desk.press(KEY.Key_Down, CTRL)
    desk.press(KEY.Key_Up, CTRL)
    desk.enter("erstens")
    desk.press(KEY.Key_Down, CTRL)
    desk.enter("zweitens")
    right = ["[TOP 1 · Begrüßung]", "erstens", "[TOP 2 · Übergänge]", "zweitens"]
    assert desk.shown() == printed(desk) == right


def test_lines_that_only_some_may_see_count_for_the_order_of_all(desk: Desk) -> None:
    desk.press(KEY.Key_Down, CTRL)
    desk.press(KEY.Key_Down, CTRL)
    desk.enter("* es wird still")
    desk.press(KEY.Key_Up, CTRL)
    desk.enter("! im ersten")
    desk.press(KEY.Key_Down, CTRL)
    desk.enter("! im zweiten")
    tops = ["[TOP 2 · Übergänge]", "im zweiten", "[TOP 1 · Begrüßung]", "im ersten"]
    assert printed(desk, ExportClass.VERTEILER) == tops


def test_a_top_to_which_somebody_comes_again_days_later_stays_where_it_was(desk: Desk) -> None:
    first, second = desk.workspace.records.find(AgendaItem, event=desk.event, order_by=["number"])
    began = datetime.fromisoformat("2021-05-12T09:00")
    with desk.workspace.store.journal.change("Eintrag") as unit:
        for place, item in enumerate((first, second)):
            said = began + timedelta(minutes=place)
            position = said.timestamp() * 1000
            unit.create(Entry(event=desk.event, text=item.title, agenda_item=item.id, time=said, position=position))
    desk.press(KEY.Key_Down, CTRL)
    right = ["[TOP 1 · Begrüßung]", "Begrüßung", "[TOP 2 · Übergänge]", "Übergänge"]
    assert desk.shown() == printed(desk) == right


def test_lines_that_stood_under_a_top_before_it_began_follow_when_it_begins(desk: Desk) -> None:
    (_first, second) = desk.workspace.records.find(AgendaItem, event=desk.event, order_by=["number"])
    desk.enter("zu früh")
    desk.workspace.entry_editing.move([desk.stored()[0].id], second.id)
    desk.press(KEY.Key_Down, CTRL)
    desk.enter("erstens")
    desk.press(KEY.Key_Down, CTRL)
    assert desk.shown() == printed(desk) == ["[TOP 1 · Begrüßung]", "erstens", "[TOP 2 · Übergänge]", "zu früh"]


def test_rows_follow_when_the_top_that_is_written_under_gets_its_beginning(desk: Desk) -> None:
    first, second = desk.workspace.records.find(AgendaItem, event=desk.event, order_by=["number"])
    desk.workspace.capture(desk.event, timed=False).add_line("TOP 1")
    said = datetime.fromisoformat("2021-05-19T08:00")
    with desk.workspace.store.journal.change("Eintrag") as unit:
        for place, item in enumerate((first, second)):
            time = said + timedelta(minutes=place)
            position = time.timestamp() * 1000
            unit.create(Entry(event=desk.event, text=item.title, agenda_item=item.id, time=time, position=position))
    desk.close_page()
    desk.page = desk.open_page()
    assert desk.shown_entries() == ["Begrüßung", "Übergänge"]
    desk.enter("TOP 1")
    assert desk.shown_entries() == ["Übergänge", "Begrüßung"]
    assert desk.shown() == printed(desk)
