"""Three laptops and every mishap we could think of; the campaign is `python -m tests.store.replicas --rounds 2000`."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gk_desktop.domain import operation as operation_module
from gk_desktop.domain.operation import Head, Operation, OperationKind, RecordState
from gk_desktop.store import journal, undo, unit_of_work, verification
from tests.store.replicas import MOST_REPLICAS, VERBS, Command, OracleError, main, make_template, play, random_round

SKEWS = st.lists(st.integers(-60, 60), min_size=3, max_size=3)
COMMANDS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, MOST_REPLICAS - 1), st.integers(0, 9), st.integers(0, 99)),
    min_size=10,
    max_size=30,
)
TWO_VERSIONS: list[Command] = [("change", 0, 0, 3), ("change", 1, 0, 6), ("exchange", 2, 0, 0), ("exchange", 2, 1, 0)]
EDIT_UNSEEN_BY_DELETION: list[Command] = [("delete", 0, 0, 0), ("change", 1, 0, 3), ("exchange", 1, 0, 0)]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(skews=SKEWS, commands=COMMANDS)
@example(skews=[0, 60, -60], commands=TWO_VERSIONS)
@example(skews=[0, 60, -60], commands=EDIT_UNSEEN_BY_DELETION)
@example(skews=[0, 60, -60], commands=[("delete", 0, 0, 0), ("revive", 0, 0, 0)] * 2)
def test_laptops_end_up_equal_and_no_version_is_lost(template: Path, skews: list[int], commands: list[Command]) -> None:
    counts = play(template, skews, commands)
    assert counts["operations"] >= 2


def test_a_decided_conflict_that_is_undone_is_a_conflict_again(template: Path) -> None:
    commands: list[Command] = [*TWO_VERSIONS, ("resolve", 2, 0, 3), ("undo", 2, 0, 0), ("redo", 2, 0, 0)]
    undone = play(template, [0, 0, 0], commands[:-1])
    redone = play(template, [0, 0, 0], commands)
    assert (undone["turned round"], undone["conflicts"]) == (1, 1)
    assert (redone["turned round"], redone["conflicts"]) == (2, 0)


def test_an_edit_and_a_deletion_that_had_not_seen_it_wait_for_a_decision(template: Path) -> None:
    assert play(template, [0, 0, 0], EDIT_UNSEEN_BY_DELETION)["conflicts"] == 1


@pytest.mark.parametrize("seed", range(3))
def test_the_oracle_is_at_peace_with_the_program(template: Path, seed: int) -> None:
    skews, commands = random_round(seed)
    assert play(template, skews, commands)["operations"] > 0


def test_the_oracle_catches_last_writer_wins(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = operation_module._heads_of_fields

    def greatest_only(changes: list[Operation]) -> dict[str, tuple[Head, ...]]:
        return {field: heads[:1] for field, heads in honest(changes).items()}

    monkeypatch.setattr(operation_module, "_heads_of_fields", greatest_only)
    with pytest.raises(OracleError, match="lost"):
        play(template, [0, 0, 0], TWO_VERSIONS)


def plant_fold(monkeypatch: pytest.MonkeyPatch, planted: object) -> None:
    modules: list[ModuleType] = [operation_module, journal, undo, unit_of_work, verification]
    for module in modules:
        monkeypatch.setattr(module, "fold", planted)


def test_the_oracle_catches_a_deletion_that_ignores_unseen_edits(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = operation_module.fold

    def ruthless(operations: Iterable[Operation]) -> RecordState:
        state = honest(operations)
        return replace(state, deleted=bool(state.deletions), contested_deletions=())

    plant_fold(monkeypatch, ruthless)
    with pytest.raises(OracleError, match="a version that no deletion has seen is gone"):
        play(template, [0, 0, 0], EDIT_UNSEEN_BY_DELETION)


def test_the_oracle_catches_a_purge_that_an_edit_survives(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = operation_module.fold

    def forgetful(operations: Iterable[Operation]) -> RecordState:
        known = list(operations)
        kept = [operation for operation in known if operation.kind is not OperationKind.PURGE and operation.values]
        return honest(kept or known)

    monkeypatch.setattr(journal.OperationLog, "is_purged", lambda log, record_id: False)
    plant_fold(monkeypatch, forgetful)
    commands: list[Command] = [("purge", 0, 0, 0), ("change", 1, 0, 3), ("exchange", 0, 1, 0), ("exchange", 1, 0, 0)]
    with pytest.raises(OracleError):
        play(template, [0, 0, 0], commands)


def test_the_oracle_catches_heads_that_depend_on_the_order_of_arrival(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = operation_module._heads_of_fields

    def last_come_first_shown(changes: list[Operation]) -> dict[str, tuple[Head, ...]]:
        arrival = {change.id: position for position, change in enumerate(changes)}
        found = honest(changes)
        return {
            field: tuple(sorted(heads, key=lambda head: -arrival[head.operation])) for field, heads in found.items()
        }

    monkeypatch.setattr(operation_module, "_heads_of_fields", last_come_first_shown)
    crossed: list[Command] = [
        ("change", 0, 0, 3),
        ("change", 1, 0, 6),
        ("exchange", 0, 1, 0),
        ("exchange", 1, 0, 0),
    ]
    with pytest.raises(OracleError, match="shows"):
        play(template, [0, 0, 0], crossed)


def test_the_campaign_says_in_one_line_what_it_did(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--rounds", "2", "--processes", "1"]) == 0
    summary = capfd.readouterr().out
    assert summary.startswith("2 rounds, ")
    assert " 0 rounds failed; " in summary
