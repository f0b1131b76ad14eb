"""What persons of the Schlüsseldatei may be called in notes: every name by which somebody could recognise them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.name_replacement import KnownName, NameKind, NameSource, skeleton

_SHORT: Final = 3
_SHORTEST_PART: Final = 4
_SHORTEST_ADDRESS: Final = 6
_BETWEEN_NUMBERS: Final = re.compile(r"[,;\n]|\b(?:oder|und)\b")
_BETWEEN_LINES: Final = re.compile(r"[,;\n]")
_SMALL_WORDS: Final = (
    "alt arm blau braun bunt edel eigen ernst fein fest frei froh fromm früh ganz gelb grau groß grün gut hart heiß"
    " hell hoch jung kalt kann klar klein klug kraus kühn kurz lang leicht lieb lustig mild neu nie not reich rot"
    " sauer scharf schlecht schnell schön schwarz selig spät stark still stolz süß tief treu voll wach warm weich"
    " weiß wenig wer wild will wohl wüst zart"
)
"""Surnames that are also words one writes small."""

_NOUNS: Final = (
    "august bach bauer baum berg brand brunnen burg busch engel feld fischer freund friede frost fuchs gast geiger"
    " glück graf haus herbst herr herz hof holz hund jäger kaiser keller kirche koch könig kraft krieg krone land"
    " lehrer linde mai markt maurer meister mohr mond morgen nagel nest pfeifer richter ritter rose sand schäfer"
    " schneider schreiber schuster sommer sonntag stein stern sturm tag tasche tischler vogel vogt wald winter wolf"
    " zimmer zimmermann"
)
"""Names that are also nouns, which one writes as names."""

_SMALL_SKELETONS: Final = frozenset(skeleton(_SMALL_WORDS).split())
_COMMON_SKELETONS: Final = _SMALL_SKELETONS | frozenset(skeleton(_NOUNS).split())

_TITLES: Final = re.compile(r"^(?:(?:frau|herrn?|fr|hr|dr|prof)(?:\.\s*|\s+))+", re.IGNORECASE)

StandIns = Callable[[Identity], tuple[str, ...]]


def without_title(label: str) -> str:
    """Whom notes call "Frau Dr. Muster", as a surname."""
    return _TITLES.sub("", label)


def is_ambiguous(name: KnownName) -> bool:
    """Whether it is just as well another word, or so short that it may be anything."""
    if len(name.words) != 1 or name.kind is NameKind.NUMBER:
        return False
    return name.words[0] in _COMMON_SKELETONS or len(name.words[0]) <= _SHORT


def names_of_identities(identities: Sequence[Identity], present: set[str], stand_ins: StandIns) -> Iterator[KnownName]:
    """Every name once. One that several persons have stands for the one that is `present`, else for nobody special."""
    bearers: dict[tuple[str, NameKind], list[Identity]] = {}
    written: dict[tuple[str, NameKind], str] = {}
    for identity in identities:
        for name, kind in dict.fromkeys(_names_of(identity)):
            key = (" ".join(KnownName(name, (), kind).words), kind)
            written.setdefault(key, name)
            bearers.setdefault(key, []).append(identity)
    for key, persons in bearers.items():
        here = persons if len(persons) == 1 else [item for item in persons if item.id in present]
        stands = stand_ins(here[0]) if len(here) == 1 else ()
        yield KnownName(written[key], (*stands, _("[Person]")), key[1], NameSource.KEY_FILE)


def institutions_of_identities(identities: Iterable[Identity]) -> Iterator[KnownName]:
    for name in dict.fromkeys(identity.institution.strip() for identity in identities):
        if name:
            yield KnownName(name, (_("[Institution]"),), source=NameSource.KEY_FILE)


def _names_of(identity: Identity) -> Iterator[tuple[str, NameKind]]:
    for name in (*_full_names(identity), *_single_names(identity), *identity.further_names):
        stripped = name.strip()
        if stripped:
            yield stripped, _kind_of(stripped)
    for number in _BETWEEN_NUMBERS.split(identity.phone):
        yield number, NameKind.NUMBER
    if identity.email.strip():
        yield identity.email.strip(), NameKind.PERSON
    for line in _BETWEEN_LINES.split(identity.address):
        # A street with its number; the town alone is no address.
        if len(line.strip()) >= _SHORTEST_ADDRESS and re.search(r"[^\W\d].*\d", line):
            yield line.strip(), NameKind.PERSON


def _full_names(identity: Identity) -> Iterator[str]:
    title, given, family = identity.title.strip(), identity.given_name.strip(), identity.family_name.strip()
    if family:
        if given:
            yield from (f"{title} {given} {family}", f"{given} {family}", f"{family} {given}", f"{given[0]} {family}")
        if title:
            yield f"{title} {family}"


def _single_names(identity: Identity) -> Iterator[str]:
    """The surname, its parts if it has several, and each given name."""
    family = identity.family_name.strip()
    yield family
    yield from (part for part in re.split(r"[-–\s]+", family) if len(part) >= _SHORTEST_PART and part[0].isupper())
    yield identity.given_name
    yield from (part for part in identity.given_name.split() if len(part) >= _SHORT)


def _kind_of(name: str) -> NameKind:
    words = KnownName(name, ()).words
    small = len(words) == 1 and (words[0] in _SMALL_SKELETONS or len(words[0]) <= _SHORT)
    return NameKind.SURNAME if small else NameKind.PERSON
