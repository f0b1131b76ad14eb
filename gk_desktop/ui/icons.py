"""Icons from our own SVG files, in the colour of the text they stand beside."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gk_desktop.base.paths import resources

_SIZES = (16, 20, 32, 48)
_TRANSPARENT = QColor(0, 0, 0, 0)


_LOOKS = (
    (QIcon.Mode.Normal, QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText),
    (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText),
    (QIcon.Mode.Selected, QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText),
)


def icon(name: str, colours: QPalette) -> QIcon:
    """The icon `resources/icons/NAME.svg` for normal, disabled and selected items of this palette."""
    return QIcon(_drawn(name, tuple(colours.color(group, role).name() for _mode, group, role in _LOOKS)))


@cache
def _drawn(name: str, colours: tuple[str, ...]) -> QIcon:
    """A page has dozens of fields with the same icon: drawn anew for each, they took a tenth of opening the page."""
    result = QIcon()
    for (mode, _group, _role), colour in zip(_LOOKS, colours, strict=True):
        # Read once for all sizes: reading takes longer than drawing.
        drawing = QSvgRenderer(QByteArray(_svg(name).replace("currentColor", colour).encode()))
        for size in _SIZES:
            result.addPixmap(_pixmap(drawing, size), mode)
    return result


@cache
def _svg(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _pixmap(drawing: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(_TRANSPARENT)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
