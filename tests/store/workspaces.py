"""Real workspaces for tests of what happens to their files."""

import os
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from gk_desktop.base.clock import Clock, SteppingClock
from gk_desktop.domain.entry import Entry
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.store.driver import Database
from gk_desktop.store.workspace_store import WorkspaceStore

PASSPHRASE: Final = "drei kurze wege im regen"
CHEAP: Final = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
START: Final = datetime.fromisoformat("2026-03-10T09:00")


def clock_at_start() -> SteppingClock:
    return SteppingClock(START)


def create_workspace(profile: Path, clock: Clock | None = None) -> tuple[WorkspaceStore, str]:
    """An empty open workspace and its recovery code."""
    return WorkspaceStore.create(profile, PASSPHRASE, author="AB", clock=clock or clock_at_start(), kdf=CHEAP)


def open_workspace(profile: Path, clock: Clock | None = None) -> WorkspaceStore:
    return WorkspaceStore.open(profile, PASSPHRASE, clock=clock or clock_at_start())


def write_entries(store: WorkspaceStore, texts: Iterable[str]) -> list[Entry]:
    """Each in a unit of work of its own."""
    written = []
    for text in texts:
        with store.journal.change("Eintrag") as unit:
            written.append(unit.create(Entry(text=text)))
    return written


def texts_of(store: WorkspaceStore) -> list[str]:
    return [entry.text for entry in store.records.find(Entry)]


def closed_workspace(profile: Path, *texts: str) -> str:
    """A workspace with these entries, closed again; returns its recovery code."""
    store, recovery_code = create_workspace(profile)
    write_entries(store, texts)
    store.close()
    return recovery_code


def contents(profile: Path) -> dict[str, bytes]:
    """Every file of a profile, byte for byte; the lock file says nothing."""
    return {
        path.relative_to(profile).as_posix(): path.read_bytes()
        for path in sorted(profile.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def database_of(store: WorkspaceStore) -> Database:
    """The store's own connection, to look at what it was told."""
    return store._database


def flip_bits(path: Path, positions: Iterable[int]) -> None:
    changed = bytearray(path.read_bytes())
    for position in positions:
        changed[position] ^= 1 << random.Random(position).randrange(8)
    path.write_bytes(changed)


_CALLS_ON_FILES: Final = ("rename", "replace", "unlink", "rmdir", "mkdir", "fsync")


@contextmanager
def interrupted(at: int, *, dead: bool) -> Iterator[list[str]]:
    """Raise at the so-many-th call to the operating system about files; gives the calls.

    With `dead`, every later one raises as well: nothing is tidied up, as if the process had been killed.
    """
    calls: list[str] = []

    def counting(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*arguments: Any, **options: Any) -> Any:
            calls.append(name)
            if len(calls) == at or (dead and len(calls) > at):
                raise KeyboardInterrupt
            return original(*arguments, **options)

        return wrapper

    with pytest.MonkeyPatch.context() as patch:
        for name in _CALLS_ON_FILES:
            patch.setattr(os, name, counting(name, getattr(os, name)))
        yield calls
