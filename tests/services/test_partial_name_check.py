"""An older Schlüsseldatei, or one that lacks persons, checks names in part only, and everything says so."""

import shutil
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.event import Event
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.minutes import ExportClass, MinutesKind, NameState
from gk_desktop.services.table_composing import Exported, TableRequest
from tests.documents.docx_text import all_texts
from tests.services.test_name_check import IDENTITY_PASSPHRASE
from tests.store.workspaces import CHEAP

PSEUDONYMISED, COURSE = ExportClass.PSEUDONYMISIERT, MinutesKind.COURSE


@pytest.fixture
def case(workspace: Workspace) -> Case:
    return workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))


@pytest.fixture
def event(workspace: Workspace, case: Case) -> Event:
    event = workspace.keeping.add(Event(title="Kerngruppe", case=case.id))
    workspace.capture(event.id).add_line("Kunzelmann bringt die Liste")
    return event


@pytest.fixture
def first(workspace: Workspace, case: Case) -> Person:
    workspace.identities.create(workspace.identities.path, IDENTITY_PASSPHRASE, kdf=CHEAP)
    person = workspace.people.add(case=case, role="GfS")
    workspace.identities.save_identity(person, Identity(family_name="Beispiel"))
    return person


@pytest.fixture
def older_copy(workspace: Workspace, case: Case, first: Person, tmp_path: Path) -> Path:
    """Made before Kunzelmann was entered; `first` stands in it."""
    assert workspace.identities.identity(first.id)
    copy = tmp_path / workspace.identities.path.name
    shutil.copy(workspace.identities.path, copy)
    second = workspace.people.add(case=case, role="TR")
    workspace.identities.save_identity(second, Identity(family_name="Kunzelmann"))
    return copy


def test_an_older_key_file_that_lacks_a_person_never_says_that_names_were_checked(
    workspace: Workspace, event: Event, older_copy: Path, tmp_path: Path
) -> None:
    workspace.identities.open(IDENTITY_PASSPHRASE, path=older_copy)
    check = workspace.name_checks.of(event.id, PSEUDONYMISED)
    assert check.sentence == "Namen nur zum Teil geprüft: 1 Person steht nicht mit Namen in der Schlüsseldatei."
    assert not check.is_settled
    preview = workspace.export_previews.of(event.id, COURSE, PSEUDONYMISED)
    assert (preview.names, preview.names_gap) == (NameState.PARTIAL, check.sentence)

    exported = workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path)
    assert not exported.export.names_checked
    assert "Namen ungeprüft" in "\n".join(all_texts(exported.file.read_bytes()).values())
    for what in Exported:
        request = TableRequest(what=what, export_class=PSEUDONYMISED, event=event.id)
        written = workspace.tables.export(request, tmp_path)
        assert not any(export.names_checked for export in written.exports)


def test_an_older_key_file_with_everybody_in_it_is_not_taken_for_the_newest(
    workspace: Workspace, event: Event, first: Person, tmp_path: Path
) -> None:
    copy = tmp_path / workspace.identities.path.name
    shutil.copy(workspace.identities.path, copy)
    workspace.identities.save_identity(first, Identity(family_name="Beispiel", further_names=("Kunzelmann",)))
    workspace.identities.open(IDENTITY_PASSPHRASE, path=copy)
    check = workspace.name_checks.of(event.id, PSEUDONYMISED)
    assert check.sentence == "Namen nur zum Teil geprüft: Die Schlüsseldatei ist nicht die neueste."
    assert not workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path).export.names_checked


def test_open_hits_come_before_what_cannot_be_known(workspace: Workspace, event: Event, older_copy: Path) -> None:
    workspace.identities.open(IDENTITY_PASSPHRASE, path=older_copy)
    workspace.capture(event.id).add_line("Beispiel auch")
    preview = workspace.export_previews.of(event.id, COURSE, PSEUDONYMISED)
    assert (preview.names, preview.open_names) == (NameState.UNDECIDED, 1)


@pytest.mark.parametrize("empty", [Identity(), Identity(institution="Haus der Wege", phone="0203 4711")])
def test_a_person_whose_name_is_not_entered_is_one_nobody_can_look_for(
    workspace: Workspace, case: Case, event: Event, first: Person, empty: Identity
) -> None:
    assert workspace.name_checks.of(event.id, PSEUDONYMISED).is_settled, first.code
    second = workspace.people.add(case=case, role="TR")
    workspace.identities.save_identity(second, empty)
    assert workspace.name_checks.of(event.id, PSEUDONYMISED).gap
    assert workspace.export_previews.of(event.id, COURSE, PSEUDONYMISED).names is NameState.PARTIAL
    workspace.identities.save_identity(second, Identity(further_names=("Tante Käthe",)))
    assert workspace.name_checks.of(event.id, PSEUDONYMISED).is_settled
