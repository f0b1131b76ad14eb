"""person, keyfile and contacts: names are shown only with the passphrase of the Schlüsseldatei."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

NAME = "Bräutigam-Özdemir"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "namen.txt"
    path.write_text("vier andere worte im wind\n", encoding="utf-8")
    return path


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    path = tmp_path / "kontakte.csv"
    path.write_text(f"Vorname;Nachname;E-Mail;Rolle\nAyşe;{NAME};a@example.org;GfS\n;;leer;\n", encoding="utf-8")
    return path


@pytest.fixture
def keys(gk: CommandLine, secret: Path) -> list[str]:
    """The Schlüsseldatei is there, and a case; these words open it."""
    gk.json("case", "add", "--name", "Musterstadt", "--case-code", "FK01")
    made = gk.json("keyfile", "create", "--identity-passphrase-file", str(secret))
    assert Path(made["file"]).is_file()
    assert made["recovery_code"].count("-") == 8
    return ["--identity-passphrase-file", str(secret)]


def test_contacts_are_imported_and_shown_only_with_the_schluesseldatei_open(
    gk: CommandLine, keys: list[str], contacts: Path
) -> None:
    answer = gk.json("contacts", "import", str(contacts), "--case", "FK01", *keys)
    assert (answer["added"], answer["changed"], answer["invalid"], answer["saved"]) == (1, 0, 1, True)
    assert NAME not in json.dumps(gk.json("person", "list"), ensure_ascii=False)
    (shown,) = gk.json("person", "list", *keys)
    assert (shown["code"], shown["name"]) == ("FK01-GfS-A1", f"Ayşe {NAME}")
    assert NAME in gk.text("person", "list", *keys)
    assert NAME not in gk.text("person", "show", "FK01-GfS-A1")
    assert gk.json("person", "show", "FK01-GfS-A1", *keys)["identity"]["email"] == "a@example.org"
    assert gk.json("person", "list", "--case", "FK01")[0]["code"] == "FK01-GfS-A1"


def test_a_dry_run_saves_nothing(gk: CommandLine, keys: list[str], contacts: Path) -> None:
    answer = gk.json("contacts", "import", str(contacts), "--case", "FK01", "--dry-run", *keys)
    assert (answer["saved"], answer["rows"][0]["finding"]) == (False, "neu")
    assert gk.json("person", "list") == []
    assert "nichts gespeichert" in gk.text("contacts", "import", str(contacts), "--dry-run", *keys)


def test_what_a_similar_row_says_is_taken_only_if_asked_for(gk: CommandLine, keys: list[str], contacts: Path) -> None:
    words = ("contacts", "import", str(contacts), "--case", "FK01")
    gk.json(*words, *keys)
    contacts.write_text(contacts.read_text("utf-8").replace("a@example.org", "neu@example.org"), encoding="utf-8")
    assert gk.json(*words, *keys)["changed"] == 0
    assert gk.json(*words, "--unclear", "übernehmen", *keys)["changed"] == 1
    assert gk.json("person", "show", "FK01-GfS-A1", *keys)["identity"]["email"] == "neu@example.org"


def test_columns_can_be_mapped(gk: CommandLine, keys: list[str], contacts: Path) -> None:
    words = ("contacts", "import", str(contacts), "--case", "FK01", "--dry-run")
    answer = gk.json(*words, "--map", "Vorname=Funktion", "--map", "E-Mail=", *keys)
    assert answer["rows"][0]["contact"] == f"{NAME} · Ayşe"
    assert "gibt es nicht" in gk.refusal(*words, "--map", "Farbe=Funktion", *keys)
    assert "möglich sind" in gk.refusal(*words, "--map", "Vorname=Farbe", *keys)
    assert "SPALTE=FELD" in gk.usage_error(*words, "--map", "Vorname", *keys)


def test_a_wrong_passphrase_leaves_codes_and_roles(gk: CommandLine, keys: list[str], tmp_path: Path) -> None:
    gk.json("person", "add", "--case", "FK01", "--role", "TN")
    wrong = tmp_path / "falsch.txt"
    wrong.write_text("ganz falsche worte hier\n", encoding="utf-8")
    assert "stimmt nicht" in gk.refusal("person", "list", "--identity-passphrase-file", str(wrong))
    assert gk.json("person", "list")[0]["code"] == "FK01-TN-A1"


def test_the_passphrase_can_be_changed_and_a_backup_restored(
    gk: CommandLine, keys: list[str], contacts: Path, tmp_path: Path
) -> None:
    gk.json("contacts", "import", str(contacts), "--case", "FK01", *keys)
    new = tmp_path / "neu.txt"
    new.write_text("neue lange worte am see\n", encoding="utf-8")
    gk.json("keyfile", "passphrase", *keys, "--new-passphrase-file", str(new))
    gk.refusal("person", "list", *keys)
    opened = ["--identity-passphrase-file", str(new)]
    assert gk.json("person", "list", *opened)[0]["name"] == f"Ayşe {NAME}"
    oldest = gk.json("keyfile", "backups")[-1]["made_at"]
    gk.json("keyfile", "restore", oldest)
    assert gk.json("person", "list", *opened)[0]["name"] == ""
    assert "gibt es nicht" in gk.refusal("keyfile", "restore", "2001-01-01T00:00:00")


def test_what_an_import_leaves_out_is_said(gk: CommandLine, keys: list[str], tmp_path: Path) -> None:
    path = tmp_path / "kontakte.csv"
    path.write_text("Vorname;Nachname;Rolle\nAy\u200bşe;Beispiel;GfS\n", encoding="utf-8")
    words = ("contacts", "import", str(path), "--case", "FK01", "--dry-run", *keys)
    assert "In 1 Zelle waren unsichtbare Zeichen" in gk.json(*words)["hint"]
    assert "In 1 Zelle waren unsichtbare Zeichen" in gk.text(*words)


def test_an_older_key_file_counts_as_the_newest_once_somebody_says_so(
    gk: CommandLine, keys: list[str], contacts: Path, tmp_path: Path
) -> None:
    older = tmp_path / "älter.gkschluessel"
    older.write_bytes(next(tmp_path.rglob("personen.gkschluessel")).read_bytes())
    gk.json("contacts", "import", str(contacts), "--case", "FK01", *keys)
    place = ["--identity-file", str(older)]
    assert "älter als die zuletzt geöffnete" in gk.run("names", "check", *keys, *place).out
    assert gk.json("keyfile", "newest", *keys, *place)["file"] == str(older)
    assert "älter als" not in gk.run("names", "check", *keys, *place).out


def test_the_passphrase_of_the_project_is_refused(gk: CommandLine) -> None:
    same = str(gk.profile.passphrase_file)
    assert "Passphrase des Projekts" in gk.refusal("keyfile", "create", "--identity-passphrase-file", same)
    assert not list(gk.profile.folder.glob("*.gkschluessel"))


def test_no_name_stands_readable_on_the_disk(gk: CommandLine, keys: list[str], contacts: Path) -> None:
    gk.json("contacts", "import", str(contacts), "--case", "FK01", *keys)
    for path in gk.profile.folder.rglob("*"):
        assert not path.is_file() or NAME.encode() not in path.read_bytes(), path
