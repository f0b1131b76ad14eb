"""Fields in which records are written, and how a monkey gets into one of them."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget

from gk_desktop.ui.widgets.answer_form import AnswerField
from gk_desktop.ui.widgets.entry_line import EntryLine
from tests.ui.monkey_hands import pump, seen

_TABLES: Final = ("child_table", "follow_up_table", "agenda_view")


def some_field(page: QWidget | None, which: int) -> QWidget | None:
    """A field of this page with the cursor in it, or a cell that was opened; None where there is none."""
    widgets = [] if page is None else page.findChildren(QWidget)
    found = [item for item in widgets if seen(item) and (_writes_records(item) or item.objectName() in _TABLES)]
    if not found:
        return None
    chosen = found[which % len(found)]
    chosen.setFocus()
    if isinstance(chosen, QAbstractItemView):
        model = chosen.model()
        if not model.rowCount() or not model.columnCount():
            return None
        at = which // len(found)
        chosen.setCurrentIndex(model.index(at % model.rowCount(), at % model.columnCount()))
        QTest.keyClick(chosen, Qt.Key.Key_F2)
        pump()
    field = QApplication.focusWidget()
    return field if isinstance(field, (QLineEdit, QPlainTextEdit)) and not field.isReadOnly() else None


def _writes_records(widget: QWidget) -> bool:
    name = widget.objectName()
    if isinstance(widget, (EntryLine, AnswerField)):
        return True
    return isinstance(widget, (QLineEdit, QPlainTextEdit)) and (
        name.startswith("field_") or name in {"added_line", "agenda_new"}
    )


def go_to_next_row(page: QWidget | None) -> None:
    """Choose another row in the first list of the page."""
    view = page.findChild(QAbstractItemView) if page is not None else None
    if view is not None and view.model() is not None and view.model().rowCount() > 1:
        rows = view.selectionModel()
        row = (rows.currentIndex().row() + 1) % view.model().rowCount()
        rows.setCurrentIndex(view.model().index(row, 0), QItemSelectionModel.SelectionFlag.SelectCurrent)


def shown_texts(window: QWidget) -> Iterator[str]:
    """What stands in every input of the window."""
    for line in window.findChildren(QLineEdit):
        yield line.text()
    for text in window.findChildren(QPlainTextEdit):
        yield text.toPlainText()
