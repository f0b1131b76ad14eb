"""Whole where there is room for it; on a small screen, or with large type, it is scrolled up and down."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST_HEIGHT: Final = 96


class Scrolled(QScrollArea):
    """As wide as its content needs, never scrolled sideways. What gets the focus by Tab comes into sight.

    `least_width` is for content that puts its parts one below the other where it is narrow.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None, *, least_width: int | None = None) -> None:
        super().__init__(parent)
        self._least_width = least_width
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(content)
        for widget in (content, self.viewport()):
            widget.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        content = self.widget()
        least = content.minimumSizeHint() if content is not None else QSize()
        inside = least.width() if self._least_width is None else self._least_width
        return QSize(inside + self.verticalScrollBar().sizeHint().width(), min(_LEAST_HEIGHT, least.height()))

    def sizeHint(self) -> QSize:
        content = self.widget()
        return content.sizeHint() if content is not None else super().sizeHint()
