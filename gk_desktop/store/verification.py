"""Datenprüfung: is the file sound, and do the projections say what the journal says?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gk_desktop.base.i18n import _
from gk_desktop.base.progress import Progress, silent
from gk_desktop.domain.operation import ALIVE, RecordState, fold
from gk_desktop.domain.record import declarations, from_columns, is_searchable
from gk_desktop.domain.record_types import RECORD_TYPES, SEARCHABLE_TYPES
from gk_desktop.domain.search_text import fold as fold_text
from gk_desktop.store.connection import fold_log_into_file
from gk_desktop.store.driver import Database, DatabaseError
from gk_desktop.store.operation_log import OperationLog
from gk_desktop.store.projection import columns_of


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and each finding as a German sentence; no findings means all is well."""

    operations: int
    records: int
    findings: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        return not self.findings


def verify(database: Database, progress: Progress = silent) -> Verification:
    """Check pages, indexes and projections of an open workspace; changes nothing but the write-ahead log."""
    findings = [*_damaged_pages(database)]
    if findings:
        return Verification(0, 0, tuple(findings))
    findings += _broken_indexes(database)
    compared = list(_differences(database, progress))
    findings += [finding for found in compared for finding in found]
    findings += _strays(database)
    return Verification(OperationLog(database).count(), len(compared), tuple(findings))


def _damaged_pages(database: Database) -> Iterator[str]:
    # The page check reads the main file only, so the log goes into it first.
    fold_log_into_file(database)
    try:
        for row in database.execute("PRAGMA cipher_integrity_check"):
            yield _("Beschädigte Seite: {detail}").format(detail=row[0])
        for row in database.execute("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield _("Datenbankfehler: {detail}").format(detail=row[0])
    except DatabaseError as error:
        yield _("Datenbankfehler: {detail}").format(detail=error)


def _broken_indexes(database: Database) -> Iterator[str]:
    for record_type in SEARCHABLE_TYPES:
        table = f"{record_type.KIND}_fts"
        try:
            with database.atomic():
                # rank 1: compare with the indexed table as well, not only the index with itself.
                database.execute(f'INSERT INTO "{table}" ("{table}", rank) VALUES (\'integrity-check\', 1)')
        except DatabaseError:
            yield _("Das Suchverzeichnis „{kind}“ stimmt nicht mit den Datensätzen überein.").format(
                kind=_(record_type.LABEL)
            )


def _differences(database: Database, progress: Progress) -> Iterator[list[str]]:
    """Per record of the journal the findings about it, usually none."""
    log = OperationLog(database)
    total = max(1, log.count())
    seen = 0
    for operations in log.by_record():
        seen += len(operations)
        progress(_("Datensätze werden geprüft …"), seen / total)
        state = fold(operations)
        if state.purged and any(operation.values for operation in operations):
            yield [_("Gelöschter Inhalt ist noch vorhanden: {id}").format(id=state.id)]
        elif state.kind in RECORD_TYPES and not _matches(database, state):
            yield [_("Ein Datensatz weicht vom Journal ab: {kind} {id}").format(kind=state.kind, id=state.id)]
        else:
            yield []


def _matches(database: Database, state: RecordState) -> bool:
    record_type = RECORD_TYPES[state.kind]
    row = database.execute(f'SELECT * FROM "{state.kind}" WHERE id = ?', [state.id]).fetchone()
    conflicts = {found[0] for found in database.execute('SELECT field FROM "conflict" WHERE record_id = ?', [state.id])}
    if state.purged or row is None:
        return state.purged and row is None and not conflicts
    expected: dict[str, Any] = {**columns_of(record_type, state.values), "deleted": int(state.deleted)}
    if is_searchable(record_type):
        record = from_columns(record_type, {"id": state.id, **expected})
        expected["search"] = "" if state.deleted else fold_text(record.search_text())
    return conflicts == set(state.conflicts) | ({ALIVE} if state.contested_deletions else set()) and all(
        row[name] == value for name, value in expected.items()
    )


def _strays(database: Database) -> Iterator[str]:
    """Rows of projections that no operation accounts for, and numbers that could be given twice."""
    for kind in RECORD_TYPES:
        query = f'SELECT id FROM "{kind}" WHERE id NOT IN (SELECT record_id FROM "op" WHERE record_kind = ?)'
        for row in database.execute(query, [kind]):
            yield _("Ein Datensatz steht nicht im Journal: {kind} {id}").format(kind=kind, id=row["id"])
    for kind in ("entry", "decision", "task"):
        scope = "event, number" if kind == "entry" else "number"
        query = f"SELECT number FROM \"{kind}\" WHERE number <> '' GROUP BY {scope} HAVING count(*) > 1"
        for row in database.execute(query):
            yield _("Eine Nummer ist doppelt vergeben: {number}").format(number=row["number"])


def projection_columns(kind: str) -> list[str]:
    """The columns a projection must have, for comparing schema and declarations."""
    record_type = RECORD_TYPES[kind]
    search = ["search"] if is_searchable(record_type) else []
    return ["rid", "id", "deleted", *(item.name for item in declarations(record_type)), *search]
