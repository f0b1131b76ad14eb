"""The project as a whole: founding it from a programme, undo and redo, checking it."""

from gk_desktop.base.i18n import N_
from gk_desktop.base.progress import Progress, silent
from gk_desktop.domain.category import Category
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.programme import Programme
from gk_desktop.domain.project import Project
from gk_desktop.store.verification import Verification
from gk_desktop.store.workspace_store import WorkspaceStore


class Projects:
    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def found(self, name: str, programme: Programme) -> Project:
        """Name the project and take over the programme's category system, which can be edited from then on."""
        with self._store.journal.change(N_("Projekt anlegen"), undoable=False) as unit:
            ids: dict[str, str] = {}
            for item in programme.categories:
                category = Category(
                    code=item.code,
                    name=item.name,
                    parent=ids.get(item.parent, ""),
                    dimension=item.dimension,
                    definition=item.definition,
                    anchor_example=item.anchor_example,
                    coding_rule=item.coding_rule,
                    origin=item.origin,
                )
                ids[item.code] = unit.create(category).id
            return unit.create(Project(name=name, programme=programme.key))

    def current(self) -> Project:
        return next(iter(self._store.records.find(Project)), Project())

    @property
    def undo_label(self) -> str | None:
        return self._store.journal.undo_label

    @property
    def redo_label(self) -> str | None:
        return self._store.journal.redo_label

    def undo(self) -> ChangeSet:
        return self._store.journal.undo()

    def redo(self) -> ChangeSet:
        return self._store.journal.redo()

    def check(self, progress: Progress = silent) -> Verification:
        """Compare everything shown with the journal, and look at every page of the file."""
        return self._store.verify(progress)

    def digest(self) -> str:
        """Equal on two laptops if and only if they hold the same operations."""
        return self._store.journal.digest()

    def change_passphrase(self, passphrase: str) -> None:
        self._store.change_passphrase(passphrase)
