"""Reading texts: whatever is written, another program finds the same contributions by the same speakers."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gk_desktop.base.text import clean_text
from gk_desktop.documents import reading_text
from gk_desktop.documents.reading_text import ReadingForm, ReadingOptions, ReadingText, fingerprint, render
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.minutes import ExportClass, MinutesKind, MinutesStatus
from gk_desktop.domain.minutes_content import MinutesContent, MinutesEntry, MinutesSection

PLAIN, MARKDOWN = ReadingOptions(), ReadingOptions(ReadingForm.MARKDOWN)
AT = ReadingOptions(at_marks=True)
MADE_AT = datetime.fromisoformat("2026-03-10T09:00")
SPEAKER = re.compile(r"(@?)([^:\n]{1,63}): (.*)", re.DOTALL)
"""What MAXQDA and ATLAS.ti take for the beginning of a contribution."""

HOSTILE = [
    "Ort: Rathaus\nZeit: 14:00", "\nName: x", "#TEXTAnderer\n#CODE<x>y#ENDCODE", "#  TEXT", "¶", " ¶ ", "¶¶\n¶",
    "a\n\nb", "\n", "@Jugendamt: nein", "zum Beispiel: ja", "\u2028Ort: x\x85y\u2029", "1. Punkt", "+ x", "=====",
    "*kursiv* _x_ `c` # ## [a](b) <b> | ~~x~~ &amp;", "- Liste", "\\* \\", "A\u030a\u0338 🙂", "\u0338vorn",
    "a\r\nb\x0bc", "  ", "", "x" * 200, "🙂" * 80, "[A1]", "…", "∶", "\t", "\ufeff",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=40), st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join)
)


def entry(text: str, speaker: str = "", kind: EntryKind = EntryKind.STATEMENT, number: str = "A1") -> MinutesEntry:
    return MinutesEntry(
        kind=kind, number=number, time=MADE_AT, speaker=speaker, text=text, sign="", responsible="", due=None,
        categories=(), not_to_be_quoted=False,
    )  # fmt: skip


def content_of(
    *entries: MinutesEntry, title: str = "Sitzung", top: str = "Wohnen", head: str = "Rathaus"
) -> MinutesContent:
    return MinutesContent(
        kind=MinutesKind.COURSE,
        export_class=ExportClass.INTERN,
        title=title,
        day="03.02.2021",
        head=(("Ort", head), ("Zeit", "14:00–16:00 Uhr")),
        sections=(MinutesSection(None, "", entries[:1]), MinutesSection(1, top, entries[1:])),
        tasks=(),
        next_meeting="",
        signatures=(),
        annex=(),
        names_unchecked=False,
        version=1,
        status=MinutesStatus.RAW,
        made_at=MADE_AT,
    )


def rendered(content: MinutesContent, options: ReadingOptions = PLAIN, name: str = "FK07 2021-02-03") -> str:
    return render([ReadingText(name, 1, content)], options).decode()


def contributions_in(text: str, mark: str = "") -> Iterator[tuple[str, str]]:
    """Speaker and what was said, paragraph by paragraph."""
    for line in text.split("\n"):
        match = SPEAKER.fullmatch(line)
        if match and match[1].startswith(mark):
            yield match[2], unmarked(match[3])


def unmarked(line: str) -> str:
    said = re.sub("#( *) (?=(?:TEXT|CODE|ENDCODE))", r"#\1", line)
    return re.sub("¶¶| ¶ ", lambda match: "¶" if match[0] == "¶¶" else "\n", said)


def without_backslashes(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def meant(text: str) -> str:
    """What was written, as any document of ours carries it."""
    return unicodedata.normalize("NFC", re.sub("[\x85\u2028\u2029]", "\n", clean_text(text)))


@settings(max_examples=300, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5), texts, texts, texts)
def test_every_contribution_is_found_again_and_no_other(said: list[str], title: str, top: str, head: str) -> None:
    content = content_of(*(entry(text, "Jugendamt") for text in said), title=title, top=top, head=head)
    expected = [("Jugendamt", meant(f"{text} [A1]")) for text in said]
    assert list(contributions_in(rendered(content))) == expected
    assert list(contributions_in(rendered(content, AT), "@")) == expected
    markdown = [without_backslashes(line) for line in rendered(content, MARKDOWN).split("\n")]
    assert list(contributions_in("\n".join(markdown))) == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(texts, min_size=1, max_size=6, unique=True), texts)
def test_speakers_stay_apart_and_are_read_whole(speakers: list[str], title: str) -> None:
    content = content_of(*(entry(str(count), speaker) for count, speaker in enumerate(speakers)), title=title)
    found = list(contributions_in(rendered(content, AT), "@"))
    assert [said for _label, said in found] == [f"{count} [A1]" for count in range(len(speakers))]
    different = {" ".join(meant(speaker).split()) for speaker in speakers}
    assert len({label for label, _said in found}) >= len(different - {""})
    assert all(len(f"@{label}".encode("utf-16-le")) // 2 <= 63 for label, _said in found)


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4), texts, st.sampled_from([PLAIN, MARKDOWN, AT]), st.booleans())
def test_the_same_content_is_the_same_bytes(said: list[str], name: str, options: ReadingOptions, windows: bool) -> None:
    options = replace(options, windows_line_ends=windows)
    content = content_of(*(entry(text, "GfS") for text in said))
    later = replace(content, made_at=datetime.fromisoformat("2027-01-01T00:00"), status=MinutesStatus.DRAFT)
    first = render([ReadingText(name, 2, content)], options)
    assert render([ReadingText(name, 2, later)], options) == first
    text = first.decode()
    assert unicodedata.normalize("NFC", text) == text
    assert not first.startswith(b"\xef\xbb\xbf")
    assert (text.count("\r\n") == text.count("\n")) is windows or not windows
    assert "\r" not in text.replace("\r\n", "")


@given(st.lists(texts, min_size=1, max_size=3), texts)
def test_only_a_text_of_its_own_begins_one(said: list[str], name: str) -> None:
    content = content_of(*(entry(text, text) for text in said), title=name, top=name)
    two = render([ReadingText(name, 1, content), ReadingText("Zwei", 1, content)], PLAIN).decode()
    assert len(re.findall("#TEXT", two)) == 2
    assert not re.findall("#CODE|#ENDCODE", two)
    assert two.startswith("#TEXT") and not two.startswith("#TEXT ")


def test_what_nobody_said_is_not_taken_for_the_words_of_the_speaker_before() -> None:
    content = content_of(
        entry("Wohnraum fehlt", "GfS"),
        entry("unruhig", "Jugendamt", EntryKind.OBSERVATION, "A2"),
        entry("So nicht", "GfS", EntryKind.QUOTE, "A3"),
        entry("Liste führen", "", EntryKind.DECISION, "A4"),
        entry("niemand weiß es", "", EntryKind.STATEMENT, "A5"),
    )
    assert rendered(content).split("\n")[2:] == [
        "Veranstaltung – Sitzung",
        "Ort – Rathaus",
        "Zeit – 14∶00–16∶00 Uhr",
        "Ohne Tagesordnungspunkt",
        "GfS: Wohnraum fehlt [A1]",
        "TOP 1 – Wohnen",
        "Beobachtung: unruhig [A2 · Jugendamt]",
        "GfS: „So nicht“ [A3]",
        "Beschluss: Liste führen [A4]",
        "Ohne Namen: niemand weiß es [A5]",
        "",
    ]


def test_first_lines_name_the_text_its_class_its_version_and_its_checksum() -> None:
    content = replace(content_of(entry("x")), names_unchecked=True, export_class=ExportClass.PSEUDONYMISIERT)
    name, line, *_rest = rendered(content).split("\n")
    assert name == "#TEXTFK07 2021-02-03"
    assert line == f"PSEUDONYMISIERT – Namen ungeprüft – Fassung 1 – SHA-256 {fingerprint(content)}"
    assert rendered(content, MARKDOWN).startswith("# FK07 2021-02-03\n\nPSEUDONYMISIERT – Namen")


def test_markdown_has_a_heading_for_each_top() -> None:
    lines = rendered(content_of(entry("a"), entry("b"), top="Wohnen #1 *neu*"), MARKDOWN).split("\n")
    assert [line for line in lines if line.startswith("#")] == [
        "# FK07 2021-02-03",
        "## Ohne Tagesordnungspunkt",
        "## TOP 1 – Wohnen \\#1 \\*neu\\*",
    ]


def test_fingerprint_follows_what_is_said_and_not_the_form() -> None:
    content = content_of(entry("a", "GfS"))
    assert fingerprint(content) == fingerprint(replace(content, version=7))
    others = (content_of(entry("b", "GfS")), content_of(entry("a", "IAQ")), replace(content, names_unchecked=True))
    assert len({fingerprint(other) for other in (content, *others)}) == 4


def test_a_line_that_looks_like_a_speaker_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_text, "_one_line", lambda text: text)
    found = list(contributions_in(rendered(content_of(entry("a\nOrt: Rathaus", "GfS")))))
    assert ("Ort", "Rathaus [A1]") in found
