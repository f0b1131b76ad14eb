"""Which columns the tables of entries and of tasks have in which class."""

from collections.abc import Sequence
from typing import Final

from gk_desktop.base.i18n import N_, _
from gk_desktop.documents.table_workbook import Cell, ColumnKind, Sheet, SheetColumn
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.table_content import EntryRow, TaskRow
from gk_desktop.domain.visibility import MARKS_NO_QUOTE, SHOWS_CATEGORIES

_CASE_CODE: Final = N_("Fall")
_CATEGORIES: Final = frozenset({N_("Kategorien"), N_("Dimension")})
_NO_QUOTE: Final = N_("nicht zitieren")

_TASK_COLUMNS: Final = (
    SheetColumn(N_("Nr."), 9),
    SheetColumn(N_("Auftrag"), 52),
    SheetColumn(N_("verantwortlich"), 24),
    SheetColumn(N_("Termin"), 12, ColumnKind.DAY),
    SheetColumn(N_("Status"), 11),
    SheetColumn(N_("Veranstaltung"), 32),
    SheetColumn(N_("Datum"), 12, ColumnKind.DAY),
    SheetColumn(_CASE_CODE, 9),
)
_ENTRY_COLUMNS: Final = (
    SheetColumn(N_("Nr."), 9),
    SheetColumn(N_("Veranstaltung"), 24),
    SheetColumn(N_("Datum"), 12, ColumnKind.DAY),
    SheetColumn(N_("TOP"), 20),
    SheetColumn(N_("Zeit"), 7, ColumnKind.TIME),
    SheetColumn(N_("Sprecher*in"), 20),
    SheetColumn(N_("Art"), 16),
    SheetColumn(N_("Text"), 64),
    SheetColumn(N_("Kategorien"), 14),
    SheetColumn(N_("Dimension"), 18),
    SheetColumn(_NO_QUOTE, 10),
    SheetColumn(N_("Ergebnis"), 10),
)


def task_sheet(rows: Sequence[TaskRow], export_class: ExportClass, scope: str, *, names_unchecked: bool) -> Sheet:
    """`scope` says of what the table is, as the class may see it: a Fallkürzel, or nothing."""
    return _sheet(_("Aufträge"), _TASK_COLUMNS, [_task(row) for row in rows], export_class, scope, names_unchecked)


def entry_sheet(rows: Sequence[EntryRow], export_class: ExportClass, scope: str, *, names_unchecked: bool) -> Sheet:
    """As `task_sheet`, of what was noted."""
    return _sheet(_("Einträge"), _ENTRY_COLUMNS, [_entry(row) for row in rows], export_class, scope, names_unchecked)


def _sheet(
    name: str,
    columns: Sequence[SheetColumn],
    rows: list[tuple[Cell, ...]],
    export_class: ExportClass,
    scope: str,
    names_unchecked: bool,
) -> Sheet:
    hidden = _hidden_in(export_class)
    kept = [place for place, column in enumerate(columns) if column.header not in hidden]
    unchecked = " · " + _("Namen ungeprüft") if names_unchecked else ""
    return Sheet(
        name=name,
        columns=[SheetColumn(_(columns[place].header), columns[place].width, columns[place].kind) for place in kept],
        rows=[[row[place] for place in kept] for row in rows],
        header_left=export_class.value + unchecked,
        header_right=f"{name} · {scope}" if scope else name,
    )


def _hidden_in(export_class: ExportClass) -> set[str]:
    """A column that is empty in every row would say that there is something to hide."""
    hidden = set() if SHOWS_CATEGORIES[export_class] else set(_CATEGORIES)
    if not MARKS_NO_QUOTE[export_class]:
        hidden.add(_NO_QUOTE)
    if export_class is ExportClass.VERTEILER:
        hidden.add(_CASE_CODE)
    return hidden


def _task(row: TaskRow) -> tuple[Cell, ...]:
    return row.number, row.text, row.responsible, row.due, row.status, row.event, row.day, row.case_code


def _entry(row: EntryRow) -> tuple[Cell, ...]:
    return (
        row.number,
        row.event,
        row.day,
        row.top,
        row.time,
        row.speaker,
        row.kind,
        row.text,
        ", ".join(row.categories),
        row.dimension,
        _("ja") if row.not_to_be_quoted else "",
        _("ja") if row.is_result else "",
    )
