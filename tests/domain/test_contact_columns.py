"""What headers of a table of contacts mean, and what a row says about a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.domain.contact_columns import (
    CONTACT_FIELD_LABELS,
    ContactField,
    header_row,
    parts_of_name,
    proposed_columns,
    values_of,
)

F = ContactField


def test_every_field_has_a_label() -> None:
    assert set(CONTACT_FIELD_LABELS) == set(ContactField)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Name", F.FULL_NAME),
        ("E-Mail-Adresse", F.EMAIL),
        ("TELEFON", F.PHONE),
        ("Tel.", F.PHONE),
        ("Ansprechpartner*in", F.FULL_NAME),
        ("Träger", F.INSTITUTION),
        ("Behörde", F.INSTITUTION),
        ("Straße", F.ADDRESS),
        ("Fallkürzel", F.CASE),
        ("Kommune", F.CASE),
    ],
)
def test_a_header_is_understood_as_people_write_it(header: str, field: ContactField) -> None:
    assert proposed_columns([header]) == {0: field}


def test_name_is_the_family_name_beside_a_given_name() -> None:
    assert proposed_columns(["Name", "Vorname"]) == {0: F.FAMILY_NAME, 1: F.GIVEN_NAME}


def test_a_column_nobody_knows_is_left_out_and_a_field_is_given_once() -> None:
    assert proposed_columns(["Lieblingsfarbe", "Vorname", "Vorname"]) == {1: F.GIVEN_NAME}


def test_street_and_town_make_one_address() -> None:
    columns = proposed_columns(["Nachname", "Straße", "PLZ", "Ort"])
    values = values_of(["Muster", "Weg 1", "12345", "Musterort"], columns)
    assert values == {F.FAMILY_NAME: "Muster", F.ADDRESS: "Weg 1, 12345, Musterort"}


def test_the_headers_may_stand_below_a_title() -> None:
    assert header_row([("Kontaktliste 2026", ""), ("", ""), ("Vorname", "Nachname"), ("Erika", "Muster")]) == 2
    assert header_row([("", ""), ("a", "b")]) == 1
    assert header_row([]) == 0


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Erika Muster", ("", "", "Erika", "Muster")),
        ("Muster, Erika", ("", "", "Erika", "Muster")),
        ("Frau Dr. Erika Muster", ("Frau", "Dr.", "Erika", "Muster")),
        ("Herrn Prof. Dr. Max von der Probe", ("Herr", "Prof. Dr.", "Max", "von der Probe")),
        ("Dr. med. Ayşe Yılmaz-Beispiel", ("", "Dr. med.", "Ayşe", "Yılmaz-Beispiel")),
        ("Muster, Dr.-Ing. Erika", ("", "Dr.-Ing.", "Erika", "Muster")),
        ("Muster", ("", "", "", "Muster")),
        ("M. Muster", ("", "", "M.", "Muster")),
        ("", ("", "", "", "")),
    ],
)
def test_a_full_name_is_taken_apart(name: str, parts: tuple[str, str, str, str]) -> None:
    found = parts_of_name(name)
    assert tuple(found.get(key, "") for key in (F.SALUTATION, F.TITLE, F.GIVEN_NAME, F.FAMILY_NAME)) == parts


@given(st.text(alphabet=st.sampled_from("Dr. Frau,vonMüllerç-"), max_size=40))
def test_taking_a_name_apart_loses_no_letter(name: str) -> None:
    kept = "".join(parts_of_name(name).values())
    assert sorted(filter(str.isalpha, kept)) == sorted(filter(str.isalpha, name.replace("Herrn", "Herr")))


def test_a_name_in_its_own_columns_wins_over_the_full_one() -> None:
    values = values_of(["Erika Falsch", "Muster"], {0: F.FULL_NAME, 1: F.FAMILY_NAME})
    assert values == {F.GIVEN_NAME: "Erika", F.FAMILY_NAME: "Muster"}
