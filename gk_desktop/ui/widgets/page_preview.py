"""Pages of a document as they will look on paper, one at a time."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _

ZOOM_STEPS: Final = (50, 75, 100, 125, 150, 200, 300)
"""Per cent of the size on paper."""
_FIRST_ZOOM: Final = 100
_DPI: Final = 96.0


class PagePreview(QWidget):
    """Shows pictures that somebody else makes, at `dots_per_inch`, and asks for new ones when that changes."""

    # Pictures of another size are needed: dots per inch.
    zoomed = Signal(float)
    # Another page is shown, counted from 1.
    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: Sequence[bytes] = ()
        self._texts: Sequence[str] = ()
        self._page = 1
        self._zoom = ZOOM_STEPS.index(_FIRST_ZOOM)
        self._sheet = QLabel()
        self._area = _PageArea()
        self._where = QLabel()
        self._size = QLabel()
        self._back = self._button("page_back", _("&Zurück"), _("Vorige Seite (Bild auf)"))
        self._on = self._button("page_on", _("&Weiter"), _("Nächste Seite (Bild ab)"))
        self._smaller = self._button("smaller", _("&Kleiner"), _("Kleiner (Strg+-)"))
        self._larger = self._button("larger", _("&Größer"), _("Größer (Strg++)"))

        self._lay_out()

        self._back.clicked.connect(self.go_back)
        self._on.clicked.connect(self.go_on)
        self._smaller.clicked.connect(self.zoom_out)
        self._larger.clicked.connect(self.zoom_in)
        self._area.page_wished.connect(self._on_page_wished)
        for keys, slot in (
            (("Ctrl++", "Ctrl+="), self.zoom_in),
            (("Ctrl+-",), self.zoom_out),
            (("Ctrl+0",), self.zoom_to_paper),
        ):
            action = QAction(self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)
        self._show()

    @property
    def page(self) -> int:
        """Counted from 1."""
        return self._page

    @property
    def page_count(self) -> int:
        return len(self._pictures)

    @property
    def zoom(self) -> int:
        """Per cent of the size on paper."""
        return ZOOM_STEPS[self._zoom]

    @property
    def dots_per_inch(self) -> float:
        """What pictures should have for this screen."""
        return _DPI * self.zoom / 100 * self.devicePixelRatioF()

    def set_pages(self, pictures: Sequence[bytes], texts: Sequence[str]) -> None:
        """PNG pictures, and what is read on each page. The page shown stays, if it is still there."""
        self._pictures, self._texts = pictures, texts
        self._page = max(1, min(self._page, len(pictures)))
        self._show()

    def go_to(self, page: int) -> None:
        if page != self._page and 1 <= page <= self.page_count:
            self._page = page
            self._show()
            self._area.verticalScrollBar().setValue(0)
            self.page_changed.emit(page)

    @Slot()
    def go_back(self) -> None:
        self.go_to(self._page - 1)

    @Slot()
    def go_on(self) -> None:
        self.go_to(self._page + 1)

    @Slot()
    def zoom_in(self) -> None:
        self._zoom_to(self._zoom + 1)

    @Slot()
    def zoom_out(self) -> None:
        self._zoom_to(self._zoom - 1)

    @Slot()
    def zoom_to_paper(self) -> None:
        self._zoom_to(ZOOM_STEPS.index(_FIRST_ZOOM))

    def _zoom_to(self, step: int) -> None:
        if step != self._zoom and 0 <= step < len(ZOOM_STEPS):
            self._zoom = step
            self._show()
            self.zoomed.emit(self.dots_per_inch)

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setToolTip(tip)
        # Enter in the page presses none of them.
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        self._area.setWidget(self._sheet)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._sheet.setObjectName("sheet")
        self._area.setObjectName("pages")
        self._where.setObjectName("page_place")
        self._size.setObjectName("page_zoom")
        line = QHBoxLayout()
        for widget in (self._back, self._where, self._on):
            line.addWidget(widget)
        line.addStretch()
        for widget in (self._smaller, self._size, self._larger):
            line.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self._area, 1)
        self.setFocusProxy(self._area)

    def _show(self) -> None:
        pages = self.page_count
        self._where.setText(_("Seite {page} von {pages}").format(page=self._page, pages=pages) if pages else "")
        self._size.setText(_("{zoom} %").format(zoom=self.zoom))
        for button, is_possible in (
            (self._back, self._page > 1),
            (self._on, self._page < pages),
            (self._smaller, self._zoom > 0),
            (self._larger, self._zoom < len(ZOOM_STEPS) - 1),
        ):
            if button.hasFocus() and not is_possible:
                self._area.setFocus()
            button.setEnabled(is_possible)
        self._show_picture()
        self._area.setAccessibleName(self._where.text() or _("Vorschau"))
        self._sheet.setAccessibleName(self._spoken())
        self._area.setAccessibleDescription(self._spoken())

    def _show_picture(self) -> None:
        if not self._pictures:
            self._sheet.clear()
            return
        picture = QPixmap()
        picture.loadFromData(self._pictures[self._page - 1])
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._sheet.setPixmap(picture)
        self._sheet.adjustSize()

    def _spoken(self) -> str:
        return self._texts[self._page - 1] if self._page <= len(self._texts) else ""

    @Slot(int)
    def _on_page_wished(self, steps: int) -> None:
        self.go_to(max(1, min(self._page + steps, self.page_count)))


class _PageArea(QScrollArea):
    """Scrolls within the page; Page Up and Page Down turn pages, Home and End go to the first and the last."""

    page_wished = Signal(int)
    _ALL = 1_000_000

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_PageDown: 1,
            Qt.Key.Key_Home: -self._ALL,
            Qt.Key.Key_End: self._ALL,
        }.get(Qt.Key(event.key()), 0)
        if steps:
            self.page_wished.emit(steps)
        else:
            super().keyPressEvent(event)
