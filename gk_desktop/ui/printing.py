"""Putting a short text on paper."""

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget


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
