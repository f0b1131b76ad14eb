from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace, open_workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.services.capture import Capture, Captured, CapturedType
from gk_desktop.store.failures import StorageFullError
from tests.services.conftest import PASSPHRASE, START


def entries(workspace: Workspace, event: Event) -> list[Entry]:
    return workspace.records.find(Entry, event=event.id, order_by=["position"])


def taken(capture: Capture, raw: str) -> Captured:
    captured = capture.add_line(raw)
    assert captured is not None
    return captured


def speaker_of(workspace: Workspace, captured: Captured) -> str:
    return workspace.records.get(Participant, workspace.records.get(Entry, captured.id).speaker).label


# --- entries -----------------------------------------------------------------------------------------------------


def test_a_line_becomes_an_entry_with_everything_it_says(workspace: Workspace, event: Event, capture: Capture) -> None:
    raw = "@Jobcenter: Das dauert zu lange. #B1 #nz #policy"
    captured = taken(capture, raw)

    (entry,) = entries(workspace, event)
    assert captured == Captured(CapturedType.ENTRY, entry.id, "A1", EntryKind.STATEMENT)
    assert (entry.text, entry.raw, entry.time) == ("Das dauert zu lange.", raw, START)
    assert speaker_of(workspace, captured) == "Jobcenter"
    assert [workspace.records.get(Category, item).code for item in entry.categories] == ["B1"]
    assert (entry.dimension, entry.no_quote) == ("policy", True)


@pytest.mark.parametrize("blank", ["", "   ", "\t", "\u00a0", "\x00\x07"])
def test_a_blank_line_is_nothing(workspace: Workspace, event: Event, capture: Capture, blank: str) -> None:
    assert capture.add_line(blank) is None
    assert entries(workspace, event) == []
    assert taken(capture, "eins").number == "A1"


def test_characters_that_no_document_can_hold_fall_away(workspace: Workspace, event: Event, capture: Capture) -> None:
    taken(capture, "Gr\x00ün\ud800 und\x0bgut")

    (entry,) = entries(workspace, event)
    assert entry.text == entry.raw == "Grün und\ngut"


def test_a_line_of_twenty_thousand_characters_is_kept_whole(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    long = "Wörter " * 2_900
    taken(capture, long)

    (entry,) = entries(workspace, event)
    assert (entry.raw, entry.text) == (long, long.strip())


def test_an_entry_of_an_unknown_event_is_refused_with_a_sentence(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="gibt es nicht"):
        workspace.capture("0" * 32)


# --- numbers -----------------------------------------------------------------------------------------------------


def test_numbers_are_counted_per_event_and_never_given_again(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    numbers = [taken(capture, raw).number for raw in ("eins", "zwei", "drei")]
    workspace.keeping.delete(Entry, entries(workspace, event)[2].id)
    workspace.keeping.purge(Entry, entries(workspace, event)[1].id)
    numbers.append(taken(workspace.capture(event.id), "vier").number)
    other = workspace.keeping.add(Event(title="Andere"))

    assert numbers == ["A1", "A2", "A3", "A4"]
    assert taken(workspace.capture(other.id), "eins").number == "A1"


def test_a_number_that_was_undone_is_not_given_again(workspace: Workspace, event: Event, capture: Capture) -> None:
    taken(capture, "eins")
    taken(capture, "! zwei")
    workspace.projects.undo()
    taken(capture, "! drei")

    assert [entry.number for entry in entries(workspace, event)] == ["A1", "A3"]
    assert [decision.number for decision in workspace.records.find(Decision)] == ["B-A2"]


# --- order and time ----------------------------------------------------------------------------------------------


def test_a_back_dated_line_goes_where_it_belongs(
    workspace: Workspace, event: Event, capture: Capture, clock: SteppingClock
) -> None:
    for minutes, raw in ((0, "um neun"), (5, "um fünf nach"), (6, "-3min um drei nach"), (7, "-10min vor Beginn")):
        clock.set(START + timedelta(minutes=minutes))
        taken(capture, raw)

    assert [(entry.text, entry.time) for entry in entries(workspace, event)] == [
        ("vor Beginn", START - timedelta(minutes=3)),
        ("um neun", START),
        ("um drei nach", START + timedelta(minutes=3)),
        ("um fünf nach", START + timedelta(minutes=5)),
    ]


def test_lines_of_one_moment_keep_their_order(workspace: Workspace, event: Event, capture: Capture) -> None:
    texts = [f"Zeile {number}" for number in range(30)]
    for text in texts:
        taken(capture, text)

    assert [entry.text for entry in entries(workspace, event)] == texts


def test_a_clock_that_is_put_back_does_not_change_the_order(
    workspace: Workspace, event: Event, capture: Capture, clock: SteppingClock
) -> None:
    taken(capture, "zuerst")
    clock.set(START - timedelta(hours=1))
    taken(capture, "danach")
    taken(workspace.capture(event.id), "zuletzt")

    assert [entry.text for entry in entries(workspace, event)] == ["zuerst", "danach", "zuletzt"]


def test_notes_without_a_clock_have_no_time_and_keep_their_order(workspace: Workspace, event: Event) -> None:
    for raw in ("eins", "-5min zwei", "drei"):
        taken(workspace.capture(event.id, timed=False), raw)

    assert [(entry.text, entry.time) for entry in entries(workspace, event)] == [
        ("eins", None),
        ("zwei", None),
        ("drei", None),
    ]


# --- speakers ----------------------------------------------------------------------------------------------------


def test_a_name_alone_adds_a_speaker(workspace: Workspace, event: Event, capture: Capture) -> None:
    captured = taken(capture, "@Frau Kunze:")

    (participant,) = workspace.records.find(Participant, event=event.id)
    assert captured == Captured(CapturedType.SPEAKER, participant.id, "")
    assert participant.label == "Frau Kunze"
    assert entries(workspace, event) == []


@pytest.mark.parametrize("raw", ["FRAU KUNZE: ja", "@frau kunze: ja", "frau kunze: ja"])
def test_a_known_speaker_is_found_in_another_case_and_not_added_again(
    workspace: Workspace, event: Event, capture: Capture, raw: str
) -> None:
    introduced = taken(capture, "@Frau Kunze:")
    again = taken(capture, "@Frau Kunze:")
    entry = workspace.records.get(Entry, taken(capture, raw).id)

    assert introduced.id == again.id == entry.speaker
    assert len(workspace.records.find(Participant, event=event.id)) == 1


def test_a_speaker_typed_in_decomposed_letters_is_the_same_one(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    introduced = taken(capture, "@Frau Müller:")
    entry = workspace.records.get(Entry, taken(capture, "frau mu\u0308ller: ja").id)

    assert entry.speaker == introduced.id


def test_a_participant_with_blanks_around_the_name_is_known(workspace: Workspace, event: Event) -> None:
    participant = workspace.keeping.add(Participant(event=event.id, label=" Kunze "))
    entry = workspace.records.get(Entry, taken(workspace.capture(event.id), "kunze: ja").id)

    assert entry.speaker == participant.id


def test_a_speaker_of_another_event_is_not_known_here(workspace: Workspace, event: Event, capture: Capture) -> None:
    other = workspace.keeping.add(Event(title="Andere"))
    taken(workspace.capture(other.id), "@Kunze:")
    taken(capture, "Kunze: ja")

    assert [entry.text for entry in entries(workspace, event)] == ["Kunze: ja"]


# --- agenda ------------------------------------------------------------------------------------------------------


def test_an_agenda_line_adds_renames_and_changes_the_item(workspace: Workspace, event: Event, capture: Capture) -> None:
    added = taken(capture, "TOP 2: Bericht")
    renamed = taken(capture, "TOP 2: Bericht der GfS")
    other = taken(capture, "TOP 5")
    back = taken(capture, "TOP 2")
    entry = workspace.records.get(Entry, taken(capture, "dazu").id)

    assert (added.type, added.number, added.kind) == (CapturedType.AGENDA, "2", None)
    assert added.id == renamed.id == back.id == entry.agenda_item
    items = workspace.records.find(AgendaItem, event=event.id, order_by=["number"])
    assert [(item.number, item.title, item.id) for item in items] == [
        (2, "Bericht der GfS", added.id),
        (5, "", other.id),
    ]


def test_an_agenda_item_begins_when_the_notes_first_come_to_it(
    workspace: Workspace, event: Event, capture: Capture, clock: SteppingClock
) -> None:
    planned = workspace.keeping.add(AgendaItem(event=event.id, number=1, title="Begrüßung"))
    capture = workspace.capture(event.id)
    clock.set(START + timedelta(minutes=4))
    taken(capture, "-2min TOP 1")
    clock.set(START + timedelta(minutes=9))
    taken(capture, "TOP 1")

    item = workspace.records.get(AgendaItem, planned.id)
    assert (item.title, item.started_at) == ("Begrüßung", START + timedelta(minutes=2))


def test_capture_goes_on_in_the_same_item_after_a_restart(tmp_path: Path, workspace: Workspace, event: Event) -> None:
    item = taken(workspace.capture(event.id), "TOP 3: Wohnen")
    workspace.close()

    with open_workspace(tmp_path / "profil", PASSPHRASE) as reopened:
        entry = reopened.records.get(Entry, taken(reopened.capture(event.id), "weiter").id)
    assert entry.agenda_item == item.id


def test_an_item_that_was_undone_is_not_the_current_one(workspace: Workspace, event: Event) -> None:
    taken(workspace.capture(event.id), "TOP 3: Wohnen")
    workspace.projects.undo()
    entry = workspace.records.get(Entry, taken(workspace.capture(event.id), "weiter").id)

    assert entry.agenda_item == ""


# --- continuation ------------------------------------------------------------------------------------------------


def test_a_continuation_is_part_of_the_entry_above(workspace: Workspace, event: Event, capture: Capture) -> None:
    first = taken(capture, "! Wir machen das. #B1")
    continued = capture.continue_line("Und zwar bald.")

    (entry,) = entries(workspace, event)
    assert continued == first
    assert (entry.raw, entry.text) == ("! Wir machen das. #B1\nUnd zwar bald.", "Wir machen das.\nUnd zwar bald.")
    assert [workspace.records.get(Category, item).code for item in entry.categories] == ["B1"]
    assert workspace.records.find(Decision)[0].text == entry.text


def test_a_continuation_without_an_entry_above_is_one_itself(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    capture.continue_line("allein")
    taken(capture, "TOP 1")
    capture.continue_line("im neuen TOP")

    assert [entry.text for entry in entries(workspace, event)] == ["allein", "im neuen TOP"]


def test_what_follows_an_introduced_speaker_is_said_by_this_one(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    taken(capture, "@Maier: vorher")
    taken(capture, "@Kunze:")
    captured = capture.continue_line("Ich sehe das anders.")

    assert captured is not None
    assert speaker_of(workspace, captured) == "Kunze"
    assert [entry.text for entry in entries(workspace, event)] == ["vorher", "Ich sehe das anders."]


def test_undo_takes_back_a_continuation_and_leaves_the_first_line(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    taken(capture, "eins")
    capture.continue_line("zwei")
    workspace.projects.undo()

    assert [(entry.raw, entry.text) for entry in entries(workspace, event)] == [("eins", "eins")]


# --- drafts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", ["ganz", "TOP 1: ganz", "@Ganz:"])
def test_a_saved_line_takes_the_place_of_its_draft(capture: Capture, raw: str) -> None:
    capture.save_draft(raw[:2])
    taken(capture, raw)

    assert capture.draft() is None


def test_a_continuation_takes_the_place_of_its_draft(capture: Capture) -> None:
    taken(capture, "eins")
    capture.save_draft("  zw")
    capture.continue_line("zwei")

    assert capture.draft() is None


def test_a_half_typed_line_becomes_an_entry_of_its_time(
    workspace: Workspace, event: Event, capture: Capture, clock: SteppingClock
) -> None:
    taken(capture, "vorher")
    clock.set(START + timedelta(minutes=1))
    capture.save_draft("@Kunze: ! halb get")
    clock.set(START + timedelta(hours=5))
    recovered = workspace.capture(event.id).take_over_draft()

    assert recovered is not None
    entry = entries(workspace, event)[1]
    assert (recovered.id, entry.text, entry.kind) == (entry.id, "halb get", EntryKind.DECISION)
    assert entry.time == START + timedelta(minutes=1)
    assert workspace.capture(event.id).take_over_draft() is None


def test_a_continuation_is_no_part_of_the_line_of_an_earlier_session(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    capture.save_draft("halb")
    capture.take_over_draft()
    capture.continue_line("neu")

    assert [entry.text for entry in entries(workspace, event)] == ["halb", "neu"]


def test_a_half_typed_agenda_line_does_not_change_the_agenda(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    taken(capture, "TOP 7")
    capture.save_draft("TOP 1")
    recovered = workspace.capture(event.id).take_over_draft()

    assert recovered is not None
    assert recovered.type is CapturedType.ENTRY
    assert [entry.text for entry in entries(workspace, event)] == ["TOP 1"]
    assert [item.number for item in workspace.records.find(AgendaItem)] == [7]


def test_a_half_typed_speaker_is_introduced(workspace: Workspace, event: Event, capture: Capture) -> None:
    capture.save_draft("@Kunze:")
    recovered = capture.take_over_draft()

    assert recovered is not None
    assert recovered.type is CapturedType.SPEAKER
    assert capture.draft() is None


def test_a_draft_of_blanks_is_forgotten(workspace: Workspace, event: Event, capture: Capture) -> None:
    capture.save_draft("  ")

    assert capture.take_over_draft() is None
    assert capture.draft() is None
    assert entries(workspace, event) == []


# --- full disk ---------------------------------------------------------------------------------------------------


def test_a_full_disk_loses_only_the_line_it_names_and_writing_goes_on_once_there_is_space(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    database = workspace.store._database
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages + 60}").fetchall()
    acknowledged = []
    with pytest.raises(StorageFullError, match="voll"):
        for number in range(1_000):
            acknowledged.append(taken(capture, f"@Stimme {number}: ! Beschluss {number} " + "x" * 500))

    assert acknowledged
    assert [entry.id for entry in entries(workspace, event)] == [captured.id for captured in acknowledged]
    database.execute("PRAGMA max_page_count = 1000000").fetchall()
    after = taken(capture, f"Stimme {len(acknowledged) - 1}: weiter")
    assert after.number == f"A{len(acknowledged) + 1}"
    assert len(workspace.records.find(Participant, event=event.id)) == len(acknowledged)
    assert len(workspace.records.find(Decision)) == len(acknowledged)
    assert workspace.projects.check().findings == ()


def test_a_full_disk_keeps_the_entry_that_was_to_be_continued(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    taken(capture, "eins")
    database = workspace.store._database
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(StorageFullError):
        capture.continue_line("x" * 100_000)
    database.execute("PRAGMA max_page_count = 1000000").fetchall()
    capture.continue_line("zwei")

    assert [entry.text for entry in entries(workspace, event)] == ["eins\nzwei"]


def test_each_line_of_the_contract_has_its_kind(workspace: Workspace, event: Event, capture: Capture) -> None:
    kinds = {
        "so": EntryKind.STATEMENT,
        "„so“": EntryKind.QUOTE,
        "! so": EntryKind.DECISION,
        "> so": EntryKind.TASK,
        "? so": EntryKind.OPEN_POINT,
        "?? so": EntryKind.OWN_QUESTION,
        "* so": EntryKind.OBSERVATION,
        "// so": EntryKind.METHOD_NOTE,
        "/k so": EntryKind.CONTEXT,
        "/t so": EntryKind.THEORY,
    }
    captured = {raw: taken(capture, raw).kind for raw in kinds}

    assert captured == kinds
    assert [entry.kind for entry in entries(workspace, event)] == list(kinds.values())
    assert {entry.text for entry in entries(workspace, event)} == {"so"}
    assert (len(workspace.records.find(Decision)), len(workspace.records.find(Task))) == (1, 1)


def test_times_are_kept_to_the_second(workspace: Workspace, event: Event, clock: SteppingClock) -> None:
    clock.set(datetime.fromisoformat("2026-03-10T09:00:01.999999"))
    entry = workspace.records.get(Entry, taken(workspace.capture(event.id), "so").id)

    assert entry.time == datetime.fromisoformat("2026-03-10T09:00:01")
