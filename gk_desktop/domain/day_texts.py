"""Days and moments as people write them: TT.MM.JJJJ, and the time behind it."""

import re
from datetime import date, datetime, time
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _

_DAY: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})\.?")
_ISO_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_CENTURY: Final = 2000
"""Of a year with two digits: fieldwork is of this century."""


def day_of(typed: str) -> date:
    """`3.2.2021`, `3.2.21` and `2021-02-03` are the same day. Raises `UserError`."""
    found = _read_day(typed.strip())
    if found is None:
        raise UserError(_("„{typed}“ ist kein Datum; schreiben Sie zum Beispiel 03.02.2021.").format(typed=typed))
    return found


def moment_of(typed: str) -> datetime:
    """A day as `day_of` reads it and a time, `14:30` or `14:30:05`, on the clock on the wall. Raises `UserError`."""
    day, _blank, rest = typed.strip().replace("T", " ").partition(" ")
    found, clock = _read_day(day), _TIME.fullmatch(rest.strip())
    if found is not None and clock is not None:
        try:
            hour, minute, second = (int(part or 0) for part in clock.groups())
            return datetime.combine(found, time(hour, minute, second))
        except ValueError:
            pass
    raise UserError(_("„{typed}“ ist kein Zeitpunkt; schreiben Sie zum Beispiel 03.02.2021 14:30.").format(typed=typed))


def day_text(day: date) -> str:
    """For instance `03.02.2021`; `day_of` reads it back."""
    # Not %Y, which writes early years with fewer than four digits on some systems.
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def moment_text(moment: datetime) -> str:
    """To the minute, for instance `03.02.2021 14:30`; `moment_of` reads it back."""
    return f"{day_text(moment)} {moment.hour:02}:{moment.minute:02}"


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
