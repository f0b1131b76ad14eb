"""Finding 300 names in 10,000 notes, inflected and in every writing variant, against one bare pass for them as given.

The baseline is the fastest library there is for it, `ahocorasick_rs` with its DFA, over the same text in one piece.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from gk_desktop.domain.name_finder import NameFinder
from gk_desktop.domain.name_replacement import KnownName, NameKind
from tests.benchmarks.field_notes import FieldNotes
from tests.benchmarks.measuring import Figure, compare, figure

_LIMIT: Final = 3.0
_NAMES: Final = 300
_NAMED_EVERY: Final = 100
_QUOTED_EVERY: Final = 10
_SYLLABLES: Final = (
    "ba be bi bo ku ka ke ki lo la le li mu ma mi mo nu na ne ni ro ra re ri su sa se si tu ta te ti wo wa we wi schu"
    " stei hof mann berg feld mü öz ße dä"
)


def run(_folder: Path, *, entries: int = 10_000, rounds: int = 41, seconds: float = 4.0) -> Iterator[Figure]:
    """Both sides have their automaton already, as it is made once for a whole check."""
    names = made_up_names(_NAMES)
    texts = notes_with(names, entries)
    finder = NameFinder(KnownName(name, ("X",), NameKind.PERSON) for name in names)
    bare, whole = AhoCorasick(names, implementation=Implementation.DFA), "\n".join(texts)
    times = compare(
        lambda: list(finder.find(texts)),
        lambda: bare.find_matches_as_indexes(whole),
        rounds=rounds,
        seconds=seconds,
    )
    yield figure(f"names_{entries}", *times.medians(), _LIMIT)


def made_up_names(count: int) -> list[str]:
    """Surnames that nobody has, of three or four syllables."""
    source = random.Random(2021)
    syllables, names = _SYLLABLES.split(), dict[str, None]()
    while len(names) < count:
        names["".join(source.choices(syllables, k=source.randint(3, 4))).capitalize()] = None
    return list(names)


def notes_with(names: list[str], entries: int) -> list[str]:
    """Sentences of notes; one in a hundred names somebody, one in ten has quotation marks and a dash."""
    source, notes = random.Random(2021), FieldNotes()
    texts = []
    for number in range(entries):
        words = notes.sentence().split()
        if number % _NAMED_EVERY == 0:
            words.insert(len(words) // 2, source.choice(names) + source.choice(("", "s")))
        text = " ".join(words)
        texts.append(f"„{text}“ – so gesagt" if number % _QUOTED_EVERY == 0 else text)
    return texts
