"""The first schema: journal, units of work, drafts, conflicts, and one projection table per kind of record."""

from gk_desktop.store.driver import Database

# Every projection: `rid` is stable over VACUUM (an implicit rowid is not), `id` is what the journal knows.
_PROJECTIONS: dict[str, dict[str, str]] = {
    "project": {"name": "TEXT", "programme": "TEXT", "search": "TEXT"},
    "case": {
        "name": "TEXT",
        "case_code": "TEXT",
        "municipality_type": "TEXT",
        "official_key": "TEXT",
        "district": "TEXT",
        "is_case_study": "INTEGER",
        "aliases": "TEXT",
        "places": "TEXT",
        "alliance_name": "TEXT",
        "joined_on": "TEXT",
        "gfs_located_at": "TEXT",
        "gfs_staffing": "TEXT",
        "has_thm": "INTEGER",
        "thm_staffing": "TEXT",
        "thm_provider": "TEXT",
        "researcher": "TEXT",
        "particulars": "TEXT",
        "concepts": "TEXT",
        "search": "TEXT",
    },
    "institution": {
        "name": "TEXT",
        "institution_type": "TEXT",
        "case": "TEXT",
        "aliases": "TEXT",
        "in_core_group": "INTEGER",
        "core_group_since": "TEXT",
        "note": "TEXT",
        "search": "TEXT",
    },
    "person": {
        "code": "TEXT",
        "case": "TEXT",
        "role": "TEXT",
        "institution": "TEXT",
        "institution_type": "TEXT",
        "search": "TEXT",
    },
    "event": {
        "title": "TEXT",
        "event_type": "TEXT",
        "organiser": "TEXT",
        "case": "TEXT",
        "format": "TEXT",
        "place": "TEXT",
        "room": "TEXT",
        "date": "TEXT",
        "start": "TEXT",
        "end": "TEXT",
        "chair": "TEXT",
        "minute_taker": "TEXT",
        "iaq_role": "TEXT",
        "invited_by": "TEXT",
        "invited_on": "TEXT",
        "observation_announced": "INTEGER",
        "observation_announced_on": "TEXT",
        "observation_announced_by": "TEXT",
        "seating": "TEXT",
        "documents": "TEXT",
        "distribution": "TEXT",
        "search": "TEXT",
    },
    "agenda_item": {
        "event": "TEXT",
        "number": "INTEGER",
        "title": "TEXT",
        "planned_minutes": "INTEGER",
        "started_at": "TEXT",
        "search": "TEXT",
    },
    "participant": {
        "event": "TEXT",
        "label": "TEXT",
        "person": "TEXT",
        "role": "TEXT",
        "institution": "TEXT",
        "institution_type": "TEXT",
        "headcount": "INTEGER",
        "attendance": "TEXT",
        "position": "REAL",
        "search": "TEXT",
    },
    "category": {
        "code": "TEXT",
        "name": "TEXT",
        "parent": "TEXT",
        "dimension": "TEXT",
        "definition": "TEXT",
        "anchor_example": "TEXT",
        "coding_rule": "TEXT",
        "origin": "TEXT",
        "colour": "TEXT",
        "search": "TEXT",
    },
    "entry": {
        "event": "TEXT",
        "number": "TEXT",
        "kind": "TEXT",
        "text": "TEXT",
        "raw": "TEXT",
        "time": "TEXT",
        "position": "REAL",
        "speaker": "TEXT",
        "agenda_item": "TEXT",
        "categories": "TEXT",
        "dimension": "TEXT",
        "no_quote": "INTEGER",
        "is_result": "INTEGER",
        "search": "TEXT",
    },
    "decision": {
        "number": "TEXT",
        "text": "TEXT",
        "event": "TEXT",
        "agenda_item": "TEXT",
        "entry": "TEXT",
        "search": "TEXT",
    },
    "task": {
        "number": "TEXT",
        "text": "TEXT",
        "responsible": "TEXT",
        "due": "TEXT",
        "status": "TEXT",
        "event": "TEXT",
        "agenda_item": "TEXT",
        "entry": "TEXT",
        "search": "TEXT",
    },
    "minutes": {"event": "TEXT", "kind": "TEXT", "version": "INTEGER", "status": "TEXT"},
    "minutes_export": {
        "minutes": "TEXT",
        "export_class": "TEXT",
        "file": "TEXT",
        "exported_at": "TEXT",
        "names_checked": "INTEGER",
        "content_hash": "TEXT",
    },
}

_INDEXES: dict[str, list[str]] = {
    "institution": ["case"],
    "person": ["case"],
    "event": ["case"],
    "agenda_item": ["event"],
    "participant": ["event"],
    "category": ["code"],
    "decision": ["event"],
    "task": ["event"],
    "minutes": ["event"],
    "minutes_export": ["minutes"],
}


def create_workspace(db: Database) -> None:
    """Make all tables of the first release."""
    _create_journal(db)
    _create_working_tables(db)
    for table, columns in _PROJECTIONS.items():
        _create_projection(db, table, columns)
    db.execute('CREATE INDEX "entry_event_position" ON "entry" ("event", "position")')


def _create_journal(db: Database) -> None:
    db.execute(
        'CREATE TABLE "op" (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, site TEXT NOT NULL, time INTEGER NOT NULL,'
        " author TEXT NOT NULL, unit TEXT NOT NULL, label TEXT NOT NULL, kind TEXT NOT NULL, record_kind TEXT NOT NULL,"
        ' record_id TEXT NOT NULL, "values" TEXT NOT NULL, parents TEXT NOT NULL)'
    )
    db.execute('CREATE INDEX "op_record" ON "op" (record_id)')


def _create_working_tables(db: Database) -> None:
    db.execute('CREATE TABLE "meta" (key TEXT PRIMARY KEY, value TEXT NOT NULL)')
    db.execute('CREATE TABLE "counter" (scope TEXT PRIMARY KEY, last INTEGER NOT NULL)')
    db.execute('CREATE TABLE "draft" (place TEXT PRIMARY KEY, text TEXT NOT NULL, saved_at TEXT NOT NULL)')
    # first_op..last_op is the range of operations that stands now: redoing a unit gives it a new range.
    db.execute(
        'CREATE TABLE "unit" (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, state TEXT NOT NULL,'
        " first_op INTEGER NOT NULL, last_op INTEGER NOT NULL)"
    )
    db.execute('CREATE INDEX "unit_undone" ON "unit" (n) WHERE state = \'undone\'')
    db.execute(
        'CREATE TABLE "conflict" (record_kind TEXT NOT NULL, record_id TEXT NOT NULL, field TEXT NOT NULL,'
        " PRIMARY KEY (record_id, field))"
    )


def _create_projection(db: Database, table: str, columns: dict[str, str]) -> None:
    declared = ", ".join(f'"{name}" {column_type}' for name, column_type in columns.items())
    db.execute(
        f'CREATE TABLE "{table}" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,'
        f" deleted INTEGER NOT NULL DEFAULT 0, {declared})"
    )
    for column in _INDEXES.get(table, []):
        db.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')
    if "search" in columns:
        db.table(table).enable_fts(["search"], tokenize="trigram", create_triggers=True)
        # Words of a purged record must not survive in the segments of the index.
        db.execute(f'INSERT INTO "{table}_fts" ("{table}_fts", rank) VALUES (\'secure-delete\', 1)')
