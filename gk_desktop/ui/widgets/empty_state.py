"""What an empty page says: one sentence, and the one next step."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_WIDTH = 360


class EmptyState(QWidget):
    def __init__(self, sentence: str, action: QAction | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = QLabel(sentence)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._sentence)
        if action is not None:
            button = QPushButton(action.text())
            button.setAccessibleName(action.text())
            button.setObjectName("next_step")
            button.clicked.connect(action.trigger)
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
