"""Forms and sheets as a neutral tree, from a template and what is known."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby, pairwise
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.documents.tree import (
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
from gk_desktop.domain.form_template import FormPart, FormPiece, FormTemplate, bold_parts, filled

_STYLES: Final = {
    FormPart.TEXT: ParagraphStyle.BODY,
    FormPart.POINT: ParagraphStyle.BULLET,
    FormPart.NOTICE: ParagraphStyle.HINT,
    FormPart.CHECK_BOX: ParagraphStyle.CHECK_BOX,
}
_BOX: Final = "\u2610\t"
_NEXT_BOX: Final = "\u2003\u2003\u2610\u2002"
_LONGEST_LABEL: Final = 14


def build(
    template: FormTemplate, values: Mapping[str, str], *, created: datetime, project: str, code: str, form: str
) -> Document:
    """`values` fill the places, `form` names the form and `code` the person in the footer."""
    version = _("Textversion {version}").format(version=template.text_version)
    return Document(
        title=filled(template.title, values),
        author=_("GK Feldbuch"),
        created=created.astimezone(),
        subject=project,
        identifier=form,
        version=template.text_version,
        header_left=project,
        header_right=filled(template.title, values),
        footer=" · ".join(part for part in (form, version, code) if part),
        blocks=_blocks(template, values),
    )


def _blocks(template: FormTemplate, values: Mapping[str, str]) -> Iterator[Block]:
    yield Paragraph(ParagraphStyle.TITLE, (Run(filled(template.title, values)),))
    heading = filled(template.title, values)
    signed = {before for before, piece in pairwise(template.pieces) if piece.part is FormPart.SIGNATURE}
    for part, pieces in groupby(template.pieces, lambda piece: piece.part):
        if part is FormPart.ROW:
            yield _table(list(pieces), values, heading)
            continue
        for piece in pieces:
            if part in {FormPart.HEADING, FormPart.SUBHEADING}:
                heading = filled(piece.text, values)
            if piece in signed and part is FormPart.TEXT:
                yield Paragraph(ParagraphStyle.DECLARATION, _runs(piece.text, values))
            else:
                yield _block(piece, values)


def _block(piece: FormPiece, values: Mapping[str, str]) -> Block:
    match piece.part:
        case FormPart.HEADING:
            return Heading(1, filled(piece.text, values))
        case FormPart.SUBHEADING:
            return Heading(2, filled(piece.text, values))
        case FormPart.SIGNATURE:
            return Paragraph(ParagraphStyle.SIGNATURE, (Run(_to_sign(filled(piece.text, values))),))
        case FormPart.CHECK_BOX:
            boxes = piece.text.replace(" [ ] ", _NEXT_BOX)
            return Paragraph(_STYLES[piece.part], (Run(_BOX), *_runs(boxes, values)))
        case _:
            return Paragraph(_STYLES[piece.part], _runs(piece.text, values))


def _to_sign(label: str) -> str:
    """Beside the line, or below it where there is no room beside."""
    return f"{label}\t\t" if len(label) <= _LONGEST_LABEL else f"\t\t\n{label}"


def _runs(text: str, values: Mapping[str, str]) -> tuple[Run, ...]:
    return tuple(Run(part, RunStyle.STRONG if is_bold else None) for part, is_bold in bold_parts(text, values))


def _table(pieces: list[FormPiece], values: Mapping[str, str], heading: str) -> Table:
    return Table(
        columns=(Column(58), Column(107)),
        rows=tuple((filled(item.text, values), _runs(item.value or "\u00a0", values)) for item in pieces),
        caption=heading,
        description=_("Links die Bezeichnung, rechts die Angabe."),
        style=TableStyle.HEAD_DATA,
        header_column=True,
    )
