"""The Mitschrift as somebody uses it in tests: by keys, and looked at as store and screen."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gk_desktop.base.settings import Settings
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.capture_page import CapturePage
from tests.ui.conftest import type_text

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Desk:
    """One page on one event with the speakers GfS and JMD and two TOPs."""

    def __init__(self, qtbot: QtBot, context: WorkspaceContext) -> None:
        self.qtbot, self.context, self.workspace = qtbot, context, context.workspace
        self.failures: list[str] = []
        self.said: list[str] = []
        context.failed.connect(self._on_failed)
        keeping = self.workspace.keeping
        self.event = keeping.add(Event(title="Kerngruppe", date=date(2021, 5, 19), start="09:00")).id
        for position, label in enumerate(("GfS", "JMD"), start=1):
            keeping.add(Participant(event=self.event, label=label, position=float(position)))
        for number, title in enumerate(("Begrüßung", "Übergänge"), start=1):
            keeping.add(AgendaItem(event=self.event, number=number, title=title))
        self.page = self.open_page()

    def _on_failed(self, error: object) -> None:
        self.failures.append(str(error))

    def open_page(self) -> CapturePage:
        """As after unlocking: a new page on the same event."""
        page = CapturePage(self.context, Settings())
        page.status_changed.connect(self.said.append)
        self.qtbot.addWidget(page)
        page.resize(1214, 680)
        with self.qtbot.waitExposed(page, timeout=15_000):
            page.show()
        page.activateWindow()
        page.open_event(self.event)
        page.enter()
        self.qtbot.waitUntil(page.line_area.line.hasFocus, timeout=15_000)
        return page

    def close_page(self) -> None:
        """The window is gone without a word, as in a crash."""
        self.context.changed.disconnect(self.page._on_changed)
        self.page._memory.forget_draft()
        self.page.hide()

    @property
    def line(self) -> str:
        return self.page.line_area.text

    def type(self, text: str) -> None:
        type_text(self.page.line_area.line, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)

    def enter(self, text: str) -> None:
        self.type(text)
        self.press(KEY.Key_Return)

    def choose(self, *texts: str) -> None:
        """Choose entries in the stream, which then has the focus."""
        wanted = [entry.id for entry in self.stored() if entry.text in texts]
        self.page.stream.select(wanted)
        self.page.stream.setFocus()
        self.qtbot.waitUntil(self.page.stream.hasFocus)

    def to_line(self) -> None:
        self.press(KEY.Key_Escape)
        self.qtbot.waitUntil(self.page.line_area.line.hasFocus)

    def stored(self) -> list[Entry]:
        return self.workspace.records.find(Entry, event=self.event, order_by=["position"])

    def texts(self) -> list[str]:
        return [entry.text for entry in self.stored()]

    def shown(self) -> list[str]:
        """The texts of the rows on the screen, headings in square brackets."""
        rows = (self.page.model.row_at(at) for at in range(self.page.model.rowCount()))
        return [row.text if row.entry else f"[{row.title}]" for row in rows if row is not None]

    def shown_entries(self) -> list[str]:
        return [text for text in self.shown() if not text.startswith("[")]

    def speaker_of(self, entry: Entry) -> str:
        found = self.workspace.records.look_up(Participant, entry.speaker)
        return found.label if found else ""

    @property
    def chips(self) -> str:
        return self.page.line_area.chips.text

    def centre_of_row(self, row: int) -> QPoint:
        return self.page.stream.visualRect(self.page.model.index(row, 0)).center()


def sitting_at(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    """A desk, left as the window leaves it: what is half typed is kept before the file is closed."""
    desk = Desk(qtbot, context)
    yield desk
    desk.page.save_draft_now()
