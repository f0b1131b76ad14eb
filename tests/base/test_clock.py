from datetime import datetime, timedelta

from gk_desktop.base.clock import SteppingClock, SystemClock

START = datetime.fromisoformat("2026-03-10T09:00")


def test_the_systems_clock_tells_the_time_on_the_wall_and_goes_on() -> None:
    wall = datetime.now().astimezone().replace(tzinfo=None)
    first, second = SystemClock().now(), SystemClock().now()

    assert first.tzinfo is None
    assert abs(first - wall) < timedelta(seconds=10)
    assert second >= first


def test_a_stepping_clock_moves_only_when_it_is_asked_or_set() -> None:
    standing, stepping = SteppingClock(START), SteppingClock(START, timedelta(seconds=30))
    stepping_times = [stepping.now() for _call in range(3)]
    stepping.set(START)

    assert [standing.now() for _call in range(3)] == [START] * 3
    assert stepping_times == [START + timedelta(seconds=30 * step) for step in range(3)]
    assert stepping.now() == START
