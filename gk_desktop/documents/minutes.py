"""Minutes as a neutral tree: head, TOPs with their entries, open points, tasks, and what stands at the end.

Prints what it gets, and decides nothing.
"""

from collections.abc import Iterator
from typing import Final

from gk_desktop.base.i18n import N_, _
from gk_desktop.documents.column_widths import column_width, rest_of_room
from gk_desktop.documents.entry_runs import entry_runs, not_to_be_quoted
from gk_desktop.documents.observation_table import observation_table
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
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.minutes import MINUTES_KIND_LABELS, MinutesKind
from gk_desktop.domain.minutes_content import MinutesContent, MinutesEntry, MinutesSection, MinutesTask
from gk_desktop.domain.minutes_layout import MinutesLayout

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
_WIDEST_NAME_MM: Final = 36.0
_LISTS_OPEN_POINTS: Final = frozenset({MinutesKind.RESULTS, MinutesKind.COURSE, MinutesKind.MEMORY})


def build(content: MinutesContent, layout: MinutesLayout | None = None) -> Document:
    """The minutes of one event, without a `layout` in the usual one. The blocks are a generator: written once."""
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
        blocks=_blocks(content, layout or MinutesLayout.usual_for(content.kind)),
    )


def _class_line(content: MinutesContent) -> str:
    unchecked = " · " + _("Namen ungeprüft") if content.names_unchecked else ""
    return content.export_class.value + unchecked


def _blocks(content: MinutesContent, layout: MinutesLayout) -> Iterator[Block]:
    yield _paragraph(ParagraphStyle.TITLE, _(MINUTES_KIND_LABELS[content.kind]))
    yield _paragraph(ParagraphStyle.SUBTITLE, content.title)
    if content.kind is MinutesKind.MEMORY:
        yield _paragraph(
            ParagraphStyle.HINT, _("Gedächtnisprotokoll: nach der Veranstaltung aus dem Gedächtnis geschrieben")
        )
    if content.head:
        yield _label_table(
            content.head, _("Kopfdaten"), _("Angaben zur Veranstaltung: links die Bezeichnung, rechts die Angabe.")
        )
    if any(section.entries for section in content.sections) or content.tasks:
        yield from _body(content, layout)
    else:
        no_tasks = content.kind is MinutesKind.TASK_LIST
        nothing = (
            N_("Es sind keine Aufträge festgehalten.")
            if no_tasks
            else N_("Für dieses Protokoll liegen keine Einträge vor.")
        )
        yield _paragraph(ParagraphStyle.HINT, _(nothing))
        # The agenda alone is told once, not with "nothing" below each of its points.
        yield from (AgendaHeading(str(item.number), item.title) for item in content.sections if item.number is not None)
    yield from _end(content)


def _body(content: MinutesContent, layout: MinutesLayout) -> Iterator[Block]:
    for section in content.sections:
        yield from _section(section, content, layout)
    if content.kind in _LISTS_OPEN_POINTS:
        yield from _open_points(content)
    if content.tasks:
        if content.kind is not MinutesKind.TASK_LIST:
            yield Heading(1, _("Aufträge"))
        yield _task_table(content, layout)


def _end(content: MinutesContent) -> Iterator[Block]:
    """What comes next, who vouches for the minutes, and after the signatures Anlagen and Verteiler, as in letters."""
    if content.next_meeting:
        yield Heading(1, _("Nächster Termin"))
        yield _paragraph(ParagraphStyle.BODY, content.next_meeting)
    for label_text, name in content.signatures:
        # Below the line on which one signs.
        yield _paragraph(ParagraphStyle.SIGNATURE, f"{label_text}\t\t\n{name}" if name else f"{label_text}\t\t")
    if content.annex:
        yield _label_table(content.annex, _("Anlagen und Verteiler"), _("Links die Bezeichnung, rechts die Angabe."))


def _label_table(rows: tuple[tuple[str, str], ...], caption: str, description: str) -> Table:
    return Table(
        columns=(Column(38), Column(127)),
        rows=rows,
        caption=caption,
        description=description,
        style=TableStyle.HEAD_DATA,
        header_column=True,
    )


def _section(section: MinutesSection, content: MinutesContent, layout: MinutesLayout) -> Iterator[Block]:
    results = content.kind is MinutesKind.RESULTS
    if section.number is not None:
        yield AgendaHeading(str(section.number), section.title)
    elif section.title:
        yield Heading(1, section.title)
    elif any(other.number is not None for other in content.sections):
        yield Heading(1, _("Ohne Tagesordnungspunkt"))
    else:
        yield Heading(1, _("Ergebnisse") if results else _("Verlauf"))
    if not section.entries:
        nothing = _("Keine Ergebnisse festgehalten.") if results else _("Keine Einträge.")
        yield _paragraph(ParagraphStyle.BODY, nothing)
    elif content.kind is MinutesKind.OBSERVATION:
        yield observation_table(section, timed=_is_timed(content), entry_numbers=layout.entry_numbers)
    else:
        for entry in section.entries:
            yield _entry(entry, layout)


def _entry(entry: MinutesEntry, layout: MinutesLayout) -> Paragraph:
    style = _STYLES[entry.kind]
    timed = style is ParagraphStyle.ENTRY and entry.time is not None
    if timed:
        style = ParagraphStyle.TIMED_ENTRY
    runs = entry_runs(entry)
    if timed:
        runs.insert(0, Run(f"{entry.time:%H:%M}\t", RunStyle.TIME))
    return Paragraph(style, tuple(runs), entry.number if layout.entry_numbers else None)


def _is_timed(content: MinutesContent) -> bool:
    return any(entry.time is not None for section in content.sections for entry in section.entries)


def _open_points(content: MinutesContent) -> Iterator[Block]:
    """Once more at the end, with the number of the line and the TOP, so that none is forgotten."""
    found = [
        (section, entry)
        for section in content.sections
        for entry in section.entries
        if entry.kind is EntryKind.OPEN_POINT
    ]
    if found:
        yield Heading(1, _("Offene Punkte"))
    for section, entry in found:
        runs = [Run(f"{entry.number} ", RunStyle.ENTRY_NUMBER), Run(entry.text)]
        where = _("TOP {number}").format(number=section.number) if section.number is not None else ""
        if entry.speaker or where:
            runs.append(Run(f" ({', '.join(part for part in (entry.speaker, where) if part)})"))
        if entry.not_to_be_quoted:
            runs.append(not_to_be_quoted())
        yield Paragraph(ParagraphStyle.BULLET, tuple(runs))


def _task_table(content: MinutesContent, layout: MinutesLayout) -> Table:
    """What is short has its room on one line, the rest is for what is to be done."""
    rows = [_task_row(task, layout) for task in content.tasks]
    headers = _task_row_headers(layout)
    text = headers.index(_("Auftrag"))
    widths = [
        column_width(header, [row[place] for row in rows], _WIDEST_NAME_MM) for place, header in enumerate(headers)
    ]
    widths[text] = rest_of_room([width for place, width in enumerate(widths) if place != text])
    return Table(
        columns=tuple(Column(width, header) for width, header in zip(widths, headers, strict=True)),
        rows=rows,
        caption=_("Aufträge"),
        description=_("Alle Aufträge mit Nummer, Verantwortlichen, Termin und Status."),
    )


def _task_row_headers(layout: MinutesLayout) -> tuple[str, ...]:
    entry = (_("Eintrag"),) if layout.entry_numbers else ()
    return _("Nr."), *entry, _("Auftrag"), _("verantwortlich"), _("Termin"), _("Status")


def _task_row(task: MinutesTask, layout: MinutesLayout) -> tuple[str, ...]:
    entry = (task.entry_number or "–",) if layout.entry_numbers else ()
    due = f"{task.due:%d.%m.%Y}" if task.due else "–"
    return task.number, *entry, task.text, task.responsible or "–", due, task.status


def _paragraph(style: ParagraphStyle, text: str) -> Paragraph:
    return Paragraph(style, (Run(text),))
