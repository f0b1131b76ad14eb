"""The frozen content of released minutes: kept, checked before every use, and redacted where something is erased."""

import re
from collections.abc import Callable, Collection
from functools import reduce
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.minutes import Minutes, MinutesFrozen
from gk_desktop.domain.minutes_freezing import FrozenMinutes, checksum, from_canonical_json, to_canonical_json
from gk_desktop.domain.minutes_redaction import redacted, united
from gk_desktop.domain.name_replacement import KnownName, NameReplacer
from gk_desktop.store.records import Records
from gk_desktop.store.unit_of_work import UnitOfWork

_ESCAPED: Final = re.compile(r"\\[a-z\"\\]")


def keep(unit: UnitOfWork, minutes_id: str, frozen: FrozenMinutes, *, after_erasure: bool = False) -> str:
    """Store the content of a version. Returns its checksum, 64 hexadecimal digits."""
    content = to_canonical_json(frozen)
    content_hash = checksum(content)
    unit.create(MinutesFrozen(minutes=minutes_id, content=content, content_hash=content_hash, redacted=after_erasure))
    return content_hash


def frozen_content(records: Records, minutes: Minutes) -> FrozenMinutes:
    """What a released version says. Raises `UserError` if that is not there, or not what was released."""
    kept = records.find(MinutesFrozen, minutes=minutes.id)
    if not kept:
        raise UserError(
            _("Der eingefrorene Inhalt von Fassung {version} fehlt.").format(version=minutes.version),
            _("Spielen Sie eine Sicherung ein, in der er noch steht."),
        )
    return reduce(united, (_checked(item, minutes) for item in kept))


def is_redacted(records: Records, minutes: Minutes) -> bool:
    """Whether something in a released version was erased since."""
    return any(item.redacted for item in records.find(MinutesFrozen, minutes=minutes.id))


def _checked(kept: MinutesFrozen, minutes: Minutes) -> FrozenMinutes:
    if not _is_as_released(kept, minutes):
        raise UserError(
            _("Fassung {version} wird nicht verwendet: Ihr Inhalt passt nicht zur Prüfsumme der Freigabe.").format(
                version=minutes.version
            ),
            _("Spielen Sie die letzte Sicherung ein, in der er noch stimmt."),
        )
    return from_canonical_json(FrozenMinutes, kept.content)


def _is_as_released(kept: MinutesFrozen, minutes: Minutes) -> bool:
    released_so = kept.redacted or kept.content_hash == minutes.frozen_hash
    return released_so and checksum(kept.content) == kept.content_hash


def redact(records: Records, unit: UnitOfWork, gone: Collection[str], names: Collection[KnownName] = ()) -> None:
    """Take what is erased out of every frozen content that holds it, inside the unit of work that erases it.

    `names` are those of a person whose data are erased; they go wherever they stand.

    The old content is purged, so that it goes from the history and from other laptops too; a redacted one comes in its
    place. Content of minutes that are themselves erased goes with them. Content that is not what was released gets
    none: nothing may stand in the way of an erasure, and a redacted forgery must not pass for the released text.
    """
    erased = frozenset(gone)
    versions = {item.id: item for deleted in (False, True) for item in records.find(Minutes, deleted=deleted)}
    by_version: dict[str, list[MinutesFrozen]] = {}
    for deleted in (False, True):
        for item in records.find(MinutesFrozen, deleted=deleted):
            by_version.setdefault(item.minutes, []).append(item)
    for minutes_id, kept in by_version.items():
        holds = any(record_id in item.content for item in kept for record_id in erased)
        if minutes_id in erased or not (holds or any(map(holding_names(names), kept))):
            continue
        for item in kept:
            unit.purge(item.id)
        minutes = versions.get(minutes_id)
        if minutes is not None and all(_is_as_released(item, minutes) for item in kept):
            whole = reduce(united, (from_canonical_json(FrozenMinutes, item.content) for item in kept))
            keep(unit, minutes_id, redacted(whole, erased, names), after_erasure=True)


def holding_names(names: Collection[KnownName]) -> Callable[[MinutesFrozen], bool]:
    """Whether one of the names stands in a frozen content."""
    replacer = NameReplacer(names)

    def holds(kept: MinutesFrozen) -> bool:
        return replacer.holds_name(_ESCAPED.sub(_unescaped, kept.content))

    return holds


def _unescaped(sign: re.Match[str]) -> str:
    """What JSON writes as a letter behind a backslash is no part of the word behind it; a line end may part a name."""
    return "\n" if sign[0] == r"\n" else " "
