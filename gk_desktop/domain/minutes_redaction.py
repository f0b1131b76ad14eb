"""Frozen minutes without what was erased: the one change that a released version suffers (contract 5)."""

import dataclasses
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, Final

from gk_desktop.domain.minutes_content import MinutesContent, MinutesEntry, MinutesSection, MinutesTask
from gk_desktop.domain.minutes_freezing import FrozenMinutes, mark_of_topic
from gk_desktop.domain.name_replacement import KnownName, NameKind, NameReplacer

REMOVED: Final = "[entfernt]"


def redacted(frozen: FrozenMinutes, gone: Collection[str], names: Collection[KnownName] = ()) -> FrozenMinutes:
    """Without what the records with these ids said, and without what they were called. Equal if it held none of it.

    `names` go wherever they stand, each with what shall stand for it.
    """
    erased = frozenset(gone)
    marks = {source.mark for source in frozen.sources if erased.intersection(source.records)}
    silenced = {source.mark for source in frozen.sources if erased.intersection(source.speakers)}
    words = [word for called in frozen.names if called.record in erased for word in called.words]
    if not (marks or silenced or words or names):
        return frozen
    redaction = _Redaction(marks, silenced, words, names)
    return FrozenMinutes(
        contents=tuple(redaction.content(content) for content in frozen.contents),
        sources=tuple(source for source in frozen.sources if source.mark not in marks),
        # A participant stays, the name of the person they were does not.
        names=tuple(
            replace(called, words=tuple(word for word in called.words if not redaction.takes(word)))
            for called in frozen.names
            if called.record not in erased
        ),
    )


def united(first: FrozenMinutes, second: FrozenMinutes) -> FrozenMinutes:
    """Two redactions of the same minutes, made on two laptops: what either has removed is removed."""
    return FrozenMinutes(
        contents=tuple(map(_poorer, first.contents, second.contents)),
        sources=tuple(source for source in first.sources if source in second.sources),
        names=tuple(names for names in first.names if names in second.names),
    )


def _poorer(first: Any, second: Any) -> Any:
    """Piece by piece what says less; both were made from the same content by removing."""
    if first == second:
        return first
    if dataclasses.is_dataclass(first) and not isinstance(first, type):
        names = [item.name for item in dataclasses.fields(first)]
        return replace(first, **{name: _poorer(getattr(first, name), getattr(second, name)) for name in names})
    if isinstance(first, tuple) and len(first) == len(second):
        return tuple(map(_poorer, first, second))
    if type(first) is str and first and second:
        # Names that were replaced in one and in the other: neither text is without both.
        return REMOVED
    return type(first)() if isinstance(first, (str, tuple)) else None


class _Redaction:
    def __init__(
        self, marks: Collection[str], silenced: Collection[str], words: Collection[str], names: Collection[KnownName]
    ) -> None:
        self._marks = marks
        self._silenced = silenced
        self._words = words
        own = [KnownName(word, (REMOVED,), kind) for word in words for kind in (NameKind.SURNAME, NameKind.CODE)]
        self._names = NameReplacer([*own, *names])
        self._has_names = bool(own or names)

    def takes(self, word: str) -> bool:
        """Whether somebody was called so who is erased."""
        return word in self._words or (self._has_names and self._names.holds_name(word))

    def content(self, content: MinutesContent) -> MinutesContent:
        sections = tuple(self._section(section) for section in content.sections)
        tasks = tuple(self._task(task) for task in content.tasks)
        without = replace(content, sections=sections, tasks=tasks)
        if not self._has_names:
            return without
        return texts_mapped(without, self._names.replace)

    def _section(self, section: MinutesSection) -> MinutesSection:
        title = REMOVED if mark_of_topic(section.number) in self._marks else section.title
        return replace(section, title=title, entries=tuple(self._entry(entry) for entry in section.entries))

    def _entry(self, entry: MinutesEntry) -> MinutesEntry:
        own = {entry.number, entry.sign} - {""}
        if own & set(self._marks):
            return replace(entry, text=REMOVED, speaker="", responsible="", due=None, categories=())
        return replace(entry, speaker=REMOVED) if own & set(self._silenced) and entry.speaker else entry

    def _task(self, task: MinutesTask) -> MinutesTask:
        return replace(task, text=REMOVED, responsible="", due=None) if task.number in self._marks else task


def texts_mapped(content: MinutesContent, change: Callable[[str], str]) -> MinutesContent:
    """The same content with every text in it changed."""
    mapped: MinutesContent = _mapped(content, change)
    return mapped


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with every text in it changed."""
    # An enumeration is a str, too, and no text of anybody.
    if type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {item.name: _mapped(getattr(value, item.name), change) for item in dataclasses.fields(value)}
        return replace(value, **changed)
    return value
