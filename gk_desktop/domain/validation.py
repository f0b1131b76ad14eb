"""What makes a record impossible to save. Each rule is one sentence that says what to change."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.category import LONGEST_CATEGORY_NAME, Category, line_above
from gk_desktop.domain.consent import Consent
from gk_desktop.domain.consent_rules import consent_problems
from gk_desktop.domain.entry import Decision, Task
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.line import NO_QUOTE_CODE, TYPED_DIMENSIONS
from gk_desktop.domain.project import Project
from gk_desktop.domain.record import Record

_TIME_OF_DAY: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_CODE: Final = re.compile(r"[^\s#]+")

_FIXED_CODES: Final = frozenset({NO_QUOTE_CODE, *TYPED_DIMENSIONS})


def problems(record: Record, others: Iterable[Record]) -> Iterator[str]:
    """German sentences, none if the record may be saved. `others` are the other records of its kind."""
    rule = _RULES.get(type(record))
    if rule is not None:
        yield from rule(record, others)


def new_problems(before: Record, after: Record, others: Iterable[Record]) -> list[str]:
    """What an edit brings in.

    A record may have a problem that nobody here made: two laptops gave away one Fallkürzel. It must not stand in the
    way of every other edit.
    """
    known = list(others)
    standing = set(problems(before, known))
    return [sentence for sentence in problems(after, known) if sentence not in standing]


def _case(record: Case, others: Iterable[Case]) -> Iterator[str]:
    if not record.name.strip():
        yield _("Ein Fall braucht einen Namen.")
    if record.case_code and not _CODE.fullmatch(record.case_code):
        yield _("Das Fallkürzel „{code}“ darf keine Leerzeichen und kein # enthalten.").format(code=record.case_code)
    taken = {other.case_code.casefold() for other in others if other.case_code}
    if record.case_code.casefold() in taken:
        yield _("Das Fallkürzel „{code}“ ist schon vergeben.").format(code=record.case_code)


def _institution(record: Institution, _others: Iterable[Institution]) -> Iterator[str]:
    if not (record.name.strip() or record.institution_type.strip()):
        yield _("Eine Institution braucht einen Namen oder einen Typ.")


def _person(record: Person, _others: Iterable[Person]) -> Iterator[str]:
    if not (record.code or (record.case and record.role)):
        yield _("Eine Person braucht einen Fall und eine Rolle; daraus entsteht ihr Code.")


def _event(record: Event, _others: Iterable[Event]) -> Iterator[str]:
    if not record.title.strip():
        yield _("Eine Veranstaltung braucht einen Titel.")
    for time in (record.start, record.end):
        if time and not _TIME_OF_DAY.fullmatch(time):
            yield _("„{time}“ ist keine Uhrzeit; schreiben Sie zum Beispiel 09:30.").format(time=time)


def _agenda_item(record: AgendaItem, others: Iterable[AgendaItem]) -> Iterator[str]:
    if record.number is None or not 1 <= record.number <= 99:
        yield _("Ein Tagesordnungspunkt braucht eine Nummer von 1 bis 99.")
    elif any(other.event == record.event and other.number == record.number for other in others):
        yield _("TOP {number} gibt es in dieser Veranstaltung schon.").format(number=record.number)


def _participant(record: Participant, others: Iterable[Participant]) -> Iterator[str]:
    texts = (record.label, record.role, record.institution_type)
    if not (any(map(str.strip, texts)) or record.institution or record.person):
        yield _("Teilnehmende brauchen eine Bezeichnung, eine Rolle oder eine Institution.")
    if ":" in record.label or "\n" in record.label:
        yield _("Eine Bezeichnung darf keinen Doppelpunkt und keinen Zeilenumbruch enthalten.")
    label = record.label.strip().casefold()
    if label and any(other.event == record.event and other.label.strip().casefold() == label for other in others):
        yield _("„{label}“ gibt es in dieser Veranstaltung schon.").format(label=record.label)


def _category(record: Category, others: Iterable[Category]) -> Iterator[str]:
    others = list(others)
    if not _CODE.fullmatch(record.code):
        yield _("Eine Kategorie braucht einen Code ohne Leerzeichen und ohne #.")
    elif record.code.casefold() in _FIXED_CODES:
        yield _("Der Code „{code}“ ist vergeben: #{code} heißt in der Mitschrift schon etwas anderes.").format(
            code=record.code
        )
    elif any(other.code.casefold() == record.code.casefold() for other in others):
        yield _("Den Code „{code}“ gibt es schon.").format(code=record.code)
    if len(record.name) > LONGEST_CATEGORY_NAME:
        yield _("Die Bezeichnung „{name}“ ist länger als {longest} Zeichen.").format(
            name=record.name, longest=LONGEST_CATEGORY_NAME
        )
    parents = {other.id: other.parent for other in others} | {record.id: record.parent}
    if record.id and record.id in line_above(record.parent, parents):
        yield _("Eine Kategorie kann nicht unter sich selbst stehen, auch nicht unter einer, die unter ihr steht.")
    if record.colour and not _COLOUR.fullmatch(record.colour):
        yield _("„{colour}“ ist keine Farbe; schreiben Sie zum Beispiel #3B82C4.").format(colour=record.colour)


def _task(record: Task, _others: Iterable[Task]) -> Iterator[str]:
    if not record.text.strip():
        yield _("Ein Auftrag braucht einen Text.")


def _project(record: Project, _others: Iterable[Project]) -> Iterator[str]:
    if not record.name.strip():
        yield _("Ein Projekt braucht einen Namen.")


def _decision(record: Decision, _others: Iterable[Decision]) -> Iterator[str]:
    if not record.text.strip():
        yield _("Ein Beschluss braucht einen Text.")


_RULES: Final[dict[type[Record], Callable[[Any, Iterable[Any]], Iterator[str]]]] = {
    Case: _case,
    Institution: _institution,
    Person: _person,
    Event: _event,
    AgendaItem: _agenda_item,
    Participant: _participant,
    Category: _category,
    Task: _task,
    Decision: _decision,
    Consent: consent_problems,
    Project: _project,
}
