"""Municipalities and cases, with their institutions and their persons by code."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.record import Record
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.records_page import RecordsPage
from gk_desktop.ui.viewmodels.german_order import sort_key
from gk_desktop.ui.viewmodels.record_draft import Adder
from gk_desktop.ui.viewmodels.record_list_model import ListColumn
from gk_desktop.ui.viewmodels.record_titles import title
from gk_desktop.ui.widgets.child_section import NOBODY, ChildKind, ChildSection
from gk_desktop.ui.widgets.record_list import FilteredList, RecordList


def _blank_institution(case: Record, _others: Sequence[Any]) -> Record:
    return Institution(case=case.id if case.id != NOBODY else "")


def _blank_person(case: Record, _others: Sequence[Any]) -> Record:
    return Person(case=case.id)


_INSTITUTIONS: Final = ChildKind(
    record_type=Institution,
    owner_field="case",
    title=N_("Institutionen"),
    invitation=N_("Neue Institution"),
    new_text=N_("Institution anlegen"),
    new_key="Ctrl+I",
    delete_text=N_("Institution löschen"),
    fields=("name", "institution_type", "in_core_group", "core_group_since", "aliases", "note"),
    headers={"in_core_group": N_("Kerngruppe"), "core_group_since": N_("seit")},
    widths={1: 150, 2: 84, 3: 84, 4: 112, 5: 96},
    stretched=(0,),
    order=lambda institution: sort_key(title(institution)),
    blank=_blank_institution,
)


def _persons(adder: Adder) -> ChildKind:
    return ChildKind(
        record_type=Person,
        owner_field="case",
        title=N_("Personen"),
        invitation=N_("Neue Person: Rolle wählen"),
        new_text=N_("Person anlegen"),
        new_key="Ctrl+J",
        delete_text=N_("Person löschen"),
        fields=("code", "role", "institution", "institution_type"),
        widths={0: 120, 1: 230, 3: 170},
        stretched=(2,),
        order=lambda person: sort_key(person.code),
        blank=_blank_person,
        adder=adder,
        read_only=("code",),
        first_fields=("role",),
    )


def _person_adder(context: WorkspaceContext) -> Adder:
    """The program gives the code; it begins with the Fallkürzel of the case."""

    def add(person: Person) -> Record:
        workspace = context.workspace
        return workspace.people.add(case=workspace.records.get(Case, person.case), role=person.role)

    return add


def _nowhere() -> Case:
    """No case, but a place in the list for institutions of the Land and of the evaluation itself."""
    return Case(id=NOBODY, name=_("Ohne Fall (Land, Begleitung)"))


class CasesPage(RecordsPage):
    TITLE: ClassVar[str] = N_("Fälle")
    RECORD_TYPE: ClassVar[type[Record]] = Case
    KINDS: ClassVar[tuple[str, ...]] = ("case", "institution", "person")
    NEW_TEXT: ClassVar[str] = N_("Fall anlegen")
    NEW_TITLE: ClassVar[str] = N_("Neuer Fall")
    EMPTY_TEXT: ClassVar[str] = N_(
        "Hier stehen die Kommunen und Fälle, mit ihren Institutionen und den Personen nach Code."
    )
    FORM_TAB: ClassVar[str] = N_("Fall")

    def _make_list(self) -> FilteredList:
        columns = (
            ListColumn(N_("Kürzel"), lambda case: case.case_code or "–"),
            ListColumn(N_("Name"), lambda case: case.name),
            ListColumn(N_("Typ"), lambda case: case.municipality_type),
        )
        return RecordList(columns, (72, 0, 120), _(self.TITLE), stretched=1)

    def _make_sections(self) -> list[ChildSection]:
        persons = _persons(_person_adder(self._context))
        return [ChildSection(self._context, _INSTITUTIONS), ChildSection(self._context, persons)]

    def _rows(self) -> Sequence[Record]:
        """Cases with a Fallkürzel first, in its order, then by name."""
        records = self._context.workspace.records
        cases = sorted(
            records.find(Case), key=lambda case: (not case.case_code, sort_key(case.case_code), sort_key(case.name))
        )
        has_strays = bool(records.find(Institution, case=""))
        return [*cases, _nowhere()] if cases or has_strays else []

    def _look_up(self, record_id: str) -> Record | None:
        return _nowhere() if record_id == NOBODY else super()._look_up(record_id)

    def _open_tabs(self, record: Record) -> tuple[bool, ...]:
        return (False, True, False) if record.id == NOBODY else super()._open_tabs(record)
