"""Writing tables and reading texts: under a name that gives nobody away, and never over a frozen text."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.files import replace_atomically
from gk_desktop.base.i18n import _
from gk_desktop.base.progress import Progress
from gk_desktop.documents.reading_text import ReadingForm, ReadingText, render
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.minutes_content import MinutesMaterial
from gk_desktop.domain.naming import Naming
from gk_desktop.domain.table_content import EntryRow, TaskRow
from gk_desktop.services.name_overrides import refuse_undecided
from gk_desktop.services.table_composing import ComposedTable, Exported

READING_SUFFIXES: Final = frozenset(f".{form.value}" for form in ReadingForm)


def write_table(table: ComposedTable, target: Path, progress: Progress, names_reason: str = "") -> Path:
    """Write the file and say where it is. A folder gets one with a telling name.

    A table replaces what has its name. A reading text never does: the same text stays the file that it is, another one
    needs another name. `names_reason` is why it is written although names of the opened Schlüsseldatei are not decided
    about. Raises `UserError` (as `TableExports.export`) and `Cancelled` from `progress`.
    """
    refuse_undecided(table.names, table.request.export_class, names_reason)
    content = _reading(table) if table.request.what is Exported.READING else b""
    target = _target(table, target, content)
    if content:
        if not _holds(target, content):
            replace_atomically(target, lambda stream: _write_all(stream, content))
    else:
        _write_sheet(table, target, progress)
    return target


def _target(table: ComposedTable, target: Path, content: bytes) -> Path:
    if target.is_dir():
        target = target / table.file_name
        if content:
            names = chain([target], (target.with_stem(f"{target.stem}_{number}") for number in count(2)))
            target = next(name for name in names if not name.exists() or _holds(name, content))
    suffix = table.request.suffix
    if target.suffix.lower() != suffix:
        raise UserError(
            _("„{name}“ ist kein Name für: {what}.").format(name=target.name, what=_(table.request.what.value)),
            _("Nehmen Sie einen Namen, der auf {suffix} endet.").format(suffix=suffix),
        )
    check_name_reveals_nobody(target.stem, table.materials, table.request.export_class)
    if content and target.exists() and not _holds(target, content):
        raise UserError(
            _("„{name}“ gibt es schon, mit anderem Inhalt. Ein ausgegebener Lesetext bleibt, wie er ist.").format(
                name=target.name
            ),
            _("Nehmen Sie einen anderen Namen."),
        )
    return target


def check_name_reveals_nobody(name: str, materials: Sequence[MinutesMaterial], export_class: ExportClass) -> None:
    """Raises `UserError` if a file name holds what the class replaces in any of these events."""
    if not any(Naming(item.names, item.event, export_class).reveals(name) for item in _for_names(materials)):
        return
    raise UserError(
        _("Der Dateiname „{name}“ verrät, um wen es geht.").format(name=name),
        _("Nehmen Sie für die Klasse {cls} einen Namen ohne Kommune, Institution und Person.").format(
            cls=export_class.value
        ),
    )


def _for_names(materials: Sequence[MinutesMaterial]) -> list[MinutesMaterial]:
    """Events at one place with all participants at once: names are compared once for each place."""
    places: dict[tuple[str, bool], MinutesMaterial] = {}
    for item in materials:
        key = (item.event.place, bool(item.event.case))
        known = places.get(key)
        if known is None:
            places[key] = item
        else:
            everybody = [*known.names.participants, *item.names.participants]
            places[key] = replace(known, names=replace(known.names, participants=everybody))
    return list(places.values())


def _reading(table: ComposedTable) -> bytes:
    """Never empty. Raises `UserError` if there is no event to write of."""
    names: dict[str, int] = {}
    texts = []
    for part in table.parts:
        names[part.name] = names.get(part.name, 0) + 1
        name = part.name if names[part.name] == 1 else f"{part.name} ({names[part.name]})"
        texts.append(ReadingText(name, part.version, part.content))
    if not texts:
        raise UserError(_("Es gibt noch keine Veranstaltung, aus der ein Lesetext werden könnte."))
    return render(texts, table.request.options)


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False


def _write_all(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)


def _write_sheet(table: ComposedTable, target: Path, progress: Progress) -> None:
    # Takes its time to load, and only an export needs it.
    from gk_desktop.documents.table_sheets import entry_sheet, task_sheet  # noqa: PLC0415
    from gk_desktop.documents.table_workbook import write_workbook  # noqa: PLC0415

    rows = [row for part in table.parts for row in part.rows]
    export_class = table.request.export_class
    if table.request.what is Exported.TASKS:
        tasks = [row for row in rows if isinstance(row, TaskRow)]
        sheet = task_sheet(tasks, export_class, table.scope, names_unchecked=table.names_unchecked_is_said)
    else:
        entries = [row for row in rows if isinstance(row, EntryRow)]
        sheet = entry_sheet(entries, export_class, table.scope, names_unchecked=table.names_unchecked_is_said)
    write_workbook(sheet, target, progress)
