"""A table to type into: cells are edited in place with the inputs of their fields, the last row makes a new record."""

from typing import Any, Final, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import _
from gk_desktop.domain.fields import FieldType
from gk_desktop.ui.icons import icon
from gk_desktop.ui.theme import Sign, sign_colour
from gk_desktop.ui.viewmodels.child_table_model import CONFLICT_ROLE, HINT_ROLE, PROBLEM_ROLE, ChildTableModel
from gk_desktop.ui.widgets.column_room import share_room
from gk_desktop.ui.widgets.field_editors import FieldInput, make_input
from gk_desktop.ui.widgets.reference_input import ReferenceInput
from gk_desktop.ui.widgets.versions_button import VersionsButton

AnyIndex = QModelIndex | QPersistentModelIndex

_PAUSE_MS: Final = 600
_MARGINS: Final = 60
"""Around the table, and its scroll bar."""


class _CellDelegate(QStyledItemDelegate):
    """Opens the input that a field has in a form; saves at a pause of typing without closing it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor: QWidget | None = None
        self._saves_on_pause = False
        self._finished = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)

    def commit(self) -> None:
        """Save what stands in an open editor."""
        self._pause.stop()
        if self._editor is not None:
            self.commitData.emit(self._editor)

    @Slot()
    def _on_edited(self) -> None:
        if self._saves_on_pause:
            self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        self._finished = False
        self.commit()
        self._finished = True

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        model = cast(ChildTableModel, index.model())
        field = model.field(index.column())
        options = model.options(index.column())
        if options is not None and options.offer_to_make:
            cell = cast(Any, ReferenceInput(options))
        else:
            cell = cast(Any, make_input(field, options, in_table=True))
        cell.setParent(parent)
        cell.setAccessibleName(_(field.label))
        cell.setObjectName(f"cell_{field.name}")
        cell.edited.connect(self._on_edited)
        cell.setAutoFillBackground(True)
        self._editor = cell
        self._saves_on_pause = field.field_type is FieldType.TEXT
        return cast(QWidget, cell)

    def destroyEditor(self, editor: QWidget, index: AnyIndex) -> None:
        if editor is self._editor:
            self._pause.stop()
            self._editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        cell, model = cast(FieldInput, editor), cast(ChildTableModel, index.model())
        if not model.stands_for(index, cell.typed()):
            cell.show_text(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        typed = cast(FieldInput, editor).typed()
        cast(ChildTableModel, model).enter_text(index, typed, finished=self._finished)

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().initStyleOption(option, index)
        styled = cast(Any, option)
        if index.data(CONFLICT_ROLE):
            styled.icon = icon("merge", styled.palette)
            styled.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        if index.data(HINT_ROLE):
            styled.palette.setColor(QPalette.ColorRole.Text, styled.palette.color(QPalette.ColorRole.PlaceholderText))
        elif index.data(PROBLEM_ROLE):
            styled.palette.setColor(QPalette.ColorRole.Text, sign_colour(Sign.WARNING, styled.palette))


class _CellView(QTableView):
    """Enter edits, as F2 does, and in an open cell goes on to the next one and from the last one to the row below.

    Tab goes from cell to cell as the eye does, over what only the program fills, and leaves the table at its end. Esc
    without an open editor is for the page.
    """

    escaped = Signal()

    def open_cell(self, index: QModelIndex) -> None:
        """Edit a cell, unless it cannot be edited or is being edited."""
        # When a row elsewhere in the table goes, Qt forgets that it is editing, and leaves the editor where it is.
        editor = self.indexWidget(index)
        if editor is not None:
            editor.setFocus()
        elif index.isValid() and not self._is_editing() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def _table(self) -> ChildTableModel:
        return cast(ChildTableModel, self.model())

    def _enter(self, index: QModelIndex) -> None:
        """Into a cell, ready to type; one that is ticked waits for the space bar."""
        self.setCurrentIndex(index)
        self.open_cell(index)

    def _on_enter(self) -> None:
        """Done with this cell: on to the next one, unless nothing was typed into a new row."""
        index = self.currentIndex()
        table = self._table()
        if not index.isValid() or table.is_untouched(index.row()):
            return
        following = table.cell_beside(index, forward=True)
        if following.isValid() and following.row() == index.row():
            self._enter(following)
        else:
            self._enter(table.naming_cell(index.row() + 1))

    def _on_tab(self, *, forward: bool) -> None:
        following = self._table().cell_beside(self.currentIndex(), forward=forward)
        if following.isValid():
            self._enter(following)
        else:
            super().focusNextPrevChild(forward)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        ends = QAbstractItemDelegate.EndEditHint
        goes_on = hint in (ends.SubmitModelCache, ends.EditNextItem, ends.EditPreviousItem)
        super().closeEditor(editor, ends.NoHint if goes_on else hint)
        if hint == ends.SubmitModelCache:
            self._on_enter()
        elif goes_on:
            self._on_tab(forward=hint == ends.EditNextItem)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """A box that is ticked is never open; Tab goes on from it as from an open cell."""
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            self._on_tab(forward=forward)
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter_without_editor()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def _on_enter_without_editor(self) -> None:
        # An open line lets Enter through to here after it has taken it.
        if self._is_editing():
            return
        index = self.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.open_cell(index)
        else:
            self._on_enter()


class ChildTable(QWidget):
    # Esc: back to the list.
    escaped = Signal()

    def __init__(
        self,
        model: ChildTableModel,
        name: str,
        widths: dict[int, int],
        stretched: tuple[int, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.view = _CellView()
        self._delegate = _CellDelegate(self.view)
        self._stretched = stretched
        self._problem = QLabel()
        self.versions = VersionsButton()

        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self._problem)
        layout.addWidget(self.versions)
        layout.addWidget(self.view, 1)

        self.view.setModel(model)
        self.view.setItemDelegate(self._delegate)
        model.problem_changed.connect(self._on_problem)
        self.view.escaped.connect(self.escaped)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        model.dataChanged.connect(self._on_data_changed)
        model.modelReset.connect(self._on_data_changed)
        self.versions.version_chosen.connect(self._on_version_chosen)

        model.setParent(self)
        self._dress_view(name, widths)
        self._problem.setWordWrap(True)
        self._problem.setObjectName("table_problem")
        self._problem.hide()

    def _dress_view(self, name: str, widths: dict[int, int]) -> None:
        view = self.view
        view.setAccessibleName(name)
        view.setObjectName("child_table")
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(max(28, view.fontMetrics().height() + 12))
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        trigger = QAbstractItemView.EditTrigger
        view.setEditTriggers(
            trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked | trigger.SelectedClicked
        )
        for column, width in widths.items():
            # Fonts differ; what a column is called can be read with any of them.
            view.setColumnWidth(column, max(width, view.horizontalHeader().sectionSizeHint(column)))
        self._fit_columns()

    def _fit_columns(self) -> None:
        share_room(self.view.horizontalHeader(), self.width() - _MARGINS, self._stretched)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    @property
    def current_id(self) -> str:
        return self.model.id_at(self.view.currentIndex().row())

    @property
    def problem(self) -> str:
        return self._problem.text()

    def select(self, record_id: str) -> None:
        row = self.model.row_of(record_id)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, 0))
            self.view.scrollTo(self.model.index(row, 0))

    def begin_new(self) -> None:
        """Into the new row, ready to type."""
        # What is open elsewhere in the table is saved by this, and may become a row of its own.
        self.view.setFocus()
        index = self.model.naming_cell(self.model.rowCount() - 1)
        self.view.setCurrentIndex(index)
        self.view.open_cell(index)

    def save_pending(self) -> None:
        """Save what stands in an open cell."""
        self._delegate.commit()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """Offer the versions of the cell, else those of the first cell of its row that has some."""
        conflicts = self.model.conflicts(current.row())
        names = [self.model.field(column).name for column in range(self.model.columnCount())]
        if current.isValid():
            names.insert(0, names[current.column()])
        name = next((name for name in names if name in conflicts), names[0])
        field = self.model.field(names[1:].index(name) if current.isValid() else names.index(name))
        self.versions.offer(field, conflicts.get(name, ()), self.model.title_of, named=True)

    @Slot()
    def _on_data_changed(self) -> None:
        self._on_current_changed(self.view.currentIndex(), QModelIndex())

    @Slot(str, object)
    def _on_version_chosen(self, name: str, value: object) -> None:
        self.model.decide(self.view.currentIndex().row(), name, value)

    @Slot(str)
    def _on_problem(self, sentence: str) -> None:
        colours = QPalette(self.palette())
        colours.setColor(QPalette.ColorRole.WindowText, sign_colour(Sign.WARNING, self.palette()))
        self._problem.setPalette(colours)
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.view.setAccessibleDescription(sentence)
