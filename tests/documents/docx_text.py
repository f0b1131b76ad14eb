"""All texts of a .docx, whoever wrote it: an own walker over zip and XML, as python-docx skips much of what is there.

Used to prove absence ("no name of the case anywhere"), hence it reads every part and prefers too much to too little.
"""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_ENDINGS = (".xml", ".rels")


def read_parts(docx: bytes) -> dict[str, bytes]:
    """The parts of the package by name."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parse(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def part_text(root: etree._Element) -> str:
    """The text of a part as a person reads it: paragraphs and w:br end lines, deleted text counts."""
    pieces = []
    for node in root.iter(etree.Element):
        starts_paragraph = node.tag == f"{W}p" and pieces and pieces[-1] != "\n"
        if starts_paragraph or node.tag in (f"{W}br", f"{W}cr"):
            pieces.append("\n")
        elif node.tag == f"{W}tab" and node.getparent().tag == f"{W}r":
            pieces.append("\t")
        elif node.text and (node.tag in (f"{W}t", f"{W}delText", f"{W}instrText") or not node.tag.startswith(W)):
            pieces.append(node.text)
    return "".join(pieces)


def all_texts(docx: bytes) -> dict[str, str]:
    """Every text in the file by part: read text first, then each attribute's value, and under "" the parts' names."""
    texts = {"": "\n".join(read_parts(docx))}
    for name, content in read_parts(docx).items():
        if name.endswith(XML_ENDINGS):
            root = parse(content)
            texts[name] = "\n".join([part_text(root), *_attributes(root)])
        else:
            texts[name] = content.decode("utf-8", "ignore")
    return texts


def _attributes(root: etree._Element) -> Iterator[str]:
    for node in root.iter():
        if isinstance(node.tag, str):
            yield from (str(value) for value in node.attrib.values())
        elif node.text:  # a comment or a processing instruction
            yield node.text


def whole_text(docx: bytes) -> str:
    """Every text in the file in one string."""
    return "\n".join(all_texts(docx).values())


def body_text(docx: bytes) -> str:
    """The text of the document's body, a line a paragraph."""
    return part_text(parse(read_parts(docx)["word/document.xml"]))


def paragraphs(docx: bytes, part: str = "word/document.xml") -> list[str]:
    """The paragraphs' texts in order, those in tables included; newlines are line breaks within a paragraph."""
    return [part_text(node) for node in parse(read_parts(docx)[part]).iter(f"{W}p")]


def properties(docx: bytes) -> dict[str, str]:
    """The core properties by their local names (title, creator, language, created …)."""
    root = parse(read_parts(docx)["docProps/core.xml"])
    return {etree.QName(node).localname: node.text or "" for node in root}
