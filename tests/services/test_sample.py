"""The sample project shows every kind of entry and nobody who exists."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace, create_workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.base.paths import resources
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.consent import ConsentStatus, QuotePermission
from gk_desktop.domain.consent_rules import consent_problems
from gk_desktop.domain.dimension import Dimension
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from tests.services.conftest import PASSPHRASE, QUICK, START

SAMPLE = resources() / "sample"
FORBIDDEN = {
    "an e-mail address": r"[\w.+-]+@[\w-]+\.\w",
    "the address of the institute": r"@uni",
    "a phone": r"\bFon\b|\bTel\.|\bTelefon:|\+49",
    "a phone number": r"\b0\d{2,4}[ /-]\d{3,}|\d{3,}[ /-]\d{4,}",
    "a name of the slides": r"Stöbe|Stoebe|\bRuth\b|Enssen|Blossfeld",
    "a place on the web": r"https?://|www\.",
}
CODES_IN_NOTES = re.compile(r" #(\S+)")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    profile = tmp_path_factory.mktemp("sample") / "profil"
    opened, _code = create_workspace(profile, PASSPHRASE, project="Beispiel", clock=SteppingClock(START), kdf=QUICK)
    with opened:
        yield opened


@pytest.fixture(scope="module")
def events(workspace: Workspace) -> list[Event]:
    return workspace.sample().load()


def entries_of(workspace: Workspace, event: Event) -> list[Entry]:
    return workspace.records.find(Entry, event=event.id, order_by=["position"])


def test_sample_loads_its_events_with_all_their_entries(workspace: Workspace, events: list[Event]) -> None:
    assert [len(entries_of(workspace, event)) for event in events] == [30, 88]
    counts = {kind: len(workspace.records.find(kind)) for kind in (Case, Institution, Person)}
    assert counts == {Case: 1, Institution: 13, Person: 11}


def test_sample_shows_every_kind_of_entry_and_the_mark_not_to_quote(workspace: Workspace, events: list[Event]) -> None:
    kinds = Counter(entry.kind for event in events for entry in entries_of(workspace, event))
    assert set(kinds) == set(EntryKind)
    assert sum(entry.no_quote for entry in entries_of(workspace, events[1])) == 2


def test_everything_belongs_to_something(workspace: Workspace, events: list[Event]) -> None:
    records = workspace.records
    agenda = {item.id for item in records.find(AgendaItem)}
    speakers = {item.id for item in records.find(Participant)}
    categories = {item.id for item in records.find(Category)}
    for entry in records.find(Entry):
        assert {entry.agenda_item} - {""} <= agenda
        assert {entry.speaker} - {""} <= speakers
        assert set(entry.categories) <= categories
    assert {person.code for person in records.find(Person)} >= {"FK01-GfS-A1", "FK01-BK-A1", "FK01-TR-A1"}
    assert events[1].case == records.find(Case)[0].id
    linked = [item for item in records.find(Participant, event=events[1].id) if item.institution]
    assert len(linked) == 13


def test_the_register_of_consents_shows_every_answer_and_nothing_that_could_not_be_saved(
    workspace: Workspace, events: list[Event]
) -> None:
    consents = workspace.consents.all()
    assert {consent.status for consent in consents} == set(ConsentStatus) - {ConsentStatus.NOT_NEEDED}
    assert {consent.quotes for consent in consents} == set(QuotePermission)
    assert [problem for consent in consents for problem in consent_problems(consent, [])] == []
    assert len(workspace.consents.due()) > 10
    codes = {person.id: person.code for person in workspace.records.find(Person)}
    assert all(codes[consent.person].startswith("FK01-") for consent in consents)
    (quotable,) = [consent for consent in consents if consent.quotes is QuotePermission.YES]
    assert codes[quotable.person] == "FK01-GfS-A1"
    assert quotable.given_on == date(2021, 5, 12)
    assert events[1].date == date(2021, 5, 19)


def test_every_code_in_the_notes_is_known_and_none_is_left_in_a_text(workspace: Workspace, events: list[Event]) -> None:
    known = {item.code for item in workspace.records.find(Category)} | {item.value for item in Dimension} | {"nz"}
    notes = "".join(path.read_text(encoding="utf-8") for path in SAMPLE.glob("*.txt"))
    used = set(CODES_IN_NOTES.findall(notes))
    assert used <= known
    assert len(used) > 15
    assert [entry.text for entry in workspace.records.find(Entry) if "#" in entry.text] == []


def test_tasks_have_the_dates_and_people_of_the_notes(workspace: Workspace, events: list[Event]) -> None:
    def due(event: Event) -> list[tuple[str, str, date | None]]:
        tasks = workspace.tasks.all(event=event.id)
        return [(task.text[:24].strip(), task.responsible, task.due) for task in tasks]

    group, meeting = due(events[0]), {text: (who, day) for text, who, day in due(events[1])}
    assert {who for _text, who, _day in group} == {"IAQ"}
    assert [day for _text, _who, day in group if day] == [
        date(2021, 4, 30),
        date(2021, 6, 30),
        date(2021, 8, 31),
        date(2021, 9, 30),
        date(2021, 12, 31),
        date(2021, 12, 31),
        date(2022, 3, 31),
    ]
    assert len([day for _text, _who, day in group if day is None]) == 5
    assert group[1][0] == "Entwicklungs-Workshop im"
    assert meeting["Entwurf des Übergabeboge"] == ("THM und Jugendamt", date(2021, 6, 11))
    # "bis 15.01." at an event in May is January of the next year.
    assert meeting["kurze Bilanz der Sprechs"] == ("GfS", date(2022, 1, 15))
    assert meeting["Einladung zur nächsten S"] == ("", date(2021, 5, 26))
    assert meeting["Termin für die Unterarbe"] == ("", None)


def test_decisions_and_tasks_have_numbers_of_their_own(workspace: Workspace, events: list[Event]) -> None:
    for record_type, count in ((Decision, 4), (Task, 22)):
        numbers = [record.number for record in workspace.records.find(record_type)]
        assert len(numbers) == len(set(numbers)) == count


def test_times_stand_only_where_a_clock_ran(workspace: Workspace, events: list[Event]) -> None:
    assert {entry.time for entry in entries_of(workspace, events[0])} == {None}
    times = [entry.time for entry in entries_of(workspace, events[1]) if entry.time]
    assert len(times) == 88
    assert times == sorted(times)
    assert {moment.date() for moment in times} == {date(2021, 5, 19)}
    assert (f"{times[0]:%H:%M}", times[-1].hour) == ("14:00", 16)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_sample_holds_no_data_of_people_who_exist(what: str) -> None:
    found = {path.name: re.findall(FORBIDDEN[what], path.read_text(encoding="utf-8")) for path in SAMPLE.iterdir()}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_the_search_for_data_of_people_finds_each_kind(tmp_path: Path) -> None:
    planted = "Ruth Enssen, Fon 0203 379-1234, ruth@uni-due.de, https://uni-due.de, +49 203 379"
    assert [what for what, pattern in FORBIDDEN.items() if not re.search(pattern, planted)] == []


def test_notice_says_what_is_invented(workspace: Workspace) -> None:
    assert "erfunden" in workspace.sample().notice


def test_a_damaged_sample_is_told_in_words(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sample"
    folder.mkdir()
    (folder / "sample.toml").write_text("= kaputt", encoding="utf-8")
    monkeypatch.setattr("gk_desktop.services.sample.resources", lambda: tmp_path)
    with pytest.raises(UserError, match="Das Beispielprojekt lässt sich nicht laden"):
        workspace.sample()
