"""Released minutes as text that stays what it is: dataclasses to canonical JSON and back.

Canonical: the same content always gives the same bytes (keys sorted, no blanks, UTF-8), so that a checksum over them
means something. A field that only a newer program knows is passed over in reading, one that an older program did not
know has its default.
"""

import dataclasses
import hashlib
import json
import types
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, partial
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from gk_desktop.base.errors import BugError, UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.minutes import ExportClass, MinutesKind, MinutesStatus
from gk_desktop.domain.minutes_content import MinutesContent, MinutesMaterial, compose
from gk_desktop.domain.naming import KnownNames

_NOTHING: Final[dict[Any, Any]] = {str: "", bool: False, int: 0, float: 0.0}
_Reader = Callable[[Any], Any]
_UNIONS: Final = frozenset({Union, types.UnionType})


@dataclass(frozen=True, slots=True)
class FrozenSource:
    """Whose words a piece is: `mark` is the number of an entry, decision or task, or "TOP" and its number.

    `records` are the ids of the records that the piece says, `speakers` those of who speaks in it.
    `quote_released`: the person had released these very words.
    """

    mark: str
    records: tuple[str, ...]
    speakers: tuple[str, ...] = ()
    quote_released: bool = False


@dataclass(frozen=True, slots=True)
class FrozenNames:
    """What a record, a participant or a person, was called when the minutes were frozen."""

    record: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrozenMinutes:
    """A released version: what each class may see of it, and what has to be known should something be erased."""

    contents: tuple[MinutesContent, ...]
    sources: tuple[FrozenSource, ...] = ()
    names: tuple[FrozenNames, ...] = ()


Frozen = TypeVar("Frozen")


def freeze(
    material: MinutesMaterial, kind: MinutesKind, classes: Iterable[ExportClass], *, version: int, released_at: datetime
) -> FrozenMinutes:
    """What each of the classes may see of the minutes now, as a released version."""
    contents = tuple(
        compose(material, kind, export_class, made_at=released_at, version=version, status=MinutesStatus.RELEASED)
        for export_class in classes
    )
    return FrozenMinutes(
        contents, tuple(_sources(material)), tuple(_names(material.names, to_canonical_json(contents)))
    )


def mark_of_topic(number: int | None) -> str:
    return f"TOP {number}"


def _sources(material: MinutesMaterial) -> Iterator[FrozenSource]:
    persons = {item.id: item.person for item in material.names.participants}
    entries = {entry.id: entry for entry in material.entries}
    for entry in material.entries:
        released = entry.quote_released_on is not None
        yield FrozenSource(entry.number, (entry.id,), _speakers(entry, persons), released)
    follow_ups: tuple[Decision | Task, ...] = (*material.decisions, *material.tasks)
    for item in follow_ups:
        entry_of = entries.get(item.entry)
        speakers = _speakers(entry_of, persons) if entry_of else ()
        yield FrozenSource(item.number, tuple(filter(None, (item.id, item.entry))), speakers)
    for topic in material.agenda:
        yield FrozenSource(mark_of_topic(topic.number), (topic.id,))


def _speakers(entry: Entry, persons: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, (entry.speaker, persons.get(entry.speaker, ""))))


def _names(names: KnownNames, said: str) -> Iterator[FrozenNames]:
    """What participants and persons of whom is spoken are called; a word that is a role names nobody."""
    roles = {word.casefold() for word in names.role_words}
    labels = {item.id: item.label.strip() for item in names.participants}
    for person in names.persons:
        own = [labels[item.id] for item in names.participants if item.person == person.id]
        if own or (person.code and person.code in said):
            yield FrozenNames(person.id, tuple(dict.fromkeys(_no_roles([person.code, *own], roles))))
    for participant, label in labels.items():
        yield FrozenNames(participant, tuple(_no_roles([label], roles)))


def _no_roles(words: Iterable[str], roles: Container[str]) -> Iterator[str]:
    return (word for word in words if word and word.casefold() not in roles)


def to_canonical_json(value: Any) -> str:
    """A dataclass of texts, numbers, dates, enumerations, tuples and dataclasses as canonical JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def from_canonical_json(frozen_type: type[Frozen], text: str) -> Frozen:
    """Raises `UserError` if it says something that only a newer program understands."""
    return cast(Frozen, _reader_of(cast(Any, frozen_type))(json.loads(text)))


def checksum(text: str) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    raise BugError(f"minutes with a {type(value).__name__} cannot be frozen")


@cache
def _reader_of(wanted: Any) -> _Reader:
    """How a value of this type is read; asked once per type, as minutes have thousands of values."""
    if get_origin(wanted) in _UNIONS:
        return _optional_reader(next(item for item in get_args(wanted) if item is not types.NoneType))
    if get_origin(wanted) is tuple:
        return _tuple_reader(get_args(wanted))
    if dataclasses.is_dataclass(wanted):
        return _dataclass_reader(cast(type, wanted))
    if issubclass(wanted, StrEnum):
        return partial(_read_choice, wanted)
    if issubclass(wanted, date):
        return cast(_Reader, wanted.fromisoformat)
    return _as_it_is


def _as_it_is(stored: Any) -> Any:
    return stored


def _optional_reader(wanted: Any) -> _Reader:
    read = _reader_of(wanted)
    return lambda stored: None if stored is None else read(stored)


def _tuple_reader(wanted: tuple[Any, ...]) -> _Reader:
    readers = [_reader_of(item) for item in wanted if item is not Ellipsis]
    if wanted[1:] == (Ellipsis,):
        return lambda stored: tuple(map(readers[0], stored))
    return lambda stored: tuple(read(item) for read, item in zip(readers, stored, strict=True))


def _read_choice(wanted: type[StrEnum], stored: str) -> StrEnum:
    try:
        return wanted(stored)
    except ValueError:
        raise UserError(
            _("Diese Fassung wurde mit einem neueren Programm freigegeben und lässt sich hier nicht zeigen."),
            _("Nehmen Sie die neueste Fassung von GK Feldbuch; der Inhalt ist unverändert gespeichert."),
        ) from None


def _dataclass_reader(wanted: type) -> _Reader:
    hints = get_type_hints(wanted)
    known = [(item.name, _reader_of(hints[item.name])) for item in dataclasses.fields(wanted)]
    defaults = {item.name: _default(item, hints[item.name]) for item in dataclasses.fields(wanted)}

    def read(stored: dict[str, Any]) -> Any:
        values = {name: reader(stored[name]) for name, reader in known if name in stored}
        return wanted(**defaults | values)

    return read


def _default(item: "dataclasses.Field[Any]", wanted: Any) -> Any:
    """What a field says in minutes that were frozen before there was such a field."""
    if item.default is not dataclasses.MISSING:
        return item.default
    if item.default_factory is not dataclasses.MISSING:
        return item.default_factory()
    if get_origin(wanted) is tuple:
        return ()
    return _NOTHING.get(wanted)


def content_of(frozen: FrozenMinutes, export_class: ExportClass) -> MinutesContent:
    """What this class may see. Raises `UserError` for a class that these minutes do not have."""
    for content in frozen.contents:
        if content.export_class is export_class:
            return content
    raise UserError(
        _("Dieses Protokoll gibt es nicht für die Klasse {cls}.").format(cls=export_class.value),
        _("Wählen Sie eine andere Klasse oder eine andere Art von Protokoll."),
    )
