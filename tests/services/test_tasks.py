from datetime import date

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.entry import Decision, Task, TaskStatus
from gk_desktop.domain.event import Event


def test_tasks_stand_in_the_order_of_their_dates_and_of_one_day_in_that_of_their_numbers(workspace: Workspace) -> None:
    for text, due in (("ohne", None), ("spät", date(2026, 5, 1)), *((f"früh {n}", date(2026, 4, 1)) for n in range(9))):
        workspace.tasks.add(Task(text=text, due=due))

    found = workspace.tasks.all()
    assert [task.text for task in found] == [*(f"früh {n}" for n in range(9)), "spät", "ohne"]
    assert [task.number for task in found][:9] == [f"T-A{n}" for n in range(3, 12)]


def test_tasks_are_listed_by_event_and_status(workspace: Workspace, event: Event) -> None:
    here = workspace.tasks.add(Task(text="hier", event=event.id))
    done = workspace.tasks.add(Task(text="erledigt", status=TaskStatus.DONE))
    workspace.keeping.delete(Task, workspace.tasks.add(Task(text="weg", event=event.id)).id)

    assert workspace.tasks.all(event=event.id) == [here]
    assert workspace.tasks.all(status=TaskStatus.DONE) == [done]
    assert [task.text for task in workspace.tasks.all(event=event.id, deleted=True)] == ["weg"]


def test_a_decision_and_a_task_without_text_are_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="Ein Auftrag braucht einen Text"):
        workspace.tasks.add(Task(text=" \x00"))
    with pytest.raises(UserError, match="Ein Beschluss braucht einen Text"):
        workspace.tasks.add_decision(Decision(text=""))

    assert workspace.tasks.add(Task(text="eins")).number == "T-A1"
    assert workspace.tasks.add_decision(Decision(text="eins")).number == "B-A1"
