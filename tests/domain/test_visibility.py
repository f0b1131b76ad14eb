"""The table of export classes by itself; what it does to files is tested in tests/documents."""

from datetime import date

import pytest

from gk_desktop.base.errors import UserError
from gk_desktop.domain.consent_rules import SpeakerConsent
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.visibility import (
    BELONGS,
    ENTRIES,
    HIDDEN_REASONS,
    MAY_BE_MADE,
    OF_RESTRICTED,
    HiddenReason,
    Rule,
    check_may_be_made,
    is_shown,
    refusal,
    why_hidden,
)

INTERN, PSEUDONYMISED, OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER
COURSE, RESULTS = MinutesKind.COURSE, MinutesKind.RESULTS
MEMORY, OBSERVATION, TASK_LIST = MinutesKind.MEMORY, MinutesKind.OBSERVATION, MinutesKind.TASK_LIST
FOLLOW_UPS = {EntryKind.DECISION, EntryKind.TASK, EntryKind.OPEN_POINT}
SAID = FOLLOW_UPS | {EntryKind.STATEMENT, EntryKind.QUOTE}
# Kind of minutes -> (class -> kinds of entries), written out by hand: quotes permitted, nothing marked as a result.
SHOWN = {
    RESULTS: {INTERN: FOLLOW_UPS, PSEUDONYMISED: FOLLOW_UPS, OUTSIDE: FOLLOW_UPS},
    COURSE: {INTERN: set(EntryKind), PSEUDONYMISED: set(EntryKind), OUTSIDE: SAID},
    MEMORY: {INTERN: set(EntryKind), PSEUDONYMISED: set(EntryKind), OUTSIDE: SAID},
    OBSERVATION: {INTERN: set(EntryKind), PSEUDONYMISED: set(EntryKind), OUTSIDE: set()},
    TASK_LIST: {INTERN: {EntryKind.TASK}, PSEUDONYMISED: {EntryKind.TASK}, OUTSIDE: {EntryKind.TASK}},
}


def test_every_kind_of_entry_has_a_rule_for_every_class() -> None:
    assert {(kind, cls) for kind, row in ENTRIES.items() for cls in row} == {
        (kind, cls) for kind in EntryKind for cls in ExportClass
    }


def test_every_kind_of_minutes_has_a_rule_for_every_kind_of_entry_and_every_class() -> None:
    assert {kind: set(row) for kind, row in BELONGS.items()} == {kind: set(EntryKind) for kind in MinutesKind}
    assert {kind: set(row) for kind, row in MAY_BE_MADE.items()} == {kind: set(ExportClass) for kind in MinutesKind}


@pytest.mark.parametrize("entry_kind", EntryKind)
@pytest.mark.parametrize("cls", ExportClass)
@pytest.mark.parametrize("kind", MinutesKind)
def test_entry_is_shown_exactly_where_the_cell_says(kind: MinutesKind, cls: ExportClass, entry_kind: EntryKind) -> None:
    assert is_shown(Entry(kind=entry_kind), kind, cls, consent=SpeakerConsent.TO_QUOTE) is (
        entry_kind in SHOWN[kind][cls]
    )


@pytest.mark.parametrize("cls", ExportClass)
@pytest.mark.parametrize("kind", MinutesKind)
def test_only_observations_are_refused_and_only_to_others(kind: MinutesKind, cls: ExportClass) -> None:
    is_refused = (kind, cls) == (OBSERVATION, OUTSIDE)
    assert bool(refusal(kind, cls)) is is_refused
    if not is_refused:
        check_may_be_made(kind, cls)


def test_refusal_says_why_and_what_to_do_instead() -> None:
    with pytest.raises(UserError) as caught:
        check_may_be_made(OBSERVATION, OUTSIDE)
    assert caught.value.sentence == (
        "Ein Beobachtungsprotokoll gibt es nicht in der Klasse VERTEILER: Was beobachtet wurde, bleibt im Team."
    )
    assert caught.value.way_out == "Geben Sie anderen ein Ergebnis- oder ein Verlaufsprotokoll."


def test_inside_nothing_is_hidden_but_what_is_no_result() -> None:
    for cls in (INTERN, PSEUDONYMISED):
        assert {rule for row in ENTRIES.values() for rule in [row[cls]]} == {Rule.ALWAYS}
        shown = [
            kind for kind in EntryKind if is_shown(Entry(kind=kind), COURSE, cls, consent=SpeakerConsent.NOT_TO_QUOTE)
        ]
        assert shown == list(EntryKind)


@pytest.mark.parametrize("cls", ExportClass)
def test_results_are_decisions_tasks_open_points_and_what_is_marked(cls: ExportClass) -> None:
    def shown(*, is_result: bool) -> set[EntryKind]:
        entries = [Entry(kind=kind, is_result=is_result) for kind in EntryKind]
        return {entry.kind for entry in entries if is_shown(entry, RESULTS, cls, consent=SpeakerConsent.TO_QUOTE)}

    assert shown(is_result=False) == {EntryKind.DECISION, EntryKind.TASK, EntryKind.OPEN_POINT}
    assert shown(is_result=True) == shown(is_result=False) | {EntryKind.STATEMENT, EntryKind.QUOTE}


@pytest.mark.parametrize(
    ("consent", "released", "reason"),
    [
        (SpeakerConsent.TO_QUOTE, None, None),
        (SpeakerConsent.AFTER_RELEASE, None, HiddenReason.QUOTE_NOT_RELEASED),
        (SpeakerConsent.AFTER_RELEASE, date(2021, 5, 19), None),
        (SpeakerConsent.NOT_TO_QUOTE, date(2021, 5, 19), HiddenReason.NO_QUOTE_PERMISSION),
        (SpeakerConsent.WITHDRAWN, date(2021, 5, 19), HiddenReason.CONSENT_WITHDRAWN),
        (SpeakerConsent.RESTRICTED, date(2021, 5, 19), HiddenReason.RESTRICTED),
    ],
)
def test_quote_goes_outside_only_as_far_as_its_speaker_has_agreed(
    consent: SpeakerConsent, released: date | None, reason: HiddenReason | None
) -> None:
    quote = Entry(kind=EntryKind.QUOTE, quote_released_on=released)
    assert why_hidden(quote, COURSE, OUTSIDE, consent=consent) is reason


@pytest.mark.parametrize("consent", SpeakerConsent)
@pytest.mark.parametrize("cls", ExportClass)
@pytest.mark.parametrize("entry_kind", EntryKind)
def test_what_a_restricted_person_said_stands_in_no_document(
    entry_kind: EntryKind, cls: ExportClass, consent: SpeakerConsent
) -> None:
    shared = {EntryKind.DECISION, EntryKind.TASK, EntryKind.OPEN_POINT}
    shown = is_shown(Entry(kind=entry_kind), COURSE, cls, consent=consent)
    if consent is SpeakerConsent.RESTRICTED:
        assert shown is (entry_kind in shared)
    elif entry_kind is not EntryKind.QUOTE:
        assert shown is is_shown(Entry(kind=entry_kind), COURSE, cls, consent=SpeakerConsent.NOT_TO_QUOTE)
    elif cls is not OUTSIDE:
        assert shown


def test_every_kind_and_class_says_whether_a_restricted_person_may_be_heard() -> None:
    assert set(OF_RESTRICTED) == set(EntryKind)
    assert all(set(row) == set(ExportClass) for row in OF_RESTRICTED.values())


def test_mark_not_to_quote_hides_everything_outside_whatever_is_permitted() -> None:
    shown = [
        kind
        for kind in EntryKind
        if is_shown(Entry(kind=kind, no_quote=True), COURSE, OUTSIDE, consent=SpeakerConsent.TO_QUOTE)
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
        (Entry(kind=EntryKind.DECISION), TASK_LIST, HiddenReason.NOT_A_TASK),
        (Entry(kind=EntryKind.OBSERVATION), TASK_LIST, HiddenReason.STAYS_INSIDE),
        (Entry(kind=EntryKind.TASK), TASK_LIST, None),
        (Entry(kind=EntryKind.TASK), OBSERVATION, HiddenReason.STAYS_INSIDE),
    ],
)
def test_reason_for_leaving_out_is_the_one_that_no_other_minutes_would_lift(
    entry: Entry, kind: MinutesKind, reason: HiddenReason | None
) -> None:
    assert why_hidden(entry, kind, OUTSIDE, consent=SpeakerConsent.NOT_TO_QUOTE) is reason


def test_every_reason_has_words() -> None:
    assert set(HIDDEN_REASONS) == set(HiddenReason)
