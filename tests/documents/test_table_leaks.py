"""No name, code or hidden note leaves in a table or a reading text: the same search as for minutes."""

import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from minutes_workspaces import OUTSIDE, PSEUDONYMISED, create_entries, create_event, new_workspace
from test_minutes_leaks import (
    CODE,
    CODES,
    LABELS,
    MANY,
    NEVER_OUTSIDE,
    Note,
    Quiet,
    Scene,
    is_in,
    letters,
    notes,
    records_with,
    worlds,
)

from gk_desktop.app.workspace import Workspace
from gk_desktop.documents.reading_text import ReadingForm, ReadingOptions
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.name_replacement import NameReplacer
from gk_desktop.services.table_composing import Exported, TableRequest

READING = [(Exported.READING, ReadingForm.PLAIN), (Exported.READING, ReadingForm.MARKDOWN)]
EVERYTHING = [(Exported.TASKS, ReadingForm.PLAIN), (Exported.ENTRIES, ReadingForm.PLAIN), *READING]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with new_workspace(tmp_path_factory.mktemp("tables")) as opened:
        yield Scene(opened)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


def everything_exported(workspace: Workspace, export_class: ExportClass, folder: Path, **scope: str) -> str:
    """All that a reader of the files could find: their names, parts, sheet names, properties and texts."""
    texts = []
    for what, form in EVERYTHING:
        request = TableRequest(what=what, export_class=export_class, options=ReadingOptions(form), **scope)
        file = workspace.tables.export(request, Path(tempfile.mkdtemp(dir=folder))).file
        texts.append(file.name)
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(BytesIO(file.read_bytes())) as package:
                texts += [f"{name}\n{unescape(package.read(name).decode())}" for name in package.namelist()]
        else:
            texts.append(file.read_text("utf-8").replace("\\", ""))
    return unicodedata.normalize("NFC", "\n".join(texts))


@pytest.fixture(scope="module")
def letters_of_the_program(scene: Scene, folder: Path) -> Quiet:
    """What stands in every file: a name that is one of these words cannot be kept out of it."""
    filled = create_event(scene.workspace, title="Titel", place="x", format="x", start="09:00", chair="IAQ")
    create_entries(scene.workspace, filled.id, [Entry(kind=kind, text="x", no_quote=True) for kind in EntryKind])
    scene.add(Task(event=filled.id, text="x"), Participant(event=filled.id, label="IAQ"))
    texts = everything_exported(scene.workspace, PSEUDONYMISED, folder, event=filled.id)
    fixed = "[Ort] [Kommune] [Institution] [Bündnis] Teilnehmende Person Jugendamt FK07 FK08 FK01 BK GfS A1 in Arbeit"
    roles = " ".join((*scene.workspace.programme.speaker_roles, *scene.workspace.programme.person_roles.values()))
    return Quiet(letters("\n†\n".join([texts, texts, fixed, roles])))


def pseudonymised(scene: Scene, folder: Path, found: list[str], texts: list[str], code: str, kind: str) -> str:
    event, world, belonging = records_with(found, texts, code, kind)
    try:
        case = scene.add(*world)[0]
        event = scene.add(replace(event, case=case.id))[0]  # type: ignore[assignment]
        speaker, *_rest = scene.add(*(replace(record, event=event.id) for record in belonging))  # type: ignore[call-arg]
        category = scene.add(Category(code=f"K-{texts[0]}", name="x"))[0]
        entries = [
            Entry(kind=kind, text=text, speaker=speaker.id, categories=(category.id,))
            for kind, text in zip(list(EntryKind) * 9, texts, strict=False)
        ]
        scene.created += create_entries(scene.workspace, event.id, entries)
        return everything_exported(scene.workspace, PSEUDONYMISED, folder, case=case.id)
    finally:
        scene.clear()


def assert_pseudonymous(scene: Scene, folder: Path, found: list[str], texts: list[str], code: str, kind: str) -> None:
    text = pseudonymised(scene, folder, found, texts, code, kind)
    leaked = [(name, [line[:300] for line in text.splitlines() if is_in(name, line)][:3]) for name in found]
    assert not [(name, lines) for name, lines in leaked if lines], leaked


@MANY
@given(worlds(), st.data())
def test_pseudonymised_files_hold_no_name_of_any_case_place_or_institution(
    scene: Scene,
    folder: Path,
    letters_of_the_program: Quiet,
    world: tuple[list[str], list[str]],
    data: st.DataObject,
) -> None:
    found, texts = world
    code = data.draw(st.sampled_from(["FK07", "", found[0].replace(" ", "")]), label="Fallkürzel")
    kind = data.draw(st.sampled_from(["Jugendamt", "", found[1]]), label="Institutionstyp")
    assume(not any(letters(name) in letters_of_the_program for name in found))
    assert_pseudonymous(scene, folder, found, texts, code, kind)


@MANY
@given(notes(), st.lists(st.sampled_from(LABELS), unique=True), st.sampled_from([*CODES, *LABELS, "GfS"]))
def test_outside_files_hold_nothing_that_is_never_shown(
    scene: Scene, folder: Path, taken: list[Note], labels: list[str], somebody: str
) -> None:
    try:
        case = scene.add(Case(name="Gut Kaltenmoor", case_code="FK-9"), Case(name="Dünenheim", case_code="FK01"))[0]
        scene.add(Person(code="FK01-BK-B12", role="BK"), Person(code="FK-9-TN-A4", role="TN", case=case.id))
        category = scene.add(Category(code="KATZENGOLD", name="Schimmer"))[0]
        title = f"Sitzung mit {' und '.join(labels)}"
        event = scene.add(Event(title=title, case=case.id, chair=somebody, minute_taker=f"{somebody}, IAQ"))[0]
        people = [Participant(event=event.id, label=label) for label in labels]
        speakers = [person.id for person in scene.add(*people)] or [""]
        entries = [
            replace(note.entry, speaker=speakers[place % len(speakers)], categories=(category.id,))
            for place, note in enumerate(taken)
        ]
        scene.created += create_entries(scene.workspace, event.id, entries)
        scene.add(Task(event=event.id, number="T-A1", text="Auftrag", responsible=f"{somebody} und THM"))
        text = everything_exported(scene.workspace, OUTSIDE, folder, event=event.id)
    finally:
        scene.clear()
    for note in taken:
        hidden = note.entry.kind in NEVER_OUTSIDE or note.entry.no_quote
        assert (note.token in text) is not hidden, note
    assert not [label for label in labels if is_in(label, text)]
    assert not CODE.search(text), CODE.findall(text)
    assert not [word for word in ("KATZENGOLD", "Schimmer", "Prozesse (politics)", "FK-9") if word in text]


def test_the_search_for_names_finds_a_planted_leak(scene: Scene, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ["Zwickelsheim", "Alsenz", "Obertal", "Haus Kork"]
    texts = [f"Wir in {name}" for name in found]
    monkeypatch.setattr(NameReplacer, "replace", lambda self, text: text.replace("Zwickelsheim", "FK07"))
    with pytest.raises(AssertionError, match="Alsenz"):
        assert_pseudonymous(scene, folder, found, texts, "FK07", "Jugendamt")
