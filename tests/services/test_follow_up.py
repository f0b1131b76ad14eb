"""Times corrected, gaps filled, questions answered."""

from datetime import datetime, timedelta

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.domain.entry import Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.services.capture import Capture
from gk_desktop.services.follow_up import Prompt, gaps

START = datetime(2026, 3, 10, 9, 0)  # noqa: DTZ001 - the clock on the wall


@pytest.fixture
def notes(capture: Capture, clock: SteppingClock) -> None:
    for minutes, line in ((0, "eins"), (4, "zwei"), (15, "drei"), (40, "vier")):
        clock.set(START + timedelta(minutes=minutes))
        capture.add_line(line)


def _texts(workspace: Workspace, event: Event) -> list[tuple[str, str]]:
    return [
        (entry.text, f"{entry.time:%H:%M}" if entry.time else "") for entry in workspace.follow_up.entries(event.id)
    ]


def _entry(workspace: Workspace, event: Event, text: str) -> Entry:
    return next(entry for entry in workspace.follow_up.entries(event.id) if entry.text == text)


def _prompt(workspace: Workspace, beginning: str) -> Prompt:
    return next(prompt for prompt in workspace.follow_up.prompts() if prompt.heading.startswith(beginning))


@pytest.mark.usefixtures("notes")
def test_gaps_are_silences_of_more_than_ten_minutes(workspace: Workspace, event: Event) -> None:
    found = list(gaps(workspace.follow_up.entries(event.id)))

    assert [(f"{gap.start:%H:%M}", gap.minutes) for gap in found] == [("09:04", 11), ("09:15", 25)]


@pytest.mark.usefixtures("notes")
def test_a_corrected_time_moves_the_entry_to_where_it_belongs(workspace: Workspace, event: Event) -> None:
    workspace.follow_up.set_time(_entry(workspace, event, "eins").id, "9.20")

    assert _texts(workspace, event) == [("zwei", "09:04"), ("drei", "09:15"), ("eins", "09:20"), ("vier", "09:40")]
    assert workspace.projects.undo_label == "Uhrzeit ändern"

    workspace.projects.undo()

    assert _texts(workspace, event)[0] == ("eins", "09:00")


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("text", "typed", "order"),
    [
        ("vier", "08:00", ["vier", "eins", "zwei", "drei"]),
        ("zwei", "23:59", ["eins", "drei", "vier", "zwei"]),
        ("zwei", "09:10", ["eins", "zwei", "drei", "vier"]),
        ("drei", "", ["eins", "zwei", "drei", "vier"]),
    ],
)
def test_order_follows_the_times(workspace: Workspace, event: Event, text: str, typed: str, order: list[str]) -> None:
    workspace.follow_up.set_time(_entry(workspace, event, text).id, typed)

    assert [found for found, _time in _texts(workspace, event)] == order


def test_giving_one_of_many_untimed_notes_a_time_leaves_the_order_alone(workspace: Workspace, event: Event) -> None:
    capture = workspace.capture(event.id, timed=False)
    for line in ("eins", "zwei", "drei"):
        capture.add_line(line)

    workspace.follow_up.set_time(_entry(workspace, event, "zwei").id, "1405")

    assert _texts(workspace, event) == [("eins", ""), ("zwei", "14:05"), ("drei", "")]


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("typed", ["25:00", "9:7", "mittags", "12:60", "-1:00"])
def test_what_is_no_time_of_day_is_refused_and_changes_nothing(workspace: Workspace, event: Event, typed: str) -> None:
    before = _texts(workspace, event)

    with pytest.raises(UserError, match="keine Uhrzeit"):
        workspace.follow_up.set_time(_entry(workspace, event, "eins").id, typed)

    assert _texts(workspace, event) == before


def test_without_a_day_there_is_no_time(workspace: Workspace) -> None:
    event = workspace.keeping.add(Event(title="Ohne Datum"))
    workspace.capture(event.id, timed=False).add_line("eins")

    with pytest.raises(UserError, match="noch kein Datum"):
        workspace.follow_up.set_time(_entry(workspace, event, "eins").id, "10:00")


@pytest.mark.usefixtures("notes")
def test_typing_the_same_time_again_changes_nothing(workspace: Workspace, event: Event) -> None:
    label = workspace.projects.undo_label

    workspace.follow_up.set_time(_entry(workspace, event, "eins").id, "09:00")

    assert workspace.projects.undo_label == label


@pytest.mark.usefixtures("notes")
def test_an_addition_stands_at_its_time_with_speaker_and_task(workspace: Workspace, event: Event) -> None:
    workspace.follow_up.add(event.id, "@Jugendamt: > GfS: Liste schicken", "09:10")

    assert [text for text, _time in _texts(workspace, event)] == ["eins", "zwei", "Liste schicken", "drei", "vier"]
    (task,) = workspace.records.find(Task)
    assert task.responsible == "GfS"
    assert workspace.projects.undo_label == "Nachtrag"


@pytest.mark.usefixtures("notes")
def test_an_addition_keeps_the_half_typed_line_of_the_notes(workspace: Workspace, event: Event) -> None:
    workspace.capture(event.id).save_draft("halb getip")

    workspace.follow_up.add(event.id, "dazu", "")

    draft = workspace.capture(event.id).draft()
    assert draft is not None
    assert draft.text == "halb getip"


@pytest.mark.parametrize("raw", ["", "TOP 3", "@Neu:"])
def test_an_addition_needs_a_text(workspace: Workspace, event: Event, raw: str) -> None:
    with pytest.raises(UserError, match="braucht einen Text"):
        workspace.follow_up.add(event.id, raw, "")


def test_prompts_are_the_follow_up_and_the_observation_grid_of_the_programme(workspace: Workspace) -> None:
    headings = [prompt.heading for prompt in workspace.follow_up.prompts()]

    assert headings[0] == "Kurzfazit:"
    assert "Wer ist da, wer fehlt?" in headings
    assert len(headings) == 13


@pytest.mark.usefixtures("notes")
def test_an_answer_is_an_internal_entry_that_begins_with_its_question(workspace: Workspace, event: Event) -> None:
    prompt = _prompt(workspace, "Wer ist da")

    workspace.follow_up.answer(event.id, prompt, "Das Sozialamt fehlt.\nNiemand fragt. #A1")

    entry = workspace.follow_up.entries(event.id)[-1]
    assert entry.kind is EntryKind.OBSERVATION
    assert entry.text == "Wer ist da, wer fehlt? Das Sozialamt fehlt.\nNiemand fragt."
    assert len(entry.categories) == 1
    answers = {answer.prompt: answer.text for answer in workspace.follow_up.answers(event.id)}
    assert answers[prompt] == "Das Sozialamt fehlt.\nNiemand fragt. #A1"
    preview = workspace.export_previews.of(event.id, MinutesKind.COURSE, ExportClass.VERTEILER)
    assert entry.number in [left.number for left in preview.left_out]


def test_answering_again_changes_the_entry_and_an_empty_answer_takes_it_away(
    workspace: Workspace, event: Event
) -> None:
    prompt = _prompt(workspace, "Kurzfazit")
    for text in ("Gut.", "Sehr gut."):
        workspace.follow_up.answer(event.id, prompt, text)

    (entry,) = workspace.follow_up.entries(event.id)
    assert (entry.number, entry.text) == ("A1", "Kurzfazit: Sehr gut.")

    workspace.follow_up.answer(event.id, prompt, "  ")

    assert workspace.follow_up.entries(event.id) == []
    workspace.projects.undo()
    assert len(workspace.follow_up.entries(event.id)) == 1


def test_a_half_typed_answer_is_there_again_and_becomes_part_of_what_is_saved(
    workspace: Workspace, event: Event
) -> None:
    prompt = _prompt(workspace, "Kurzfazit")
    workspace.follow_up.save_draft(event.id, prompt, "Halb")

    answer = workspace.follow_up.answers(event.id)[0]
    assert (answer.text, answer.is_draft) == ("Halb", True)

    workspace.follow_up.answer(event.id, prompt, "Ganz")

    answer = workspace.follow_up.answers(event.id)[0]
    assert (answer.text, answer.is_draft) == ("Ganz", False)


def test_an_answer_that_was_captured_in_the_meeting_already_is_found(workspace: Workspace, event: Event) -> None:
    workspace.capture(event.id).add_line("* Wie ist die Stimmung? Gelöst.")

    answers = {answer.prompt.heading: answer.text for answer in workspace.follow_up.answers(event.id)}

    assert answers["Wie ist die Stimmung?"] == "Gelöst."


@pytest.mark.usefixtures("notes")
def test_a_line_is_rewritten_with_everything_that_hangs_on_it(workspace: Workspace, event: Event) -> None:
    workspace.follow_up.edit(_entry(workspace, event, "zwei").id, "! Wir machen das.")

    assert _entry(workspace, event, "Wir machen das.").kind is EntryKind.DECISION


@pytest.mark.usefixtures("notes")
def test_several_entries_get_one_time_in_one_step(workspace: Workspace, event: Event) -> None:
    chosen = [_entry(workspace, event, text).id for text in ("vier", "eins")]

    workspace.follow_up.set_times(chosen, "09:10")

    assert _texts(workspace, event) == [("zwei", "09:04"), ("eins", "09:10"), ("vier", "09:10"), ("drei", "09:15")]
    workspace.projects.undo()
    assert [text for text, _time in _texts(workspace, event)] == ["eins", "zwei", "drei", "vier"]


@pytest.mark.usefixtures("notes")
def test_a_wrong_time_for_several_changes_none_of_them(workspace: Workspace, event: Event) -> None:
    before = _texts(workspace, event)
    with pytest.raises(UserError, match="ist keine Uhrzeit"):
        workspace.follow_up.set_times([_entry(workspace, event, text).id for text in ("eins", "zwei")], "neun")
    assert _texts(workspace, event) == before


def test_a_time_is_checked_before_the_line_is_written(workspace: Workspace, event: Event) -> None:
    assert [workspace.follow_up.check_time(event.id, typed) for typed in ("9.05", "9 Uhr", "")] == [
        "09:05",
        "09:00",
        "",
    ]
    with pytest.raises(UserError, match="ist keine Uhrzeit"):
        workspace.follow_up.check_time(event.id, "24:00")


def test_an_event_without_a_date_takes_the_day_of_its_notes(workspace: Workspace) -> None:
    event = workspace.keeping.add(Event(title="Ohne Datum"))
    with pytest.raises(UserError, match="noch kein Datum"):
        workspace.follow_up.check_time(event.id, "10:00")
    workspace.capture(event.id).add_line("eins")

    added = workspace.follow_up.add(event.id, "davor", "00:01")

    assert added.time is not None
    assert added.time.date() == _entry(workspace, event, "eins").time.date()
