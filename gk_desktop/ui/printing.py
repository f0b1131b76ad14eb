"""Putting a short text, or the pages of a document, on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QMarginsF, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

PRINT_DPI: Final = 300
"""Dots per inch of pictures of pages: letters of 9 pt are sharp."""


def print_text(title: str, text: str, parent: QWidget) -> bool:
    """Ask for a printer and print; False if the person thinks better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    render_text(text, printer)
    return True


def render_text(text: str, printer: QPrinter) -> None:
    """The text in a size that can be read aloud from."""
    document = QTextDocument()
    document.setDefaultFont(QFont("Arial", 14))
    document.setPlainText(text)
    document.print_(printer)


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """A printer, and the pages it is to print, counted from 1."""

    printer: QPrinter
    pages: range


def ask_for_printer(title: str, pages: int, current: int, parent: QWidget) -> PrintOrder | None:
    """Ask for a printer and the pages of so many; None if the person thinks better of it."""
    printer = page_printer(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return None
    return PrintOrder(printer, chosen_pages(printer, pages, current))


def page_printer(title: str) -> QPrinter:
    """A printer set to whole pages of A4: the margins are part of the pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    return printer


def chosen_pages(printer: QPrinter, pages: int, current: int) -> range:
    """What the person chose in the printer's dialog, of so many pages."""
    match printer.printRange():
        case QPrinter.PrintRange.CurrentPage:
            return range(current, current + 1)
        case QPrinter.PrintRange.PageRange:
            return range(max(1, printer.fromPage()), min(pages, printer.toPage() or pages) + 1)
        case _:
            return range(1, pages + 1)


class PagePrinting(QObject):
    """Paints pictures of pages on a printer, one whenever the window has nothing else to do."""

    # So many of so many pages are on their way.
    progressed = Signal(int, int)
    # Whether all pages were handed to the printer.
    finished = Signal(bool)

    def __init__(self, printer: QPrinter, pictures: Sequence[bytes], parent: QObject) -> None:
        super().__init__(parent)
        self._printer = printer
        self._pictures = pictures
        self._painter = QPainter()
        self._done = 0
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._on_turn)

    @property
    def page_count(self) -> int:
        return len(self._pictures)

    def start(self) -> None:
        if self._pictures and self._painter.begin(self._printer):
            self._turn.start()
        else:
            self.finished.emit(False)

    @Slot()
    def cancel(self) -> None:
        """No further page; a printer that has not begun prints none at all."""
        if self._turn.isActive():
            self._turn.stop()
            self._printer.abort()
            self._painter.end()
            self.finished.emit(False)

    @Slot()
    def _on_turn(self) -> None:
        if self._done and not self._printer.newPage():
            self.cancel()
            return
        self._paint(QImage.fromData(self._pictures[self._done]))
        self._done += 1
        self.progressed.emit(self._done, len(self._pictures))
        if self._done == len(self._pictures):
            self._turn.stop()
            self.finished.emit(self._painter.end())

    def _paint(self, picture: QImage) -> None:
        """As large as it is on A4, or as the paper allows."""
        paper = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        size = picture.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRect(paper.topLeft(), size), picture)
