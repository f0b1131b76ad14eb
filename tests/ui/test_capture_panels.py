"""Left and right of the notes: the agenda is put in order, participants are changed, sections fold away."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gk_desktop.domain.event import AgendaItem, Attendance, Participant
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.widgets.agenda_panel import _AgendaView
from tests.ui.capture_desk import ALT, KEY, Desk, sitting_at
from tests.ui.conftest import type_text


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    yield from sitting_at(qtbot, context)


def _titles(desk: Desk) -> list[str]:
    return [item.title for item in desk.workspace.records.find(AgendaItem, event=desk.event, order_by=["number"])]


def _shown_titles(desk: Desk) -> list[str]:
    model = desk.page.agenda.model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def _stand_on_top(desk: Desk, row: int) -> None:
    view = desk.page.agenda.view
    view.setFocus()
    view.setCurrentIndex(desk.page.agenda.model.index(row, 1))


def test_alt_and_an_arrow_move_a_top_and_it_stays_current(desk: Desk) -> None:
    desk.workspace.agendas.add(desk.event, "Ausblick")
    _stand_on_top(desk, 0)
    desk.press(KEY.Key_Down, ALT)
    desk.press(KEY.Key_Down, ALT)
    assert _titles(desk) == _shown_titles(desk) == ["Übergänge", "Ausblick", "Begrüßung"]
    assert desk.page.agenda.view.currentIndex().row() == 2
    desk.press(KEY.Key_Down, ALT)
    desk.press(KEY.Key_Up, ALT)
    assert _titles(desk) == ["Übergänge", "Begrüßung", "Ausblick"]
    desk.page.undo()
    assert _shown_titles(desk) == ["Übergänge", "Ausblick", "Begrüßung"]


class _Drop(QDropEvent):
    """A row of the agenda, dropped there; only the platform can drag."""

    def __init__(self, view: _AgendaView, place: QPoint) -> None:
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self._mime = QMimeData()
        super().__init__(QPointF(place), Qt.DropAction.MoveAction, self._mime, buttons, keys)
        self._view = view

    def source(self) -> _AgendaView:
        return self._view


@pytest.mark.parametrize(
    ("dragged", "over", "wanted"),
    [
        (0, None, ["Übergänge", "Ausblick", "Begrüßung"]),
        (2, 0, ["Ausblick", "Begrüßung", "Übergänge"]),
        (0, 1, ["Begrüßung", "Übergänge", "Ausblick"]),
    ],
)
def test_a_dragged_top_goes_where_it_is_dropped(desk: Desk, dragged: int, over: int | None, wanted: list[str]) -> None:
    desk.workspace.agendas.add(desk.event, "Ausblick")
    _stand_on_top(desk, dragged)
    view, model = desk.page.agenda.view, desk.page.agenda.model
    below_all = QPoint(4, view.viewport().height() - 2)
    place = below_all if over is None else view.visualRect(model.index(over, 1)).center()
    view.dropEvent(_Drop(view, place))
    assert _titles(desk) == _shown_titles(desk) == wanted
    assert not model.removeRows(dragged, 1)


def test_what_is_dragged_from_elsewhere_is_not_taken(desk: Desk) -> None:
    view = desk.page.agenda.view
    drop = _Drop(view, QPoint(4, 4))
    drop._view = _AgendaView()
    desk.qtbot.addWidget(drop._view)
    view.dropEvent(drop)
    assert not drop.isAccepted()
    assert _titles(desk) == ["Begrüßung", "Übergänge"]


def test_the_agenda_shows_the_top_that_is_being_written_under_and_leaves_the_chosen_one(desk: Desk) -> None:
    for number in range(3, 40):
        desk.workspace.agendas.add(desk.event, f"Punkt {number}")
    view, model = desk.page.agenda.view, desk.page.agenda.model
    view.setCurrentIndex(model.index(1, 1))
    desk.enter("TOP 30")
    area = view.viewport().rect()
    for row in (29, 30):
        assert area.contains(view.visualRect(model.index(row, 1))), row
    assert view.currentIndex().row() == 1
    desk.enter("TOP 1")
    assert area.contains(view.visualRect(model.index(0, 1)))


def test_f2_in_the_agenda_changes_the_top_and_no_entry(desk: Desk) -> None:
    desk.enter("eins")
    _stand_on_top(desk, 0)
    desk.press(KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.clear()
    type_text(editor, "Anfang")
    desk.press(KEY.Key_Return)
    desk.qtbot.waitUntil(desk.page.agenda.view.hasFocus)
    assert _titles(desk) == ["Anfang", "Übergänge"]
    assert desk.page.line_area.editing == ""


def test_a_top_that_is_being_renamed_is_saved_when_the_notes_are_left(desk: Desk) -> None:
    _stand_on_top(desk, 0)
    desk.press(KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.clear()
    type_text(editor, "Anfang")
    desk.page.save_draft_now()
    assert _titles(desk) == ["Anfang", "Übergänge"]


def test_half_a_title_survives_a_crash(desk: Desk, qtbot: QtBot) -> None:
    _stand_on_top(desk, 0)
    desk.press(KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.clear()
    type_text(editor, "Anfa")
    qtbot.waitUntil(lambda: bool(desk.workspace.store.drafts.all()), timeout=2_500)
    desk.close_page()
    desk.page = desk.open_page()
    assert _titles(desk) == ["Anfa", "Übergänge"]


def test_a_title_that_is_being_typed_stays_when_the_minutes_go_on(desk: Desk) -> None:
    _stand_on_top(desk, 0)
    desk.press(KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    type_text(editor, "Anfang")
    model = desk.page.agenda.model
    model.set_items(model._items, {model._items[0].id: 12}, "")
    assert editor.text() == "Anfang"


def test_half_a_new_top_comes_back_after_a_crash_and_goes_once_it_is_added(desk: Desk, qtbot: QtBot) -> None:
    type_text(desk.page.agenda.new_line, "Ausb")
    qtbot.waitUntil(lambda: bool(desk.workspace.store.drafts.all()), timeout=2_500)
    desk.close_page()
    desk.page = desk.open_page()
    line = desk.page.agenda.new_line
    assert line.text() == "Ausb"
    type_text(line, "lick")
    line.setFocus()
    desk.press(KEY.Key_Return)
    assert _titles(desk) == ["Begrüßung", "Übergänge", "Ausblick"]
    assert desk.workspace.store.drafts.all() == []


def _stand_on_person(desk: Desk, label: str) -> None:
    side = desk.page.side
    person = desk.workspace.records.find(Participant, event=desk.event, label=label)[0]
    side.setFocus()
    side.setCurrentIndex(side.rows.index(side.rows.row_of(person.id), 0))


def _retype(desk: Desk, text: str) -> None:
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.clear()
    type_text(editor, text)
    desk.press(KEY.Key_Return)
    desk.qtbot.waitUntil(desk.page.side.hasFocus)


@pytest.mark.parametrize("field", ["label", "role"])
def test_half_a_word_about_a_participant_survives_a_crash(desk: Desk, qtbot: QtBot, field: str) -> None:
    _stand_on_person(desk, "GfS")
    desk.page.side.change_participant(field)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.clear()
    type_text(editor, "Leitst")
    qtbot.waitUntil(lambda: bool(desk.workspace.store.drafts.all()), timeout=2_500)
    desk.close_page()
    desk.page = desk.open_page()
    participants = desk.workspace.records.find(Participant, event=desk.event, order_by=["position"])
    assert getattr(participants[0], field) == "Leitst"
    assert desk.workspace.store.drafts.all() == []


def test_f2_renames_a_participant_in_every_row_and_undo_brings_the_name_back(desk: Desk, qtbot: QtBot) -> None:
    desk.enter("GfS: Guten Tag")
    _stand_on_person(desk, "GfS")
    desk.press(KEY.Key_F2)
    _retype(desk, "Leitung")
    row = desk.page.model.row_at(desk.page.model.rowCount() - 1)
    assert row is not None
    assert row.lead == "Leitung: "
    qtbot.waitUntil(lambda: desk.page.side.rows.index(1, 0).data().startswith("Leitung"))
    assert desk.page.side.hasFocus()
    desk.page.undo()
    assert desk.speaker_of(desk.stored()[0]) == "GfS"


@pytest.mark.parametrize("field", ["role", "institution_type"])
def test_role_and_institution_type_are_typed_in_the_row_too(desk: Desk, field: str) -> None:
    _stand_on_person(desk, "JMD")
    action = desk.page.side._change[field]
    action.trigger()
    _retype(desk, "Träger")
    person = desk.workspace.records.find(Participant, event=desk.event, label="JMD")[0]
    assert getattr(person, field) == "Träger"


@pytest.mark.parametrize(("typed", "said"), [("jmd", "heißt schon jemand"), ("  ", "Ohne Bezeichnung")])
def test_a_name_that_the_notes_could_not_tell_apart_is_refused(desk: Desk, typed: str, said: str) -> None:
    _stand_on_person(desk, "GfS")
    desk.press(KEY.Key_F2)
    _retype(desk, typed)
    assert said in desk.failures[-1]
    assert desk.workspace.records.find(Participant, event=desk.event, label="GfS")


def test_escape_in_the_row_leaves_the_name_as_it_was(desk: Desk) -> None:
    _stand_on_person(desk, "GfS")
    desk.press(KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    type_text(editor, "anders")
    desk.press(KEY.Key_Escape)
    assert desk.page.side.hasFocus()
    assert desk.workspace.records.find(Participant, event=desk.event, label="GfS")


def test_what_is_typed_in_a_row_is_not_taken_away_by_what_happens_elsewhere(desk: Desk, qtbot: QtBot) -> None:
    _stand_on_person(desk, "GfS")
    desk.press(KEY.Key_F2)
    editor = QApplication.focusWidget()
    desk.workspace.keeping.add(Participant(event=desk.event, label="VHS", attendance=Attendance.GUEST))
    qtbot.wait(400)
    assert QApplication.focusWidget() is editor
    desk.press(KEY.Key_Escape)
    qtbot.waitUntil(lambda: "VHS" in str(desk.page.side.rows.index(1, 0).data()))


def test_a_heading_folds_its_section_away_by_key_and_shows_it_again(desk: Desk) -> None:
    side = desk.page.side
    side.setFocus()
    side.setCurrentIndex(side.rows.index(0, 0))
    before = side.rows.rowCount()
    desk.press(KEY.Key_Return)
    assert side.rows.rowCount() == before - 2
    assert str(side.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)) == "Teilnehmende 2, zugeklappt"
    desk.press(KEY.Key_Return)
    assert side.rows.rowCount() == before


def test_other_rows_do_not_lose_the_place_when_something_is_added(desk: Desk, qtbot: QtBot) -> None:
    _stand_on_person(desk, "JMD")
    desk.workspace.keeping.add(Participant(event=desk.event, label="AAA", position=0.5))
    side = desk.page.side
    qtbot.waitUntil(lambda: side.rows.index(1, 0).data().startswith("AAA"))
    assert str(side.currentIndex().data()).startswith("JMD")
