"""Whatever was typed for a person, in whatever order things happened to it: after the erasure no word of it is left."""

import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gk_desktop.app.workspace import Workspace, create_workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.progress import silent
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import MinutesFrozen, MinutesKind
from gk_desktop.domain.person_rights import ErasureDegree
from gk_desktop.domain.search_text import fold
from tests.services.conftest import PASSPHRASE, QUICK
from tests.services.test_minutes_release import release
from tests.store.decrypted_pages import decrypted_pages

LABEL = "Frau Kunzelmann"
OTHERS = "Unbeteiligtes"

_WORDS = st.text("abcdefghijklmnopqrstuvwxyzäöüß", min_size=4, max_size=10).map("zq".__add__)
_SAYING = ("says", "quotes", "decides", "promises", "asks", "edits", "formerly", "answers")
_HAPPENING = ("bins", "undoes", "releases", "corrects", "wishes", "drafts")
_STEPS = st.tuples(st.sampled_from(_SAYING + _HAPPENING), _WORDS)


class _Notes:
    """The steps as somebody takes them at the desk; `person` speaks, others do so in between."""

    def __init__(self, workspace: Workspace, event: Event) -> None:
        self._workspace = workspace
        self._event = event
        self._capture = workspace.capture(event.id)
        self._doing: dict[str, Callable[[str], object]] = {
            "says": lambda word: self._capture.add_line(f"{LABEL}: Wir brauchen {word}"),
            "quotes": lambda word: self._capture.add_line(f"{LABEL}: „Nur mit {word}“"),
            "decides": lambda word: self._capture.add_line(f"{LABEL}: ! {word} gilt"),
            "promises": lambda word: self._capture.add_line(f"{LABEL}: > GfS bis 30.06.: {word} senden"),
            "asks": lambda word: self._capture.add_line(f"{LABEL}: ? Wann {word}\n  und noch {word}s"),
            "edits": lambda word: self._edit(f"{LABEL}: Doch eher {word}"),
            "formerly": self._said_before,
            "bins": lambda _word: self._bin(),
            "undoes": lambda _word: self._undo(),
            "releases": lambda _word: self._release(),
            "corrects": lambda word: self._correct(word, "JMD"),
            "wishes": lambda word: self._correct(word, LABEL),
            "drafts": lambda word: self._capture.save_draft(f"{LABEL}: Gerade {word}"),
            "answers": lambda word: self._edit(f"{LABEL}: {word}") and self._edit(f"{LABEL}: {OTHERS}"),
        }

    def take(self, step: str, word: str) -> None:
        self._doing[step](word)

    def _own(self) -> list[Entry]:
        entries = self._workspace.records.find(Entry, event=self._event.id, order_by=["position"])
        return [entry for entry in entries if entry.speaker]

    def _edit(self, raw: str) -> bool:
        for entry in self._own()[-1:]:
            self._workspace.follow_up.edit(entry.id, raw)
        return True

    def _said_before(self, word: str) -> None:
        """The line said it only for a moment."""
        self._capture.add_line(f"{LABEL}: {word}")
        self._edit(f"{LABEL}: Nichts davon")

    def _bin(self) -> None:
        for entry in self._own()[:1]:
            self._workspace.keeping.delete(Entry, entry.id)

    def _undo(self) -> None:
        if self._workspace.store.journal.undo_label == "Eintrag":
            self._workspace.projects.undo()

    def _release(self) -> None:
        versions = self._workspace.minutes.versions
        newest = versions.newest_released(self._event.id, MinutesKind.COURSE)
        if newest is None or versions.has_moved_on(newest):
            release(self._workspace, self._event)

    def _correct(self, word: str, by: str) -> None:
        newest = self._workspace.minutes.versions.newest_released(self._event.id, MinutesKind.COURSE)
        if newest is not None:
            # About somebody else's entry if she wishes it, else about whatever was said last.
            about = "A1" if by == LABEL or not self._own() else self._own()[-1].number
            wish = word if by == LABEL or self._own() else OTHERS
            self._workspace.corrections.add(newest.id, about, wish, received_from=by)


def _erased(folder: Path, steps: list[tuple[str, str]]) -> None:
    clock = SteppingClock(datetime.fromisoformat("2026-03-10T09:00"), timedelta(seconds=1))
    workspace, _code = create_workspace(
        folder / "profil", PASSPHRASE, project="Probe", author="AB", clock=clock, kdf=QUICK
    )
    with workspace:
        person = _spoken(workspace, steps)
        erasure = workspace.person_erasure
        erasure.erase(erasure.plan(workspace.person_subjects.of(person.id), ErasureDegree.STATEMENTS))
        words = {form for _step, word in steps for form in (word, fold(word), word.upper())} | {"Kunzelmann"}
        store = workspace.store
        said = repr([operation.values for operation in store.journal.operations()])
        said += repr([draft.text for draft in store.drafts.all()])
        said += "".join(item.content for item in workspace.records.find(MinutesFrozen))
        assert [word for word in words if word in said] == []
        assert [word for word in words if list(store.search.find(word, 5))] == []
        backup = store.cleansing_job(remove_older_backups=True)(silent)
        assert store.verify().is_sound
        file, key = store._files.database, store._data_key
    for path in (file, backup.path):
        pages = decrypted_pages(path, key)
        assert OTHERS.encode() in pages
        assert [word for word in words if word.encode() in pages] == []


def _spoken(workspace: Workspace, steps: list[tuple[str, str]]) -> Person:
    case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
    person = workspace.people.add(case=case, role="GfS")
    event = workspace.keeping.add(Event(title="Kerngruppe", date=date(2026, 3, 10), case=case.id))
    workspace.capture(event.id).add_line(OTHERS)
    workspace.keeping.add(Participant(event=event.id, label=LABEL, person=person.id))
    notes = _Notes(workspace, event)
    for step, word in steps:
        notes.take(step, word)
    return person


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(_STEPS, min_size=1, max_size=14))
@example(steps=[("drafts", "zqentwurf")])
@example(steps=[("says", "zqgesagt"), ("releases", "zqfrei"), ("bins", "zqweg"), ("wishes", "zqwunsch")])
def test_no_word_of_what_a_person_said_is_left_anywhere(steps: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _erased(Path(folder), steps)
