"""What an institute has written into its Word template itself: it goes into every document that is made of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from gk_desktop.base.i18n import N_, _
from gk_desktop.documents.template import Element, open_template

_PARTS: Final = {
    CONTENT_TYPE.WML_HEADER: N_("Vorlage: Kopfzeile"),
    CONTENT_TYPE.WML_FOOTER: N_("Vorlage: Fußzeile"),
    CONTENT_TYPE.WML_DOCUMENT_MAIN: N_("Vorlage: Text"),
    CONTENT_TYPE.WML_FOOTNOTES: N_("Vorlage: Fußnote"),
    CONTENT_TYPE.WML_ENDNOTES: N_("Vorlage: Fußnote"),
}
_STYLES: Final = N_("Vorlage: Formatvorlage")
_DESCRIBED: Final = ("descr", "title", "alt", "string")


@dataclass(frozen=True, slots=True)
class TemplateText:
    """`where` says in words which part of the template it is, such as "Vorlage: Kopfzeile"."""

    where: str
    text: str


def template_texts(path: Path) -> tuple[TemplateText, ...]:
    """Paragraphs, those of text boxes included, descriptions of pictures, and names of styles.

    Raises `UserError` if no document may be made of the file.
    """
    document = open_template(path)
    found = []
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart) and part.content_type in _PARTS:
            found += [TemplateText(_(_PARTS[part.content_type]), text) for text in _texts(part.element)]
    names = (style.get(qn("w:val"), "") for style in document.styles.element.iter(qn("w:name"), qn("w:aliases")))
    found += [TemplateText(_(_STYLES), name) for name in names if name]
    return tuple(dict.fromkeys(found))


def _texts(root: Element) -> Iterator[str]:
    for paragraph in root.iter(qn("w:p")):
        text = "".join(_written(node) for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")))
        if text.strip():
            yield text
    for node in root.iter():
        yield from (value for name in _DESCRIBED if (value := node.get(name, "").strip()))


def _written(node: Element) -> str:
    return (node.text or "") if node.tag == qn("w:t") else " "
