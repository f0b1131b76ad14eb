"""The benchmarks' own plumbing, with tiny sizes. Nothing here asks how long anything took."""

import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from tests.benchmarks import enter_durable, minutes_export, name_check, open_workspace, search_first200
from tests.benchmarks.__main__ import main
from tests.benchmarks.field_notes import RARE_EVERY, RARE_WORD, FieldNotes
from tests.benchmarks.measuring import Figure, compare, figure


def _slow(_folder: Path) -> Iterator[Figure]:
    yield figure("slow", 2.0, 1.0, 1.5)


def _fast(_folder: Path) -> Iterator[Figure]:
    yield figure("fast", 1.0, 1.0, 1.5)
    yield Figure("small", 80.0, 60.0, 0.2, 1.0, unit="MB")


def test_exceeded_limit_is_written_and_shown_and_when_strict_ends_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = tmp_path / "benchmarks.json"

    assert main(["--strict"], {"slow": _slow, "fast": _fast}, result) == 1

    assert json.loads(result.read_text(encoding="utf-8")) == [
        {"name": "slow", "seconds": 2.0, "baseline": 1.0, "ratio": 2.0, "limit": 1.5},
        {"name": "fast", "seconds": 1.0, "baseline": 1.0, "ratio": 1.0, "limit": 1.5},
        {"name": "small", "seconds": None, "baseline": 60.0, "ratio": 0.2, "limit": 1.0, "megabytes": 80.0},
    ]
    assert capsys.readouterr().out.count("too slow") == 1


def test_measuring_has_done_its_work_even_where_a_limit_is_exceeded(tmp_path: Path) -> None:
    assert main([], {"slow": _slow}, tmp_path / "benchmarks.json") == 0


def test_only_runs_what_was_named(tmp_path: Path) -> None:
    result = tmp_path / "benchmarks.json"

    assert main(["--only", "fast"], {"slow": _slow, "fast": _fast}, result) == 0

    assert [item["name"] for item in json.loads(result.read_text(encoding="utf-8"))] == ["fast", "small"]


def test_both_sides_take_turns_at_going_first() -> None:
    said: list[str] = []

    times = compare(lambda: said.append("own"), lambda: said.append("bare"), rounds=2, warm_up=0)

    assert said == ["bare", "own", "own", "bare"]
    assert len(times.candidate) == len(times.baseline) == 2


def test_notes_are_the_same_every_time_and_hold_the_rare_word() -> None:
    assert list(FieldNotes().lines(20)) == list(FieldNotes().lines(20))
    notes = FieldNotes()
    assert sum(RARE_WORD in notes.sentence() for _count in range(RARE_EVERY)) == 1


def test_entering_writes_the_same_rows_on_both_sides(tmp_path: Path) -> None:
    figures = list(enter_durable.run(tmp_path, present=20, rounds=5))

    assert [item.name for item in figures] == ["enter_durable", "enter_durable_p95"]


def test_searching_compares_every_query(tmp_path: Path) -> None:
    figures = list(search_first200.run(tmp_path, entries=300, rounds=1, seconds=0.0))

    assert figures[-1].name == "search_first200"
    assert len(figures) == 9


def test_opening_leaves_the_workspace_free(tmp_path: Path) -> None:
    assert len(list(open_workspace.run(tmp_path, entries=5, rounds=2))) == 1


def test_minutes_are_written_on_both_sides(tmp_path: Path) -> None:
    figures = list(minutes_export.run(tmp_path, entries=400, rounds=1))

    assert [item.name for item in figures] == ["minutes_400", "minutes_growth"]
    assert (tmp_path / "program.docx").stat().st_size > (tmp_path / "smaller.docx").stat().st_size


def test_observations_are_written_on_both_sides(tmp_path: Path) -> None:
    (observation,) = minutes_export.run_observations(tmp_path, rows=400, rounds=1)

    assert observation.name == "observation_400"
    rows = {
        name: len(docx.Document(str(tmp_path / name)).element.xpath("//w:tr[not(w:trPr/w:tblHeader)]"))
        for name in ("program.docx", "bare.docx")
    }
    # The program's also has the rows of the head.
    assert rows["bare.docx"] == 400 < rows["program.docx"] < 420


def test_peak_of_observations_is_measured_as_a_whole(tmp_path: Path) -> None:
    (memory,) = minutes_export.run_observations_memory(tmp_path, rows=5, rounds=1)

    assert (memory.name, memory.unit) == ("observation_memory", "MB")
    assert memory.value > memory.baseline > 10


def test_memory_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    (memory,) = minutes_export.run_memory(tmp_path, entries=5, rounds=1)

    assert memory.value > memory.baseline > 10


def test_names_are_looked_for_on_both_sides(tmp_path: Path) -> None:
    (names,) = name_check.run(tmp_path, entries=300, rounds=1, seconds=0.0)

    assert names.name == "names_300"
    texts = name_check.notes_with(name_check.made_up_names(300), 300)
    assert len(texts) == 300
    assert sum("„" in text for text in texts) == 30
