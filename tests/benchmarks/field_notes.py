"""German notes in any number: the same ones in every run, with words as common and as rare as in real texts."""

import random
import re
from collections.abc import Iterator
from typing import Final

from gk_desktop.base.paths import resources

RARE_WORD: Final = "Fahrradreparaturwerkstatt"
RARE_EVERY: Final = 5_000
"""One line in so many holds the rare word."""

SPEAKERS: Final = ("GfS", "Jobcenter", "Jugendamt", "VHS", "THM", "JMD", "Berufskolleg", "Sozialamt")

_FREQUENT: Final = (
    "die der und in zu den das nicht mit sich auf für ist im dem es eine auch an als wir bei noch wie einem über so zum"
    " aber kann nur haben dann oder vom wenn man schon mehr sind uns wird durch nach"
)
_FIELD: Final = (
    "Kommune Jobcenter Zuständigkeit Sprachkurs Bündnis Kerngruppe Ausbildung Duldung Geflüchtete Beratung Übergang"
    " Schule Abschluss Förderung Träger Antrag Frist Termin Wohnung Praktikum Betrieb Kammer Jugendhilfe Fahrtkosten"
    " Ausländerbehörde Kinderbetreuung Mütter Zertifikat Ansprechperson Rückmeldung Größe Straße Verwaltung Meister"
)


class FieldNotes:
    """A source of sentences and of typed lines; equal seeds give equal texts."""

    def __init__(self, seed: int = 2021) -> None:
        self._random = random.Random(seed)
        vocabulary = [*_FREQUENT.split(), *_FIELD.split(), *_words_of_resources()]
        self._words = vocabulary
        # Zipf: the n-th word is n times rarer than the first.
        self._weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
        self._count = 0

    def sentence(self) -> str:
        """Eight to thirty words, like a line of notes."""
        words = self._random.choices(self._words, self._weights, k=self._random.randint(8, 30))
        self._count += 1
        if self._count % RARE_EVERY == RARE_EVERY // 2:
            words[len(words) // 2] = RARE_WORD
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    def line(self) -> str:
        """A sentence as it is typed: mostly with a speaker, often with a category."""
        speaker = f"{self._random.choice(SPEAKERS)}: " if self._random.random() < 0.8 else ""
        code = f" #{self._random.choice(('A1', 'B1', 'B2', 'C1', 'D2'))}" if self._random.random() < 0.5 else ""
        return f"{speaker}{self.sentence()}{code}"

    def lines(self, count: int) -> Iterator[str]:
        return (self.line() for _number in range(count))


def _words_of_resources() -> list[str]:
    """The words of the sample's notes and of the programme, most frequent first."""
    folder = resources()
    texts = [*sorted((folder / "sample").glob("*.txt")), *sorted((folder / "programme").glob("*.toml"))]
    counted: dict[str, int] = {}
    for path in texts:
        for word in re.findall(r"[A-Za-zÄÖÜäöüß]{3,}", path.read_text(encoding="utf-8")):
            counted[word] = counted.get(word, 0) + 1
    return sorted(counted, key=lambda word: (-counted[word], word))
