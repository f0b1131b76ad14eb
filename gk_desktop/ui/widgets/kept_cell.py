"""A cell that is being typed into when the power goes: what stood in it is entered when the event is opened again."""

from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTableView, QWidget

from gk_desktop.base.text import clean_text
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.draft_keeper import DraftKeeper


class RowsById(Protocol):
    """What a model offers besides its cells, so that a row is found again."""

    def row_id(self, row: int) -> str: ...

    def row_of(self, row_id: str) -> int: ...


class KeptCell(QObject):
    """`name` tells this table from others of the same event. Never asks; where the disk is full, the context says so.

    A cell that is left is saved by its table, so a draft lives only as long as the cell is open.
    """

    def __init__(
        self, context: WorkspaceContext, view: QTableView, rows: RowsById, name: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._rows = rows
        self._name = name
        self._event_id = ""
        self._editor: QLineEdit | QPlainTextEdit | None = None
        self._row = ""
        self._place = ""
        self._text = ""
        self._is_kept = False
        self._keeper = DraftKeeper(self._save, self)

        context.erased.connect(self._on_erased)
        application = QGuiApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def open_event(self, event_id: str) -> None:
        """Enter what was being typed into the cells of this event when the program ended without a word."""
        self.forget()
        self._event_id = event_id
        beginning = f"{self._name}:{event_id}:"
        drafts = self._context.workspace.store.drafts
        for draft in self._context.perform(drafts.all) or ():
            if draft.place.startswith(beginning):
                self._enter(draft.place.removeprefix(beginning), draft.text)
                drafts.forget(draft.place)

    def _enter(self, cell: str, text: str) -> None:
        row_id, _colon, column = cell.rpartition(":")
        row, model = self._rows.row_of(row_id), self._view.model()
        if row >= 0:
            model.setData(model.index(row, int(column)), text)

    def forget(self) -> None:
        """The cell was left, and what stood in it is saved or was not wanted."""
        self._keeper.forget()
        self._editor = None
        if self._is_kept:
            self._is_kept = False
            place = self._place
            self._context.perform(lambda: self._context.workspace.store.drafts.forget(place))

    @Slot()
    def _on_erased(self) -> None:
        """A cell whose row was erased for good is not kept any more."""
        if self._editor is not None and self._rows.row_of(self._row) < 0:
            self.forget()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._editor is not None and now is not self._editor:
            self.forget()
        if self._editor is None and isinstance(now, (QLineEdit, QPlainTextEdit)):
            self._follow(now)

    def _follow(self, editor: QLineEdit | QPlainTextEdit) -> None:
        is_inside = editor.parentWidget() is self._view.viewport()
        cell = self._cell_of(editor) if is_inside else QModelIndex()
        if cell.isValid() and self._event_id:
            self._editor = editor
            self._row = self._rows.row_id(cell.row())
            self._place = f"{self._name}:{self._event_id}:{self._row}:{cell.column()}"
            editor.textChanged.connect(self._on_typed)

    def _cell_of(self, editor: QWidget) -> QModelIndex:
        """In the chosen row, but not always in the chosen column: F2 means the title of a TOP."""
        model, row = self._view.model(), self._view.currentIndex().row()
        cells = [model.index(row, column) for column in range(model.columnCount())]
        return next((cell for cell in cells if self._view.indexWidget(cell) is editor), QModelIndex())

    @Slot()
    def _on_typed(self) -> None:
        editor = self._editor
        if editor is not None:
            self._text = editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
            self._keeper.note_change()

    def _save(self) -> None:
        self._is_kept = True
        text = clean_text(self._text)
        self._context.perform(lambda: self._context.workspace.store.drafts.save(self._place, text))
