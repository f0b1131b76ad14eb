"""Minutes as files: valid to both judges, readable to all, and the same as yesterday's."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from accessibility import accessibility_findings
from docx_samples import with_text_replaced
from docx_text import body_text, paragraphs, read_parts
from minutes_workspaces import (
    COURSE,
    EVERY_KIND_AND_CLASS,
    INTERN,
    KINDS_AND_CLASSES,
    MADE_AT,
    OUTSIDE,
    RESULTS,
    create,
    create_entries,
    create_event,
    exported,
    new_workspace,
)
from validation import sdk_errors, xsd_errors

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.paths import resources
from gk_desktop.documents.docx_writer import write
from gk_desktop.documents.minutes import build
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.minutes_content import MinutesMaterial, compose
from gk_desktop.domain.minutes_layout import MinutesLayout

HOSTILE = "<w:p>&amp;</w:t>]]>\x0b\x1f\ufffe {{ titel }} =1+1 \t„ẞ“ 👩‍👩‍👧 e\u0301 \u202ertl\n\n-- \u2028 C:\\x %s"
LINES_OF_A_DOCUMENT = 10_000


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with new_workspace(tmp_path_factory.mktemp("files")) as opened:
        yield opened


@pytest.fixture(scope="module")
def events(workspace: Workspace) -> dict[str, Event]:
    group, meeting = workspace.sample().load()
    empty = create_event(workspace, title="Leere Sitzung", date=None)
    return {"leer": empty, "arbeitsgruppe": group, "treffen": meeting, "feindlich": hostile_event(workspace)}


def hostile_event(workspace: Workspace) -> Event:
    names = ("title", "event_type", "organiser", "format", "place", "room", "chair", "minute_taker", "documents")
    observed = ("next_meeting", "seating", "iaq_role", "invited_by", "observation_announced_by")
    values: dict[str, Any] = {**dict.fromkeys((*names, *observed), HOSTILE), "distribution": HOSTILE * 40}
    event = create_event(workspace, **values, start="9", end="x", observation_announced=True)
    item, speaker, *_rest = create(
        workspace,
        AgendaItem(event=event.id, number=1, title=HOSTILE),
        Participant(event=event.id, label=HOSTILE, role=HOSTILE, institution_type=HOSTILE, headcount=10**9),
        AgendaItem(event=event.id, number=2, title=""),
        AgendaItem(event=event.id, title="ohne Nummer"),
        Decision(event=event.id, number="B-A1", text=HOSTILE),
        Task(event=event.id, number="T-A9", text=HOSTILE, responsible=HOSTILE, due=date(9999, 12, 31)),
        Task(event=event.id, number="", text="", responsible=""),
    )
    texts = [
        Entry(kind=kind, text=HOSTILE, speaker=speaker.id, agenda_item=item.id, is_result=True) for kind in EntryKind
    ]
    create_entries(
        workspace, event.id, [*texts, Entry(text=""), Entry(text="x" * 20_000, speaker="weg", agenda_item="weg")]
    )
    return event


@pytest.mark.parametrize(
    ("name", "entry_numbers"), [("leer", True), ("arbeitsgruppe", False), ("treffen", False), ("feindlich", True)]
)
def test_minutes_of_every_kind_and_class_are_valid_and_accessible(
    workspace: Workspace, events: dict[str, Event], tmp_path: Path, name: str, entry_numbers: bool
) -> None:
    layout = MinutesLayout(entry_numbers=entry_numbers)
    files = []
    for number, (kind, export_class) in enumerate(KINDS_AND_CLASSES):
        target = tmp_path / f"{number}.docx"
        file = workspace.minutes.export(events[name].id, kind, export_class, target, layout=layout).file
        assert xsd_errors(file.read_bytes()) == []
        assert accessibility_findings(file.read_bytes()) == []
        files.append(file)
    assert sdk_errors(*files) == []


@pytest.fixture(scope="module")
def many(workspace: Workspace, events: dict[str, Event]) -> MinutesMaterial:
    """Ten thousand entries, and a task for each that is one."""
    material = workspace.minutes.gather(events["treffen"].id)
    entries = [
        replace(material.entries[place % len(material.entries)], id=f"{place:032}", number=f"A{place}")
        for place in range(LINES_OF_A_DOCUMENT)
    ]
    sources = [entry for entry in entries if entry.kind is EntryKind.TASK]
    tasks = [replace(material.tasks[0], entry=entry.id, number=f"T-{entry.number}") for entry in sources]
    return replace(material, entries=entries, tasks=tasks)


@pytest.mark.parametrize("kind", MinutesKind)
def test_ten_thousand_entries_make_valid_files(many: MinutesMaterial, tmp_path: Path, kind: MinutesKind) -> None:
    target = tmp_path / "x.docx"
    content = compose(many, kind, INTERN, made_at=MADE_AT)
    write(build(content, MinutesLayout(entry_numbers=True)), resources() / "templates" / "protokoll.docx", target)
    assert xsd_errors(target.read_bytes()) == []
    assert sdk_errors(target) == []
    assert len(paragraphs(target.read_bytes())) > content.entry_count


def body_by_lines(docx: bytes) -> str:
    """The body's XML with a line for each paragraph and row, as a difference is read line by line."""
    text = read_parts(docx)["word/document.xml"].decode("utf-8")
    for tag in ("<w:p>", "<w:tr>", "<w:tbl>", "<w:sectPr"):
        text = text.replace(tag, "\n" + tag)
    return text + "\n"


@pytest.mark.parametrize(("kind", "cls"), EVERY_KIND_AND_CLASS)
def test_minutes_of_the_sample_are_those_of_the_golden_file(
    workspace: Workspace,
    events: dict[str, Event],
    tmp_path: Path,
    matches_golden: Callable[[str, str], None],
    kind: MinutesKind,
    cls: ExportClass,
) -> None:
    _name, docx = exported(workspace, events["treffen"].id, kind, cls, tmp_path)
    matches_golden(f"minutes/{kind.value}_{cls.value}.xml", body_by_lines(docx))


@pytest.fixture
def bare(workspace: Workspace) -> Event:
    return create_event(workspace, title="Ohne Tagesordnung")


def text_of(
    workspace: Workspace, event: Event, kind: MinutesKind, folder: Path, cls: ExportClass = INTERN
) -> list[str]:
    return paragraphs(exported(workspace, event.id, kind, cls, folder)[1])


def test_task_names_who_and_when_once_and_leaves_out_what_is_not_known(
    workspace: Workspace, bare: Event, tmp_path: Path
) -> None:
    capture = workspace.capture(bare.id, timed=False)
    for line in (
        "@GfS: > GfS bis 01.04.2026: Liste",
        "> ohne beides",
        "> bis 02.04.2026: nur Termin",
        "> VHS: nur wer",
    ):
        capture.add_line(line)
    shown = [line for line in text_of(workspace, bare, RESULTS, tmp_path) if line.startswith("Auftrag ")]
    assert [line.partition(": ")[2] for line in shown] == [
        "Liste (GfS, bis\u00a001.04.2026)",
        "ohne beides",
        "nur Termin (bis\u00a002.04.2026)",
        "nur wer (VHS)",
    ]
    assert all("  " not in line for line in shown)


def test_decision_names_its_speaker_in_brackets(workspace: Workspace, bare: Event, tmp_path: Path) -> None:
    workspace.capture(bare.id, timed=False).add_line("@GfS: ! Wir tagen monatlich.")
    line = next(line for line in text_of(workspace, bare, COURSE, tmp_path) if "monatlich" in line)
    assert line.startswith("A1\tBeschluss B-A") and line.endswith(" (GfS): Wir tagen monatlich.")


@pytest.mark.parametrize(("kind", "heading"), [(COURSE, "Verlauf"), (RESULTS, "Ergebnisse")])
def test_event_without_agenda_has_no_heading_that_misses_one(
    workspace: Workspace, bare: Event, tmp_path: Path, kind: MinutesKind, heading: str
) -> None:
    workspace.capture(bare.id, timed=False).add_line("! Wir tagen monatlich.")
    text = text_of(workspace, bare, kind, tmp_path)
    assert heading in text
    assert "Ohne Tagesordnungspunkt" not in text


def test_minutes_without_entries_say_so_once(workspace: Workspace, bare: Event, tmp_path: Path) -> None:
    create(workspace, *(AgendaItem(event=bare.id, number=number, title=f"Punkt {number}") for number in (1, 2)))
    create_entries(workspace, bare.id, [Entry(kind=EntryKind.OBSERVATION, text="nur innen")])
    text = text_of(workspace, bare, COURSE, tmp_path, OUTSIDE)
    assert text.count("Für dieses Protokoll liegen keine Einträge vor.") == 1
    assert [line for line in text if line.startswith("TOP")] == ["TOP 1\tPunkt 1", "TOP 2\tPunkt 2"]
    assert not [line for line in text if line.startswith("Keine ")]


def test_a_point_without_entries_among_others_says_that_nothing_was_noted(
    workspace: Workspace, bare: Event, tmp_path: Path
) -> None:
    capture = workspace.capture(bare.id, timed=False)
    for line in ("TOP 1: Erster", "nur eine Aussage", "TOP 2: Zweiter", "! Beschluss"):
        capture.add_line(line)
    assert "Keine Ergebnisse festgehalten." in text_of(workspace, bare, RESULTS, tmp_path)
    assert "Keine Einträge." not in text_of(workspace, bare, COURSE, tmp_path)


def test_sample_has_no_doubled_blanks_and_no_blank_before_punctuation(
    workspace: Workspace, events: dict[str, Event], tmp_path: Path
) -> None:
    for kind, cls in KINDS_AND_CLASSES:
        text = body_text(exported(workspace, events["treffen"].id, kind, cls, tmp_path)[1])
        assert [line for line in text.splitlines() if "  " in line or " ," in line or "()" in line] == []


def test_golden_comparison_fails_on_a_changed_word(
    workspace: Workspace,
    events: dict[str, Event],
    tmp_path: Path,
    matches_golden: Callable[[str, str], None],
    request: pytest.FixtureRequest,
) -> None:
    if request.config.getoption("--update-golden"):
        pytest.skip("a fault would be written into the golden file")
    _name, docx = exported(workspace, events["treffen"].id, COURSE, OUTSIDE, tmp_path)
    changed = with_text_replaced(docx, "word/document.xml", "Sprachkurs", "Sprachkurse")
    with pytest.raises(AssertionError, match="update-golden"):
        matches_golden("minutes/verlauf_VERTEILER.xml", body_by_lines(changed))
