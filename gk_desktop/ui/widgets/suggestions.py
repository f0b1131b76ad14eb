"""The list that suggests while somebody types: what Enter would take stands out before it is pressed."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget

_MOST_WIDTH: Final = 480
_TAKING_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Suggestions(QCompleter):
    """Enter and Tab take what is marked: Enter is used up by that, Tab goes on. Esc leaves what was typed.

    `marks_first`: the first suggestion that is, or begins with, what is typed is marked without an arrow key. In a
    table one goes from cell to cell; in a form a free name such as „Kreis“ must stay what it is. `else_last`: where
    nothing begins like that, the last one is marked.
    """

    # The text of the suggestion that was taken with a key, and whether the key wants to go on to the next input.
    taken = Signal(str, bool)

    def __init__(
        self, model: QAbstractItemModel, parent: QWidget, *, marks_first: bool, else_last: bool = False
    ) -> None:
        super().__init__(model, parent)
        self._marks_first = marks_first
        self._else_last = else_last
        self._marked_for = ""
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() in _TAKING_KEYS and self._take(event.key()):
            return True
        is_done = super().eventFilter(watched, event)
        if watched is self._list() and (event.type() == QEvent.Type.Show or (is_key and self._is_to_be_marked)):
            self._mark()
            self._widen()
        return is_done

    @property
    def _is_to_be_marked(self) -> bool:
        return self.completionPrefix() != self._marked_for

    def _list(self) -> QAbstractItemView:
        popup = self.popup()
        assert popup is not None, "Qt makes one when it is first asked for"
        return popup

    def _widen(self) -> None:
        """A cell is often narrower than what is proposed for it."""
        popup = self._list()
        beside = 2 * popup.frameWidth() + popup.verticalScrollBar().sizeHint().width()
        popup.setMinimumWidth(min(_MOST_WIDTH, popup.sizeHintForColumn(0) + beside))

    def _take(self, key: int) -> bool:
        if not self._list().isVisible():
            return False
        if self._is_to_be_marked:
            self._mark()
        index = self._list().currentIndex()
        if not index.isValid():
            return False
        text = str(index.data(self.completionRole()))
        self._list().hide()
        self.taken.emit(text, key == Qt.Key.Key_Tab)
        return True

    def _mark(self) -> None:
        """Only to the eye: the line goes on showing what was typed."""
        self._marked_for = self.completionPrefix()
        if not self._marks_first:
            return
        popup, model = self._list(), self.completionModel()
        typed = self._marked_for.casefold()
        texts = [str(model.index(row, 0).data()).casefold() for row in range(model.rowCount())]
        beginning = [row for row, text in enumerate(texts) if text.startswith(typed)]
        otherwise = len(texts) - 1 if self._else_last else -1
        best = texts.index(typed) if typed in texts else next(iter(beginning), otherwise)
        # Otherwise the line would take over what is only marked.
        blocker = QSignalBlocker(popup.selectionModel())
        popup.setCurrentIndex(model.index(best, 0) if best >= 0 else QModelIndex())
        blocker.unblock()
        if best >= 0:
            popup.scrollTo(model.index(best, 0))
        popup.viewport().update()
