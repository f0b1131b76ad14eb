"""Not one word of the notes stands readable in any file, at any time (the exported document is the only exception)."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gk_desktop.base.crash_report import REPORT_NAME
from gk_desktop.cli.main import run
from gk_desktop.store.records import Records
from tests.cli.program import Profile, environment, make_profile, objects, run_process, start_process

TOKENS = ("Quittenmarmelade", "Zwölfboxkämpfer", "Tüpfelsumpfhuhn", "Nebelkrähenruf", "Grottenolm", "Wiedehopfnest")
NOTES = (
    "@Zwölfboxkämpfer: Quittenmarmelade #B1\n"
    "! Quittenmarmelade\n"
    "\tTüpfelsumpfhuhn\n"
    "> Nebelkrähenruf bis 1.4.: Quittenmarmelade\n"
    "TOP 2: Grottenolm\n"
)
HALF_LINE = "Wiedehopfnest ist halb"


def readable_in(folder: Path) -> Iterator[str]:
    """Every file below the folder that holds a token, in any of the usual encodings."""
    for path in folder.rglob("*"):
        if path.is_file():
            try:
                content = path.read_bytes()
            except FileNotFoundError:  # gone in the meantime, as files of a running program go
                continue
            for token in TOKENS:
                if any(token.encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252")):
                    yield f"{token} in {path.name}"


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return make_profile(tmp_path)


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """Everything the program may write to: its profile, its home and its temporary folder."""
    for name in ("tmp", "home"):
        (tmp_path / name).mkdir()
    return tmp_path


def variables(watched: Path) -> dict[str, str]:
    temporary = str(watched / "tmp")
    return {"TMPDIR": temporary, "TEMP": temporary, "SQLITE_TMPDIR": temporary, "HOME": str(watched / "home")}


def test_no_word_is_readable_while_notes_are_taken_nor_after_a_kill_nor_after_the_end(
    profile: Profile, watched: Path
) -> None:
    capture = [*profile.access, "capture", "--event", profile.event]
    with start_process(capture, env=environment(**variables(watched))) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write((NOTES * 20 + HALF_LINE).encode())
        process.stdin.flush()
        for _line in NOTES.splitlines() * 20:
            assert process.stdout.readline()
            assert list(readable_in(watched)) == []
        until = time.monotonic() + 1.5
        while time.monotonic() < until:
            assert list(readable_in(watched)) == []
        assert (profile.folder / "workspace.db-wal").stat().st_size > 0
        process.kill()
    assert list(readable_in(watched)) == []

    ended = run_process(*capture, given=NOTES.encode(), variables=variables(watched))
    assert objects(ended.stdout)[0]["recovered"] is True
    assert list((profile.folder / "backups").glob("*.gkbackup"))
    assert list(readable_in(watched)) == []
    with profile.open() as workspace:
        assert len(workspace.searching.find("Wiedehopfnest")) == 1
        assert len(workspace.searching.find("Quittenmarmelade")) > 60


@pytest.mark.parametrize("verb", [["search", "Quittenmarmelade"], ["entry", "list", "--event", "Bündniskerngruppe"]])
def test_reading_leaves_no_word_behind(profile: Profile, watched: Path, verb: list[str]) -> None:
    with profile.open() as workspace:
        workspace.capture(profile.event).add_line("Quittenmarmelade")
    shown = run_process(*profile.access, *verb, variables=variables(watched))

    assert "Quittenmarmelade" in shown.stdout.decode()
    assert list(readable_in(watched)) == []


def test_a_mistake_of_our_own_reports_where_it_was_and_not_what_was_said(
    profile: Profile, watched: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: Any, **_options: Any) -> None:
        said = "Quittenmarmelade"
        try:
            raise KeyError(said)
        except KeyError:
            raise ValueError(f"Zwölfboxkämpfer: {said}") from ExceptionGroup(said, [TypeError("Grottenolm")])

    monkeypatch.setattr(Records, "find", fail)
    status = run([*profile.access, "event", "list"])

    printed = capsys.readouterr()
    report = (profile.folder / REPORT_NAME).read_text(encoding="utf-8")
    assert status == 1
    assert printed.out == ""
    assert printed.err.startswith("GK Feldbuch ist auf einen eigenen Fehler gestoßen.")
    assert printed.err.count("\n") == 1
    assert "ValueError" in report
    assert " fail\n" in report
    assert list(readable_in(watched)) == []
    assert not any(token in printed.err for token in TOKENS)
    if os.name == "posix":
        assert (profile.folder / REPORT_NAME).stat().st_mode & 0o777 == 0o600


def test_a_readable_word_is_noticed_in_every_encoding(watched: Path) -> None:
    assert list(readable_in(watched)) == []
    (watched / "a").write_bytes(b"\x00" + "Nebelkrähenruf".encode("utf-16-le"))
    (watched / "home" / "b").write_text("… Grottenolm …", encoding="utf-8")

    assert sorted(readable_in(watched)) == ["Grottenolm in b", "Nebelkrähenruf in a"]
