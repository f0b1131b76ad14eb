"""Inputs for fields, made from their declaration: text, long text, pick-list, choice, yes and no.

Every input speaks the same language: `typed()` is what stands in it, `show_text()` puts something there, `edited` says
that a person typed or chose, `left` that they are done with it (the focus has gone, or Enter).
"""

from abc import abstractmethod
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.fields import FieldDeclaration, FieldType
from gk_desktop.ui.viewmodels.field_options import FieldOptions
from gk_desktop.ui.viewmodels.field_texts import YES, is_long
from gk_desktop.ui.widgets.suggestions import Suggestions
from gk_desktop.ui.widgets.swatches import swatch

_FEWEST_LINES: Final = 2
_MOST_LINES: Final = 10
_SHOWN_IN_POPUP: Final = 16


class FieldInput(Protocol):
    edited: SignalInstance
    left: SignalInstance

    def typed(self) -> str: ...

    def show_text(self, text: str) -> None: ...


class LineInput(QLineEdit):
    """Enter goes on to the next field, unless the input is a cell, whose table knows what Enter does."""

    edited = Signal()
    left = Signal()

    def __init__(self, *, in_table: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._in_table = in_table
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_return)
        self.editingFinished.connect(self.left)

    def typed(self) -> str:
        return self.text()

    def show_text(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()

    @Slot()
    def _on_return(self) -> None:
        if not self._in_table:
            self.focusNextChild()


class LongInput(QPlainTextEdit):
    """Grows with its text. Tab goes on, because a form is not a document."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shows = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._on_grown)

    def typed(self) -> str:
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        if text != self.toPlainText():
            self._shows = True
            self.setPlainText(text)
            self._shows = False

    @Slot()
    def _on_changed(self) -> None:
        if not self._shows:
            self.edited.emit()

    @Slot()
    def _on_grown(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        lines = min(max(round(self.document().size().height()), _FEWEST_LINES), _MOST_LINES)
        frame = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        return QSize(200, lines * QFontMetrics(self.font()).lineSpacing() + frame)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ListInput(QComboBox):
    """A wheel over it scrolls the form; it must not change what was chosen."""

    edited = Signal()
    left = Signal()

    def __init__(self, options: FieldOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self.setMaxVisibleItems(_SHOWN_IN_POPUP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def set_options(self, options: FieldOptions) -> None:
        """Offer something else, and go on showing the same."""
        if options != self._options:
            typed = self.typed()
            self._options = options
            self._fill()
            self.show_text(typed)

    @abstractmethod
    def typed(self) -> str:
        """What stands in it."""

    @abstractmethod
    def show_text(self, text: str) -> None:
        """Put it there, without telling anybody."""

    def _fill(self) -> None:
        self.clear()
        for option in self._options.options:
            self.addItem(option.label, option.value)
        self._colour()

    @property
    def _has_colours(self) -> bool:
        return any(option.colour for option in self._options.options)

    def _colour(self) -> None:
        for position, option in enumerate(self._options.options):
            if option.colour:
                self.setItemIcon(position, swatch(option.colour, self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_options"):
            self._colour()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave(event)

    def _leave(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceInput(ListInput):
    """One of the list; letters jump to it."""

    def __init__(self, options: FieldOptions, parent: QWidget | None = None) -> None:
        super().__init__(options, parent)
        self._fill()
        self.activated.connect(self._on_chosen)

    def typed(self) -> str:
        return str(self.currentData() or "")

    def show_text(self, text: str) -> None:
        if text == self.typed() and self.currentIndex() >= 0:
            return
        position = self.findData(text)
        if position < 0:
            # Removed in the meantime, or known to a newer program only: shown, and kept unless somebody chooses. What
            # is empty stands above the choices, where the arrow down begins.
            position = self.count() if text else 0
            self.insertItem(position, self._label_of_unknown(text), text)
            if self._has_colours and QColor.isValidColorName(text):
                self.setItemIcon(position, swatch(text, self.palette()))
        self.setCurrentIndex(position)

    def _label_of_unknown(self, text: str) -> str:
        if not text:
            return "–"
        return _("entfernt") if self._options.are_records else text

    @Slot()
    def _on_chosen(self) -> None:
        self.edited.emit()


class PickInput(ListInput):
    """A list that suggests; anything else may be typed."""

    def __init__(self, options: FieldOptions, *, in_table: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(options, parent)
        self._in_table = in_table
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._fill()
        self.setCurrentIndex(-1)
        self.suggest_from(Suggestions(self.model(), self, marks_first=in_table))
        line = self._line()
        line.textEdited.connect(self._on_edited)
        line.returnPressed.connect(self._on_return)
        self.activated.connect(self._on_edited)

    def suggest_from(self, suggestions: Suggestions) -> None:
        """What is proposed while somebody types."""
        self._suggestions = suggestions
        self.setCompleter(suggestions)
        suggestions.activated.connect(self._on_edited)
        suggestions.taken.connect(self._on_taken)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab out of the open list of suggestions passes by the table, which would open the next cell."""
        if not self._in_table:
            return super().focusNextPrevChild(forward)
        key = Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab
        QCoreApplication.postEvent(self, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
        return True

    def typed(self) -> str:
        return self.currentText()

    def show_text(self, text: str) -> None:
        if text != self.currentText() or not text:
            self.setCurrentIndex(self.findText(text, Qt.MatchFlag.MatchExactly))
            self.setEditText(text)
            self._line().setCursorPosition(0)

    def _line(self) -> QLineEdit:
        # Asked for anew each time: what a delegate hands to Qt loses the Python side of its children.
        line = self.lineEdit()
        assert line is not None
        return line

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()

    @Slot(str, bool)
    def _on_taken(self, text: str, goes_on: bool) -> None:
        self.setEditText(text)
        self.edited.emit()
        if goes_on:
            self.focusNextPrevChild(True)

    @Slot()
    def _on_return(self) -> None:
        if not self._in_table:
            self.left.emit()
            self.focusNextChild()


class YesNoInput(QCheckBox):
    edited = Signal()
    left = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.clicked.connect(self._on_clicked)

    def typed(self) -> str:
        return YES if self.isChecked() else ""

    def show_text(self, text: str) -> None:
        self.setChecked(bool(text))

    @Slot()
    def _on_clicked(self) -> None:
        self.edited.emit()
        self.left.emit()


def make_input(field: FieldDeclaration, options: FieldOptions | None, *, in_table: bool = False) -> FieldInput:
    """The input that fits the declaration; a cell of a table has one line only."""
    if options is not None:
        return PickInput(options, in_table=in_table) if options.is_open else ChoiceInput(options)
    if field.field_type is FieldType.YES_NO:
        return YesNoInput(_(field.label))
    if is_long(field) and not in_table:
        return LongInput()
    line = LineInput(in_table=in_table)
    if field.field_type in (FieldType.DATE, FieldType.MOMENT):
        line.setPlaceholderText(_("TT.MM.JJJJ"))
    return line


class LeavesOnEscape(QObject):
    """Esc in an input closes what is open, then asks to leave; it discards nothing."""

    escaped = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return True
        return super().eventFilter(watched, event)
