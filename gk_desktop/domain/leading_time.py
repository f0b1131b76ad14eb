"""The time of day at which a line of notes begins that was written elsewhere: `14:20 Jobcenter: …`, `[14.20] …`.

Only for notes that are taken over: whoever writes here has a clock, and there `14:30 Uhr` is what somebody says
(contract 3). What could as well be the beginning of a sentence stays text.
"""

import re
from datetime import time
from typing import Final

_CLOCK: Final = r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])"
_BLANK: Final = r"[ \t\u00a0]"
_LEADING: Final = re.compile(
    rf"{_BLANK}*(?:\[{_CLOCK}\]|{_CLOCK}(?:{_BLANK}?Uhr(?={_BLANK}*[:–—|-]))?)"
    rf"(?:{_BLANK}*[:–—|-](?={_BLANK}))?{_BLANK}+(?=\S)"
)
_GOES_ON: Final = frozenset(
    {"bis", "cm", "eur", "euro", "km", "m", "meter", "millionen", "milliarden", "mio", "mrd", "oder", "prozent"}
    | {"tausend", "uhr", "und", "€", "%"}
)
"""Words after which the number in front was part of the sentence: "10:15 bis 11:00 Pause", "14.20 Euro"."""


def split_leading_time(line: str) -> tuple[time | None, str]:
    """The time of day, None without one, and the rest of the line: the whole of it where there is no time."""
    match = _LEADING.match(line)
    if match is None:
        return None, line
    rest = line[match.end() :]
    if rest.split(maxsplit=1)[0].casefold().rstrip(".,;:") in _GOES_ON:
        return None, line
    hour, minute = (int(part) for part in match.groups() if part is not None)
    return time(hour, minute), rest
