"""Workspaces of a given size for the benchmarks, and the same files without the program."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from gk_desktop.app.workspace import Workspace, create_workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event, Participant
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.store.driver import Row, connect
from gk_desktop.store.vault import read_key_file
from gk_desktop.store.workspace_files import WorkspaceFiles
from tests.benchmarks.field_notes import SPEAKERS, FieldNotes

PASSPHRASE: Final = "langsam ist auch eine geschwindigkeit"
AGENDA_ITEMS: Final = 200
_QUICK: Final = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
_BULK: Final = 2_000


@dataclass(frozen=True, slots=True)
class PreparedWorkspace:
    """A closed workspace with one event."""

    profile: Path
    data_key: bytes
    event: str

    def copy_to(self, profile: Path) -> "PreparedWorkspace":
        shutil.copytree(self.profile, profile)
        return PreparedWorkspace(profile, self.data_key, self.event)


def captured_workspace(profile: Path, entries: int, agenda_items: int = AGENDA_ITEMS) -> PreparedWorkspace:
    """Entries typed line by line, each its own durable unit of work, under evenly spread TOPs."""
    notes = FieldNotes()
    with _new_workspace(profile) as workspace:
        event = _event(workspace)
        capture = workspace.capture(event)
        every = max(1, entries // agenda_items)
        for number, line in enumerate(notes.lines(entries)):
            if number % every == 0 and number // every < agenda_items:
                # The line syntax knows two digits; the rest of the agenda is noted under its last item.
                capture.add_line(f"TOP {min(number // every + 1, 99)}: {notes.sentence()}")
            capture.add_line(line)
    return _prepared(profile, event)


def bulk_workspace(profile: Path, entries: int) -> PreparedWorkspace:
    """Very many entries, a few thousand in one unit of work."""
    notes = FieldNotes()
    with _new_workspace(profile) as workspace:
        event = _event(workspace)
        for begin in range(0, entries, _BULK):
            with workspace.store.journal.change("Eintrag") as unit:
                for number in range(begin, min(begin + _BULK, entries)):
                    unit.create(_entry(event, number, notes))
    return _prepared(profile, event)


def _new_workspace(profile: Path) -> Workspace:
    begin = datetime(2021, 2, 3, 9, 0)  # noqa: DTZ001 - the time on the wall
    clock = SteppingClock(begin, timedelta(seconds=2))
    workspace, _code = create_workspace(profile, PASSPHRASE, project="Messung", author="KUE", clock=clock, kdf=_QUICK)
    return workspace


def _event(workspace: Workspace) -> str:
    event = workspace.keeping.add(Event(title="Bündniskerngruppe", event_type="Sitzung", date=date(2021, 2, 3)))
    for position, label in enumerate(SPEAKERS, start=1):
        workspace.keeping.add(Participant(event=event.id, label=label, position=float(position)))
    return event.id


def _entry(event: str, number: int, notes: FieldNotes) -> Entry:
    text = notes.sentence()
    return Entry(event=event, number=f"A{number + 1}", text=text, raw=text, position=float(number))


def _prepared(profile: Path, event: str) -> PreparedWorkspace:
    key = read_key_file(WorkspaceFiles(profile).key).unlock(PASSPHRASE)
    return PreparedWorkspace(profile, key, event)


@contextmanager
def bare_connection(prepared: PreparedWorkspace) -> Iterator[Any]:
    """The database file through the driver alone, with the pragmas the program sets."""
    connection = open_bare(prepared)
    try:
        yield connection
    finally:
        connection.close()


def open_bare(prepared: PreparedWorkspace) -> Any:
    """Connect, key and pragmas; nothing has been read yet but the first page."""
    connection = connect(str(WorkspaceFiles(prepared.profile).database), isolation_level=None)
    connection.row_factory = Row
    connection.execute(f"PRAGMA key = \"x'{prepared.data_key.hex()}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection
