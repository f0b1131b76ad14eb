"""Finding many names in very many texts, inflected and in all writing variants of `name_replacement`.

One pass of an Aho-Corasick automaton over everything finds the beginnings of names; only where one stands, the patterns
of those names look closer. Nothing may be missed in the first step. What it reads is as good as the skeletons for that
purpose and much quicker to make: bytes, one for each letter, for which the automaton knows a name both with "ä" and
with "ae". Texts with letters beyond German are read as skeletons.

Compared over 10,000 notes and 300 names: `ahocorasick_rs` with its DFA was the fastest, pyahocorasick took about twice
and `re` with an alternation about ten times as long.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import BytesAhoCorasick, Implementation

from gk_desktop.domain.name_replacement import KnownName, NameKind, places_of_names, skeleton, without_parted_words

_BETWEEN_TEXTS: Final = "\x1e"
_BETWEEN: Final = _BETWEEN_TEXTS.encode()
_UNUSUAL: Final = 0xFF
_UNUSUAL_BYTE: Final = bytes([_UNUSUAL])
_ONE_LETTER: Final = {"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß"}
_USUAL_ESCAPE: Final = "|".join(f"{ord(sign):04x}" for sign in "„“”‚‘’–—…•€→")
_UNUSUAL_ESCAPE: Final = re.compile(rb"\\(?!u(?:" + _USUAL_ESCAPE.encode() + rb"))")
_MANY_DIGITS: Final = re.compile(rb"\d(?:[ \n-]*\d){5}")


def _plain_byte(code: int) -> int:
    """What stands for this Latin-1 character: a letter of a skeleton, or a small "ä", "ö", "ü", "ß"."""
    if chr(code) in f"{_BETWEEN_TEXTS}\\":
        return code
    small = chr(code).lower()
    plain = small if small in _ONE_LETTER.values() else skeleton(chr(code))
    return ord(plain) if len(plain) == 1 and ord(plain) < _UNUSUAL else _UNUSUAL


_PLAIN_BYTES: Final = bytes(map(_plain_byte, range(256)))


@dataclass(frozen=True, slots=True)
class FoundName:
    """Where in the text with this number a name stands; `word` is as it is written there."""

    text: int
    start: int
    end: int
    word: str
    name: KnownName


class NameFinder:
    """Looks for the same names in one text after the other, or in all of them at once."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        self._names: defaultdict[str, list[KnownName]] = defaultdict(list)
        for name in dict.fromkeys(names):
            if name.is_name:
                self._names["" if name.kind is NameKind.NUMBER else name.key].append(name)
        spellings = [(spelling, key) for key in self._names if key for spelling in _spellings(key)]
        self._keys = [key for _spelling, key in spellings]
        self._automaton = BytesAhoCorasick([item for item, _key in spellings], implementation=Implementation.DFA)

    def find(self, texts: Sequence[str]) -> Iterator[FoundName]:
        """All names in these texts, in their order; of names that overlap the longest. Texts are read in NFC."""
        for place, keys in sorted(self._candidates(texts).items()):
            text = unicodedata.normalize("NFC", texts[place])
            names = [name for key in keys for name in self._names[key]]
            for start, end, name in places_of_names(text, names):
                yield FoundName(place, start, end, text[start:end], name)

    def _candidates(self, texts: Sequence[str]) -> dict[int, set[str]]:
        """Number of a text -> keys of names that may stand in it."""
        found: defaultdict[int, set[str]] = defaultdict(set)
        read = _readable(texts)
        self._add_keys(found, read, range(len(texts)))
        if b"\n" in read:
            parted = [place for place, piece in enumerate(read.split(_BETWEEN)) if b"\n" in piece]
            joined = (without_parted_words(skeleton(texts[place])) for place in parted)
            self._add_keys(found, _BETWEEN.join(map(_as_bytes, joined)), parted)
        return found

    def _add_keys(self, found: defaultdict[int, set[str]], read: bytes, places: Sequence[int]) -> None:
        """Keys in texts with something between them; the first stands at the first of `places`."""
        matches = self._automaton.find_matches_as_indexes(read, overlapping=True)
        for (key, _start, _end), text in zip(matches, _texts_at(read, (match[1] for match in matches)), strict=True):
            found[places[text]].add(self._keys[key])
        if "" in self._names:
            starts = (digits.start() for digits in _MANY_DIGITS.finditer(read))
            for text in _texts_at(read, starts):
                found[places[text]].add("")


def _texts_at(read: bytes, starts: Iterable[int]) -> Iterator[int]:
    """The number of the text that each of these places is in. One that lies before another's is in the same text."""
    text = counted_to = 0
    for start in starts:
        if start > counted_to:
            text += read.count(_BETWEEN, counted_to, start)
            counted_to = start
        yield text


def _spellings(key: str) -> list[bytes]:
    """All ways in which a key of a skeleton may stand in what is read: "ä" or "ae", in each place where that can be."""
    ways = [[""]]
    for place, letter in enumerate(key):
        longer = [way + letter for way in ways[-1]]
        pair = key[place - 1 : place + 1] if place else ""
        if pair in _ONE_LETTER:
            longer += [way + _ONE_LETTER[pair] for way in ways[-2]]
        ways.append(longer)
    return [_as_bytes(way) for way in ways[-1]]


def _as_bytes(text_skeleton: str) -> bytes:
    """A skeleton as what is read; a letter of another alphabet is told apart by its number."""
    return text_skeleton.encode("latin-1", "xmlcharrefreplace")


def _readable(texts: Sequence[str]) -> bytes:
    """All texts with something between them, as the automaton reads them."""
    whole = _BETWEEN_TEXTS.join(texts)
    read = whole.encode("latin-1", "backslashreplace").translate(_PLAIN_BYTES)
    between = read.count(_BETWEEN)
    if between == max(len(texts) - 1, 0) and not _is_unusual(read):
        return read
    if between != max(len(texts) - 1, 0):
        return _BETWEEN.join(_as_bytes(skeleton(text)) for text in texts)
    pieces = read.split(_BETWEEN)
    return _BETWEEN.join(
        _as_bytes(skeleton(text)) if _is_unusual(piece) else piece for piece, text in zip(pieces, texts, strict=True)
    )


def _is_unusual(read: bytes) -> bool:
    """Whether there are letters in it of which nothing but a skeleton shows how they are compared."""
    return _UNUSUAL_BYTE in read or (b"\\" in read and _UNUSUAL_ESCAPE.search(read) is not None)
