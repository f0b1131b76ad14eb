"""A letterhead with names does not put them unseen into every document."""

from pathlib import Path

import docx
import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Case
from gk_desktop.domain.event import Event
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.minutes import ExportClass, MinutesExport, MinutesKind
from gk_desktop.services.minutes_writers import shipped_template
from tests.documents.docx_text import all_texts
from tests.services.test_minutes_release import release
from tests.services.test_name_check import IDENTITY_PASSPHRASE
from tests.store.workspaces import CHEAP

INTERN, PSEUDONYMISED, OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER
COURSE = MinutesKind.COURSE


@pytest.fixture
def event(workspace: Workspace) -> Event:
    case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
    workspace.identities.create(workspace.identities.path, IDENTITY_PASSPHRASE, kdf=CHEAP)
    person = workspace.people.add(case=case, role="GfS")
    workspace.identities.save_identity(person, Identity(given_name="Anna", family_name="Anders"))
    event = workspace.keeping.add(Event(title="Kerngruppe", case=case.id))
    workspace.capture(event.id).add_line("Alles ruhig")
    return event


def letterhead(folder: Path, *, header: str = "", footer: str = "", style: str = "", body: str = "") -> Path:
    document = docx.Document(str(shipped_template()))
    document.sections[0].header.paragraphs[0].add_run(header)
    document.sections[0].footer.paragraphs[0].add_run(footer)
    if style:
        document.styles.add_style(style, 1)
    if body:
        document.add_paragraph(body)
    file = folder / "institut.docx"
    document.save(str(file))
    return file


@pytest.mark.parametrize("cls", [PSEUDONYMISED, OUTSIDE])
@pytest.mark.parametrize(
    ("written", "where"),
    [
        ({"header": " Bearbeiterin: Anna Anders"}, "Vorlage: Kopfzeile"),
        ({"footer": " Frau Anders"}, "Vorlage: Fußzeile"),
        ({"style": "Anders-Stil"}, "Vorlage: Formatvorlage"),
        ({"body": "Bearbeitet von Anna Anders"}, "Vorlage: Text"),
    ],
)
def test_a_name_in_the_template_holds_the_document_back(
    workspace: Workspace, event: Event, tmp_path: Path, written: dict[str, str], where: str, cls: ExportClass
) -> None:
    template = letterhead(tmp_path, **written)
    with pytest.raises(UserError, match=f"In der Vorlage „institut“ stehen Namen \\({where}\\)") as refused:
        workspace.minutes.export(event.id, COURSE, cls, tmp_path / "p.docx", template=template)
    assert "Anders" not in str(refused.value)
    assert not (tmp_path / "p.docx").exists()
    assert workspace.records.find(MinutesExport) == []
    workspace.minutes.export(event.id, COURSE, cls, tmp_path / "p.pdf", template=template)
    workspace.minutes.export(event.id, COURSE, INTERN, tmp_path / "innen.docx", template=template)


def test_with_a_reason_it_stays_in_this_class_and_nobody_asks_again(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    template = letterhead(tmp_path, header=" Bündnis Musterstadt, Bearbeiterin: Anna Anders")
    export = workspace.minutes.export
    done = export(
        event.id, COURSE, PSEUDONYMISED, tmp_path / "1.docx", template=template, names_reason="unser Briefkopf"
    )
    assert "Anna Anders" in "\n".join(all_texts(done.file.read_bytes()).values())
    assert export(event.id, COURSE, PSEUDONYMISED, tmp_path / "2.docx", template=template).export.names_checked
    with pytest.raises(UserError, match="In der Vorlage"):
        export(event.id, COURSE, OUTSIDE, tmp_path / "3.docx", template=template)
    other = letterhead(tmp_path, header=" Bündnis Musterstadt, Bearbeiterin: Anna Anders", footer=" Anders")
    with pytest.raises(UserError, match=r"\(Vorlage: Fußzeile\)"):
        export(event.id, COURSE, PSEUDONYMISED, tmp_path / "4.docx", template=other)


def test_a_template_without_names_holds_nothing_back(workspace: Workspace, event: Event, tmp_path: Path) -> None:
    template = letterhead(tmp_path, header=" Institut für Beispiele", footer=" Seite", style="Eigener Stil")
    for cls in (PSEUDONYMISED, OUTSIDE):
        done = workspace.minutes.export(event.id, COURSE, cls, tmp_path, template=template)
        assert done.export.names_checked


def test_a_list_of_changes_is_held_back_as_well(workspace: Workspace, event: Event, tmp_path: Path) -> None:
    release(workspace, event)
    workspace.capture(event.id).add_line("Noch etwas")
    workspace.templates.add(letterhead(tmp_path, header=" Anna Anders"))
    workspace.templates.choose("institut")
    changes = workspace.minutes_changes
    with pytest.raises(UserError, match="In der Vorlage"):
        changes.export(changes.compare(event.id, COURSE, PSEUDONYMISED), tmp_path / "liste.docx")
