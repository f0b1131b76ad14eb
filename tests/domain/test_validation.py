"""What cannot be saved, and the sentence that says what to change."""

from collections.abc import Sequence

import pytest

from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.record import Record
from gk_desktop.domain.validation import problems

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
    (Person(), []),
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
