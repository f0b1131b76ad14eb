"""Which characters a font file has a picture for (OpenType, table cmap)."""

import struct
from pathlib import Path
from typing import Final

_BASIC: Final = 4
"""Format of a subtable for the characters up to U+FFFF."""
_FULL: Final = 12
"""Format of a subtable for all characters."""
_LAST: Final = 0xFFFF
"""Ends a basic subtable, and is no character."""


def coverage(font: Path) -> frozenset[int]:
    """The code points that the TrueType or OpenType file knows. Raises OSError, struct.error or KeyError."""
    data = font.read_bytes()
    start = _tables(data)[b"cmap"]
    count: int = struct.unpack_from(">H", data, start + 2)[0]
    found: set[int] = set()
    for number in range(count):
        place = start + struct.unpack_from(">I", data, start + 4 + 8 * number + 4)[0]
        kind = struct.unpack_from(">H", data, place)[0]
        if kind == _BASIC:
            found |= _basic(data, place)
        elif kind == _FULL:
            found |= _full(data, place)
    return frozenset(found)


def _tables(data: bytes) -> dict[bytes, int]:
    """Where each table of the font begins."""
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(count))
    return {name: place for name, _checksum, place, _length in records}


def _basic(data: bytes, place: int) -> set[int]:
    doubled: int = struct.unpack_from(">H", data, place + 6)[0]
    segments = doubled // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", data, place + shift)
        for shift in (14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled)
    )
    found: set[int] = set()
    for number in range(segments):
        for code in range(starts[number], ends[number] + 1):
            if offsets[number]:
                slot = place + 16 + 3 * doubled + 2 * number + offsets[number] + 2 * (code - starts[number])
                glyph = struct.unpack_from(">H", data, slot)[0]
            else:
                glyph = (code + deltas[number]) & 0xFFFF
            if glyph and code != _LAST:
                found.add(code)
    return found


def _full(data: bytes, place: int) -> set[int]:
    count = struct.unpack_from(">I", data, place + 12)[0]
    found: set[int] = set()
    for number in range(count):
        first, last, glyph = struct.unpack_from(">III", data, place + 16 + 12 * number)
        found.update(range(first if glyph else first + 1, last + 1))
    return found
