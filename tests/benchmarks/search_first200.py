"""The first 200 hits among 100,000 entries, against the same statements read as bare rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from gk_desktop.app.workspace import open_workspace_with_key
from tests.benchmarks.field_notes import RARE_WORD
from tests.benchmarks.measuring import Figure, compare, figure
from tests.benchmarks.workspaces import bare_connection, bulk_workspace

_LIMIT: Final = 1.5
_HITS: Final = 200
_QUERIES: Final = {
    "rare": RARE_WORD,
    "common": "Kommune",
    "two_words": "Jobcenter Ausbildung",
    "one_letter": "k",
    "two_letters": "ki",
    "long_and_short": "Verwaltung zu",
    "none": "Xylophonquartett",
    "none_short": "qx",
}
_KINDS: Final = (
    "entry",
    "decision",
    "task",
    "event",
    "agenda_item",
    "participant",
    "case",
    "institution",
    "person",
    "category",
    "project",
)


def run(folder: Path, *, entries: int = 100_000, rounds: int = 31, seconds: float = 4.0) -> Iterator[Figure]:
    """One figure per query, and one for all of them together."""
    prepared = bulk_workspace(folder / "program", entries)
    total, bare_total = 0.0, 0.0
    with open_workspace_with_key(prepared.profile, prepared.data_key) as workspace, bare_connection(prepared) as bare:
        for name, query in _QUERIES.items():
            times = compare(
                lambda: [hit.text for hit in workspace.searching.find(query, _HITS)],  # noqa: B023 - called in the round
                lambda: [row["search"] for row in _plain_search(bare, query)],  # noqa: B023
                rounds=rounds,
                seconds=seconds,
            )
            own, plain = times.medians()
            total, bare_total = total + own, bare_total + plain
            yield figure(f"search_first200_{name}", own, plain, _LIMIT)
    yield figure("search_first200", total, bare_total, _LIMIT)


def _plain_search(connection: Any, query: str) -> list[Any]:
    words = query.lower().split()
    found: list[Any] = []
    for kind in _KINDS:
        sql, parameters = _statement(kind, words)
        found += connection.execute(sql, parameters).fetchmany(_HITS - len(found))
        if len(found) == _HITS:
            break
    return found


def _statement(kind: str, words: list[str]) -> tuple[str, list[str]]:
    indexed = [f'"{word}"' for word in words if len(word) >= 3]
    scanned = [word for word in words if len(word) < 3]
    tests = "".join(' AND instr(r."search", ?) > 0' for _word in scanned)
    if not indexed:
        sql = f'SELECT r.* FROM "{kind}" r WHERE r.deleted = 0{tests} ORDER BY r.rid DESC LIMIT {_HITS}'
        return sql, scanned
    sql = (
        f'SELECT r.* FROM "{kind}_fts" f CROSS JOIN "{kind}" r ON r.rid = f.rowid WHERE "{kind}_fts" MATCH ?'
        f" AND r.deleted = 0{tests} ORDER BY f.rowid DESC LIMIT {_HITS}"
    )
    return sql, [" AND ".join(indexed), *scanned]
