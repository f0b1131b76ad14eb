"""A real encrypted workspace, quick to open."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gk_desktop.base.clock import SteppingClock
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.store.workspace_store import WorkspaceStore

PASSPHRASE = "drei kurze wege im regen"
QUICK = KeyDerivation(iterations=1, memory_kib=64, lanes=1)


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock(datetime.fromisoformat("2026-03-10T09:00"), timedelta(seconds=1))


@pytest.fixture
def store(tmp_path: Path, clock: SteppingClock) -> Iterator[WorkspaceStore]:
    opened, _recovery_code = WorkspaceStore.create(tmp_path / "a", PASSPHRASE, author="XY", clock=clock, kdf=QUICK)
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path, clock: SteppingClock) -> Iterator[WorkspaceStore]:
    """Another laptop of the project, still without any operation."""
    opened, _recovery_code = WorkspaceStore.create(tmp_path / "b", PASSPHRASE, author="UV", clock=clock, kdf=QUICK)
    yield opened
    opened.close()
