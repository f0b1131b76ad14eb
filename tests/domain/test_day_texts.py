"""Days and moments: what is written is read back, and nothing else is taken for a day."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.base.errors import UserError
from gk_desktop.domain.day_texts import clock_of, clock_text, day_of, day_text, moment_of, moment_text

WHOLE_MINUTES = st.datetimes().map(lambda moment: moment.replace(second=0, microsecond=0))


@given(st.dates())
def test_a_day_that_was_written_is_read_back(day: date) -> None:
    assert day_of(day_text(day)) == day
    assert day_of(day.isoformat()) == day
    assert day_of(f" {day.day}.{day.month}.{day.year:04}. ") == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_year_with_two_digits_is_one_of_this_century(day: date) -> None:
    assert day_of(f"{day.day}.{day.month}.{day.year % 100:02}") == day


@given(WHOLE_MINUTES)
def test_a_moment_that_was_written_is_read_back(moment: datetime) -> None:
    assert moment_of(moment_text(moment)) == moment
    assert moment_of(moment.isoformat(timespec="minutes")) == moment


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_refused_in_words(typed: str) -> None:
    try:
        read = day_of(typed)
    except UserError as error:
        assert error.sentence == f"„{typed}“ ist kein Datum; schreiben Sie zum Beispiel 03.02.2021."
    else:
        assert day_of(day_text(read)) == read


@pytest.mark.parametrize(
    "typed", ["", "31.02.2021", "3.2.", "3.2.021", "3/2/2021", "٣.2.2021", "2021-2-3", "03.02.2021 14:30"]
)
def test_what_is_no_day_is_not_taken_for_one(typed: str) -> None:
    with pytest.raises(UserError, match="ist kein Datum"):
        day_of(typed)


@pytest.mark.parametrize("typed", ["", "03.02.2021", "14:30", "03.02.2021 24:00", "03.02.2021 14:60", "03.02.2021T"])
def test_what_is_no_moment_is_not_taken_for_one(typed: str) -> None:
    with pytest.raises(UserError, match="ist kein Zeitpunkt"):
        moment_of(typed)


@pytest.mark.parametrize(
    "typed",
    ["14", "1400", "14.00", "14:00", "14 Uhr", "14:00 Uhr", "14.00Uhr", "14h", "14 Uhr 00", " 14:00 ", "1400 Uhr"],
)
def test_a_time_of_day_is_the_same_however_it_is_written(typed: str) -> None:
    assert clock_of(typed) == time(14)
    assert moment_of(f"3.2.21 {typed.strip()}") == datetime.fromisoformat("2021-02-03T14:00")


@given(st.times().map(lambda clock: clock.replace(second=0, microsecond=0)))
def test_a_time_that_was_written_is_read_back(clock: time) -> None:
    assert clock_of(clock_text(clock)) == clock


@pytest.mark.parametrize("typed", ["", "24", "24:00", "8:60", "acht", "1:2", "14:00:00", "14::00", "٣:00", "140000"])
def test_what_is_no_time_of_day_is_not_taken_for_one(typed: str) -> None:
    with pytest.raises(UserError, match="ist keine Uhrzeit"):
        clock_of(typed)


def test_seconds_are_read_where_they_are_given() -> None:
    assert moment_of("3.2.21 9:05:07") == datetime.fromisoformat("2021-02-03T09:05:07")
