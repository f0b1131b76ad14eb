"""Minutes of every shape, for Hypothesis: made from the types of the fields, so that no field is forgotten."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import settings
from hypothesis import strategies as st

from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.minutes_content import MinutesContent, MinutesEntry, MinutesSection, MinutesTask

FEW = settings(max_examples=25, deadline=None)
"""Minutes are large: a few go a long way."""

TEXTS = st.text(alphabet='aZß„"\\\n\u00a0\U0001f4dd\x1f', max_size=5)
NUMBERS = st.integers(1, 9).map(lambda number: f"A{number}")


def values(wanted: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    if get_origin(wanted) is UnionType:
        return st.one_of([values(item) for item in get_args(wanted)])
    if get_origin(wanted) is tuple:
        kinds = get_args(wanted)
        if kinds[1:] == (Ellipsis,):
            return st.lists(values(kinds[0]), max_size=2).map(tuple)
        return st.tuples(*map(values, kinds))
    if is_dataclass(wanted):
        hints = get_type_hints(wanted)
        return st.builds(wanted, **{item.name: values(hints[item.name]) for item in fields(wanted)})
    if issubclass(wanted, StrEnum):
        return st.sampled_from(list(wanted))
    simple = {str: TEXTS, bool: st.booleans(), int: st.integers(0, 9), NoneType: st.none()}
    simple |= {datetime: st.datetimes(), date: st.dates()}
    return simple[wanted]


CONTENTS = values(MinutesContent)


@st.composite
def comparable_contents(draw: st.DrawFn) -> MinutesContent:
    """Contents of one kind and class whose pieces often have the same numbers."""
    entries = st.builds(
        MinutesEntry,
        **{name: values(kind) for name, kind in get_type_hints(MinutesEntry).items()} | {"number": NUMBERS},
    )
    sections = st.builds(
        MinutesSection,
        number=st.one_of(st.none(), st.integers(1, 3)),
        title=TEXTS,
        entries=st.lists(entries, max_size=3).map(tuple),
    )
    tasks = st.builds(
        MinutesTask,
        **{name: values(kind) for name, kind in get_type_hints(MinutesTask).items()} | {"number": NUMBERS},
    )
    hints = get_type_hints(MinutesContent)
    chosen = {item.name: values(hints[item.name]) for item in fields(MinutesContent)}
    chosen |= {
        "kind": st.just(MinutesKind.COURSE),
        "export_class": st.just(ExportClass.INTERN),
        "sections": st.lists(sections, max_size=2).map(tuple),
        "tasks": st.lists(tasks, max_size=2).map(tuple),
    }
    return draw(st.builds(MinutesContent, **chosen))
