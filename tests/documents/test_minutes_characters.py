"""What people type and paste arrives in the minutes: captured, found, and set."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx_text import body_text
from minutes_workspaces import COURSE, INTERN, MADE_AT, create_event, exported, new_workspace

from gk_desktop.app.workspace import Workspace
from gk_desktop.documents import docx_writer
from gk_desktop.domain.entry import Entry

LINES = {
    "umlauts and capital sharp s": ("Maẞnahme für Übergänge in ÄÖÜ", "Maẞnahme für Übergänge in ÄÖÜ", "massnahme"),
    "emoji joined from three": ("Familie 👩‍👩‍👧 und 👍🏽 da", "Familie 👩‍👩‍👧 und 👍🏽 da", "Familie"),
    "combining characters": ("Cafe\u0301 und Zu\u0308ge", "Cafe\u0301 und Zu\u0308ge", "Züge"),
    "control characters of Word": ("erste\x0bzweite\x00\x1f\x07\x0c Zeile", "erste\nzweite Zeile", "zweite"),
    "markup": ("<w:t>&amp; ]]> \"a\" <b>fett</b>", "<w:t>&amp; ]]> \"a\" <b>fett</b>", "fett"),
    "a lone surrogate": ("halb\ud83d da", "halb da", "halb"),
    "twenty thousand characters": ("Wörter " * 2857 + "Ende", "Wörter " * 2857 + "Ende", "Ende"),
    "invisible characters": ("Zu\u00adsam\u200bmen\ufeff", "Zu\u00adsam\u200bmen\ufeff", "Zu\u00adsam\u200bmen"),
    "Arabic and Cyrillic": ("مرحبا и Привет", "مرحبا и Привет", "Привет"),
}  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with new_workspace(tmp_path_factory.mktemp("characters")) as opened:
        yield opened


@pytest.mark.parametrize("name", LINES)
def test_line_survives_capture_search_and_minutes(workspace: Workspace, tmp_path: Path, name: str) -> None:
    line, kept, searched = LINES[name]
    event = create_event(workspace, title=name)
    captured = workspace.capture(event.id).add_line(line)
    assert captured is not None
    assert workspace.records.get(Entry, captured.id).text == kept
    found = [hit.record.id for hit in workspace.searching.find(searched)]
    assert captured.id in found
    text = body_text(exported(workspace, event.id, COURSE, INTERN, tmp_path)[1])
    assert f"{MADE_AT:%H}:" in text
    assert kept in text


def test_a_lost_character_would_be_seen(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    event = create_event(workspace)
    workspace.capture(event.id).add_line("Familie 👩‍👩‍👧 da")
    set_text = docx_writer._set_text
    monkeypatch.setattr(docx_writer, "_set_text", lambda node, text: set_text(node, text.replace("\u200d", "")))
    text = body_text(exported(workspace, event.id, COURSE, INTERN, tmp_path)[1])
    assert "Familie 👩‍👩‍👧 da" not in text
