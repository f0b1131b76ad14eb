"""What a project itself says to be names: municipalities, institutions, places, and whom notes of other events name.

Names that are nothing but everyday words are none: they would be replaced in every second sentence.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.identity_names import is_ambiguous, without_title
from gk_desktop.domain.name_replacement import KnownName, NameKind, NameSource

_GENERIC_FIRST_WORDS: Final = frozenset(
    {"bad", "kreis", "stadt", "landkreis", "städteregion", "gemeinde", "kommune", "kreisfreie", "rhein-kreis", "region"}
)
_GENERIC_LAST_WORD: Final = re.compile(r"(.{6,})[ \-]Kreis", re.IGNORECASE)
_NO_PLACES: Final = frozenset(
    {"bigbluebutton", "digital", "online", "per", "teams", "telefon", "telefonisch", "video", "videokonferenz"}
    | {"virtuell", "webex", "zoom"}
)
_LEGAL_FORM: Final = re.compile(
    r"[\s,(]+(?:e\.?\s?V|i\.?\s?G|e\.?\s?G|g?GmbH|g?UG|g?AG|mbH|KdöR|AöR|KG|OHG|GbR|SE)\b[.)]*"
    r"(?:\s*&\s*Co\.?\s*KG|\s*\(?haftungsbeschränkt\)?)?\s*$"
)
_BETWEEN_PLACES: Final = re.compile(r"\s*[,;/|()]\s*|\s+[-–—]\s+")
_ADDRESSED: Final = re.compile(
    r"\b(?:Frau|Herrn?|Familie)[ \u00a0](?:(?:Dr|Prof)\.[ \u00a0]?)*"
    r"[A-ZÄÖÜ][\w’'-]+(?:[ \u00a0]von[ \u00a0][A-ZÄÖÜ][\w-]+)?"
)
_BETWEEN_PEOPLE: Final = re.compile(r"\s*[,;/&+()]\s*|\s+(?:und|u\.)\s+")
_ANY_BUILDING: Final = frozenset(
    [
        "am",
        "amt",
        "an",
        "arbeit",
        "auf",
        "bei",
        "beim",
        "beratung",
        "bibliothek",
        "büro",
        "bürgerhaus",
        "bürgerbüro",
        "caritas",
        "das",
        "der",
        "des",
        "die",
        "diakonie",
        "dritte",
        "e",
        "erdgeschoss",
        "erste",
        "etage",
        "familienzentrum",
        "flur",
        "gebäude",
        "gemeinde",
        "gemeindehaus",
        "gemeindezentrum",
        "große",
        "großer",
        "halle",
        "haus",
        "im",
        "in",
        "jobcenter",
        "jugendamt",
        "jugendzentrum",
        "kirche",
        "kita",
        "kleine",
        "kleiner",
        "kommune",
        "konferenzraum",
        "kreis",
        "kreishaus",
        "kreisverwaltung",
        "landratsamt",
        "mensa",
        "og",
        "raum",
        "rathaus",
        "ratssaal",
        "saal",
        "schule",
        "schulzentrum",
        "sitzungsraum",
        "sitzungssaal",
        "sitzungszimmer",
        "sozialamt",
        "stadt",
        "stadthalle",
        "stadthaus",
        "stadtverwaltung",
        "stock",
        "träger",
        "turnhalle",
        "verein",
        "verwaltung",
        "volkshochschule",
        "vhs",
        "von",
        "zentrum",
        "zimmer",
        "zweite",
    ]
)
"""Words that thousands of places and institutions have."""

NUMBER_OF_A_ROLE: Final = re.compile(r"\s*\d{1,2}$")
ANYBODY: Final = frozenset({"person", "teilnehmende", "teilnehmende person"})
"""Labels that are themselves what stands for somebody: taken for names, they would leave no stand-in for the others."""
_COMMON_LABELS: Final = frozenset(
    {"berater", "beraterin", "beratung", "gruppe", "leiter", "leiterin", "leitung", "moderation", "moderator"}
    | {"moderatorin", "personal", "personen", "protokoll", "referent", "referentin", "sprecher", "sprecherin"}
    | {"teilnehmer", "teilnehmerin", "träger", "verein", "vertreter", "vertreterin", "vertretung", "verwaltung"}
    | {"vorsitz", "vorstand", *ANYBODY}
)
"""Labels that are words of everyday language, found in longer ones: a "Leiter" in "Begleiter" is none."""
_FEWEST_LETTERS: Final = 4
"""Of a researcher's name; anything shorter is the sign by which colleagues know each other."""


def names_of_case(case: Case, stand_ins: tuple[str, ...] | None) -> Iterator[KnownName]:
    """The names of a municipality, its alliance and its places; without stand-ins they are names that stay."""
    own = tuple(item for item in stand_ins or () if item)
    for name in (case.name, *case.aliases):
        yield KnownName(name, own)
        first, _blank, rest = name.partition(" ")
        if first.casefold() in _GENERIC_FIRST_WORDS and rest:
            yield KnownName(rest, own)
        before_kreis = _GENERIC_LAST_WORD.fullmatch(name)
        if before_kreis:
            yield KnownName(before_kreis[1], own)
    yield KnownName(case.alliance_name, (_("[Bündnis]"),) if own else ())
    for place in case.places:
        yield KnownName(place, (_("[Ort]"),) if own else (), source=NameSource.PLACE)


def names_of_institution(institution: Institution) -> Iterator[str]:
    """Also without the legal form, which nobody says."""
    for name in (institution.name, *institution.aliases):
        yield name
        spoken = _LEGAL_FORM.sub("", name)
        if spoken != name and _says_which(spoken):
            yield spoken


def names_of_provider(case: Case, is_role: Callable[[str], bool]) -> Iterator[str]:
    """Who provides the Teilhabemanagement, as written, and without the legal form."""
    for part in _BETWEEN_PLACES.split(case.thm_provider):
        for name in dict.fromkeys((part, _LEGAL_FORM.sub("", part))):
            if _says_which(name) and not is_role(name):
                yield name


def names_of_researchers(cases: Iterable[Case], is_role: Callable[[str], bool]) -> Iterator[KnownName]:
    """Who is responsible for a case, as written and by the surname. A sign such as "AB" names nobody outside."""
    stand_ins = (_("[Forscher*in]"),)
    parts = (part.strip() for case in cases for part in _BETWEEN_PEOPLE.split(case.researcher))
    for name in dict.fromkeys(parts):
        if len(name) >= _FEWEST_LETTERS and not is_role(name):
            yield from names_of_titled(name, stand_ins)


def names_of_place(place: str, stand_ins: tuple[str, ...]) -> Iterator[KnownName]:
    """Where an event takes place: all of it, and each part that says which one it is."""
    if not is_on_the_map(place):
        return
    parts = (part for part in _BETWEEN_PLACES.split(place) if _says_which(part) and is_on_the_map(part))
    for name in dict.fromkeys((place, *parts)):
        yield KnownName(name, stand_ins, source=NameSource.PLACE)


def people_of(written: str) -> list[str]:
    """Each of several people in one field, for instance who chairs."""
    return [part for part in map(str.strip, _BETWEEN_PEOPLE.split(written)) if part]


def addressed_people(texts: Iterable[str]) -> tuple[str, ...]:
    """ "Frau Muster", "Herr Dr. Muster" as they stand in texts, each once: nobody may have told yet who that is."""
    return tuple(dict.fromkeys(found for text in texts for found in _ADDRESSED.findall(text)))


def names_of_addressed(addressed: Iterable[str], is_role: Callable[[str], bool]) -> Iterator[KnownName]:
    """The whole of "Frau Muster" only: what follows may be an office, which stays a word where it stands alone."""
    for label in addressed:
        if not is_role(label) and not is_role(without_title(label)):
            yield KnownName(label, (_("[Person]"),), NameKind.PERSON, NameSource.PARTICIPANT)


def names_of_labels_elsewhere(labels: Iterable[str], is_role: Callable[[str], bool]) -> Iterator[KnownName]:
    """Whom the notes of other events call "Frau Muster". A label without a title may be an office as well."""
    for label in dict.fromkeys(map(str.strip, labels)):
        if without_title(label) != label and not is_role(label) and not is_role(without_title(label)):
            yield from names_of_titled(label, (_("[Person]"),))


def names_of_titled(label: str, stand_ins: tuple[str, ...]) -> Iterator[KnownName]:
    """Somebody as written, and by the surname alone unless that is another word as well."""
    yield KnownName(label, stand_ins, NameKind.SURNAME, NameSource.PARTICIPANT)
    for name in dict.fromkeys((without_title(label), label.rsplit(maxsplit=1)[-1])):
        surname = KnownName(name, stand_ins, NameKind.SURNAME, NameSource.PARTICIPANT)
        if name != label and not is_ambiguous(surname):
            yield surname


def kind_of_label(label: str) -> NameKind:
    """A name, also within a compound; an everyday word, numbered or not, only as a word of its own."""
    is_common = NUMBER_OF_A_ROLE.sub("", label.casefold().strip()) in _COMMON_LABELS
    return NameKind.PERSON if is_common else NameKind.PLACE


def is_on_the_map(place: str) -> bool:
    """Whether a place is more than "Zoom" or "Videokonferenz"."""
    return any(word.casefold() not in _NO_PLACES for word in re.findall(r"[^\W\d_]+", place))


def _says_which(name: str) -> bool:
    """Whether it has a word that others do not have, too."""
    words = re.findall(r"[^\W\d_]{2,}", name)
    single = len(words) == 1 and is_ambiguous(KnownName(name, ()))
    return not single and any(word.casefold() not in _ANY_BUILDING for word in words)
