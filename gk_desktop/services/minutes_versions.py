"""Versions of minutes: which one is worked on, and what each of them says."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.minutes import (
    MINUTES_KIND_LABELS,
    ExportClass,
    Minutes,
    MinutesKind,
    MinutesStatus,
    NameState,
)
from gk_desktop.domain.minutes_changes import MinutesChanges, changes_between
from gk_desktop.domain.minutes_clearing import cleared_today
from gk_desktop.domain.minutes_content import MinutesContent, MinutesMaterial, compose
from gk_desktop.domain.minutes_freezing import FrozenMinutes, content_of
from gk_desktop.domain.released_names import names_left, with_names_of_today
from gk_desktop.domain.visibility import MAY_BE_MADE
from gk_desktop.services.frozen_minutes import frozen_content
from gk_desktop.services.name_overrides import left_in_released, undecided
from gk_desktop.store.workspace_store import WorkspaceStore

_ORDER_OF_STATUS = list(MinutesStatus)


def classes_of(kind: MinutesKind) -> tuple[ExportClass, ...]:
    """The classes that there are of this kind of minutes."""
    return tuple(export_class for export_class in ExportClass if MAY_BE_MADE[kind][export_class])


class MinutesVersions:
    """`gather` brings everything about an event that minutes are made of."""

    def __init__(self, store: WorkspaceStore, gather: Callable[[str], MinutesMaterial]) -> None:
        self._store = store
        self._gather = gather

    def of_kind(self, event_id: str, kind: MinutesKind) -> list[Minutes]:
        """All versions, the oldest first. Two laptops may both have begun the same version."""
        found = self._store.records.find(Minutes, event=event_id, kind=kind)
        return sorted(found, key=lambda item: (item.version or 1, _ORDER_OF_STATUS.index(item.status)))

    def newest_released(self, event_id: str, kind: MinutesKind) -> Minutes | None:
        released = [item for item in self.of_kind(event_id, kind) if item.status is MinutesStatus.RELEASED]
        return released[-1] if released else None

    def worked_on(self, event_id: str, kind: MinutesKind) -> Minutes:
        """The version that is not released yet. Without an id if nobody has saved anything about it."""
        versions = self.of_kind(event_id, kind)
        if versions and versions[-1].status is not MinutesStatus.RELEASED:
            return versions[-1]
        version = (versions[-1].version or 1) + 1 if versions else 1
        return Minutes(event=event_id, kind=kind, version=version)

    def chosen(self, event_id: str, kind: MinutesKind, version: int | None = None) -> Minutes:
        """That version; without a number the one that says what the notes say now.

        That is the newest released one as long as nothing has changed since, else the one that is worked on. Raises
        `UserError` if there is no such version.
        """
        if version is None:
            worked_on = self.worked_on(event_id, kind)
            released = self.newest_released(event_id, kind)
            return released if released and not worked_on.id and not self.has_moved_on(released) else worked_on
        for minutes in (self.worked_on(event_id, kind), *reversed(self.of_kind(event_id, kind))):
            if minutes.version == version:
                return minutes
        raise UserError(
            _("Eine Fassung {version} gibt es von diesem Protokoll nicht ({kind}).").format(
                version=version, kind=_(MINUTES_KIND_LABELS[kind])
            ),
            _("„minutes list“ und die Nachbereitung zeigen alle Fassungen."),
        )

    def content(
        self, minutes: Minutes, export_class: ExportClass, material: MinutesMaterial | None = None
    ) -> MinutesContent:
        """What this version says to this class: frozen where it is released, else from the notes as they are now.

        Of frozen content what was said by somebody who has withdrawn since is left out. How far its names are looked
        through is said as of today.

        Raises `UserError`: no such class of this kind, or frozen content that is not what was released.
        """
        if minutes.status is MinutesStatus.RELEASED:
            material = material or self._gather(minutes.event)
            frozen, cleared = self._cleared(minutes, export_class, material)
            left = names_left(cleared, frozen.sources, material.names, material.event)
            return with_names_of_today(cleared, left, material.names)
        return compose(
            material or self._gather(minutes.event),
            minutes.kind,
            export_class,
            made_at=self.now(),
            version=minutes.version or 1,
            status=minutes.status,
        )

    def _cleared(
        self, released: Minutes, export_class: ExportClass, material: MinutesMaterial
    ) -> tuple[FrozenMinutes, MinutesContent]:
        frozen = frozen_content(self._store.records, released)
        content = content_of(frozen, export_class)
        return frozen, cleared_today(content, frozen, material.speaker_consents, material.names)

    def why_held_back(
        self, minutes: Minutes, content: MinutesContent, material: MinutesMaterial | None = None
    ) -> UserError | None:
        """Why nobody outside may have this content of a version yet, None if nothing speaks against it.

        Of a version that is not released, names that nobody has decided about. Of a released one, those that nobody
        could see then: that others were not decided about had its reason at the release.
        """
        if content.names is not NameState.UNDECIDED:
            return None
        if minutes.status is not MinutesStatus.RELEASED:
            return undecided(content.export_class)
        material = material or self._gather(minutes.event)
        frozen, cleared = self._cleared(minutes, content.export_class, material)
        left = names_left(cleared, frozen.sources, material.names, material.event)
        return left_in_released(minutes, [name.where for name in left]) if left else None

    def changes(self, older: Minutes, newer: Minutes, export_class: ExportClass) -> MinutesChanges:
        """What one class can see of the differences between two versions. Raises `UserError` as `content` does."""
        return changes_between(self.content(older, export_class), self.content(newer, export_class))

    def has_moved_on(self, released: Minutes) -> bool:
        """Whether the notes say something else now than when this version was released, in whatever class.

        A version whose content cannot be used any more does not hold up the next one.
        """
        material = self._gather(released.event)
        try:
            return any(self._differences(released, material))
        except UserError:
            return True

    def _differences(self, released: Minutes, material: MinutesMaterial) -> Iterator[MinutesChanges]:
        frozen = frozen_content(self._store.records, released)
        live = replace(released, status=MinutesStatus.RAW)
        for content in frozen.contents:
            as_then = _with_names_as_in(content, material)
            if as_then is not None:
                # What a withdrawal or a restriction takes away is left out of the released version, too.
                allowed = cleared_today(content, frozen, material.speaker_consents, as_then.names)
                yield changes_between(allowed, self.content(live, content.export_class, as_then))

    def now(self) -> datetime:
        """To the second, as moments are kept."""
        return self._store.clock.now().replace(microsecond=0)


def _with_names_as_in(content: MinutesContent, material: MinutesMaterial) -> MinutesMaterial | None:
    """The notes with as many names known as when this was frozen: opening the Schlüsseldatei changes no minutes.

    None if it was open then and is closed now. INTERN, which shows names, is compared in any case.
    """
    if content.names is not NameState.UNCHECKED:
        return material if material.names.identities is not None else None
    return replace(material, names=replace(material.names, identities=None))
