"""What a font file says about its characters."""

import struct
from pathlib import Path

import pytest

from gk_desktop.base.paths import resources
from gk_desktop.documents.font_coverage import coverage

FONTS = sorted((resources() / "fonts").glob("*.ttf"))


def test_text_fonts_have_everything_german_notes_are_written_with() -> None:
    wanted = set(map(ord, "ABCXYZabcxyzÄÖÜäöüßẞ0123456789„“‚‘–—…·•°€§%&*+/()[]{}<>|~^´`@#\\…"))
    for font in FONTS:
        if font.name.startswith("LiberationSans"):
            assert wanted <= coverage(font), font.name


def test_signs_and_pictures_of_notes_are_in_one_of_the_fonts() -> None:
    known = frozenset[int]().union(*map(coverage, FONTS))
    assert {sign for sign in "☐☑☒✓✗→⇒≥≤½👍👎🙂😀❗❓⚠✅❌ŞşğıČčŁłعنקד" if ord(sign) not in known} == set()


def test_both_kinds_of_table_are_read(tmp_path: Path) -> None:
    segments = [(0x41, 0x43, (3 - 0x41) & 0xFFFF, 0), (0xFFFF, 0xFFFF, 1, 0)]
    ends, starts, deltas, offsets = (
        struct.pack(f">{len(segments)}H", *(segment[part] for segment in segments)) for part in (1, 0, 2, 3)
    )
    basic = struct.pack(">HHHHHHH", 4, 0, 0, 2 * len(segments), 0, 0, 0) + ends + b"\0\0" + starts + deltas + offsets
    full = struct.pack(">HHIII", 12, 0, 0, 0, 1) + struct.pack(">III", 0x1F600, 0x1F601, 9)
    table = struct.pack(">HH", 0, 2) + struct.pack(">HHI", 3, 1, 20) + struct.pack(">HHI", 3, 10, 20 + len(basic))
    head = struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, 0)
    font = tmp_path / "font.ttf"
    font.write_bytes(head + table + basic + full)
    assert coverage(font) == {0x41, 0x42, 0x43, 0x1F600, 0x1F601}


def test_file_that_is_no_font_is_not_mistaken_for_one(tmp_path: Path) -> None:
    font = tmp_path / "font.ttf"
    font.write_bytes(b"\0" * 40)
    with pytest.raises(KeyError):
        coverage(font)
