"""Every export is put on record; what could not be written is not."""

import errno
import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import ExportClass, Minutes, MinutesExport, MinutesKind, MinutesStatus
from gk_desktop.services.capture import Capture
from tests.documents.docx_text import body_text, whole_text

COURSE, RESULTS = MinutesKind.COURSE, MinutesKind.RESULTS
MEMORY, OBSERVATION, TASK_LIST = MinutesKind.MEMORY, MinutesKind.OBSERVATION, MinutesKind.TASK_LIST
INTERN, PSEUDONYMISED, OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "Ausgaben"
    place.mkdir()
    return place


@pytest.fixture
def case_event(workspace: Workspace) -> Event:
    case = workspace.keeping.add(Case(name="Unna", case_code="FK02", aliases=("Kreis Unna",)))
    workspace.keeping.add(Institution(name="Jobcenter Unna", institution_type="Jobcenter"))
    return workspace.keeping.add(Event(title="Sitzung", case=case.id, date=date(2026, 3, 10)))


def records_of(workspace: Workspace) -> tuple[list[Minutes], list[MinutesExport]]:
    return workspace.records.find(Minutes), workspace.records.find(MinutesExport)


def test_export_is_on_record_with_class_file_time_and_unchecked_names(
    workspace: Workspace, event: Event, folder: Path, clock: SteppingClock
) -> None:
    clock.set(datetime.fromisoformat("2026-03-11T17:30:05.000999"))
    done = workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, folder / "x.docx")
    (minutes,), (export,) = records_of(workspace)
    assert (minutes.event, minutes.kind, minutes.version, minutes.status) == (event.id, COURSE, 1, MinutesStatus.RAW)
    assert export == done.export
    assert (export.minutes, export.export_class, export.names_checked) == (minutes.id, PSEUDONYMISED, False)
    assert export.file == str((folder / "x.docx").resolve())
    assert export.exported_at == datetime.fromisoformat("2026-03-11T17:30:05")
    assert len(export.content_hash) == 64
    assert workspace.minutes.all(event.id) == [(minutes, [export])]


def test_hash_follows_the_content_and_not_the_time(
    workspace: Workspace, event: Event, capture: Capture, folder: Path, clock: SteppingClock
) -> None:
    capture.add_line("! Beschluss")
    first = workspace.minutes.export(event.id, RESULTS, INTERN, folder / "1.docx").export
    clock.set(datetime.fromisoformat("2026-04-01T09:00"))
    again = workspace.minutes.export(event.id, RESULTS, INTERN, folder / "2.docx").export
    capture.add_line("! Noch einer")
    changed = workspace.minutes.export(event.id, RESULTS, INTERN, folder / "3.docx").export
    assert first.content_hash == again.content_hash != changed.content_hash


def test_hash_follows_what_stands_at_the_end_of_the_document_too(
    workspace: Workspace, event: Event, folder: Path
) -> None:
    hashes = set()
    for place, values in enumerate(({}, {"next_meeting": "bald"}, {"documents": "Folien"}, {"chair": "GfS"})):
        workspace.keeping.change(Event, event.id, **values)
        done = workspace.minutes.export(event.id, RESULTS, INTERN, folder / f"{place}.docx")
        hashes.add(done.export.content_hash)
    assert len(hashes) == 4


@pytest.mark.parametrize("cls", [INTERN, PSEUDONYMISED])
@pytest.mark.parametrize(
    ("agenda", "headings"),
    [("TOP 1: Bericht", ["Bericht", "Nachbereitung"]), ("vorab", ["Verlauf", "Nachbereitung"])],
)
def test_what_was_answered_afterwards_stands_at_the_end_under_a_heading_of_its_own(
    workspace: Workspace,
    event: Event,
    capture: Capture,
    folder: Path,
    cls: ExportClass,
    agenda: str,
    headings: list[str],
) -> None:
    capture.add_line(agenda)
    capture.add_line("// so sagte jemand")
    summary, grid = workspace.follow_up.prompts()[0], workspace.follow_up.prompts()[-1]
    workspace.follow_up.answer(event.id, summary, "Viel geschafft.")
    workspace.follow_up.answer(event.id, grid, "Alle waren da.")

    text = body_text(workspace.minutes.export(event.id, COURSE, cls, folder / "x.docx").file.read_bytes())
    places = [text.index(piece) for piece in (headings[0], "so sagte jemand", headings[1])]
    assert places == sorted(places)
    assert text.index("Viel geschafft.") > places[-1] and text.index("Alle waren da.") > places[-1]
    assert "Ohne Tagesordnungspunkt" not in text


def test_what_was_answered_afterwards_leaves_no_trace_outside(
    workspace: Workspace, event: Event, capture: Capture, folder: Path
) -> None:
    capture.add_line("TOP 1: Bericht")
    workspace.follow_up.answer(event.id, workspace.follow_up.prompts()[0], "Viel geschafft.")
    text = whole_text(workspace.minutes.export(event.id, COURSE, OUTSIDE, folder / "x.docx").file.read_bytes())
    assert "Nachbereitung" not in text and "Viel geschafft" not in text


def test_second_export_of_the_same_kind_keeps_version_one(workspace: Workspace, event: Event, folder: Path) -> None:
    for export_class in ExportClass:
        workspace.minutes.export(event.id, COURSE, export_class, folder)
    workspace.minutes.export(event.id, RESULTS, INTERN, folder)
    minutes, exports = records_of(workspace)
    assert sorted((item.kind, item.version) for item in minutes) == [(RESULTS, 1), (COURSE, 1)]
    assert len(exports) == 4
    for file in folder.iterdir():
        assert "Fassung 1 · Rohnotiz · Stand 10.03.2026" in whole_text(file.read_bytes())


def test_export_tells_how_many_entries_it_holds(
    workspace: Workspace, event: Event, capture: Capture, folder: Path
) -> None:
    for line in ("! Beschluss", "Aussage", "* Beobachtung"):
        capture.add_line(line)
    capture.add_line("> GfS: Liste")
    cells = [(kind, cls) for kind in MinutesKind for cls in (INTERN, OUTSIDE) if (kind, cls) != (OBSERVATION, OUTSIDE)]
    counts = {(kind, cls): workspace.minutes.export(event.id, kind, cls, folder).entries for kind, cls in cells}
    assert counts == {
        (RESULTS, INTERN): 2,
        (RESULTS, OUTSIDE): 2,
        (COURSE, INTERN): 4,
        (COURSE, OUTSIDE): 3,
        (MEMORY, INTERN): 4,
        (MEMORY, OUTSIDE): 3,
        (OBSERVATION, INTERN): 4,
        (TASK_LIST, INTERN): 1,
        (TASK_LIST, OUTSIDE): 1,
    }


@pytest.mark.parametrize(
    ("kind", "cls", "name"),
    [
        (RESULTS, INTERN, "Ergebnisprotokoll_FK02_2026-03-10_INTERN.docx"),
        (COURSE, PSEUDONYMISED, "Verlaufsprotokoll_FK02_2026-03-10_PSEUDONYMISIERT.docx"),
        # Its readers know the municipality: they would learn which Fallkürzel is theirs.
        (COURSE, OUTSIDE, "Verlaufsprotokoll_2026-03-10_VERTEILER.docx"),
    ],
)
def test_folder_as_target_gets_a_telling_name_with_the_class(
    workspace: Workspace, case_event: Event, folder: Path, kind: MinutesKind, cls: ExportClass, name: str
) -> None:
    assert workspace.minutes.export(case_event.id, kind, cls, folder).file == folder / name
    assert [item.name for item in folder.iterdir()] == [name]


@pytest.mark.parametrize(
    ("code", "name"),
    [("Unna1", "Verlaufsprotokoll_PSEUDONYMISIERT.docx"), ("FK/02", "Verlaufsprotokoll_FK-02_PSEUDONYMISIERT.docx")],
)
def test_case_code_that_is_no_file_name_or_no_secret_does_not_stop_an_export(
    workspace: Workspace, folder: Path, code: str, name: str
) -> None:
    case = workspace.keeping.add(Case(name="Unna", case_code=code))
    event = workspace.keeping.add(Event(title="Sitzung", case=case.id))
    assert workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, folder).file.name == name


def test_minutes_of_another_event_are_not_written_over_but_those_of_the_same_are(
    workspace: Workspace, event: Event, folder: Path
) -> None:
    other = workspace.keeping.add(Event(title="Nachmittags", date=event.date))
    names = [
        workspace.minutes.export(item.id, COURSE, INTERN, folder).file.name for item in (event, other, event, other)
    ]
    first, second = "Verlaufsprotokoll_2026-03-10_INTERN.docx", "Verlaufsprotokoll_2026-03-10_INTERN_2.docx"
    assert names == [first, second, first, second]
    assert "Nachmittags" in body_text((folder / second).read_bytes())
    assert "Nachmittags" not in body_text((folder / first).read_bytes())


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("protokoll.doc", "kein Name für ein Word-Dokument"),
        ("protokoll", "kein Name für ein Word-Dokument"),
        ("fehlt/protokoll.docx", "Der Ordner"),
        ("p" * 300 + ".docx", "als Dateiname hier nicht möglich"),
    ],
)
def test_target_that_cannot_be_is_refused_in_a_sentence_and_nothing_is_recorded(
    workspace: Workspace, event: Event, folder: Path, name: str, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        workspace.minutes.export(event.id, COURSE, INTERN, folder / name)
    assert records_of(workspace) == ([], [])
    assert list(folder.iterdir()) == []


def test_event_that_does_not_exist_is_refused_in_a_sentence(workspace: Workspace, folder: Path) -> None:
    with pytest.raises(UserError):
        workspace.minutes.export("0" * 32, COURSE, INTERN, folder)
    assert records_of(workspace) == ([], [])
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("code", "sentence"), [(errno.EACCES, "darf nicht geschrieben"), (errno.ENOSPC, "ist voll")])
def test_place_that_refuses_to_be_written_leaves_the_old_file_and_no_record(
    workspace: Workspace, event: Event, folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    (folder / "alt.docx").write_bytes(b"alt")
    real_open = os.open

    def refuse(path: "str | Path", *arguments: int, **named: int) -> int:
        if str(path).startswith(str(folder)):
            raise OSError(code, os.strerror(code))
        return real_open(path, *arguments, **named)

    monkeypatch.setattr("gk_desktop.base.files.os.open", refuse)
    with pytest.raises(UserError, match=sentence):
        workspace.minutes.export(event.id, COURSE, INTERN, folder / "alt.docx")
    monkeypatch.undo()
    assert records_of(workspace) == ([], [])
    assert {item.name: item.read_bytes() for item in folder.iterdir()} == {"alt.docx": b"alt"}


@pytest.mark.parametrize(
    ("cls", "name", "is_refused"),
    [
        (PSEUDONYMISED, "Protokoll_Unna_2026.docx", True),
        (PSEUDONYMISED, "KREIS-UNNA.docx", True),
        (PSEUDONYMISED, "Jobcenter Unna.docx", True),
        (PSEUDONYMISED, "Unnötiges.docx", False),
        (PSEUDONYMISED, "Gespra\u0308ch FK02.docx", False),
        (OUTSIDE, "Protokoll Unna.docx", False),
        (OUTSIDE, "Protokoll_Frau_Specht.docx", True),
        (OUTSIDE, "Protokoll FK02-GfS-A1.docx", True),
        (INTERN, "Unna Frau Specht FK02-GfS-A1.docx", False),
    ],
)
def test_file_name_that_gives_away_what_the_class_hides_is_refused(
    workspace: Workspace, case_event: Event, folder: Path, cls: ExportClass, name: str, is_refused: bool
) -> None:
    workspace.keeping.add(Participant(event=case_event.id, label="Frau Specht"))
    if is_refused:
        with pytest.raises(UserError, match="verrät, um wen es geht"):
            workspace.minutes.export(case_event.id, COURSE, cls, folder / name)
    else:
        workspace.minutes.export(case_event.id, COURSE, cls, folder / name)
    assert [item.name for item in folder.iterdir()] == [] if is_refused else [name]


def test_exports_of_all_events_are_listed_with_their_minutes(workspace: Workspace, folder: Path) -> None:
    events = [workspace.keeping.add(Event(title=title, date=date(2026, 3, day))) for title, day in (("A", 1), ("B", 2))]
    for item in events:
        workspace.minutes.export(item.id, COURSE, INTERN, folder)
    listed = workspace.minutes.all()
    assert {minutes.event: len(exports) for minutes, exports in listed} == {events[0].id: 1, events[1].id: 1}


def test_document_carries_the_time_of_the_export(
    workspace: Workspace, event: Event, folder: Path, clock: SteppingClock
) -> None:
    clock.set(clock.now() + timedelta(days=1))
    done = workspace.minutes.export(event.id, COURSE, INTERN, folder)
    assert done.export.exported_at == datetime.fromisoformat("2026-03-11T09:00")
