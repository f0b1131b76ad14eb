"""The Löschprotokoll as a neutral tree: what was deleted when and by whom, never what it said."""

from collections.abc import Sequence
from datetime import datetime

from gk_desktop.base.i18n import _, ngettext
from gk_desktop.documents.tree import Block, Column, Document, Paragraph, ParagraphStyle, Run, Table
from gk_desktop.domain.consent import Deletion
from gk_desktop.domain.day_texts import day_text


def build(deletions: Sequence[Deletion], *, project: str, created: datetime) -> Document:
    """One row for each deletion, in the order given."""
    return Document(
        title=_("Löschprotokoll: {project}").format(project=project),
        author=_("GK Feldbuch"),
        created=created.astimezone(),
        subject=project,
        header_left=_("Löschprotokoll"),
        header_right=project,
        footer=_("Stand {day}").format(day=day_text(created)),
        blocks=_blocks(deletions, project),
    )


def _blocks(deletions: Sequence[Deletion], project: str) -> list[Block]:
    title = Paragraph(ParagraphStyle.TITLE, (Run(_("Löschprotokoll")),))
    subtitle = Paragraph(ParagraphStyle.SUBTITLE, (Run(project),))
    if not deletions:
        return [title, subtitle, Paragraph(ParagraphStyle.HINT, (Run(_("Noch ist keine Löschung eingetragen.")),))]
    count = ngettext("{count} Löschung", "{count} Löschungen", len(deletions)).format(count=len(deletions))
    table = Table(
        columns=(
            Column(25, _("Gelöscht am")),
            Column(33, _("Code")),
            Column(37, _("Was")),
            Column(47, _("Anlass")),
            Column(23, _("Durch")),
        ),
        rows=tuple(map(_row, deletions)),
        caption=_("Löschprotokoll"),
        description=_("Jede Zeile eine Löschung: Tag, Code der Person, was, aus welchem Anlass, durch wen."),
    )
    return [title, subtitle, Paragraph(ParagraphStyle.BODY, (Run(count),)), table]


def _row(deletion: Deletion) -> tuple[str, ...]:
    day = day_text(deletion.done_on) if deletion.done_on else "–"
    return day, deletion.code or "–", deletion.subject or "–", deletion.cause or "–", deletion.done_by or "–"
