"""What an empty page says: one sentence, the next step, and what else one may begin with."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_WIDTH = 360


class _StepButton(QPushButton):
    """Says what its action says, also when that changes, and is there as long as the action can be done."""

    def __init__(self, action: QAction, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_changed)
        self.setObjectName(name)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self.setText(self._action.text())
        self.setAccessibleName(self._action.text())
        self.setVisible(self._action.isVisible())


class EmptyState(QWidget):
    def __init__(self, sentence: str, *steps: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = QLabel(sentence)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._sentence)
        column.addSpacing(8)
        for place, step in enumerate(steps, start=1):
            button = _StepButton(step, "next_step" if place == 1 else f"next_step_{place}", middle)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        middle.setFixedWidth(_WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addStretch()
        layout.addWidget(middle)
        layout.addStretch()
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setObjectName("empty_sentence")
        self.setObjectName("empty_state")
