"""What the keys do to a line: everything a key writes could have been typed, and no word is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.domain.dimension import Dimension
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.line import LineContext, parse, rebuild
from gk_desktop.domain.line_edits import (
    next_kind,
    preview,
    text_span,
    with_dimension,
    with_kind,
    with_minutes_back,
    with_no_quote_toggled,
    with_speaker,
)
from gk_desktop.domain.person_hint import person_name_in

CONTEXT = LineContext.of(["GfS", "Träger F1"], ["B1", "C2F1"], date(2021, 5, 19))
PIECES = [
    "GfS: ",
    "@Neu: ",
    "-2min ",
    "! ",
    "> ",
    "?? ",
    "/k ",
    "Hallo",
    "Welt ",
    "#B1 ",
    "#nz",
    " ",
    "„",
    "“",
    "\n",
    ":",
    "TOP 2",
]
LINES = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@pytest.mark.parametrize(
    ("raw", "kind", "expected"),
    [
        ("", EntryKind.DECISION, "! "),
        ("GfS:", EntryKind.DECISION, "GfS: ! "),
        ("GfS: Hallo #B1", EntryKind.DECISION, "GfS: ! Hallo #B1"),
        ("GfS: ! Hallo #B1", EntryKind.STATEMENT, "GfS: Hallo #B1"),
        ("-2min GfS: * Hallo", EntryKind.THEORY, "-2min GfS: /t Hallo"),
        ("Hallo #B1", EntryKind.QUOTE, "„Hallo“ #B1"),
        ("Hallo #nz #neu", EntryKind.QUOTE, "„Hallo #neu“ #nz"),
        ("Hallo #nz\nHerr #B1", EntryKind.QUOTE, "„Hallo\nHerr“ #nz #B1"),
        ("„Hallo“ #B1", EntryKind.TASK, "> Hallo #B1"),
        ("er sagte „ja“", EntryKind.QUOTE, "»er sagte „ja“«"),
        ("TOP 2", EntryKind.DECISION, "TOP 2"),
        ("\\! wörtlich", EntryKind.STATEMENT, "\\! wörtlich"),
    ],
)
def test_another_mark_is_written_where_marks_stand(raw: str, kind: EntryKind, expected: str) -> None:
    assert with_kind(raw, kind, CONTEXT) == expected


@pytest.mark.parametrize(
    ("raw", "name", "expected"),
    [
        ("", "GfS", "GfS: "),
        ("! Hallo", "GfS", "GfS: ! Hallo"),
        ("GfS: Hallo", "Träger F1", "Träger F1: Hallo"),
        ("@Neu: Hallo", "GfS", "GfS: Hallo"),
        ("-2min Hallo", "GfS", "-2min GfS: Hallo"),
        ("GfS: Hallo", "", "Hallo"),
        ("Hallo", "Sozialamt", "@Sozialamt: Hallo"),
    ],
)
def test_another_speaker_is_written_where_speakers_stand(raw: str, name: str, expected: str) -> None:
    assert with_speaker(raw, name, CONTEXT) == expected


def test_codes_are_toggled_at_the_end() -> None:
    assert with_no_quote_toggled("Hallo #B1", CONTEXT) == "Hallo #B1 #nz"
    assert with_no_quote_toggled("Hallo #nz #B1", CONTEXT) == "Hallo #B1"
    assert with_dimension("Hallo #polity", Dimension.POLICY, CONTEXT) == "Hallo #policy"
    assert with_dimension("Hallo #polity", Dimension.POLITY, CONTEXT) == "Hallo"


def test_dating_back_replaces_what_was_there() -> None:
    assert with_minutes_back("Hallo", 2, CONTEXT) == "-2min Hallo"
    assert with_minutes_back("-2min Hallo", 5, CONTEXT) == "-5min Hallo"
    assert with_minutes_back("-5min Hallo", 0, CONTEXT) == "Hallo"


def test_a_key_goes_through_its_family_and_back_to_a_plain_line() -> None:
    family = (EntryKind.OBSERVATION, EntryKind.CONTEXT)
    kinds = [EntryKind.DECISION]
    for _press in range(3):
        kinds.append(next_kind(kinds[-1], family))
    assert kinds[1:] == [EntryKind.OBSERVATION, EntryKind.CONTEXT, EntryKind.STATEMENT]


def test_a_mark_counts_before_its_text_is_typed() -> None:
    assert preview("GfS: ! ", CONTEXT).kind is EntryKind.DECISION
    assert preview("GfS: ", CONTEXT).speaker == "GfS"
    assert preview(" #nz", CONTEXT).no_quote
    assert preview("!", CONTEXT).kind is EntryKind.DECISION
    assert preview("Das stimmt!", CONTEXT).kind is EntryKind.STATEMENT


@given(LINES)
def test_a_preview_differs_from_the_parse_only_in_a_text_that_is_missing(raw: str) -> None:
    parsed, shown = parse(raw, CONTEXT), preview(raw, CONTEXT)
    assert shown == parsed or shown.text == ""
    assert rebuild(shown) == raw


@given(LINES, st.sampled_from(list(EntryKind)))
def test_a_key_loses_no_word(raw: str, kind: EntryKind) -> None:
    changed = with_kind(raw, kind, CONTEXT)
    marks = {"!", ">", "?", "??", "*", "//", "/k", "/t"}
    for word in raw.split():
        if word not in marks:
            assert word.strip('„“»«"\\') in changed
    assert rebuild(parse(changed, CONTEXT)) == changed


@given(LINES)
def test_the_span_of_the_text_is_the_text(raw: str) -> None:
    parsed = parse(raw, CONTEXT)
    start, end = text_span(parsed)
    assert 0 <= start <= end <= len(raw)
    if parsed.text and not parsed.is_agenda and "\n" not in raw:
        assert raw[start:end] == parsed.text


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Frau Müller sagt nichts", "Frau Müller"),
        ("@Erika Beispiel: Hallo", "Erika Beispiel"),
        ("-2min Erika Beispiel: Hallo", "Erika Beispiel"),
        ("GfS: Herr Dr. Kunz kommt später", "Herr Dr. Kunz"),
        ("Träger F1: Hallo", ""),
        ("zum Beispiel: ein Kurs", ""),
        ("Frau Ministerin begrüßt", ""),
        ("Die Frau am Empfang", ""),
    ],
)
def test_what_looks_like_a_name_is_noticed(line: str, name: str) -> None:
    assert person_name_in(line) == name


def test_who_is_in_the_list_is_not_asked_about_again() -> None:
    assert person_name_in("Frau Muster: Hallo", ["Frau Muster"]) == ""
