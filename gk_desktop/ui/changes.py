"""The open workspace as the window knows it, and the one bus on which its changes travel."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.change_set import ChangeSet

Result = TypeVar("Result")


class WorkspaceContext(QObject):
    """Handed to every page. Lives as long as the workspace is unlocked."""

    # A unit of work was saved: the ChangeSet.
    changed = Signal(object)
    # After `changed`, where something was erased for good: half-typed text becomes what the store still has of it.
    erased = Signal()
    # The moment of the last save, for "gespeichert 14:03:22".
    saved = Signal(object)
    # Something could not be done: the UserError. Shown loudly until dismissed.
    failed = Signal(object)
    # A page wishes to show a record elsewhere: kind, id.
    open_requested = Signal(str, str)
    # The Schlüsseldatei was opened, closed or changed.
    identities_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        workspace.store.journal.subscribe(self._on_saved)
        workspace.identities.subscribe(self.identities_changed.emit)

    def perform(self, verb: Callable[[], Result]) -> Result | None:
        """Carry out a user's verb; what a person can do something about is shown, and None is returned."""
        try:
            return verb()
        except UserError as error:
            self.failed.emit(error)
            return None

    def _on_saved(self, change_set: ChangeSet) -> None:
        self.saved.emit(datetime.now())  # noqa: DTZ005 - the clock on the wall
        self.changed.emit(change_set)
        if change_set.erases:
            self.erased.emit()
