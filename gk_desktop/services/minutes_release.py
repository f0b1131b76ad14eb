"""From Rohnotiz to freigegeben: each step with who took it and when; the last one freezes what the minutes say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.minutes import (
    MINUTES_KIND_LABELS,
    Minutes,
    MinutesCorrection,
    MinutesExport,
    MinutesKind,
    MinutesStatus,
    NameState,
)
from gk_desktop.domain.minutes_freezing import freeze
from gk_desktop.services.frozen_minutes import is_redacted, keep
from gk_desktop.services.minutes_exports import MinutesExports
from gk_desktop.services.minutes_versions import MinutesVersions, classes_of
from gk_desktop.services.name_overrides import log_override, refuse_undecided
from gk_desktop.store.workspace_store import WorkspaceStore

STEPS: Final = (MinutesStatus.RAW, MinutesStatus.DRAFT, MinutesStatus.PROOFREAD, MinutesStatus.RELEASED)

_TAKEN: Final = {
    MinutesStatus.DRAFT: ("drafted_by", "drafted_at"),
    MinutesStatus.PROOFREAD: ("proofread_by", "proofread_at"),
    MinutesStatus.RELEASED: ("released_by", "released_at"),
}
"""Status -> the fields that say who brought the minutes there and when."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """Who brought a version to a status, and when."""

    status: MinutesStatus
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionOverview:
    """A version with all that happened to it. `redacted`: something in it was erased after the release.

    The one that is worked on may not have been saved yet: then it has no id, no exports and no corrections.
    """

    minutes: Minutes
    exports: tuple[MinutesExport, ...]
    corrections: tuple[MinutesCorrection, ...]
    redacted: bool

    @property
    def steps(self) -> tuple[StepTaken, ...]:
        """The steps taken, the first one first."""
        reached = STEPS.index(self.minutes.status)
        return tuple(
            StepTaken(status, getattr(self.minutes, by), getattr(self.minutes, at))
            for status, (by, at) in _TAKEN.items()
            if STEPS.index(status) <= reached
        )


class MinutesReleases:
    def __init__(self, store: WorkspaceStore, exports: MinutesExports) -> None:
        self._store = store
        self._exports = exports

    @property
    def versions(self) -> MinutesVersions:
        return self._exports.versions

    def overview(self, event_id: str, kind: MinutesKind) -> list[VersionOverview]:
        """All versions of a kind, the newest first. On top the one worked on, where there is something to work on.

        That is: as long as none is released, or once the notes say something else than the newest released one.
        """
        versions = self.versions.of_kind(event_id, kind)
        chosen = self.versions.chosen(event_id, kind)
        if not chosen.id:
            versions.append(chosen)
        return [self._overview(minutes) for minutes in reversed(versions)]

    def _overview(self, minutes: Minutes) -> VersionOverview:
        records = self._store.records
        if not minutes.id:
            return VersionOverview(minutes, (), (), redacted=False)
        return VersionOverview(
            minutes,
            tuple(records.find(MinutesExport, minutes=minutes.id)),
            tuple(records.find(MinutesCorrection, minutes=minutes.id)),
            is_redacted(records, minutes),
        )

    def set_status(self, event_id: str, kind: MinutesKind, status: MinutesStatus, *, names_reason: str = "") -> Minutes:
        """Bring the version that is worked on one step forward or back. Raises `UserError`.

        Can be undone, except the last step, which is `release`.
        """
        current = self._worked_on(event_id, kind)
        if status is MinutesStatus.RELEASED:
            return self.release(event_id, kind, names_reason=names_reason)
        target, place = STEPS.index(status), STEPS.index(current.status)
        if abs(target - place) != 1:
            raise UserError(
                _("Fassung {version} ist {now} und lässt sich nicht mit einem Schritt auf {wanted} setzen.").format(
                    version=current.version, now=current.status.value, wanted=status.value
                ),
                _("Die Schritte sind: {steps}.").format(steps=", ".join(step.value for step in STEPS)),
            )
        forward = target > place
        label = N_("Protokollstatus setzen") if forward else N_("Protokollstatus zurücknehmen")
        values = self._signed(status) if forward else _unsigned(current.status)
        with self._store.journal.change(label) as unit:
            minutes = current if current.id else unit.create(current)
            unit.change(Minutes, minutes.id, status=status, **values)
        return self._store.records.get(Minutes, minutes.id)

    def release(self, event_id: str, kind: MinutesKind, *, names_reason: str = "") -> Minutes:
        """Freeze what the minutes say now, for every class. Cannot be undone; later changes belong to the next version.

        `names_reason` is why it is released although names of the opened Schlüsseldatei are not decided about.

        Raises `UserError`: not proofread yet, nothing has changed since the last release, or names that nobody has
        decided about and no reason.
        """
        current = self._worked_on(event_id, kind)
        if current.status is not MinutesStatus.PROOFREAD:
            raise UserError(
                _("Fassung {version} ist {status} und wird erst freigegeben, wenn sie gegengelesen ist.").format(
                    version=current.version, status=current.status.value
                ),
                _("Setzen Sie zuerst den nächsten Schritt."),
            )
        now = self.versions.now()
        material = self._exports.gather(event_id)
        frozen = freeze(material, kind, classes_of(kind), version=current.version or 1, released_at=now)
        undecided = [content for content in frozen.contents if content.names is NameState.UNDECIDED]
        for content in undecided:
            refuse_undecided(content.names, content.export_class, names_reason)
        with self._store.journal.change(N_("Protokoll freigeben"), undoable=False) as unit:
            frozen_hash = keep(unit, current.id, frozen)
            values = self._signed(MinutesStatus.RELEASED)
            unit.change(Minutes, current.id, status=MinutesStatus.RELEASED, frozen_hash=frozen_hash, **values)
            if undecided:
                log_override(unit, event_id, current, names_reason, self._store.journal.site.author)
            unit.settle(current.id)
        return self._store.records.get(Minutes, current.id)

    def _worked_on(self, event_id: str, kind: MinutesKind) -> Minutes:
        """Raises `UserError` if there is nothing to work on: nothing has changed since the last release."""
        current = self.versions.worked_on(event_id, kind)
        released = self.versions.newest_released(event_id, kind)
        if released and not self.versions.has_moved_on(released):
            raise UserError(
                _(
                    "Seit der Freigabe von Fassung {version} hat sich an diesem Protokoll nichts geändert ({kind})."
                ).format(version=released.version, kind=_(MINUTES_KIND_LABELS[kind])),
                _("Eine neue Fassung beginnt, sobald sich die Mitschrift ändert."),
            )
        return current

    def _signed(self, status: MinutesStatus) -> dict[str, Any]:
        by, at = _TAKEN[status]
        return {by: self._store.journal.site.author, at: self.versions.now()}


def _unsigned(status: MinutesStatus) -> dict[str, Any]:
    by, at = _TAKEN[status]
    return {by: "", at: None}
