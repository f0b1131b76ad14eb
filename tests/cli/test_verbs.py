"""Every verb of every noun, once as it is meant."""

import argparse
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gk_desktop.base.paths import resources
from gk_desktop.cli.main import make_parser
from gk_desktop.domain.event import Event
from gk_desktop.domain.record import declarations
from gk_desktop.domain.record_types import RECORD_TYPES
from tests.cli.conftest import CommandLine
from tests.cli.program import PASSPHRASE
from tests.documents.docx_text import paragraphs
from tests.store.decrypted_pages import decrypted_pages

ENTRY_FIELDS = {
    "id", "number", "kind", "text", "raw", "time", "speaker", "agenda", "categories", "dimension", "no_quote", "result"
}  # fmt: skip
KINDS = {"agenda": "agenda_item"}
WORDS = {
    "case": (["--name", "Musterkreis", "--case-code", "FK07"], ["--has-thm", "ja"]),
    "institution": (["--name", "Jobcenter"], ["--in-core-group", "ja", "--core-group-since", "01.02.2020"]),
    "event": (["--title", "Beirat", "--date", "19.05.2021"], ["--start", "09:30"]),
    "agenda": (["--number", "3", "--title", "Wohnen"], ["--planned-minutes", "15", "--started-at", "19.05.2021 09:40"]),
    "participant": (["--label", "Frau Kunze"], ["--headcount", "4", "--position", "1,5", "--attendance", "gast"]),
    "category": (["--code", "X1", "--name", "Extra"], ["--definition", "Neues"]),
    "task": (["--text", "Liste senden"], ["--due", "01.04.2026", "--status", "erledigt"]),
    "decision": (["--text", "So machen wir es"], ["--text", "So nicht"]),
}


def commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield from (f"{word} {verb}".strip() for verb in list(commands(below)) or [""])


def fields_of(noun: str) -> set[str]:
    return {"id", *(item.name for item in declarations(RECORD_TYPES[KINDS.get(noun, noun)]))}


def test_no_command_is_forgotten_here() -> None:
    record_verbs = ("list", "show", "add", "set", "delete", "restore", "purge", "history")
    tried = {f"{noun} {verb}" for noun in WORDS for verb in record_verbs}
    tried |= {f"person {verb}" for verb in record_verbs if verb != "set"}
    tried |= {f"entry {verb}" for verb in (*record_verbs, "edit") if verb != "add"}
    tried |= {f"project {verb}" for verb in ("init", "check", "digest", "undo", "redo", "passphrase")}
    tried |= {"backup create", "backup list", "backup restore", "minutes export", "minutes list", "plan list"}
    tried |= {f"project {verb}" for verb in ("show", "set", "sheet")}
    tried |= {f"consent {verb}" for verb in (*record_verbs, "withdraw", "due", "deleted", "log", "form")}
    tried |= {f"minutes {verb}" for verb in ("release", "diff", "correct", "corrections", "resolve")}
    tried |= {f"keyfile {verb}" for verb in ("create", "passphrase", "newest", "backups", "restore")}
    tried |= {"contacts import"}
    tried |= {"task export", "entry export", "person report", "person withdraw"}
    tried |= {f"names {verb}" for verb in ("check", "decide", "accept", "list")}
    tried |= {f"template {verb}" for verb in ("list", "check", "add", "use", "remove", "sample", "save", "guide")}

    assert set(commands(make_parser())) == tried | {"capture", "search"}


@pytest.mark.parametrize("noun", WORDS)
def test_a_record_is_added_listed_shown_set_deleted_restored_and_purged(gk: CommandLine, noun: str) -> None:
    adding, setting = WORDS[noun]
    before = gk.json(noun, "list")
    added = gk.json(noun, "add", *adding)
    assert set(added) == fields_of(noun)
    assert gk.json(noun, "list") == [*before, added] or sorted(map(str, gk.json(noun, "list"))) == sorted(
        map(str, [*before, added])
    )

    changed = gk.json(noun, "set", added["id"], *setting)
    assert changed != added
    assert gk.json(noun, "show", added["id"]) == changed
    assert gk.text(noun, "show", added["id"]).startswith(f"Kennung: {added['id']}\n")

    assert gk.json(noun, "delete", added["id"]) == {"id": added["id"], "deleted": True}
    assert gk.json(noun, "list") == before
    assert gk.json(noun, "list", "--deleted") == [changed]
    assert gk.json(noun, "restore", added["id"]) == changed
    assert [step["kind"] for step in gk.json(noun, "history", added["id"])] == ["set", "set", "delete", "set"]

    assert gk.json(noun, "purge", added["id"]) == {"id": added["id"], "purged": True}
    assert gk.json(noun, "list") == before
    assert all(step["values"] == {} for step in gk.json(noun, "history", added["id"]))
    assert gk.json("project", "check")["sound"] is True


@pytest.mark.parametrize("noun", WORDS)
def test_the_same_verbs_answer_in_words(gk: CommandLine, noun: str) -> None:
    adding, setting = WORDS[noun]
    gk.text(noun, "add", *adding)
    record = gk.json(noun, "list")[-1]
    if noun == "category":
        record = next(item for item in gk.json(noun, "list") if item["code"] == "X1")
    answers = [
        gk.text(noun, "set", record["id"], *setting),
        gk.text(noun, "list"),
        gk.text(noun, "history", record["id"]),
        gk.text(noun, "delete", record["id"]),
        gk.text(noun, "restore", record["id"]),
        gk.text(noun, "purge", record["id"]),
    ]

    assert all(answer.strip() and "{" not in answer and "None" not in answer for answer in answers), answers
    assert "Papierkorb" in answers[3]
    assert "Endgültig gelöscht" in answers[5]


def test_a_field_can_be_emptied_again(gk: CommandLine) -> None:
    task = gk.json("task", "add", "--text", "x", "--due", "01.04.2026", "--event", gk.profile.event)
    emptied = gk.json("task", "set", task["id"], "--due", "", "--event", "")

    assert (task["due"], task["event"]) == ("2026-04-01", gk.profile.event)
    assert (emptied["due"], emptied["event"]) == (None, "")


def test_the_case_of_an_event_is_called_by_its_code_and_the_answer_prints_the_id(gk: CommandLine) -> None:
    case = gk.json("case", "add", "--name", "Musterkreis", "--case-code", "FK01")
    by_code = gk.json("event", "add", "--case", "fk01", "--title", "A", "--date", "19.05.2021")
    by_id = gk.json("event", "add", "--case", case["id"], "--title", "B", "--date", "19.05.2021")
    by_name = gk.json("event", "add", "--case", "musterkreis", "--title", "C", "--date", "2021-05-19")

    assert {by_code["case"], by_id["case"], by_name["case"]} == {case["id"]}
    assert len(by_id["id"]) == 32
    assert [event["title"] for event in gk.json("event", "list", "--case", "FK01")] == ["A", "B", "C"]
    assert {by_code["date"], by_name["date"]} == {"2021-05-19"}


def test_persons_get_their_code_from_the_program(gk: CommandLine) -> None:
    gk.json("case", "add", "--name", "Musterkreis", "--case-code", "FK01")
    gk.json("institution", "add", "--name", "Jobcenter", "--institution-type", "Jobcenter")
    person = gk.json("person", "add", "--case", "FK01", "--role", "GfS", "--institution", "Jobcenter")
    assert set(person) == fields_of("person")
    assert (person["code"], person["institution_type"]) == ("FK01-GfS-A1", "Jobcenter")
    assert gk.json("person", "list") == [person]
    assert gk.json("person", "show", "fk01-gfs-a1") == person

    gk.json("person", "delete", "FK01-GfS-A1")
    assert gk.json("person", "list", "--deleted") == [person]
    assert gk.json("person", "restore", person["id"]) == person
    assert len(gk.json("person", "history", person["id"])) == 3
    assert gk.json("person", "purge", person["id"])["purged"] is True
    assert gk.text("person", "list") == "Noch niemand angelegt.\n"


def test_entries_carry_what_the_contract_names(gk: CommandLine) -> None:
    gk.json("category", "add", "--code", "Ö1", "--name", "Öffentlichkeit")
    entries = gk.capture("TOP 2: Bericht", "@Frau Kunze: „So ist es.“ #ö1 #policy #nz", "! gut", "* still")

    assert [set(entry) for entry in entries] == [ENTRY_FIELDS] * 3
    first: dict[str, Any] = entries[0]
    assert (first["number"], first["kind"], first["text"], first["speaker"]) == (
        "A1",
        "zitat",
        "So ist es.",
        "Frau Kunze",
    )
    assert first["raw"] == "@Frau Kunze: „So ist es.“ #ö1 #policy #nz"
    assert (first["agenda"], first["categories"], first["dimension"], first["no_quote"]) == (2, ["Ö1"], "policy", True)
    assert first["time"].count(":") == 2
    assert [entry["kind"] for entry in entries] == ["zitat", "beschluss", "beobachtung"]


def test_an_entry_is_shown_edited_set_deleted_restored_and_purged(gk: CommandLine) -> None:
    entry = gk.capture("@Kunze: eins")[0]
    assert gk.json("entry", "show", entry["id"]) == gk.json("entry", "show", "A1") == entry
    assert "Kunze: eins" in gk.text("entry", "show", "A1")

    edited = gk.json("entry", "edit", entry["id"], "--line", "> Kunze bis 15.03.: zwei #nz")
    assert (edited["kind"], edited["text"], edited["no_quote"], edited["number"]) == ("auftrag", "zwei", True, "A1")
    assert [task["due"] for task in gk.json("task", "list", "--event", gk.profile.event)] == ["2026-03-15"]
    assert gk.json("entry", "set", "A1", "--is-result", "ja")["result"] is True

    assert gk.json("entry", "delete", "A1")["deleted"] is True
    assert gk.text("entry", "list", "--event", gk.profile.event) == "Noch keine Einträge.\n"
    assert [item["id"] for item in gk.json("entry", "list", "--deleted", "--event", "bündniskerngruppe")] == [
        entry["id"]
    ]
    assert set(gk.json("entry", "restore", entry["id"])) == ENTRY_FIELDS
    assert len(gk.json("entry", "history", entry["id"])) == 5
    assert gk.json("entry", "purge", entry["id"])["purged"] is True
    assert gk.json("task", "list") == []


def test_a_removed_speaker_is_shown_as_removed(gk: CommandLine) -> None:
    gk.capture("@Kunze: eins")
    gk.json("participant", "purge", gk.json("participant", "list")[0]["id"])

    assert gk.json("entry", "show", "A1")["speaker"] == "entfernt"


def test_tasks_and_decisions_of_the_notes_are_called_by_their_numbers(gk: CommandLine) -> None:
    gk.capture("> Kunze: eins", "! zwei", "! drei")

    assert gk.json("task", "show", "t-a1")["text"] == "eins"
    assert gk.json("task", "set", "T-A1", "--status", "in Arbeit")["status"] == "in Arbeit"
    assert [item["number"] for item in gk.json("task", "list", "--status", "in Arbeit")] == ["T-A1"]
    assert [item["number"] for item in gk.json("decision", "list", "--event", gk.profile.event)] == ["B-A1", "B-A2"]


def test_undo_and_redo_name_what_they_did(gk: CommandLine) -> None:
    gk.capture("! eins")

    assert gk.text("project", "undo") == "Zurückgenommen: Beschluss.\n"
    assert gk.json("decision", "list") == []
    assert gk.json("project", "redo") == {"label": "Beschluss", "changes": 2}
    assert len(gk.json("decision", "list")) == 1
    assert "nichts wiederherzustellen" in gk.refusal("project", "redo")


def test_check_and_digest_answer_in_words_and_as_json(gk: CommandLine) -> None:
    checked = gk.json("project", "check")
    assert (checked["sound"], checked["findings"]) == (True, [])
    assert gk.text("project", "check") == f"Alles in Ordnung: {checked['records']} Datensätze geprüft.\n"
    assert gk.text("project", "digest").strip() == gk.json("project", "digest")["digest"]


def test_a_check_that_finds_something_ends_with_one_sentence_and_a_way_out(gk: CommandLine) -> None:
    gk.capture("eins", "zwei")
    with gk.profile.open() as workspace:
        workspace.store._database.execute("UPDATE entry SET text = 'anders'")
    answer = gk.run("project", "check")

    assert answer.status == 1
    assert answer.err.startswith("Die Datenprüfung hat ")
    assert "Abweichungen gefunden. Spielen Sie die letzte Sicherung ein" in answer.err
    assert answer.err.count("\n") == 1
    assert len(answer.out.splitlines()) >= 2


def test_a_backup_is_made_listed_and_brings_back_what_was_there(gk: CommandLine) -> None:
    gk.capture("eins")
    made = gk.json("backup", "create")
    gk.capture("zwei")
    assert [backup["name"] for backup in gk.json("backup", "list")] == [made["name"]]
    assert Path(made["file"]).is_file()
    assert made["name"] in gk.text("backup", "list")

    assert gk.json("backup", "restore", made["name"]) == {"restored": made["name"]}
    entries = gk.json("entry", "list", "--event", gk.profile.event)
    assert [entry["text"] for entry in entries] == ["eins"]
    assert gk.json("backup", "list")[0]["reason"] == "einspielen"
    assert "ist eingespielt" in gk.text("backup", "restore", made["file"])
    assert gk.capture("drei")[1]["number"] not in ("A1", "A2")


def test_a_backup_is_restored_with_the_recovery_code_too(gk: CommandLine, tmp_path: Path) -> None:
    made = gk.json("backup", "create")
    code = tmp_path / "code.txt"
    code.write_text(gk.profile.recovery_code, encoding="utf-8")
    access = ["--profile", str(tmp_path / "neu"), "--recovery-code-file", str(code)]

    assert gk.run("backup", "restore", made["file"], access=access).status == 0
    assert gk.run("event", "list", access=access).status == 0


def test_minutes_are_exported_and_listed(gk: CommandLine, tmp_path: Path) -> None:
    gk.capture("! eins", "zwei")
    target = tmp_path / "Protokoll.docx"
    exported = gk.json(
        "minutes", "export", "--event", gk.profile.event, "--kind", "verlauf", "--class", "INTERN", "-o", str(target)
    )
    assert (exported["file"], exported["class"], exported["entries"]) == (str(target), "INTERN", 2)
    assert target.read_bytes().startswith(b"PK")

    (minutes,) = gk.json("minutes", "list", "--event", gk.profile.event)
    assert minutes["id"] == exported["minutes"]
    assert minutes["exports"][0]["file"] == str(target.resolve())
    assert "INTERN" in gk.text("minutes", "list")
    folder = gk.text("minutes", "export", "--event", gk.profile.event, "--kind", "ergebnis", "-o", str(tmp_path))
    assert "nicht verschlüsselt" in folder


@pytest.mark.parametrize(
    ("kind", "option", "numbered"),
    [
        ("verlauf", (), True),
        ("gedaechtnis", ("--no-entry-numbers",), False),
        ("beobachtung", ("--no-entry-numbers",), False),
        ("ergebnis", (), False),
        ("ergebnis", ("--entry-numbers",), True),
        ("aufgaben", ("--entry-numbers",), True),
    ],
)
def test_minutes_of_every_kind_are_exported_with_numbers_of_their_lines_or_without(
    gk: CommandLine, tmp_path: Path, kind: str, option: tuple[str, ...], numbered: bool
) -> None:
    (entry,) = gk.capture("> GfS: Liste schicken")
    target = tmp_path / "x.docx"
    exported = gk.json("minutes", "export", "--event", gk.profile.event, "--kind", kind, *option, "-o", str(target))
    assert (exported["kind"], exported["entries"]) == (kind, 1)
    words = "\n".join(paragraphs(target.read_bytes())).split()
    assert (entry["number"] in words) is numbered


def test_minutes_of_observations_are_refused_to_others_in_a_sentence(gk: CommandLine, tmp_path: Path) -> None:
    words = ["minutes", "export", "--event", gk.profile.event, "--kind", "beobachtung", "--class", "VERTEILER"]
    refused = gk.refusal(*words, "-o", str(tmp_path / "x.docx"))
    assert "Beobachtungsprotokoll gibt es nicht in der Klasse VERTEILER" in refused
    assert not (tmp_path / "x.docx").exists()


def test_minutes_are_exported_as_pdf_by_name_or_by_wish(gk: CommandLine, tmp_path: Path) -> None:
    gk.capture("! eins")
    words = ["minutes", "export", "--event", gk.profile.event, "--kind", "verlauf", "-o"]
    target = tmp_path / "Protokoll.pdf"
    assert gk.json(*words, str(target))["file"] == str(target)
    assert target.read_bytes().startswith(b"%PDF-1.7")

    wished = Path(gk.json(*words, str(tmp_path), "--format", "pdf")["file"])
    assert (wished.parent, wished.suffix) == (tmp_path, ".pdf")
    refused = gk.run(*words, str(tmp_path / "x.docx"), "--format", "pdf")
    assert refused.status != 0
    assert not (tmp_path / "x.docx").exists()


def test_the_plan_lists_the_milestones_of_the_programme(gk: CommandLine) -> None:
    milestones = gk.json("plan", "list")

    assert len(milestones) == len(gk.text("plan", "list").splitlines()) > 5
    assert set(milestones[0]) == {"number", "element", "title", "time_text", "from", "to", "proposed", "status"}


def test_search_finds_parts_of_words_without_umlauts_and_says_where(gk: CommandLine) -> None:
    gk.capture("! Die Übersetzung fehlt", "Übersetzerin da")
    hits = gk.json("search", "uebersetz")

    assert [hit["text"] for hit in hits] == ["Übersetzerin da", "Die Übersetzung fehlt"]
    assert {(hit["type"], hit["event"]) for hit in hits} == {("entry", gk.profile.event)}
    assert len(gk.json("search", "übersetz", "--limit", "1")) == 1
    assert gk.json("search", "gibtesnicht") == []
    assert gk.text("search", "gibtesnicht") == "Nichts gefunden.\n"
    assert gk.json("search", "Übersetzung", "fehlt")[0]["number"] == "A1"


def test_init_makes_a_project_that_its_recovery_code_opens_and_prints_the_code_once(
    gk: CommandLine, tmp_path: Path
) -> None:
    access = ["--profile", str(tmp_path / "neu"), "--passphrase-file", str(gk.profile.passphrase_file)]
    answer = gk.run("project", "init", "--name", "Mein Projekt", "--author", "KUE", "--json", access=access)
    code = next(part for part in answer.out.split('"') if part.count("-") == 8)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.count(code) == 1

    code_file = tmp_path / "code.txt"
    code_file.write_text(code.lower().replace("-", " ") + "\n", encoding="utf-8")
    by_code = ["--profile", str(tmp_path / "neu"), "--recovery-code-file", str(code_file)]
    added = gk.run("case", "add", "--name", "Musterkreis", "--json", access=by_code)
    assert added.status == 0
    assert "KUE" in gk.run("case", "history", added.out.split('"')[3], access=by_code).out
    for path in (tmp_path / "neu").rglob("*"):
        assert not path.is_file() or code.encode() not in path.read_bytes()


def test_init_answers_in_words_with_the_code_on_a_line_of_its_own(gk: CommandLine, tmp_path: Path) -> None:
    access = ["--profile", str(tmp_path / "neu"), "--passphrase-file", str(gk.profile.passphrase_file)]
    answer = gk.run("project", "init", access=access)

    assert "Das Projekt „Neues Projekt“ ist angelegt" in answer.out
    assert any(line.startswith("Wiederherstellungscode: ") for line in answer.out.splitlines())


def test_init_with_the_sample_has_two_events_to_look_at(gk: CommandLine, tmp_path: Path) -> None:
    access = ["--profile", str(tmp_path / "neu"), "--passphrase-file", str(gk.profile.passphrase_file)]
    answer = gk.run("project", "init", "--sample", "--json", access=access)
    listed = gk.run("event", "list", "--json", access=access)

    assert answer.status == 0
    assert answer.out.count('"title"') == listed.out.count('"title"') >= 2
    assert (resources() / "sample" / "sample.toml").is_file()


def test_a_sample_that_fails_while_loading_leaves_a_project_whose_code_was_shown(
    gk: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(resources() / "sample", tmp_path / "sample")
    next((tmp_path / "sample").glob("*.txt")).unlink()
    monkeypatch.setattr("gk_desktop.services.sample.resources", lambda: tmp_path)
    access = ["--profile", str(tmp_path / "neu"), "--passphrase-file", str(gk.profile.passphrase_file)]
    answer = gk.run("project", "init", "--sample", "--json", access=access)

    assert answer.status == 1
    assert answer.err.startswith("Das Beispielprojekt lässt sich nicht laden: ")
    assert answer.err.count("\n") == 1
    code_file = tmp_path / "code.txt"
    code_file.write_text(json.loads(answer.out)["recovery_code"], encoding="utf-8")
    by_code = ["--profile", str(tmp_path / "neu"), "--recovery-code-file", str(code_file)]
    assert gk.run("project", "check", access=by_code).status == 0


def test_a_new_passphrase_opens_the_project_and_its_backups(gk: CommandLine, tmp_path: Path) -> None:
    made = gk.json("backup", "create")
    new = tmp_path / "neu.txt"
    new.write_text("vier lange wege im schnee\n", encoding="utf-8")
    assert gk.json("project", "passphrase", "--new-passphrase-file", str(new)) == {"changed": True}

    assert "Passphrase stimmt nicht" in gk.refusal("event", "list")
    assert "Passphrase stimmt nicht" in gk.refusal("backup", "restore", made["name"])
    gk.profile.passphrase_file.write_text("vier lange wege im schnee", encoding="utf-8")
    assert len(gk.json("event", "list")) == 1
    assert gk.json("backup", "restore", made["name"])["restored"] == made["name"]
    assert PASSPHRASE not in os.environ.values()


def test_what_is_purged_leaves_no_piece_in_any_page_of_the_file(gk: CommandLine) -> None:
    with gk.profile.open() as workspace:
        file, key = workspace.store._files.database, workspace.store._data_key
        # Which pieces stay in moved rows is a matter of luck; like this, every page that is freed keeps all it held.
        workspace.store._database.execute("PRAGMA secure_delete = OFF")
        capture = workspace.capture(gk.profile.event)
        for number in range(150):
            capture.add_line(f"@GfS: Apfelbaum{number} und was sonst noch über Birnbaum{number} zu sagen war. " * 3)
        workspace.keeping.purge(Event, gk.profile.event)
        other = workspace.keeping.add(Event(title="Fachtag")).id
        workspace.keeping.add(Event(title="Bleibt stehen"))
    gk.text("event", "purge", other)
    pages = decrypted_pages(file, key)
    assert b"Bleibt stehen" in pages
    assert re.findall(rb"(?i)(?:apfel|birn)baum\d*", pages) == []
