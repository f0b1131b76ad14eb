"""How the text of entries breaks into lines: laid out once per row and width, and remembered while it is near."""

from collections import OrderedDict
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from gk_desktop.ui.viewmodels.entry_rows import StreamRow

_KEPT: Final = 300
_LINE_SEPARATOR: Final = "\u2028"
_SPACING: Final = 4
HEADING_SPACE: Final = 12


class EntryLayouts:
    """Measures and lays out rows for one font, width and colour of quiet text. All sizes in device-independent pixels.

    `left` is where the text begins, `right` what stays free for the number; between them the text has at most 80
    characters a line.
    """

    def __init__(self) -> None:
        self._layouts: OrderedDict[str, tuple[StreamRow, QTextLayout]] = OrderedDict()
        self._quiet = QColor()
        self.set_font(QFont())
        self.set_width(600)

    def set_font(self, font: QFont) -> None:
        self.font = font
        metrics = QFontMetricsF(font)
        self.line_height = ceil(metrics.lineSpacing())
        self._character = metrics.averageCharWidth()
        self.small_font = QFont(font)
        self.small_font.setPointSizeF(font.pointSizeF() * 0.82)
        small = QFontMetricsF(self.small_font)
        self.sign = round(self.line_height * 0.68)
        self.sign_left = 12
        self.time_left = self.sign_left + self.sign + 12
        self.left = self.time_left + ceil(small.horizontalAdvance("00:00")) + 12
        self.right = ceil(small.horizontalAdvance("B-A000")) + 20
        self.heading_font = QFont(font)
        self.heading_font.setWeight(QFont.Weight.DemiBold)
        self._layouts.clear()

    def set_quiet_colour(self, colour: QColor) -> None:
        """The colour of codes behind the text."""
        self._quiet = colour
        self._layouts.clear()

    def set_width(self, width: int) -> None:
        """The whole width of the view."""
        self.width = width
        self.text_width = max(120.0, min(width - self.left - self.right, 80 * self._character * 1.15))
        self._layouts.clear()

    @property
    def used_width(self) -> int:
        """How far rows reach: on a wide screen not to its other end."""
        return round(self.left + self.text_width) + self.right

    def forget(self, key: str) -> None:
        self._layouts.pop(key, None)

    @property
    def heading_height(self) -> int:
        return self.line_height + 2 * HEADING_SPACE

    def estimate(self, row: StreamRow) -> int:
        """The height as far as the number of characters tells; quick enough for ten thousand rows."""
        if row.entry is None:
            return self.heading_height
        characters = len(row.lead) + len(row.text) + len(row.tail)
        lines = ceil(characters * self._character * 1.08 / self.text_width) or 1
        return (lines + row.text.count("\n")) * self.line_height + 2 * _SPACING

    def height(self, row: StreamRow) -> int:
        """The exact height."""
        if row.entry is None:
            return self.heading_height
        return ceil(self.layout(row).boundingRect().height()) + 2 * _SPACING

    def layout(self, row: StreamRow) -> QTextLayout:
        """The broken text of a row; draw it at `text_position`."""
        kept = self._layouts.get(row.key)
        if kept is not None and kept[0] is row:
            self._layouts.move_to_end(row.key)
            return kept[1]
        layout = self._lay_out(row)
        self._layouts[row.key] = (row, layout)
        if len(self._layouts) > _KEPT:
            self._layouts.popitem(last=False)
        return layout

    def text_position(self, x: float, y: float) -> QPointF:
        return QPointF(x + self.left, y + _SPACING)

    def _lay_out(self, row: StreamRow) -> QTextLayout:
        tail = f"  {row.tail}" if row.tail else ""
        text = f"{row.lead}{row.text}{tail}".replace("\n", _LINE_SEPARATOR)
        layout = QTextLayout(text, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        formats = []
        if row.lead:
            strong = QTextCharFormat()
            strong.setFontWeight(QFont.Weight.DemiBold)
            formats.append(_range(0, len(row.lead), strong))
        if tail:
            quiet = QTextCharFormat()
            quiet.setForeground(self._quiet)
            quiet.setFontPointSize(self.small_font.pointSizeF())
            formats.append(_range(len(text) - len(tail), len(tail), quiet))
        if formats:
            layout.setFormats(formats)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.text_width)
            line.setPosition(QPointF(0, height))
            height += self.line_height
        layout.endLayout()
        return layout


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    result = QTextLayout.FormatRange()
    result.start = start
    result.length = length
    result.format = form
    return result
