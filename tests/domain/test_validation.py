"""What cannot be saved, and the sentence that says what to change."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category, ids_below
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.record import Record
from gk_desktop.domain.validation import new_problems, problems

EVENT, OTHER_EVENT = "e1", "e2"

REFUSED: list[tuple[Record, Sequence[Record], str]] = [
    (Case(name=" "), [], "Ein Fall braucht einen Namen."),
    (Case(name="Unna", case_code="FK 1"), [], "Das Fallkürzel „FK 1“ darf keine Leerzeichen und kein # enthalten."),
    (Case(name="Unna", case_code="FK#1"), [], "Das Fallkürzel „FK#1“ darf keine Leerzeichen und kein # enthalten."),
    (Case(name="Unna", case_code="FK1\n"), [], "Das Fallkürzel „FK1\n“ darf keine Leerzeichen und kein # enthalten."),
    (Case(name="Unna", case_code="fk1"), [Case(case_code="FK1")], "Das Fallkürzel „fk1“ ist schon vergeben."),
    (Institution(name=" ", institution_type=""), [], "Eine Institution braucht einen Namen oder einen Typ."),
    (Event(title="\t"), [], "Eine Veranstaltung braucht einen Titel."),
    (Event(title="x", start="9:30"), [], "„9:30“ ist keine Uhrzeit; schreiben Sie zum Beispiel 09:30."),
    (Event(title="x", end="24:00"), [], "„24:00“ ist keine Uhrzeit; schreiben Sie zum Beispiel 09:30."),
    (Event(title="x", end="09:30\n"), [], "„09:30\n“ ist keine Uhrzeit; schreiben Sie zum Beispiel 09:30."),
    (AgendaItem(event=EVENT), [], "Ein Tagesordnungspunkt braucht eine Nummer von 1 bis 99."),
    (AgendaItem(event=EVENT, number=0), [], "Ein Tagesordnungspunkt braucht eine Nummer von 1 bis 99."),
    (AgendaItem(event=EVENT, number=100), [], "Ein Tagesordnungspunkt braucht eine Nummer von 1 bis 99."),
    (
        AgendaItem(event=EVENT, number=3),
        [AgendaItem(event=EVENT, number=3)],
        "TOP 3 gibt es in dieser Veranstaltung schon.",
    ),
    (Participant(event=EVENT), [], "Teilnehmende brauchen eine Bezeichnung, eine Rolle oder eine Institution."),
    (
        Participant(event=EVENT, label=" ", role=" "),
        [],
        "Teilnehmende brauchen eine Bezeichnung, eine Rolle oder eine Institution.",
    ),
    (
        Participant(event=EVENT, label="a:b"),
        [],
        "Eine Bezeichnung darf keinen Doppelpunkt und keinen Zeilenumbruch enthalten.",
    ),
    (
        Participant(event=EVENT, label="a\nb"),
        [],
        "Eine Bezeichnung darf keinen Doppelpunkt und keinen Zeilenumbruch enthalten.",
    ),
    (
        Participant(event=EVENT, label="gfs "),
        [Participant(event=EVENT, label="GfS")],
        "„gfs “ gibt es in dieser Veranstaltung schon.",
    ),
    (Category(code=""), [], "Eine Kategorie braucht einen Code ohne Leerzeichen und ohne #."),
    (Category(code="A 1"), [], "Eine Kategorie braucht einen Code ohne Leerzeichen und ohne #."),
    (Category(code="A1\n"), [], "Eine Kategorie braucht einen Code ohne Leerzeichen und ohne #."),
    (Category(code="a1"), [Category(code="A1")], "Den Code „a1“ gibt es schon."),
    (Category(code="NZ"), [], "Der Code „NZ“ ist vergeben: #NZ heißt in der Mitschrift schon etwas anderes."),
    (
        Category(code="polity"),
        [],
        "Der Code „polity“ ist vergeben: #polity heißt in der Mitschrift schon etwas anderes.",
    ),
    (
        Category(id="a", code="A", parent="c"),
        [Category(id="b", code="B", parent="a"), Category(id="c", code="C", parent="b")],
        "Eine Kategorie kann nicht unter sich selbst stehen, auch nicht unter einer, die unter ihr steht.",
    ),
    (
        Category(id="a", code="A", parent="a"),
        [],
        "Eine Kategorie kann nicht unter sich selbst stehen, auch nicht unter einer, die unter ihr steht.",
    ),
    (Category(code="A1", colour="blau"), [], "„blau“ ist keine Farbe; schreiben Sie zum Beispiel #3B82C4."),
    (Category(code="A1", name="n" * 64), [], f"Die Bezeichnung „{'n' * 64}“ ist länger als 63 Zeichen."),
]
ALLOWED: list[tuple[Record, Sequence[Record]]] = [
    (Case(name="Unna"), [Case(name="Hamm"), Case(name="Unna", case_code="")]),
    (Case(name="Unna", case_code="FK-1"), [Case(case_code="FK1")]),
    (Institution(institution_type="Jobcenter"), [Institution(institution_type="Jobcenter")]),
    (Event(title="x", start="00:00", end="23:59"), []),
    (Event(title="x"), [Event(title="x")]),
    (AgendaItem(event=EVENT, number=99), [AgendaItem(event=OTHER_EVENT, number=99)]),
    (Participant(event=EVENT, label="GfS"), [Participant(event=OTHER_EVENT, label="GfS")]),
    (Participant(event=EVENT, person="p"), [Participant(event=EVENT, person="p")]),
    (Participant(event=EVENT, institution_type="Jobcenter"), [Participant(event=EVENT)]),
    (Category(code="A1", name="n" * 63), [Category(code="A2")]),
    (Category(code="A1", colour="#3b82C4", parent="entfernt"), []),
    # Two others that stand under each other, after an exchange: not the fault of this one.
    (
        Category(id="a", code="A", parent="b"),
        [Category(id="b", code="B", parent="c"), Category(id="c", code="C", parent="b")],
    ),
    (Person(code="FK01-GfS-A1"), []),
    (Person(case="k", role="GfS"), []),
]


@pytest.mark.parametrize(("record", "others", "sentence"), REFUSED, ids=[item[2][:60] for item in REFUSED])
def test_record_is_refused_with_one_sentence(record: Record, others: Sequence[Record], sentence: str) -> None:
    assert list(problems(record, others)) == [sentence]


@pytest.mark.parametrize(("record", "others"), ALLOWED)
def test_record_is_allowed(record: Record, others: Sequence[Record]) -> None:
    assert list(problems(record, others)) == []


def test_every_reason_is_named_at_once() -> None:
    assert len(list(problems(Event(start="x", end="y"), []))) == 3


def test_others_may_be_read_only_once() -> None:
    others = iter([Category(code="A2"), Category(code="A1")])
    assert list(problems(Category(code="A1"), others)) == ["Den Code „A1“ gibt es schon."]


CASES = st.builds(
    Case,
    name=st.sampled_from(["", "Unna", "Hamm"]),
    case_code=st.sampled_from(["", "FK1", "fk1", "F K", "FK2"]),
    researcher=st.sampled_from(["", "AB"]),
)


@given(before=CASES, after=CASES, others=st.lists(CASES, max_size=3))
def test_an_edit_is_refused_for_what_it_brings_in_and_for_nothing_else(
    before: Case, after: Case, others: list[Case]
) -> None:
    brought_in = new_problems(before, after, others)
    assert new_problems(before, before, others) == []
    assert set(brought_in) == set(problems(after, others)) - set(problems(before, others))
    # Whoever only touches what no rule looks at is never refused, whatever is wrong already.
    assert new_problems(before, replace(before, researcher="CD"), others) == []
    # And the way out is always open: to a record without any problem.
    assert new_problems(before, Case(name="Unna"), others) == []


CATEGORY_IDS = st.sampled_from("abcde")


@given(st.dictionaries(CATEGORY_IDS, CATEGORY_IDS | st.just("")))
def test_no_category_that_the_form_offers_makes_a_ring(parents: dict[str, str]) -> None:
    categories = [Category(id=item, code=item.upper(), parent=parent) for item, parent in parents.items()]
    for category in categories:
        others = [other for other in categories if other.id != category.id]
        below = ids_below(category.id, categories)
        for other in others:
            moved = replace(category, parent=other.id)
            makes_a_ring = any("unter sich selbst" in sentence for sentence in problems(moved, others))
            assert makes_a_ring is (other.id in below)
