"""What changed between two versions: nothing without a change, all that is needed, the same both ways."""

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from minutes_contents import FEW, comparable_contents

from gk_desktop.base.errors import BugError
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.minutes import ExportClass, MinutesKind, MinutesStatus
from gk_desktop.domain.minutes_change_texts import change_count, change_groups
from gk_desktop.domain.minutes_changes import (
    NOT_COMPARED,
    MinutesChanges,
    Piece,
    PieceKey,
    changes_between,
    pieces_of,
)
from gk_desktop.domain.minutes_content import MinutesContent, MinutesEntry, MinutesSection, MinutesTask

CONTENTS = comparable_contents()


def applied(pieces: dict[PieceKey, Piece], changes: MinutesChanges) -> dict[PieceKey, Piece]:
    result = dict(pieces)
    for change in changes.pieces:
        assert result.get(change.key) == change.before
        if change.after is None:
            del result[change.key]
        else:
            result[change.key] = change.after
    return result


@FEW
@given(CONTENTS)
def test_nothing_has_changed_between_a_version_and_itself(content: MinutesContent) -> None:
    later = replace(content, version=content.version + 1, status=MinutesStatus.RELEASED)
    assert not changes_between(content, later)
    assert change_count(changes_between(content, later)) == "unverändert"


@FEW
@given(CONTENTS, CONTENTS)
def test_the_changes_make_the_new_version_of_the_old_one(before: MinutesContent, after: MinutesContent) -> None:
    changes = changes_between(before, after)
    assert applied(pieces_of(before), changes) == pieces_of(after)


@FEW
@given(CONTENTS, CONTENTS)
def test_swapped_versions_give_the_mirrored_changes(before: MinutesContent, after: MinutesContent) -> None:
    there, back = changes_between(before, after), changes_between(after, before)
    assert {change.key: change.mirrored() for change in there.pieces} == {change.key: change for change in back.pieces}
    assert tuple(order.mirrored() for order in there.orders) == back.orders


@FEW
@given(CONTENTS, CONTENTS)
def test_each_change_is_told_in_at_least_one_line(before: MinutesContent, after: MinutesContent) -> None:
    changes = changes_between(before, after)
    lines = [line for group in change_groups(changes) for line in group.lines]
    assert len(lines) >= len(changes.pieces) + len(changes.orders)
    assert bool(lines) is bool(changes)
    assert all(line.before != line.after for line in lines)


def test_every_field_of_minutes_is_compared_or_named_as_not_compared() -> None:
    compared = {"title", "head", "sections", "tasks", "next_meeting", "annex"}
    assert {item.name for item in fields(MinutesContent)} == compared | NOT_COMPARED


def entry(number: str, text: str = "Text", kind: EntryKind = EntryKind.STATEMENT, **values: Any) -> MinutesEntry:
    given_values: dict[str, Any] = {
        "kind": kind, "number": number, "time": None, "speaker": "", "text": text, "sign": "",
        "responsible": "", "due": None, "categories": (), "not_to_be_quoted": False,
    }  # fmt: skip
    return MinutesEntry(**given_values | values)


def minutes(*sections: MinutesSection, **values: Any) -> MinutesContent:
    given_values: dict[str, Any] = {
        "kind": MinutesKind.COURSE, "export_class": ExportClass.INTERN, "title": "Sitzung", "day": "19.05.2021",
        "head": (), "sections": sections, "tasks": (), "next_meeting": "", "signatures": (), "annex": (),
        "names_unchecked": False, "version": 1, "status": MinutesStatus.RELEASED, "made_at": datetime(2021, 5, 19),  # noqa: DTZ001
    }  # fmt: skip
    return MinutesContent(**given_values | values)


def sentences(before: MinutesContent, after: MinutesContent) -> list[str]:
    return [line.sentence for group in change_groups(changes_between(before, after)) for line in group.lines]


def test_changes_are_told_as_a_person_would() -> None:
    before = minutes(
        MinutesSection(1, "Wohnen", (entry("A1", "alt"), entry("A2", "fällt weg"), entry("A3", "wandert"))),
        MinutesSection(2, "Sprache", ()),
        head=(("Leitung", "GfS"), ("Ort", "Rathaus")),
    )
    after = minutes(
        MinutesSection(1, "Wohnraum", (entry("A1", "neu", speaker="GfS"),)),
        MinutesSection(2, "Sprache", (entry("A3", "wandert"), entry("A4", "kommt dazu", EntryKind.OPEN_POINT))),
        head=(("Leitung", "Jugendamt"), ("Ort", "Rathaus"), ("Zeit", "ab 09:00 Uhr")),
    )
    assert sentences(before, after) == [
        "Leitung geändert: „GfS“ → „Jugendamt“",
        "Zeit neu: „ab 09:00 Uhr“",
        "TOP 1 geändert: „Wohnen“ → „Wohnraum“",
        "A1 Text geändert: „alt“ → „neu“",
        "A1 Sprecher*in geändert: „–“ → „GfS“",
        "A3 verschoben: „TOP 1“ → „TOP 2“",
        "A4 neu (TOP 2): „Offener Punkt: kommt dazu“",
        "A2 entfällt (TOP 1): „Aussage: fällt weg“",
    ]
    assert change_count(changes_between(before, after)) == "8 Änderungen"


def test_a_task_is_told_with_who_and_when() -> None:
    def task(**values: Any) -> MinutesTask:
        given_values = {"number": "T-A1", "text": "Liste", "responsible": "GfS", "due": None, "status": "offen"}
        return MinutesTask(**{**given_values, "entry_number": "A1", **values})

    before = minutes(tasks=(task(),))
    after = minutes(tasks=(task(due=date(2021, 6, 1), status="erledigt"),))
    assert sentences(before, after) == [
        "T-A1 Termin geändert: „–“ → „01.06.2021“",
        "T-A1 Status geändert: „offen“ → „erledigt“",
    ]
    assert sentences(minutes(), after) == ["T-A1 neu: „Liste (GfS, bis 01.06.2021)“"]


def test_a_decision_goes_by_both_of_its_numbers() -> None:
    before = minutes(MinutesSection(None, "", (entry("A2", "so", EntryKind.DECISION, sign="B-A1"),)))
    after = minutes(MinutesSection(None, "", (entry("A2", "anders", EntryKind.DECISION, sign="B-A1"),)))
    assert sentences(before, after) == ["A2 · B-A1 Text geändert: „so“ → „anders“"]
    assert sentences(before, minutes()) == ["A2 · B-A1 entfällt (ohne TOP): „Beschluss: so“"]


def test_another_order_is_told_once_and_only_where_it_differs() -> None:
    numbers = ["A1", "A2", "A3", "A4"]
    before = minutes(MinutesSection(1, "", tuple(map(entry, numbers))))
    after = minutes(MinutesSection(1, "", tuple(map(entry, ["A1", "A3", "A2", "A4"]))))
    assert sentences(before, after) == ["TOP 1 Reihenfolge geändert: „A2, A3“ → „A3, A2“"]


def test_seconds_are_no_change_but_another_day_is() -> None:
    def at(moment: str) -> MinutesContent:
        return minutes(MinutesSection(1, "", (entry("A1", time=datetime.fromisoformat(moment)),)))

    assert sentences(at("2021-05-19T09:00:01"), at("2021-05-19T09:00:59")) == []
    assert sentences(at("2021-05-19T09:00"), at("2021-05-19T09:01")) == ["A1 Uhrzeit geändert: „09:00“ → „09:01“"]
    assert sentences(at("2021-05-19T09:00"), at("2021-05-20T09:00")) == [
        "A1 Uhrzeit geändert: „19.05.2021 09:00“ → „20.05.2021 09:00“"
    ]


def test_minutes_of_different_classes_are_never_compared() -> None:
    outside = minutes(export_class=ExportClass.VERTEILER)
    with pytest.raises(BugError):
        changes_between(minutes(), outside)
