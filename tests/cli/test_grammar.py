import argparse
import json
import re
from collections.abc import Iterator

import pytest

from gk_desktop import __main__ as program
from gk_desktop.cli.main import make_parser
from tests.cli.conftest import CommandLine
from tests.cli.program import run_process

# Words that no German sentence and none of our command words holds.
ENGLISH = re.compile(
    r"\b(usage|options?|positional|arguments?|optional|the|and|or|of|this|with|from|is|to|are|not|a"
    r"|error|invalid|choose|expected|required|unrecognized|ambiguous|ignored|allowed|value|message|exit|default)\b",
    re.IGNORECASE,
)
OWN_WORDS = re.compile(r"--[a-z-]+|gk-desktop [a-z ]+|(?m:^    [a-z]+)|'[a-z]+'")


def parsers(parser: argparse.ArgumentParser, *path: str) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every parser of the program with the words that lead to it."""
    yield path, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield from parsers(below, *path, word)


PARSERS = dict(parsers(make_parser()))


def english_in(text: str) -> list[str]:
    return ENGLISH.findall(OWN_WORDS.sub("", text))


# --- help --------------------------------------------------------------------------------------------------------


def test_the_nouns_of_the_contract_are_there_as_far_as_they_are_built() -> None:
    nouns = {path[0] for path in PARSERS if path}

    assert nouns >= {"project", "case", "event", "entry", "task", "category", "person", "plan", "minutes", "backup"}
    assert nouns >= {"capture", "search"}
    assert {path for path in PARSERS if path[:1] == ("project",)} >= {
        ("project", "init"),
        ("project", "check"),
        ("project", "digest"),
    }


@pytest.mark.parametrize("path", PARSERS, ids=" ".join)
def test_the_help_of_every_command_is_german(path: tuple[str, ...]) -> None:
    text = PARSERS[path].format_help()

    assert english_in(text) == [], text
    assert text.startswith("Aufruf: gk-desktop")
    assert "diese Hilfe zeigen" in text


@pytest.mark.parametrize("path", PARSERS, ids=" ".join)
def test_every_command_and_every_option_says_what_it_is_for(path: tuple[str, ...]) -> None:
    for action in PARSERS[path]._actions:
        if isinstance(action, argparse._SubParsersAction):
            assert all(choice.help for choice in action._choices_actions)
        elif action.metavar != "ID":
            assert action.help, action
    assert PARSERS[path].description


def test_help_left_in_english_is_noticed() -> None:
    assert english_in("  --version  show program's version number and exit") == ["and", "exit"]
    assert english_in("  -h, --help  show this help message and exit") == ["this", "message", "and", "exit"]
    assert english_in("x: error: argument --limit: invalid int value: 'viele'") == [
        "error",
        "argument",
        "invalid",
        "value",
    ]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["event"],
        ["evnt", "list"],
        ["event", "bogus"],
        ["event", "list", "--foo"],
        ["event", "list", "foo"],
        ["event", "show"],
        ["event", "add", "--title"],
        ["event", "list", "--json=1"],
        ["search", "x", "--limit", "viele"],
        ["search"],
        ["capture"],
        ["minutes", "export", "--event", "x", "--kind", "kurz", "-o", "x.docx"],
        ["task", "list", "--status", "fertig"],
        ["--profile", "", "event", "list"],
        ["event", "list", "--profil", "x"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_explained_in_german_and_ends_with_2(gk: CommandLine, words: list[str]) -> None:
    said = gk.usage_error(*words)

    assert said.startswith("Aufruf: gk-desktop")
    assert english_in(said) == [], said


def test_an_empty_name_of_the_profile_never_leads_to_the_real_one(gk: CommandLine) -> None:
    assert "der Ordner hat keinen Namen" in gk.usage_error("event", "list", "--profile", "")


def test_version_and_help_end_with_0(gk: CommandLine) -> None:
    version, help_ = gk.run("--version"), gk.run("event", "add", "--help")

    assert (version.status, version.err) == (help_.status, help_.err) == (0, "")
    assert version.out.startswith("GK Feldbuch ")
    assert "TT.MM.JJJJ" in help_.out


# --- options before and after --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [["--json", "event", "list"], ["event", "--json", "list"], ["event", "list", "--json"]], ids=" ".join
)
def test_json_may_stand_anywhere(gk: CommandLine, words: list[str]) -> None:
    (event,) = json.loads(gk.text(*words))

    assert event["id"] == gk.profile.event


def test_the_access_may_stand_after_the_verb(gk: CommandLine) -> None:
    answer = gk.run("event", "list", *gk.profile.access, access=[])

    assert answer.status == 0
    assert "Bündniskerngruppe" in answer.out


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ([], True),
        (["gui"], True),
        (["--profile", "x", "gui"], True),
        (["--profile=x", "gui"], True),
        (["--profile", "gui", "event", "list"], False),
        (["search", "gui"], False),
        (["--help"], False),
        (["--json", "event", "list"], False),
    ],
)
def test_the_window_opens_without_a_command_or_with_gui(
    monkeypatch: pytest.MonkeyPatch, words: list[str], window: bool
) -> None:
    called: list[tuple[str, list[str]]] = []
    for name in ("gk_desktop.ui.main.run", "gk_desktop.cli.main.run"):
        monkeypatch.setattr(name, lambda given, name=name: called.append((name, list(given))) or 0)
    monkeypatch.setattr("sys.argv", ["gk-desktop", *words])

    assert program.main() == 0
    assert called == [("gk_desktop.ui.main.run" if window else "gk_desktop.cli.main.run", words)]


def test_control_c_while_the_program_is_loading_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("gk_desktop.cli.main.run", interrupt)
    monkeypatch.setattr("sys.argv", ["gk-desktop", "event", "list"])

    assert program.main() == 1
    assert capsys.readouterr() == ("", "Abgebrochen.\n")


def test_the_help_of_the_window_is_german() -> None:
    shown = run_process("gui", "--help")

    assert (shown.returncode, shown.stderr) == (0, b"")
    assert english_in(shown.stdout.decode()) == []
