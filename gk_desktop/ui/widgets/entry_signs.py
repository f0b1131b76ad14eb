"""The signs of the kinds of entries, drawn as shapes: told apart without colour, whatever font is there."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen, QPolygonF

from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.ui.theme import Sign, sign_colour

_Draw = Callable[[QPainter, QRectF], None]

COLOUR_OF: Final[dict[EntryKind, Sign]] = {
    EntryKind.STATEMENT: Sign.SECOND,
    EntryKind.QUOTE: Sign.SECOND,
    EntryKind.DECISION: Sign.DECISION,
    EntryKind.TASK: Sign.TASK,
    EntryKind.OPEN_POINT: Sign.OPEN_POINT,
    EntryKind.OWN_QUESTION: Sign.SECOND,
    EntryKind.OBSERVATION: Sign.SECOND,
    EntryKind.METHOD_NOTE: Sign.SECOND,
    EntryKind.CONTEXT: Sign.SECOND,
    EntryKind.THEORY: Sign.SECOND,
}

TINTED: Final = frozenset({EntryKind.DECISION, EntryKind.TASK, EntryKind.OPEN_POINT})
"""Results, which are looked for again: they have a quiet ground of their colour."""


def sign_colours(colours: QPalette) -> dict[EntryKind, QColor]:
    return {kind: sign_colour(sign, colours) for kind, sign in COLOUR_OF.items()}


def draw_sign(painter: QPainter, kind: EntryKind, box: QRectF, colour: QColor) -> None:
    """Draw the sign of a kind into a square box; a plain statement has none."""
    draw = _SIGNS.get(kind)
    if draw is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.5, box.height() / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    draw(painter, box)
    painter.restore()


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.x() + x * box.width(), box.y() + y * box.height())


def _tick(painter: QPainter, box: QRectF) -> None:
    painter.drawPolyline(QPolygonF([_at(box, 0.12, 0.55), _at(box, 0.4, 0.82), _at(box, 0.9, 0.2)]))


def _square(painter: QPainter, box: QRectF) -> None:
    painter.drawRect(QRectF(_at(box, 0.14, 0.14), _at(box, 0.86, 0.86)))


def _question(painter: QPainter, box: QRectF) -> None:
    _word(painter, box, "?", 1.1)


def _circled_question(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(QRectF(_at(box, 0.0, 0.0), _at(box, 1.0, 1.0)))
    _word(painter, box, "?", 0.75)


def _circle(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(QRectF(_at(box, 0.26, 0.26), _at(box, 0.74, 0.74)))


def _slashes(painter: QPainter, box: QRectF) -> None:
    painter.drawLine(_at(box, 0.15, 0.88), _at(box, 0.45, 0.12))
    painter.drawLine(_at(box, 0.55, 0.88), _at(box, 0.85, 0.12))


def _lines(painter: QPainter, box: QRectF) -> None:
    for height, end in ((0.22, 0.88), (0.5, 0.88), (0.78, 0.55)):
        painter.drawLine(_at(box, 0.12, height), _at(box, end, height))


def _triangle(painter: QPainter, box: QRectF) -> None:
    painter.drawPolygon(QPolygonF([_at(box, 0.5, 0.12), _at(box, 0.92, 0.86), _at(box, 0.08, 0.86)]))


def _quotation_marks(painter: QPainter, box: QRectF) -> None:
    _word(painter, box, "„“", 1.1)


def _word(painter: QPainter, box: QRectF, text: str, height: float) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(box.height() * height)))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    room = box.adjusted(-box.width(), -box.height(), box.width(), box.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


_SIGNS: Final[dict[EntryKind, _Draw]] = {
    EntryKind.QUOTE: _quotation_marks,
    EntryKind.DECISION: _tick,
    EntryKind.TASK: _square,
    EntryKind.OPEN_POINT: _question,
    EntryKind.OWN_QUESTION: _circled_question,
    EntryKind.OBSERVATION: _circle,
    EntryKind.METHOD_NOTE: _slashes,
    EntryKind.CONTEXT: _lines,
    EntryKind.THEORY: _triangle,
}
