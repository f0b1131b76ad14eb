"""The sample project: invented, except for the talk of 03.02.2021, and captured line by line like any other."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.paths import resources
from gk_desktop.base.progress import Progress, silent
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.consent import Consent
from gk_desktop.domain.event import AgendaItem, Attendance, Event, Participant
from gk_desktop.domain.fields import to_plain
from gk_desktop.domain.programme import Programme
from gk_desktop.domain.record import Record, declarations, from_columns
from gk_desktop.services.capture import Capture
from gk_desktop.services.note_lines import NoteLines
from gk_desktop.services.people import People
from gk_desktop.store.projection import columns_of
from gk_desktop.store.workspace_store import WorkspaceStore

AnyRecord = TypeVar("AnyRecord", bound=Record)

# What the sample file calls a field where it is read by people more than by programs.
_FILE_NAMES = {
    "kind_of_municipality": "municipality_type",
    "count": "headcount",
}


class Sample:
    """Loads the sample into an empty project. Raises `UserError` if its files are missing or damaged."""

    def __init__(self, store: WorkspaceStore, programme: Programme) -> None:
        self._store = store
        self._people = People(store, programme)
        self._folder = resources() / "sample"
        with _saying_what_is_wrong():
            self._data = tomllib.loads((self._folder / "sample.toml").read_text(encoding="utf-8"))

    @property
    def notice(self) -> str:
        """The sentence that says what is invented."""
        return str(self._data["notice"])

    def load(self, progress: Progress = silent) -> list[Event]:
        """Create everything, and capture the notes of each event. Raises `UserError`; what was loaded before stays."""
        with _saying_what_is_wrong():
            return self._load(progress)

    def _load(self, progress: Progress) -> list[Event]:
        cases = self._create_all(Case, self._data["cases"], {})
        institutions = self._create_all(Institution, self._data["institutions"], {"case": cases})
        persons = [
            self._people.add(case=cases[item["case"]], role=item["role"], institution=institutions[item["institution"]])
            for item in self._data["persons"]
        ]
        self._create_consents(persons)
        events = []
        for position, item in enumerate(self._data["events"]):
            progress(item["title"], position / len(self._data["events"]))
            events.append(self._load_event(item, cases, institutions, persons))
        return events

    def _create_consents(self, persons: Sequence[Person]) -> None:
        with self._store.journal.change(N_("Beispielprojekt")) as unit:
            for item in self._data["consents"]:
                values = {name: to_plain(value) for name, value in item.items()}
                columns = columns_of(Consent, {**values, "person": persons[item["person"]].id})
                unit.create(from_columns(Consent, {"id": "", **columns}))

    def _create_all(
        self, record_type: type[AnyRecord], items: list[dict[str, Any]], references: Mapping[str, Mapping[Any, Record]]
    ) -> dict[str, AnyRecord]:
        with self._store.journal.change(N_("Beispielprojekt")) as unit:
            return {item["key"]: unit.create(_record(record_type, item, references)) for item in items}

    def _load_event(
        self,
        item: dict[str, Any],
        cases: dict[str, Case],
        institutions: dict[str, Institution],
        persons: list[Person],
    ) -> Event:
        with self._store.journal.change(N_("Beispielprojekt")) as unit:
            event = unit.create(_record(Event, {**item, "event_type": item["type"]}, {"case": cases}))
            for agenda_item in item.get("agenda", []):
                unit.create(_record(AgendaItem, {**agenda_item, "event": event.id}, {}))
            numbered = dict(enumerate(persons))
            for position, participant in enumerate(item.get("participants", []), start=1):
                values = {
                    **participant,
                    "event": event.id,
                    "position": float(position),
                    "attendance": Attendance(participant["attendance"]),
                }
                unit.create(_record(Participant, values, {"institution": institutions, "person": numbered}))
        self._capture(event, self._folder / item["notes_file"], item)
        return event

    def _capture(self, event: Event, notes: Path, item: dict[str, Any]) -> None:
        capture = Capture(self._store, event.id, timed=item["timed"], clock=_event_clock(item))
        lines = NoteLines(capture)
        with notes.open(encoding="utf-8", newline="") as stream:
            for line in stream:
                lines.take(line)


@contextmanager
def _saying_what_is_wrong() -> Iterator[None]:
    try:
        yield
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise UserError(
            _("Das Beispielprojekt lässt sich nicht laden: {reason}.").format(reason=error),
            _("Das Projekt selbst ist angelegt. Installieren Sie GK Feldbuch neu, um das Beispiel zu sehen."),
        ) from None


def _event_clock(item: dict[str, Any]) -> SteppingClock:
    """The clock of an event that is long over: each line comes `step_seconds` after the one before."""
    start = time.fromisoformat(item["start"]) if item["start"] else time(0)
    day: date = item["date"]
    return SteppingClock(datetime.combine(day, start), timedelta(seconds=item.get("step_seconds", 0)))


def _record(
    record_type: type[AnyRecord], item: dict[str, Any], references: Mapping[str, Mapping[Any, Record]]
) -> AnyRecord:
    named = {_FILE_NAMES.get(name, name): value for name, value in item.items()}
    if record_type is Institution:
        named["institution_type"] = item["type"]
    values: dict[str, Any] = {}
    for field in declarations(record_type):
        if field.name not in named:
            continue
        value = named[field.name]
        if field.name in references:
            target = references[field.name].get(value)
            value = target.id if target else ""
        values[field.name] = tuple(value) if isinstance(value, list) else value
    return record_type(**values)
