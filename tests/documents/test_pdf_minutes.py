"""Minutes as PDF: the same words as in Word, for each kind and class, and nothing that may not leave the house."""

import re
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx_text import paragraphs as docx_paragraphs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from minutes_workspaces import (
    COURSE,
    EVERY_KIND_AND_CLASS,
    OUTSIDE,
    RESULTS,
    create,
    create_entries,
    create_event,
    exported,
    new_workspace,
)
from pdf_reading import everything_in_pdf, read

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.text import clean_text
from gk_desktop.domain import visibility
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.services.minutes_writers import FileFormat

NEVER_OUTSIDE = set(EntryKind) - {EntryKind.DECISION, EntryKind.TASK, EntryKind.OPEN_POINT, EntryKind.STATEMENT}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with new_workspace(tmp_path_factory.mktemp("pdf")) as opened:
        yield opened


@pytest.fixture(scope="module")
def full_event(workspace: Workspace) -> Event:
    event = create_event(workspace, title="Runde im Rathaus", place="Rathaus", chair="IAQ", minute_taker="IAQ")
    agenda: AgendaItem = create(workspace, AgendaItem(event=event.id, number=1, title="Begrüßung & Stand"))[0]
    entries = [
        Entry(kind=kind, text=f"Wort{kind.value}, zweiter Satz\nmit Zeile", speaker="GfS", agenda_item=agenda.id)
        for kind in EntryKind
    ]
    create_entries(workspace, event.id, entries)
    create(workspace, Task(event=event.id, text="Liste schicken", number="T-A1"))
    create(workspace, Decision(event=event.id, text="So sei es", number="B-A1"))
    return event


def exported_pdf(workspace: Workspace, event: str, kind: MinutesKind, cls: ExportClass, folder: Path) -> bytes:
    done = workspace.minutes.export(event, kind, cls, folder, file_format=FileFormat.PDF)
    assert done.file.suffix == ".pdf"
    return done.file.read_bytes()


def words(texts: list[str]) -> str:
    """Without blanks and breaks, which both formats set as they need them, and without the bullets they draw."""
    text = re.sub("[\u00ad\u200b•]", "", "".join(texts))
    return "".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize(("kind", "cls"), EVERY_KIND_AND_CLASS)
def test_pdf_says_word_for_word_what_the_word_document_says(
    workspace: Workspace, full_event: Event, tmp_path: Path, kind: MinutesKind, cls: ExportClass
) -> None:
    in_word = docx_paragraphs(exported(workspace, full_event.id, kind, cls, tmp_path)[1])
    in_pdf = read(exported_pdf(workspace, full_event.id, kind, cls, tmp_path))
    assert words(in_pdf.paragraphs) == words(in_word)
    assert all(cls.value in text for text in in_pdf.artifacts)


@pytest.mark.parametrize(("kind", "cls"), EVERY_KIND_AND_CLASS)
def test_empty_event_makes_a_file_that_says_so(
    workspace: Workspace, tmp_path: Path, kind: MinutesKind, cls: ExportClass
) -> None:
    event = create_event(workspace, title="")
    in_pdf = read(exported_pdf(workspace, event.id, kind, cls, tmp_path))
    in_word = docx_paragraphs(exported(workspace, event.id, kind, cls, tmp_path)[1])
    assert words(in_pdf.paragraphs) == words(in_word)


@pytest.mark.parametrize("kind", [RESULTS, COURSE])
def test_minutes_for_others_hold_nothing_that_is_kept_from_them(
    workspace: Workspace, full_event: Event, tmp_path: Path, kind: MinutesKind
) -> None:
    found = everything_in_pdf(exported_pdf(workspace, full_event.id, kind, OUTSIDE, tmp_path))
    assert [item.value for item in NEVER_OUTSIDE if f"Wort{item.value}" in found] == []
    assert f"Wort{EntryKind.DECISION.value}" in found


def test_a_planted_leak_is_seen_in_the_file(
    workspace: Workspace, full_event: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = visibility.ENTRIES[EntryKind.DECISION]
    monkeypatch.setitem(visibility.ENTRIES, EntryKind.OBSERVATION, shown)  # type: ignore[arg-type]
    found = everything_in_pdf(exported_pdf(workspace, full_event.id, COURSE, OUTSIDE, tmp_path))
    assert f"Wort{EntryKind.OBSERVATION.value}" in found


SECRET = st.text("abcdefghiklmnoprstuvwzäöüß", min_size=8, max_size=14).map(lambda text: f"Qx{text}")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(secrets=st.lists(SECRET, min_size=1, max_size=5, unique=True), around=st.text(max_size=40), data=st.data())
def test_no_hidden_note_is_in_the_file_whatever_is_written(
    workspace: Workspace, secrets: list[str], around: str, data: st.DataObject
) -> None:
    event = create_event(workspace)
    kinds = [data.draw(st.sampled_from(sorted(NEVER_OUTSIDE))) for _secret in secrets]
    texts = [clean_text(f"{around} {secret} {around}") for secret in secrets]
    hidden = [Entry(kind=kind, text=text) for kind, text in zip(kinds, texts, strict=True)]
    create_entries(workspace, event.id, [*hidden, Entry(kind=EntryKind.STATEMENT, text="Sichtbares")])
    with tempfile.TemporaryDirectory() as folder:
        found = everything_in_pdf(exported_pdf(workspace, event.id, COURSE, OUTSIDE, Path(folder)))
    assert "Sichtbares" in found
    assert [secret for secret in secrets if secret in found] == []
