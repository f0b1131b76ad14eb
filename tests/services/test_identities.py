from datetime import timedelta
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.base.progress import silent
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.identity import ContactNote, Identity
from tests.services.conftest import PASSPHRASE as PROJECT_PASSPHRASE
from tests.store.workspaces import CHEAP

PASSPHRASE = "vier andere worte im wind"
NAME = "Bräutigam-Özdemir"


@pytest.fixture
def person(workspace: Workspace) -> Person:
    case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
    return workspace.people.add(case=case, role="GfS")


@pytest.fixture
def opened(workspace: Workspace, person: Person) -> Workspace:
    workspace.identities.create(workspace.identities.path, PASSPHRASE, kdf=CHEAP)
    workspace.identities.save_identity(person, Identity(title="Dr.", given_name="Ayşe", family_name=NAME))
    return workspace


def test_without_the_file_a_person_is_shown_by_code(workspace: Workspace, person: Person) -> None:
    assert not workspace.identities.is_open
    assert workspace.identities.shown_name(person) == "FK01-GfS-A1"
    assert workspace.identities.contacts_of(person.id) == []


def test_opened_it_shows_names_and_closed_again_codes(opened: Workspace, person: Person) -> None:
    assert opened.identities.shown_name(person) == f"Dr. Ayşe {NAME}"
    opened.identities.close()
    assert opened.identities.shown_name(person) == "FK01-GfS-A1"
    opened.identities.open(PASSPHRASE)
    assert opened.identities.shown_name(person) == f"Dr. Ayşe {NAME}"


def test_writing_into_a_closed_file_is_refused_with_the_way_out(workspace: Workspace, person: Person) -> None:
    with pytest.raises(UserError, match="geschlossen"):
        workspace.identities.save_identity(person, Identity(family_name=NAME))


def test_no_name_reaches_the_workspace_file(opened: Workspace, tmp_path: Path) -> None:
    profile = opened.store.profile
    opened.store.verify()
    rows = opened.store.journal.history(opened.records.find(Person)[0].id)
    assert NAME not in repr(rows)
    assert all(NAME.encode() not in path.read_bytes() for path in profile.rglob("*") if path.is_file())


def test_a_change_can_be_taken_back(opened: Workspace, person: Person) -> None:
    opened.identities.save_identity(person, Identity(family_name="Falsch"))
    opened.identities.undo()
    assert opened.identities.shown_name(person) == f"Dr. Ayşe {NAME}"


def test_there_is_nothing_to_take_back_after_opening(opened: Workspace) -> None:
    opened.identities.close()
    opened.identities.open(PASSPHRASE)
    assert not opened.identities.can_undo
    with pytest.raises(UserError, match="nichts rückgängig"):
        opened.identities.undo()


def test_an_older_file_is_told_apart_and_still_opens(opened: Workspace, person: Person, tmp_path: Path) -> None:
    old = tmp_path / "alt.gkschluessel"
    old.write_bytes(opened.identities.path.read_bytes())
    opened.identities.save_identity(person, Identity(family_name="Neuer"))
    assert opened.identities.age_warning == ""
    opened.identities.open(PASSPHRASE, path=old)
    assert "älter als die zuletzt geöffnete" in opened.identities.age_warning
    assert opened.identities.shown_name(person) == f"Dr. Ayşe {NAME}"


def test_it_is_found_again_where_it_was_put(workspace: Workspace, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    workspace.identities.create(place / "namen", PASSPHRASE, kdf=CHEAP)
    workspace.identities.close()
    assert workspace.identities.path == place / "namen.gkschluessel"
    assert workspace.identities.exists
    workspace.identities.open(PASSPHRASE)
    assert workspace.identities.is_open


def test_contacts_are_kept_with_the_person(opened: Workspace, person: Person) -> None:
    note = opened.identities.save_contact(ContactNote(person=person.id, text="Anruf"))
    assert [item.text for item in opened.identities.contacts_of(person.id)] == ["Anruf"]
    opened.identities.remove_contact(note.id)
    assert opened.identities.contacts_of(person.id) == []


def test_erasing_a_person_leaves_nothing_to_take_back(opened: Workspace, person: Person) -> None:
    opened.identities.save_contact(ContactNote(person=person.id, text="Anruf"))
    opened.identities.erase(person.id)
    assert not opened.identities.can_undo
    assert opened.identities.shown_name(person) == "FK01-GfS-A1"
    assert opened.identities.contacts_of(person.id) == []


def test_whoever_listens_hears_of_opening_closing_and_changes(workspace: Workspace, person: Person) -> None:
    heard: list[bool] = []
    workspace.identities.subscribe(lambda: heard.append(workspace.identities.is_open))
    workspace.identities.create(workspace.identities.path, PASSPHRASE, kdf=CHEAP)
    workspace.identities.save_identity(person, Identity(family_name=NAME))
    workspace.identities.close()
    assert heard == [True, True, False]


def test_the_passphrase_of_the_project_is_refused(workspace: Workspace, person: Person) -> None:
    with pytest.raises(UserError, match="Passphrase des Projekts"):
        workspace.identities.create(workspace.identities.path, PROJECT_PASSPHRASE, kdf=CHEAP)
    assert not workspace.identities.exists
    workspace.identities.create(workspace.identities.path, PASSPHRASE, kdf=CHEAP)
    with pytest.raises(UserError, match="Passphrase des Projekts"):
        workspace.identities.change_passphrase(PROJECT_PASSPHRASE)


def test_a_new_passphrase_opens_it_and_the_old_one_does_not(opened: Workspace, person: Person) -> None:
    opened.identities.change_passphrase("neue lange worte am see")
    opened.identities.close()
    with pytest.raises(UserError, match="stimmt nicht"):
        opened.identities.open(PASSPHRASE)
    opened.identities.open("neue lange worte am see")
    assert opened.identities.shown_name(person) == f"Dr. Ayşe {NAME}"


def test_locking_the_workspace_closes_it_and_tells_nobody(workspace: Workspace, person: Person) -> None:
    identities = workspace.identities
    identities.create(identities.path, PASSPHRASE, kdf=CHEAP)
    late, heard = identities.opening(PASSPHRASE)(silent), []
    identities.subscribe(lambda: heard.append(identities.is_open))
    workspace.close()
    identities.take(late)
    assert not identities.is_open
    assert heard == []


def test_a_restored_backup_is_the_newest_state_and_the_one_before_is_kept(
    opened: Workspace, person: Person, clock: SteppingClock
) -> None:
    clock.set(clock.now() + timedelta(hours=1))
    opened.identities.save_identity(person, Identity(family_name="Falsch"))
    clock.set(clock.now() + timedelta(hours=1))
    opened.identities.restore(opened.identities.backups()[0])
    assert not opened.identities.is_open
    opened.identities.open(PASSPHRASE)
    assert opened.identities.shown_name(person) == f"Dr. Ayşe {NAME}"
    assert opened.identities.age_warning == "", "somebody wanted this state"
    assert len(opened.identities.backups()) == 3


def test_a_backup_can_be_restored_where_the_file_is_gone(opened: Workspace, person: Person) -> None:
    opened.identities.save_identity(person, Identity(family_name="Noch eine Fassung"))
    opened.identities.close()
    opened.identities.path.unlink()
    with pytest.raises(UserError, match="fehlt"):
        opened.identities.open(PASSPHRASE)
    opened.identities.restore(opened.identities.backups()[0])
    opened.identities.open(PASSPHRASE)
    assert opened.identities.is_open
