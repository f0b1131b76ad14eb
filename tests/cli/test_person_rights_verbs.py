"""person report and person withdraw: the same services as the window."""

from pathlib import Path

import pytest

from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.consent import Consent, ConsentStatus, Deletion, QuotePermission
from gk_desktop.domain.event import Participant
from tests.cli.conftest import CommandLine

CODE = "FK01-GfS-A1"


@pytest.fixture
def person(gk: CommandLine) -> Person:
    with gk.profile.open() as workspace:
        case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
        person = workspace.people.add(case=case, role="GfS")
        workspace.keeping.add(Participant(event=gk.profile.event, label="GfS", person=person.id))
        workspace.capture(gk.profile.event).add_line("GfS: Wir brauchen Zwetschgenknödel")
    return person


def test_a_report_is_written_and_says_what_it_could_not_search(gk: CommandLine, person: Person, tmp_path: Path) -> None:
    target = tmp_path / "auskunft.docx"
    told = gk.json("person", "report", CODE, "-o", str(target))
    assert (told["code"], told["places"]) == (CODE, 3)
    assert "keine Schlüsseldatei" in told["gaps"][0]
    assert target.read_bytes().startswith(b"PK")
    assert "(3 Stellen)" in gk.text("person", "report", CODE, "-o", str(tmp_path))


def test_restriction_and_objection_come_and_go(gk: CommandLine, person: Person) -> None:
    assert "eingeschränkt" in gk.text("person", "withdraw", CODE, "--restrict", "--on", "01.03.2026")
    assert gk.json("person", "show", CODE)["restricted_since"] == "2026-03-01"
    gk.text("person", "withdraw", CODE, "--lift-restriction")
    gk.text("person", "withdraw", CODE, "--object")
    shown = gk.json("person", "show", CODE)
    assert shown["restricted_since"] is None
    assert shown["objected_on"]
    gk.text("person", "withdraw", CODE, "--objection-decided")
    assert gk.json("person", "show", CODE)["objected_on"] is None


def test_quotes_contact_and_all_are_withdrawn(gk: CommandLine, person: Person) -> None:
    assert "nichts zu widerrufen" in gk.refusal("person", "withdraw", CODE, "--quotes")
    with gk.profile.open() as workspace:
        day = workspace.person_rights.today
        consent = Consent(
            person=person.id,
            status=ConsentStatus.GIVEN,
            given_on=day,
            quotes=QuotePermission.YES,
            contact_again=True,
        )
        workspace.keeping.add(consent)
    gk.text("person", "withdraw", CODE, "--quotes")
    gk.text("person", "withdraw", CODE, "--contact")
    with gk.profile.open() as workspace:
        (now,) = workspace.records.find(Consent)
        assert (now.quotes, now.contact_again, now.status) == (QuotePermission.NO, False, ConsentStatus.GIVEN)
    gk.text("person", "withdraw", CODE, "--all")
    with gk.profile.open() as workspace:
        (now,) = workspace.records.find(Consent)
        assert (now.status, now.withdrawn_on) == (ConsentStatus.WITHDRAWN, day)


def test_without_yes_an_erasure_only_tells_its_consequences(gk: CommandLine, person: Person) -> None:
    told = gk.refusal("person", "withdraw", CODE, "--erase")
    assert "1 eigener Eintrag" in told
    assert "--yes" in told
    assert gk.json("person", "show", CODE)["code"] == CODE


def test_with_yes_it_erases_and_keeps_the_proof(gk: CommandLine, person: Person) -> None:
    told = gk.json("person", "withdraw", CODE, "--erase", "--yes", "--delete-old-backups")
    assert (told["code"], told["statements"], told["backups_removed"]) == (CODE, 1, True)
    assert gk.json("person", "list") == []
    assert "Zwetschgen" not in gk.text("entry", "list", "--event", gk.profile.event)
    with gk.profile.open() as workspace:
        assert [item.code for item in workspace.records.find(Deletion)] == [CODE]
        assert len(workspace.store.backups.all()) == 1


def test_a_refused_erasure_leaves_code_day_and_reason(gk: CommandLine, person: Person) -> None:
    gk.text("person", "withdraw", CODE, "--keep-for-research", "Auswertung läuft")
    with gk.profile.open() as workspace:
        (kept,) = workspace.records.find(Deletion)
    assert (kept.code, kept.cause) == (CODE, "Auswertung läuft")
    assert "Ohne Grund" in gk.refusal("person", "withdraw", CODE, "--keep-for-research", " ")


def test_nobody_of_that_code_and_a_day_to_come_are_refused(gk: CommandLine, person: Person) -> None:
    assert "gibt es nicht" in gk.refusal("person", "withdraw", "FK09-GfS-A1", "--restrict")
    assert "Zukunft" in gk.refusal("person", "withdraw", CODE, "--restrict", "--on", "01.01.2199")
    gk.usage_error("person", "withdraw", CODE)
