"""A line of notes from elsewhere begins with its time, or with a sentence that happens to begin with a number."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.domain.leading_time import split_leading_time


@pytest.mark.parametrize(
    "line",
    [
        "14:20 Jobcenter: ja",
        "14.20 Jobcenter: ja",
        "14:20: Jobcenter: ja",
        "14:20 - Jobcenter: ja",
        "14:20 – Jobcenter: ja",
        "14:20 | Jobcenter: ja",
        "14:20 Uhr: Jobcenter: ja",
        "14.20 Uhr – Jobcenter: ja",
        "[14:20] Jobcenter: ja",
        "[14.20]  Jobcenter: ja",
        " 14:20\tJobcenter: ja",
    ],
)
def test_the_time_is_taken_off_the_line(line: str) -> None:
    assert split_leading_time(line) == (time(14, 20), "Jobcenter: ja")


def test_what_follows_may_be_any_syntax_of_a_line() -> None:
    assert split_leading_time("9:05 -5min ! gut #A1") == (time(9, 5), "-5min ! gut #A1")
    assert split_leading_time("0:07 TOP 2: Bericht") == (time(0, 7), "TOP 2: Bericht")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "14:20",
        "14:20 ",
        "14:30 Uhr Beginn",
        "14:20 bis 15:00 Pause",
        "14:20 und 15:00",
        "14:20–15:00 Pause",
        "14.20 Euro",
        "14.20 % der Fälle",
        "14.05. Treffen",
        "14.05.2021 Treffen",
        "24:00 Schluss",
        "14:60 so",
        "114:20 so",
        "1420 Menschen",
        "14,20 so",
        "14:20Uhr so",
        "3:2 gewonnen",
        "um 14:20 Jobcenter",
        "[14:20 so",
        "14:20] so",
        "14:20:15 so",
        "١٤:٢٠ so",
        "\\14:20 so",
        "\n14:20 so",
    ],
)
def test_a_sentence_that_begins_with_a_number_stays_whole(line: str) -> None:
    assert split_leading_time(line) == (None, line)


@given(st.text() | st.text("0123456789:. [\u00a0–-Uhrx\t"))
def test_no_text_is_lost_or_changed(line: str) -> None:
    clock, rest = split_leading_time(line)
    assert line.endswith(rest)
    taken = line[: len(line) - len(rest)]
    if clock is None:
        assert taken == ""
    else:
        assert rest and not rest[0].isspace()
        assert taken.strip(" \t\u00a0[]:–—|-Uhr").replace(".", ":").zfill(5) == f"{clock:%H:%M}"


@given(st.text("abc :.-ä", min_size=1), st.text("0123456789:.abc "))
def test_digits_further_on_in_a_text_are_text(word: str, rest: str) -> None:
    line = f"a{word} {rest}"
    assert split_leading_time(line) == (None, line)


@given(st.times(), st.sampled_from([":", "."]), st.text("abcä ", min_size=1).map(str.strip).filter(bool))
def test_every_time_of_the_day_is_read(clock: time, sign: str, text: str) -> None:
    line = f"{clock.hour:02}{sign}{clock.minute:02} x{text}"
    assert split_leading_time(line) == (time(clock.hour, clock.minute), f"x{text}")
