"""Paints a hit: the text with what was found marked in it, and below it where it stands."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gk_desktop.ui.viewmodels.search_hits_model import DETAIL_ROLE, HEADING_ROLE, MARKS_ROLE

_MARGIN = 8
_TINT = 70


class HitDelegate(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        item: Any = option
        painter.save()
        if index.data(HEADING_ROLE):
            _paint_heading(painter, item)
        else:
            selected = bool(item.state & QStyle.StateFlag.State_Selected)
            if selected:
                painter.fillRect(item.rect, item.palette.color(QPalette.ColorRole.Highlight))
            _paint_hit(painter, item, index.data(MARKS_ROLE) or [], str(index.data(DETAIL_ROLE) or ""), selected)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item: Any = option
        lines = 1 if index.data(HEADING_ROLE) else 2
        return QSize(200, lines * item.fontMetrics.height() + 12)


def _paint_heading(painter: QPainter, item: Any) -> None:
    font = QFont(item.font)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(item.palette.color(QPalette.ColorRole.PlaceholderText))
    area = item.rect.adjusted(_MARGIN, 0, -_MARGIN, -4)
    painter.drawText(area, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, item.text)
    painter.setPen(item.palette.color(QPalette.ColorRole.Mid))
    painter.drawLine(item.rect.bottomLeft(), item.rect.bottomRight())


def _paint_hit(painter: QPainter, item: Any, marks: list[tuple[int, int]], detail: str, selected: bool) -> None:
    metrics = item.fontMetrics
    area: QRect = item.rect.adjusted(_MARGIN, 6, -_MARGIN, -6)
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
    text = metrics.elidedText(item.text, Qt.TextElideMode.ElideRight, area.width())
    layout = QTextLayout(text, item.font)
    layout.setFormats([_marked(start, length, item.palette, selected) for start, length in marks if start < len(text)])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(float(area.width()) + 200)
    layout.endLayout()
    painter.setPen(item.palette.color(role))
    painter.setClipRect(item.rect)
    layout.draw(painter, QPointF(area.topLeft()))
    if not selected:
        role = QPalette.ColorRole.PlaceholderText
    painter.setPen(item.palette.color(role))
    below = area.adjusted(0, metrics.height(), 0, 0)
    shortened = metrics.elidedText(detail, Qt.TextElideMode.ElideMiddle, area.width())
    painter.drawText(below, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shortened)


def _marked(start: int, length: int, colours: QPalette, selected: bool) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    if selected:
        look.setFontUnderline(True)
    else:
        tint = QColor(colours.color(QPalette.ColorRole.Highlight))
        tint.setAlpha(_TINT)
        look.setBackground(tint)
    marked = QTextLayout.FormatRange()
    marked.start, marked.length, marked.format = start, length, look
    return marked
