"""What was released while the Schlüsseldatei was closed is looked through again before it leaves the house."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.consent import NameVerdict
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.minutes import ExportClass, Minutes, MinutesExport, MinutesKind, NameState
from tests.documents.docx_text import all_texts
from tests.services.test_minutes_release import proofread, release
from tests.services.test_name_check import IDENTITY_PASSPHRASE
from tests.store.workspaces import CHEAP

INTERN, PSEUDONYMISED, OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER
COURSE = MinutesKind.COURSE


@pytest.fixture
def event(workspace: Workspace) -> Event:
    case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
    return workspace.keeping.add(Event(title="Kerngruppe", case=case.id))


@pytest.fixture
def person(workspace: Workspace, event: Event) -> Person:
    workspace.identities.create(workspace.identities.path, IDENTITY_PASSPHRASE, kdf=CHEAP)
    found = workspace.people.add(case=workspace.records.get(Case, event.case), role="GfS")
    workspace.identities.save_identity(found, Identity(given_name="Ottilie", family_name="Kunzelmann"))
    return found


@pytest.fixture
def released(workspace: Workspace, event: Event, person: Person) -> Minutes:
    """With the name of `person` in A1, released while nobody could know it."""
    assert person.code
    workspace.identities.close()
    for line in ("Kunzelmann bringt die Liste", "Alles ruhig"):
        workspace.capture(event.id).add_line(line)
    return release(workspace, event)


def decide(workspace: Workspace, event: Event, verdict: NameVerdict, cls: ExportClass, reason: str = "") -> None:
    hits = workspace.name_checks.of(event.id, cls).open_hits
    assert [hit.word for hit in hits] == ["Kunzelmann"]
    workspace.name_checks.decide(event.id, hits, verdict, cls, reason=reason)


@pytest.mark.parametrize("cls", [PSEUDONYMISED, OUTSIDE])
def test_with_the_key_file_open_a_released_version_is_held_back_and_says_where_names_stand(
    workspace: Workspace, event: Event, released: Minutes, tmp_path: Path, cls: ExportClass
) -> None:
    workspace.minutes.export(event.id, COURSE, cls, tmp_path / "zu.docx", version=1)
    workspace.identities.open(IDENTITY_PASSPHRASE)
    with pytest.raises(UserError, match=r"In Fassung 1 stehen Namen.*\(A1\)") as refused:
        workspace.minutes.export(event.id, COURSE, cls, tmp_path / "auf.docx", version=1)
    assert "Kunzelmann" not in str(refused.value)
    assert "nächsten Fassung" in str(refused.value.way_out)
    assert not (tmp_path / "auf.docx").exists()
    not_printed = workspace.minutes.pages(event.id, COURSE, cls, version=1).not_printed
    assert not_printed is not None
    assert workspace.minutes.pages(event.id, COURSE, INTERN, version=1).not_printed is None
    assert workspace.minutes.export(event.id, COURSE, INTERN, tmp_path / "innen.docx", version=1).file.exists()
    assert released.frozen_hash


@pytest.mark.usefixtures("released")
def test_a_reason_lets_it_out_and_is_kept(workspace: Workspace, event: Event, tmp_path: Path) -> None:
    workspace.identities.open(IDENTITY_PASSPHRASE)
    exported = workspace.minutes.export(
        event.id, COURSE, PSEUDONYMISED, tmp_path, version=1, names_reason="steht in der Zeitung"
    )
    assert not exported.export.names_checked
    assert "Namen ungeprüft" in "\n".join(all_texts(exported.file.read_bytes()).values())
    (logged,) = workspace.name_checks.decisions(event.id)
    assert (logged.record_id, logged.reason) == (exported.export.id, "steht in der Zeitung")


def test_what_is_replaced_makes_the_next_version_and_leaves_the_released_one_held_back(
    workspace: Workspace, event: Event, released: Minutes, tmp_path: Path
) -> None:
    workspace.identities.open(IDENTITY_PASSPHRASE)
    decide(workspace, event, NameVerdict.REPLACE, PSEUDONYMISED)
    exported = workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path)
    assert exported.minutes.version == 2
    assert exported.export.names_checked
    assert "Kunzelmann" not in "\n".join(all_texts(exported.file.read_bytes()).values())
    with pytest.raises(UserError, match="Fassung 1"):
        workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path, version=released.version)


@pytest.mark.usefixtures("released")
def test_what_is_no_name_or_stays_with_a_reason_goes_out_of_the_released_version(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    workspace.identities.open(IDENTITY_PASSPHRASE)
    decide(workspace, event, NameVerdict.LEFT_IN, PSEUDONYMISED, "öffentliches Amt")
    exported = workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path)
    assert exported.minutes.version == 1
    assert exported.export.names_checked
    assert "Namen ungeprüft" not in "\n".join(all_texts(exported.file.read_bytes()).values())
    with pytest.raises(UserError, match="Fassung 1"):
        workspace.minutes.export(event.id, COURSE, OUTSIDE, tmp_path)
    decide(workspace, event, NameVerdict.HARMLESS, OUTSIDE)
    assert workspace.minutes.export(event.id, COURSE, OUTSIDE, tmp_path).export.names_checked


def test_a_released_version_without_names_counts_as_checked_once_somebody_looked(
    workspace: Workspace, event: Event, person: Person, tmp_path: Path
) -> None:
    workspace.identities.close()
    workspace.capture(event.id).add_line("Alles ruhig")
    released = release(workspace, event)
    assert workspace.minutes.versions.content(released, PSEUDONYMISED).names is NameState.UNCHECKED
    workspace.identities.open(IDENTITY_PASSPHRASE)
    assert workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path).export.names_checked, person.code
    workspace.people.add(case=workspace.records.get(Case, event.case), role="TR")
    assert workspace.minutes.versions.content(released, PSEUDONYMISED).names is NameState.PARTIAL


def test_a_name_that_the_key_file_learns_after_the_release_is_found(
    workspace: Workspace, event: Event, person: Person, tmp_path: Path
) -> None:
    workspace.capture(event.id).add_line("Tante Käthe bringt Kuchen")
    released = release(workspace, event)
    assert workspace.minutes.versions.content(released, OUTSIDE).names is NameState.CHECKED
    workspace.identities.save_identity(person, Identity(family_name="Kunzelmann", further_names=("Tante Käthe",)))
    with pytest.raises(UserError, match=r"Fassung 1.*\(A1\)"):
        workspace.minutes.export(event.id, COURSE, OUTSIDE, tmp_path, version=1)


def test_what_was_released_with_a_reason_stays_released_and_unchecked(
    workspace: Workspace, event: Event, person: Person, tmp_path: Path
) -> None:
    workspace.capture(event.id).add_line("Kunzelmann bringt die Liste")
    proofread(workspace, event)
    workspace.releases.release(event.id, COURSE, names_reason="eilt sehr")
    exported = workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path)
    assert not exported.export.names_checked
    assert "Kunzelmann" not in "\n".join(all_texts(exported.file.read_bytes()).values())
    assert workspace.minutes.pages(event.id, COURSE, PSEUDONYMISED).not_printed is None, person.code


@pytest.mark.usefixtures("released")
def test_a_list_of_changes_does_not_show_the_name_that_the_older_version_still_has(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    workspace.identities.open(IDENTITY_PASSPHRASE)
    decide(workspace, event, NameVerdict.REPLACE, PSEUDONYMISED)
    changes = workspace.minutes_changes
    with pytest.raises(UserError, match="In Fassung 1 stehen Namen"):
        changes.export(changes.compare(event.id, COURSE, PSEUDONYMISED), tmp_path)
    assert list(tmp_path.glob("*.docx")) == []
    assert workspace.records.find(MinutesExport) == []


def _institution(workspace: Workspace, _event: Event) -> None:
    workspace.keeping.add(Institution(name="Wegweiser Nord", institution_type="Träger"))


def _alias(workspace: Workspace, event: Event) -> None:
    workspace.keeping.change(Case, event.case, aliases=("Wegweiser Nord",))


def _place(workspace: Workspace, event: Event) -> None:
    workspace.keeping.change(Case, event.case, places=("Wegweiser Nord",))


def _participant(workspace: Workspace, event: Event) -> None:
    workspace.keeping.add(Participant(event=event.id, label="Frau Wegweiser Nord"))


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("becomes_known", [_institution, _alias, _place, _participant])
def test_what_the_project_learns_to_be_a_name_after_the_release_holds_the_released_version_back(
    workspace: Workspace,
    event: Event,
    tmp_path: Path,
    becomes_known: Callable[[Workspace, Event], None],
    is_open: bool,
) -> None:
    workspace.capture(event.id).add_line("Wegweiser Nord macht mit")
    release(workspace, event)
    assert workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path, version=1).export.names_checked
    becomes_known(workspace, event)
    if not is_open:
        workspace.identities.close()
    with pytest.raises(UserError, match=r"In Fassung 1 stehen Namen.*\(A1\)"):
        workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path / "spaeter.docx", version=1)
    changes = workspace.minutes_changes
    with pytest.raises(UserError, match="In Fassung 1 stehen Namen"):
        changes.export(changes.compare(event.id, COURSE, PSEUDONYMISED), tmp_path / "liste.docx")


def test_what_stands_for_names_in_a_released_version_is_no_name(
    workspace: Workspace, event: Event, person: Person, tmp_path: Path
) -> None:
    case = workspace.records.get(Case, event.case)
    workspace.keeping.add(Institution(name="Haus der Wege", institution_type="Träger", case=case.id))
    for line in ("@Frau Beispiel: Haus der Wege sagt ab", "Kunzelmann fährt nach Musterstadt", "@Berater: gern"):
        workspace.capture(event.id).add_line(line)
    workspace.name_checks.accept_proposals(event.id, PSEUDONYMISED, COURSE)
    workspace.name_checks.accept_proposals(event.id, OUTSIDE, COURSE)
    release(workspace, event)
    for name in ("Träger", "Person", "GfS", person.code, "FK01", "Institution"):
        workspace.keeping.add(Institution(name=name))
    for cls in (PSEUDONYMISED, OUTSIDE):
        assert workspace.minutes.export(event.id, COURSE, cls, tmp_path, version=1).export.names_checked
