"""Changes between versions as a Word document: valid, of one class, and nothing in it that the class hides."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from docx_text import whole_text
from validation import sdk_errors, xsd_errors

from gk_desktop.app.workspace import Workspace, create_workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Case
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem, Event
from gk_desktop.domain.minutes import ExportClass, MinutesExport, MinutesKind, MinutesStatus
from gk_desktop.security.key_file import KeyDerivation

COURSE = MinutesKind.COURSE
SECRETS = ("geheimes Getuschel", "noch ein Getuschel", "ungesagt bleiben")


@pytest.fixture
def event(workspace: Workspace) -> Event:
    """Released once, and since then changed in every way."""
    case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
    event = workspace.keeping.add(Event(title="Treffen in Musterstadt", date=date(2021, 5, 19), case=case.id))
    capture = workspace.capture(event.id)
    for line in (
        "TOP 1: Wohnen",
        "@Frau Kunze: In Musterstadt fehlt Wohnraum & Platz <hier>",
        f"* {SECRETS[0]}",
        "! Liste führen",
        "> Frau Kunze bis 01.06.2021: Liste senden",
        "TOP 2: Sprache",
    ):
        capture.add_line(line)
    for status in (MinutesStatus.DRAFT, MinutesStatus.PROOFREAD, MinutesStatus.RELEASED):
        workspace.releases.set_status(event.id, COURSE, status)
    first = workspace.records.find(Entry, event=event.id)[0]
    workspace.follow_up.edit(first.id, "Frau Kunze: In Musterstadt gibt es\n„Wohnraum“\t& mehr")
    for entry in workspace.records.find(Entry, event=event.id):
        if entry.text == SECRETS[0]:
            workspace.follow_up.edit(entry.id, f"* {SECRETS[1]}")
        elif entry.text == "Liste führen":
            workspace.keeping.delete(Entry, entry.id)
    workspace.capture(event.id).add_line("Frau Kunze: Neu dazu")
    workspace.capture(event.id).add_line(f"Das soll {SECRETS[2]} #nz")
    topic = workspace.records.find(AgendaItem, event=event.id)[0]
    workspace.keeping.change(AgendaItem, topic.id, title="Wohnraum")
    workspace.keeping.change(Event, event.id, chair="Frau Kunze")
    return event


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    clock = SteppingClock(datetime.fromisoformat("2021-05-19T09:00"), timedelta(seconds=1))
    kdf = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
    made, _code = create_workspace(
        tmp_path / "p", "drei kurze wege im regen", project="Test", author="XY", clock=clock, kdf=kdf
    )
    return made


@pytest.fixture(autouse=True)
def _closed(workspace: Workspace) -> object:
    yield
    workspace.close()


def written(workspace: Workspace, event: Event, export_class: ExportClass, folder: Path) -> Path:
    compared = workspace.minutes_changes.compare(event.id, COURSE, export_class)
    return Path(workspace.minutes_changes.export(compared, folder).file)


def test_both_validators_find_nothing_in_any_class(workspace: Workspace, event: Event, tmp_path: Path) -> None:
    files = [written(workspace, event, export_class, tmp_path) for export_class in ExportClass]
    assert [error for file in files for error in xsd_errors(file.read_bytes())] == []
    assert sdk_errors(*files) == []


def test_verteiler_changes_never_contain_observations_names_or_what_is_not_to_be_quoted(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    text = whole_text(written(workspace, event, ExportClass.VERTEILER, tmp_path).read_bytes())
    assert all(secret not in text for secret in (*SECRETS, "Kunze", "FK01"))
    assert "Neu dazu" in text
    assert "VERTEILER" in text


def test_pseudonymised_changes_never_contain_the_municipality(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    file = written(workspace, event, ExportClass.PSEUDONYMISIERT, tmp_path)
    text = whole_text(file.read_bytes()) + file.name
    assert "Musterstadt" not in text
    assert "Kunze" not in text
    assert SECRETS[1] in text
    assert "PSEUDONYMISIERT · Namen ungeprüft" in text


def test_the_document_says_which_versions_and_what_changed(workspace: Workspace, event: Event, tmp_path: Path) -> None:
    text = whole_text(written(workspace, event, ExportClass.INTERN, tmp_path).read_bytes())
    for part in (
        "Änderungen seit Fassung 1",
        "Fassung 1 (freigegeben, 19.05.2021) → Fassung 2 (Rohnotiz, 19.05.2021)",
        "Text geändert",
        "entfällt (TOP 1)",
        "neu (TOP 2)",
        *SECRETS,
    ):
        assert part in text


def test_it_is_on_record_as_an_export_of_the_newer_version(workspace: Workspace, event: Event, tmp_path: Path) -> None:
    file = written(workspace, event, ExportClass.VERTEILER, tmp_path)
    assert file.name == "Verlaufsprotokoll_2021-05-19_VERTEILER_Änderungen_seit_Fassung_1.docx"
    (export,) = workspace.records.find(MinutesExport)
    newest = workspace.releases.overview(event.id, COURSE)[0]
    assert (export.minutes, newest.minutes.version) == (newest.minutes.id, 2)
    assert (export.file, export.export_class) == (str(file), ExportClass.VERTEILER)
    assert workspace.projects.undo_label != "Änderungen ausgeben"


def test_a_file_name_that_gives_the_municipality_away_is_refused(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    compared = workspace.minutes_changes.compare(event.id, COURSE, ExportClass.PSEUDONYMISIERT)
    with pytest.raises(UserError, match="verrät"):
        workspace.minutes_changes.export(compared, tmp_path / "Musterstadt.docx")
    with pytest.raises(UserError, match=r"\.docx"):
        workspace.minutes_changes.export(compared, tmp_path / "x.txt")
    assert workspace.records.find(MinutesExport) == []
