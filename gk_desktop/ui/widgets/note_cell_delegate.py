"""Cells with wrapped text, edited in place: Enter saves, Shift+Enter begins a new line, Escape leaves it as it was."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gk_desktop.base.i18n import _
from gk_desktop.ui.viewmodels.follow_up_model import DESCRIPTION, DETAILS_ROLE, GAP_ROLE, INSIDE_ROLE, TIME

_BESIDE, _ABOVE = 8, 4
_FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.AlignmentFlag.AlignLeft)
_Index = QModelIndex | QPersistentModelIndex


def _height(metrics: QFontMetrics, width: int, text: str) -> int:
    return metrics.boundingRect(QRect(0, 0, width, 100_000), _FLAGS, text).height()


class NoteCellDelegate(QStyledItemDelegate):
    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        self.initStyleOption(option, index)
        item: Any = option
        is_gap = bool(index.data(GAP_ROLE))
        selected = bool(item.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole
        painter.save()
        if selected:
            painter.fillRect(item.rect, item.palette.color(role.Highlight))
        quiet = is_gap or index.column() < DESCRIPTION
        if selected:
            painter.setPen(item.palette.color(role.HighlightedText))
        else:
            painter.setPen(item.palette.color(role.PlaceholderText if quiet else role.Text))
        font = QFont(item.font)
        font.setItalic(is_gap)
        painter.setFont(font)
        area = item.rect.adjusted(_BESIDE, _ABOVE, -_BESIDE, -_ABOVE)
        painter.drawText(area, _FLAGS, item.text)
        details = str(index.data(DETAILS_ROLE) or "")
        if details:
            if not selected:
                painter.setPen(item.palette.color(role.PlaceholderText))
            area.setTop(area.top() + _height(item.fontMetrics, area.width(), item.text))
            painter.drawText(area, _FLAGS, details)
        if index.data(INSIDE_ROLE):
            painter.setPen(QPen(item.palette.color(role.PlaceholderText), 1, Qt.PenStyle.DashLine))
            painter.drawLine(item.rect.left() + 2, item.rect.top() + 4, item.rect.left() + 2, item.rect.bottom() - 4)
        painter.setPen(item.palette.color(role.Mid))
        painter.drawLine(item.rect.bottomLeft(), item.rect.bottomRight())
        if item.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(item.palette.color(role.Text))
            painter.drawRect(item.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        item: Any = option
        width = self._table.columnWidth(index.column())
        if index.data(GAP_ROLE) and index.column() == DESCRIPTION:
            width += self._table.columnWidth(DESCRIPTION + 1)
        inside = max(width - 2 * _BESIDE, 20)
        texts = (str(index.data() or ""), str(index.data(DETAILS_ROLE) or ""))
        height = sum(_height(item.fontMetrics, inside, text) for text in texts if text)
        return QSize(width, max(height, item.fontMetrics.height()) + 2 * _ABOVE)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index) -> QWidget:
        if index.column() == TIME:
            line = QLineEdit(parent)
            line.setAccessibleName(_("Uhrzeit, zum Beispiel 14:05"))
            line.setObjectName("time_editor")
            return line
        editor = QPlainTextEdit(parent)
        editor.setFrameShape(QFrame.Shape.Box)
        editor.setAccessibleName(_("Zeile des Eintrags"))
        editor.setObjectName("line_editor")
        editor.setTabChangesFocus(True)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """What is typed stays, whatever else happens to the row meanwhile."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QPlainTextEdit) and not editor.document().isModified():
            editor.setPlainText(text)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index) -> None:
        item: Any = option
        area = QRect(item.rect)
        if isinstance(editor, QPlainTextEdit):
            area.setHeight(max(area.height(), 3 * item.fontMetrics.height() + 2 * _ABOVE))
        editor.setGeometry(area)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(watched, QPlainTextEdit)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            plain_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers()
            if plain_enter:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                return True
        return super().eventFilter(watched, event)
