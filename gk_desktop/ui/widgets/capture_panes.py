"""Agenda, notes and results side by side; where it gets narrow, the notes keep their room and the others make way."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from gk_desktop.ui.widgets.pane_memory import numbers_in

_AGENDA_WIDTH, _SIDE_WIDTH = 220, 260
_SIDE_FROM, _AGENDA_FROM = 920, 700
"""Narrower than this, a pane is folded away; it can still be pulled out."""

_LEAST, _MOST = 80, 480
"""What the outer panes may be wide when they come back; the notes need the rest on a small laptop."""

AGENDA, NOTES, SIDE = range(3)
_WIDTHS = {AGENDA: _AGENDA_WIDTH, SIDE: _SIDE_WIDTH}
_FROM = {AGENDA: _AGENDA_FROM, SIDE: _SIDE_FROM}


class CapturePanes(QSplitter):
    def __init__(self, agenda: QWidget, notes: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        for pane in (agenda, notes, side):
            self.addWidget(pane)
        # Folding away must be possible down to nothing.
        agenda.setMinimumWidth(0)
        side.setMinimumWidth(0)
        self.setStretchFactor(NOTES, 1)
        self.setCollapsible(NOTES, False)
        self.setHandleWidth(1)
        self._widths = dict(_WIDTHS)
        # What a person has folded away, as opposed to what a narrow window has.
        self._folded: set[int] = set()
        self.setSizes([_AGENDA_WIDTH, 734, _SIDE_WIDTH])
        self.splitterMoved.connect(self._on_moved)
        self.setObjectName("capture_panes")

    def is_open(self, pane: int) -> bool:
        return self.sizes()[pane] > 0

    def toggle(self, pane: int) -> None:
        """Fold a pane away, or bring it back."""
        self._set_open(pane, not self.is_open(pane))
        self._on_moved()

    @Slot()
    def on_toggle_agenda(self) -> None:
        self.toggle(AGENDA)

    @Slot()
    def on_toggle_side(self) -> None:
        self.toggle(SIDE)

    def arrangement(self) -> str:
        """The widths that a person has given the outer panes; what is folded away has a minus before it."""
        return ",".join(f"{'-' if pane in self._folded else ''}{self._widths[pane]}" for pane in (AGENDA, SIDE))

    def arrange(self, arrangement: str) -> None:
        """Widths as they were; where they would leave too little for the notes, the usual ones stay."""
        widths = numbers_in(arrangement.replace("-", ""), 2)
        if not widths or not all(_LEAST <= width <= _MOST for width in widths):
            return
        for pane, width, text in zip((AGENDA, SIDE), widths, arrangement.split(","), strict=True):
            is_open = self.is_open(pane)
            self._set_open(pane, False)
            self._widths[pane] = width
            if text.startswith("-"):
                self._folded.add(pane)
            elif is_open:
                self._set_open(pane, True)

    @Slot()
    def _on_moved(self) -> None:
        for pane in (AGENDA, SIDE):
            size = self.sizes()[pane]
            if size:
                self._widths[pane] = size
                self._folded.discard(pane)
            elif self.width() >= _FROM[pane]:
                self._folded.add(pane)

    def show_pane(self, pane: int) -> None:
        self._set_open(pane, True)

    def _set_open(self, pane: int, wanted: bool) -> None:
        if wanted != self.is_open(pane):
            sizes = self.sizes()
            change = self._widths[pane] if wanted else -sizes[pane]
            sizes[pane] += change
            sizes[NOTES] -= change
            self.setSizes(sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, now = event.oldSize().width(), event.size().width()
        for pane, least in _FROM.items():
            # Only where the limit is crossed: what a person has folded away or pulled out stays so.
            if now < least and (before >= least or before < 0):
                self._set_open(pane, False)
            elif now >= least > before >= 0 and pane not in self._folded:
                self._set_open(pane, True)
