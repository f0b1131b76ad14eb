"""What does not fit is told in one German sentence, and nothing is changed."""

import pytest

from tests.cli.conftest import CommandLine

UNKNOWN = "0" * 32
NOUNS = ("case", "institution", "event", "agenda", "participant", "category", "person", "entry", "task", "decision")


@pytest.mark.parametrize("noun", NOUNS)
def test_an_unknown_id_is_told_by_every_verb(gk: CommandLine, noun: str) -> None:
    before = gk.json("project", "digest")
    for verb in ("show", "delete", "purge", "history"):
        assert "gibt es nicht" in gk.refusal(noun, verb, UNKNOWN)
    assert "Im Papierkorb liegt nichts" in gk.refusal(noun, "restore", UNKNOWN)
    if noun != "person":
        assert "gibt es nicht" in gk.refusal(noun, "set", UNKNOWN)

    assert gk.json("project", "digest") == before
    assert gk.json("backup", "list") == []


def test_the_id_of_another_kind_is_unknown(gk: CommandLine) -> None:
    event = gk.profile.event
    for verb in ("show", "set", "delete", "restore", "purge", "history"):
        assert event in gk.refusal("case", verb, event)
    assert len(gk.json("event", "list")) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["entry", "list", "--event", "x"],
        ["entry", "edit", "x", "--line", "y"],
        ["capture", "--event", "x"],
        ["task", "list", "--event", "x"],
        ["decision", "list", "--event", "x"],
        ["minutes", "list", "--event", "x"],
        ["minutes", "export", "--event", "x", "--kind", "verlauf", "-o", "x.docx"],
        ["event", "add", "--title", "T", "--case", "x"],
        ["event", "list", "--case", "x"],
        ["person", "add", "--case", "x", "--role", "GfS"],
        ["backup", "restore", "x"],
    ],
    ids=" ".join,
)
def test_what_does_not_exist_is_told_with_a_way_to_find_it(gk: CommandLine, words: list[str]) -> None:
    said = gk.refusal(*words)

    assert "„x“ gibt es nicht." in said
    assert "list" in said


def test_nothing_is_called_by_an_empty_name(gk: CommandLine) -> None:
    gk.json("case", "add", "--name", "Ohne Kürzel")

    assert "„“ gibt es nicht" in gk.refusal("case", "show", "")


@pytest.mark.parametrize(
    "typed", ["31.02.2026", "2026-02-30", "morgen", "1.1.", "10.03.026", "10/03/2026", "32.1.2026", "0.0.0000", " "]
)
def test_a_wrong_date_is_told_and_nothing_is_added(gk: CommandLine, typed: str) -> None:
    said = gk.refusal("event", "add", "--title", "T", "--date", typed)

    assert said == f"„{typed}“ ist kein Datum; schreiben Sie zum Beispiel 03.02.2021."
    assert len(gk.json("event", "list")) == 1


@pytest.mark.parametrize("typed", ["9 Uhr", "10.03.2026", "10.03.2026 25:00", "2026-03-10T09:00+01:00", "abc"])
def test_a_wrong_moment_is_told_and_nothing_is_added(gk: CommandLine, typed: str) -> None:
    said = gk.refusal("agenda", "add", "--number", "1", "--started-at", typed)

    assert said == f"„{typed}“ ist kein Zeitpunkt; schreiben Sie zum Beispiel 03.02.2021 14:30."
    assert gk.json("agenda", "list") == []


@pytest.mark.parametrize(
    "typed", ["drei", "1.5", "-1", "1_0", "٣", "99999999999999999999999", "1" * 5_000, "1000001", "NaN"]
)
def test_a_wrong_whole_number_is_told_and_nothing_is_added(gk: CommandLine, typed: str) -> None:
    said = gk.refusal("participant", "add", "--label", "Kunze", f"--headcount={typed}")

    assert said == "„Anzahl“ ist eine ganze Zahl von 0 bis 1000000."
    assert gk.json("participant", "list") == []


@pytest.mark.parametrize("typed", ["vorn", "", "nan", "inf", "1e999", "1,2,3"])
def test_a_wrong_number_is_told_and_nothing_is_added(gk: CommandLine, typed: str) -> None:
    said = gk.refusal("participant", "add", "--label", "Kunze", f"--position={typed}")

    assert said == "„Reihenfolge“ ist eine Zahl."
    assert gk.json("participant", "list") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["case", "add", "--name", "x", "--has-thm", "vielleicht"], "„Teilhabemanagement“ ist „ja“ oder „nein“."),
        (
            ["participant", "add", "--label", "x", "--attendance", "da"],
            "„da“ gibt es nicht; möglich sind: anwesend, entschuldigt, gast.",
        ),
        (["case", "add"], "Ein Fall braucht einen Namen."),
        (["event", "add"], "Eine Veranstaltung braucht einen Titel."),
        (
            ["event", "add", "--title", "T", "--start", "25:30"],
            "„25:30“ ist keine Uhrzeit; schreiben Sie zum Beispiel 09:30.",
        ),
        (["agenda", "add", "--number", "0"], "Ein Tagesordnungspunkt braucht eine Nummer von 1 bis 99."),
        (["task", "add"], "Ein Auftrag braucht einen Text."),
        (["decision", "add", "--text", " "], "Ein Beschluss braucht einen Text."),
        (["category", "add", "--code", "B1", "--name", "x"], "Den Code „B1“ gibt es schon."),
        (["search", "x", "--limit", "0"], "Die Zahl der Treffer muss zwischen 1 und 100000 liegen."),
        (["search", "x", "--limit", "9" * 30], "Die Zahl der Treffer muss zwischen 1 und 100000 liegen."),
    ],
)
def test_what_cannot_be_saved_or_asked_is_told(gk: CommandLine, words: list[str], said: str) -> None:
    before = gk.json("project", "digest")

    assert gk.refusal(*words) == said
    assert gk.json("project", "digest") == before


def test_a_name_that_two_records_have_is_told_and_the_id_decides(gk: CommandLine) -> None:
    first = gk.json("event", "add", "--title", "Beirat")
    gk.json("event", "add", "--title", "BEIRAT")

    assert gk.refusal("event", "show", "beirat") == (
        "Veranstaltung „beirat“ gibt es mehrfach. „event list --json“ zeigt alle mit ihrer Kennung."
    )
    assert gk.json("event", "show", first["id"]) == first


def test_a_name_in_decomposed_letters_is_found(gk: CommandLine) -> None:
    assert gk.json("event", "show", "Bu\u0308ndniskerngruppe")["id"] == gk.profile.event


@pytest.mark.parametrize("line", ["", "  ", "TOP 3", "@Maier:"])
def test_an_entry_cannot_be_edited_away(gk: CommandLine, line: str) -> None:
    gk.capture("eins")

    assert gk.refusal("entry", "edit", "A1", f"--line={line}").startswith("Ein Eintrag braucht einen Text.")
    assert gk.json("entry", "show", "A1")["text"] == "eins"
