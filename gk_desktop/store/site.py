"""This laptop as a member of the project: its id, its letters, and who writes here."""

import hashlib
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gk_desktop.base.ids import new_id
from gk_desktop.domain.numbering import FIRST_SITE_LETTERS, letters_after_copy
from gk_desktop.store.driver import Database


@dataclass(frozen=True, slots=True)
class Site:
    """`letters` mark the numbers that this laptop gives; `author` is the freely chosen Kürzel of who writes here."""

    id: str
    letters: str
    author: str


class MetaTable:
    """Small facts about this copy of the workspace, which are never exchanged."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: str = "") -> str:
        row = self._database.execute('SELECT value FROM "meta" WHERE key = ?', [key]).fetchone()
        return row["value"] if row else default

    def set(self, key: str, value: str) -> None:
        self._database.execute('INSERT OR REPLACE INTO "meta" VALUES (?, ?)', [key, value])

    def starting_with(self, prefix: str) -> Iterator[str]:
        for row in self._database.execute('SELECT key FROM "meta" WHERE substr(key, 1, ?) = ?', [len(prefix), prefix]):
            yield row["key"][len(prefix) :]


_KNOWN_LETTERS = "letters:"


def found_site(meta: MetaTable, profile: Path, author: str) -> Site:
    """The first laptop of a new project."""
    return _settle(meta, profile, Site(new_id(), FIRST_SITE_LETTERS, author))


def read_site(meta: MetaTable) -> Site:
    return Site(meta.get("site"), meta.get("letters"), meta.get("author"))


def is_copy(meta: MetaTable, profile: Path) -> bool:
    """Whether this file was made on another laptop or in another folder.

    A false alarm (a renamed computer) only costs new letters.
    """
    return meta.get("fingerprint") != _fingerprint(meta.get("site"), profile)


def known_letters(meta: MetaTable) -> Iterator[str]:
    """Letters of all laptops that this copy has heard of."""
    return meta.starting_with(_KNOWN_LETTERS)


def settle_as_copy(meta: MetaTable, profile: Path, also_taken: Iterable[str] = ()) -> Site:
    """A restored or copied workspace goes on under a new id and new letters, so that no number is given twice."""
    old = read_site(meta)
    taken = {*known_letters(meta), *also_taken}
    return _settle(meta, profile, Site(new_id(), letters_after_copy(old.letters, taken), old.author))


def _settle(meta: MetaTable, profile: Path, site: Site) -> Site:
    meta.set("site", site.id)
    meta.set("letters", site.letters)
    meta.set("author", site.author)
    meta.set(_KNOWN_LETTERS + site.letters, site.id)
    meta.set("fingerprint", _fingerprint(site.id, profile))
    return site


def _fingerprint(site_id: str, profile: Path) -> str:
    # macOS appends the network's domain to the name, which changes from place to place.
    computer = platform.node().split(".")[0]
    return hashlib.sha256(f"{site_id}\n{computer}\n{profile.resolve()}".encode()).hexdigest()
