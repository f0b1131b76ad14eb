"""What belongs to an entry besides its words, in few of them: its TOP, who is to do what until when, its codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Entry, Task
from gk_desktop.domain.event import AgendaItem
from gk_desktop.store.records import Records


@dataclass(frozen=True, slots=True)
class EntryDetails:
    """`top` for instance `TOP 3`; `line` for instance `GfS bis 21.05.2021 · #B1 #C3`. Empty where there is nothing."""

    top: str = ""
    line: str = ""


NO_DETAILS: Final = EntryDetails()


def details_of(entries: Iterable[Entry], event_id: str, records: Records) -> dict[str, EntryDetails]:
    """By id, of entries of one event."""
    items = {item.id: item for item in records.find(AgendaItem, event=event_id)}
    tasks = {task.entry: task for task in records.find(Task, event=event_id)}
    codes = {category.id: category.code for category in records.find(Category)}
    return {entry.id: _details(entry, items.get(entry.agenda_item), tasks.get(entry.id), codes) for entry in entries}


def _details(entry: Entry, item: AgendaItem | None, task: Task | None, codes: Mapping[str, str]) -> EntryDetails:
    top = _("TOP {number}").format(number=item.number) if item else ""
    named = [f"#{codes[category]}" for category in entry.categories if category in codes]
    if entry.dimension:
        named.append(f"#{entry.dimension}")
    if entry.no_quote:
        named.append(_("nicht zitieren"))
    parts = (charge_of(task) if task else "", " ".join(named))
    return EntryDetails(top, " · ".join(part for part in parts if part))


def charge_of(task: Task) -> str:
    """Who is responsible, and until when."""
    due = _("bis {day:%d.%m.%Y}").format(day=task.due) if task.due else ""
    return " ".join(part for part in (task.responsible, due) if part)
