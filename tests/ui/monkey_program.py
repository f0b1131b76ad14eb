"""The program at the hands of a monkey: its window, its door, and the lines that somebody is typing."""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from gk_desktop.base.text import clean_text
from gk_desktop.ui.main_window import MainWindow
from gk_desktop.ui.pages.capture_page import CapturePage
from gk_desktop.ui.pages.unlock_page import UnlockPage
from gk_desktop.ui.shell import Shell
from gk_desktop.ui.theme import Appearance, apply_appearance
from gk_desktop.ui.widgets.entry_line import EntryLine
from tests.ui.conftest import PASSPHRASE
from tests.ui.monkey_hands import Hands, menu_is_open, press_in_menu, pump, take_the_keyboard_back
from tests.ui.monkey_oracle import Ledger, demand
from tests.ui.monkey_watch import Watch, walls

_LONGEST_OPENING_S: Final = 60.0
_LONGEST_LEAVING_S: Final = 20.0
SIZES: Final = ((1366, 768), (880, 560), (1180, 700), (1920, 1080), (1000, 900))


class Program:
    """The program with its window, as it is started, unlocked and ended; and what may not be lost on the way.

    `log` is what was done, for whoever wants to do it again by hand.
    """

    def __init__(self, template: Path, folder: Path) -> None:
        self.log: list[str] = []
        self.ledger = Ledger()
        self.tokens = 0
        self._profile = folder / "profil"
        self._restores = False
        shutil.copytree(template, self._profile)
        self._stack = ExitStack()
        self._stack.enter_context(walls(folder, self._answer))
        self.watch = self._stack.enter_context(Watch())
        self.hands = Hands(self._before_key, self._after_key)
        self._known_shell: Shell | None = None
        self.window = self._open()
        self.at_home()
        self.ledger.read(self.shell.context.workspace)

    # The window.

    def _open(self) -> MainWindow:
        window = MainWindow(self._profile)
        # The program ends with its window: nothing of it fires afterwards.
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.resize(*SIZES[0])
        window.show()
        window.activateWindow()
        pump()
        return window

    def close(self) -> None:
        """End the program; what it left behind stays."""
        self.log.append("close")
        try:
            self.dismiss()
            if self.is_open:
                self.window.close()
            pump()
        finally:
            apply_appearance(Appearance.LIGHT)
            self._stack.close()

    @property
    def is_open(self) -> bool:
        return shiboken6.isValid(self.window) and self.window.isVisible()

    @property
    def shell(self) -> Shell:
        assert self.window.shell is not None
        return self.window.shell

    @property
    def capture(self) -> CapturePage | None:
        page = self.window.shell._rooms.known("capture") if self.is_open and self.window.shell else None
        return page if isinstance(page, CapturePage) and page.event_id else None

    def at_home(self) -> None:
        """The window is open, unlocked, and nothing stands before it."""
        self.dismiss()
        if not self.is_open:
            pump()
            self.window = self._open()
        if self.window.shell is None:
            self._unlock()
        self._follow()
        take_the_keyboard_back()

    def _unlock(self) -> None:
        until = time.monotonic() + _LONGEST_OPENING_S
        while self.window.shell is None:
            demand(time.monotonic() < until, "the window does not open", self.window._stack.currentWidget())
            page: Any = self.window._stack.currentWidget()
            if isinstance(page, UnlockPage) and page._secret.isEnabled():
                if page._with_code:
                    page._other_way.click()
                page._secret.setText(PASSPHRASE)
                page._unlock.click()
            pump()
            time.sleep(0.002)

    def _follow(self) -> None:
        """A shell that has just come: the ledger listens to its journal."""
        shell = self.shell
        if shell is self._known_shell:
            return
        self._known_shell = shell
        workspace = shell.context.workspace
        if self._restores:
            self._restores = False
            self.ledger.read(workspace)
        workspace.store.journal.subscribe(self.ledger.follow)
        shell.restore_requested.connect(self._on_restore)

    def _on_restore(self, _backup: object) -> None:
        self._restores = True

    def dismiss(self) -> None:
        """Close menus and dialogs, as Escape does."""
        until = time.monotonic() + _LONGEST_LEAVING_S
        while time.monotonic() < until:
            modal = QApplication.activeModalWidget()
            if menu_is_open():
                press_in_menu("Escape")
            elif isinstance(modal, QDialog):
                modal.reject()
            elif modal is None:
                return
            pump()
            # A dialog that is at work gives it up first.
            time.sleep(0.001)
        demand(False, "something stays in front of the window", QApplication.activeModalWidget())

    def _answer(self, box: QMessageBox) -> None:
        buttons = box.buttons()
        chosen = buttons[self.hands.total % len(buttons)]
        self.log.append(f"answer {chosen.text()}")
        chosen.click()

    # Lines that are entered.

    def _before_key(self, target: QWidget, stroke: str) -> None:
        self._entered = ""
        if stroke == "Return" and isinstance(target, EntryLine) and target.isEnabled():
            page = self.capture
            if page is not None and page.line_area.line is target and not page.line_area.editing:
                parsed = page._capture.parse(clean_text(target.text)) if page._capture else None
                if parsed is not None and parsed.text and not (parsed.is_agenda or parsed.is_speaker):
                    self._entered = target.text
                    self._entries_before = len(self.ledger.raws)

    def _after_key(self, target: QWidget, _stroke: str) -> None:
        if self._entered and isinstance(target, EntryLine) and target.text != self._entered:
            has_come = len(self.ledger.raws) == self._entries_before + 1
            raw = clean_text(self._entered)
            demand(has_come and raw in self.ledger.raws.values(), "an entered line is lost", raw)

    @contextmanager
    def keeping_what_is_typed(self) -> Iterator[None]:
        """What stands half typed in the Mitschrift must still stand there, or come back with it."""
        page = self.capture
        if page is None:
            yield
            return
        event, waiting = page.event_id, clean_text(page.line_area.waiting_line)
        editing, text = page.line_area.editing, clean_text(page.line_area.text)
        yield
        if not self.is_open or self.window.shell is None:
            self.at_home()
        workspace = self.shell.context.workspace
        page = self.capture
        if page is not None and page.event_id == event:
            found = clean_text(page.line_area.waiting_line)
            demand(found == waiting, "half a line is lost", waiting, found)
            if editing and editing == page.line_area.editing:
                demand(clean_text(page.line_area.text) == text, "half a change is lost", text, page.line_area.text)
            return
        draft = next((item for item in workspace.store.drafts.all() if item.place == f"line:{event}"), None)
        demand((draft.text if draft else "") == waiting, "half a line is lost", waiting, draft)
        if editing:
            place = workspace.capture_places.of(event)
            demand((place.editing, place.typed) == (editing, text), "half a change is lost", text, place)
