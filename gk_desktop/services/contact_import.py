"""Contacts from a table: codes and roles into the project, names into the Schlüsseldatei, both or neither."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.base.progress import Progress, silent
from gk_desktop.documents.table_reader import Table, read_table
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.contact_columns import Columns, ContactField, header_row, proposed_columns, values_of
from gk_desktop.domain.contact_matching import (
    Finding,
    KnownContacts,
    PlannedContact,
    differences,
    filled,
    merged,
)
from gk_desktop.domain.identity import Identity, IdentityBook
from gk_desktop.domain.programme import Programme
from gk_desktop.domain.search_text import fold
from gk_desktop.services.identities import Identities
from gk_desktop.services.people import People
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore

_NO_FIELDS_OF_IDENTITY: Final = (ContactField.ROLE, ContactField.CASE, ContactField.FULL_NAME)


@dataclass(frozen=True, slots=True)
class ContactTable:
    """A table with its columns named: `first_row` is the number of the first row below the headers, as Excel counts."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_row: int
    sheet: str
    sheets: tuple[str, ...]
    hint: str

    def proposed_columns(self) -> dict[int, ContactField]:
        return proposed_columns(self.headers)


@dataclass(frozen=True, slots=True)
class TakenContacts:
    """How many persons are new, how many identities were changed, how many rows were known or not usable."""

    added: int
    changed: int
    left: int
    invalid: int

    @property
    def sentence(self) -> str:
        said = [
            ngettext("{count} Person angelegt", "{count} Personen angelegt", self.added).format(count=self.added),
            ngettext("{count} ergänzt", "{count} ergänzt", self.changed).format(count=self.changed),
            ngettext("{count} unverändert", "{count} unverändert", self.left).format(count=self.left),
        ]
        if self.invalid:
            said.append(_("{count} nicht übernommen").format(count=self.invalid))
        sentence = ", ".join(said) + "."
        if not (self.added or self.changed):
            return sentence
        way_back = _(
            "Strg+Z nimmt die neuen Codes zurück, „Rückgängig“ bei der Schlüsseldatei die Namen; je ein Schritt."
        )
        return f"{sentence} {way_back}"


class ContactImport:
    def __init__(
        self, store: WorkspaceStore, identities: Identities, people: People, programme: Callable[[], Programme]
    ) -> None:
        self._store = store
        self._identities = identities
        self._people = people
        self._programme = programme

    @staticmethod
    def read(path: Path, *, sheet: str = "", progress: Progress = silent) -> ContactTable:
        """Raises `UserError` with what is wrong with the file. Touches nothing of the project."""
        table: Table = read_table(path, sheet=sheet, progress=progress)
        header = header_row(table.rows)
        return ContactTable(
            name=path.name,
            headers=table.rows[header],
            rows=table.rows[header + 1 :],
            first_row=header + 2,
            sheet=table.sheet,
            sheets=table.sheets,
            hint=table.hint,
        )

    def plan(
        self, table: ContactTable, columns: Columns, *, case: Case | None = None, role: str = ""
    ) -> list[PlannedContact]:
        """What becomes of each row that is not empty; `case` and `role` count where a row names none.

        Raises `UserError` if the Schlüsseldatei is closed: without it nobody knows who is known.
        """
        planning = _Planning(self._store, self._identities.opened_book(), self._programme(), case, role)
        return [
            planning.plan(table.first_row + number, values)
            for number, cells in enumerate(table.rows)
            if (values := values_of(cells, columns))
        ]

    def take_over(self, planned: Sequence[PlannedContact], *, progress: Progress = silent) -> TakenContacts:
        """Save what was planned and chosen: one unit of work, and one save of the Schlüsseldatei. Both or neither.

        Raises `UserError`, and `Cancelled` if the progress says so; then nothing was saved.
        """
        before = self._identities.opened_book()
        making = [item for item in planned if item.makes_person]
        changing = [item for item in planned if item.changes_identity]
        if not (making or changing):
            return _counted(planned)
        if not making:
            self._identities.save_book(_with_changes(before, changing))
            return _counted(planned)
        saved = False
        try:
            with self._store.journal.change(N_("Kontakte übernehmen")) as unit:
                book = _with_changes(before, changing)
                for number, item in enumerate(making):
                    progress(_("Kontakte werden übernommen"), number / len(making))
                    person = self._person(unit, item)
                    book = book.with_identity(replace(item.identity, id=person.id, code=person.code))
                self._identities.save_book(book)
                saved = True
        except BaseException:
            if saved:
                # The project could not be saved after the Schlüsseldatei was.
                self._identities.undo()
            raise
        return _counted(planned)

    def _person(self, unit: UnitOfWork, item: PlannedContact) -> Person:
        records = self._store.records
        institution = records.look_up(Institution, item.institution) if item.institution else None
        return self._people.create_in(unit, case=records.get(Case, item.case), role=item.role, institution=institution)


class _Planning:
    """Looks at one row after the other; a row may repeat one above it."""

    def __init__(
        self, store: WorkspaceStore, book: IdentityBook, programme: Programme, case: Case | None, role: str
    ) -> None:
        persons = {person.id: person for person in store.records.find(Person)}
        # Who lies in the Papierkorb is not known any more.
        self._known = KnownContacts.of(item for key, item in book.identities.items() if key in persons)
        self._above = KnownContacts()
        self._rows: dict[str, int] = {}
        self._persons = persons
        self._case = case
        self._role = role
        self._cases = _called(store.records.find(Case), lambda item: (item.case_code, item.name, *item.aliases))
        self._institutions = store.records.find(Institution)
        self._roles = {fold(word): code for code, label in programme.person_roles.items() for word in (code, label)}

    def plan(self, row: int, values: Mapping[ContactField, str]) -> PlannedContact:
        texts: dict[str, Any] = {
            field.value: text for field, text in values.items() if field not in _NO_FIELDS_OF_IDENTITY
        }
        identity = Identity(**texts)
        if reason := self._useless(identity):
            return PlannedContact(row, identity, Finding.INVALID, reason=reason)
        case, role, reason = self._place(values)
        known = self._known.resembling(identity)
        if known is not None:
            return self._beside(row, identity, known, case, role, reason)
        if not reason:
            reason = self._repeats(row, identity)
        if reason or case is None:
            return PlannedContact(row, identity, Finding.INVALID, reason=reason)
        return PlannedContact(
            row, identity, Finding.NEW, case=case.id, role=role, institution=self._institution(identity, case)
        )

    def _beside(
        self, row: int, identity: Identity, known: Identity, case: Case | None, role: str, reason: str
    ) -> PlannedContact:
        found = differences(known, identity)
        return PlannedContact(
            row,
            identity,
            Finding.UNCLEAR if found else Finding.KNOWN,
            case=case.id if case and not reason else "",
            role=role,
            institution=self._institution(identity, case) if case else "",
            person=known.id,
            code=self._persons[known.id].code,
            reason=reason,
            differences=found,
        )

    @staticmethod
    def _useless(identity: Identity) -> str:
        if not (identity.family_name or identity.given_name):
            return _("Es fehlt der Name.")
        if identity.email and not all("@" in part for part in identity.email.split(",")):
            return _("„{text}“ ist keine E-Mail-Adresse.").format(text=identity.email)
        return ""

    def _place(self, values: Mapping[ContactField, str]) -> tuple[Case | None, str, str]:
        """Case and role of a new person, or why there can be none."""
        named, called = values.get(ContactField.CASE, ""), values.get(ContactField.ROLE, "")
        case = self._cases.get(fold(named)) if named else self._case
        role = self._roles.get(fold(called), "") if called else self._role
        if case is None:
            sentence = _("Den Fall „{text}“ gibt es nicht.").format(text=named) if named else _("Es fehlt der Fall.")
            return None, role, sentence
        if not case.case_code:
            return case, role, _("Der Fall „{name}“ hat noch kein Fallkürzel.").format(name=case.name)
        if not role:
            sentence = (
                _("Die Rolle „{text}“ gibt es nicht.").format(text=called) if called else _("Es fehlt die Rolle.")
            )
            return case, role, sentence
        return case, role, ""

    def _repeats(self, row: int, identity: Identity) -> str:
        above = self._above.resembling(identity)
        if above is not None and not differences(above, identity):
            return _("Steht schon in Zeile {row}.").format(row=self._rows[above.id])
        marked = replace(identity, id=str(row))
        self._above.add(marked)
        self._rows[marked.id] = row
        return ""

    def _institution(self, identity: Identity, case: Case) -> str:
        called = fold(identity.institution)
        return next(
            (
                item.id
                for item in self._institutions
                if called and item.case in ("", case.id) and called in map(fold, (item.name, *item.aliases))
            ),
            "",
        )


def _called(cases: Sequence[Case], names: Callable[[Case], tuple[str, ...]]) -> dict[str, Case]:
    return {fold(name): case for case in cases for name in names(case) if name}


def _with_changes(book: IdentityBook, changing: Sequence[PlannedContact]) -> IdentityBook:
    for item in changing:
        book = book.with_identity(merged(book.identities[item.person], item.identity))
    return book


def _counted(planned: Sequence[PlannedContact]) -> TakenContacts:
    added = sum(item.makes_person for item in planned)
    changed = sum(item.changes_identity for item in planned)
    invalid = sum(item.finding is Finding.INVALID for item in planned)
    return TakenContacts(added, changed, len(planned) - added - changed - invalid, invalid)


def shown_contact(identity: Identity) -> str:
    """A contact in one line, for a preview."""
    rest = [
        text
        for name, text in filled(identity).items()
        if name not in ("salutation", "title", "given_name", "family_name")
    ]
    return " · ".join(part for part in (identity.full_name, *rest) if part)
