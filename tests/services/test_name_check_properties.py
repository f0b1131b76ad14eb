"""Whatever was written and decided: names that were to be replaced stand nowhere in the file."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from gk_desktop.base.paths import resources
from gk_desktop.documents.docx_writer import write
from gk_desktop.documents.minutes import build
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.consent import NameDecision, NameVerdict
from gk_desktop.domain.entry import Entry, Task
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.minutes import ExportClass, MinutesKind, NameState
from gk_desktop.domain.minutes_content import MinutesContent, MinutesMaterial, compose
from gk_desktop.domain.name_decisions import place_decided
from gk_desktop.domain.name_replacement import NameReplacer
from gk_desktop.domain.naming import KnownNames, Naming
from gk_desktop.services.minutes_exports import default_file_name
from gk_desktop.services.name_check import checked
from tests.documents.docx_text import all_texts

_MADE: Final = datetime(2021, 5, 19)  # noqa: DTZ001 - the time on the wall
_INTERN, _PSEUDONYMISED = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT
_COURSE: Final = MinutesKind.COURSE
_IDENTITIES: Final = (
    Identity(id="p1", given_name="Ayşe", family_name="Müller", title="Dr.", email="a.mueller@weg.example"),
    Identity(id="p2", family_name="Bräutigam-Özdemir", phone="0201 / 12 34 56", further_names=("Braut",)),
    Identity(id="p3", given_name="Ernst", family_name="Klein", institution="Haus der Wege"),
    Identity(id="p4", family_name="von der Aue", address="Am Markt 3, 45127 Musterstadt"),
)
_PIECES: Final = (
    *("Müllers", "mueller", "MÜLLER", "Mül-\nler", "Mu\u0308ller", "Mü\u00adllers", "Dr. Ayşe Müller", "Müller, Ayse"),
    *("Özdemir", "Bräutigam Özdemir", "BRAEUTIGAM-OEZDEMIRS", "+49 (201) 123456", "0201123456", "die Braut"),
    *("Klein", "klein", "Ernst", "ernst", "E. Klein", "Haus der Wege", "A.MUELLER@weg.example", "Frau von der Aue"),
    *("Aue", "Am Markt 3", "Musterstädterin", "Musterstadt", "FK01-GfS-A1", "sagt", "und", ".", "! ", "\n", "„", "“"),
)
_TEXTS: Final = st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=8).map(" ".join)
_CHOICES: Final = st.lists(
    st.tuples(st.sampled_from(NameVerdict), st.sampled_from(("", "jemand", "der Bruder von Müller"))), max_size=8
)


@st.composite
def materials(draw: st.DrawFn) -> MinutesMaterial:
    event = Event(
        id="e", title=draw(_TEXTS), case="c", organiser=draw(_TEXTS), documents=draw(_TEXTS), place=draw(_TEXTS)
    )
    persons = [
        Person(id=item.id, code=f"FK01-TR-A{number}", case="c", role="TR") for number, item in enumerate(_IDENTITIES, 1)
    ]
    names = KnownNames(
        cases=[Case(id="c", name="Musterstadt", case_code="FK01")],
        institutions=[Institution(id="i", name="Wegweiser Nord")],
        persons=persons,
        participants=[Participant(id="t", event="e", label=draw(_TEXTS), person="p1")],
        role_words=("GfS", "Jobcenter"),
        person_roles={"GfS": "Geschäftsstelle", "TR": "Träger"},
        identities=_IDENTITIES,
    )
    entries = [
        Entry(id=f"n{number}", event="e", number=f"A{number}", text=text, position=float(number), speaker="t")
        for number, text in enumerate(draw(st.lists(_TEXTS, max_size=4)))
    ]
    return MinutesMaterial(
        event=event,
        names=names,
        agenda=[AgendaItem(id="a", event="e", number=1, title=draw(_TEXTS))],
        entries=entries,
        decisions=[],
        tasks=[Task(id="k", event="e", number="T-A1", text=draw(_TEXTS), responsible=draw(_TEXTS))],
        categories=[],
    )


def decided(
    material: MinutesMaterial, choices: Sequence[tuple[NameVerdict, str]], cls: ExportClass = _PSEUDONYMISED
) -> MinutesMaterial:
    """The first hits as chosen; what nothing was chosen for is replaced."""
    hits = checked(material, _COURSE, cls).hits
    decisions = []
    for number, hit in enumerate(hits):
        verdict, replacement = choices[number] if number < len(choices) else (NameVerdict.REPLACE, "")
        decisions += [
            NameDecision(
                id=f"d{number}",
                event="e",
                record_kind=place.record_kind,
                record_id=place.record_id,
                field_name=place_decided(place.place, verdict, cls),
                word=hit.word,
                verdict=verdict,
                replacement=replacement,
            )
            for place in hit.places
        ]
    return replace(material, names=replace(material.names, decisions=decisions))


def content(material: MinutesMaterial, cls: ExportClass = _PSEUDONYMISED) -> MinutesContent:
    return compose(material, _COURSE, cls, made_at=_MADE)


@settings(max_examples=60, deadline=None)
@given(
    materials(),
    st.lists(st.sampled_from(("", "jemand", "der Bruder von Müller")), max_size=8),
    st.sampled_from((_PSEUDONYMISED, ExportClass.VERTEILER)),
)
def test_when_all_hits_are_replaced_no_name_is_left_in_any_part_of_the_file_or_in_its_name(
    material: MinutesMaterial, replacements: list[str], cls: ExportClass
) -> None:
    settled = decided(material, [(NameVerdict.REPLACE, text) for text in replacements], cls)
    made = content(settled, cls)
    assert made.names is NameState.CHECKED
    assert not made.names_unchecked
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / default_file_name(settled, _COURSE, cls)
        write(build(made), resources() / "templates" / "protokoll.docx", file)
        parts = all_texts(file.read_bytes())
    naming = Naming(material.names, material.event, cls)
    replacer = NameReplacer(naming.known_names)
    assert not replacer.holds_name(file.stem)
    # What separates two cells or paragraphs is no part of a name: line by line.
    lines = [(part, line) for part, text in parts.items() for line in text.splitlines()]
    assert [(part, line) for part, line in lines if replacer.holds_name(line)] == []


@settings(max_examples=60, deadline=None)
@given(materials(), _CHOICES)
def test_no_decision_changes_what_the_team_sees(
    material: MinutesMaterial, choices: list[tuple[NameVerdict, str]]
) -> None:
    assert content(decided(material, choices), _INTERN) == content(material, _INTERN)


@settings(max_examples=60, deadline=None)
@given(materials(), _CHOICES)
def test_a_check_has_open_hits_exactly_when_the_document_says_so(
    material: MinutesMaterial, choices: list[tuple[NameVerdict, str]]
) -> None:
    for some in (material, decided(material, choices)):
        is_open = bool(checked(some, _COURSE, _PSEUDONYMISED).open_hits)
        assert content(some).names is (NameState.UNDECIDED if is_open else NameState.CHECKED)


@settings(max_examples=60, deadline=None)
@given(materials(), _CHOICES)
def test_what_is_decided_is_no_longer_asked(material: MinutesMaterial, choices: list[tuple[NameVerdict, str]]) -> None:
    assert checked(decided(material, choices), _COURSE, _PSEUDONYMISED).open_hits == ()
