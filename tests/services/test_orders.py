"""What stands at the same place stands in the same order on the screen, in minutes and on the command line."""

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.ordering import order_in_agenda, order_in_notes


@pytest.fixture
def crowded(workspace: Workspace, event: Event) -> Event:
    """As after an exchange: two laptops have given the same places and numbers."""
    with workspace.store.journal.change("Austausch") as unit:
        for count in range(1, 13):
            unit.create(Entry(event=event.id, number=f"A{count}", text="x", raw="x", position=1.0))
            unit.create(Participant(event=event.id, label=f"P{count}", position=2.0))
            unit.create(AgendaItem(event=event.id, number=3, title=f"T{count}"))
            unit.create(Decision(event=event.id, number=f"B-A{count}", text="x"))
            unit.create(Task(event=event.id, number=f"T-A{13 - count}", text="x"))
    return event


def test_minutes_and_screen_agree_about_what_has_the_same_place(workspace: Workspace, crowded: Event) -> None:
    material = workspace.minutes.gather(crowded.id)
    assert list(material.entries) == sorted(material.entries, key=order_in_notes)
    assert list(material.names.participants) == sorted(material.names.participants, key=order_in_notes)
    assert list(material.agenda) == sorted(material.agenda, key=order_in_agenda)
    assert workspace.follow_up.entries(crowded.id) == list(material.entries)


def test_numbers_are_listed_as_people_count(workspace: Workspace, crowded: Event) -> None:
    material = workspace.minutes.gather(crowded.id)
    assert [decision.number for decision in material.decisions] == [f"B-A{count}" for count in range(1, 13)]
    assert [task.number for task in material.tasks] == [f"T-A{count}" for count in range(1, 13)]
    assert workspace.tasks.all(event=crowded.id) == list(material.tasks)
