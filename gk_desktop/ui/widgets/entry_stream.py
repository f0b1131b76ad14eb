"""The stream of entries. Ten thousand rows are as quick as a hundred: only rows near the eye are ever laid out at once.

Heights are estimated first, measured exactly before a row is seen, and the rest in short spells while nothing happens;
what is on the screen stays where it is meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.ui.theme import Sign, sign_colour
from gk_desktop.ui.viewmodels.entry_list_model import EntryListModel
from gk_desktop.ui.widgets.entry_delegate import EntryDelegate
from gk_desktop.ui.widgets.entry_layouts import EntryLayouts
from gk_desktop.ui.widgets.soft_selection import hide_selection
from gk_desktop.ui.widgets.undo_keys import is_redo, is_undo

_AT_ONCE: Final = 60
"""So many rows are measured in one spell; about three milliseconds."""
_PAUSE_MS: Final = 25
_QUIET_MS: Final = 600
"""After a key or a new row nothing is measured for so long: typing comes first."""


class EntryStream(QTableView):
    # Qt arranges already while it makes the view.
    _is_arranging = False
    _settling = False

    # Ctrl+Z and Ctrl+Y, which a table would otherwise leave to whoever claims them.
    undo_requested = Signal()
    redo_requested = Signal()
    # A menu at this point of the screen.
    menu_requested = Signal(object)

    def __init__(self, model: EntryListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = model
        self._layouts = EntryLayouts()
        self._delegate = EntryDelegate(self._layouts, self)
        self._measured: set[str] = set()
        self._unmeasured_from = 0
        self._spell = QTimer(self)

        self.setItemDelegate(self._delegate)
        self.setModel(model)

        model.rowsAboutToBeInserted.connect(self._on_about_to_change)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsAboutToBeRemoved.connect(self._on_about_to_change)
        model.rowsRemoved.connect(self._on_removed)
        model.modelReset.connect(self._on_reset)
        model.dataChanged.connect(self._on_data_changed)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._spell.timeout.connect(self._on_spell)

        self._anchor: tuple[str, int] | None = None
        self._set_up()
        hide_selection(self)

    def _set_up(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(20)
        self.setObjectName("entry_stream")
        self.setAccessibleName(_("Mitschrift"))
        self._spell.setSingleShot(True)
        self._layouts.set_font(self.font())

    @property
    def edited(self) -> str:
        return self._delegate.edited

    def set_edited(self, entry_id: str) -> None:
        """Mark the entry whose line is being changed."""
        self._delegate.edited = entry_id
        self.viewport().update()

    def set_marked_words(self, words: str) -> None:
        """Mark where these words stand; nothing for none."""
        self._delegate.marked_words = words
        self.viewport().update()

    def set_notes_font(self, font: QFont) -> None:
        with self._held():
            self._layouts.set_font(font)
            self._layouts.set_width(self.viewport().width())
            self._estimate_all()

    def selected_ids(self) -> list[str]:
        """The chosen entries, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = (self._entries.row_at(row) for row in rows)
        return [row.id for row in found if row is not None and row.entry is not None]

    def select(self, entry_ids: list[str]) -> None:
        """Choose these entries and show the first of them."""
        rows = [row for row in map(self._entries.row_of, entry_ids) if row >= 0]
        selection = self.selectionModel()
        selection.clear()
        for row in rows:
            flag = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            selection.select(self._entries.index(row, 0), flag)
        if rows:
            selection.setCurrentIndex(self._entries.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.show_row(rows[0])

    def show_row(self, row: int) -> None:
        """Bring a row into view."""
        if row < 0:
            return
        for _attempt in range(3):
            self.scrollTo(self._entries.index(row, 0), QAbstractItemView.ScrollHint.EnsureVisible)
            self._settle()

    def show_heading(self, row: int) -> None:
        """Bring a row to the upper edge."""
        if row < 0:
            return
        for _attempt in range(3):
            self.scrollTo(self._entries.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)
            self._settle()

    def show_end(self) -> None:
        for _attempt in range(3):
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
            self._settle()

    @property
    def is_at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2

    def place(self) -> tuple[str, int]:
        """The row at the upper edge and how far it is scrolled; an empty key at the end of the notes."""
        if self.is_at_end:
            return "", 0
        row = self.rowAt(0)
        found = self._entries.row_at(row)
        return (found.key, -self.rowViewportPosition(row)) if found is not None else ("", 0)

    def go_to_place(self, key: str, offset: int) -> None:
        """Back to where `place` was. If that row is gone, everything stays where it is."""
        if not key:
            self.show_end()
            return
        row = self._row_with_key(key)
        if row < 0:
            self._settle()
            return
        for _attempt in range(3):
            self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(row) + offset)
            self._settle()

    def _row_with_key(self, key: str) -> int:
        row = self._entries.row_of(key)
        if row >= 0:
            return row
        for at in range(self._entries.rowCount()):
            if self._entries.key_at(at) == key:
                return at
        return -1

    @contextmanager
    def _held(self) -> Iterator[None]:
        """What is at the upper edge, or the end, stays where it is while heights change."""
        key, offset = self.place()
        yield
        self.updateGeometries()
        self.go_to_place(key, offset)

    def _estimate_all(self) -> None:
        self._measured.clear()
        header = self.verticalHeader()
        header.blockSignals(True)
        # Rows that nobody has looked at are as high as those at the end are on average.
        header.setDefaultSectionSize(self._usual_height())
        for at, row in self._entries.made_rows():
            header.resizeSection(at, self._layouts.estimate(row))
        header.blockSignals(False)
        self.viewport().update()
        self._unmeasured_from = self._entries.rowCount() - 1
        self._spell.start(_PAUSE_MS)

    def _usual_height(self) -> int:
        count = self._entries.rowCount()
        last = (self._entries.row_at(at) for at in range(max(0, count - _AT_ONCE), count))
        heights = [self._layouts.estimate(row) for row in last if row is not None]
        return round(sum(heights) / len(heights)) if heights else self._layouts.line_height

    def _measure(self, at: int) -> bool:
        """Give a row its exact height; whether that is another one."""
        if self._entries.key_at(at) in self._measured:
            return False
        row = self._entries.row_at(at)
        if row is None:
            return False
        self._measured.add(row.key)
        height = self._layouts.height(row)
        if height == self.rowHeight(at):
            return False
        header = self.verticalHeader()
        header.blockSignals(True)
        header.resizeSection(at, height)
        header.blockSignals(False)
        self.viewport().update()
        return True

    def _settle(self) -> None:
        """Measure what is on the screen, until nothing moves any more."""
        if self._settling or not self._entries.rowCount():
            return
        self._settling = True
        try:
            for _attempt in range(4):
                at_end = self.is_at_end
                first = max(self.rowAt(0), 0)
                anchor = self.rowViewportPosition(first)
                last = self.rowAt(self.viewport().height() - 1)
                last = self._entries.rowCount() - 1 if last < 0 else last
                changed = [self._measure(at) for at in range(first, last + 1)]
                if not any(changed):
                    return
                self.updateGeometries()
                bar = self.verticalScrollBar()
                bar.setValue(bar.maximum() if at_end else self.verticalHeader().sectionPosition(first) - anchor)
                self.viewport().update()
        finally:
            self._settling = False

    @Slot()
    def _on_spell(self) -> None:
        """Measure some more of what is not seen, from the end, where the eye will be first."""
        at = min(self._unmeasured_from, self._entries.rowCount() - 1)
        work = 0
        changed = False
        key, offset = self.place()
        while at >= 0 and work < _AT_ONCE:
            if self._entries.key_at(at) not in self._measured:
                changed = self._measure(at) or changed
                work += 1
            at -= 1
        self._unmeasured_from = at
        if changed:
            self.updateGeometries()
            self.go_to_place(key, offset)
        if at >= 0:
            self._spell.start(_PAUSE_MS)

    def rest(self) -> None:
        """Somebody types: leave the measuring for later."""
        if self._spell.isActive():
            self._spell.start(_QUIET_MS)

    def updateGeometries(self) -> None:
        """Qt moves the bar here, and does nothing when asked again meanwhile: what comes in sight is measured after."""
        if self._is_arranging:
            return
        before = self.verticalScrollBar().value()
        self._is_arranging = True
        super().updateGeometries()
        self._is_arranging = False
        if self.verticalScrollBar().value() != before:
            self._settle()

    @Slot()
    def _on_scrolled(self) -> None:
        if not self._is_arranging:
            self._settle()

    @Slot()
    def _on_about_to_change(self) -> None:
        self._anchor = self.place()

    @Slot(QModelIndex, int, int)
    def _on_inserted(self, _parent: QModelIndex | QPersistentModelIndex, first: int, last: int) -> None:
        for at in range(first, last + 1):
            # An entry that comes back by undo has a new section, whatever was measured before.
            self._measured.discard(self._entries.key_at(at))
        if last - first < _AT_ONCE:
            for at in range(first, last + 1):
                self._measure(at)
        else:
            self._estimate_all()
        self._keep_place()

    @Slot()
    def _on_removed(self) -> None:
        self._keep_place()

    def _keep_place(self) -> None:
        self.updateGeometries()
        if self._anchor is not None:
            self.go_to_place(*self._anchor)
            self._anchor = None
        self.rest()

    @Slot()
    def _on_reset(self) -> None:
        self._estimate_all()
        self.updateGeometries()
        self._settle()

    @Slot(QModelIndex, QModelIndex)
    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        with self._held():
            for at in range(first.row(), last.row() + 1):
                key = self._entries.key_at(at)
                self._layouts.forget(key)
                self._measured.discard(key)
                if last.row() - first.row() < _AT_ONCE:
                    self._measure(at)
            self._unmeasured_from = max(self._unmeasured_from, last.row())
            self._spell.start(_PAUSE_MS)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Qt moves the picture by as much as the bar has moved. When heights above have changed, that is no longer what
        the rows have moved by."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        at_end = self.is_at_end  # as it was: the bar does not know of the new size yet
        super().resizeEvent(event)
        if at_end:
            self.show_end()
        if self.viewport().width() != self._layouts.width:
            with self._held():
                self._layouts.set_width(self.viewport().width())
                self._estimate_all()
        elif event.oldSize().height() != event.size().height():
            self._settle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by Tab stands on the newest entry, where the arrows begin."""
        super().focusInEvent(event)
        by_key = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        last = self._entries.last_entry() if by_key and not self.selected_ids() else None
        if last is not None:
            self.select([last.id])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_delegate"):
            hide_selection(self)
            self._delegate.set_colours(self.palette())

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        if is_undo(event) or is_redo(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            self.undo_requested.emit()
        elif is_redo(event):
            self.redo_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._entries.rowCount():
            self._paint_empty()

    def _paint_empty(self) -> None:
        """One sentence that says what will stand here."""
        text = (
            _("Hier steht die Mitschrift. Schreiben Sie unten die erste Zeile.")
            if self._entries.filter.is_empty
            else _("Kein Eintrag passt zum Filter.")
        )
        painter = QPainter(self.viewport())
        painter.setFont(self._layouts.font)
        painter.setPen(sign_colour(Sign.SECOND, self.palette()))
        painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
