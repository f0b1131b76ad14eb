"""Persons by code and role. Who they are stands elsewhere, or nowhere."""

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.numbering import person_code
from gk_desktop.domain.programme import Programme
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore


class People:
    def __init__(self, store: WorkspaceStore, programme: Programme) -> None:
        self._store = store
        self._programme = programme

    def add(
        self, *, case: Case, role: str, institution: Institution | None = None, institution_type: str = ""
    ) -> Person:
        """A new person with a code of its own, such as FK03-GfS-A1. Raises `UserError`.

        The type of the institution counts unless another one is named.
        """
        self.refuse(case, role)
        with self._store.journal.change(N_("Person anlegen")) as unit:
            return self.create_in(
                unit, case=case, role=role, institution=institution, institution_type=institution_type
            )

    def refuse(self, case: Case, role: str) -> None:
        """Raises `UserError` if no person of this case can have this role, or a code."""
        if role not in self._programme.person_roles:
            raise UserError(
                _("Die Rolle „{role}“ gibt es nicht.").format(role=role),
                _("Möglich sind: {roles}.").format(roles=", ".join(self._programme.person_roles)),
            )
        if not case.case_code:
            raise UserError(
                _("Der Fall „{name}“ hat noch kein Fallkürzel.").format(name=case.name),
                _("Geben Sie ihm eines; der Personencode beginnt damit."),
            )

    def create_in(
        self, unit: UnitOfWork, *, case: Case, role: str, institution: Institution | None, institution_type: str = ""
    ) -> Person:
        """The same as part of a larger unit of work; what `refuse` says is known to be right."""
        count = unit.next_count(f"person:{case.case_code}:{role}")
        return unit.create(
            Person(
                code=person_code(case.case_code, role, unit.site_letters, count),
                case=case.id,
                role=role,
                institution=institution.id if institution else "",
                institution_type=institution_type or (institution.institution_type if institution else ""),
            )
        )
