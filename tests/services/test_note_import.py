"""Notes that were taken elsewhere: read, planned, and taken over as one step."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.base.progress import Cancelled
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.line import StrayCodes
from gk_desktop.services.note_import import LARGEST_FILE, NOTES_PER_UNIT, new_speakers, parts, read_notes
from gk_desktop.services.note_lines import NoteLines

NOTES = """TOP 1: Begrüßung
@Jugendamt: Die Stelle ist besetzt. #A2
* Nicken im Raum.
\tDanach Stille.

Jugendamt: ! Nächstes Treffen im Mai.
> GfS bis 21.05.: Einladung verschicken
"""


def _entries(workspace: Workspace, event: Event) -> list[Entry]:
    return workspace.records.find(Entry, event=event.id, order_by=["position"])


def test_plan_says_what_each_line_becomes_and_saves_nothing(workspace: Workspace, event: Event) -> None:
    planned = workspace.note_import.plan(event.id, NOTES)

    assert [(note.line, note.parsed.kind) for note in planned if not note.parsed.is_agenda] == [
        (2, EntryKind.STATEMENT),
        (3, EntryKind.OBSERVATION),
        (6, EntryKind.DECISION),
        (7, EntryKind.TASK),
    ]
    assert planned[2].parsed.text == "Nicken im Raum.\nDanach Stille."
    assert new_speakers(planned) == ["Jugendamt"]
    assert [note.agenda for note in planned] == [1, 1, 1, 1, 1]
    assert _entries(workspace, event) == []
    assert workspace.records.find(Participant) == []


def test_all_notes_come_in_as_one_step_and_go_as_one(workspace: Workspace, event: Event) -> None:
    planned = workspace.note_import.plan(event.id, NOTES)

    taken = workspace.note_import.take_over(event.id, planned)

    assert (taken.entries, taken.speakers, taken.agenda_lines) == (4, 1, 1)
    assert [entry.number for entry in _entries(workspace, event)] == ["A1", "A2", "A3", "A4"]
    assert len(workspace.records.find(Decision)) == len(workspace.records.find(Task)) == 1
    assert workspace.projects.undo_label == "Notizen übernehmen"

    workspace.projects.undo()

    assert _entries(workspace, event) == []
    assert workspace.records.find(Participant) == workspace.records.find(AgendaItem) == []


def test_notes_without_a_clock_have_no_time_and_come_after_what_is_there(workspace: Workspace, event: Event) -> None:
    workspace.capture(event.id).add_line("schon da")

    workspace.note_import.take_over(event.id, workspace.note_import.plan(event.id, "eins\nzwei"))

    assert [(entry.text, entry.time is None) for entry in _entries(workspace, event)] == [
        ("schon da", False),
        ("eins", True),
        ("zwei", True),
    ]


def test_notes_with_a_clock_have_the_time_of_now(workspace: Workspace, event: Event) -> None:
    planned = workspace.note_import.plan(event.id, "eins\n-5min zwei")

    workspace.note_import.take_over(event.id, planned, timed=True)

    assert [(entry.text, f"{entry.time:%H:%M}") for entry in _entries(workspace, event)] == [
        ("zwei", "08:55"),
        ("eins", "09:00"),
    ]


def test_notes_fall_under_the_agenda_item_at_which_the_notes_stand_and_do_not_move_it(
    workspace: Workspace, event: Event
) -> None:
    capture = workspace.capture(event.id)
    capture.add_line("TOP 3")

    workspace.note_import.take_over(event.id, workspace.note_import.plan(event.id, "eins\nTOP 4\nzwei"))
    workspace.capture(event.id).add_line("drei")

    numbers = {item.id: item.number for item in workspace.records.find(AgendaItem)}
    found = {entry.text: numbers[entry.agenda_item] for entry in _entries(workspace, event)}
    assert found == {"eins": 3, "zwei": 4, "drei": 3}


def test_words_that_only_look_like_categories_are_told(workspace: Workspace, event: Event) -> None:
    neu, alone, quoted = workspace.note_import.plan(event.id, "Das ist neu #A2 #Z9 #Platz 1\n#A2\n„So #Z9“")

    assert neu.stray == StrayCodes(unknown=("#Z9", "#Platz"), misplaced=("#A2",))
    assert alone.stray == StrayCodes(misplaced=("#A2",))
    assert quoted.stray == StrayCodes()


TIMED = """Vorab
TOP 2: Bericht
14:20 @Jobcenter: Wir sind da.
  Und bleiben.
ohne Uhr
14.20 ! auch da
-5min 14 Leute
14:25 -5min vorhin
TOP 3
15:00 Uhr: Schluss"""


def _timed(workspace: Workspace, event: Event) -> list[tuple[str, str]]:
    found = _entries(workspace, event)
    return [(entry.text.split("\n")[0], f"{entry.time:%d.%m. %H:%M}" if entry.time else "") for entry in found]


def test_lines_that_begin_with_a_time_get_it_and_keep_their_order(workspace: Workspace, event: Event) -> None:
    taken = workspace.note_import.take_over(event.id, workspace.note_import.plan(event.id, TIMED))

    assert _timed(workspace, event) == [
        ("Vorab", ""),
        ("Wir sind da.", "10.03. 14:20"),
        ("ohne Uhr", ""),
        ("auch da", "10.03. 14:20"),
        ("14 Leute", ""),
        ("vorhin", "10.03. 14:20"),
        ("Schluss", "10.03. 15:00"),
    ]
    assert (taken.entries, taken.with_clock, taken.first) == (7, 4, _entries(workspace, event)[0].id)
    assert _entries(workspace, event)[1].raw == "@Jobcenter: Wir sind da.\nUnd bleiben."


def test_tops_begin_with_their_first_line_that_has_a_time(workspace: Workspace, event: Event) -> None:
    workspace.note_import.take_over(event.id, workspace.note_import.plan(event.id, TIMED))

    begun = {item.number: item.started_at for item in workspace.records.find(AgendaItem, event=event.id)}
    assert {number: f"{moment:%H:%M}" for number, moment in begun.items() if moment} == {2: "14:20", 3: "15:00"}


def test_a_top_may_have_a_time_itself(workspace: Workspace, event: Event) -> None:
    workspace.note_import.take_over(event.id, workspace.note_import.plan(event.id, "14:20 TOP 2: Bericht\n14:30 so"))

    (item,) = workspace.records.find(AgendaItem, event=event.id)
    assert (item.title, f"{item.started_at:%H:%M}") == ("Bericht", "14:20")


def test_lines_with_a_time_go_between_those_that_are_there(
    workspace: Workspace, event: Event, clock: SteppingClock
) -> None:
    capture = workspace.capture(event.id)
    for text, moment in (("früh", "2026-03-10T14:00"), ("spät", "2026-03-10T15:00")):
        clock.set(datetime.fromisoformat(moment))
        capture.add_line(text)

    planned = workspace.note_import.plan(event.id, "davor\n14:30 mittendrin\ndanach\n15:30 zuletzt")
    workspace.note_import.take_over(event.id, planned)

    assert [text for text, _time in _timed(workspace, event)] == [
        "früh", "davor", "mittendrin", "danach", "spät", "zuletzt"
    ]  # fmt: skip


def test_the_same_minute_twice_keeps_the_order_of_the_files(workspace: Workspace, event: Event) -> None:
    for text in ("14:20 eins\n14:20 zwei", "14:20 drei\n14:20 vier"):
        workspace.note_import.take_over(event.id, workspace.note_import.plan(event.id, text))

    positions = [entry.position for entry in _entries(workspace, event)]
    assert len(set(positions)) == 4
    texts = [text for text, _time in _timed(workspace, event)]
    assert texts.index("eins") < texts.index("zwei") and texts.index("drei") < texts.index("vier")


def test_times_without_a_day_stay_in_the_text(workspace: Workspace) -> None:
    event = workspace.keeping.add(Event(title="Ohne Datum"))
    (note,) = workspace.note_import.plan(event.id, "14:20 so")

    assert (note.clock, note.has_lost_clock, note.parsed.text) == (None, True, "14:20 so")


@given(lines=st.lists(st.text("0123456789:. aäUhr#-", max_size=14), max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_digit_is_lost_whether_it_was_a_time_or_not(workspace: Workspace, event: Event, lines: list[str]) -> None:
    planned = workspace.note_import.plan(event.id, "\n".join(f"x{line}" for line in lines))
    assert [note.raw for note in planned] == [f"x{line}" for line in lines]
    assert all(note.clock is None for note in planned)
    fresh = workspace.keeping.add(Event(title="Probe", date=event.date))
    workspace.note_import.take_over(fresh.id, workspace.note_import.plan(fresh.id, "\n".join(lines)))
    for entry in _entries(workspace, fresh):
        assert any(entry.raw in line or "\n" in entry.raw for line in lines)


def test_stopping_in_the_middle_of_a_part_leaves_nothing(workspace: Workspace, event: Event) -> None:
    planned = workspace.note_import.plan(event.id, "\n".join(f"Satz {number}" for number in range(120)))

    def stop(_text: str, fraction: float) -> None:
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        workspace.note_import.take_over(event.id, planned, progress=stop)

    assert _entries(workspace, event) == []


def test_many_notes_come_in_parts_that_know_each_other(workspace: Workspace, event: Event) -> None:
    lines = ["@Jugendamt: eins", *["Jugendamt: weiter"] * NOTES_PER_UNIT]
    planned = workspace.note_import.plan(event.id, "\n".join(lines))

    for part in parts(planned):
        workspace.note_import.take_over(event.id, part)

    assert len(workspace.records.find(Participant)) == 1
    assert len({entry.speaker for entry in _entries(workspace, event)}) == 1
    assert [len(part) for part in parts(planned)] == [NOTES_PER_UNIT, 1]


_TELLING = """TOP 1|TOP 2: Titel|@GfS: da|GfS: ja|@GfS:|GfS:|\tweiter|  mehr|! gut|> wer: was|* still
|"ja"||\\! kein Zeichen|-3min vorhin|Satz #A2|> 50 Prozent|@A/B: so"""
_LINE = st.one_of(
    st.sampled_from(_TELLING.replace("\n", "").split("|")),
    st.text(alphabet="aä @:#!>?*/\t\\", max_size=12),
)


@given(st.lists(_LINE, max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_import_makes_of_any_text_what_the_same_lines_would_have_become_one_by_one(
    workspace: Workspace, lines: list[str]
) -> None:
    imported, captured = (workspace.keeping.add(Event(title="Probe")) for _side in range(2))
    workspace.note_import.take_over(imported.id, workspace.note_import.plan(imported.id, "\n".join(lines)))
    notes = NoteLines(workspace.capture(captured.id, timed=False))
    for line in lines:
        notes.take(line)

    def shown(event: Event) -> list[tuple[object, ...]]:
        labels = {item.id: item.label for item in workspace.records.find(Participant, event=event.id)}
        agenda = {item.id: (item.number, item.title) for item in workspace.records.find(AgendaItem, event=event.id)}
        entries = [
            (entry.number, entry.kind, entry.text, entry.raw, labels.get(entry.speaker), agenda.get(entry.agenda_item))
            for entry in _entries(workspace, event)
        ]
        follow_ups = [
            (len(workspace.records.find(kind, event=event.id)),) for kind in (Decision, Task, AgendaItem, Participant)
        ]
        return [*entries, *follow_ups]

    assert shown(imported) == shown(captured)


@pytest.mark.parametrize(
    ("content", "text", "has_hint"),
    [
        ("Größe „ja“".encode(), "Größe „ja“", False),
        ("Größe".encode("utf-8-sig"), "Größe", False),
        ("Größe „ja“ – 5 €".encode("cp1252"), "Größe „ja“ – 5 €", True),
        (b"eins\r\nzwei", "eins\nzwei", False),
        (b"", "", False),
    ],
)
def test_files_are_read_in_the_encodings_that_occur(tmp_path: Path, content: bytes, text: str, has_hint: bool) -> None:
    file = tmp_path / "notizen.txt"
    file.write_bytes(content)

    notes = read_notes(file)

    assert (notes.text, bool(notes.hint)) == (text, has_hint)


@pytest.mark.parametrize("content", [b"PK\x03\x04\0\0", b"a" * (LARGEST_FILE + 1), "Wort".encode("utf-16")])
def test_what_is_no_text_or_too_much_of_it_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notizen.docx"
    file.write_bytes(content)

    with pytest.raises(UserError, match=r"notizen\.docx"):
        read_notes(file)


def test_a_file_that_is_not_there_is_told_by_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nicht lesbar"):
        read_notes(tmp_path / "weg.txt")
