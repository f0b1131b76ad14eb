"""What one unit of work has changed: for the screen, for the undo menu, for the history."""

from collections.abc import Mapping
from dataclasses import dataclass

from gk_desktop.domain.fields import PlainValue


@dataclass(frozen=True, slots=True)
class RecordChange:
    """`before` is None for a record that was created, `after` for one that was deleted or purged."""

    kind: str
    id: str
    before: Mapping[str, PlainValue] | None
    after: Mapping[str, PlainValue] | None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One unit of work after it was saved. `label` is the text of the undo menu.

    `erases`: something was erased for good, and what anybody still holds of it must not be stored again.
    """

    unit: str
    label: str
    changes: tuple[RecordChange, ...]
    erases: bool = False

    def ids(self, kind: str) -> tuple[str, ...]:
        return tuple(change.id for change in self.changes if change.kind == kind)
