"""The neutral tree between builders and writers.

A builder makes a `Document` from domain objects, already cleared for its export class; a writer makes a file from it.
The tree knows no file format: styles are roles, and only their values are the names under which a Word template
stores them. Built-in Word styles are stored in English and shown in German by Word itself ("Title" as "Titel", "Quote"
as "Zitat", "Strong" as "Fett"); an own style of the same German name would collide with them.

`Document.blocks` and `Table.rows` may be generators: a writer reads them once, from front to back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class ParagraphStyle(Enum):
    """What a paragraph is; the value is the style's name in the template."""

    TITLE = "Title"
    SUBTITLE = "Subtitle"
    BODY = "Normal"
    ENTRY = "Notiz"
    TIMED_ENTRY = "Notiz mit Uhrzeit"
    """Hanging indent: a time, a tab, then the text."""
    QUOTE = "Quote"
    DECISION = "Beschluss"
    TASK = "Auftrag"
    OPEN_POINT = "Offener Punkt"
    OBSERVATION = "Beobachtung"
    INTERNAL_NOTE = "Interne Notiz"
    """What never leaves the house: remarks on method, context, own questions."""
    HINT = "Hinweis"
    """A notice to the reader, such as "Gedächtnisprotokoll" or "Namen ungeprüft"."""
    BULLET = "List Bullet"
    CHECK_BOX = "Ankreuzzeile"
    """Hanging indent: a box, a tab, then what is ticked."""
    DECLARATION = "Erklärung"
    """What one signs: on the page of the line below it."""
    SIGNATURE = "Unterschriftszeile"
    """Text, tab, tab: the second tab draws the line to sign on; a second line stands below it."""
    TABLE_TEXT = "Tabellentext"
    TABLE_HEAD = "Tabellenkopf"


class RunStyle(Enum):
    """What a piece of text within a paragraph is; the value is the style's name in the template."""

    STRONG = "Strong"
    EMPHASIS = "Emphasis"
    TIME = "Uhrzeit"
    SIGN = "Kennzeichen"
    """The word that says what a paragraph is, such as "Beschluss B-A3"."""
    CODE = "Kategorie"
    ENTRY_NUMBER = "Eintragsnummer"
    """The number of a line of notes, as small as it may be."""


class TableStyle(Enum):
    """What a table is; the value is the style's name in the template."""

    HEAD_DATA = "Kopfdaten"
    """The head block: labels in a marked first column, what they name in the second."""
    LISTING = "Liste mit Kopfzeile"
    """A list with a header row, repeated on every page."""
    PLAIN = "Table Grid"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style; newlines and tabs are kept as such."""

    text: str
    style: RunStyle | None = None


Cell = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; no level may be skipped on the way down."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class AgendaHeading:
    """A heading of level 1 shown as "TOP 3 Titel".

    The number is data, not counted by the writer: agendas have gaps and inserted items ("3a").
    """

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`margin_number` stands in a column of its own left of the text. Empty: the column is there, and nothing in it.

    None: there is no such column. Only what stands for a line of notes can have one.
    """

    style: ParagraphStyle
    runs: tuple[Run, ...]
    margin_number: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Width in millimetres (A4 with the template's margins leaves 165) and the text of its header, if there is one."""

    width: float
    header: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as there are columns.

    The header row is written if any column has a header. `header_column` marks the first column as labels.
    `caption` (short title) and `description` (a sentence) are read to blind people, not printed.
    """

    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    caption: str
    description: str = ""
    style: TableStyle = TableStyle.LISTING
    header_column: bool = False


Block = Heading | AgendaHeading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its properties; `created` must know its time zone.

    `header_left` (the export class) and `header_right` (the short title) stand on every page, `footer` beside
    "Seite x von y". `status` and `version` are properties of the file only.
    """

    title: str
    author: str
    created: datetime
    blocks: Iterable[Block] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()
    identifier: str = ""
    status: str = ""
    version: str = ""
    language: str = "de-DE"
    header_left: str = ""
    header_right: str = ""
    footer: str = ""
