"""Participants, tasks, decisions and open points at the right: a click puts a speaker in the line or shows an entry."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QPen, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gk_desktop.base.i18n import _
from gk_desktop.ui.theme import Sign, sign_colour
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.viewmodels.side_list_model import SideListModel, SideRow
from gk_desktop.ui.widgets.entry_signs import draw_sign, sign_colours
from gk_desktop.ui.widgets.soft_selection import soften_selection

_Index = QModelIndex | QPersistentModelIndex
_LEFT = 12
_SIGN = 12


class _SideDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.set_colours(parent.palette())

    def set_colours(self, colours: QPalette) -> None:
        self._text = colours.color(QPalette.ColorRole.Text)
        self._second = sign_colour(Sign.SECOND, colours)
        self._line = sign_colour(Sign.LINE, colours)
        self._signs = sign_colours(colours)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, SideListModel) else None
        if row is None:
            return
        rect: QRect = option.rect
        painter.save()
        painter.setFont(option.font)
        if row.kind is None:
            self._paint_line(painter, QRectF(rect).adjusted(_LEFT, 0, -_LEFT, 0), row)
        else:
            self._paint_item(painter, QRectF(rect).adjusted(_LEFT, 3, -_LEFT, -3), row)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRectF, row: SideRow) -> None:
        """A heading, or a participant with the key."""
        font = painter.font()
        font.setBold(row.is_heading)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        detail = metrics.horizontalAdvance(row.detail)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._second)
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, row.detail)
        painter.setPen(self._second if row.is_quiet else self._text)
        text = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, round(rect.width()) - detail - 12)
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignLeft, text)
        if row.is_heading:
            painter.setPen(QPen(self._line, 1))
            painter.drawLine(QPointF(rect.left(), rect.bottom() - 2), QPointF(rect.right(), rect.bottom() - 2))

    def _paint_item(self, painter: QPainter, rect: QRectF, row: SideRow) -> None:
        """Sign, one line of text, and who and when below it."""
        assert row.kind is not None
        height = rect.height() / 2
        box = QRectF(rect.left(), rect.top() + (height - _SIGN) / 2, _SIGN, _SIGN)
        draw_sign(painter, row.kind, box, self._signs[row.kind])
        text = rect.adjusted(_SIGN + 8, 0, 0, -height)
        metrics = painter.fontMetrics()
        painter.setPen(self._second if row.is_quiet else self._text)
        shown = metrics.elidedText(row.text.replace("\n", " "), Qt.TextElideMode.ElideRight, round(text.width()))
        painter.drawText(text, shown, QTextOption(Qt.AlignmentFlag.AlignVCenter))
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        painter.setPen(self._second)
        below = text.translated(0, height)
        shown = painter.fontMetrics().elidedText(row.detail, Qt.TextElideMode.ElideRight, round(below.width()))
        painter.drawText(below, shown, QTextOption(Qt.AlignmentFlag.AlignVCenter))


class SidePanel(QTableView):
    # Put this name into the line.
    speaker_chosen = Signal(str)
    # Show this entry.
    entry_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = SideListModel(self)
        self._delegate = _SideDelegate(self)

        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(8)

        self.clicked.connect(self._on_chosen)

        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setObjectName("side_panel")
        soften_selection(self)
        self.setAccessibleName(_("Teilnehmende, Aufträge, Beschlüsse, offene Punkte"))

    @property
    def rows(self) -> SideListModel:
        return self._rows

    def show_notes(self, notes: EventNotes) -> None:
        place = self.verticalScrollBar().value()
        before = self._rows.rowCount()
        self._rows.show_notes(notes)
        line = self.fontMetrics().lineSpacing()
        header = self.verticalHeader()
        for at in range(self._rows.rowCount()):
            row = self._rows.row_at(at)
            if row is not None:
                extra = 20 if row.is_heading and at else 12 if row.is_heading else 8
                header.resizeSection(at, line * row.lines + extra)
        if before:
            self.verticalScrollBar().setValue(place)

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index.row())
        if row is not None and row.speaker:
            self.speaker_chosen.emit(row.speaker)
        elif row is not None and row.entry:
            self.entry_chosen.emit(row.entry)

    def refresh_colours(self) -> None:
        soften_selection(self)
        self._delegate.set_colours(self.palette())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)
