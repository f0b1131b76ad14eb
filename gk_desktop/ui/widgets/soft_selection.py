"""A chosen row as a quiet tint: its text, signs and colours stay readable."""

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractItemView

from gk_desktop.ui.theme import Sign, sign_colour

_ALPHA = 46


def soften_selection(view: QAbstractItemView) -> None:
    """Call it again when the palette of the program has changed."""
    colours = QPalette(QGuiApplication.palette())
    tint = QColor(sign_colour(Sign.ACCENT, colours))
    tint.setAlpha(_ALPHA)
    colours.setColor(QPalette.ColorRole.Highlight, tint)
    colours.setColor(QPalette.ColorRole.HighlightedText, colours.color(QPalette.ColorRole.Text))
    if view.palette() != colours:
        view.setPalette(colours)
