"""The agenda at the left: where we are, how long it has taken, and what comes next."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QDropEvent, QFontMetrics, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import _
from gk_desktop.domain.event import AgendaItem
from gk_desktop.ui.icons import icon
from gk_desktop.ui.theme import Sign, sign_colour
from gk_desktop.ui.viewmodels.agenda_list_model import MINUTES, NUMBER, TITLE, AgendaListModel


class _AgendaDelegate(QStyledItemDelegate):
    """Titles in two lines; the current TOP has a bar in the accent colour before it, besides its bold type."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.column() == TITLE:
            option.text = in_two_lines(option.text, option.fontMetrics, option.rect.width() - 8)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """The minutes go on while somebody types; what is typed stays."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if index.column() == NUMBER and isinstance(model, AgendaListModel) and model.is_current(index.row()):
            rect: QRect = option.rect
            bar = QRect(rect.left(), rect.top() + 4, 3, rect.height() - 8)
            painter.fillRect(bar, sign_colour(Sign.ACCENT, option.palette))


def in_two_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """The text broken at a blank where it is too long, its end elided."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    words = text.split(" ")
    fitting = 1
    while fitting < len(words) and metrics.horizontalAdvance(" ".join(words[: fitting + 1])) <= width:
        fitting += 1
    lines = (" ".join(words[:fitting]), " ".join(words[fitting:]))
    return "\u2028".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines if line)


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _AgendaView(QTableView):
    # Enter on a TOP.
    chosen = Signal(QModelIndex)
    # Alt and an arrow: so many places up or down.
    step_requested = Signal(int)
    # F2 on a TOP.
    rename_requested = Signal()
    # A TOP was dragged: the rows from and before which it was dropped.
    dragged = Signal(int, int)

    def event(self, event: QEvent) -> bool:
        """F2 is a key of the page, too; here it means the TOP, not an entry."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key())) if event.modifiers() & Qt.KeyboardModifier.AltModifier else None
        if self.state() is QAbstractItemView.State.EditingState:
            # What the editor has left over, such as Enter, is not meant for the row.
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_F2:
            self.rename_requested.emit()
        elif step is not None:
            self.step_requested.emit(step)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Only within the agenda. The store puts the TOPs in order; the model lets the view take none away."""
        if event.source() is not self:
            event.ignore()
            return
        over = self.indexAt(event.position().toPoint())
        below = self.dropIndicatorPosition() is QAbstractItemView.DropIndicatorPosition.BelowItem
        before = over.row() + below if over.isValid() else self.model().rowCount()
        event.accept()
        self.dragged.emit(self.currentIndex().row(), before)


class AgendaPanel(QWidget):
    # Show where a TOP begins: its id.
    shown_requested = Signal(str)
    # Write under this TOP from now on: its id.
    current_requested = Signal(str)
    # A new TOP: its title.
    add_requested = Signal(str)
    # A TOP to another place: its id, and how many are to stand before it.
    move_requested = Signal(str, int)
    remove_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = AgendaListModel(self)
        self.view = _AgendaView()
        self._delegate = _AgendaDelegate(self.view)
        self._title = QLabel(_("Tagesordnung"))
        self._new = QLineEdit()
        self._up, self._down = QToolButton(), QToolButton()
        self._write_here = QAction(_("Hier weiterschreiben"), self)
        self._rename = QAction(_("Titel ändern"), self)
        self._plan = QAction(_("Geplante Minuten ändern"), self)
        self._remove = QAction(_("TOP löschen"), self)

        self._set_up_view()
        self._lay_out()

        self.model.current_changed.connect(self._on_current_changed)
        self.view.clicked.connect(self._on_clicked)
        self.view.doubleClicked.connect(self._on_chosen)
        self.view.chosen.connect(self._on_chosen)
        self.view.step_requested.connect(self._on_step)
        self.view.rename_requested.connect(self._on_rename)
        self.view.dragged.connect(self._on_dragged)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self._new.returnPressed.connect(self._on_add)
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)
        self._write_here.triggered.connect(self._on_write_here)
        self._rename.triggered.connect(self._on_rename)
        self._plan.triggered.connect(self._on_plan)
        self._remove.triggered.connect(self._on_remove)

        self.setObjectName("agenda_panel")
        self.refresh_colours()

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.horizontalHeader().hide()
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(2 * view.fontMetrics().lineSpacing() + 12)
        header = view.horizontalHeader()
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(NUMBER, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(NUMBER, 28)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(MINUTES, QHeaderView.ResizeMode.ResizeToContents)
        view.setShowGrid(False)
        view.setWordWrap(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        view.setDragDropOverwriteMode(False)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setObjectName("agenda_view")
        view.setAccessibleName(_("Tagesordnung"))
        view.setToolTip(
            _("Klick zeigt den TOP, Doppelklick schreibt dort weiter, F2 ändert ihn, Ziehen verschiebt ihn.")
        )

    def _lay_out(self) -> None:
        self._new.setObjectName("agenda_new")
        self._new.setPlaceholderText(_("Neuer TOP"))
        self._new.setAccessibleName(_("Titel eines neuen TOP"))
        for button, name, text in (
            (self._up, "agenda_up", _("TOP nach oben")),
            (self._down, "agenda_down", _("TOP nach unten")),
        ):
            button.setObjectName(name)
            button.setAccessibleName(text)
            button.setToolTip(text)
            button.setAutoRaise(True)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        top = QHBoxLayout()
        top.setContentsMargins(12, 4, 4, 4)
        top.addWidget(self._title, 1)
        top.addWidget(self._up)
        top.addWidget(self._down)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(8, 4, 8, 8)
        bottom.addWidget(self._new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        layout.addLayout(bottom)

    @property
    def new_line(self) -> QLineEdit:
        """Where the title of a new TOP is typed; whoever adds the TOP clears it."""
        return self._new

    def refresh_colours(self) -> None:
        self._up.setIcon(icon("chevron-up", QGuiApplication.palette()))
        self._down.setIcon(icon("chevron-down", QGuiApplication.palette()))

    @property
    def _selected(self) -> AgendaItem | None:
        return self.model.item_at(self.view.currentIndex().row())

    @Slot(object)
    def _on_current_changed(self, item: AgendaItem | None) -> None:
        """What is being written under can be seen, and with it what comes next; the chosen row stays chosen."""
        if item is not None:
            row = self.model.row_of(item.id)
            for seen in (min(row + 1, self.model.rowCount() - 1), row):
                self.view.scrollTo(self.model.index(seen, TITLE))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        item = self.model.item_at(index.row())
        if item is not None:
            self.shown_requested.emit(item.id)

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        item = self.model.item_at(index.row())
        if item is not None:
            self.current_requested.emit(item.id)

    @Slot()
    def _on_add(self) -> None:
        title = self._new.text().strip()
        if title:
            self.add_requested.emit(title)

    @Slot()
    def _on_up(self) -> None:
        self._on_step(-1)

    @Slot()
    def _on_down(self) -> None:
        self._on_step(1)

    @Slot(int)
    def _on_step(self, step: int) -> None:
        row = self.view.currentIndex().row()
        self._move(row, row + step)

    @Slot(int, int)
    def _on_dragged(self, row: int, before: int) -> None:
        self._move(row, before - 1 if before > row else before)

    def _move(self, row: int, rank: int) -> None:
        item = self.model.item_at(row)
        if item is not None and row != rank and self.model.item_at(rank) is not None:
            self.move_requested.emit(item.id, rank)
            self.view.setCurrentIndex(self.model.index(self.model.row_of(item.id), TITLE))

    @Slot(QPoint)
    def _on_menu(self, point: QPoint) -> None:
        if self._selected is None:
            return
        menu = QMenu(self)
        menu.addActions([self._write_here, self._rename, self._plan, self._remove])
        menu.popup(self.view.viewport().mapToGlobal(point))

    @Slot()
    def _on_write_here(self) -> None:
        if self._selected is not None:
            self.current_requested.emit(self._selected.id)

    @Slot()
    def _on_rename(self) -> None:
        self.view.edit(self.model.index(self.view.currentIndex().row(), TITLE))

    @Slot()
    def _on_plan(self) -> None:
        self.view.edit(self.model.index(self.view.currentIndex().row(), MINUTES))

    @Slot()
    def _on_remove(self) -> None:
        if self._selected is not None:
            self.remove_requested.emit(self._selected.id)
