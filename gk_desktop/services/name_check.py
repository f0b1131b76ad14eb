"""Looking for names before something leaves the house: what stands where, what would replace it, and who decided what.

What is looked through are the very texts that the document would show; nothing else is asked about.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.base.text import clean_text
from gk_desktop.domain.consent import NameDecision, NameVerdict
from gk_desktop.domain.entry import Decision, Entry, Task
from gk_desktop.domain.event import AgendaItem
from gk_desktop.domain.identity_names import is_ambiguous
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.minutes_content import MinutesMaterial, compose
from gk_desktop.domain.name_decisions import (
    NameDecisions,
    ShownText,
    place_decided,
    places_named,
    sentence_around,
)
from gk_desktop.domain.name_finder import FoundName, NameFinder
from gk_desktop.domain.name_replacement import KnownName, NameSource
from gk_desktop.domain.naming import Naming
from gk_desktop.domain.record import declaration
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.domain.visibility import MAY_BE_MADE, PEOPLE, PeopleShownAs, check_may_be_made
from gk_desktop.services.entry_follow_ups import numbers_by_entry
from gk_desktop.services.name_gaps import gap_sentence
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore

_NEVER: Final = datetime(1, 1, 1)  # noqa: DTZ001 - what is composed only to listen is no document
NAME_SOURCES: Final = {
    NameSource.KEY_FILE: N_("Schlüsseldatei"),
    NameSource.PARTICIPANT: N_("Teilnehmende"),
    NameSource.INSTITUTION: N_("Institution"),
    NameSource.CASE: N_("Fall"),
    NameSource.PLACE: N_("Ort"),
}


@dataclass(frozen=True, slots=True)
class NamePlace:
    """Where a decision is kept: the record, and of its field the sentence."""

    record_kind: str
    record_id: str
    place: str


@dataclass(frozen=True, slots=True)
class NameHit:
    """A word that is taken for a name. `sentence` is the one it stands in, from `start` to `end`.

    `places` are more than one where a decision or task repeats its entry. `where` says in words which text it is,
    `proposal` what the class puts in its place.
    """

    word: str
    sentence: str
    start: int
    end: int
    where: str
    source: NameSource
    proposal: str
    is_ambiguous: bool
    places: tuple[NamePlace, ...]
    decision: NameDecision | None

    @property
    def needs_decision(self) -> bool:
        """What the project itself knows is replaced without asking; what only the Schlüsseldatei knows is not."""
        return self.source is NameSource.KEY_FILE

    @property
    def is_open(self) -> bool:
        return self.needs_decision and self.decision is None

    @property
    def key(self) -> tuple[str, NamePlace]:
        """The same for the same word in the same sentence, whatever is decided."""
        return self.word, self.places[0]


@dataclass(frozen=True, slots=True)
class NameCheck:
    """All hits in one class, in the order of the document. Not `is_possible` while the Schlüsseldatei is closed.

    `gap` is a sentence about names that the opened one does not hold, empty if there are none.
    """

    is_possible: bool
    hits: tuple[NameHit, ...]
    gap: str = ""

    @property
    def open_hits(self) -> tuple[NameHit, ...]:
        return tuple(hit for hit in self.hits if hit.is_open)

    @property
    def is_settled(self) -> bool:
        """Whether all names were compared and nothing is open."""
        return self.is_possible and not self.open_hits and not self.gap

    @property
    def sentence(self) -> str:
        """How it stands, in one sentence."""
        if not self.is_possible:
            return _("Namen ungeprüft: Die Schlüsseldatei ist geschlossen.")
        left = len(self.open_hits)
        if left:
            return ngettext("Namen: {count} Treffer ungeklärt.", "Namen: {count} Treffer ungeklärt.", left).format(
                count=left
            )
        return self.gap or _("Namen geprüft: kein Treffer ungeklärt.")


class NameChecks:
    """`gather` brings everything about an event that minutes are made of.

    An empty id of an event stands for what belongs to none: tasks that nobody gave in a meeting.
    """

    def __init__(self, store: WorkspaceStore, gather: Callable[[str], MinutesMaterial]) -> None:
        self._store = store
        self._gather = gather

    def of(self, event_id: str, export_class: ExportClass, kind: MinutesKind = MinutesKind.COURSE) -> NameCheck:
        """What this document would show. Nothing is looked through for INTERN. Raises `UserError` as an export does."""
        return checked(self._gather(event_id), kind, export_class)

    def open_class(self, event_id: str, kind: MinutesKind) -> ExportClass | None:
        """The first class of these minutes in which somebody has to look at names before they are released."""
        material = self._gather(event_id)
        classes = (export_class for export_class in ExportClass if MAY_BE_MADE[kind][export_class])
        return next((item for item in classes if checked(material, kind, item).open_hits), None)

    def decide(
        self,
        event_id: str,
        hits: Iterable[NameHit],
        verdict: NameVerdict,
        export_class: ExportClass,
        *,
        replacement: str = "",
        reason: str = "",
    ) -> None:
        """The same for all of these hits, as one step that can be undone.

        Without a `replacement` the proposal counts. Raises `UserError`: a name that stays without a reason.
        """
        replacement, reason = clean_text(replacement).strip(), clean_text(reason).strip()
        if verdict is NameVerdict.LEFT_IN and not reason:
            raise UserError(
                _("Ein Name, der stehen bleibt, braucht eine Begründung."),
                _("Sie wird mit Datum und Kürzel festgehalten."),
            )
        chosen = list(hits)
        label = ngettext("Namen klären", "{count} Namen klären", len(chosen)).format(count=len(chosen))
        with self._store.journal.change(label) as unit:
            for hit in chosen:
                own = replacement if verdict is NameVerdict.REPLACE and replacement != hit.proposal else ""
                for place in hit.places:
                    decision = NameDecision(
                        event=event_id,
                        record_kind=place.record_kind,
                        record_id=place.record_id,
                        field_name=place_decided(place.place, verdict, export_class),
                        word=hit.word,
                        verdict=verdict,
                        replacement=own,
                        reason=reason,
                        decided_by=self._store.journal.site.author,
                    )
                    self._keep(unit, decision, export_class)

    def _keep(self, unit: UnitOfWork, decision: NameDecision, export_class: ExportClass) -> None:
        """In place of whatever was decided there for this class."""
        place, _at, _only_in = decision.field_name.partition("@")
        here = {place, place_decided(place, NameVerdict.LEFT_IN, export_class)}
        found = self._store.records.find(
            NameDecision, event=decision.event, record_id=decision.record_id, word=decision.word
        )
        before = [item for item in found if item.field_name in here]
        for item in before[1:]:
            unit.delete(item.id)
        if not before:
            unit.create(decision)
            return
        unit.change(
            NameDecision,
            before[0].id,
            field_name=decision.field_name,
            verdict=decision.verdict,
            replacement=decision.replacement,
            reason=decision.reason,
            decided_by=decision.decided_by,
        )

    def accept_proposals(self, event_id: str, export_class: ExportClass, kind: MinutesKind) -> int:
        """Replace everything that is open, as one step. Returns how many hits that were."""
        found = self.of(event_id, export_class, kind).open_hits
        if found:
            self.decide(event_id, found, NameVerdict.REPLACE, export_class)
        return len(found)

    def withdraw(self, hit: NameHit, event_id: str) -> None:
        """Nothing is decided about it any more. Can be undone."""
        places = {(place.record_id, place.place) for place in hit.places}
        with self._store.journal.change(N_("Namensentscheidung zurücknehmen")) as unit:
            for decision in self.decisions(event_id):
                place = (decision.record_id, decision.field_name.partition("@")[0])
                if decision.word == hit.word and place in places:
                    unit.delete(decision.id)

    def decisions(self, event_id: str) -> list[NameDecision]:
        """Everything that was decided about this event, and every document that was written in spite of open hits."""
        return self._store.records.find(NameDecision, event=event_id)


def checked(material: MinutesMaterial, kind: MinutesKind, export_class: ExportClass) -> NameCheck:
    """All hits in what this class would see. Raises `UserError` for a class that the kind refuses."""
    if material.names.identities is None:
        return NameCheck(is_possible=False, hits=())
    if PEOPLE[export_class] is PeopleShownAs.NAMES:
        check_may_be_made(kind, export_class)
        return NameCheck(is_possible=True, hits=())
    naming = Naming(material.names, material.event, export_class, only_listens=True)
    compose(material, kind, export_class, made_at=_NEVER, naming=naming)
    return NameCheck(
        is_possible=True, hits=tuple(_hits(material, naming, export_class)), gap=gap_sentence(material.names)
    )


def _hits(material: MinutesMaterial, naming: Naming, export_class: ExportClass) -> Iterator[NameHit]:
    decisions = NameDecisions(material.names.decisions, export_class)
    places = _Places(material)
    merged: dict[tuple[str, str, str], NameHit] = {}
    ambiguous = _also_elsewhere(naming.known_names)
    for shown, found in _by_text(
        naming.shown, NameFinder(naming.known_names).find([item.text for item in naming.shown])
    ):
        spans = [(hit.start, hit.end) for hit in found]
        for hit, decision, place in zip(found, decisions.about(shown, spans), places_named(shown, spans), strict=True):
            first, last = sentence_around(shown.text, hit.start, hit.end)
            kept = NamePlace(shown.record_kind, shown.record_id, place)
            key = (places.owner(shown), place, hit.word)
            if key in merged:
                merged[key] = _joined(merged[key], kept, decision)
                continue
            merged[key] = NameHit(
                word=hit.word,
                sentence=shown.text[first:last],
                start=hit.start - first,
                end=min(hit.end, last) - first,
                where=places.where(shown),
                source=hit.name.source,
                proposal=naming.stand_in(hit.name),
                is_ambiguous=is_ambiguous(hit.name) or " ".join(hit.name.words) in ambiguous,
                places=(kept,),
                decision=decision,
            )
    return iter(merged.values())


def _joined(hit: NameHit, place: NamePlace, decision: NameDecision | None) -> NameHit:
    """A task says what its entry says: one hit, and open unless both are decided."""
    return replace(hit, places=(*hit.places, place), decision=hit.decision if decision else None)


def _by_text(shown: list[ShownText], found: Iterable[FoundName]) -> Iterator[tuple[ShownText, list[FoundName]]]:
    grouped: dict[int, list[FoundName]] = {}
    for hit in found:
        grouped.setdefault(hit.text, []).append(hit)
    return ((shown[number], hits) for number, hits in grouped.items())


def _also_elsewhere(names: Iterable[KnownName]) -> set[str]:
    """Names of persons that a municipality, a place or an institution has, too."""
    words: dict[bool, set[str]] = {True: set(), False: set()}
    for name in names:
        words[name.source is NameSource.KEY_FILE].add(" ".join(name.words))
    return words[True] & words[False]


class _Places:
    """Where a text stands, for readers."""

    def __init__(self, material: MinutesMaterial) -> None:
        follow_ups: tuple[Decision | Task, ...] = (*material.decisions, *material.tasks)
        self._entries = {item.id: item.entry for item in follow_ups if item.entry}
        self._numbers = {item.id: item.number for item in (*material.entries, *follow_ups)}
        self._numbers |= numbers_by_entry(material.decisions, material.tasks)
        self._topics = {item.id: item.number for item in material.agenda}

    def owner(self, shown: ShownText) -> str:
        """The entry that a decision or task was written in, else the record itself."""
        return self._entries.get(shown.record_id, shown.record_id)

    def where(self, shown: ShownText) -> str:
        if shown.record_kind in {Entry.KIND, Decision.KIND, Task.KIND}:
            return self._numbers.get(shown.record_id, "")
        if shown.record_kind == AgendaItem.KIND:
            return _("TOP {number}").format(number=self._topics.get(shown.record_id))
        return _(declaration(RECORD_TYPES[shown.record_kind], shown.field_name).label)
