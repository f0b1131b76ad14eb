"""A correction and a released quote are seen where the entry stands: in the Mitschrift as in the Nachbereitung."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gk_desktop.domain.minutes import CorrectionOutcome, MinutesKind, MinutesStatus
from gk_desktop.store.records import Records
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.follow_up_page import FollowUpPage
from tests.ui.capture_desk import Desk, sitting_at


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    yield from sitting_at(qtbot, context)


def tails(desk: Desk) -> list[str]:
    """What stands behind the text of each entry on the screen."""
    rows = (desk.page.model.row_at(at) for at in range(desk.page.model.rowCount()))
    return [row.tail for row in rows if row is not None and row.entry]


def corrected(desk: Desk) -> str:
    """The id of a correction to A1 of a released version."""
    for status in (MinutesStatus.DRAFT, MinutesStatus.PROOFREAD, MinutesStatus.RELEASED):
        minutes = desk.workspace.releases.set_status(desk.event, MinutesKind.COURSE, status)
    return desk.workspace.corrections.add(minutes.id, "A1", "anders").id


def test_a_correction_shows_in_the_stream_as_it_comes_and_as_it_is_settled(desk: Desk) -> None:
    desk.enter("Eine Aussage #nz")
    desk.enter("Noch eine")
    correction = corrected(desk)
    assert tails(desk) == ["nicht zitieren Korrektur offen", ""]
    desk.workspace.corrections.resolve(correction, CorrectionOutcome.DECLINED)
    assert tails(desk) == ["nicht zitieren Korrektur", ""]
    desk.workspace.projects.undo()
    assert tails(desk)[0].endswith("Korrektur offen")


def test_a_released_quote_says_so_in_stream_and_follow_up(qtbot: QtBot, desk: Desk) -> None:
    desk.enter("„Das war mein Satz“")
    desk.enter("Eine Aussage")
    desk.workspace.consents.release_quotes([desk.stored()[0].id])
    assert tails(desk) == ["Zitat freigegeben", ""]
    page = FollowUpPage(desk.context)
    qtbot.addWidget(page)
    page.open_event(desk.event)
    said = [str(page._model.index(row, 2).data()) for row in range(page._model.rowCount())]
    assert "Zitat freigegeben" in said[0]
    assert "Zitat freigegeben" not in said[1]
    desk.workspace.consents.release_quotes([desk.stored()[0].id], released=False)
    assert tails(desk) == ["", ""]


def test_marks_are_there_when_the_event_is_opened_again_without_a_query_for_each_row(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        desk.enter(f"Eintrag {number}")
    corrected(desk)
    asked: list[str] = []
    find = Records.find

    def counted(self: Records, record_type: type, **query: object) -> list[object]:
        asked.append(record_type.__name__)
        return find(self, record_type, **query)

    monkeypatch.setattr(Records, "find", counted)
    desk.page.open_event(desk.event)
    assert tails(desk)[0] == "Korrektur offen"
    assert asked.count("MinutesCorrection") <= 1
