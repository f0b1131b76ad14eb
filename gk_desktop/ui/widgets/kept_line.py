"""A line beside the notes that keeps what is half typed: locking, closing and a crash do not take it."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLineEdit

from gk_desktop.base.text import clean_text
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.draft_keeper import DraftKeeper


class KeptLine(QObject):
    """`name` tells this line from others of the same event. Never asks; where the disk is full, the context says so."""

    def __init__(self, context: WorkspaceContext, line: QLineEdit, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._line = line
        self._name = name
        self._event_id = ""
        self._keeper = DraftKeeper(self._save, self)

        line.textChanged.connect(self._on_changed)

    @property
    def _place(self) -> str:
        return f"{self._name}:{self._event_id}"

    def open_event(self, event_id: str) -> None:
        """Keep what was typed for the event before, and bring back what was typed for this one."""
        self.save_now()
        self._event_id = event_id
        draft = self._context.perform(lambda: self._context.workspace.store.drafts.at(self._place))
        self._line.setText(draft.text if draft else "")
        self._keeper.forget()

    def save_now(self) -> None:
        """Before locking or closing, and when what was typed has been entered."""
        self._keeper.flush()

    @Slot()
    def _on_changed(self) -> None:
        self._keeper.note_change()

    def _save(self) -> None:
        if self._event_id:
            text = clean_text(self._line.text())
            self._context.perform(lambda: self._context.workspace.store.drafts.save(self._place, text))
