"""Documents, templates and faults for the tests of everything that writes Word files."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx_text import read_parts

from gk_desktop.documents.docx_writer import write
from gk_desktop.documents.tree import (
    AgendaHeading,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    ParagraphStyle,
    Run,
    RunStyle,
    Table,
    TableStyle,
)

TEMPLATE = Path(__file__).resolve().parents[2] / "resources" / "templates" / "protokoll.docx"
CREATED = datetime(2021, 2, 3, 11, 30, tzinfo=UTC)


def document(*blocks: Block, **more: Any) -> Document:
    return Document(**{"title": "Bündniskerngruppe", "author": "IAQ", "created": CREATED, "blocks": blocks, **more})


def paragraph(*texts: str, style: ParagraphStyle = ParagraphStyle.ENTRY) -> Paragraph:
    return Paragraph(style, tuple(Run(text) for text in texts))


def written(content: Document, folder: Path, template: Path = TEMPLATE) -> bytes:
    target = folder / "protokoll.docx"
    write(content, template, target)
    return target.read_bytes()


def every_block() -> Iterator[Block]:
    """Each kind of block in each style, as a generator."""
    yield paragraph("Bündniskerngruppe", style=ParagraphStyle.TITLE)
    yield Table(
        columns=(Column(45), Column(120)),
        rows=(("Ort", "Rathaus"), ("Zeit", "09:00–11:00 Uhr")),
        caption="Kopfdaten",
        style=TableStyle.HEAD_DATA,
        header_column=True,
    )
    yield Table((Column(80, "A"), Column(85, "B")), [("x", "y")], caption="Gitter", style=TableStyle.PLAIN)
    yield Heading(1, "Verlauf")
    yield Heading(2, "Ebene 2")
    yield Heading(3, "Ebene 3")
    yield AgendaHeading("3a", "Verschiedenes")
    for style in set(ParagraphStyle) - {ParagraphStyle.TITLE}:
        yield Paragraph(style, (Run("09:03\t", RunStyle.TIME), Run("Name: ", RunStyle.STRONG), Run("Text\nund Zeile")))
    yield Paragraph(ParagraphStyle.ENTRY, (Run("Text "), *(Run(style.value, style) for style in RunStyle)))
    yield Table(
        columns=(Column(20, "Nr."), Column(100, "Auftrag"), Column(45, "Status")),
        rows=((f"T-A{number}", (Run("Liste "), Run("schicken", RunStyle.STRONG)), "offen") for number in range(3)),
        caption="Aufträge",
        description="Alle Aufträge der Sitzung",
    )


def complete_document() -> Document:
    return document(
        *every_block(),
        subject="Protokoll",
        keywords=("Netzwerk", "Kurse"),
        identifier="P-A1",
        status="Entwurf",
        version="2",
        header_left="PSEUDONYMISIERT",
        header_right="Kerngruppe <A&B>",
        footer="Fassung 2",
    )


def with_part(docx: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part changed; a part that is not there is empty before."""
    parts = read_parts(docx)
    parts[name] = change(parts.get(name, b""))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return target.getvalue()


def with_text_replaced(docx: bytes, name: str, old: str, new: str) -> bytes:
    def change(part: bytes) -> bytes:
        assert old.encode() in part, f"{old} is not in {name}"
        return part.replace(old.encode(), new.encode(), 1)

    return with_part(docx, name, change)
