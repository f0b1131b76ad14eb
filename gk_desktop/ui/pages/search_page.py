"""Suche: one line over everything that was written, and jumps to where it stands."""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.record_types import SEARCHABLE_TYPES
from gk_desktop.services.searching import FIRST_HITS
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.search_hits_model import SearchHitsModel
from gk_desktop.ui.widgets.hit_delegate import HitDelegate

_WAIT_MS: Final = 120
_WAIT_FOR_SCAN_MS: Final = 450
"""Words of one or two letters are not in the index; looking through everything may take half a second."""

_SHORTEST_INDEXED: Final = 3
_SHOWN_WITH_EVENT: Final = (AgendaItem, Participant)


class SearchPage(QWidget):
    """Enter or a double click asks the window to open a hit."""

    TITLE: Final = N_("Suche")

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._line = QLineEdit()
        self._said = QLabel()
        self._table = QTableView()
        self._model = SearchHitsModel(self)
        self._timer = QTimer(self)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(self._line)
        layout.addWidget(self._said)
        layout.addWidget(self._table, 1)
        layout.addStretch(0)

        self._line.textChanged.connect(self._on_typed)
        self._line.returnPressed.connect(self._on_open)
        self._timer.timeout.connect(self._on_search)
        self._table.doubleClicked.connect(self._on_double_clicked)
        context.changed.connect(self._on_changed)
        for keys, slot in (("F3", self._on_next), ("Shift+F3", self._on_previous)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

        self._timer.setSingleShot(True)
        self._set_up()
        self.setObjectName("search_page")
        self._on_search()

    def _set_up(self) -> None:
        self._line.setObjectName("search_page_line")
        self._line.setAccessibleName(_("Suche über alles"))
        self._line.setPlaceholderText(_("Wörter oder Wortteile; alle müssen vorkommen"))
        self._line.setClearButtonEnabled(True)
        self._said.setObjectName("search_said")
        self._said.setWordWrap(True)
        table = self._table
        table.setObjectName("search_hits")
        table.setAccessibleName(_("Treffer"))
        table.setModel(self._model)
        table.setItemDelegate(HitDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(2 * table.fontMetrics().height() + 12)

    def enter(self) -> None:
        """The page comes to the front: the line is ready for a new search."""
        self._line.setFocus()
        self._line.selectAll()

    def search(self, text: str) -> None:
        """Look for this at once."""
        self._line.setText(text)
        self._on_search()

    def _select(self, row: int | None) -> None:
        if row is not None:
            self._table.selectRow(row)
            self._table.scrollTo(self._model.index(row, 0))

    def _open(self, row: int) -> None:
        hit = self._model.hit(row)
        if hit is None:
            return
        record = hit.record
        if isinstance(record, _SHOWN_WITH_EVENT):
            # They have no page of their own.
            self._context.open_requested.emit(Event.KIND, record.event)
        else:
            self._context.open_requested.emit(record.KIND, record.id)

    def _find(self, text: str) -> None:
        workspace = self._context.workspace
        hits = workspace.searching.find_in_each_kind(text, FIRST_HITS) if text else []
        events = {event.id: event for event in workspace.records.find(Event)} if hits else {}
        self._model.set_hits(hits, text, events, FIRST_HITS)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        has_indexed = any(len(word) >= _SHORTEST_INDEXED for word in text.split())
        self._timer.start(_WAIT_MS if has_indexed or not text.strip() else _WAIT_FOR_SCAN_MS)

    @Slot()
    def _on_search(self) -> None:
        self._timer.stop()
        text = self._line.text().strip()
        self._context.perform(lambda: self._find(text))
        for row in self._model.headings():
            self._table.setRowHeight(row, self._table.fontMetrics().height() + (8 if row == 0 else 20))
        count = self._model.hit_count
        self._table.setVisible(count > 0)
        if not text:
            self._said.setText(_("Gesucht wird in allem: Einträge, Aufträge, Veranstaltungen, Fälle, Kategorien."))
        elif not count:
            self._said.setText(_("Zu „{text}“ steht hier nichts. Oft hilft ein kürzerer Wortteil.").format(text=text))
        else:
            self._said.setText(
                ngettext("{count} Treffer", "{count} Treffer", count).format(count=count)
                + " · "
                + _("F3 nächster, Umschalt+F3 voriger, Enter öffnet")
            )
        self._table.clearSelection()
        self._select(self._model.next_hit(-1, 1))

    @Slot()
    def _on_next(self) -> None:
        self._step(1)

    @Slot()
    def _on_previous(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._timer.isActive():
            self._on_search()
        elif self._model.hit_count:
            self._select(self._model.next_hit(self._table.currentIndex().row(), step))

    @Slot()
    def _on_open(self) -> None:
        if self._timer.isActive():
            self._on_search()
        self._open(self._table.currentIndex().row())

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._open(index.row())

    @Slot(object)
    def _on_changed(self, change_set: object) -> None:
        """What is shown may have changed; nobody waits for it, so it is looked up again when things are quiet."""
        kinds = {record_type.KIND for record_type in SEARCHABLE_TYPES}
        changes = getattr(change_set, "changes", ())
        if self._line.text().strip() and any(change.kind in kinds for change in changes):
            self._timer.start(_WAIT_FOR_SCAN_MS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._table.hasFocus():
            self._on_open()
        elif event.key() == Qt.Key.Key_Down and self._line.hasFocus():
            self._step(1)
        elif event.key() == Qt.Key.Key_Up and self._line.hasFocus():
            self._step(-1)
        else:
            super().keyPressEvent(event)
