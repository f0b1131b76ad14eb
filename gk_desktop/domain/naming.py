"""What people, places and institutions are called in an export class (contract 4).

INTERN shows what was written, and codes for persons whose data may only be stored. PSEUDONYMISIERT shows codes, and
replaces names of municipalities, places and institutions, also in free text. VERTEILER shows role and institution, and
never a person code. A speaker's label that is not known to be a role is taken for a name; so is everything in a field
for people that is neither role nor institution.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.consent import NameDecision, NameVerdict
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.identity_names import institutions_of_identities, names_of_identities, without_title
from gk_desktop.domain.minutes import ExportClass, NameState
from gk_desktop.domain.name_decisions import NameDecisions, ShownText, shown_text
from gk_desktop.domain.name_replacement import KnownName, NameKind, NameReplacer, NameSource
from gk_desktop.domain.person_codes import PersonCodes
from gk_desktop.domain.project_names import (
    ANYBODY,
    NUMBER_OF_A_ROLE,
    is_on_the_map,
    kind_of_label,
    names_of_addressed,
    names_of_case,
    names_of_institution,
    names_of_labels_elsewhere,
    names_of_place,
    names_of_provider,
    names_of_researchers,
    people_of,
)
from gk_desktop.domain.record import Record
from gk_desktop.domain.restricted_names import names_of_restricted
from gk_desktop.domain.visibility import PEOPLE, PeopleShownAs

_SEPARATORS: Final = re.compile(r"(\s*[,;/&+\n]\s*|\s+(?:und|u\.|sowie|oder|bzw\.|mit)\s+)")
_SMALL_WORDS: Final = frozenset(
    {"am", "an", "auf", "bei", "beim", "das", "dem", "den", "der", "des", "die", "für", "im", "in", "kreis", "stadt"}
    | {"vom", "von", "zu", "zum", "zur"}
)
_KEPT_ASIDE: Final = range(0xE000, 0xF8FF)
"""Characters that no text uses; each stands for a piece that was decided about while the rest is replaced."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Everything the workspace knows that could identify somebody, and which words are roles and never do.

    `identities` is None while the Schlüsseldatei is closed. `decisions` are those about this event.
    `key_file_is_older`: a newer state of the opened one has been seen. What is `removed` lies in the Papierkorb: it is
    nobody's choice any more, and a name still. `labels_elsewhere` are those of participants of all other events,
    `addressed` what entries of this one call "Frau Muster".
    """

    cases: Sequence[Case]
    institutions: Sequence[Institution]
    persons: Sequence[Person]
    participants: Sequence[Participant]
    role_words: Iterable[str]
    person_roles: dict[str, str]
    identities: Sequence[Identity] | None = None
    decisions: Sequence[NameDecision] = ()
    key_file_is_older: bool = False
    removed_cases: Sequence[Case] = ()
    removed_institutions: Sequence[Institution] = ()
    removed_participants: Sequence[Participant] = ()
    labels_elsewhere: Sequence[str] = ()
    addressed: Sequence[str] = ()

    @property
    def all_cases(self) -> Iterator[Case]:
        """Those that are there first."""
        yield from self.cases
        yield from self.removed_cases

    @property
    def all_institutions(self) -> Iterator[Institution]:
        """Those that are there first."""
        yield from self.institutions
        yield from self.removed_institutions

    @property
    def unlisted(self) -> int:
        """How many persons of the project the Schlüsseldatei has no name of: nobody can look for them."""
        named = {item.id for item in self.identities or () if item.is_named}
        return sum(person.id not in named for person in self.persons)


class Naming:
    """Names as one export class shows them, for one event.

    `shown` are the texts of fields that were asked for, as they are in the notes; none for a class that replaces none.
    One that `only_listens` gives such texts back as they are.
    """

    def __init__(
        self, names: KnownNames, event: Event, export_class: ExportClass, *, only_listens: bool = False
    ) -> None:
        self._only_listens = only_listens
        self._people = PEOPLE[export_class]
        self._names = names
        self._event = event
        self._roles = {word.casefold() for word in names.role_words}
        self._institutions = {institution.id: institution for institution in names.institutions}
        self._persons = {person.id: person for person in names.persons}
        self._codes = PersonCodes(names.persons, names.cases, names.person_roles)
        self._decisions = NameDecisions(names.decisions, export_class)
        self._undecided = 0
        self.shown: list[ShownText] = []
        self._restricted = NameReplacer(
            names_of_restricted(
                names.persons,
                [*names.participants, *names.removed_participants],
                names.identities,
                self._is_role,
            )
        )
        self.known_names = tuple(self._replacements())
        self._replacer = NameReplacer(self.known_names)
        self._harmless_parts = NameReplacer(self._harmless_names())
        self._speakers = {item.id: self._speaker(item, count) for count, item in enumerate(names.participants, 1)}
        self._labels = self._speakers_by_label()

    def _speakers_by_label(self) -> dict[str, str]:
        """Also by the surname alone, where it is that of one of them."""
        labelled = [(item.label.strip().casefold(), self._speakers[item.id]) for item in self._names.participants]
        surnames: dict[str, list[str]] = {}
        for label, speaker in labelled:
            surnames.setdefault(without_title(label), []).append(speaker)
        unique = {surname: speakers[0] for surname, speakers in surnames.items() if len(speakers) == 1}
        return {label: speaker for label, speaker in (unique | dict(labelled)).items() if label}

    def text(self, text: str) -> str:
        """Free text as this class shows it."""
        if self._people is PeopleShownAs.NAMES:
            return self._restricted.replace(text) if self._restricted else text
        return self._without_codes(self._replacer.replace(text))

    def _without_codes(self, text: str) -> str:
        return self._codes.replaced_by_roles(text) if self._people is PeopleShownAs.ROLES else text

    def field(self, record: Record, name: str) -> str:
        """A free text of a record as this class shows it, with what was decided about words in it."""
        text: str = getattr(record, name)
        if self._people is PeopleShownAs.NAMES or not text:
            return self.text(text)
        shown = shown_text(record.KIND, record.id, name, text)
        self.shown.append(shown)
        if self._only_listens:
            return text
        found = self._replacer.places_in(shown.text)
        decided = self._decisions.about(shown, [(start, end) for start, end, _name in found])
        self._undecided += sum(
            name.source is NameSource.KEY_FILE and decision is None
            for (_start, _end, name), decision in zip(found, decided, strict=True)
        )
        if any(decided):
            return self._with_decisions(shown.text, found, decided)
        return self.text(text) if found else self._without_codes(shown.text)

    @property
    def state(self) -> NameState:
        """How far the fields that were asked for have been looked through."""
        if self._names.identities is None or self._people is PeopleShownAs.NAMES:
            return NameState.UNCHECKED
        if self._undecided:
            return NameState.UNDECIDED
        is_partial = self._names.key_file_is_older or self._names.unlisted
        return NameState.PARTIAL if is_partial else NameState.CHECKED

    @property
    def undecided(self) -> int:
        """How many names of the Schlüsseldatei stand in the fields that were asked for, and nobody has looked at."""
        return self._undecided

    def stand_in(self, name: KnownName) -> str:
        """What this class puts in the place of a name."""
        return self.text(self._replacer.stand_in(name))

    def _with_decisions(
        self, text: str, found: Sequence[tuple[int, int, KnownName]], decided: Sequence[NameDecision | None]
    ) -> str:
        """Decided pieces are set aside, the rest is replaced as ever."""
        unused = (chr(code) for code in _KEPT_ASIDE if chr(code) not in text)
        aside: dict[str, str] = {}
        for (start, end, _name), decision in reversed(list(zip(found, decided, strict=True))):
            piece = self._decided_piece(text[start:end], decision)
            if piece is not None:
                mark = next(unused)
                aside[mark] = piece
                text = text[:start] + mark + text[end:]
        replaced = self.text(text)
        return replaced.translate({ord(mark): piece for mark, piece in aside.items()})

    def _decided_piece(self, word: str, decision: NameDecision | None) -> str | None:
        """None where the usual stand-in belongs. What somebody wrote as a stand-in must not give a name away either."""
        if decision is None:
            return None
        if decision.verdict is NameVerdict.REPLACE:
            return self.text(decision.replacement) if decision.replacement else None
        return word

    def speaker(self, participant_id: str) -> str:
        """How a participant is called; empty for an entry without a speaker."""
        if not participant_id:
            return ""
        return self._speakers.get(participant_id, _("entfernt"))

    def label(self, label: str) -> str:
        """A field that names somebody in passing: chair, minute taker, who is responsible."""
        if self._people is PeopleShownAs.NAMES:
            return self.text(label)
        whole = self._one_label(label.strip())
        if whole is not None:
            return whole
        parts = _SEPARATORS.split(label)
        return "".join(
            part if position % 2 else self._one_label(part.strip()) or _("Teilnehmende Person")
            for position, part in enumerate(parts)
            if position % 2 or part.strip()
        )

    def place(self) -> str:
        """Where the event took place; a place gives the municipality away, and so does what is told of the room."""
        places = {name: text for name in ("place", "room") if (text := getattr(self._event, name))}
        if self._hides_place and any(map(is_on_the_map, places.values())):
            return _("[Ort]")
        return ", ".join(self.field(self._event, name) for name in places)

    def reveals(self, text: str) -> bool:
        """Whether a text, for instance a file name, holds a name that this class replaces."""
        composed = unicodedata.normalize("NFC", text)
        return self.text(composed) != composed

    @property
    def _hides_place(self) -> bool:
        return self._people is PeopleShownAs.CODES

    def _is_role(self, label: str) -> bool:
        word = label.casefold().strip()
        return word in self._roles or word in ANYBODY or NUMBER_OF_A_ROLE.sub("", word) in self._roles

    def _one_label(self, label: str) -> str | None:
        """How somebody is called in passing; None if that is neither a role nor an institution nor a participant."""
        if not label:
            return label
        if not self._is_role(label) and label.casefold() in self._labels:
            return self._labels[label.casefold()]
        left = re.findall(r"[^\W_]+", self._harmless_parts.replace(self._codes.removed_from(label)))
        if all(word.casefold() in _SMALL_WORDS or NUMBER_OF_A_ROLE.fullmatch(word) for word in left):
            return self.text(label)
        return None

    def _speaker(self, participant: Participant, count: int) -> str:
        if self._people is PeopleShownAs.NAMES:
            return self.text(participant.label) or self._role_and_institution(participant)
        return self._clean(self._speaker_stand_ins(participant, count))

    def _speaker_stand_ins(self, participant: Participant, count: int) -> tuple[str, ...]:
        return *self._stand_ins(participant), _("Person {count}").format(count=count)

    def _clean(self, choices: Sequence[str]) -> str:
        outside = self._people is PeopleShownAs.ROLES
        return self._replacer.clean([item for item in choices if not (outside and self._codes.are_in(item))])

    def _stand_ins(self, participant: Participant) -> tuple[str, ...]:
        """What may stand for a participant's name, the best first."""
        person = self._persons.get(participant.person)
        role = participant.label if self._is_role(participant.label) else ""
        if self._people is PeopleShownAs.CODES:
            choices = [person.code if person else "", role, self._type(participant)]
        else:
            inside_role = self._codes.replaced_by_roles(participant.role)
            both = self._role_and_institution(participant, inside_role)
            choices = [role, both, self._institution_name(participant), self._type(participant)]
            choices.append(_("Teilnehmende Person"))
        return tuple(choice for choice in choices if choice)

    def _role_and_institution(self, participant: Participant, own_role: str | None = None) -> str:
        person = self._persons.get(participant.person)
        name = self._institution_name(participant) or self._type(participant)
        role = participant.role if own_role is None else own_role
        role = role or (self._names.person_roles.get(person.role, "") if person else "")
        return f"{role} ({name})" if role and name else role or name

    def _institution_name(self, participant: Participant) -> str:
        institution = self._institutions.get(participant.institution)
        return institution.name if institution else ""

    def _type(self, participant: Participant) -> str:
        institution = self._institutions.get(participant.institution)
        person = self._persons.get(participant.person)
        types = (
            participant.institution_type,
            institution.institution_type if institution else "",
            person.institution_type if person else "",
        )
        return next((found for found in types if found), "")

    def _replacements(self) -> Iterator[KnownName]:
        people = [*self._names_of_participants(), *self._names_of_identities()]
        yield from people
        yield from self._names_of_people_elsewhere({" ".join(name.words) for name in people})
        known = NameReplacer(people)
        addressed = (label for label in self._names.addressed if not known.holds_name(label))
        yield from names_of_addressed(addressed, self._is_role)
        if self._people is PeopleShownAs.CODES:
            yield from self._names_of_institutions()
            for case in self._names.all_cases:
                yield from names_of_case(case, (case.case_code, _("[Kommune]")))
            yield from names_of_place(self._event.place, (_("[Ort]"),))
        else:
            yield from self._harmless_institutions_and_cases()

    def _names_of_participants(self) -> Iterator[KnownName]:
        for count, participant in enumerate(self._names.participants, 1):
            label = participant.label
            if label and not self._is_role(label):
                # In a text they are who they are as a speaker.
                stand_ins = (*self._speaker_stand_ins(participant, count), _("Teilnehmende Person"))
                yield KnownName(label, stand_ins, kind_of_label(label), NameSource.PARTICIPANT)
                surname = without_title(label)
                if surname != label:
                    yield KnownName(surname, stand_ins, NameKind.SURNAME, NameSource.PARTICIPANT)

    def _names_of_people_elsewhere(self, taken: set[str]) -> Iterator[KnownName]:
        """Whom nobody names at this event any more, or only at others; who is `taken` has a better stand-in."""
        removed = [item.label for item in self._names.removed_participants if item.event == self._event.id]
        for label in filter(None, removed):
            if not self._is_role(label):
                yield KnownName(label, (_("[Person]"),), kind_of_label(label), NameSource.PARTICIPANT)
        in_charge = (*people_of(self._event.chair), *people_of(self._event.minute_taker))
        labels = (*removed, *in_charge, *self._names.labels_elsewhere)
        unknown = [
            label for label in labels if " ".join(KnownName(without_title(label.strip()), ()).words) not in taken
        ]
        yield from names_of_labels_elsewhere(unknown, self._is_role)
        yield from names_of_researchers(self._names.all_cases, self._is_role)

    def _names_of_identities(self) -> Iterator[KnownName]:
        if self._names.identities is None:
            yield from self._names_decided()
            return
        identities = self._names.identities
        present = {item.person for item in self._names.participants}
        yield from names_of_identities(identities, present, self._stand_ins_of_identity)
        if self._people is PeopleShownAs.CODES:
            yield from (name for name in institutions_of_identities(identities) if not self._is_role(name.name))

    def _names_decided(self) -> Iterator[KnownName]:
        """What was found to be a name stays one when the Schlüsseldatei is closed; whose it is, nobody knows then."""
        for decision in self._names.decisions:
            if decision.verdict is NameVerdict.REPLACE and decision.word:
                kind = NameKind.CODE if any(map(str.isalpha, decision.word)) else NameKind.NUMBER
                yield KnownName(decision.word, (_("[Person]"),), kind, NameSource.KEY_FILE)

    def _stand_ins_of_identity(self, identity: Identity) -> tuple[str, ...]:
        there = next((item for item in self._names.participants if item.person == identity.id), None)
        person = self._persons.get(identity.id)
        if there is None and person:
            there = Participant(
                person=person.id, institution=person.institution, institution_type=person.institution_type
            )
        if there is None:
            return (identity.code,) if identity.code and self._people is PeopleShownAs.CODES else ()
        return self._stand_ins(there)

    def _names_of_institutions(self) -> Iterator[KnownName]:
        for institution in self._names.all_institutions:
            stand_in = f"[{institution.institution_type or _('Institution')}]"
            for name in names_of_institution(institution):
                if not self._is_role(name):
                    yield KnownName(name, (stand_in, _("[Institution]")), source=NameSource.INSTITUTION)
        for case in self._names.all_cases:
            for name in names_of_provider(case, self._is_role):
                yield KnownName(name, (_("[Institution]"),), source=NameSource.INSTITUTION)

    def _harmless_names(self) -> Iterator[KnownName]:
        """What may stand in a field for people without naming one; each gives way to a blank."""
        for role in self._roles:
            yield KnownName(role, (" ",), NameKind.CODE)
        for name in self._harmless_institutions_and_cases():
            yield KnownName(name.name, (" ",))

    def _harmless_institutions_and_cases(self) -> Iterator[KnownName]:
        for institution in self._names.all_institutions:
            for name in names_of_institution(institution):
                yield KnownName(name, ())
        for case in self._names.all_cases:
            yield from names_of_case(case, None)
