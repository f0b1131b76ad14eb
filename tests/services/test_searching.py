"""Hits of a search say what a list shows of them, whatever kind of record they are."""

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.case import Case
from gk_desktop.domain.entry import Decision, Entry
from gk_desktop.domain.event import Event
from gk_desktop.services.capture import Capture


def test_hit_of_an_entry_has_text_number_and_event(workspace: Workspace, capture: Capture, event: Event) -> None:
    captured = capture.add_line("! Die Zebraübergabe wird geübt")
    assert captured is not None

    (hit,) = workspace.searching.find("zebrauebergabe")

    assert (hit.record_type, hit.text, hit.number, hit.event) == (Entry, "Die Zebraübergabe wird geübt", "A1", event.id)
    assert hit.record == workspace.records.get(Entry, captured.id)


def test_hit_of_a_decision_without_an_entry_has_its_own_number(workspace: Workspace) -> None:
    workspace.tasks.add_decision(Decision(text="Alle vier Wochen"))

    (hit,) = workspace.searching.find("vier")

    assert (hit.text, hit.number, hit.event) == ("Alle vier Wochen", "B-A1", "")


def test_hit_of_anything_else_shows_what_it_is_found_by(workspace: Workspace, event: Event) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis", places=("Beispielhausen",)))

    (place,) = workspace.searching.find("Beispielhausen")
    (itself,) = workspace.searching.find(event.title)

    assert (place.record, place.number, place.event) == (case, "", "")
    assert place.text.splitlines() == ["Musterkreis", "Beispielhausen"]
    assert itself.record == event


def test_limit_holds_over_all_kinds(workspace: Workspace, capture: Capture) -> None:
    for count in range(5):
        capture.add_line(f"! Bündnis, zum {count}. Mal")

    assert [hit.number for hit in workspace.searching.find("bündnis", 3)] == ["A5", "A4", "A3"]
