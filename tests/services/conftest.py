"""An open workspace with one event, on a clock that the test moves."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest

from gk_desktop.app.workspace import Workspace, create_workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.domain.event import Event
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.services.capture import Capture

PASSPHRASE: Final = "drei kurze wege im regen"
QUICK: Final = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
START: Final = datetime.fromisoformat("2026-03-10T09:00")


@pytest.fixture
def clock() -> SteppingClock:
    """Stands still until a test sets it."""
    return SteppingClock(START)


@pytest.fixture
def workspace(tmp_path: Path, clock: SteppingClock) -> Iterator[Workspace]:
    opened, _recovery_code = create_workspace(
        tmp_path / "profil", PASSPHRASE, project="Probe", author="AB", clock=clock, kdf=QUICK
    )
    with opened:
        yield opened


@pytest.fixture
def event(workspace: Workspace) -> Event:
    return workspace.keeping.add(Event(title="Bündniskerngruppe", date=date(2026, 3, 10)))


@pytest.fixture
def capture(workspace: Workspace, event: Event) -> Capture:
    return workspace.capture(event.id)
