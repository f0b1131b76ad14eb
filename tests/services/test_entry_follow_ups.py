from datetime import date

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Event
from gk_desktop.services.capture import Capture


def written(capture: Capture, raw: str) -> str:
    captured = capture.add_line(raw)
    assert captured is not None
    return captured.id


def decisions(workspace: Workspace) -> list[tuple[str, str]]:
    return [(item.number, item.text) for item in workspace.records.find(Decision)]


def tasks(workspace: Workspace) -> list[tuple[str, str]]:
    return [(item.number, item.text) for item in workspace.records.find(Task)]


def test_a_decision_in_the_notes_is_one_in_the_list(workspace: Workspace, event: Event, capture: Capture) -> None:
    agenda = capture.add_line("TOP 2: Wohnen")
    entry = written(capture, "! Die GfS lädt ein.")

    (decision,) = workspace.records.find(Decision)
    assert (decision.number, decision.text) == ("B-A1", "Die GfS lädt ein.")
    assert agenda is not None
    assert (decision.event, decision.agenda_item, decision.entry) == (event.id, agenda.id, entry)


def test_a_task_in_the_notes_says_who_and_until_when(workspace: Workspace, event: Event, capture: Capture) -> None:
    entry = written(capture, "> Frau Kunze bis 15.03.: Liste senden #nz")

    (task,) = workspace.records.find(Task)
    assert (task.number, task.text) == ("T-A1", "Liste senden")
    assert (task.responsible, task.due) == ("Frau Kunze", date(2026, 3, 15))
    assert (task.event, task.entry) == (event.id, entry)


def test_numbers_of_decisions_and_tasks_are_counted_per_project(workspace: Workspace, capture: Capture) -> None:
    other = workspace.keeping.add(Event(title="Andere"))
    for raw in ("! eins", "> eins", "! zwei"):
        written(capture, raw)
    for raw in ("! drei", "> zwei"):
        written(workspace.capture(other.id), raw)

    assert decisions(workspace) == [("B-A1", "eins"), ("B-A2", "zwei"), ("B-A3", "drei")]
    assert tasks(workspace) == [("T-A1", "eins"), ("T-A2", "zwei")]


def test_an_edited_line_takes_its_decision_and_its_task_along(workspace: Workspace, capture: Capture) -> None:
    decision, task = written(capture, "! eins"), written(capture, "> Kunze bis 15.03.: zwei")
    capture.edit(decision, "! eins, neu")
    capture.edit(task, "> Maier: zwei, neu")

    assert decisions(workspace) == [("B-A1", "eins, neu")]
    (changed,) = workspace.records.find(Task)
    assert (changed.number, changed.text, changed.responsible, changed.due) == ("T-A1", "zwei, neu", "Maier", None)


@pytest.mark.parametrize(
    ("raw", "kind", "expected_decisions", "expected_tasks"),
    [
        ("> Kunze: jetzt", EntryKind.TASK, [], [("T-A1", "jetzt")]),
        ("nur gesagt", EntryKind.STATEMENT, [], []),
        ("! neu", EntryKind.DECISION, [("B-A1", "neu")], []),
    ],
)
def test_a_decision_that_becomes_something_else_leaves_the_list_and_undo_restores_it_in_one_step(
    workspace: Workspace,
    capture: Capture,
    raw: str,
    kind: EntryKind,
    expected_decisions: list[tuple[str, str]],
    expected_tasks: list[tuple[str, str]],
) -> None:
    entry = written(capture, "! alt")
    assert capture.edit(entry, raw).kind is kind
    assert (decisions(workspace), tasks(workspace)) == (expected_decisions, expected_tasks)

    workspace.projects.undo()
    assert (decisions(workspace), tasks(workspace)) == ([("B-A1", "alt")], [])
    assert workspace.records.get(Entry, entry).raw == "! alt"
    workspace.projects.redo()
    assert (decisions(workspace), tasks(workspace)) == (expected_decisions, expected_tasks)
    assert workspace.projects.check().findings == ()


@pytest.mark.parametrize("before", ["gesagt", "> Kunze: vorher"])
def test_a_line_that_becomes_a_decision_gets_one(workspace: Workspace, capture: Capture, before: str) -> None:
    entry = written(capture, before)
    capture.edit(entry, "! beschlossen")

    assert (decisions(workspace), tasks(workspace)) == ([("B-A1", "beschlossen")], [])
    workspace.projects.undo()
    assert decisions(workspace) == []
    assert len(tasks(workspace)) == (1 if before.startswith(">") else 0)


def test_what_becomes_a_decision_again_has_its_old_number(workspace: Workspace, capture: Capture) -> None:
    entry = written(capture, "! eins")
    for raw in ("> Kunze bis 15.03.: zwei", "! drei", "> vier"):
        capture.edit(entry, raw)

    assert (decisions(workspace), tasks(workspace)) == ([], [("T-A1", "vier")])
    (task,) = workspace.records.find(Task)
    assert (task.responsible, task.due) == ("", None)
    capture.edit(entry, "! fünf")
    assert (decisions(workspace), tasks(workspace)) == ([("B-A1", "fünf")], [])
    assert len(workspace.records.find(Task, deleted=True)) == 1


def test_a_continuation_that_makes_a_quote_a_statement_creates_nothing(workspace: Workspace, capture: Capture) -> None:
    written(capture, "„Wir beschließen das.“")
    capture.continue_line("! sagte niemand")

    (entry,) = workspace.records.find(Entry)
    assert entry.kind is EntryKind.STATEMENT
    assert (decisions(workspace), tasks(workspace)) == ([], [])


def test_an_edit_that_says_nothing_is_refused_and_changes_nothing(workspace: Workspace, capture: Capture) -> None:
    entry = written(capture, "! bleibt")
    for raw in ("", "  ", "TOP 3", "@Kunze:"):
        with pytest.raises(Exception, match="Ein Eintrag braucht einen Text"):
            capture.edit(entry, raw)

    assert decisions(workspace) == [("B-A1", "bleibt")]
    assert workspace.records.get(Entry, entry).raw == "! bleibt"
