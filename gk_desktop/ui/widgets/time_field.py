"""A small row above the line in which a time of day is typed; it stays until the time is one, or Esc."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.ui.theme import Sign, sign_colour

LONGEST_TIME: Final = "14:05 Uhr"
"""The longest way in which somebody writes a time of day."""


class TimeField(QWidget):
    # Enter: what stands in the field.
    typed = Signal(str)
    # Escape: nothing is to be changed.
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what_for = QLabel()
        self._time = QLineEdit()
        self._advice = QLabel()

        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 12, 4)
        layout.setSpacing(8)
        layout.addWidget(self._what_for)
        layout.addWidget(self._time)
        layout.addWidget(self._advice, 1)

        self._time.returnPressed.connect(self._on_enter)

        self._what_for.setBuddy(self._time)
        self._time.setObjectName("time_of_day")
        self._time.setPlaceholderText(_("14:05"))
        self._time.setAccessibleName(_("Uhrzeit"))
        self._time.setMaxLength(len(LONGEST_TIME))
        self._time.setFixedWidth(self._time.fontMetrics().horizontalAdvance(LONGEST_TIME) + 28)
        self._advice.setObjectName("time_advice")
        self._advice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._advice.setWordWrap(True)
        self.setObjectName("time_field")
        self.hide()

    @property
    def advice(self) -> str:
        return self._advice.text()

    def ask(self, what_for: str, time_of_day: str) -> None:
        """Show the field with the time that counts now, ready to be typed over."""
        self._what_for.setText(what_for)
        self._time.setAccessibleName(what_for.replace("&", ""))
        self._time.setText(time_of_day)
        self._advise(_("Enter übernimmt, Esc geht zurück."), Sign.SECOND)
        self.show()
        self._time.setFocus()
        self._time.selectAll()

    def refuse(self, sentence: str) -> None:
        """What was typed is no time: it stays, and a sentence says so."""
        self._advise(sentence, Sign.WARNING)
        self._time.selectAll()

    def _advise(self, text: str, sign: Sign) -> None:
        colours = self._advice.palette()
        colours.setColor(self._advice.foregroundRole(), sign_colour(sign, self.palette()))
        self._advice.setPalette(colours)
        self._advice.setText(text)

    @Slot()
    def _on_enter(self) -> None:
        self.typed.emit(self._time.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
