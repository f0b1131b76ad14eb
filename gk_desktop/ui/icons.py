"""Icons from our own SVG files, in the colour of the text they stand beside."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gk_desktop.base.paths import resources

_SIZES = (16, 20, 24, 32, 48)


def icon(name: str, colours: QPalette) -> QIcon:
    """The icon `resources/icons/NAME.svg` for normal, disabled and selected items of this palette."""
    result = QIcon()
    for mode, group, role in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText),
        (QIcon.Mode.Selected, QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText),
    ):
        for size in _SIZES:
            result.addPixmap(_pixmap(name, size, colours.color(group, role).name()), mode)
    return result


@cache
def _svg(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _pixmap(name: str, size: int, colour: str) -> QPixmap:
    svg = _svg(name).replace("currentColor", colour)
    pixmap = QPixmap(size, size)
    pixmap.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
