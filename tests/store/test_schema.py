"""The schema in one place, and that it fits the declarations of the records."""

from collections.abc import Callable

import pytest

from gk_desktop.domain.record import declarations
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.store.verification import projection_columns
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.store.replicas import rows

_SCHEMA = (
    "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
    " ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
)
# Tables that SQLite makes by itself behind each search index.
_SHADOWS = ("_fts_data", "_fts_idx", "_fts_docsize", "_fts_config")


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_projection_has_the_columns_that_are_declared(store: WorkspaceStore, kind: str) -> None:
    columns = {row[1]: row[2] for row in rows(store, f'PRAGMA table_info("{kind}")')}
    assert sorted(columns) == sorted(projection_columns(kind))
    assert {item.name: columns[item.name] for item in declarations(RECORD_TYPES[kind])} == {
        item.name: item.column_type for item in declarations(RECORD_TYPES[kind])
    }


def test_the_schema_of_a_new_workspace_is_the_golden_one(
    store: WorkspaceStore, matches_golden: Callable[[str, str], None]
) -> None:
    statements = [
        f"{row[1]};\n"
        for row in rows(store, _SCHEMA)
        if not row[0].endswith(_SHADOWS) and not row[0].startswith("sqlite_")
    ]
    matches_golden("schema.sql", "\n".join(statements))
