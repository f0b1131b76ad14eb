"""Tables and reading texts in a terminal."""

import hashlib
from pathlib import Path

import openpyxl

from tests.cli.conftest import CommandLine


def test_tasks_become_a_table(gk: CommandLine, tmp_path: Path) -> None:
    gk.capture("> GfS bis 01.04.2026: =1+1", "> Jugendamt: Raum suchen")
    number = gk.json("task", "list")[-1]["number"]
    gk.text("task", "set", number, "--status", "erledigt")
    target = tmp_path / "auftraege.xlsx"
    done = gk.json("task", "export", "-o", str(target), "--event", gk.profile.event)
    assert (done["file"], done["class"], done["included"], done["left_out"]) == (str(target), "INTERN", 2, 0)
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    said = gk.text("task", "export", "-o", str(target), "--open")
    assert said == (
        f"Gespeichert: {target} (1 Auftrag, 1 weggelassen). Die Datei ist nicht verschlüsselt. Namen ungeprüft.\n"
    )


def test_entries_become_a_table_or_a_text_as_the_file_is_called(gk: CommandLine, tmp_path: Path) -> None:
    gk.capture("@GfS: Wohnraum fehlt", "* unruhig")
    for name, start in (("x.xlsx", b"PK"), ("x.txt", b"#TEXT"), ("x.md", b"# ")):
        done = gk.json("entry", "export", "-o", str(tmp_path / name), "--class", "VERTEILER")
        assert (done["included"], done["left_out"]) == (1, 1)
        assert (tmp_path / name).read_bytes().startswith(start)
        assert done["versions"] == ({} if name == "x.xlsx" else {gk.profile.event: 1})
    text = (tmp_path / "x.txt").read_text("utf-8")
    assert text.endswith("GfS: Wohnraum fehlt [A1]\n")
    assert "unruhig" not in text


def test_speakers_are_marked_and_lines_ended_as_wished(gk: CommandLine, tmp_path: Path) -> None:
    gk.capture("@GfS: Wohnraum fehlt")
    target = tmp_path / "x.txt"
    gk.text("entry", "export", "-o", str(target), "--speaker-mark", "at", "--crlf")
    assert target.read_bytes().endswith(b"\r\n@GfS: Wohnraum fehlt [A1]\r\n")
    for option in (("--speaker-mark", "at"), ("--crlf",)):
        assert "nur im Lesetext" in gk.refusal("entry", "export", "-o", str(tmp_path / "x.xlsx"), *option)


def test_the_same_text_is_the_same_file_and_another_needs_a_new_name(gk: CommandLine, tmp_path: Path) -> None:
    gk.capture("@GfS: Wohnraum fehlt")
    words = ("entry", "export", "--event", gk.profile.event, "-o")
    target = tmp_path / "x.txt"
    gk.text(*words, str(target))
    before = hashlib.sha256(target.read_bytes()).hexdigest()
    gk.text(*words, str(target))
    gk.capture("GfS: Noch etwas")
    assert "mit anderem Inhalt" in gk.refusal(*words, str(target))
    assert hashlib.sha256(target.read_bytes()).hexdigest() == before
    assert gk.json(*words, str(tmp_path / "y.txt"))["versions"] == {gk.profile.event: 2}


def test_what_cannot_be_exported_is_refused_in_a_sentence(gk: CommandLine, tmp_path: Path) -> None:
    assert "gibt es nicht" in gk.refusal("task", "export", "-o", str(tmp_path / "x.xlsx"), "--event", "nirgends")
    assert "kein Name für" in gk.refusal("task", "export", "-o", str(tmp_path / "x.docx"))
    assert "kein Name für" in gk.refusal("entry", "export", "-o", str(tmp_path / "x.docx"))
    gk.usage_error("entry", "export", "-o", str(tmp_path / "x.xlsx"), "--event", "a", "--case", "b")
    gk.usage_error("task", "export")
    assert not list(tmp_path.glob("x.*"))
