"""What Typst does not yet tell a screen reader about tables: labels in the first column, and what a table is about.

Works on files as Typst 0.15 writes them: a plain cross-reference table, structure elements as objects of their own
(ISO 32000-1, sections 7.5 and 14.7). A file of any other make is given back as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_SECTION: Final = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY: Final = 20
"""Bytes of an entry of the cross-reference table."""
_ELEMENT: Final = re.compile(rb"\d+ 0 obj\s*<</Type/StructElem/S/(\w+)")
_ROOT: Final = re.compile(rb"\d+ 0 obj\s*<</Type/StructTreeRoot")
_CHILDREN: Final = re.compile(rb".*/K\[([^\]]*)\]", re.DOTALL)
"""The last of them: a heading's text, which may hold anything, stands before."""
_REFERENCE: Final = re.compile(rb"(\d+) 0 R")


@dataclass(frozen=True, slots=True)
class TableTags:
    """`header_column`: the first cell of each row is its label. `summary` says what the table is about."""

    header_column: bool
    summary: str


def tag_tables(pdf: bytes, tables: Sequence[TableTags]) -> bytes:
    """The file with these tags for its tables, in the order in which they are read."""
    file = _read(pdf)
    elements = [] if file is None else [number for number in file.elements() if file.kind(number) == b"Table"]
    if file is None or len(elements) != len(tables):
        return pdf
    for number, tags in zip(elements, tables, strict=True):
        if tags.summary:
            file.add_to_attributes(number, b"<</O/Table/Summary<" + _as_hexadecimal(tags.summary) + b">>>")
        if tags.header_column:
            for row in file.elements(number):
                if file.kind(row) == b"TR":
                    file.label(next(file.children(row)))
    return file.as_bytes()


def _as_hexadecimal(text: str) -> bytes:
    """A text string (7.9.2.2)."""
    return b"FEFF" + text.encode("utf-16-be").hex().upper().encode()


@dataclass
class _File:
    head: bytes
    objects: dict[int, bytes]
    """By their numbers, in the order of the file."""
    trailer: bytes
    _root: int = field(init=False)

    def __post_init__(self) -> None:
        self._root = next((number for number, content in self.objects.items() if _ROOT.match(content)), 0)

    def kind(self, number: int) -> bytes:
        match = _ELEMENT.match(self.objects.get(number, b""))
        return match[1] if match else b""

    def children(self, number: int) -> Iterator[int]:
        match = _CHILDREN.match(self.objects.get(number, b""))
        for reference in _REFERENCE.finditer(match[1] if match else b""):
            if self.kind(int(reference[1])):
                yield int(reference[1])

    def elements(self, top: int = 0) -> Iterator[int]:
        """All below `top`, or in the file, in the order in which they are read."""
        waiting, seen = [top or self._root], set[int]()
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                yield number
                waiting.extend(reversed(list(self.children(number))))

    def label(self, cell: int) -> None:
        """Turn a cell into the label of its row."""
        content = self.objects[cell]
        if self.kind(cell) == b"TD" and b"<</O/Table" in content:
            content = content.replace(b"/S/TD", b"/S/TH", 1)
            self.objects[cell] = content.replace(b"<</O/Table", b"<</O/Table/Scope/Row", 1)

    def add_to_attributes(self, number: int, attributes: bytes) -> None:
        content = self.objects[number]
        if b"/A[" in content:
            self.objects[number] = content.replace(b"/A[", b"/A[" + attributes, 1)

    def as_bytes(self) -> bytes:
        pieces, places, place = [self.head], {}, len(self.head)
        for number, content in self.objects.items():
            places[number] = place
            pieces.append(content)
            place += len(content)
        entries = [b"%010d 00000 n\r\n" % places[number] for number in sorted(places)]
        pieces.append(b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(entries) + 1))
        pieces += [*entries, self.trailer, b"startxref\n%d\n%%%%EOF\n" % place]
        return b"".join(pieces)


def _read(pdf: bytes) -> _File | None:
    end = _START.search(pdf)
    section = _SECTION.match(pdf, int(end[1])) if end else None
    if end is None or section is None:
        return None
    count, table = int(section[1]), section.end()
    entries = [pdf[table + _ENTRY * number : table + _ENTRY * (number + 1)] for number in range(count)]
    trailer = pdf[table + _ENTRY * count : end.start()]
    if not trailer.startswith(b"trailer") or any(entry[17:18] != b"n" for entry in entries[1:]):
        return None
    places = sorted((int(entry[:10]), number) for number, entry in enumerate(entries) if number)
    ends = [place for place, _number in places[1:]] + [int(end[1])]
    objects = {number: pdf[place:stop] for (place, number), stop in zip(places, ends, strict=True)}
    return _File(pdf[: places[0][0]], objects, trailer)
