"""Hands that press keys and buttons without looking, each press an event that is counted."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QWidget

from tests.ui.conftest import type_text

_MODIFIERS: Final = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_NO_MODIFIER: Final = Qt.KeyboardModifier.NoModifier
_PUMP_EVERY: Final = 8
_PATIENCE_MS: Final = 50

TEXTS: Final = (
    "a", "e", "n", "r", "s", "t", " ", "ä", "Ö", "ß", "ẞ", "„", "“", "–", "1", "9", "!", "?", "*", "#", ":", ">", "/",
    "\\", "@", "👩‍🔬", "GfS: ", "JMD: ", "@Neu: ", "@Erika Beispiel: ", "! ", "> JMD bis 1.6.: ", "? ", "?? ", "* ",
    "// ", "„Zitat“", " #B1", " #nz", " #polity", "TOP 2", "TOP 3: Neues", "-2min ", "Grüße aus dem Kreishaus ",
    "31.2.2021", "3.4.21", "25:99", "FK01", "Jugendamt",
)  # fmt: skip
KEYS: Final = (
    "Return", "Return", "Return", "Return", "Shift+Return", "Ctrl+Return", "Tab", "Tab", "Shift+Tab", "Escape",
    "Escape", "Up", "Down", "Left", "Right", "Home", "End", "PageUp", "PageDown", "Backspace", "Delete", "Delete",
    "Shift+Delete", "Space", "Shift+Up", "Shift+Down", "Ctrl+Home", "Ctrl+End", "Ctrl+Up", "Ctrl+Down", "Alt+Left",
    "Alt+Right", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F11", "F12", "Shift+F3", "Shift+F4",
    "Shift+F5", "Shift+F6", "Shift+F7", "Shift+F8", "Shift+F9", "Ctrl+Z", "Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+K",
    "Ctrl+F", "Ctrl+Shift+F", "Ctrl+L", "Ctrl+N", "Ctrl+T", "Ctrl+U", "Ctrl+I", "Ctrl+J", "Ctrl+M", "Ctrl+E", "Ctrl+H",
    "Ctrl+R", "Ctrl+A", "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+9", "Alt+1", "Alt+2",
    "Alt+3", "Alt+4", "Alt+5", "Alt+6", "Alt+7", "Alt+8", "Alt+9", "Alt+0", "Alt+N", "Alt+S", "Ctrl+Q",
)  # fmt: skip
"""Keys by the names that Qt gives them; some stand here more than once because people press them more often."""

STROKES: Final = (*TEXTS, *KEYS)
_IS_KEY: Final = frozenset(KEYS)
BUTTONS: Final = ("left", "double", "right", "shift", "control")


class Hands:
    """`before_key` and `after_key` are told of each key with the widget that gets it."""

    def __init__(self, before_key: Callable[[QWidget, str], None], after_key: Callable[[QWidget, str], None]) -> None:
        self.events: Counter[str] = Counter()
        self._patience = QTimer()
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(_leave_menu)
        self._before, self._after = before_key, after_key

    @property
    def total(self) -> int:
        return self.events.total()

    def press(self, stroke: str) -> None:
        """One key, or the letters of a text, to whatever has the keyboard."""
        if stroke in _IS_KEY:
            self._press_key(stroke)
            return
        for letter in stroke:
            if menu_is_open():
                press_in_menu(letter)
                self.count("letters")
                continue
            target = with_keyboard()
            if target is None:
                return
            type_text(target, letter)
            self.count("letters")

    def _press_key(self, stroke: str) -> None:
        if menu_is_open():
            press_in_menu(stroke)
            self.count("keys")
            return
        target = with_keyboard()
        if target is None:
            return
        self._before(target, stroke)
        with self.leaving_menus():
            QTest.keyClick(target, *_key_of(stroke))
        self.count("keys")
        if shiboken6.isValid(target):
            self._after(target, stroke)

    def click(self, which: int, button: str, across: int, down: int) -> None:
        """Somewhere into something that can be seen; `across` and `down` in hundredths of it."""
        window = on_top()
        seen = [] if window is None else clickable(window)
        if not seen:
            return
        target = seen[which % len(seen)]
        point = QPoint(target.width() * across // 100, target.height() * down // 100)
        with self.leaving_menus():
            self._click(target, button, point)
        self.count("clicks")

    def _click(self, target: QWidget, button: str, point: QPoint) -> None:
        match button:
            case "double":
                QTest.mouseDClick(target, Qt.MouseButton.LeftButton, pos=point)
            case "right":
                event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, target.mapToGlobal(point))
                QApplication.sendEvent(target, event)
            case _:
                held = {"shift": _MODIFIERS["Shift"], "control": _MODIFIERS["Ctrl"]}
                modifiers = held.get(button, _NO_MODIFIER)
                QTest.mouseClick(target, Qt.MouseButton.LeftButton, modifiers, point)

    @contextmanager
    def leaving_menus(self) -> Iterator[None]:
        """A menu or question that the program waits for would wait for ever: these hands are inside its own call."""
        self._patience.start()
        yield
        self._patience.stop()

    def wheel(self, which: int, turns: int) -> None:
        window = on_top()
        areas = [] if window is None else [area for area in window.findChildren(QAbstractScrollArea) if seen(area)]
        if not areas:
            return
        target = areas[which % len(areas)].viewport()
        middle = QPointF(target.rect().center())
        event = QWheelEvent(
            middle, QPointF(target.mapToGlobal(middle)), QPoint(), QPoint(0, 120 * turns), Qt.MouseButton.NoButton,
            _NO_MODIFIER, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, event)
        self.count("wheel")

    def count(self, kind: str) -> None:
        """One more event; what it asked for happens at once, painting and timers now and then."""
        self.events[kind] += 1
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)
        if self.total % _PUMP_EVERY == 0:
            pump()


def pump() -> None:
    """What the event loop would do: free what was thrown away, fire timers, paint."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def _key_of(stroke: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    *held, name = stroke.split("+")
    modifiers = _NO_MODIFIER
    for modifier in held:
        modifiers |= _MODIFIERS[modifier]
    return (Qt.Key.Key_Backtab if stroke == "Shift+Tab" else Qt.Key[f"Key_{name}"]), modifiers


def menu_is_open() -> bool:
    """A menu, or the list of a combo box."""
    return QApplication.activePopupWidget() is not None


def press_in_menu(stroke: str) -> None:
    """By way of the window: what PySide hands out for the list of a combo box may be what is left of another one.

    Not by QTest, which releases the key in the window even where pressing it was the end of that window.
    """
    window = QApplication.focusWindow()
    if window is None or not (stroke in _IS_KEY or stroke.isascii()):
        return
    key, modifiers = _key_of(stroke) if stroke in _IS_KEY else (Qt.Key(ord(stroke.upper())), _NO_MODIFIER)
    text = "" if stroke in _IS_KEY else stroke
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        if window in QApplication.allWindows():
            QApplication.sendEvent(window, QKeyEvent(kind, key, modifiers, text))


def _leave_menu() -> None:
    modal = QApplication.activeModalWidget()
    if menu_is_open():
        press_in_menu("Escape")
    elif isinstance(modal, QDialog):
        modal.reject()


def _alive(widget: QWidget | None) -> QWidget | None:
    return widget if widget is not None and shiboken6.isValid(widget) and widget.isVisible() else None


def take_the_keyboard_back() -> None:
    """When a menu closes, a desktop gives the keyboard back to the window; the platform without a screen does not."""
    if QApplication.activeWindow() is None and not menu_is_open():
        windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        for window in sorted(windows, key=lambda widget: widget.isModal()):
            window.activateWindow()
        pump()


def on_top() -> QWidget | None:
    """The window that gets clicks: a menu before a dialog before the main window."""
    take_the_keyboard_back()
    return _alive(QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow())


def with_keyboard() -> QWidget | None:
    take_the_keyboard_back()
    return _alive(QApplication.focusWidget()) or on_top()


def seen(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()


def clickable(window: QWidget) -> list[QWidget]:
    """Widgets without others inside, where a click has something to meet."""
    inside = [widget for widget in window.findChildren(QWidget) if widget.window() is window and seen(widget)]
    return [widget for widget in inside if not any(child.isVisible() for child in children(widget))] or [window]


def children(widget: QWidget) -> list[QWidget]:
    return widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
