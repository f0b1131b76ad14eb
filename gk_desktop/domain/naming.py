"""What people, places and institutions are called in an export class (contract 4).

INTERN shows what was written. PSEUDONYMISIERT shows codes, and replaces names of municipalities, places and
institutions, also in free text. VERTEILER shows role and institution, and never a person code. A speaker's label that
is not known to be a role is taken for a name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.name_replacement import NameReplacer
from gk_desktop.domain.visibility import PEOPLE, PeopleShownAs

_PERSON_CODE: Final = re.compile(r"\b[\w.]+-[A-Za-zÄÖÜäöüß*]{2,6}-[A-HJ-NP-Z]{1,3}\d+\b")
_SEPARATORS: Final = re.compile(r"(\s*[,;/&+]\s*|\s+und\s+)")
_GENERIC_FIRST_WORDS: Final = frozenset(
    {"kreis", "stadt", "landkreis", "städteregion", "gemeinde", "kommune", "kreisfreie", "rhein-kreis", "region"}
)
_REMOTE_FORMATS: Final = frozenset({"videokonferenz", "telefon"})


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Everything the workspace knows that could identify somebody, and which words are roles and never do."""

    cases: Sequence[Case]
    institutions: Sequence[Institution]
    persons: Sequence[Person]
    participants: Sequence[Participant]
    role_words: Iterable[str]
    person_roles: dict[str, str]


class Naming:
    """Names as one export class shows them, for one event."""

    def __init__(self, names: KnownNames, event: Event, export_class: ExportClass) -> None:
        self._people = PEOPLE[export_class]
        self._names = names
        self._event = event
        self._roles = {word.casefold() for word in names.role_words}
        self._institutions = {institution.id: institution for institution in names.institutions}
        self._persons = {person.id: person for person in names.persons}
        self._speakers = {item.id: self._speaker(item, count) for count, item in enumerate(names.participants, 1)}
        self._labels = {item.label.casefold(): self._speakers[item.id] for item in names.participants if item.label}
        self._replacer = NameReplacer(self._replacements())

    def text(self, text: str) -> str:
        """Free text as this class shows it."""
        if self._people is PeopleShownAs.NAMES:
            return text
        replaced = self._replacer.replace(text)
        return self._without_codes(replaced) if self._people is PeopleShownAs.ROLES else replaced

    def speaker(self, participant_id: str) -> str:
        """How a participant is called; empty for an entry without a speaker."""
        if not participant_id:
            return ""
        return self._speakers.get(participant_id, _("entfernt"))

    def label(self, label: str) -> str:
        """A field that names somebody in passing: chair, minute taker, who is responsible."""
        if self._people is PeopleShownAs.NAMES:
            return label
        parts = _SEPARATORS.split(label)
        return "".join(part if position % 2 else self._one_label(part) for position, part in enumerate(parts))

    def place(self) -> str:
        """Where the event took place; a place gives the municipality away."""
        hidden = self._people is PeopleShownAs.CODES and self._event.case and not self._is_remote
        return _("[Ort]") if hidden and self._event.place else self.text(self._event.place)

    def reveals(self, text: str) -> bool:
        """Whether a text, for instance a file name, holds a name that this class replaces."""
        return self._people is PeopleShownAs.CODES and self._replacer.replace(text) != text

    @property
    def _is_remote(self) -> bool:
        return self._event.format.casefold() in _REMOTE_FORMATS

    def _is_role(self, label: str) -> bool:
        return label.casefold().rstrip(" 0123456789") in self._roles or label.casefold() in self._roles

    def _one_label(self, label: str) -> str:
        stripped = label.strip()
        if not stripped or self._is_role(stripped):
            return label
        known = self._labels.get(stripped.casefold())
        if known is not None:
            return known
        replaced = self.text(label)
        return replaced if replaced != label else self._somebody(label)

    def _somebody(self, label: str) -> str:
        names_institution = any(label.casefold() == item.name.casefold() for item in self._names.institutions)
        return label if names_institution else _("Teilnehmende Person")

    def _speaker(self, participant: Participant, count: int) -> str:
        person = self._persons.get(participant.person)
        if self._people is PeopleShownAs.NAMES:
            return participant.label or self._role_and_institution(participant, person)
        if self._people is PeopleShownAs.CODES:
            if person is not None and person.code:
                return person.code
            if self._is_role(participant.label):
                return participant.label
            return self._type(participant, person) or _("Person {count}").format(count=count)
        return self._role_and_institution(participant, person) or _("Teilnehmende Person")

    def _role_and_institution(self, participant: Participant, person: Person | None) -> str:
        if self._is_role(participant.label):
            return participant.label
        institution = self._institutions.get(participant.institution)
        name = institution.name if institution else self._type(participant, person)
        role = participant.role or (self._names.person_roles.get(person.role, "") if person else "")
        return f"{role} ({name})" if role and name else role or name

    def _type(self, participant: Participant, person: Person | None) -> str:
        institution = self._institutions.get(participant.institution)
        types = (
            participant.institution_type,
            institution.institution_type if institution else "",
            person.institution_type if person else "",
        )
        return next((found for found in types if found), "")

    def _without_codes(self, text: str) -> str:
        return _PERSON_CODE.sub(self._role_of_code, text)

    def _role_of_code(self, match: re.Match[str]) -> str:
        known = {person.code.casefold(): person for person in self._names.persons if person.code}
        person = known.get(match[0].casefold())
        if person is not None:
            return self._names.person_roles.get(person.role, _("Teilnehmende Person"))
        # Only what begins with a Fallkürzel is a code; "Covid-Test-A1" is a word.
        cases = {case.case_code.casefold() for case in self._names.cases if case.case_code}
        looks_like_code = match[0].split("-")[0].casefold() in cases
        return _("Teilnehmende Person") if looks_like_code else match[0]

    def _replacements(self) -> Iterator[tuple[str, str]]:
        for participant in self._names.participants:
            if participant.label and not self._is_role(participant.label):
                yield participant.label, self._speakers[participant.id]
        if self._people is not PeopleShownAs.CODES:
            return
        for institution in self._names.institutions:
            stand_in = f"[{institution.institution_type or _('Institution')}]"
            for name in (institution.name, *institution.aliases):
                if not self._is_role(name):
                    yield name, stand_in
        for case in self._names.cases:
            yield from self._replacements_of_case(case)
        if self._event.case and not self._is_remote:
            yield self._event.place, _("[Ort]")

    def _replacements_of_case(self, case: Case) -> Iterator[tuple[str, str]]:
        stand_in = case.case_code or _("[Kommune]")
        for name in (case.name, *case.aliases):
            yield name, stand_in
            first, _blank, rest = name.partition(" ")
            if first.casefold() in _GENERIC_FIRST_WORDS and rest:
                yield rest, stand_in
        if case.alliance_name:
            yield case.alliance_name, _("[Bündnis]")
        for place in case.places:
            yield place, _("[Ort]")
