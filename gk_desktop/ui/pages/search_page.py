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

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.record_types import SEARCHABLE_TYPES
from gk_desktop.services.searching import FIRST_HITS, Found
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.tasks import LatestTask
from gk_desktop.ui.viewmodels.search_hits_model import SearchHitsModel
from gk_desktop.ui.widgets.hit_delegate import HitDelegate

_WAIT_MS: Final = 120
_WAIT_FOR_SCAN_MS: Final = 450
"""Words of one or two letters are not in the index; looking through everything may take half a second."""

_SAY_SO_AFTER_MS: Final = 200
"""Before that, a sentence about searching would only flicker."""

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
        self._slow = QTimer(self)
        self._searching = context.workspace.searching.beside()
        self._task = LatestTask(self._searching.interrupt, self._searching.close)
        self._shown: str | None = ""
        """The text whose hits are on the page; None where they may no longer be right."""
        self._is_open_awaited = False

        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(self._line)
        layout.addWidget(self._said)
        layout.addWidget(self._table, 1)
        layout.addStretch(0)

        self._line.textChanged.connect(self._on_typed)
        self._line.returnPressed.connect(self._on_open)
        self._timer.timeout.connect(self._on_search)
        self._slow.timeout.connect(self._on_slow)
        self._task.succeeded.connect(self._on_found)
        self._task.failed.connect(self._on_failed)
        self._task.broke.connect(self._on_broke)
        self.destroyed.connect(self._task.cancel)
        self._table.doubleClicked.connect(self._on_double_clicked)
        context.changed.connect(self._on_changed)
        for keys, slot in (("F3", self._on_next), ("Shift+F3", self._on_previous)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

        self._timer.setSingleShot(True)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SAY_SO_AFTER_MS)
        self._set_up()
        self.setObjectName("search_page")
        self._show(Found(), "")

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

    @property
    def is_searching(self) -> bool:
        """Whether hits are still to come for what stands in the line."""
        return self._timer.isActive() or self._task.is_running

    def enter(self) -> None:
        """The page comes to the front: the line is ready for a new search."""
        self._line.setFocus()
        self._line.selectAll()
        if self._shown is None:
            self._on_search()

    def search(self, text: str) -> None:
        """Look for this without waiting for more."""
        self._line.setText(text)
        self._on_search()

    @property
    def _text(self) -> str:
        return self._line.text().strip()

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

    def _show(self, found: Found, text: str) -> None:
        hit = self._model.hit(self._table.currentIndex().row()) if text == self._shown else None
        self._model.set_hits(found, text, FIRST_HITS)
        for row in self._model.headings():
            self._table.setRowHeight(row, self._table.fontMetrics().height() + (8 if row == 0 else 20))
        self._table.setVisible(self._model.hit_count > 0)
        self._table.clearSelection()
        same = None if hit is None else self._model.row_of(hit)
        self._select(self._model.next_hit(-1, 1) if same is None else same)
        self._shown = text
        self._say(text)

    def _say(self, text: str) -> None:
        count = self._model.hit_count
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

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._task.forget()
        self._slow.stop()
        self._is_open_awaited = False
        has_indexed = any(len(word) >= _SHORTEST_INDEXED for word in text.split())
        self._timer.start(_WAIT_MS if has_indexed or not text.strip() else _WAIT_FOR_SCAN_MS)

    @Slot()
    def _on_search(self) -> None:
        self._timer.stop()
        text = self._text
        if text:
            self._slow.start()
            find = self._searching.find_in_each_kind
            self._task.start(lambda progress: (text, find(text, FIRST_HITS, progress)))
        else:
            self._on_found((text, Found()))

    @Slot()
    def _on_slow(self) -> None:
        self._said.setText(_("Sucht …"))

    @Slot(object)
    def _on_found(self, answer: tuple[str, Found]) -> None:
        text, found = answer
        self._slow.stop()
        self._show(found, text)
        if self._is_open_awaited:
            self._is_open_awaited = False
            self._open(self._table.currentIndex().row())

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._give_up()
        self._context.failed.emit(error)

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        self._give_up()
        raise error

    def _give_up(self) -> None:
        """Hits of another text must not stand below this one."""
        self._slow.stop()
        self._is_open_awaited = False
        self._show(Found(), self._text)
        self._shown = None
        self._said.setText(_("Die Suche nach „{text}“ ist nicht gelungen.").format(text=self._text))

    @Slot()
    def _on_next(self) -> None:
        self._step(1)

    @Slot()
    def _on_previous(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._text != self._shown:
            self._hurry()
        elif self._model.hit_count:
            self._select(self._model.next_hit(self._table.currentIndex().row(), step))

    @Slot()
    def _on_open(self) -> None:
        if self._text == self._shown:
            self._open(self._table.currentIndex().row())
            return
        self._is_open_awaited = True
        self._hurry()

    def _hurry(self) -> None:
        """Search now, unless that is what is going on."""
        if self._timer.isActive() or not self._task.is_running:
            self._on_search()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._open(index.row())

    @Slot(object)
    def _on_changed(self, change_set: object) -> None:
        """What is shown may have changed; nobody waits for it, so it is looked up again when things are quiet."""
        kinds = {record_type.KIND for record_type in SEARCHABLE_TYPES}
        changes = getattr(change_set, "changes", ())
        if not self._text or all(change.kind not in kinds for change in changes):
            return
        if self.isVisible():
            self._timer.start(_WAIT_FOR_SCAN_MS)
        else:
            self._shown = None

    def _step_back(self) -> bool:
        """Out of the hits into the line, then what stands in it; False where nothing of this is left."""
        if self._table.hasFocus():
            self._line.setFocus()
            self._line.selectAll()
        elif self._line.text():
            self._line.clear()
            self._line.setFocus()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._step_back():
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._table.hasFocus():
            self._on_open()
        elif event.key() == Qt.Key.Key_Down and self._line.hasFocus():
            self._step(1)
        elif event.key() == Qt.Key.Key_Up and self._line.hasFocus():
            self._step(-1)
        else:
            super().keyPressEvent(event)
