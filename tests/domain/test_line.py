import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gk_desktop.domain.dimension import Dimension
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.line import (
    MARKS,
    TYPED_DIMENSIONS,
    LineContext,
    ParsedLine,
    compared_form,
    parse,
    rebuild,
)
from gk_desktop.domain.line_segments import Segment, SegmentRole

EVENT_DATE = date(2026, 3, 10)
SPEAKERS = ("Jobcenter", "Frau Müller", "Landkreis", "Landkreis: Soziales", "Große Straße")
CATEGORIES = ("A1", "A2", "Zugang", "ÖPNV", "nz")
CONTEXT = LineContext.of(SPEAKERS, CATEGORIES, EVENT_DATE)

FALSE_FRIENDS = (
    "zum Beispiel: so",
    "14:30 Uhr Beginn",
    "12:30 buchen",
    "http://x: y",
    "> 50 Prozent der Fälle",
    ">  50 Prozent",
    ">wer: was",
    "!wichtig",
    "! ",
    "? ",
    "??wer",
    "?? ",
    "??? was",
    "// ",
    "//so",
    "/kann sein",
    "/t",
    "/k",
    "/K groß",
    "/x y",
    "* ",
    "*so*",
    "!\tTabulator",
    "- Spiegelstrich",
    "-5 Grad",
    "-2 min später",
    "-2min",
    "-2min ",
    "-2minuten später",
    "-1234min zu lang",
    "-min ohne Zahl",
    "-٢min fremde Ziffer",
    "#nz",
    "#A1",
    "C# lernen",
    "Raum #3",
    "Raum#A1",
    "Raum ##A1",
    "Raum #A1.",
    "Raum #",
    "TOP",
    "TOP 0",
    "TOP 100",
    "TOP 3 der Liste",
    "TOP 2:",
    "TOP 2: ",
    "TOP 2:Titel",
    "TOP 2: Titel\nzweite Zeile",
    "TOP 2\nzweite Zeile",
    "Top 3",
    "TOP3",
    "@mail",
    "@mail:adresse",
    "@: nein",
    "@ : nein",
    "@Frau\nMüller: nein",
    f"@{'x' * 61}: zu lang",
    "Jobcenter",
    "Jobcenter:",
    "Jobcenter: ",
    "Jobcenter:ja",
    "Jobcenter : ja",
    "Herr Unbekannt: ja",
    '"A" sagt er und "B"',
    "„A“ und „B“",
    "„A und „B““",
    "„A und „B“",
    "„A“ und B“",
    '"offen',
    '"',
    '""',
    '" "',
    "«verkehrt»",
    '„gemischt"',
)


def roles(raw: str) -> list[tuple[str, str]]:
    return [(segment.role.value, segment.text) for segment in parse(raw, CONTEXT).segments]


# --- text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", FALSE_FRIENDS)
def test_false_friends_stay_plain_statements(raw: str) -> None:
    parsed = parse(raw, CONTEXT)

    assert replace(parsed, unknown_codes=()) == ParsedLine(segments=parsed.segments, text=raw.strip())
    assert [segment.text for segment in parsed.segments if segment.role is not SegmentRole.BLANK] == [raw.strip()]


@pytest.mark.parametrize("raw", ["", " ", "\t\n \u00a0", "\\", "\\  "])
def test_a_line_that_says_nothing_has_empty_text(raw: str) -> None:
    parsed = parse(raw, CONTEXT)

    assert parsed.text == ""
    assert not parsed.is_agenda
    assert rebuild(parsed) == raw


def test_continuation_lines_and_inner_blanks_are_kept() -> None:
    assert parse("  ! eins  zwei\n\n   drei\x0bvier \n", CONTEXT).text == "eins  zwei\n\n   drei\x0bvier"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\\! kein Beschluss", "! kein Beschluss"),
        ("\\TOP 3", "TOP 3"),
        ("\\-2min ja", "-2min ja"),
        ("\\Jobcenter: ja #A1 #nz ", "Jobcenter: ja #A1 #nz"),
        ('\\"nur so gesagt"', '"nur so gesagt"'),
        ("\\\\ zwei", "\\ zwei"),
    ],
)
def test_a_backslash_takes_the_rest_literally(raw: str, text: str) -> None:
    parsed = parse(raw, CONTEXT)

    assert parsed == ParsedLine(segments=parsed.segments, text=text)
    assert parsed.segments[0] == Segment(SegmentRole.LITERAL, "\\")


@pytest.mark.parametrize("raw", [" \\! x", "-2min \\! x", "Jobcenter: \\! x", "! \\! x"])
def test_a_backslash_counts_only_as_the_very_first_character(raw: str) -> None:
    assert parse(raw, CONTEXT).text == "\\! x"


# --- back-date and agenda ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "minutes", "text"),
    [
        ("-2min ja", 2, "ja"),
        ("-999min\u00a0ja", 999, "ja"),
        ("-2min -3min ja", 2, "-3min ja"),
        ("Jobcenter: -2min ja", 0, "-2min ja"),
        ("! -2min ja", 0, "-2min ja"),
    ],
)
def test_a_back_date_counts_once_at_line_start(raw: str, minutes: int, text: str) -> None:
    parsed = parse(raw, CONTEXT)

    assert (parsed.minutes_back, parsed.text) == (minutes, text)


@pytest.mark.parametrize(
    ("raw", "minutes", "number", "title"),
    [
        ("TOP 1", 0, 1, None),
        ("TOP 03", 0, 3, None),
        ("TOP 99  ", 0, 99, None),
        ("TOP\u00a07: Verschiedenes", 0, 7, "Verschiedenes"),
        ("TOP 2:  Bericht: Stand #A1 ", 0, 2, "Bericht: Stand #A1"),
        ("-5min TOP 2: Bericht", 5, 2, "Bericht"),
    ],
)
def test_an_agenda_line_names_its_item(raw: str, minutes: int, number: int, title: str | None) -> None:
    parsed = parse(raw, CONTEXT)

    assert parsed.is_agenda
    assert (parsed.minutes_back, parsed.agenda_number, parsed.agenda_title) == (minutes, number, title)
    assert parsed.text.startswith("TOP")
    assert (parsed.categories, parsed.speaker, parsed.kind) == ((), None, EntryKind.STATEMENT)


@pytest.mark.parametrize("raw", ["Jobcenter: TOP 3", "! TOP 3", "\\TOP 3"])
def test_an_agenda_item_is_the_whole_line_or_text(raw: str) -> None:
    parsed = parse(raw, CONTEXT)

    assert not parsed.is_agenda
    assert parsed.text == "TOP 3"


# --- speaker -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "speaker", "adds", "text"),
    [
        ("Jobcenter: ja", "Jobcenter", False, "ja"),
        ("jobCENTER:\u00a0ja", "Jobcenter", False, "ja"),
        ("Jobcenter:\nja", "Jobcenter", False, "ja"),
        ("GROSSE STRASSE: ja", "Große Straße", False, "ja"),
        ("Landkreis: so", "Landkreis", False, "so"),
        ("landkreis: soziales: so", "Landkreis: Soziales", False, "so"),
        ("Jobcenter: Landkreis: so", "Jobcenter", False, "Landkreis: so"),
        ("Jobcenter: #A1", "Jobcenter", False, "#A1"),
        ("@Frau Meier: ja", "Frau Meier", True, "ja"),
        ("@ Frau Meier : ja", "Frau Meier", True, "ja"),
        ("@Frau Müller: ja", "Frau Müller", False, "ja"),
        ("@frau MÜLLER: ja", "Frau Müller", False, "ja"),
        (f"@{'x' * 60}: ja", "x" * 60, True, "ja"),
        ("@Kita: Leitung: ja", "Kita", True, "Leitung: ja"),
    ],
)
def test_a_speaker_is_known_or_added_by_an_at_sign(raw: str, speaker: str, adds: bool, text: str) -> None:
    parsed = parse(raw, CONTEXT)

    assert (parsed.speaker, parsed.adds_speaker, parsed.text) == (speaker, adds, text)
    assert parsed.kind is EntryKind.STATEMENT


@pytest.mark.parametrize(
    "line_break", ["\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_every_line_break_ends_a_line(line_break: str) -> None:
    assert parse(f"Jobcenter:{line_break}ja", CONTEXT).speaker == "Jobcenter"
    assert parse(f"@Neu:{line_break}ja", CONTEXT).speaker == "Neu"
    assert parse(f"@Neu{line_break}er: ja", CONTEXT).speaker is None
    assert parse(f"> Kunze{line_break}Maier: ja", CONTEXT).responsible is None
    assert not parse(f"TOP 2: Titel{line_break}mehr", CONTEXT).is_agenda


def test_a_name_is_text_until_the_event_knows_it() -> None:
    assert parse("Jobcenter: ja", LineContext.of((), (), None)).text == "Jobcenter: ja"


def test_a_context_trims_names_and_keeps_the_first_spelling() -> None:
    context = LineContext.of(("  Jobcenter ", "JOBCENTER", " ", ""), (" A1", "a1"), None)

    assert context.known_speakers == {"jobcenter": "Jobcenter"}
    assert context.category_codes == {"a1": "A1"}


# --- marks and tasks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ("!", EntryKind.DECISION),
        (">", EntryKind.TASK),
        ("?", EntryKind.OPEN_POINT),
        ("??", EntryKind.OWN_QUESTION),
        ("*", EntryKind.OBSERVATION),
        ("//", EntryKind.METHOD_NOTE),
        ("/k", EntryKind.CONTEXT),
        ("/t", EntryKind.THEORY),
    ],
)
@pytest.mark.parametrize("blank", [" ", "\u00a0", " \n", "   "])
@pytest.mark.parametrize("before", ["", "  ", "-3min ", "Jobcenter: ", "-3min @Neu:\n"])
def test_a_mark_gives_the_kind(before: str, mark: str, blank: str, kind: EntryKind) -> None:
    parsed = parse(f"{before}{mark}{blank}wir beschließen", CONTEXT)

    assert (parsed.kind, parsed.text) == (kind, "wir beschließen")


@pytest.mark.parametrize(
    ("raw", "text"),
    [("Jobcenter: !wichtig", "!wichtig"), ("Jobcenter: ! ", "!"), ("Jobcenter: > 50 Prozent", "> 50 Prozent")],
)
def test_a_false_mark_after_a_speaker_stays_in_the_text(raw: str, text: str) -> None:
    parsed = parse(raw, CONTEXT)

    assert (parsed.speaker, parsed.kind, parsed.text) == ("Jobcenter", EntryKind.STATEMENT, text)


def test_only_the_first_mark_counts() -> None:
    assert parse("! > so", CONTEXT).text == "> so"


@pytest.mark.parametrize(
    ("raw", "responsible", "due", "text"),
    [
        ("> Protokoll schicken", None, None, "Protokoll schicken"),
        ("> um 12:30 buchen", None, None, "um 12:30 buchen"),
        ("> Frau Kunze: Liste senden", "Frau Kunze", None, "Liste senden"),
        ("> Frau Kunze :\u00a0Liste senden", "Frau Kunze", None, "Liste senden"),
        ("> Kunze: Liste: alt und neu", "Kunze", None, "Liste: alt und neu"),
        ("> Kunze: #A1", "Kunze", None, "#A1"),
        ("> Kunze bis 15.03.: Liste", "Kunze", date(2026, 3, 15), "Liste"),
        ("> Kunze bis 10.3.: Liste", "Kunze", EVENT_DATE, "Liste"),
        ("> Kunze bis 9.3.: Liste", "Kunze", date(2027, 3, 9), "Liste"),
        ("> Kunze Bis\u00a015.03.: Liste", "Kunze", date(2026, 3, 15), "Liste"),
        ("> Kunze bis 29.02.: Liste", "Kunze", date(2028, 2, 29), "Liste"),
        ("> Kunze bis 01.02.2024: Liste", "Kunze", date(2024, 2, 1), "Liste"),
        ("> bis 15.03.: Liste", None, date(2026, 3, 15), "Liste"),
        ("> BIS 15.03.2027: Liste", None, date(2027, 3, 15), "Liste"),
        ("> Albis 15.03.: Liste", "Albis 15.03.", None, "Liste"),
        ("> Klassen 5 bis 7: Plakate", "Klassen 5 bis 7", None, "Plakate"),
        (f"> {'x' * 60}: Liste", "x" * 60, None, "Liste"),
        (f"> {'x' * 60} bis 15.03.: Liste", "x" * 60, date(2026, 3, 15), "Liste"),
    ],
)
def test_a_task_names_who_and_until_when(raw: str, responsible: str | None, due: date | None, text: str) -> None:
    parsed = parse(raw, CONTEXT)

    assert parsed.kind is EntryKind.TASK
    assert (parsed.responsible, parsed.due, parsed.text) == (responsible, due, text)


@pytest.mark.parametrize(
    "text",
    [
        "Kunze bis 31.02.: Liste",
        "Kunze bis 31.02.2026: Liste",
        "Kunze bis 01.01.0000: Liste",
        "Kunze bis 00.13.: Liste",
        "Kunze bis 15.03: Liste",
        "Kunze bis 15.3.26: Liste",
        "Kunze bis 15. 3.: Liste",
        "Kunze bis zum 15.03.: Liste",
        "bis 15.: Liste",
        f"{'x' * 61}: Liste",
        f"{'x' * 61} bis 15.03.: Liste",
        "zwei\nZeilen: Liste",
        "Kunze:\nListe",
        "Kunze:",
        ": Liste",
    ],
)
def test_what_is_almost_a_responsible_stays_in_the_text(text: str) -> None:
    parsed = parse(f"> {text}", CONTEXT)

    assert (parsed.kind, parsed.responsible, parsed.due, parsed.text) == (EntryKind.TASK, None, None, text)


def test_a_date_without_year_needs_the_date_of_the_event() -> None:
    without_date = LineContext.of((), (), None)

    assert parse("> Kunze bis 15.03.: Liste", without_date).text == "Kunze bis 15.03.: Liste"
    assert parse("> Kunze bis 15.03.2026: Liste", without_date).due == date(2026, 3, 15)


@pytest.mark.parametrize(
    ("event_date", "due"),
    [
        (date(2024, 2, 29), date(2024, 2, 29)),
        (date(2024, 3, 1), date(2028, 2, 29)),
        (date(2096, 3, 1), date(2104, 2, 29)),
        (date(9999, 3, 1), None),
    ],
)
def test_the_29th_of_february_waits_for_a_leap_year(event_date: date, due: date | None) -> None:
    assert parse("> Kunze bis 29.02.: Liste", LineContext.of((), (), event_date)).due == due


@given(event_date=st.dates(max_value=date(9990, 12, 31)), days=st.integers(0, 364))
def test_a_date_without_year_is_the_first_on_or_after_the_event(event_date: date, days: int) -> None:
    due = event_date + timedelta(days=days)
    parsed = parse(f"> Kunze bis {due.day}.{due.month:02}.: Liste", LineContext.of((), (), event_date))

    assert parsed.due == due


# --- quotes and codes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", ['"Das geht."', "„Das geht.“", "»Das geht.«", '-2min Jobcenter: " Das geht. " #nz'])
def test_a_rest_in_one_pair_of_quotation_marks_is_a_literal_quote(raw: str) -> None:
    parsed = parse(raw, CONTEXT)

    assert (parsed.kind, parsed.text) == (EntryKind.QUOTE, "Das geht.")


def test_a_quote_keeps_other_quotation_marks_inside() -> None:
    assert parse("„Er sagte »nein«.“", CONTEXT).text == "Er sagte »nein«."


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_keeps_the_quotation_marks_in_the_text(mark: str) -> None:
    parsed = parse(f'{mark} "Das geht."', CONTEXT)

    assert (parsed.kind, parsed.text) == (MARKS[mark], '"Das geht."')


@pytest.mark.parametrize(
    ("raw", "text", "categories", "dimension", "no_quote"),
    [
        ("so #A1", "so", ("A1",), None, False),
        ("so #a1 #zugang #öpnv", "so", ("A1", "Zugang", "ÖPNV"), None, False),
        ("so #A2 #A1 #a2", "so", ("A2", "A1"), None, False),
        ("so\n#A1\t#NZ\u00a0#Polity ", "so", ("A1",), Dimension.POLITY, True),
        ("so #polity #nz #policy", "so", (), Dimension.POLICY, True),
        ("so #querschnitt", "so #querschnitt", (), None, False),
        ("so #A1 #neu #A2", "so #neu", ("A1", "A2"), None, False),
        ("so #A1 #nz #B99", "so #B99", ("A1",), None, True),
        ("so #neu #A1 #B99  #alt", "so #neu #B99  #alt", ("A1",), None, False),
        ("so #A1 #3", "so #A1 #3", (), None, False),
        ("„so“ #nz #B99", "„so“ #B99", (), None, True),
        ("so #A1 und #A2", "so #A1 und", ("A2",), None, False),
        ("so #A1 jetzt", "so #A1 jetzt", (), None, False),
        ("#A1 #nz", "#A1", (), None, True),
        ("! #A1", "#A1", (), None, False),
        ("> 50 Prozent #A1", "> 50 Prozent", ("A1",), None, False),
        ('"so #A1"', "so #A1", (), None, False),
    ],
)
def test_codes_count_at_the_end_only(
    raw: str, text: str, categories: tuple[str, ...], dimension: Dimension | None, no_quote: bool
) -> None:
    parsed = parse(raw, CONTEXT)

    assert (parsed.text, parsed.categories) == (text, categories)
    assert (parsed.dimension, parsed.no_quote) == (dimension, no_quote)


@pytest.mark.parametrize(
    ("raw", "unknown"),
    [
        ("so #A1 #B99", ("#B99",)),
        ("so #B99 #A1", ("#B99",)),
        ("so #B99 #neu #B99", ("#B99", "#neu")),
        ("so #A1.", ("#A1.",)),
        ("so #eins\nund #zwei", ("#eins", "#zwei")),
        ("#B99", ("#B99",)),
        ("#A1", ()),
        ("so #B99 jetzt", ()),
        ("Raum #3", ()),
        ("so #A1 #nz", ()),
        ("„so #B99“", ()),
        ("\\so #B99", ()),
    ],
)
def test_what_stands_where_codes_do_and_is_none_is_told(raw: str, unknown: tuple[str, ...]) -> None:
    assert parse(raw, CONTEXT).unknown_codes == unknown


def test_codes_may_begin_with_a_digit() -> None:
    parsed = parse("so #2b #neu", LineContext.of((), ("2b",), None))

    assert (parsed.text, parsed.categories) == ("so #neu", ("2b",))


def test_no_category_disarms_a_fixed_code() -> None:
    parsed = parse("so #nz #polity", LineContext.of((), ("nz", "polity"), None))

    assert (parsed.no_quote, parsed.dimension, parsed.categories) == (True, Dimension.POLITY, ())


@pytest.mark.parametrize(
    ("raw", "text", "categories", "dimension", "no_quote"),
    [
        ("so #A1\nmehr", "so\nmehr", ("A1",), None, False),
        ("so #A1 #nz  \nmehr #A2", "so\nmehr", ("A1", "A2"), None, True),
        ("so #A2\nmehr #A1\nnoch #a2", "so\nmehr\nnoch", ("A2", "A1"), None, False),
        ("so\n#A1\nmehr", "so\nmehr", ("A1",), None, False),
        ("so #A1\n\n\t mehr", "so\n\n\t mehr", ("A1",), None, False),
        ("so #policy\nmehr #polity\nnoch", "so\nmehr\nnoch", (), Dimension.POLITY, False),
        ("so #A1\u2028mehr", "so\u2028mehr", ("A1",), None, False),
        ("so #A1 jetzt\nmehr", "so #A1 jetzt\nmehr", (), None, False),
        ("so #A1 #neu\nmehr #A2 #neu\nnoch", "so #neu\nmehr #neu\nnoch", ("A1", "A2"), None, False),
        ("so #neu\nmehr #alt\nnoch", "so #neu\nmehr #alt\nnoch", (), None, False),
        ("so\n#A1 #neu", "so #neu", ("A1",), None, False),
        ("so\n#A1\n#neu #A2\nmehr", "so\n#neu\nmehr", ("A1", "A2"), None, False),
        ("so #neu #A1\nmehr", "so #neu\nmehr", ("A1",), None, False),
        ("#A1\nmehr", "#A1\nmehr", (), None, False),
        ("#A1 #A2\nmehr", "#A1\nmehr", ("A2",), None, False),
        ("! so #A1\nmehr", "so\nmehr", ("A1",), None, False),
        ("> Kunze: so #A1\nmehr", "so\nmehr", ("A1",), None, False),
        ("Jobcenter: so #nz\nmehr", "so\nmehr", (), None, True),
        ("„so“ #nz\nsagt er", "„so“\nsagt er", (), None, True),
        ("\\so #A1\nmehr", "so #A1\nmehr", (), None, False),
    ],
)
def test_each_line_of_a_continued_entry_may_end_with_codes(
    raw: str, text: str, categories: tuple[str, ...], dimension: Dimension | None, no_quote: bool
) -> None:
    parsed = parse(raw, CONTEXT)

    assert (parsed.text, parsed.categories) == (text, categories)
    assert (parsed.dimension, parsed.no_quote) == (dimension, no_quote)
    assert rebuild(parsed) == raw


def test_a_literal_quote_over_several_lines_keeps_what_looks_like_a_code() -> None:
    parsed = parse("„So #A1\nund so #nz\nwar es.“ #A2", CONTEXT)

    assert (parsed.kind, parsed.text) == (EntryKind.QUOTE, "So #A1\nund so #nz\nwar es.")
    assert (parsed.categories, parsed.no_quote) == (("A2",), False)


@given(
    lines=st.lists(
        st.tuples(st.text("abcäöß ,.", min_size=1).filter(str.strip), st.lists(st.sampled_from(["A1", "A2", "nz"]))),
        min_size=1,
        max_size=4,
    )
)
def test_codes_of_several_lines_are_those_of_each_line_in_their_order(lines: list[tuple[str, list[str]]]) -> None:
    raw = "\n".join(" ".join([said.strip(), *(f"#{code}" for code in codes)]) for said, codes in lines)
    parsed = parse(raw, CONTEXT)
    typed = [code for _said, codes in lines for code in codes]

    assert parsed.text == "\n".join(said.strip() for said, _codes in lines)
    assert parsed.categories == tuple(dict.fromkeys(code for code in typed if code != "nz"))
    assert parsed.no_quote == ("nz" in typed)


# --- segments ----------------------------------------------------------------------------------------------------


def test_every_stretch_of_a_task_has_its_role() -> None:
    assert roles("-2min @Frau Meier: > Kunze bis 15.03.: Liste\n senden  #A1 #nz ") == [
        ("back_date", "-2min"),
        ("blank", " "),
        ("speaker", "@Frau Meier"),
        ("separator", ":"),
        ("blank", " "),
        ("mark", ">"),
        ("blank", " "),
        ("responsible", "Kunze"),
        ("blank", " "),
        ("due", "bis 15.03."),
        ("separator", ":"),
        ("blank", " "),
        ("text", "Liste\n senden"),
        ("blank", "  "),
        ("code", "#A1"),
        ("blank", " "),
        ("code", "#nz"),
        ("blank", " "),
    ]


def test_every_stretch_of_a_quote_and_of_an_agenda_line_has_its_role() -> None:
    assert roles("„ ja“") == [("quote_mark", "„"), ("blank", " "), ("text", "ja"), ("quote_mark", "“")]
    assert roles("TOP 2: Bericht") == [
        ("agenda", "TOP 2"),
        ("separator", ":"),
        ("blank", " "),
        ("agenda_title", "Bericht"),
    ]


def test_codes_between_lines_have_their_role_too() -> None:
    assert roles("so #A1 \n mehr") == [
        ("text", "so"),
        ("blank", " "),
        ("code", "#A1"),
        ("blank", " \n "),
        ("text", "mehr"),
    ]


# --- letters that can be typed in two ways ------------------------------------------------------------------------


@pytest.mark.parametrize("known_as", ["NFC", "NFD"])
@pytest.mark.parametrize("typed_as", ["NFC", "NFD"])
def test_names_and_codes_match_however_their_umlauts_are_composed(known_as: str, typed_as: str) -> None:
    name, code = unicodedata.normalize(known_as, "Frau Müller-Größ"), unicodedata.normalize(known_as, "ÖPNV")
    context = LineContext.of([name], [code], None)

    for raw in ("frau müller-größ: ja #öpnv", "@Frau Müller-Größ: ja #ÖPNV"):
        typed = unicodedata.normalize(typed_as, raw)
        parsed = parse(typed, context)

        assert (parsed.speaker, parsed.adds_speaker, parsed.text) == (name, False, "ja")
        assert parsed.categories == (code,)
        assert rebuild(parsed) == typed


def test_the_characters_of_the_text_stay_as_they_were_typed() -> None:
    decomposed = unicodedata.normalize("NFD", "früh in Köln")

    assert parse(f"Jobcenter: {decomposed}", CONTEXT).text == decomposed
    assert parse("@Mu\u0308ller: ja", CONTEXT).speaker == "Mu\u0308ller"


# --- laws --------------------------------------------------------------------------------------------------------

# Pieces that meet each other's edges far more often than free text would.
_PIECES = st.one_of(
    st.sampled_from([*MARKS, *SPEAKERS, *CATEGORIES]),
    st.sampled_from(FALSE_FRIENDS),
    st.sampled_from('\\:#@>!?*/"„“»«.-0159ß \u00a0\n\x0b\u2028\u200d\u0301👩🌾'),
    st.sampled_from(
        [
            "-2min ",
            "TOP ",
            "bis ",
            "15.03.",
            ": ",
            " #",
            "@x: ",
            "#nz",
            "#policy",
            "#A1",
            " #B99",
            "x #A1\n",
            "x #A1 #B99\n",
        ]
    ),
)
_RAW = st.text() | st.lists(_PIECES, max_size=12).map("".join)
_NAMES = st.lists(st.sampled_from([*SPEAKERS, *CATEGORIES]) | st.text(max_size=8), max_size=5)
_CONTEXTS = st.builds(LineContext.of, _NAMES, _NAMES, st.none() | st.dates())


@given(raw=_RAW, context=_CONTEXTS | st.just(CONTEXT))
@example(raw="", context=CONTEXT)
@example(raw="\\", context=CONTEXT)
@example(raw='-0min @a: > b bis 1.1.: "c" #nz\x0b', context=CONTEXT)
def test_no_character_is_lost_and_each_is_in_exactly_one_segment(raw: str, context: LineContext) -> None:
    parsed = parse(raw, context)

    assert rebuild(parsed) == raw
    assert all(segment.text for segment in parsed.segments)
    for segment in parsed.segments:
        assert segment.text.isspace() == (segment.role is SegmentRole.BLANK)
        assert segment.text == segment.text.strip() or segment.role is SegmentRole.BLANK


@given(raw=_RAW, context=_CONTEXTS | st.just(CONTEXT))
def test_text_is_the_text_segment_and_empty_only_if_nothing_is_said(raw: str, context: LineContext) -> None:
    parsed = parse(raw, context)
    texts = [segment.text for segment in parsed.segments if segment.role is SegmentRole.TEXT]

    assert parsed.text == parsed.text.strip()
    assert bool(parsed.text) == bool(raw.removeprefix("\\").strip())
    if parsed.is_agenda:
        assert texts == []
        assert raw.strip().endswith(parsed.text)
    elif len(texts) > 1:
        # Codes at the end of a line stand between; of the blanks around them the line break goes on to count.
        assert re.fullmatch(r"\s+".join(map(re.escape, texts)), parsed.text)
        unknown = sum(text.startswith("#") for text in texts)
        assert len(parsed.text.splitlines()) >= len(texts) - unknown
    else:
        assert texts == ([parsed.text] if parsed.text else [])


@given(raw=_RAW, context=_CONTEXTS | st.just(CONTEXT))
def test_only_known_names_and_codes_come_out(raw: str, context: LineContext) -> None:
    parsed = parse(raw, context)

    assert set(parsed.categories) <= set(context.category_codes.values())
    assert len(set(parsed.categories)) == len(parsed.categories)
    assert parsed.dimension is None or parsed.dimension in TYPED_DIMENSIONS.values()
    assert 0 <= parsed.minutes_back <= 999
    if parsed.speaker is None or parsed.adds_speaker:
        assert parsed.speaker is None or compared_form(parsed.speaker) not in context.known_speakers
    else:
        assert parsed.speaker in context.known_speakers.values()


@given(raw=_RAW.filter(lambda raw: not raw.strip().startswith("\\")))
def test_blanks_around_a_line_change_nothing(raw: str) -> None:
    bare, padded = parse(raw.strip(), CONTEXT), parse(f" \n{raw}\t ", CONTEXT)

    assert padded.segments[0].role is SegmentRole.BLANK
    assert [s for s in padded.segments if s.role is not SegmentRole.BLANK] == [
        s for s in bare.segments if s.role is not SegmentRole.BLANK
    ]


@given(raw=_RAW)
def test_a_backslash_before_any_line_gives_a_plain_statement(raw: str) -> None:
    parsed = parse(f"\\{raw}", CONTEXT)

    assert parsed == ParsedLine(segments=parsed.segments, text=raw.strip())


@given(raw=_RAW.filter(lambda raw: raw.strip() and raw.strip()[0] not in "\\-"), minutes=st.integers(0, 999))
def test_a_back_date_before_any_line_changes_nothing_else(raw: str, minutes: int) -> None:
    dated, undated = parse(f"-{minutes}min {raw}", CONTEXT), parse(raw, CONTEXT)

    assert dated.minutes_back == minutes
    assert replace(dated, segments=(), minutes_back=0) == replace(undated, segments=())


@dataclass(frozen=True)
class Composed:
    """A line built from the grammar, and what it must be read as."""

    raw: str
    expected: dict[str, object]


@st.composite
def composed_lines(draw: st.DrawFn) -> Composed:
    # Words without any character of the syntax: what they say can only be text.
    words = st.text(st.characters(categories=("L", "M")), min_size=1, max_size=8)
    sentence = draw(st.lists(words, min_size=1, max_size=5))
    text = draw(st.sampled_from([" ", "\n", "  "])).join(sentence)
    blank = draw(st.sampled_from([" ", "\u00a0", "  "]))
    minutes = draw(st.integers(0, 999))
    speaker, adds = draw(st.sampled_from([(None, False), *((name, False) for name in SPEAKERS), ("Neu 1", True)]))
    mark = draw(st.sampled_from([None, *MARKS]))
    who = draw(st.none() | st.sampled_from(["Kunze", "Amt 50", "Frau Müller"])) if mark == ">" else None
    due = draw(st.none() | st.dates(date(1000, 1, 1))) if mark == ">" else None
    quoted = mark is None and draw(st.booleans())
    categories = tuple(draw(st.lists(st.sampled_from(["A1", "A2", "Zugang"]), unique=True)))
    dimension = draw(st.none() | st.sampled_from(sorted(TYPED_DIMENSIONS)))
    no_quote = draw(st.booleans())

    until = f"bis {due:%d.%m.}{due.year:04}" if due else ""
    head = " ".join(filter(None, (who, until)))
    codes = draw(st.permutations([*categories, *filter(None, [dimension, "nz" if no_quote else None])]))
    raw = "".join(
        [
            f"-{minutes}min{blank}" if minutes else "",
            f"{'@' if adds else ''}{speaker}:{blank}" if speaker else "",
            f"{mark}{blank}" if mark else "",
            f"{head}:{blank}" if head else "",
            f"„{text}“" if quoted else text,
            *(f"{blank}#{draw(st.sampled_from([code, code.upper(), code.lower()]))}" for code in codes),
        ]
    )
    return Composed(
        raw,
        {
            "minutes_back": minutes,
            "speaker": speaker,
            "adds_speaker": adds,
            "kind": MARKS[mark] if mark else EntryKind.QUOTE if quoted else EntryKind.STATEMENT,
            "text": text,
            "responsible": who,
            "due": due,
            "categories": tuple(code for code in codes if code in categories),
            "dimension": TYPED_DIMENSIONS[dimension] if dimension else None,
            "no_quote": no_quote,
            "agenda_number": None,
            "agenda_title": None,
        },
    )


@given(line=composed_lines())
def test_a_line_composed_from_the_grammar_is_read_as_composed(line: Composed) -> None:
    parsed = parse(line.raw, CONTEXT)

    assert {name: getattr(parsed, name) for name in line.expected} == line.expected
    assert rebuild(parsed) == line.raw


@given(
    minutes=st.integers(0, 999),
    number=st.integers(1, 99),
    title=st.none() | st.text(st.characters(categories=["L"]), min_size=1),
)
def test_an_agenda_line_composed_from_the_grammar_is_read_as_composed(
    minutes: int, number: int, title: str | None
) -> None:
    raw = (f"-{minutes}min " if minutes else "") + f"TOP {number}" + (f": {title}" if title else "")
    parsed = parse(raw, CONTEXT)

    assert (parsed.minutes_back, parsed.agenda_number, parsed.agenda_title) == (minutes, number, title)


@pytest.mark.parametrize(
    "unit",
    [
        " #A1",
        " #nz",
        ": ",
        "bis 1.1. ",
        "Jobcenter: ",
        "\u00a0",
        "@",
        '"',
        "> a: ",
        "-2min ",
        "x #A1\n",
        " \n",
        " #B99",
        " #B99 #A1",
        "x #A1 #B99\n",
        " #B99\n",
    ],
)
def test_a_pasted_monster_is_still_read_and_rebuilt(unit: str) -> None:
    for raw in (unit * 5_000, "> x" + unit * 5_000 + ": y"):
        assert rebuild(parse(raw, CONTEXT)) == raw


@pytest.mark.parametrize(
    ("raw", "speaker", "adds"), [("@Frau Müller:", "Frau Müller", True), (" @gfs: ", "GfS", False)]
)
def test_a_name_alone_introduces_a_speaker_who_says_nothing_yet(raw: str, speaker: str, adds: bool) -> None:
    parsed = parse(raw, LineContext.of(["GfS"], [], None))

    assert (parsed.speaker, parsed.adds_speaker, parsed.text, parsed.is_speaker) == (speaker, adds, "", True)
    assert rebuild(parsed) == raw
