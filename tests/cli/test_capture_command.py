"""`gk-desktop capture` as a process: what goes in line by line, and what is acknowledged."""

import io
import json
import os
import signal
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.store.drafts import Drafts
from gk_desktop.store.failures import StorageFullError
from tests.cli.conftest import CommandLine
from tests.cli.program import Profile, objects, run_process, start_process


def captured(profile: Profile, given: bytes | str, *words: str) -> list[dict[str, Any]]:
    """What was acknowledged; the program must have had nothing else to say."""
    notes = given.encode() if isinstance(given, str) else given
    ended = run_process(*profile.access, "capture", "--event", profile.event, *words, given=notes)
    assert (ended.returncode, ended.stderr) == (0, b"")
    return objects(ended.stdout)


def entries(profile: Profile) -> list[Entry]:
    with profile.open() as workspace:
        return workspace.records.find(Entry, event=profile.event, order_by=["position"])


# --- acknowledgements --------------------------------------------------------------------------------------------


def test_each_line_is_acknowledged_with_what_it_became(profile: Profile) -> None:
    said = captured(profile, "eins\n\n! zwei\n\tund mehr\n  und noch mehr\nTOP 2: Bericht\n@Kunze:\nkunze: drei")
    with profile.open() as workspace:
        one, two, three = workspace.records.find(Entry, order_by=["position"])
        (item,) = workspace.records.find(AgendaItem)
        (kunze,) = workspace.records.find(Participant)

    two_said = {"type": "entry", "id": two.id, "number": "A2", "kind": "beschluss"}
    assert said == [
        {"line": 1, "type": "entry", "id": one.id, "number": "A1", "kind": "aussage"},
        {"line": 3, **two_said},
        {"line": 4, **two_said},
        {"line": 5, **two_said},
        {"line": 6, "type": "agenda", "id": item.id, "number": "2", "kind": None},
        {"line": 7, "type": "speaker", "id": kunze.id, "number": "", "kind": None},
        {"line": 8, "type": "entry", "id": three.id, "number": "A3", "kind": "aussage"},
    ]
    assert two.text == "zwei\nund mehr\nund noch mehr"
    assert (three.speaker, three.agenda_item) == (kunze.id, item.id)


def test_a_line_is_acknowledged_before_the_next_one_comes(profile: Profile) -> None:
    with start_process([*profile.access, "capture", "--event", profile.event]) as process:
        assert process.stdin
        assert process.stdout
        for number in (1, 2, 3):
            process.stdin.write(f"Zeile {number}\n".encode())
            process.stdin.flush()
            assert objects(process.stdout.readline())[0]["line"] == number
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_the_event_may_be_called_by_its_title(profile: Profile) -> None:
    ended = run_process(*profile.access, "capture", "--event", "bündniskerngruppe", given=b"eins")

    assert len(objects(ended.stdout)) == len(entries(profile)) == 1


def test_an_end_of_notes_makes_a_backup_if_one_is_due(profile: Profile) -> None:
    captured(profile, "eins")
    captured(profile, "zwei")

    assert len(list((profile.folder / "backups").glob("*.gkbackup"))) == 1


def test_no_notes_are_nothing(profile: Profile) -> None:
    assert captured(profile, "") == captured(profile, "\n \n\t\n\r\n") == []
    assert entries(profile) == []


# --- what comes in -----------------------------------------------------------------------------------------------


def test_line_ends_of_windows_and_a_mark_at_the_beginning_are_no_part_of_the_notes(profile: Profile) -> None:
    captured(profile, b"\xef\xbb\xbf! eins\r\n\r\n\tmehr\r\n? zwei\r\n")

    assert [(entry.raw, entry.kind.value) for entry in entries(profile)] == [
        ("! eins\nmehr", "beschluss"),
        ("? zwei", "offen"),
    ]


def test_what_is_no_utf8_is_read_as_an_older_windows_program_wrote_it(profile: Profile) -> None:
    captured(profile, b"Gr\xf6\xdfe \x84so\x93\nrichtig \xc3\xbc\n\xff\xfe\x81\x00\n\xf0\x9f\x91\n")

    assert [entry.text for entry in entries(profile)][:2] == ["Größe „so“", "richtig ü"]
    assert len(entries(profile)) == 4


def test_a_line_of_twenty_thousand_characters_is_one_entry(profile: Profile) -> None:
    long = "Ä" * 20_000
    said = captured(profile, f"{long}\n\t{long}\nkurz")

    assert [item["line"] for item in said] == [1, 2, 3]
    assert [entry.text for entry in entries(profile)] == [f"{long}\n{long}", "kurz"]


def test_two_thousand_lines_at_once_are_all_kept_in_their_order(profile: Profile) -> None:
    started = time.monotonic()
    said = captured(profile, "".join(f"Zeile {number}\n" for number in range(1, 2_001)))

    assert time.monotonic() - started < 40
    assert [item["line"] for item in said] == list(range(1, 2_001))
    assert [item["number"] for item in said] == [f"A{number}" for number in range(1, 2_001)]
    assert [entry.text for entry in entries(profile)] == [f"Zeile {number}" for number in range(1, 2_001)]


def test_lines_that_come_in_pieces_are_whole_again(profile: Profile) -> None:
    notes = "! Für Größe\n\tund Maß\nzwei".encode()
    with start_process([*profile.access, "capture", "--event", profile.event]) as process:
        assert process.stdin
        for position in range(len(notes)):
            process.stdin.write(notes[position : position + 1])
            process.stdin.flush()
            time.sleep(0.005)
        printed, errors = process.communicate(timeout=30)

    assert (process.returncode, errors) == (0, b"")
    assert [item["line"] for item in objects(printed)] == [1, 2, 3]
    assert [entry.text for entry in entries(profile)] == ["Für Größe\nund Maß", "zwei"]


def test_notes_come_from_a_file_too(tmp_path: Path, profile: Profile) -> None:
    notes = tmp_path / "notizen.txt"
    notes.write_bytes("\ufeffeins\r\n\tmehr\r\n\r\nzwei".encode())
    said = captured(profile, "nicht das hier", str(notes))

    assert [item["line"] for item in said] == [1, 2, 4]
    assert [entry.text for entry in entries(profile)] == ["eins\nmehr", "zwei"]


def test_a_hyphen_is_the_standard_input(profile: Profile) -> None:
    assert len(captured(profile, "eins", "-")) == 1


@pytest.mark.parametrize("name", ["fehlt.txt", "."])
def test_a_file_that_cannot_be_read_is_told(gk: CommandLine, tmp_path: Path, name: str) -> None:
    said = gk.refusal("capture", "--event", gk.profile.event, str(tmp_path / name))

    assert said == f"Die Datei „{tmp_path / name}“ ist nicht lesbar."


# --- time, agenda, numbers over several runs ---------------------------------------------------------------------


def test_clock_times_in_front_of_lines_count_where_they_are_asked_for(profile: Profile) -> None:
    with profile.open() as workspace:
        workspace.keeping.change(Event, profile.event, date=date(2021, 5, 19))
    captured(profile, "TOP 2\n14:20 @Jobcenter: eins\n\tweiter\n14.25 ! zwei\nohne", "--clock-times")

    assert [(entry.text, f"{entry.time:%d.%m.%Y %H:%M}" if entry.time else "") for entry in entries(profile)] == [
        ("eins\nweiter", "19.05.2021 14:20"),
        ("zwei", "19.05.2021 14:25"),
        ("ohne", ""),
    ]
    with profile.open() as workspace:
        (item,) = workspace.records.find(AgendaItem)
        assert f"{item.started_at:%H:%M}" == "14:20"


def test_clock_times_are_text_else_as_in_the_window(profile: Profile) -> None:
    captured(profile, "14:20 Jobcenter: eins")
    (entry,) = entries(profile)
    assert (entry.text, entry.raw) == ("14:20 Jobcenter: eins", "14:20 Jobcenter: eins")


def test_clock_times_need_a_day(profile: Profile) -> None:
    with profile.open() as workspace:
        workspace.keeping.change(Event, profile.event, date=None)
    ended = run_process(*profile.access, "capture", "--event", profile.event, "--clock-times", given=b"14:20 so")
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert "noch kein Datum" in ended.stderr.decode()


def test_codes_that_do_not_count_are_told_beside_the_acknowledgements(profile: Profile) -> None:
    notes = "Satz #nz #B99\n\tmehr #B99 #neu\n#A1\nso #A1\n„so #B99“".encode()
    ended = run_process(*profile.access, "capture", "--event", profile.event, given=notes)
    assert [said["line"] for said in objects(ended.stdout)] == [1, 2, 3, 4, 5]
    assert ended.stderr.decode().splitlines() == [
        "Zeile 1: keine Kategorie, bleibt Text: #B99",
        "Zeile 2: keine Kategorie, bleibt Text: #neu",
        "Zeile 3: zählt nur hinter einem Text am Zeilenende: #A1",
    ]
    first = entries(profile)[0]
    assert (first.text, first.no_quote) == ("Satz #B99\nmehr #B99 #neu", True)


def test_untimed_notes_have_no_time(profile: Profile) -> None:
    captured(profile, "eins\nzwei", "--untimed")

    assert [(entry.text, entry.time) for entry in entries(profile)] == [("eins", None), ("zwei", None)]


def test_a_back_dated_line_stands_before_what_was_said_since(profile: Profile) -> None:
    said = captured(profile, "eins\nzwei\n-2min vorher")

    assert [item["number"] for item in said] == ["A1", "A2", "A3"]
    assert [entry.text for entry in entries(profile)] == ["vorher", "eins", "zwei"]
    first, second = (entry.time for entry in entries(profile)[:2])
    assert first is not None
    assert second is not None
    assert 119 <= (second - first).total_seconds() <= 121


def test_a_second_run_goes_on_with_numbers_speakers_and_agenda_item(gk: CommandLine) -> None:
    captured(gk.profile, "TOP 4: Wohnen\n@Kunze: eins\n! zwei")
    gk.json("entry", "purge", gk.json("entry", "show", "A2")["id"])
    captured(gk.profile, "kunze: drei\n! vier\nTOP 4: Wohnen und Leben\nTOP 5\nfünf")

    listed = gk.json("entry", "list", "--event", gk.profile.event)
    assert [(item["number"], item["speaker"], item["agenda"]) for item in listed] == [
        ("A1", "Kunze", 4),
        ("A3", "Kunze", 4),
        ("A4", None, 4),
        ("A5", None, 5),
    ]
    assert [item["title"] for item in gk.json("agenda", "list")] == ["Wohnen und Leben", ""]
    assert [item["number"] for item in gk.json("decision", "list")] == ["B-A2"]


# --- drafts and failures, with the stream in the test's hand -----------------------------------------------------


class Typed(io.RawIOBase):
    """A standard input that types its pieces with pauses between them."""

    def __init__(self, pieces: list[bytes | float]) -> None:
        self._pieces = iter(pieces)

    @property
    def buffer(self) -> "Typed":
        return self

    def read(self, _size: int = -1) -> bytes:
        for piece in self._pieces:
            if isinstance(piece, bytes):
                return piece
            time.sleep(piece)
        return b""

    def isatty(self) -> bool:
        return False


@pytest.fixture
def saved_drafts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    saved: list[str] = []
    save = Drafts.save

    def remembered(drafts: Drafts, place: str, text: str) -> None:
        saved.append(text)
        save(drafts, place, text)

    monkeypatch.setattr(Drafts, "save", remembered)
    return saved


@pytest.mark.parametrize(
    ("pieces", "expected_drafts", "expected_texts"),
    [
        ([b"eins\nhal", 1.3, b"b\n"], ["hal"], ["eins", "halb"]),
        ([b"eins\n\tmeh", 1.3, b"r\n"], ["\tmeh"], ["eins\nmehr"]),
        ([b"  ", 1.3, b"\n"], ["  ", ""], []),
        ([b"eins\n  ", 1.3], ["  ", ""], ["eins"]),
        ([b"gr\xc3", 1.3, b"\xbcn"], ["gr"], ["grün"]),
    ],
)
def test_a_half_typed_line_is_a_draft_only_until_it_is_whole(
    gk: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
    saved_drafts: list[str],
    pieces: list[bytes | float],
    expected_drafts: list[str],
    expected_texts: list[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", Typed(pieces))
    assert gk.run("capture", "--event", gk.profile.event).status == 0

    assert saved_drafts == expected_drafts
    assert [entry.text for entry in entries(gk.profile)] == expected_texts
    with gk.profile.open() as workspace:
        assert workspace.capture(gk.profile.event).draft() is None


def test_a_terminal_that_goes_away_ends_the_notes_and_keeps_what_it_sent(
    gk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone(Typed):
        def read(self, _size: int = -1) -> bytes:
            chunk = super().read()
            if not chunk:
                raise OSError(5, "Input/output error")
            return chunk

    monkeypatch.setattr(sys, "stdin", Gone([b"eins\nhal", b"b"]))
    assert gk.run("capture", "--event", gk.profile.event).status == 0

    assert [entry.text for entry in entries(gk.profile)] == ["eins", "halb"]


def test_a_draft_that_finds_no_space_names_its_line(gk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_drafts: Drafts, _place: str, _text: str) -> None:
        raise StorageFullError("Der Datenträger ist voll.", "Schaffen Sie Platz.")

    monkeypatch.setattr(Drafts, "save", full)
    monkeypatch.setattr(sys, "stdin", Typed([b"eins\nhal", 1.3, b"b\n"]))
    answer = gk.run("capture", "--event", gk.profile.event)

    assert answer.status == 1
    assert answer.err == "Zeile 2 wurde nicht gespeichert. Der Datenträger ist voll. Schaffen Sie Platz.\n"
    assert [json.loads(line)["line"] for line in answer.out.splitlines()] == [1]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no limit of file sizes to play a full disk with")
@pytest.mark.parametrize("in_a_file", [False, True])
def test_a_full_disk_names_the_line_and_everything_acknowledged_is_readable(
    tmp_path: Path, profile: Profile, in_a_file: bool
) -> None:
    notes = "".join(f"@Stimme {number}: ! Zeile {number} {'x' * 2_000}\n" for number in range(1, 400))
    (tmp_path / "notizen.txt").write_text(notes, encoding="utf-8")
    import resource

    limit = (profile.folder / "workspace.db").stat().st_size + 400_000

    with start_process(
        [*profile.access, "capture", "--event", profile.event, str(tmp_path / "notizen.txt") if in_a_file else "-"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    ) as process:
        printed, errors = process.communicate(notes.encode(), timeout=60)

    said = objects(printed)
    assert process.returncode == 1
    assert 5 < len(said) < 399
    assert errors.decode().startswith(
        f"Zeile {len(said) + 1} wurde nicht gespeichert. Der Datenträger ist voll oder nicht beschreibbar."
    )
    assert errors.decode().count("\n") == 1
    assert [(entry.id, entry.number) for entry in entries(profile)] == [(item["id"], item["number"]) for item in said]
    checked = run_process(*profile.access, "project", "check")
    assert checked.returncode == 0, checked.stderr
    assert captured(profile, "weiter")[0]["number"] == f"A{len(said) + 1}"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no signal for Ctrl+C that a test could send")
def test_control_c_ends_the_notes_with_a_sentence_while_the_input_stays_open(profile: Profile) -> None:
    with start_process([*profile.access, "capture", "--event", profile.event]) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"eins\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
        assert process.wait(timeout=30) == 1
        process.stdin.close()

    assert said == "Abgebrochen. Alles bestätigt Gespeicherte ist sicher.\n"
    assert [entry.text for entry in entries(profile)] == ["eins"]


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no input that does not wait")
def test_an_input_that_does_not_wait_is_read_to_its_end(profile: Profile) -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with start_process([*profile.access, "capture", "--event", profile.event], stdin=reading) as process:
        os.close(reading)
        assert process.stdout
        for number in (1, 2):
            os.write(writing, f"Zeile {number}\n".encode())
            assert objects(process.stdout.readline())[0]["line"] == number
        os.close(writing)
        assert process.wait(timeout=30) == 0


@pytest.mark.skipif(os.name != "posix", reason="on Windows nobody hears that a reader has left")
def test_a_reader_that_leaves_ends_the_notes_with_a_sentence(profile: Profile) -> None:
    with start_process([*profile.access, "capture", "--event", profile.event]) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"eins\n")
        process.stdin.flush()
        acknowledged = objects(process.stdout.readline())
        process.stdout.close()
        process.stdin.write(b"zwei\n")
        process.stdin.flush()
        said = process.stderr.read().decode()
        process.stdin.close()
        process.wait(timeout=30)

    assert process.returncode == 1
    assert said == "Die Antwort ließ sich nicht ausgeben: niemand liest sie. Was gespeichert wurde, ist sicher.\n"
    assert [entry.text for entry in entries(profile)] == ["eins", "zwei"]
    assert acknowledged[0]["line"] == 1
