"""Strg+K: go to anything, do anything."""

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPalette, QShowEvent
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

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import Category
from gk_desktop.domain.event import Event
from gk_desktop.domain.record import Record
from gk_desktop.services.searching import Found
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.tasks import LatestTask
from gk_desktop.ui.viewmodels.palette_model import (
    DETAIL,
    MOST_RECORDS,
    PaletteModel,
    PaletteRow,
    entry_row,
    person_row,
    row_of,
)
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.key_names import key_name

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
        self._nothing = QLabel()
        self._model = PaletteModel(self)
        self._search_timer = QTimer(self)
        self._searching = context.workspace.searching.beside() if context is not None else None
        self._task = LatestTask(self._searching.interrupt, self._searching.close) if self._searching else None
        self._is_choice_awaited = False

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
        self._connect_search()

        frame.setFrameShape(QFrame.Shape.Box)
        frame.setFrameShadow(QFrame.Shadow.Plain)
        self._set_up_line()
        self._set_up_table()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        self.setObjectName("command_palette")
        self.setWindowTitle(_("Befehle und Sprungziele"))
        resize_within_screen(self, 620, 420)
        self._model.set_choices(self._action_rows(), self._record_rows())
        self._show_rows()

    def _connect_search(self) -> None:
        if self._task is not None:
            self._task.succeeded.connect(self._on_found)
            self._task.failed.connect(self._on_failed)
            self._task.broke.connect(self._on_broke)
            self.destroyed.connect(self._task.cancel)

    def _set_up_line(self) -> None:
        self._line.setObjectName("palette_line")
        self._line.setPlaceholderText(
            _("Befehl, Fall, Veranstaltung, Person, Institution, Kategorie oder Wort der Mitschrift")
        )
        self._line.setAccessibleName(_("Befehl oder Sprungziel"))
        self._line.setClearButtonEnabled(True)
        font = self._line.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self._line.setFont(font)

    def _set_up_table(self) -> None:
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(_SEARCH_AFTER_MS)
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
        return [
            PaletteRow(_plain(action.text()), key_name(action.shortcut()), "", str(place))
            for place, action in enumerate(self._actions)
        ]

    def _record_rows(self) -> list[PaletteRow]:
        if self._context is None:
            return []
        records = self._context.workspace.records
        found = self._context.perform(lambda: [item for kind in _NAMED_KINDS for item in records.find(kind)])
        rows = [row for record in found or [] if (row := row_of(record)) is not None]
        return [*rows, *(self._context.perform(self._person_rows) or [])]

    def _person_rows(self) -> list[PaletteRow]:
        assert self._context is not None
        workspace = self._context.workspace
        persons = workspace.records.find(Person)
        roles = workspace.programme.person_roles if persons else {}
        known = workspace.identities.book.identities
        return [
            person_row(item, roles.get(item.role, item.role), known[item.id].full_name if item.id in known else "")
            for item in persons
        ]

    def _show_rows(self) -> None:
        has_rows = self._model.rowCount() > 0
        self._table.setVisible(has_rows)
        self._nothing.setVisible(not has_rows)
        self._nothing.setText(
            _("Sucht …") if self._is_searching else _("Dazu gibt es weder einen Befehl noch einen Datensatz.")
        )
        if has_rows and not self._table.currentIndex().isValid():
            self._table.selectRow(0)

    @property
    def _is_searching(self) -> bool:
        return self._search_timer.isActive() or (self._task is not None and self._task.is_running)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._is_choice_awaited = False
        if self._task is not None:
            self._task.forget()
        # Shorter words are not in the index: looking for them takes longer than anybody waits here.
        if self._task is not None and any(len(word) >= _SHORTEST_SEARCH for word in text.split()):
            self._search_timer.start()
        else:
            self._search_timer.stop()
        self._model.set_query(text)
        self._show_rows()

    @Slot()
    def _on_search(self) -> None:
        assert self._task is not None
        assert self._searching is not None
        self._search_timer.stop()
        text, find = self._line.text(), self._searching.find_entries
        self._task.start(lambda progress: find(text, MOST_RECORDS, progress))

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        current = self._table.currentIndex().row()
        self._model.set_found(
            entry_row(str(hit.row["id"]), hit.number, hit.text, event.title if event else "")
            for hit, event in ((hit, found.events.get(hit.event)) for hit in found.hits)
        )
        self._show_rows()
        self._table.selectRow(max(current, 0))
        if self._is_choice_awaited:
            self._on_chosen()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        """The window says it; actions and names are there all the same."""
        assert self._context is not None
        self._is_choice_awaited = False
        self._show_rows()
        self._context.failed.emit(error)

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        self._is_choice_awaited = False
        self._show_rows()
        raise error

    @Slot()
    def _on_chosen(self) -> None:
        row = self._model.row(self._table.currentIndex().row())
        if row is None:
            # Enter came before the search: the first entry that it finds is meant.
            self._is_choice_awaited = self._is_searching
            if self._search_timer.isActive():
                self._on_search()
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
