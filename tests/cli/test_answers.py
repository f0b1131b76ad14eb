"""Passphrase, encoding, exit status: what every command promises, mostly through real processes."""

import getpass
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gk_desktop.app.workspace import create_workspace
from gk_desktop.base.crash_report import REPORT_NAME
from gk_desktop.store.records import Records
from tests.cli.conftest import CommandLine
from tests.cli.program import PASSPHRASE, QUICK, Profile, command, environment, objects, run_process, start_process

# --- passphrase --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        PASSPHRASE.encode(),
        f"{PASSPHRASE}\n".encode(),
        f"{PASSPHRASE}\r\n".encode(),
        f"{PASSPHRASE}\n\nnoch eine Zeile\n".encode(),
        b"\xef\xbb\xbf" + f"{PASSPHRASE}\r\nmehr".encode(),
    ],
)
def test_the_passphrase_is_the_first_line_of_the_file_without_its_end(gk: CommandLine, content: bytes) -> None:
    gk.profile.passphrase_file.write_bytes(content)

    assert len(gk.json("event", "list")) == 1


@pytest.mark.parametrize("content", [f" {PASSPHRASE}\n", f"{PASSPHRASE} \n", f"\n{PASSPHRASE}", PASSPHRASE.upper()])
def test_blanks_and_case_belong_to_the_passphrase(gk: CommandLine, content: str) -> None:
    gk.profile.passphrase_file.write_bytes(content.encode())

    assert gk.refusal("event", "list").startswith(("Die Passphrase stimmt nicht.", "Die erste Zeile der Datei"))


def test_blanks_inside_and_around_a_passphrase_are_kept(gk: CommandLine, tmp_path: Path) -> None:
    workspace, _code = create_workspace(tmp_path / "neu", "  zwei  Blanks\tund ü ", project="x", kdf=QUICK)
    workspace.close()
    file = tmp_path / "blanks.txt"
    file.write_bytes("  zwei  Blanks\tund ü \r\n".encode())

    assert (
        gk.run("event", "list", access=["--profile", str(tmp_path / "neu"), "--passphrase-file", str(file)]).err == ""
    )


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n", b"\xef\xbb\xbf"])
def test_an_empty_first_line_is_no_passphrase(gk: CommandLine, content: bytes) -> None:
    gk.profile.passphrase_file.write_bytes(content)

    assert gk.refusal("event", "list").startswith("Die erste Zeile der Datei „")


def test_a_file_that_cannot_be_read_is_named(gk: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "kaputt").write_bytes(b"\xff\xfe\x00")
    for name in ("fehlt", "", "kaputt"):
        access = ["--profile", str(gk.profile.folder), "--passphrase-file", str(tmp_path / name)]
        assert "ist nicht lesbar" in gk.refusal("event", "list", access=access)


def test_without_a_terminal_nobody_is_asked(profile: Profile) -> None:
    answer = run_process("--profile", str(profile.folder), "event", "list", given=b"drei kurze wege im regen\n")

    assert (answer.returncode, answer.stdout) == (1, b"")
    assert answer.stderr.decode().startswith("Es ist keine Passphrase angegeben. ")


def test_at_a_terminal_the_passphrase_is_asked_for_and_a_new_one_twice(
    gk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([PASSPHRASE, PASSPHRASE, "neue passphrase", "neue passphrase", "neue passphrase", "eins", "zwei"])
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return next(typed)

    monkeypatch.setattr(getpass, "getpass", ask)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    access = ["--profile", str(gk.profile.folder)]
    assert gk.run("event", "list", access=access).status == 0
    assert gk.run("project", "passphrase", access=access).status == 0
    assert asked == ["Passphrase: ", "Passphrase: ", "Neue Passphrase: ", "Noch einmal: "]
    assert "verschieden" in gk.run("project", "passphrase", access=access).err


def test_an_input_that_ends_before_the_passphrase_is_told(gk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", ask)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)

    assert "abgebrochen" in gk.refusal("event", "list", access=["--profile", str(gk.profile.folder)])


@pytest.mark.parametrize(("code", "sentence"), [("falsch", "Tippfehler"), ("", "erste Zeile")])
def test_a_wrong_recovery_code_is_told(gk: CommandLine, tmp_path: Path, code: str, sentence: str) -> None:
    file = tmp_path / "code.txt"
    file.write_text(code, encoding="utf-8")

    access = ["--profile", str(gk.profile.folder), "--recovery-code-file", str(file)]
    assert sentence in gk.refusal("event", "list", access=access)


# --- encoding ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "variables",
    [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "cp1252"}],
    ids=["C", "ascii", "cp1252"],
)
def test_answers_are_utf8_whatever_the_locale(profile: Profile, variables: dict[str, str]) -> None:
    with profile.open() as workspace:
        workspace.capture(profile.event).add_line("„Größe“ – 日本 👩‍🌾")
    listed = run_process(*profile.access, "entry", "list", "--event", profile.event, "--json", variables=variables)
    refused = run_process(*profile.access, "event", "show", "x", variables=variables)

    assert (listed.returncode, listed.stderr) == (0, b"")
    assert "Größe“ – 日本 👩‍🌾".encode() in listed.stdout
    assert refused.stderr.decode().startswith("Veranstaltung „x“ gibt es nicht.")


def test_arguments_that_are_no_text_are_no_mistake_of_ours(profile: Profile) -> None:
    broken = b"Gr\xfcn".decode("utf-8", "surrogateescape")
    added = run_process(*profile.access, "case", "add", "--name", broken, "--json")
    answers = [
        run_process(*profile.access, *words)
        for words in (
            ["event", "show", broken],
            ["case", "purge", broken],
            ["case", "history", broken],
            ["entry", "list", "--event", broken],
            ["entry", "edit", broken, "--line", "x"],
        )
    ]

    assert objects(added.stdout)[0]["name"] == "Grn"
    assert [answer.returncode for answer in answers] == [1] * 5
    assert all("gibt es nicht" in answer.stderr.decode() for answer in answers)
    assert run_process(*profile.access, "search", broken).returncode == 0
    assert not (profile.folder / REPORT_NAME).exists()


# --- exit status and output --------------------------------------------------------------------------------------


def test_a_workspace_that_another_process_holds_is_refused(profile: Profile) -> None:
    with start_process([*profile.access, "capture", "--event", profile.event]) as holding:
        assert holding.stdin
        assert holding.stdout
        holding.stdin.write(b"eins\n")
        holding.stdin.flush()
        holding.stdout.readline()
        refused = run_process(*profile.access, "event", "list", "--json")
        holding.stdin.close()
        assert holding.wait(timeout=30) == 0

    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode() == (
        "Das Projekt ist bereits geöffnet, in einem Fenster oder durch einen anderen Befehl."
        " Schließen Sie es dort, und versuchen Sie es erneut.\n"
    )
    assert run_process(*profile.access, "event", "list").returncode == 0


def test_a_missing_project_and_an_existing_one_are_told(gk: CommandLine, tmp_path: Path) -> None:
    nowhere = ["--profile", str(tmp_path / "nichts"), "--passphrase-file", str(gk.profile.passphrase_file)]

    assert "liegt noch kein Projekt" in gk.refusal("event", "list", access=nowhere)
    assert "liegt schon ein Projekt" in gk.refusal("project", "init")
    assert not (tmp_path / "nichts").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--name", " "], "Ein Projekt braucht einen Namen."),
        (["--programme", "unbekannt"], "kennt GK Feldbuch nicht"),
    ],
)
def test_a_project_that_cannot_be_made_leaves_nothing_behind(
    gk: CommandLine, tmp_path: Path, words: list[str], sentence: str
) -> None:
    access = ["--profile", str(tmp_path / "neu"), "--passphrase-file", str(gk.profile.passphrase_file)]

    assert sentence in gk.refusal("project", "init", *words, access=access)
    assert gk.run("project", "init", access=access).status == 0


def test_a_short_passphrase_is_refused(gk: CommandLine, tmp_path: Path) -> None:
    gk.profile.passphrase_file.write_text("kurz", encoding="utf-8")
    access = ["--profile", str(tmp_path / "neu"), "--passphrase-file", str(gk.profile.passphrase_file)]

    assert "zu kurz" in gk.refusal("project", "init", access=access)


def test_a_mistake_of_our_own_is_one_sentence_and_a_report(gk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError("Nebelkrähe")

    monkeypatch.setattr(Records, "find", fail)
    answer = gk.run("event", "list", "--json")

    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(
        "GK Feldbuch ist auf einen eigenen Fehler gestoßen. Gespeichertes ist sicher. Bericht: "
    )
    assert answer.err.count("\n") == 1
    assert "Nebelkrähe" not in answer.err
    assert (gk.profile.folder / REPORT_NAME).read_text(encoding="utf-8").startswith("ZeroDivisionError\n")


def test_control_c_is_told_without_a_traceback(gk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Records, "find", interrupt)
    assert gk.refusal("event", "list") == "Abgebrochen. Alles bestätigt Gespeicherte ist sicher."


@pytest.mark.skipif(os.name != "posix", reason="shells of Windows have no closed or full standard output")
@pytest.mark.parametrize(
    ("redirection", "status", "said"),
    [
        (">/dev/full", 1, "Die Antwort ließ sich nicht ausgeben: das Ziel ist voll oder nicht beschreibbar."),
        ("| true", 1, "Die Antwort ließ sich nicht ausgeben: niemand liest sie."),
        (">&-", 0, ""),
    ],
)
def test_an_output_that_takes_nothing_is_told_without_a_traceback(
    profile: Profile, redirection: str, status: int, said: str
) -> None:
    words = command(*profile.access, "plan", "list", "--json")
    # In a pipe the reader must be gone before the answer comes.
    script = '{ sleep 0.2; "$@"; } ' + redirection + "; exit ${PIPESTATUS[0]}"
    answer = subprocess.run(
        ["bash", "-c", script, "bash", *words], capture_output=True, check=False, env=environment(), timeout=30
    )

    assert (answer.returncode, answer.stdout) == (status, b"")
    assert answer.stderr.decode().startswith(said)
    assert answer.stderr.decode().count("\n") == (1 if said else 0)


@pytest.mark.skipif(os.name != "posix", reason="a shell of Windows cannot close the standard input")
def test_a_closed_input_is_told(profile: Profile) -> None:
    for words in (
        [*profile.access, "capture", "--event", profile.event],
        ["--profile", str(profile.folder), "plan", "list"],
    ):
        answer = subprocess.run(
            ["bash", "-c", '"$@" <&-', "bash", *command(*words)],
            capture_output=True,
            check=False,
            env=environment(),
            timeout=30,
        )
        assert (answer.returncode, answer.stdout) == (1, b"")
        assert answer.stderr.decode().startswith("Es ")
        assert answer.stderr.decode().count("\n") == 1
