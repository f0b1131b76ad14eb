"""Names looked through in a terminal, before something leaves the house."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gk_desktop.domain.case import Case
from gk_desktop.domain.entry import Task
from gk_desktop.domain.identity import Identity
from tests.cli.conftest import CommandLine
from tests.store.workspaces import CHEAP

_PASSPHRASE = "vier andere worte im wind"


@pytest.fixture
def key(gk: CommandLine, tmp_path: Path) -> tuple[str, str]:
    """A Schlüsseldatei with Petra Müller, and the option that opens it."""
    with gk.profile.open() as workspace:
        case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
        person = workspace.people.add(case=case, role="GfS")
        workspace.identities.create(workspace.identities.path, _PASSPHRASE, kdf=CHEAP)
        workspace.identities.save_identity(person, Identity(given_name="Petra", family_name="Müller"))
    file = tmp_path / "identity.txt"
    file.write_text(f"{_PASSPHRASE}\n", encoding="utf-8")
    gk.capture("Müllers Zahlen aus Musterstadt", "Petra sagt zu")
    return "--identity-passphrase-file", str(file)


@pytest.fixture
def check(gk: CommandLine, key: tuple[str, str]) -> Callable[[], tuple[int, Any, str]]:
    def run() -> tuple[int, Any, str]:
        answer = gk.run("names", "check", "--event", gk.profile.event, *key, "--json")
        return answer.status, json.loads(answer.out), answer.err

    return run


def test_open_hits_are_listed_and_end_with_1_and_a_sentence(check: Callable[[], tuple[int, Any, str]]) -> None:
    status, answer, sentence = check()
    assert status == 1
    assert sentence.startswith("Namen: 2 Treffer ungeklärt. ")
    assert sentence.count("\n") == 1
    assert (answer["class"], answer["checked"], answer["open"], answer["warning"]) == ("PSEUDONYMISIERT", True, 2, "")
    first = answer["hits"][0]
    assert (first["word"], first["where"], first["source"], first["proposal"], first["open"]) == (
        "Müllers", "A1", "Schlüsseldatei", "FK01-GfS-A1", True,
    )  # fmt: skip
    assert [(hit["word"], hit["open"]) for hit in answer["hits"]][1:] == [("Musterstadt", False), ("Petra", True)]


def test_decided_and_accepted_hits_end_with_0(
    gk: CommandLine, key: tuple[str, str], check: Callable[[], tuple[int, Any, str]]
) -> None:
    document = ("--event", gk.profile.event, *key)
    refused = gk.refusal("names", "decide", *document, "--word", "Petra", "--verdict", "bleibt-stehen")
    assert "Begründung" in refused
    assert "„Paul“" in gk.refusal("names", "decide", *document, "--word", "Paul", "--verdict", "kein-name")
    decided = gk.json("names", "decide", *document, "--word", "Petra", "--where", "A2", "--verdict", "kein-name")
    assert decided == {"decided": 1, "open": 1}
    assert gk.text("names", "accept", *document) == "1 Treffer entschieden, 0 noch ungeklärt.\n"

    status, answer, sentence = check()
    assert (status, answer["open"], sentence) == (0, 0, "")
    assert [hit["decision"] for hit in answer["hits"]] == ["ersetzen", None, "kein Name"]
    listed = gk.json("names", "list", "--event", gk.profile.event)
    assert sorted((item["word"], item["verdict"]) for item in listed) == [
        ("Müllers", "ersetzen"),
        ("Petra", "kein Name"),
    ]
    assert "kein Name" in gk.text("names", "list", "--event", gk.profile.event)
    assert gk.text("names", "check", *document).splitlines()[-1] == "Namen geprüft: kein Treffer ungeklärt."


@pytest.mark.usefixtures("key")
def test_without_the_key_file_names_are_unchecked_and_everything_else_works(gk: CommandLine, tmp_path: Path) -> None:
    answer = gk.run("names", "check", "--event", gk.profile.event)
    assert answer.status == 1
    assert "Namen ungeprüft" in answer.err
    exported = ("minutes", "export", "--event", gk.profile.event, "--kind", "verlauf", "-o", str(tmp_path))
    assert gk.text(*exported, "--class", "PSEUDONYMISIERT").endswith("Namen ungeprüft.\n")
    # INTERN shows names: there is nothing to check.
    assert "ungeprüft" not in gk.text(*exported)


def test_an_export_waits_for_open_names_unless_there_is_a_reason(
    gk: CommandLine, key: tuple[str, str], tmp_path: Path
) -> None:
    words = ("minutes", "export", "--event", gk.profile.event, "--kind", "verlauf", "--class", "VERTEILER")
    words = (*words, "-o", str(tmp_path), *key)
    assert "ungeklärt" in gk.refusal(*words)
    assert gk.json(*words, "--names-reason", "eilt sehr")["names_checked"] is False
    assert "eilt sehr" in gk.text("names", "list", "--event", gk.profile.event)
    gk.text("names", "accept", "--event", gk.profile.event, "--class", "VERTEILER", *key)
    assert gk.json(*words)["names_checked"] is True


def test_tables_and_reading_texts_wait_for_open_names_as_well(
    gk: CommandLine, key: tuple[str, str], tmp_path: Path
) -> None:
    gk.capture("> GfS: Petra anrufen")
    for noun, name in (("entry", "e.xlsx"), ("entry", "e.txt"), ("task", "t.xlsx")):
        words = (noun, "export", "-o", str(tmp_path / name), "--class", "PSEUDONYMISIERT", *key)
        assert "ungeklärt" in gk.refusal(*words)
        assert not (tmp_path / name).exists()
        assert gk.json(*words, "--names-reason", f"eilt für {name}")["names_checked"] is False
        assert f"eilt für {name}" in gk.text("names", "list", "--event", gk.profile.event)
    gk.text("names", "accept", "--event", gk.profile.event, "--class", "PSEUDONYMISIERT", *key)
    words = ("entry", "export", "-o", str(tmp_path / "e.xlsx"), "--class", "PSEUDONYMISIERT", *key)
    assert gk.json(*words)["names_checked"] is True


def test_tasks_of_no_event_are_checked_without_naming_one(gk: CommandLine, key: tuple[str, str]) -> None:
    with gk.profile.open() as workspace:
        workspace.keeping.add(Task(number="T-A9", text="Petra anrufen"))
    open_hits = gk.run("names", "check", *key)
    assert (open_hits.status, open_hits.out.partition("  ")[0]) == (1, "T-A9")
    assert gk.json("names", "accept", *key) == {"decided": 1, "open": 0}
    answer = gk.json("names", "check", *key)
    assert (answer["event"], answer["kind"], answer["open"]) == ("", "aufgaben", 0)
    assert [item["word"] for item in gk.json("names", "list")] == ["Petra"]
