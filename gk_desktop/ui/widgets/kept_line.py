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
        self._kept = ""
        self._keeper = DraftKeeper(self._save, self)

        context.erased.connect(self._on_erased)
        line.textChanged.connect(self._on_changed)

    @property
    def _place(self) -> str:
        return f"{self._name}:{self._event_id}"

    def open_event(self, event_id: str) -> None:
        """Keep what was typed for the event before, and bring back what was typed for this one."""
        self.save_now()
        self._event_id = event_id
        self._show(self._stored())

    def save_now(self) -> None:
        """Before locking or closing, and when what was typed has been entered."""
        self._keeper.flush()

    def _stored(self) -> str:
        draft = self._context.perform(lambda: self._context.workspace.store.drafts.at(self._place))
        return draft.text if draft else ""

    def _show(self, text: str) -> None:
        self._kept = text
        self._line.setText(text)
        self._keeper.forget()

    @Slot()
    def _on_erased(self) -> None:
        """What was erased must not come back from here; other text stays as far as it was typed."""
        stored = self._stored()
        if stored != self._kept:
            self._show(stored)

    @Slot()
    def _on_changed(self) -> None:
        self._keeper.note_change()

    def _save(self) -> None:
        if self._event_id:
            text = self._kept = clean_text(self._line.text())
            self._context.perform(lambda: self._context.workspace.store.drafts.save(self._place, text))
