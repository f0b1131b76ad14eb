"""Tasks (Aufträge) that do not come from a line of notes, and their lists."""

from dataclasses import replace
from datetime import date
from typing import Any

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.entry import Decision, Task, TaskStatus
from gk_desktop.domain.numbering import decision_number, task_number
from gk_desktop.domain.ordering import order_of_number
from gk_desktop.services.record_keeping import cleaned_record
from gk_desktop.store.workspace_store import WorkspaceStore


class Tasks:
    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def add(self, task: Task) -> Task:
        """Save a new task under the next number. Raises `UserError` if it says nothing."""
        cleaned = cleaned_record(task)
        if not cleaned.text.strip():
            raise UserError(_("Ein Auftrag braucht einen Text."))
        with self._store.journal.change(N_("Auftrag")) as unit:
            return unit.create(replace(cleaned, number=task_number(unit.site_letters, unit.next_count("task"))))

    def add_decision(self, decision: Decision) -> Decision:
        """Save a decision that was not written in a line of notes. Raises `UserError` if it says nothing."""
        cleaned = cleaned_record(decision)
        if not cleaned.text.strip():
            raise UserError(_("Ein Beschluss braucht einen Text."))
        with self._store.journal.change(N_("Beschluss")) as unit:
            number = decision_number(unit.site_letters, unit.next_count("decision"))
            return unit.create(replace(cleaned, number=number))

    def all(self, *, event: str = "", status: TaskStatus | None = None, deleted: bool = False) -> list[Task]:
        """Tasks by date and number; those without a date at the end."""
        wanted: dict[str, Any] = {}
        if event:
            wanted["event"] = event
        if status is not None:
            wanted["status"] = status
        found = self._store.records.find(Task, deleted=deleted, **wanted)
        return sorted(found, key=lambda task: (task.due is None, task.due or date.min, order_of_number(task.number)))
