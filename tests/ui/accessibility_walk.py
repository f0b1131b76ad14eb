"""What somebody meets who uses a window by keyboard, by screen reader, or on a small screen.

Each function returns findings as sentences; none means that all is well.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

from gk_desktop.ui.widgets.elided_label import ElidedLabel

# Layouts round; nobody sees a pixel.
_TOLERANCE = 2


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def focusable(window: QWidget, *, also_disabled: bool = False) -> list[QWidget]:
    """Everything in a window that can have the keyboard now, or could have it.

    A part that hands the keyboard to another widget (the line of an editable list hands it to its list) is not met by
    itself: it is that other widget which is announced.
    """
    return [
        widget
        for widget in (window, *window.findChildren(QWidget))
        if widget.window() is window.window()
        and widget.isVisible()
        and (also_disabled or widget.isEnabled())
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
    ]


def nameless(window: QWidget) -> list[str]:
    return [f"ohne Namen: {_describe(widget)}" for widget in focusable(window) if not name_of(widget)]


def by_tab(window: QWidget) -> Iterator[QWidget]:
    """What the Tab key visits, from the beginning of a window to its end; also what is disabled as long as it is."""
    could = focusable(window, also_disabled=True)
    reachable = {id(widget): widget for widget in could if widget.focusPolicy() & Qt.FocusPolicy.TabFocus}
    widget = window.window()
    while True:
        if id(widget) in reachable:
            yield reachable.pop(id(widget))
        following = widget.nextInFocusChain()
        if following is None or following is window.window():
            return
        widget = following


def against_the_eye(window: QWidget) -> list[str]:
    """Steps of the Tab key that go back: to the left in the same line, or upwards within the same column.

    Down is always forward, and so is the top of a column that begins further right.
    """
    return [
        f"Tab springt zurück: {_describe(before)} → {_describe(after)}"
        for before, after in pairwise(by_tab(window))
        if _goes_back(*_seen(before, after))
    ]


def cut_off(window: QWidget) -> list[str]:
    """Texts, buttons and inputs that are smaller than what they say, or stick out of what is around them."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.window() is not window.window() or not widget.isVisible() or _belongs_to_a_view(widget):
            continue
        needed_width, needed_height = _needs(widget)
        if widget.width() + _TOLERANCE < needed_width or widget.height() + _TOLERANCE < needed_height:
            found.append(
                f"abgeschnitten: {_describe(widget)} hat {widget.width()} × {widget.height()},"
                f" braucht {needed_width} × {needed_height}"
            )
        around = _around(widget)
        if (needed_width or needed_height) and not around.adjusted(-2, -2, 2, 2).contains(_place(widget)):
            found.append(f"ragt hinaus: {_describe(widget)}")
    return found


def doubled_keys(window: QWidget) -> list[str]:
    """Alt and a letter that would only walk from one thing to the next, instead of doing what it says."""
    texts: list[str] = []
    for widget in window.findChildren(QWidget):
        if widget.window() is not window.window() or not widget.isVisible():
            continue
        if isinstance(widget, QTabBar):
            texts += [widget.tabText(tab) for tab in range(widget.count())]
        elif isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            texts.append(widget.text())
    by_key: dict[str, list[str]] = {}
    for text in texts:
        key = QKeySequence.mnemonic(text).toString()
        if key:
            by_key.setdefault(key, []).append(text)
    return [f"{key}: {', '.join(doubled)}" for key, doubled in by_key.items() if len(doubled) > 1]


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def _seen(before: QWidget, after: QWidget) -> tuple[QRect, QRect]:
    """Where both are; what one would have to scroll for stands at the edge, seen from outside what is scrolled."""
    around = _scrolled_in(before), _scrolled_in(after)
    if around[0] is around[1]:
        return _place(before), _place(after)
    first, second = (
        _place(widget) if area is None else _at_the_edge(_place(widget), _place(area.viewport()))
        for widget, area in zip((before, after), around, strict=True)
    )
    return first, second


def _scrolled_in(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _at_the_edge(place: QRect, view: QRect) -> QRect:
    if place.top() > view.bottom():
        return QRect(place.left(), view.bottom(), place.width(), 0)
    return QRect(place.left(), view.top(), place.width(), 0) if place.bottom() < view.top() else place


def _goes_back(before: QRect, after: QRect) -> bool:
    is_below = after.top() >= before.bottom() - _TOLERANCE
    is_right = after.left() >= before.right() - _TOLERANCE
    is_inside = before.contains(after)
    return not (is_below or is_right or is_inside)


def _needs(widget: QWidget) -> tuple[int, int]:
    """The size below which something of it cannot be read; nothing for what has no text of its own."""
    hint = widget.minimumSizeHint()
    match widget:
        case ElidedLabel():
            return 0, hint.height()
        case QLabel() if widget.wordWrap():
            return 0, widget.heightForWidth(widget.width()) if widget.text() else 0
        case QLabel() | QAbstractButton():
            return widget.sizeHint().width(), widget.sizeHint().height()
        case QComboBox() if not widget.isEditable():
            return _width_of_choice(widget), hint.height()
        case QLineEdit() | QComboBox():
            return hint.width(), hint.height()
    return 0, 0


def _width_of_choice(box: QComboBox) -> int:
    """Of what is chosen now; the other choices are read in the list, which is as wide as they are."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    text = QSize(box.fontMetrics().horizontalAdvance(box.currentText()), box.fontMetrics().height())
    return box.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, text, box).width()


def _around(widget: QWidget) -> QRect:
    """Where it may be: the window, or for what can be scrolled up and down the width of what scrolls."""
    window = QRect(QPoint(0, 0), widget.window().size())
    parent = widget.parentWidget()
    while parent is not None and parent is not widget.window():
        if isinstance(parent, QScrollArea):
            visible = _place(parent)
            return QRect(visible.left(), -10_000, visible.width(), 20_000)
        parent = parent.parentWidget()
    return window


def _belongs_to_a_view(widget: QWidget) -> bool:
    """Cells are elided with their full text at hand; Qt's own parts of tables and scroll bars say nothing."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractItemView | QScrollBar | QTabBar | QComboBox | QLineEdit | QAbstractSpinBox):
            return True
        if isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _describe(widget: QWidget) -> str:
    name = widget.objectName() or name_of(widget) or getattr(widget, "text", lambda: "")()
    parent = widget.parentWidget()
    place = f" in {type(parent).__name__} „{parent.objectName()}“" if parent is not None else ""
    return f"{type(widget).__name__} „{name}“{place}"
