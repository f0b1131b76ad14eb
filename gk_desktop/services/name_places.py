"""Where the names of a person stand, in what records say now and in what they ever said."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from gk_desktop.domain.consent import Deletion
from gk_desktop.domain.fields import PlainValue
from gk_desktop.domain.minutes import MinutesFrozen
from gk_desktop.domain.name_finder import NameFinder
from gk_desktop.domain.name_replacement import KnownName
from gk_desktop.domain.operation import fold
from gk_desktop.store.workspace_store import WorkspaceStore

_LEFT_OUT: Final = frozenset({Deletion.KIND, MinutesFrozen.KIND})
"""The proof of a deletion keeps the code; frozen minutes are looked through as what they are."""


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """`fields` ever held a name; `shown` are those that hold one now, with what they say."""

    kind: str
    id: str
    fields: tuple[str, ...]
    shown: dict[str, str]


def records_with_names(store: WorkspaceStore, names: Collection[KnownName]) -> list[NamedRecord]:
    """Records of every kind, in the Papierkorb or not, in the order in which they were made."""
    finder = NameFinder(names)
    places, texts = [], []
    for operation in store.journal.operations():
        if operation.record_kind not in _LEFT_OUT:
            for field, value in operation.values.items():
                for text in _texts(value):
                    places.append((operation.record_kind, operation.record_id, field))
                    texts.append(text)
    fields: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for found in finder.find(texts):
        kind, record_id, field = places[found.text]
        fields[kind, record_id][field] = None
    return [
        NamedRecord(kind, record_id, tuple(named), _shown(store, record_id, named, finder))
        for (kind, record_id), named in fields.items()
    ]


def _shown(store: WorkspaceStore, record_id: str, fields: Collection[str], finder: NameFinder) -> dict[str, str]:
    values = fold(store.journal.history(record_id)).values
    said = {field: ", ".join(_texts(values.get(field))) for field in fields}
    return {field: text for field, text in said.items() if any(finder.find([text]))}


def _texts(value: PlainValue) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, list):
        yield from (item for item in value if item)
