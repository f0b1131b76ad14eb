"""Replacing names in free text, as far as that can be done without a person looking.

A name of six characters or more is replaced wherever it stands, also inside a compound ("Musterstädterin",
"musterkreisweit"). A shorter one is replaced only as a word of its own, with its endings, so that the city of Essen
does not cut "Interessen" in two; the verb "essen" is the price. Writing variants count as the name: case, ä/ae, ß/ss,
accents, ligatures, invisible characters, what stands between words, a word parted at the end of a line, the endings of
an adjective ("Märkischen Kreises") and of inhabitants ("Solinger").

Names are compared by their skeletons: small letters and digits, with a blank, "-" or line end for all between them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

_LONG_ENOUGH_FOR_COMPOUNDS: Final = 6
_SHORTEST_NAME: Final = 2
_LONGEST_ABBREVIATION: Final = 3
_KEY_LENGTH: Final = 6
_FEWEST_DIGITS: Final = 6
_MOST_PASSES: Final = 8
_NO_STAND_IN: Final = "[…]"

_LINE_ENDS: Final = frozenset("\n\x0b\x0c\x85\u2028\u2029")
_LETTERS_OF_THEIR_OWN: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "œ": "oe", "ø": "oe", "ı": "i"} | {
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "þ": "th",
}
_DROPPED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Mn", "Me", "Cs"})

_MAY_CHANGE_LENGTH: Final = re.compile(r"[^ -~]")
_LETTER: Final = r"[^\W\d_]"
_GAP: Final = r"[ \n-]*"
_JOINT: Final = r"(?:-? *\n *)?"
_PARTED: Final = re.compile(r"-? *\n *")
_DIALLED_FIRST: Final = rf"(?<!\d)(?:(?:00)?49{_GAP}|0049{_GAP})?(?:0{_GAP})?"
_COUNTRY_AND_ZERO: Final = re.compile(r"^(?:0049|49(?=\d{8}))?0?")
_ENDING: Final = r"(?:(?:e?s|e?n|e|e?rn?s?|e?rin(?:nen)?|i?sch(?:e[rnms]?)?)(?![^\W\d_]))?"
_PERSON_ENDING: Final = r"(?:s|sche[rnms]?)?"
_INNER_ENDING: Final = r"(?:e?s|e?n|er?)?"
_ADJECTIVE: Final = re.compile(r"(.{3,}e)[rnms]?")


class NameKind(Enum):
    PLACE = auto()
    """A municipality, place or institution: with endings, and in compounds if it is long enough."""
    SURNAME = auto()
    """Only as a capitalised word, at most in the genitive: Frau Klein is not "klein"."""
    PERSON = auto()
    """As a word in any case, with the endings of a person: for names that are no other word."""
    UNMISTAKABLE = auto()
    """One long word, also with an umlaut, and with whatever is written on behind it: "Kunzelmannpapier"."""
    CODE = auto()
    """Only as it is, between anything but letters and digits."""
    NUMBER = auto()
    """A telephone number, however its digits are grouped, with or without +49."""


class NameSource(Enum):
    """Who says that it is a name."""

    KEY_FILE = auto()
    PARTICIPANT = auto()
    INSTITUTION = auto()
    CASE = auto()
    PLACE = auto()


@dataclass(frozen=True)
class KnownName:
    """A name with what may stand for it, the best first. With nothing to stand for it, it stays.

    A name that stays guards the shorter ones within: "Musterkreis" is not cut by a Frau Muster.
    """

    name: str
    stand_ins: tuple[str, ...]
    kind: NameKind = NameKind.PLACE
    source: NameSource = NameSource.CASE

    @cached_property
    def words(self) -> list[str]:
        """Small, without anything between them; of a telephone number the digits dialled within the country."""
        if self.kind is NameKind.NUMBER:
            return [_COUNTRY_AND_ZERO.sub("", re.sub(r"\D", "", self.name))]
        return re.findall(r"\w+", skeleton(self.name))

    @cached_property
    def tail(self) -> str:
        """The signs after its last letter, such as a closing quotation mark."""
        shown = unicodedata.normalize("NFC", self.name.strip())
        return shown[len(shown.rstrip("".join({sign for sign in shown if not sign.isalnum()}))) :]

    @property
    def is_name(self) -> bool:
        if self.kind is NameKind.NUMBER:
            return len(self.words[0]) >= _FEWEST_DIGITS
        return len("".join(self.words)) >= _SHORTEST_NAME and any(map(str.isalpha, "".join(self.words)))

    @cached_property
    def key(self) -> str:
        """What the skeleton of every text with this name holds, once parted words are joined."""
        if self.kind is NameKind.NUMBER:
            return self.words[0][0]
        if self.kind is NameKind.UNMISTAKABLE:
            return self.words[0][: min(_umlaut_place(self.words[0]), len(self.words[0]) - 1)]
        if self.kind is not NameKind.PLACE:
            return max(self.words, key=len)
        first = self.words[0]
        if len(self.words) > 1:
            adjective = _ADJECTIVE.fullmatch(first)
            return (adjective[1] if adjective else first)[:_KEY_LENGTH]
        return first[: min(_KEY_LENGTH, _umlaut_place(first) + 1, max(len(first) - 1, _SHORTEST_NAME))]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        if self.kind is NameKind.NUMBER:
            return re.compile(_DIALLED_FIRST + _GAP.join(self.words[0]) + r"(?!\d)")
        if self.kind is NameKind.UNMISTAKABLE:
            return re.compile(_as_word(_last_word(self.words[0]) + rf"{_LETTER}*", self.words))
        if self.kind is not NameKind.PLACE:
            ending = "" if self.kind is NameKind.CODE else _PERSON_ENDING
            return re.compile(_as_word(_GAP.join(map(_joined, self.words)) + ending, self.words))
        *inner, last = self.words
        shown = unicodedata.normalize("NFC", " ".join(self.name.split()))
        if len(shown) >= _LONG_ENOUGH_FOR_COMPOUNDS:
            return re.compile(_GAP.join([*map(_inner_word, inner), _last_word(last)]) + _ENDING)
        body = _GAP.join([*map(_inner_word, inner), _joined(last)])
        if len(shown) > _LONGEST_ABBREVIATION or not shown.isupper():
            return re.compile(_as_word(body + _ENDING, self.words))
        # "UN" for Unna is no reason to replace "uns".
        return re.compile(_as_word(body + "s?" if len(shown) == _LONGEST_ABBREVIATION else body, self.words))


class NameReplacer:
    """Replaces each known name by the first of its stand-ins that gives no name away."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        known: dict[tuple[str, NameKind], KnownName] = {}
        for name in names:
            if name.is_name:
                known.setdefault((" ".join(name.words), name.kind), name)
        self._names = list(known.values())
        self._keys = AhoCorasick([name.key for name in self._names], implementation=Implementation.ContiguousNFA)
        self._chosen: dict[tuple[str, ...], str] = {}

    def __bool__(self) -> bool:
        """Whether there is any name to look for."""
        return bool(self._names)

    def replace(self, text: str) -> str:
        """The text in NFC without any of the names."""
        text = unicodedata.normalize("NFC", text)
        # What is left beside a stand-in may have become a name only now: "UnnaMusterstadt", "Unna[Ort]".
        for _pass in range(_MOST_PASSES):
            found = self.places_in(text)
            if not found:
                return text
            for start, end, name in reversed(found):
                text = text[:start] + self.stand_in(name) + text[end:]
        return text

    def holds_name(self, text: str) -> bool:
        return bool(self.places_in(unicodedata.normalize("NFC", text)))

    def clean(self, choices: Sequence[str]) -> str:
        """The first of the choices that holds no name."""
        return next((choice for choice in choices if not self.holds_name(choice)), _NO_STAND_IN)

    def stand_in(self, name: KnownName) -> str:
        """What is put in its place."""
        if name.stand_ins not in self._chosen:
            self._chosen[name.stand_ins] = self.clean(name.stand_ins)
        return self._chosen[name.stand_ins]

    def places_in(self, text: str) -> list[tuple[int, int, KnownName]]:
        """Where the names stand in an NFC text."""
        text_skeleton = skeleton(text)
        matches = self._keys.find_matches_as_indexes(text_skeleton, overlapping=True)
        if "\n" in text_skeleton:
            matches += self._keys.find_matches_as_indexes(without_parted_words(text_skeleton), overlapping=True)
        if not matches:
            return []
        return places_of_names(text, [self._names[number] for number in sorted({match[0] for match in matches})])


def places_of_names(text: str, names: Iterable[KnownName]) -> list[tuple[int, int, KnownName]]:
    """Where names stand in an NFC text that go, without overlaps: the longest of those that overlap stands for all."""
    text_skeleton = skeleton(text)
    joined = without_parted_words(text_skeleton)
    found = [
        (match.start(), match.end(), name)
        for name in names
        if name.key in text_skeleton or name.key in joined
        for match in name.pattern.finditer(text_skeleton)
    ]
    if not found:
        return []
    staying = [(start, end) for start, end, name in found if not name.stand_ins]
    places = _Places(text)
    going = [
        (places.of(start, end)[0], places.end_of(name, end), name)
        for start, end, name in found
        if name.stand_ins
        and not any(a <= start and end <= b and end - start < b - a for a, b in staying)
        and (name.kind is not NameKind.SURNAME or text[places.of(start, end)[0]].isupper())
    ]
    return _merged(going)


def _merged(found: list[tuple[int, int, KnownName]]) -> list[tuple[int, int, KnownName]]:
    merged: list[tuple[int, int, KnownName]] = []
    longest = 0
    for start, end, name in sorted(found, key=lambda item: (item[0], -item[1])):
        if not merged or start >= merged[-1][1]:
            merged.append((start, end, name))
            longest = end - start
            continue
        before = merged[-1]
        stands_for_all = name if end - start > longest else before[2]
        longest = max(longest, end - start)
        merged[-1] = (before[0], max(end, before[1]), stands_for_all)
    return merged


class _Places:
    """Which characters of a text each piece of its skeleton comes from."""

    def __init__(self, text: str) -> None:
        self._text = text
        # All others are one character in the skeleton, too.
        self._odd = [(odd.start(), len(_SKELETONS[ord(odd[0])])) for odd in _MAY_CHANGE_LENGTH.finditer(text)]

    def of(self, start: int, end: int) -> tuple[int, int]:
        stop = self._origin(end - 1) + 1
        while stop < len(self._text) and not _SKELETONS[ord(self._text[stop])]:
            stop += 1
        return self._origin(start), stop

    def _origin(self, place: int) -> int:
        """Where in the text this character of the skeleton comes from."""
        longer = 0
        for odd, length in self._odd:
            if place < odd + longer:
                break
            if place < odd + longer + length:
                return odd
            longer += length - 1
        return place - longer

    def end_of(self, name: KnownName, end: int) -> int:
        """The name's own last signs belong to it: Bündnis „Wege“."""
        stop = self.of(end - 1, end)[1]
        return stop + len(name.tail) if self._text.startswith(name.tail, stop) else stop


class _Skeletons(dict[int, str]):
    """The skeleton of each character, found when it first occurs."""

    def __missing__(self, code: int) -> str:
        found = self[code] = self._of(chr(code))
        return found

    def _of(self, character: str) -> str:
        if character in _LINE_ENDS:
            return "\n"
        small = character.casefold() if character.isalpha() else character
        if small in _LETTERS_OF_THEIR_OWN:
            return _LETTERS_OF_THEIR_OWN[small]
        category = unicodedata.category(character)
        if category in _DROPPED_CATEGORIES and character != "\t":
            return ""
        if category == "Pd" or character == "−":
            return "-"
        if not character.isalnum():
            return " "
        return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", character).casefold()))


_SKELETONS: Final = _Skeletons()


def skeleton(text: str) -> str:
    """The text as names are compared: small letters and digits, a blank, "-" or line end for all between them."""
    return unicodedata.normalize("NFC", text).translate(_SKELETONS)


def without_parted_words(text_skeleton: str) -> str:
    """The skeleton with words that are parted at the end of a line in one piece."""
    return _PARTED.sub("", text_skeleton) if "\n" in text_skeleton else text_skeleton


def _joined(word: str) -> str:
    return _JOINT.join(word)


def _inner_word(word: str) -> str:
    adjective = _ADJECTIVE.fullmatch(word)
    if adjective:
        return _joined(adjective[1]) + "[rnms]?"
    return _joined(word) + (_INNER_ENDING if len(word) > _LONGEST_ABBREVIATION else "")


def _last_word(word: str) -> str:
    """The word as it stands in a compound: "Musterstädt-erin", "Beispielhäus-er", "Soling-er"."""
    place = _umlaut_place(word)
    letters = list(word)
    if place < len(word):
        letters[place] += "e?"
    if word.endswith("en"):
        letters[-1] = "[nr]"
    elif word.endswith("ischer"):
        letters[-1] = "[rnms]?"
    return _JOINT.join(letters)


def _umlaut_place(word: str) -> int:
    """Where the last vowel stands that inhabitants may have as an umlaut; the word's length if there is none."""
    for place in range(len(word) - 2, 1, -1):
        if word[place] in "aou" and word[place + 1] != "e":
            return place - 1 if word[place - 1 : place + 1] == "au" else place
    return len(word)


def _as_word(body: str, words: Sequence[str]) -> str:
    before = _LETTER if words[0][0].isalpha() else r"\d"
    after = _LETTER if words[-1][-1].isalpha() else r"\d"
    return f"(?<!{before}){body}(?!{after})"
