"""What a case or institution that is erased was ever called: names that go from frozen minutes with it."""

from collections.abc import Container, Iterator
from dataclasses import replace

from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.minutes_redaction import REMOVED
from gk_desktop.domain.name_replacement import KnownName
from gk_desktop.domain.operation import fold
from gk_desktop.domain.project_names import names_of_case, names_of_institution
from gk_desktop.domain.record import Record, from_columns
from gk_desktop.store.projection import columns_of
from gk_desktop.store.workspace_store import WorkspaceStore


def names_of_purged(
    store: WorkspaceStore, record_type: type[Record], record_id: str, roles: Container[str]
) -> tuple[KnownName, ...]:
    """Its names today and in every earlier version, each replaced by "[entfernt]"; none for any other kind of record.

    A name that another case or institution still has stays, and so does one that is a role: `roles`, folded.
    """
    if not issubclass(record_type, (Case, Institution)):
        return ()
    named = [
        name
        for version in _versions(store, record_type, record_id)
        for name in _names(version, (REMOVED,))
        if name.name.strip() and name.name.casefold().strip() not in roles
    ]
    others = [name for other in _living(store) if other.id != record_id for name in _names(other, ()) if name.is_name]
    taken = {" ".join(name.words) for name in others}
    own = [name for name in dict.fromkeys(named) if name.is_name and " ".join(name.words) not in taken]
    return (*own, *others) if own else ()


def _living(store: WorkspaceStore) -> Iterator[Case | Institution]:
    yield from store.records.find(Case)
    yield from store.records.find(Institution)


def _versions(
    store: WorkspaceStore, record_type: type[Case] | type[Institution], record_id: str
) -> Iterator[Case | Institution]:
    operations = store.journal.history(record_id)
    for count in range(1, len(operations) + 1):
        values = fold(operations[:count]).values
        yield from_columns(record_type, {"id": record_id, **columns_of(record_type, values)})


def _names(record: Case | Institution, stand_ins: tuple[str, ...]) -> Iterator[KnownName]:
    if isinstance(record, Case):
        yield from (replace(name, stand_ins=stand_ins) for name in names_of_case(record, None))
    else:
        yield from (KnownName(name, stand_ins) for name in names_of_institution(record))
