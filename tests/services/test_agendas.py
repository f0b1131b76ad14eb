"""The agenda of an event, and how long each TOP has taken."""

from datetime import timedelta

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem, Event
from gk_desktop.services.agendas import used_minutes
from gk_desktop.services.capture import Capture
from gk_desktop.services.capture_places import CapturePlace
from tests.services.conftest import START


def titles(workspace: Workspace, event: Event) -> list[tuple[int | None, str]]:
    items = workspace.records.find(AgendaItem, event=event.id, order_by=["number"])
    return [(item.number, item.title) for item in items]


def test_a_new_top_comes_last(workspace: Workspace, event: Event) -> None:
    workspace.agendas.add(event.id, "Begrüßung", planned_minutes=15)
    workspace.agendas.add(event.id, "Übergänge")
    assert titles(workspace, event) == [(1, "Begrüßung"), (2, "Übergänge")]


def test_a_top_moves_to_any_place_and_back_in_one_step(workspace: Workspace, event: Event) -> None:
    items = [workspace.agendas.add(event.id, title) for title in ("Begrüßung", "Übergänge", "Ausblick", "Termine")]
    workspace.agendas.move(items[3].id, 1)
    assert titles(workspace, event) == [(1, "Begrüßung"), (2, "Termine"), (3, "Übergänge"), (4, "Ausblick")]
    workspace.agendas.move(items[0].id, 3)
    assert titles(workspace, event) == [(1, "Termine"), (2, "Übergänge"), (3, "Ausblick"), (4, "Begrüßung")]
    workspace.projects.undo()
    workspace.projects.undo()
    assert [title for _number, title in titles(workspace, event)] == ["Begrüßung", "Übergänge", "Ausblick", "Termine"]


def test_moving_a_top_to_where_it_stands_is_nothing_to_undo(workspace: Workspace, event: Event) -> None:
    item = workspace.agendas.add(event.id, "Begrüßung")
    workspace.agendas.move(item.id, 0)
    assert workspace.projects.undo_label == "TOP hinzufügen"


def test_gaps_in_the_numbers_stay_where_they_are(workspace: Workspace, event: Event, capture: Capture) -> None:
    for line in ("TOP 2: Zwei", "TOP 5: Fünf"):
        capture.add_line(line)
    second = workspace.records.find(AgendaItem, number=5)[0]
    workspace.agendas.move(second.id, 0)
    assert titles(workspace, event) == [(2, "Fünf"), (5, "Zwei")]


def test_a_top_is_removed_only_while_nothing_stands_under_it(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    item = workspace.agendas.add(event.id, "Begrüßung")
    workspace.agendas.remove(item.id)
    assert titles(workspace, event) == []
    capture.add_line("TOP 1: Neu")
    capture.add_line("Hallo")
    with pytest.raises(UserError, match="stehen schon Einträge"):
        workspace.agendas.remove(workspace.records.find(AgendaItem, event=event.id)[0].id)


def test_going_to_a_top_keeps_the_half_typed_line(workspace: Workspace, event: Event, capture: Capture) -> None:
    item = workspace.agendas.add(event.id, "Begrüßung")
    capture.save_draft("halb")
    capture.refresh()
    capture.go_to(item.id)
    draft = capture.draft()
    assert draft is not None
    assert draft.text == "halb"
    assert workspace.capture(event.id).current_item == item.id
    assert workspace.records.get(AgendaItem, item.id).started_at == START


def test_used_time_runs_from_sign_to_sign() -> None:
    def entry(minute: int, item: str) -> Entry:
        return Entry(time=START + timedelta(minutes=minute), agenda_item=item)

    items = [AgendaItem(id="a", started_at=START), AgendaItem(id="b", started_at=START + timedelta(minutes=10))]
    entries = [entry(2, "a"), entry(15, "b"), entry(20, "a")]
    assert used_minutes(items, entries, None) == {"a": 10, "b": 10}
    assert used_minutes(items, entries, START + timedelta(minutes=25)) == {"a": 15, "b": 10}
    back_dated = Entry(agenda_item="b", time=START - timedelta(minutes=30))
    assert used_minutes(items, [back_dated, *entries], None) == {"a": 10, "b": 10}


def test_nobody_sits_for_a_night() -> None:
    items = [AgendaItem(id="a", started_at=START)]
    assert used_minutes(items, [], START + timedelta(hours=14)) == {}


def test_the_place_in_the_notes_is_remembered_and_forgotten(workspace: Workspace, event: Event) -> None:
    place = CapturePlace(top="x", offset=12, editing="y", typed="Größe „halb“")
    workspace.capture_places.save(event.id, place)
    assert workspace.capture_places.of(event.id) == place
    workspace.capture_places.save(event.id, CapturePlace())
    assert workspace.capture_places.of(event.id) == CapturePlace()
    assert workspace.store.drafts.all() == []
