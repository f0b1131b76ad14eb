"""Minutes as a neutral tree: head, TOPs with their entries, tasks. Prints what it gets, and decides nothing."""

from collections.abc import Iterator
from typing import Final

from gk_desktop.base.i18n import N_, _
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
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS, EntryKind
from gk_desktop.domain.minutes import MINUTES_KIND_LABELS, MinutesKind
from gk_desktop.domain.minutes_content import MinutesContent, MinutesEntry, MinutesSection

_STYLES: Final = {
    EntryKind.STATEMENT: ParagraphStyle.ENTRY,
    EntryKind.QUOTE: ParagraphStyle.ENTRY,
    EntryKind.DECISION: ParagraphStyle.DECISION,
    EntryKind.TASK: ParagraphStyle.TASK,
    EntryKind.OPEN_POINT: ParagraphStyle.OPEN_POINT,
    EntryKind.OBSERVATION: ParagraphStyle.OBSERVATION,
    EntryKind.OWN_QUESTION: ParagraphStyle.INTERNAL_NOTE,
    EntryKind.METHOD_NOTE: ParagraphStyle.INTERNAL_NOTE,
    EntryKind.CONTEXT: ParagraphStyle.INTERNAL_NOTE,
    EntryKind.THEORY: ParagraphStyle.INTERNAL_NOTE,
}
_WITHOUT_SIGN: Final = frozenset({EntryKind.STATEMENT, EntryKind.QUOTE})


def build(content: MinutesContent) -> Document:
    """The minutes of one event. The blocks are a generator: they can be written once."""
    kind = _(MINUTES_KIND_LABELS[content.kind])
    return Document(
        title=f"{kind}: {content.title}",
        author=_("GK Feldbuch"),
        created=content.made_at.astimezone(),
        subject=content.title,
        keywords=(content.export_class.value,),
        status=content.status.value,
        version=str(content.version),
        header_left=_class_line(content),
        header_right=" · ".join(part for part in (kind, content.day) if part),
        footer=_("Fassung {version} · {status} · Stand {day:%d.%m.%Y}").format(
            version=content.version, status=content.status.value, day=content.made_at
        ),
        blocks=_blocks(content, kind),
    )


def _class_line(content: MinutesContent) -> str:
    unchecked = " · " + _("Namen ungeprüft") if content.names_unchecked else ""
    return content.export_class.value + unchecked


def _blocks(content: MinutesContent, kind: str) -> Iterator[Block]:
    yield _paragraph(ParagraphStyle.TITLE, kind)
    yield _paragraph(ParagraphStyle.SUBTITLE, content.title)
    yield Table(
        columns=(Column(38), Column(127)),
        rows=((label, value) for label, value in content.head),
        caption=_("Kopfdaten"),
        description=_("Angaben zur Veranstaltung: links die Bezeichnung, rechts die Angabe."),
        style=TableStyle.HEAD_DATA,
        header_column=True,
    )
    if not any(section.entries for section in content.sections) and not content.tasks:
        yield _paragraph(ParagraphStyle.HINT, _("Für dieses Protokoll liegen keine Einträge vor."))
        # The agenda alone is told once, not with "nothing" below each of its points.
        yield from (AgendaHeading(str(section.number), section.title) for section in content.sections)
        return
    for section in content.sections:
        yield from _section(section, content)
    if content.tasks:
        yield Heading(1, _("Aufträge"))
        yield _task_table(content)


def _section(section: MinutesSection, content: MinutesContent) -> Iterator[Block]:
    results = content.kind is MinutesKind.RESULTS
    if section.number is not None:
        yield AgendaHeading(str(section.number), section.title)
    elif len(content.sections) > 1:
        yield Heading(1, _("Ohne Tagesordnungspunkt"))
    else:
        yield Heading(1, _("Ergebnisse") if results else _("Verlauf"))
    if not section.entries:
        nothing = _("Keine Ergebnisse festgehalten.") if results else _("Keine Einträge.")
        yield _paragraph(ParagraphStyle.BODY, nothing)
    for entry in section.entries:
        yield _entry(entry)


def _entry(entry: MinutesEntry) -> Paragraph:
    style = _STYLES[entry.kind]
    if style is ParagraphStyle.ENTRY and entry.time is not None:
        style = ParagraphStyle.TIMED_ENTRY
    return Paragraph(style, tuple(_runs(entry, timed=style is ParagraphStyle.TIMED_ENTRY)))


def _runs(entry: MinutesEntry, *, timed: bool) -> Iterator[Run]:
    if timed and entry.time is not None:
        yield Run(f"{entry.time:%H:%M}\t", RunStyle.TIME)
    if entry.kind not in _WITHOUT_SIGN:
        yield from _sign(entry)
    elif entry.speaker:
        yield Run(f"{entry.speaker}: ", RunStyle.STRONG)
    yield Run(f"„{entry.text}“" if entry.kind is EntryKind.QUOTE else entry.text)
    if entry.responsible or entry.due:
        yield Run(f" ({_assignment(entry)})")
    if entry.not_to_be_quoted:
        yield Run(" " + _("[nicht zitieren]"), RunStyle.SIGN)
    if entry.categories:
        yield Run(" " + "\u00a0· ".join(entry.categories), RunStyle.CODE)


def _sign(entry: MinutesEntry) -> Iterator[Run]:
    """What a paragraph is, when, and on whose word: "Beschluss B-A3 14:17 (GfS): "."""
    label = _(ENTRY_KIND_LABELS[entry.kind])
    yield Run(f"{label} {entry.sign}" if entry.sign else label, RunStyle.SIGN)
    if entry.time is not None:
        yield Run(f" {entry.time:%H:%M}", RunStyle.TIME)
    # Who is charged with a task stands at its end.
    by = "" if entry.speaker == entry.responsible else entry.speaker
    yield Run(f" ({by}): " if by else ": ", RunStyle.SIGN)


def _assignment(entry: MinutesEntry) -> str:
    due = _("bis {due:%d.%m.%Y}").format(due=entry.due) if entry.due else ""
    return ", ".join(part for part in (entry.responsible, due.replace(" ", "\u00a0")) if part)


def _task_table(content: MinutesContent) -> Table:
    headers = (N_("Nr."), N_("Auftrag"), N_("verantwortlich"), N_("Termin"), N_("Status"))
    widths = (16.0, 68.0, 38.0, 23.0, 20.0)
    return Table(
        columns=tuple(Column(width, _(header)) for width, header in zip(widths, headers, strict=True)),
        rows=(
            (
                task.number,
                task.text,
                task.responsible or "–",
                f"{task.due:%d.%m.%Y}" if task.due else "–",
                task.status,
            )
            for task in content.tasks
        ),
        caption=_("Aufträge"),
        description=_("Alle Aufträge mit Nummer, Verantwortlichen, Termin und Status."),
    )


def _paragraph(style: ParagraphStyle, text: str) -> Paragraph:
    return Paragraph(style, (Run(text),))
