"""Above a page: what it is called, and the line that searches everything."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from gk_desktop.base.i18n import _


class PageHeader(QWidget):
    # Enter in the line: look for what stands in it.
    search_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._line = QLineEdit()

        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 8)
        layout.addWidget(self._title, 1)
        layout.addWidget(self._line)

        self._line.returnPressed.connect(self._on_enter)

        font = self._title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self._title.setFont(font)
        self._title.setObjectName("page_title")
        self._line.setPlaceholderText(_("In allem suchen (Strg+F)"))
        self._line.setAccessibleName(_("In allem suchen"))
        self._line.setClearButtonEnabled(True)
        self._line.setFixedWidth(280)
        self._line.setObjectName("search_line")

    def show_title(self, text: str, *, with_line: bool) -> None:
        """`with_line`: two lines to search in would compete on one page."""
        self._title.setText(text)
        self._line.setVisible(with_line)

    @property
    def has_line(self) -> bool:
        return self._line.isVisible()

    def focus_line(self) -> None:
        self._line.setFocus()
        self._line.selectAll()

    def _on_enter(self) -> None:
        self.search_requested.emit(self._line.text())
