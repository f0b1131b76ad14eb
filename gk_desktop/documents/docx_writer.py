"""Writes the neutral tree as a Word document on a template.

Each kind of paragraph and row is built once as a prototype; every further one is a deep copy of it with new text, put
in front of the body's last element. That is a hundred times faster than python-docx's own methods, which search the
document for every style and cell (10,000 entries in a quarter of a second). Markup: ECMA-376 part 1, section 17.
"""

import copy
import re
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import BinaryIO, Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm

from gk_desktop.base.errors import BugError
from gk_desktop.base.files import replace_atomically
from gk_desktop.base.text import clean_text
from gk_desktop.documents.package_time import set_package_time
from gk_desktop.documents.template import (
    PLACE_CLASS,
    PLACE_FOOTER,
    PLACE_SHORT_TITLE,
    Element,
    Styles,
    fill_places,
    forget_properties,
    open_template,
    set_language,
)
from gk_desktop.documents.tree import (
    AgendaHeading,
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    ParagraphStyle,
    Run,
    RunStyle,
    Table,
)
from gk_desktop.documents.write_report import WriteReport

_TWIPS_PER_MM: Final = 1440 / 25.4
_NARROWEST_TABLE_MM: Final = 60.0
_LONGEST_PROPERTY: Final = 255
_TABLE_END: Final = "Tabellenende"
_AGENDA_HEADING: Final = "TOP"
_NUMBERED: Final = {
    ParagraphStyle.ENTRY: "Notiz mit Nummer",
    ParagraphStyle.TIMED_ENTRY: "Notiz mit Nummer und Uhrzeit",
    ParagraphStyle.DECISION: "Beschluss mit Nummer",
    ParagraphStyle.TASK: "Auftrag mit Nummer",
    ParagraphStyle.OPEN_POINT: "Offener Punkt mit Nummer",
    ParagraphStyle.OBSERVATION: "Beobachtung mit Nummer",
    ParagraphStyle.INTERNAL_NOTE: "Interne Notiz mit Nummer",
}
"""Hanging indent: a number, a tab, then what the style has without one. No text box, which a screen reader would read
somewhere else, and no table, which would be no table.
"""

_TEXT: Final = qn("w:t")
_TABLE: Final = qn("w:tbl")
_SEPARATOR: Final = re.compile(r"([\n\t])")
_TO_BE_TREATED: Final = re.compile("[\x00-\x1f\ufffe\uffff\ud800-\udfff]")
"""What makes a text more than one w:t: all that clean_text looks for, newlines and tabs."""
_SPACE: Final = qn("xml:space")


_Shape = tuple[RunStyle | None, bool]
"""What two runs must have in common to be copies of one: the style, and whether a tab ends them."""


_RowsOfTables = dict[tuple[tuple[int, ...], bool], dict[tuple[tuple[_Shape, ...], ...], Element]]
"""Prototypes of rows, shared by all tables alike: in their widths, and in whether the first column is one of labels."""


def write(document: Document, template: Path, target: Path) -> WriteReport:
    """Write `document` on `template` to `target`, replacing what is there in one step.

    Raises UserError if the template is missing or foreign, or the target cannot be written; the old file then stays.
    """
    word = open_template(template)
    set_language(word, document.language)
    _set_properties(word, document)
    missing_places = fill_places(
        word,
        {
            PLACE_CLASS: clean_text(document.header_left),
            PLACE_SHORT_TITLE: clean_text(document.header_right),
            PLACE_FOOTER: clean_text(document.footer),
        },
    )
    styles = Styles(word)
    _BodyWriter(word, styles).write_all(document)

    def save(stream: BinaryIO) -> None:
        word.save(stream)
        set_package_time(stream, document.created)

    replace_atomically(target, save)
    return WriteReport(styles.missing, missing_places)


def _set_properties(word: WordDocument, document: Document) -> None:
    """Core properties (ECMA-376 part 2, 11): the document's only, nothing of the template's."""
    if document.created.tzinfo is None:
        raise BugError("a document's date needs its time zone")
    forget_properties(word)
    properties = word.core_properties
    created = document.created.astimezone(UTC)
    properties.created = properties.modified = created
    properties.author = properties.last_modified_by = _property(document.author)
    properties.title = _property(document.title)
    properties.language = document.language
    properties.revision = 1
    optional = {
        "subject": document.subject,
        "keywords": ", ".join(document.keywords),
        "identifier": document.identifier,
        "content_status": document.status,
        "version": document.version,
    }
    for name, text in optional.items():
        if text:
            setattr(properties, name, _property(text))


def _property(text: str) -> str:
    """At most 255 characters in one line, which is what Word keeps."""
    line = " ".join(clean_text(text).split())
    return line if len(line) <= _LONGEST_PROPERTY else line[: _LONGEST_PROPERTY - 1] + "…"


class _BodyWriter:
    """Appends blocks to the body of one document."""

    def __init__(self, word: WordDocument, styles: Styles) -> None:
        self._styles = styles
        self._section = word.element.body.get_or_add_sectPr()
        self._room = _room_between_margins(word)
        self._rows: _RowsOfTables = {}
        self._paragraphs: dict[tuple[ParagraphStyle, bool, tuple[_Shape, ...]], Element] = {}

    def write_all(self, document: Document) -> None:
        for block in document.blocks:
            element = self._element_of(block)
            if element.tag == _TABLE:
                self._end_table()
            if isinstance(block, Paragraph) and block.style is ParagraphStyle.SIGNATURE:
                self._keep_last_with_next()
            self._section.addprevious(element)
        self._end_table()

    def _keep_last_with_next(self) -> None:
        """Nobody signs a page on which nothing else stands."""
        before = self._section.getprevious()
        if before is not None:
            last = list(before)[-1] if before.tag == _TABLE else before
            for paragraph in last.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()

    def _end_table(self) -> None:
        """Part two tables, which Word would join, and close a document that ends in one, which Word would repair."""
        before = self._section.getprevious()
        if before is not None and before.tag == _TABLE:
            style = self._styles.find("paragraph", _TABLE_END)
            self._section.addprevious(_new_paragraph(style))

    def _element_of(self, block: Block) -> Element:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Heading():
                return self._heading(f"heading {block.level}", block.level, block.text)
            case AgendaHeading():
                return self._heading(_AGENDA_HEADING, 1, f"TOP {block.number}\t{block.text}")
            case Table():
                return _TableWriter(self._styles, block, self._rows, self._room).element()

    def _heading(self, style_name: str, level: int, text: str) -> Element:
        if not 1 <= level <= 3:
            raise BugError(f"there is no heading of level {level}")
        style = self._styles.find("paragraph", style_name)
        paragraph = _new_paragraph(style)
        if style is None:
            outline = OxmlElement("w:outlineLvl", {qn("w:val"): str(level - 1)})  # still a heading to a screen reader
            paragraph.get_or_add_pPr().append(outline)
        runs = [Run(text)]
        paragraph.extend(_new_runs(self._styles, runs))
        _set_texts(paragraph, runs)
        return paragraph

    def _paragraph(self, block: Paragraph) -> Element:
        runs, number = block.runs, block.margin_number
        if number is not None:
            runs = (Run(f"{number}\t", RunStyle.ENTRY_NUMBER), *runs)
        shape = block.style, number is not None, tuple([_shape(run) for run in runs])
        prototype = self._paragraphs.get(shape)
        if prototype is None:
            prototype = _new_paragraph(self._styles.find("paragraph", _style_name(block)))
            prototype.extend(_new_runs(self._styles, runs))
            self._paragraphs[shape] = prototype
        paragraph = _copy(prototype)
        _set_texts(paragraph, runs)
        return paragraph


def _room_between_margins(word: WordDocument) -> float:
    """Millimetres of the last section, in which the text stands; without limit if its page has no size."""
    section = word.sections[-1]
    if section.page_width is None:
        return float("inf")
    room = section.page_width - (section.left_margin or 0) - (section.right_margin or 0)
    return room / Mm(1)


def _style_name(block: Paragraph) -> str:
    if block.margin_number is None:
        return block.style.value
    if block.style not in _NUMBERED:
        raise BugError(f"a paragraph in the style {block.style.value} has no number")
    return _NUMBERED[block.style]


class _TableWriter:
    """Makes one table (17.4.38). Header rows repeat on every page, no row is split between pages."""

    def __init__(self, styles: Styles, table: Table, rows: _RowsOfTables, room: float) -> None:
        self._styles = styles
        self._table = table
        wanted = sum(column.width for column in table.columns)
        # An institute's margins may leave less room than the shipped template; a millimetre is nobody's loss.
        shrunk = 1.0 if wanted <= room + 1 else max(room, _NARROWEST_TABLE_MM) / wanted
        self._widths = [round(column.width * shrunk * _TWIPS_PER_MM) for column in table.columns]
        self._rows = rows.setdefault((tuple(self._widths), table.header_column), {})

    def element(self) -> Element:
        table = OxmlElement("w:tbl")
        table.append(self._properties())
        table.append(_node("w:tblGrid", *(_node("w:gridCol", w=str(width)) for width in self._widths)))
        if self._has_header:
            table.append(self._header_row())
        for row in self._table.rows:
            table.append(self._row(row))
        return table

    @property
    def _has_header(self) -> bool:
        return any(column.header for column in self._table.columns)

    def _properties(self) -> Element:
        """Widths stand in the grid and in the cells: LibreOffice reads the one, Word the other."""
        table = self._table
        style = self._styles.find("table", table.style.value)
        first_row, first_column = self._has_header, table.header_column
        bits = 0x0600 | (0x0020 if first_row else 0) | (0x0080 if first_column else 0)  # no banding; 17.4.55
        look = {"firstRow": first_row, "lastRow": False, "firstColumn": first_column, "lastColumn": False}
        properties = _node(
            "w:tblPr",
            *([_node("w:tblStyle", val=style)] if style else []),
            _node("w:tblW", w=str(sum(self._widths)), type="dxa"),
            _node("w:tblLayout", type="fixed"),
            _node(
                "w:tblLook",
                val=f"{bits:04X}",
                **{name: str(int(value)) for name, value in look.items()},
                noHBand="1",
                noVBand="1",
            ),
            _node("w:tblCaption", val=clean_text(table.caption)),
        )
        if table.description:
            properties.append(_node("w:tblDescription", val=clean_text(table.description)))
        return properties

    def _header_row(self) -> Element:
        cells: list[tuple[Run, ...]] = [(Run(column.header),) for column in self._table.columns]
        row = self._new_row(cells, [ParagraphStyle.TABLE_HEAD] * len(cells))
        row.find(qn("w:trPr")).append(_node("w:tblHeader"))
        for properties in row.iter(qn("w:pPr")):
            properties.append(_node("w:keepNext"))  # no header row alone at the foot of a page
        _fill_row(row, cells)
        return row

    def _row(self, cells: Sequence[Cell]) -> Element:
        if len(cells) != len(self._widths):
            raise BugError(f"a row of {len(cells)} cells in a table of {len(self._widths)} columns")
        runs = [(Run(cell),) if isinstance(cell, str) else cell for cell in cells]
        shape = tuple([tuple([_shape(run) for run in cell]) for cell in runs])
        prototype = self._rows.get(shape)
        if prototype is None:
            looks = [ParagraphStyle.TABLE_TEXT] * len(runs)
            if self._table.header_column:
                looks[0] = ParagraphStyle.TABLE_HEAD
            prototype = self._rows[shape] = self._new_row(runs, looks)
        row = _copy(prototype)
        _fill_row(row, runs)
        return row

    def _new_row(self, cells: Sequence[tuple[Run, ...]], looks: Sequence[ParagraphStyle]) -> Element:
        row = _node("w:tr", _node("w:trPr", _node("w:cantSplit")))
        for width, runs, look in zip(self._widths, cells, looks, strict=True):
            paragraph = _new_paragraph(self._styles.find("paragraph", look.value))
            paragraph.extend(_new_runs(self._styles, runs))
            row.append(_node("w:tc", _node("w:tcPr", _node("w:tcW", w=str(width), type="dxa")), paragraph))
        return row


def _node(tag: str, *children: Element, **attributes: str) -> Element:
    element: Element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    element.extend(children)
    return element


def _new_paragraph(style_id: str | None) -> Element:
    return _node("w:p", _node("w:pPr", *([_node("w:pStyle", val=style_id)] if style_id else [])))


def _new_runs(styles: Styles, runs: Sequence[Run]) -> list[Element]:
    return [
        _new_run(styles.find("character", run.style.value) if run.style else None, with_tab=_ends_in_tab(run.text))
        for run in runs
    ]


def _new_run(style_id: str | None, *, with_tab: bool = False) -> Element:
    """A run with one empty text, ready for _set_texts."""
    run = _node("w:r", *([_node("w:rPr", _node("w:rStyle", val=style_id))] if style_id else []), _new_text())
    if with_tab:
        run.append(_node("w:tab"))
    return run


def _shape(run: Run) -> _Shape:
    return run.style, _ends_in_tab(run.text)


def _ends_in_tab(text: str) -> bool:
    """Whether a tab behind it is all that makes a text special: times and numbers, whose prototypes have the tab."""
    return text[-1:] == "\t" and _TO_BE_TREATED.search(text, 0, len(text) - 1) is None


def _new_text() -> Element:
    text = _node("w:t")
    text.set(_SPACE, "preserve")  # else Word drops blanks at both ends (17.3.3.31)
    return text


def _copy(element: Element) -> Element:
    """A deep copy: lxml makes one in either case, and copy.copy is spared deepcopy's book-keeping."""
    return copy.copy(element)


def _fill_row(row: Element, cells: Sequence[tuple[Run, ...]]) -> None:
    _set_texts(row, [run for runs in cells for run in runs])


def _set_texts(element: Element, runs: Sequence[Run]) -> None:
    # The texts are asked for and not what they stand in: every element that Python sees costs as much as its text.
    for text, run in zip(list(element.iter(_TEXT)), runs, strict=True):
        _set_text(text, run.text)


def _set_text(element: Element, text: str) -> None:
    """Fill the empty text of a run: newlines become w:br, tabs w:tab, both shown by Word where a w:t shows a blank."""
    if _TO_BE_TREATED.search(text) is None:
        element.text = text
        return
    if _ends_in_tab(text):
        element.text = text[:-1]
        return
    first, *rest = _SEPARATOR.split(clean_text(text))
    element.text = first
    run = element.getparent()
    for separator, piece in zip(rest[::2], rest[1::2], strict=True):
        run.append(_copy(_MARKS[separator]))
        if piece:
            following = _copy(_EMPTY_TEXT)
            following.text = piece
            run.append(following)


_MARKS: Final = {"\n": _node("w:br"), "\t": _node("w:tab")}
_EMPTY_TEXT: Final = _new_text()
