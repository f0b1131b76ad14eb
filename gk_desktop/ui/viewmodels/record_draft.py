"""A record while somebody edits it: what is saved, and what was typed and is not right yet.

Nothing typed is ever lost: what cannot be saved is kept beside the record, in the encrypted file, until it can.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from gk_desktop.base.errors import UserError
from gk_desktop.domain.fields import FieldDeclaration
from gk_desktop.domain.record import Record, declaration
from gk_desktop.domain.validation import new_problems, problems
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.viewmodels.field_options import name_of_new
from gk_desktop.ui.viewmodels.field_texts import completed, parse, typed_text
from gk_desktop.ui.viewmodels.proposals import Proposals, proposals

Adder = Callable[[Any], Record]

# A record that is being edited, and the name of one that it is to refer to -> the latter, not saved yet.
TargetMaker = Callable[[Any, str], Record]
_NO_MAKERS: Final[Mapping[str, TargetMaker]] = {}


class RecordDraft:
    """`fields` are the names of those that a person sees. A new record has no id until it is right enough to be saved.

    `adder` saves a new record; without one the service for all kinds does. `makers`: references to what does not exist
    yet, and what makes it.
    """

    def __init__(
        self,
        context: WorkspaceContext,
        record: Record,
        fields: tuple[str, ...],
        adder: Adder | None = None,
        makers: Mapping[str, TargetMaker] = _NO_MAKERS,
    ) -> None:
        self.record = record
        self._context = context
        self._fields = fields
        self._adder = adder
        self._makers = makers
        kept = context.perform(lambda: context.workspace.keeping.half_typed(record)) or {}
        self.typed: dict[str, str] = {name: text for name, text in kept.items() if name in fields}
        self._kept = dict(self.typed)
        self._tried: dict[str, str] | None = None
        self._touched: set[str] = set()
        self._proposed: dict[str, Proposals] = {}

    @property
    def is_new(self) -> bool:
        return not self.record.id

    @property
    def is_settled(self) -> bool:
        """Whether everything typed is saved or kept already, so that leaving the input has nothing to add."""
        return not self.typed or self.typed == self._tried

    def text(self, name: str) -> str:
        """What the input of a field shows."""
        return self.typed[name] if name in self.typed else self._saved_text(name)

    def type(self, name: str, text: str) -> None:
        """Somebody is typing; nothing is saved yet."""
        if text != self.text(name):
            self._tried = None
            self._touched.add(name)
        if text == self._saved_text(name):
            self.typed.pop(name, None)
        else:
            self.typed[name] = text

    def complete(self, name: str) -> None:
        """Somebody has left the input: short forms of dates and times are written out."""
        if name in self.typed:
            self.type(name, completed(self._declaration(name), self.typed[name]))

    def propose(self, name: str) -> None:
        """Somebody has left an input in which they typed: fill what follows from it and is empty."""
        if name not in self._touched:
            return
        self._touched.discard(name)
        found = proposals(type(self.record), name, self.text(name), self.text)
        self._proposed[name] = found
        for other, text in found.texts.items():
            if other in self._fields:
                self.type(other, text)

    def hint(self, name: str) -> str:
        """What was filled in after this field was left, as long as it stands."""
        found = self._proposed.get(name)
        stands = found is not None and all(self.text(other) == text for other, text in found.texts.items())
        return found.sentence if found is not None and stands else ""

    def stands_for(self, name: str, text: str) -> bool:
        """Whether this text in the input means what the draft holds, perhaps in another spelling."""
        if name in self.typed:
            return text == self.typed[name]
        value, sentence = self._parsed(name, text)
        return not sentence and value == getattr(self.record, name)

    def problems(self) -> dict[str, str]:
        """By field, the sentence that says what is to be changed; none for what can be saved."""
        return self._sort_out()[1]

    def standing_problems(self) -> dict[str, str]:
        """By field, what is wrong with the record as it is stored: two laptops may have brought it about."""
        if self.is_new:
            return {}
        others = self._others()
        return {
            self._field_at_fault(self.record, sentence, others, {}): sentence
            for sentence in problems(self.record, others)
        }

    def save(self) -> None:
        """Save what is right as one unit of work, and keep the rest."""
        values, _found = self._sort_out()
        if values:
            self._write(values)
        self.keep()
        self._tried = dict(self.typed)

    def keep(self) -> None:
        """Keep what cannot be saved yet where a crash does not reach it."""
        if self.typed != self._kept:
            keeping, typed = self._context.workspace.keeping, dict(self.typed)
            self._context.perform(lambda: keeping.keep_half_typed(self.record, typed))
            self._kept = typed

    def follow_erasure(self) -> bool:
        """Something was erased for good: what was typed becomes what the store still has of it. Whether it changed."""
        keeping = self._context.workspace.keeping
        stored = self._context.perform(lambda: keeping.half_typed(self.record)) or {}
        if stored == self._kept:
            return False
        self._kept = stored
        self.typed = {name: text for name, text in stored.items() if name in self._fields}
        self._tried = None
        return True

    def refresh(self, record: Record) -> None:
        """The record has changed, by this draft or from elsewhere."""
        self.record = record
        self._tried = None
        for name, text in list(self.typed.items()):
            value, sentence = self._parsed(name, text)
            if not sentence and value == getattr(record, name):
                del self.typed[name]

    def _declaration(self, name: str) -> FieldDeclaration:
        return declaration(type(self.record), name)

    def _saved_text(self, name: str) -> str:
        return typed_text(self._declaration(name), getattr(self.record, name))

    def _parsed(self, name: str, text: str) -> tuple[Any, str]:
        try:
            return parse(self._declaration(name), text), ""
        except UserError as error:
            return None, error.sentence

    def _sort_out(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The values that can be saved together, and the sentence for each field that stands in the way."""
        values: dict[str, Any] = {}
        found: dict[str, str] = {}
        for name, text in self.typed.items():
            value, sentence = self._parsed(name, text)
            if sentence:
                found[name] = sentence
            else:
                values[name] = value
        others = self._others() if self.typed else []
        while values:
            candidate = replace(self.record, **values)
            sentences = self._problems_of(candidate, others)
            if not sentences:
                break
            at_fault = {self._field_at_fault(candidate, sentence, others, values): sentence for sentence in sentences}
            found = {**at_fault, **found}
            if set(at_fault).isdisjoint(values):
                return {}, found
            values = {name: value for name, value in values.items() if name not in at_fault}
        return values, found

    def _problems_of(self, candidate: Record, others: list[Record]) -> list[str]:
        return list(problems(candidate, others)) if self.is_new else new_problems(self.record, candidate, others)

    def _others(self) -> list[Record]:
        records = self._context.workspace.records.find(type(self.record))
        return [other for other in records if other.id != self.record.id]

    def _field_at_fault(self, candidate: Record, sentence: str, others: list[Record], values: Mapping[str, Any]) -> str:
        """The field without whose text nobody would complain; where one is missing, the one that names the record."""
        for name in (*values, *self._fields):
            emptied = replace(candidate, **{name: self._declaration(name).default})
            if sentence not in problems(emptied, others):
                return name
        return self._fields[0]

    def _write(self, values: dict[str, Any]) -> None:
        keeping, record = self._context.workspace.keeping, self.record
        candidate = replace(record, **values)
        targets = {
            name: self._makers[name](candidate, called)
            for name, value in values.items()
            if name in self._makers and (called := name_of_new(value))
        }
        plain = {name: value for name, value in values.items() if name not in targets}
        if self.is_new:
            kept, adder = self._kept, self._adder
            blank = replace(record, **plain)
            saved = self._context.perform(lambda: adder(blank) if adder else keeping.add(blank, referring=targets))
            if saved is not None:
                if kept:
                    self._context.perform(lambda: keeping.keep_half_typed(record, {}))
                self._kept = {}
        else:
            saved = self._context.perform(lambda: keeping.change(type(record), record.id, referring=targets, **plain))
        if saved is not None:
            for name in values:
                self.typed.pop(name, None)
            self.refresh(saved)
