"""Released minutes never change: not by edits, not by undoing, and only by an erasure."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.minutes import (
    CorrectionOutcome,
    ExportClass,
    Minutes,
    MinutesExport,
    MinutesFrozen,
    MinutesKind,
    MinutesStatus,
)
from gk_desktop.services.capture import Capture
from gk_desktop.services.exported_files import exported_files_about

COURSE = MinutesKind.COURSE
INTERN, PSEUDONYMISED, OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER
NOTES = ("TOP 1: Wohnen", "@GfS: Wohnraum fehlt", "! Liste führen", "> GfS bis 01.06.2021: Liste senden", "* unruhig")


def proofread(workspace: Workspace, event: Event, kind: MinutesKind = COURSE) -> None:
    workspace.releases.set_status(event.id, kind, MinutesStatus.DRAFT)
    workspace.releases.set_status(event.id, kind, MinutesStatus.PROOFREAD)


def release(workspace: Workspace, event: Event, kind: MinutesKind = COURSE) -> Minutes:
    proofread(workspace, event, kind)
    return workspace.releases.release(event.id, kind)


@pytest.fixture
def released(workspace: Workspace, event: Event, capture: Capture) -> Minutes:
    for line in NOTES:
        capture.add_line(line)
    return release(workspace, event)


def test_each_step_says_who_took_it_and_when(workspace: Workspace, event: Event, clock: SteppingClock) -> None:
    clock.set(datetime.fromisoformat("2021-05-20T10:00:00.5"))
    minutes = workspace.releases.set_status(event.id, COURSE, MinutesStatus.DRAFT)
    author = workspace.store.journal.site.author
    assert author
    assert (minutes.version, minutes.status) == (1, MinutesStatus.DRAFT)
    assert (minutes.drafted_by, minutes.proofread_by) == (author, "")
    assert minutes.drafted_at is not None
    assert f"{minutes.drafted_at:%d.%m.%Y %H:%M}" == "20.05.2021 10:00"
    assert minutes.drafted_at.microsecond == 0


def test_steps_before_the_release_can_be_undone_and_taken_back(workspace: Workspace, event: Event) -> None:
    proofread(workspace, event)
    assert workspace.projects.undo_label == "Protokollstatus setzen"
    workspace.projects.undo()
    (minutes,) = workspace.records.find(Minutes)
    assert (minutes.status, minutes.proofread_by, minutes.proofread_at) == (MinutesStatus.DRAFT, "", None)
    minutes = workspace.releases.set_status(event.id, COURSE, MinutesStatus.RAW)
    assert (minutes.status, minutes.drafted_by, minutes.drafted_at) == (MinutesStatus.RAW, "", None)
    workspace.projects.undo()
    assert workspace.records.find(Minutes)[0].status is MinutesStatus.DRAFT


def test_no_step_is_left_out(workspace: Workspace, event: Event) -> None:
    with pytest.raises(UserError, match="erst freigegeben, wenn sie gegengelesen ist"):
        workspace.releases.release(event.id, COURSE)
    with pytest.raises(UserError, match="nicht mit einem Schritt auf gegengelesen"):
        workspace.releases.set_status(event.id, COURSE, MinutesStatus.PROOFREAD)
    assert workspace.records.find(Minutes) == []


def test_undo_does_not_reach_behind_a_release(
    workspace: Workspace, event: Event, capture: Capture, released: Minutes
) -> None:
    assert workspace.projects.undo_label != "Protokollstatus setzen"
    capture.add_line("Noch etwas")
    while workspace.projects.undo_label is not None:
        workspace.projects.undo()
    assert workspace.records.find(Entry) == []
    assert workspace.records.get(Minutes, released.id) == released


def test_every_class_of_the_kind_is_frozen(workspace: Workspace, event: Event, released: Minutes) -> None:
    versions = workspace.releases.versions
    for export_class in ExportClass:
        content = versions.content(released, export_class)
        assert (content.export_class, content.version, content.status) == (export_class, 1, MinutesStatus.RELEASED)
    observed = release(workspace, event, MinutesKind.OBSERVATION)
    assert versions.content(observed, INTERN).sections
    with pytest.raises(UserError, match="VERTEILER"):
        versions.content(observed, OUTSIDE)


EDITS = st.lists(
    st.sampled_from(["edit", "add", "delete", "restore", "rename speaker", "rename topic", "head", "undo", "code"]),
    min_size=1,
    max_size=8,
)


def do_edit(workspace: Workspace, event: Event, edit: str) -> None:
    records = workspace.records
    entries = records.find(Entry, event=event.id)
    match edit:
        case "edit" if entries:
            workspace.keeping.change(Entry, entries[0].id, text="Ganz anders")
        case "add":
            workspace.capture(event.id).add_line("Nachtrag")
        case "delete" if entries:
            workspace.keeping.delete(Entry, entries[-1].id)
        case "restore":
            for entry in records.find(Entry, deleted=True)[:1]:
                workspace.keeping.restore(Entry, entry.id)
        case "rename speaker":
            for participant in records.find(Participant, event=event.id):
                workspace.keeping.change(Participant, participant.id, label="Frau Neumann")
        case "rename topic":
            for item in records.find(AgendaItem, event=event.id):
                workspace.keeping.change(AgendaItem, item.id, title="Umbenannt")
        case "head":
            workspace.keeping.change(Event, event.id, title="Anderer Titel", chair="Jugendamt")
        case "undo" if workspace.projects.undo_label is not None:
            workspace.projects.undo()
        case "code":
            workspace.keeping.add(Case(name="Wohnraum", places=("Liste",)))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_released_minutes_never_change(
    workspace: Workspace, tmp_path: Path, clock: SteppingClock, edits: list[str]
) -> None:
    event = workspace.keeping.add(Event(title="Kerngruppe", date=date(2021, 5, 19)))
    for line in NOTES:
        workspace.capture(event.id).add_line(line)
    minutes = release(workspace, event)
    before = {cls: exported(workspace, event, cls, tmp_path) for cls in ExportClass}
    for edit in edits:
        do_edit(workspace, event, edit)
    clock.set(datetime.fromisoformat("2022-01-01T09:00"))
    assert {cls: exported(workspace, event, cls, tmp_path) for cls in ExportClass} == before
    assert workspace.records.get(Minutes, minutes.id) == minutes


def exported(workspace: Workspace, event: Event, export_class: ExportClass, folder: Path) -> bytes:
    target = folder / "protokoll.docx"
    # What becomes a name after the release holds a version back, and changes nothing in it.
    workspace.minutes.export(event.id, COURSE, export_class, target, version=1, names_reason="wie freigegeben")
    return target.read_bytes()


def test_the_notes_go_on_in_the_next_version(
    workspace: Workspace, event: Event, capture: Capture, released: Minutes, tmp_path: Path
) -> None:
    assert workspace.minutes.export(event.id, COURSE, OUTSIDE, tmp_path / "1.docx").minutes == released
    with pytest.raises(UserError, match="nichts geändert"):
        workspace.releases.set_status(event.id, COURSE, MinutesStatus.DRAFT)
    capture.add_line("Noch etwas")
    second = workspace.minutes.export(event.id, COURSE, OUTSIDE, tmp_path / "2.docx").minutes
    assert (second.version, second.status) == (2, MinutesStatus.RAW)
    assert [item.minutes.version for item in workspace.releases.overview(event.id, COURSE)] == [2, 1]
    with pytest.raises(UserError, match="Fassung 7"):
        workspace.minutes.export(event.id, COURSE, OUTSIDE, tmp_path / "7.docx", version=7)


def test_a_second_release_shows_only_what_changed(
    workspace: Workspace, event: Event, capture: Capture, released: Minutes
) -> None:
    capture.add_line("GfS: Noch etwas")
    capture.add_line("// intern")
    release(workspace, event)

    def changes(export_class: ExportClass) -> list[str]:
        compared = workspace.minutes_changes.compare(event.id, COURSE, export_class)
        assert (compared.before.version, compared.after.version) == (1, 2)
        return [line.sentence for group in compared.groups for line in group.lines]

    assert changes(OUTSIDE) == ["A5 neu (TOP 1): „Aussage: GfS: Noch etwas“"]
    assert changes(INTERN) == [
        "A5 neu (TOP 1): „Aussage: GfS: Noch etwas“",
        "A6 neu (TOP 1): „Anmerkung zur Methode und eigenen Rolle: intern“",
    ]


def test_an_unchanged_version_has_no_changes(workspace: Workspace, event: Event, released: Minutes) -> None:
    assert not workspace.minutes_changes.compare(event.id, COURSE, OUTSIDE, older=1).changes
    with pytest.raises(UserError, match="keine frühere freigegebene Fassung"):
        workspace.minutes_changes.compare(event.id, MinutesKind.RESULTS, OUTSIDE)


def test_frozen_content_that_is_not_what_was_released_is_refused_loudly(
    workspace: Workspace, event: Event, released: Minutes, tmp_path: Path
) -> None:
    (frozen,) = workspace.records.find(MinutesFrozen)
    with workspace.store.journal.change("Fälschen") as unit:
        unit.change(MinutesFrozen, frozen.id, content=frozen.content.replace("Wohnraum", "Weltraum"))
    with pytest.raises(UserError, match="passt nicht zur Prüfsumme"):
        workspace.minutes.export(event.id, COURSE, INTERN, tmp_path / "x.docx", version=1)
    assert list(tmp_path.glob("*.docx")) == []
    # It does not hold up the next version.
    assert workspace.minutes.export(event.id, COURSE, INTERN, tmp_path / "2.docx").minutes.version == 2
    assert [item.minutes.version for item in workspace.releases.overview(event.id, COURSE)] == [2, 1]
    with workspace.store.journal.change("Wegnehmen") as unit:
        unit.purge(frozen.id)
    with pytest.raises(UserError, match="fehlt"):
        workspace.releases.versions.content(released, INTERN)


def test_neither_release_nor_export_can_be_undone(
    workspace: Workspace, event: Event, released: Minutes, tmp_path: Path
) -> None:
    label = workspace.projects.undo_label
    workspace.minutes.export(event.id, COURSE, INTERN, tmp_path / "x.docx")
    assert workspace.projects.undo_label == label
    assert label not in {"Protokollstatus setzen", "Protokoll freigeben", "Protokoll ausgeben"}


def test_a_correction_is_recorded_against_the_entry(workspace: Workspace, event: Event, released: Minutes) -> None:
    entry = workspace.records.find(Entry, event=event.id)[0]
    correction = workspace.corrections.add(
        released.id, " a1 ", "Es fehlt kein Wohnraum.", received_from="GfS", received_on=date(2021, 6, 1)
    )
    assert (correction.entry, correction.entry_number) == (entry.id, "A1")
    assert workspace.corrections.by_entry(event.id) == {entry.id: [correction]}
    decided = workspace.corrections.resolve(correction.id, CorrectionOutcome.ACCEPTED, "geändert")
    assert (decided.outcome, decided.note) == (CorrectionOutcome.ACCEPTED, "geändert")
    workspace.projects.undo()
    workspace.projects.undo()
    assert workspace.corrections.of_event(event.id) == []


def test_a_correction_goes_by_the_number_of_a_decision_and_by_one_that_only_the_released_version_has(
    workspace: Workspace, event: Event, released: Minutes
) -> None:
    first, second = workspace.records.find(Entry, event=event.id)[:2]
    assert workspace.corrections.add(released.id, "B-A1", "Anders").entry == second.id
    workspace.keeping.delete(Entry, first.id)
    assert workspace.corrections.add(released.id, "A1", "Anders").entry == ""
    for number in ("", "A99"):
        with pytest.raises(UserError, match="weder in Fassung 1 noch in der Mitschrift"):
            workspace.corrections.add(released.id, number, "Anders")
    with pytest.raises(UserError, match="was korrigiert werden soll"):
        workspace.corrections.add(released.id, "A1", "  ")


def test_every_file_with_a_person_in_it_is_listed(
    workspace: Workspace, event: Event, capture: Capture, tmp_path: Path
) -> None:
    person = workspace.keeping.add(Person(code="FK01-GfS-A1", role="gfs"))
    other = workspace.keeping.add(Event(title="Andere Sitzung"))
    workspace.minutes.export(other.id, COURSE, INTERN, tmp_path / "ohne.docx")
    workspace.minutes.export(event.id, COURSE, INTERN, tmp_path / "eins.docx")
    assert exported_files_about(workspace.records, person) == []
    capture.add_line("Rücksprache mit FK01-GfS-A1")
    workspace.minutes.export(event.id, COURSE, OUTSIDE, tmp_path / "zwei.docx")
    assert [Path(item.file).name for item in exported_files_about(workspace.records, person)] == [
        "eins.docx",
        "zwei.docx",
    ]
    workspace.keeping.add(Participant(event=other.id, label="Frau Muster", person=person.id))
    assert len(exported_files_about(workspace.records, person)) == len(workspace.records.find(MinutesExport)) == 3
