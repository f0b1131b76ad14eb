"""Strg+K: go to anything, do anything."""

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event
from gk_desktop.domain.record import Record
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.palette_model import DETAIL, MOST_RECORDS, PaletteModel, PaletteRow, entry_row, row_of
from gk_desktop.ui.widgets.dialog_size import resize_within_screen

_SEARCH_AFTER_MS: Final = 120
_SHORTEST_SEARCH: Final = 3
_NAMED_KINDS: Final[tuple[type[Record], ...]] = (Case, Event, Institution, Category)
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class CommandPalette(QDialog):
    """One line, and below it what fits. Enter runs an action or announces a record; nothing else happens here."""

    # A record was chosen: kind, id.
    record_chosen = Signal(str, str)

    def __init__(
        self, context: WorkspaceContext | None, actions: Iterable[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._actions = [action for action in actions if _can_run(action)]
        self._line = QLineEdit()
        self._table = QTableView()
        self._nothing = QLabel(_("Dazu gibt es weder einen Befehl noch einen Datensatz."))
        self._model = PaletteModel(self)
        self._search_timer = QTimer(self)

        frame = QFrame()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._line)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._nothing, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

        self._line.textChanged.connect(self._on_typed)
        self._line.returnPressed.connect(self._on_chosen)
        self._table.clicked.connect(self._on_chosen)
        self._search_timer.timeout.connect(self._on_search)

        frame.setFrameShape(QFrame.Shape.Box)
        frame.setFrameShadow(QFrame.Shadow.Plain)
        self._set_up_line()
        self._set_up_table()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(_SEARCH_AFTER_MS)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        self.setObjectName("command_palette")
        self.setWindowTitle(_("Befehle und Sprungziele"))
        resize_within_screen(self, 620, 420)
        self._model.set_choices(self._action_rows(), self._record_rows())
        self._show_rows()

    def _set_up_line(self) -> None:
        self._line.setObjectName("palette_line")
        self._line.setPlaceholderText(
            _("Befehl, Fall, Veranstaltung, Institution, Kategorie oder Wort aus der Mitschrift")
        )
        self._line.setAccessibleName(_("Befehl oder Sprungziel"))
        self._line.setClearButtonEnabled(True)
        font = self._line.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self._line.setFont(font)

    def _set_up_table(self) -> None:
        table = self._table
        table.setObjectName("palette_rows")
        table.setAccessibleName(_("Was passt"))
        table.setModel(self._model)
        table.setItemDelegateForColumn(DETAIL, _DetailDelegate(table))
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 12)
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(DETAIL, QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().resizeSection(DETAIL, 220)

    def _action_rows(self) -> list[PaletteRow]:
        shortcut_format = QKeySequence.SequenceFormat.NativeText
        return [
            PaletteRow(_plain(action.text()), action.shortcut().toString(shortcut_format), "", str(place))
            for place, action in enumerate(self._actions)
        ]

    def _record_rows(self) -> list[PaletteRow]:
        if self._context is None:
            return []
        records = self._context.workspace.records
        found = self._context.perform(lambda: [item for kind in _NAMED_KINDS for item in records.find(kind)])
        return [row for record in found or [] if (row := row_of(record)) is not None]

    def _entry_rows(self, text: str) -> list[PaletteRow]:
        assert self._context is not None
        workspace = self._context.workspace
        hits = [hit for hit in workspace.searching.find(text, MOST_RECORDS) if hit.record.KIND == Entry.KIND]
        titles = {event.id: event.title for event in workspace.records.find(Event)} if hits else {}
        return [entry_row(hit.record.id, hit.number, hit.text, titles.get(hit.event, "")) for hit in hits]

    def _show_rows(self) -> None:
        has_rows = self._model.rowCount() > 0
        self._table.setVisible(has_rows)
        self._nothing.setVisible(not has_rows)
        if has_rows and not self._table.currentIndex().isValid():
            self._table.selectRow(0)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._model.set_query(text)
        self._show_rows()
        # Shorter words are not in the index: looking for them would make the next letter wait.
        if self._context is not None and any(len(word) >= _SHORTEST_SEARCH for word in text.split()):
            self._search_timer.start()
        else:
            self._search_timer.stop()

    @Slot()
    def _on_search(self) -> None:
        assert self._context is not None
        text, current = self._line.text(), self._table.currentIndex().row()
        rows = self._context.perform(lambda: self._entry_rows(text))
        self._model.set_found(rows or [])
        self._table.selectRow(max(current, 0))
        self._show_rows()

    @Slot()
    def _on_chosen(self) -> None:
        if self._search_timer.isActive():
            # Enter came before the search: what is on top now is not yet what was meant.
            self._search_timer.stop()
            self._on_search()
        row = self._model.row(self._table.currentIndex().row())
        if row is None:
            return
        self.accept()
        if row.kind:
            self.record_chosen.emit(row.kind, row.id)
        else:
            self._actions[int(row.id)].trigger()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._model.rowCount():
            super().keyPressEvent(event)
            return
        last = self._model.rowCount() - 1
        target = self._table.currentIndex().row() + step
        if abs(step) == 1:
            target %= last + 1
        self._table.selectRow(min(max(target, 0), last))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            window = parent.window()
            middle = window.mapToGlobal(QPoint(window.width() // 2, 0))
            above = max(0, min(72, (window.height() - self.height()) // 2))
            self.move(middle.x() - self.width() // 2, middle.y() + above)
        self._line.setFocus()


class _DetailDelegate(QStyledItemDelegate):
    """Shortcut or kind, quieter than the title and at the right edge."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        item: Any = option
        item.displayAlignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        item.palette.setColor(QPalette.ColorRole.Text, item.palette.color(QPalette.ColorRole.PlaceholderText))


def _can_run(action: QAction) -> bool:
    return action.isVisible() and action.isEnabled() and not action.isSeparator() and bool(_plain(action.text()))


def _plain(text: str) -> str:
    """The text of an action without its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").strip()
