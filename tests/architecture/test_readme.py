"""What README.md tells people to type is understood by the program."""

import argparse
import importlib.util
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from gk_desktop.cli.main import make_parser
from tests.architecture.program import ROOT

_FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`((?:gk-desktop|start\.py) [^`]+)`")


def commands(text: str) -> Iterator[list[str]]:
    """The words of each command in fenced blocks, and of those within a sentence."""
    without_blocks = _FENCED.sub("", text)
    for block in _FENCED.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            if words:
                yield words
    for found in _INLINE.findall(without_blocks):
        yield shlex.split(found)


def of_program(words: list[str]) -> list[str] | None:
    """The words behind gk-desktop, or None for another command."""
    return words[1:] if words[0] == "gk-desktop" else None


def of_start_script(words: list[str]) -> list[str] | None:
    position = next((place for place, word in enumerate(words[:2]) if word.endswith("start.py")), None)
    return None if position is None else words[position + 1 :]


README = list(commands((ROOT / "README.md").read_text(encoding="utf-8")))


@pytest.fixture
def understands(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], bool]:
    """Whether the command line parses these words; nothing is carried out."""
    monkeypatch.setattr(argparse, "_", getattr(argparse, "_"))  # noqa: B009 - the parser changes it for good

    def parses(words: list[str]) -> bool:
        if not words or words == ["gui"]:
            return True
        try:
            make_parser().parse_args(words)
        except SystemExit as left:
            return left.code == 0
        return True

    return parses


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The start script with every verb replaced by one that only says it was chosen."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    before = set(sys.modules)
    spec = importlib.util.spec_from_file_location("start_of_readme", ROOT / "packaging" / "start.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for name in set(sys.modules) - before:
        monkeypatch.delitem(sys.modules, name)
    for verb in ("open_window", "run_demo", "set_up_only", "run_tests", "run_benchmarks", "run_lock"):
        monkeypatch.setattr(script, verb, lambda *_arguments, **_options: 0)
    return script


@pytest.mark.parametrize("words", [words for words in README if of_program(words) is not None], ids=shlex.join)
def test_command_parses(words: list[str], understands: Callable[[list[str]], bool]) -> None:
    assert understands(words[1:])


@pytest.mark.parametrize("words", [words for words in README if of_start_script(words) is not None], ids=shlex.join)
def test_start_script_knows_the_verb(words: list[str], start: ModuleType) -> None:
    assert start.run(of_start_script(words), None) == 0


def test_readme_shows_commands_of_both() -> None:
    assert any(of_program(words) for words in README)
    assert any(of_start_script(words) is not None for words in README)


def test_unknown_commands_are_found(understands: Callable[[list[str]], bool], start: ModuleType) -> None:
    text = "```sh\ngk-desktop fly --high\npython3 packaging/start.py dance\n```\n`gk-desktop entry sing ID`"
    one, two, three = commands(text)

    assert not understands(one[1:])
    assert start.run(of_start_script(two), None) == 2
    assert not understands(three[1:])
