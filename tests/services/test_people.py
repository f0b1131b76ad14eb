import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Case, Institution, Person


def case_of(workspace: Workspace, code: str) -> Case:
    return workspace.keeping.add(Case(name=f"Fall {code}", case_code=code))


def test_codes_are_counted_per_case_and_role(workspace: Workspace) -> None:
    one, two = case_of(workspace, "FK01"), case_of(workspace, "FK02")
    codes = [
        workspace.people.add(case=case, role=role).code
        for case, role in ((one, "GfS"), (one, "GfS"), (one, "TN"), (two, "GfS"))
    ]

    assert codes == ["FK01-GfS-A1", "FK01-GfS-A2", "FK01-TN-A1", "FK02-GfS-A1"]


def test_a_code_is_never_given_again(workspace: Workspace) -> None:
    case = case_of(workspace, "FK01")
    workspace.keeping.purge(Person, workspace.people.add(case=case, role="TR").id)
    workspace.people.add(case=case, role="TR")
    workspace.projects.undo()

    assert workspace.people.add(case=case, role="TR").code == "FK01-TR-A3"


def test_a_person_has_the_type_of_its_institution(workspace: Workspace) -> None:
    case = case_of(workspace, "FK01")
    institution = workspace.keeping.add(Institution(name="Jobcenter Musterstadt", institution_type="Jobcenter"))
    person = workspace.people.add(case=case, role="TR", institution=institution)

    assert (person.case, person.institution, person.institution_type) == (case.id, institution.id, "Jobcenter")


@pytest.mark.parametrize(("code", "role", "sentence"), [("FK01", "Chefin", "Rolle"), ("", "GfS", "Fallkürzel")])
def test_an_unknown_role_or_a_case_without_code_is_refused_with_a_way_out(
    workspace: Workspace, code: str, role: str, sentence: str
) -> None:
    case = case_of(workspace, code)
    with pytest.raises(UserError, match=sentence) as refused:
        workspace.people.add(case=case, role=role)

    assert refused.value.way_out
    assert workspace.records.find(Person) == []
