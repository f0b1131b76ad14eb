import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gk_desktop.security.key_file import KeyFile
from gk_desktop.store.driver import Row, connect
from tests.cli.program import PASSPHRASE, Profile, make_profile, objects, run_process, start_process
from tests.durability.capture_campaign import DRAFT_AT_MOST_S, CaptureKiller

pytestmark = pytest.mark.skipif(os.name != "posix", reason="passphrases go in through a named pipe")

ROUNDS = 100


class Looker:
    """Another process' view: a second connection that can only read."""

    def __init__(self, profile: Profile) -> None:
        key = KeyFile.from_bytes((profile.folder / "vault.key").read_bytes()).unlock(PASSPHRASE)
        self._connection = connect(f"file:{profile.folder}/workspace.db?mode=ro", uri=True)
        self._connection.row_factory = Row
        self._connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")

    def rows(self, query: str, *parameters: Any) -> list[Any]:
        return list(self._connection.execute(query, parameters))

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return make_profile(tmp_path)


@pytest.fixture
def looker(profile: Profile) -> Iterator[Looker]:
    looker = Looker(profile)
    yield looker
    looker.close()


@pytest.mark.parametrize("rounds", [ROUNDS])
def test_kills_at_any_moment_lose_nothing_that_was_acknowledged(tmp_path: Path, rounds: int) -> None:
    outcome = CaptureKiller(tmp_path).run(rounds)

    assert outcome.wrong == [], str(outcome)
    assert len(outcome.acknowledged) == rounds
    assert outcome.checks == rounds // 10
    assert outcome.half_typed >= rounds // 20
    assert sum(outcome.acknowledged.values()) > 5 * rounds, str(outcome)
    assert len(set(outcome.acknowledged.values())) > rounds // 10, "the kills hit always the same moment"


def test_the_campaign_notices_what_is_lost_and_what_is_there_twice(tmp_path: Path) -> None:
    killer = CaptureKiller(tmp_path)
    capture = [*killer.profile.access, "capture", "--event", killer.profile.event]
    (said,) = objects(run_process(*capture, given="r0z1 Größe #B1".encode()).stdout)
    killer._typed["r0z1"] = "r0z1 Größe #B1"
    killer._expected[said["id"]] = ["r0z1"]
    killer.check()
    assert killer.outcome.wrong == []

    run_process(*capture, given="r0z1 Größe\nfremd".encode())
    killer._expected[said["id"]] += ["r0z2"]
    killer._expected["f" * 32] = ["r9z9"]
    killer._halves.append("r9z10h halb getip")
    killer.check()
    assert killer.outcome.wrong == [
        f"{said['id']}: ['r0z1', 'r0z2'] acknowledged, but ['r0z1']",
        f"{'f' * 32}: ['r9z9'] acknowledged, but []",
        "r0z1 is there 2 times",
        "half a line is lost: r9z10h halb getip",
        "nobody typed: fremd",
    ]


def test_a_line_is_readable_for_others_when_it_is_acknowledged(profile: Profile, looker: Looker) -> None:
    lines = ["eins #B1", "! zwei", "\tund mehr", "> Kunze: drei", "TOP 2: vier", "@Maier:", "maier: fünf"]
    with start_process([*profile.access, "capture", "--event", profile.event]) as process:
        assert process.stdin
        assert process.stdout
        for line in lines:
            process.stdin.write(f"{line}\n".encode())
            process.stdin.flush()
            (said,) = objects(process.stdout.readline())
            table = {"entry": "entry", "agenda": "agenda_item", "speaker": "participant"}[said["type"]]
            (row,) = looker.rows(f'SELECT * FROM "{table}" WHERE id = ?', said["id"])
            if said["type"] == "entry":
                assert row["number"] == said["number"]
                assert line.strip() in row["raw"]
            assert looker.rows("SELECT 1 FROM op WHERE record_id = ?", said["id"])
        process.kill()


def test_a_half_typed_line_is_saved_in_time_and_becomes_an_entry_of_the_next_session(
    profile: Profile, looker: Looker
) -> None:
    with start_process([*profile.access, "capture", "--event", profile.event]) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"fertig\nHalb getippt, und zwar m" + "ü".encode()[:1])
        process.stdin.flush()
        process.stdout.readline()
        typed_at = time.monotonic()
        while not (drafts := looker.rows("SELECT text FROM draft WHERE place LIKE 'line:%'")):
            assert time.monotonic() - typed_at < DRAFT_AT_MOST_S
            time.sleep(0.02)
        assert drafts[0]["text"] == "Halb getippt, und zwar m"
        process.kill()

    ended = run_process(*profile.access, "capture", "--event", profile.event, given=b"danach\n")
    said = objects(ended.stdout)
    assert (said[0]["line"], said[0]["recovered"], said[1]["line"]) == (0, True, 1)
    assert b"nicht abgeschlossene Zeile" in ended.stderr
    texts = [row["text"] for row in looker.rows("SELECT text FROM entry ORDER BY position")]
    assert texts == ["fertig", "Halb getippt, und zwar m", "danach"]
    assert looker.rows("SELECT text FROM draft WHERE place LIKE 'line:%'") == []


def test_slow_typing_without_any_pause_is_saved_every_two_seconds(profile: Profile, looker: Looker) -> None:
    with start_process([*profile.access, "capture", "--event", profile.event]) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"Anfang\n")
        process.stdin.flush()
        process.stdout.readline()
        typed: list[tuple[float, str]] = [(time.monotonic(), "")]
        while len(typed) < 30:
            process.stdin.write(b"x")
            process.stdin.flush()
            typed.append((time.monotonic(), typed[-1][1] + "x"))
            time.sleep(0.1)
            saved = looker.rows("SELECT text FROM draft WHERE place LIKE 'line:%'")
            due = [text for moment, text in typed if time.monotonic() - moment >= DRAFT_AT_MOST_S]
            assert len(saved[0]["text"] if saved else "") >= len(due[-1] if due else "")
        process.kill()
    assert len(typed[-1][1]) * 0.1 > DRAFT_AT_MOST_S


def test_a_draft_from_a_kill_is_taken_over_by_notes_from_a_file_too(tmp_path: Path, profile: Profile) -> None:
    with profile.open() as workspace:
        workspace.capture(profile.event).save_draft("halb")
    notes = tmp_path / "notizen.txt"
    notes.write_text("ganz", encoding="utf-8")
    said = objects(run_process(*profile.access, "capture", "--event", profile.event, str(notes)).stdout)

    assert [(item["line"], item["number"]) for item in said] == [(0, "A1"), (1, "A2")]
    with profile.open() as workspace:
        assert workspace.capture(profile.event).draft() is None
