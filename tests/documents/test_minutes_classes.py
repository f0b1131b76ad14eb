"""Who may see what (contract 4), cell by cell on the bytes of exported Word files.

The expectations below are written out by hand and share nothing with the table in the program.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx_text import parse, part_text, properties, read_parts, whole_text
from minutes_workspaces import (
    COURSE,
    EVERY_KIND_AND_CLASS,
    INTERN,
    KINDS_AND_CLASSES,
    MADE_AT,
    OBSERVATION,
    OUTSIDE,
    PSEUDONYMISED,
    RESULTS,
    TASK_LIST,
    create,
    everything_in,
    exported,
    new_workspace,
)

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.base.paths import resources
from gk_desktop.documents.docx_writer import write
from gk_desktop.documents.minutes import build
from gk_desktop.domain import visibility
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.category import Category
from gk_desktop.domain.consent_rules import SpeakerConsent
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Attendance, Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesExport, MinutesKind
from gk_desktop.domain.minutes_content import compose

MARKS = {
    EntryKind.STATEMENT: "{}",
    EntryKind.QUOTE: "„{}“",
    EntryKind.DECISION: "! {}",
    EntryKind.TASK: "> Kanzlei Zweigl bis 24.12.2026: {}",
    EntryKind.OPEN_POINT: "? {}",
    EntryKind.OWN_QUESTION: "?? {}",
    EntryKind.OBSERVATION: "* {}",
    EntryKind.METHOD_NOTE: "// {}",
    EntryKind.CONTEXT: "/k {}",
    EntryKind.THEORY: "/t {}",
}
FOR_ALL = {EntryKind.DECISION, EntryKind.TASK, EntryKind.OPEN_POINT, EntryKind.STATEMENT}
ALWAYS_RESULTS = {EntryKind.DECISION, EntryKind.TASK, EntryKind.OPEN_POINT}
RESULTS_IF_MARKED = {EntryKind.STATEMENT, EntryKind.QUOTE}

ENTRY_ROWS = [
    pytest.param(kind, no_quote, is_result, id=kind.value + "-nz" * no_quote + "-Ergebnis" * is_result)
    for kind in MARKS
    for no_quote in (False, True)
    for is_result in (False, True)
]

# Token -> (INTERN, PSEUDONYMISIERT, VERTEILER), the same in both kinds of minutes.
NAMES = {
    "Qualsdorf": (True, False, True),  # the municipality, in the title of the event
    "Qualsdorfer": (True, False, True),  # an alias of it, in a decision
    "Zwergenau": (True, False, True),  # a place in it, in the title of a TOP
    "Nebelbrück": (True, False, True),  # another case of the project, in a decision
    "Wegwarte": (True, False, True),  # the alliance, in the list of recipients
    "Haus Quendel": (True, False, True),  # an institution, as organiser
    "Quendler": (True, False, True),  # its alias, in a decision
    "Alte Mälzerei": (True, False, True),  # where it took place
    "Saal Quitte": (True, False, True),
    "Herr Zacharias": (True, False, False),  # a participant whose label is no role
    "Zacharias": (True, False, False),
    "Frau Yildirim": (True, False, False),  # in the chair, and no participant
    "Kanzlei Zweigl": (True, False, False),  # charged with a task, and not known as an institution
    "Jobcenter": (True, False, True),  # a participant whose label is a role
    "Schriftkundiger Ratgeber": (False, False, True),  # role of the participant without a role as label
    "QC-Wurzel": (True, True, False),  # a category
    "Querschnitt": (True, True, False),  # its dimension
    "nicht zitieren": (True, True, False),
    "Namen ungeprüft": (False, True, False),
    "FK07": (True, True, False),  # Fallkürzel in the file's name, and in the codes of persons
    "GfS-A1": (True, True, False),  # the code of a person, typed in a decision
    "FK07-BK-A1": (False, True, False),  # the code of a participant
}
LEFT_OUT = {
    # No TOPs, decisions, recipients and marks.
    TASK_LIST: {
        *("Qualsdorfer", "Zwergenau", "Nebelbrück", "Wegwarte", "Quendler", "GfS-A1"),
        *("QC-Wurzel", "Querschnitt", "nicht zitieren"),
    },
    # Nobody is handed them, so there are no recipients.
    OBSERVATION: {"Wegwarte"},
}
"""What some kinds of minutes do not hold in any class."""

CLASS_PLACES = {
    "header": lambda name, docx: "\n".join(
        part_text(parse(part)) for part_name, part in read_parts(docx).items() if "header" in part_name
    ),
    "file name": lambda name, docx: name,
    "properties": lambda name, docx: properties(docx)["keywords"],
}


def token(kind: EntryKind, *, no_quote: bool, is_result: bool) -> str:
    return f"Kürbis{kind.value}{'nz' * no_quote}{'erg' * is_result}Ende"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with new_workspace(tmp_path_factory.mktemp("classes")) as opened:
        yield opened


@pytest.fixture(scope="module")
def event(workspace: Workspace) -> Event:
    add = workspace.keeping.add
    case = add(
        Case(
            name="Qualsdorf",
            case_code="FK07",
            aliases=("Qualsdorfer Land",),
            places=("Zwergenau",),
            alliance_name="Wegwarte",
        )
    )
    add(Case(name="Nebelbrück", case_code="FK08"))
    institution = add(
        Institution(name="Haus Quendel", institution_type="Jugendamt", case=case.id, aliases=("Quendler",))
    )
    person = workspace.people.add(case=case, role="BK", institution=institution)
    code = workspace.people.add(case=case, role="GfS").code
    assert (person.code, code) == ("FK07-BK-A1", "FK07-GfS-A1")
    event = add(
        Event(
            title="Runde in Qualsdorf",
            case=case.id,
            organiser="Haus Quendel",
            place="Alte Mälzerei",
            room="Saal Quitte",
            format="Präsenz",
            chair="Frau Yildirim",
            minute_taker="IAQ",
            distribution="alle in Wegwarte",
            date=MADE_AT.date(),
        )
    )
    add(Participant(event=event.id, label="Jobcenter", person=person.id, attendance=Attendance.GUEST))
    add(Participant(event=event.id, label="Herr Zacharias", role="Schriftkundiger Ratgeber", position=1.0))
    add(AgendaItem(event=event.id, number=1, title="Blick auf Zwergenau"))
    add(Category(code="QC-Wurzel", name="Wurzel", dimension="querschnitt"))
    take_notes(workspace, event, code)
    return event


def take_notes(workspace: Workspace, event: Event, code: str) -> None:
    capture = workspace.capture(event.id)
    capture.add_line("TOP 1")
    for kind, mark in MARKS.items():
        for no_quote in (False, True):
            for is_result in (False, True):
                text = mark.format(token(kind, no_quote=no_quote, is_result=is_result))
                speaker = "Herr Zacharias: " if kind in (EntryKind.STATEMENT, EntryKind.QUOTE) else ""
                captured = capture.add_line(speaker + text + " #nz" * no_quote + " #QC-Wurzel")
                assert captured is not None and captured.kind is kind, text
                workspace.keeping.change(Entry, captured.id, is_result=is_result)
    capture.add_line("! Im Qualsdorfer Land und in Nebelbrück hilft der Quendler")
    capture.add_line(f"! Wie {code} sagt, kommt Zacharias wieder")


@pytest.fixture(scope="module")
def documents(
    workspace: Workspace, event: Event, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[MinutesKind, ExportClass], tuple[str, bytes]]:
    folder = tmp_path_factory.mktemp("documents")
    return {
        (kind, export_class): exported(workspace, event.id, kind, export_class, folder)
        for kind, export_class in KINDS_AND_CLASSES
    }


def is_expected(kind: EntryKind, minutes: MinutesKind, cls: ExportClass, *, no_quote: bool, is_result: bool) -> bool:
    if minutes is RESULTS:
        belongs = kind in ALWAYS_RESULTS or (is_result and kind in RESULTS_IF_MARKED)
    else:
        belongs = minutes is not TASK_LIST or kind is EntryKind.TASK
    return belongs and (cls is not OUTSIDE or (kind in FOR_ALL and not no_quote))


Documents = dict[tuple[MinutesKind, ExportClass], tuple[str, bytes]]


@pytest.mark.parametrize(("kind", "no_quote", "is_result"), ENTRY_ROWS)
@pytest.mark.parametrize(("minutes", "cls"), EVERY_KIND_AND_CLASS)
def test_entry_stands_in_the_file_exactly_where_the_table_of_classes_says(
    documents: Documents, minutes: MinutesKind, cls: ExportClass, kind: EntryKind, no_quote: bool, is_result: bool
) -> None:
    shown = token(kind, no_quote=no_quote, is_result=is_result) in everything_in(*documents[minutes, cls])
    assert shown is is_expected(kind, minutes, cls, no_quote=no_quote, is_result=is_result)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("minutes", "cls"), EVERY_KIND_AND_CLASS)
def test_name_stands_in_the_file_exactly_where_the_class_shows_names(
    documents: Documents, minutes: MinutesKind, cls: ExportClass, name: str
) -> None:
    expected = dict(zip((INTERN, PSEUDONYMISED, OUTSIDE), NAMES[name], strict=True))
    is_expected = expected[cls] and name not in LEFT_OUT.get(minutes, set())
    assert (name in everything_in(*documents[minutes, cls])) is is_expected


@pytest.mark.parametrize("place", CLASS_PLACES)
@pytest.mark.parametrize(("minutes", "cls"), EVERY_KIND_AND_CLASS)
def test_class_is_named_in_header_file_name_and_properties(
    documents: Documents, minutes: MinutesKind, cls: ExportClass, place: str
) -> None:
    text = CLASS_PLACES[place](*documents[minutes, cls])
    assert [item for item in ExportClass if item.value in text] == [cls]


def test_header_says_that_names_are_unchecked_only_where_names_are_replaced(documents: Documents) -> None:
    for (_minutes, cls), (name, docx) in documents.items():
        header = CLASS_PLACES["header"](name, docx)
        assert ("Namen ungeprüft" in header) is (cls is PSEUDONYMISED)


@pytest.mark.parametrize("cls", ExportClass)
def test_participants_chair_and_minute_taker_are_called_as_the_class_says(
    documents: Documents, cls: ExportClass
) -> None:
    head = part_text(parse(read_parts(documents[COURSE, cls][1])["word/document.xml"])).splitlines()
    shown = {label: head[head.index(label) + 1] for label in ("Leitung", "Protokoll", "Teilnehmende", "Gäste", "Ort")}
    assert (
        shown
        == {
            INTERN: {
                "Leitung": "Frau Yildirim",
                "Protokoll": "IAQ",
                "Teilnehmende": "Herr Zacharias",
                "Gäste": "Jobcenter",
                "Ort": "Alte Mälzerei, Saal Quitte",
            },
            PSEUDONYMISED: {
                "Leitung": "Teilnehmende Person",
                "Protokoll": "IAQ",
                "Teilnehmende": "Person 2",
                "Gäste": "FK07-BK-A1",
                "Ort": "[Ort]",
            },
            OUTSIDE: {
                "Leitung": "Teilnehmende Person",
                "Protokoll": "IAQ",
                "Teilnehmende": "Schriftkundiger Ratgeber",
                "Gäste": "Jobcenter",
                "Ort": "Alte Mälzerei, Saal Quitte",
            },
        }[cls]
    )


@pytest.mark.parametrize(("minutes", "cls"), [item for item in EVERY_KIND_AND_CLASS if item.values[0] is not TASK_LIST])
@pytest.mark.parametrize("no_quote", [False, True], ids=["", "nz"])
def test_quote_goes_outside_only_with_permission_and_never_against_its_mark(
    workspace: Workspace, event: Event, tmp_path: Path, minutes: MinutesKind, cls: ExportClass, no_quote: bool
) -> None:
    material = workspace.minutes.gather(event.id)
    speaker = next(item.id for item in material.names.participants if item.label == "Herr Zacharias")
    permitted = replace(material, speaker_consents={speaker: SpeakerConsent.TO_QUOTE})
    target = tmp_path / "x.docx"
    content = compose(permitted, minutes, cls, made_at=MADE_AT)
    write(build(content), resources() / "templates" / "protokoll.docx", target)
    quote = token(EntryKind.QUOTE, no_quote=no_quote, is_result=True)
    assert (quote in whole_text(target.read_bytes())) is (cls is not OUTSIDE or not no_quote)


@pytest.mark.parametrize(("minutes", "cls"), EVERY_KIND_AND_CLASS)
def test_decisions_and_tasks_that_were_never_a_line_of_notes_are_shown_to_all(
    workspace: Workspace, tmp_path: Path, minutes: MinutesKind, cls: ExportClass
) -> None:
    event = workspace.keeping.add(Event(title="Ohne Mitschrift"))
    workspace.tasks.add_decision(Decision(text="Apfelbeschluss", event=event.id))
    workspace.tasks.add(Task(text="Birnenauftrag", event=event.id))
    text = everything_in(*exported(workspace, event.id, minutes, cls, tmp_path))
    assert ("Apfelbeschluss" in text) is (minutes is not TASK_LIST)
    assert ("Birnenauftrag" in text) is (minutes is not OBSERVATION)


def test_observations_are_not_handed_out(workspace: Workspace, event: Event, tmp_path: Path) -> None:
    before = workspace.records.find(MinutesExport)
    with pytest.raises(UserError, match="gibt es nicht in der Klasse VERTEILER"):
        workspace.minutes.export(event.id, OBSERVATION, OUTSIDE, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert workspace.records.find(MinutesExport) == before


@pytest.mark.parametrize("cls", ExportClass)
def test_task_of_a_line_that_is_gone_stays_inside_as_the_line_may_have_been_marked(
    workspace: Workspace, tmp_path: Path, cls: ExportClass
) -> None:
    event = workspace.keeping.add(Event(title="Lücke"))
    create(workspace, Task(number="T-A99", text="Waisenauftrag", event=event.id, entry="0" * 32))
    text = everything_in(*exported(workspace, event.id, RESULTS, cls, tmp_path))
    assert ("Waisenauftrag" in text) is (cls is not OUTSIDE)


def test_every_kind_of_entry_has_a_row_with_every_class() -> None:
    missing = set(EntryKind) - set(visibility.ENTRIES)
    assert not missing, f"ohne Zeile in visibility.ENTRIES: {missing}"
    assert {kind: set(row) for kind, row in visibility.ENTRIES.items()} == {key: set(ExportClass) for key in EntryKind}
    for table in (
        visibility.PEOPLE,
        visibility.SHOWS_CATEGORIES,
        visibility.MARKS_NO_QUOTE,
        visibility.SAYS_NAMES_UNCHECKED,
    ):
        assert set(table) == set(ExportClass)
    assert set(MARKS) == set(EntryKind), "dieser Test kennt nicht jede Art von Eintrag"


LEAKS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "observations for all": lambda patch: patch.setitem(
        visibility.ENTRIES,  # type: ignore[arg-type]
        EntryKind.OBSERVATION,
        visibility.ENTRIES[EntryKind.DECISION],
    ),
    "observations handed out": lambda patch: patch.setitem(
        visibility.MAY_BE_MADE,  # type: ignore[arg-type]
        OBSERVATION,
        dict.fromkeys(ExportClass, True),
    ),
    "quotes for all": lambda patch: patch.setitem(
        visibility.ENTRIES,  # type: ignore[arg-type]
        EntryKind.QUOTE,
        visibility.ENTRIES[EntryKind.STATEMENT],
    ),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_planted_leak_is_seen_in_the_bytes(
    workspace: Workspace, event: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    LEAKS[leak](monkeypatch)
    if leak == "observations handed out":
        assert exported(workspace, event.id, OBSERVATION, OUTSIDE, tmp_path)
        return
    kind = EntryKind.OBSERVATION if "observations" in leak else EntryKind.QUOTE
    text = everything_in(*exported(workspace, event.id, COURSE, OUTSIDE, tmp_path))
    assert token(kind, no_quote=False, is_result=False) in text
    assert not is_expected(kind, COURSE, OUTSIDE, no_quote=False, is_result=False)
