"""What an export would hold, and why the rest is left out."""

from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.entry import Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass, MinutesKind, NameState
from gk_desktop.services.capture import Capture

NOTES = (
    "@Jugendamt: Die Stelle ist besetzt.",
    "* Alle nicken.",
    "@Frau Muster: „Wir brauchen ein Blatt.“",
    "! Es gibt ein Blatt. #nz",
    "> GfS: Blatt entwerfen",
)


@pytest.fixture
def notes(capture: Capture) -> None:
    for line in NOTES:
        capture.add_line(line)


@pytest.mark.usefixtures("notes")
def test_reasons_are_told_by_number_in_words(workspace: Workspace, event: Event) -> None:
    preview = workspace.export_previews.of(event.id, MinutesKind.COURSE, ExportClass.VERTEILER)

    assert [entry.number for entry in preview.included] == ["A1", "T-A1"]
    assert [entry.sentence for entry in preview.left_out] == [
        "A2 Beobachtung: bleibt intern",
        "A3 Wörtliches Zitat: keine Zitatfreigabe erfasst",
        "B-A1 Beschluss: als „nicht zitieren“ gekennzeichnet",
    ]


@pytest.mark.usefixtures("notes")
def test_what_is_included_reads_as_it_will_in_the_document(workspace: Workspace, event: Event) -> None:
    preview = workspace.export_previews.of(event.id, MinutesKind.COURSE, ExportClass.PSEUDONYMISIERT)

    assert "Frau Muster" not in " ".join(entry.text for entry in preview.included)
    assert preview.names is NameState.UNCHECKED


@pytest.mark.usefixtures("notes")
def test_minutes_of_results_leave_out_what_is_none(workspace: Workspace, event: Event) -> None:
    preview = workspace.export_previews.of(event.id, MinutesKind.RESULTS, ExportClass.INTERN)

    assert [entry.number for entry in preview.included] == ["B-A1", "T-A1"]
    assert {entry.reason for entry in preview.left_out} == {"gehört nicht ins Ergebnisprotokoll"}


@pytest.mark.usefixtures("notes")
def test_list_of_tasks_holds_tasks_whatever_became_of_their_line_and_leaves_out_the_rest(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    changed, bereft = capture.add_line("> GfS: Termin suchen"), capture.add_line("> ohne Auftrag")
    assert changed is not None and bereft is not None
    (task,) = workspace.records.find(Task, entry=bereft.id)
    workspace.keeping.delete(Task, task.id)
    workspace.keeping.change(Entry, changed.id, kind=EntryKind.STATEMENT)
    workspace.tasks.add(Task(text="nachgetragen", event=event.id))

    preview = workspace.export_previews.of(event.id, MinutesKind.TASK_LIST, ExportClass.VERTEILER)

    assert [(entry.number, entry.kind) for entry in preview.included] == [
        ("T-A1", EntryKind.TASK),
        ("T-A2", EntryKind.TASK),
        ("T-A4", EntryKind.TASK),
    ]
    assert {entry.number: entry.reason for entry in preview.left_out} == {
        "A1": "ist kein Auftrag",
        "A2": "bleibt intern",
        "A3": "keine Zitatfreigabe erfasst",
        "B-A1": "als „nicht zitieren“ gekennzeichnet",
        "A7": "ist kein Auftrag",
    }


def test_preview_of_what_is_refused_is_refused(workspace: Workspace, event: Event) -> None:
    with pytest.raises(UserError, match="gibt es nicht in der Klasse VERTEILER"):
        workspace.export_previews.of(event.id, MinutesKind.OBSERVATION, ExportClass.VERTEILER)


@pytest.mark.parametrize(
    ("kind", "export_class"),
    [
        (kind, export_class)
        for kind in MinutesKind
        for export_class in ExportClass
        if (kind, export_class) != (MinutesKind.OBSERVATION, ExportClass.VERTEILER)
    ],
)
def test_every_entry_is_on_exactly_one_list_and_the_export_holds_as_many(
    workspace: Workspace, tmp_path: Path, kind: MinutesKind, export_class: ExportClass
) -> None:
    event = workspace.sample().load()[1]

    preview = workspace.export_previews.of(event.id, kind, export_class)
    exported = workspace.minutes.export(event.id, kind, export_class, tmp_path)

    numbers = [entry.number for entry in (*preview.included, *preview.left_out)]
    entries = workspace.records.find(Entry, event=event.id)
    shown = workspace.follow_up.numbers(event.id)
    assert sorted(numbers) == sorted(shown.get(entry.id, entry.number) for entry in entries)
    assert exported.entries == len(preview.included)
    assert exported.file.name == preview.file_name


def test_the_sample_meeting_leaves_out_25_of_88_for_readers_outside(workspace: Workspace) -> None:
    event = workspace.sample().load()[1]

    preview = workspace.export_previews.of(event.id, MinutesKind.COURSE, ExportClass.VERTEILER)

    assert (len(preview.included), len(preview.left_out)) == (63, 25)
