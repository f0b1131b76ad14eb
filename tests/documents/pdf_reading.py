"""Reads PDF files as a screen reader does: along the structure tree, with the characters the fonts stand for."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

PARAGRAPHS = {"P", "Title", "H1", "H2", "H3", "TH", "TD", "LBody"}


@dataclass(frozen=True)
class Element:
    """A structure element: its kind, its own attributes, and all that is read in it."""

    kind: str
    text: str
    attributes: dict[str, Any]


@dataclass(frozen=True)
class Reading:
    elements: tuple[Element, ...]
    artifacts: tuple[str, ...]
    """Headers and footers, page by page."""

    @property
    def paragraphs(self) -> list[str]:
        """What is read, one text for each paragraph, heading, cell and point."""
        return [element.text for element in self.elements if element.kind in PARAGRAPHS]

    def of_kind(self, *kinds: str) -> list[Element]:
        return [element for element in self.elements if element.kind in kinds]


def read(content: bytes) -> Reading:
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.objgen: _Page(page) for page in pdf.pages}
        elements = tuple(_elements(pdf.Root.StructTreeRoot, pages))
        return Reading(elements, tuple(page.artifact for page in pages.values()))


def metadata(content: bytes) -> str:
    with pikepdf.open(BytesIO(content)) as pdf:
        return str(pdf.Root.Metadata.read_bytes().decode())


def everything_in_pdf(content: bytes) -> str:
    """All that could be found in the file: what is read, and every stream, string and name, unpacked."""
    reading = read(content)
    raw = [content.decode("latin-1")]
    with pikepdf.open(BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                raw.append(thing.read_bytes().decode("latin-1"))
            raw.extend(_strings(thing))
    text = "\n".join([*reading.paragraphs, *reading.artifacts, *raw])
    return unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\u200b", ""))


def _strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Dictionary):
        for value in thing.values():
            if not getattr(value, "is_indirect", False):
                yield from _strings(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not getattr(value, "is_indirect", False):
                yield from _strings(value)


def _elements(node: Any, pages: dict[Any, "_Page"]) -> Iterator[Element]:
    for child in _kids(node):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield Element(str(child.S)[1:], _read_in(child, None, pages), _attributes(child))
            yield from _elements(child, pages)


def _attributes(element: Any) -> dict[str, Any]:
    return {str(key)[1:]: value for part in element.get("/A", []) for key, value in part.items()}


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _read_in(element: Any, page: Any, pages: dict[Any, "_Page"]) -> str:
    page = element.get("/Pg", page)
    texts = []
    for child in _kids(element):
        if isinstance(child, pikepdf.Dictionary) and "/MCID" in child:
            texts.append(pages[child.get("/Pg", page).objgen].marked.get(int(child.MCID), ""))
        elif isinstance(child, pikepdf.Dictionary):
            texts.append(_read_in(child, page, pages))
        else:
            texts.append(pages[page.objgen].marked.get(int(child), ""))
    return "".join(texts)


class _Page:
    """The texts of the marked pieces of one page."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.marked: dict[int, str] = {}
        self.artifact = ""
        self._fonts = {name: _characters(font) for name, font in page.resources.get("/Font", {}).items()}
        self._font: dict[int, str] = {}
        self._marks: list[tuple[int | None, bool]] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            self._obey(str(operator), list(operands))

    def _obey(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else {}
                actual = properties.get("/ActualText") if isinstance(properties, pikepdf.Dictionary) else None
                number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
                inherited = self._marks[-1][0] if self._marks else None
                if actual is not None and not self._is_replaced:
                    self._take(str(actual), int(number) if number is not None else inherited)
                mark = int(number) if number is not None else inherited
                self._marks.append((mark, self._is_replaced or actual is not None))
            case "EMC":
                self._marks.pop()
            case "Tf":
                self._font = self._fonts[str(operands[0])]
            case "Tj" | "TJ":
                pieces = operands[0] if operator == "TJ" else [operands[0]]
                for piece in pieces:
                    if isinstance(piece, pikepdf.String) and not self._is_replaced:
                        codes = bytes(piece)
                        glyphs = (int.from_bytes(codes[i : i + 2], "big") for i in range(0, len(codes), 2))
                        text = "".join(self._font.get(glyph, "\ufffd") for glyph in glyphs)
                        self._take(text, self._marks[-1][0] if self._marks else None)

    @property
    def _is_replaced(self) -> bool:
        return bool(self._marks) and self._marks[-1][1]

    def _take(self, text: str, mark: int | None) -> None:
        if mark is None:
            self.artifact += text
        else:
            self.marked[mark] = self.marked.get(mark, "") + text


def _characters(font: Any) -> dict[int, str]:
    """What each glyph stands for (ToUnicode, ISO 32000-1 9.10.3)."""
    if "/ToUnicode" not in font:
        return {}
    found: dict[int, str] = {}
    cmap = font.ToUnicode.read_bytes().decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            start = bytes.fromhex(text).decode("utf-16-be")
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return found
