import pytest

from tests.durability.power_cut import (
    FULL,
    NORMAL,
    OFF,
    Outcome,
    Replay,
    Session,
    random_positions,
    record_session,
    replay,
    survive,
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return record_session(tmp_path_factory.mktemp("power").resolve() / "profile", units=120)


@pytest.fixture(scope="module")
def replayed(session: Session) -> Replay:
    return replay(session)


def outcome_of(replayed: Replay, cuts: int) -> Outcome:
    return survive(replayed, random_positions(replayed, cuts))


def test_the_store_writes_with_a_log_and_a_full_sync(session: Session) -> None:
    assert session.pragmas["journal_mode"] == "wal"
    assert session.pragmas["synchronous"] == FULL


def test_each_acknowledged_step_has_synced_the_log_before(replayed: Replay) -> None:
    written = 0
    for start, stop in zip(replayed.acknowledged, replayed.acknowledged[1:], strict=False):
        step = replayed.operations[start:stop]
        if any(operation.kind == "write" and operation.file == "-wal" for operation in step):
            written += 1
            last_write = max(
                place for place, found in enumerate(step) if found.kind == "write" and found.file == "-wal"
            )
            assert any(found.kind == "sync" and found.file == "-wal" for found in step[last_write:])
    assert written > 100


def test_the_replayed_session_leaves_the_file_that_the_real_one_has_acknowledged(replayed: Replay) -> None:
    outcome = survive(replayed, [len(replayed.operations)])
    assert (outcome.lost, outcome.half_units, outcome.unsound) == (0, 0, 0)
    assert outcome.acknowledged == sum(len(part) for part in replayed.session.states[-1])


def test_a_power_cut_loses_nothing_that_was_acknowledged(replayed: Replay) -> None:
    outcome = outcome_of(replayed, 200)
    assert outcome.cuts == 200
    assert outcome.acknowledged > 5000
    assert (outcome.lost, outcome.half_units, outcome.unsound) == (0, 0, 0), str(outcome)


def test_a_power_cut_among_many_checkpoints_loses_nothing_that_was_acknowledged(session: Session) -> None:
    outcome = outcome_of(replay(session, wal_autocheckpoint=40), 100)
    assert (outcome.lost, outcome.half_units, outcome.unsound) == (0, 0, 0), str(outcome)


def test_the_simulation_loses_entries_without_full_sync(session: Session) -> None:
    outcome = outcome_of(replay(session, synchronous=NORMAL), 20)
    assert outcome.lost > 0
    assert outcome.cuts_with_losses > 5


def test_the_simulation_damages_files_without_any_sync(session: Session) -> None:
    assert outcome_of(replay(session, synchronous=OFF), 40).unsound > 0
