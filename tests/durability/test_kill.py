import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.durability.killing import Killer, acknowledged_before_kill

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process killed on Windows has no signal to tell it by")


def test_a_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    outcome = Killer(tmp_path / "profile").run(100)
    assert outcome.wrong == [], str(outcome)
    assert len(outcome.acknowledged) == 100
    assert outcome.checks == 10
    assert sum(outcome.acknowledged.values()) > 500, str(outcome)
    assert len(set(outcome.acknowledged.values())) > 10, "the kills hit always the same moment"


def test_a_lost_entry_is_noticed(tmp_path: Path) -> None:
    killer = Killer(tmp_path / "profile")
    outcome = killer.run(2, check_every=2)
    outcome.acknowledged[1] += 5
    killer._check(outcome)
    assert len(outcome.wrong) == 1


def test_a_half_printed_line_acknowledges_nothing() -> None:
    script = "import sys, time; sys.stdout.write('eins\\nzwei\\ndr'); sys.stdout.flush(); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert acknowledged_before_kill(process, 0.5) == ["eins", "zwei"]
    assert process.returncode == -signal.SIGKILL
