"""Which backups are kept (contract 7): all of two days, then one a day for 14 days, one a week for 8 weeks."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from typing import Final

KEEP_ALL_FOR: Final = timedelta(days=2)
DAILY_BACKUPS: Final = 14
WEEKLY_BACKUPS: Final = 8


def backups_to_keep(made_at: Iterable[datetime], now: datetime) -> set[datetime]:
    """The moments whose backups stay. The newest backup always stays, and so does any that lies in the future."""
    newest_first = sorted(set(made_at), reverse=True)
    kept = {moment for moment in newest_first if now - moment < KEEP_ALL_FOR}
    kept.update(newest_first[:1])
    kept.update(_newest_per(newest_first, datetime.date, DAILY_BACKUPS))
    kept.update(_newest_per(newest_first, lambda moment: moment.isocalendar()[:2], WEEKLY_BACKUPS))
    return kept


def _newest_per(newest_first: list[datetime], period: Callable[[datetime], Hashable], periods: int) -> list[datetime]:
    """The newest moment of each of the last `periods` periods that have any."""
    newest: dict[Hashable, datetime] = {}
    for moment in newest_first:
        newest.setdefault(period(moment), moment)
    return list(newest.values())[:periods]
