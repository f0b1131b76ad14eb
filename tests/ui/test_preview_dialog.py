"""Pages on the screen as they will be on paper, and from there to the printer."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gk_desktop.base.errors import UserError
from gk_desktop.documents import typst_writer
from gk_desktop.documents.tree import Document, Paragraph, ParagraphStyle, Run
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.export_dialog import ExportDialog
from gk_desktop.ui.dialogs.preview_dialog import PreviewDialog
from gk_desktop.ui.printing import PrintOrder, chosen_pages, page_printer
from tests.ui.accessibility_walk import against_the_eye, cut_off, nameless
from tests.ui.dialog_life import is_freed, show


def _document(pages: int = 3) -> Document:
    blocks = [Paragraph(ParagraphStyle.ENTRY, (Run(f"Absatz {n}: " + "Wort " * 400),)) for n in range(2 * pages - 1)]
    return Document("Probe", "IAQ", datetime(2021, 2, 3, tzinfo=UTC), blocks, header_left="INTERN")


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[PreviewDialog]:
    # Not given to qtbot: it frees itself.
    dialog = PreviewDialog(_document())
    show(qtbot, dialog)
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=20_000)
    yield dialog
    dialog.close()


def _label(dialog: PreviewDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def _button(dialog: PreviewDialog, name: str) -> QPushButton:
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    return button


def _sheet(dialog: PreviewDialog) -> QLabel:
    sheet = dialog.findChild(QLabel, "sheet")
    assert isinstance(sheet, QLabel)
    return sheet


def test_it_opens_on_the_first_page_in_the_size_of_paper(dialog: PreviewDialog) -> None:
    assert dialog.windowTitle() == "Vorschau: Probe"
    assert _label(dialog, "page_place") == "Seite 1 von 3"
    assert _label(dialog, "page_zoom") == "100 %"
    size = _sheet(dialog).pixmap().deviceIndependentSize()
    assert abs(size.width() - 210 / 25.4 * 96) < 2
    assert not _button(dialog, "page_back").isEnabled()


def test_pages_are_turned_with_the_keyboard(qtbot: QtBot, dialog: PreviewDialog) -> None:
    area = dialog.focusWidget()
    places = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        QTest.keyClick(area, key)
        places.append(dialog.pages.page)
    assert places == [2, 3, 3, 2, 1]
    assert dialog.focusWidget() is area


def test_each_page_is_told_with_what_is_read_on_it(dialog: PreviewDialog) -> None:
    area = dialog.focusWidget()
    for page in (1, 2, 3):
        dialog.pages.go_to(page)
        told = QAccessible.queryAccessibleInterface(area)
        assert told.text(QAccessible.Text.Name) == f"Seite {page} von 3"
        read = told.text(QAccessible.Text.Description)
        assert read.startswith("Absatz")
        assert QAccessible.queryAccessibleInterface(_sheet(dialog)).text(QAccessible.Text.Name) == read


def test_zoom_sets_the_pages_anew_and_keeps_the_page(qtbot: QtBot, dialog: PreviewDialog) -> None:
    dialog.pages.go_to(2)
    before = _sheet(dialog).pixmap().width()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=20_000)
    assert abs(_sheet(dialog).pixmap().width() / before - 1.25) < 0.01
    assert (dialog.pages.page, _label(dialog, "page_zoom")) == (2, "125 %")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=20_000)
    assert _sheet(dialog).pixmap().width() == before


def test_everything_has_a_name_and_its_place(dialog: PreviewDialog) -> None:
    assert nameless(dialog) == []
    assert against_the_eye(dialog) == []
    # The page itself may be larger than the window: that is what one scrolls for.
    assert [fault for fault in cut_off(dialog) if "sheet" not in fault] == []


def test_setting_that_is_stopped_leaves_the_window_at_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = PreviewDialog(_document(40))
    show(qtbot, dialog)
    assert _label(dialog, "doing") == "Die Seiten werden gesetzt …"
    QTest.mouseClick(_button(dialog, "stop"), Qt.MouseButton.LeftButton)
    assert not dialog.is_busy
    assert _label(dialog, "preview_result") == "Abgebrochen."
    dialog.close()
    assert is_freed(dialog)


def test_closing_does_not_wait_for_the_pages(qtbot: QtBot) -> None:
    dialog = PreviewDialog(_document(40))
    show(qtbot, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert is_freed(dialog)


def test_failure_is_said_in_the_dialog(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any) -> None:
        raise UserError("Das geht nicht.", "Nehmen Sie das Word-Dokument.")

    monkeypatch.setattr(typst_writer.Typesetting, "as_pictures", fail)
    dialog = PreviewDialog(_document())
    show(qtbot, dialog)
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=20_000)
    assert _label(dialog, "preview_result") == "Das geht nicht. Nehmen Sie das Word-Dokument."
    assert not _button(dialog, "print").isEnabled()
    dialog.close()


# --- Printing ------------------------------------------------------------------------------------------------------


def _printer(target: Path) -> QPrinter:
    printer = page_printer("Probe")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


def test_chosen_pages_are_printed_whole_on_a4(qtbot: QtBot, dialog: PreviewDialog, tmp_path: Path) -> None:
    target = tmp_path / "druck.pdf"
    dialog.print_to(PrintOrder(_printer(target), range(2, 4)))
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=60_000)
    assert _label(dialog, "preview_result") == "2 Seiten sind beim Drucker."
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
        streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        widths = [int(stream.Width) for stream in streams if stream.get("/Subtype") == "/Image"]
        assert [abs(width - 2480) < 3 for width in widths] == [True, True]
    assert _label(dialog, "page_place") == "Seite 1 von 3"


def test_print_asks_for_a_printer_and_takes_the_range_that_is_chosen(
    qtbot: QtBot, dialog: PreviewDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "druck.pdf"

    def choose(asked: QPrintDialog) -> QPrintDialog.DialogCode:
        assert (asked.minPage(), asked.maxPage()) == (1, 3)
        printer = asked.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(3, 3)
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.is_busy)  # Qt shows for a moment that the button is pressed
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=60_000)
    assert _label(dialog, "preview_result") == "1 Seite ist beim Drucker."
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 1


def test_thinking_better_of_it_prints_nothing(dialog: PreviewDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: QPrintDialog.DialogCode.Rejected)
    QTest.mouseClick(_button(dialog, "print"), Qt.MouseButton.LeftButton)
    assert not dialog.is_busy
    assert _label(dialog, "preview_result") == ""


def test_print_that_is_stopped_says_so(qtbot: QtBot, dialog: PreviewDialog, tmp_path: Path) -> None:
    dialog.print_to(PrintOrder(_printer(tmp_path / "druck.pdf"), range(1, 4)))
    qtbot.waitUntil(lambda: "geht an den Drucker" in _label(dialog, "doing"), timeout=60_000)
    QTest.mouseClick(_button(dialog, "stop"), Qt.MouseButton.LeftButton)
    assert not dialog.is_busy
    assert _label(dialog, "preview_result") == "Der Druck wurde abgebrochen."


def test_ranges_of_the_printers_dialog_are_understood() -> None:
    printer = page_printer("Probe")
    assert chosen_pages(printer, 5, 2) == range(1, 6)
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert chosen_pages(printer, 5, 2) == range(2, 3)
    printer.setFromTo(4, 9)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert chosen_pages(printer, 5, 2) == range(4, 6)


# --- From the export dialog ----------------------------------------------------------------------------------------


def test_minutes_are_looked_at_before_they_are_written(qtbot: QtBot, context: WorkspaceContext, tmp_path: Path) -> None:
    event = context.workspace.sample().load()[1]
    export = ExportDialog(context, event.id)
    export.set_folder(tmp_path)
    show(qtbot, export)
    button = export.findChild(QPushButton, "look")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (preview,) = export.findChildren(PreviewDialog)
    qtbot.waitUntil(lambda: not preview.is_busy, timeout=20_000)
    assert preview.pages.page_count > 3
    assert list(tmp_path.glob("*.*")) == []
    preview.close()
    export.close()


def test_pdf_is_chosen_in_the_export_dialog(qtbot: QtBot, context: WorkspaceContext, tmp_path: Path) -> None:
    event = context.workspace.sample().load()[1]
    export = ExportDialog(context, event.id)
    export.set_folder(tmp_path)
    show(qtbot, export)
    choice, name = export.findChild(QComboBox, "export_format"), export.findChild(QLineEdit, "export_name")
    assert isinstance(choice, QComboBox)
    assert isinstance(name, QLineEdit)
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert name.text().endswith(".pdf")
    buttons = export.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    make = export.findChild(QPushButton, "make_minutes")
    assert isinstance(make, QPushButton)
    QTest.mouseClick(make, Qt.MouseButton.LeftButton)
    (file,) = tmp_path.glob("*.pdf")
    assert file.read_bytes().startswith(b"%PDF-1.7")
    assert file.name == name.text()
    export.close()
