import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.entry import Entry
from gk_desktop.services.capture import Capture
from gk_desktop.services.note_lines import NoteLines


def texts(workspace: Workspace) -> list[str]:
    return [entry.text for entry in workspace.records.find(Entry, order_by=["position"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_the_end_of_a_line_is_no_part_of_it(workspace: Workspace, capture: Capture, end: str) -> None:
    NoteLines(capture).take(f"! eins{end}")

    (entry,) = workspace.records.find(Entry)
    assert (entry.raw, entry.text) == ("! eins", "eins")


@pytest.mark.parametrize("start", ["\t", "  "])
def test_a_tab_or_two_blanks_continue_the_entry_above(workspace: Workspace, capture: Capture, start: str) -> None:
    lines = NoteLines(capture)
    first, second = lines.take("eins\n"), lines.take(f"{start}zwei\n")

    assert first == second
    assert texts(workspace) == ["eins\nzwei"]


def test_further_blanks_of_a_continuation_are_kept(workspace: Workspace, capture: Capture) -> None:
    lines = NoteLines(capture)
    for line in ("Liste:", "\t\t- eins", "    - zwei"):
        lines.take(line)

    assert texts(workspace) == ["Liste:\n\t- eins\n  - zwei"]


def test_one_blank_begins_an_entry_of_its_own(workspace: Workspace, capture: Capture) -> None:
    lines = NoteLines(capture)
    for line in ("eins", " zwei"):
        lines.take(line)

    assert texts(workspace) == ["eins", "zwei"]


@pytest.mark.parametrize("blank", ["", "\n", "\r\n", "   \n", "\t\n", "\u00a0\n"])
def test_blank_lines_are_nothing_and_end_no_entry(workspace: Workspace, capture: Capture, blank: str) -> None:
    lines = NoteLines(capture)
    lines.take("eins")
    assert lines.take(blank) is None
    lines.take("\tzwei")

    assert texts(workspace) == ["eins\nzwei"]
