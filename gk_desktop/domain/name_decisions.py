"""What was decided about words that are taken for names, sentence by sentence.

A decision holds for the sentence in which the word stood. Where that sentence has changed, or the word stands in
another one, nobody has decided anything yet. That a name stays holds for one export class alone: what may be read in
the team need not be read outside.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gk_desktop.domain.consent import NameDecision, NameVerdict
from gk_desktop.domain.minutes import ExportClass

_SENTENCE_END: Final = re.compile(r"(?<=[a-zäöüß0-9)“\"][a-zäöüß0-9)“\"][.!?])(?<!Prof\.)\s+(?=[^a-zäöüß])|\n+")
_SAFEST_FIRST: Final = (NameVerdict.REPLACE, NameVerdict.LEFT_IN, NameVerdict.HARMLESS)


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text of a record as it is in the notes, which an export class shows; in NFC."""

    record_kind: str
    record_id: str
    field_name: str
    text: str


def shown_text(record_kind: str, record_id: str, field_name: str, text: str) -> ShownText:
    return ShownText(record_kind, record_id, field_name, unicodedata.normalize("NFC", text))


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends in which this part of the text stands."""
    first, last = 0, len(text)
    for gap in _SENTENCE_END.finditer(text):
        if gap.end() <= start:
            first = gap.end()
        elif gap.start() >= end:
            last = gap.start()
            break
    return first, last


def places_named(shown: ShownText, spans: Iterable[tuple[int, int]]) -> list[str]:
    """What `NameDecision.field_name` says for each of these parts of the text: field, sentence, how many-th there."""
    counted: Counter[tuple[int, str]] = Counter()
    named = []
    for start, end in spans:
        first, last = sentence_around(shown.text, start, end)
        counted[first, shown.text[start:end]] += 1
        digest = hashlib.sha256(shown.text[first:last].encode("utf-8", "surrogatepass")).hexdigest()[:12]
        named.append(f"{shown.field_name}#{digest}.{counted[first, shown.text[start:end]]}")
    return named


def place_decided(place: str, verdict: NameVerdict, export_class: ExportClass) -> str:
    """Where a decision counts: a name that stays does so in one class."""
    return f"{place}@{export_class.value}" if verdict is NameVerdict.LEFT_IN else place


class NameDecisions:
    """The decisions about an event that count for an export class."""

    def __init__(self, decisions: Iterable[NameDecision], export_class: ExportClass) -> None:
        self._known: dict[tuple[str, str, str], NameDecision] = {}
        self._records: set[str] = set()
        # Where two laptops have decided differently, the safer one counts.
        for decision in sorted(decisions, key=lambda item: (-_SAFEST_FIRST.index(item.verdict), item.id)):
            place, _at, only_in = decision.field_name.partition("@")
            if not only_in or only_in == export_class.value:
                self._known[decision.record_id, place, decision.word] = decision
                self._records.add(decision.record_id)

    def about(self, shown: ShownText, spans: Sequence[tuple[int, int]]) -> list[NameDecision | None]:
        """For each of these parts of the text what was decided about it."""
        if shown.record_id not in self._records:
            return [None] * len(spans)
        return [
            self._known.get((shown.record_id, place, shown.text[start:end]))
            for (start, end), place in zip(spans, places_named(shown, spans), strict=True)
        ]
