"""What is erased goes from frozen minutes however its name was written there."""

from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import MinutesFrozen
from gk_desktop.domain.person_rights import ErasureDegree
from tests.services.person_worlds import KEY_PASSPHRASE, make_person_world
from tests.services.test_minutes_release import release


@pytest.mark.parametrize("written", ["Kunzel-\nmann", "Kunzel-\n  mann", "die Kunzelmannsche Liste"])
def test_a_name_parted_at_a_line_end_goes_from_frozen_minutes_of_an_event_without_the_person(
    workspace: Workspace, tmp_path: Path, written: str
) -> None:
    world = make_person_world(workspace, tmp_path)
    elsewhere = workspace.keeping.add(Event(title="Andere"))
    workspace.capture(elsewhere.id).add_line(f"Es kam {written} herein")
    workspace.identities.close()
    released = release(workspace, elsewhere)
    workspace.identities.open(KEY_PASSPHRASE)
    erasure = workspace.person_erasure
    erasure.erase(erasure.plan(world.subject, ErasureDegree.IDENTITY))
    (kept,) = workspace.records.find(MinutesFrozen, minutes=released.id)
    assert kept.redacted
    assert "Kunzel" not in kept.content
    assert "[entfernt]" in kept.content
