"""Frozen minutes come back as they were, always as the same bytes, in older and newer programs too."""

import json
from dataclasses import dataclass, fields
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutes_contents import CONTENTS, FEW, TEXTS, values

from gk_desktop.base.errors import BugError, UserError
from gk_desktop.domain.minutes import ExportClass, NameState
from gk_desktop.domain.minutes_content import MinutesContent
from gk_desktop.domain.minutes_freezing import (
    FrozenMinutes,
    FrozenNames,
    FrozenSource,
    checksum,
    content_of,
    from_canonical_json,
    to_canonical_json,
)

FROZEN = st.builds(
    FrozenMinutes,
    contents=st.lists(CONTENTS, max_size=3).map(tuple),
    sources=st.lists(values(FrozenSource), max_size=3).map(tuple),
    names=st.lists(values(FrozenNames), max_size=3).map(tuple),
)


@FEW
@given(FROZEN)
def test_frozen_minutes_come_back_as_they_were(frozen: FrozenMinutes) -> None:
    text = to_canonical_json(frozen)
    again = from_canonical_json(FrozenMinutes, text)
    assert again == frozen
    assert to_canonical_json(again).encode() == text.encode()


@FEW
@given(FROZEN, FROZEN)
def test_different_minutes_have_different_checksums(one: FrozenMinutes, other: FrozenMinutes) -> None:
    assert (checksum(to_canonical_json(one)) == checksum(to_canonical_json(other))) is (one == other)


def test_canonical_json_has_sorted_keys_and_no_blanks_and_umlauts_as_they_are() -> None:
    source = FrozenSource("Ä1", ("b", "a"), ())
    assert to_canonical_json(source) == '{"mark":"Ä1","quote_released":false,"records":["b","a"],"speakers":[]}'
    assert len(checksum("Ä")) == 64


@FEW
@given(CONTENTS, TEXTS)
def test_what_a_newer_program_adds_is_passed_over(content: MinutesContent, added: str) -> None:
    plain = json.loads(to_canonical_json(content))
    plain["something_new"] = [added]
    assert from_canonical_json(MinutesContent, json.dumps(plain)) == content


@FEW
@given(CONTENTS, st.sampled_from([item.name for item in fields(MinutesContent)]))
def test_what_an_older_program_did_not_know_says_nothing(content: MinutesContent, missing: str) -> None:
    plain = json.loads(to_canonical_json(content))
    del plain[missing]
    read = from_canonical_json(MinutesContent, json.dumps(plain))
    assert getattr(read, missing) in ("", (), 0, None, NameState.UNCHECKED)
    assert all(
        getattr(read, item.name) == getattr(content, item.name)
        for item in fields(MinutesContent)
        if item.name != missing
    )


@FEW
@given(CONTENTS)
def test_a_choice_of_a_newer_program_is_told_in_words(content: MinutesContent) -> None:
    plain = json.loads(to_canonical_json(content))
    plain["kind"] = "wortprotokoll"
    with pytest.raises(UserError, match="neueren Programm"):
        from_canonical_json(MinutesContent, json.dumps(plain))


@dataclass(frozen=True)
class _Unfit:
    values: list[str]


def test_what_cannot_be_frozen_is_our_mistake() -> None:
    with pytest.raises(BugError, match="list"):
        to_canonical_json(_Unfit(["a"]))


@FEW
@given(CONTENTS)
def test_a_class_that_was_not_frozen_is_refused(content: MinutesContent) -> None:
    frozen = FrozenMinutes((content,))
    assert content_of(frozen, content.export_class) == content
    others = [item for item in ExportClass if item is not content.export_class]
    with pytest.raises(UserError, match=others[0].value):
        content_of(frozen, others[0])


def test_moments_keep_their_zone() -> None:
    moment = datetime.fromisoformat("2021-05-19T09:00:01+02:00")

    @dataclass(frozen=True)
    class At:
        at: datetime

    assert json.loads(to_canonical_json(At(moment)))["at"] == "2021-05-19T09:00:01+02:00"
