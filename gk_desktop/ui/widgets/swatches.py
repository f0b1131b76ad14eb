"""A small square in the colour of a category, outlined so that it is seen on any ground."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap

_SIZE: Final = 64
_SHOWN_AT: Final = 16
_INSET: Final = 2
"""Of a swatch that is shown 16 pixels high."""


def swatch(colour: str, colours: QPalette) -> QIcon:
    """`colour` as #RRGGBB; the outline in the colour of the text beside it, in a selected row as well."""
    result = QIcon()
    for mode, role in (
        (QIcon.Mode.Normal, QPalette.ColorRole.Dark),
        (QIcon.Mode.Selected, QPalette.ColorRole.HighlightedText),
    ):
        result.addPixmap(_square(QColor(colour), colours.color(role)), mode)
    return result


def _square(colour: QColor, outline: QColor) -> QPixmap:
    pixmap = QPixmap(_SIZE, _SIZE)
    pixmap.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SIZE / _SHOWN_AT, _SIZE / _SHOWN_AT)
    painter.setPen(QPen(outline, 1))
    painter.setBrush(colour)
    inner = _SHOWN_AT - 2 * _INSET
    painter.drawRoundedRect(QRectF(_INSET, _INSET, inner, inner), 2, 2)
    painter.end()
    return pixmap
