"""Hands that do anything in any order: after every key the window shows exactly what is stored."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gk_desktop.ui.changes import WorkspaceContext
from tests.ui.capture_desk import ALT, CTRL, KEY, SHIFT, Desk

PLAIN = Qt.KeyboardModifier.NoModifier
WORDS = (
    "Grüße ", "GfS: ", "@Neu: ", "@Erika Beispiel: ", "! ", "> ", "> JMD bis 1.6.: ", "? ", "?? ", "„Zitat“", " #B1",
    " #nz", "TOP 2", "TOP 3: Neues", "-2min ", "👩‍🔬", "\\", ": ", "  ", "ß",
)  # fmt: skip
KEYS = (
    (KEY.Key_Return, PLAIN), (KEY.Key_Return, SHIFT), (KEY.Key_Return, CTRL), (KEY.Key_Escape, PLAIN),
    (KEY.Key_Up, PLAIN), (KEY.Key_Z, CTRL), (KEY.Key_Y, CTRL), (KEY.Key_Down, CTRL), (KEY.Key_Up, CTRL),
    (KEY.Key_1, CTRL), (KEY.Key_3, CTRL), (KEY.Key_J, CTRL), (KEY.Key_Delete, PLAIN), (KEY.Key_Left, ALT),
    (KEY.Key_Tab, PLAIN), (KEY.Key_Left, PLAIN), (KEY.Key_F2, PLAIN), (KEY.Key_F4, PLAIN), (KEY.Key_F4, SHIFT),
    (KEY.Key_F5, PLAIN), (KEY.Key_F6, PLAIN), (KEY.Key_F7, PLAIN), (KEY.Key_F8, PLAIN), (KEY.Key_F9, PLAIN),
    (KEY.Key_F12, PLAIN), (KEY.Key_F6, SHIFT), (KEY.Key_F8, SHIFT), (KEY.Key_F9, SHIFT), (KEY.Key_F11, PLAIN),
    (KEY.Key_F1, PLAIN),
)  # fmt: skip


class Monkey:
    def __init__(self, desk: Desk, seed: int) -> None:
        self._desk = desk
        self._random = random.Random(seed)
        self.done: list[str] = []

    def step(self) -> None:
        acts: list[tuple[int, Callable[[], None]]] = [
            (5, self._type), (5, self._press), (3, self._enter), (2, self._choose), (2, self._to_line),
            (1, self._filter),
        ]  # fmt: skip
        act = self._random.choices([item for _weight, item in acts], [weight for weight, _item in acts])[0]
        act()

    def _type(self) -> None:
        text = "".join(self._random.choices(WORDS, k=self._random.randint(1, 3)))
        self.done.append(f"type {text!r}")
        self._desk.type(text)

    def _press(self) -> None:
        key, modifier = self._random.choice(KEYS)
        self.done.append(f"press {key.name} {modifier.name}")
        self._desk.press(key, modifier)

    def _enter(self) -> None:
        self.done.append("enter")
        self._desk.to_line()
        self._desk.press(KEY.Key_Return)

    def _choose(self) -> None:
        stored = self._desk.stored()
        if stored:
            chosen = self._random.sample(stored, min(len(stored), self._random.randint(1, 3)))
            self.done.append(f"choose {[entry.text for entry in chosen]}")
            self._desk.page.stream.select([entry.id for entry in chosen])
            self._desk.page.stream.setFocus()

    def _to_line(self) -> None:
        self.done.append("to line")
        self._desk.page.enter()

    def _filter(self) -> None:
        self.done.append("filter")
        words = self._desk.page.filter_bar._words
        words.setText("" if words.text() else self._random.choice(("ü", "Zitat")))


@pytest.mark.parametrize("seed", (0, 1, 2, 13, 17, 32))
def test_the_window_always_shows_what_is_stored(qtbot: QtBot, context: WorkspaceContext, seed: int) -> None:
    desk = Desk(qtbot, context)
    tester = QAbstractItemModelTester(desk.page.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    monkey = Monkey(desk, seed)
    for _step in range(300):
        monkey.step()
        stored = sorted(desk.stored(), key=lambda entry: (entry.position, entry.id))
        wanted = [entry for entry in stored if desk.page.model.filter.admits(entry)]
        shown = [desk.page.model.row_at(at) for at in range(desk.page.model.rowCount())]
        assert [row.entry for row in shown if row is not None and row.entry] == wanted, monkey.done
        for entry in wanted:
            row = shown[desk.page.model.row_of(entry.id)]
            assert row is not None
            assert row.id == entry.id
    assert tester is not None
    desk.page.save_draft_now()
    assert context.workspace.projects.check().is_sound
