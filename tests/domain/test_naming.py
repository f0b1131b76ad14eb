"""What people, places and institutions are called in each class."""

from dataclasses import replace
from typing import Any

import pytest

from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.naming import KnownNames, Naming

INTERN, PSEUDONYMISED, OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER

CASE = Case(id="c", name="Kreis Unna", case_code="FK02", aliases=("Unnaer Land",), places=("Kamen",))
OTHER_CASE = Case(id="d", name="Märkischer Kreis", case_code="FK03")
OFFICE = Institution(id="i", name="Jobcenter Kreis Unna", institution_type="Jobcenter")
PERSON = Person(id="p", code="FK02-GfS-A1", role="GfS")
NAMES = KnownNames(
    cases=[CASE, OTHER_CASE],
    institutions=[OFFICE],
    persons=[PERSON],
    participants=[
        Participant(id="gfs", label="GfS", person="p"),
        Participant(id="named", label="Frau Dr. Klein", role="Beratung", institution="i"),
        Participant(id="bare", label="Herr Groß"),
        Participant(id="silent", institution_type="Jobcenter"),
    ],
    role_words=("GfS", "THM", "Jobcenter", "Jugendamt", "Träger F1", "Agentur für Arbeit", "IAQ"),
    person_roles={"GfS": "Geschäftsführende Stelle", "TN": "Teilnehmer*in"},
)
EVENT = Event(id="e", title="x", case="c", place="Rathaus", room="Saal 1")


def naming(cls: ExportClass, *, event: Event = EVENT, **names: Any) -> Naming:
    return Naming(replace(NAMES, **names), event, cls)


@pytest.mark.parametrize(
    ("cls", "expected"),
    [
        (INTERN, ["GfS", "Frau Dr. Klein", "Herr Groß", "Jobcenter", "entfernt", ""]),
        (PSEUDONYMISED, ["FK02-GfS-A1", "Jobcenter", "Person 3", "Jobcenter", "entfernt", ""]),
        (
            OUTSIDE,
            ["GfS", "Beratung (Jobcenter Kreis Unna)", "Teilnehmende Person", "Jobcenter", "entfernt", ""],
        ),
    ],
)
def test_speaker_is_called_by_name_code_or_role(cls: ExportClass, expected: list[str]) -> None:
    asked = ["gfs", "named", "bare", "silent", "gone", ""]
    assert [naming(cls).speaker(item) for item in asked] == expected


def test_a_participant_has_one_name_as_a_speaker_in_texts_and_in_the_head() -> None:
    people = [
        Participant(id="a", label="GfS"),
        Participant(id="b", label="Kämmerei"),
        Participant(id="c", label="Frau Ilz"),
    ]
    inside = naming(PSEUDONYMISED, participants=people)
    assert [inside.speaker(item.id) for item in people] == ["GfS", "Person 2", "Person 3"]
    assert (
        inside.text("Die Kämmerei fragt Frau Ilz, und Ilz die GfS.")
        == "Die Person 2 fragt Person 3, und Person 3 die GfS."
    )
    assert [inside.label(text) for text in ("Kämmerei", "Ilz", "Ilz und Kämmerei", "GfS")] == [
        "Person 2", "Person 3", "Person 3 und Person 2", "GfS"
    ]  # fmt: skip


def test_a_surname_that_two_have_is_nobodys_in_the_head() -> None:
    people = [Participant(id="a", label="Frau Ilz"), Participant(id="b", label="Herr Ilz")]
    inside = naming(PSEUDONYMISED, participants=people)
    assert [inside.label(text) for text in ("Ilz", "Frau Ilz", "Herr Ilz")] == [
        "Teilnehmende Person", "Person 1", "Person 2"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "pseudonymised", "outside"),
    [
        ("GfS", "GfS", "GfS"),
        ("Träger F1", "Träger F1", "Träger F1"),
        ("Jugendamt 2", "Jugendamt 2", "Jugendamt 2"),
        ("Jugendamt 02303 271234", "Teilnehmende Person", "Teilnehmende Person"),
        ("Müller und GfS", "Teilnehmende Person und GfS", "Teilnehmende Person und GfS"),
        ("THM, Müller/GfS", "THM, Teilnehmende Person/GfS", "THM, Teilnehmende Person/GfS"),
        ("GfS sowie Müller", "GfS sowie Teilnehmende Person", "GfS sowie Teilnehmende Person"),
        ("Frau Schulz vom Kreis Unna", "Teilnehmende Person", "Teilnehmende Person"),
        ("Schulz (FK02-GfS-A1)", "Teilnehmende Person", "Teilnehmende Person"),
        ("FK02-GfS-A1", "FK02-GfS-A1", "Geschäftsführende Stelle"),
        ("herr groß", "Person 3", "Teilnehmende Person"),
        ("Groß und GfS", "Person 3 und GfS", "Teilnehmende Person und GfS"),
        ("Frau Groß", "Teilnehmende Person", "Teilnehmende Person"),
        ("Jobcenter Kreis Unna", "[Jobcenter]", "Jobcenter Kreis Unna"),
        ("GfS im Kreis Unna", "GfS im FK02", "GfS im Kreis Unna"),
        ("Frau Dr. Klein und IAQ", "Jobcenter und IAQ", "Beratung (Jobcenter Kreis Unna) und IAQ"),
        ("Agentur für Arbeit", "Agentur für Arbeit", "Agentur für Arbeit"),
        (" ", "", ""),
        ("", "", ""),
        ("GfS;", "GfS;", "GfS;"),
    ],
)
def test_field_for_people_shows_roles_and_institutions_and_takes_all_else_for_a_name(
    label: str, pseudonymised: str, outside: str
) -> None:
    assert naming(PSEUDONYMISED).label(label) == pseudonymised
    assert naming(OUTSIDE).label(label) == outside
    assert naming(INTERN).label(label) == label


@pytest.mark.parametrize(
    ("text", "pseudonymised", "outside"),
    [
        ("Der Kreis Unna und Kamen", "Der FK02 und [Ort]", "Der Kreis Unna und Kamen"),
        ("In Unna, im Märkischen", "In FK02, im FK03", "In Unna, im Märkischen"),
        ("Frau Dr. Klein, Klein und klein", "Jobcenter, Jobcenter und klein", "{0}, {0} und klein"),
        ("im Rathaus", "im [Ort]", "im Rathaus"),
        ("Jobcenter, Jobcenter Kreis Unna", "Jobcenter, [Jobcenter]", "Jobcenter, Jobcenter Kreis Unna"),
        ("FK02-GfS-A1 sagt", "FK02-GfS-A1 sagt", "Geschäftsführende Stelle sagt"),
        ("fk02‑tn‑b7s Wunsch", "fk02‑tn‑b7s Wunsch", "Teilnehmer*ins Wunsch"),
        ("TN-A4 und FK02-XY-A1", "TN-A4 und FK02-XY-A1", "Teilnehmer*in und Teilnehmende Person"),
        ("Covid-Test-A1, B-A3, T-A5", "Covid-Test-A1, B-A3, T-A5", "Covid-Test-A1, B-A3, T-A5"),
    ],
)
def test_free_text_shows_what_the_class_shows(text: str, pseudonymised: str, outside: str) -> None:
    assert naming(PSEUDONYMISED).text(text) == pseudonymised
    assert naming(OUTSIDE).text(text) == outside.format("Beratung (Jobcenter Kreis Unna)")
    assert naming(INTERN).text(text) == text


@pytest.mark.parametrize(
    ("values", "pseudonymised"),
    [
        ({}, "[Ort]"),
        ({"place": "", "room": "Saal 1"}, "[Ort]"),
        ({"place": "Videokonferenz", "room": ""}, "Videokonferenz"),
        ({"place": "Zoom", "room": "per Telefon"}, "Zoom, per Telefon"),
        ({"place": "Rathaus", "format": "Videokonferenz"}, "[Ort]"),
        ({"case": "", "place": "MKFFI", "room": "Raum 3, Unna"}, "[Ort]"),
        ({"place": "", "room": ""}, ""),
    ],
)
def test_place_of_an_event_is_hidden_wherever_it_is(values: dict[str, str], pseudonymised: str) -> None:
    event = replace(EVENT, **values)
    assert naming(PSEUDONYMISED, event=event).place() == pseudonymised
    assert naming(OUTSIDE, event=event).place() == ", ".join(filter(None, [event.place, event.room]))


def test_case_code_that_is_the_name_is_no_code_for_anybody() -> None:
    case = Case(id="c", name="Unna", case_code="UNNA")
    person = replace(PERSON, code="UNNA-GfS-A1")
    named = naming(PSEUDONYMISED, cases=[case], persons=[person])
    assert named.text("in Unna") == "in [Kommune]"
    assert named.speaker("gfs") == "GfS"


def test_institution_type_that_is_a_name_does_not_stand_for_one() -> None:
    office = Institution(id="i", name="Haus Kork", institution_type="Amt in Kamen")
    assert naming(PSEUDONYMISED, institutions=[office]).text("Haus Kork") == "[Institution]"


def test_role_with_a_code_in_it_goes_outside_without_the_code() -> None:
    somebody = Participant(id="s", label="Frau Ost", role="Vertretung von FK02-GfS-A1")
    assert naming(OUTSIDE, participants=[somebody]).speaker("s") == "Vertretung von Geschäftsführende Stelle"


def test_short_name_of_a_participant_does_not_cut_municipalities_in_two() -> None:
    somebody = Participant(id="s", label="Märk", role="Beratung")
    assert naming(OUTSIDE, participants=[somebody]).text("Märk im Märkischen Kreis") == "Beratung im Märkischen Kreis"


@pytest.mark.parametrize(
    ("cls", "name", "reveals"),
    [
        (INTERN, "Unna Frau Dr. Klein", False),
        (PSEUDONYMISED, "Protokoll_Unna_2021", True),
        (PSEUDONYMISED, "Gespra\u0308ch", False),
        (OUTSIDE, "Protokoll_Unna", False),
        (OUTSIDE, "Protokoll FK02-GfS-A1", True),
        (OUTSIDE, "Protokoll Klein", True),
    ],
)
def test_file_name_reveals_what_the_class_replaces(cls: ExportClass, name: str, reveals: bool) -> None:
    assert naming(cls).reveals(name) is reveals


@pytest.mark.parametrize("cls", [PSEUDONYMISED, OUTSIDE])
@pytest.mark.parametrize("label", ["Person", "Teilnehmende Person", "Leiter", "Moderation", "Person 1", "Paul"])
def test_everyday_word_or_short_name_as_a_label_cuts_no_longer_word_in_two(cls: ExportClass, label: str) -> None:
    named = naming(cls, participants=[Participant(id="odd", label=label), Participant(id="x", label="Herr Groß")])
    text = "Personal und Personalrat begleiten Moderationskoffer, Paulinum, Begleiter, Person 10 und Teilnehmende."
    assert named.text(text) == text


@pytest.mark.parametrize("cls", [PSEUDONYMISED, OUTSIDE])
def test_everyday_word_as_a_label_still_goes_as_a_word_of_its_own(cls: ExportClass) -> None:
    named = naming(cls, participants=[Participant(id="odd", label="Leiter", institution="i")])
    assert "eiter" not in named.text("Der Leiter fragt nach des Leiters Plan.")


def test_somebody_called_person_leaves_the_others_their_stand_ins() -> None:
    people = [Participant(id="odd", label="Person"), Participant(id="x", label="Herr Groß")]
    inside, outside = naming(PSEUDONYMISED, participants=people), naming(OUTSIDE, participants=people)
    assert [inside.speaker(item.id) for item in people] == ["Person", "Person 2"]
    assert [outside.speaker(item.id) for item in people] == ["Person", "Teilnehmende Person"]
    assert inside.text("Herr Groß führt das Personal.") == "Person 2 führt das Personal."
