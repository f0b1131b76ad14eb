"""Consents, deletions, forms and sheets without a window."""

from pathlib import Path

import pytest

from gk_desktop.domain.case import Case
from gk_desktop.domain.form_kind import PERSONAL_FORMS, FormKind
from tests.cli.conftest import CommandLine
from tests.documents.docx_text import paragraphs


@pytest.fixture
def code(gk: CommandLine) -> str:
    with gk.profile.open() as workspace:
        case = workspace.keeping.add(Case(name="Musterkreis", case_code="FK07"))
        return workspace.people.add(case=case, role="GfS").code


def test_consent_is_added_listed_changed_and_withdrawn(gk: CommandLine, code: str) -> None:
    given = ["--person", code, "--status", "erteilt", "--given-on", "03.02.2021", "--quotes", "ja"]
    added = gk.json("consent", "add", *given)
    assert (added["status"], added["given_on"], added["counts"]) == ("erteilt", "2021-02-03", True)
    assert gk.text("consent", "list").startswith(f"{code}  erteilt  03.02.2021  ja")
    assert gk.json("consent", "set", added["id"], "--language", "Arabisch")["language"] == "Arabisch"
    withdrawn = gk.json("consent", "withdraw", code, "--on", "04.03.2021", "--scope", "alles")
    assert (withdrawn["status"], withdrawn["withdrawn_on"], withdrawn["withdrawn_scope"]) == (
        "widerrufen", "2021-03-04", "alles"
    )  # fmt: skip
    assert "schon widerrufen" in gk.refusal("consent", "withdraw", code)


def test_refused_consent_without_a_reason_is_refused(gk: CommandLine, code: str) -> None:
    refusal = gk.refusal("consent", "add", "--person", code, "--status", "verweigert")
    assert refusal == "Der Status „verweigert“ braucht eine Begründung."
    assert gk.json("consent", "list") == []


def test_due_deletion_is_listed_marked_and_kept_in_the_log(gk: CommandLine, code: str, tmp_path: Path) -> None:
    given = ["--status", "erteilt", "--given-on", "03.02.2021", "--delete-recording-by", "01.06.2021"]
    gk.json("consent", "add", "--person", code, *given)
    (due,) = gk.json("consent", "due", "--all")
    assert (due["code"], due["what"], due["by"]) == (code, "Tonaufnahme", "2021-06-01")
    deletion = gk.json("consent", "deleted", code, "tonaufnahme", "--on", "02.05.2021", "--by", "AB")
    assert (deletion["code"], deletion["cause"], deletion["done_by"]) == (code, "Löschfrist 01.06.2021", "AB")
    assert gk.json("consent", "due", "--all") == []
    target = tmp_path / "log.docx"
    assert [line["subject"] for line in gk.json("consent", "log", "-o", str(target))] == ["Tonaufnahme"]
    assert "1 Löschung" in paragraphs(target.read_bytes())
    assert "keine Löschfrist" in gk.refusal("consent", "deleted", code, "tonaufnahme")


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_form_is_written_for_a_person(gk: CommandLine, code: str, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"x{ending}"
    answer = gk.json("consent", "form", FormKind.EXPERT.value, "--person", code, "-o", str(target))
    assert answer == {
        "file": str(target),
        "form": "einwilligung_experten",
        "text_version": "1.0",
        "missing_styles": [],
        "missing_places": [],
    }
    assert target.stat().st_size > 1000


@pytest.mark.parametrize("kind", [kind for kind in FormKind if kind not in PERSONAL_FORMS])
def test_sheet_of_the_project_says_what_the_project_says(gk: CommandLine, tmp_path: Path, kind: FormKind) -> None:
    gk.text("project", "set", "--institution", "Institut für Beispiele")
    assert "Institut für Beispiele" in gk.text("project", "show")
    gk.text("project", "sheet", kind.value, "-o", str(tmp_path))
    assert "Institut für Beispiele" in "\n".join(paragraphs((tmp_path / f"{kind.value}.docx").read_bytes()))


def test_unknown_person_or_ending_is_one_sentence(gk: CommandLine, tmp_path: Path) -> None:
    form = ["consent", "form", FormKind.ORAL.value]
    assert "gibt es nicht" in gk.refusal(*form, "--person", "FK99-GfS-A1", "-o", str(tmp_path / "x.docx"))
    assert "auf .docx oder .pdf endet" in gk.refusal(*form, "-o", str(tmp_path / "x.txt"))
    assert list(tmp_path.glob("x*")) == []
