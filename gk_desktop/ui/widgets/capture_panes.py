"""Agenda, notes and results side by side; where it gets narrow, the notes keep their room and the others make way."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

_AGENDA_WIDTH, _SIDE_WIDTH = 220, 260
_SIDE_FROM, _AGENDA_FROM = 920, 700
"""Narrower than this, a pane is folded away; it can still be pulled out."""

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
        self.setSizes([_AGENDA_WIDTH, 734, _SIDE_WIDTH])
        self.setObjectName("capture_panes")

    def is_open(self, pane: int) -> bool:
        return self.sizes()[pane] > 0

    def toggle(self, pane: int) -> None:
        """Fold a pane away, or bring it back."""
        self._set_open(pane, not self.is_open(pane))

    def show_pane(self, pane: int) -> None:
        self._set_open(pane, True)

    def _set_open(self, pane: int, wanted: bool) -> None:
        if wanted != self.is_open(pane):
            sizes = self.sizes()
            change = _WIDTHS[pane] if wanted else -sizes[pane]
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
            elif now >= least > before >= 0:
                self._set_open(pane, True)
