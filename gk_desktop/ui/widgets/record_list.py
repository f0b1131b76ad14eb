"""A list of records with a line to filter it: arrows move, letters filter, Enter goes to the record."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import _
from gk_desktop.ui.icons import icon
from gk_desktop.ui.viewmodels.category_tree_model import COLOUR_ROLE, CategoryTreeModel
from gk_desktop.ui.viewmodels.record_list_model import ID_ROLE, ListColumn, RecordListModel
from gk_desktop.ui.widgets.column_room import share_room
from gk_desktop.ui.widgets.swatches import swatch

AnyIndex = QModelIndex | QPersistentModelIndex

_ROW_HEIGHT: Final = 28
_SWATCH: Final = 16
_BESIDE_VIEW: Final = 44
"""Margins and scroll bar."""
_WIDE_FROM: Final = 280
_OPENING_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_MOVING_KEYS: Final = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class FilteredList(QWidget):
    """What list and tree share; they bring the view."""

    # The id of the record that is current now, or nothing.
    current_changed = Signal(str)
    # Somebody wishes to edit it.
    open_requested = Signal(str)

    def __init__(self, view: QAbstractItemView, model: Any, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.model = model
        self.filter_line = QLineEdit()
        self._add: QToolButton | None = None
        self._nothing = QLabel()
        self._current = ""
        self._is_changing = False

        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.filter_line, 1)
        self._top = top
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._nothing)
        layout.addWidget(view, 1)

        self._dress(name)

        view.setModel(model)
        self.filter_line.textChanged.connect(self._on_filter)
        self.filter_line.installEventFilter(self)
        view.installEventFilter(self)
        view.doubleClicked.connect(self._on_double_clicked)
        view.selectionModel().currentChanged.connect(self._on_current_changed)

    def _dress(self, name: str) -> None:
        view = self.view
        self.filter_line.setPlaceholderText(_("Filtern"))
        self.filter_line.setAccessibleName(_("{list} filtern").format(list=name))
        self.filter_line.setClearButtonEnabled(True)
        self.filter_line.setObjectName("filter")
        self._nothing.setObjectName("no_hit")
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        view.setAccessibleName(name)
        view.setObjectName("list")
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setTabKeyNavigation(False)

    def offer(self, action: QAction) -> None:
        """A button beside the filter."""
        action.setIcon(icon("plus", self.palette()))
        self._add = QToolButton()
        self._add.setDefaultAction(action)
        self._add.setAccessibleName(action.text())
        self._add.setObjectName("add")
        self._top.addWidget(self._add)
        self.setTabOrder(self.filter_line, self._add)
        self._fit_button()

    def _colour_button(self) -> None:
        if self._add is not None:
            self._add.defaultAction().setIcon(icon("plus", self.palette()))

    def _fit_button(self) -> None:
        if self._add is not None:
            style = Qt.ToolButtonStyle
            is_wide = self.width() >= _WIDE_FROM
            self._add.setToolButtonStyle(style.ToolButtonTextOnly if is_wide else style.ToolButtonIconOnly)

    @property
    def current_id(self) -> str:
        return self._current

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all, filter or not."""
        return bool(self.model.total == 0)

    def set_rows(self, records: Iterable[Any]) -> None:
        """Show these records; the current one stays current as long as it is there."""
        before = self.model.all_ids()
        self._is_changing = True
        self.model.set_rows(records)
        self._is_changing = False
        self._keep_current(before)
        self._say_nothing_found()

    def select(self, record_id: str) -> None:
        """Make a record current, whatever the filter says; an empty id makes none current."""
        index = self._index_of(record_id)
        if record_id and not index.isValid() and self.filter_line.text():
            self.filter_line.clear()
            index = self._index_of(record_id)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        if index.isValid():
            self.view.selectionModel().setCurrentIndex(index, flags)
            self.view.scrollTo(index)
        else:
            self.view.selectionModel().clear()
            self._current = ""

    def select_first(self) -> None:
        index = self.model.index(0, 0)
        if index.isValid():
            self.view.setCurrentIndex(index)

    def enter(self) -> None:
        """The focus to the list, or to the filter where there is nothing to walk through."""
        (self.filter_line if self.model.rowCount() == 0 else self.view).setFocus()

    def _keep_current(self, before: list[str]) -> None:
        """The same record, else the one that stood after it, else the one before."""
        if not self._current:
            return
        place = before.index(self._current) if self._current in before else 0
        for record_id in (self._current, *before[place:], *reversed(before[:place])):
            index = self._index_of(record_id)
            if index.isValid():
                self.view.setCurrentIndex(index)
                self._on_current_changed(index, index)
                return
        self._current = ""

    @abstractmethod
    def _index_of(self, record_id: str) -> QModelIndex:
        """Invalid if the record is not shown."""

    def _say_nothing_found(self) -> None:
        found_nothing = self.model.is_filtered and self.model.rowCount() == 0
        self._nothing.setText(_("Nichts gefunden für „{text}“.").format(text=self.filter_line.text()))
        self._nothing.setVisible(found_nothing)

    @Slot(str)
    def _on_filter(self, text: str) -> None:
        self._is_changing = True
        self.model.set_filter(text)
        self._is_changing = False
        self._say_nothing_found()
        index = self._index_of(self._current)
        if not index.isValid():
            index = self.model.index(0, 0)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self._on_current_changed(index, index)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        record_id = str(current.data(ID_ROLE) or "")
        if not self._is_changing and record_id and record_id != self._current:
            self._current = record_id
            self.current_changed.emit(record_id)

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.open_requested.emit(str(index.data(ID_ROLE) or ""))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_add"):
            self._colour_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_button()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.filter_line and self._is_for_list(event):
                return True
            if watched is self.view and self._is_for_filter(event):
                return True
        return super().eventFilter(watched, event)

    def _is_for_list(self, event: QKeyEvent) -> bool:
        """Keys in the filter that mean the list."""
        if event.key() in _MOVING_KEYS:
            self.view.setFocus()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit(self._current)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.filter_line.clear()
            self.view.setFocus()
            return True
        return False

    def _is_for_filter(self, event: QKeyEvent) -> bool:
        """Keys in the list that open the record or mean the filter."""
        if event.key() in _OPENING_KEYS and self._current:
            self.open_requested.emit(self._current)
            return True
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().strip() and event.text().isprintable():
            self.filter_line.setFocus()
            self.filter_line.setText(self.filter_line.text() + event.text())
            return True
        if event.key() == Qt.Key.Key_Escape and self.filter_line.text():
            self.filter_line.clear()
            return True
        return False


class RecordList(FilteredList):
    """Rows of fixed height; the column with number `stretched` takes what the others leave."""

    def __init__(
        self,
        columns: Sequence[ListColumn],
        widths: Sequence[int],
        name: str,
        *,
        stretched: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        view = QTableView()
        super().__init__(view, RecordListModel(columns), name, parent)
        self.model.setParent(self)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(max(_ROW_HEIGHT, view.fontMetrics().height() + 10))
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.setShowGrid(False)
        view.setWordWrap(False)
        self._header = view.horizontalHeader()
        self._stretched = [stretched]
        for column, width in enumerate(widths):
            if column != stretched:
                # Fonts differ; what a column is called can be read with any of them.
                view.setColumnWidth(column, max(width, self._header.sectionSizeHint(column)))
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.fit_columns()

    def stretch(self, column: int) -> None:
        """This one, too, shares what is left."""
        self._stretched.append(column)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Also where a column was shown or hidden."""
        share_room(self._header, self.width() - _BESIDE_VIEW, self._stretched)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def _index_of(self, record_id: str) -> QModelIndex:
        return QModelIndex(self.model.index(self.model.row_of(record_id), 0))


class _RoomyRows(QStyledItemDelegate):
    """Rows of a tree as high as those of a list, with the colour of a category before its code."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().initStyleOption(option, index)
        colour = index.data(COLOUR_ROLE)
        if colour:
            styled = cast(Any, option)
            styled.icon = swatch(colour, styled.palette)
            styled.decorationSize = QSize(_SWATCH, _SWATCH)
            styled.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), hint.height() + 8)


class CategoryTree(FilteredList):
    """The category system; arrows to the left and right close and open a branch."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        view = QTreeView()
        super().__init__(view, CategoryTreeModel(), name, parent)
        self.model.setParent(self)
        self._tree = view
        view.setItemDelegate(_RoomyRows(view))
        view.setHeaderHidden(True)
        view.setUniformRowHeights(True)
        view.setIndentation(16)
        view.setExpandsOnDoubleClick(False)
        self.model.modelReset.connect(self._on_reset)

    def _index_of(self, record_id: str) -> QModelIndex:
        return QModelIndex(self.model.index_of(record_id))

    @Slot()
    def _on_reset(self) -> None:
        self._tree.expandAll()
