"""What persons of the Schlüsseldatei may be called in notes: every name by which somebody could recognise them."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.name_replacement import KnownName, NameKind, NameSource, skeleton

_SHORT: Final = 3
_SHORTEST_ADDRESS: Final = 6
_BETWEEN_NUMBERS: Final = re.compile(r"[,;\n&]|[^\W\d_]+")
_MAYBE_BETWEEN_NUMBERS: Final = re.compile(r"\s*[/|]\s*(?=[0+(])|\s+(?=[0+])")
_FEWEST_DIGITS: Final = 6
_ADDRESS_OF_MAIL: Final = re.compile(r"[^\s,;<>()|/\"']+@[^\s,;<>()|/\"']*[^\s,;<>()|/\"'.]")
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

_PARTICLES: Final = frozenset(
    skeleton(
        "abu af al bin da de del della dem den der di dos du el ibn la le of san st ter ten und van vom von zu zum zur"
    ).split()
)
"""Words within surnames that name nobody."""

_SHORT_WORDS: Final = frozenset(
    skeleton(
        "ab alt am amt an auf aus bei bis da dann das dem den der des die du ein er erst es für ganz gar gut hat hier"
        " ich ihr im in ist ja je kein man mal mein mit nach neu nein nie noch nun nur ob oft ort per pro rat rot schon"
        " sehr sein sie so tag tor tun um uns viel vor war was weg wenn wer wie wir wo zu zwei"
    ).split()
)
"""Words that open every second sentence: as a part of a name they count behind a title only."""

_BEFORE_SHORT_PARTS: Final = ("Frau", "Herr", "Herrn", "Dr.", "Familie")
_FEWEST_PLAIN_LETTERS: Final = 5
_UNMISTAKABLE: Final = 8
"""Letters of a name that hardly any other word begins with."""
_PLAIN_LETTERS: Final = str.maketrans("ÄÖÜäöüØøÆæŒœ", "AOUaouOoAaOo")
_PARTS: Final = re.compile(r"[-–‐‑\s]+")

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
        for spelling in (stripped, *_without_diacritics(stripped)) if stripped else ():
            yield spelling, _kind_of(spelling)
    for number in _numbers(identity.phone):
        yield number, NameKind.NUMBER
    for address in _ADDRESS_OF_MAIL.findall(identity.email) or filter(None, [identity.email.strip()]):
        yield address, NameKind.PERSON
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
    for part in _PARTS.split(family):
        if part and part != family and part.casefold() not in _PARTICLES:
            yield from _part_of_surname(part)
    yield from given_names(identity)


def _part_of_surname(part: str) -> Iterator[str]:
    if skeleton(part) in _SHORT_WORDS:
        yield from (f"{before} {part}" for before in _BEFORE_SHORT_PARTS)
    else:
        yield part


def given_names(identity: Identity) -> tuple[str, ...]:
    """All of them together, and each of its own: "Karl-Heinz" is called Karl as well as Heinz."""
    whole = identity.given_name.strip()
    parts = (part for part in (*whole.split(), *_PARTS.split(whole)) if len(part) >= _SHORT)
    return tuple(name for name in dict.fromkeys((whole, *parts)) if name)


def _without_diacritics(name: str) -> Iterator[str]:
    """As it is typed where the keyboard has no "Ö", and not with "Oe" either; no other word of that spelling."""
    composed = unicodedata.normalize("NFC", name)
    plain = composed.translate(_PLAIN_LETTERS)
    if plain == composed or is_ambiguous(KnownName(composed, ())):
        return
    found = KnownName(plain, ())
    if len("".join(found.words)) >= _FEWEST_PLAIN_LETTERS and not _COMMON_SKELETONS.union(_SHORT_WORDS) & {
        *found.words
    }:
        yield plain


def _numbers(phone: str) -> Iterator[str]:
    """Each number of a cell. A slash parts numbers only where both of them are long enough, and not behind 0201."""
    for piece in _BETWEEN_NUMBERS.split(phone):
        number = ""
        for part in filter(None, _MAYBE_BETWEEN_NUMBERS.split(piece)):
            if _digits(number) >= _FEWEST_DIGITS and _digits(part) >= _FEWEST_DIGITS:
                yield number
                number = part
            else:
                number = f"{number} {part}"
        yield number


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _kind_of(name: str) -> NameKind:
    words = KnownName(name, ()).words
    small = len(words) == 1 and (words[0] in _SMALL_SKELETONS or len(words[0]) <= _SHORT)
    if small:
        return NameKind.SURNAME
    is_rare = len(words) == 1 and len(words[0]) >= _UNMISTAKABLE and words[0] not in _COMMON_SKELETONS
    return NameKind.UNMISTAKABLE if is_rare and words[0].isalpha() else NameKind.PERSON
