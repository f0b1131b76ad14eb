"""Finding many names in very many texts, inflected and in all writing variants of `name_replacement`.

One pass of an Aho-Corasick automaton over everything finds the beginnings of names; only where one stands, the patterns
of those names look closer. Nothing may be missed in the first step, so it works on the same skeletons; for a text of
plain German letters, which nearly all are, whole-string operations make what is as good as a skeleton for that purpose.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from gk_desktop.domain.name_replacement import KnownName, NameKind, places_of_names, skeleton, without_parted_words

_BETWEEN_TEXTS: Final = "\x1e"
_PLAIN_LETTERS: Final = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "ae"), ("Ö", "oe"), ("Ü", "ue"), ("ß", "ss"))
_USUAL_SIGNS: Final = "„“”‚‘’»«–—…•€§°·→"
_SMALL_LETTERS: Final = bytes(range(256)).lower().translate(bytes.maketrans(b"\x0b\x0c", b"\n\n"))
_DROPPED: Final = bytes(code for code in (*range(32), 127) if chr(code) not in f"\t\n\x0b\x0c{_BETWEEN_TEXTS}")
"""Control characters, which are no part of a skeleton."""


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
                self._names[_key(name)].append(name)
        self._keys = list(self._names)
        self._automaton = AhoCorasick(self._keys, implementation=Implementation.DFA) if self._keys else None

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
        whole = _BETWEEN_TEXTS.join(texts)
        folded = _folded(whole)
        if folded is None or whole.count(_BETWEEN_TEXTS) >= len(texts):
            folded = _BETWEEN_TEXTS.join(map(_folded_alone, texts))
        self._add_keys(found, folded, range(len(texts)))
        if "\n" in folded:
            parted = [place for place, text in enumerate(texts) if "\n" in text]
            joined = (without_parted_words(skeleton(texts[place])) for place in parted)
            self._add_keys(found, _BETWEEN_TEXTS.join(joined), parted)
        return found

    def _add_keys(self, found: defaultdict[int, set[str]], folded: str, places: Sequence[int]) -> None:
        """Keys in texts with something between them; the first stands at the first of `places`."""
        if self._automaton is None:
            return
        text = counted_to = 0
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        for key, start, _end in sorted(matches, key=_start):
            text += folded.count(_BETWEEN_TEXTS, counted_to, start)
            counted_to = start
            found[places[text]].add(self._keys[key])


def _start(match: tuple[int, int, int]) -> int:
    return match[1]


def _key(name: KnownName) -> str:
    """The longest beginning that stands in every skeleton with the name: a surname keeps its letters, places do not."""
    return name.key if name.kind is NameKind.PLACE else name.words[0]


def _folded_alone(text: str) -> str:
    folded = None if _BETWEEN_TEXTS in text else _folded(text)
    return skeleton(text) if folded is None else folded


def _folded(text: str) -> str | None:
    """As good as the skeleton for finding keys, and much quicker; None for a text of more than German letters."""
    for sign in _USUAL_SIGNS:
        text = text.replace(sign, " ")
    for letter, plain in _PLAIN_LETTERS:
        text = text.replace(letter, plain)
    if not text.isascii():
        return None
    return text.encode("ascii").translate(_SMALL_LETTERS, _DROPPED).decode("ascii")
