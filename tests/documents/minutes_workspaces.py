"""Real encrypted workspaces with events to make minutes of, and the minutes as bytes."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx_text
import pytest

from gk_desktop.app.workspace import Workspace, create_workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.record import Record
from gk_desktop.security.key_file import KeyDerivation

PASSPHRASE = "drei kurze wege im regen"
QUICK = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
MADE_AT = datetime.fromisoformat("2026-03-10T09:00")

INTERN, PSEUDONYMISED, OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER
RESULTS, COURSE = MinutesKind.RESULTS, MinutesKind.COURSE
MEMORY, OBSERVATION, TASK_LIST = MinutesKind.MEMORY, MinutesKind.OBSERVATION, MinutesKind.TASK_LIST
KINDS_AND_CLASSES = [
    (kind, export_class)
    for kind in MinutesKind
    for export_class in ExportClass
    if (kind, export_class) != (OBSERVATION, OUTSIDE)
]
EVERY_KIND_AND_CLASS = [
    pytest.param(kind, export_class, id=f"{kind.value}-{export_class.value}")
    for kind, export_class in KINDS_AND_CLASSES
]


@contextmanager
def new_workspace(folder: Path) -> Iterator[Workspace]:
    clock = SteppingClock(MADE_AT, timedelta(seconds=1))
    workspace, _recovery_code = create_workspace(
        folder / "profile", PASSPHRASE, project="Probe", clock=clock, kdf=QUICK
    )
    with workspace:
        yield workspace


def exported(
    workspace: Workspace, event: str, kind: MinutesKind, export_class: ExportClass, folder: Path
) -> tuple[str, bytes]:
    """Name and bytes of the document that the service writes into a folder."""
    done = workspace.minutes.export(event, kind, export_class, folder)
    return done.file.name, done.file.read_bytes()


def everything_in(name: str, docx: bytes) -> str:
    """All that a reader of the file could find: its name, the parts' names, every text, attribute and property."""
    return unicodedata.normalize("NFC", name + "\n" + docx_text.whole_text(docx))


def create(workspace: Workspace, *records: Record) -> list[Any]:
    """Store records as they are, also those that no form would let through."""
    with workspace.store.journal.change("Probe") as unit:
        return [unit.create(record) for record in records]


def create_event(workspace: Workspace, **values: Any) -> Event:
    event: Event = create(workspace, Event(**{"title": "Sitzung", "date": date(2026, 3, 10), **values}))[0]
    return event


def create_entries(workspace: Workspace, event: str, entries: list[Entry]) -> list[Entry]:
    numbered = [
        replace(entry, event=event, number=f"A{place}", position=float(place), time=MADE_AT + timedelta(minutes=place))
        for place, entry in enumerate(entries, 1)
    ]
    return create(workspace, *numbered)
