from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.domain.retention import DAILY_BACKUPS, KEEP_ALL_FOR, WEEKLY_BACKUPS, backups_to_keep

NOW = datetime.fromisoformat("2026-11-22T18:00")
MOMENTS = st.lists(st.datetimes(NOW - timedelta(days=400), NOW + timedelta(days=3)), max_size=60)


def after_daily_work(days: int, per_day: int) -> set[datetime]:
    """What is left when some backups are made every day and thinned each time."""
    kept: set[datetime] = set()
    for day in range(days):
        for count in range(per_day):
            now = NOW - timedelta(days=days - 1 - day, minutes=30 * (per_day - 1 - count))
            kept = backups_to_keep({*kept, now}, now)
    return kept


def test_without_backups_there_is_nothing_to_keep() -> None:
    assert backups_to_keep([], NOW) == set()


def test_all_backups_of_two_days_are_kept() -> None:
    moments = [NOW - timedelta(minutes=30 * count) for count in range(95)]
    assert backups_to_keep(moments, NOW) == set(moments)


def test_a_long_time_of_work_leaves_a_backup_a_day_and_then_one_a_week() -> None:
    kept = sorted(after_daily_work(200, 3), reverse=True)
    days = [moment.date() for moment in kept]
    older = [moment for moment in kept if NOW - moment >= KEEP_ALL_FOR]
    assert {NOW.date() - timedelta(days=count) for count in range(DAILY_BACKUPS)} <= set(days)
    assert len({moment.date() for moment in older}) == len(older)
    weeks = {moment.isocalendar()[:2] for moment in kept}
    assert len(weeks) == WEEKLY_BACKUPS
    assert NOW - kept[-1] < timedelta(weeks=WEEKLY_BACKUPS)


def test_after_a_long_break_the_newest_backup_is_still_there() -> None:
    assert backups_to_keep([NOW - timedelta(days=900)], NOW) == {NOW - timedelta(days=900)}


@given(MOMENTS)
def test_the_newest_the_recent_and_the_future_ones_are_always_kept(moments: list[datetime]) -> None:
    kept = backups_to_keep(moments, NOW)
    assert kept <= set(moments)
    assert {moment for moment in moments if NOW - moment < KEEP_ALL_FOR} <= kept
    assert not moments or max(moments) in kept


@given(MOMENTS)
def test_thinning_again_removes_nothing_more(moments: list[datetime]) -> None:
    kept = backups_to_keep(moments, NOW)
    assert backups_to_keep(kept, NOW) == kept


@given(MOMENTS)
def test_beyond_two_days_no_more_is_kept_than_promised(moments: list[datetime]) -> None:
    older = [moment for moment in backups_to_keep(moments, NOW) if NOW - moment >= KEEP_ALL_FOR]
    assert len(older) <= DAILY_BACKUPS + WEEKLY_BACKUPS + 1
