"""From notes to content: what stands where, before it becomes a file."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Decision, Entry, Task, TaskStatus
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Attendance, Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesKind, MinutesStatus
from gk_desktop.domain.minutes_content import MinutesContent, MinutesMaterial, compose, dimension_of
from gk_desktop.domain.naming import KnownNames

COURSE, RESULTS = MinutesKind.COURSE, MinutesKind.RESULTS
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


def test_results_have_no_times() -> None:
    said = entry("x", time=MADE_AT)
    assert content(COURSE, entries=[said]).sections[0].entries[0].time == MADE_AT
    assert content(RESULTS, entries=[said]).sections[0].entries[0].time is None


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
@pytest.mark.parametrize("kind", MinutesKind)
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
