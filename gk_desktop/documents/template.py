"""A Word template opened for filling: its styles by name, its places in header and footer, its language.

A template is an ordinary .docx that an institute may design in Word. The programme relies on three things only: styles
by their names (documents/tree.py), the places `{{Klasse}}`, `{{Kurztitel}}` and `{{Fußzeile}}` in headers and footers,
and the page set-up. What is missing is replaced and reported, not refused.
"""

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.section import Section, _Header

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.os_reasons import reason_of
from gk_desktop.documents.template_names import german_name, stand_ins
from gk_desktop.documents.word_package import UNREADABLE, no_template, read_package

PLACE_CLASS: Final = "{{Klasse}}"
PLACE_SHORT_TITLE: Final = "{{Kurztitel}}"
PLACE_FOOTER: Final = "{{Fußzeile}}"
_PLACE: Final = re.compile(r"\{\{(?:Klasse|Kurztitel|Fußzeile)\}\}")

# python-docx does not say that a package is foreign or broken; it stumbles.
_FOREIGN: Final = (PackageNotFoundError, *UNREADABLE)

_KEPT_OF_PACKAGE: Final = ("/officeDocument", "/extended-properties")
# No mark in the text refers to these; they hold people, foreign data, add-ins, or what only older programs read.
_DROPPED: Final = (
    "/customXml",
    "/people",
    "/comments",
    "/commentsExtended",
    "/commentsIds",
    "/commentsExtensible",
    "/glossaryDocument",
    "/attachedToolbars",
    "/keyMapCustomizations",
    "/webSettings",
    "/stylesWithEffects",
)
_DROPPED_SETTINGS: Final = ("w:attachedTemplate", "w:linkStyles", "w:mailMerge", "w:docVars", "w:saveThroughXslt")
_PLAIN_PROPERTIES: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>GK Feldbuch</Application></Properties>"
)

Element = Any
"""An lxml element of python-docx, whose classes differ by tag."""


class Styles:
    """The template's styles by name, as python-docx would look them up but without its cost for every paragraph."""

    def __init__(self, document: WordDocument) -> None:
        self._ids: dict[tuple[str, str], str] = {}
        self._missing: dict[str, None] = {}
        self._names: dict[str, list[str]] = {}
        for style in document.styles.element.iterchildren(qn("w:style")):
            names = [child.get(qn("w:val"), "") for child in style.iterchildren(qn("w:name"), qn("w:aliases"))]
            for name in ",".join(names).split(","):
                key = style.get(qn("w:type"), "paragraph"), name.strip().casefold()
                self._names.setdefault(key[0], []).append(name.strip())
                self._ids.setdefault(key, style.get(qn("w:styleId"), ""))

    @property
    def missing(self) -> tuple[str, ...]:
        """Names asked for and not found, in the order they were first asked for."""
        return tuple(self._missing)

    def has(self, kind: str, name: str) -> bool:
        return (kind, name.casefold()) in self._ids

    def names(self, kind: str) -> tuple[str, ...]:
        """All that there are of a kind, as the template writes them."""
        return tuple(self._names.get(kind, ()))

    def identify(self, kind: str, name: str) -> str:
        """The id of a style that there is."""
        return self._ids[kind, name.casefold()]

    def find(self, kind: str, name: str) -> str | None:
        """The id of a style of this kind ("paragraph", "character", "table"), of its stand-in, or None."""
        stored = self.stored_name(kind, name)
        if stored is None:
            self._missing.setdefault(name)
            stored = self.stand_in(kind, name)
        return None if stored is None else self.identify(kind, stored)

    def stored_name(self, kind: str, name: str) -> str | None:
        """What the template calls this style: as Word stores the name, or as it is called in German; or None."""
        return next((known for known in (name, german_name(name)) if self.has(kind, known)), None)

    def stand_in(self, kind: str, name: str) -> str | None:
        """What the template calls the nearest relative of a style that it lacks; None for Word's own default."""
        return next(
            (stored for relative in stand_ins(name) if (stored := self.stored_name(kind, relative)) is not None), None
        )


def open_template(path: Path) -> WordDocument:
    """The template as a document to fill, without what would tell where it comes from or lead there.

    Raises UserError if there is none, it is no Word document, or one that no document may be made of.
    """
    try:
        document = docx.Document(io.BytesIO(read_package(path).content))
        document.element.body.get_or_add_sectPr()
    except FileNotFoundError as error:
        raise UserError(
            _("Die Word-Vorlage „{name}“ fehlt.").format(name=path.name),
            _("Wählen Sie in den Einstellungen eine andere Vorlage."),
        ) from error
    except OSError as error:
        raise UserError(
            _("Die Word-Vorlage „{name}“ kann nicht gelesen werden ({reason}).").format(
                name=path.name, reason=reason_of(error)
            ),
            _("Wählen Sie in den Einstellungen eine andere Vorlage."),
        ) from error
    except _FOREIGN as error:
        raise no_template(path) from error
    forget_origin(document)
    _drop_empty_body(document)
    return document


def _drop_empty_body(document: WordDocument) -> None:
    """Remove the empty paragraphs that Word leaves in a template without text; a letterhead in the body stays."""
    body = document.element.body
    content = [child for child in body if child.tag != qn("w:sectPr")]
    if all(child.tag == qn("w:p") and not _has_content(child) for child in content):
        for child in content:
            body.remove(child)


def _has_content(paragraph: Element) -> bool:
    carriers = (qn("w:t"), qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:sectPr"), qn("w:instrText"))
    return next(paragraph.iter(*carriers), None) is not None


def set_language(document: WordDocument, language: str) -> None:
    """Make `language` (BCP 47, such as "de-DE") the language of all text that names none (w:lang, 17.3.2.20)."""
    styles = document.styles.element
    path = ["w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang"]
    node = styles
    for tag in path:
        child = node.find(qn(tag))
        if child is None:
            child = OxmlElement(tag)
            # docDefaults opens the part; further down each is the only child or belongs to the end (CT_RPr).
            node.insert(0, child) if tag in ("w:docDefaults", "w:rPrDefault") else node.append(child)
        node = child
    node.set(qn("w:val"), language)
    own = styles.xpath("w:style[@w:type='paragraph'][@w:default='1' or @w:default='true']/w:rPr/w:lang")
    for lang in [*own, *document.settings.element.iterchildren(qn("w:themeFontLang"))]:
        lang.set(qn("w:val"), language)


def fill_places(document: WordDocument, values: Mapping[str, str]) -> tuple[str, ...]:
    """Write `values` (by place) into all headers and footers; return the places that have a value and no room.

    The class must stand on every page (contracts.md 4): a header without its place gets a line of its own for it, in
    front of all that the institute put there.
    """
    one_line = {place: " ".join(value.split()) for place, value in values.items()}
    headers = _headers_shown(document) if one_line[PLACE_CLASS] else ()
    classless = [header for header in headers if PLACE_CLASS not in _text_of(header.part.element)]
    found: set[str] = set()
    shown = edges(document)
    for part in document.part.package.iter_parts():
        if part.content_type in (CONTENT_TYPE.WML_HEADER, CONTENT_TYPE.WML_FOOTER):
            filled = _fill_part(part.element, one_line)
            found |= filled if any(part.element is edge for edge in shown) else set()
    for header in classless:
        _write_class(header, one_line[PLACE_CLASS])
    return tuple(place for place, value in one_line.items() if value and place not in found)


def edges(document: WordDocument) -> list[Element]:
    """The headers and footers that belong to a section; a template may also carry some that nobody sees."""
    marks = document.element.body.iter(qn("w:headerReference"), qn("w:footerReference"))
    parts = {mark.get(qn("r:id")): document.part.related_parts[mark.get(qn("r:id"))] for mark in marks}
    return [part.element for part in parts.values()]


def _headers_shown(document: WordDocument) -> Iterator[_Header]:
    """Each header that some page shows; one taken over from the section before is named once."""
    for position, section in enumerate(document.sections):
        for header in _headers_of(section, document.settings.odd_and_even_pages_header_footer):
            if position == 0 or not header.is_linked_to_previous:
                yield header


def _headers_of(section: Section, odd_and_even: bool) -> Iterator[_Header]:
    yield section.header
    if section.different_first_page_header_footer:
        yield section.first_page_header
    if odd_and_even:
        yield section.even_page_header


def _write_class(header: _Header, text: str) -> None:
    first = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
    line = first.insert_paragraph_before()
    line.add_run(text).bold = True


def _text_of(element: Element) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def _fill_part(root: Element, values: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    for paragraph in root.iter(qn("w:p")):
        # A text box lies inside a paragraph and has paragraphs of its own.
        nodes = [node for node in paragraph.iter(qn("w:t")) if next(node.iterancestors(qn("w:p"))) is paragraph]
        if any("{" in (node.text or "") for node in nodes):
            found |= _fill_nodes(nodes, values)
    return found


def _fill_nodes(nodes: list[Element], values: Mapping[str, str]) -> set[str]:
    """Replace the places in one paragraph's text nodes; Word likes to split "{{Klasse}}" over several of them.

    A value takes the look of the place's first character.
    """
    texts = [node.text or "" for node in nodes]
    owners = [index for index, text in enumerate(texts) for _character in text]
    joined = "".join(texts)
    filled = [""] * len(nodes)
    found: set[str] = set()
    position = 0
    for match in _PLACE.finditer(joined):
        for index in range(position, match.start()):
            filled[owners[index]] += joined[index]
        filled[owners[match.start()]] += values[match.group()]
        found.add(match.group())
        position = match.end()
    for index in range(position, len(joined)):
        filled[owners[index]] += joined[index]
    for node, text in zip(nodes, filled, strict=True):
        node.text = text
        node.set(qn("xml:space"), "preserve")
    return found


def forget_origin(document: WordDocument) -> None:
    """Drop what a template carries besides its looks: properties of people and companies, ties to other files, add-ins.

    Of the package's own relationships few are kept, whatever new ones programs invent.
    """
    package, part = document.part.package, document.part
    for key, relationship in list(package.rels.items()):
        is_core = relationship.reltype.endswith("/core-properties")
        if not is_core and not relationship.reltype.endswith(_KEPT_OF_PACKAGE):
            del package.rels[key]
        elif relationship.reltype.endswith("/extended-properties"):
            relationship.target_part._blob = _PLAIN_PROPERTIES
    for key, relationship in list(part.rels.items()):
        if relationship.reltype.endswith(_DROPPED):
            del part.rels[key]
        elif relationship.reltype.endswith("/settings"):
            _forget_ties(relationship.target_part)


def _forget_ties(settings: Any) -> None:
    foreign = {key for key, relationship in settings.rels.items() if relationship.is_external}
    unwanted = {qn(tag) for tag in _DROPPED_SETTINGS}
    for child in list(settings.element):
        if child.tag in unwanted or child.get(qn("r:id")) in foreign:
            settings.element.remove(child)
    for key in foreign:
        del settings.rels[key]


def forget_properties(document: WordDocument) -> None:
    """Drop the core properties: author, remarks and print dates of a template are not the document's.

    The whole part goes, as LibreOffice names its relationship differently: python-docx would not find it and write a
    second part of the same name. The next access to document.core_properties makes a new one.
    """
    relationships = document.part.package.rels
    for key, relationship in list(relationships.items()):
        if not relationship.is_external and relationship.target_part.content_type == CONTENT_TYPE.OPC_CORE_PROPERTIES:
            del relationships[key]
