"""From notes to content: what stands where, before it becomes a file."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from gk_desktop.base.errors import UserError
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Decision, Entry, Task, TaskStatus
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Attendance, Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesKind, MinutesStatus
from gk_desktop.domain.minutes_content import MinutesContent, MinutesMaterial, compose, dimension_of
from gk_desktop.domain.naming import KnownNames

COURSE, RESULTS = MinutesKind.COURSE, MinutesKind.RESULTS
MEMORY, OBSERVATION, TASK_LIST = MinutesKind.MEMORY, MinutesKind.OBSERVATION, MinutesKind.TASK_LIST
INTERN, PSEUDONYMISED, OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER
MADE_AT = datetime.fromisoformat("2026-03-10T09:00")
NAMES = KnownNames(cases=[], institutions=[], persons=[], participants=[], role_words=("GfS",), person_roles={})
EMPTY = MinutesMaterial(
    event=Event(id="e", title="Sitzung"), names=NAMES, agenda=[], entries=[], decisions=[], tasks=[], categories=[]
)


def content(kind: MinutesKind = COURSE, cls: ExportClass = ExportClass.INTERN, **material: Any) -> MinutesContent:
    return compose(replace(EMPTY, **material), kind, cls, made_at=MADE_AT)


def entry(text: str, kind: EntryKind = EntryKind.DECISION, **values: Any) -> Entry:
    return Entry(id=text, text=text, kind=kind, **values)


def test_head_has_only_lines_that_say_something() -> None:
    assert content().head == ()
    event = Event(title="x", event_type="Fachtag", date=date(2021, 2, 3), start="09:00", end="11:00", place="Unna")
    assert content(event=event).head == (
        ("Anlass", "Fachtag"),
        ("Ort", "Unna"),
        ("Datum", "03.02.2021"),
        ("Zeit", "09:00–11:00 Uhr"),
    )


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [("09:00", "", "ab 09:00 Uhr"), ("", "11:00", "bis 11:00 Uhr"), ("09:00", "11:00", "09:00–11:00 Uhr")],
)
def test_time_is_told_as_far_as_it_is_known(start: str, end: str, shown: str) -> None:
    assert content(event=Event(title="x", start=start, end=end)).head == (("Zeit", shown),)


def test_participants_stand_by_attendance_with_their_number() -> None:
    people = [
        Participant(id="1", label="GfS", headcount=2),
        Participant(id="2", label="Gast", attendance=Attendance.GUEST, headcount=1),
        Participant(id="3", label="VHS", attendance=Attendance.EXCUSED),
        Participant(id="4", label="THM"),
    ]
    assert content(names=replace(NAMES, participants=people)).head == (
        ("Teilnehmende", "GfS (2\u00a0Personen); THM"),
        ("Entschuldigt", "VHS"),
        ("Gäste", "Gast"),
    )


def test_course_follows_the_meeting_and_results_follow_the_agenda() -> None:
    agenda = [AgendaItem(id=str(number), number=number, title=f"Punkt {number}") for number in (1, 2, 3)]
    entries = [
        entry("vorab", position=0.0),
        entry("zwei", position=1.0, agenda_item="2"),
        entry("eins", position=2.0, agenda_item="1"),
        entry("fort", position=3.0, agenda_item="gelöscht"),
    ]
    course = content(COURSE, agenda=agenda, entries=entries)
    results = content(RESULTS, agenda=agenda, entries=entries)
    assert [section.number for section in course.sections] == [None, 2, 1, 3]
    assert [section.number for section in results.sections] == [None, 1, 2, 3]
    assert [item.text for item in course.sections[0].entries] == ["vorab", "fort"]


@pytest.mark.parametrize(
    ("kind", "time"), [(COURSE, MADE_AT), (MEMORY, MADE_AT), (OBSERVATION, MADE_AT), (RESULTS, None)]
)
def test_results_have_no_times(kind: MinutesKind, time: datetime | None) -> None:
    assert content(kind, entries=[entry("x", time=MADE_AT)]).sections[0].entries[0].time == time


def test_list_of_tasks_holds_tasks_alone_with_the_numbers_of_their_lines() -> None:
    event = Event(title="x", place="Unna", documents="Folien", distribution="alle", next_meeting="bald", chair="GfS")
    tasks = [
        Task(id="t", number="T-A1", text="Liste", entry="q"),
        Task(id="u", number="T-A2", text="später"),
        Task(id="v", number="T-A3", text="Zeile weg", entry="gone"),
    ]
    source = replace(entry("q", EntryKind.TASK), number="A7")
    added = Decision(id="d", number="B-A1", text="nachgetragen")
    listed = content(TASK_LIST, event=event, entries=[source], tasks=tasks, decisions=[added])
    assert listed.sections == ()
    assert [(task.number, task.entry_number) for task in listed.tasks] == [("T-A1", "A7"), ("T-A2", ""), ("T-A3", "")]
    assert (listed.next_meeting, listed.signatures, listed.annex) == ("", (), ())
    assert listed.head == (("Ort", "Unna"), ("Leitung", "GfS"))
    assert listed.entry_count == 3


def test_observations_hold_all_that_was_noted_and_no_list_of_tasks() -> None:
    entries = [entry(kind.value, kind, number=f"A{place}") for place, kind in enumerate(EntryKind)]
    task = Task(id="t", number="T-A1", text="Liste", entry="auftrag", responsible="GfS")
    found = content(OBSERVATION, entries=entries, tasks=[task])
    assert [item.number for item in found.sections[0].entries] == [item.number for item in entries]
    assert [item.sign for item in found.sections[0].entries if item.kind is EntryKind.TASK] == ["T-A1"]
    assert found.tasks == ()


def test_observations_are_refused_to_others() -> None:
    with pytest.raises(UserError, match="gibt es nicht in der Klasse VERTEILER"):
        content(OBSERVATION, OUTSIDE)


def test_head_of_observations_tells_of_the_observer_and_names_nobody_where_names_are_replaced() -> None:
    event = Event(
        title="x",
        iaq_role="Beobachtung",
        invited_by="Frau Specht",
        invited_on=date(2021, 2, 1),
        observation_announced=True,
        observation_announced_by="Frau Specht in der Einladung",
        observation_announced_on=date(2021, 2, 2),
        seating="Frau Specht am Fenster",
    )
    people = [Participant(id="1", label="Frau Specht")]
    heads = {
        cls: content(OBSERVATION, cls, event=event, names=replace(NAMES, participants=people)).head
        for cls in (INTERN, PSEUDONYMISED)
    }
    assert heads[INTERN][1:] == (
        ("Rolle IAQ", "Beobachtung"),
        ("Einladung", "Frau Specht, 01.02.2021"),
        ("Anwesende informiert", "ja, Frau Specht in der Einladung, 02.02.2021"),
        ("Sitzordnung", "Frau Specht am Fenster"),
    )
    assert heads[PSEUDONYMISED][1:] == (
        ("Rolle IAQ", "Beobachtung"),
        ("Einladung", "Person 1, 01.02.2021"),
        ("Anwesende informiert", "ja, 02.02.2021"),
        ("Sitzordnung", "Person 1 am Fenster"),
    )
    assert content(OBSERVATION, event=Event(title="x")).head == (("Anwesende informiert", "nein"),)
    assert content(COURSE, event=event).head == ()


@pytest.mark.parametrize(
    ("kind", "cls", "labels"),
    [
        (RESULTS, INTERN, ["Leitung", "Protokoll"]),
        (COURSE, OUTSIDE, ["Leitung", "Protokoll"]),
        (MEMORY, INTERN, ["Protokoll"]),
        (RESULTS, PSEUDONYMISED, []),
        (OBSERVATION, INTERN, []),
        (TASK_LIST, INTERN, []),
    ],
)
def test_those_sign_who_vouch_for_the_minutes_and_nobody_whose_name_is_hidden(
    kind: MinutesKind, cls: ExportClass, labels: list[str]
) -> None:
    assert [label for label, _name in content(kind, cls).signatures] == labels


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (RESULTS, ("bald", (("Anlagen", "Folien"), ("Verteiler", "alle")))),
        (MEMORY, ("bald", (("Anlagen", "Folien"), ("Verteiler", "alle")))),
        (OBSERVATION, ("bald", (("Anlagen", "Folien"),))),
        (TASK_LIST, ("", ())),
    ],
)
def test_next_meeting_annexes_and_recipients_stand_at_the_end(kind: MinutesKind, expected: object) -> None:
    event = Event(title="x", documents="Folien", distribution="alle", next_meeting="bald")
    found = content(kind, event=event)
    assert (found.next_meeting, found.annex) == expected


def test_decision_that_was_never_a_line_stands_at_the_end_of_its_point() -> None:
    agenda = [AgendaItem(id="1", number=1, title="Punkt")]
    added = [
        Decision(id="d", number="B-A2", text="nachgetragen", agenda_item="1"),
        Decision(id="f", number="B-A3", text="ohne Punkt"),
        Decision(id="n", number="B-A1", text="notiert", entry="notiert"),
    ]
    found = content(agenda=agenda, entries=[entry("notiert", agenda_item="1")], decisions=added)
    assert [(section.number, [(item.sign, item.text) for item in section.entries]) for section in found.sections] == [
        (None, [("B-A3", "ohne Punkt")]),
        (1, [("B-A1", "notiert"), ("B-A2", "nachgetragen")]),
    ]


def test_task_is_listed_with_who_when_and_status() -> None:
    task = Task(id="t", number="T-A1", text="Liste", responsible="GfS", due=date(2026, 4, 1), status=TaskStatus.DONE)
    (listed,) = content(tasks=[task]).tasks
    assert (listed.number, listed.text, listed.responsible, listed.due, listed.status) == (
        "T-A1",
        "Liste",
        "GfS",
        date(2026, 4, 1),
        "erledigt",
    )


@pytest.mark.parametrize(
    ("source", "seen_by"),
    [
        (entry("q", EntryKind.TASK), set(ExportClass)),
        (entry("q", EntryKind.TASK, no_quote=True), {ExportClass.INTERN, ExportClass.PSEUDONYMISIERT}),
        (entry("q", EntryKind.OBSERVATION), {ExportClass.INTERN, ExportClass.PSEUDONYMISIERT}),
        (entry("gone"), {ExportClass.INTERN, ExportClass.PSEUDONYMISIERT}),
        (entry("q", EntryKind.STATEMENT), set(ExportClass)),
    ],
    ids=["as noted", "not to be quoted", "now an observation", "gone", "now a statement"],
)
@pytest.mark.parametrize("kind", [COURSE, RESULTS, MEMORY, TASK_LIST])
def test_task_is_listed_where_its_line_may_be_seen(kind: MinutesKind, source: Entry, seen_by: set[ExportClass]) -> None:
    task = Task(id="t", text="Liste", entry="q")
    assert {cls for cls in ExportClass if content(kind, cls, entries=[source], tasks=[task]).tasks} == seen_by


def test_categories_and_dimension_stay_inside() -> None:
    category = Category(id="k", code="A1", dimension="polity")
    said = entry("x", categories=("k", "gelöscht"))
    shown = {
        cls: content(cls=cls, entries=[said], categories=[category]).sections[0].entries[0].categories
        for cls in ExportClass
    }
    assert shown == {
        ExportClass.INTERN: ("A1", "Strukturen (polity)"),
        ExportClass.PSEUDONYMISIERT: ("A1", "Strukturen (polity)"),
        ExportClass.VERTEILER: (),
    }


def test_typed_dimension_comes_before_that_of_the_categories() -> None:
    categories = [Category(code="A"), Category(code="B", dimension="policy")]
    assert dimension_of(entry("x", dimension="polity"), categories) == "polity"
    assert dimension_of(entry("x"), categories) == "policy"
    assert dimension_of(entry("x"), []) == ""


def test_mark_not_to_quote_is_shown_inside() -> None:
    marked = entry("x", no_quote=True)
    assert content(entries=[marked]).sections[0].entries[0].not_to_be_quoted
    assert content(cls=ExportClass.VERTEILER, entries=[marked]).sections == ()


def test_content_knows_its_version_status_and_whether_names_were_checked() -> None:
    made = compose(
        EMPTY, COURSE, ExportClass.PSEUDONYMISIERT, made_at=MADE_AT, version=3, status=MinutesStatus.PROOFREAD
    )
    assert (made.version, made.status, made.names_unchecked, made.made_at) == (
        3,
        MinutesStatus.PROOFREAD,
        True,
        MADE_AT,
    )
    assert not content(cls=ExportClass.VERTEILER).names_unchecked
