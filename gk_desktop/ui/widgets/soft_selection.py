"""A chosen row as a quiet tint: its text, signs and colours stay readable."""

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractItemView

from gk_desktop.ui.theme import Sign, sign_colour

_ALPHA = 46


def selection_tint(colours: QPalette) -> QColor:
    tint = QColor(sign_colour(Sign.ACCENT, colours))
    tint.setAlpha(_ALPHA)
    return tint


def soften_selection(view: QAbstractItemView) -> None:
    """Call it again when the palette of the program has changed."""
    _select_in(view, selection_tint(QGuiApplication.palette()))


def hide_selection(view: QAbstractItemView) -> None:
    """For a view whose delegate paints chosen rows itself, as wide as they are."""
    _select_in(view, QColor(0, 0, 0, 0))


def _select_in(view: QAbstractItemView, tint: QColor) -> None:
    role = QPalette.ColorRole
    text = QGuiApplication.palette().color(role.Text)
    # Only these two: every other colour is to follow the program when it turns dark.
    colours = QPalette()
    colours.setColor(role.Highlight, tint)
    colours.setColor(role.HighlightedText, text)
    now = view.palette()
    if (now.color(role.Highlight), now.color(role.HighlightedText)) != (tint, text):
        view.setPalette(colours)
