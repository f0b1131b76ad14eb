"""Whose data may only be stored stands in no new document: not by name, and not with what they said (DSGVO Art. 18)."""

from datetime import date
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.person_rights import PersonRequest
from gk_desktop.services.table_composing import Exported, TableRequest
from tests.documents.docx_text import all_texts
from tests.services.test_minutes_release import release
from tests.services.test_name_check import IDENTITY_PASSPHRASE
from tests.store.workspaces import CHEAP

INTERN = ExportClass.INTERN
NAME, CODE, SAID = "Kunzelmann", "FK01-GfS-A1", "Zwetschgenknödel"


@pytest.fixture
def person(workspace: Workspace) -> Person:
    return workspace.people.add(case=workspace.keeping.add(Case(name="Musterstadt", case_code="FK01")), role="GfS")


@pytest.fixture
def event(workspace: Workspace, person: Person) -> Event:
    found = workspace.keeping.add(Event(title="Kerngruppe", date=date(2026, 3, 10), chair=f"Frau {NAME}"))
    workspace.keeping.add(Participant(event=found.id, label=f"Frau {NAME}", person=person.id))
    capture = workspace.capture(found.id)
    for line in (
        f"Frau {NAME}: Wir brauchen {SAID}",
        f"Frau {NAME}: ! Frau {NAME} führt die Liste",
        f"> Frau {NAME}: Liste senden",
        f"@Frau Beispiel: Das sieht {NAME} anders",
    ):
        capture.add_line(line)
    return found


def restrict(workspace: Workspace, person: Person, request: PersonRequest = PersonRequest.RESTRICTION) -> None:
    workspace.person_rights.carry_out(workspace.person_subjects.of(person.id), request)


def written(workspace: Workspace, event: Event, cls: ExportClass, folder: Path, version: int | None = None) -> str:
    target = folder / f"{cls.value}{version or ''}.docx"
    file = workspace.minutes.export(event.id, MinutesKind.COURSE, cls, target, version=version).file
    return "\n".join(all_texts(file.read_bytes()).values())


def test_somebody_nobody_has_linked_is_recognised_while_the_key_file_is_open(
    workspace: Workspace, event: Event, person: Person, tmp_path: Path
) -> None:
    elsewhere = workspace.keeping.add(Event(title="Steuerungsgruppe", date=date(2026, 3, 11)))
    for line in (f"@Frau {NAME}: Wir brauchen {SAID}", "@Frau Beispiel: Das bleibt"):
        workspace.capture(elsewhere.id).add_line(line)
    workspace.identities.create(workspace.identities.path, IDENTITY_PASSPHRASE, kdf=CHEAP)
    workspace.identities.save_identity(person, Identity(given_name="Ottilie", family_name=NAME))
    restrict(workspace, person)
    text = written(workspace, elsewhere, INTERN, tmp_path)
    assert SAID not in text
    assert "Das bleibt" in text


@pytest.mark.parametrize("request_", [PersonRequest.RESTRICTION, PersonRequest.OBJECTION])
@pytest.mark.parametrize("cls", ExportClass)
def test_minutes_have_neither_the_name_nor_what_was_said(
    workspace: Workspace, event: Event, person: Person, tmp_path: Path, cls: ExportClass, request_: PersonRequest
) -> None:
    assert NAME in written(workspace, event, INTERN, tmp_path)
    restrict(workspace, person, request_)
    said = written(workspace, event, cls, tmp_path)
    assert NAME not in said
    assert SAID not in said
    assert "führt die Liste" in said
    assert "Liste senden" in said
    assert "Beispiel" in said or cls is not INTERN
    assert (CODE in said) is (cls is not ExportClass.VERTEILER)


@pytest.mark.parametrize("what", Exported)
def test_tables_and_texts_have_the_code_in_their_place(
    workspace: Workspace, event: Event, person: Person, tmp_path: Path, what: Exported
) -> None:
    restrict(workspace, person)
    file = workspace.tables.export(TableRequest(what=what, export_class=INTERN, event=event.id), tmp_path).file
    said = "\n".join(all_texts(file.read_bytes()).values()) if file.suffix != ".txt" else file.read_text("utf-8")
    assert NAME not in said
    assert SAID not in said
    assert CODE in said


def test_released_minutes_are_handed_out_with_the_code(
    workspace: Workspace, event: Event, person: Person, tmp_path: Path
) -> None:
    release(workspace, event)
    participant = workspace.records.find(Participant, event=event.id)[0]
    workspace.keeping.change(Participant, participant.id, label="Sprecherin")
    restrict(workspace, person)
    said = written(workspace, event, INTERN, tmp_path, version=1)
    assert NAME not in said
    assert SAID not in said
    assert CODE in said
    restrict(workspace, person, PersonRequest.END_OF_RESTRICTION)
    assert NAME in written(workspace, event, INTERN, tmp_path, version=1)


def test_released_minutes_have_the_code_also_where_the_participation_lies_in_the_papierkorb(
    workspace: Workspace, event: Event, person: Person, tmp_path: Path
) -> None:
    release(workspace, event)
    workspace.keeping.delete(Participant, workspace.records.find(Participant, event=event.id)[0].id)
    restrict(workspace, person)
    said = written(workspace, event, INTERN, tmp_path, version=1)
    assert NAME not in said
    assert SAID not in said


def test_names_of_the_opened_key_file_go_too_and_first_names_of_others_stay(
    workspace: Workspace, event: Event, person: Person, tmp_path: Path
) -> None:
    workspace.identities.create(workspace.identities.path, IDENTITY_PASSPHRASE, kdf=CHEAP)
    workspace.identities.save_identity(
        person, Identity(given_name="Ottilie", family_name=NAME, further_names=("Zwetschgentante",))
    )
    workspace.capture(event.id).add_line("Die Zwetschgentante kommt, Ottilie Schmidt auch")
    restrict(workspace, person)
    said = written(workspace, event, INTERN, tmp_path)
    assert f"Die {CODE} kommt, Ottilie Schmidt auch" in said


def test_a_restricted_person_in_the_bin_is_not_named_either(
    workspace: Workspace, event: Event, person: Person, tmp_path: Path
) -> None:
    restrict(workspace, person)
    workspace.keeping.delete(Person, person.id)
    assert NAME not in written(workspace, event, INTERN, tmp_path)


def test_the_preview_says_who_is_shown_by_code_and_what_is_left_out(
    workspace: Workspace, event: Event, person: Person
) -> None:
    def preview() -> tuple[str, list[str]]:
        found = workspace.export_previews.of(event.id, MinutesKind.COURSE, INTERN)
        return found.restricted, [entry.reason for entry in found.left_out]

    assert preview() == ("", [])
    restrict(workspace, person)
    assert preview() == (
        "Verarbeitung eingeschränkt (Art. 18): Statt des Namens steht der Code, Aussagen fehlen (FK01-GfS-A1).",
        ["Verarbeitung eingeschränkt (Art. 18)"],
    )
