"""kill -9 of the real window while somebody types."""

from pathlib import Path

from tests.durability.window_killing import OLDEST_DRAFT_S, _typed_long_enough_ago, campaign

_ROUNDS = 20


def test_killing_the_window_loses_no_entered_line_and_at_most_two_seconds_of_a_half_typed_one(tmp_path: Path) -> None:
    outcome = campaign(tmp_path, _ROUNDS)

    assert outcome.wrong == []
    assert outcome.rounds == _ROUNDS
    assert outcome.entries > _ROUNDS


def test_only_what_was_typed_long_enough_ago_must_have_been_kept() -> None:
    lines = ["typed 10.0 Das", "typed 11.0 Das Bündnis", "typed 13.5 Das Bündnis tagt"]

    assert _typed_long_enough_ago(lines, 11.5 + OLDEST_DRAFT_S) == "Das Bündnis"
    assert _typed_long_enough_ago([*lines, "entry Das Bündnis tagt"], 99.0) == ""
