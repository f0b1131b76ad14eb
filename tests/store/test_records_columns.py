"""Some fields of many records, and many records by their ids."""

from datetime import date
from pathlib import Path

from gk_desktop.app.workspace import Workspace, create_workspace
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Event
from gk_desktop.security.key_file import KeyDerivation

COUNT = 1_100


def workspace_with_entries(folder: Path) -> tuple[Workspace, str]:
    kdf = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
    workspace, _code = create_workspace(folder, "drei kurze wege im regen", project="Test", author="XY", kdf=kdf)
    event = workspace.keeping.add(Event(title="Kerngruppe", date=date(2021, 5, 19))).id
    with workspace.store.journal.change("Eintrag") as unit:
        for number in range(COUNT):
            unit.create(Entry(event=event, kind=EntryKind.QUOTE, text=str(number), position=float(number)))
    return workspace, event


def test_columns_are_the_fields_of_the_records(tmp_path: Path) -> None:
    workspace, event = workspace_with_entries(tmp_path / "p")
    with workspace:
        found = workspace.records.columns(Entry, ("position", "kind", "time", "categories"), event=event)
        entries = workspace.records.find(Entry, event=event)

        assert sorted(found) == sorted(
            (item.id, item.position, item.kind, item.time, item.categories) for item in entries
        )
        assert workspace.records.columns(Entry, ("text",), event="") == []


def test_more_records_are_looked_up_than_one_statement_takes(tmp_path: Path) -> None:
    workspace, event = workspace_with_entries(tmp_path / "p")
    with workspace:
        entries = workspace.records.find(Entry, event=event)
        workspace.entry_editing.delete([entries[0].id])

        assert workspace.records.look_up_all(Entry, [item.id for item in entries]) == entries[1:]
