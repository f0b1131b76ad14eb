"""The first event once more, by keys that come from an X server, in a window that a window manager shows.

What the window made of them is compared with what the same lines become without any window.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace, create_workspace, open_workspace
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.store.workspace_files import WorkspaceFiles
from tests.journeys.real_screen import (
    RealScreen,
    missing_programs,
    real_screen,
    running_program,
    wait_until,
)
from tests.journeys.test_first_event import _text_of

pytestmark = pytest.mark.skipif(
    bool(missing_programs()),
    reason=f"Echte Tasten brauchen einen X-Server, hier fehlt: {', '.join(missing_programs())}."
    " „python3 packaging/start.py test“ installiert es oder nennt die Zeile dafür.",
)

_QUICK = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
_PROJECT, _AUTHOR, _PASSPHRASE = "Begleitung Süd", "KÜ", "vier wege durch den größten regen"
_TITLE, _DATE = "Bündniskerngruppe Großkreis", date(2021, 5, 19)
_LINES = (
    "/k Hybride Sitzung im großen Saal: 16 Kacheln, vier davon ohne Bild. #B1 #D3",
    "TOP 1: Begrüßung",
    "@GfS: Schön, dass Sie da sind. Einwände gegen das Protokoll gibt es nicht. #B1",
    "@Träger F1: Wir überbrücken mit Lernnachmittagen: Bewerbung üben, Fahrplan lesen. #C2F1 #C4",
    "@VHS:",
    "Träger F1: „Wir gehen mit, auch wenn der Kurs gerade Pause macht.“ #C2F1 #D1",
    '"Die Straße ist länger, als sie aussieht", sagt jemand aus der Runde.',
    "* Gelächter, kurz und erleichtert.\nDanach wird schneller gesprochen; die GfS führt eine Redeliste. #B2 #politics",
    "TOP 2: Übergänge & Anschlüsse",
    "! Die Kerngruppe tagt bis zu den Sommerferien alle vier Wochen, außer am 2. Juni. #B1",
    "> GfS bis 21.05.: Kontaktliste mit der neuen Zuständigkeit verschicken #B2",
    "? Wer übernimmt die Öffentlichkeitsarbeit? #B3",
    "?? Warum kam das Berufskolleg erst jetzt dazu? Im Gespräch mit der GfS ansprechen. #A1",
    "// Nach unserer Vorstellung schalten zwei die Kamera aus. Zufall oder Wirkung? #E",
    "/t Anschlüsse entstehen über Personen, nicht über Zuständigkeiten (Schlüsselrolle). #polity",
    "VHS: Ehrlich gesagt: nein. {Das} [bleibt] ~so~ 50 % | 3 € \\ µ² <= #nz",
    "-2min GfS: Das hatten wir vor der Pause schon einmal beschlossen, fast wörtlich. #A3",
    "TOP 1",
    "zum Beispiel: Lernnachmittag dienstags, 16 bis 18 Uhr #C2F1 #D5",
    "Tschüß sagt heute niemand, ÄÖÜ äöü ß und „gut so“ reichen.",
)
_HALF, _OTHER_HALF = "GfS: Halb getippt, ungespeich", "ert und fertig #nz"


class TypingResearcher:
    """Somebody who has nothing but a keyboard, and files that tell how far the program is."""

    def __init__(self, screen: RealScreen, profile: Path) -> None:
        self._screen = screen
        self._files = WorkspaceFiles(profile)
        self._log_of_database = profile / f"{self._files.database.name}-wal"

    @property
    def _is_open(self) -> bool:
        return self._log_of_database.exists()

    def found_project(self) -> None:
        screen = self._screen
        screen.wait_for_window("^GK Feldbuch$")
        wait_until(lambda: screen.changes(lambda: screen.press("space"), 2), "die Seite des neuen Projekts")
        for text in (_PROJECT, _AUTHOR, _PASSPHRASE):
            screen.type(text)
            screen.press("Tab")
        screen.type(_PASSPHRASE)
        screen.press("Return")
        wait_until(lambda: self._files.database.exists() and not self._is_open, "das Projekt ist angelegt")
        wait_until(self._note_recovery_code, "das neue Projekt ist offen")

    def _note_recovery_code(self) -> bool:
        """Tick and go on. Before the page is there both do nothing, so they can be done again."""
        if self._screen.changes(lambda: self._screen.press("space"), 1):
            self._screen.press("alt+w")
            try:
                wait_until(lambda: self._is_open, "offen", patience=5)
            except AssertionError:
                return False
        return self._is_open

    def add_event(self) -> None:
        screen = self._screen
        screen.press("ctrl+n")
        screen.type(_TITLE)
        # Past kind and case.
        screen.press("Tab", "Tab", "Tab")
        screen.type(f"{_DATE:%d.%m.%Y}")

    def take_notes(self) -> None:
        self._screen.press("ctrl+m")
        for line in _LINES:
            first, *more = line.split("\n")
            self._screen.type(first)
            for text in more:
                self._screen.press("shift+Return")
                self._screen.type(text)
            self._screen.press("Return")

    def edit_last_and_think_better_of_it(self) -> None:
        self._screen.press("Up", "ctrl+Home")
        self._screen.type("Übrigens: ")
        self._screen.press("Return", "ctrl+z")

    def lock_in_mid_line(self) -> None:
        screen = self._screen
        screen.type(_HALF)
        screen.press("ctrl+l")
        wait_until(lambda: not self._is_open, "gesperrt")
        screen.type(_PASSPHRASE)
        screen.press("Return")
        wait_until(lambda: self._is_open, "wieder offen")
        screen.type(_OTHER_HALF)
        screen.press("Return")

    def quit(self) -> None:
        self._screen.press("ctrl+q")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[RealScreen]:
    folder = tmp_path / "screen"
    folder.mkdir()
    with real_screen(folder) as screen:
        yield screen


def _written_without_a_window(folder: Path) -> Workspace:
    """The same project, the same event, the same lines."""
    workspace, _code = create_workspace(folder, _PASSPHRASE, project=_PROJECT, author=_AUTHOR, kdf=_QUICK)
    capture = workspace.capture(workspace.keeping.add(Event(title=_TITLE, date=_DATE)).id)
    for line in (*_LINES, _HALF + _OTHER_HALF):
        capture.add_line(line)
    return workspace


def _notes(workspace: Workspace) -> list[tuple[object, ...]]:
    """Every entry in its order, without what depends on the clock."""
    records = workspace.records
    speakers = {item.id: item.label for item in records.find(Participant)}
    numbers = {item.id: f"TOP {item.number}: {item.title}" for item in records.find(AgendaItem)}
    return [
        (
            entry.number,
            entry.raw,
            entry.text,
            entry.kind,
            speakers.get(entry.speaker, ""),
            numbers.get(entry.agenda_item, ""),
            len(entry.categories),
            entry.dimension,
            entry.no_quote,
        )
        for entry in records.find(Entry, order_by=["position"])
    ]


def _minutes(workspace: Workspace, target: Path) -> str:
    (event,) = workspace.records.find(Event)
    workspace.minutes.export(event.id, MinutesKind.COURSE, ExportClass.VERTEILER, target)
    return _text_of(target)


def test_what_is_typed_on_a_real_keyboard_is_what_stands_in_the_minutes(screen: RealScreen, tmp_path: Path) -> None:
    profile = tmp_path / "profil"
    command = [sys.executable, "-m", "gk_desktop", "gui", "--profile", str(profile)]
    log = tmp_path / "program.log"
    with running_program(screen, command, log) as program:
        researcher = TypingResearcher(screen, profile)
        try:
            researcher.found_project()
            researcher.add_event()
            researcher.take_notes()
            researcher.edit_last_and_think_better_of_it()
            researcher.lock_in_mid_line()
            researcher.quit()
            wait_until(lambda: program.poll() is not None, "beendet")
        except AssertionError:
            screen.save_picture(tmp_path / "screen.png")
            raise
        assert program.returncode == 0, log.read_text(encoding="utf-8")
    assert not list(profile.glob("fehlerbericht*")), "a crash report was written"

    with open_workspace(profile, _PASSPHRASE) as typed, _written_without_a_window(tmp_path / "ohne") as expected:
        assert _notes(typed) == _notes(expected)
        assert {row[3] for row in _notes(typed)} == set(EntryKind)
        assert _minutes(typed, tmp_path / "typed.docx") == _minutes(expected, tmp_path / "expected.docx")
        assert typed.projects.check().is_sound


@contextmanager
def _opened_by_passphrase_file(screen: RealScreen, folder: Path) -> Iterator[Path]:
    """The window of a new project, its profile given; it is quit by key at the end, and must end well."""
    profile = folder / "profil"
    workspace, _code = create_workspace(profile, _PASSPHRASE, project=_PROJECT, author=_AUTHOR, kdf=_QUICK)
    workspace.close()
    secret = folder / "passphrase.txt"
    secret.write_text(f"{_PASSPHRASE}\n", encoding="utf-8")
    command = [sys.executable, "-m", "gk_desktop", "--passphrase-file", str(secret), "gui", "--profile", str(profile)]
    log = folder / "program.log"
    with running_program(screen, command, log) as program:
        screen.wait_for_window(f"^Veranstaltungen – {_PROJECT} – GK Feldbuch$")
        yield profile
        screen.press("ctrl+q")
        wait_until(lambda: program.poll() is not None, "beendet")
        assert program.returncode == 0, log.read_text(encoding="utf-8")


def test_a_passphrase_file_opens_the_window_before_anybody_has_touched_a_key(
    screen: RealScreen, tmp_path: Path
) -> None:
    with _opened_by_passphrase_file(screen, tmp_path) as profile:
        assert (profile / "workspace.lock").exists()
    assert not list(profile.glob("fehlerbericht*"))


def test_keys_of_the_program_delete_nothing_in_a_text_field(screen: RealScreen, tmp_path: Path) -> None:
    """On this desktop Ctrl+U, Ctrl+K and Ctrl+D mean to a text field: delete."""
    with _opened_by_passphrase_file(screen, tmp_path) as profile:
        screen.press("ctrl+n")
        screen.type(_TITLE)
        screen.press("Home", "ctrl+d", "ctrl+u")
        assert screen.changes(lambda: screen.press("ctrl+k"), 10), "the palette opens"
        screen.wait_until_still()
        assert screen.changes(lambda: screen.press("Escape"), 10), "the palette closes"
    with open_workspace(profile, _PASSPHRASE) as typed:
        assert [event.title for event in typed.records.find(Event)] == [_TITLE]
