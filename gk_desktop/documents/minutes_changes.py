"""Changes between two versions of minutes as a neutral tree. Prints what it gets, and decides nothing."""

from collections.abc import Iterator
from datetime import datetime

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
)
from gk_desktop.domain.minutes import MINUTES_KIND_LABELS
from gk_desktop.domain.minutes_change_texts import ChangeGroup, ChangeLine, change_count, change_groups
from gk_desktop.domain.minutes_changes import MinutesChanges
from gk_desktop.domain.minutes_content import MinutesContent


def build(before: MinutesContent, after: MinutesContent, changes: MinutesChanges, made_at: datetime) -> Document:
    """What is not as it was in an earlier version, each piece with what stood there and what stands there now."""
    kind = _(MINUTES_KIND_LABELS[after.kind])
    title = _("Änderungen seit Fassung {version}").format(version=before.version)
    unchecked = " · " + _("Namen ungeprüft") if after.names_unchecked else ""
    return Document(
        title=f"{title}: {after.title}",
        author=_("GK Feldbuch"),
        created=made_at.astimezone(),
        subject=after.title,
        keywords=(after.export_class.value,),
        status=after.status.value,
        version=str(after.version),
        header_left=after.export_class.value + unchecked,
        header_right=" · ".join(part for part in (kind, after.day) if part),
        footer=_("Fassung {old} → {new} · {status} · Stand {day:%d.%m.%Y}").format(
            old=before.version, new=after.version, status=after.status.value, day=made_at
        ),
        blocks=_blocks(before, after, changes, title),
    )


def _blocks(before: MinutesContent, after: MinutesContent, changes: MinutesChanges, title: str) -> Iterator[Block]:
    yield _paragraph(ParagraphStyle.TITLE, title)
    yield _paragraph(ParagraphStyle.SUBTITLE, f"{_(MINUTES_KIND_LABELS[after.kind])}: {after.title}")
    yield _paragraph(ParagraphStyle.BODY, f"{_version(before)} → {_version(after)}: {change_count(changes)}.")
    for group in change_groups(changes):
        yield Heading(1, group.title)
        yield _table(group)


def _version(content: MinutesContent) -> str:
    return _("Fassung {version} ({status}, {day:%d.%m.%Y})").format(
        version=content.version, status=content.status.value, day=content.made_at
    )


def _table(group: ChangeGroup) -> Table:
    return Table(
        columns=(
            Column(24, _("Stelle")),
            Column(31, _("Änderung")),
            Column(55, _("bisher")),
            Column(55, _("jetzt")),
        ),
        rows=(_row(line) for line in group.lines),
        caption=_("Änderungen: {part}").format(part=group.title),
        description=_("Je Zeile eine Änderung: wo, was, was dort stand und was dort jetzt steht."),
    )


def _row(line: ChangeLine) -> tuple[tuple[Run, ...], str, str, str]:
    return ((Run(line.mark, RunStyle.STRONG),), line.what, line.before or "–", line.after or "–")


def _paragraph(style: ParagraphStyle, text: str) -> Paragraph:
    return Paragraph(style, (Run(text),))
