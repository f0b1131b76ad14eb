import dataclasses
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.base.errors import BugError
from gk_desktop.domain.entry import Decision, Entry, Task, TaskStatus
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Participant
from gk_desktop.domain.fields import FieldDeclaration, FieldType, to_column, to_plain
from gk_desktop.domain.minutes import Minutes
from gk_desktop.domain.record import Record, declaration, declarations, from_columns, is_searchable, plain_values
from gk_desktop.domain.record_types import RECORD_TYPES, SEARCHABLE_TYPES

ALL_TYPES = pytest.mark.parametrize("record_type", RECORD_TYPES.values(), ids=RECORD_TYPES)

_SIMPLE_VALUES: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.TEXT: st.text(),
    FieldType.REFERENCE: st.text("0123456789abcdef", max_size=32),
    FieldType.TEXT_LIST: st.lists(st.text()).map(tuple),
    FieldType.DATE: st.none() | st.dates(),
    FieldType.MOMENT: st.none() | st.datetimes().map(lambda moment: moment.replace(microsecond=0)),
    FieldType.WHOLE_NUMBER: st.none() | st.integers(-(2**53), 2**53),
    FieldType.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    FieldType.YES_NO: st.booleans(),
}


def values_of(item: FieldDeclaration) -> st.SearchStrategy[Any]:
    if item.choices is not None:
        return st.sampled_from(list(item.choices))
    return _SIMPLE_VALUES[item.field_type]


def records() -> st.SearchStrategy[Record]:
    return st.sampled_from(list(RECORD_TYPES.values())).flatmap(
        lambda record_type: st.builds(
            record_type,
            id=st.just("r1"),
            **{item.name: values_of(item) for item in declarations(record_type)},
        )
    )


@given(records())
def test_a_record_comes_back_from_its_columns_as_it_was(record: Record) -> None:
    columns = {item.name: to_column(to_plain(getattr(record, item.name))) for item in declarations(type(record))}
    assert from_columns(type(record), {"id": "r1", **columns}) == record


@given(records())
def test_a_record_comes_back_from_the_fields_that_differ_from_their_defaults(record: Record) -> None:
    values = plain_values(record)
    columns = {
        item.name: to_column(values[item.name]) if item.name in values else item.column_default
        for item in declarations(type(record))
    }
    assert from_columns(type(record), {"id": "r1", **columns}) == record


@ALL_TYPES
def test_an_empty_record_has_nothing_to_say(record_type: type[Record]) -> None:
    assert plain_values(record_type()) == {}


@ALL_TYPES
def test_every_field_has_a_german_label_and_every_reference_a_target(record_type: type[Record]) -> None:
    assert record_type.LABEL
    for item in declarations(record_type):
        assert item.label
        assert item.field_type is not FieldType.REFERENCE or item.refers_to in RECORD_TYPES
        assert item.field_type is not FieldType.CHOICE or (item.choices is not None and item.fallback is not None)


@ALL_TYPES
def test_every_field_of_a_record_is_declared(record_type: type[Record]) -> None:
    declared = {item.name for item in declarations(record_type)}
    assert declared == {item.name for item in dataclasses.fields(record_type)} - {"id"}


def test_search_looks_through_every_kind_that_has_searchable_fields() -> None:
    assert set(SEARCHABLE_TYPES) == {record_type for record_type in RECORD_TYPES.values() if is_searchable(record_type)}


def test_a_choice_of_a_newer_program_is_read_as_the_fallback() -> None:
    columns = {item.name: item.column_default for item in declarations(Entry)}
    assert from_columns(Entry, {"id": "r1", **columns, "kind": "hologramm"}).kind is EntryKind.OBSERVATION


def test_a_field_that_does_not_exist_is_a_bug() -> None:
    with pytest.raises(BugError, match="Entry has no field mood"):
        declaration(Entry, "mood")


def test_values_become_plain_json() -> None:
    class Size(StrEnum):
        BIG = "gross"

    assert to_plain(datetime.fromisoformat("2026-03-10T14:03:22.000005")) == "2026-03-10T14:03:22"
    assert to_plain(date(2026, 3, 10)) == "2026-03-10"
    assert to_plain(("A1", "B2")) == ["A1", "B2"]
    assert type(to_plain(Size.BIG)) is str
    assert to_plain(None) is None


def test_columns_hold_what_sqlite_knows() -> None:
    assert to_column(["ä"]) == '["ä"]'
    assert to_column(True) == 1
    assert declaration(Entry, "position").column_type == "REAL"
    assert declaration(AgendaItem, "number").column_type == "INTEGER"
    assert declaration(Entry, "no_quote").column_default == 0
    assert declaration(Task, "status").column_default == TaskStatus.OPEN.value


def test_a_search_finds_only_the_searchable_fields() -> None:
    participant = Participant(label="Frau Müller", role="Leitung", institution_type="Jobcenter")
    assert participant.search_text() == "Frau Müller"
    assert not is_searchable(Minutes)


def test_a_decision_or_task_is_not_found_twice_beside_its_entry() -> None:
    assert Decision(text="So wird es gemacht.").search_text() == "So wird es gemacht."
    assert Decision(text="So wird es gemacht.", entry="e1").search_text() == ""
    assert Task(text="Raum buchen", responsible="Jobcenter", entry="e1").search_text() == "Jobcenter"
    assert Task(text="Raum buchen", responsible="Jobcenter").search_text() == "Raum buchen\nJobcenter"
