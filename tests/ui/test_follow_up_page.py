"""Nachbereitung by keyboard: times, gaps, comments beside descriptions, questions."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QPushButton, QSplitter, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.base.clock import SteppingClock
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Event
from gk_desktop.services.capture import Capture
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.follow_up_page import FollowUpPage
from gk_desktop.ui.viewmodels.follow_up_model import (
    COMMENT,
    DESCRIPTION,
    DETAILS_ROLE,
    KIND,
    NUMBER,
    TIME,
    FollowUpModel,
)
from gk_desktop.ui.widgets.answer_form import AnswerField
from gk_desktop.ui.widgets.elided_label import ElidedLabel
from tests.ui.conftest import type_text
from tests.ui.dialog_life import is_freed, show

_START = datetime(2026, 3, 10, 9, 0)  # noqa: DTZ001 - the clock on the wall
_NOTES = ((0, "@VHS: eins"), (3, "// zwei"), (20, "* drei"), (22, "?? vier"))


@pytest.fixture
def event(context: WorkspaceContext) -> Event:
    workspace = context.workspace
    event = workspace.keeping.add(Event(title="Fachtag", date=date(2026, 3, 10)))
    clock = SteppingClock(_START)
    capture = Capture(workspace.store, event.id, clock=clock)
    for minutes, line in _NOTES:
        clock.set(_START + timedelta(minutes=minutes))
        capture.add_line(line)
    return event


@pytest.fixture
def page(qtbot: QtBot, context: WorkspaceContext, event: Event) -> Iterator[FollowUpPage]:
    """Left as the window leaves it: what is half typed is kept before the file is closed."""
    page = FollowUpPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    show(qtbot, page)
    page.open_event(event.id)
    page.enter()
    qtbot.waitUntil(_table(page).hasFocus)
    yield page
    page.save_pending()


def _table(page: FollowUpPage) -> QTableView:
    table = page.findChild(QTableView, "follow_up_table")
    assert table is not None
    return table


def _line(page: FollowUpPage, name: str) -> QLineEdit:
    line = page.findChild(QLineEdit, name)
    assert line is not None
    return line


def _rows(page: FollowUpPage) -> list[tuple[str, ...]]:
    model = _table(page).model()
    return [
        tuple(model.index(row, column).data() for column in (NUMBER, TIME, DESCRIPTION, COMMENT))
        for row in range(model.rowCount())
    ]


def _press(page: FollowUpPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(_table(page), key)


def _editor(page: FollowUpPage, kind: type[QWidget], name: str) -> QWidget:
    editor = page.findChild(kind, name)
    assert editor is not None
    return editor


def _answer(page: FollowUpPage, beginning: str) -> AnswerField:
    return next(field for field in page.findChildren(AnswerField) if field.prompt.heading.startswith(beginning))


def test_descriptions_stand_left_and_comments_right_in_the_order_of_time(page: FollowUpPage) -> None:
    assert _rows(page) == [
        ("A1", "09:00", "VHS: eins", ""),
        ("A2", "09:03", "", "zwei"),
        ("", "", "17 Minuten ohne Eintrag, 09:03–09:20 · Enter trägt nach", ""),
        ("A3", "09:20", "drei", ""),
        ("A4", "09:22", "", "vier"),
    ]
    said = page.findChild(ElidedLabel, "follow_up_said")
    assert said is not None
    assert said.whole_text == "4 Einträge · 1 Lücke von mehr als zehn Minuten"


def test_a_time_is_corrected_in_its_cell(qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext) -> None:
    _press(page, Qt.Key.Key_F2)
    editor = _editor(page, QLineEdit, "time_editor")
    type_text(editor, "09:10")
    with qtbot.waitSignal(context.changed):
        QTest.keyClick(editor, Qt.Key.Key_Return)

    assert [row[:2] for row in _rows(page)] == [
        ("A2", "09:03"),
        ("A1", "09:10"),
        ("A3", "09:20"),
        ("A4", "09:22"),
    ]
    assert context.workspace.projects.undo_label == "Uhrzeit ändern"


def test_a_wrong_time_is_told_and_the_old_one_stays(
    qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext
) -> None:
    _press(page, Qt.Key.Key_Return)
    editor = _editor(page, QLineEdit, "time_editor")
    type_text(editor, "mittag")

    with qtbot.waitSignal(context.failed) as failed:
        QTest.keyClick(editor, Qt.Key.Key_Return)

    assert "keine Uhrzeit" in str(failed.args[0])
    assert _rows(page)[0][:2] == ("A1", "09:00")


def test_a_line_is_edited_in_place_with_its_marks(page: FollowUpPage, context: WorkspaceContext) -> None:
    _press(page, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_F2)
    editor = _editor(page, QPlainTextEdit, "line_editor")
    assert isinstance(editor, QPlainTextEdit)
    assert editor.toPlainText() == "@VHS: eins"
    editor.selectAll()
    type_text(editor, "// größer")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    assert _rows(page)[0] == ("A1", "09:00", "", "größer")
    assert context.workspace.projects.undo_label == "Eintrag ändern"


def test_escape_leaves_a_line_as_it_was(page: FollowUpPage) -> None:
    _press(page, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_F2)
    editor = _editor(page, QPlainTextEdit, "line_editor")
    type_text(editor, "weg damit")
    QTest.keyClick(editor, Qt.Key.Key_Escape)

    assert _rows(page)[0] == ("A1", "09:00", "VHS: eins", "")


def test_a_cell_that_is_open_when_the_page_is_left_is_saved(page: FollowUpPage, context: WorkspaceContext) -> None:
    _press(page, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_F2)
    type_text(_editor(page, QPlainTextEdit, "line_editor"), "noch ")

    page.save_pending()

    assert _rows(page)[0][2] == "noch @VHS: eins"
    assert page.focusWidget() is _table(page)


def test_a_cell_that_was_just_closed_is_not_saved_a_second_time(page: FollowUpPage, context: WorkspaceContext) -> None:
    _press(page, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_F2)
    type_text(_editor(page, QPlainTextEdit, "line_editor"), "noch ")
    # Both keys come before the window gets round to throwing the editor away.
    _line(page, "added_line").setFocus()
    page.save_pending()

    assert context.workspace.projects.undo() is not None
    assert _rows(page)[0][2] == "VHS: eins"


@pytest.mark.parametrize(
    ("steps", "editor", "typed", "wanted"),
    [
        ([], "time_editor", "08:59", ("A1", "08:59", "VHS: eins", "")),
        ([Qt.Key.Key_Right] * 2, "line_editor", "* still ", ("A1", "09:00", "still @VHS: eins", "")),
    ],
)
def test_what_was_typed_into_a_cell_survives_a_crash(
    qtbot: QtBot,
    page: FollowUpPage,
    context: WorkspaceContext,
    event: Event,
    steps: list[Qt.Key],
    editor: str,
    typed: str,
    wanted: tuple[str, ...],
) -> None:
    _press(page, *steps, Qt.Key.Key_F2)
    type_text(_editor(page, QWidget, editor), typed)
    qtbot.waitUntil(lambda: bool(context.workspace.store.drafts.all()), timeout=2_500)

    again = FollowUpPage(context)
    qtbot.addWidget(again)
    again.open_event(event.id)

    assert _rows(again)[0] == wanted
    assert context.workspace.store.drafts.all() == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_cell_that_was_left_leaves_no_draft(
    qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext, key: Qt.Key
) -> None:
    _press(page, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_F2)
    editor = _editor(page, QPlainTextEdit, "line_editor")
    type_text(editor, "noch ")
    qtbot.waitUntil(lambda: bool(context.workspace.store.drafts.all()), timeout=2_500)
    QTest.keyClick(editor, key)
    qtbot.waitUntil(lambda: context.workspace.store.drafts.all() == [], timeout=2_500)


def test_what_is_typed_into_a_cell_stays_when_its_row_changes_elsewhere(
    page: FollowUpPage, context: WorkspaceContext, event: Event
) -> None:
    _press(page, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_F2)
    editor = _editor(page, QPlainTextEdit, "line_editor")
    assert isinstance(editor, QPlainTextEdit)
    type_text(editor, "noch ")
    first = context.workspace.follow_up.entries(event.id)[0]
    context.workspace.keeping.change(Entry, first.id, no_quote=True)
    assert editor.toPlainText() == "noch @VHS: eins"
    assert editor.isVisible()
    assert editor.hasFocus()


@pytest.mark.parametrize("name", ["added_time", "added_line"])
def test_a_half_typed_addition_waits_with_its_event(
    qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext, event: Event, name: str
) -> None:
    other = context.workspace.keeping.add(Event(title="Auftakt", date=date(2026, 3, 11)))
    type_text(_line(page, name), "14:0")
    page.open_event(other.id)
    assert _line(page, name).text() == ""
    page.open_event(event.id)
    assert _line(page, name).text() == "14:0"


def test_a_half_typed_addition_survives_a_crash_and_is_forgotten_once_added(
    qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext, event: Event
) -> None:
    type_text(_line(page, "added_line"), "VHS: fünf")
    qtbot.waitUntil(lambda: bool(context.workspace.store.drafts.all()), timeout=2_500)

    again = FollowUpPage(context)
    qtbot.addWidget(again)
    again.open_event(event.id)
    assert _line(again, "added_line").text() == "VHS: fünf"

    QTest.keyClick(_line(again, "added_line"), Qt.Key.Key_Return)
    assert [draft for draft in context.workspace.store.drafts.all() if draft.text == "VHS: fünf"] == []


def test_enter_on_a_cell_that_only_shows_something_opens_nothing(page: FollowUpPage) -> None:
    _table(page).setCurrentIndex(_table(page).model().index(0, NUMBER))
    _press(page, Qt.Key.Key_Return)
    assert page.focusWidget() is _table(page)


def test_enter_on_a_gap_fills_it(qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext) -> None:
    _press(page, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    line = _line(page, "added_line")
    qtbot.waitUntil(line.hasFocus)
    assert _line(page, "added_time").text() == "09:03"
    _line(page, "added_time").setText("09:12")

    type_text(line, "VHS: dazwischen")
    QTest.keyClick(line, Qt.Key.Key_Return)

    assert ("A5", "09:12", "VHS: dazwischen", "") in _rows(page)
    assert [row[0] for row in _rows(page)] == ["A1", "A2", "A5", "A3", "A4"]
    assert line.text() == ""


def test_what_cannot_be_added_stays_in_the_line(qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext) -> None:
    line = _line(page, "added_line")
    line.setText("TOP 7")

    with qtbot.waitSignal(context.failed):
        QTest.keyClick(line, Qt.Key.Key_Return)

    assert line.text() == "TOP 7"


def test_a_question_is_answered_and_saved_when_the_field_is_left(
    qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext
) -> None:
    field = _answer(page, "Wie ist die Stimmung")
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    type_text(field, "Gelöst, fast fröhlich.")
    assert len(context.workspace.records.find(Entry)) == 4

    QTest.keyClick(field, Qt.Key.Key_Tab)

    entry = context.workspace.records.find(Entry)[-1]
    assert (entry.kind, entry.text) == (EntryKind.OBSERVATION, "Wie ist die Stimmung? Gelöst, fast fröhlich.")
    assert _rows(page)[-1][0] == "A5"


def test_a_half_typed_answer_survives_a_crash_and_leaving_saves_it(
    qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext, event: Event
) -> None:
    field = _answer(page, "Kurzfazit")
    field.setFocus()
    type_text(field, "Halb")
    qtbot.waitUntil(lambda: bool(context.workspace.store.drafts.all()), timeout=2_500)

    again = FollowUpPage(context)
    qtbot.addWidget(again)
    again.open_event(event.id)
    assert _answer(again, "Kurzfazit").toPlainText() == "Halb"

    page.save_pending()

    assert context.workspace.store.drafts.all() == []
    assert context.workspace.follow_up.answers(event.id)[0].text == "Halb"


def test_undo_elsewhere_is_followed(page: FollowUpPage, context: WorkspaceContext, event: Event) -> None:
    prompt = context.workspace.follow_up.prompts()[0]
    context.workspace.follow_up.answer(event.id, prompt, "Gut.")
    assert _answer(page, "Kurzfazit").toPlainText() == "Gut."

    context.workspace.projects.undo()

    assert _answer(page, "Kurzfazit").toPlainText() == ""
    assert len(_rows(page)) == 5


def test_another_event_shows_its_own_answers(page: FollowUpPage, context: WorkspaceContext) -> None:
    field = _answer(page, "Kurzfazit")
    field.setFocus()
    type_text(field, "Vom ersten")
    other = context.workspace.keeping.add(Event(title="Anderer Tag"))

    page.open_event(other.id)

    assert field.toPlainText() == ""
    assert _rows(page) == []
    assert [entry.text for entry in context.workspace.records.find(Entry)][-1] == "Kurzfazit: Vom ersten"


def test_minutes_and_further_notes_are_one_key_away(qtbot: QtBot, page: FollowUpPage, event: Event) -> None:
    for name, signal in (("make_minutes", page.export_requested), ("go_on", page.capture_requested)):
        button = page.findChild(QPushButton, name)
        assert button is not None
        button.setFocus()
        with qtbot.waitSignal(signal) as asked:
            QTest.keyClick(button, Qt.Key.Key_Space)
        assert asked.args == [event.id]


def test_notes_are_taken_over_from_here(qtbot: QtBot, page: FollowUpPage) -> None:
    button = page.findChild(QPushButton, "import_notes")
    assert button is not None
    button.click()
    dialog = page.findChild(QDialog, "import_dialog")
    assert dialog is not None

    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert is_freed(dialog)


def test_after_taking_notes_over_the_page_says_what_came_in_and_shows_it(qtbot: QtBot, page: FollowUpPage) -> None:
    button = page.findChild(QPushButton, "import_notes")
    assert button is not None
    button.click()
    dialog = page.findChild(QDialog, "import_dialog")
    assert dialog is not None
    text, take = dialog.findChild(QPlainTextEdit, "import_text"), dialog.findChild(QPushButton, "take_over")
    assert text is not None and take is not None
    text.setPlainText("\n".join(["17:00 neu", *(f"weiter {number}" for number in range(40))]))
    qtbot.waitUntil(take.isEnabled)

    with qtbot.waitSignal(page.status_changed) as said:
        take.click()

    assert said.args == ["41 Einträge übernommen, 1 mit Uhrzeit."]
    current = _table(page).currentIndex()
    assert _rows(page)[current.row()][1:3] == ("17:00", "neu")
    qtbot.waitUntil(lambda: is_freed(dialog))
    assert _table(page).viewport().rect().contains(_table(page).visualRect(current))


def test_without_an_event_the_page_says_what_will_be_here(qtbot: QtBot, context: WorkspaceContext) -> None:
    page = FollowUpPage(context)
    qtbot.addWidget(page)

    heading = page.findChild(ElidedLabel, "follow_up_event")
    assert heading is not None
    assert heading.whole_text == "Noch keine Veranstaltung gewählt."
    assert not any(button.isEnabled() for button in page.findChildren(QPushButton))


def test_on_a_narrow_screen_questions_stand_below_the_notes(page: FollowUpPage) -> None:
    splitter = page.findChild(QSplitter)
    assert splitter is not None
    assert splitter.orientation() is Qt.Orientation.Horizontal

    page.resize(620, 384)

    assert splitter.orientation() is Qt.Orientation.Vertical
    assert page.minimumSizeHint().width() <= 620


def test_comments_give_way_where_the_page_is_narrow_and_come_back(page: FollowUpPage) -> None:
    header = page._table.horizontalHeader()
    page.resize(1180, 700)
    header.resizeSection(COMMENT, 260)
    page.resize(880, 700)
    room = page._table.viewport().width() - sum(header.sectionSize(at) for at in (NUMBER, TIME, KIND))
    assert header.sectionSize(DESCRIPTION) >= room // 2 - 1
    page.resize(1180, 700)
    assert header.sectionSize(COMMENT) == 260


def test_everything_that_takes_the_keyboard_has_a_name(page: FollowUpPage) -> None:
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]

    assert nameless == []


def test_model_keeps_the_rules_of_qt(qtbot: QtBot, context: WorkspaceContext, event: Event) -> None:
    model = FollowUpModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    entries = context.workspace.follow_up.entries(event.id)

    model.set_entries(entries, {})
    model.set_entries(entries[1:], {})

    assert model.rowCount() == 4
    assert not model.flags(model.index(0, DESCRIPTION)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(0, COMMENT)) & Qt.ItemFlag.ItemIsEditable


def test_an_entry_shows_its_top_who_is_responsible_and_its_codes_without_scrolling_sideways(
    qtbot: QtBot, page: FollowUpPage, context: WorkspaceContext, event: Event
) -> None:
    workspace = context.workspace
    category = workspace.keeping.add(Category(code="ZQ1", name="Angebote"))
    capture = workspace.capture(event.id)
    capture.add_line("TOP 3: Ausblick")
    added = capture.add_line("> GfS bis 21.05.2026: Liste verschicken #ZQ1")
    assert added is not None
    table, model = _table(page), _table(page).model()
    row = page._model.row_of(added.id)
    assert model.index(row, KIND).data() == "Auftrag\nTOP 3"
    text = model.index(row, DESCRIPTION)
    assert (text.data(), text.data(DETAILS_ROLE)) == ("Liste verschicken", "GfS bis 21.05.2026 · #ZQ1")
    assert text.data(Qt.ItemDataRole.EditRole) == "> GfS bis 21.05.2026: Liste verschicken #ZQ1"
    assert "GfS bis 21.05.2026" in text.data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.waitUntil(lambda: not page._layout_timer.isActive())
    lines = table.rowHeight(row) // table.fontMetrics().height()
    assert lines >= 2
    assert table.horizontalScrollBar().maximum() == 0

    workspace.keeping.change(Category, category.id, code="ZQ2")
    assert text.model().index(row, DESCRIPTION).data(DETAILS_ROLE) == "GfS bis 21.05.2026 · #ZQ2"
