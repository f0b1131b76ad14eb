"""Which kinds of file a document can be written as: told by the ending of the file's name."""

from enum import Enum
from pathlib import Path
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.paths import resources
from gk_desktop.documents.tree import Document
from gk_desktop.documents.write_report import WriteReport


class FileFormat(Enum):
    """The value is the ending of the file's name, without its dot."""

    WORD = "docx"
    PDF = "pdf"

    @property
    def suffix(self) -> str:
        return f".{self.value}"


FILE_FORMAT_LABELS: Final = {FileFormat.WORD: N_("Word-Dokument (.docx)"), FileFormat.PDF: N_("PDF-Dokument (.pdf)")}


def format_of(target: Path) -> FileFormat:
    """What the file's name asks for. Raises `UserError` if it has another ending, or none."""
    for file_format in FileFormat:
        if target.suffix.lower() == file_format.suffix:
            return file_format
    raise UserError(
        _("„{name}“ ist kein Name für ein Word-Dokument oder ein PDF.").format(name=target.name),
        _("Nehmen Sie einen Namen, der auf .docx oder .pdf endet."),
    )


def check_name(target: Path, file_format: FileFormat) -> None:
    """Raises `UserError` if the file's name asks for another kind of file."""
    if format_of(target) is not file_format:
        raise UserError(
            _("„{name}“ ist kein Name für: {format}.").format(
                name=target.name, format=_(FILE_FORMAT_LABELS[file_format])
            ),
            _("Nehmen Sie einen Namen, der auf {suffix} endet.").format(suffix=file_format.suffix),
        )


def shipped_template() -> Path:
    """The Word template that comes with the program."""
    return resources() / "templates" / "protokoll.docx"


def write_document(document: Document, target: Path, template: Path | None = None) -> WriteReport:
    """Write the file, replacing what is there in one step, and say what the template lacked: nothing for a PDF.

    A Word document is written on the shipped `template` if none is named.

    Raises `UserError`: a name of another kind, a place that cannot be written to, a document too long for a PDF.
    """
    # Both take their time to load, and only an export needs them.
    match format_of(target):
        case FileFormat.WORD:
            from gk_desktop.documents.docx_writer import write as write_word  # noqa: PLC0415

            return write_word(document, template or shipped_template(), target)
        case FileFormat.PDF:
            from gk_desktop.documents.typst_writer import write as write_pdf  # noqa: PLC0415

            write_pdf(document, target)
            return WriteReport()
