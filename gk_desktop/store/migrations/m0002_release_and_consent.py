"""Release of minutes with corrections asked for by readers; consent of persons, deletions, and names looked through."""

from typing import Final

from gk_desktop.store.driver import Database

# Rows that are there already read as records in which these fields were never set.
_NEW_COLUMNS: Final[dict[str, dict[str, str]]] = {
    "project": {
        "purpose": "TEXT DEFAULT ''",
        "client": "TEXT DEFAULT ''",
        "institution": "TEXT DEFAULT ''",
        "address": "TEXT DEFAULT ''",
        "researchers": "TEXT DEFAULT ''",
        "contact": "TEXT DEFAULT ''",
        "data_protection_officer": "TEXT DEFAULT ''",
        "recipients": "TEXT DEFAULT ''",
        "recording_kept": "TEXT DEFAULT ''",
        "contact_data_kept": "TEXT DEFAULT ''",
        "text_kept": "TEXT DEFAULT ''",
    },
    "event": {"next_meeting": "TEXT DEFAULT ''"},
    "entry": {"quote_released_on": "TEXT"},
    "person": {"restricted_since": "TEXT", "objected_on": "TEXT", "no_contact_since": "TEXT"},
    "minutes": {
        "drafted_by": "TEXT DEFAULT ''",
        "drafted_at": "TEXT",
        "proofread_by": "TEXT DEFAULT ''",
        "proofread_at": "TEXT",
        "released_by": "TEXT DEFAULT ''",
        "released_at": "TEXT",
        "frozen_hash": "TEXT DEFAULT ''",
    },
}

_NEW_TABLES: Final[dict[str, dict[str, str]]] = {
    "minutes_frozen": {"minutes": "TEXT", "content": "TEXT", "content_hash": "TEXT", "redacted": "INTEGER"},
    "minutes_correction": {
        "minutes": "TEXT",
        "entry": "TEXT",
        "entry_number": "TEXT",
        "text": "TEXT",
        "received_from": "TEXT",
        "received_on": "TEXT",
        "outcome": "TEXT",
        "note": "TEXT",
        "search": "TEXT",
    },
    "consent": {
        "person": "TEXT",
        "status": "TEXT",
        "reason": "TEXT",
        "interview_type": "TEXT",
        "form": "TEXT",
        "text_version": "TEXT",
        "language": "TEXT",
        "legal_basis": "TEXT",
        "notes_allowed": "INTEGER",
        "recording_allowed": "INTEGER",
        "special_categories": "INTEGER",
        "quotes": "TEXT",
        "archiving": "INTEGER",
        "contact_again": "INTEGER",
        "informed_on": "TEXT",
        "given_on": "TEXT",
        "given_as": "TEXT",
        "copy_handed_over": "INTEGER",
        "restrictions": "TEXT",
        "withdrawn_on": "TEXT",
        "withdrawn_scope": "TEXT",
        "delete_recording_by": "TEXT",
        "delete_contact_by": "TEXT",
        "delete_key_by": "TEXT",
        "delete_text_by": "TEXT",
    },
    "deletion": {"code": "TEXT", "subject": "TEXT", "cause": "TEXT", "done_on": "TEXT", "done_by": "TEXT"},
    "name_decision": {
        "event": "TEXT",
        "record_kind": "TEXT",
        "record_id": "TEXT",
        "field_name": "TEXT",
        "word": "TEXT",
        "verdict": "TEXT",
        "replacement": "TEXT",
        "reason": "TEXT",
        "decided_by": "TEXT",
    },
}

_INDEXES: Final = {
    "minutes_frozen": "minutes",
    "minutes_correction": "minutes",
    "consent": "person",
    "name_decision": "event",
}


def add_release_and_consent(db: Database) -> None:
    """The next meeting, fields of release, and the tables of what is asked of, decided about and kept for persons."""
    for table, columns in _NEW_COLUMNS.items():
        for name, declared in columns.items():
            db.execute(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {declared}')
    for table, columns in _NEW_TABLES.items():
        declarations = ", ".join(f'"{name}" {column_type}' for name, column_type in columns.items())
        db.execute(
            f'CREATE TABLE "{table}" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,'
            f" deleted INTEGER NOT NULL DEFAULT 0, {declarations})"
        )
        if "search" in columns:
            db.table(table).enable_fts(["search"], tokenize="trigram", create_triggers=True)
            # Words of a purged record must not survive in the segments of the index.
            db.execute(f'INSERT INTO "{table}_fts" ("{table}_fts", rank) VALUES (\'secure-delete\', 1)')
    for table, column in _INDEXES.items():
        db.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')
