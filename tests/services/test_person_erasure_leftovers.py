"""Where a name or words could survive an erasure: notes about others, drafts of several lines, the proof itself."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.consent import Consent, ConsentStatus, Deletion
from gk_desktop.domain.identity import ConsentEvidence, ContactNote, Identity
from gk_desktop.domain.person_rights import ErasureDegree
from gk_desktop.services.capture_places import CapturePlace
from gk_desktop.services.person_erasure import ErasureOutcome
from gk_desktop.services.person_erasure_words import erasure_record, erasure_result
from tests.services.person_worlds import NAME, PersonWorld, make_person_world
from tests.store.workspaces import CHEAP

IDENTITY, STATEMENTS, MENTIONS = ErasureDegree
SECRET = "Pflaumengeheimnis"
TODAY = date(2026, 3, 10)


@pytest.fixture
def world(workspace: Workspace, tmp_path: Path) -> PersonWorld:
    return make_person_world(workspace, tmp_path)


def erase(world: PersonWorld, degree: ErasureDegree = MENTIONS, *, cause: str = "") -> ErasureOutcome:
    erasure = world.workspace.person_erasure
    return erasure.erase(erasure.plan(world.subject, degree), cause=cause)


@pytest.fixture
def other(world: PersonWorld) -> Person:
    """Max Kunzelmann of another office, in whose records Ottilie Kunzelmann is named."""
    workspace, identities = world.workspace, world.workspace.identities
    other = workspace.people.add(case=workspace.records.find(Case)[0], role="TR")
    identities.save_identity(
        other, Identity(given_name="Max", family_name=NAME, note=f"Vertretung: Ottilie {NAME}", function="Leitung")
    )
    identities.save_contact(ContactNote(person=other.id, text=f"verweist auf Frau {NAME}"))
    consent = workspace.keeping.add(Consent(person=other.id, status=ConsentStatus.GIVEN, given_on=date(2026, 3, 1)))
    identities.save_evidence(consent, ConsentEvidence(witness=f"Ottilie {NAME}", signed_as=f"M. {NAME}"))
    identities.save_contact(ContactNote(person=other.id, text="später"))
    return other


def test_notes_about_others_in_the_key_file_lose_the_name_and_somebody_is_told(
    world: PersonWorld, other: Person
) -> None:
    outcome, book = erase(world), world.workspace.identities.book
    assert book.identities[other.id].note == "Vertretung: [entfernt]"
    assert {note.text for note in book.contacts.values()} == {"verweist auf [entfernt]", "später"}
    assert [item.witness for item in book.evidence.values()] == ["[entfernt]"]
    assert book.identities[other.id].family_name == NAME, "a namesake keeps the name"
    assert [item.signed_as for item in book.evidence.values()] == [f"M. {NAME}"]
    for said in (erasure_result, erasure_record):
        sentences = " ".join(said(outcome, older_backups_removed=True, today=TODAY))
        assert "In 3 Angaben zu anderen Personen" in sentences
        assert f"{other.code}" in sentences, "where the name is somebody else's too, people have to look"
        assert NAME not in sentences.replace(f"{NAME}.docx", "")


def test_backups_of_the_key_file_lose_the_name_in_notes_about_others_too(
    world: PersonWorld, other: Person, clock: SteppingClock
) -> None:
    identities = world.workspace.identities
    clock.set(clock.now() + timedelta(hours=1))
    identities.save_contact(ContactNote(person=other.id, text="noch später"))
    erase(world)
    identities.restore(identities.backups()[0])
    identities.open("ein anderer satz im schnee")
    assert f"Ottilie {NAME}" not in repr(identities.book)
    assert f"Frau {NAME}" not in repr(identities.book)


def test_the_proof_does_not_keep_a_name_typed_into_its_cause(world: PersonWorld) -> None:
    code = world.person.code
    erase(world, cause=f"Antrag von Ottilie {NAME} ({code}) vom 01.03.2026")
    assert [item.cause for item in world.workspace.records.find(Deletion)] == [
        f"Antrag von [entfernt] ({code}) vom 01.03.2026"
    ]


@pytest.mark.parametrize("degree", [STATEMENTS, MENTIONS])
def test_of_a_text_about_to_be_taken_over_the_lines_of_the_person_go_and_the_others_stay(
    world: PersonWorld, degree: ErasureDegree
) -> None:
    workspace = world.workspace
    text = (
        "TOP 1\nHerr Beispiel: Guten Tag\n"
        f"14:30 Frau {NAME}: {SECRET}\n\tund noch ein {SECRET}\n\nHerr Beispiel: Danke, Frau {NAME}\n"
        f"@Frau {NAME}:\n  {SECRET}\n"
    )
    workspace.note_import.save_draft(world.event.id, text)
    erase(world, degree)
    assert workspace.note_import.draft(world.event.id).split() == [
        "TOP",
        "1",
        "Herr",
        "Beispiel:",
        "Guten",
        "Tag",
        "Herr",
        "Beispiel:",
        "Danke,",
        "[entfernt]",
    ]


@pytest.mark.parametrize("degree", [STATEMENTS, MENTIONS])
def test_what_was_half_typed_into_an_entry_goes_if_the_person_says_it(
    world: PersonWorld, degree: ErasureDegree
) -> None:
    workspace, entry = world.workspace, world.entries[-1]
    places, event = workspace.capture_places, world.event.id
    places.save(event, CapturePlace(top=entry.id, offset=3, editing=entry.id, typed=f"Frau {NAME}: {SECRET}\nja"))
    places.leave_edit(entry.id, f"Frau {NAME}: {SECRET}")
    erase(world, degree)
    assert places.of(event) == CapturePlace(top=entry.id, offset=3, editing=entry.id)
    assert places.left_edit(entry.id) == ""
    assert SECRET not in repr([draft.text for draft in workspace.store.drafts.all()])


def test_with_the_identity_alone_half_typed_words_stay_without_the_name(world: PersonWorld) -> None:
    workspace, entry = world.workspace, world.entries[-1]
    workspace.capture_places.leave_edit(entry.id, f"Frau {NAME}: {SECRET}")
    erase(world, IDENTITY)
    assert workspace.capture_places.left_edit(entry.id) == f"[entfernt]: {SECRET}"


def test_backups_of_a_former_key_file_are_named_as_out_of_reach(world: PersonWorld, clock: SteppingClock) -> None:
    identities = world.workspace.identities
    identity = identities.book.identities[world.person.id]
    identities.close()
    identities.path.unlink()
    clock.set(clock.now() + timedelta(days=1))
    former = [backup.path.name for backup in identities.backups()]
    identities.create(identities.path, "ganz neuer satz im sommer", kdf=CHEAP)
    identities.save_identity(world.person, identity)
    outcome = erase(world)
    assert former
    assert all(name in " ".join(outcome.problems) for name in former)
    for said in (erasure_result, erasure_record):
        sentences = " ".join(said(outcome, older_backups_removed=True, today=TODAY))
        assert "früheren Schlüsseldatei" in sentences
    assert "nicht zu beschreiben" not in " ".join(erasure_record(outcome, older_backups_removed=True, today=TODAY))
