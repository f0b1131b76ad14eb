"""Names in released minutes that nobody has looked at: the Schlüsseldatei was closed then, or nobody knew them yet.

What was frozen stays as it was released. So nothing is replaced here; it is only told where a name stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.consent import NameDecision, NameVerdict
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass, NameState
from gk_desktop.domain.minutes_content import MinutesContent
from gk_desktop.domain.minutes_freezing import FrozenSource, mark_of_topic
from gk_desktop.domain.name_finder import NameFinder
from gk_desktop.domain.name_replacement import KnownName
from gk_desktop.domain.naming import KnownNames, Naming
from gk_desktop.domain.visibility import PEOPLE, SAYS_NAMES_UNCHECKED, PeopleShownAs

_HEAD: Final = N_("Kopf")
_BLANK: Final = " "


@dataclass(frozen=True, slots=True)
class LeftName:
    """`where` is the number of the entry or TOP, or "Kopf"."""

    word: str
    where: str


def names_left(
    content: MinutesContent, sources: Iterable[FrozenSource], names: KnownNames, event: Event
) -> tuple[LeftName, ...]:
    """Names known today, in the project or in the opened Schlüsseldatei, that nobody has decided to leave in a
    frozen content. What stands for a name there is none.

    A decision counts for the word in the record it was made about: a sentence that was frozen is not one of the notes.
    """
    if PEOPLE[content.export_class] is PeopleShownAs.NAMES:
        return ()
    said = [(mark, text) for mark, text in _texts(content) if text]
    records = {source.mark: source.records for source in sources}
    stays = set(_left_in(names.decisions, content.export_class))
    naming = Naming(names, event, content.export_class, only_listens=True)
    without_stand_ins = _stand_ins(naming, names)
    found = NameFinder(naming.known_names).find([without_stand_ins.sub(_BLANK, text) for _mark, text in said])
    left = (
        LeftName(hit.word, said[hit.text][0] or _(_HEAD))
        for hit in found
        if not any((item, hit.word) in stays for item in records.get(said[hit.text][0], (event.id,)))
    )
    return tuple(dict.fromkeys(left))


def _stand_ins(naming: Naming, names: KnownNames) -> re.Pattern[str]:
    """What may stand in a frozen text in the place of a name, the longest first."""
    codes = (*(case.case_code for case in names.cases), *(person.code for person in names.persons))
    speakers = (naming.speaker(item.id) for item in names.participants)
    written = {*codes, *speakers, *map(naming.stand_in, filter(_goes, naming.known_names))} - {""}
    words = "|".join(map(re.escape, sorted(written, key=len, reverse=True)))
    return re.compile(rf"\[[^\[\]\n]*\]|(?<!\w)(?:{words or '(?!)'})(?!\w)")


def _goes(name: KnownName) -> bool:
    return bool(name.stand_ins)


def with_names_of_today(content: MinutesContent, left: Iterable[LeftName], names: KnownNames) -> MinutesContent:
    """A frozen content that says how far its names are looked through today. As it was while nobody can look."""
    found = any(True for _name in left)
    is_looked_through = names.identities is not None and PEOPLE[content.export_class] is not PeopleShownAs.NAMES
    if not (is_looked_through or found) or content.names is NameState.UNDECIDED:
        # Released in spite of open names: that they were replaced has never been confirmed.
        return content
    state = NameState.UNDECIDED if found else NameState.CHECKED
    if state is NameState.CHECKED and (names.key_file_is_older or names.unlisted):
        state = NameState.PARTIAL
    is_said = SAYS_NAMES_UNCHECKED[content.export_class] and state is not NameState.CHECKED
    return replace(content, names=state, names_unchecked=is_said)


def _left_in(decisions: Iterable[NameDecision], export_class: ExportClass) -> Iterator[tuple[str, str]]:
    """Record and word of whatever may stay in this class."""
    for decision in decisions:
        _place, _at, only_in = decision.field_name.partition("@")
        if decision.verdict is not NameVerdict.REPLACE and only_in in {"", export_class.value}:
            yield decision.record_id, decision.word


def _texts(content: MinutesContent) -> Iterator[tuple[str, str]]:
    """Every text with the mark of whose words it is, none for what belongs to the event."""
    for section in content.sections:
        yield mark_of_topic(section.number) if section.number is not None else "", section.title
        for entry in section.entries:
            mark = entry.number or entry.sign
            yield from ((mark, text) for text in (entry.text, entry.speaker, entry.responsible, *entry.categories))
    for task in content.tasks:
        yield from ((task.number, text) for text in (task.text, task.responsible))
    lines = (*content.head, *content.signatures, *content.annex)
    yield from (("", text) for text in (content.title, content.next_meeting, *(value for _label, value in lines)))
