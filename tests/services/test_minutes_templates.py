"""The institute's own Word templates, beside the shipped one."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from gk_desktop.app.workspace import Workspace, create_workspace
from gk_desktop.base.clock import SystemClock
from gk_desktop.base.errors import UserError
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.services.minutes_templates import SHIPPED
from gk_desktop.services.minutes_writers import shipped_template


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    kdf = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
    opened, _code = create_workspace(
        tmp_path / "p", "drei kurze wege im regen", project="Test", clock=SystemClock(), kdf=kdf
    )
    with opened:
        yield opened


def institute(folder: Path, name: str = "Institut.docx", head: str = "Institut") -> Path:
    document = docx.Document(io.BytesIO(shipped_template().read_bytes()))
    document.sections[0].header.paragraphs[0].insert_paragraph_before(head)
    document.save(str(folder / name))
    return folder / name


def exported(workspace: Workspace, folder: Path, template: Path | None = None) -> str:
    event = workspace.keeping.add(Event(title="Sitzung"))
    target = folder / "x.docx"
    workspace.minutes.export(event.id, MinutesKind.COURSE, ExportClass.INTERN, target, template=template)
    return "\n".join(paragraph.text for paragraph in docx.Document(str(target)).sections[0].header.paragraphs)


def names(workspace: Workspace) -> list[tuple[str, bool]]:
    return [(template.name, template.is_chosen) for template in workspace.templates.all()]


def test_at_first_there_is_the_shipped_one_and_it_is_used(workspace: Workspace) -> None:
    assert names(workspace) == [(SHIPPED, True)]


def test_an_added_template_is_listed_and_used_once_it_is_chosen(workspace: Workspace, tmp_path: Path) -> None:
    added = workspace.templates.add(institute(tmp_path))
    assert names(workspace) == [(SHIPPED, True), ("Institut.docx", False)]
    assert added.path.parent.parent == tmp_path / "p"
    assert "Institut" not in exported(workspace, tmp_path)
    workspace.templates.choose("Institut")
    assert exported(workspace, tmp_path).startswith("Institut\n")
    assert workspace.templates.choose(SHIPPED).is_shipped
    assert "Institut" not in exported(workspace, tmp_path)


def test_the_choice_outlives_the_session(tmp_path: Path) -> None:
    from gk_desktop.app.workspace import open_workspace

    kdf = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
    opened, _code = create_workspace(tmp_path / "p", "drei kurze wege im regen", project="T", kdf=kdf)
    with opened:
        opened.templates.add(institute(tmp_path))
        opened.templates.choose("Institut")
    with open_workspace(tmp_path / "p", "drei kurze wege im regen") as again:
        assert again.templates.chosen.name == "Institut.docx"


def test_one_export_can_have_a_template_of_its_own(workspace: Workspace, tmp_path: Path) -> None:
    assert exported(workspace, tmp_path, institute(tmp_path)).startswith("Institut\n")
    assert names(workspace) == [(SHIPPED, True)]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("Brief.docx", b"Sehr geehrte", "keine Word-Vorlage"),
        ("Brief.dotx", b"", "kein Word-Dokument"),
        (SHIPPED, shipped_template().read_bytes(), "mitgelieferte Vorlage"),
    ],
)
def test_what_is_refused_changes_nothing(
    workspace: Workspace, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=reason):
        workspace.templates.add(tmp_path / name)
    assert names(workspace) == [(SHIPPED, True)]
    with pytest.raises(UserError, match="fehlt"):
        workspace.templates.add(tmp_path / "weg.docx")
    assert not (tmp_path / "p" / "vorlagen").exists()


def test_another_one_of_the_same_name_takes_its_place_only_where_that_is_wished(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.templates.add(institute(tmp_path))
    workspace.templates.choose("Institut")
    newer = institute(tmp_path, head="Neues Institut")
    assert workspace.templates.has(newer)
    with pytest.raises(UserError, match="gibt es schon"):
        workspace.templates.add(newer)
    assert exported(workspace, tmp_path).startswith("Institut\n")
    workspace.templates.add(newer, replace=True)
    assert exported(workspace, tmp_path).startswith("Neues Institut\n")


def test_after_the_used_one_is_removed_the_shipped_one_is_used(workspace: Workspace, tmp_path: Path) -> None:
    workspace.templates.add(institute(tmp_path))
    workspace.templates.choose("Institut")
    workspace.templates.remove("Institut")
    assert names(workspace) == [(SHIPPED, True)]
    with pytest.raises(UserError, match="bleibt immer da"):
        workspace.templates.remove(SHIPPED)
    with pytest.raises(UserError, match="gibt es hier nicht"):
        workspace.templates.choose("Institut")


def test_a_used_one_that_has_gone_is_not_silently_replaced(workspace: Workspace, tmp_path: Path) -> None:
    workspace.templates.choose(workspace.templates.add(institute(tmp_path)).name)
    (tmp_path / "p" / "vorlagen" / "Institut.docx").unlink()
    with pytest.raises(UserError, match=r"„Institut\.docx“ fehlt"):
        exported(workspace, tmp_path)
    assert workspace.templates.chosen.title == "Institut (fehlt)"
    workspace.templates.remove("Institut")
    assert names(workspace) == [(SHIPPED, True)]


def test_the_shipped_one_can_be_saved_changed_and_added(workspace: Workspace, tmp_path: Path) -> None:
    file = workspace.templates.save_shipped(tmp_path / "Eigene Vorlage.docx")
    assert file.read_bytes() == shipped_template().read_bytes()
    assert workspace.templates.add(file).title == "Eigene Vorlage"


def test_the_sample_document_needs_nothing_of_the_project_and_leaves_nothing_in_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.keeping.add(Event(title="Eigene Sitzung"))
    before = workspace.store.journal.site, sorted(path.name for path in (tmp_path / "p").iterdir())
    template = workspace.templates.add(institute(tmp_path))
    report = workspace.templates.sample_job(template, tmp_path / "probe.docx")()
    assert report.sentence == ""
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "probe.docx")).paragraphs)
    assert "erfundenes Beispiel" in text
    assert "Eigene Sitzung" not in text
    left = sorted(path.name for path in (tmp_path / "p").iterdir() if path.name != "vorlagen")
    assert (workspace.store.journal.site, left) == before
    assert len(workspace.records.find(Event)) == 1


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_the_guide_is_written_as_its_name_says(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    file = workspace.templates.write_guide(tmp_path / f"Leitfaden{suffix}")
    assert file.read_bytes()[:2] == {".docx": b"PK", ".pdf": b"%P"}[suffix]
