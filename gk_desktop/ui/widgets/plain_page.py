"""The calm page before a workspace is open: a title, some sentences, a narrow column of fields and buttons."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

_COLUMN_WIDTH = 520
_FIELD_HEIGHT = 32


class PlainPage(QWidget):
    """Add widgets to `column`; it stays narrow and in the middle, however large the window."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: list[QLabel] = []
        middle = QWidget()
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.setSpacing(8)
        middle.setFixedWidth(_COLUMN_WIDTH)

        heading = QLabel(title)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setBold(True)
        heading.setFont(font)
        heading.setObjectName("page_title")
        heading.setWordWrap(True)
        self.column.addWidget(heading)

        outer = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(middle)
        row.addStretch()
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)

    def add_text(self, text: str, *, space_after: int = 8) -> QLabel:
        """A paragraph that wraps; its words can be marked with the mouse and copied."""
        label = QLabel(text)
        label.setWordWrap(True)
        self._texts.append(label)
        self.column.addWidget(label)
        self.column.addSpacing(space_after)
        return label

    def add_field(self, label: str, field: QWidget) -> None:
        """A labelled field; the label's mnemonic leads to it."""
        caption = QLabel(label)
        caption.setBuddy(field)
        field.setAccessibleName(label.replace("&", ""))
        field.setMinimumHeight(_FIELD_HEIGHT)
        self.column.addWidget(caption)
        self.column.addWidget(field)
        self.column.addSpacing(4)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Buttons in a row, the one that goes on at the right."""
        row = QHBoxLayout()
        row.addStretch()
        for button in buttons:
            button.setMinimumHeight(_FIELD_HEIGHT)
            row.addWidget(button)
        self.column.addSpacing(8)
        self.column.addLayout(row)

    def add_layout(self, layout: QLayout) -> None:
        self.column.addLayout(layout)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._texts:
            QTimer.singleShot(0, self, self._make_selectable)

    @Slot()
    def _make_selectable(self) -> None:
        """Only once the page is painted: making the enums of `Qt` takes a tenth of a bare window's start."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - see above

        for label in self._texts:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._texts.clear()
