"""From the first page to the minutes, through the real window, by keyboard."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.base.paths import resources
from gk_desktop.base.settings import Settings
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.ui.main_window import MainWindow
from gk_desktop.ui.shell import Shell
from tests.ui.conftest import type_text

_PASSPHRASE = "vier wege durch den regen"
_LINES = 62
_PATIENCE_MS = 30_000


class Researcher:
    """Hands on the keyboard of one window."""

    def __init__(self, qtbot: QtBot, profile: Path) -> None:
        self._qtbot = qtbot
        self.window = MainWindow(profile)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        found = self.look_for(kind, name)
        assert found is not None, name
        return found

    def look_for(self, kind: type[QWidget], name: str) -> QWidget | None:
        """What can be seen; the page before may wait to be thrown away, and has fields of the same name."""
        return next((widget for widget in self.window.findChildren(kind, name) if widget.isVisible()), None)

    def type_into(self, name: str, text: str) -> None:
        field = self.find(QLineEdit, name)
        field.setFocus()
        type_text(field, text)

    def press(self, name: str) -> None:
        button = self.find(QPushButton, name)
        assert button.isEnabled(), name
        QTest.keyClick(button, Qt.Key.Key_Space)

    def wait_for(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=_PATIENCE_MS)

    @property
    def shell(self) -> Shell:
        assert self.window.shell is not None
        return self.window.shell

    @property
    def line(self) -> QPlainTextEdit:
        line = self.find(QPlainTextEdit, "entry_line")
        assert isinstance(line, QPlainTextEdit)
        return line

    def found_project(self) -> None:
        self.press("begin_new")
        self.type_into("project_name", "Begleitung")
        self.type_into("author", "KUE")
        self.type_into("passphrase", _PASSPHRASE)
        self.type_into("repetition", _PASSPHRASE)
        self.press("create")
        self.wait_for(lambda: self.look_for(QCheckBox, "noted"))
        QTest.keyClick(self.find(QCheckBox, "noted"), Qt.Key.Key_Space)
        self.press("go_on")
        self.wait_for(lambda: self.window.shell)

    def unlock(self) -> None:
        self.wait_for(lambda: self.look_for(QPushButton, "unlock"))
        self.type_into("passphrase", _PASSPHRASE)
        self.press("unlock")
        self.wait_for(lambda: self.window.shell)

    def note(self, raw: str) -> None:
        """One entry; Shift+Enter where the notes go on in the next line."""
        first, *more = raw.split("\n")
        type_text(self.line, first)
        for text in more:
            QTest.keyClick(self.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
            type_text(self.line, text)
        QTest.keyClick(self.line, Qt.Key.Key_Return)


def _sample_lines() -> list[str]:
    notes: list[str] = []
    for line in (resources() / "sample" / "buendnistreffen.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("\t"):
            notes[-1] += "\n" + line.removeprefix("\t")
        else:
            notes.append(line)
    return notes[:_LINES]


@pytest.fixture
def researcher(qtbot: QtBot, tmp_path: Path) -> Researcher:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    return Researcher(qtbot, tmp_path / "profil")


def _text_of(path: Path) -> str:
    """Every paragraph and cell, with the times of the day taken out."""
    document = docx.Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return re.sub(r"\b\d{2}:\d{2}(?=\t|: | \()", "00:00", "\n".join(lines)) + "\n"


def test_a_first_event_from_an_empty_folder_to_the_minutes(
    researcher: Researcher, tmp_path: Path, matches_golden: Callable[[str, str], None]
) -> None:
    researcher.found_project()
    records = researcher.shell.context.workspace.records
    event = researcher.shell.context.workspace.keeping.add(
        Event(title="Bündniskerngruppe", date=date(2021, 5, 19), place="Kreishaus")
    )
    researcher.shell.open_capture(event.id)

    for raw in _sample_lines():
        researcher.note(raw)
    entries = records.find(Entry, event=event.id, order_by=["position"])
    assert len(entries) == sum(not raw.startswith("TOP ") for raw in _sample_lines())
    assert {entry.kind for entry in entries} == set(EntryKind)

    _edit_the_last_entry(researcher, event.id)
    _lock_in_mid_line(researcher, event.id)

    target = tmp_path / "protokoll.docx"
    researcher.shell.context.workspace.minutes.export(event.id, MinutesKind.COURSE, ExportClass.VERTEILER, target)
    matches_golden("journey_verteiler.txt", _text_of(target))
    researcher.window.close()


def _edit_the_last_entry(researcher: Researcher, event_id: str) -> None:
    """Arrow up in the empty line edits, Ctrl+Z takes the change back."""
    workspace = researcher.shell.context.workspace
    before = workspace.records.find(Entry, event=event_id)[-1]
    QTest.keyClick(researcher.line, Qt.Key.Key_Up)
    assert researcher.line.toPlainText() == before.raw
    QTest.keyClick(researcher.line, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    type_text(researcher.line, "Übrigens: ")
    QTest.keyClick(researcher.line, Qt.Key.Key_Return)
    assert workspace.records.get(Entry, before.id).raw == f"Übrigens: {before.raw}"

    QTest.keyClick(researcher.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.records.get(Entry, before.id) == before


def _lock_in_mid_line(researcher: Researcher, event_id: str) -> None:
    """Locking saves the half-typed line first; unlocking returns to it."""
    type_text(researcher.line, "Halb getippt, ungespeich")
    researcher.window.lock()
    assert researcher.window.shell is None
    QApplication.processEvents()

    researcher.unlock()
    assert researcher.shell.place == ("capture", event_id)
    assert researcher.line.toPlainText() == "Halb getippt, ungespeich"
    type_text(researcher.line, "ert #nz")
    QTest.keyClick(researcher.line, Qt.Key.Key_Return)
    last = researcher.shell.context.workspace.records.find(Entry, event=event_id)[-1]
    assert (last.text, last.no_quote) == ("Halb getippt, ungespeichert", True)


def test_a_wrong_passphrase_gets_a_sentence_and_the_right_one_still_opens(researcher: Researcher) -> None:
    researcher.found_project()
    researcher.window.lock()
    researcher.type_into("passphrase", "ganz falsch")
    researcher.press("unlock")
    message = researcher.find(QWidget, "unlock_message")
    researcher.wait_for(message.text)

    assert message.text().startswith("Die Passphrase stimmt nicht.")
    assert researcher.window.shell is None
    field = researcher.find(QLineEdit, "passphrase")
    field.clear()
    researcher.unlock()
    assert researcher.shell.place[0] == "events"
    researcher.window.close()


def test_enter_goes_on_at_the_door_and_presses_the_button_that_has_the_focus(researcher: Researcher) -> None:
    researcher.press("begin_new")
    back = next(button for button in researcher.window.findChildren(QPushButton) if button.text() == "&Zurück")
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Return)
    researcher.wait_for(lambda: researcher.look_for(QPushButton, "begin_new"))

    researcher.press("begin_new")
    for name, text in (("project_name", "X"), ("passphrase", _PASSPHRASE), ("repetition", _PASSPHRASE)):
        researcher.type_into(name, text)
    QTest.keyClick(researcher.find(QLineEdit, "project_name"), Qt.Key.Key_Return)
    researcher.wait_for(lambda: researcher.look_for(QCheckBox, "noted"))
    noted = researcher.find(QCheckBox, "noted")
    QTest.keyClick(noted, Qt.Key.Key_Space)
    QTest.keyClick(noted, Qt.Key.Key_Return)
    researcher.wait_for(lambda: researcher.window.shell)
    researcher.window.close()


def test_where_somebody_writes_is_remembered_at_once_for_the_start_after_a_crash(
    researcher: Researcher, tmp_path: Path
) -> None:
    researcher.found_project()
    event = researcher.shell.context.workspace.keeping.add(Event(title="Kerngruppe"))
    researcher.shell.open_capture(event.id)

    layout = Settings.load(tmp_path / "profil").layout
    assert (layout["room"], layout["event"]) == ("capture", event.id)
    researcher.window.lock()
    researcher.unlock()
    assert researcher.shell.place == ("capture", event.id)
    researcher.window.close()
