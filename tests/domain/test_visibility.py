"""The table of export classes by itself; what it does to files is tested in tests/documents."""

import pytest

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.visibility import ENTRIES, HIDDEN_REASONS, HiddenReason, Rule, is_shown, why_hidden

INTERN, PSEUDONYMISED, OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER
COURSE, RESULTS = MinutesKind.COURSE, MinutesKind.RESULTS


def test_every_kind_of_entry_has_a_rule_for_every_class() -> None:
    assert {(kind, cls) for kind, row in ENTRIES.items() for cls in row} == {
        (kind, cls) for kind in EntryKind for cls in ExportClass
    }


def test_inside_nothing_is_hidden_but_what_is_no_result() -> None:
    for cls in (INTERN, PSEUDONYMISED):
        assert {rule for row in ENTRIES.values() for rule in [row[cls]]} == {Rule.ALWAYS}
        shown = [kind for kind in EntryKind if is_shown(Entry(kind=kind), COURSE, cls, quote_permitted=False)]
        assert shown == list(EntryKind)


@pytest.mark.parametrize("cls", ExportClass)
def test_results_are_decisions_tasks_open_points_and_what_is_marked(cls: ExportClass) -> None:
    def shown(*, is_result: bool) -> set[EntryKind]:
        entries = [Entry(kind=kind, is_result=is_result) for kind in EntryKind]
        return {entry.kind for entry in entries if is_shown(entry, RESULTS, cls, quote_permitted=True)}

    assert shown(is_result=False) == {EntryKind.DECISION, EntryKind.TASK, EntryKind.OPEN_POINT}
    assert shown(is_result=True) == shown(is_result=False) | {EntryKind.STATEMENT, EntryKind.QUOTE}


@pytest.mark.parametrize("permitted", [False, True])
def test_quote_goes_outside_only_with_permission(permitted: bool) -> None:
    quote = Entry(kind=EntryKind.QUOTE)
    assert is_shown(quote, COURSE, OUTSIDE, quote_permitted=permitted) is permitted


def test_mark_not_to_quote_hides_everything_outside_whatever_is_permitted() -> None:
    shown = [
        kind for kind in EntryKind if is_shown(Entry(kind=kind, no_quote=True), COURSE, OUTSIDE, quote_permitted=True)
    ]
    assert shown == []


@pytest.mark.parametrize(
    ("entry", "kind", "reason"),
    [
        (Entry(kind=EntryKind.OBSERVATION), RESULTS, HiddenReason.STAYS_INSIDE),
        (Entry(kind=EntryKind.STATEMENT), RESULTS, HiddenReason.NOT_A_RESULT),
        (Entry(kind=EntryKind.QUOTE), COURSE, HiddenReason.NO_QUOTE_PERMISSION),
        (Entry(kind=EntryKind.QUOTE, no_quote=True), COURSE, HiddenReason.NOT_TO_BE_QUOTED),
        (Entry(kind=EntryKind.DECISION, no_quote=True), RESULTS, HiddenReason.NOT_TO_BE_QUOTED),
        (Entry(kind=EntryKind.DECISION), RESULTS, None),
    ],
)
def test_reason_for_leaving_out_is_the_one_that_no_other_minutes_would_lift(
    entry: Entry, kind: MinutesKind, reason: HiddenReason | None
) -> None:
    assert why_hidden(entry, kind, OUTSIDE, quote_permitted=False) is reason


def test_every_reason_has_words() -> None:
    assert set(HIDDEN_REASONS) == set(HiddenReason)
