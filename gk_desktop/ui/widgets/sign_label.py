"""A label in the colour of a sign, in light and dark alike."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from gk_desktop.ui.theme import Sign, sign_colour


class SignLabel(QLabel):
    def __init__(self, sign: Sign, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._sign = sign
        self.setWordWrap(True)
        self._take_colour()

    def set_sign(self, sign: Sign) -> None:
        self._sign = sign
        self._take_colour()

    def _take_colour(self) -> None:
        wanted = sign_colour(self._sign, self.palette())
        if self.palette().color(QPalette.ColorRole.WindowText) != wanted:
            colours = QPalette()
            colours.setColor(QPalette.ColorRole.WindowText, wanted)
            self.setPalette(colours)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._take_colour()
