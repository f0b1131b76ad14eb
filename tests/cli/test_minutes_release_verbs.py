"""Minutes from Rohnotiz to release and beyond, in a terminal."""

from pathlib import Path

from tests.cli.conftest import CommandLine

KIND = ("--kind", "verlauf")


def which(gk: CommandLine) -> tuple[str, ...]:
    return ("--event", gk.profile.event, *KIND)


def released(gk: CommandLine) -> str:
    """Take notes and release them; returns the id of the minutes."""
    gk.capture("TOP 1: Wohnen", "@GfS: Wohnraum fehlt", "! Liste führen", "* unruhig")
    for status in ("Entwurf", "gegengelesen"):
        gk.text("minutes", "release", *which(gk), "--status", status)
    return str(gk.json("minutes", "release", *which(gk))["id"])


def test_minutes_go_from_notes_to_release_and_on_to_the_next_version(gk: CommandLine, tmp_path: Path) -> None:
    assert "gegengelesen" in gk.refusal("minutes", "release", *which(gk))
    minutes = released(gk)
    (listed,) = gk.json("minutes", "list")
    assert (listed["id"], listed["version"], listed["status"]) == (minutes, 1, "freigegeben")
    assert (listed["released_by"], len(listed["frozen_hash"])) == ("AB", 64)
    assert "nichts geändert" in gk.refusal("minutes", "release", *which(gk))
    assert gk.text("minutes", "diff", *which(gk)) == "Nichts geändert.\n"

    gk.capture("GfS: Noch etwas")
    target = tmp_path / "alt.docx"
    assert gk.json("minutes", "export", *which(gk), "-o", str(target), "--version", "1")["version"] == 1
    assert gk.json("minutes", "export", *which(gk), "-o", str(tmp_path / "neu.docx"))["version"] == 2
    assert gk.text("minutes", "diff", *which(gk)) == "Inhalt\n  A4 neu (TOP 1): „Aussage: GfS: Noch etwas“\n"


def test_changes_are_an_object_and_a_file_of_their_class(gk: CommandLine, tmp_path: Path) -> None:
    released(gk)
    gk.capture("// intern", "GfS: Noch etwas")
    target = tmp_path / "aenderungen.docx"
    words = ("minutes", "diff", *which(gk), "--from", "1", "--to", "2", "--class", "VERTEILER", "-o", str(target))
    assert gk.json(*words) == {
        "from": 1,
        "to": 2,
        "class": "VERTEILER",
        "kind": "verlauf",
        "changes": [
            {"part": "Inhalt", "mark": "A5", "what": "neu (TOP 1)", "before": "", "after": "Aussage: GfS: Noch etwas"}
        ],
        "file": str(target),
    }
    assert target.read_bytes().startswith(b"PK")
    assert [item["file"] for item in gk.json("minutes", "list")[-1]["exports"]] == [str(target)]
    assert "Fassung 9" in gk.refusal("minutes", "diff", *which(gk), "--to", "9")


def test_a_correction_is_taken_down_listed_and_decided(gk: CommandLine) -> None:
    minutes = released(gk)
    words = ("--entry", "A1", "--text", "Es fehlt kein Wohnraum.", "--from", "GfS", "--date", "01.06.2021")
    taken = gk.json("minutes", "correct", *which(gk), *words)
    assert (taken["minutes"], taken["entry_number"], taken["outcome"]) == (minutes, "A1", "offen")
    listing = gk.text("minutes", "corrections", "--event", gk.profile.event)
    assert listing == f"{taken['id']}  A1  offen  01.06.2021  GfS  Es fehlt kein Wohnraum.\n"
    decided = gk.json("minutes", "resolve", taken["id"], "--outcome", "übernommen", "--note", "geändert")
    assert (decided["outcome"], decided["note"]) == ("übernommen", "geändert")
    assert "A77" in gk.refusal("minutes", "correct", *which(gk), "--entry", "A77", "--text", "x")
    assert "Datum" in gk.refusal("minutes", "correct", *which(gk), *words[:4], "--date", "gestern")


def test_a_correction_is_found_by_its_words(gk: CommandLine) -> None:
    released(gk)
    gk.text("minutes", "correct", *which(gk), "--entry", "A1", "--text", "Doppelhaushälfte")
    (hit,) = gk.json("search", "haushälfte")
    assert hit["type"] == "minutes_correction"


def test_every_file_with_a_person_in_it_is_listed(gk: CommandLine, tmp_path: Path) -> None:
    case = gk.json("case", "add", "--name", "Musterkreis", "--case-code", "FK01")["id"]
    person = gk.json("person", "add", "--case", case, "--role", "GfS")
    gk.capture(f"Laut {person['code']} ist alles gut")
    target = tmp_path / "x.docx"
    gk.text("minutes", "export", *which(gk), "-o", str(target))
    (found,) = gk.json("minutes", "list", "--person", person["code"])
    assert (found["file"], found["export_class"]) == (str(target), "INTERN")
