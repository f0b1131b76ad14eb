"""Participants, tasks, decisions and open points at the right: a click puts a speaker in the line or shows an entry.

Headings fold away what stands below them; participants are changed in their row.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QPainter, QPalette, QPen, QPolygonF, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gk_desktop.base.i18n import N_, _
from gk_desktop.ui.theme import Sign, sign_colour
from gk_desktop.ui.viewmodels.event_notes import EventNotes
from gk_desktop.ui.viewmodels.side_list_model import SECTIONS, SideListModel, SideRow
from gk_desktop.ui.widgets.entry_signs import draw_sign, sign_colours
from gk_desktop.ui.widgets.soft_selection import soften_selection

_Index = QModelIndex | QPersistentModelIndex
_LEFT = 12
_SIGN = 12
_FIELDS: Final = {
    "label": N_("Bezeichnung in der Mitschrift"),
    "role": N_("Rolle"),
    "institution_type": N_("Institutionstyp"),
}


def _is_key(event: QEvent, kind: QEvent.Type, *keys: Qt.Key) -> bool:
    return isinstance(event, QKeyEvent) and event.type() == kind and event.key() in keys


class _FieldInRow(QLineEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends here: for the row below it means something else."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()


class _SideDelegate(QStyledItemDelegate):
    """`suggestions` are what is usual in a field of a participant."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.suggestions: Mapping[str, Sequence[str]] = {}
        self._editor = parent
        self.set_colours(parent.palette())

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = _FieldInRow(parent)
        model = index.model()
        field = model.edited_field if isinstance(model, SideListModel) else ""
        editor.setObjectName(f"participant_{field}")
        editor.setPlaceholderText(_(_FIELDS[field]))
        editor.setAccessibleName(_(_FIELDS[field]))
        known = self.suggestions.get(field, ())
        if known:
            completer = QCompleter(list(known), editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(completer)
        editor.returnPressed.connect(self._on_enter)
        self._editor = editor
        return editor

    @Slot()
    def _on_enter(self) -> None:
        self.commitData.emit(self._editor)
        self.closeEditor.emit(self._editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter is left to the field: while it shows suggestions, the delegate would not hear of it."""
        if _is_key(event, QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        return super().eventFilter(watched, event)

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
            self._paint_fold(painter, QPointF(rect.left() - 6, rect.center().y()), is_folded=row.is_folded)
            painter.setPen(QPen(self._line, 1))
            painter.drawLine(QPointF(rect.left(), rect.bottom() - 2), QPointF(rect.right(), rect.bottom() - 2))

    def _paint_fold(self, painter: QPainter, middle: QPointF, *, is_folded: bool) -> None:
        """A small triangle: to the right where something is folded away, else downwards."""
        corners = ((-1.5, -3), (-1.5, 3), (1.5, 0)) if is_folded else ((-3, -1.5), (3, -1.5), (0, 1.5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._second)
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))

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
        self._change = {
            field: QAction(_("{field} ändern").format(field=_(name)), self) for field, name in _FIELDS.items()
        }

        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(8)

        self.clicked.connect(self._on_chosen)
        self.customContextMenuRequested.connect(self._on_menu)
        self._rows.modelReset.connect(self._on_reset)
        for field, action in self._change.items():
            action.setData(field)
            action.triggered.connect(self._on_change)

        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setObjectName("side_panel")
        soften_selection(self)
        self.setAccessibleName(_("Teilnehmende, Aufträge, Beschlüsse, offene Punkte"))

    @property
    def rows(self) -> SideListModel:
        return self._rows

    @property
    def is_editing(self) -> bool:
        """Whether somebody types in a row just now."""
        return self.state() is QAbstractItemView.State.EditingState

    def suggest(self, known: Mapping[str, Sequence[str]]) -> None:
        """What is usual in the fields of participants."""
        self._delegate.suggestions = known

    def show_notes(self, notes: EventNotes) -> None:
        place = self.verticalScrollBar().value()
        before = self._rows.rowCount()
        current = self._rows.row_at(self.currentIndex().row())
        self._rows.show_notes(notes)
        at = self._rows.row_of(current.key) if current is not None else -1
        if at >= 0 and not self.currentIndex().isValid():
            self.setCurrentIndex(self._rows.index(at, 0))
        if before:
            self.verticalScrollBar().setValue(place)

    @Slot()
    def _on_reset(self) -> None:
        line = self.fontMetrics().lineSpacing()
        header = self.verticalHeader()
        for at in range(self._rows.rowCount()):
            row = self._rows.row_at(at)
            if row is not None:
                extra = 20 if row.is_heading and at else 12 if row.is_heading else 8
                header.resizeSection(at, line * row.lines + extra)

    def fold(self, section: str) -> None:
        """Fold a section away, or show it again."""
        self._rows.fold(self._rows.folded ^ {section})
        self.setCurrentIndex(self._rows.index(self._rows.row_of(section), 0))

    def arrangement(self) -> str:
        """Which sections are folded away."""
        return ",".join(sorted(self._rows.folded))

    def arrange(self, arrangement: str) -> None:
        self._rows.fold(set(arrangement.split(",")) & set(SECTIONS))

    def change_participant(self, field: str) -> None:
        """Type another value into the current row, if it is a participant's."""
        row = self._rows.row_at(self.currentIndex().row())
        if row is not None and row.participant is not None:
            self._rows.edited_field = field
            self.edit(self.currentIndex())

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index.row())
        if row is None:
            return
        if row.is_heading:
            self.fold(row.section)
        elif row.participant is not None:
            self.speaker_chosen.emit(row.participant.label)
        elif row.entry:
            self.entry_chosen.emit(row.entry)

    @Slot(QPoint)
    def _on_menu(self, point: QPoint) -> None:
        row = self._rows.row_at(self.indexAt(point).row())
        if row is not None and row.participant is not None:
            self.setCurrentIndex(self.indexAt(point))
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions(list(self._change.values()))
            menu.popup(self.viewport().mapToGlobal(point))

    @Slot()
    def _on_change(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.change_participant(str(action.data()))

    def refresh_colours(self) -> None:
        soften_selection(self)
        self._delegate.set_colours(QGuiApplication.palette())
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """F2 is a key of the page, too; here it means the participant, not an entry."""
        if _is_key(event, QEvent.Type.ShortcutOverride, Qt.Key.Key_F2):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_editing:
            # What the editor has left over, such as Enter, is not meant for the row.
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F2:
            self.change_participant("label")
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)
