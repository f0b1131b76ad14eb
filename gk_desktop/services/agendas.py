"""The agenda of an event: adding and reordering TOPs, and how long each of them has taken."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, Protocol

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem
from gk_desktop.store.workspace_store import WorkspaceStore

_MOST_ITEMS: Final = 99
_LONGEST_PAUSE: Final = timedelta(hours=2)
"""After so long without a word nobody was sitting there any more."""


class Agendas:
    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def add(self, event_id: str, title: str, *, planned_minutes: int | None = None) -> AgendaItem:
        """A further TOP at the end. Raises `UserError`."""
        items = self._store.records.find(AgendaItem, event=event_id)
        number = max((item.number or 0 for item in items), default=0) + 1
        if number > _MOST_ITEMS:
            raise UserError(_("Eine Tagesordnung hat höchstens {most} Punkte.").format(most=_MOST_ITEMS))
        with self._store.journal.change(N_("TOP hinzufügen")) as unit:
            return unit.create(
                AgendaItem(event=event_id, number=number, title=clean_text(title), planned_minutes=planned_minutes)
            )

    def move(self, item_id: str, rank: int) -> None:
        """A TOP to another place, 0 being the first; those between make room. Raises `UserError`."""
        records = self._store.records
        event = records.get(AgendaItem, item_id).event
        items = sorted(records.find(AgendaItem, event=event), key=lambda item: (item.number or 0, item.id))
        numbers = [item.number for item in items]
        order = [item for item in items if item.id != item_id]
        order.insert(rank, next(item for item in items if item.id == item_id))
        if order == items:
            return
        with self._store.journal.change(N_("TOP verschieben")) as unit:
            for item, number in zip(order, numbers, strict=True):
                unit.change(AgendaItem, item.id, number=number)

    def remove(self, item_id: str) -> None:
        """A TOP under which nothing stands. Raises `UserError`."""
        item = self._store.records.get(AgendaItem, item_id)
        if self._store.records.find(Entry, agenda_item=item_id):
            raise UserError(
                _("Unter TOP {number} stehen schon Einträge.").format(number=item.number),
                _("Verschieben Sie sie zuerst in einen anderen TOP."),
            )
        with self._store.journal.change(N_("TOP löschen")) as unit:
            unit.delete(item_id)


class Timed(Protocol):
    """An entry, or what is known of it before it is read."""

    @property
    def time(self) -> datetime | None: ...

    @property
    def agenda_item(self) -> str: ...


def used_minutes(items: Iterable[AgendaItem], entries: Iterable[Timed], now: datetime | None) -> dict[str, int]:
    """Minutes per TOP, by id: from each sign of it, an entry or its beginning, to the next sign of any.

    A back-dated entry is no sign that its TOP had begun before. `now` is the end of what is running; None for an event
    that is over.
    """
    begun = {item.id: item.started_at for item in items if item.started_at}
    marks = [(started_at, item) for item, started_at in begun.items()]
    marks += [
        (max(entry.time, begun.get(entry.agenda_item, entry.time)), entry.agenda_item)
        for entry in entries
        if entry.time
    ]
    marks.sort()
    if marks and now is not None:
        marks.append((now, ""))
    used: dict[str, timedelta] = {}
    for (begin, item), (end, _next) in pairwise(marks):
        if item and timedelta(0) <= end - begin <= _LONGEST_PAUSE:
            used[item] = used.get(item, timedelta(0)) + (end - begin)
    return {item: int(duration.total_seconds() // 60) for item, duration in used.items()}
