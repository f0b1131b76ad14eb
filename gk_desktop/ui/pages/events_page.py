"""Events: head, agenda and participants; from here one goes on to write and to hand out minutes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.ordering import order_in_agenda, order_in_notes
from gk_desktop.domain.record import Record
from gk_desktop.ui.pages.records_page import RecordsPage
from gk_desktop.ui.viewmodels.record_list_model import ListColumn
from gk_desktop.ui.widgets.child_section import ChildKind, ChildSection
from gk_desktop.ui.widgets.record_list import FilteredList, RecordList


def _blank_agenda_item(event: Record, items: Sequence[Any]) -> Record:
    return AgendaItem(event=event.id, number=max((item.number or 0 for item in items), default=0) + 1)


def _blank_participant(event: Record, participants: Sequence[Any]) -> Record:
    return Participant(event=event.id, position=max((item.position for item in participants), default=0.0) + 1)


_AGENDA: Final = ChildKind(
    record_type=AgendaItem,
    owner_field="event",
    title=N_("Tagesordnung"),
    invitation=N_("Neuer Tagesordnungspunkt"),
    new_text=N_("Tagesordnungspunkt anlegen"),
    new_key="Ctrl+T",
    delete_text=N_("Tagesordnungspunkt löschen"),
    fields=("number", "title", "planned_minutes", "started_at"),
    headers={"planned_minutes": N_("Minuten"), "started_at": N_("Begonnen")},
    widths={0: 56, 2: 72, 3: 128},
    stretched=(1,),
    order=order_in_agenda,
    blank=_blank_agenda_item,
    read_only=("started_at",),
)

_PARTICIPANTS: Final = ChildKind(
    record_type=Participant,
    owner_field="event",
    title=N_("Teilnehmende"),
    invitation=N_("Wer nahm teil?"),
    new_text=N_("Teilnehmende Person hinzufügen"),
    new_key="Ctrl+U",
    delete_text=N_("Teilnehmende Person löschen"),
    fields=("label", "role", "institution_type", "institution", "person", "headcount", "attendance"),
    headers={"label": N_("Bezeichnung"), "attendance": N_("Anwesend")},
    widths={0: 128, 2: 128, 4: 100, 5: 56, 6: 92},
    stretched=(1, 3),
    order=order_in_notes,
    blank=_blank_participant,
)


class EventsPage(RecordsPage):
    TITLE: ClassVar[str] = N_("Veranstaltungen")
    RECORD_TYPE: ClassVar[type[Record]] = Event
    KINDS: ClassVar[tuple[str, ...]] = ("event", "agenda_item", "participant", "case", "institution", "person")
    NEW_TEXT: ClassVar[str] = N_("Veranstaltung anlegen")
    NEW_TITLE: ClassVar[str] = N_("Neue Veranstaltung")
    EMPTY_TEXT: ClassVar[str] = N_(
        "Hier stehen die Veranstaltungen, die Sie begleiten, jede mit Tagesordnung und Teilnehmenden."
    )
    FORM_TAB: ClassVar[str] = N_("Kopf")

    # The id of the event.
    capture_requested = Signal(str)
    export_requested = Signal(str)
    tables_requested = Signal()

    def _make_list(self) -> FilteredList:
        columns = (
            ListColumn(N_("Datum"), lambda event: f"{event.date:%d.%m.%Y}" if event.date else "–"),
            ListColumn(N_("Veranstaltung"), lambda event: event.title),
            ListColumn(N_("Fall"), lambda event: self._codes.get(event.case, "")),
        )
        self._codes: dict[str, str] = {}
        return RecordList(columns, (88, 0, 56), _(self.TITLE), stretched=1)

    def _make_sections(self) -> list[ChildSection]:
        participants = replace(_PARTICIPANTS, makers={"institution": self._new_institution})
        return [ChildSection(self._context, _AGENDA), ChildSection(self._context, participants)]

    def _new_institution(self, participant: Participant, name: str) -> Institution:
        """Where somebody comes from who is just being noted, as far as that is known."""
        event = self._context.workspace.records.get(Event, participant.event)
        return Institution(name=name, institution_type=participant.institution_type, case=event.case)

    def _add_page_actions(self) -> None:
        self._capture = self.add_action(_("Mitschreiben"), "Ctrl+M", self._on_capture)
        self._export = self.add_action(_("Protokoll erstellen"), "Ctrl+E", self._on_export)
        self.show_button(self._capture, "notebook-pen")
        self.show_button(self._export, "file-text")
        # The window has the key for it, and says it in the command palette.
        tables = QAction(_("Tabellen und Texte exportieren …"), self)
        tables.triggered.connect(self.tables_requested)
        tables.setToolTip(_("Einträge und Aufträge für Excel, Lesetext für MAXQDA (Strg+Umschalt+E)"))
        self.show_button(tables, "file-down", with_text=False)
        self.shown.connect(self._on_shown)

    def _rows(self) -> Sequence[Record]:
        """The next and the newest on top; those without a date, which wait for one, above all."""
        records = self._context.workspace.records
        self._codes = {case.id: case.case_code or case.name for case in records.find(Case)}
        undated = records.find(Event, date=None)
        dated = [event for event in records.find(Event, order_by=("date", "start")) if event.date]
        return [*undated, *reversed(dated)]

    @Slot(str)
    def _on_shown(self, record_id: str) -> None:
        self._capture.setEnabled(bool(record_id))
        self._export.setEnabled(bool(record_id))

    @Slot()
    def _on_capture(self) -> None:
        self.save_pending()
        if self.shown_id:
            self.capture_requested.emit(self.shown_id)

    @Slot()
    def _on_export(self) -> None:
        self.save_pending()
        if self.shown_id:
            self.export_requested.emit(self.shown_id)
