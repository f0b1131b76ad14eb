import itertools
from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from gk_desktop.domain.operation import (
    ALIVE,
    EVERYTHING,
    LOGICAL_TICKS,
    Operation,
    OperationKind,
    RecordState,
    canonical_line,
    digest,
    fold,
    next_time,
)

FIELDS = ("a", "b", "unknown to this program")


def an_operation(
    name: str,
    kind: OperationKind = OperationKind.SET,
    *,
    time: int = 0,
    values: dict[str, Any] | None = None,
    parents: dict[str, tuple[str, ...]] | None = None,
) -> Operation:
    return Operation(
        id=name,
        site="s",
        time=time,
        author="XY",
        unit="u",
        label="Arbeit",
        kind=kind,
        record_kind="entry",
        record_id="r",
        values=values or {},
        parents=parents or {},
    )


def a_change(name: str, *, time: int = 0, instead_of: tuple[str, ...] = (), **values: Any) -> Operation:
    return an_operation(name, time=time, values=values, parents=dict.fromkeys(values, instead_of) if instead_of else {})


def a_deletion(name: str, *seen: str) -> Operation:
    return an_operation(name, OperationKind.DELETE, parents={EVERYTHING: seen})


@st.composite
def histories(draw: st.DrawFn, *, purges: bool = True) -> list[Operation]:
    """Operations of one record; each replaces any earlier ones, as laptops do that have seen only a part."""
    operations: list[Operation] = []
    kinds = [OperationKind.SET] * 6 + [OperationKind.DELETE] * 2 + [OperationKind.PURGE] * purges
    for number in range(draw(st.integers(1, 10))):
        earlier = [operation.id for operation in operations]
        some = st.lists(st.sampled_from(earlier), unique=True).map(tuple) if earlier else st.just(())
        kind = draw(st.sampled_from(kinds))
        fields = draw(st.lists(st.sampled_from((*FIELDS, ALIVE)), min_size=1, unique=True))
        if kind is OperationKind.SET:
            values = {
                field: True if field == ALIVE else draw(st.sampled_from((0, 1, True, "1", None, ["x"])))
                for field in fields
            }
            parents = {field: named for field in fields if (named := draw(some))}
        else:
            values = {}
            parents = {EVERYTHING: draw(some)} if kind is OperationKind.DELETE else {}
        operations.append(
            an_operation(f"o{number}", kind, time=draw(st.integers(0, 5)), values=values, parents=parents)
        )
    return operations


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(operations: list[Operation], chance: Any) -> None:
    shuffled = list(operations)
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(operations)


@given(histories(), st.data())
def test_an_operation_that_arrives_twice_changes_nothing(operations: list[Operation], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(operations)))
    assert fold([*operations, *again]) == fold(operations)


@given(histories(), st.data())
def test_it_does_not_matter_in_which_parts_operations_come_together(
    operations: list[Operation], data: st.DataObject
) -> None:
    parts = [data.draw(st.lists(st.sampled_from(operations))) for _part in range(3)]
    first, second, third = ({operation.id: operation for operation in part} for part in parts)
    assume(first or second or third)
    left = {**(first | second), **third}
    right = {**first, **(third | second)}
    assert fold(left.values()) == fold(right.values())


@given(histories(purges=False), st.data())
def test_of_any_part_every_version_that_nobody_replaced_is_kept(
    operations: list[Operation], data: st.DataObject
) -> None:
    part = data.draw(st.lists(st.sampled_from(operations), min_size=1, unique_by=lambda operation: operation.id))
    state = fold(part)
    for field in (*FIELDS, ALIVE):
        replaced = {
            parent for change in part if change.kind is OperationKind.SET for parent in change.parents.get(field, ())
        }
        expected = {change.id for change in part if field in change.values} - replaced
        assert {head.operation for head in state.heads.get(field, ())} == expected


@given(histories(purges=False))
def test_the_newest_version_is_shown_and_the_id_decides_between_equals(operations: list[Operation]) -> None:
    for heads in fold(operations).heads.values():
        assert heads[0].rank == max(head.rank for head in heads)


@given(histories(purges=False))
def test_a_record_is_deleted_only_if_deletions_have_seen_every_version(operations: list[Operation]) -> None:
    state = fold(operations)
    deletions = [operation for operation in operations if operation.kind is OperationKind.DELETE]
    seen = {parent for deletion in deletions for parent in deletion.parents[EVERYTHING]}
    assert state.deleted == (bool(deletions) and set(state.everything_seen()) <= seen)
    assert not (state.deleted and state.contested_deletions)


@given(histories(), st.data())
def test_a_purge_always_wins(operations: list[Operation], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(operations)))
    purge = an_operation("purge", OperationKind.PURGE)
    state = fold([*operations[:position], purge, *operations[position:]])
    assert state == RecordState(kind="entry", id="r", heads={}, purged=True)


@given(histories(purges=False), st.data())
def test_an_operation_whose_payload_was_dropped_carries_the_purge(
    operations: list[Operation], data: st.DataObject
) -> None:
    changes = [operation for operation in operations if operation.kind is OperationKind.SET]
    assume(changes)
    emptied = data.draw(st.sampled_from(changes)).without_payload()
    others = [operation for operation in operations if operation.id != emptied.id]
    assert fold([*others, emptied]).purged


def test_an_edit_that_a_deletion_has_not_seen_keeps_the_record_alive() -> None:
    state = fold([a_change("o1", a=1), a_deletion("d", "o1"), a_change("o2", a=2, instead_of=("o1",))])
    assert not state.deleted
    assert state.contested_deletions == ("d",)
    assert state.values == {"a": 2}


def test_a_deletion_that_has_seen_everything_deletes() -> None:
    state = fold([a_change("o1", a=1), a_change("o2", a=2, instead_of=("o1",)), a_deletion("d", "o2")])
    assert state.deleted
    assert state.deletions == ("d",)


def test_a_revived_record_has_no_contested_deletion() -> None:
    revival = an_operation("o2", values={ALIVE: True}, parents={ALIVE: ("d",)})
    state = fold([a_change("o1", a=1), a_deletion("d", "o1"), revival])
    assert not state.deleted
    assert state.contested_deletions == ()
    assert state.values == {"a": 1}


def test_different_values_are_a_conflict_until_an_operation_names_them_all() -> None:
    root, one, two = (
        a_change("o0", a=0),
        a_change("o1", a=1, instead_of=("o0",)),
        a_change("o2", a=2, instead_of=("o0",)),
    )
    contested = fold([root, one, two])
    assert [head.value for head in contested.conflicts["a"]] == [2, 1]
    half = a_change("o3", time=1, a=3, instead_of=("o1",))
    assert [head.value for head in fold([root, one, two, half]).conflicts["a"]] == [3, 2]
    decided = fold([root, one, two, a_change("o3", time=1, a=1, instead_of=("o1", "o2"))])
    assert decided.conflicts == {}
    assert decided.values == {"a": 1}


def test_an_edit_replaces_what_is_shown_and_a_decision_replaces_everything() -> None:
    state = fold([a_change("o1", a="x"), a_change("o2", a="x"), a_change("o3", a="y"), a_change("o4", time=1, a="x")])
    assert set(state.shown_heads("a")) == {"o1", "o2", "o4"}
    assert set(state.all_heads("a")) == {"o1", "o2", "o3", "o4"}
    assert state.shown_heads("never set") == state.all_heads("never set") == ()


def test_the_same_value_twice_is_no_conflict() -> None:
    assert fold([a_change("o1", a=["x"]), a_change("o2", a=["x"])]).conflicts == {}


def test_yes_and_one_are_different_values() -> None:
    assert set(fold([a_change("o1", a=True), a_change("o2", a=1)]).conflicts) == {"a"}


def test_the_mark_of_a_living_record_is_not_a_value() -> None:
    assert fold([a_change("o1", **{ALIVE: True})]).values == {}


@given(histories())
def test_the_canonical_line_does_not_depend_on_the_order_of_fields_and_parents(operations: list[Operation]) -> None:
    for operation in operations:
        turned = replace(
            operation,
            values=dict(reversed(operation.values.items())),
            parents={field: parents[::-1] for field, parents in reversed(operation.parents.items())},
        )
        assert canonical_line(turned) == canonical_line(operation)


@given(histories())
def test_digests_differ_when_a_single_operation_is_missing(operations: list[Operation]) -> None:
    lines = [canonical_line(operation) for operation in operations]
    assert digest(lines) != digest(lines[:-1])


@given(st.lists(st.integers(0, 2**44), min_size=1))
def test_logical_time_always_goes_forward(wall_clock: list[int]) -> None:
    times = [0]
    for moment in wall_clock:
        times.append(next_time(times[-1], moment))
    assert all(earlier < later for earlier, later in itertools.pairwise(times))
    assert times[-1] >= max(wall_clock) << LOGICAL_TICKS
