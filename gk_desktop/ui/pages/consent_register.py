"""The register of consents: who agreed to what; the proof of it only while the Schlüsseldatei is open."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.consent import CONSENT_FORM_LABELS, Consent
from gk_desktop.domain.consent_rules import is_given
from gk_desktop.domain.day_texts import day_text
from gk_desktop.domain.form_kind import FORM_OF_CONSENT
from gk_desktop.domain.identity import ConsentEvidence
from gk_desktop.domain.record import Record
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.forms_dialog import FormsDialog
from gk_desktop.ui.pages.records_page import RecordsPage
from gk_desktop.ui.viewmodels.record_list_model import ListColumn
from gk_desktop.ui.widgets.hairline import Hairline
from gk_desktop.ui.widgets.record_list import FilteredList, RecordList
from gk_desktop.ui.widgets.secret_form import SecretForm

_EVIDENCE: Final = (("signed_as", "witness", "original_at"),)
_OPEN: Final = "open"
_CLOSED, _SHOWN, _NOTHING = range(3)


class ConsentRegister(RecordsPage):
    TITLE: ClassVar[str] = N_("Einwilligungen")
    RECORD_TYPE: ClassVar[type[Record]] = Consent
    KINDS: ClassVar[tuple[str, ...]] = ("consent", "person")
    NEW_TEXT: ClassVar[str] = N_("Einwilligung eintragen")
    NEW_TITLE: ClassVar[str] = N_("Neue Einwilligung")
    EMPTY_TEXT: ClassVar[str] = N_(
        "Hier steht, wer worin eingewilligt hat. Davon hängt ab, was andere wörtlich lesen dürfen und wann etwas zu"
        " löschen ist. Vordrucke finden Sie unter „Formulare und Merkblätter“."
    )

    # What is to be done with the Schlüsseldatei.
    identities_requested = Signal(str)

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        self._evidence = SecretForm(ConsentEvidence, _EVIDENCE, {})
        self._open_file = QPushButton(_("Schlüsseldatei ö&ffnen …"))
        self._proof = QStackedWidget()
        self._codes: dict[str, str] = {}
        self._counting: set[str] = set()
        super().__init__(context, parent)

        self._evidence.changed.connect(self._on_evidence_changed)
        self._evidence.escaped.connect(self._on_escaped)
        self._open_file.clicked.connect(self._on_open_file)
        context.identities_changed.connect(self._show_proof)
        self._show_proof()

    def _make_list(self) -> FilteredList:
        columns = (
            ListColumn(N_("Person"), self._person_of),
            ListColumn(N_("Fassung"), lambda consent: _(CONSENT_FORM_LABELS[consent.form])),
            ListColumn(N_("Status"), self._status_of),
            ListColumn(N_("Zitate"), lambda consent: consent.quotes.value),
            ListColumn(N_("Erteilt am"), lambda consent: _day(consent.given_on)),
            ListColumn(N_("Nächste Frist"), self._next_due),
        )
        return RecordList(columns, (100, 0, 76, 92, 80, 84), _(self.TITLE), stretched=1)

    def _lay_out(self) -> None:
        super()._lay_out()
        split = self.findChild(QSplitter)
        if split is not None:
            split.setSizes([600, 580])

    def _add_page_actions(self) -> None:
        withdraw = self.add_action(_("Widerruf eintragen …"), "", self._on_withdraw)
        self._withdraw = withdraw
        form = self.add_action(_("Formular drucken …"), "Ctrl+P", self._on_form)
        self.show_button(withdraw, "undo-2")
        self.show_button(form, "file-text")

    def _body(self) -> QWidget:
        """The fields of the project above, the proof of the Schlüsseldatei below."""
        closed = QWidget()
        row = QHBoxLayout(closed)
        row.setContentsMargins(0, 0, 0, 0)
        sentence = QLabel(_("Zeug*in, Unterschrift und Ablageort des Originals stehen in der Schlüsseldatei."))
        sentence.setWordWrap(True)
        row.addWidget(sentence, 1)
        row.addWidget(self._open_file)
        self._open_file.setObjectName("open_identities")
        self._open_file.setToolTip(_("Mit ihrer eigenen Passphrase; alles andere geht auch ohne sie"))
        nothing = QLabel(_("Der Nachweis lässt sich eintragen, sobald die Einwilligung gespeichert ist."))
        nothing.setWordWrap(True)
        for page in (closed, self._evidence, nothing):
            self._proof.addWidget(page)
        self._proof.setContentsMargins(16, 8, 24, 12)
        self._proof.setObjectName("evidence")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._form, 1)
        column.addWidget(Hairline())
        column.addWidget(self._proof)
        return body

    def _rows(self) -> Sequence[Record]:
        consents = self._context.workspace.consents
        self._counting = {consent.id for consent in consents.counting()}
        rows = consents.all()
        self._codes = {consent.person: consents.code_of(consent) for consent in rows}
        return rows

    def _person_of(self, consent: Any) -> str:
        return self._codes.get(consent.person, "–")

    def _status_of(self, consent: Any) -> str:
        status = str(consent.status.value)
        return status if consent.id in self._counting else _("{status} (ersetzt)").format(status=status)

    def _next_due(self, consent: Any) -> str:
        return _day(self._context.workspace.consents.next_due(consent))

    def _blank(self) -> Record:
        """Of the person whose consent was shown, if any: a newer one takes the place of the older."""
        found = self._look_up(self.shown_id) if self.shown_id else None
        return Consent(person=cast(Consent, found).person) if found else Consent()

    def _name_record(self, record: Record) -> None:
        super()._name_record(record)
        consent = cast(Consent, record)
        if consent.id:
            code = self._context.workspace.consents.code_of(consent)
            self._title.show_text(f"{code}: {consent.status.value}")

    def _show(self, record: Record) -> None:
        super()._show(record)
        self._show_proof()

    def _show_nothing(self) -> None:
        super()._show_nothing()
        self._show_proof()

    def _enable_what_it_allows(self, record: Record) -> None:
        super()._enable_what_it_allows(record)
        self._withdraw.setEnabled(bool(record.id))

    def edit_new(self) -> None:
        """The cursor into the form, which was in the background while the new record was made."""
        self._form.edit()

    @Slot(str)
    def _on_added(self, record_id: str) -> None:
        super()._on_added(record_id)
        self._show_proof()

    def save_pending(self) -> None:
        super().save_pending()
        self._evidence.save_pending()

    @Slot()
    def _show_proof(self) -> None:
        identities, record = self._context.workspace.identities, self._form.record
        if not identities.is_open:
            self._evidence.forget()
            self._proof.setCurrentIndex(_CLOSED)
        elif record is None or not record.id:
            self._evidence.show_record(None)
            self._proof.setCurrentIndex(_NOTHING)
        else:
            self._evidence.show_record(identities.evidence(record.id) or ConsentEvidence(id=record.id))
            self._proof.setCurrentIndex(_SHOWN)

    @Slot(object)
    def _on_evidence_changed(self, evidence: ConsentEvidence) -> None:
        workspace = self._context.workspace
        consent = workspace.records.look_up(Consent, evidence.id)
        if consent is not None:
            self._context.perform(lambda: workspace.identities.save_evidence(consent, evidence))

    @Slot()
    def _on_open_file(self) -> None:
        self.identities_requested.emit(_OPEN)

    @Slot()
    def _on_withdraw(self) -> None:
        """One click beside another one must not take back what somebody has agreed to."""
        self.save_pending()
        consent = self._look_up(self.shown_id) if self.shown_id else None
        if not isinstance(consent, Consent):
            return
        if not is_given(consent):
            # Nothing to ask: that there is nothing to take back is said at once.
            self._on_withdrawal_meant()
            return
        code = self._codes.get(consent.person, "") or _("diese Person")
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(_("Hat {code} die Einwilligung widerrufen?").format(code=code))
        box.setInformativeText(
            _("Eingetragen wird der heutige Tag; wörtliche Zitate fehlen dann in VERTEILER. Strg+Z nimmt es zurück.")
        )
        box.addButton(_("Widerruf eintragen"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(_("Abbrechen"), QMessageBox.ButtonRole.RejectRole))
        box.accepted.connect(self._on_withdrawal_meant)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    @Slot()
    def _on_withdrawal_meant(self) -> None:
        """As of today; the day and the scope can be changed in the form."""
        consents, consent_id = self._context.workspace.consents, self.shown_id
        if consent_id and self._context.perform(lambda: consents.withdraw(consent_id)) is not None:
            self._form.edit("withdrawn_scope")

    @Slot()
    def _on_form(self) -> None:
        self.save_pending()
        record = self._look_up(self.shown_id) if self.shown_id else None
        dialog = FormsDialog(self._context, self)
        if isinstance(record, Consent):
            dialog.choose(FORM_OF_CONSENT[record.form], record.person)
        dialog.open()


def _day(day: Any) -> str:
    return day_text(day) if day else "–"
