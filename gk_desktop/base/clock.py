"""Where the time comes from. Tests and the sample project bring their own clock."""

from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The current local wall-clock time, without a time zone, to the microsecond."""
        ...


class SystemClock:
    """The laptop's own clock."""

    def now(self) -> datetime:
        # Field notes carry the time on the wall of the room, so there is no time zone to keep.
        return datetime.now()  # noqa: DTZ005


class SteppingClock:
    """A clock that stands still until it is told to step; for the sample project and for tests."""

    def __init__(self, start: datetime, step: timedelta = timedelta(0)) -> None:
        self._now = start
        self._step = step

    def now(self) -> datetime:
        """The current time; each call moves the clock on by one step."""
        current = self._now
        self._now += self._step
        return current

    def set(self, moment: datetime) -> None:
        self._now = moment
