"""What was half typed, in an erasure: the words of the person go, from everything else the name goes."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Participant
from gk_desktop.domain.leading_time import split_leading_time
from gk_desktop.domain.line import LineContext, compared_form, parse
from gk_desktop.domain.minutes_redaction import REMOVED
from gk_desktop.domain.name_replacement import KnownName, NameReplacer
from gk_desktop.services.note_import import CONTINUATIONS, PLACE_OF_IMPORT
from gk_desktop.store.drafts import Draft
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore

_LONGEST_SPEAKER: Final = 120


@dataclass(frozen=True, slots=True)
class DraftErasure:
    """`purged` are ids of records that go as a whole; `takes_words` whether what the person says goes with them."""

    store: WorkspaceStore
    purged: Collection[str]
    names: Collection[KnownName]
    participations: Collection[Participant]
    takes_words: bool

    def carry_out(self, unit: UnitOfWork) -> None:
        for draft in self.store.drafts.all():
            if any(record_id in draft.text for record_id in self.purged):
                unit.clear_draft(draft.place)
                continue
            rest = self._rest(draft)
            if not rest.strip():
                unit.clear_draft(draft.place)
            elif rest != draft.text:
                unit.save_draft(draft.place, rest)

    def _rest(self, draft: Draft) -> str:
        """A draft is a line, fields as JSON, or a text of many lines that is about to be taken over."""
        words = _Words(NameReplacer(self.names), self._labels(draft) if self.takes_words else None)
        if draft.place.startswith(PLACE_OF_IMPORT):
            return words.rest_of_notes(draft.text)
        stored = _fields(draft.text)
        if stored is None:
            return words.rest(draft.text)
        rest = _mapped(stored, words)
        return draft.text if rest == stored else json.dumps(rest, ensure_ascii=False)

    def _labels(self, draft: Draft) -> list[str]:
        """What the person is called at the event that is being written about."""
        return [item.label for item in self.participations if item.label and item.event in self._ids(draft)]

    def _ids(self, draft: Draft) -> set[str]:
        ids = set(draft.place.split(":"))
        return ids | {entry.event for item in ids if (entry := self.store.records.look_up(Entry, item))}


class _Words:
    """`labels` are what they are called there; None leaves their words and takes the name alone."""

    def __init__(self, replacer: NameReplacer, labels: Collection[str] | None) -> None:
        self._replacer = replacer
        self._takes_own = labels is not None
        self._called = {compared_form(label.strip()) for label in labels or ()}
        self._context = LineContext.of(labels or (), (), None)

    def rest(self, text: str) -> str:
        """Nothing of what the person says."""
        return "" if self._is_own(text) else self._replacer.replace(text)

    def rest_of_notes(self, text: str) -> str:
        """Each line for itself, with the indented ones below it."""
        return self._replacer.replace("\n".join(self._lines_of_others(text)))

    def _lines_of_others(self, text: str) -> Iterator[str]:
        goes = False
        for line in text.split("\n"):
            if line.strip() and not line.startswith(CONTINUATIONS):
                goes = self._is_own(split_leading_time(line)[1])
            if not (goes and line.strip()):
                yield line

    def _is_own(self, line: str) -> bool:
        if not self._takes_own:
            return False
        parsed = parse(line, self._context)
        # Nobody may have added them to the event yet; their name before a colon is still theirs.
        speaker = (parsed.speaker or parsed.text.partition(":")[0][:_LONGEST_SPEAKER]).strip()
        is_called = compared_form(speaker) in self._called
        return bool(speaker) and (is_called or (speaker != REMOVED and self._replacer.replace(speaker) == REMOVED))


def _fields(text: str) -> dict[str, Any] | None:
    try:
        stored = json.loads(text)
    except ValueError:
        return None
    return stored if isinstance(stored, dict) else None


def _mapped(value: Any, words: _Words) -> Any:
    if isinstance(value, str):
        return words.rest(value)
    if isinstance(value, list):
        return [_mapped(item, words) for item in value]
    return {name: _mapped(item, words) for name, item in value.items()} if isinstance(value, dict) else value
