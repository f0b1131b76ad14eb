"""Days, times of day and moments as people write them: TT.MM.JJJJ, HH:MM, and the one behind the other."""

import re
from datetime import date, datetime, time
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _

_DAY: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})\.?")
_ISO_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CLOCK: Final = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})(?:\s*(?:Uhr|h))?", re.IGNORECASE)
_HOUR: Final = re.compile(r"([0-9]{1,2})(?:\s*(?:Uhr|h)(?:\s*([0-9]{2}))?)?", re.IGNORECASE)
_WITH_SECONDS: Final = re.compile(r"([0-9]{1,2}):([0-9]{2}):([0-9]{2})")
_CENTURY: Final = 2000
"""Of a year with two digits: fieldwork is of this century."""


def day_of(typed: str) -> date:
    """`3.2.2021`, `3.2.21` and `2021-02-03` are the same day. Raises `UserError`."""
    found = _read_day(typed.strip())
    if found is None:
        raise UserError(_("„{typed}“ ist kein Datum; schreiben Sie zum Beispiel 03.02.2021.").format(typed=typed))
    return found


def moment_of(typed: str) -> datetime:
    """A day as `day_of` reads it and a time as `clock_of` does, or with seconds. Raises `UserError`."""
    day, _blank, rest = typed.strip().replace("T", " ").partition(" ")
    found, clock = _read_day(day), _read_clock(rest.strip())
    if found is not None and clock is not None:
        return datetime.combine(found, clock)
    raise UserError(_("„{typed}“ ist kein Zeitpunkt; schreiben Sie zum Beispiel 03.02.2021 14:30.").format(typed=typed))


def clock_of(typed: str) -> time:
    """`14:00`, `14.00`, `1400`, `14`, `14 Uhr` and `14:00 Uhr` are the same time of day. Raises `UserError`."""
    text = typed.strip()
    found = None if _WITH_SECONDS.fullmatch(text) else _read_clock(text)
    if found is None:
        raise UserError(_("„{time}“ ist keine Uhrzeit; schreiben Sie zum Beispiel 09:30.").format(time=text))
    return found


def clock_text(clock: time) -> str:
    """For instance `09:30`; `clock_of` reads it back."""
    return f"{clock.hour:02}:{clock.minute:02}"


def day_text(day: date) -> str:
    """For instance `03.02.2021`; `day_of` reads it back."""
    # Not %Y, which writes early years with fewer than four digits on some systems.
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def moment_text(moment: datetime) -> str:
    """To the minute, for instance `03.02.2021 14:30`; `moment_of` reads it back."""
    return f"{day_text(moment)} {moment.hour:02}:{moment.minute:02}"


def _read_clock(typed: str) -> time | None:
    match = _CLOCK.fullmatch(typed) or _HOUR.fullmatch(typed) or _WITH_SECONDS.fullmatch(typed)
    if match is None:
        return None
    try:
        hour, minute, second = (*(int(part or 0) for part in match.groups()), 0)[:3]
        return time(hour, minute, second)
    except ValueError:
        return None


def _read_day(typed: str) -> date | None:
    if match := _DAY.fullmatch(typed):
        day, month, year = match.groups()
        parts = (int(year) + (_CENTURY if len(year) == 2 else 0), int(month), int(day))
    elif match := _ISO_DAY.fullmatch(typed):
        parts = (int(match[1]), int(match[2]), int(match[3]))
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None
