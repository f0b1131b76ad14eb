"""Which Schlüsseldatei is the newest: an older copy stays one, however often somebody saves into it."""

from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.identity import ContactNote, Identity
from gk_desktop.store.identity_file import IdentityFile
from tests.store.workspaces import CHEAP

PASSPHRASE = "vier andere worte im wind"
NEWER = Identity(family_name="Neuer")


@pytest.fixture
def person(workspace: Workspace) -> Person:
    case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
    return workspace.people.add(case=case, role="GfS")


@pytest.fixture
def older(workspace: Workspace, person: Person) -> Workspace:
    """Open is a copy that knows less than what was open before."""
    identities = workspace.identities
    identities.create(identities.path, PASSPHRASE, kdf=CHEAP)
    copy = identities.path.read_bytes()
    identities.save_identity(person, NEWER)
    identities.close()
    _newest(workspace).write_bytes(identities.path.read_bytes())
    identities.path.write_bytes(copy)
    identities.open(PASSPHRASE)
    return workspace


def _newest(workspace: Workspace) -> Path:
    return workspace.store.profile / "neueste.gkschluessel"


def test_an_older_file_stays_the_older_one_however_often_it_is_saved(older: Workspace, person: Person) -> None:
    identities = older.identities
    assert "älter" in identities.age_warning
    for _ in range(4):
        identities.save_contact(ContactNote(person=person.id, text="Anruf"))
        assert identities.age_warning
    identities.undo()
    assert identities.age_warning
    identities.change_passphrase("neue lange worte am see")
    identities.close()
    identities.open("neue lange worte am see")
    assert "nicht aus der zuletzt geöffneten" in identities.age_warning
    identities.open(PASSPHRASE, path=_newest(older))
    assert identities.age_warning == ""


def test_somebody_may_decide_that_the_open_one_counts(older: Workspace, person: Person) -> None:
    identities, heard = older.identities, []
    identities.save_contact(ContactNote(person=person.id, text="Anruf"))
    identities.subscribe(lambda: heard.append(identities.age_warning))
    identities.take_as_newest()
    assert heard == [""]
    identities.save_contact(ContactNote(person=person.id, text="Anruf"))
    assert identities.age_warning == ""
    identities.open(PASSPHRASE, path=_newest(older))
    assert identities.age_warning, "now the other one is none that followed"


def test_what_a_colleague_went_on_with_is_newer_and_no_other_branch(
    workspace: Workspace, person: Person, clock: SteppingClock
) -> None:
    identities = workspace.identities
    identities.create(identities.path, PASSPHRASE, kdf=CHEAP)
    identities.save_identity(person, NEWER)
    identities.close()
    elsewhere = IdentityFile.open(identities.path, workspace.projects.current().id, PASSPHRASE, clock=clock)
    for _ in range(3):
        elsewhere.save(elsewhere.book)
    identities.open(PASSPHRASE)
    assert identities.age_warning == ""
