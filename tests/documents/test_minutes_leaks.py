"""No name, code or hidden note leaves in a Word file, whatever is written: searched for with random texts.

What counts as a name in a text is decided here by its own rules, which share nothing with the program's.
"""

import re
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from minutes_workspaces import (
    COURSE,
    OBSERVATION,
    OUTSIDE,
    PSEUDONYMISED,
    RESULTS,
    TASK_LIST,
    create,
    create_entries,
    create_event,
    everything_in,
    exported,
    new_workspace,
)

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain import naming
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.minutes import MinutesKind
from gk_desktop.domain.name_replacement import NameReplacer
from gk_desktop.domain.record import Record

NEVER_OUTSIDE = set(EntryKind) - {
    EntryKind.DECISION,
    EntryKind.TASK,
    EntryKind.OPEN_POINT,
    EntryKind.STATEMENT,
}
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
LETTERS = "abcdefghiklmnoprstuvwzäöüß"
KNOWN_PLACES = [
    "Essen", "Hamm", "Düren", "Unna", "Hagen", "Köln", "Mülheim an der Ruhr", "Rhein-Kreis Neuss", "Kreis Kleve",
    "StädteRegion Aachen", "Rhein-Erft-Kreis", "Oberbergischer Kreis", "Märkischer Kreis", "Siegen-Wittgenstein",
    "Solingen", "Recklinghausen", "Minden-Lübbecke", "Bad Salzuflen", "Großenkneten", "Weißenfels", "St. Augustin",
    "Übach-Palenberg", "Haus „Die Brücke“ e. V.", "Träger (gGmbH) + Söhne", "Werk[statt] \\ Nord*", "Caritas|Diakonie?",
]  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with new_workspace(tmp_path_factory.mktemp("leaks")) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def letters_of_the_program(words_of_the_program: str) -> "Quiet":
    return Quiet(letters(words_of_the_program))


class Quiet(str):
    """A long text that does not fill the report of a failure."""

    def __repr__(self) -> str:
        return f"<{len(self)} characters>"


@pytest.fixture(scope="module")
def words_of_the_program(workspace: Workspace, folder: Path) -> str:
    """What stands in every file: a name that is one of these words cannot be kept out of it."""
    filled = create_event(workspace, title="Titel", place="x", format="x", start="09:00", documents="x", chair="IAQ")
    kinds = list(EntryKind)
    create_entries(workspace, filled.id, [Entry(kind=kind, text="x", no_quote=True) for kind in kinds])
    create(workspace, Task(event=filled.id, text="x"), Participant(event=filled.id, label="IAQ"))
    texts = [everything_in(*exported(workspace, filled.id, kind, PSEUDONYMISED, folder)) for kind in MinutesKind]
    fixed = "[Ort] [Kommune] [Institution] [Bündnis] Teilnehmende Person Jugendamt FK07 FK08 FK01 BK GfS A1 in Arbeit"
    roles = " ".join((*workspace.programme.speaker_roles, *workspace.programme.person_roles.values()))
    # Twice, with a sign between that no name can bridge.
    return "\n†\n".join([*texts, fixed, roles])


# --- What counts as a name in a text -----------------------------------------------------------------------------


def as_read(text: str) -> str:
    """Small letters without accents or invisible characters, one blank for whatever stands between words."""
    text = (
        unicodedata.normalize("NFC", text)
        .casefold()
        .translate({ord(a): b for a, b in zip("äöü", ("ae", "oe", "ue"), strict=True)})
    )
    text = "".join(
        c
        for c in unicodedata.normalize("NFKD", text)
        if unicodedata.category(c) not in ("Mn", "Cf", "Cc") or c in "\n\t"
    )
    text = re.sub(r"-\s*\n\s*", "-", text)
    return re.sub(r"[\W_]+", " ", text)


def letters(text: str) -> str:
    return "".join(as_read(text).split())


def is_in(name: str, text: str) -> bool:
    """Whether a reader finds the name: anywhere from six characters on, else as a word with an ending or none."""
    if len(name) >= 6:
        return letters(name) in letters(text)
    word = re.escape(as_read(name).strip())
    return (
        re.search(rf"(?<![^\W\d_]){word}(?:s|es|n|en|er|ern|ers|erin|erinnen)?(?![^\W\d_])", as_read(text)) is not None
    )


def test_the_judge_finds_names_and_no_others() -> None:
    assert is_in("Essen", "die Essener*innen")
    assert is_in("Essen", "in_ESSEN_2021")
    assert not is_in("Essen", "Interessen")
    assert is_in("Großenkneten", "xGROSSEN-\nKNETENx")
    assert is_in("Düren", "im Du\u0308\u00adren")
    assert not is_in("Düren", "dürfen")


# --- Names and how people write them -----------------------------------------------------------------------------

word = st.text(LETTERS, min_size=2, max_size=9).map(str.capitalize)
random_name = st.builds(
    lambda words, between: between.join(words), st.lists(word, min_size=1, max_size=3), st.sampled_from([" ", "-"])
)
names = st.one_of(st.sampled_from(KNOWN_PLACES), random_name).filter(lambda name: len(letters(name)) >= 3)


@dataclass(frozen=True)
class Written:
    """A name as somebody wrote it, inside other text."""

    name: str
    text: str


def soft_hyphen_within(name: str, place: int) -> str:
    place = 1 + place % max(len(name) - 1, 1)
    return name[:place] + "\u00ad" + name[place:]


WAYS = [
    str,
    str.upper,
    str.lower,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: name.replace(" ", "\n"),
    lambda name: name.replace(" ", "\u00a0"),
    lambda name: name.replace("-", "\u2011"),
    lambda name: name.replace("-", " "),
    lambda name: name.replace(" ", "-"),
    lambda name: name.replace("ß", "ẞ").replace("ss", "ß"),
    lambda name: name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"),
]


@st.composite
def writings(draw: st.DrawFn, name: str) -> str:
    written = draw(st.sampled_from(WAYS))(name)
    if draw(st.booleans()):
        written = soft_hyphen_within(written, draw(st.integers(0, 20)))
    if len(name) >= 6:
        before, after = draw(
            st.sampled_from([("", ""), ("Vor", "weit"), ("x", ""), ("", "erin"), ("„", "“"), ("_", "_2021")])
        )
    else:
        ending = draw(st.sampled_from(["", "s", "er", "ern", "erinnen", "es"]))
        before, after = draw(
            st.sampled_from([("", ""), ("(", ")"), ("_", "_2021"), ("kreis-", "-weit"), ("\n", "\n"), ("„", "“")])
        )
        after = ending + after
    left, right = draw(
        st.sampled_from([("", ""), ("Wir in ", " sagen das."), ("🙂 ", " 👩‍👩‍👧"), ("<b>", "</b>]]>"), ("10", "")])
    )
    return left + before + written + after + right


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Up to five names, some of them the beginning of others, and texts with all of them."""
    found = draw(st.lists(names, min_size=3, max_size=5, unique=True))
    if draw(st.booleans()):
        found.append(found[0] + " " + found[1])
    if draw(st.booleans()) and len(found[0]) > 6:
        found.append(found[0][:6].strip())
    texts = [draw(writings(name)) for name in found for _time in range(3)]
    texts.append("".join(draw(st.permutations(found))))
    texts.append(" ".join(draw(st.permutations(found))))
    return found, texts


def records_with(
    names: list[str], texts: list[str], code: str, kind_of_institution: str
) -> tuple[Event, list[Record], list[Record]]:
    """An event of the first name's municipality with the texts in every field that a document shows."""
    text = iter(texts * 20)
    cases = [
        Case(name=names[0], case_code=code, aliases=(names[1],), places=(names[2],), alliance_name="Bund 1"),
        Case(name=names[-1], case_code="FK08"),
    ]
    institutions = [
        Institution(name=name, institution_type=kind_of_institution, aliases=(names[-1],)) for name in names[3:]
    ]
    event = Event(
        title=next(text), event_type=next(text), organiser=next(text), format=next(text), place=next(text),
        room=next(text), chair=next(text), minute_taker=next(text), documents=next(text), distribution=next(text),
        next_meeting=next(text), seating=next(text), iaq_role=next(text), invited_by=next(text),
        observation_announced=True, observation_announced_by=next(text),
    )  # fmt: skip
    belonging: list[Record] = [
        Participant(label=next(text), institution_type=next(text), role=next(text), headcount=2),
        Participant(label="Jugendamt", institution_type=next(text), role=next(text)),
        Participant(role=next(text), institution_type=next(text)),
        AgendaItem(number=1, title=next(text)),
        Decision(number="B-A1", text=next(text)),
        Task(number="T-A1", text=next(text), responsible=next(text)),
        Task(number="T-A2", text=next(text), responsible=f"{next(text)} und GfS, {next(text)}"),
    ]
    return event, [*cases, *institutions], belonging


class Scene:
    """Records of one example, taken away again, so that the next does not know their names."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.created: list[Record] = []

    def add(self, *records: Record) -> list[Record]:
        created = create(self.workspace, *records)
        self.created += created
        return created

    def new_folder(self, folder: Path) -> Path:
        return Path(tempfile.mkdtemp(dir=folder))

    def clear(self) -> None:
        with self.workspace.store.journal.change("Probe") as unit:
            for record in self.created:
                unit.delete(record.id)
        self.created = []


@pytest.fixture(scope="module")
def scene(workspace: Workspace) -> Scene:
    return Scene(workspace)


def pseudonymised(
    scene: Scene, folder: Path, found: list[str], texts: list[str], code: str, kind: str, minutes: MinutesKind
) -> str:
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
        return everything_in(*exported(scene.workspace, event.id, minutes, PSEUDONYMISED, scene.new_folder(folder)))
    finally:
        scene.clear()


def assert_pseudonymous(
    scene: Scene, folder: Path, found: list[str], texts: list[str], code: str, kind: str, minutes: MinutesKind
) -> None:
    text = pseudonymised(scene, folder, found, texts, code, kind, minutes)
    leaked = [(name, around(name, text)) for name in found if is_in(name, text)]
    assert not leaked, leaked


def around(name: str, text: str) -> list[str]:
    return [line for line in text.splitlines() if is_in(name, line)][:3]


@MANY
@given(worlds(), st.data(), st.sampled_from(MinutesKind))
def test_pseudonymised_files_hold_no_name_of_any_case_place_or_institution(
    scene: Scene,
    folder: Path,
    letters_of_the_program: Quiet,
    world: tuple[list[str], list[str]],
    data: st.DataObject,
    minutes: MinutesKind,
) -> None:
    found, texts = world
    code = data.draw(st.sampled_from(["FK07", "", found[0].replace(" ", "")]), label="Fallkürzel")
    kind = data.draw(st.sampled_from(["Jugendamt", "", found[1]]), label="Institutionstyp")
    assume(not any(letters(name) in letters_of_the_program for name in found))
    event(f"{len(found)} names")
    assert_pseudonymous(scene, folder, found, texts, code, kind, minutes)


# --- VERTEILER -----------------------------------------------------------------------------------------------------

CODES = [
    "FK01-GfS-A1",
    "fk01-gfs-a1",
    "FK01‑BK‑B12",
    "FK-9-TN-A4",
    "Protokoll_FK01-TR-AB3s",
    "FK01 - EX - C2",
    "GfS-A1",
    "FK01-\nTHM-A7",
]
CODE = re.compile(
    r"(?:fk|9)[\w ]*[-\u2011]\s*(?:gfs|bk|tn|tr|ex|thm)|(?:gfs|bk|tn|tr|ex|thm)[-\u2011 ]+[a-c]{1,2}\d", re.IGNORECASE
)
LABELS = ["Frau Müller-Lüdenscheidt", "Dr. Ö. Yıldız", "Zeynep", "H. Groß", "Die mit dem Hut", "Herr Klein"]


@dataclass(frozen=True)
class Note:
    entry: Entry
    token: str
    extra: str


@st.composite
def notes(draw: st.DrawFn) -> list[Note]:
    found = []
    for place in range(draw(st.integers(1, 8))):
        token = f"Wort{chr(97 + place)}kürbis"
        extra = draw(st.sampled_from(["", *CODES, *LABELS]))
        text = draw(
            st.sampled_from(
                [
                    "{token} {extra}",
                    "{extra}: {token}",
                    "{token}\n{extra} sagt",
                    "<{extra}>{token}]]>",
                    "„{token}“ ({extra})",
                ]
            )
        )
        entry = Entry(
            kind=draw(st.sampled_from(EntryKind)),
            text=text.format(token=token, extra=extra),
            no_quote=draw(st.booleans()),
            is_result=draw(st.booleans()),
            dimension=draw(st.sampled_from(["", "politics"])),
        )
        found.append(Note(entry, token, extra))
    return found


@MANY
@given(
    notes(),
    st.lists(st.sampled_from(LABELS), unique=True),
    st.sampled_from([kind for kind in MinutesKind if kind is not OBSERVATION]),
    st.sampled_from([*CODES, *LABELS, "GfS"]),
)
def test_outside_files_hold_nothing_that_is_never_shown(
    scene: Scene, folder: Path, taken: list[Note], labels: list[str], minutes: MinutesKind, somebody: str
) -> None:
    try:
        case = scene.add(Case(name="Gut Kaltenmoor", case_code="FK-9"), Case(name="Dünenheim", case_code="FK01"))[0]
        scene.add(Person(code="FK01-BK-B12", role="BK"), Person(code="FK-9-TN-A4", role="TN", case=case.id))
        category = scene.add(Category(code="KATZENGOLD", name="Schimmer"))[0]
        title = f"Sitzung mit {' und '.join(labels)}"
        people = {"chair": somebody, "minute_taker": f"{somebody}, IAQ", "invited_by": somebody, "seating": title}
        event = scene.add(Event(title=title, case=case.id, next_meeting=title, documents=title, **people))[0]
        speakers = [
            person.id
            for person in scene.add(
                *(
                    Participant(
                        event=event.id, label=label, role=f"Vertretung von {somebody}" if somebody in CODES else ""
                    )
                    for label in labels
                )
            )
        ] or [""]
        entries = [
            replace(note.entry, speaker=speakers[place % len(speakers)], categories=(category.id,))
            for place, note in enumerate(taken)
        ]
        scene.created += create_entries(scene.workspace, event.id, entries)
        scene.add(Task(event=event.id, number="T-A1", text="Auftrag", responsible=f"{somebody} und THM"))
        text = everything_in(*exported(scene.workspace, event.id, minutes, OUTSIDE, scene.new_folder(folder)))
    finally:
        scene.clear()
    for note in taken:
        hidden = note.entry.kind in NEVER_OUTSIDE or note.entry.no_quote
        assert not (hidden and note.token in text), note
        assert hidden or minutes in (RESULTS, TASK_LIST) or note.token in text, "auch was gezeigt werden darf, fehlt"
    assert not [label for label in labels if is_in(label, text)]
    assert somebody not in LABELS or somebody not in field_of_people(text), "nicht als Rolle bekannt"
    assert not CODE.search(text), CODE.findall(text)
    assert not [word for word in ("KATZENGOLD", "Schimmer", "Prozesse (politics)") if word in text]


def field_of_people(text: str) -> str:
    """What stands behind "Leitung" and "Protokoll" and in the column of those responsible."""
    lines = text.splitlines()
    return "\n".join(after for before, after in pairwise(lines) if before in ("Leitung", "Protokoll", "Auftrag"))


# --- Seen red ------------------------------------------------------------------------------------------------------


def test_the_search_for_names_finds_a_planted_leak(scene: Scene, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ["Zwickelsheim", "Alsenz", "Obertal", "Haus Kork"]
    texts = [f"Wir in {name}" for name in found]
    monkeypatch.setattr(NameReplacer, "replace", lambda self, text: text.replace("Zwickelsheim", "FK07"))
    with pytest.raises(AssertionError, match="Alsenz"):
        assert_pseudonymous(scene, folder, found, texts, "FK07", "Jugendamt", COURSE)


def test_the_search_outside_finds_a_planted_code(scene: Scene, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming.PersonCodes, "replaced_by_roles", lambda self, text: text)
    event = scene.add(Event(title="FK01-GfS-A1"))[0]
    assert CODE.search(everything_in(*exported(scene.workspace, event.id, COURSE, OUTSIDE, folder)))
    scene.clear()
