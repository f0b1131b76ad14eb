"""The demonstration drives the program's command line in the right order and refuses to overwrite."""

import json
import os
import re
import stat
import sys

import pytest

FAKE_PROGRAM = """
import json, pathlib, sys
arguments = sys.argv[1:]
log = pathlib.Path(__file__).with_name("log.jsonl")
with log.open("a", encoding="utf-8") as file:
    file.write(json.dumps(arguments) + "\\n")
profile = pathlib.Path(arguments[arguments.index("--profile") + 1])
fail = pathlib.Path(__file__).with_name("fail")
if fail.exists() and fail.read_text() in arguments:
    print("Das ging schief.", file=sys.stderr)
    sys.exit(2)
if "init" in arguments:
    profile.mkdir()
    (profile / "daten").touch()
    print("{}")
elif "list" in arguments:
    print(json.dumps([
        {"id": 4, "title": "Bündnistreffen Grünau", "date": "2026-03-02"},
        {"id": 9, "title": "Arbeitsgruppe", "date": "2026-03-02"},
    ]))
elif "export" in arguments:
    pathlib.Path(arguments[arguments.index("-o") + 1]).touch()
elif "check" in arguments:
    print("Alles in Ordnung.")
"""


@pytest.fixture
def program(scripts, tmp_path):
    """Runs the demonstration with a fake program and reports the calls it got."""
    script = tmp_path / "fake.py"
    script.write_text(FAKE_PROGRAM, encoding="utf-8")

    class Program:
        folder = tmp_path / "vorführung"
        module = scripts["demo"]

        def run(self):
            target = self.module.check_target(str(self.folder))
            self.module.run(target, [sys.executable, str(script)], dict(os.environ))

        def calls(self):
            lines = (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()
            return [json.loads(line) for line in lines]

        def fail_at(self, word):
            (tmp_path / "fail").write_text(word)

    return Program()


def test_demo_calls_the_program_in_the_right_order(program):
    program.run()
    calls = program.calls()
    access = [
        "--profile",
        str(program.folder / "feldbuch"),
        "--passphrase-file",
        str(program.folder / "passphrase.txt"),
    ]
    assert all(call[:4] == access for call in calls)
    rest = [call[4:] for call in calls]
    assert rest[0] == ["--json", "project", "init", "--name", "Beispielprojekt", "--sample"]
    assert rest[1] == ["--json", "event", "list"]
    assert rest[-1] == ["project", "check"]
    exports = [call[:-2] for call in rest[2:-1]]
    assert exports == [
        ["minutes", "export", "--event", event, "--kind", kind, "--class", audience]
        for event in ("4", "9")
        for kind, audience in (
            ("verlauf", "INTERN"),
            ("verlauf", "PSEUDONYMISIERT"),
            ("ergebnis", "VERTEILER"),
            ("ergebnis", "INTERN"),
        )
    ]


def test_demo_documents_are_named_by_date_kind_and_class_and_never_by_title(program):
    program.run()
    names = {path.name for path in program.folder.glob("*.docx")}
    assert len(names) == 8
    assert "2026-03-02_Verlaufsprotokoll_PSEUDONYMISIERT_01.docx" in names
    assert not any("Grünau" in name for name in names)


def test_demo_tells_where_the_files_are_and_what_is_encrypted(program, capsys):
    program.run()
    output = capsys.readouterr().out
    assert f"8 Protokolle liegen als Word-Dokumente in {program.folder}" in output
    assert "für jeden lesbar" in output
    assert "ist verschlüsselt" in output
    assert "Alles in Ordnung." in output


def test_demo_passphrase_is_fresh_and_for_the_owner_only(program, scripts, tmp_path):
    program.run()
    file = program.folder / "passphrase.txt"
    assert re.fullmatch(r"([a-z2-9]{4}-){5}[a-z2-9]{4}", file.read_text())
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    scripts["demo"].write_passphrase(tmp_path / "zweite.txt")
    assert (tmp_path / "zweite.txt").read_text() != file.read_text()


def test_demo_refuses_an_existing_workspace(program):
    program.run()
    before = program.calls()
    with pytest.raises(program.module.DemoError, match="liegt schon ein Feldbuch"):
        program.run()
    assert program.calls() == before


def test_demo_accepts_an_existing_folder_with_an_empty_profile(program):
    (program.folder / "feldbuch").mkdir(parents=True)
    program.module.check_target(str(program.folder))


def test_demo_keeps_a_passphrase_it_did_not_write(program):
    program.folder.mkdir()
    (program.folder / "passphrase.txt").write_text("meine")
    with pytest.raises(program.module.DemoError, match="gibt es schon"):
        program.run()
    assert (program.folder / "passphrase.txt").read_text() == "meine"


def test_demo_can_be_repeated_after_a_failed_beginning(program, tmp_path):
    program.fail_at("init")
    with pytest.raises(program.module.DemoError, match=r"Das ging schief\."):
        program.run()
    (tmp_path / "fail").unlink()
    program.run()


def test_demo_stops_at_the_first_failed_document(program):
    program.fail_at("VERTEILER")
    with pytest.raises(program.module.DemoError, match=r"Das ging schief\."):
        program.run()
    assert len(program.calls()) == 5


@pytest.mark.parametrize("text", ["", "{}", "[]", "[1]", '[{"title": "x"}]'])
def test_unreadable_list_of_events_is_told(program, text):
    with pytest.raises(program.module.DemoError):
        program.module.read_events(text)


def test_start_script_hands_the_demo_to_the_environments_python(start, env, monkeypatch, tmp_path):
    order, handed = [], []
    monkeypatch.setattr(start, "ensure", lambda _env, level: order.append(level))
    monkeypatch.setattr(start, "provide_system", lambda **options: order.append(options))
    monkeypatch.setattr(start.demo, "run", lambda *arguments: handed.extend(arguments))
    assert start.run(["--demo", str(tmp_path / "neu")], env) == 0
    assert order == ["runtime", {"window": False}]
    assert handed[1] == [str(env.python), "-m", "gk_desktop"]
