"""From an entry in the Mitschrift to its history, and back with an earlier state of it."""

from PySide6.QtCore import QObject, Signal, Slot

from gk_desktop.base.i18n import _
from gk_desktop.domain.entry import Entry
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.history_dialog import HistoryDialog
from gk_desktop.ui.pages.capture_commands import NOTHING_CHOSEN
from gk_desktop.ui.widgets.entry_stream import EntryStream
from gk_desktop.ui.widgets.line_area import LineArea


class CaptureHistory(QObject):
    # A sentence for the status line.
    said = Signal(str)

    def __init__(
        self, context: WorkspaceContext, line: LineArea, stream: EntryStream, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._line = line
        self._stream = stream

    @Slot()
    def on_history(self) -> None:
        """Of the entry that is being changed, else of the first chosen one."""
        entry_id = self._line.editing or next(iter(self._stream.selected_ids()), "")
        if entry_id:
            HistoryDialog(self._context, Entry, entry_id, self._stream.window()).open()
        else:
            self.said.emit(_(NOTHING_CHOSEN))
