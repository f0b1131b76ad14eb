"""After an erasure no piece of the person's text is left: in no page, no index, no draft, no undo, no new backup."""

from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.progress import silent
from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Consent, Deletion, NameDecision
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesFrozen
from gk_desktop.domain.person_rights import ErasureDegree
from gk_desktop.services.person_erasure import ErasureOutcome
from gk_desktop.services.person_erasure_words import erasure_consequences, erasure_result
from gk_desktop.store.backups import BackupReason
from gk_desktop.store.identity_file import SUFFIX, IdentityFile
from tests.services.person_worlds import (
    CONTACT_WORDS,
    KEY_PASSPHRASE,
    NAME,
    OTHERS_WORDS,
    OWN_WORDS,
    UNRELATED,
    PersonWorld,
    make_person_world,
)
from tests.store.decrypted_pages import decrypted_pages

IDENTITY, STATEMENTS, MENTIONS = ErasureDegree


@pytest.fixture
def world(workspace: Workspace, tmp_path: Path) -> PersonWorld:
    return make_person_world(workspace, tmp_path)


def erase(world: PersonWorld, degree: ErasureDegree, *, ambiguous: bool = False) -> ErasureOutcome:
    erasure = world.workspace.person_erasure
    return erasure.erase(erasure.plan(world.subject, degree, ambiguous=ambiguous))


def everything_said(workspace: Workspace) -> str:
    drafts = [draft.text for draft in workspace.store.drafts.all()]
    return repr([operation.values for operation in workspace.store.journal.operations()]) + repr(drafts)


@pytest.mark.parametrize("degree", ErasureDegree)
def test_nothing_of_the_name_is_left_in_any_page_or_new_backup(world: PersonWorld, degree: ErasureDegree) -> None:
    workspace, store = world.workspace, world.workspace.store
    file, key = store._files.database, store._data_key
    assert NAME in everything_said(workspace)
    erase(world, degree)
    assert NAME not in everything_said(workspace)
    backup = store.cleansing_job(remove_older_backups=True)(silent)
    assert store.backups.all() == [backup]
    assert store.verify().is_sound
    workspace.close()
    for path in (file, backup.path):
        pages = decrypted_pages(path, key)
        assert UNRELATED.encode() in pages
        for piece in (NAME, NAME.lower(), "4711234", "ohne Foto"):
            assert piece.encode() not in pages, piece
        gone = {IDENTITY: [], STATEMENTS: [OWN_WORDS], MENTIONS: [OWN_WORDS, OTHERS_WORDS]}[degree]
        assert [word for word in (OWN_WORDS, OTHERS_WORDS) if word.encode() not in pages] == gone


def test_the_identity_alone_leaves_the_words_without_the_person(world: PersonWorld) -> None:
    erase(world, IDENTITY)
    records = world.workspace.records
    first, second, other, task, plain = world.entries
    (participant, _other) = records.find(Participant, event=world.event.id)
    assert (participant.label, participant.person) == ("GfS", "")
    assert first.speaker == second.speaker == participant.id
    assert (first.text, first.raw) == (f"Wir brauchen {OWN_WORDS}", f"GfS: Wir brauchen {OWN_WORDS}")
    assert other.text == f"[entfernt] Liste und {OTHERS_WORDS}, sagt auch [entfernt], Tel. [entfernt]"
    assert records.find(Task, entry=task.id)[0].responsible == "[entfernt]"
    assert plain.text == UNRELATED
    assert records.get(Event, world.event.id).chair == "[entfernt]"
    assert records.find(Person) == records.find(Consent) == records.find(NameDecision) == []


def test_own_statements_go_with_their_decisions_and_leave_their_numbers_as_gaps(world: PersonWorld) -> None:
    numbers = [entry.number for entry in world.entries]
    erase(world, STATEMENTS)
    records = world.workspace.records
    assert [entry.number for entry in world.entries] == numbers[2:]
    assert records.find(Decision) == []
    assert [item.label for item in records.find(Participant)] == ["Herr Beispiel"]
    added = world.workspace.capture(world.event.id).add_line("Neu")
    assert added is not None
    assert world.entries[-1].number not in numbers


def test_everything_takes_whole_entries_of_others(world: PersonWorld) -> None:
    erase(world, MENTIONS)
    assert [entry.text for entry in world.entries] == [UNRELATED]
    assert world.workspace.records.find(Task) == []


@pytest.mark.parametrize("degree", ErasureDegree)
def test_released_minutes_are_redacted_and_still_open(world: PersonWorld, degree: ErasureDegree) -> None:
    erase(world, degree)
    (frozen,) = world.workspace.records.find(MinutesFrozen)
    assert frozen.redacted
    for piece in (NAME, world.person.code, "4711234"):
        assert piece not in frozen.content
    for export_class in ExportClass:
        content = world.workspace.releases.versions.content(world.minutes, export_class)
        assert content.sections


def test_nothing_can_be_undone_or_found_any_more(world: PersonWorld) -> None:
    erase(world, STATEMENTS)
    journal = world.workspace.store.journal
    while journal.undo_label is not None:
        journal.undo()
        assert NAME not in everything_said(world.workspace)
        assert OWN_WORDS not in everything_said(world.workspace)
    for word in (NAME, OWN_WORDS):
        assert list(world.workspace.store.search.find(word, 20)) == []


def test_the_proof_names_code_cause_and_day_only(world: PersonWorld) -> None:
    outcome = erase(world, MENTIONS)
    (proof,) = world.workspace.records.find(Deletion)
    assert proof == outcome.deletion
    assert (proof.code, proof.done_by) == ("FK01-GfS-A1", "AB")
    assert proof.cause == "Löschung nach Art. 17 DSGVO"
    assert f"{proof.done_on:%d.%m.%Y}" == "10.03.2026"


def test_the_key_file_and_its_backups_know_nobody(world: PersonWorld) -> None:
    identities = world.workspace.identities
    path = identities.path
    erase(world, IDENTITY)
    assert identities.book.identities == identities.book.contacts == identities.book.evidence == {}
    files = [path, *path.parent.rglob(f"*{SUFFIX}")]
    assert len(files) > 2
    for file in files:
        book = _book(file, world)
        assert NAME not in book
        assert CONTACT_WORDS not in book


def _book(path: Path, world: PersonWorld) -> str:
    project = world.workspace.projects.current().id
    opened = IdentityFile.open(path, project, KEY_PASSPHRASE, clock=world.workspace.store.clock)
    return repr(opened.book)


def test_with_a_closed_key_file_codes_go_and_the_rest_is_said(world: PersonWorld) -> None:
    world.workspace.identities.close()
    outcome = erase(world, STATEMENTS)
    assert any("geschlossen" in sentence for sentence in outcome.problems)
    assert world.person.code not in everything_said(world.workspace).replace(
        repr({"code": world.person.code})[1:-1], ""
    )
    assert OWN_WORDS not in everything_said(world.workspace)
    # Whoever holds the Schlüsseldatei finds the person there, and erases the rest.
    world.workspace.identities.open(KEY_PASSPHRASE)
    subject = world.workspace.person_subjects.named(world.person.code)
    assert not subject.in_workspace
    erasure = world.workspace.person_erasure
    erasure.erase(erasure.plan(subject, MENTIONS))
    assert world.workspace.identities.book.identities == {}
    assert NAME not in everything_said(world.workspace)
    assert world.workspace.person_subjects.all() == []


def test_a_first_name_alone_is_left_to_others_unless_it_is_asked_for(world: PersonWorld) -> None:
    world.workspace.capture(world.event.id).add_line("Ottilie war auch da")
    plan = world.workspace.person_erasure.plan(world.subject, IDENTITY)
    assert any("Vorname" in sentence for sentence in erasure_consequences(plan, world.workspace.person_rights.today))
    erase(world, IDENTITY, ambiguous=True)
    assert world.entries[-1].text == "[entfernt] war auch da"


def test_consequences_are_told_before_and_files_and_backups_after(world: PersonWorld) -> None:
    today = world.workspace.person_rights.today
    plan = world.workspace.person_erasure.plan(world.subject, STATEMENTS)
    told = " ".join(erasure_consequences(plan, today))
    for piece in ("2 eigene Einträge", "1 ausgegebene Datei", "Sicherung", "lässt sich nicht rückgängig machen"):
        assert piece in told
    outcome = world.workspace.person_erasure.erase(plan)
    left = erasure_result(outcome, older_backups_removed=False, today=today)
    assert any(f"{NAME}.docx (INTERN" in line for line in left)
    assert any("05.05.2026" in line for line in left)


def test_planning_changes_nothing(world: PersonWorld) -> None:
    before = world.workspace.store.journal.digest()
    for degree in ErasureDegree:
        world.workspace.person_erasure.plan(world.subject, degree)
    assert world.workspace.store.journal.digest() == before
    assert world.workspace.store.backups.all() == []


def test_a_half_typed_line_loses_the_name_and_nothing_else(world: PersonWorld) -> None:
    erase(world, IDENTITY)
    drafts = {draft.place: draft.text for draft in world.workspace.store.drafts.all()}
    assert drafts[f"capture:{world.event.id}"] == "[entfernt] meint gerade"
    assert world.workspace.keeping.half_typed(world.event) == {"place": "bei [entfernt]", "date": "3x"}


def test_files_that_a_restored_backup_has_replaced_are_named(world: PersonWorld) -> None:
    backup = world.workspace.store.make_backup(BackupReason.MANUAL)
    (backup.path.parent / "ersetzt_2026-03-01T10-00-00").mkdir()
    plan = world.workspace.person_erasure.plan(world.subject, IDENTITY)
    today = world.workspace.person_rights.today
    assert any("ersetzt_2026-03-01" in sentence for sentence in erasure_consequences(plan, today))


def test_older_backups_stay_unless_they_are_to_go(world: PersonWorld) -> None:
    store = world.workspace.store
    older = store.make_backup(BackupReason.MANUAL)
    erase(world, IDENTITY)
    newest = store.cleansing_job(remove_older_backups=False)(silent)
    assert older in store.backups.all()
    assert newest.reason == "bereinigt"
    assert NAME.encode() in decrypted_pages(older.path, store._data_key)


def test_no_copy_is_left_in_pages_of_a_long_and_often_changed_file(world: PersonWorld) -> None:
    """Pages that were split and filled anew keep pieces of what once stood in them."""
    workspace, store = world.workspace, world.workspace.store
    capture = workspace.capture(world.event.id)
    words = [f"{OWN_WORDS}{number:03}" for number in range(150)]
    for place, word in enumerate(words):
        capture.add_line(f"Frau {NAME}: {word} " + "und noch etwas " * (place % 7))
        capture.add_line("jemand anderes " * (1 + place % 11))
    for entry in workspace.records.find(Entry, event=world.event.id)[::3]:
        workspace.follow_up.edit(entry.id, entry.raw + " ergänzt" * 20)
    erase(world, STATEMENTS)
    store.cleansing_job(remove_older_backups=True)(silent)
    file, key = store._files.database, store._data_key
    workspace.close()
    pages = decrypted_pages(file, key)
    assert [word for word in words if word.encode() in pages] == []
    assert NAME.encode() not in pages
    assert b"jemand anderes" in pages


def test_a_name_that_only_an_earlier_version_held_goes_too(world: PersonWorld) -> None:
    number = world.entries[-1].id
    world.workspace.follow_up.edit(number, f"Mit Frau {NAME} gesprochen")
    world.workspace.follow_up.edit(number, UNRELATED)
    erase(world, IDENTITY)
    assert NAME not in everything_said(world.workspace)
    assert world.entries[-1].text == UNRELATED


@pytest.mark.parametrize(("degree", "left"), [(STATEMENTS, ["@Teilnehmer*in: Guten Tag"]), (MENTIONS, [])])
def test_somebody_called_alike_and_not_linked_gets_a_role(
    world: PersonWorld, degree: ErasureDegree, left: list[str]
) -> None:
    """What they said stays unless all that names the person is to go."""
    workspace = world.workspace
    other = workspace.keeping.add(Event(title="Andere", date=world.event.date))
    workspace.capture(other.id).add_line(f"@Frau {NAME}: Guten Tag")
    erase(world, degree)
    (participant,) = workspace.records.find(Participant, event=other.id)
    assert participant.label == "Teilnehmer*in"
    assert [entry.raw for entry in workspace.records.find(Entry, event=other.id)] == left
    assert NAME not in everything_said(workspace)
