"""What an export would hold, and why the rest is left out."""

from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass, MinutesKind
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

    assert [entry.number for entry in preview.included] == ["A1", "A5"]
    assert [entry.sentence for entry in preview.left_out] == [
        "A2 Beobachtung: bleibt intern",
        "A3 Wörtliches Zitat: keine Zitatfreigabe erfasst",
        "A4 Beschluss: als „nicht zitieren“ gekennzeichnet",
    ]


@pytest.mark.usefixtures("notes")
def test_what_is_included_reads_as_it_will_in_the_document(workspace: Workspace, event: Event) -> None:
    preview = workspace.export_previews.of(event.id, MinutesKind.COURSE, ExportClass.PSEUDONYMISIERT)

    assert "Frau Muster" not in " ".join(entry.text for entry in preview.included)
    assert not preview.names_checked


@pytest.mark.usefixtures("notes")
def test_minutes_of_results_leave_out_what_is_none(workspace: Workspace, event: Event) -> None:
    preview = workspace.export_previews.of(event.id, MinutesKind.RESULTS, ExportClass.INTERN)

    assert [entry.number for entry in preview.included] == ["A4", "A5"]
    assert {entry.reason for entry in preview.left_out} == {"gehört nicht ins Ergebnisprotokoll"}


@pytest.mark.parametrize("kind", MinutesKind)
@pytest.mark.parametrize("export_class", ExportClass)
def test_every_entry_is_on_exactly_one_list_and_the_export_holds_as_many(
    workspace: Workspace, tmp_path: Path, kind: MinutesKind, export_class: ExportClass
) -> None:
    event = workspace.sample().load()[1]

    preview = workspace.export_previews.of(event.id, kind, export_class)
    exported = workspace.minutes.export(event.id, kind, export_class, tmp_path)

    numbers = [entry.number for entry in (*preview.included, *preview.left_out)]
    entries = workspace.records.find(Entry, event=event.id)
    assert sorted(numbers) == sorted(entry.number for entry in entries)
    assert exported.entries == len(preview.included)
    assert exported.file.name == preview.file_name


def test_the_sample_meeting_leaves_out_25_of_88_for_readers_outside(workspace: Workspace) -> None:
    event = workspace.sample().load()[1]

    preview = workspace.export_previews.of(event.id, MinutesKind.COURSE, ExportClass.VERTEILER)

    assert (len(preview.included), len(preview.left_out)) == (63, 25)
