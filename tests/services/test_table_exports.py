"""Tables and reading texts of one event, a case or all: cleared for their class, on record, and frozen as text."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.documents.reading_text import ReadingForm, ReadingOptions
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.entry import Task, TaskStatus
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import ExportClass, Minutes, MinutesExport, MinutesKind
from gk_desktop.services.exported_files import exported_files_about
from gk_desktop.services.table_composing import Exported, TableRequest

INTERN, PSEUDONYMISED, OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER
TASKS, ENTRIES, READING = Exported.TASKS, Exported.ENTRIES, Exported.READING


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "Ausgaben"
    place.mkdir()
    return place


@pytest.fixture
def two_events(workspace: Workspace) -> tuple[Event, Event]:
    """One of a case, noted in full; one that belongs to nothing."""
    case = workspace.keeping.add(Case(name="Unna", case_code="FK02"))
    workspace.keeping.add(Institution(name="Jobcenter Unna", institution_type="Jobcenter"))
    event = workspace.keeping.add(Event(title="Sitzung in Unna", case=case.id, date=date(2026, 3, 10)))
    capture = workspace.capture(event.id)
    lines = (
        "@GfS: Unna braucht Wohnraum #politics",
        "! Liste führen",
        "> Jugendamt bis 01.04.2026: Liste",
        "* unruhig",
    )
    for line in ("TOP 1: Wohnen", *lines):
        capture.add_line(line)
    other = workspace.keeping.add(Event(title="Beirat", date=date(2026, 2, 1)))
    workspace.capture(other.id).add_line("> Einladung schreiben")
    return event, other


def table_in(file: Path) -> list[dict[str, object]]:
    """Rows by the names of their columns."""
    sheet = openpyxl.load_workbook(BytesIO(file.read_bytes())).active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def request(what: Exported, export_class: ExportClass = INTERN, **values: object) -> TableRequest:
    return TableRequest(what=what, export_class=export_class, **values)  # type: ignore[arg-type]


def test_each_entry_is_a_row_with_its_top_speaker_dimension_and_day(
    workspace: Workspace, two_events: tuple[Event, Event], folder: Path
) -> None:
    done = workspace.tables.export(request(ENTRIES, event=two_events[0].id), folder)
    assert done.file.name == "Einträge_FK02_2026-03-10_INTERN.xlsx"
    rows = table_in(done.file)
    assert [row["Art"] for row in rows] == ["Aussage", "Beschluss", "Auftrag", "Beobachtung"]
    first = rows[0]
    assert (first["Text"], first["Sprecher*in"]) == ("Unna braucht Wohnraum", "GfS")
    assert (first["TOP"], first["Dimension"]) == ("1 Wohnen", "Prozesse (politics)")
    assert (first["Datum"], first["Veranstaltung"]) == (datetime(2026, 3, 10), "Sitzung in Unna")  # noqa: DTZ001
    assert (done.table.included, done.table.left_out) == (4, 0)


def test_others_get_no_observation_and_codes_stand_for_names(
    workspace: Workspace, two_events: tuple[Event, Event], folder: Path
) -> None:
    outside = workspace.tables.export(request(ENTRIES, OUTSIDE, event=two_events[0].id), folder)
    assert outside.file.name == "Einträge_2026-03-10_VERTEILER.xlsx"
    assert [row["Art"] for row in table_in(outside.file)] == ["Aussage", "Beschluss", "Auftrag"]
    assert (outside.table.included, outside.table.left_out) == (3, 1)
    coded = workspace.tables.export(request(ENTRIES, PSEUDONYMISED, event=two_events[0].id), folder)
    assert "Unna" not in str(table_in(coded.file))
    assert table_in(coded.file)[0]["Text"] == "FK02 braucht Wohnraum"


def test_tasks_of_all_events_and_of_none_stand_in_one_table(
    workspace: Workspace, two_events: tuple[Event, Event], folder: Path
) -> None:
    workspace.tasks.add(Task(text="Ohne Veranstaltung"))
    done = workspace.tables.export(request(TASKS), folder)
    assert done.file.name == "Aufträge_INTERN.xlsx"
    rows = table_in(done.file)
    assert [(row["Veranstaltung"], row["Fall"]) for row in rows] == [
        ("Beirat", None), ("Sitzung in Unna", "FK02"), (None, None),
    ]  # fmt: skip
    assert rows[1]["Termin"] == datetime(2026, 4, 1)  # noqa: DTZ001
    of_case = workspace.tables.export(request(TASKS, case=two_events[0].case), folder)
    assert [row["Auftrag"] for row in table_in(of_case.file)] == ["Liste"]


def test_done_tasks_are_left_out_where_only_open_ones_are_wanted(
    workspace: Workspace, two_events: tuple[Event, Event], folder: Path
) -> None:
    first = workspace.records.find(Task, event=two_events[0].id)[0]
    workspace.keeping.change(Task, first.id, status=TaskStatus.DONE)
    done = workspace.tables.export(request(TASKS, open_only=True), folder)
    assert done.file.name == "Aufträge_offen_INTERN.xlsx"
    assert [row["Veranstaltung"] for row in table_in(done.file)] == ["Beirat"]
    assert (done.table.included, done.table.left_out) == (1, 1)


def test_every_event_in_the_file_has_it_on_record(
    workspace: Workspace, two_events: tuple[Event, Event], folder: Path
) -> None:
    person = workspace.people.add(case=workspace.records.find(Case)[0], role="TN")
    workspace.keeping.add(Participant(event=two_events[0].id, label="Frau X", person=person.id))
    workspace.tables.export(request(ENTRIES, event=two_events[1].id), folder / "andere.xlsx")
    done = workspace.tables.export(request(ENTRIES), folder / "x.xlsx")
    assert {item.event for item in workspace.records.find(Minutes)} == {event.id for event in two_events}
    assert {item.kind for item in workspace.records.find(Minutes)} == {MinutesKind.COURSE}
    assert [(item.export_class, item.names_checked) for item in done.exports] == [(INTERN, False)] * 2
    assert [Path(item.file).name for item in exported_files_about(workspace.records, person)] == ["x.xlsx"]


@pytest.mark.parametrize("form", ReadingForm)
def test_a_reading_text_said_again_is_the_same_file_and_a_changed_one_a_new_version(
    workspace: Workspace, two_events: tuple[Event, Event], folder: Path, clock: SteppingClock, form: ReadingForm
) -> None:
    wanted = request(READING, event=two_events[0].id, options=ReadingOptions(form))
    first = workspace.tables.export(wanted, folder)
    content = first.file.read_bytes()
    clock.set(datetime.fromisoformat("2026-05-01T09:00"))
    assert workspace.tables.export(wanted, folder).file == first.file
    assert first.file.read_bytes() == content
    workspace.capture(two_events[0].id).add_line("Noch etwas")
    second = workspace.tables.export(wanted, folder)
    assert [first.file.name, second.file.name] == [
        f"Lesetext_FK02_2026-03-10_INTERN_Fassung_{version}.{form.value}" for version in (1, 2)
    ]
    assert first.file.read_bytes() == content != second.file.read_bytes()
    assert "Fassung 2 – SHA-256 " + second.exports[0].content_hash in second.file.read_text("utf-8")


def test_what_a_text_said_before_is_that_version_again(
    workspace: Workspace, two_events: tuple[Event, Event], folder: Path
) -> None:
    wanted = request(READING, event=two_events[0].id)
    first = workspace.tables.export(wanted, folder)
    entry = workspace.capture(two_events[0].id).add_line("Noch etwas")
    assert entry
    workspace.tables.export(wanted, folder)
    workspace.projects.undo()
    assert workspace.tables.export(wanted, folder).file == first.file
    assert workspace.tables.export(wanted, folder).table.parts[0].version == 1
    assert len(list(folder.iterdir())) == 2


def test_a_frozen_text_is_never_written_over(
    workspace: Workspace, two_events: tuple[Event, Event], folder: Path
) -> None:
    target = folder / "text.txt"
    wanted = request(READING, event=two_events[0].id)
    workspace.tables.export(wanted, target)
    content = target.read_bytes()
    exports = len(workspace.records.find(MinutesExport))
    workspace.capture(two_events[0].id).add_line("Noch etwas")
    with pytest.raises(UserError, match="mit anderem Inhalt"):
        workspace.tables.export(wanted, target)
    assert target.read_bytes() == content
    assert len(workspace.records.find(MinutesExport)) == exports


def test_several_events_are_texts_of_one_file_each_with_its_own_version(
    workspace: Workspace, two_events: tuple[Event, Event], folder: Path
) -> None:
    workspace.tables.export(request(READING, event=two_events[0].id), folder)
    workspace.capture(two_events[0].id).add_line("Noch etwas")
    both = workspace.tables.export(request(READING), folder)
    lines = both.file.read_text("utf-8").split("\n")
    assert [line for line in lines if line.startswith("#TEXT")] == ["#TEXTBeirat 2026-02-01", "#TEXTFK02 2026-03-10"]
    assert [part.version for part in both.table.parts] == [1, 2]
    assert workspace.tables.export(request(READING), folder).file == both.file
    workspace.capture(two_events[1].id).add_line("Anderes")
    assert workspace.tables.export(request(READING), folder).file != both.file


def test_file_name_that_gives_the_municipality_away_is_refused(
    workspace: Workspace, two_events: tuple[Event, Event], folder: Path
) -> None:
    for what, name in ((ENTRIES, "Unna.xlsx"), (READING, "Unna.txt")):
        with pytest.raises(UserError, match="verrät"):
            workspace.tables.export(request(what, PSEUDONYMISED), folder / name)
    assert list(folder.iterdir()) == []
    assert workspace.tables.export(request(ENTRIES), folder / "Unna.xlsx").file.exists()


def test_name_of_another_kind_is_refused(workspace: Workspace, two_events: tuple[Event, Event], folder: Path) -> None:
    for what, name in ((ENTRIES, "x.docx"), (TASKS, "x.txt"), (READING, "x.xlsx")):
        with pytest.raises(UserError, match="kein Name für"):
            workspace.tables.export(request(what), folder / name)
    assert list(folder.iterdir()) == []


def test_an_empty_project_gives_a_head_without_rows_and_no_text(workspace: Workspace, folder: Path) -> None:
    assert table_in(workspace.tables.export(request(TASKS), folder).file) == []
    assert table_in(workspace.tables.export(request(ENTRIES), folder).file) == []
    with pytest.raises(UserError, match="noch keine Veranstaltung"):
        workspace.tables.export(request(READING), folder)
    assert workspace.records.find(MinutesExport) == []
