"""Paints the stream like minutes: time small and grey, speaker semi-bold, text in full, kind as a sign."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gk_desktop.ui.theme import Sign, sign_colour
from gk_desktop.ui.viewmodels.entry_finder import spans
from gk_desktop.ui.viewmodels.entry_list_model import EntryListModel
from gk_desktop.ui.viewmodels.entry_rows import INSIDE_ONLY, StreamRow
from gk_desktop.ui.widgets.entry_layouts import HEADING_SPACE, EntryLayouts
from gk_desktop.ui.widgets.entry_signs import TINTED, draw_sign, sign_colours
from gk_desktop.ui.widgets.soft_selection import selection_tint

_Index = QModelIndex | QPersistentModelIndex
_EDGE = 6


class EntryDelegate(QStyledItemDelegate):
    """`edited` is the entry whose line is being changed right now, `marked_words` is what somebody looks for."""

    def __init__(self, layouts: EntryLayouts, parent: QWidget) -> None:
        super().__init__(parent)
        self._layouts = layouts
        self.edited = ""
        self.marked_words = ""
        self.set_colours(parent.palette())

    def set_colours(self, colours: QPalette) -> None:
        """Look the colours up once, not once per row."""
        role = QPalette.ColorRole
        self._text = colours.color(role.Text)
        self._ground = colours.color(role.AlternateBase)
        self._second = sign_colour(Sign.SECOND, colours)
        self._line = sign_colour(Sign.LINE, colours)
        self._accent = sign_colour(Sign.ACCENT, colours)
        self._signs = sign_colours(colours)
        self._chosen = selection_tint(colours)
        self._hit = _hit_format(colours)
        self._tints = {kind: _faint(self._signs[kind], 22) for kind in TINTED}
        self._layouts.set_quiet_colour(self._second)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, EntryListModel) else None
        if row is None:
            return
        rect: QRect = option.rect
        painter.save()
        if row.entry is None:
            self._paint_heading(painter, rect, row)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_ground(painter, rect, row, selected=selected)
            self._paint_entry(painter, rect, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: StreamRow) -> None:
        layouts = self._layouts
        painter.setFont(layouts.heading_font)
        painter.setPen(self._text)
        right = min(rect.right() - 12, rect.left() + layouts.used_width)
        text = rect.adjusted(layouts.sign_left, HEADING_SPACE, right - rect.right(), -6)
        elided = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, elided)
        painter.setPen(QPen(self._line, 1))
        bottom = rect.bottom() - 5
        painter.drawLine(rect.left() + layouts.sign_left, bottom, right, bottom)

    def _paint_ground(self, painter: QPainter, rect: QRect, row: StreamRow, *, selected: bool) -> None:
        layouts = self._layouts
        inner = QRectF(rect).adjusted(4, 1, -4, -1)
        inner.setWidth(min(inner.width(), layouts.used_width))
        if selected:
            painter.fillRect(inner, self._chosen)
        elif row.kind in self._tints:
            painter.fillRect(inner, self._tints[row.kind])
        if row.id == self.edited:
            painter.fillRect(QRectF(inner.left(), inner.top(), 3, inner.height()), self._accent)
        elif row.kind in INSIDE_ONLY:
            pen = QPen(self._second, 1, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawLine(QPointF(rect.left() + _EDGE, inner.top()), QPointF(rect.left() + _EDGE, inner.bottom()))

    def _paint_entry(self, painter: QPainter, rect: QRect, row: StreamRow) -> None:
        layouts = self._layouts
        origin = layouts.text_position(rect.left(), rect.top())
        first_line = QRectF(rect.left(), origin.y(), rect.width(), layouts.line_height)
        box = QRectF(0, 0, layouts.sign, layouts.sign)
        box.moveCenter(QPointF(rect.left() + layouts.sign_left + layouts.sign / 2, first_line.center().y()))
        draw_sign(painter, row.kind, box, self._signs[row.kind])
        painter.setFont(layouts.small_font)
        painter.setPen(self._second)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(first_line.adjusted(layouts.time_left, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, row.time)
        first_line.setWidth(min(first_line.width() - 12, layouts.used_width - 8))
        painter.drawText(first_line, middle | Qt.AlignmentFlag.AlignRight, row.number)
        painter.setPen(self._text)
        layout = layouts.layout(row)
        layout.draw(painter, origin, self._hits_in(layout.text()) if self.marked_words else [])

    def _hits_in(self, text: str) -> list[QTextLayout.FormatRange]:
        found = []
        for start, length in spans(text, self.marked_words):
            hit = QTextLayout.FormatRange()
            hit.start, hit.length, hit.format = start, length, self._hit
            found.append(hit)
        return found

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, EntryListModel) else None
        return QSize(self._layouts.width, self._layouts.height(row) if row is not None else 0)


def _hit_format(colours: QPalette) -> QTextCharFormat:
    """Marked by a tint and a line below it: not by colour alone."""
    form = QTextCharFormat()
    form.setBackground(_faint(sign_colour(Sign.TASK, colours), 70))
    form.setFontUnderline(True)
    return form


def _faint(colour: QColor, alpha: int) -> QColor:
    result = QColor(colour)
    result.setAlpha(alpha)
    return result
