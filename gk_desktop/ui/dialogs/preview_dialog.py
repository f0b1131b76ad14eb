"""How a document will look on paper, before it is written or printed; nothing leaves the program for that."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _, ngettext
from gk_desktop.base.progress import Progress
from gk_desktop.documents.tree import Document
from gk_desktop.ui.printing import PRINT_DPI, PagePrinting, PrintOrder, ask_for_printer
from gk_desktop.ui.tasks import LatestTask, Work
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.page_preview import PagePreview
from gk_desktop.ui.widgets.sign_label import SignLabel

if TYPE_CHECKING:
    from gk_desktop.documents.typst_writer import Typesetting


class PreviewDialog(QDialog):
    """Pages are set beside the window. What is no longer wanted is not waited for: its result is dropped.

    `not_printed` is why these pages may be looked at only; it is said from the beginning.
    """

    def __init__(
        self, document: Document, parent: QWidget | None = None, *, not_printed: UserError | None = None
    ) -> None:
        super().__init__(parent)
        self._not_printed = not_printed
        self._document = document
        self._set: tuple[Typesetting, list[str]] | None = None
        self._task = LatestTask(_do_nothing, _do_nothing)
        self._order: PrintOrder | None = None
        self._printing: PagePrinting | None = None
        self._pages = PagePreview()
        self._doing = QLabel()
        self._bar = QProgressBar()
        self._stop = QPushButton(_("&Abbrechen"))
        self._result = SignLabel(Sign.DECISION)
        self._notice = SignLabel(Sign.WARNING, str(not_printed or ""))
        self._print = QPushButton(_("&Drucken …"))
        self._close = QPushButton(_("&Schließen"))

        self._lay_out()
        self._name_widgets()

        self._task.succeeded.connect(self._on_made)
        self._task.failed.connect(self._on_failed)
        self._task.broke.connect(self._on_broke)
        self._pages.zoomed.connect(self._on_zoomed)
        self._stop.clicked.connect(self._on_stop)
        self._print.clicked.connect(self._on_print)
        self._close.clicked.connect(self.reject)

        self.setWindowTitle(_("Vorschau: {title}").format(title=document.title))
        resize_within_screen(self, 900, 700)
        self._pages.setFocus()
        self._set_pages()

    @property
    def pages(self) -> PagePreview:
        return self._pages

    @property
    def is_busy(self) -> bool:
        """Whether pages are being set or printed."""
        return bool(self._doing.text())

    def done(self, result: int) -> None:
        self._on_stop()
        self._task.cancel()
        super().done(result)

    def print_to(self, order: PrintOrder) -> None:
        """Print these pages, in the resolution of paper; what must not be printed is told why."""
        if self._is_refused():
            return
        self._order = order
        self._start(_("Die Seiten werden für den Drucker gesetzt …"), PRINT_DPI)

    def _lay_out(self) -> None:
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(160)
        self._result.hide()
        self._notice.setVisible(self._not_printed is not None)
        work = QHBoxLayout()
        work.addWidget(self._doing)
        work.addWidget(self._bar)
        work.addWidget(self._stop)
        work.addWidget(self._result, 1)
        work.addStretch()
        work.addWidget(self._print)
        work.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self._notice)
        layout.addWidget(self._pages, 1)
        layout.addLayout(work)

    def _name_widgets(self) -> None:
        self.setObjectName("preview_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for widget, name in (
            (self._stop, "stop"),
            (self._print, "print"),
            (self._close, "close"),
            (self._result, "preview_result"),
            (self._notice, "not_printed"),
            (self._doing, "doing"),
        ):
            widget.setObjectName(name)
        for button in (self._stop, self._print, self._close):
            button.setAutoDefault(False)
        self._bar.setAccessibleName(_("Seiten werden gesetzt"))
        self._print.setShortcut("Ctrl+P")
        self._print.setToolTip(_("Drucken, alle Seiten oder einzelne (Strg+P)"))
        self._stop.setToolTip(_("Nicht weiter setzen oder drucken"))
        self._close.setToolTip(_("Zurück, ohne zu drucken (Esc)"))

    # --- Setting pages ---------------------------------------------------------------------------------------------

    @Slot()
    def _set_pages(self) -> None:
        self._start(_("Die Seiten werden gesetzt …"), self._pages.dots_per_inch)

    def _start(self, doing: str, dots_per_inch: float) -> None:
        self._show_work(doing)
        self._task.start(_setting_of(self._document, self._set, dots_per_inch))

    def _show_work(self, doing: str) -> None:
        self._doing.setText(doing)
        if doing:
            self._result.hide()
        for widget in (self._doing, self._bar, self._stop):
            widget.setVisible(bool(doing))
        self._print.setEnabled(not doing and self._pages.page_count > 0)

    def _say(self, sentence: str, sign: Sign) -> None:
        self._result.set_sign(sign)
        self._result.setText(sentence)
        self._result.setVisible(bool(sentence))

    @Slot(object)
    def _on_made(self, made: "_Made") -> None:
        self._set = made.setting, made.texts
        if self._order is not None:
            self._print_pages(self._order, made.pictures)
            return
        self._pages.set_pages(made.pictures, made.texts)
        self._show_work("")

    @Slot(float)
    def _on_zoomed(self, _dots_per_inch: float) -> None:
        if self._order is None:
            self._set_pages()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._order = None
        self._show_work("")
        self._say(str(error), Sign.WARNING)

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        self._order = None
        self._show_work("")
        raise error

    @Slot()
    def _on_stop(self) -> None:
        """Typst cannot be interrupted: it ends by itself, and nobody listens any more."""
        self._task.forget()
        if self._printing is not None:
            self._printing.cancel()
        elif self.is_busy:
            self._show_work("")
            self._say(_("Abgebrochen."), Sign.WARNING)
        self._order = None

    # --- Printing --------------------------------------------------------------------------------------------------

    @Slot()
    def _on_print(self) -> None:
        if self._is_refused():
            return
        order = ask_for_printer(self._document.title, self._pages.page_count, self._pages.page, self)
        if order is not None:
            self.print_to(order)

    def _is_refused(self) -> bool:
        if self._not_printed is not None:
            self._say(self._not_printed.sentence, Sign.WARNING)
        return self._not_printed is not None

    def _print_pages(self, order: PrintOrder, pictures: list[bytes]) -> None:
        chosen = [pictures[page - 1] for page in order.pages if page <= len(pictures)]
        self._printing = PagePrinting(order.printer, chosen, self)
        self._printing.progressed.connect(self._on_printed)
        self._printing.finished.connect(self._on_print_finished)
        self._printing.start()

    @Slot(int, int)
    def _on_printed(self, done: int, pages: int) -> None:
        self._doing.setText(_("Seite {done} von {pages} geht an den Drucker …").format(done=done, pages=pages))

    @Slot(bool)
    def _on_print_finished(self, is_complete: bool) -> None:
        printing, self._printing, self._order = self._printing, None, None
        self._show_work("")
        if printing is None:
            return
        printing.deleteLater()
        if is_complete:
            count = printing.page_count
            sentence = ngettext("{count} Seite ist beim Drucker.", "{count} Seiten sind beim Drucker.", count)
            self._say(sentence.format(count=count), Sign.DECISION)
        else:
            self._say(_("Der Druck wurde abgebrochen."), Sign.WARNING)


@dataclass(frozen=True, slots=True)
class _Made:
    """Pictures of all pages, what is read on them, and what is needed to set them again."""

    setting: "Typesetting"
    texts: list[str]
    pictures: list[bytes]


def _setting_of(document: Document, before: "tuple[Typesetting, list[str]] | None", dots_per_inch: float) -> Work:
    def work(progress: Progress) -> _Made:
        # Typst takes its time to load, and only a preview needs it.
        from gk_desktop.documents.typst_writer import Typesetting  # noqa: PLC0415

        setting, texts = before or (Typesetting(document), None)
        progress("", 0.2)
        pictures = setting.as_pictures(dots_per_inch)
        progress("", 0.8)
        return _Made(setting, setting.page_texts() if texts is None else texts, pictures)

    return work


def _do_nothing() -> None:
    """Typst has no way to be interrupted, and holds nothing that would have to be given up."""
