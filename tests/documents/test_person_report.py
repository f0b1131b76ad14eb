"""Auskunft nach Art. 15: valid, complete, and without anybody else's name."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from docx_text import whole_text
from pdf_reading import everything_in_pdf
from validation import sdk_errors, xsd_errors

from gk_desktop.app.workspace import Workspace, create_workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.domain.case import Case
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.person_rights import RIGHTS
from gk_desktop.domain.project import Project
from tests.services.conftest import PASSPHRASE, QUICK
from tests.services.person_worlds import CONTACT_WORDS, NAME, OTHERS_WORDS, OWN_WORDS, PersonWorld, make_person_world

SOMEBODY = "Wesselbrink"


@pytest.fixture
def world(tmp_path: Path) -> PersonWorld:
    clock = SteppingClock(datetime.fromisoformat("2026-03-10T09:00"), timedelta(seconds=1))
    workspace, _code = create_workspace(
        tmp_path / "p", PASSPHRASE, project="Probe", author="AB", clock=clock, kdf=QUICK
    )
    made = make_person_world(workspace, tmp_path)
    other = workspace.people.add(case=workspace.records.find(Case)[0], role="TN")
    workspace.identities.save_identity(other, Identity(given_name="Hans", family_name=SOMEBODY))
    workspace.capture(made.event.id).add_line(f"{SOMEBODY}s Brief an Frau {NAME}, siehe {other.code}")
    return made


def set_project(workspace: Workspace) -> None:
    current = workspace.projects.current()
    workspace.keeping.change(
        Project, current.id, purpose="Begleitung der Bündnisse", institution="Hochschule Beispiel", recipients="Team"
    )


def test_the_report_says_everything_and_names_nobody_else(world: PersonWorld, tmp_path: Path) -> None:
    set_project(world.workspace)
    target = tmp_path / "auskunft.docx"
    world.workspace.person_reports.export(world.subject, target)
    content = target.read_bytes()
    text = whole_text(content)
    assert xsd_errors(content) == []
    assert sdk_errors(target) == []
    for piece in (NAME, OWN_WORDS, CONTACT_WORDS, OTHERS_WORDS, "0203 4711234", "Hochschule Beispiel", "LDI NRW"):
        assert piece in text, piece
    for right in RIGHTS:
        assert right in text
    for piece in (SOMEBODY, "Beispiel Liste", "Herr Beispiel", "FK01-TN-A1", "Zeugin"):
        assert piece not in text, piece
    assert "[andere Person]" in text
    assert f"{NAME}.docx" in text
    assert str(tmp_path) not in text
    assert "im Projekt noch nicht eingetragen" in text


def test_the_report_as_pdf_says_the_same(world: PersonWorld, tmp_path: Path) -> None:
    target = tmp_path / "auskunft.pdf"
    world.workspace.person_reports.export(world.subject, target)
    text = everything_in_pdf(target.read_bytes())
    assert OWN_WORDS in text
    assert SOMEBODY not in text


def test_with_a_closed_key_file_the_report_says_what_is_missing(world: PersonWorld, tmp_path: Path) -> None:
    world.workspace.identities.close()
    report = world.workspace.person_reports.export(world.subject, tmp_path / "auskunft.docx")
    assert report.name == ""
    assert "geschlossen" in whole_text((tmp_path / "auskunft.docx").read_bytes())


def test_the_sheet_on_what_was_done_is_valid_and_names_the_code_only(world: PersonWorld, tmp_path: Path) -> None:
    target = tmp_path / "vermerk.docx"
    sentences = ["Gelöscht: alles", "C:\\Ausgaben\\x.docx (INTERN)"]
    world.workspace.person_reports.save_record(world.person.code, "Löschung (Art. 17)", sentences, target)
    content = target.read_bytes()
    assert xsd_errors(content) == []
    assert sdk_errors(target) == []
    assert world.person.code in whole_text(content)
    assert NAME not in whole_text(content)
