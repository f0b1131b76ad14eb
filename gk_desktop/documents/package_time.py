"""One time for everything in a package: the same content, written another day, is the same file byte for byte."""

import struct
from datetime import datetime
from typing import BinaryIO, Final
from zipfile import ZipFile

_EARLIEST: Final = 1980
"""The first year that a ZIP file can name."""

_TIME_IN_LOCAL_HEADER: Final = 10
_TIME_IN_DIRECTORY: Final = 12
_DIRECTORY_ENTRY: Final = 46
_LENGTHS_IN_DIRECTORY: Final = 28
"""Offsets within the headers of a ZIP file (APPNOTE 4.3.7 and 4.3.12)."""


def set_package_time(stream: BinaryIO, moment: datetime) -> None:
    """Give every member of the ZIP file in `stream`, open for reading and writing, this time instead of the clock's."""
    stamp = _stamp(moment)
    with ZipFile(stream) as package:
        members = package.infolist()
        place = package.start_dir
    for member in members:
        stream.seek(member.header_offset + _TIME_IN_LOCAL_HEADER)
        stream.write(stamp)
        stream.seek(place + _TIME_IN_DIRECTORY)
        stream.write(stamp)
        stream.seek(place + _LENGTHS_IN_DIRECTORY)
        place += _DIRECTORY_ENTRY + sum(struct.unpack("<3H", stream.read(6)))
    stream.seek(0, 2)


def _stamp(moment: datetime) -> bytes:
    """Time and day as MS-DOS wrote them, in steps of two seconds."""
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    day = max(moment.year - _EARLIEST, 0) << 9 | moment.month << 5 | moment.day
    return struct.pack("<2H", time, day)
