"""How minutes are set: numbers of lines, description beside comment, and what stands at the end."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx_samples import TEMPLATE, document, written
from docx_text import W, paragraphs, parse, part_text, read_parts
from lxml import etree

from gk_desktop.base.errors import BugError
from gk_desktop.documents.docx_writer import write
from gk_desktop.documents.minutes import build
from gk_desktop.documents.tree import Paragraph, ParagraphStyle, Run
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.minutes_content import MinutesMaterial, compose
from gk_desktop.domain.minutes_layout import MinutesLayout
from gk_desktop.domain.naming import KnownNames

NS = {"w": W.strip("{}")}
BEGIN = datetime.fromisoformat("2026-03-10T14:00")
COURSE, RESULTS, MEMORY = MinutesKind.COURSE, MinutesKind.RESULTS, MinutesKind.MEMORY
OBSERVATION, TASK_LIST = MinutesKind.OBSERVATION, MinutesKind.TASK_LIST
SPEAKER = Participant(id="p", label="GfS")


def noted(*entries: tuple[EntryKind, str], **values: Any) -> list[Entry]:
    """Lines A1, A2 … of one speaker, one a minute."""
    return [
        Entry(
            id=text,
            kind=kind,
            text=text,
            number=f"A{place}",
            time=BEGIN + timedelta(minutes=place),
            position=float(place),
            **{"speaker": "p" if kind in (EntryKind.STATEMENT, EntryKind.QUOTE) else "", **values},
        )
        for place, (kind, text) in enumerate(entries, 1)
    ]


def material(entries: list[Entry], **values: Any) -> MinutesMaterial:
    names = KnownNames(
        cases=[], institutions=[], persons=[], participants=[SPEAKER], role_words=("GfS",), person_roles={}
    )
    known = {"event": Event(id="e", title="Sitzung"), "agenda": [], "decisions": [], "tasks": [], "categories": []}
    return MinutesMaterial(names=names, entries=entries, **{**known, **values})


def minutes(
    folder: Path, kind: MinutesKind, entries: list[Entry], *, numbers: bool | None = None, **values: Any
) -> bytes:
    content = compose(material(entries, **values), kind, ExportClass.INTERN, made_at=BEGIN)
    layout = None if numbers is None else MinutesLayout(entry_numbers=numbers)
    target = folder / "x.docx"
    write(build(content, layout), TEMPLATE, target)
    return target.read_bytes()


def body(docx: bytes) -> etree._Element:
    return parse(read_parts(docx)["word/document.xml"])


def rows(docx: bytes, caption: str) -> list[list[str]]:
    """The cells' texts of the table of that title, header row first."""
    for table in body(docx).iter(f"{W}tbl"):
        label = table.find("w:tblPr/w:tblCaption", NS)
        if label is not None and label.get(f"{W}val") == caption:
            return [[part_text(cell) for cell in row.iterfind("w:tc", NS)] for row in table.iterfind("w:tr", NS)]
    raise AssertionError(f"no table {caption}")


def styles_of(docx: bytes) -> dict[str, str]:
    """Paragraph -> the name of its style."""
    names = {
        style.get(f"{W}styleId", ""): style.find("w:name", NS).get(f"{W}val", "")  # type: ignore[union-attr]
        for style in parse(read_parts(docx)["word/styles.xml"]).iterfind("w:style", NS)
    }
    found = {}
    for paragraph in body(docx).iter(f"{W}p"):
        style = paragraph.find("w:pPr/w:pStyle", NS)
        found[part_text(paragraph)] = names[style.get(f"{W}val", "")] if style is not None else ""
    return found


EVERY_KIND = noted(*((kind, kind.value) for kind in EntryKind))


@pytest.mark.parametrize("kind", [COURSE, MEMORY, RESULTS])
def test_numbers_stand_left_of_the_text_behind_a_tab_or_not_at_all(tmp_path: Path, kind: MinutesKind) -> None:
    marked = [replace(entry, is_result=True) for entry in EVERY_KIND]
    shown = [
        entry
        for entry in marked
        if kind is not RESULTS or entry.kind.value in ("aussage", "zitat", "beschluss", "auftrag", "offen")
    ]
    bare = minutes(tmp_path, kind, marked, numbers=False)
    numbered = minutes(tmp_path, kind, marked, numbers=True)
    lines = [line for line in paragraphs(numbered) if line.startswith("A") and line[1].isdigit() and "\t" in line]
    assert [line.partition("\t")[0] for line in lines] == [entry.number for entry in shown]
    assert {line.partition("\t")[2] for line in lines} <= set(paragraphs(bare))
    assert not [line for line in paragraphs(bare) if line.startswith("A1\t")]


def test_numbered_lines_are_of_styles_of_their_own_with_a_hanging_indent(tmp_path: Path) -> None:
    docx = minutes(tmp_path, COURSE, EVERY_KIND, numbers=True)
    used = {name for text, name in styles_of(docx).items() if "\t" in text and not text.startswith(("Leit", "Prot"))}
    assert used == {
        "Notiz mit Nummer und Uhrzeit",
        *(f"{name} mit Nummer" for name in ("Beschluss", "Auftrag", "Offener Punkt", "Beobachtung", "Interne Notiz")),
    }
    for style in parse(read_parts(docx)["word/styles.xml"]).iterfind("w:style", NS):
        name = style.find("w:name", NS).get(f"{W}val", "")  # type: ignore[union-attr]
        if "mit Nummer" in name:
            indent = style.find("w:pPr/w:ind", NS)
            assert indent is not None and indent.get(f"{W}hanging") == indent.get(f"{W}left"), name
    assert next(body(docx).iter(f"{W}txbxContent", f"{W}pict"), None) is None


def test_untimed_lines_and_a_decision_that_never_was_one_keep_the_column_of_the_numbers(tmp_path: Path) -> None:
    entries = [replace(entry, time=None) for entry in noted((EntryKind.STATEMENT, "gesagt"))]
    added = Decision(id="d", number="B-A9", text="nachgetragen")
    docx = minutes(tmp_path, COURSE, entries, decisions=[added], numbers=True)
    styles = styles_of(docx)
    assert styles["A1\tGfS: gesagt"] == "Notiz mit Nummer"
    assert styles["\tBeschluss B-A9: nachgetragen"] == "Beschluss mit Nummer"


@pytest.mark.parametrize(
    ("kind", "numbered"), [(COURSE, True), (MEMORY, True), (OBSERVATION, True), (RESULTS, False), (TASK_LIST, False)]
)
def test_minutes_that_are_corrected_line_by_line_are_numbered_unless_one_wants_it_otherwise(
    tmp_path: Path, kind: MinutesKind, numbered: bool
) -> None:
    assert MinutesLayout.usual_for(kind).entry_numbers is numbered
    entries, tasks = noted((EntryKind.TASK, "x")), [Task(id="t", number="T-A1", text="x", entry="x")]
    usual = body(minutes(tmp_path, kind, entries, tasks=tasks))
    chosen = body(minutes(tmp_path, kind, entries, tasks=tasks, numbers=numbered))
    other = body(minutes(tmp_path, kind, entries, tasks=tasks, numbers=not numbered))
    assert etree.tostring(usual) == etree.tostring(chosen) != etree.tostring(other)


def test_only_what_stands_for_a_line_can_have_a_number(tmp_path: Path) -> None:
    with pytest.raises(BugError, match="has no number"):
        written(document(Paragraph(ParagraphStyle.TITLE, (Run("x"),), "A1")), tmp_path)


def test_comment_stands_beside_the_description_it_follows_each_by_its_word(tmp_path: Path) -> None:
    entries = noted(
        (EntryKind.METHOD_NOTE, "vorab"),
        (EntryKind.STATEMENT, "gesagt"),
        (EntryKind.OWN_QUESTION, "gefragt"),
        (EntryKind.THEORY, "gedacht"),
        (EntryKind.OBSERVATION, "gesehen"),
        (EntryKind.QUOTE, "wörtlich"),
        (EntryKind.CONTEXT, "Rahmen"),
        (EntryKind.METHOD_NOTE, "zuletzt"),
    )
    # Typed within the same minute: its time is that of the row.
    entries[-1] = replace(entries[-1], time=entries[-2].time)
    docx = minutes(tmp_path, OBSERVATION, entries)
    assert rows(docx, "Beobachtungen") == [
        ["Nr.", "Zeit", "Beschreibung", "Kommentar"],
        ["", "", "", "A1 14:01 Anmerkung: vorab"],
        ["A2", "14:02", "Aussage (GfS): gesagt", "A3 14:03 Rückfrage: gefragt\nA4 14:04 Reflexion: gedacht"],
        ["A5", "14:05", "Beobachtung: gesehen", ""],
        ["A6", "14:06", "Zitat (GfS): „wörtlich“", ""],
        ["A7", "14:07", "Kontext: Rahmen", "A8 Anmerkung: zuletzt"],
    ]


def test_observations_are_told_by_agenda_item_and_a_comment_does_not_cross_to_the_next(tmp_path: Path) -> None:
    agenda = [AgendaItem(id="1", number=1, title="Auftakt"), AgendaItem(id="2", number=2, title="Fortgang")]
    entries = noted((EntryKind.OBSERVATION, "erstens"), (EntryKind.METHOD_NOTE, "zweitens"))
    placed = [replace(entry, agenda_item=str(place)) for place, entry in enumerate(entries, 1)]
    docx = minutes(tmp_path, OBSERVATION, placed, agenda=agenda, numbers=False)
    assert rows(docx, "Beobachtungen TOP 1")[1:] == [["14:01", "Beobachtung: erstens", ""]]
    assert rows(docx, "Beobachtungen TOP 2")[1:] == [["", "", "14:02 Anmerkung: zweitens"]]


def test_observations_without_times_have_no_column_for_them(tmp_path: Path) -> None:
    entries = [replace(entry, time=None) for entry in noted((EntryKind.OBSERVATION, "x"))]
    assert rows(minutes(tmp_path, OBSERVATION, entries), "Beobachtungen")[0] == ["Nr.", "Beschreibung", "Kommentar"]
    bare = minutes(tmp_path, OBSERVATION, entries, numbers=False)
    assert rows(bare, "Beobachtungen") == [["Beschreibung", "Kommentar"], ["Beobachtung: x", ""]]


def test_only_what_was_written_from_memory_says_so_visibly(tmp_path: Path) -> None:
    label = "Gedächtnisprotokoll: nach der Veranstaltung aus dem Gedächtnis geschrieben"
    for kind in MinutesKind:
        found = styles_of(minutes(tmp_path, kind, EVERY_KIND))
        assert found.get(label) == ("Hinweis" if kind is MEMORY else None)


def test_open_points_are_listed_once_more_with_number_speaker_and_agenda_item(tmp_path: Path) -> None:
    agenda = [AgendaItem(id="1", number=1, title="Auftakt")]
    entries = noted((EntryKind.OPEN_POINT, "Wer zahlt?"), (EntryKind.OPEN_POINT, "Wann?"))
    entries = [replace(entries[0], agenda_item="1", speaker="p"), replace(entries[1], no_quote=True)]
    for kind in (COURSE, RESULTS, MEMORY):
        found = styles_of(minutes(tmp_path, kind, entries, agenda=agenda))
        assert found["Offene Punkte"] == "heading 1"
        assert found["A1 Wer zahlt? (GfS, TOP 1)"] == found["A2 Wann? [nicht zitieren]"] == "List Bullet"
    for kind in (COURSE, RESULTS, MEMORY, OBSERVATION, TASK_LIST):
        assert "Offene Punkte" not in paragraphs(minutes(tmp_path, kind, noted((EntryKind.DECISION, "x"))))


def test_end_tells_the_next_meeting_who_signs_and_then_annexes_and_recipients(tmp_path: Path) -> None:
    event = Event(
        id="e", title="Sitzung", chair="GfS", documents="Folien\nListe", distribution="alle", next_meeting="12.05.2021"
    )
    text = paragraphs(minutes(tmp_path, RESULTS, EVERY_KIND, event=event))
    end = text[text.index("Nächster Termin") :]
    expected = ["Nächster Termin", "12.05.2021", "Leitung\t\t\nGfS", "Protokoll\t\t"]
    assert end == [*expected, "Anlagen", "Folien\nListe", "Verteiler", "alle", ""]


def test_tasks_name_the_lines_they_come_from_where_lines_are_numbered(tmp_path: Path) -> None:
    tasks = [Task(id="t", number="T-A1", text="Liste", entry="x"), Task(id="u", number="T-A2", text="später")]
    entries = noted((EntryKind.TASK, "x"))
    assert rows(minutes(tmp_path, TASK_LIST, entries, tasks=tasks, numbers=True), "Aufträge") == [
        ["Nr.", "Eintrag", "Auftrag", "verantwortlich", "Termin", "Status"],
        ["T-A1", "A1", "Liste", "–", "–", "offen"],
        ["T-A2", "–", "später", "–", "–", "offen"],
    ]
    header = rows(minutes(tmp_path, TASK_LIST, entries, tasks=tasks), "Aufträge")[0]
    assert header == ["Nr.", "Auftrag", "verantwortlich", "Termin", "Status"]


def test_list_of_tasks_holds_no_line_of_notes(tmp_path: Path) -> None:
    text = paragraphs(minutes(tmp_path, TASK_LIST, EVERY_KIND, tasks=[Task(id="t", number="T-A1", text="Liste")]))
    assert "Liste" in text
    # The last cell of a task is its status, "offen", as a kind of entry is called too.
    assert [line for line in text for kind in EntryKind if kind.value in line] == ["offen"]
    assert "Es sind keine Aufträge festgehalten." in paragraphs(minutes(tmp_path, TASK_LIST, EVERY_KIND))


def test_head_that_would_be_empty_is_left_out(tmp_path: Path) -> None:
    assert next(body(minutes(tmp_path, COURSE, EVERY_KIND)).iter(f"{W}tblCaption"), None) is not None
    known = material([], event=Event(title="Nur ein Titel"))
    nameless = replace(known, names=replace(known.names, participants=[]))
    content = compose(nameless, COURSE, ExportClass.PSEUDONYMISIERT, made_at=BEGIN)
    write(build(content), TEMPLATE, tmp_path / "x.docx")
    assert next(body((tmp_path / "x.docx").read_bytes()).iter(f"{W}tbl"), None) is None
