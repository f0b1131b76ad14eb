"""Finding in the Mitschrift: F3 and Shift+F3 go from hit to hit while one goes on writing."""

from PySide6.QtCore import QObject, Slot

from gk_desktop.ui.viewmodels.entry_finder import EntryFinder
from gk_desktop.ui.viewmodels.entry_list_model import EntryListModel
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.widgets.entry_stream import EntryStream
from gk_desktop.ui.widgets.filter_bar import FilterBar


class CaptureFind(QObject):
    def __init__(
        self, bar: FilterBar, stream: EntryStream, model: EntryListModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bar = bar
        self._stream = stream
        self._model = model
        self._notes: EventNotes | None = None
        self._finder = EntryFinder()

        bar.words_changed.connect(self._on_words)
        bar.step_requested.connect(self._on_step)
        stream.selectionModel().selectionChanged.connect(self._say)

    def set_event(self, notes: EventNotes) -> None:
        self._notes = notes
        self.refresh()

    def refresh(self) -> None:
        """Entries have come, gone or changed."""
        if self._notes is not None:
            self._finder.look_for(self._bar.words, self._notes)
            self._say()

    @property
    def _chosen(self) -> str:
        return next(iter(self._stream.selected_ids()), "")

    @Slot()
    def _say(self) -> None:
        if self._finder.words:
            self._bar.show_hits(self._finder.number_of(self._chosen), len(self._finder.hits))

    @Slot(str)
    def _on_words(self, words: str) -> None:
        self._stream.set_marked_words(words)
        self.refresh()

    @Slot()
    def on_find(self) -> None:
        self._bar.focus_words()

    @Slot()
    def on_find_next(self) -> None:
        self._on_step(1)

    @Slot()
    def on_find_previous(self) -> None:
        self._on_step(-1)

    @Slot(int)
    def _on_step(self, steps: int) -> None:
        """To the next or previous hit; without anything to look for, to the line where that is typed."""
        if not self._bar.words:
            self._bar.focus_words()
            return
        hit = self._finder.step(self._chosen, steps, self._notes) if self._notes is not None else ""
        if not hit:
            return
        if self._model.row_of(hit) < 0:
            self._bar.lift()
        self._stream.select([hit])
