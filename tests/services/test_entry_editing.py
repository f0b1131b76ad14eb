"""Changing entries after they were written: each verb is one step that undoing takes back."""

from datetime import timedelta

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.domain.category import Category
from gk_desktop.domain.dimension import Dimension
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Event, Participant
from gk_desktop.services.capture import Capture
from gk_desktop.services.entry_editing import EntryEditing
from tests.services.conftest import START


@pytest.fixture
def editing(workspace: Workspace) -> EntryEditing:
    return workspace.entry_editing


@pytest.fixture
def written(workspace: Workspace, capture: Capture, clock: SteppingClock, event: Event):  # type: ignore[no-untyped-def]
    """Write lines, a minute apart; returns their entries."""

    def write(*lines: str) -> list[Entry]:
        ids = []
        for number, line in enumerate(lines):
            clock.set(START + timedelta(minutes=number))
            captured = capture.add_line(line)
            assert captured is not None
            ids.append(captured.id)
        return [workspace.records.get(Entry, entry_id) for entry_id in ids]

    return write


def notes(workspace: Workspace, event: Event) -> list[tuple[str, str]]:
    entries = workspace.records.find(Entry, event=event.id, order_by=["position"])
    return [(entry.number, entry.text) for entry in entries]


def test_a_split_keeps_speaker_kind_and_codes_in_both_parts(editing, written) -> None:  # type: ignore[no-untyped-def]
    (entry,) = written("@GfS: ? Wer kommt? Wer geht? #B1 #nz")
    first, second = editing.split(entry.id, entry.raw, entry.raw.index(" Wer geht"))
    assert (first.text, second.text) == ("Wer kommt?", "Wer geht?")
    assert (first.number, second.number) == ("A1", "A2")
    for part in (first, second):
        assert (part.kind, part.speaker, part.categories, part.no_quote, part.time) == (
            EntryKind.OPEN_POINT, entry.speaker, entry.categories, True, entry.time
        )  # fmt: skip


def test_the_second_part_stands_before_what_came_next(editing, written, workspace, event) -> None:  # type: ignore[no-untyped-def]
    entry, _next = written("eins zwei", "drei")
    editing.split(entry.id, entry.raw, 4)
    assert [text for _number, text in notes(workspace, event)] == ["eins", "zwei", "drei"]


def test_a_split_loses_no_code_that_stands_within_the_text(editing, written, workspace) -> None:  # type: ignore[no-untyped-def]
    (entry,) = written("Alle sind da. Niemand fehlt. #nz\nWer geht? #neu")
    assert entry.no_quote
    first, second = editing.split(entry.id, entry.raw, entry.raw.index(" Niemand"))
    stored = workspace.records.get(type(first), first.id)
    assert (stored.text, stored.no_quote) == ("Alle sind da.", True)
    assert (second.text, second.no_quote) == ("Niemand fehlt.\nWer geht? #neu", True)


def test_a_split_task_becomes_two_tasks_of_the_same_person(editing, written, workspace) -> None:  # type: ignore[no-untyped-def]
    (entry,) = written("> GfS bis 20.03.: Raum buchen. Essen bestellen.")
    editing.split(entry.id, entry.raw, entry.raw.index(" Essen"))
    tasks = workspace.records.find(Task)
    assert [(task.text, task.responsible) for task in tasks] == [("Raum buchen.", "GfS"), ("Essen bestellen.", "GfS")]
    assert len({task.number for task in tasks}) == 2


@pytest.mark.parametrize("at", [0, 4, 8, 9, 99])
def test_a_split_needs_text_on_both_sides(editing, written, workspace, event, at) -> None:  # type: ignore[no-untyped-def]
    (entry,) = written("@X: eins")
    with pytest.raises(UserError, match="nicht teilen"):
        editing.split(entry.id, "@X: eins ", at)
    assert len(notes(workspace, event)) == 1


def test_joining_loses_no_word_and_no_code(editing, written, workspace, event) -> None:  # type: ignore[no-untyped-def]
    entries = written("@GfS: eins #B1", "GfS: zwei #B2 #nz", "drei")
    joined = editing.join([entry.id for entry in reversed(entries)])
    assert joined.text == "eins zwei drei"
    assert len(joined.categories) == 2
    assert joined.no_quote
    assert notes(workspace, event) == [("A1", "eins zwei drei")]
    workspace.projects.undo()
    assert [text for _number, text in notes(workspace, event)] == ["eins", "zwei", "drei"]


def test_what_two_persons_said_is_never_joined(editing, written, workspace, event) -> None:  # type: ignore[no-untyped-def]
    """One may be quoted, or has objected; the other not."""
    entries = written("@GfS: eins", "@JMD: zwei")
    with pytest.raises(UserError, match="dieselbe Person"):
        editing.join([entry.id for entry in entries])
    assert [text for _number, text in notes(workspace, event)] == ["eins", "zwei"]


def test_who_is_named_in_a_later_line_has_said_all_that_is_joined(editing, written) -> None:  # type: ignore[no-untyped-def]
    first, second = written("eins", "@JMD: zwei")
    joined = editing.join([first.id, second.id])
    assert (joined.raw, joined.text, joined.speaker) == ("JMD: eins zwei", "eins zwei", second.speaker)


def test_joined_decisions_are_one_decision(editing, written, workspace) -> None:  # type: ignore[no-untyped-def]
    entries = written("! eins", "! zwei")
    editing.join([entry.id for entry in entries])
    assert [decision.text for decision in workspace.records.find(Decision)] == ["eins zwei"]
    workspace.projects.undo()
    assert len(workspace.records.find(Decision)) == 2


def test_what_stays_inside_is_never_joined_to_what_may_leave(editing, written, workspace, event) -> None:  # type: ignore[no-untyped-def]
    entries = written("> GfS: Liste schicken", "* Zwei Personen tuscheln.")
    with pytest.raises(UserError, match="derselben Art"):
        editing.join([entry.id for entry in entries])
    assert [text for _number, text in notes(workspace, event)] == ["Liste schicken", "Zwei Personen tuscheln."]


def test_one_entry_alone_cannot_be_joined(editing, written) -> None:  # type: ignore[no-untyped-def]
    (entry,) = written("eins")
    with pytest.raises(UserError, match="zwei Einträge"):
        editing.join([entry.id])


def test_another_kind_changes_the_line_too(editing, written, workspace) -> None:  # type: ignore[no-untyped-def]
    (entry,) = written("@GfS: ! beschlossen")
    editing.change_kind([entry.id], EntryKind.OBSERVATION)
    changed = workspace.records.get(Entry, entry.id)
    assert (changed.kind, changed.raw) == (EntryKind.OBSERVATION, "@GfS: * beschlossen")
    assert workspace.records.find(Decision) == []


def test_what_no_line_could_say_is_refused_and_nothing_changes(editing, written, workspace) -> None:  # type: ignore[no-untyped-def]
    first, second = written("eins", "50 Prozent sind zu wenig")
    with pytest.raises(UserError, match="50 Prozent"):
        editing.change_kind([first.id, second.id], EntryKind.TASK)
    assert workspace.records.get(Entry, first.id).kind is EntryKind.STATEMENT


def test_dimension_speaker_and_no_quote_change_for_several_at_once(editing, written, workspace) -> None:  # type: ignore[no-untyped-def]
    entries = written("@GfS: eins", "zwei")
    ids = [entry.id for entry in entries]
    editing.set_dimension(ids, Dimension.POLITY)
    editing.set_speaker(ids, "GfS")
    editing.toggle_no_quote(ids)
    raws = [workspace.records.get(Entry, entry_id).raw for entry_id in ids]
    assert raws == ["GfS: eins #polity #nz", "GfS: zwei #polity #nz"]


def test_deleting_several_is_one_step(editing, written, workspace, event) -> None:  # type: ignore[no-untyped-def]
    entries = written("eins", "> zwei", "drei")
    editing.delete([entry.id for entry in entries[:2]])
    assert notes(workspace, event) == [("A3", "drei")]
    assert workspace.projects.undo_label == "2 Einträge löschen"
    workspace.projects.undo()
    assert len(notes(workspace, event)) == 3
    assert len(workspace.records.find(Task)) == 1


def test_another_time_is_another_place(editing, written, workspace, event) -> None:  # type: ignore[no-untyped-def]
    entries = written("eins", "zwei", "drei")
    editing.retime([entries[2].id], -2)
    assert [text for _number, text in notes(workspace, event)] == ["eins", "drei", "zwei"]
    assert workspace.records.get(Entry, entries[2].id).time == START


def test_a_renamed_speaker_does_not_become_text(editing, written, workspace) -> None:  # type: ignore[no-untyped-def]
    (entry,) = written("@GfS: ! Hallo #B1")
    workspace.keeping.change(Participant, entry.speaker, label="KI Kreis")
    assert editing.line_of(entry.id) == "KI Kreis: ! Hallo #B1"
    editing.toggle_no_quote([entry.id])
    changed = workspace.records.get(Entry, entry.id)
    assert (changed.speaker, changed.text) == (entry.speaker, "Hallo")


def test_a_line_that_still_holds_is_edited_as_it_was_typed(editing, written, workspace) -> None:  # type: ignore[no-untyped-def]
    (entry,) = written("-2min @GfS: > JMD bis 20.03.: Liste #nz")
    assert editing.line_of(entry.id) == "-2min @GfS: > JMD bis 20.03.: Liste #nz"
    workspace.keeping.change(Participant, entry.speaker, label="KI")
    assert editing.line_of(entry.id) == "KI: > JMD bis 20.03.2026: Liste #nz"


def test_a_renamed_category_stays_with_its_entry(editing, written, workspace) -> None:  # type: ignore[no-untyped-def]
    (entry,) = written("@GfS: Hallo #B1")
    (category,) = workspace.records.find(Category, code="B1")
    workspace.keeping.change(Category, category.id, code="B1neu")
    assert editing.line_of(entry.id) == "GfS: Hallo #B1neu"
