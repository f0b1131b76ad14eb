"""Release of minutes: who brought a version to which status, its frozen content, corrections asked for by readers."""

from typing import Final

from gk_desktop.store.driver import Database

# Rows that are there already read as records in which these fields were never set.
_NEW_COLUMNS: Final[dict[str, dict[str, str]]] = {
    "event": {"next_meeting": "TEXT DEFAULT ''"},
    "minutes": {
        "drafted_by": "TEXT DEFAULT ''",
        "drafted_at": "TEXT",
        "proofread_by": "TEXT DEFAULT ''",
        "proofread_at": "TEXT",
        "released_by": "TEXT DEFAULT ''",
        "released_at": "TEXT",
        "frozen": "TEXT DEFAULT ''",
        "frozen_hash": "TEXT DEFAULT ''",
    },
}


def add_release_of_minutes(db: Database) -> None:
    """Fields of the release, the next meeting, and the table of corrections."""
    for table, columns in _NEW_COLUMNS.items():
        for name, declared in columns.items():
            db.execute(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {declared}')
    db.execute(
        'CREATE TABLE "minutes_correction" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,'
        ' deleted INTEGER NOT NULL DEFAULT 0, "minutes" TEXT, "entry" TEXT, "entry_number" TEXT, "text" TEXT,'
        ' "received_from" TEXT, "received_on" TEXT, "outcome" TEXT, "note" TEXT, "search" TEXT)'
    )
    db.execute('CREATE INDEX "minutes_correction_minutes" ON "minutes_correction" ("minutes")')
    db.table("minutes_correction").enable_fts(["search"], tokenize="trigram", create_triggers=True)
    # Words of a purged record must not survive in the segments of the index.
    db.execute('INSERT INTO "minutes_correction_fts" ("minutes_correction_fts", rank) VALUES (\'secure-delete\', 1)')
