"""Contacts from a table: what each row becomes; project and Schlüsseldatei are changed together or not at all."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.base.progress import Cancelled
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.contact_columns import ContactField
from gk_desktop.domain.contact_matching import Finding, PlannedContact, RowChoice
from gk_desktop.domain.identity import Identity
from gk_desktop.services.contact_import import ContactTable
from gk_desktop.store import undo
from tests.store.workspaces import CHEAP

Planner = Callable[..., list[PlannedContact]]

PASSPHRASE = "vier andere worte im wind"
HEADERS = "Anrede;Titel;Vorname;Nachname;E-Mail;Telefon;Einrichtung;Rolle;Kommune"
ERIKA = "Frau;Dr.;Erika;Muster;erika@example.org;0201 55;Bildungsbüro;GfS;FK01"
MAX = "Herr;;Max;Probe;max@example.org;;;Trägervertreter*in;Musterstadt"


@pytest.fixture
def case(workspace: Workspace) -> Case:
    workspace.identities.create(workspace.identities.path, PASSPHRASE, kdf=CHEAP)
    return workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))


def table(workspace: Workspace, folder: Path, *rows: str) -> ContactTable:
    path = folder / "kontakte.csv"
    path.write_text("\n".join([HEADERS, *rows]), encoding="utf-8")
    return workspace.contact_import.read(path)


@pytest.fixture
def plan(workspace: Workspace, case: Case, tmp_path: Path) -> Planner:
    def made(*rows: str) -> list[PlannedContact]:
        read = table(workspace, tmp_path, *rows)
        return workspace.contact_import.plan(read, read.proposed_columns())

    return made


def names(workspace: Workspace) -> dict[str, str]:
    persons = workspace.records.find(Person, order_by=["code"])
    return {person.code: workspace.identities.shown_name(person) for person in persons}


def findings(planned: Sequence[PlannedContact]) -> list[tuple[int, Finding]]:
    return [(item.row, item.finding) for item in planned]


def test_new_contacts_get_codes_and_their_names_go_to_the_schluesseldatei(workspace: Workspace, plan: Planner) -> None:
    taken = workspace.contact_import.take_over(plan(ERIKA, MAX))
    assert (taken.added, taken.changed, taken.left, taken.invalid) == (2, 0, 0, 0)
    assert names(workspace) == {"FK01-GfS-A1": "Dr. Erika Muster", "FK01-TR-A1": "Max Probe"}


def test_no_name_of_an_import_reaches_the_journal(workspace: Workspace, plan: Planner) -> None:
    workspace.contact_import.take_over(plan(ERIKA))
    operations = json.dumps([dict(item.values) for item in workspace.store.journal.operations()], ensure_ascii=False)
    for secret in ("Erika", "Muster;", "erika@", "0201 55"):
        assert secret not in operations


def test_an_institution_of_the_project_is_recognised(workspace: Workspace, case: Case, plan: Planner) -> None:
    office = workspace.keeping.add(Institution(name="Bildungsbüro", institution_type="Kreis", case=case.id))
    workspace.contact_import.take_over(plan(ERIKA))
    (person,) = workspace.records.find(Person)
    assert (person.institution, person.institution_type) == (office.id, "Kreis")


def test_importing_twice_finds_everybody_known_and_changes_nothing(workspace: Workspace, plan: Planner) -> None:
    workspace.contact_import.take_over(plan(ERIKA, MAX))
    generation = workspace.identities.book.generation
    again = plan(ERIKA, MAX)
    assert findings(again) == [(2, Finding.KNOWN), (3, Finding.KNOWN)]
    taken = workspace.contact_import.take_over(again)
    assert (taken.added, taken.changed, taken.left) == (0, 0, 2)
    assert workspace.identities.book.generation == generation
    assert len(names(workspace)) == 2


@pytest.mark.parametrize(
    ("choice", "phone", "persons"),
    [(RowChoice.KEEP, "0201 55", 1), (RowChoice.TAKE, "0201 77", 1), (RowChoice.ANOTHER, "0201 55", 2)],
)
def test_a_similar_contact_is_shown_beside_the_known_one_and_a_person_decides(
    workspace: Workspace,
    plan: Planner,
    choice: RowChoice,
    phone: str,
    persons: int,
) -> None:
    workspace.contact_import.take_over(plan(ERIKA))
    known = workspace.records.find(Person)[0]
    (unclear,) = plan(ERIKA.replace("0201 55", "0201 77"))
    assert unclear.finding is Finding.UNCLEAR
    assert unclear.choice is RowChoice.KEEP, "nothing is overwritten unless somebody says so"
    assert [(item.known, item.offered) for item in unclear.differences] == [("0201 55", "0201 77")]
    workspace.contact_import.take_over([replace(unclear, choice=choice)])
    identity = workspace.identities.identity(known.id)
    assert identity is not None
    assert identity.phone == phone
    assert len(names(workspace)) == persons


def test_the_same_mail_under_another_name_is_unclear(workspace: Workspace, plan: Planner) -> None:
    workspace.contact_import.take_over(plan(ERIKA))
    (unclear,) = plan(ERIKA.replace("Muster;", "Muster-Neu;"))
    assert unclear.finding is Finding.UNCLEAR


def test_what_a_row_leaves_empty_takes_nothing_away(workspace: Workspace, plan: Planner) -> None:
    workspace.contact_import.take_over(plan(ERIKA))
    (shorter,) = plan("Frau;;Erika;Muster;neu@example.org;;;GfS;FK01")
    workspace.contact_import.take_over([replace(shorter, choice=RowChoice.TAKE)])
    identity = workspace.identities.identity(workspace.records.find(Person)[0].id)
    assert identity is not None
    assert (identity.title, identity.phone, identity.email) == ("Dr.", "0201 55", "neu@example.org")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";;;;x@example.org;;;GfS;FK01", "Es fehlt der Name."),
        (";;Erika;Muster;keine Adresse;;;GfS;FK01", "ist keine E-Mail-Adresse"),
        (";;Erika;Muster;;;;GfS;FK99", "Den Fall „FK99“ gibt es nicht."),
        (";;Erika;Muster;;;;GfS;", "Es fehlt der Fall."),
        (";;Erika;Muster;;;;König;FK01", "Die Rolle „König“ gibt es nicht."),
        (";;Erika;Muster;;;;;FK01", "Es fehlt die Rolle."),
    ],
)
def test_a_row_that_cannot_be_taken_over_says_why(plan: Planner, row: str, reason: str) -> None:
    (item,) = plan(row)
    assert item.finding is Finding.INVALID
    assert reason in item.reason


def test_a_case_without_fallkuerzel_gets_the_sentence(workspace: Workspace, plan: Planner) -> None:
    workspace.keeping.add(Case(name="Namenlos"))
    (item,) = plan(";;Erika;Muster;;;;GfS;Namenlos")
    assert "noch kein Fallkürzel" in item.reason


def test_a_row_that_repeats_one_above_is_not_taken_twice(workspace: Workspace, plan: Planner) -> None:
    planned = plan(ERIKA, "", ERIKA)
    assert findings(planned) == [(2, Finding.NEW), (4, Finding.INVALID)]
    assert planned[1].reason == "Steht schon in Zeile 2."
    workspace.contact_import.take_over(planned)
    assert len(names(workspace)) == 1


def test_case_and_role_may_be_given_for_rows_that_name_none(workspace: Workspace, case: Case, tmp_path: Path) -> None:
    read = table(workspace, tmp_path, ";;Erika;Muster;;;;;")
    (item,) = workspace.contact_import.plan(read, read.proposed_columns(), case=case, role="TN")
    assert (item.finding, item.role, item.case) == (Finding.NEW, "TN", case.id)


def test_columns_can_be_said_differently(workspace: Workspace, case: Case, tmp_path: Path) -> None:
    read = table(workspace, tmp_path, ERIKA)
    (item,) = workspace.contact_import.plan(read, {3: ContactField.FULL_NAME}, case=case, role="TN")
    assert item.identity == Identity(family_name="Muster")


def test_with_the_schluesseldatei_closed_nothing_is_planned(workspace: Workspace, case: Case, tmp_path: Path) -> None:
    read = table(workspace, tmp_path, ERIKA)
    workspace.identities.close()
    with pytest.raises(UserError, match="geschlossen"):
        workspace.contact_import.plan(read, read.proposed_columns())


def test_both_sides_can_be_taken_back_in_one_step_each(workspace: Workspace, plan: Planner) -> None:
    taken = workspace.contact_import.take_over(plan(ERIKA, MAX))
    assert "Strg+Z" in taken.sentence
    workspace.projects.undo()
    workspace.identities.undo()
    assert names(workspace) == {}
    assert workspace.identities.book.identities == {}


def test_if_the_schluesseldatei_cannot_be_saved_no_person_is_there(workspace: Workspace, plan: Planner) -> None:
    planned = plan(ERIKA, MAX)
    workspace.identities.path.write_bytes(b"{}")
    with pytest.raises(UserError, match="beschädigt"):
        workspace.contact_import.take_over(planned)
    assert workspace.records.find(Person) == []
    assert workspace.projects.undo_label != "Kontakte übernehmen"


def test_if_the_project_cannot_be_saved_no_name_is_there(
    workspace: Workspace,
    plan: Planner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planned = plan(ERIKA)

    def full(*_arguments: object) -> None:
        raise UserError("Der Datenträger ist voll.")

    monkeypatch.setattr(undo.UndoList, "remember", full)
    with pytest.raises(UserError, match="voll"):
        workspace.contact_import.take_over(planned)
    assert workspace.records.find(Person) == []
    assert workspace.identities.book.identities == {}


def test_whoever_cancels_has_changed_nothing(workspace: Workspace, plan: Planner) -> None:
    def cancel(_text: str, _fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        workspace.contact_import.take_over(plan(ERIKA), progress=cancel)
    assert workspace.records.find(Person) == []
    assert workspace.identities.book.identities == {}
