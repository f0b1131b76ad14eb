"""What a project itself says to be a name is replaced wherever it is said, and however it is written."""

from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.record import Record
from tests.documents.docx_text import all_texts

PSEUDONYMISED, OUTSIDE = ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER


@pytest.fixture
def event(workspace: Workspace) -> Event:
    case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
    return workspace.keeping.add(Event(title="Kerngruppe", case=case.id))


def document(workspace: Workspace, event: Event, line: str, folder: Path, cls: ExportClass = PSEUDONYMISED) -> str:
    workspace.capture(event.id).add_line(line)
    exported = workspace.minutes.export(event.id, MinutesKind.COURSE, cls, folder / f"{cls.value}.docx")
    return "\n".join(all_texts(exported.file.read_bytes()).values())


@pytest.mark.parametrize(
    ("record", "line", "name"),
    [
        (Institution(name="Wegweiser Nord"), "Wegweiser Nord sagt ab", "Wegweiser"),
        (Case(name="Beispielhausen", case_code="FK02"), "drüben in Beispielhausen", "Beispielhausen"),
        (Participant(label="Herr Zwirner"), "Zwirner sagt ab", "Zwirner"),
        (Participant(label="Zwirner"), "der Zwirner sagt ab", "Zwirner"),
    ],
)
def test_what_lies_in_the_papierkorb_is_a_name_still(
    workspace: Workspace, event: Event, tmp_path: Path, record: Record, line: str, name: str
) -> None:
    if isinstance(record, Participant):
        record = Participant(event=event.id, label=record.label)
    added = workspace.keeping.add(record)
    workspace.keeping.delete(type(added), added.id)
    assert name not in document(workspace, event, line, tmp_path)


@pytest.mark.parametrize("cls", [PSEUDONYMISED, OUTSIDE])
def test_whom_only_another_event_names_is_replaced_here_too(
    workspace: Workspace, event: Event, tmp_path: Path, cls: ExportClass
) -> None:
    other = workspace.keeping.add(Event(title="Andere"))
    for label in ("Herr Zwirner", "Jugendhilfe", "Frau Klein"):
        workspace.keeping.add(Participant(event=other.id, label=label))
    said = document(
        workspace, event, "Herr Zwirner fehlt, Zwirners Liste auch, Klein ist die Jugendhilfe", tmp_path, cls
    )
    assert "Zwirner" not in said
    assert "Klein ist die Jugendhilfe" in said


@pytest.mark.parametrize("is_of_case", [True, False])
def test_each_part_of_a_place_that_says_which_one_it_is_is_replaced(
    workspace: Workspace, event: Event, tmp_path: Path, is_of_case: bool
) -> None:
    place = "Familienzentrum Regenbogen, Hauptstr. 5 (Saal)"
    held = workspace.keeping.add(Event(title="Fachtag", place=place, case=event.case if is_of_case else ""))
    said = document(workspace, held, "im Regenbogen, im Familienzentrum Regenbogen und im Saal war es voll", tmp_path)
    assert "Familienzentrum Regenbogen" not in said
    assert "Hauptstr" not in said
    assert "im Saal war es voll" in said


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Neue Wege e. V.", "bei Neue Wege und den Neuen Wegen"),
        ("Neue Wege e.V.", "bei Neue Wege"),
        ("Neue Wege gGmbH", "bei Neue Wege"),
        ("Haus Neue Wege (gemeinnützige) GmbH & Co. KG", "im Haus Neue Wege (gemeinnützige)"),
    ],
)
def test_nobody_says_the_legal_form_of_an_institution(
    workspace: Workspace, event: Event, tmp_path: Path, name: str, line: str
) -> None:
    workspace.keeping.add(Institution(name=name, institution_type="Träger"))
    assert "Neue" not in document(workspace, event, line, tmp_path)


def test_a_legal_form_leaves_no_everyday_word_as_a_name(workspace: Workspace, event: Event, tmp_path: Path) -> None:
    for name in ("Verein e. V.", "Jugendzentrum gGmbH", "AWO"):
        workspace.keeping.add(Institution(name=name))
    said = document(workspace, event, "der Verein und das Jugendzentrum, die AWOs", tmp_path)
    assert "der Verein und das Jugendzentrum" in said
    assert "AWO" not in said


def test_provider_and_researcher_of_a_case_are_names(workspace: Workspace, event: Event, tmp_path: Path) -> None:
    workspace.keeping.change(
        Case, event.case, thm_provider="Diakonie Sonnenhof gGmbH", researcher="Frau Forscherin, AB"
    )
    said = document(workspace, event, "Diakonie Sonnenhof berät, Forscherin fragt, AB schreibt", tmp_path)
    assert "Sonnenhof" not in said
    assert "Forscherin fragt" not in said
    assert "AB schreibt" in said


@pytest.mark.parametrize("cls", [PSEUDONYMISED, OUTSIDE])
@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Frau Albers lobte das Verfahren", "Albers"),
        ("das hat Albers gelobt", "Albers"),
        ("Frau Meier: Hallo", "Meier"),
        ("Grüße von Herrn Dr. Yılmaz-Öz", "Yılmaz"),
        ("mit Familie Kirsch gesprochen", "Kirsch"),
    ],
)
def test_who_chairs_and_who_is_addressed_by_name_is_replaced_in_every_sentence(
    workspace: Workspace, event: Event, tmp_path: Path, cls: ExportClass, line: str, name: str
) -> None:
    workspace.keeping.change(Event, event.id, chair="Frau Albers")
    assert name not in document(workspace, event, line, tmp_path, cls)


@pytest.mark.parametrize("line", ["Frau und Mann kommen", "die Frau sagt nichts", "Frau GfS fragt nach"])
def test_a_word_behind_frau_that_is_no_name_stays(
    workspace: Workspace, event: Event, tmp_path: Path, line: str
) -> None:
    assert line in document(workspace, event, line, tmp_path)
