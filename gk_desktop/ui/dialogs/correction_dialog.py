"""What a reader of the minutes wants corrected: taken down by the number of the entry, and what became of it."""

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.day_texts import day_of, day_text
from gk_desktop.domain.minutes import MINUTES_KIND_LABELS, CorrectionOutcome, Minutes, MinutesCorrection
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.button_order import tab_along
from gk_desktop.ui.widgets.sign_label import SignLabel


class CorrectionDialog(QDialog):
    """A new wish, or one that is there: then its words stay as they came in, and only the outcome is decided."""

    def __init__(
        self,
        context: WorkspaceContext,
        minutes: Minutes,
        correction: MinutesCorrection | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._minutes = minutes
        self._correction = correction
        self._number = QLineEdit()
        self._text = QPlainTextEdit()
        self._from = QLineEdit()
        self._day = QLineEdit()
        self._outcome = QComboBox()
        self._note = QLineEdit()
        self._problem = SignLabel(Sign.WARNING)
        self._buttons = QDialogButtonBox()
        self._save = self._buttons.addButton(_("&Erfassen"), QDialogButtonBox.ButtonRole.ApplyRole)
        self._cancel = self._buttons.addButton(_("Abbrechen"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._dress()
        self._fill()

        self._save.clicked.connect(self._on_save)
        self._buttons.rejected.connect(self.reject)
        context.failed.connect(self._on_failed)
        (self._outcome if correction else self._number).setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(_("E&intrag Nr."), self._number)
        form.addRow(_("&Korrekturwunsch"), self._text)
        form.addRow(_("&Von"), self._from)
        form.addRow(_("Eingegangen &am"), self._day)
        form.addRow(_("Er&gebnis"), self._outcome)
        form.addRow(_("&Bemerkung"), self._note)
        which = QLabel(
            _("{kind}, Fassung {version}").format(
                kind=_(MINUTES_KIND_LABELS[self._minutes.kind]), version=self._minutes.version
            )
        )
        font = which.font()
        font.setBold(True)
        which.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(which)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons)

    def _dress(self) -> None:
        self.setObjectName("correction_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Korrektur"))
        self.setMinimumWidth(520)
        names = (
            (self._number, "correction_number", _("Nummer des Eintrags")),
            (self._text, "correction_text", _("Korrekturwunsch")),
            (self._from, "correction_from", _("Von wem")),
            (self._day, "correction_day", _("Eingegangen am, TT.MM.JJJJ")),
            (self._outcome, "correction_outcome", _("Ergebnis")),
            (self._note, "correction_note", _("Bemerkung")),
            (self._save, "save_correction", ""),
            (self._problem, "correction_problem", ""),
        )
        for widget, name, accessible in names:
            widget.setObjectName(name)
            if accessible:
                widget.setAccessibleName(accessible)
        self._number.setPlaceholderText(_("wie im Protokoll am Rand, zum Beispiel A17"))
        self._from.setPlaceholderText(_("zum Beispiel GfS"))
        self._day.setPlaceholderText(_("TT.MM.JJJJ"))
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(5 * self._text.fontMetrics().lineSpacing())
        for outcome in CorrectionOutcome:
            self._outcome.addItem(outcome.value, outcome.value)
        self._save.setDefault(True)
        self._problem.hide()
        tab_along(self._buttons)

    def _fill(self) -> None:
        correction = self._correction
        if correction is None:
            self._day.setText(day_text(self._context.workspace.store.clock.now()))
            return
        self._number.setText(correction.entry_number)
        self._text.setPlainText(correction.text)
        self._from.setText(correction.received_from)
        self._day.setText(day_text(correction.received_on) if correction.received_on else "")
        self._outcome.setCurrentIndex(self._outcome.findData(correction.outcome.value))
        self._note.setText(correction.note)
        for field in (self._number, self._text, self._from, self._day):
            field.setReadOnly(True)
        self._save.setText(_("&Festhalten"))

    def _outcome_chosen(self) -> CorrectionOutcome:
        return CorrectionOutcome(self._outcome.currentData())

    @Slot()
    def _on_save(self) -> None:
        if self._context.perform(self._saved) is not None:
            self.accept()

    def _saved(self) -> MinutesCorrection:
        corrections = self._context.workspace.corrections
        outcome, note = self._outcome_chosen(), self._note.text()
        if self._correction is not None:
            return corrections.resolve(self._correction.id, outcome, note)
        return corrections.add(
            self._minutes.id,
            self._number.text(),
            self._text.toPlainText(),
            received_from=self._from.text(),
            received_on=self._received_on(),
            outcome=outcome,
            note=note,
        )

    def _received_on(self) -> date | None:
        """Raises `UserError` for what is no date."""
        typed = self._day.text().strip()
        return day_of(typed) if typed else None

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._problem.setText(str(error))
        self._problem.show()
