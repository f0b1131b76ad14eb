"""What the line will become, before Enter: chips at the left, completions at the right."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.dimension import DIMENSION_LABELS
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS, EntryKind
from gk_desktop.domain.line import ParsedLine
from gk_desktop.ui.theme import Sign, sign_colour
from gk_desktop.ui.viewmodels.entry_rows import INSIDE_ONLY
from gk_desktop.ui.viewmodels.line_completion import Completion
from gk_desktop.ui.widgets.entry_signs import draw_sign, sign_colours

_HEIGHT: Final = 28
_GAP: Final = 6
_SIGN: Final = 12.0
_PAD: Final = 7
_SHORT_LABELS: Final = {EntryKind.METHOD_NOTE: _("Anmerkung"), EntryKind.QUOTE: _("Zitat")}


@dataclass(frozen=True, slots=True)
class Chip:
    text: str
    kind: EntryKind | None = None
    dashed: bool = False
    strong: bool = False
    is_warning: bool = False

    @property
    def has_sign(self) -> bool:
        return self.is_warning or self.kind not in {None, EntryKind.STATEMENT}


def chips_of(parsed: ParsedLine, *, same_time: str = "", given_time: str = "", top_title: str = "") -> tuple[Chip, ...]:
    """A chip for each thing that was understood.

    `same_time` names the entry whose time is taken over, `given_time` is a time of day that was set by hand.
    """
    if parsed.is_agenda:
        title = parsed.agenda_title or top_title
        text = _("TOP {number}: {title}") if title else _("TOP {number} (neu)")
        return (Chip(text.format(number=parsed.agenda_number, title=title), strong=True),)
    label = _SHORT_LABELS.get(parsed.kind) or _(ENTRY_KIND_LABELS[parsed.kind])
    chips = [Chip(label, parsed.kind, dashed=parsed.kind in INSIDE_ONLY)]
    if parsed.speaker:
        name = _("{name} (neu)").format(name=parsed.speaker) if parsed.adds_speaker else parsed.speaker
        chips.append(Chip(name, strong=True))
    if same_time:
        chips.append(Chip(_("Zeit wie {number}").format(number=same_time)))
    if given_time:
        chips.append(Chip(_("um {time} Uhr").format(time=given_time)))
    if parsed.minutes_back:
        chips.append(Chip(_("vor {minutes} Min.").format(minutes=parsed.minutes_back)))
    if parsed.responsible:
        chips.append(Chip(_("für {name}").format(name=parsed.responsible)))
    if parsed.due:
        chips.append(Chip(_("bis {day:%d.%m.%Y}").format(day=parsed.due)))
    chips += [Chip(f"#{code}") for code in parsed.categories]
    if parsed.dimension:
        chips.append(Chip(_(DIMENSION_LABELS[parsed.dimension])))
    if parsed.no_quote:
        chips.append(Chip(_("nicht zitieren")))
    chips += [Chip(_("unbekannt: {code}").format(code=code), is_warning=True) for code in parsed.unknown_codes]
    return tuple(chips)


class ParseChips(QWidget):
    # A completion was clicked: its place in the row.
    completion_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self._completions: tuple[Completion, ...] = ()
        self._chosen = -1
        self._places: list[QRectF] = []

        self.setObjectName("parse_chips")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look_up_colours()

    @property
    def text(self) -> str:
        """What the row says, for tests and screen readers."""
        return " · ".join(chip.text for chip in self._chips)

    @property
    def offered(self) -> tuple[str, ...]:
        return tuple(item.label for item in self._completions)

    def show_line(self, chips: tuple[Chip, ...], completions: tuple[Completion, ...], chosen: int) -> None:
        if (chips, completions, chosen) == (self._chips, self._completions, self._chosen):
            return
        self._chips, self._completions, self._chosen = chips, completions, chosen
        self.setAccessibleName(self.text)
        self.update()

    def _look_up_colours(self) -> None:
        colours = self.palette()
        self._text = colours.color(QPalette.ColorRole.WindowText)
        self._second = sign_colour(Sign.SECOND, colours)
        self._line = sign_colour(Sign.LINE, colours)
        self._accent = sign_colour(Sign.ACCENT, colours)
        self._warning = sign_colour(Sign.WARNING, colours)
        self._signs = sign_colours(colours)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._look_up_colours()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, place in enumerate(self._places):
            if place.contains(event.position()):
                self.completion_chosen.emit(number)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 8.0
        for chip in self._chips:
            left = self._paint_chip(painter, chip, left)
        self._places = []
        if self._completions:
            self._paint_completions(painter, left + 16)
        painter.end()

    def _paint_chip(self, painter: QPainter, chip: Chip, left: float) -> float:
        """Returns where the next one begins."""
        font = self.font()
        font.setBold(chip.strong)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        text = metrics.elidedText(chip.text, Qt.TextElideMode.ElideMiddle, 320)
        room_of_sign = _SIGN + 5 if chip.has_sign else 0
        width = metrics.horizontalAdvance(text) + 2 * _PAD + room_of_sign
        box = QRectF(left + 0.5, 4.5, width, _HEIGHT - 8)
        self._paint_frame(painter, chip, box)
        painter.setPen(self._text)
        room = QRectF(box.left() + _PAD + room_of_sign, box.top(), width, box.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        return box.right() + _GAP

    def _paint_frame(self, painter: QPainter, chip: Chip, box: QRectF) -> None:
        """The frame and the sign in it; a warning has corners and a triangle, so that no colour has to tell it."""
        place = QRectF(0, 0, _SIGN, _SIGN)
        place.moveCenter(QPointF(box.left() + _PAD + _SIGN / 2, box.center().y()))
        if chip.is_warning:
            painter.setPen(QPen(self._warning, 1))
            painter.drawRect(box)
            _draw_warning(painter, place)
            return
        colour = self._signs[chip.kind] if chip.kind else self._second
        pen = QPen(colour if chip.has_sign else self._line, 1)
        if chip.dashed:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(box, 4, 4)
        if chip.kind is not None and chip.has_sign:
            draw_sign(painter, chip.kind, place, colour)

    def _paint_completions(self, painter: QPainter, least: float) -> None:
        """From the left, as many as there is room for; the chosen one underlined."""
        painter.setFont(self.font())
        metrics = painter.fontMetrics()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        key = _("Tab")
        painter.setPen(self._second)
        painter.drawText(QRectF(least, 0, 60, _HEIGHT), flags, key)
        left = least + metrics.horizontalAdvance(key) + 8
        for number, item in enumerate(self._completions):
            text = metrics.elidedText(item.label, Qt.TextElideMode.ElideRight, 190)
            width = metrics.horizontalAdvance(text)
            if left + width > self.width() - 8:
                break
            place = QRectF(left, 0, width, _HEIGHT)
            painter.setPen(self._accent)
            painter.drawText(place, flags, text)
            if number == self._chosen:
                painter.drawLine(QPointF(left, _HEIGHT - 6), QPointF(left + width, _HEIGHT - 6))
            self._places.append(place)
            left += width + 14


def _draw_warning(painter: QPainter, place: QRectF) -> None:
    """A triangle with an exclamation mark, in the pen's colour."""
    middle = place.center().x()
    painter.drawPolygon(QPolygonF([QPointF(middle, place.top()), place.bottomRight(), place.bottomLeft()]))
    painter.drawLine(QPointF(middle, place.top() + 4.5), QPointF(middle, place.bottom() - 4.5))
    painter.drawPoint(QPointF(middle, place.bottom() - 2.5))
