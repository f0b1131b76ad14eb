"""Persons by code and role; beside each, who they are, as long as the Schlüsseldatei is open."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QSplitter, QTableView, QVBoxLayout, QWidget

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.identity import ContactNote, Identity
from gk_desktop.domain.record import Record
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.person_rights_dialog import PersonRightsDialog
from gk_desktop.ui.pages.records_page import RecordsPage
from gk_desktop.ui.viewmodels.german_order import sort_key
from gk_desktop.ui.viewmodels.record_draft import Adder
from gk_desktop.ui.viewmodels.record_list_model import ListColumn
from gk_desktop.ui.widgets.identity_pane import CREATE, OPEN, UNDO, IdentityPane
from gk_desktop.ui.widgets.record_list import FilteredList, RecordList

_NAME: Final = 1
IMPORT: Final = "import"
"""What the page may wish for besides the wishes of its pane."""


class PersonsPage(RecordsPage):
    TITLE: ClassVar[str] = N_("Personen")
    RECORD_TYPE: ClassVar[type[Record]] = Person
    KINDS: ClassVar[tuple[str, ...]] = ("person", "case", "institution", "consent")
    NEW_TEXT: ClassVar[str] = N_("Person anlegen")
    NEW_TITLE: ClassVar[str] = N_("Neue Person")
    EMPTY_TEXT: ClassVar[str] = N_(
        "Hier stehen die Personen mit Code und Rolle. Wer sie sind, steht getrennt davon in der Schlüsseldatei."
        " Strg+I übernimmt Kontakte aus Excel oder CSV."
    )

    # What is to be done with the Schlüsseldatei: a wish of the IdentityPane, or IMPORT.
    identities_requested = Signal(str)

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        self._pane = IdentityPane(context.workspace.identities)
        self._cases: dict[str, Case] = {}
        self._institutions: dict[str, Institution] = {}
        self._consents: dict[str, str] = {}
        # Made here, where there is no person yet beside whom it is offered.
        self._identity_step = QAction()
        super().__init__(context, parent)

        self._pane.requested.connect(self._on_pane_requested)
        self._pane.identity_changed.connect(self._on_identity_changed)
        self._pane.contact_changed.connect(self._on_contact_changed)
        self._pane.contact_requested.connect(self._on_contact_requested)
        self._pane.contact_removed.connect(self._on_contact_removed)
        self._pane.escaped.connect(self._on_escaped)
        self._identity_step.triggered.connect(self._on_identity_step)
        context.identities_changed.connect(self._on_identities_changed)
        self._show_names()

    def _make_list(self) -> FilteredList:
        columns = (
            ListColumn(N_("Code"), lambda person: person.code),
            ListColumn(N_("Name"), self._name_of),
            ListColumn(N_("Rolle"), lambda person: person.role),
            ListColumn(N_("Fall"), self._case_of),
            ListColumn(N_("Einrichtung"), self._institution_of),
            ListColumn(N_("Einwilligung"), lambda person: self._consents.get(person.id, "–")),
        )
        found = RecordList(columns, (104, 120, 48, 52, 0, 100), _(self.TITLE), stretched=4)
        found.stretch(_NAME)
        return found

    def _add_page_actions(self) -> None:
        self.show_button(
            self.add_action(_("Kontakte übernehmen …"), "Ctrl+I", self._on_import), "clipboard-paste", with_text=False
        )
        self.show_button(self.add_action(_("Rechte der Person …"), "Ctrl+G", self._on_rights), "shield-check")

    def _more_steps(self) -> Sequence[QAction]:
        return (self._identity_step,)

    def _body(self) -> QWidget:
        """The fields of the project above, those of the Schlüsseldatei below."""
        self._form.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self._form.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._form)
        column.addWidget(self._pane, 1)
        return body

    def _lay_out(self) -> None:
        super()._lay_out()
        split = self.findChild(QSplitter)
        if split is not None:
            split.setSizes([560, 600])

    def _rows(self) -> Sequence[Record]:
        records = self._context.workspace.records
        self._cases = {case.id: case for case in records.find(Case)}
        self._institutions = {institution.id: institution for institution in records.find(Institution)}
        counting = self._context.workspace.consents.counting()
        self._consents = {consent.person: consent.status.value for consent in counting}
        return sorted(records.find(Person), key=lambda person: sort_key(person.code))

    def _name_of(self, person: Any) -> str:
        identity = self._context.workspace.identities.identity(person.id)
        return identity.full_name if identity else ""

    def _case_of(self, person: Any) -> str:
        case = self._cases.get(person.case)
        return (case.case_code or case.name) if case else "–"

    def _institution_of(self, person: Any) -> str:
        institution = self._institutions.get(person.institution)
        return (institution.name if institution else "") or person.institution_type

    def _blank(self) -> Record:
        """A new person goes where the one before was."""
        found = self._context.workspace.records.look_up(Person, self.shown_id) if self.shown_id else None
        return Person(case=found.case) if found else Person()

    def _adder(self) -> Adder:
        """The program gives the code; it begins with the Fallkürzel of the case."""
        workspace = self._context.workspace

        def add(person: Person) -> Record:
            institution = workspace.records.look_up(Institution, person.institution) if person.institution else None
            return workspace.people.add(
                case=workspace.records.get(Case, person.case),
                role=person.role,
                institution=institution,
                institution_type=person.institution_type,
            )

        return add

    def _show(self, record: Record) -> None:
        super()._show(record)
        self._show_identity(record)

    def _show_nothing(self) -> None:
        super()._show_nothing()
        self._pane.show_person(None)

    def _show_identity(self, record: Record) -> None:
        self._pane.show_person(cast(Person, record) if record.id else None)

    def _show_names(self) -> None:
        identities = self._context.workspace.identities
        names = cast(RecordList, self._list)
        cast(QTableView, names.view).setColumnHidden(_NAME, not identities.is_open)
        names.fit_columns()
        self._identity_step.setText(
            _("Schlüsseldatei öffnen …") if identities.exists else _("Schlüsseldatei anlegen …")
        )
        self._identity_step.setVisible(not identities.is_open)

    def _name_record(self, record: Record) -> None:
        super()._name_record(record)
        identities = self._context.workspace.identities
        if record.id and identities.is_open:
            person = cast(Person, record)
            name = self._name_of(person)
            self._title.show_text(f"{person.code}  {name}" if name else person.code)

    def save_pending(self) -> None:
        super().save_pending()
        self._pane.save_pending()

    @Slot(str)
    def _on_added(self, record_id: str) -> None:
        super()._on_added(record_id)
        record = self._form.record
        if record is not None:
            self._show_identity(record)

    @Slot()
    def _on_identities_changed(self) -> None:
        self._show_names()
        self._pane.refresh()
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    @Slot(str)
    def _on_pane_requested(self, wish: str) -> None:
        if wish == UNDO:
            # What is half typed goes with it: it was meant to be taken back.
            self._pane.form.show_record(self._pane.form.record)
        self.identities_requested.emit(wish)

    @Slot(object)
    def _on_identity_changed(self, identity: Identity) -> None:
        workspace = self._context.workspace
        person = workspace.records.look_up(Person, identity.id)
        if person is not None:
            self._context.perform(lambda: workspace.identities.save_identity(person, identity))

    @Slot(object)
    def _on_contact_changed(self, note: ContactNote) -> None:
        self._context.perform(lambda: self._context.workspace.identities.save_contact(note))

    @Slot()
    def _on_contact_requested(self) -> None:
        """A new contact of today; whoever does not need it takes it back."""
        workspace = self._context.workspace
        today, by = workspace.store.clock.now().date(), workspace.store.journal.site.author
        note = ContactNote(person=self.shown_id, on=today, by=by)
        saved = self._context.perform(lambda: workspace.identities.save_contact(note))
        if saved is not None:
            self._pane.edit_contact(saved)

    @Slot(str)
    def _on_contact_removed(self, note_id: str) -> None:
        self._context.perform(lambda: self._context.workspace.identities.remove_contact(note_id))

    @Slot()
    def _on_identity_step(self) -> None:
        self.identities_requested.emit(OPEN if self._context.workspace.identities.exists else CREATE)

    @Slot()
    def _on_rights(self) -> None:
        self.save_pending()
        PersonRightsDialog(self._context, self.shown_id, self).open()

    @Slot()
    def _on_import(self) -> None:
        self.save_pending()
        self.identities_requested.emit(IMPORT)
