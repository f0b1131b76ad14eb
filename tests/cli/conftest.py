"""The command line inside the test's own process, on a workspace that opens quickly."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gk_desktop.cli.main import run
from tests.cli.program import Profile, make_profile


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str


class CommandLine:
    """`gk-desktop` with the access to one profile filled in."""

    def __init__(self, profile: Profile, capsys: pytest.CaptureFixture[str]) -> None:
        self.profile = profile
        self._capsys = capsys

    def run(self, *words: str, access: list[str] | None = None) -> Answer:
        self._capsys.readouterr()
        try:
            status = run([*(self.profile.access if access is None else access), *words])
        except SystemExit as left:
            status = int(left.code or 0)
        return Answer(status, *self._capsys.readouterr())

    def text(self, *words: str) -> str:
        answer = self.run(*words)
        assert (answer.status, answer.err) == (0, ""), answer
        return answer.out

    def json(self, *words: str) -> Any:
        """The one JSON value of the answer, which is all that was printed."""
        printed = self.text(*words, "--json")
        assert printed.endswith("\n")
        return json.loads(printed)

    def refusal(self, *words: str, access: list[str] | None = None) -> str:
        """The one sentence, which may be followed by a way out."""
        answer = self.run(*words, access=access)
        assert (answer.status, answer.out) == (1, ""), answer
        assert answer.err.endswith(".\n"), answer
        assert answer.err.count("\n") == 1, answer
        return answer.err.strip()

    def usage_error(self, *words: str) -> str:
        answer = self.run(*words)
        assert (answer.status, answer.out) == (2, ""), answer
        return answer.err

    def capture(self, *lines: str) -> list[dict[str, Any]]:
        """Take notes of the one event there is; returns the entries of it."""
        with self.profile.open() as workspace:
            notes = workspace.capture(self.profile.event)
            for line in lines:
                notes.add_line(line)
        return list(self.json("entry", "list", "--event", self.profile.event))


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return make_profile(tmp_path)


@pytest.fixture
def gk(profile: Profile, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(profile, capsys)
